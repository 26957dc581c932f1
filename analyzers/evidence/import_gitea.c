/*
 * Gitea's and Forgejo's REST interface. It is made after GitHub's: what tells them apart are the addresses of pages (/pulls/ where
 * GitHub has /pull/), fields that GitHub's objects never have, and what a user tells.
 */
#include "import_forge.h"

static bool has_any(const json_t *object, const char *const *keys)
{
	for (; *keys; keys++) {
		if (json_object_get(object, *keys))
			return true;
	}
	return false;
}

static bool is_page(struct text url)
{
	return text_find(url, TEXT("/pulls/"), 0) > 0 && text_find(url, TEXT("/repos/"), 0) < 0;
}

/* By marks that GitHub's objects never bear. */
static bool is_gitea(const json_t *object)
{
	static const char *const own[] = { "merge_base",
		                           "allow_maintainer_edit",
		                           "original_author",
		                           "requested_reviewers_teams",
		                           "official",
		                           "stale",
		                           "comments_count",
		                           "resolver",
		                           NULL };
	static const char *const of_user[] = { "login_name", "full_name", "is_admin", "prohibit_login", NULL };

	return !json_object_get(object, "node_id") &&
	       (has_any(object, own) || has_any(forge_object(object, "user"), of_user) ||
	        is_page(forge_text(object, "html_url")) || is_page(forge_text(object, "pull_request_url")));
}

/* ---- people ---- */

/* Empty for a deleted user; of whom another forge told, the name there. Tells of name and address behind the login. */
static struct text person(struct forge_item *item, const json_t *user)
{
	static const char *const keys[] = { "login", "username", NULL };
	static const char *const bots[] = { "gitea-actions", "forgejo-actions" };
	struct text login = forge_first_text(user, keys), email = text_trim(forge_text(user, "email"));

	if (text_equal_nocase(login, TEXT("ghost")))
		return (struct text){ 0 };
	for (size_t i = 0; i < sizeof(bots) / sizeof(bots[0]); i++) {
		if (text_equal_nocase(login, text_of(bots[i])))
			return forge_item_bot(item, login);
	}
	/* A hidden address is the same login once more. */
	if (text_find(email, TEXT("@noreply."), 0) >= 0)
		email = (struct text){ 0 };
	forge_item_account(item, login, (struct identity_fact){ text_trim(forge_text(user, "full_name")), email });
	return login;
}

/* What came from another forge is by whom it was there, not by who brought it. */
static struct text author_of(struct forge_item *item, const json_t *object)
{
	struct text original = text_trim(forge_text(object, "original_author"));

	return original.size ? original : person(item, forge_object(object, "user"));
}

static void tell_asked(struct forge_item *item, const json_t *user, const json_t *team, int64_t time)
{
	struct request_act_fact act = {
		.kind = EVENT_REQ,
		.source = TEXT("gitea:request"),
		.act_time = time,
		.word_count = -1,
		.mark = team ? MARK_GROUP : MARK_REQUESTED,
	};

	act.who.name = team ? text_trim(forge_text(team, "name")) : person(item, user);
	forge_item_act(item, act);
}

/* ---- pull requests, and issues where both are listed ---- */

static bool is_comment_or_review(const json_t *object)
{
	return !json_object_get(object, "number") &&
	       (json_object_get(object, "pull_request_url") || json_object_get(object, "issue_url"));
}

static bool pull_matches(const json_t *object, const struct import_context *context)
{
	(void)context;
	return json_object_get(object, "number") && !json_object_get(object, "iid") && is_gitea(object);
}

static bool is_issue(const json_t *object)
{
	return !forge_object(object, "head") && !forge_object(object, "base") &&
	       !forge_object(object, "pull_request") && !is_page(forge_text(object, "html_url"));
}

static enum request_state state_of(const json_t *object, int64_t merged_time)
{
	static const struct forge_state states[] = { { "open", REQUEST_OPEN },
		                                     { "closed", REQUEST_CLOSED },
		                                     { NULL, 0 } };

	if (merged_time || json_is_true(json_object_get(object, "merged")))
		return REQUEST_MERGED;
	return (enum request_state)forge_state_of(states, forge_text(object, "state"), REQUEST_STATE_UNKNOWN);
}

static int64_t line_count(const json_t *object)
{
	int64_t added = forge_int(object, "additions", -1), removed = forge_int(object, "deletions", -1);

	return added < 0 || removed < 0 || added > INT32_MAX || removed > INT32_MAX ? -1 : added + removed;
}

static void read_request(struct forge_item *item, const json_t *object, const struct import_context *context)
{
	struct request_fact request = {
		.project = forge_url_project(forge_text(object, "html_url")),
		.draft = forge_draft(object, "draft"),
		.created_time = forge_time(object, "created_at"),
		.closed_time = forge_time(object, "closed_at"),
		.merged_time = forge_time(object, "merged_at"),
		.seen_time = forge_time(object, "updated_at"),
		.author = author_of(item, object),
		.line_count = line_count(object),
	};

	if (!request.project.size)
		request.project = context->project;
	if (!request.merged_time)
		request.merged_time = forge_time(forge_object(object, "pull_request"), "merged_at");
	request.state = state_of(object, request.merged_time);
	if (request.state == REQUEST_MERGED)
		forge_item_point(item, POINTER_MERGE, forge_text(object, "merge_commit_sha"), 0);
	forge_item_point(item, POINTER_HEAD, forge_text(forge_object(object, "head"), "sha"), 0);
	forge_item_request(item, request);
	if (request.state == REQUEST_MERGED && json_object_get(object, "merged_by"))
		forge_item_act(item,
		               (struct request_act_fact){ .kind = EVENT_INT,
		                                          .who.name = person(item, forge_object(object, "merged_by")),
		                                          .source = TEXT("gitea:merge"),
		                                          .act_time = request.merged_time,
		                                          .word_count = -1 });
}

static void pull_read(const json_t *object, const struct import_context *context, struct import_out *out)
{
	const json_t *people = forge_array(object, "requested_reviewers");
	const json_t *teams = forge_array(object, "requested_reviewers_teams");
	struct forge_item item;

	if (is_issue(object)) {
		out->summary->issue_count++;
		return;
	}
	if (forge_item_begin(&item, out, "gitea", "pr", forge_int(object, "number", 0), "a pull request")) {
		read_request(&item, object, context);
		for (size_t i = 0; i < json_array_size(people); i++)
			tell_asked(&item, json_array_get(people, i), NULL, 0);
		for (size_t i = 0; i < json_array_size(teams); i++)
			tell_asked(&item, NULL, json_array_get(teams, i), 0);
	}
	forge_item_end(&item);
}

const struct import_reader import_gitea_pull = {
	.name = "Gitea pull request",
	.summary = "pulls and pulls/N of Gitea and Forgejo; issues in the list are passed over",
	.matches = pull_matches,
	.read = pull_read,
};

/* ---- reviews ---- */

/* In an address of the page or of the answer; else the name of the file tells. */
static int64_t number_of(const json_t *object, const struct import_context *context)
{
	static const char *const keys[] = { "pull_request_url", "html_url" };
	int64_t number = 0;

	for (size_t i = 0; !number && i < sizeof(keys) / sizeof(keys[0]); i++)
		number = forge_url_number_behind(forge_text(object, keys[i]), "/pulls/");
	return number ? number : import_context_number(context);
}

static bool is_review(const json_t *object)
{
	static const char *const marks[] = { "submitted_at", "official", "stale", "dismissed", "comments_count", NULL };

	return has_any(object, marks) && !json_object_get(object, "diff_hunk") && json_object_get(object, "state");
}

static bool review_matches(const json_t *object, const struct import_context *context)
{
	(void)context;
	return !json_object_get(object, "number") && is_review(object) && is_gitea(object);
}

static void review_read(const json_t *object, const struct import_context *context, struct import_out *out)
{
	static const struct forge_state states[] = {
		{ "APPROVED", ACT_STATE_APPROVED },
		{ "REQUEST_CHANGES", ACT_STATE_CHANGES },
		{ "COMMENT", ACT_STATE_COMMENTED },
		{ NULL, 0 },
	};
	struct text name = forge_text(object, "state");
	struct request_act_fact act = {
		.kind = EVENT_REV,
		.source = TEXT("gitea:review"),
		.act_time = forge_time(object, "submitted_at"),
		.state = (enum act_state)forge_state_of(states, name, ACT_STATE_NONE),
		.word_count = forge_word_count(forge_text(object, "body")),
		.head = forge_text(object, "commit_id"),
	};
	struct forge_item item;

	if (forge_item_begin(&item, out, "gitea", "pr", number_of(object, context), "a review")) {
		if (text_equal_nocase(name, TEXT("REQUEST_REVIEW"))) {
			tell_asked(&item, forge_object(object, "user"), forge_object(object, "team"), act.act_time);
		} else if (act.state != ACT_STATE_NONE) {
			/* Whether it is stale says the commit that it was of. */
			if (json_is_true(json_object_get(object, "dismissed")))
				act.state = ACT_STATE_DISMISSED;
			act.who.name = author_of(&item, object);
			forge_item_act(&item, act);
		}
	}
	forge_item_end(&item);
}

const struct import_reader import_gitea_review = {
	.name = "Gitea review",
	.summary = "pulls/N/reviews of Gitea and Forgejo",
	.matches = review_matches,
	.read = review_read,
};

/* ---- comments ---- */

static bool comment_matches(const json_t *object, const struct import_context *context)
{
	(void)context;
	return is_comment_or_review(object) && json_object_get(object, "body") && is_gitea(object);
}

static void comment_read(const json_t *object, const struct import_context *context, struct import_out *out)
{
	struct forge_item item;

	if (!forge_text(object, "pull_request_url").size &&
	    text_find(forge_text(object, "issue_url"), TEXT("/issues/"), 0) > 0 &&
	    !is_page(forge_text(object, "html_url"))) {
		out->summary->issue_count++;
		return;
	}
	if (forge_item_begin(&item, out, "gitea", "pr", number_of(object, context), "a comment"))
		forge_item_act(&item,
		               (struct request_act_fact){ .kind = EVENT_CMT,
		                                          .who.name = author_of(&item, object),
		                                          .source = TEXT("gitea:comment"),
		                                          .act_time = forge_time(object, "created_at"),
		                                          .state = ACT_STATE_COMMENTED,
		                                          .word_count = forge_word_count(forge_text(object, "body")),
		                                          .head = forge_text(object, "commit_id"),
		                                          .raw = forge_item_id(&item, object, "id") });
	forge_item_end(&item);
}

const struct import_reader import_gitea_comment = {
	.name = "Gitea comment",
	.summary = "issues/comments, issues/N/comments and pulls/N/reviews/M/comments of Gitea and Forgejo; those on "
		   "issues are "
		   "passed over",
	.matches = comment_matches,
	.read = comment_read,
};
