/*
 * Bitbucket Cloud's pull requests and what happened on them. People have a nickname, which is no login that git knows, and no
 * address.
 */
#include "import_forge.h"

static const struct forge_state states[] = {
	{ "OPEN", REQUEST_OPEN },       { "DRAFT", REQUEST_OPEN },        { "QUEUED", REQUEST_OPEN },
	{ "MERGED", REQUEST_MERGED },   { "FULFILLED", REQUEST_MERGED },  { "DECLINED", REQUEST_CLOSED },
	{ "REJECTED", REQUEST_CLOSED }, { "SUPERSEDED", REQUEST_CLOSED }, { NULL, 0 },
};

/* The nickname, of an app as a bot's; empty for a deleted user. Tells of the name behind it. */
static struct text person(struct forge_item *item, const json_t *user)
{
	static const char *const keys[] = { "nickname", "username", "display_name", NULL };
	struct text login = forge_first_text(user, keys), type = forge_text(user, "type");

	if (text_equal_nocase(type, TEXT("app_user")) || text_equal_nocase(type, TEXT("AppUser")))
		return forge_item_bot(item, login);
	forge_item_account(item, login, (struct identity_fact){ .name = text_trim(forge_text(user, "display_name")) });
	return login;
}

static void tell(struct forge_item *item, struct request_act_fact act, const json_t *user)
{
	act.who.name = person(item, user);
	if (act.kind != EVENT_CMT)
		act.word_count = -1;
	forge_item_act(item, act);
}

static void tell_asked(struct forge_item *item, const json_t *users, int64_t time)
{
	for (size_t i = 0; i < json_array_size(users); i++)
		tell(item,
		     (struct request_act_fact){ .kind = EVENT_REQ,
		                                .source = TEXT("bitbucket:request"),
		                                .act_time = time,
		                                .mark = MARK_REQUESTED },
		     json_array_get(users, i));
}

static void tell_merge(struct forge_item *item, const json_t *user, int64_t time)
{
	if (json_is_object(user))
		tell(item,
		     (struct request_act_fact){
			     .kind = EVENT_INT, .source = TEXT("bitbucket:merge"), .act_time = time },
		     user);
}

/* is_approval: else changes were asked for. */
static void tell_review(struct forge_item *item, bool is_approval, const json_t *user, int64_t time)
{
	tell(item,
	     (struct request_act_fact){ .kind = EVENT_REV,
	                                .source = is_approval ? TEXT("bitbucket:approval") : TEXT("bitbucket:changes"),
	                                .act_time = time,
	                                .state = is_approval ? ACT_STATE_APPROVED : ACT_STATE_CHANGES },
	     user);
}

/* ---- pull requests ---- */

static bool pull_matches(const json_t *object, const struct import_context *context)
{
	(void)context;
	return json_object_get(object, "id") && !json_object_get(object, "number") &&
	       (text_equal(forge_text(object, "type"), TEXT("pullrequest")) ||
	        (json_object_get(object, "created_on") && forge_object(object, "destination")));
}

/* Approvals without their time: the activity has it. */
static void read_participants(struct forge_item *item, const json_t *participants)
{
	for (size_t i = 0; i < json_array_size(participants); i++) {
		const json_t *participant = json_array_get(participants, i);
		struct text state = forge_text(participant, "state");

		if (json_is_true(json_object_get(participant, "approved")) ||
		    text_equal_nocase(state, TEXT("approved")))
			tell_review(item, true, forge_object(participant, "user"), 0);
		else if (text_equal_nocase(state, TEXT("changes_requested")))
			tell_review(item, false, forge_object(participant, "user"), 0);
	}
}

static void pull_read(const json_t *object, const struct import_context *context, struct import_out *out)
{
	const json_t *destination = forge_object(object, "destination");
	struct request_fact request = {
		.project = forge_text(forge_object(destination, "repository"), "full_name"),
		.state = (enum request_state)forge_state_of(states, forge_text(object, "state"), REQUEST_STATE_UNKNOWN),
		.draft = forge_draft(object, "draft"),
		.created_time = forge_time(object, "created_on"),
		.seen_time = forge_time(object, "updated_on"),
		.line_count = -1,
	};
	struct forge_item item;

	if (!request.project.size)
		request.project = context->project;
	if (forge_item_begin(&item, out, "bitbucket", "pr", forge_int(object, "id", 0), "a pull request")) {
		request.author = person(&item, forge_object(object, "author"));
		if (request.state == REQUEST_MERGED)
			forge_item_point(&item, POINTER_MERGE, forge_text(forge_object(object, "merge_commit"), "hash"),
			                 0);
		forge_item_point(&item, POINTER_HEAD,
		                 forge_text(forge_object(forge_object(object, "source"), "commit"), "hash"), 0);
		forge_item_request(&item, request);
		/* closed_by is who declined as well; when is told by the activity. */
		if (request.state == REQUEST_MERGED)
			tell_merge(&item, forge_object(object, "closed_by"), 0);
		tell_asked(&item, forge_array(object, "reviewers"), 0);
		read_participants(&item, forge_array(object, "participants"));
	}
	forge_item_end(&item);
}

const struct import_reader import_bitbucket_pull = {
	.name = "Bitbucket Cloud pull request",
	.summary = "pullrequests and pullrequests/N of Bitbucket Cloud",
	.matches = pull_matches,
	.read = pull_read,
};

/* ---- activity and comments ---- */

static const json_t *request_of(const json_t *object)
{
	const json_t *pull = forge_object(object, "pull_request");

	return pull ? pull : forge_object(object, "pullrequest");
}

static bool is_comment(const json_t *object)
{
	return text_equal(forge_text(object, "type"), TEXT("pullrequest_comment")) ||
	       (forge_object(object, "content") && json_object_get(object, "created_on") && request_of(object));
}

static bool action_matches(const json_t *object, const struct import_context *context)
{
	static const char *const keys[] = { "approval", "update", "comment", "changes_requested" };

	(void)context;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		if (forge_object(object, keys[i]) && !json_object_get(object, "number") &&
		    !json_object_get(object, "action"))
			return true;
	}
	return is_comment(object);
}

static void read_comment(struct forge_item *item, const json_t *comment)
{
	if (json_is_true(json_object_get(comment, "deleted")) || json_is_true(json_object_get(comment, "pending")))
		return;
	tell(item,
	     (struct request_act_fact){ .kind = EVENT_CMT,
	                                .source = TEXT("bitbucket:comment"),
	                                .act_time = forge_time(comment, "created_on"),
	                                .state = ACT_STATE_COMMENTED,
	                                .word_count =
	                                        forge_word_count(forge_text(forge_object(comment, "content"), "raw")),
	                                .raw = forge_item_id(item, comment, "id") },
	     forge_object(comment, "user"));
}

/* The one update that changed the state; those behind it repeat the state alone. */
static void read_update(struct forge_item *item, const json_t *update)
{
	const json_t *changes = forge_object(update, "changes");
	const json_t *status = forge_object(changes, "status");
	struct request_fact request = {
		.state = (enum request_state)forge_state_of(states, forge_text(update, "state"), REQUEST_STATE_UNKNOWN),
		.seen_time = forge_time(update, "date"),
		.line_count = -1,
	};

	tell_asked(item, forge_array(forge_object(changes, "reviewers"), "added"), request.seen_time);
	if (request.state == REQUEST_STATE_UNKNOWN || request.state == REQUEST_OPEN || (changes && !status))
		return;
	request.closed_time = request.seen_time;
	if (request.state == REQUEST_MERGED)
		request.merged_time = request.seen_time;
	forge_item_request(item, request);
	if (request.state == REQUEST_MERGED)
		tell_merge(item, forge_object(update, "author"), request.seen_time);
}

static void action_read(const json_t *object, const struct import_context *context, struct import_out *out)
{
	const json_t *approval = forge_object(object, "approval"), *asked = forge_object(object, "changes_requested");
	int64_t number = forge_int(request_of(object), "id", 0);
	struct forge_item item;

	if (number <= 0)
		number = import_context_number(context);
	if (forge_item_begin(&item, out, "bitbucket", "pr", number, "an action")) {
		if (is_comment(object))
			read_comment(&item, object);
		if (forge_object(object, "comment"))
			read_comment(&item, forge_object(object, "comment"));
		if (forge_object(object, "update"))
			read_update(&item, forge_object(object, "update"));
		if (approval)
			tell_review(&item, true, forge_object(approval, "user"), forge_time(approval, "date"));
		if (asked)
			tell_review(&item, false, forge_object(asked, "user"), forge_time(asked, "date"));
	}
	forge_item_end(&item);
}

const struct import_reader import_bitbucket_action = {
	.name = "Bitbucket Cloud activity",
	.summary = "pullrequests/N/activity and pullrequests/N/comments of Bitbucket Cloud",
	.matches = action_matches,
	.read = action_read,
};
