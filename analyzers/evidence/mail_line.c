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
	for (size_t i = 0; names[i]; i++) {
		if (text_starts(line, text_of(names[i])))
			return true;
	}
	return false;
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

/* ---- applied ---- */

/* What may stand in front of the word. */
static const char *const applied_leads[] = {
	"thanks,",  "thanks!",    "thanks.",     "thank you,", "thank you!",   "thank you.", "ok,",
	"great,",   "good,",      "nice,",       "lgtm,",      "looks good,",  "i've",       "i have",
	"i",        "we've",      "now",         "all",        "both",         "whole",      "the whole",
	"series",   "the series", "this series", "patch",      "patches",      "this patch", "patchset",
	"has been", "have been",  "was",         "were",       "is",           "are",        "just",
	"also",     "will be",    "and",         "it",         "fixed up and", NULL,
};

static const char *const applied_words[] = { "applied",   "queued",     "merged",     "pushed",
	                                     "picked up", "will queue", "will apply", "will merge",
	                                     "queued up", "committed",  NULL };

/* What may follow it, as an end or a mark of punctuation may; behind an article what it is about. */
static const char *const applied_tails[] = { "to",   "thanks", "thank",   "for",    "in",  "into",
	                                     "on",   "with",   "as",      "up",     "now", "all",
	                                     "both", "patch",  "patches", "series", NULL };
static const char *const articles[] = { "the", "this", "these", "whole", "entire", NULL };
static const char *const applied_things[] = { "patch", "patches", "patchset", "series", "set",
	                                      "lot",   "first",   "one",      NULL };

static bool is_one_word(struct text word, const char *const *words)
{
	for (size_t i = 0; words[i]; i++) {
		if (text_equal_nocase(word, text_of(words[i])))
			return true;
	}
	return false;
}

/* The longest phrase of the list that the line begins with as whole words; 0: none. */
static size_t leading_phrase(struct text line, const char *const *phrases)
{
	size_t longest = 0;

	for (size_t i = 0; phrases[i]; i++) {
		struct text phrase = text_of(phrases[i]);

		if (phrase.size > longest && text_starts_nocase(line, phrase) &&
		    (line.size == phrase.size || !char_is_alnum(line.at[phrase.size])))
			longest = phrase.size;
	}
	return longest;
}

static struct text take_run(struct text *rest)
{
	struct text word;
	size_t at = 0;

	*rest = text_trim(*rest);
	while (at < rest->size && char_is_alpha(rest->at[at]))
		at++;
	word = text_slice(*rest, 0, at);
	*rest = text_slice(*rest, at, rest->size);
	return word;
}

static bool may_follow(struct text rest)
{
	struct text word;
	bool has_article = false;

	/* "applied?" asks, "applied this and it broke" tells of a test. */
	if (text_find_char(rest, '?', 0) >= 0)
		return false;
	if (!rest.size || strchr(".,!;:)", rest.at[0]))
		return true;
	word = take_run(&rest);
	for (int i = 0; i < 2 && is_one_word(word, articles); i++) {
		has_article = true;
		word = take_run(&rest);
	}
	return is_one_word(word, has_article ? applied_things : applied_tails);
}

bool mail_line_is_applied(struct text line)
{
	struct text rest = text_trim(line);

	for (int i = 0; i < 6; i++) {
		size_t size = leading_phrase(rest, applied_words);
		bool is_number = rest.size && char_is_digit(rest.at[0]);

		if (size)
			return may_follow(text_slice(rest, size, rest.size));
		/* "Patches 1-3 applied". */
		size = leading_phrase(rest, applied_leads);
		while (is_number && size < rest.size && !char_is_space(rest.at[size]))
			size++;
		if (!size)
			return false;
		rest = text_trim(text_slice(rest, size, rest.size));
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
