/* How far back the history reaches: a time that it does not tell of is no time without work. */
#include "lead/metric.h"

/* Newest commit whose parents are recorded and not here, in clones that are shallow; others are left out first. */
static const char sql_cut[] =
	"SELECT max(l.landed_time)\n"
	"FROM repository r\n"
	"CROSS JOIN landed l\n"
	"CROSS JOIN commits k\n"
	"WHERE (:repository IS NULL OR r.id = :repository) AND l.repository_id = r.id AND k.id = l.commit_id\n"
	"  AND (SELECT min(s.is_shallow) FROM scan s WHERE s.repository_id = r.id AND s.tip = r.tip) = 1\n"
	"  AND length(k.parents) > 0\n"
	"  AND NOT EXISTS (SELECT 1 FROM commits p WHERE p.oid = substr(k.parents, 1, 20))";

/* "+ 0" keeps the planner on the index over time, where the first of them ends the search. */
static const char sql_first[] = "SELECT landed_time\n"
				"FROM change\n"
				"WHERE :repository IS NULL OR repository_id + 0 = :repository\n"
				"ORDER BY landed_time\n"
				"LIMIT 1";

static int read_time(int64_t *out, struct store *store, int64_t repository, const char *sql)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, sql);

	if (ret)
		return ret;
	if (repository != 0)
		statement_bind_int(statement, ":repository", repository);
	else
		statement_bind_null(statement, ":repository");
	ret = statement_step(statement);
	if (ret == 0 && !statement_is_null(statement, 0))
		*out = statement_int(statement, 0);
	statement_reset(statement);
	return ret < 0 ? ret : 0;
}

int metric_horizon(struct horizon *out, struct store *store, int64_t repository)
{
	int ret;

	*out = (struct horizon){ INT64_MAX, INT64_MIN };
	ret = read_time(&out->first_time, store, repository, sql_first);
	return ret ? ret : read_time(&out->cut_time, store, repository, sql_cut);
}
