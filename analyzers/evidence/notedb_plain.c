/*
 * A comment in the form that Gerrit's servers write: one object with scalars and small objects of scalars, ASCII. It is read
 * without making a tree of its values, which takes several times as long. Whatever is of another form, or may be malformed, is
 * left to the parser.
 */
#include <stddef.h>
#include <string.h>
#include "notedb_parts.h"

/* Digits of a number that fits any integer. */
#define DIGITS_MAX 18

enum place { PLACE_COMMENT, PLACE_KEY, PLACE_AUTHOR, PLACE_REAL_AUTHOR, PLACE_OTHER };
enum kind { KIND_TEXT, KIND_NUMBER, KIND_OBJECT, KIND_ANY };

/* What a comment is read for. Bits of `seen` are positions here. */
static const struct member {
	struct text name;
	enum place place;
	enum kind kind;
	size_t offset; /* in struct notedb_comment; of an object the place inside */
} members[] = {
	{ { "key", 3 }, PLACE_COMMENT, KIND_OBJECT, PLACE_KEY },
	{ { "author", 6 }, PLACE_COMMENT, KIND_OBJECT, PLACE_AUTHOR },
	{ { "realAuthor", 10 }, PLACE_COMMENT, KIND_OBJECT, PLACE_REAL_AUTHOR },
	{ { "lineNbr", 7 }, PLACE_COMMENT, KIND_NUMBER, offsetof(struct notedb_comment, line) },
	{ { "message", 7 }, PLACE_COMMENT, KIND_TEXT, offsetof(struct notedb_comment, message) },
	{ { "revId", 5 }, PLACE_COMMENT, KIND_TEXT, offsetof(struct notedb_comment, revision) },
	{ { "serverId", 8 }, PLACE_COMMENT, KIND_TEXT, offsetof(struct notedb_comment, server) },
	{ { "tag", 3 }, PLACE_COMMENT, KIND_TEXT, offsetof(struct notedb_comment, tag) },
	{ { "writtenOn", 9 }, PLACE_COMMENT, KIND_TEXT, offsetof(struct notedb_comment, written) },
	{ { "robotId", 7 }, PLACE_COMMENT, KIND_ANY, offsetof(struct notedb_comment, is_robot) },
	{ { "filename", 8 }, PLACE_KEY, KIND_TEXT, offsetof(struct notedb_comment, file) },
	{ { "uuid", 4 }, PLACE_KEY, KIND_TEXT, offsetof(struct notedb_comment, uuid) },
	{ { "id", 2 }, PLACE_AUTHOR, KIND_NUMBER, offsetof(struct notedb_comment, author) },
	{ { "id", 2 }, PLACE_REAL_AUTHOR, KIND_NUMBER, offsetof(struct notedb_comment, real_author) },
};
#define MEMBER_COUNT (sizeof(members) / sizeof(members[0]))

struct plain {
	struct notedb_comment *out;
	const char *at, *end;
	char *room; /* where texts with escapes go; no longer than what is read */
	uint32_t seen;
};

static void skip_white(struct plain *plain)
{
	while (plain->at < plain->end &&
	       (*plain->at == ' ' || *plain->at == '\n' || *plain->at == '\r' || *plain->at == '\t'))
		plain->at++;
}

static bool take(struct plain *plain, char c)
{
	skip_white(plain);
	if (plain->at == plain->end || *plain->at != c)
		return false;
	plain->at++;
	return true;
}

/* ---- texts ---- */

/* Behind the backslash; -1: not here. Servers write <, >, &, = and ' as "\u00..". */
static int take_escape(struct plain *plain)
{
	static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
	const char *name;
	int high, low;

	if (plain->at == plain->end || !*plain->at)
		return -1;
	name = strchr(names, *plain->at);
	if (name) {
		plain->at++;
		return values[name - names];
	}
	if (plain->end - plain->at < 5 || memcmp(plain->at, "u00", 3) != 0)
		return -1;
	high = char_hex_value(plain->at[3]);
	low = char_hex_value(plain->at[4]);
	plain->at += 5;
	return high < 0 || high > 7 || low < 0 || high + low == 0 ? -1 : high * 16 + low;
}

/* Behind the opening quote, to behind the closing one. */
static bool take_text(struct plain *plain, struct text *out)
{
	const char *from = plain->at;
	char *to = NULL;

	for (; plain->at < plain->end; plain->at++) {
		char c = *plain->at;

		if (c == '"') {
			*out = (struct text){ from, (size_t)((to ? to : plain->at) - from) };
			plain->room = to ? to : plain->room;
			plain->at++;
			return true;
		}
		if ((unsigned char)c < ' ' || (unsigned char)c >= 0x80)
			return false;
		if (c == '\\') {
			int value;

			if (!to) {
				memcpy(plain->room, from, (size_t)(plain->at - from));
				to = plain->room + (plain->at - from);
				from = plain->room;
			}
			plain->at++;
			value = take_escape(plain);
			if (value < 0)
				return false;
			*to++ = (char)value;
			plain->at--;
		} else if (to) {
			*to++ = c;
		}
	}
	return false;
}

/* ---- other values ---- */

static bool take_number(struct plain *plain, int64_t *out)
{
	bool is_negative = *plain->at == '-';
	const char *from;
	int64_t value = 0;

	plain->at += is_negative;
	for (from = plain->at; plain->at < plain->end && char_is_digit(*plain->at); plain->at++) {
		if (plain->at - from == DIGITS_MAX)
			return false;
		value = value * 10 + (*plain->at - '0');
	}
	*out = is_negative ? -value : value;
	return plain->at > from && (*from != '0' || plain->at == from + 1);
}

static bool take_word(struct plain *plain)
{
	static const struct text words[] = { { "true", 4 }, { "false", 5 }, { "null", 4 } };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if ((size_t)(plain->end - plain->at) >= words[i].size &&
		    !memcmp(plain->at, words[i].at, words[i].size)) {
			plain->at += words[i].size;
			return true;
		}
	}
	return false;
}

static bool take_object(struct plain *plain, enum place place);

/* member: what it is read for; NULL: nothing. */
static bool take_value(struct plain *plain, enum place place, const struct member *member)
{
	enum kind kind = member ? member->kind : KIND_ANY;
	char *field = (char *)plain->out + (member && kind != KIND_OBJECT ? member->offset : 0);
	int64_t number;
	struct text text;

	skip_white(plain);
	if (plain->at == plain->end)
		return false;
	if (member && kind == KIND_ANY)
		*(bool *)field = true;
	switch (*plain->at) {
	case '"':
		plain->at++;
		if (!take_text(plain, &text))
			return false;
		if (kind == KIND_TEXT)
			*(struct text *)(void *)field = text;
		return kind == KIND_TEXT || kind == KIND_ANY;
	case '{':
		plain->at++;
		return place == PLACE_COMMENT && (kind == KIND_OBJECT || kind == KIND_ANY) &&
		       take_object(plain, member && kind == KIND_OBJECT ? (enum place)member->offset : PLACE_OTHER);
	case 't':
	case 'f':
	case 'n':
		return kind == KIND_ANY && take_word(plain);
	default:
		if (!take_number(plain, &number))
			return false;
		if (kind == KIND_NUMBER)
			*(int64_t *)(void *)field = number;
		return kind == KIND_NUMBER || kind == KIND_ANY;
	}
}

/* ---- objects ---- */

static const struct member *find_member(enum place place, struct text name)
{
	for (size_t i = 0; i < MEMBER_COUNT; i++) {
		if (members[i].place == place && members[i].name.size == name.size &&
		    !memcmp(members[i].name.at, name.at, name.size))
			return &members[i];
	}
	return NULL;
}

/* Behind the opening bracket, to behind the closing one. */
static bool take_object(struct plain *plain, enum place place)
{
	if (take(plain, '}'))
		return true;
	do {
		const struct member *member;
		struct text name;

		if (!take(plain, '"') || !take_text(plain, &name))
			return false;
		member = find_member(place, name);
		/* Of two alike the parser takes the last with all that is in it. */
		if (member && (plain->seen & UINT32_C(1) << (member - members)))
			return false;
		if (member)
			plain->seen |= UINT32_C(1) << (member - members);
		if (!take(plain, ':') || !take_value(plain, place, member))
			return false;
	} while (take(plain, ','));
	return take(plain, '}');
}

bool notedb_read_plain_comment(struct notedb_comment *out, char *room, struct text object)
{
	struct plain plain = { .out = out, .at = object.at, .end = object.at + object.size, .room = room };

	*out = (struct notedb_comment){ .author = -1, .real_author = -1 };
	return take(&plain, '{') && take_object(&plain, PLACE_COMMENT) && plain.at == plain.end;
}
