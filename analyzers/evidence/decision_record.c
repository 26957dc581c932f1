/*
 * What a decision record says of itself: title, status, date, deciders. Read are YAML front matter, mail-like heads,
 * bullets and tables below the title, and sections named after those things, in Markdown, AsciiDoc and
 * reStructuredText. Lenient: what is no status word, date or name is left out. Whether the file is a record is not
 * asked here.
 */
#include <string.h>
#include "lead/alloc.h"
#include "lead/vec.h"
#include "line.h"

#define RECORD_MAX_SIZE ((size_t)1024 * 1024)
#define DECIDERS_MAX 256
#define DATE_SIZE 10

enum field { FIELD_NONE, FIELD_TITLE, FIELD_STATUS, FIELD_DATE, FIELD_DECIDERS };

struct record {
	struct decision_fact *out;
	struct arena *arena;
	struct text rest;
	VEC(struct identity_fact) deciders;
	enum field section; /* the section or list whose lines come now */
	bool has_heading;   /* the first heading is the title, wherever else a title stands */
	bool is_body;       /* below the next heading that is none of ours: no more fields */
	char fence;         /* '`' or '~' inside a fenced block */
	bool is_comment;    /* inside <!-- --> */
};

/* ---- words ---- */

static enum field field_of(struct text key)
{
	static const struct {
		const char *name;
		enum field field;
	} fields[] = {
		{ "title", FIELD_TITLE },
		{ "feature name", FIELD_TITLE },
		{ "status", FIELD_STATUS },
		{ "state", FIELD_STATUS },
		{ "stage", FIELD_STATUS },
		{ "date", FIELD_DATE },
		{ "created", FIELD_DATE },
		{ "creation date", FIELD_DATE },
		{ "start date", FIELD_DATE },
		{ "decision date", FIELD_DATE },
		{ "deciders", FIELD_DECIDERS },
		{ "decider", FIELD_DECIDERS },
		{ "decision makers", FIELD_DECIDERS },
		{ "decision maker", FIELD_DECIDERS },
		{ "decided by", FIELD_DECIDERS },
		{ "approvers", FIELD_DECIDERS },
		{ "approver", FIELD_DECIDERS },
		{ "driver", FIELD_DECIDERS },
		{ "drivers", FIELD_DECIDERS },
		{ "pep delegate", FIELD_DECIDERS },
		{ "bdfl delegate", FIELD_DECIDERS },
	};

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		struct text name = text_of(fields[i].name);
		size_t at = 0;

		while (at < key.size && at < name.size &&
		       (char_lower(key.at[at]) == name.at[at] ||
		        (name.at[at] == ' ' && strchr("-_", key.at[at]) && key.at[at])))
			at++;
		if (at == key.size && at == name.size)
			return fields[i].field;
	}
	return FIELD_NONE;
}

static bool is_status_word(struct text word)
{
	static const char *const words[] = {
		"draft",       "proposed",  "accepted",  "approved", "implemented", "implementable", "provisional",
		"active",      "final",     "rejected",  "declined", "deprecated",  "superseded",    "superceded",
		"replaced",    "amended",   "withdrawn", "deferred", "done",        "pending",       "open",
		"closed",      "abandoned", "adopted",   "decided",  "committed",   "published",     "discontinued",
		"recommended", "released",  "obsolete",  "retired"
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (text_equal_nocase(word, text_of(words[i])))
			return true;
	}
	return false;
}

static bool is_among(char c, const char *set)
{
	return c && strchr(set, c);
}

static struct text strip_set(struct text text, const char *set)
{
	while (text.size && (char_is_space(text.at[0]) || is_among(text.at[0], set)))
		text = text_slice(text, 1, text.size);
	while (text.size && (char_is_space(text.at[text.size - 1]) || is_among(text.at[text.size - 1], set)))
		text.size--;
	return text;
}

/* "{who decided}", "<date>", "[proposed | accepted]": nobody filled it in. */
static bool is_placeholder(struct text value)
{
	value = strip_set(value, "\"'");
	return !value.size || value.at[0] == '{' || value.at[0] == '<' ||
	       (value.at[0] == '[' && text_find_char(value, '|', 0) > 0) || text_find(value, TEXT("YYYY"), 0) >= 0;
}

/* ---- values ---- */

static struct text lower_copy(struct arena *arena, struct text word)
{
	char *copy = arena_copy(arena, word.at, word.size);

	for (size_t i = 0; i < word.size; i++)
		copy[i] = char_lower(copy[i]);
	if (text_equal_nocase(word, TEXT("superceded")))
		copy[5] = 's';
	return (struct text){ copy, word.size };
}

/* The first word behind marks, emoji and struck-out text. */
static struct text first_word(struct text value)
{
	size_t start = 0, end;

	while (start < value.size && !char_is_alpha(value.at[start])) {
		ptrdiff_t close = -1;

		if (text_starts(text_slice(value, start, value.size), TEXT("~~")))
			close = text_find(value, TEXT("~~"), start + 2);
		start = close < 0 ? start + 1 : (size_t)close + 2;
	}
	for (end = start; end < value.size && (char_is_alpha(value.at[end]) || value.at[end] == '-');)
		end++;
	return text_slice(value, start, end);
}

/* A field may hold a word that is in no list, if it is the only one; prose under a heading may not. */
static void read_status(struct record *record, struct text value, bool is_field)
{
	struct text word = first_word(value), alone = strip_set(value, "\"'`*_.");
	bool is_end = text_starts_nocase(word, TEXT("superseded")) || text_starts_nocase(word, TEXT("superceded"));

	if (!word.size || is_placeholder(value))
		return;
	if (!is_status_word(word) && !(is_field && text_equal(word, alone) && field_of(word) == FIELD_NONE))
		return;
	if (!record->out->status.size || is_end)
		record->out->status = lower_copy(record->arena, word);
}

static void read_date(struct record *record, struct text value)
{
	static const char shape[] = "0000-00-00";

	if (record->out->date.size)
		return;
	for (size_t from = 0; from + DATE_SIZE <= value.size; from++) {
		size_t i = 0;

		while (i < DATE_SIZE &&
		       (shape[i] == '0' ? char_is_digit(value.at[from + i]) : value.at[from + i] == '-'))
			i++;
		if (i < DATE_SIZE)
			continue;
		record->out->date = (struct text){ arena_copy(record->arena, value.at + from, DATE_SIZE), DATE_SIZE };
		return;
	}
}

/* "[Ada](https://…)" becomes "Ada"; brackets of a list, quotes around names and marks of emphasis go. */
static struct text plain_names(struct arena *arena, struct text value)
{
	char *copy = arena_alloc(arena, value.size + 1);
	size_t size = 0;

	for (size_t i = 0; i < value.size; i++) {
		char c = value.at[i], before = i ? value.at[i - 1] : ' ',
		     after = i + 1 < value.size ? value.at[i + 1] : ' ';
		ptrdiff_t close = c == ']' && after == '(' ? text_find_char(value, ')', i) : -1;

		if (close >= 0)
			i = (size_t)close;
		else if (c == '\'' && char_is_alnum(before) && char_is_alnum(after))
			copy[size++] = c;
		else if (!is_among(c, "[]\"'`*"))
			copy[size++] = c;
	}
	return text_trim((struct text){ copy, size });
}

/* "Family, Given <mail>", and nothing else: a comma inside a name. */
static bool is_one_person(struct text value)
{
	ptrdiff_t comma = text_find_char(value, ',', 0), mail = text_find_char(value, '<', 0);

	return comma > 0 && mail > comma && text_find_char(value, ',', (size_t)comma + 1) < 0 && value.at[0] != '@' &&
	       text_find_char(text_slice(value, 0, (size_t)comma), ' ', 0) < 0;
}

static void add_deciders(struct record *record, struct text value, bool is_field)
{
	struct value_persons persons;

	value_parse(&persons, value);
	/* A field holds names; a line below a heading may be prose. */
	if (!is_field && !persons_look_like_names(&persons))
		return;
	for (unsigned i = 0; i < persons.count; i++) {
		if (!persons.at[i].is_ignored && record->deciders.count < DECIDERS_MAX)
			*VEC_PUSH(&record->deciders) = persons.at[i].who;
	}
}

/* Lists mix names, addresses and logins freely, so each item is read alone. */
static void read_deciders(struct record *record, struct text value, bool is_field)
{
	size_t from = 0;

	if (is_placeholder(value))
		return;
	value = plain_names(record->arena, value);
	if (is_one_person(value)) {
		add_deciders(record, value, is_field);
		return;
	}
	for (size_t at = 0; at <= value.size; at++) {
		if (at < value.size && value.at[at] != ',' && value.at[at] != ';')
			continue;
		add_deciders(record, text_slice(value, from, at), is_field);
		from = at + 1;
	}
}

/* Drops the number of "9. New thing". */
static struct text without_number(struct text title)
{
	size_t end = 0;

	while (end < title.size && char_is_digit(title.at[end]))
		end++;
	if (end && end + 1 < title.size && title.at[end] == '.' && title.at[end + 1] == ' ')
		return text_trim(text_slice(title, end + 1, title.size));
	return title;
}

static void read_title(struct record *record, struct text title)
{
	title = without_number(strip_set(title, "\"'"));
	if (!record->out->title.size && title.size && !is_placeholder(title))
		record->out->title = (struct text){ arena_copy(record->arena, title.at, title.size), title.size };
}

static void read_value(struct record *record, enum field field, struct text value, bool is_field)
{
	value = text_trim(value);
	if (field == FIELD_TITLE)
		read_title(record, value);
	else if (field == FIELD_STATUS)
		read_status(record, value, is_field);
	else if (field == FIELD_DATE)
		read_date(record, value);
	else if (field == FIELD_DECIDERS)
		read_deciders(record, value, is_field);
}

/* ---- lines ---- */

static bool next_line(struct record *record, struct text *line)
{
	if (!text_next_line(&record->rest, line))
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
static enum field split_field(struct text line, struct text *value)
{
	char divider = line.size && line.at[0] == '|' ? '|' : ':';
	ptrdiff_t end;

	line = text_trim(line);
	if (line.size && (line.at[0] == '|' || line.at[0] == ':'))
		line = text_slice(line, 1, line.size);
	end = text_find_char(line, divider, 0);
	if (end < 0)
		return FIELD_NONE;
	*value = text_slice(line, (size_t)end + 1, line.size);
	while (value->size && is_among(value->at[0], "*_"))
		*value = text_slice(*value, 1, value->size);
	*value = divider == '|' ? strip_set(*value, "|") : text_trim(*value);
	return field_of(strip_set(text_slice(line, 0, (size_t)end), "*_`"));
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
static bool take_heading(struct record *record, struct text line, struct text *heading)
{
	struct text rest = record->rest, below;
	size_t marks = 0;

	while (marks < line.size && is_among(line.at[marks], "#=") && line.at[marks] == line.at[0])
		marks++;
	if (marks && marks < line.size && char_is_space(line.at[marks])) {
		*heading = strip_set(text_slice(line, marks, line.size), "#=");
		return heading->size > 0;
	}
	if (!line.size || is_rule(line) || char_is_space(line.at[0]) || is_among(line.at[0], "-*|:>") ||
	    !text_next_line(&rest, &below) || !is_rule(text_trim(below)))
		return false;
	record->rest = rest;
	*heading = text_trim(line);
	return true;
}

static void read_heading(struct record *record, struct text heading)
{
	struct text value = { NULL, 0 }, name = strip_set(without_number(heading), ":*_");
	enum field field = field_of(name), own = split_field(without_number(heading), &value);

	record->section = field;
	if (field == FIELD_NONE && own != FIELD_NONE && own != FIELD_TITLE && value.size) {
		read_value(record, own, value, true);
	} else if (field == FIELD_NONE) {
		record->is_body = record->has_heading;
		record->has_heading = true;
		read_title(record, heading);
	}
}

/* True if the line is inside a comment or a fence, or opens or closes one. */
static bool is_hidden(struct record *record, struct text line)
{
	struct text text = text_trim(line);

	if (record->is_comment || (!record->fence && text_starts(text, TEXT("<!--")))) {
		record->is_comment = text_find(text, TEXT("-->"), 0) < 0;
		return true;
	}
	if (text_starts(text, TEXT("```")) || text_starts(text, TEXT("~~~"))) {
		if (!record->fence)
			record->fence = text.at[0];
		else if (record->fence == text.at[0])
			record->fence = 0;
		return true;
	}
	return record->fence != 0;
}

static void read_text(struct record *record)
{
	struct text line, heading, value;
	enum field field;

	while (next_line(record, &line)) {
		if (is_hidden(record, line))
			continue;
		if (take_heading(record, line, &heading)) {
			read_heading(record, heading);
			continue;
		}
		line = take_bullet(line);
		if (!line.size)
			continue;
		field = record->is_body && record->section == FIELD_NONE ? FIELD_NONE : split_field(line, &value);
		if (field != FIELD_NONE)
			read_value(record, field, value, true);
		else if (record->section != FIELD_NONE)
			read_value(record, record->section, line, false);
	}
}

/* ---- heads ---- */

static struct text without_comment(struct text value)
{
	ptrdiff_t hash = text_find(value, TEXT(" #"), 0);

	if (value.size && (value.at[0] == '"' || value.at[0] == '\''))
		return value;
	return hash < 0 ? value : text_trim(text_slice(value, 0, (size_t)hash));
}

/* One line of YAML: "key: value", or "- item" of the list above. */
static void read_yaml_line(struct record *record, struct text line)
{
	struct text value = text_trim(line);
	ptrdiff_t colon;

	if (!value.size || value.at[0] == '#')
		return;
	if (value.at[0] == '-') {
		value = text_trim(text_slice(value, 1, value.size));
		if (text_starts(value, TEXT("name:")))
			value = text_slice(value, 5, value.size);
		read_value(record, record->section, without_comment(text_trim(value)), true);
		return;
	}
	colon = text_find_char(line, ':', 0);
	if (colon < 0 || char_is_space(line.at[0]))
		return;
	record->section = field_of(strip_set(text_slice(line, 0, (size_t)colon), "\"'"));
	value = without_comment(text_trim(text_slice(line, (size_t)colon + 1, line.size)));
	if (value.size && !is_among(value.at[0], "|>"))
		read_value(record, record->section, value, true);
}

/* YAML between two "---"; all of it if the file is nothing else; a mail-like head up to the first blank line. */
static void read_head(struct record *record)
{
	struct text before = record->rest, line, value;
	bool is_front_matter = false, is_yaml;

	do {
		if (!next_line(record, &line))
			return;
	} while (!text_trim(line).size);
	is_yaml = text_equal(text_trim(line), TEXT("---"));
	if (!is_yaml) {
		record->rest = before;
		if (text_starts(line, TEXT("title:")) || text_starts(line, TEXT("kep-number:")))
			is_yaml = true;
		else if (!text_starts(line, TEXT("PEP:")))
			return;
	} else {
		is_front_matter = true;
	}
	while (next_line(record, &line)) {
		value = text_trim(line);
		if (is_front_matter ? text_equal(value, TEXT("---")) || text_equal(value, TEXT("..."))
		                    : !is_yaml && !value.size)
			break;
		read_yaml_line(record, line);
	}
	record->section = FIELD_NONE;
}

void decision_read(struct decision_fact *out, struct arena *arena, struct text bytes)
{
	struct record record = { .out = out, .arena = arena };
	struct identity_fact *deciders;

	*out = (struct decision_fact){ .deciders = NULL };
	record.rest = text_slice(bytes, text_starts(bytes, TEXT("\xef\xbb\xbf")) ? 3 : 0, RECORD_MAX_SIZE);
	read_head(&record);
	read_text(&record);
	if (record.deciders.count) {
		deciders = arena_alloc(arena, record.deciders.count * sizeof(*deciders));
		memcpy(deciders, record.deciders.at, record.deciders.count * sizeof(*deciders));
		out->deciders = deciders;
		out->decider_count = record.deciders.count;
	}
	VEC_RELEASE(&record.deciders);
}
