/*
 * Which of GitHub's exports an object is from, by its keys alone. Whoever exports picks fields, so that few may be
 * there; what other forges or other exports share with GitHub's is ruled out first.
 */
#include "import_github.h"

/* Keys that GitHub's objects never have at the top: GitLab, Gerrit, Gitea, Bitbucket. */
static const char *const foreign_keys[] = {
	"iid",     "noteable_type", "noteable_iid", "individual_note", "approved_by", "approvals_left",
	"_number", "patchSets",     "merge_base",   "official",        "createdDate", "original_author",
	NULL,
};

/* Of pull requests in GraphQL's spelling. Those that issues have too are here: they are told apart by address. */
static const char *const camel_keys[] = {
	"additions",
	"author",
	"baseRefName",
	"baseRefOid",
	"changedFiles",
	"closed",
	"closedAt",
	"closingIssuesReferences",
	"createdAt",
	"headRefName",
	"headRefOid",
	"headRepository",
	"isDraft",
	"isCrossRepository",
	"latestReviews",
	"maintainerCanModify",
	"mergeCommit",
	"mergeStateStatus",
	"merged",
	"mergedAt",
	"mergedBy",
	"headRepositoryOwner",
	"reviewDecision",
	"reviewRequests",
	"reviews",
	"reviewThreads",
	"timelineItems",
	"updatedAt",
	NULL,
};

/* REST's name for some of these is the same, but not its type. */
static const char *const list_keys[] = { "comments", "commits", "files", NULL };

static const char *const connection_keys[] = {
	"reviews",       "comments", "commits", "latestReviews", "reviewRequests", "reviewThreads",
	"timelineItems", "files",    NULL,
};

static const char *const rest_keys[] = {
	"merged_at",
	"merge_commit_sha",
	"requested_reviewers",
	"requested_teams",
	"merged_by",
	"head",
	"base",
	"user",
	"pull_request",
	NULL,
};

static bool has(const json_t *object, const char *key)
{
	return json_object_get(object, key) != NULL;
}

static bool has_any(const json_t *object, const char *const *keys)
{
	for (; *keys; keys++) {
		if (has(object, *keys))
			return true;
	}
	return false;
}

static bool has_any_list(const json_t *object, const char *const *keys)
{
	for (; *keys; keys++) {
		if (forge_array(object, *keys) || forge_object(object, *keys))
			return true;
	}
	return false;
}

static bool has_connection(const json_t *object)
{
	for (const char *const *key = connection_keys; *key; key++) {
		if (forge_object(object, *key))
			return true;
	}
	return false;
}

/* Account exports of GitHub name users by address and mark each object with what it is. */
static bool is_migration(const json_t *object)
{
	struct text type = forge_text(object, "type");

	return text_starts(type, TEXT("pull_request")) || text_starts(type, TEXT("issue"));
}

static enum github_kind rest_part(const json_t *object)
{
	struct text page = forge_text(object, "html_url");
	bool is_of_pull = has(object, "pull_request_url");

	if ((is_of_pull || text_find(page, TEXT("#pullrequestreview-"), 0) >= 0) &&
	    (has(object, "submitted_at") || has(object, "state")) && !has(object, "diff_hunk"))
		return GITHUB_REST_REVIEW;
	if (is_of_pull || text_find(page, TEXT("#discussion_r"), 0) >= 0)
		return GITHUB_REST_COMMENT;
	if (has(object, "issue_url") || text_find(page, TEXT("#issuecomment-"), 0) >= 0)
		return GITHUB_REST_ISSUE_COMMENT;
	return GITHUB_NONE;
}

static bool is_upper_state(struct text state)
{
	return text_equal(state, TEXT("OPEN")) || text_equal(state, TEXT("CLOSED")) ||
	       text_equal(state, TEXT("MERGED"));
}

static bool is_typed(const json_t *object)
{
	struct text type = forge_text(object, "__typename");

	return text_equal(type, TEXT("PullRequest")) || text_equal(type, TEXT("Issue"));
}

/* An object with a number, or with an address that has one. */
static enum github_kind whole(const json_t *object, const struct import_context *context)
{
	bool is_graphql_path = text_ends(context->path, TEXT("pullRequests.nodes")) ||
	                       text_ends(context->path, TEXT("pullRequests.edges"));

	if (import_is_issue_path(context->path))
		return GITHUB_NONE;
	if (has_any(object, rest_keys))
		return GITHUB_REST_PULL;
	if (text_equal(context->path, TEXT("pulls")) || json_is_string(json_object_get(object, "author")))
		return GITHUB_ARCHIVE;
	if (is_graphql_path || has_connection(object) || is_typed(object))
		return GITHUB_GRAPHQL;
	if (has_any(object, camel_keys) || has_any_list(object, list_keys) ||
	    is_upper_state(forge_text(object, "state")))
		return GITHUB_GH;
	return GITHUB_NONE;
}

const json_t *github_unwrap(const json_t *object)
{
	const json_t *node = forge_object(object, "node");

	return node && !has(object, "number") ? node : object;
}

enum github_kind github_kind_of(const json_t *object, const struct import_context *context)
{
	const json_t *node = github_unwrap(object);
	enum github_kind kind;

	if (!json_is_object(node) || has_any(node, foreign_keys) || is_migration(node))
		return GITHUB_NONE;
	if (forge_int(node, "number", 0) <= 0 && !forge_url_project(forge_text(node, "url")).size)
		return node == object ? rest_part(object) : GITHUB_NONE;
	kind = whole(node, context);
	if (node == object)
		return kind;
	/* Only GraphQL has edges. */
	return kind == GITHUB_GH || kind == GITHUB_GRAPHQL ? GITHUB_GRAPHQL : GITHUB_NONE;
}
