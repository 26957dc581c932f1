/*
 * MAINTAINERS.md and the like: people in lists, tables and lines of their own, below headings that name the area or say that
 * somebody was a maintainer once. Prose that mentions somebody is no list.
 */
#include <string.h>
#include "owner_mention.h"
#include "owner_reader.h"

#define COLUMN_MAX_COUNT 16

enum column { COLUMN_OTHER, COLUMN_PERSON, COLUMN_LOGIN, COLUMN_EMAIL, COLUMN_AREA, COLUMN_PATH };

struct listing {
	const struct owner_file *file;
	struct text heading, last_line;
	enum owner_role role;
	enum column columns[COLUMN_MAX_COUNT];
	unsigned row_count; /* of the table that the last line stood in */
	bool is_table_of_people;
	bool is_fenced, is_comment;
	uint32_t position;
};

static bool is_path(struct text path)
{
	static const char *const names[] = { "MAINTAINERS",          "MAINTAINERS.md",  "MAINTAINERS.txt",
		                             "MAINTAINERS.markdown", "MAINTAINERS.rst", "MAINTAINERS.adoc" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (text_equal_nocase(owner_base_name(path), text_of(names[i])))
			return true;
	return false;
}

static bool has_word(struct text text, const char *const *words)
{
	for (; *words; words++)
		if (text_find_nocase(text, text_of(*words), 0) >= 0)
			return true;
	return false;
}

/* ---- people ---- */

static void emit(struct listing *listing, const struct mention *mention, struct text section, struct text pattern)
{
	struct owner_fact fact = {
		.grammar = OWNER_LIST,
		.section = section,
		.pattern = pattern,
		.role = listing->role,
		.position = listing->position++,
	};

	fact.who = mention_identity(mention);
	fact.is_group = text_find_char(fact.who.name, '/', 0) >= 0;
	if (fact.who.name.size || fact.who.email.size)
		listing->file->entry(listing->file->payload, &fact);
}

/* Several people separated by commas or line breaks; what mentions nobody is passed over. */
static void read_people(struct listing *listing, struct text people, struct text section, struct text pattern)
{
	struct text part;
	struct mention mention;

	while (mention_next_part(&people, &part))
		if (mention_read(&mention, part))
			emit(listing, &mention, section, pattern);
}

/* ---- tables ---- */

static bool next_cell(struct text *row, struct text *cell)
{
	size_t i = 0;

	if (!row->size)
		return false;
	while (i < row->size && row->at[i] != '|')
		i += row->at[i] == '\\' ? 2 : 1;
	*cell = text_trim(text_slice(*row, 0, i));
	*row = text_slice(*row, i + 1, row->size);
	return true;
}

static enum column column_of(struct text title)
{
	static const struct {
		const char *const words[8];
		enum column column;
	} kinds[] = {
		{ { "mail", NULL }, COLUMN_EMAIL },
		{ { "github", "gitlab", "login", "user", "handle", "account", NULL }, COLUMN_LOGIN },
		{ { "path", "director", "file", "folder", NULL }, COLUMN_PATH },
		{ { "area", "component", "scope", "subsystem", "module", "package", "section", NULL }, COLUMN_AREA },
		{ { "name", "maintainer", "owner", "reviewer", "approver", "lead", "who", NULL }, COLUMN_PERSON },
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (has_word(title, kinds[i].words))
			return kinds[i].column;
	return COLUMN_OTHER;
}

static void read_table_head(struct listing *listing, struct text row)
{
	struct text cell;

	listing->is_table_of_people = false;
	memset(listing->columns, 0, sizeof(listing->columns));
	for (unsigned i = 0; i < COLUMN_MAX_COUNT && next_cell(&row, &cell); i++) {
		listing->columns[i] = column_of(cell);
		listing->is_table_of_people |= listing->columns[i] == COLUMN_PERSON ||
		                               listing->columns[i] == COLUMN_LOGIN ||
		                               listing->columns[i] == COLUMN_EMAIL;
	}
}

static void read_table_row(struct listing *listing, struct text row)
{
	struct text cells[COLUMN_PATH + 1] = { 0 }, cell, section;
	struct mention person = { 0 };

	for (unsigned i = 0; i < COLUMN_MAX_COUNT && next_cell(&row, &cell); i++)
		if (!cells[listing->columns[i]].size)
			cells[listing->columns[i]] = cell;
	section = cells[COLUMN_AREA].size ? mention_plain(cells[COLUMN_AREA]) : listing->heading;
	if (!cells[COLUMN_LOGIN].size && !cells[COLUMN_EMAIL].size) {
		read_people(listing, cells[COLUMN_PERSON], section, mention_plain(cells[COLUMN_PATH]));
		return;
	}
	if (!mention_read(&person, cells[COLUMN_PERSON]))
		person.name = mention_plain(cells[COLUMN_PERSON]);
	mention_add_login(&person, cells[COLUMN_LOGIN]);
	mention_add_email(&person, cells[COLUMN_EMAIL]);
	emit(listing, &person, section, mention_plain(cells[COLUMN_PATH]));
}

static void read_table_line(struct listing *listing, struct text line)
{
	struct text row = text_slice(line, 1, line.size);

	if (row.size && row.at[row.size - 1] == '|')
		row.size--;
	if (listing->row_count == 0)
		read_table_head(listing, row);
	else if (listing->row_count > 1 && listing->is_table_of_people)
		read_table_row(listing, row);
	listing->row_count++;
}

/* ---- lines ---- */

static void take_heading(struct listing *listing, struct text heading)
{
	static const char *const former[] = { "emerit", "former",   "alumni",   "retired",
		                              "past ",  "inactive", "previous", NULL };
	static const char *const reviewers[] = { "reviewer", NULL };
	static const char *const approvers[] = { "approver", NULL };

	listing->heading = text_trim(heading);
	listing->role = OWNER_MAINTAINER;
	if (has_word(heading, former))
		listing->role = OWNER_EMERITUS;
	else if (has_word(heading, reviewers))
		listing->role = OWNER_REVIEWER;
	else if (has_word(heading, approvers))
		listing->role = OWNER_APPROVER;
}

static bool is_underline(struct text line)
{
	for (size_t i = 0; i < line.size; i++)
		if (line.at[i] != line.at[0])
			return false;
	return line.size > 2 && strchr("=-~^", line.at[0]);
}

/* "- ", "* ", "+ ", "1. ": what stands behind it. */
static bool read_item(struct text line, struct text *item)
{
	size_t i = 0;

	while (i < line.size && char_is_digit(line.at[i]))
		i++;
	if (i ? i < line.size && (line.at[i] == '.' || line.at[i] == ')') : line.size && strchr("-*+", line.at[0]))
		i++;
	else
		return false;
	if (i >= line.size || !char_is_space(line.at[i]))
		return false;
	*item = text_trim(text_slice(line, i, line.size));
	return true;
}

/* Whether the line is no text at all: code and comments, which may go on over lines. */
static bool is_hidden(struct listing *listing, struct text line)
{
	bool is_fence = text_starts(line, TEXT("```")) || text_starts(line, TEXT("~~~"));
	bool was_comment = listing->is_comment;

	if (is_fence && !was_comment)
		listing->is_fenced = !listing->is_fenced;
	if (listing->is_fenced || is_fence)
		return true;
	if (text_starts(line, TEXT("<!--")))
		listing->is_comment = true;
	if (listing->is_comment && text_find(line, TEXT("-->"), 0) >= 0) {
		listing->is_comment = false;
		return true;
	}
	return listing->is_comment;
}

static void read_line(struct listing *listing, struct text line)
{
	static const struct text nothing = { NULL, 0 };
	struct text item;
	size_t hashes = 0;

	if (line.size && line.at[0] == '|') {
		read_table_line(listing, line);
		return;
	}
	listing->row_count = 0;
	while (hashes < line.size && line.at[hashes] == '#')
		hashes++;
	if (hashes && hashes < line.size && char_is_space(line.at[hashes]))
		take_heading(listing, text_slice(line, hashes, line.size));
	else if (is_underline(line) && listing->last_line.size)
		take_heading(listing, listing->last_line);
	else if (read_item(line, &item))
		read_people(listing, item, listing->heading, nothing);
	else if (mention_fills(line))
		read_people(listing, line, listing->heading, nothing);
}

static void read_all(const struct owner_file *file)
{
	struct listing listing = { .file = file, .role = OWNER_MAINTAINER };
	struct text rest = file->bytes, line;

	while (text_next_line(&rest, &line)) {
		line = text_trim(line);
		if (!is_hidden(&listing, line))
			read_line(&listing, line);
		listing.last_line = line;
	}
}

const struct owner_reader owners_list = { is_path, NULL, read_all, false };
