/*
 * One fact in one form, whatever export of GitHub tells it: the natural key of an act (change, source, kind, who, time)
 * may not depend on the export, or a repository imported twice would count its reviews twice.
 */
#include "import_github.h"

#include <inttypes.h>
#include <string.h>

#define HEAD_DIGITS_MIN 7
#define HEAD_DIGITS_MAX 64

bool github_begin(struct github_item *item, struct import_out *out, enum github_kind kind, int64_t number)
{
	char digits[32];
	int size;

	*item = (struct github_item){ .out = out, .kind = kind };
	if (number <= 0) {
		import_complain(out, "names no pull request: no number and no address with one");
		return false;
	}
	size = snprintf(digits, sizeof(digits), "pr:%" PRId64, number);
	item->change = (struct text){ arena_copy(&item->arena, digits, (size_t)size), (size_t)size };
	return true;
}

void github_end(struct github_item *item)
{
	VEC_RELEASE(&item->pointers);
	arena_release(&item->arena);
}

bool github_url_is(struct text url, const char *word)
{
	struct text number = forge_url_number(url), name = text_of(word), before;

	if (!number.size)
		return false;
	before = text_slice(url, 0, (size_t)(number.at - url.at) - 1);
	return before.size > name.size && text_ends(before, name) && before.at[before.size - name.size - 1] == '/';
}

/* ---- persons ---- */

static bool is_bot_login(struct text login)
{
	return text_ends(login, TEXT("[bot]"));
}

/* Whether the bot's name without its ending is the login. */
static bool is_name_of_bot(struct text login, struct text bot)
{
	return is_bot_login(bot) && bot.size == login.size + TEXT("[bot]").size &&
	       text_equal_nocase(login, text_slice(bot, 0, login.size));
}

static bool tells_type(const json_t *user)
{
	return json_object_get(user, "type") || json_object_get(user, "__typename") || json_object_get(user, "is_bot");
}

static void tell_account(const struct github_item *item, struct text login, const json_t *told)
{
	const struct request_sink *sink = item->out->sink;
	struct account_fact account = {
		.login = login,
		.who = { text_trim(forge_text(told, "name")), text_trim(forge_text(told, "email")) },
	};

	if (!login.size || is_bot_login(login) || text_ends(account.who.name, TEXT("[bot]")) ||
	    text_find(account.who.email, TEXT("[bot]@"), 0) >= 0)
		return;
	if ((account.who.name.size || account.who.email.size) && !identity_is_forge(account.who))
		sink->account(sink->payload, &account);
}

struct text github_user(struct github_item *item, const json_t *user)
{
	struct text login = forge_github_login(&item->arena, user);

	if (login.size && !tells_type(user)) {
		if (is_name_of_bot(login, item->author))
			return item->author;
		if (is_name_of_bot(login, item->merger))
			return item->merger;
	}
	tell_account(item, login, user);
	return login;
}

void github_commit_author(struct github_item *item, const json_t *author)
{
	const json_t *user = forge_object(author, "user");

	tell_account(item, forge_github_login(&item->arena, user ? user : author), author);
}

/* ---- acts ---- */

bool github_review_state(struct text state, enum act_state *out)
{
	static const struct {
		const char *name;
		enum act_state state;
	} states[] = {
		{ "APPROVED", ACT_STATE_APPROVED },
		{ "CHANGES_REQUESTED", ACT_STATE_CHANGES },
		{ "COMMENTED", ACT_STATE_COMMENTED },
		{ "DISMISSED", ACT_STATE_DISMISSED },
	};

	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
		if (text_equal_nocase(state, text_of(states[i].name))) {
			*out = states[i].state;
			return true;
		}
	}
	return false;
}

/* -1 where the export has no body; null is an empty one. */
static int64_t written_words(const json_t *written)
{
	const json_t *body = json_object_get(written, "body");

	if (json_is_null(body))
		return 0;
	return json_is_string(body) ? forge_word_count(forge_text(written, "body")) : -1;
}

static void hand_over(const struct github_item *item, const struct request_act_fact *fact)
{
	const struct request_sink *sink = item->out->sink;

	sink->act(sink->payload, fact);
}

int64_t github_number(const json_t *pull)
{
	static const char *const keys[] = { "url", "html_url" };
	int64_t told = forge_int(pull, "number", 0);
	uint64_t number;

	for (size_t i = 0; told <= 0 && i < sizeof(keys) / sizeof(keys[0]); i++) {
		struct text url = forge_text(pull, keys[i]);

		if ((github_url_is(url, "pull") || github_url_is(url, "pulls")) &&
		    text_to_uint(forge_url_number(url), &number))
			told = (int64_t)number;
	}
	return told;
}

/* A user who is there, but whose login no forge would give: not one that was deleted. */
static bool has_bad_login(const json_t *user)
{
	struct text login = json_is_string(user) ? text_of(json_string_value(user)) : forge_text(user, "login");

	login = text_trim(login);
	return login.size && !text_equal_nocase(login, TEXT("ghost"));
}

void github_act(struct github_item *item, const struct github_act *act)
{
	struct request_act_fact fact = {
		.change = item->change,
		.kind = act->kind,
		.who = { .name = github_user(item, act->user) },
		.source = text_of(act->source),
		.act_time = act->act_time,
		.state = act->state,
		.word_count = written_words(act->written),
	};

	if (!fact.who.name.size) {
		if (has_bad_login(act->user))
			import_complain(item->out, "an act with an unusable login: passed over");
		else
			item->out->summary->ghost_count++;
		return;
	}
	if (act->head.size >= HEAD_DIGITS_MIN && act->head.size <= HEAD_DIGITS_MAX && text_is_hex(act->head))
		fact.head = act->head;
	hand_over(item, &fact);
}

/* "docs" of "org/docs": not every export has the organization. */
static struct text team_name(const json_t *team)
{
	struct text name = forge_text(team, "slug");
	ptrdiff_t slash;

	if (!name.size)
		name = forge_text(team, "name");
	while ((slash = text_find_char(name, '/', 0)) >= 0)
		name = text_slice(name, (size_t)slash + 1, name.size);
	return text_trim(name);
}

void github_asked(struct github_item *item, const json_t *reviewer)
{
	struct request_act_fact fact = {
		.change = item->change,
		.kind = EVENT_REQ,
		.source = TEXT("github:request"),
		.word_count = -1,
		.mark = MARK_REQUESTED,
	};

	if (json_object_get(reviewer, "slug") || text_equal(forge_text(reviewer, "__typename"), TEXT("Team"))) {
		fact.mark = MARK_GROUP;
		fact.who.name = team_name(reviewer);
	} else {
		fact.who.name = github_user(item, reviewer);
	}
	/* Asking a user who is deleted by now is nobody's act: nothing is counted. */
	if (fact.who.name.size)
		hand_over(item, &fact);
}

/* ---- requests ---- */

void github_point(struct github_item *item, enum pointer_kind kind, struct text hex)
{
	struct oid oid;

	if (oid_from_hex(&oid, hex))
		*VEC_PUSH(&item->pointers) = (struct request_pointer){ kind, oid, 0 };
}

int64_t github_line_count(const json_t *pull)
{
	int64_t added = forge_int(pull, "additions", -1), removed = forge_int(pull, "deletions", -1);

	return added < 0 || removed < 0 || added > INT32_MAX || removed > INT32_MAX ? -1 : added + removed;
}

void github_request(struct github_item *item, struct request_fact *request)
{
	const struct request_sink *sink = item->out->sink;

	request->change = item->change;
	request->forge = TEXT("github");
	request->author = item->author;
	request->pointers = item->pointers.at;
	request->pointer_count = item->pointers.count;
	sink->request(sink->payload, request);
}
