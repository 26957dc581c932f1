/*
 * A reader of git-config syntax that accepts exactly what git accepts and gives the same names and values, held against git
 * by a test. It reads from bytes, so there is no include to follow and no file to open.
 *
 * Two habits of git that look like mistakes are kept: a name or a value ends at a NUL, and outside quotes a tab within a
 * value becomes a space.
 */
#include "config_text.h"

/* What git calls white space in configuration: no \v, no \f. */
static bool is_space(int c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_key_char(int c)
{
	return c == '-' || (c > 0 && c < 0x80 && char_is_alnum((char)c));
}

struct reader {
	struct text rest;
	unsigned line;   /* of the next byte */
	bool is_end;     /* the last byte given was the LF that stands for the end */
	int last;        /* the last byte given */
	struct buf name; /* of the section and a dot, then of the setting */
	struct buf value;
};

static int raw_byte(struct reader *reader)
{
	int c = (unsigned char)reader->rest.at[0];

	reader->rest = text_slice(reader->rest, 1, reader->rest.size);
	return c;
}

/* The next byte; CRLF is LF, and so is the end. */
static int next_char(struct reader *reader)
{
	int c = '\n';

	if (reader->rest.size == 0)
		reader->is_end = true;
	else
		c = raw_byte(reader);
	if (c == '\r' && reader->rest.size && reader->rest.at[0] == '\n')
		c = raw_byte(reader);
	if (c == '\n')
		reader->line++;
	reader->last = c;
	return c;
}

/* The byte an escape stands for; -1 if git knows no such escape. */
static int unescape(int c)
{
	switch (c) {
	case 't':
		return '\t';
	case 'b':
		return '\b';
	case 'n':
		return '\n';
	case '\\':
	case '"':
		return c;
	default:
		return -1;
	}
}

/* What follows "=", to the end of the line or of its continuations. False on a syntax error. */
static bool read_value(struct reader *reader)
{
	bool is_quoted = false, is_comment = false;
	size_t spaces = 0;

	buf_clear(&reader->value);
	for (;;) {
		int c = next_char(reader);

		if (c == '\n')
			return !is_quoted;
		if (is_comment)
			continue;
		if (is_space(c) && !is_quoted) {
			if (reader->value.size)
				spaces++;
			continue;
		}
		if (!is_quoted && (c == ';' || c == '#')) {
			is_comment = true;
			continue;
		}
		for (; spaces; spaces--)
			buf_add_char(&reader->value, ' ');
		if (c == '"') {
			is_quoted = !is_quoted;
			continue;
		}
		if (c == '\\') {
			c = next_char(reader);
			if (c == '\n')
				continue;
			c = unescape(c);
			if (c < 0)
				return false;
		}
		buf_add_char(&reader->value, (char)c);
	}
}

/* The rest of a key and its value. first is the key's first letter. */
static bool read_setting(struct reader *reader, int first, config_text_fn each, void *payload)
{
	unsigned line = reader->line;
	int c = first;
	bool has_value;

	while (is_key_char(c)) {
		buf_add_char(&reader->name, char_lower((char)c));
		c = next_char(reader);
	}
	while (c == ' ' || c == '\t')
		c = next_char(reader);
	has_value = c == '=';
	if (!has_value && c != '\n')
		return false;
	if (has_value && !read_value(reader))
		return false;
	each(payload, buf_str(&reader->name), has_value ? buf_str(&reader->value) : NULL, line);
	return true;
}

/* The quoted part of [section "subsection"], up to the closing bracket. */
static bool read_subsection(struct reader *reader, int c)
{
	while (is_space(c)) {
		if (c == '\n')
			return false;
		c = next_char(reader);
	}
	if (c != '"')
		return false;
	buf_add_char(&reader->name, '.');
	for (;;) {
		c = next_char(reader);
		if (c == '"')
			break;
		if (c == '\\')
			c = next_char(reader);
		if (c == '\n')
			return false;
		buf_add_char(&reader->name, (char)c);
	}
	return next_char(reader) == ']';
}

/* What stands in brackets, the first one being read already. */
static bool read_section(struct reader *reader)
{
	buf_clear(&reader->name);
	for (;;) {
		int c = next_char(reader);

		if (reader->is_end)
			return false;
		if (c == ']') {
			if (reader->name.size == 0)
				return false;
			break;
		}
		if (is_space(c)) {
			if (!read_subsection(reader, c))
				return false;
			break;
		}
		if (!is_key_char(c) && c != '.')
			return false;
		buf_add_char(&reader->name, char_lower((char)c));
	}
	buf_add_char(&reader->name, '.');
	return true;
}

/* Back to the section's name for the next setting. */
static void cut_name(struct buf *buf, size_t size)
{
	if (buf->size > size) {
		buf->size = size;
		buf->at[size] = '\0';
	}
}

static bool read_all(struct reader *reader, config_text_fn each, void *payload)
{
	bool is_comment = false;
	size_t stem_size = 0; /* of the section's name and its dot */

	for (;;) {
		int c = next_char(reader);

		if (c == '\n') {
			if (reader->is_end)
				return true;
			is_comment = false;
		} else if (is_comment || is_space(c)) {
			continue;
		} else if (c == '#' || c == ';') {
			is_comment = true;
		} else if (c == '[') {
			if (!read_section(reader))
				return false;
			stem_size = reader->name.size;
		} else if (c < 0x80 && char_is_alpha((char)c)) {
			cut_name(&reader->name, stem_size);
			if (!read_setting(reader, c, each, payload))
				return false;
		} else {
			return false;
		}
	}
}

unsigned config_text_read(struct text bytes, config_text_fn each, void *payload)
{
	struct reader reader = { .rest = bytes, .line = 1 };
	unsigned bad_line = 0;

	if (text_starts(bytes, TEXT("\xef\xbb\xbf")))
		reader.rest = text_slice(bytes, 3, bytes.size);
	if (!read_all(&reader, each, payload))
		bad_line = reader.line - (reader.last == '\n');
	buf_release(&reader.name);
	buf_release(&reader.value);
	return bad_line;
}
