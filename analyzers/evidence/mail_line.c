/*
 * What the lines of a reply are: quoted, said by its writer, or neither. Programs that write mails say in many languages whom they
 * quote; tables here know what they write.
 */
#include <string.h>
#include "line.h"
#include "mail_message.h"

/* Lines that say whose the quote below is: wrapped ones at most. */
#define ATTRIBUTION_MAX_LINES 4
#define COURTESY_MAX_SIZE 48
/* Fields in a row that are the header of a quoted mail. */
#define QUOTED_FIELDS_MIN 3

/* ---- quotes and ends ---- */

/* "-----Original Message-----" in any language, "---------- Forwarded message ---------", a scissors line. */
static bool is_rule(struct text line)
{
	size_t dash_count = 0, letter_count = 0;

	if (!text_starts(line, TEXT("--")) || !text_ends(line, TEXT("--")))
		return false;
	for (size_t i = 0; i < line.size; i++) {
		dash_count += line.at[i] == '-';
		letter_count += line.at[i] != '-' && line.at[i] != ' ';
	}
	return dash_count >= 4 && letter_count > 0;
}

/* A list's own footer and a program's own rule are lines of nothing but '_'. */
static bool is_footer(struct text line)
{
	if (line.size < 20)
		return false;
	for (size_t i = 0; i < line.size; i++) {
		if (line.at[i] != '_')
			return false;
	}
	return true;
}

enum mail_line mail_line_kind(struct text line)
{
	struct text trimmed = text_trim(line);

	if (!trimmed.size)
		return LINE_EMPTY;
	if (trimmed.at[0] == '>' || (trimmed.at[0] == '|' && line.at[0] == '|'))
		return LINE_QUOTE;
	if (text_equal(trimmed, TEXT("--")) || is_rule(trimmed) || is_footer(trimmed))
		return LINE_END;
	/* A patch of the writer's own, a build's log: nothing that is said comes behind it. */
	if (text_starts(line, TEXT("diff --git ")) || text_starts(line, TEXT("--- a/")))
		return LINE_END;
	return LINE_TEXT;
}

struct text mail_line_unquoted(struct text line)
{
	line = text_trim(line);
	while (line.size && (line.at[0] == '>' || line.at[0] == '|')) {
		line = text_slice(line, 1, line.size);
		if (line.size > 1 && line.at[0] == ' ' && line.at[1] == '>')
			line = text_slice(line, 1, line.size);
	}
	/* One blank belongs to the mark. */
	return text_starts(line, TEXT(" ")) ? text_slice(line, 1, line.size) : line;
}

/* ---- attributions ---- */

static const char *const wrote[] = { " wrote",
	                             "wrote:",
	                             " writes",
	                             " schrieb",
	                             " schreef",
	                             "a \xc3\xa9"
	                             "crit",
	                             " \xc3\xa9"
	                             "crit",
	                             " ha scritto",
	                             " escribi\xc3\xb3",
	                             " escreveu",
	                             " skrev",
	                             " kirjoitti",
	                             " napsal",
	                             " napisa",
	                             " \xd0\xbf\xd0\xb8\xd1\x88\xd0\xb5\xd1\x82",
	                             "\xd0\xbd\xd0\xb0\xd0\xbf\xd0\xb8\xd1\x81\xd0\xb0\xd0\xbb",
	                             "\xe5\x86\x99\xe9\x81\x93",
	                             " yazd\xc4\xb1",
	                             " a \xc3\xadrta",
	                             " said:",
	                             NULL };

static bool says_wrote(struct text line)
{
	for (size_t i = 0; wrote[i]; i++) {
		if (text_find(line, text_of(wrote[i]), 0) >= 0)
			return true;
	}
	return false;
}

static bool ends_in_colon(struct text line)
{
	line = text_trim(line);
	return text_ends(line, TEXT(":")) || text_ends(line, TEXT("\xef\xbc\x9a"));
}

/* "From: X", "Sent: …": the header of a mail that is quoted whole, as some programs put it. */
static bool is_quoted_field(struct text line)
{
	static const char *const names[] = { "From:",     "Sent:", "To:",      "Cc:", "Subject:", "Date:", "Von:",
		                             "Gesendet:", "An:",   "Betreff:", "De:", "Objet:",   NULL };

	line = text_trim(line);
	/* Bold, where the text was made of HTML. */
	if (text_starts(line, TEXT("*")))
		line = text_slice(line, 1, line.size);
	for (size_t i = 0; names[i]; i++) {
		if (text_starts(line, text_of(names[i])))
			return true;
	}
	return false;
}

size_t mail_line_quoted_mail(const struct text *lines, size_t count)
{
	size_t run = 0;

	for (size_t i = 0; i < count; i++) {
		run = is_quoted_field(lines[i]) ? run + 1 : 0;
		if (run == QUOTED_FIELDS_MIN)
			return i + 1 - run;
	}
	return count;
}

size_t mail_line_attribution(const struct text *lines, size_t count)
{
	size_t end = count, size = 0;

	while (end && !text_trim(lines[end - 1]).size)
		end--;
	if (end && is_quoted_field(lines[end - 1])) {
		while (end && is_quoted_field(lines[end - 1]))
			end--;
		return count - end;
	}
	if (!end || !ends_in_colon(lines[end - 1]))
		return 0;
	while (size < ATTRIBUTION_MAX_LINES && size < end && text_trim(lines[end - 1 - size]).size) {
		if (says_wrote(lines[end - 1 - size])) {
			/* "On Monday, January 5, Ada Example" may stand in a line of its own above. */
			size++;
			while (size < ATTRIBUTION_MAX_LINES && size < end &&
			       (text_starts(text_trim(lines[end - 1 - size]), TEXT("On ")) ||
			        text_find_char(lines[end - 1 - size], '@', 0) >= 0))
				size++;
			return count - end + size;
		}
		size++;
	}
	return 0;
}

/* ---- courtesies ---- */

static const char *const courtesies[] = {
	"hi",           "hello",       "hey",          "dear",         "thanks",        "thank you",
	"thx",          "regards",     "best regards", "kind regards", "best,",         "best wishes",
	"cheers",       "br,",         "ping",         "gentle ping",  "friendly ping", "bump",
	"good morning", "many thanks", "sincerely",    "greetings",    "mfg",           NULL,
};

bool mail_line_is_courtesy(struct text line)
{
	line = text_trim(line);
	if (line.size > COURTESY_MAX_SIZE)
		return false;
	for (size_t i = 0; courtesies[i]; i++) {
		struct text word = text_of(courtesies[i]);

		if (text_starts_nocase(line, word) && (line.size == word.size || !char_is_alnum(line.at[word.size]) ||
		                                       !char_is_alnum(line.at[word.size - 1])))
			return true;
	}
	return false;
}

/* ---- parts ---- */

static void add_parts(struct buf *out, struct text line, size_t at)
{
	bool has_number = false;

	while (at < line.size) {
		size_t from = at;

		while (at < line.size && (char_is_digit(line.at[at]) || (line.at[at] == '-' && at > from)))
			at++;
		if (at > from && line.at[at - 1] != '-') {
			if (has_number)
				buf_add_char(out, ' ');
			buf_add_text(out, text_slice(line, from, at));
			has_number = true;
			/* "2/7" and "3 of 7": the total is no part. */
			if (at < line.size && line.at[at] == '/') {
				at++;
				while (at < line.size && char_is_digit(line.at[at]))
					at++;
			}
			continue;
		}
		if (has_number && text_starts_nocase(text_slice(line, at, line.size), TEXT("and")))
			at += 3;
		else if (at < line.size &&
		         (line.at[at] == ' ' || line.at[at] == ',' || line.at[at] == '&' || line.at[at] == '#'))
			at++;
		else
			return;
	}
}

bool mail_line_parts(struct buf *out, struct text line)
{
	static const char *const names[] = { "patches", "patch", "parts", "commits" };
	static const char *const wholes[] = { "series",      "patchset",    "patch set",
		                              "all patches", "all of them", "whole set" };
	size_t before = out->size;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		ptrdiff_t at = text_find_nocase(line, text_of(names[i]), 0);

		if (at >= 0)
			add_parts(out, line, (size_t)at + strlen(names[i]));
		if (out->size > before)
			return true;
	}
	for (size_t i = 0; i < sizeof(wholes) / sizeof(wholes[0]); i++) {
		if (text_find_nocase(line, text_of(wholes[i]), 0) >= 0) {
			buf_add_str(out, "all");
			return true;
		}
	}
	return false;
}
