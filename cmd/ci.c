/* Reads what GitHub, Forgejo and Gitea Actions, GitLab CI and Gerrit's trigger in Jenkins set for a run. Opens no repository. */
#include "ci.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ACTIONS_DEEPEN "put 'fetch-depth: 0' under 'with:' of actions/checkout"

typedef const struct ci_environment environment;

static const char *get_process(void *payload, const char *name)
{
	(void)payload;
	return getenv(name);
}

const struct ci_environment ci_process = { NULL, get_process };

/* Never NULL. */
static const char *get(environment *from, const char *name)
{
	const char *value = from->get(from->payload, name);

	return value ? value : "";
}

static bool is_set(environment *from, const char *name)
{
	return *get(from, name) != '\0';
}

static bool is_word(environment *from, const char *name, const char *word)
{
	return strcmp(get(from, name), word) == 0;
}

/* A name that is too long is none. */
static void take_name(char out[CI_NAME_SIZE], const char *name)
{
	static const char heads[] = "refs/heads/";
	size_t size;

	if (strncmp(name, heads, sizeof(heads) - 1) == 0)
		name += sizeof(heads) - 1;
	size = strlen(name);
	if (size < CI_NAME_SIZE)
		memcpy(out, name, size + 1);
}

static void take_id(char out[CI_ID_SIZE], const char *id)
{
	if (strlen(id) == CI_ID_SIZE - 1 && text_is_hex(text_of(id)))
		memcpy(out, id, CI_ID_SIZE);
}

/* Forges write the id of nothing for a ref that was not there. */
static bool is_commit(const char *id)
{
	return *id && strspn(id, "0") < strlen(id);
}

static void take_range(struct ci_run *out, enum ci_range range, const char *base, const char *tip)
{
	take_id(out->base, base);
	take_id(out->tip, tip);
	out->range = is_commit(out->base) ? range : CI_NONE;
	if (!is_commit(out->base))
		*out->base = '\0';
	if (!is_commit(out->tip))
		*out->tip = '\0';
}

/* A request of which neither base nor branch is told has no range; it stays one. */
static void take_request(struct ci_run *out, const char *base, const char *tip)
{
	take_range(out, CI_REQUEST, base, tip);
	if (*out->target)
		out->range = CI_REQUEST;
	out->is_request = true;
}

/* ---- GitHub, Forgejo, Gitea ---- */

static void read_event(struct ci_event *out, environment *from)
{
	FILE *file = is_set(from, "GITHUB_EVENT_PATH") ? fopen(get(from, "GITHUB_EVENT_PATH"), "rbe") : NULL;
	struct buf bytes = { 0 };
	char block[8192];
	size_t got;

	while (file && bytes.size <= CI_EVENT_MAX_SIZE && (got = fread(block, 1, sizeof(block), file)) > 0)
		buf_add(&bytes, block, got);
	if (file)
		fclose(file);
	ci_event_read(out, buf_text(&bytes));
	buf_release(&bytes);
}

static void read_actions_push(struct ci_run *out, environment *from, const struct ci_event *event)
{
	const char *tip = is_set(from, "GITHUB_SHA") ? get(from, "GITHUB_SHA") : event->after;

	take_range(out, CI_PUSH, event->before, tip);
	if (*event->before && !is_commit(event->before) && strncmp(get(from, "GITHUB_REF"), "refs/heads/", 11) == 0 &&
	    strcmp(out->branch, event->default_branch) != 0)
		out->range = CI_NEW;
}

static void read_actions(struct ci_run *out, environment *from)
{
	struct ci_event event;

	read_event(&event, from);
	take_name(out->event, get(from, "GITHUB_EVENT_NAME"));
	take_name(out->branch, get(from, is_set(from, "GITHUB_HEAD_REF") ? "GITHUB_HEAD_REF" : "GITHUB_REF_NAME"));
	take_name(out->default_branch, event.default_branch);
	take_name(out->target, *event.target ? event.target : get(from, "GITHUB_BASE_REF"));
	if (strcmp(out->event, "push") == 0) {
		read_actions_push(out, from, &event);
	} else if (*event.merged) {
		take_id(out->tip, event.merged);
		take_name(out->branch, event.target);
		out->range = CI_MERGED;
	} else if (strncmp(out->event, "pull_request", strlen("pull_request")) == 0) {
		take_request(out, event.base, event.head);
	} else if (strcmp(out->event, "merge_group") == 0) {
		take_range(out, CI_PUSH, event.base, event.head);
		out->is_request = true;
	} else {
		take_id(out->tip, get(from, "GITHUB_SHA"));
	}
}

/* ---- GitLab ---- */

static void read_gitlab_request(struct ci_run *out, environment *from)
{
	bool is_external = is_word(from, "CI_PIPELINE_SOURCE", "external_pull_request_event");
	const char *tip = get(from, "CI_COMMIT_SHA");

	out->is_request = true;
	take_name(out->target, get(from, is_external ? "CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME"
	                                             : "CI_MERGE_REQUEST_TARGET_BRANCH_NAME"));
	take_name(out->branch, get(from, is_external ? "CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME"
	                                             : "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME"));
	/* Set in pipelines for merged results and merge trains alone: the commit is then a merge onto it. */
	if (!is_external && is_commit(get(from, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA")))
		take_range(out, CI_MERGED, get(from, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA"), tip);
	else
		take_request(out,
		             get(from, is_external ? "CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_SHA"
		                                   : "CI_MERGE_REQUEST_DIFF_BASE_SHA"),
		             tip);
}

static void read_gitlab(struct ci_run *out, environment *from)
{
	take_name(out->event, get(from, "CI_PIPELINE_SOURCE"));
	take_name(out->branch, get(from, "CI_COMMIT_BRANCH"));
	take_name(out->default_branch, get(from, "CI_DEFAULT_BRANCH"));
	if (is_set(from, "CI_MERGE_REQUEST_IID") ||
	    is_word(from, "CI_PIPELINE_SOURCE", "external_pull_request_event")) {
		read_gitlab_request(out, from);
		return;
	}
	take_range(out, CI_PUSH, get(from, "CI_COMMIT_BEFORE_SHA"), get(from, "CI_COMMIT_SHA"));
	/* The id is that of nothing also where somebody or a schedule started the pipeline. */
	if (out->range == CI_NONE && is_word(from, "CI_PIPELINE_SOURCE", "push") && *out->branch &&
	    strcmp(out->branch, out->default_branch) != 0)
		out->range = CI_NEW;
	if (is_set(from, "CI_COMMIT_TAG")) {
		take_name(out->branch, get(from, "CI_COMMIT_TAG"));
		out->range = CI_NONE;
	}
}

/* ---- Gerrit ---- */

static void read_gerrit(struct ci_run *out, environment *from)
{
	bool is_merged = is_word(from, "GERRIT_EVENT_TYPE", "change-merged");

	take_name(out->event, get(from, "GERRIT_EVENT_TYPE"));
	take_name(out->branch, get(from, is_set(from, "GERRIT_BRANCH") ? "GERRIT_BRANCH" : "GERRIT_REFNAME"));
	take_name(out->target, get(from, "GERRIT_BRANCH"));
	if (!is_set(from, "GERRIT_PATCHSET_REVISION")) {
		take_range(out, CI_PUSH, get(from, "GERRIT_OLDREV"), get(from, "GERRIT_NEWREV"));
		return;
	}
	/* A change is one commit; what was merged is another one where the server rebased it or made a merge. */
	take_id(out->tip,
	        get(from, is_merged && is_set(from, "GERRIT_NEWREV") ? "GERRIT_NEWREV" : "GERRIT_PATCHSET_REVISION"));
	out->range = CI_MERGED;
	out->is_request = !is_merged;
}

/* ---- the table ---- */

static const struct {
	const char *variable, *value; /* by which the system is told; NULL: any */
	struct ci_system system;
	void (*read)(struct ci_run *out, environment *from);
} rows[] = {
	/* Forgejo and Gitea set what GitHub sets, too. */
	{ "FORGEJO_ACTIONS", "true", { "Forgejo Actions", ACTIONS_DEEPEN }, read_actions },
	{ "GITEA_ACTIONS", "true", { "Gitea Actions", ACTIONS_DEEPEN }, read_actions },
	{ "GITHUB_ACTIONS", "true", { "GitHub Actions", ACTIONS_DEEPEN }, read_actions },
	{ "GITLAB_CI", NULL, { "GitLab CI", "put 'GIT_DEPTH: \"0\"' under 'variables:' of the job" }, read_gitlab },
	{ "GERRIT_EVENT_TYPE", NULL, { "Gerrit", "run 'git fetch --unshallow' first" }, read_gerrit },
	{ "GERRIT_REFNAME", NULL, { "Gerrit", "run 'git fetch --unshallow' first" }, read_gerrit },
};

#define ROW_COUNT (sizeof(rows) / sizeof(rows[0]))

static size_t find_row(environment *from)
{
	size_t i = 0;

	while (i < ROW_COUNT &&
	       !(rows[i].value ? is_word(from, rows[i].variable, rows[i].value) : is_set(from, rows[i].variable)))
		i++;
	return i;
}

void ci_read(struct ci_run *out, environment *from)
{
	size_t row = find_row(from);

	*out = (struct ci_run){ 0 };
	if (row == ROW_COUNT)
		return;
	out->system = &rows[row].system;
	rows[row].read(out, from);
}

const struct ci_system *ci_system_of(environment *from)
{
	size_t row = find_row(from);

	return row < ROW_COUNT ? &rows[row].system : NULL;
}
