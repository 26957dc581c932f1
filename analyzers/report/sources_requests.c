/*
 * What is told of requests, by where it was told: exports of each forge, each notes ref, Gerrit's records, git-appraise, mails.
 * Several of them may tell of the same request; each is counted for itself.
 */
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "lead/vec.h"
#include "sources.h"

/* clang-format off */
#define NAME_OF(forge)                                                                     \
	"CASE WHEN q.origin = 'export' THEN 'export of ' || " forge                       \
	" WHEN q.origin LIKE 'refs/%' THEN 'note:' || q.origin ELSE q.origin END"

/* An act names its forge by its source: "github:review". */
static const char *const statements[] = {
	"SELECT " NAME_OF("q.forge") " AS name, count(*), 0, 0, 0, 0\n"
	"FROM request q\n"
	"WHERE :repository IS NULL OR q.repository_id = :repository\n"
	"GROUP BY 1\n"
	"ORDER BY 1",

	"SELECT " NAME_OF("q.forge") " AS name, 0, count(DISTINCT d.change_id), 0, 0, 0\n"
	"FROM change_request d\n"
	"CROSS JOIN change h\n"
	"CROSS JOIN request q\n"
	"WHERE h.id = d.change_id AND q.repository_id = h.repository_id AND q.change = d.request\n"
	"  AND (:repository IS NULL OR q.repository_id = :repository)\n"
	"GROUP BY 1\n"
	"ORDER BY 1",

	"SELECT " NAME_OF("substr(s.name, 1, instr(s.name || ':', ':') - 1)") " AS name, 0, 0,\n"
	"       count(CASE WHEN q.kind IN ('rev', 'ack') THEN 1 END), count(CASE WHEN q.kind = 'cmt' THEN 1 END),\n"
	"       count(DISTINCT CASE WHEN p.kind = 'human' THEN p.id END)\n"
	"FROM request_act q\n"
	"JOIN source s ON s.id = q.source_id\n"
	"LEFT JOIN identity_person i ON i.repository_id = q.repository_id AND i.identity_id = q.identity_id\n"
	"LEFT JOIN person p ON p.id = i.person_id\n"
	"WHERE q.kind IN ('rev', 'ack', 'cmt') AND q.mark IS NULL\n"
	"  AND (:repository IS NULL OR q.repository_id = :repository)\n"
	"GROUP BY 1\n"
	"ORDER BY 1",
};
/* clang-format on */

typedef VEC(struct source_requests) requests_rows;

static struct source_requests *row_of(requests_rows *rows, struct arena *arena, struct text name)
{
	for (size_t i = 0; i < rows->count; i++)
		if (text_equal(text_of(rows->at[i].name), name))
			return &rows->at[i];
	*VEC_PUSH(rows) = (struct source_requests){ .name = arena_copy(arena, name.at, name.size) };
	return &rows->at[rows->count - 1];
}

static int add_counts(requests_rows *rows, struct sources *out, struct store *store, int64_t repository,
                      const char *sql)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, sql);

	if (ret)
		return ret;
	sources_bind_repository(statement, repository);
	while ((ret = statement_step(statement)) == 0) {
		struct source_requests *row = row_of(rows, &out->arena, statement_text(statement, 0));

		row->request_count += statement_int(statement, 1);
		row->joined_count += statement_int(statement, 2);
		row->review_count += statement_int(statement, 3);
		row->comment_count += statement_int(statement, 4);
		row->person_count += statement_int(statement, 5);
	}
	return ret < 0 ? ret : 0;
}

static int compare_rows(const void *a, const void *b)
{
	const struct source_requests *left = a, *right = b;

	if (left->request_count != right->request_count)
		return left->request_count > right->request_count ? -1 : 1;
	return strcmp(left->name, right->name);
}

int sources_build_requests(struct sources *out, struct store *store, int64_t repository)
{
	requests_rows rows = { 0 };
	int ret = 0;

	for (size_t i = 0; !ret && i < sizeof(statements) / sizeof(statements[0]); i++)
		ret = add_counts(&rows, out, store, repository, statements[i]);
	if (!ret && rows.count > 0) {
		size_t size = rows.count * sizeof(rows.at[0]);

		qsort(rows.at, rows.count, sizeof(rows.at[0]), compare_rows);
		out->requests = memcpy(arena_alloc(&out->arena, size), rows.at, size);
		out->requests_count = rows.count;
	}
	VEC_RELEASE(&rows);
	return ret;
}
