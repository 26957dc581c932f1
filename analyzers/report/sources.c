/*
 * What evidence there is. Counts facts and decides no verdict.
 */
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "lead/period.h"
#include "lead/vec.h"
#include "sources.h"

typedef VEC(struct source_row) source_rows;

/* What an act or a pointer of this kind tells; kinds not named here are no channel of their own. */
static const struct {
	const char *kind;
	enum source_family family;
	const char *what;
} meanings[] = {
	{ "rev", SOURCE_REVIEWS, "reviewers" },
	{ "ack", SOURCE_REVIEWS, "approvers" },
	{ "cmt", SOURCE_REVIEWS, "comments" },
	{ "req", SOURCE_REVIEWS, "who was asked (counts for nothing)" },
	{ "info", SOURCE_REVIEWS, "who was informed (counts for nothing)" },
	{ "pair", SOURCE_WORK, "co-authors" },
	{ "help", SOURCE_WORK, "helpers" },
	{ "int", SOURCE_WORK, "who integrated" },
	{ "qa", SOURCE_WORK, "testers and reporters" },
	{ "auth", SOURCE_WORK, "authors" },
	{ "dec", SOURCE_WORK, "deciders" },
	{ "self", SOURCE_WORK, "what people say of themselves" },
	{ "heads", SOURCE_WORK, "the commits behind a squash" },
	{ "pr", SOURCE_POINTERS, "pull requests" },
	{ "mr", SOURCE_POINTERS, "merge requests" },
	{ "gerrit", SOURCE_POINTERS, "Gerrit changes" },
	{ "change-id", SOURCE_POINTERS, "Gerrit changes" },
	{ "closes", SOURCE_POINTERS, "issues or pull requests" },
	{ "reverts", SOURCE_POINTERS, "what is taken back" },
	{ "picked", SOURCE_POINTERS, "what is repeated" },
	{ "fixes", SOURCE_POINTERS, "what is repaired" },
	{ "review", SOURCE_POINTERS, "a review elsewhere" },
};
#define MEANING_COUNT (sizeof(meanings) / sizeof(meanings[0]))

/*
 * Which changes carry what: name, kind, change, landed time, start of the trailing year. Every one starts at landed or
 * change, so that what is not reachable from the tip stays out; each tip has its own trailing year.
 */
/* clang-format off */
#define COUNT_OF(carried)                                                                                             \
	"WITH carried (name, kind, change_id, landed_time, year_time) AS (\n" carried ")\n"                             \
	"SELECT name, group_concat(DISTINCT kind), count(DISTINCT change_id),\n"                                         \
	"       count(DISTINCT CASE WHEN landed_time > year_time THEN change_id END), max(landed_time),\n"                \
	"       count(DISTINCT CASE WHEN landed_time >= :q0 AND landed_time < :q1 THEN change_id END),\n"                 \
	"       count(DISTINCT CASE WHEN landed_time >= :q1 AND landed_time < :q2 THEN change_id END),\n"                 \
	"       count(DISTINCT CASE WHEN landed_time >= :q2 AND landed_time < :q3 THEN change_id END),\n"                 \
	"       count(DISTINCT CASE WHEN landed_time >= :q3 AND landed_time < :q4 THEN change_id END)\n"                  \
	"FROM carried\n"                                                                                                  \
	"GROUP BY name\n"                                                                                                 \
	"ORDER BY name"

static const char *const row_statements[] = {
	COUNT_OF("  SELECT s.name, e.kind, l.change_id, l.landed_time, t.commit_time - 31536000\n"
	         "  FROM repository r\n"
	         "  JOIN commits t ON t.oid = r.tip\n"
	         "  CROSS JOIN landed l\n"
	         "  CROSS JOIN event e\n"
	         "  JOIN source s ON s.id = e.source_id\n"
	         "  WHERE l.repository_id = r.id AND e.commit_id = l.commit_id AND e.mark IS NULL\n"
	         "    AND l.change_id IS NOT NULL AND (:repository IS NULL OR r.id = :repository)\n"),

	COUNT_OF("  SELECT s.name, f.kind, l.change_id, l.landed_time, t.commit_time - 31536000\n"
	         "  FROM repository r\n"
	         "  JOIN commits t ON t.oid = r.tip\n"
	         "  CROSS JOIN landed l\n"
	         "  CROSS JOIN reference f\n"
	         "  JOIN source s ON s.id = f.source_id\n"
	         "  WHERE l.repository_id = r.id AND f.commit_id = l.commit_id AND l.change_id IS NOT NULL\n"
	         "    AND (:repository IS NULL OR r.id = :repository)\n"),

	/* Who merged or committed for another; what a forge told or a note kept of requests. */
	COUNT_OF("  SELECT CASE WHEN q.origin LIKE 'refs/%' THEN 'note:' || q.origin ELSE s.name END, a.kind, a.change_id,\n"
	         "         c.landed_time, t.commit_time - 31536000\n"
	         "  FROM repository r\n"
	         "  JOIN commits t ON t.oid = r.tip\n"
	         "  CROSS JOIN change c\n"
	         "  CROSS JOIN act a\n"
	         "  JOIN source s ON s.id = a.source_id\n"
	         "  LEFT JOIN request_act q ON q.id = a.request_act_id\n"
	         "  WHERE c.repository_id = r.id AND a.change_id = c.id AND a.event_id IS NULL\n"
	         "    AND (a.request_act_id IS NOT NULL OR (a.kind = 'int' AND a.counted = 1))\n"
	         "    AND (:repository IS NULL OR r.id = :repository)\n"),

	COUNT_OF("  SELECT CASE WHEN h.change < 'pr:' THEN 'merge-request heads' ELSE 'pull-request heads' END, 'heads', c.id,\n"
	         "         c.landed_time, t.commit_time - 31536000\n"
	         "  FROM repository r\n"
	         "  JOIN commits t ON t.oid = r.tip\n"
	         "  JOIN request_head h ON h.repository_id = r.id\n"
	         "  JOIN change c ON c.repository_id = r.id AND c.key = h.change\n"
	         "  WHERE :repository IS NULL OR r.id = :repository\n"),
};
/* clang-format on */

void sources_bind_repository(struct statement *statement, int64_t repository)
{
	if (repository)
		statement_bind_int(statement, ":repository", repository);
	else
		statement_bind_null(statement, ":repository");
}

static void bind_quarters(struct statement *statement, const struct sources *sources)
{
	static const char *const names[] = { ":q0", ":q1", ":q2", ":q3", ":q4" };
	const struct source_quarter *shown = sources->quarters + SOURCE_QUARTERS - SOURCE_ROW_QUARTERS;

	for (size_t i = 0; i < SOURCE_ROW_QUARTERS; i++)
		statement_bind_int(statement, names[i], shown[i].period.since_time);
	statement_bind_int(statement, names[SOURCE_ROW_QUARTERS], shown[SOURCE_ROW_QUARTERS - 1].period.until_time);
}

static bool is_listed(struct text kinds, struct text kind)
{
	struct text rest = kinds;

	while (rest.size) {
		ptrdiff_t comma = text_find_char(rest, ',', 0);
		size_t end = comma < 0 ? rest.size : (size_t)comma;

		if (text_equal(text_slice(rest, 0, end), kind))
			return true;
		rest = text_slice(rest, comma < 0 ? rest.size : end + 1, rest.size);
	}
	return false;
}

/* What a source tells, in the order of the table above; false if that is nothing. */
static bool fill_meaning(struct source_row *row, struct arena *arena, struct text kinds)
{
	struct buf what = { 0 };
	const char *last = NULL;

	for (size_t i = 0; i < MEANING_COUNT; i++) {
		if (!is_listed(kinds, text_of(meanings[i].kind)) || (last && strcmp(last, meanings[i].what) == 0))
			continue;
		if (last)
			buf_add_str(&what, ", ");
		else
			row->family = meanings[i].family;
		last = meanings[i].what;
		buf_add_str(&what, last);
	}
	row->what = arena_copy(arena, buf_str(&what), what.size);
	buf_release(&what);
	return last != NULL;
}

static int add_rows(source_rows *rows, struct sources *sources, struct store *store, int64_t repository,
                    const char *sql)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, sql);

	if (ret)
		return ret;
	sources_bind_repository(statement, repository);
	bind_quarters(statement, sources);
	while ((ret = statement_step(statement)) == 0) {
		struct text name = statement_text(statement, 0);
		struct source_row row = { 0 };

		if (!fill_meaning(&row, &sources->arena, statement_text(statement, 1)))
			continue;
		row.name = arena_copy(&sources->arena, name.at, name.size);
		row.change_count = statement_int(statement, 2);
		row.year_count = statement_int(statement, 3);
		row.last_time = statement_int(statement, 4);
		for (int i = 0; i < SOURCE_ROW_QUARTERS; i++)
			row.quarter_counts[i] = statement_int(statement, 5 + i);
		*VEC_PUSH(rows) = row;
	}
	return ret < 0 ? ret : 0;
}

/* By family; most carried first; ties by name, then by meaning. */
static int compare_rows(const void *a, const void *b)
{
	const struct source_row *left = a, *right = b;
	int order;

	if (left->family != right->family)
		return left->family < right->family ? -1 : 1;
	if (left->change_count != right->change_count)
		return left->change_count > right->change_count ? -1 : 1;
	order = strcmp(left->name, right->name);
	return order ? order : strcmp(left->what, right->what);
}

/* Changes of the trailing year: what a channel's share is taken of. */
static int count_year(int64_t *out, struct store *store, int64_t repository)
{
	struct statement *statement;
	int ret =
		store_statement(&statement, store,
	                        "SELECT count(*)\n"
	                        "FROM repository r\n"
	                        "JOIN commits t ON t.oid = r.tip\n"
	                        "JOIN change c ON c.repository_id = r.id AND c.landed_time > t.commit_time - 31536000\n"
	                        "WHERE :repository IS NULL OR r.id = :repository");

	if (ret)
		return ret;
	sources_bind_repository(statement, repository);
	return statement_take_int(out, statement);
}

int sources_build(struct sources *out, struct store *store, int64_t repository)
{
	source_rows rows = { 0 };
	struct sources built = { 0 };
	int64_t year_count = 0;
	int ret = sources_build_missing(&built, store, repository);

	if (!ret)
		ret = sources_build_requests(&built, store, repository);
	if (!ret)
		ret = sources_build_troubles(&built, store, repository);
	if (!ret)
		ret = sources_build_quarters(&built, store, repository);
	if (!ret)
		ret = count_year(&year_count, store, repository);
	for (size_t i = 0; !ret && i < sizeof(row_statements) / sizeof(row_statements[0]); i++)
		ret = add_rows(&rows, &built, store, repository, row_statements[i]);
	if (ret) {
		ret = error_context(ret, "cannot list sources");
		goto done;
	}
	for (size_t i = 0; i < rows.count; i++)
		rows.at[i].is_live =
			rows.at[i].year_count >= LIVE_CHANGES && rows.at[i].year_count * LIVE_SHARE >= year_count;
	if (rows.count > 0) {
		size_t size = rows.count * sizeof(rows.at[0]);

		qsort(rows.at, rows.count, sizeof(rows.at[0]), compare_rows);
		built.rows = memcpy(arena_alloc(&built.arena, size), rows.at, size);
		built.row_count = rows.count;
	}
	*out = built;
	built = (struct sources){ 0 };
done:
	VEC_RELEASE(&rows);
	sources_release(&built);
	return ret;
}

void sources_release(struct sources *sources)
{
	arena_release(&sources->arena);
	*sources = (struct sources){ 0 };
}
