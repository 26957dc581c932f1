/*
 * Bitbucket Data Center's pull requests and activities. Times are milliseconds. An activity does not tell its pull request: the
 * name of the file does, or pull_request_number around the answer.
 */
#include "import_forge.h"

#define MILLISECONDS 1000

static const struct forge_state states[] = {
	{ "OPEN", REQUEST_OPEN },
	{ "MERGED", REQUEST_MERGED },
	{ "DECLINED", REQUEST_CLOSED },
	{ NULL, 0 },
};

/* The slug, of a service as a bot's; empty where there is no user. Tells of name and address behind it. */
static struct text person(struct forge_item *item, const json_t *user)
{
	static const char *const keys[] = { "slug", "name", "displayName", NULL };
	struct text login = forge_first_text(user, keys);
	struct identity_fact who = { text_trim(forge_text(user, "displayName")),
		                     text_trim(forge_text(user, "emailAddress")) };

	if (text_equal_nocase(forge_text(user, "type"), TEXT("SERVICE")))
		return forge_item_bot(item, login);
	forge_item_account(item, login, who);
	return login;
}

static void tell(struct forge_item *item, struct request_act_fact act, const json_t *user)
{
	act.who.name = person(item, user);
	if (act.kind != EVENT_CMT)
		act.word_count = -1;
	forge_item_act(item, act);
}

static void tell_asked(struct forge_item *item, const json_t *user, int64_t time)
{
	tell(item,
	     (struct request_act_fact){
		     .kind = EVENT_REQ, .source = TEXT("bitbucket:request"), .act_time = time, .mark = MARK_REQUESTED },
	     user);
}

/* ---- pull requests ---- */

static bool pull_matches(const json_t *object, const struct import_context *context)
{
	(void)context;
	return json_object_get(object, "id") && forge_object(object, "fromRef") && forge_object(object, "toRef");
}

static struct text project_of(struct forge_item *item, const json_t *object)
{
	const json_t *repository = forge_object(forge_object(object, "toRef"), "repository");
	struct text key = forge_text(forge_object(repository, "project"), "key"), slug = forge_text(repository, "slug");

	if (!key.size || !slug.size)
		return (struct text){ 0 };
	return forge_item_join(item, forge_item_join(item, key, TEXT("/")), slug);
}

static void read_reviewers(struct forge_item *item, const json_t *reviewers, bool is_asked)
{
	for (size_t i = 0; i < json_array_size(reviewers); i++) {
		const json_t *reviewer = json_array_get(reviewers, i), *user = forge_object(reviewer, "user");
		struct text status = forge_text(reviewer, "status");
		bool is_approval = text_equal_nocase(status, TEXT("APPROVED"));

		if (is_asked)
			tell_asked(item, user, 0);
		/* Without their time: the activities have it. */
		if (is_approval || text_equal_nocase(status, TEXT("NEEDS_WORK")))
			tell(item,
			     (struct request_act_fact){ .kind = EVENT_REV,
			                                .source = is_approval ? TEXT("bitbucket:approval")
			                                                      : TEXT("bitbucket:changes"),
			                                .state = is_approval ? ACT_STATE_APPROVED : ACT_STATE_CHANGES,
			                                .head = forge_text(reviewer, "lastReviewedCommit") },
			     user);
	}
}

static void pull_read(const json_t *object, const struct import_context *context, struct import_out *out)
{
	struct request_fact request = {
		.state = (enum request_state)forge_state_of(states, forge_text(object, "state"), REQUEST_STATE_UNKNOWN),
		.draft = forge_draft(object, "draft"),
		.created_time = forge_epoch(object, "createdDate", MILLISECONDS),
		.closed_time = forge_epoch(object, "closedDate", MILLISECONDS),
		.seen_time = forge_epoch(object, "updatedDate", MILLISECONDS),
		.line_count = -1,
	};
	struct forge_item item;

	(void)context;
	if (forge_item_begin(&item, out, "bitbucket", "pr", forge_int(object, "id", 0), "a pull request")) {
		request.project = project_of(&item, object);
		request.author = person(&item, forge_object(forge_object(object, "author"), "user"));
		if (request.state == REQUEST_MERGED) {
			request.merged_time = request.closed_time;
			forge_item_point(
				&item, POINTER_MERGE,
				forge_text(forge_object(forge_object(object, "properties"), "mergeCommit"), "id"), 0);
		}
		forge_item_point(&item, POINTER_HEAD, forge_text(forge_object(object, "fromRef"), "latestCommit"), 0);
		forge_item_request(&item, request);
		read_reviewers(&item, forge_array(object, "reviewers"), true);
		read_reviewers(&item, forge_array(object, "participants"), false);
	}
	forge_item_end(&item);
}

const struct import_reader import_bitbucket_server_pull = {
	.name = "Bitbucket Data Center pull request",
	.summary = "pull-requests and pull-requests/N of Bitbucket Data Center and Server",
	.matches = pull_matches,
	.read = pull_read,
};

/* ---- activities ---- */

static bool action_matches(const json_t *object, const struct import_context *context)
{
	(void)context;
	return json_object_get(object, "createdDate") && forge_text(object, "action").size;
}

/* A comment and the answers within it, however deep: the cutter bounds how many there are, jansson how deep. */
static void read_comment(struct forge_item *item, const json_t *comment, struct text head)
{
	const json_t *answers = forge_array(comment, "comments");

	if (!json_is_object(comment))
		return;
	tell(item,
	     (struct request_act_fact){ .kind = EVENT_CMT,
	                                .source = TEXT("bitbucket:comment"),
	                                .act_time = forge_epoch(comment, "createdDate", MILLISECONDS),
	                                .state = ACT_STATE_COMMENTED,
	                                .word_count = forge_word_count(forge_text(comment, "text")),
	                                .head = head,
	                                .raw = forge_item_id(item, comment, "id") },
	     forge_object(comment, "author"));
	for (size_t i = 0; i < json_array_size(answers); i++)
		read_comment(item, json_array_get(answers, i), (struct text){ 0 });
}

/* Of what became of the request: when, and by whose hand. */
static void read_state(struct forge_item *item, const json_t *object, enum request_state state, int64_t time)
{
	struct request_fact request = { .state = state, .seen_time = time, .closed_time = time, .line_count = -1 };

	if (state == REQUEST_MERGED) {
		request.merged_time = time;
		forge_item_point(item, POINTER_MERGE, forge_text(forge_object(object, "commit"), "id"), 0);
	}
	forge_item_request(item, request);
	if (state == REQUEST_MERGED)
		tell(item,
		     (struct request_act_fact){
			     .kind = EVENT_INT, .source = TEXT("bitbucket:merge"), .act_time = time },
		     forge_object(object, "user"));
}

static void read_opened(struct forge_item *item, const json_t *object, int64_t time)
{
	forge_item_request(item, (struct request_fact){ .created_time = time,
	                                                .seen_time = time,
	                                                .author = person(item, forge_object(object, "user")),
	                                                .line_count = -1 });
}

static void read_review(struct forge_item *item, const json_t *object, enum act_state state, int64_t time)
{
	tell(item,
	     (struct request_act_fact){ .kind = EVENT_REV,
	                                .source = state == ACT_STATE_CHANGES ? TEXT("bitbucket:changes")
	                                                                     : TEXT("bitbucket:approval"),
	                                .act_time = time,
	                                .state = state,
	                                /* Taking a review back is none. */
	                                .mark = state == ACT_STATE_DISMISSED ? MARK_EXCLUDED : MARK_NONE },
	     forge_object(object, "user"));
}

enum action {
	ACTION_NONE,
	ACTION_OPENED,
	ACTION_COMMENT,
	ACTION_APPROVED,
	ACTION_CHANGES,
	ACTION_TAKEN_BACK,
	ACTION_UPDATED,
	ACTION_MERGED,
	ACTION_DECLINED
};

static const struct forge_state actions[] = {
	{ "OPENED", ACTION_OPENED },
	{ "COMMENTED", ACTION_COMMENT },
	{ "REVIEW_COMMENTED", ACTION_COMMENT },
	{ "APPROVED", ACTION_APPROVED },
	{ "REVIEWED", ACTION_CHANGES },
	{ "UNAPPROVED", ACTION_TAKEN_BACK },
	{ "UPDATED", ACTION_UPDATED },
	{ "REVIEW_DISCARDED", ACTION_TAKEN_BACK },
	{ "MERGED", ACTION_MERGED },
	{ "DECLINED", ACTION_DECLINED },
	{ NULL, 0 },
};

static void read_action(struct forge_item *item, const json_t *object)
{
	int64_t time = forge_epoch(object, "createdDate", MILLISECONDS);
	const json_t *added = forge_array(object, "addedReviewers");

	switch ((enum action)forge_state_of(actions, forge_text(object, "action"), ACTION_NONE)) {
	case ACTION_OPENED:
		read_opened(item, object, time);
		break;
	case ACTION_COMMENT:
		read_comment(item, forge_object(object, "comment"),
		             forge_text(forge_object(object, "commentAnchor"), "toHash"));
		break;
	case ACTION_APPROVED:
		read_review(item, object, ACT_STATE_APPROVED, time);
		break;
	case ACTION_CHANGES:
		read_review(item, object, ACT_STATE_CHANGES, time);
		break;
	case ACTION_TAKEN_BACK:
		read_review(item, object, ACT_STATE_DISMISSED, time);
		break;
	case ACTION_UPDATED:
		for (size_t i = 0; i < json_array_size(added); i++)
			tell_asked(item, json_array_get(added, i), time);
		break;
	case ACTION_MERGED:
		read_state(item, object, REQUEST_MERGED, time);
		break;
	case ACTION_DECLINED:
		read_state(item, object, REQUEST_CLOSED, time);
		break;
	case ACTION_NONE:
		break;
	}
}

static void action_read(const json_t *object, const struct import_context *context, struct import_out *out)
{
	struct forge_item item;

	if (forge_item_begin_named(&item, out, "bitbucket", "pr", import_context_number(context), "an activity",
	                           "pull-requests/12/activities.json"))
		read_action(&item, object);
	forge_item_end(&item);
}

const struct import_reader import_bitbucket_server_action = {
	.name = "Bitbucket Data Center activity",
	.summary = "pull-requests/N/activities; the name of the file, or pull_request_number around it, tells N",
	.matches = action_matches,
	.read = action_read,
};
