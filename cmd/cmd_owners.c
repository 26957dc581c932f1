/* `git lead owners`: who is listed for a path in ownership files, as they stood at a date. Never who reviewed. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "lead/owned.h"
#include "render/pen.h"

struct values {
	struct common_values common;
	const char *format, *at, *role;
};

static const struct option options[] = {
	{ "at", 0, OPTION_TEXT, "<date>", "as it stood then: 2023, 2023Q2, 2023-05-01 (default: the tip)",
	  offsetof(struct values, at) },
	{ "role", 0, OPTION_TEXT, "<role>", "only this one: owner, approver, reviewer, maintainer, emeritus",
	  offsetof(struct values, role) },
	{ "format", 0, OPTION_TEXT, "<form>", "text, csv or json", offsetof(struct values, format) },
	{ NULL, 0, OPTION_FLAG, NULL, NULL, 0 },
};

static const struct option *const tables[] = { options, NULL };

#define STANDS_AT_TIP ((struct period){ INT64_MAX - 1, INT64_MAX })
#define WHO_COLUMN 16

struct answer {
	struct session *session;
	const struct values *values;
	struct period period;
	const struct table_renderer *renderer; /* NULL: text */
	struct table table;
	struct pen pen;
	struct buf out;
};

/* ---- cells for csv and json ---- */

static struct cell text_cell(struct text text)
{
	return (struct cell){ .kind = CELL_TEXT, .text = text };
}

static struct cell time_cell(int64_t time)
{
	if (time == INT64_MAX)
		return (struct cell){ .kind = CELL_NULL };
	return (struct cell){ .kind = CELL_INT, .integer = time };
}

static int write_row(struct answer *answer, struct text path, const struct owned_row *row)
{
	const struct cell cells[] = {
		text_cell(row->repository), text_cell(path),
		text_cell(row->file),       text_cell(row->section),
		text_cell(row->pattern),    text_cell(text_of(owner_role_names[row->role])),
		text_cell(row->person),     text_cell(row->who.name),
		text_cell(row->who.email),  text_cell(row->alias),
		time_cell(row->since_time), time_cell(row->until_time),
	};

	return answer->renderer->row(&answer->table, cells, (int)(sizeof(cells) / sizeof(cells[0])));
}

static int begin_rows(struct answer *answer)
{
	static const char *const names[] = { "repo",   "path", "file",  "section", "pattern", "role",
		                             "person", "name", "email", "alias",   "since",   "until" };

	return answer->renderer ? answer->renderer->begin(&answer->table, names, sizeof(names) / sizeof(names[0])) : 0;
}

/* ---- text ---- */

static void add_dates(struct buf *out, const struct owned_row *row)
{
	buf_add_str(out, row->until_time == INT64_MAX ? "since " : "");
	civil_format(out, row->since_time);
	if (row->until_time == INT64_MAX)
		return;
	buf_add_str(out, " to ");
	civil_format(out, row->until_time);
}

/*
 * A person known by name or login alone has a key with nothing between the brackets; one who never committed may have one
 * without a name, though the file gives it.
 */
static void add_person(struct buf *out, const struct owned_row *row)
{
	struct text key = row->person;

	if (text_starts(key, TEXT(" <"))) {
		buf_add_text(out, row->who.name);
		key = text_slice(key, row->who.name.size ? 0 : 1, key.size);
	}
	buf_add_text(out, text_ends(key, TEXT(" <>")) ? text_slice(key, 0, key.size - 3) : key);
}

static void add_who(struct buf *out, const struct owned_row *row)
{
	if (row->role == OWNER_NOBODY)
		buf_add_str(out, "(listed with nobody)");
	else if (row->role == OWNER_INCLUDE)
		buf_add_fmt(out, "whom " TEXT_FMT " lists", TEXT_ARG(row->who.name));
	else if (row->person.size)
		add_person(out, row);
	else if (row->who.name.size && row->who.email.size)
		buf_add_fmt(out, TEXT_FMT " <" TEXT_FMT ">", TEXT_ARG(row->who.name), TEXT_ARG(row->who.email));
	else
		buf_add_text(out, row->who.name.size ? row->who.name : row->who.email);
	if (row->alias.size)
		buf_add_fmt(out, " (" TEXT_FMT ")", TEXT_ARG(row->alias));
}

static bool same_place(const struct owned_row *a, const struct owned_row *b)
{
	return text_equal(a->repository, b->repository) && text_equal(a->file, b->file) &&
	       text_equal(a->section, b->section) && text_equal(a->pattern, b->pattern);
}

/* "  MAINTAINERS, NETWORK: drivers/net/" */
static void put_place(struct pen *pen, const struct owned_row *row)
{
	struct buf line = { 0 };

	buf_add_text(&line, row->file);
	if (row->section.size)
		buf_add_fmt(&line, ", " TEXT_FMT, TEXT_ARG(row->section));
	if (row->pattern.size)
		buf_add_fmt(&line, ": " TEXT_FMT, TEXT_ARG(row->pattern));
	pen_to(pen, 2);
	pen_put(pen, PAINT_PLAIN, buf_text(&line), pen->columns - 2);
	pen_end_line(pen);
	buf_release(&line);
}

static void draw_row(struct pen *pen, const struct owned_row *row)
{
	struct buf who = { 0 }, dates = { 0 };

	add_who(&who, row);
	add_dates(&dates, row);
	pen_to(pen, 4);
	pen_put_str(pen, PAINT_DIM, row->role == OWNER_NOBODY ? "" : owner_role_names[row->role]);
	pen_to(pen, WHO_COLUMN);
	pen_put(pen, PAINT_PLAIN, buf_text(&who), pen->columns - WHO_COLUMN - (int)dates.size - 1);
	pen_put_right(pen, PAINT_DIM, buf_text(&dates), pen->columns);
	pen_end_line(pen);
	buf_release(&who);
	buf_release(&dates);
}

static bool is_wanted(const struct answer *answer, const struct owned_row *row)
{
	return !answer->values->role || text_equal(text_of(owner_role_names[row->role]), text_of(answer->values->role));
}

static int answer_path(struct answer *answer, struct owned *owned, struct text path)
{
	size_t count, shown_count = 0;
	struct owned_row *rows = owned_of_path(&count, owned, path);
	const struct owned_row *last = NULL;
	int ret = 0;

	if (!answer->renderer) {
		pen_put(&answer->pen, PAINT_BOLD, path, answer->pen.columns);
		pen_end_line(&answer->pen);
	}
	for (size_t i = 0; ret == 0 && i < count; i++) {
		if (!is_wanted(answer, &rows[i]))
			continue;
		shown_count++;
		if (answer->renderer) {
			ret = write_row(answer, path, &rows[i]);
			continue;
		}
		if (!last || !same_place(last, &rows[i]))
			put_place(&answer->pen, &rows[i]);
		draw_row(&answer->pen, &rows[i]);
		last = &rows[i];
	}
	if (!answer->renderer && !shown_count) {
		pen_put_str(&answer->pen, PAINT_PLAIN, "  nobody is listed");
		pen_end_line(&answer->pen);
	}
	free(rows);
	return ret;
}

/* Paths are told from the top of the repository, as git writes them: no empty parts, no dots. */
static int plain_path(struct buf *out, const char *argument)
{
	struct text path = text_of(argument);

	buf_clear(out);
	for (size_t from = 0, to; from < path.size; from = to + 1) {
		ptrdiff_t slash = text_find_char(path, '/', from);
		struct text part;

		to = slash < 0 ? path.size : (size_t)slash;
		part = text_slice(path, from, to);
		if (!part.size || text_equal(part, TEXT(".")))
			continue;
		if (text_equal(part, TEXT(".."))) {
			if (!out->size)
				return error_set(ERR_FAILED, "'%s' is outside the repository", argument);
			while (out->size && out->at[--out->size] != '/') {
			}
			continue;
		}
		if (out->size)
			buf_add_char(out, '/');
		buf_add_text(out, part);
	}
	if (!out->size)
		buf_add_str(out, ".");
	else if (text_ends(path, TEXT("/")))
		buf_add_char(out, '/');
	return 0;
}

static int answer_paths(struct answer *answer, int argc, char **argv)
{
	struct owned *owned = NULL;
	struct buf path = { 0 };
	int ret = owned_load(&owned, answer->session->store, answer->session->repository_id, answer->period);

	if (ret == 0)
		ret = begin_rows(answer);
	for (int i = 0; ret == 0 && i < argc; i++) {
		ret = plain_path(&path, argv[i]);
		if (ret == 0)
			ret = answer_path(answer, owned, buf_text(&path));
	}
	buf_release(&path);
	owned_free(owned);
	return ret;
}

/* ---- without paths: the files ---- */

static const char *const select_files =
	"SELECT r.key, o.file,\n"
	"  count(CASE WHEN i.name <> '' OR i.email <> '' THEN 1 END),\n"
	"  count(DISTINCT CASE WHEN o.is_group = 0 THEN coalesce(p.key, nullif(i.email, ''), nullif(i.name, '')) "
	"END),\n"
	"  min(o.since_time)\n"
	"FROM owner_entry o\n"
	"JOIN repository r ON r.id = o.repository_id\n"
	"JOIN identity i ON i.id = o.identity_id\n"
	"LEFT JOIN identity_person ip ON ip.repository_id = o.repository_id AND ip.identity_id = o.identity_id\n"
	"LEFT JOIN person p ON p.id = ip.person_id\n"
	"WHERE (:repository = 0 OR o.repository_id = :repository)\n"
	"  AND o.since_time < :until AND (o.until_time IS NULL OR o.until_time > :since)\n"
	"  AND (:role = '' OR o.role = :role)\n"
	"GROUP BY r.key, o.file\n"
	"ORDER BY r.key, o.file";

static int begin_files(struct answer *answer)
{
	static const char *const names[] = { "repo", "file", "entries", "people", "since" };

	if (answer->renderer)
		return answer->renderer->begin(&answer->table, names, sizeof(names) / sizeof(names[0]));
	pen_put_str(&answer->pen, PAINT_HEADING, "Ownership file");
	if (answer->pen.is_plain) {
		pen_end_line(&answer->pen);
		return 0;
	}
	pen_put_right(&answer->pen, PAINT_HEADING, TEXT("entries"), answer->pen.columns - 8);
	pen_put_right(&answer->pen, PAINT_HEADING, TEXT("people"), answer->pen.columns);
	pen_end_line(&answer->pen);
	return 0;
}

static void put_count(struct pen *pen, int64_t count, const char *unit, int right)
{
	struct buf number = { 0 };

	buf_add_fmt(&number, "%lld", (long long)count);
	if (pen->is_plain)
		buf_add_fmt(&number, " %s", unit);
	pen_put_right(pen, PAINT_PLAIN, buf_text(&number), right);
	buf_release(&number);
}

static int answer_file(struct answer *answer, const struct statement *row)
{
	const struct cell cells[] = {
		text_cell(statement_text(row, 0)),
		text_cell(statement_text(row, 1)),
		{ .kind = CELL_INT, .integer = statement_int(row, 2) },
		{ .kind = CELL_INT, .integer = statement_int(row, 3) },
		time_cell(statement_int(row, 4)),
	};

	if (answer->renderer)
		return answer->renderer->row(&answer->table, cells, (int)(sizeof(cells) / sizeof(cells[0])));
	pen_put(&answer->pen, PAINT_PLAIN, cells[1].text, answer->pen.columns - 18);
	put_count(&answer->pen, cells[2].integer, "entries", answer->pen.columns - 8);
	put_count(&answer->pen, cells[3].integer, "people", answer->pen.columns);
	pen_end_line(&answer->pen);
	return 0;
}

static int answer_files(struct answer *answer)
{
	struct statement *statement;
	size_t count = 0;
	int ret = store_statement(&statement, answer->session->store, select_files);

	if (ret)
		return ret;
	statement_bind_int(statement, ":repository", answer->session->repository_id);
	statement_bind_int(statement, ":since", answer->period.since_time);
	statement_bind_int(statement, ":until", answer->period.until_time);
	statement_bind_text(statement, ":role", text_of(answer->values->role));
	while ((ret = statement_step(statement)) == 0) {
		if (count++ == 0)
			ret = begin_files(answer);
		if (ret == 0)
			ret = answer_file(answer, statement);
		if (ret) {
			statement_reset(statement);
			return ret;
		}
	}
	if (ret == 1 && count == 0 && answer->renderer)
		return begin_files(answer);
	if (ret == 1 && count == 0) {
		pen_put_str(&answer->pen, PAINT_PLAIN, "No ownership file lists anybody.");
		pen_end_line(&answer->pen);
	}
	return ret == 1 ? 0 : ret;
}

/* ---- the call ---- */

static int read_date(struct period *out, const struct session *session, const char *at)
{
	int64_t time;

	*out = STANDS_AT_TIP;
	if (!at || period_parse(out, text_of(at), session->now_time, 1) == 0)
		return 0;
	if (period_parse_point(&time, text_of(at), session->now_time, 1))
		return ERR_USAGE;
	*out = (struct period){ time, time + 1 };
	return 0;
}

static int check_role(const char *role)
{
	for (size_t i = 0; role && i < OWNER_ROLE_COUNT; i++)
		if (strcmp(role, owner_role_names[i]) == 0)
			return 0;
	return role ? error_set(ERR_USAGE, "unknown role '%s'", role) : 0;
}

static int run(struct session *session, const void *values, int argc, char **argv)
{
	struct answer answer = { .session = session, .values = values };
	const char *format = answer.values->format ? answer.values->format : "text";
	bool is_text = strcmp(format, "text") == 0;
	struct render_options form = output_options(session);
	int ret = check_role(answer.values->role);

	answer.renderer = is_text ? NULL : table_renderer_find(format);
	if (ret == 0 && !is_text && (!answer.renderer || strcmp(format, "table") == 0))
		ret = error_set(ERR_USAGE, "unknown format '%s'", format);
	if (ret == 0)
		ret = read_date(&answer.period, session, answer.values->at);
	if (ret == 0)
		ret = session_prepare(session);
	answer.table = (struct table){ .out = &answer.out, .options = form };
	answer.pen = pen_on(&answer.out, &form);
	if (ret == 0)
		ret = argc ? answer_paths(&answer, argc, argv) : answer_files(&answer);
	if (answer.renderer) {
		int end = answer.renderer->end(&answer.table);

		ret = ret ? ret : end;
	}
	if (ret == 0)
		ret = output_write(session, &answer.out, is_text);
	buf_release(&answer.out);
	return ret;
}

const struct command command_owners = {
	.name = "owners",
	.summary = "who is listed for which paths in ownership files, now or at a date",
	.usage = "owners [<options>] [--at=<date>] [--role=<role>] [--format=<form>] [--] [<path>...]",
	.options = tables,
	.values_size = sizeof(struct values),
	.run = run,
};
