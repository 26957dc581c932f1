/* What could not be read of the records of requests that stand in git, so that nobody takes what is told for all of it. */
#include <string.h>
#include "lead/facts.h"
#include "lead/vec.h"
#include "sources.h"

static const struct {
	const char *one, *many;
} words[TROUBLE_COUNT] = {
	[TROUBLE_MALFORMED] = { "malformed commit", "malformed commits" },
	[TROUBLE_MISSING] = { "missing object", "missing objects" },
	[TROUBLE_TOO_LARGE] = { "file of comments that is too large", "files of comments that are too large" },
	[TROUBLE_UNREADABLE] = { "unreadable comment or file of comments", "unreadable comments or files of them" },
	[TROUBLE_SERVERLESS] = { "commit by an account of no known server", "commits by accounts of no known server" },
	[TROUBLE_CUT] = { "record too long to be read whole", "records too long to be read whole" },
	[TROUBLE_PASSED] = { "line that is neither request nor comment", "lines that are neither request nor comment" },
	[TROUBLE_UNDATED] = { "comment whose time names no zone (UTC was taken)",
	                      "comments whose times name no zone (UTC was taken)" },
};

/* A number behind the first colon orders by its digits. */
static const char sql_troubles[] = "SELECT t.origin, t.what, sum(t.count), count(*),\n"
				   "       (SELECT group_concat(name, ', ')\n"
				   "        FROM (SELECT DISTINCT f.name\n"
				   "              FROM trouble f\n"
				   "              WHERE f.origin = t.origin AND f.what = t.what\n"
				   "                AND (:repository IS NULL OR f.repository_id = :repository)\n"
				   "              ORDER BY length(f.name), f.name\n"
				   "              LIMIT 3))\n"
				   "FROM trouble t\n"
				   "WHERE :repository IS NULL OR t.repository_id = :repository\n"
				   "GROUP BY t.origin, t.what\n"
				   "ORDER BY t.origin, t.what";

int sources_build_troubles(struct sources *out, struct store *store, int64_t repository)
{
	VEC(struct source_trouble) rows = { 0 };
	struct statement *statement;
	int ret = store_statement(&statement, store, sql_troubles);

	if (ret)
		return ret;
	sources_bind_repository(statement, repository);
	while ((ret = statement_step(statement)) == 0) {
		struct text origin = statement_text(statement, 0), names = statement_text(statement, 4);
		int what = text_find_name(trouble_names, TROUBLE_COUNT, statement_text(statement, 1), -1);
		struct source_trouble row = { .count = statement_int(statement, 2),
			                      .request_count = statement_int(statement, 3) };

		if (what < 0)
			continue;
		row.what = row.count == 1 ? words[what].one : words[what].many;
		row.origin = arena_copy(&out->arena, origin.at, origin.size);
		row.names = arena_copy(&out->arena, names.at, names.size);
		*VEC_PUSH(&rows) = row;
	}
	if (rows.count > 0) {
		size_t size = rows.count * sizeof(rows.at[0]);

		out->troubles = memcpy(arena_alloc(&out->arena, size), rows.at, size);
		out->trouble_count = rows.count;
	}
	VEC_RELEASE(&rows);
	return ret < 0 ? ret : 0;
}
