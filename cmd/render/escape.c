/*
 * The escapes of escape.h. This file knows what each language does with a character, and nothing of what is drawn.
 */
#include <string.h>
#include "escape.h"

#define REPLACEMENT 0xfffd

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

void escape_terminal(struct buf *out, struct text text)
{
	size_t at = 0;

	while (at < text.size) {
		uint32_t c = utf8_next(text, &at);

		if (c == '\n' || c == '\r' || c == '\t')
			buf_add_char(out, ' ');
		else if (is_control(c) || is_reordering(c))
			utf8_add(out, REPLACEMENT);
		else if (!is_direction_mark(c))
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

static bool starts_formula(struct text text)
{
	if (!text.size)
		return false;
	switch (text.at[0]) {
	case '=':
	case '+':
	case '-':
	case '@':
	case '\t':
	case '\r':
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

	if (flags & CSV_TERMINAL) {
		add_for_terminal(&clean, text);
		text = buf_text(&clean);
	}
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

void escape_json(struct buf *out, struct text document)
{
	size_t at = 0;

	while (at < document.size) {
		unsigned char byte = (unsigned char)document.at[at];
		uint32_t c;

		if (byte < 0x7f) {
			buf_add_char(out, document.at[at++]);
			continue;
		}
		c = utf8_next(document, &at);
		if (is_control(c) || is_reordering(c) || is_direction_mark(c))
			buf_add_fmt(out, "\\u%04x", (unsigned)c);
		else
			utf8_add(out, c);
	}
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

bool escape_is_link(struct text url)
{
	if (!text_starts(url, TEXT("https://")) && !text_starts(url, TEXT("http://")))
		return false;
	for (size_t i = 0; i < url.size; i++) {
		if (!char_is_alnum(url.at[i]) && (!url.at[i] || !strchr("-._~:/?#[]@!$&()*+,;=%", url.at[i])))
			return false;
	}
	return true;
}
