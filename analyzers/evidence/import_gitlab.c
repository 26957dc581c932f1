/* GitLab's merge requests and their approvals, as its REST API answers. */
#include "import_gitlab.h"

/* ---- shared with the notes ---- */

static bool is_digits(struct text text)
{
	uint64_t value;

	return text_to_uint(text, &value) && value > 0;
}

/* "12" behind "/merge_requests/" of an address; empty if it is none. */
static struct text address_iid(struct text url)
{
	static const struct text mark = { "/merge_requests/", 16 };
	ptrdiff_t at = text_find(url, mark, 0);
	size_t from = (size_t)at + mark.size, to = from;

	if (at < 0)
		return (struct text){ 0 };
	while (to < url.size && char_is_digit(url.at[to]))
		to++;
	return text_slice(url, from, to);
}

bool gitlab_item_init(struct gitlab_item *item, const json_t *object, const struct import_context *context,
                      struct import_out *out, const char *what)
{
	int64_t number = forge_int(object, "iid", 0);
	struct text digits;
	struct buf change = { 0 };

	*item = (struct gitlab_item){ .out = out };
	if (number <= 0)
		number = forge_int(object, "noteable_iid", 0);
	if (number > 0) {
		buf_add_fmt(&change, "mr:%lld", (long long)number);
	} else {
		digits = is_digits(context->request_iid) ? context->request_iid
		                                         : address_iid(forge_text(object, "web_url"));
		if (!is_digits(digits)) {
			import_complain(out, "%s without the number of its merge request: passed over", what);
			return false;
		}
		/* As a number, so that "012" is no other request than "12". */
		while (digits.at[0] == '0')
			digits = text_slice(digits, 1, digits.size);
		buf_add_fmt(&change, "mr:" TEXT_FMT, TEXT_ARG(digits));
	}
	item->change = (struct text){ arena_copy(&item->arena, buf_str(&change), change.size), change.size };
	buf_release(&change);
	return true;
}

void gitlab_item_release(struct gitlab_item *item)
{
	arena_release(&item->arena);
}

/* Users that GitLab makes for access tokens: project_12_bot_1f2e…, group_3_bot. */
static bool is_token_user(struct text username)
{
	static const struct text bot = { "_bot", 4 };
	size_t at = text_starts(username, TEXT("project_")) ? 8 : text_starts(username, TEXT("group_")) ? 6 : 0;
	size_t digits = at;

	while (at && at < username.size && char_is_digit(username.at[at]))
		at++;
	return at > digits && text_starts(text_slice(username, at, username.size), bot);
}

static struct text bot_login(struct gitlab_item *item, struct text username)
{
	struct buf login = { 0 };
	struct text copy;

	if (text_ends(username, TEXT("[bot]")))
		return username;
	buf_add_text(&login, username);
	buf_add_str(&login, "[bot]");
	copy = (struct text){ arena_copy(&item->arena, buf_str(&login), login.size), login.size };
	buf_release(&login);
	return copy;
}

struct text gitlab_login(struct gitlab_item *item, struct text username)
{
	username = text_trim(username);
	if (text_equal_nocase(username, TEXT("ghost")))
		return (struct text){ 0 };
	return is_token_user(username) ? bot_login(item, username) : username;
}

struct text gitlab_user(struct gitlab_item *item, const json_t *user)
{
	struct account_fact account = { .login = gitlab_login(item, forge_text(user, "username")) };
	const struct request_sink *sink = item->out->sink;

	/* Where "ghost" was taken already, the account of all deleted users is "ghost1" and so on. */
	if (text_starts_nocase(account.login, TEXT("ghost")) &&
	    text_equal_nocase(text_trim(forge_text(user, "name")), TEXT("Ghost User")))
		account.login = (struct text){ 0 };
	if (!account.login.size)
		return account.login;
	if (json_is_true(json_object_get(user, "bot")))
		account.login = bot_login(item, account.login);
	account.who.name = text_trim(forge_text(user, "name"));
	account.who.email = text_trim(forge_text(user, "email"));
	if (text_find_char(account.who.email, '@', 0) < 0)
		account.who.email = text_trim(forge_text(user, "public_email"));
	if (text_find_char(account.who.email, '@', 0) < 0)
		account.who.email = (struct text){ 0 };
	if (account.who.name.size || account.who.email.size)
		sink->account(sink->payload, &account);
	return account.login;
}

void gitlab_act(struct gitlab_item *item, struct request_act_fact act, struct text login)
{
	const struct request_sink *sink = item->out->sink;

	if (!login.size) {
		item->out->summary->ghost_count++;
		return;
	}
	act.change = item->change;
	act.who = (struct identity_fact){ .name = login };
	sink->act(sink->payload, &act);
}

void gitlab_asked(struct gitlab_item *item, struct text login, int64_t time)
{
	gitlab_act(item,
	           (struct request_act_fact){ .kind = EVENT_REQ,
	                                      .source = TEXT("gitlab:request"),
	                                      .act_time = time,
	                                      .word_count = -1,
	                                      .mark = MARK_REQUESTED },
	           login);
}

/* ---- merge requests ---- */

static bool is_issue(const json_t *object)
{
	struct text url = forge_text(object, "web_url");

	return text_find(url, TEXT("/issues/"), 0) >= 0 || text_find(url, TEXT("/work_items/"), 0) >= 0;
}

static bool request_matches(const json_t *object, const struct import_context *context)
{
	(void)context;
	if (!json_object_get(object, "iid") || forge_array(object, "approved_by"))
		return false;
	return json_object_get(object, "source_branch") || json_object_get(object, "merge_commit_sha") ||
	       text_find(forge_text(object, "web_url"), TEXT("/merge_requests/"), 0) >= 0 || is_issue(object);
}

enum request_state gitlab_state(struct text name)
{
	static const struct {
		const char *name;
		enum request_state state;
	} states[] = {
		{ "opened", REQUEST_OPEN },
		{ "locked", REQUEST_OPEN }, /* for the moment of merging */
		{ "merged", REQUEST_MERGED },
		{ "closed", REQUEST_CLOSED },
	};

	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++)
		if (text_equal_nocase(name, text_of(states[i].name)))
			return states[i].state;
	return REQUEST_STATE_UNKNOWN;
}

static enum request_state request_state(const json_t *object)
{
	enum request_state state = gitlab_state(forge_text(object, "state"));

	return state == REQUEST_STATE_UNKNOWN && forge_time(object, "merged_at") ? REQUEST_MERGED : state;
}

/* Older servers have the older name alone, newer ones both. Titles are anybody's words. */
static enum request_draft request_draft(const json_t *object)
{
	enum request_draft draft = forge_draft(object, "draft");

	return draft != DRAFT_NOT_TOLD ? draft : forge_draft(object, "work_in_progress");
}

/* references.full is "group/sub/name!12"; the address may hold a folder of the server's before the group. */
static struct text request_project(const json_t *object, const struct import_context *context)
{
	struct text full = forge_text(forge_object(object, "references"), "full");
	struct text url = forge_text(object, "web_url");
	ptrdiff_t at = text_find_char(full, '!', 0), end;

	if (at > 0)
		return text_slice(full, 0, (size_t)at);
	at = text_find(url, TEXT("://"), 0);
	at = at < 0 ? -1 : text_find_char(url, '/', (size_t)at + 3);
	end = text_find(url, TEXT("/-/merge_requests/"), 0);
	if (end < 0)
		end = text_find(url, TEXT("/merge_requests/"), 0);
	if (at >= 0 && end > at + 1)
		return text_slice(url, (size_t)at + 1, (size_t)end);
	return context->project;
}

static size_t request_pointers(struct request_pointer *pointers, const json_t *object)
{
	static const struct {
		const char *key;
		enum pointer_kind kind;
	} kinds[] = {
		{ "merge_commit_sha", POINTER_MERGE },
		{ "squash_commit_sha", POINTER_SQUASH },
		{ "sha", POINTER_HEAD },
	};
	const json_t *refs = forge_object(object, "diff_refs");
	size_t count = 0;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (oid_from_hex(&pointers[count].oid, forge_text(object, kinds[i].key)))
			pointers[count++].kind = kinds[i].kind;
	/* Only with the head that it was told with: a base alone bounds nothing. */
	if (count && pointers[count - 1].kind == POINTER_HEAD &&
	    text_equal_nocase(forge_text(refs, "head_sha"), forge_text(object, "sha")) &&
	    oid_from_hex(&pointers[count].oid, forge_text(refs, "base_sha")))
		pointers[count++].kind = POINTER_BASE;
	return count;
}

static void read_merge(struct gitlab_item *item, const json_t *object)
{
	const json_t *user = forge_object(object, "merge_user");

	if (!user)
		user = forge_object(object, "merged_by");
	if (user)
		gitlab_act(item,
		           (struct request_act_fact){ .kind = EVENT_INT,
		                                      .source = TEXT("gitlab:merge"),
		                                      .act_time = forge_time(object, "merged_at"),
		                                      .word_count = -1 },
		           gitlab_user(item, user));
}

static void read_reviewers(struct gitlab_item *item, const json_t *object)
{
	size_t i;
	json_t *user;

	/* Who was asked; a removed account here did nothing and is not counted. */
	json_array_foreach(forge_array(object, "reviewers"), i, user)
	{
		struct text login = gitlab_user(item, user);

		if (login.size)
			gitlab_asked(item, login, 0);
	}
}

static void request_read(const json_t *object, const struct import_context *context, struct import_out *out)
{
	struct gitlab_item item;
	struct request_pointer pointers[4];
	struct request_fact request = { .forge = TEXT("gitlab"), .line_count = -1, .pointers = pointers };

	if (is_issue(object)) {
		out->summary->issue_count++;
		return;
	}
	if (gitlab_item_init(&item, object, context, out, "a merge request")) {
		request.change = item.change;
		request.project = request_project(object, context);
		request.state = request_state(object);
		request.draft = request_draft(object);
		request.created_time = forge_time(object, "created_at");
		request.closed_time = forge_time(object, "closed_at");
		request.merged_time = forge_time(object, "merged_at");
		request.seen_time = forge_time(object, "updated_at");
		request.author = gitlab_user(&item, forge_object(object, "author"));
		if (request.state == REQUEST_MERGED)
			request.pointer_count = request_pointers(pointers, object);
		out->sink->request(out->sink->payload, &request);
		if (request.state == REQUEST_MERGED)
			read_merge(&item, object);
		read_reviewers(&item, object);
	}
	gitlab_item_release(&item);
}

const struct import_reader import_gitlab_request = {
	.name = "GitLab merge request",
	.summary = "merge_requests and merge_requests/:iid of the REST API",
	.matches = request_matches,
	.read = request_read,
};

/* ---- approvals ---- */

static bool approvals_match(const json_t *object, const struct import_context *context)
{
	(void)context;
	return forge_array(object, "approved_by") ||
	       (forge_array(object, "rules") && json_object_get(object, "approval_rules_overwritten"));
}

/* The person stands under "user", or in place of it. Older servers tell no time: the note of the approval does. */
static void read_approvers(struct gitlab_item *item, const json_t *approvers)
{
	size_t i;
	json_t *approver;

	json_array_foreach(approvers, i, approver)
	{
		const json_t *user = json_object_get(approver, "user");

		gitlab_act(item,
		           (struct request_act_fact){ .kind = EVENT_REV,
		                                      .source = TEXT("gitlab:approval"),
		                                      .act_time = forge_time(approver, "approved_at"),
		                                      .state = ACT_STATE_APPROVED,
		                                      .word_count = -1 },
		           gitlab_user(item, user ? user : approver));
	}
}

static void approvals_read(const json_t *object, const struct import_context *context, struct import_out *out)
{
	struct gitlab_item item;
	struct request_fact request = { .forge = TEXT("gitlab"), .line_count = -1 };
	size_t i;
	json_t *rule;

	if (gitlab_item_init(&item, object, context, out, "approvals")) {
		/* All approvals there are, and none is an answer; the answer that tells its time is that of one request. */
		request.change = item.change;
		request.reviews_time = forge_array(object, "approved_by") ? forge_time(object, "updated_at") : 0;
		if (request.reviews_time)
			out->sink->request(out->sink->payload, &request);
		read_approvers(&item, forge_array(object, "approved_by"));
		json_array_foreach(forge_array(object, "rules"), i, rule)
			read_approvers(&item, forge_array(rule, "approved_by"));
	}
	gitlab_item_release(&item);
}

const struct import_reader import_gitlab_approvals = {
	.name = "GitLab approvals",
	.summary = "merge_requests/:iid/approvals and approval_state; the answer needs its merge_request_iid around it",
	.matches = approvals_match,
	.read = approvals_read,
};
