/*
 * A pull request with GraphQL's names of fields. gh and archive.json take their data from GraphQL and keep the names, so
 * one reader reads all three; where they differ, each form is known by itself: lists as arrays or connections, persons as
 * objects or plain logins, commits with or without a "commit" around them.
 */
#include "import_github.h"

static bool is_one(struct text text, const char *word)
{
	return text_equal_nocase(text, text_of(word));
}

/* Issues and discussions look alike; their addresses and ids differ, and some fields only issues have. */
static bool is_issue(const json_t *pull)
{
	struct text url = forge_text(pull, "url"), id = forge_text(pull, "id");
	const json_t *comment = json_array_get(forge_array(pull, "comments"), 0);

	if (is_one(forge_text(pull, "__typename"), "Issue") || text_starts(id, TEXT("I_")) ||
	    text_starts(id, TEXT("D_")) || json_object_get(pull, "stateReason") || json_object_get(pull, "isPinned"))
		return true;
	if (!url.size)
		url = forge_text(comment, "url");
	return forge_url_number(url).size && !github_url_is(url, "pull") && !github_url_is(url, "pulls");
}

/* ---- the request itself ---- */

static enum request_state state_of(const json_t *pull, const struct github_item *item, int64_t merged_time)
{
	struct text state = forge_text(pull, "state"), landed = forge_text(forge_object(pull, "mergeCommit"), "oid");
	const json_t *closed = json_object_get(pull, "closed");

	if (merged_time || is_one(state, "MERGED") || json_is_true(json_object_get(pull, "merged")))
		return REQUEST_MERGED;
	if (is_one(state, "OPEN"))
		return REQUEST_OPEN;
	if (is_one(state, "CLOSED"))
		return REQUEST_CLOSED;
	/* The state was not asked for. There is neither a merge commit nor a merger before the merge. */
	if (landed.size || item->merger.size)
		return REQUEST_MERGED;
	if (json_is_false(closed))
		return REQUEST_OPEN;
	return json_is_true(closed) && json_object_get(pull, "mergedAt") ? REQUEST_CLOSED : REQUEST_STATE_UNKNOWN;
}

static int64_t ready_time(struct github_item *item, const json_t *pull)
{
	struct github_list events = github_list(item, pull, "timelineItems");
	int64_t last = 0;

	for (size_t i = 0; i < github_list_size(&events); i++) {
		const json_t *event = github_list_at(&events, i);
		int64_t time = forge_time(event, "createdAt");

		if (is_one(forge_text(event, "__typename"), "ReadyForReviewEvent") && time > last)
			last = time;
	}
	return last;
}

static void read_commits(struct github_item *item, const json_t *pull)
{
	struct github_list commits = github_list(item, pull, "commits");

	for (size_t i = 0; i < github_list_size(&commits); i++) {
		const json_t *holder = github_list_at(&commits, i), *commit = forge_object(holder, "commit");
		struct github_list authors;

		commit = commit ? commit : holder;
		github_point(item, POINTER_COMMIT, forge_text(commit, "oid"));
		authors = github_list(item, commit, "authors");
		for (size_t k = 0; k < github_list_size(&authors); k++)
			github_commit_author(item, github_list_at(&authors, k));
		if (!authors.array)
			github_commit_author(item, forge_object(commit, "author"));
	}
}

/* The export is as new as anything that it tells of the request. */
static int64_t reviews_time(struct github_item *item, const json_t *pull)
{
	static const char *const keys[] = { "updatedAt", "mergedAt", "closedAt", "createdAt" };
	int64_t last = 0;

	if (!github_list_is_whole(item, pull, "reviews") || !github_list_is_whole(item, pull, "comments"))
		return 0;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		int64_t time = forge_time(pull, keys[i]);

		last = time > last ? time : last;
	}
	return last;
}

static void read_request(struct github_item *item, const json_t *pull, const struct import_context *context)
{
	struct text project = forge_url_project(forge_text(pull, "url"));
	struct request_fact request = {
		.project = project.size ? project : context->project,
		.draft = forge_draft(pull, "isDraft"),
		.created_time = forge_time(pull, "createdAt"),
		.ready_time = ready_time(item, pull),
		.closed_time = forge_time(pull, "closedAt"),
		.merged_time = forge_time(pull, "mergedAt"),
		.seen_time = forge_time(pull, "updatedAt"),
		.reviews_time = reviews_time(item, pull),
		.line_count = github_line_count(pull),
	};

	request.state = state_of(pull, item, request.merged_time);
	if (request.state == REQUEST_MERGED)
		github_point(item, POINTER_MERGE, forge_text(forge_object(pull, "mergeCommit"), "oid"));
	github_point(item, POINTER_HEAD, forge_text(pull, "headRefOid"));
	read_commits(item, pull);
	github_request(item, &request);
	if (request.state == REQUEST_MERGED && json_object_get(pull, "mergedBy"))
		github_act(item, &(struct github_act){ .source = "github:merge",
		                                       .kind = EVENT_INT,
		                                       .user = json_object_get(pull, "mergedBy"),
		                                       .act_time = request.merged_time });
}

/* ---- acts ---- */

/* A comment in the diff. Where it names nobody it is by the reviewer whose review holds it. */
static void read_inline(struct github_item *item, const json_t *comment, const json_t *reviewer)
{
	const json_t *author = json_object_get(comment, "author");

	if (!json_is_object(comment) || is_one(forge_text(comment, "state"), "PENDING"))
		return;
	github_act(item, &(struct github_act){ .source = "github:review-comment",
	                                       .kind = EVENT_CMT,
	                                       .user = author ? author : reviewer,
	                                       .written = comment,
	                                       .act_time = forge_time(comment, "createdAt") });
}

static void read_inlines(struct github_item *item, const json_t *holder, const json_t *reviewer)
{
	struct github_list comments = github_list(item, holder, "comments");

	for (size_t i = 0; i < github_list_size(&comments); i++)
		read_inline(item, github_list_at(&comments, i), reviewer);
}

static void read_review(struct github_item *item, const json_t *review)
{
	const json_t *commit = forge_object(review, "commit");
	struct text head = forge_text(commit, "oid");
	struct github_act act = {
		.source = "github:review",
		.kind = EVENT_REV,
		.user = json_object_get(review, "author"),
		.written = review,
		.act_time = forge_time(review, "submittedAt"),
	};

	if (!github_review_state(forge_text(review, "state"), &act.state))
		return;
	act.head = head.size ? head : forge_text(commit, "abbreviatedOid");
	if (!act.act_time)
		act.act_time = forge_time(review, "createdAt");
	github_act(item, &act);
	read_inlines(item, review, act.user);
}

static void read_reviews(struct github_item *item, const json_t *pull)
{
	struct github_list reviews = github_list(item, pull, "reviews");

	/* The last of each reviewer, who may have said other things before. */
	if (!reviews.array)
		reviews = github_list(item, pull, "latestReviews");
	for (size_t i = 0; i < github_list_size(&reviews); i++)
		read_review(item, github_list_at(&reviews, i));
}

static void read_comments(struct github_item *item, const json_t *pull)
{
	struct github_list comments = github_list(item, pull, "comments");

	for (size_t i = 0; i < github_list_size(&comments); i++) {
		const json_t *comment = github_list_at(&comments, i);

		if (json_is_object(comment))
			github_act(item, &(struct github_act){ .source = "github:comment",
			                                       .kind = EVENT_CMT,
			                                       .user = json_object_get(comment, "author"),
			                                       .written = comment,
			                                       .act_time = forge_time(comment, "createdAt") });
	}
}

static void read_threads(struct github_item *item, const json_t *pull)
{
	struct github_list threads = github_list(item, pull, "reviewThreads");

	for (size_t i = 0; i < github_list_size(&threads); i++)
		read_inlines(item, github_list_at(&threads, i), NULL);
}

static void read_asked(struct github_item *item, const json_t *pull)
{
	struct github_list requests = github_list(item, pull, "reviewRequests");

	for (size_t i = 0; i < github_list_size(&requests); i++) {
		const json_t *request = github_list_at(&requests, i);
		const json_t *reviewer = json_object_get(request, "requestedReviewer");

		github_asked(item, reviewer ? reviewer : request);
	}
}

void github_read_pull(const json_t *pull, const struct import_context *context, struct import_out *out,
                      enum github_kind kind)
{
	struct github_item item;

	if (is_issue(pull)) {
		out->summary->issue_count++;
		return;
	}
	if (github_begin(&item, out, kind, github_number(pull))) {
		item.author = github_user(&item, json_object_get(pull, "author"));
		item.merger = forge_github_login(&item.arena, json_object_get(pull, "mergedBy"));
		read_request(&item, pull, context);
		read_reviews(&item, pull);
		read_comments(&item, pull);
		read_threads(&item, pull);
		read_asked(&item, pull);
	}
	github_end(&item);
}
