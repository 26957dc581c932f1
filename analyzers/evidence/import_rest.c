/*
 * GitHub's REST API: pull requests, and reviews and comments as lists of their own, which name their request by address
 * only.
 */
#include "import_github.h"

/* ---- pulls, pulls/N, and issues where they are listed together ---- */

/* The issues list holds both kinds; a pull request has a "pull_request" there. */
static bool is_issue(const json_t *pull)
{
	static const char *const pull_keys[] = { "pull_request", "merged_at", "merge_commit_sha", "head", "base" };

	for (size_t i = 0; i < sizeof(pull_keys) / sizeof(pull_keys[0]); i++) {
		if (json_object_get(pull, pull_keys[i]))
			return false;
	}
	return !github_url_is(forge_text(pull, "url"), "pulls") &&
	       !github_url_is(forge_text(pull, "html_url"), "pull") && !json_object_get(pull, "requested_reviewers") &&
	       !json_object_get(pull, "merged_by");
}

static struct text project_of(const json_t *pull, const struct import_context *context)
{
	struct text project = forge_url_project(forge_text(pull, "html_url"));

	if (!project.size)
		project = forge_url_project(forge_text(pull, "url"));
	return project.size ? project : context->project;
}

static enum request_state state_of(const json_t *pull, int64_t merged_time)
{
	struct text state = forge_text(pull, "state");

	if (merged_time || json_is_true(json_object_get(pull, "merged")))
		return REQUEST_MERGED;
	if (text_equal_nocase(state, TEXT("open")))
		return REQUEST_OPEN;
	return text_equal_nocase(state, TEXT("closed")) ? REQUEST_CLOSED : REQUEST_STATE_UNKNOWN;
}

static void read_asked(struct github_item *item, const json_t *pull, const char *key)
{
	const json_t *list = forge_array(pull, key);

	for (size_t i = 0; i < json_array_size(list); i++)
		github_asked(item, json_array_get(list, i));
}

static void read_request(struct github_item *item, const json_t *pull, const struct import_context *context)
{
	const json_t *merged_by = json_object_get(pull, "merged_by");
	struct request_fact request = {
		.project = project_of(pull, context),
		.draft = forge_draft(pull, "draft"),
		.created_time = forge_time(pull, "created_at"),
		.closed_time = forge_time(pull, "closed_at"),
		.merged_time = forge_time(pull, "merged_at"),
		.seen_time = forge_time(pull, "updated_at"),
		.line_count = github_line_count(pull),
	};

	if (!request.merged_time)
		request.merged_time = forge_time(forge_object(pull, "pull_request"), "merged_at");
	request.state = state_of(pull, request.merged_time);
	/* Before the merge it is a trial that GitHub makes. */
	if (request.state == REQUEST_MERGED)
		github_point(item, POINTER_MERGE, forge_text(pull, "merge_commit_sha"));
	github_point(item, POINTER_HEAD, forge_text(forge_object(pull, "head"), "sha"));
	github_request(item, &request);
	if (request.state == REQUEST_MERGED && merged_by)
		github_act(item, &(struct github_act){ .source = "github:merge",
		                                       .kind = EVENT_INT,
		                                       .user = merged_by,
		                                       .act_time = request.merged_time });
}

static bool matches_pull(const json_t *object, const struct import_context *context)
{
	return github_kind_of(object, context) == GITHUB_REST_PULL;
}

static void read_pull(const json_t *object, const struct import_context *context, struct import_out *out)
{
	struct github_item item;

	if (is_issue(object)) {
		out->summary->issue_count++;
		return;
	}
	if (github_begin(&item, out, GITHUB_REST_PULL, github_number(object))) {
		item.author = github_user(&item, json_object_get(object, "user"));
		read_request(&item, object, context);
		read_asked(&item, object, "requested_reviewers");
		read_asked(&item, object, "requested_teams");
	}
	github_end(&item);
}

const struct import_reader import_rest_pull = {
	.name = "GitHub pull request (REST)",
	.summary = "pull requests of GitHub's REST API, listed or single; issues in the list are passed over",
	.matches = matches_pull,
	.read = read_pull,
};

/* ---- reviews and comments ---- */

/* The number in the first address that has one, or 0. */
static int64_t number_in(struct text url, struct text otherwise)
{
	uint64_t number;

	if (!text_to_uint(forge_url_number(url), &number) && !text_to_uint(forge_url_number(otherwise), &number))
		return 0;
	return (int64_t)number;
}

static void read_act(const json_t *object, struct import_out *out, struct github_act *act, const char *address)
{
	struct github_item item;
	int64_t number = number_in(forge_text(object, address), forge_text(object, "html_url"));

	act->user = json_object_get(object, "user");
	act->written = object;
	if (github_begin(&item, out, GITHUB_REST_REVIEW, number))
		github_act(&item, act);
	github_end(&item);
}

static bool matches_review(const json_t *object, const struct import_context *context)
{
	return github_kind_of(object, context) == GITHUB_REST_REVIEW;
}

static void read_review(const json_t *object, const struct import_context *context, struct import_out *out)
{
	struct github_act act = {
		.source = "github:review",
		.kind = EVENT_REV,
		.act_time = forge_time(object, "submitted_at"),
		.head = forge_text(object, "commit_id"),
	};

	(void)context;
	if (github_review_state(forge_text(object, "state"), &act.state))
		read_act(object, out, &act, "pull_request_url");
}

const struct import_reader import_rest_review = {
	.name = "GitHub review (REST)",
	.summary = "reviews of one pull request of GitHub's REST API",
	.matches = matches_review,
	.read = read_review,
};

static bool matches_comment(const json_t *object, const struct import_context *context)
{
	return github_kind_of(object, context) == GITHUB_REST_COMMENT;
}

static void read_comment(const json_t *object, const struct import_context *context, struct import_out *out)
{
	struct github_act act = {
		.source = "github:review-comment",
		.kind = EVENT_CMT,
		.act_time = forge_time(object, "created_at"),
	};

	(void)context;
	read_act(object, out, &act, "pull_request_url");
}

const struct import_reader import_rest_comment = {
	.name = "GitHub review comment (REST)",
	.summary = "comments in the diff of GitHub's REST API, of one pull request or all",
	.matches = matches_comment,
	.read = read_comment,
};

static bool matches_issue_comment(const json_t *object, const struct import_context *context)
{
	return github_kind_of(object, context) == GITHUB_REST_ISSUE_COMMENT;
}

/*
 * Issues and pull requests share numbers and this list; the page's address tells them apart. Without it the comment is
 * taken as a request's: where it is an issue's, no change has its number and it joins nothing.
 */
static void read_issue_comment(const json_t *object, const struct import_context *context, struct import_out *out)
{
	struct github_act act = {
		.source = "github:comment",
		.kind = EVENT_CMT,
		.act_time = forge_time(object, "created_at"),
	};

	(void)context;
	if (github_url_is(forge_text(object, "html_url"), "issues")) {
		out->summary->issue_count++;
		return;
	}
	read_act(object, out, &act, "issue_url");
}

const struct import_reader import_rest_issue_comment = {
	.name = "GitHub comment (REST)",
	.summary = "comments in conversations of GitHub's REST API; those on issues are passed over",
	.matches = matches_issue_comment,
	.read = read_issue_comment,
};
