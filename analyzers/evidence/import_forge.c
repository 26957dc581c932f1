/* What the readers of the smaller forges share. See import_forge.h. */
#include "import_forge.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define HEAD_DIGITS_MIN 7
#define HEAD_DIGITS_MAX 64

bool forge_item_begin_named(struct forge_item *item, struct import_out *out, const char *forge, const char *prefix,
                            int64_t number, const char *what, const char *file)
{
	if (number > 0)
		return forge_item_begin(item, out, forge, prefix, number, what);
	*item = (struct forge_item){ .out = out, .forge = forge };
	import_complain(out, "%s without the number of its request: passed over; a file name such as %s would tell it",
	                what, file);
	return false;
}

bool forge_item_begin(struct forge_item *item, struct import_out *out, const char *forge, const char *prefix,
                      int64_t number, const char *what)
{
	char key[48];
	int size;

	*item = (struct forge_item){ .out = out, .forge = forge };
	if (number <= 0) {
		import_complain(out, "%s without the number of its request: passed over", what);
		return false;
	}
	size = snprintf(key, sizeof(key), "%s:%" PRId64, prefix, number);
	item->change = (struct text){ arena_copy(&item->arena, key, (size_t)size), (size_t)size };
	return true;
}

void forge_item_end(struct forge_item *item)
{
	VEC_RELEASE(&item->pointers);
	arena_release(&item->arena);
}

struct text forge_item_join(struct forge_item *item, struct text text, struct text suffix)
{
	char *both = arena_alloc(&item->arena, text.size + suffix.size + 1);

	if (text.size)
		memcpy(both, text.at, text.size);
	if (suffix.size)
		memcpy(both + text.size, suffix.at, suffix.size);
	return (struct text){ both, text.size + suffix.size };
}

struct text forge_item_bot(struct forge_item *item, struct text name)
{
	if (!name.size || text_ends(name, TEXT("[bot]")))
		return name;
	return forge_item_join(item, name, TEXT("[bot]"));
}

void forge_item_point(struct forge_item *item, enum pointer_kind kind, struct text hex, int64_t push_time)
{
	struct oid oid;

	if (oid_from_hex(&oid, hex))
		*VEC_PUSH(&item->pointers) = (struct request_pointer){ kind, oid, push_time };
}

void forge_item_request(struct forge_item *item, struct request_fact request)
{
	const struct request_sink *sink = item->out->sink;

	request.change = item->change;
	request.forge = text_of(item->forge);
	request.pointers = item->pointers.at;
	request.pointer_count = item->pointers.count;
	sink->request(sink->payload, &request);
}

void forge_item_act(struct forge_item *item, struct request_act_fact act)
{
	const struct request_sink *sink = item->out->sink;

	act.change = item->change;
	if (act.head.size < HEAD_DIGITS_MIN || act.head.size > HEAD_DIGITS_MAX || !text_is_hex(act.head))
		act.head = (struct text){ 0 };
	if (act.who.name.size || act.who.email.size)
		sink->act(sink->payload, &act);
	else if (act.kind != EVENT_REQ)
		item->out->summary->ghost_count++;
}

void forge_item_account(struct forge_item *item, struct text login, struct identity_fact who)
{
	const struct request_sink *sink = item->out->sink;
	struct account_fact account = { login, who };

	if (text_find_char(who.email, '@', 0) <= 0)
		account.who.email = (struct text){ 0 };
	if (!account.who.email.size && text_equal(account.who.name, login))
		return;
	if (login.size && !text_ends(login, TEXT("[bot]")) && (account.who.name.size || account.who.email.size) &&
	    !identity_is_forge(account.who))
		sink->account(sink->payload, &account);
}

struct text forge_first_text(const json_t *object, const char *const *keys)
{
	struct text text = { 0 };

	for (; *keys && !text.size; keys++)
		text = text_trim(forge_text(object, *keys));
	return text;
}

int64_t forge_url_number_behind(struct text url, const char *word)
{
	ptrdiff_t at = text_find_nocase(url, text_of(word), 0);
	size_t from = (size_t)at + strlen(word), to = from;
	uint64_t number;

	if (at < 0)
		return 0;
	while (to < url.size && char_is_digit(url.at[to]))
		to++;
	return text_to_uint(text_slice(url, from, to), &number) && number <= INT64_MAX ? (int64_t)number : 0;
}

struct text forge_item_id(struct forge_item *item, const json_t *object, const char *key)
{
	char digits[32];
	int64_t id = forge_int(object, key, -1);
	int size = snprintf(digits, sizeof(digits), "%" PRId64, id);

	if (id < 0)
		return (struct text){ 0 };
	return (struct text){ arena_copy(&item->arena, digits, (size_t)size), (size_t)size };
}

int forge_state_of(const struct forge_state *states, struct text name, int fallback)
{
	for (; states->name; states++) {
		if (text_equal_nocase(name, text_of(states->name)))
			return states->state;
	}
	return fallback;
}
