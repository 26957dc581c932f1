/* A file of comments in the form before JSON: a head that names the patch set, then comments, each with the size of its text. */
#include <string.h>
#include "notedb_parts.h"

/* "<key>: value" on the next line, which is taken only then. */
static bool take_field(struct text *rest, const char *key, struct text *value)
{
	struct text after = *rest, line, wanted = text_of(key);

	if (!text_next_line(&after, &line) || !text_starts(line, wanted) || line.size < wanted.size + 1 ||
	    line.at[wanted.size] != ':')
		return false;
	*value = text_trim(text_slice(line, wanted.size + 1, line.size));
	*rest = after;
	return true;
}

/* "105:2-107:9" ends in line 107; "12" is that line; what is neither: false. */
static bool parse_range(int64_t *line, struct text range)
{
	ptrdiff_t dash = text_find_char(range, '-', 0), colon;
	uint64_t number;

	if (dash >= 0)
		range = text_slice(range, (size_t)dash + 1, range.size);
	colon = text_find_char(range, ':', 0);
	if (colon >= 0)
		range = text_slice(range, 0, (size_t)colon);
	if (!text_to_uint(range, &number))
		return false;
	*line = (int64_t)number;
	return true;
}

static bool is_empty_line(struct text rest)
{
	struct text line;

	return text_next_line(&rest, &line) && !line.size;
}

static void skip_empty_lines(struct text *rest)
{
	struct text line;

	while (rest->size && is_empty_line(*rest))
		(void)text_next_line(rest, &line);
}

/* The name as git quotes it stays so, but for the quotes. */
static struct text unquoted(struct text name)
{
	if (name.size >= 2 && text_starts(name, TEXT("\"")) && text_ends(name, TEXT("\"")))
		return text_slice(name, 1, name.size - 1);
	return name;
}

/* False: nothing behind can be told apart any more. */
static bool take_comment(struct notedb_comment *out, struct text *rest)
{
	struct text line, value;
	uint64_t size;

	if (!text_next_line(rest, &line) || !parse_range(&out->line, line) || !text_next_line(rest, &line))
		return false;
	out->is_undated = !notedb_parse_git_date(&out->time, line);
	if (out->is_undated)
		out->time = 0;
	if (!take_field(rest, "Author", &value) || !notedb_parse_ident(&out->author_ident, value))
		return false;
	if (take_field(rest, "Real-author", &value) && !notedb_parse_ident(&out->real_ident, value))
		return false;
	(void)take_field(rest, "Parent", &value);
	(void)take_field(rest, "Unresolved", &value);
	if (!take_field(rest, "UUID", &out->uuid))
		return false;
	(void)take_field(rest, "Tag", &out->tag);
	if (!take_field(rest, "Bytes", &value) || !text_to_uint(value, &size) || size > rest->size)
		return false;
	out->message = text_slice(*rest, 0, (size_t)size);
	*rest = text_slice(*rest, (size_t)size, rest->size);
	return true;
}

uint64_t notedb_each_text_comment(struct text bytes, void (*each)(void *payload, const struct notedb_comment *comment),
                                  void *payload)
{
	struct text rest = bytes, revision, file = { 0 }, value;

	if (!take_field(&rest, "Revision", &revision))
		return 1;
	if (!take_field(&rest, "Patch-set", &value) && !take_field(&rest, "Base-for-patch-set", &value))
		return 1;
	(void)take_field(&rest, "Parent-number", &value);
	for (;;) {
		struct notedb_comment comment = { .author = -1, .real_author = -1, .revision = revision };

		if (take_field(&rest, "File", &value)) {
			file = unquoted(value);
			skip_empty_lines(&rest);
		}
		if (!rest.size)
			return 0;
		comment.file = file;
		if (!take_comment(&comment, &rest))
			return 1;
		each(payload, &comment);
		skip_empty_lines(&rest);
	}
}
