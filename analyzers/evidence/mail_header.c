/* Fields of a mail's header: cutting, unfolding, encoded words (RFC 2047), persons, dates (RFC 5322). */
#include <string.h>
#include "lead/period.h"
#include "mail_message.h"

#define CHARSET_MAX_SIZE 40

static struct text kept(struct arena *arena, struct buf *buf)
{
	struct text text = { arena_copy(arena, buf_text(buf).at, buf->size), buf->size };

	buf_release(buf);
	return text;
}

/* ---- fields ---- */

/* Length of "Name:" that the line begins with, or 0. */
static size_t name_size(struct text line)
{
	size_t at = 0;

	while (at < line.size && line.at[at] > ' ' && line.at[at] < 0x7f && line.at[at] != ':')
		at++;
	return at && at < line.size && line.at[at] == ':' ? at + 1 : 0;
}

bool mail_header_next(struct text *rest, struct text *name, struct text *value)
{
	struct text line, next = *rest, at;
	size_t size;

	for (;;) {
		at = next;
		if (!text_next_line(&next, &line) || text_trim(line).size == 0) {
			*rest = next;
			return false;
		}
		size = name_size(line);
		if (size)
			break;
		/* A mailbox's own line in front of the mail; whatever else is no field begins the text. */
		if (!text_starts(line, TEXT("From ")) && !text_starts(line, TEXT(">From "))) {
			*rest = at;
			return false;
		}
	}
	while (next.size && (next.at[0] == ' ' || next.at[0] == '\t')) {
		struct text folded = next;

		if (!text_next_line(&folded, &line) || text_trim(line).size == 0)
			break;
		next = folded;
	}
	*name = text_slice(at, 0, size - 1);
	*value = text_trim(text_slice(at, size, at.size - next.size));
	*rest = next;
	return true;
}

/* ---- encoded words ---- */

struct word {
	struct text charset, bytes;
	char encoding;
	size_t size; /* of all of it */
};

/* "=?charset?Q?bytes?=" that the text begins with. */
static bool take_word(struct word *word, struct text text)
{
	ptrdiff_t first, end, language;

	if (!text_starts(text, TEXT("=?")))
		return false;
	first = text_find_char(text_slice(text, 0, CHARSET_MAX_SIZE), '?', 2);
	if (first < 3 || (size_t)first + 3 >= text.size || text.at[first + 2] != '?')
		return false;
	word->encoding = char_lower(text.at[first + 1]);
	if (word->encoding != 'q' && word->encoding != 'b')
		return false;
	end = text_find_char(text, '?', (size_t)first + 3);
	if (end < 0 || (size_t)end + 1 >= text.size || text.at[end + 1] != '=')
		return false;
	word->charset = text_slice(text, 2, (size_t)first);
	language = text_find_char(word->charset, '*', 0);
	if (language >= 0)
		word->charset.size = (size_t)language;
	word->bytes = text_slice(text, (size_t)first + 3, (size_t)end);
	word->size = (size_t)end + 2;
	return true;
}

/* Decoded words wait, for a character may be cut between two of one charset. */
struct decoding {
	struct buf out, pending;
	struct text charset;
	bool has_gap; /* white space since the last thing that was added */
};

static void flush(struct decoding *decoding)
{
	if (decoding->pending.size)
		mail_charset_add(&decoding->out, buf_text(&decoding->pending), decoding->charset);
	buf_clear(&decoding->pending);
}

static void add_gap(struct decoding *decoding)
{
	if (decoding->has_gap && decoding->out.size)
		buf_add_char(&decoding->out, ' ');
	decoding->has_gap = false;
}

static void add_word(struct decoding *decoding, const struct word *word)
{
	if (!decoding->pending.size || !text_equal_nocase(decoding->charset, word->charset)) {
		bool was_word = decoding->pending.size > 0;

		flush(decoding);
		if (!was_word)
			add_gap(decoding);
	}
	decoding->has_gap = false;
	decoding->charset = word->charset;
	if (word->encoding == 'b')
		mail_base64_add(&decoding->pending, word->bytes);
	else
		mail_quoted_printable_add(&decoding->pending, word->bytes, true);
}

struct text mail_header_text(struct arena *arena, struct text value)
{
	struct decoding decoding = { .out = { 0 } };
	struct buf clean = { 0 };
	struct word word;

	for (size_t i = 0; i < value.size;) {
		char c = value.at[i];

		if (c == '=' && take_word(&word, text_slice(value, i, value.size))) {
			add_word(&decoding, &word);
			i += word.size;
			continue;
		}
		if (char_is_space(c)) {
			decoding.has_gap = true;
		} else {
			flush(&decoding);
			add_gap(&decoding);
			buf_add_char(&decoding.out, c == '\0' ? ' ' : c);
		}
		i++;
	}
	flush(&decoding);
	utf8_add_clean(&clean, buf_text(&decoding.out));
	buf_release(&decoding.out);
	buf_release(&decoding.pending);
	/* An encoded word may hold line ends and NUL, which no field has. */
	for (size_t i = 0; i < clean.size; i++) {
		if ((unsigned char)clean.at[i] < ' ')
			clean.at[i] = ' ';
	}
	return kept(arena, &clean);
}

/* ---- persons ---- */

/* The first of several, by the comma outside of quotes, brackets and comments. */
static struct text first_person(struct text value)
{
	bool in_quotes = false, in_angle = false;
	int depth = 0;

	for (size_t i = 0; i < value.size; i++) {
		char c = value.at[i];

		if (c == '\\')
			i++;
		else if (c == '"' && !depth)
			in_quotes = !in_quotes;
		else if (in_quotes)
			continue;
		else if (c == '(' || c == ')')
			depth += c == '(' ? 1 : depth > 0 ? -1 : 0;
		else if (c == '<' || c == '>')
			in_angle = c == '<';
		else if (c == ',' && !depth && !in_angle)
			return text_slice(value, 0, i);
	}
	return value;
}

/* The place of the '<' outside of quotes, or -1. */
static ptrdiff_t find_angle(struct text value)
{
	bool in_quotes = false;

	for (size_t i = 0; i < value.size; i++) {
		if (value.at[i] == '\\')
			i++;
		else if (value.at[i] == '"')
			in_quotes = !in_quotes;
		else if (value.at[i] == '<' && !in_quotes)
			return (ptrdiff_t)i;
	}
	return -1;
}

/* Without the quotes around words and the backslashes in them. */
static struct text unquoted(struct arena *arena, struct text value)
{
	struct buf out = { 0 };

	for (size_t i = 0; i < value.size; i++) {
		if (value.at[i] == '\\' && i + 1 < value.size)
			buf_add_char(&out, value.at[++i]);
		else if (value.at[i] != '"')
			buf_add_char(&out, value.at[i]);
	}
	return kept(arena, &out);
}

static struct text address_of(struct arena *arena, struct text value)
{
	struct buf out = { 0 };

	for (size_t i = 0; i < value.size; i++) {
		if ((unsigned char)value.at[i] > ' ' && value.at[i] != '<' && value.at[i] != '>')
			buf_add_char(&out, value.at[i]);
	}
	value = kept(arena, &out);
	return mail_header_text(arena, value);
}

struct identity_fact mail_header_person(struct arena *arena, struct text value)
{
	struct identity_fact who = { 0 };
	ptrdiff_t angle, close;

	value = text_trim(first_person(value));
	angle = find_angle(value);
	if (angle >= 0) {
		close = text_find_char(value, '>', (size_t)angle);
		who.name = text_slice(value, 0, (size_t)angle);
		who.email = text_slice(value, (size_t)angle + 1, close < 0 ? value.size : (size_t)close);
	} else {
		/* "ada@example.org (Ada Example)" */
		ptrdiff_t open = text_find_char(value, '(', 0);

		who.email = open < 0 ? value : text_slice(value, 0, (size_t)open);
		if (open >= 0) {
			who.name = text_slice(value, (size_t)open + 1, value.size);
			close = text_find_char(who.name, ')', 0);
			who.name.size = close < 0 ? who.name.size : (size_t)close;
		}
	}
	who.email = address_of(arena, who.email);
	who.name = mail_header_text(arena, unquoted(arena, text_trim(who.name)));
	return who;
}

struct text mail_header_via(struct text name)
{
	ptrdiff_t via = text_find(name, TEXT(" via "), 0), bracket = text_find(name, TEXT("(via "), 0);

	if (bracket > 0 && text_ends(name, TEXT(")")))
		via = bracket;
	else if (via < 0)
		return (struct text){ 0 };
	name = text_trim(text_slice(name, 0, (size_t)via));
	/* Groups of Google's put it in quotes. */
	if (name.size > 2 && name.at[0] == '\'' && name.at[name.size - 1] == '\'')
		name = text_trim(text_slice(name, 1, name.size - 1));
	return name;
}

/* ---- dates ---- */

static bool next_token(struct text *rest, struct text *token)
{
	size_t from = 0, to;

	while (from < rest->size && (char_is_space(rest->at[from]) || rest->at[from] == ','))
		from++;
	to = from;
	while (to < rest->size && !char_is_space(rest->at[to]) && rest->at[to] != ',')
		to++;
	*token = text_slice(*rest, from, to);
	*rest = text_slice(*rest, to, rest->size);
	return token->size > 0;
}

/* "10:11" or "10:11:12" as seconds; -1 if it is none. */
static int64_t clock_seconds(struct text token)
{
	int64_t seconds = 0, unit = 3600;

	for (int i = 0; i < 3; i++, unit /= 60) {
		ptrdiff_t colon = text_find_char(token, ':', 0);
		uint64_t value;

		if (!text_to_uint(text_slice(token, 0, colon < 0 ? token.size : (size_t)colon), &value) ||
		    value > (i ? 60 : 23))
			return -1;
		seconds += (int64_t)value * unit;
		if (colon < 0)
			return i ? seconds : -1;
		token = text_slice(token, (size_t)colon + 1, token.size);
	}
	return seconds;
}

static int month_of(struct text token)
{
	static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";

	for (int i = 0; i < 12 && token.size >= 3; i++) {
		if (text_starts_nocase(token, (struct text){ names + (ptrdiff_t)3 * i, 3 }))
			return i + 1;
	}
	return 0;
}

/* Seconds east of UTC; names of zones that are not American are UTC, as the standard would have it. */
static int64_t zone_seconds(struct text token)
{
	static const struct {
		const char *name;
		int hours;
	} zones[] = { { "EST", -5 }, { "EDT", -4 }, { "CST", -6 }, { "CDT", -5 },
		      { "MST", -7 }, { "MDT", -6 }, { "PST", -8 }, { "PDT", -7 } };
	uint64_t value;

	if (token.size == 5 && (token.at[0] == '+' || token.at[0] == '-') &&
	    text_to_uint(text_slice(token, 1, 5), &value) && value % 100 < 60 && value / 100 <= 15)
		return (token.at[0] == '-' ? -60 : 60) * (int64_t)(value / 100 * 60 + value % 100);
	for (size_t i = 0; i < sizeof(zones) / sizeof(zones[0]); i++) {
		if (text_equal(token, text_of(zones[i].name)))
			return (int64_t)zones[i].hours * 3600;
	}
	return 0;
}

int64_t mail_header_time(struct text value)
{
	uint64_t day = 0, year = 0;
	struct text token = { 0 };
	int64_t seconds, time;
	int month;

	if (!next_token(&value, &token))
		return 0;
	/* The day's name may be missing. */
	if (char_is_alpha(token.at[0]) && !next_token(&value, &token))
		return 0;
	if (!text_to_uint(token, &day) || day < 1 || day > 31 || !next_token(&value, &token))
		return 0;
	month = month_of(token);
	if (!month || !next_token(&value, &token) || !text_to_uint(token, &year) || year > 9999)
		return 0;
	if (token.size < 4)
		year += year < 50 ? 2000 : 1900;
	if (!next_token(&value, &token))
		return 0;
	seconds = clock_seconds(token);
	if (seconds < 0)
		return 0;
	time = civil_to_time((struct civil){ (int64_t)year, month, (int)day }) + seconds;
	if (next_token(&value, &token))
		time -= zone_seconds(token);
	return time > 0 ? time : 0;
}

/* ---- parameters ---- */

struct text mail_header_parameter(struct arena *arena, struct text value, const char *name)
{
	struct text wanted = text_of(name);
	bool in_quotes = false;

	for (size_t i = 0; i < value.size; i++) {
		struct text rest;
		ptrdiff_t end;

		in_quotes = in_quotes != (value.at[i] == '"');
		if (value.at[i] != ';' || in_quotes)
			continue;
		rest = text_trim(text_slice(value, i + 1, value.size));
		if (!text_starts_nocase(rest, wanted))
			continue;
		rest = text_trim(text_slice(rest, wanted.size, rest.size));
		if (!text_starts(rest, TEXT("=")))
			continue;
		rest = text_trim(text_slice(rest, 1, rest.size));
		if (text_starts(rest, TEXT("\""))) {
			end = text_find_char(rest, '"', 1);
			return unquoted(arena, text_slice(rest, 1, end < 0 ? rest.size : (size_t)end));
		}
		end = text_find_char(rest, ';', 0);
		return text_trim(text_slice(rest, 0, end < 0 ? rest.size : (size_t)end));
	}
	return (struct text){ 0 };
}
