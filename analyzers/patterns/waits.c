/* The waits of a period, read as M20 reads them. Which of them are long is decided by the patterns. */
#include "waits.h"

#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"

/*
 * What landed tells whether it is a newcomer's; of what did not by then, who wrote or else opened it does: by the same rule, at
 * that time (analyzers/people/authors.c). A machine may open what a human wrote.
 */
/* clang-format off */
#define ANSWERS \
	"WITH heard AS (\n" \
	"  SELECT DISTINCT repository_id FROM scope_reaction WHERE act_time > 0\n" \
	"), answer AS (\n" \
	"  SELECT s.repository_id, s.change, s.change_id, s.start_time, s.stop_time, s.is_open,\n" \
	"         coalesce(s.author_id, s.opener_id) AS writer_id,\n" \
	"         count(r.act_time) AS answers, min(CASE WHEN r.act_time > 0 THEN r.act_time END) AS time\n" \
	"  FROM scope_request s\n" \
	"  JOIN heard h ON h.repository_id = s.repository_id\n" \
	"  LEFT JOIN scope_reaction r ON r.repository_id = s.repository_id AND r.change = s.change\n" \
	"  WHERE s.is_cohort = 1\n" \
	"  GROUP BY s.repository_id, s.change, s.change_id, s.author_id, s.opener_id, s.start_time, s.stop_time,\n" \
	"           s.is_open\n" \
	")\n" \
	"SELECT a.start_time,\n" \
	"       CASE WHEN a.time <= a.start_time OR a.stop_time <= a.start_time THEN a.start_time\n" \
	"         WHEN a.time <= a.stop_time THEN a.time ELSE a.stop_time END,\n" \
	"       CASE WHEN a.time <= a.stop_time THEN 1 ELSE 0 END, a.is_open,\n"

static const char all_sql[] =
	ANSWERS
	"       CASE WHEN c.id IS NOT NULL THEN c.is_newcomer\n"
	"         WHEN (SELECT s.is_shallow FROM scan s WHERE s.repository_id = a.repository_id\n"
	"               ORDER BY s.id DESC LIMIT 1) = 1 THEN 0\n"
	"         WHEN t.first_time IS NULL OR a.start_time - t.first_time < 15552000 THEN 1\n"
	"         WHEN (SELECT count(*)\n"
	"               FROM (SELECT DISTINCT o.change_id\n"
	"                     FROM act o\n"
	"                     JOIN change h ON h.id = o.change_id\n"
	"                     WHERE o.person_id = a.writer_id AND o.repository_id = a.repository_id AND o.counted = 1\n"
	"                       AND o.kind IN ('auth', 'pair') AND h.landed_time < a.start_time\n"
	"                     LIMIT 10) few) < 10 THEN 1\n"
	"         ELSE 0 END,\n"
	"       a.change\n"
	"FROM answer a\n"
	"LEFT JOIN scope_change c ON c.id = a.change_id\n"
	"LEFT JOIN tenure t ON t.repository_id = a.repository_id AND t.person_id = a.writer_id\n"
	"WHERE a.time IS NOT NULL OR a.answers = 0\n"
	"ORDER BY a.start_time, a.change, a.repository_id";

static const char areas_sql[] =
	ANSWERS
	"       CASE WHEN (SELECT count(*) FROM repository) > 1 THEN r.name || ': ' ELSE '' END || v.area AS label, r.id\n"
	"FROM answer a\n"
	"JOIN change_area v ON v.change_id = a.change_id\n"
	"JOIN repository r ON r.id = a.repository_id\n"
	"WHERE a.time IS NOT NULL OR a.answers = 0\n"
	"ORDER BY v.area, r.key, a.start_time, a.change";
/* clang-format on */

void waits_release(struct waits *waits)
{
	for (size_t i = 0; i < waits->rows.count; i++)
		free(waits->rows.at[i].change);
	VEC_RELEASE(&waits->rows);
}

static struct wait wait_from(const struct statement *row)
{
	return (struct wait){ .since = statement_int(row, 0),
		              .until = statement_int(row, 1),
		              .is_answered = statement_int(row, 2) != 0,
		              .is_open = statement_int(row, 3) != 0 };
}

int waits_read(struct waits *out, const struct pattern_input *input)
{
	struct statement *row;
	int ret = metric_prepare(input->store, input->scope);

	*out = (struct waits){ 0 };
	if (!ret)
		ret = store_statement(&row, input->store, all_sql);
	if (ret)
		return ret;
	while ((ret = statement_step(row)) == 0) {
		struct text change = statement_text(row, 5);
		struct wait *wait = VEC_PUSH(&out->rows);

		*wait = wait_from(row);
		wait->is_newcomer = statement_int(row, 4) != 0;
		wait->change = xstrndup(change.at, change.size);
	}
	return ret < 0 ? ret : 0;
}

/* ---- areas ---- */

struct area {
	char *name; /* where the database has several repositories, with its repository's */
	int64_t repository;
	size_t place; /* in the order of the repositories' keys */
	struct waits waits;
};
typedef VEC(struct area) areas;

static int compare_areas(const void *a, const void *b)
{
	const struct area *left = a, *right = b;

	if (left->waits.rows.count != right->waits.rows.count)
		return left->waits.rows.count < right->waits.rows.count ? 1 : -1;
	if (strcmp(left->name, right->name) != 0)
		return text_compare(text_of(left->name), text_of(right->name));
	return left->place < right->place ? -1 : left->place > right->place;
}

/* Areas of two repositories are two, whatever they are called. */
static bool is_last(const areas *found, struct text name, int64_t repository)
{
	const struct area *last = found->count > 0 ? &found->at[found->count - 1] : NULL;

	return last != NULL && last->repository == repository && text_equal(text_of(last->name), name);
}

int waits_by_area(const struct pattern_input *input, size_t least,
                  void (*each)(void *payload, struct text area, const struct waits *waits), void *payload)
{
	struct statement *row;
	areas found = { 0 };
	int ret = store_statement(&row, input->store, areas_sql);

	while (!ret && !(ret = statement_step(row))) {
		struct text name = statement_text(row, 4);

		if (!is_last(&found, name, statement_int(row, 5)))
			*VEC_PUSH(&found) = (struct area){ .name = xstrndup(name.at, name.size),
				                           .repository = statement_int(row, 5),
				                           .place = found.count };
		*VEC_PUSH(&found.at[found.count - 1].waits.rows) = wait_from(row);
	}
	if (found.count > 1)
		qsort(found.at, found.count, sizeof(found.at[0]), compare_areas);
	for (size_t i = 0; i < found.count; i++) {
		if (ret > 0 && found.at[i].waits.rows.count >= least)
			each(payload, text_of(found.at[i].name), &found.at[i].waits);
		waits_release(&found.at[i].waits);
		free(found.at[i].name);
	}
	VEC_RELEASE(&found);
	return ret < 0 ? ret : 0;
}

/* ---- curves ---- */

struct survival waits_business_days(const struct waits *waits)
{
	struct lifetime *rows = xcalloc(waits->rows.count + 1, sizeof(*rows));
	struct survival survival;

	for (size_t i = 0; i < waits->rows.count; i++) {
		const struct wait *wait = &waits->rows.at[i];

		rows[i] = (struct lifetime){ (double)business_secs(wait->since, wait->until) / (double)DAY_SECS,
			                     wait->is_answered, !wait->is_answered };
	}
	survival = survival_of(rows, waits->rows.count);
	free(rows);
	return survival;
}

struct survival waits_hours(const struct waits *waits, bool is_newcomer)
{
	struct lifetime *rows = xcalloc(waits->rows.count + 1, sizeof(*rows));
	struct survival survival;
	size_t count = 0;

	for (size_t i = 0; i < waits->rows.count; i++) {
		const struct wait *wait = &waits->rows.at[i];

		if (wait->is_newcomer != is_newcomer)
			continue;
		rows[count++] = (struct lifetime){ (double)(wait->until - wait->since) / HOUR_SECS, wait->is_answered,
			                           !wait->is_answered };
	}
	survival = survival_of(rows, count);
	free(rows);
	return survival;
}
