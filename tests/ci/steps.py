#!/usr/bin/env python3
"""Runs the files of docs/ci as far as that goes without a forge: the run: and script: of their jobs in a shell, checkout and
caches by folders, expressions by a table. For tests.

  steps.py actions <file> <table> <folder>   every job whose if: holds; a composite action is one job
  steps.py gitlab <file> <table> <folder>    every job whose rules hold
  steps.py json <file>                       the file as JSON, a list of its documents

<table> is JSON: "github.ref_name": "main", "inputs.sha256": "...", "env": {...} for what the system sets. <folder> is where the
job runs; REMOTE, CACHE and ARTIFACTS name what is checked out and where caches and artifacts lie. The status is that of the first
step that failed; later steps run only where they say so. What a step is not known to do stops the run with status 99.
"""
import json
import os
import re
import shutil
import subprocess
import sys

import yaml


class Unknown(Exception):
    pass


def evaluate(text, table):
    """An expression of GitHub's, in the few forms that the files use."""
    def name(match):
        word = match.group(0)
        if word.startswith("'") or word in ("and", "or", "not"):
            return word
        if word in ("cancelled()", "failure()"):
            return repr(table.get(word, False))
        if word not in table:
            raise Unknown("nobody told " + word)
        return repr(table[word])
    text = text.replace("&&", " and ").replace("||", " or ")
    text = re.sub(r"!(?!=)", " not ", text)
    text = re.sub(r"'[^']*'|[a-z_]+\(\)|[A-Za-z_][A-Za-z0-9_-]*(\.[A-Za-z_][A-Za-z0-9_-]*)*", name, text)
    return eval(text, {"__builtins__": {}})  # our own files, in a test


def fill(value, table):
    if isinstance(value, bool):
        return "true" if value else "false"
    return re.sub(r"\$\{\{(.*?)\}\}", lambda m: str(evaluate(m.group(1).strip(), table)), str(value))


def holds(condition, table, is_failed):
    if condition is None:
        return not is_failed
    text = str(condition)
    if text.startswith("${{"):
        text = text[3:-2]
    return bool(evaluate(text.strip(), table)) and (not is_failed or "()" in text)


def put(source, target):
    os.makedirs(os.path.dirname(os.path.abspath(target)), exist_ok=True)
    (shutil.copytree if os.path.isdir(source) else shutil.copy)(source, target)


def checkout(given, folder):
    depth = str(given.get("fetch-depth", 1))
    words = ["git", "clone", "-q"]
    if depth != "0":
        words.append("--depth=" + depth)
    if "filter" in given:
        words.append("--filter=" + given["filter"])
    subprocess.run(words + [os.environ["REMOTE"], folder], check=True)


def slot(key, path):
    return os.path.join(os.environ["CACHE"], key.replace("/", "_"), path.strip("/").replace("/", "_"))


def restore(given, folder, table):
    path = fill(given["path"], table).strip()
    keys = [fill(given["key"], table)] + fill(given.get("restore-keys", ""), table).split()
    kept = sorted(os.listdir(os.environ["CACHE"]), key=lambda k: os.stat(os.path.join(os.environ["CACHE"], k)).st_mtime_ns)
    for key in keys:
        for name in reversed([k for k in kept if k.startswith(key)]):
            if os.path.exists(slot(name, path)):
                put(slot(name, path), os.path.join(folder, path))
                return


def save(given, folder, table):
    path = fill(given["path"], table).strip()
    if os.path.exists(os.path.join(folder, path)):
        put(os.path.join(folder, path), slot(fill(given["key"], table), path))


def use(step, folder, table):
    name, _, version = step["uses"].partition("@")
    given = step.get("with", {})
    if not re.fullmatch(r"v[0-9]+", version):
        raise Unknown("no version of " + step["uses"])
    if name == "actions/checkout":
        checkout({key: fill(value, table) for key, value in given.items()}, folder)
    elif name in ("actions/cache/restore", "actions/cache"):
        restore(given, folder, table)
    elif name == "actions/cache/save":
        save(given, folder, table)
    elif name == "actions/upload-artifact":
        put(os.path.join(folder, given["path"]), os.path.join(os.environ["ARTIFACTS"], given["path"]))
    else:
        raise Unknown("nobody knows " + name)


def run_steps(job, folder, table):
    environment = dict(os.environ, **table.get("env", {}))
    environment.update({key: fill(value, table) for key, value in job.get("env", {}).items()})
    for key in job.get("env", {}):
        table["env." + key] = environment[key]
    paths = os.path.join(environment["RUNNER_TEMP"], "path")
    environment["GITHUB_PATH"] = paths
    status = 0
    for step in job["steps"]:
        if not holds(step.get("if"), table, status != 0):
            continue
        if "uses" in step:
            use(step, folder, table)
            continue
        more = {key: fill(value, table) for key, value in step.get("env", {}).items()}
        if os.path.exists(paths):
            with open(paths, encoding="utf-8") as lines:
                more["PATH"] = ":".join(reversed(lines.read().split())) + ":" + environment["PATH"]
        if "${{" in step["run"]:
            raise Unknown("an expression inside of a script")
        shell = step.get("shell", "bash -e {0}").replace(" {0}", "").split()
        code = subprocess.run(shell + ["-c", step["run"]], cwd=folder, env=dict(environment, **more)).returncode
        status = status or code
    return status


def run_actions(path, table, folder):
    with open(path, encoding="utf-8") as text:
        document = yaml.safe_load(text)
    on = document.get(True, document.get("on")) or {}  # YAML 1.1 has "on" for true
    call = (on.get("workflow_call") or {}) if isinstance(on, dict) else {}
    for name, given in (document.get("inputs") or call.get("inputs") or {}).items():
        table.setdefault("inputs." + name, fill(given.get("default", ""), table))
    jobs = {"action": document["runs"]} if "runs" in document else document["jobs"]
    status = 0
    for job in jobs.values():
        if holds(job.get("if"), table, False):
            status = status or run_steps(job, folder, table)
    return status


def rule_holds(text, variables):
    match = re.fullmatch(r'\$(\w+) == (?:"([^"]*)"|\$(\w+))', text)
    if not match:
        raise Unknown("no known rule: " + text)
    wanted = match.group(2) if match.group(3) is None else variables.get(match.group(3))
    return wanted is not None and variables.get(match.group(1)) == wanted


def expand(text, variables):
    return re.sub(r"\$(\w+)", lambda m: variables.get(m.group(1), ""), str(text))


def run_gitlab_job(job, folder, table):
    variables = dict(table.get("env", {}))
    variables.update({key: expand(value, variables) for key, value in job.get("variables", {}).items()})
    cache = job.get("cache")
    if variables.get("GIT_DEPTH", "20") == "0":
        filters = [flag[9:] for flag in variables.get("GIT_FETCH_EXTRA_FLAGS", "").split() if flag.startswith("--filter=")]
        checkout(dict({"fetch-depth": 0}, **({"filter": filters[0]} if filters else {})), folder)
    if cache:
        for path in cache["paths"]:
            for key in [cache["key"]] + cache.get("fallback_keys", []):
                kept = slot(expand(key, variables), path)
                if os.path.exists(kept) and not os.path.exists(os.path.join(folder, path)):
                    put(kept, os.path.join(folder, path))
    environment = dict(os.environ, **variables)
    status = subprocess.run(["sh", "-e", "-c", "\n".join(job["script"])], cwd=folder, env=environment).returncode
    subprocess.run(["sh", "-e", "-c", "\n".join(job.get("after_script", []))], cwd=folder, env=environment)
    if cache and (status == 0 or cache.get("when") == "always"):
        for path in cache["paths"]:
            kept = slot(expand(cache["key"], variables), path)
            if os.path.exists(os.path.join(folder, path)):
                if os.path.isdir(kept):
                    shutil.rmtree(kept)
                put(os.path.join(folder, path), kept)
    artifacts = job.get("artifacts", {})
    for path in artifacts.get("paths", []) + list(artifacts.get("reports", {}).values()):
        if os.path.exists(os.path.join(folder, path)) and (status == 0 or artifacts.get("when") == "always"):
            put(os.path.join(folder, path), os.path.join(os.environ["ARTIFACTS"], path))
    return status


def run_gitlab(path, table, folder):
    with open(path, encoding="utf-8") as text:
        documents = list(yaml.safe_load_all(text))
    inputs = {}
    if len(documents) == 2:
        for name, given in documents[0]["spec"]["inputs"].items():
            inputs[name] = str(table.get("inputs." + name, (given or {}).get("default", "")))
    text = json.dumps(documents[-1])
    text = re.sub(r"\$\[\[ inputs\.(\w+) \]\]", lambda m: json.dumps(inputs[m.group(1)])[1:-1], text)
    status = 0
    for job in json.loads(text).values():
        if any(rule_holds(rule["if"], table["env"]) for rule in job["rules"]):
            status = status or run_gitlab_job(job, folder, table)
    return status


def main(words):
    if words[0] == "json":
        with open(words[1], encoding="utf-8") as text:
            documents = list(yaml.safe_load_all(text))
        for document in documents:
            if True in document:
                document["on"] = document.pop(True)
        json.dump(documents, sys.stdout)
        return 0
    with open(words[2], encoding="utf-8") as text:
        table = json.load(text)
    run = {"actions": run_actions, "gitlab": run_gitlab}[words[0]]
    return run(words[1], table, words[3])


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Unknown as error:
        print("steps:", error, file=sys.stderr)
        sys.exit(99)
