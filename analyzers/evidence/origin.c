/*
 * Where a commit comes from and what it answers: reverts, picks, fixed commits, closed requests, mails that hold the
 * review, imports of other trees. Whether the thing pointed at exists is not asked here.
 */
#include "scan.h"

#define HEX_MIN_SIZE 7
#define MAIL_ID_MAX_SIZE 1024

static const struct text no_text = { NULL, 0 };

/* ---- commits ---- */

/* A word of hex digits such as "defaced" is no object id: at least one digit must be in it. */
static bool scan_oid(struct text text, size_t *at, struct text *hex)
{
	size_t from = *at;

	if (!scan_hex(text, at, HEX_MIN_SIZE, hex))
		return false;
	for (size_t i = 0; i < hex->size; i++) {
		if (char_is_digit(hex->at[i]))
			return true;
	}
	*at = from;
	return false;
}

static bool skip_list_words(struct text text, size_t *at)
{
	size_t from = *at;

	for (;;) {
		size_t next;

		scan_spaces(text, at);
		next = *at;
		if (scan_literal(text, &next, "and") && (next == text.size || char_is_space(text.at[next])))
			*at = next;
		else if (!scan_literal(text, at, ",") && !scan_literal(text, at, "&"))
			break;
	}
	return *at > from;
}

/* Ids behind "This reverts commit"; true if the list goes on in the next line. What follows "reversing" was kept. */
static bool read_reverted(struct text text, size_t at, const struct evidence_sink *sink)
{
	struct text hex;

	do {
		skip_list_words(text, &at);
		if (at >= text.size)
			return true;
		if (!scan_oid(text, &at, &hex))
			return false;
		reference_emit(sink, REFERENCE_REVERTS, hex, no_text, "message:revert");
		if (at == text.size)
			return false;
	} while (text.at[at] == ',' || text.at[at] == ' ' || text.at[at] == '&');
	return false;
}

static bool scan_revert(struct text line, size_t *at)
{
	ptrdiff_t found = text_find_nocase(line, TEXT("this reverts commit"), 0);

	if (found < 0)
		return false;
	*at = (size_t)found + sizeof("this reverts commit") - 1;
	scan_literal_nocase(line, at, "s");
	return *at == line.size || char_is_space(line.at[*at]);
}

/* "(cherry picked from commit 0123…)" and the like */
static void read_picked(struct text line, const struct evidence_sink *sink)
{
	static const char *const openings[] = {
		"(cherry picked from commit ", "(cherry-picked from commit ", "(cherry picked from ",
		"(cherry-picked from ",        "(backported from commit ",    "(back-ported from commit ",
		"(backported from ",
	};
	struct text hex;
	size_t at = 0;

	for (size_t i = 0; i < sizeof(openings) / sizeof(openings[0]); i++) {
		if (!scan_literal_nocase(line, &at, openings[i]))
			continue;
		if (scan_oid(line, &at, &hex))
			reference_emit(sink, REFERENCE_PICKED, hex, no_text,
			               i < 4 ? "message:cherry-pick" : "message:backport");
		return;
	}
}

/* ---- requests and issues ---- */

/* "#5", "GH-5" or the address of an issue or a request. */
static bool scan_closed(struct text text, size_t *at, struct text *number)
{
	size_t from = *at;
	struct text word;

	if (scan_literal(text, at, "#") || scan_literal_nocase(text, at, "gh-")) {
		if (scan_number(text, at, number) && (*at == text.size || !char_is_alnum(text.at[*at])))
			return true;
	} else if (scan_word(text, at, &word) && text_starts(word, TEXT("http"))) {
		if (text_ends(word, TEXT(",")))
			(*at)--;
		if (scan_number_behind(word, "/issues/", number) || scan_number_behind(word, "/pull/", number) ||
		    scan_number_behind(word, "/pulls/", number))
			return true;
	}
	*at = from;
	return false;
}

/* "Closes #5, #6", "Fixes: #7", "* resolves #8"; also "Fixes: 0123abc" for a commit that had the fault. */
static void read_closes(struct text line, bool is_merge, const struct evidence_sink *sink)
{
	static const char *const words[] = { "closes", "closed",   "close",    "fixes",  "fixed",
		                             "fix",    "resolves", "resolved", "resolve" };
	struct text found;
	bool is_word = false;
	size_t at = 0;

	if (scan_literal(line, &at, "* ") || scan_literal(line, &at, "- "))
		scan_spaces(line, &at);
	for (size_t i = 0; !is_word && i < sizeof(words) / sizeof(words[0]); i++)
		is_word = scan_literal_nocase(line, &at, words[i]);
	if (!is_word)
		return;
	scan_literal(line, &at, ":");
	if (!scan_spaces(line, &at))
		return;
	if (scan_closed(line, &at, &found)) {
		do
			reference_emit(sink, REFERENCE_CLOSES, found, no_text, "message:closes");
		while (skip_list_words(line, &at) && scan_closed(line, &at, &found));
		return;
	}
	if (!text_starts_nocase(line, TEXT("fixes")) || is_merge)
		return;
	scan_literal_nocase(line, &at, "commit ");
	if (scan_oid(line, &at, &found))
		reference_emit(sink, REFERENCE_FIXES, found, no_text, "trailer:Fixes");
}

/* ---- mails that hold the review ---- */

static void add_decoded(struct buf *out, struct text part)
{
	for (size_t i = 0; i < part.size; i++) {
		int high = i + 2 < part.size && part.at[i] == '%' ? char_hex_value(part.at[i + 1]) : -1;
		int low = high >= 0 ? char_hex_value(part.at[i + 2]) : -1;

		if (low >= 0 && (high || low)) {
			buf_add_char(out, (char)(high * 16 + low));
			i += 2;
		} else {
			buf_add_char(out, part.at[i]);
		}
	}
}

/* The message id in an archive's address: the last part of its path that holds an '@'. */
static bool id_of_address(struct buf *out, struct text address)
{
	ptrdiff_t scheme = text_find(address, TEXT("://"), 0), slash;
	size_t from;

	if (scheme < 0)
		return false;
	slash = text_find_char(address, '/', (size_t)scheme + 3);
	while (slash >= 0) {
		struct text part;

		from = (size_t)slash + 1;
		slash = text_find_char(address, '/', from);
		part = text_slice(address, from, slash < 0 ? address.size : (size_t)slash);
		if (text_find_char(part, '@', 0) <= 0 && text_find(part, TEXT("%40"), 0) <= 0)
			continue;
		buf_clear(out);
		add_decoded(out, part);
	}
	return out->size > 0;
}

void mail_emit(struct text value, const char *source, const struct evidence_sink *sink)
{
	struct buf id = { 0 };
	struct text word;
	size_t at = 0;

	if (value.size && value.at[0] == '<')
		value = text_slice(value, 1, value.size);
	if (!scan_word(value, &at, &word) || word.size > MAIL_ID_MAX_SIZE)
		return;
	if (word.size > 1 && word.at[word.size - 1] == '>')
		word.size--;
	if (text_find(word, TEXT("://"), 0) < 0) {
		if (text_find_char(word, '@', 0) > 0)
			reference_emit(sink, REFERENCE_REVIEW, word, no_text, source);
		return;
	}
	if (id_of_address(&id, word))
		reference_emit(sink, REFERENCE_REVIEW, buf_text(&id), no_text, source);
	buf_release(&id);
}

/* ---- imports ---- */

static void emit_import(struct text directory, const char *source, const struct evidence_sink *sink)
{
	directory = text_trim(directory);
	while (directory.size && directory.at[directory.size - 1] == '/')
		directory.size--;
	reference_emit(sink, REFERENCE_IMPORT, directory, no_text, source);
}

/*
 * "Squashed 'lib/' changes from 0123..4567", "Squashed 'lib/' content from commit 0123", "Merge commit '0123' as
 * 'lib'"
 */
static void read_import_title(const struct message *message, const struct evidence_sink *sink)
{
	struct text line = message->first_line, directory, commit;
	size_t at = 0;

	if (scan_literal(line, &at, "Squashed ") && scan_quoted(line, &at, &directory)) {
		if (scan_literal(line, &at, " content from ") || scan_literal(line, &at, " changes from "))
			emit_import(directory, "subject:subtree", sink);
		return;
	}
	at = 0;
	if (message->is_merge && scan_literal(line, &at, "Merge commit ") && scan_quoted(line, &at, &commit) &&
	    scan_literal(line, &at, " as ") && scan_quoted(line, &at, &directory))
		emit_import(directory, "subject:subtree", sink);
}

/* ---- lines ---- */

static void read_field(struct text key, struct text value, const struct evidence_sink *sink)
{
	if (key_is(key, "link"))
		mail_emit(value, "trailer:Link", sink);
	else if (key_is(key, "message-id"))
		mail_emit(value, "trailer:Message-Id", sink);
	else if (key_is(key, "discussion"))
		mail_emit(value, "trailer:Discussion", sink);
	else if (key_is(key, "git-subtree-dir"))
		emit_import(value, "trailer:git-subtree-dir", sink);
}

static void read_origin(const struct message *message, const struct evidence_sink *sink)
{
	bool is_merge = message->is_merge, is_list_open = false;
	struct text key, value;

	read_import_title(message, sink);
	for (uint32_t i = message->body_line; i < message->line_count; i++) {
		const struct message_line *line = &message->lines[i];
		struct text text = text_trim(line->text);
		size_t at = 0;

		if (!line_is_plain(line)) {
			is_list_open = false;
			continue;
		}
		read_closes(text, is_merge, sink);
		if (is_merge && !(line->marks & LINE_IN_BLOCK))
			continue;
		if (is_list_open || scan_revert(text, &at))
			is_list_open = text.size && read_reverted(text, at, sink);
		read_picked(text, sink);
		if (line_split(line->text, &key, &value))
			read_field(key, value, sink);
	}
}

const struct commit_reader reader_origin = {
	.name = "origin",
	.summary = "reverts, picks, fixed commits, closed requests, mails that hold the review, imports",
	.read = read_origin,
};
