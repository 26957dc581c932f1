# The files of docs/ci, run by tests/ci/steps.py with a made gh and a made glab: what each job does after a push, for a request,
# without a token, and that the files keep to their rules.
# shellcheck shell=sh disable=SC2154,SC2016

# shellcheck source=tests/ci/world.sh
. "$(dirname "$test_file")/../ci/world.sh"

ci=$root/docs/ci
export REMOTE="file://$work/remote.git" CACHE="$work/cache" ARTIFACTS="$work/artifacts" RUNNER_TEMP="$work/runner"
mkdir -p "$CACHE" "$ARTIFACTS"
# The release that a runner fetches, and a curl that has it.
mkdir -p "$work/release/git-lead-0/bin" "$work/release/git-lead-0/share/git-lead"
ln -s "$program" "$work/release/git-lead-0/bin/git-lead"
cp "$root"/cmd/git-lead-* "$work/release/git-lead-0/bin"
cp "$root/cmd/fetch.sh" "$work/release/git-lead-0/share/git-lead"
tar -czf "$work/release.tar.gz" -C "$work/release" git-lead-0
sum=$(sha256sum "$work/release.tar.gz" | cut -d' ' -f1)
cat >"$work/made/curl" <<END
#!/bin/sh
while [ \$# -gt 0 ]; do
	[ "\$1" != --output ] || cp "$work/release.tar.gz" "\$2"
	shift
done
END
chmod +x "$work/made/curl"
# Nothing but the release brings git-lead.
rm "$work/made/git-lead-ci" "$work/made/git-lead-gh" "$work/made/git-lead-glab" "$work/made/fetch.sh"
mv "$work/bin" "$work/bin.away"

steps() { # <kind> <file> [<jq filter on the table>]: in $work/job
	cd "$work" || exit 1
	rm -rf job runner
	mkdir -p runner
	: >"$work/summary"
	jq -n --arg sum "$sum" --arg ref "${GITHUB_REF:-}" --arg event "${GITHUB_EVENT_NAME:-}" --arg run "$(date +%s%N)" \
		--arg summary "$work/summary" "{
		\"github.event_name\": \$event, \"github.ref\": \$ref, \"github.ref_name\": (\$ref | sub(\"refs/(heads|pull)/\"; \"\")),
		\"github.base_ref\": (if \$event == \"pull_request\" then \"main\" else \"\" end),
		\"github.run_id\": \$run, \"github.run_attempt\": \"1\", \"github.token\": \"secret-of-a-test\",
		\"inputs.release-url\": \"https://release.example.org/x.tar.gz\", \"inputs.sha256\": \$sum,
		env: {GITHUB_STEP_SUMMARY: \$summary, CI: \"true\"}
	} | ${3:-.}" >"$work/table"
	unset_token=${GH_TOKEN:-}
	unset GH_TOKEN
	python3 "$root/tests/ci/steps.py" "$1" "$2" "$work/table" "$work/job"
	steps_code=$?
	[ -z "$unset_token" ] || export GH_TOKEN="$unset_token"
	return $steps_code
}
merged() { # <number>
	cd "$work/dev" || exit 1
	at $((100 + $1)) 'Bo Sample'
	change b.c "number $1 (#$1)"
	pull "$1" "$(git rev-parse HEAD)" 'Bo Sample' 'Ada Example' "$when" 'Ada Example'
	git push -q origin main
	as_actions push refs/heads/main "$(git rev-parse HEAD^)"
}
is_told() { # <mark of a request>
	git -C "$work/remote.git" grep -q "$1;" refs/notes/lead-reviews
}
files=$(cd "$ci" && echo ./*/*.yml)

# ---- rules that the files keep ----
for file in $files; do
	python3 "$root/tests/ci/steps.py" json "$ci/$file" >"$work/file.json"
	check "$file: is YAML" test -s "$work/file.json"
	check "$file: no event gives fork code a token that writes" \
		jq -e '[.. | objects | .on? // empty | tostring | select(contains("pull_request_target"))] == []' "$work/file.json"
	check "$file: no secret is handed on in a lump" jq -e '[.. | .secrets? // empty | select(. == "inherit")] == []' "$work/file.json"
	check "$file: no expression stands inside of a script" \
		jq -e '[.. | objects | .run? // empty | select(contains("${{"))] == []' "$work/file.json"
	check "$file: checkouts are whole" \
		jq -e '[.. | objects | select(.uses? // "" | startswith("actions/checkout")) | .with."fetch-depth" // "none"] | all(. == 0 or . == "none")' "$work/file.json"
	jq -r '.. | objects | select(.run? // "" | startswith("curl")) | .run' "$work/file.json" >>"$work/installs"
done
same 'all that install do it alike' 1 "$(awk '/^curl/ { if (text != "") print text; text = "" } { text = text "|" $0 } END { print text }' "$work/installs" | sort -u | wc -l | tr -d ' ')"
python3 "$root/tests/ci/steps.py" json "$ci/github/git-lead.yml" >"$work/file.json"
same 'nothing is allowed but by name' '{}' "$(jq -c '.[0].permissions' "$work/file.json")"
same 'a push may write contents' '{"contents":"write","pull-requests":"read"}' "$(jq -c '.[0].jobs.merged.permissions' "$work/file.json")"
same 'a request may write nothing' '{"contents":"read"}' "$(jq -c '.[0].jobs.request.permissions' "$work/file.json")"
same 'a request saves no cache' 0 "$(jq '[.[0].jobs.request.steps[].uses // "" | select(contains("cache/save"))] | length' "$work/file.json")"
for file in github/caller.yml gitlab/caller.yml; do
	check "$file: ten lines" sh -c '[ "$(grep -vc "^#" "$1")" -le 10 ]' sh "$ci/$file"
done

# ---- GitHub: the reusable workflow ----
made_remote
cd "$work/dev" || exit 1
at 100 'Ada Example'
change a.c 'start'
merged 1
answers 'the workflow after a push' 0 steps actions "$ci/github/git-lead.yml"
check 'keeps the review' is_told pr:1
check 'and the database' sh -c 'ls "$1"/git-lead-main-*/.git_lead.db' sh "$CACHE"
check 'the summary is the job'\''s' test -s "$work/summary"
check 'no token is in the log' sh -c '! grep secret "$1/stdout" "$1/stderr"' sh "$work"
merged 2
touch "$world/gh_fails"
answers 'the next one, the forge away' 0 steps actions "$ci/github/git-lead.yml"
rm "$world/gh_fails"
merged 3
answers 'the one after it' 0 steps actions "$ci/github/git-lead.yml"
check 'has both' sh -c 'git -C "$1" grep -q "pr:2;" refs/notes/lead-reviews && git -C "$1" grep -q "pr:3;" refs/notes/lead-reviews' sh "$work/remote.git"
same 'a cache a job' 3 "$(find "$CACHE" -maxdepth 1 -name 'git-lead-main-*' | wc -l | tr -d ' ')"
merged 4
as_actions pull_request refs/pull/9/merge "$(git rev-parse HEAD^)"
before=$(git -C "$work/remote.git" for-each-ref; ls "$CACHE")
rm -f "$world/asked"
answers 'the workflow for a request' 0 steps actions "$ci/github/git-lead.yml"
same 'writes neither notes nor caches' "$before" "$(git -C "$work/remote.git" for-each-ref; ls "$CACHE")"
check 'asks nobody' test ! -f "$world/asked"
as_actions pull_request_target refs/heads/main "$(git -C "$work/dev" rev-parse HEAD^)"
answers 'an event that gives fork code rights' 0 steps actions "$ci/github/git-lead.yml"
check 'runs nothing' test ! -e "$work/job"
as_actions push refs/heads/main "$(git -C "$work/dev" rev-parse HEAD^)"
answers 'another release than was meant' 1 steps actions "$ci/github/git-lead.yml" '."inputs.sha256" = "'"$(printf '%064d' 0)"'"'
check 'is not run' sh -c '! git -C "$1" grep -q "pr:4;" refs/notes/lead-reviews' sh "$work/remote.git"

# ---- GitHub: the composite action, after a checkout ----
cat >"$work/own.yml" <<'END'
on: push
jobs:
  own:
    steps:
      - uses: actions/checkout@v5
        with: { fetch-depth: 0, filter: blob:none }
END
answers 'a workflow of one'\''s own' 0 steps actions "$work/own.yml"
python3 "$root/tests/ci/steps.py" actions "$ci/github/action.yml" "$work/table" "$work/job" >"$work/stdout" 2>"$work/stderr"
same 'runs the action' 0 $?
check 'which keeps the review' is_told pr:4
jq '."inputs.sarif" = "git-lead.sarif"' "$work/table" >"$work/table.sarif"
python3 "$root/tests/ci/steps.py" actions "$ci/github/action.yml" "$work/table.sarif" "$work/job" >/dev/null 2>&1
check 'and writes SARIF if asked for' jq -e '.version == "2.1.0"' "$work/job/git-lead.sarif"

# ---- Forgejo ----
as_actions push refs/heads/main "$(git -C "$work/dev" rev-parse HEAD^)"
mv "$work/bin.away" "$work/bin"
cp "$root"/cmd/git-lead-* "$root/cmd/fetch.sh" "$work/made"
rm -f "$world/asked"
export FORGEJO_ACTIONS=true
answers 'Forgejo' 0 steps actions "$ci/forgejo/git-lead.yml"
unset FORGEJO_ACTIONS
check 'only reads' sh -c 'grep -q "read-only: no forge" "$1" && [ ! -f "$2" ]' sh "$work/stderr" "$world/asked"

# ---- GitLab ----
unset GITHUB_ACTIONS GITHUB_EVENT_NAME GITHUB_REF GITHUB_EVENT_PATH GITHUB_REPOSITORY GH_TOKEN GITHUB_SHA GITHUB_BASE_REF
cd "$work/dev" || exit 1
at 110 'Bo Sample'
git checkout -q -b topic
change m.c 'in a request'
git checkout -q main
at 111 'Ada Example'
git merge -q --no-ff -m "Merge branch 'topic' into 'main'

In a request

See merge request group/project!7" topic
git push -q origin main
jq -n --arg oid "$(git rev-parse HEAD)" '{id: 917, iid: 7, project_id: 1, state: "merged", created_at: "2026-04-20T00:00:00.000Z",
	updated_at: "2026-04-22T02:00:00.000Z", merged_at: "2026-04-22T01:00:00.000Z", author: {id: 2, username: "bsample", name: "Bo Sample"},
	merge_user: {id: 1, username: "aexample", name: "Ada Example"}, reviewers: [], sha: null, merge_commit_sha: $oid,
	squash_commit_sha: null, references: {full: "group/project!7"}, web_url: "https://gitlab.example.org/group/project/-/merge_requests/7"}' >"$world/mr.7"
echo '{"id": 917, "iid": 7, "approved_by": [{"user": {"id": 3, "username": "csample", "name": "Cy Sample"}}]}' >"$world/mr.7.approvals"
gitlab='.env += {GITLAB_CI: "true", CI_PROJECT_PATH: "group/project", CI_DEFAULT_BRANCH: "main", CI_SERVER_HOST: "gitlab.example.org",
	CI_COMMIT_SHA: "'$(git rev-parse HEAD)'", CI_COMMIT_BEFORE_SHA: "'$(git rev-parse HEAD^)'", CI_COMMIT_REF_SLUG: "main"}'
on_main="$gitlab"' | .env += {CI_PIPELINE_SOURCE: "push", CI_COMMIT_BRANCH: "main", GITLAB_TOKEN: "secret-of-a-test"}'
for_request="$gitlab"' | .env += {CI_PIPELINE_SOURCE: "merge_request_event", CI_MERGE_REQUEST_IID: "8", CI_COMMIT_REF_SLUG: "topic",
	CI_MERGE_REQUEST_TARGET_BRANCH_NAME: "main", CI_MERGE_REQUEST_DIFF_BASE_SHA: "'$(git rev-parse HEAD^)'", CI_COMMIT_BEFORE_SHA: ("0" * 40)}'
answers 'the job on the main branch' 0 steps gitlab "$ci/gitlab/git-lead.yml" "$on_main"
check 'keeps the approval' is_told mr:7
check 'the report is an artifact' jq -e 'type == "array"' "$ARTIFACTS/gl-code-quality-report.json"
check 'and so is the summary' test -s "$ARTIFACTS/git-lead-note.md"
check 'the database is kept' test -s "$CACHE/git-lead-main/.git-lead-cache_lead.db"
check 'no token is in the log' sh -c '! grep secret "$1/stdout" "$1/stderr"' sh "$work"
rm -f "$world/asked"
before=$(git -C "$work/remote.git" for-each-ref)
answers 'a merge request without a token' 0 steps gitlab "$ci/gitlab/git-lead.yml" "$for_request"
check 'asks nobody' test ! -f "$world/asked"
answers 'a merge request with one' 0 steps gitlab "$ci/gitlab/git-lead.yml" "$for_request | .env.GITLAB_TOKEN = \"t\""
same 'has a note' 1 "$(find "$world" -name 'written.*' | wc -l | tr -d ' ')"
check 'that holds the summary' grep -q 'git lead check' "$world"/written.*
answers 'and once more' 0 steps gitlab "$ci/gitlab/git-lead.yml" "$for_request | .env.GITLAB_TOKEN = \"t\""
same 'has the same note still' 1 "$(find "$world" -name 'written.*' | wc -l | tr -d ' ')"
same 'the remote is as it was' "$before" "$(git -C "$work/remote.git" for-each-ref)"
answers 'another branch' 0 steps gitlab "$ci/gitlab/git-lead.yml" "$gitlab | .env += {CI_PIPELINE_SOURCE: \"push\", CI_COMMIT_BRANCH: \"other\"}"
check 'runs nothing' test ! -e "$work/job"

# ---- the quarterly jobs ----
mkdir "$work/quarterly"
printf '[repository "one"]\n\tclone = %s\n\tpath = quarterly/one.git\n[team "all"]\n\tmember = Ada Example\n\tmember = bo@example.org\n' \
	"$REMOTE" >"$work/organisation.conf"
git init -q "$work/org"
cd "$work/org" || exit 1
cp "$ci/quarterly.sh" "$work/organisation.conf" .
git add -A
git commit -q -m 'the organisation'
git clone -q --bare "$work/org" "$work/org.git"
REMOTE="file://$work/org.git"
answers 'the quarterly job on GitHub' 0 steps actions "$ci/github/quarterly.yml" \
	'. + {"vars.GIT_LEAD_RELEASE_URL": "x", "vars.GIT_LEAD_SHA256": ."inputs.sha256", "secrets.ORGANISATION_TOKEN": "t", "inputs.freeze": false}'
check 'makes an artifact of the report' grep -q '<html' "$ARTIFACTS/report.html"
rm "$ARTIFACTS/report.html"
answers 'and on GitLab' 0 steps gitlab "$ci/gitlab/quarterly.yml" '.env += {CI_PIPELINE_SOURCE: "schedule", GIT_DEPTH: "0"}'
check 'too' grep -q '<html' "$ARTIFACTS/report.html"
