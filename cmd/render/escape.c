/*
 * The escapes of escape.h. This file knows what each language does with a character, and nothing of what is drawn.
 */
#include <string.h>
#include "escape.h"

#define REPLACEMENT 0xfffd
#define ZERO_WIDTH_SPACE 0x200b

/* C0, DEL, C1: some terminals take the C1 range as the start of a sequence even in UTF-8. */
static bool is_control(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c <= 0x9f);
}

/* Embeddings, overrides and isolates reorder what follows; line and paragraph separators break lines. */
static bool is_reordering(uint32_t c)
{
	return (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static bool is_direction_mark(uint32_t c)
{
	return c == 0x200e || c == 0x200f || c == 0x061c;
}

/* Whether so many marks stand in a row already that this one is left out; *marks counts them. */
static bool is_mark_too_many(int *marks, uint32_t c)
{
	if (is_control(c) || utf8_width(c) > 0)
		*marks = 0;
	else
		++*marks;
	return *marks > ESCAPE_MARKS_MOST;
}

void escape_terminal(struct buf *out, struct text text)
{
	size_t at = 0;
	int marks = 0;

	while (at < text.size) {
		uint32_t c = utf8_next(text, &at);
		bool is_too_many = is_mark_too_many(&marks, c);

		if (c == '\n' || c == '\r' || c == '\t')
			buf_add_char(out, ' ');
		else if (is_control(c) || is_reordering(c))
			utf8_add(out, REPLACEMENT);
		else if (!is_direction_mark(c) && !is_too_many)
			utf8_add(out, c);
	}
}

static void add_for_terminal(struct buf *out, struct text text)
{
	size_t from = 0;

	for (size_t i = 0; i <= text.size; i++) {
		if (i < text.size && text.at[i] != '\n')
			continue;
		escape_terminal(out, text_slice(text, from, i));
		if (i < text.size)
			buf_add_char(out, '\n');
		from = i + 1;
	}
}

/* A wide sign is taken for the narrow one by some spreadsheets. */
static bool starts_formula(struct text text)
{
	size_t at = 0;

	if (!text.size)
		return false;
	switch (utf8_next(text, &at)) {
	case '=':
	case '+':
	case '-':
	case '@':
	case '\t':
	case '\r':
	case '\n':
	case 0xff1d: /* = */
	case 0xff0b: /* + */
	case 0xff0d: /* - */
	case 0xff20: /* @ */
		return true;
	default:
		return false;
	}
}

void escape_csv(struct buf *out, struct text text, unsigned flags)
{
	struct buf clean = { 0 };
	bool is_guarded = (flags & CSV_GUARD) && starts_formula(text);
	bool is_quoted = false;

	if (flags & CSV_LINE)
		escape_terminal(&clean, text);
	else if (flags & CSV_TERMINAL)
		add_for_terminal(&clean, text);
	if (flags & (CSV_LINE | CSV_TERMINAL))
		text = buf_text(&clean);
	/* A mark that was left out may have stood before a sign. */
	is_guarded |= (flags & CSV_GUARD) && starts_formula(text);
	for (size_t i = 0; i < text.size && !is_quoted; i++)
		is_quoted = text.at[i] == '"' || text.at[i] == ',' || text.at[i] == '\n' || text.at[i] == '\r';
	if (is_quoted)
		buf_add_char(out, '"');
	if (is_guarded)
		buf_add_char(out, '\'');
	for (size_t i = 0; i < text.size; i++) {
		if (text.at[i] == '"')
			buf_add_char(out, '"');
		buf_add_char(out, text.at[i]);
	}
	if (is_quoted)
		buf_add_char(out, '"');
	buf_release(&clean);
}

/* Between double quotes a shell still reads these; between single quotes only the quote itself. */
static bool is_plain_in_quotes(struct text text)
{
	for (size_t i = 0; i < text.size; i++) {
		if (strchr("\"$`\\!", text.at[i]))
			return false;
	}
	return true;
}

void escape_shell(struct buf *out, struct text text)
{
	struct buf clean = { 0 };
	const char *quote;

	escape_terminal(&clean, text);
	text = buf_text(&clean);
	quote = is_plain_in_quotes(text) ? "\"" : "'";
	buf_add_str(out, quote);
	for (size_t i = 0; i < text.size; i++) {
		if (*quote == '\'' && text.at[i] == '\'')
			buf_add_str(out, "'\\''");
		else
			buf_add_char(out, text.at[i]);
	}
	buf_add_str(out, quote);
	buf_release(&clean);
}

/* ---- CI systems ---- */

/* "##[group]" and "##vso[task...]": some runners look for these anywhere in a line. */
static bool is_old_command(struct text text, size_t at)
{
	return at >= 2 && text.at[at - 1] == '#' && text.at[at - 2] == '#' &&
	       (text.at[at] == '[' || text.at[at] == 'v');
}

/* Within a word it is a name, as in "area::part"; white space that a runner trims is of many kinds. */
static bool is_command_start(struct text text, size_t at)
{
	bool is_within =
		at >= 2 && (char_is_alnum(text.at[at - 2]) || text.at[at - 2] == '_' || text.at[at - 2] == '>');

	return at >= 1 && text.at[at] == ':' && text.at[at - 1] == ':' && !is_within;
}

void escape_log(struct buf *out, struct text text)
{
	for (size_t i = 0; i < text.size; i++) {
		if (is_old_command(text, i) || is_command_start(text, i))
			utf8_add(out, ZERO_WIDTH_SPACE);
		buf_add_char(out, text.at[i]);
	}
}

void escape_workflow(struct buf *out, struct text text, bool is_property)
{
	int marks = 0;

	for (size_t at = 0; at < text.size;) {
		bool is_command = is_old_command(text, at);
		uint32_t c = utf8_next(text, &at);
		bool is_too_many = is_mark_too_many(&marks, c);

		if (is_command)
			utf8_add(out, ZERO_WIDTH_SPACE);
		if (c == '%' || c == '\n' || c == '\r' || (is_property && (c == ':' || c == ',')))
			buf_add_fmt(out, "%%%02X", (unsigned)c);
		else if (c == '\t')
			buf_add_char(out, ' ');
		else if (is_control(c) || is_reordering(c))
			utf8_add(out, REPLACEMENT);
		else if (!is_direction_mark(c) && !is_too_many)
			utf8_add(out, c);
	}
}

static void add_percent(struct buf *out, unsigned char byte)
{
	static const char digits[] = "0123456789ABCDEF";

	buf_add_char(out, '%');
	buf_add_char(out, digits[byte >> 4]);
	buf_add_char(out, digits[byte & 15]);
}

void escape_path(struct buf *out, struct text path)
{
	for (size_t i = 0; i < path.size; i++) {
		if (char_is_alnum(path.at[i]) || (path.at[i] && strchr("-._~/", path.at[i])))
			buf_add_char(out, path.at[i]);
		else
			add_percent(out, (unsigned char)path.at[i]);
	}
}

void escape_json(struct buf *out, struct text document)
{
	size_t at = 0;
	int marks = 0;

	while (at < document.size) {
		unsigned char byte = (unsigned char)document.at[at];
		uint32_t c;
		bool is_too_many;

		if (byte < 0x7f) {
			marks = 0;
			if (is_old_command(document, at))
				buf_add_fmt(out, "\\u%04x", (unsigned)byte);
			else
				buf_add_char(out, (char)byte);
			at++;
			continue;
		}
		c = utf8_next(document, &at);
		is_too_many = is_mark_too_many(&marks, c);
		if (is_control(c) || is_reordering(c) || is_direction_mark(c))
			buf_add_fmt(out, "\\u%04x", (unsigned)c);
		else if (!is_too_many)
			utf8_add(out, c);
	}
}

/* ---- Markdown ---- */

static bool is_alnum_at(struct text text, size_t at)
{
	/* Of a letter beyond ASCII every byte is taken for one. */
	return at < text.size && (char_is_alnum(text.at[at]) || (unsigned char)text.at[at] >= 0x80);
}

/* What Markdown reads everywhere: emphasis, code, links, HTML, entities, cells, strikes, formulas. */
static bool is_markdown_sign(struct text text, size_t at)
{
	if (text.at[at] == '_')
		return at == 0 || !is_alnum_at(text, at - 1) || !is_alnum_at(text, at + 1);
	return text.at[at] != '\0' && strchr("\\`*[]<>|~&$^", text.at[at]) != NULL;
}

/* What a forge makes a reference, an address or an emoji of once Markdown is done with it; a backslash does not help there. */
static bool is_reference(struct text text, size_t at)
{
	bool is_followed = is_alnum_at(text, at + 1);

	switch (text.at[at]) {
	case '@':
	case '#':
	case '!':
	case '~':
	case '%':
	case '$':
	case '&':
		return is_followed || (at + 1 < text.size && text.at[at + 1] == '"');
	case ':':
		return at + 1 < text.size && text.at[at + 1] != ' ';
	case '.':
		return is_followed && at >= 3 && text_equal_nocase(text_slice(text, at - 3, at), TEXT("www"));
	case '-':
		return is_followed && at >= 2 && text_equal_nocase(text_slice(text, at - 2, at), TEXT("GH"));
	default:
		return false;
	}
}

/* What makes a line a list, a heading, a rule, or a command of a forge. */
static bool is_line_start(struct text text, size_t at)
{
	size_t digits = 0;

	while (digits < text.size && char_is_digit(text.at[digits]))
		digits++;
	if (at == digits && at > 0 && (text.at[at] == '.' || text.at[at] == ')'))
		return at + 1 == text.size || text.at[at + 1] == ' ';
	return at == 0 && text.at[0] != '\0' && strchr("#+-=/!", text.at[0]) != NULL;
}

/* Runs of spaces mean something in Markdown; they become one. */
static void add_with_single_spaces(struct buf *out, struct text text)
{
	text = text_trim(text);
	for (size_t i = 0; i < text.size; i++)
		if (text.at[i] != ' ' || text.at[i - 1] != ' ')
			buf_add_char(out, text.at[i]);
}

void escape_markdown(struct buf *out, struct text text)
{
	struct buf line = { 0 }, clean = { 0 };

	escape_terminal(&line, text);
	add_with_single_spaces(&clean, buf_text(&line));
	text = buf_text(&clean);
	for (size_t i = 0; i < text.size; i++) {
		if (is_markdown_sign(text, i) || is_line_start(text, i))
			buf_add_char(out, '\\');
		if (text.at[i] == '.' && is_reference(text, i))
			utf8_add(out, ZERO_WIDTH_SPACE);
		buf_add_char(out, text.at[i]);
		if (text.at[i] != '.' && is_reference(text, i))
			utf8_add(out, ZERO_WIDTH_SPACE);
	}
	buf_release(&line);
	buf_release(&clean);
}

/* The fence is one longer than any run of backticks inside. */
void escape_markdown_code(struct buf *out, struct text text, bool is_in_cell)
{
	struct buf clean = { 0 };
	size_t run = 0, longest = 0;
	bool is_padded;

	escape_terminal(&clean, text);
	text = buf_text(&clean);
	if (!text.size)
		return;
	for (size_t i = 0; i < text.size; i++) {
		run = text.at[i] == '`' ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	is_padded = text.at[0] == '`' || text.at[text.size - 1] == '`';
	for (size_t i = 0; i <= longest; i++)
		buf_add_char(out, '`');
	buf_add_str(out, is_padded ? " " : "");
	for (size_t i = 0; i < text.size; i++) {
		/* Of a cell its table reads the backslash before its code does. */
		if (is_in_cell && text.at[i] == '|')
			buf_add_char(out, '\\');
		buf_add_char(out, text.at[i]);
	}
	buf_add_str(out, is_padded ? " " : "");
	for (size_t i = 0; i <= longest; i++)
		buf_add_char(out, '`');
	buf_release(&clean);
}

bool escape_url(struct buf *out, struct text url)
{
	if (!text_starts_nocase(url, TEXT("https://")) && !text_starts_nocase(url, TEXT("http://")))
		return false;
	for (size_t i = 0; i < url.size; i++) {
		unsigned char byte = (unsigned char)url.at[i];

		if (char_is_alnum(url.at[i]) || (byte && strchr("-._~:/?#@!+,;=%&", byte))) {
			buf_add_char(out, url.at[i]);
			continue;
		}
		add_percent(out, byte);
	}
	return true;
}

/* ---- HTML ---- */
#define PICTURES 0x2400 /* "SYMBOL FOR NULL": each C0 control has its picture */
#define PICTURE_DEL 0x2421
#define COMBINING_MAX 8

static bool is_no_character(uint32_t c)
{
	return (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
}

static void add_for_html(struct buf *out, uint32_t c)
{
	if (c == '&')
		buf_add_str(out, "&amp;");
	else if (c == '<')
		buf_add_str(out, "&lt;");
	else if (c == '>')
		buf_add_str(out, "&gt;");
	else if (c == '"')
		buf_add_str(out, "&quot;");
	else if (c == '\'')
		buf_add_str(out, "&#39;");
	else if (c == '\n' || c == '\r' || c == '\t')
		buf_add_char(out, ' ');
	else if (c < 0x20)
		utf8_add(out, PICTURES + c);
	else if (c == 0x7f)
		utf8_add(out, PICTURE_DEL);
	else if (is_control(c) || is_reordering(c) || is_no_character(c))
		utf8_add(out, REPLACEMENT);
	else
		utf8_add(out, c);
}

void escape_html(struct buf *out, struct text text)
{
	size_t at = 0;
	int combining_count = 0;

	while (at < text.size) {
		uint32_t c = utf8_next(text, &at);

		if (is_direction_mark(c))
			continue;
		combining_count = c >= 0x300 && utf8_width(c) == 0 ? combining_count + 1 : 0;
		if (combining_count <= COMBINING_MAX)
			add_for_html(out, c);
	}
}
