/* A line reader, not a parser: indentation gives the keys above a line, and what a line says is its scalar. */
#include "yaml.h"

#include <string.h>

#define DEPTH_MAX 32
#define INPUT_MAX_SIZE ((size_t)1024 * 1024)
#define KEYS_MAX_SIZE 512
#define FLOW_MAX_SIZE ((size_t)64 * 1024)

struct level {
	size_t indent;
	size_t path_size; /* of the path down to this level's key */
};

struct reader {
	struct text rest;
	struct arena *arena;
	void *payload;
	void (*each)(void *payload, const struct yaml_scalar *scalar);
	struct level levels[DEPTH_MAX];
	size_t depth;
	char path[KEYS_MAX_SIZE];
	size_t line; /* of the line that comes next */
	size_t scalar_line;
	bool starts_item;
};

static bool take_line(struct reader *reader, struct text *line)
{
	if (!text_next_line(&reader->rest, line))
		return false;
	reader->line++;
	while (line->size && (line->at[line->size - 1] == '\r' || line->at[line->size - 1] == '\0'))
		line->size--;
	return true;
}

static size_t indent_of(struct text line)
{
	size_t indent = 0;

	while (indent < line.size && (line.at[indent] == ' ' || line.at[indent] == '\t'))
		indent++;
	return indent;
}

static bool is_blank(struct text line)
{
	line = text_trim(line);
	return !line.size || line.at[0] == '#';
}

/* The line below without taking it; blank and comment lines are stepped over. */
static bool peek_line(const struct reader *reader, struct text *line)
{
	struct text rest = reader->rest;

	do {
		if (!text_next_line(&rest, line))
			return false;
	} while (is_blank(*line));
	return true;
}

/* ---- the keys above ---- */

static void leave_to(struct reader *reader, size_t indent)
{
	while (reader->depth && reader->levels[reader->depth - 1].indent >= indent)
		reader->depth--;
}

static bool enter(struct reader *reader, size_t indent, struct text key)
{
	size_t size = reader->depth ? reader->levels[reader->depth - 1].path_size : 0;

	if (reader->depth == DEPTH_MAX || size + 1 + key.size > sizeof(reader->path))
		return false;
	if (size)
		reader->path[size++] = '.';
	if (key.size)
		memcpy(reader->path + size, key.at, key.size);
	reader->levels[reader->depth++] = (struct level){ indent, size + key.size };
	return true;
}

static void give(struct reader *reader, struct text value, bool is_quoted)
{
	size_t size = reader->depth ? reader->levels[reader->depth - 1].path_size : 0;
	struct yaml_scalar scalar = {
		.path = { reader->path, size },
		.value = value,
		.line = reader->scalar_line,
		.is_quoted = is_quoted,
		.starts_item = reader->starts_item,
	};

	reader->starts_item = false;
	reader->each(reader->payload, &scalar);
}

/* ---- scalars ---- */

/* Index behind the closing quote, or -1. */
static ptrdiff_t quote_end(struct text text)
{
	char quote = text.at[0];

	for (size_t i = 1; i < text.size; i++) {
		if (text.at[i] == '\\' && quote == '"')
			i++;
		else if (text.at[i] == quote && quote == '\'' && i + 1 < text.size && text.at[i + 1] == quote)
			i++;
		else if (text.at[i] == quote)
			return (ptrdiff_t)i + 1;
	}
	return -1;
}

/* The quoted text at the start, unescaped. Escapes by number stay as they are: no name needs them. */
static struct text unquote(struct reader *reader, struct text text)
{
	char *copy = arena_alloc(reader->arena, text.size + 1);
	char quote = text.at[0];
	size_t size = 0;

	for (size_t i = 1; i + 1 < text.size; i++) {
		if (quote == '"' && text.at[i] == '\\' && i + 2 < text.size) {
			char c = text.at[++i];

			copy[size++] = (char)(c == 'n' || c == 't' ? ' ' : c);
			continue;
		}
		if (quote == '\'' && text.at[i] == quote)
			i++;
		copy[size++] = text.at[i];
	}
	return (struct text){ copy, size };
}

static struct text without_comment(struct text value)
{
	for (size_t i = 0; i < value.size; i++)
		if (value.at[i] == '#' && (i == 0 || char_is_space(value.at[i - 1])))
			return text_trim(text_slice(value, 0, i));
	return text_trim(value);
}

/* One scalar that stands alone: quoted if the quote closes it, else as it is. */
static void give_scalar(struct reader *reader, struct text value)
{
	value = text_trim(value);
	if (value.size && (value.at[0] == '"' || value.at[0] == '\'')) {
		ptrdiff_t end = quote_end(value);

		/* "'a' and b" is no quoted scalar but what somebody wrote. */
		if (end > 0 && !without_comment(text_slice(value, (size_t)end, value.size)).size) {
			give(reader, unquote(reader, text_slice(value, 0, (size_t)end)), true);
			return;
		}
	}
	give(reader, without_comment(value), false);
}

/* "[a, 'b, c']": each item. What follows the bracket is left. */
static void give_flow(struct reader *reader, struct text value)
{
	size_t from = 1, at = 1;

	for (; at < value.size && value.at[at] != ']'; at++) {
		ptrdiff_t end = -1;

		if ((value.at[at] == '"' || value.at[at] == '\'') && !text_trim(text_slice(value, from, at)).size)
			end = quote_end(text_slice(value, at, value.size));
		if (end > 0) {
			at += (size_t)end - 1;
		} else if (value.at[at] == ',') {
			reader->starts_item = true;
			give_scalar(reader, text_slice(value, from, at));
			from = at + 1;
		}
	}
	if (text_trim(text_slice(value, from, at)).size) {
		reader->starts_item = true;
		give_scalar(reader, text_slice(value, from, at));
	}
}

/* Lines deeper than `indent` joined to the value by blanks, up to `last` if one of them holds it. */
static struct text join_below(struct reader *reader, struct text value, size_t indent, char last)
{
	struct buf joined = { 0 };
	struct text line, rest;
	bool is_whole = false;
	char *copy;
	size_t size;

	buf_add_text(&joined, value);
	while (joined.size < FLOW_MAX_SIZE && !is_whole) {
		rest = reader->rest;
		if (!text_next_line(&rest, &line) || (text_trim(line).size && indent_of(line) <= indent))
			break;
		(void)take_line(reader, &line);
		line = last ? without_comment(line) : text_trim(line);
		is_whole = last && text_find_char(line, last, 0) >= 0;
		if (joined.size && line.size)
			buf_add_char(&joined, ' ');
		buf_add_text(&joined, line);
	}
	size = joined.size;
	copy = arena_copy(reader->arena, buf_str(&joined), size);
	buf_release(&joined);
	return text_trim((struct text){ copy, size });
}

/* "&name" and "!tag" in front say nothing here. */
static struct text without_marks(struct text value)
{
	while (value.size > 1 && (value.at[0] == '&' || value.at[0] == '!')) {
		size_t end = 0;

		while (end < value.size && !char_is_space(value.at[end]))
			end++;
		value = text_trim(text_slice(value, end, value.size));
	}
	return value;
}

static bool is_key_line(struct text line, struct text *key, struct text *value);

static bool is_dash(struct text line)
{
	return line.size && line.at[0] == '-' && (line.size == 1 || char_is_space(line.at[1]));
}

/* Whether the line below is deeper and no more than text: it goes on with the scalar above. */
static bool goes_on_below(const struct reader *reader, size_t indent)
{
	struct text below, key, value;

	return peek_line(reader, &below) && indent_of(below) > indent && !is_dash(text_trim(below)) &&
	       !is_key_line(text_trim(below), &key, &value);
}

/* A value behind a key or a dash, with what the lines below add to it. */
static void read_value(struct reader *reader, struct text value, size_t indent)
{
	value = without_marks(text_trim(value));
	if (value.size && (value.at[0] == '|' || value.at[0] == '>') && without_comment(value).size <= 3) {
		give(reader, join_below(reader, (struct text){ NULL, 0 }, indent, 0), false);
		return;
	}
	if (value.size && value.at[0] == '[' && (value.size < 2 || value.at[1] != '[')) {
		if (text_find_char(value, ']', 0) < 0)
			value = join_below(reader, without_comment(value), indent, ']');
		give_flow(reader, value);
		return;
	}
	if (goes_on_below(reader, indent))
		value = join_below(reader, without_comment(value), indent, 0);
	give_scalar(reader, value);
}

/* ---- lines ---- */

/* "key: value" or "key:". A key has no blank before its colon other than between words, and no quote inside. */
static bool is_key_line(struct text line, struct text *key, struct text *value)
{
	size_t at = 0;

	if (!line.size || line.at[0] == '#' || line.at[0] == '[' || line.at[0] == '{')
		return false;
	if (line.at[0] == '"' || line.at[0] == '\'') {
		ptrdiff_t end = quote_end(line);

		if (end < 0 || (size_t)end >= line.size || line.at[end] != ':')
			return false;
		*key = text_slice(line, 1, (size_t)end - 1);
		*value = text_slice(line, (size_t)end + 1, line.size);
		return true;
	}
	for (; at < line.size; at++) {
		if (line.at[at] == ':' && (at + 1 == line.size || char_is_space(line.at[at + 1])))
			break;
		if (line.at[at] == '#' && at && char_is_space(line.at[at - 1]))
			return false;
	}
	if (at == line.size || at == 0)
		return false;
	*key = text_trim(text_slice(line, 0, at));
	*value = text_slice(line, at + 1, line.size);
	return true;
}

static void read_line(struct reader *reader, struct text line)
{
	size_t indent = indent_of(line);
	struct text key, value;

	reader->scalar_line = reader->line - 1;
	line = text_trim(line);
	/* A list may stand at the indentation of its own key: a dash leaves only what is deeper. */
	if (is_dash(line)) {
		leave_to(reader, indent + 1);
		while (is_dash(line)) {
			size_t step = 1 + indent_of(text_slice(line, 1, line.size));

			indent += step;
			line = text_slice(line, step, line.size);
			reader->starts_item = true;
		}
		if (!is_key_line(line, &key, &value)) {
			if (line.size)
				read_value(reader, line, indent - 1);
			return;
		}
	} else {
		leave_to(reader, indent);
		if (!is_key_line(line, &key, &value))
			return;
	}
	if (!enter(reader, indent, key))
		return;
	read_value(reader, value, indent);
}

void yaml_each(struct text bytes, struct arena *arena, void *payload,
               void (*each)(void *payload, const struct yaml_scalar *scalar))
{
	struct reader reader = {
		.rest = text_slice(bytes, 0, INPUT_MAX_SIZE), .arena = arena, .payload = payload, .each = each
	};
	struct text line;

	if (text_starts(reader.rest, TEXT("\xef\xbb\xbf")))
		reader.rest = text_slice(reader.rest, 3, reader.rest.size);
	while (take_line(&reader, &line)) {
		if (!is_blank(line) && !text_equal(line, TEXT("---")))
			read_line(&reader, line);
	}
}

bool yaml_take_head(struct text *head, struct text *rest)
{
	struct text from = *rest, body, line;

	if (text_starts(from, TEXT("\xef\xbb\xbf")))
		from = text_slice(from, 3, from.size);
	do {
		if (!text_next_line(&from, &line))
			return false;
	} while (!text_trim(line).size);
	if (!text_equal(text_trim(line), TEXT("---")))
		return false;
	for (body = from; text_next_line(&body, &line);) {
		struct text end = text_trim(line);

		if (text_equal(end, TEXT("---")) || text_equal(end, TEXT("..."))) {
			*head = text_slice(from, 0, (size_t)(line.at - from.at));
			*rest = body;
			return true;
		}
	}
	*head = from;
	*rest = (struct text){ NULL, 0 };
	return true;
}
