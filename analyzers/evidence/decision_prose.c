/*
 * Decision records as documents: YAML in front, bullets, tables and fields below the title, and sections named after what they
 * hold, in Markdown, AsciiDoc and reStructuredText. Whether the file is a record is not asked here.
 */
#include <string.h>
#include "decision.h"
#include "yaml.h"

struct body {
	struct decision_reader *reader;
	struct text rest;
	struct decision_meaning section; /* what the lines that come now are */
	bool with_fields;
	bool has_heading; /* the first heading is the title, wherever else a title stands */
	bool is_body;     /* below the next heading that is none of ours: no more fields */
	bool is_context;  /* in a section that says why */
	char fence;       /* '`' or '~' inside a fenced block */
	bool is_comment;  /* inside <!-- --> */
};

static bool is_among(char c, const char *set)
{
	return c && strchr(set, c);
}

/* ---- lines ---- */

static bool next_line(struct body *body, struct text *line)
{
	if (!text_next_line(&body->rest, line))
		return false;
	while (line->size && (line->at[line->size - 1] == '\r' || line->at[line->size - 1] == '\0'))
		line->size--;
	return true;
}

static struct text take_bullet(struct text line)
{
	line = text_trim(line);
	if (line.size > 1 && is_among(line.at[0], "*-+") && char_is_space(line.at[1]))
		line = text_trim(text_slice(line, 1, line.size));
	return line;
}

/* "Status: x", "**Status:** x", "**Status**: x", ":status: x", "| Status | x |" */
static struct decision_meaning split_field(struct text line, struct text *value)
{
	char divider = line.size && line.at[0] == '|' ? '|' : ':';
	ptrdiff_t end;

	line = text_trim(line);
	if (line.size && (line.at[0] == '|' || line.at[0] == ':'))
		line = text_slice(line, 1, line.size);
	end = text_find_char(line, divider, 0);
	if (end < 0)
		return (struct decision_meaning){ .field = FIELD_NONE };
	*value = text_slice(line, (size_t)end + 1, line.size);
	while (value->size && is_among(value->at[0], "*_"))
		*value = text_slice(*value, 1, value->size);
	*value = divider == '|' ? decision_strip(*value, "|") : text_trim(*value);
	return decision_meaning_of(decision_strip(text_slice(line, 0, (size_t)end), "*_`"));
}

static bool is_rule(struct text line)
{
	if (line.size < 3 || !is_among(line.at[0], "=-~^\"+#*"))
		return false;
	for (size_t i = 1; i < line.size; i++) {
		if (line.at[i] != line.at[0])
			return false;
	}
	return true;
}

/* "# T", "== T", or T over a line of marks, which is taken too. */
static bool take_heading(struct body *body, struct text line, struct text *heading)
{
	struct text rest = body->rest, below;
	size_t marks = 0;

	while (marks < line.size && is_among(line.at[marks], "#=") && line.at[marks] == line.at[0])
		marks++;
	if (marks && marks < line.size && char_is_space(line.at[marks])) {
		*heading = decision_strip(text_slice(line, marks, line.size), "#=");
		return heading->size > 0;
	}
	if (!line.size || is_rule(line) || char_is_space(line.at[0]) || is_among(line.at[0], "-*|:>") ||
	    !text_next_line(&rest, &below) || !is_rule(text_trim(below)))
		return false;
	body->rest = rest;
	*heading = text_trim(line);
	return true;
}

static void read_heading(struct body *body, struct text heading)
{
	struct text value = { NULL, 0 }, bare = decision_without_number(heading);
	struct decision_meaning meaning = decision_meaning_of(decision_strip(bare, ":*_")),
				own = split_field(bare, &value);

	body->section = meaning;
	body->is_context = decision_is_context(heading);
	if (meaning.field == FIELD_NONE && own.field != FIELD_NONE && own.field != FIELD_TITLE && value.size) {
		if (body->with_fields)
			decision_take(body->reader, own, value, true);
	} else if (meaning.field == FIELD_NONE) {
		body->is_body = body->has_heading;
		body->has_heading = true;
		if (body->with_fields)
			decision_take_title(body->reader, heading);
	}
}

/* True if the line is inside a comment or a fence, or opens or closes one. */
static bool is_hidden(struct body *body, struct text line)
{
	struct text text = text_trim(line);

	if (body->is_comment || (!body->fence && text_starts(text, TEXT("<!--")))) {
		body->is_comment = text_find(text, TEXT("-->"), 0) < 0;
		return true;
	}
	if (text_starts(text, TEXT("```")) || text_starts(text, TEXT("~~~"))) {
		if (!body->fence)
			body->fence = text.at[0];
		else if (body->fence == text.at[0])
			body->fence = 0;
		return true;
	}
	return body->fence != 0;
}

static void read_text_line(struct body *body, struct text line)
{
	struct decision_meaning meaning = { .field = FIELD_NONE };
	struct text value = { NULL, 0 };

	/* "[motivation]: #motivation" names the heading above for links. */
	if (body->is_context && !decision_is_placeholder(line) && !is_rule(line) &&
	    !(line.at[0] == '[' && text_find(line, TEXT("]:"), 0) > 0))
		body->reader->out->has_context = true;
	if (!body->with_fields)
		return;
	if (!body->is_body || body->section.field != FIELD_NONE)
		meaning = split_field(line, &value);
	if (meaning.field != FIELD_NONE)
		decision_take(body->reader, meaning, value, true);
	else if (body->section.field != FIELD_NONE)
		decision_take(body->reader, body->section, line, false);
}

static void read_text(struct body *body)
{
	struct text line, heading;

	while (next_line(body, &line)) {
		if (is_hidden(body, line))
			continue;
		if (take_heading(body, line, &heading)) {
			read_heading(body, heading);
			continue;
		}
		line = take_bullet(line);
		if (line.size)
			read_text_line(body, line);
	}
}

/* ---- heads ---- */

/* "authors", and "authors.name" of a list of maps. */
static struct decision_meaning meaning_of_path(struct text path)
{
	struct decision_meaning meaning;

	if (text_ends(path, TEXT(".name")))
		path = text_slice(path, 0, path.size - 5);
	meaning = decision_meaning_of(path);
	return meaning;
}

static void take_scalar(void *payload, const struct yaml_scalar *scalar)
{
	struct decision_meaning meaning = meaning_of_path(scalar->path);

	if (meaning.field != FIELD_NONE && scalar->value.size)
		decision_take(payload, meaning, scalar->value, true);
}

void decision_read_yaml(struct decision_reader *reader, struct text head)
{
	yaml_each(head, reader->arena, reader, take_scalar);
}

void decision_read_prose(struct decision_reader *reader, struct text bytes, bool with_fields)
{
	struct body body = { .reader = reader, .rest = bytes, .with_fields = with_fields };

	if (text_starts(body.rest, TEXT("\xef\xbb\xbf")))
		body.rest = text_slice(body.rest, 3, body.rest.size);
	read_text(&body);
}

void decision_read_document(struct decision_reader *reader, const struct decision_file *file)
{
	struct text head, bytes = file->bytes;

	if (yaml_take_head(&head, &bytes))
		decision_read_yaml(reader, head);
	if (!file->is_status_only || !reader->out->status.size)
		decision_read_prose(reader, bytes, true);
}
