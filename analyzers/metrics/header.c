/* Reads the header of a metric's SQL file. Knows the syntax, not what any metric means. */
#include <string.h>
#include "lead/alloc.h"
#include "lead/vec.h"
#include "header.h"

#define EVIDENCE_LINE "-- evidence\n"

struct header_line {
	struct text key;
	struct buf value;
};
typedef VEC(struct header_line) header_lines;

/* The next header line's text behind "-- ", or false where the statement begins. */
static bool next_header_line(struct text *rest, struct text *line)
{
	struct text after = *rest;

	if (!text_next_line(&after, line) || !text_starts(*line, TEXT("-- ")))
		return false;
	*line = text_slice(*line, 3, line->size);
	*rest = after;
	return true;
}

static void read_lines(header_lines *lines, const char *path, struct text *rest)
{
	struct text line;

	while (next_header_line(rest, &line)) {
		ptrdiff_t colon = text_find_char(line, ':', 0);

		if (text_starts(line, TEXT("  ")) && lines->count > 0) {
			struct buf *value = &lines->at[lines->count - 1].value;

			buf_add_char(value, ' ');
			buf_add_text(value, text_trim(line));
			continue;
		}
		if (colon < 0)
			BUG("%s: '" TEXT_FMT "' is no header line", path, TEXT_ARG(line));

		struct header_line *added = VEC_PUSH(lines);

		added->key = text_slice(line, 0, (size_t)colon);
		buf_add_text(&added->value, text_trim(text_slice(line, (size_t)colon + 1, line.size)));
	}
}

static int64_t parse_number(const char *path, struct text text)
{
	uint64_t value;

	if (!text_to_uint(text_trim(text), &value))
		BUG("%s: '" TEXT_FMT "' is no number", path, TEXT_ARG(text));
	return (int64_t)value;
}

static char *copy_text(struct text text)
{
	return xstrndup(text.at, text.size);
}

/* Takes the text up to the next comma off *rest. */
static struct text next_field(const char *path, struct text *rest)
{
	ptrdiff_t comma = text_find_char(*rest, ',', 0);
	struct text field;

	if (comma < 0)
		BUG("%s: a part has six fields", path);
	field = text_trim(text_slice(*rest, 0, (size_t)comma));
	*rest = text_slice(*rest, (size_t)comma + 1, rest->size);
	return field;
}

static void parse_part(struct metric_part *part, const char *path, struct text rest)
{
	part->name = copy_text(next_field(path, &rest));
	part->unit = copy_text(next_field(path, &rest));
	part->interval = copy_text(next_field(path, &rest));
	part->minimum = parse_number(path, next_field(path, &rest));
	part->needs = copy_text(next_field(path, &rest));
	part->meaning = copy_text(text_trim(rest));
}

static void parse_also(struct metric_also *also, const char *path, struct text value)
{
	ptrdiff_t space = text_find_char(value, ' ', 0);

	if (space < 0)
		BUG("%s: 'also' has an id and a number", path);
	also->id = copy_text(text_slice(value, 0, (size_t)space));
	also->least = parse_number(path, text_slice(value, (size_t)space, value.size));
}

static void apply_line(struct metric_info *out, struct metric_also *also, const char *path, struct header_line *line)
{
	const struct {
		const char *key;
		const char **field;
	} texts[] = {
		{ "id", &out->id },       { "name", &out->name },         { "definition", &out->definition },
		{ "unit", &out->unit },   { "interval", &out->interval }, { "needs", &out->needs },
		{ "scope", &out->scope }, { "source", &out->source },     { "missing", &out->missing },
		{ "bias", &out->bias },
	};
	struct text value = buf_text(&line->value);

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (text_equal(line->key, text_of(texts[i].key))) {
			*texts[i].field = copy_text(value);
			return;
		}
	if (text_equal(line->key, TEXT("minimum")))
		out->minimum = parse_number(path, value);
	else if (text_equal(line->key, TEXT("also")))
		parse_also(also, path, value);
	else if (!text_equal(line->key, TEXT("part")))
		BUG("%s: unknown header key '" TEXT_FMT "'", path, TEXT_ARG(line->key));
}

static void apply_parts(struct metric_info *out, const char *path, const header_lines *lines)
{
	VEC(struct metric_part) parts = { 0 };

	for (size_t i = 0; i < lines->count; i++)
		if (text_equal(lines->at[i].key, TEXT("part")))
			parse_part(VEC_PUSH(&parts), path, buf_text(&lines->at[i].value));
	out->parts = parts.at;
	out->part_count = parts.count;
}

void header_parse(struct metric_info *out, struct metric_also *also, const char *path, const char *sql)
{
	struct text rest = text_of(sql);
	header_lines lines = { 0 };
	ptrdiff_t evidence;

	memset(out, 0, sizeof(*out));
	memset(also, 0, sizeof(*also));
	read_lines(&lines, path, &rest);
	for (size_t i = 0; i < lines.count; i++)
		apply_line(out, also, path, &lines.at[i]);
	apply_parts(out, path, &lines);
	for (size_t i = 0; i < lines.count; i++)
		buf_release(&lines.at[i].value);
	VEC_RELEASE(&lines);

	evidence = text_find(rest, TEXT("\n" EVIDENCE_LINE), 0);
	if (evidence < 0)
		BUG("%s: no evidence statement", path);
	out->sql = copy_text(text_slice(rest, 0, (size_t)evidence + 1));
	out->evidence_sql = copy_text(text_slice(rest, (size_t)evidence + sizeof(EVIDENCE_LINE), rest.size));
}
