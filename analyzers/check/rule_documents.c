/* Whether the document that [docs] map gives an area keeps pace with the code there: P09 a, asked at each change. */
#include "check.h"

static const char tables[] = "CREATE TEMPORARY TABLE IF NOT EXISTS checked_document (\n"
			     "  key TEXT, area TEXT, document TEXT, path TEXT, changed_time BIGINT, changes BIGINT,\n"
			     "  PRIMARY KEY (key, area, document));\n"
			     "DELETE FROM checked_document;\n";

/*
 * A document is there as long as one of its paths is, and what lands once more is no news of it. Code is counted from the change
 * backwards, and no further than tells the answer; what the range itself touches is up to date.
 */
static const char sql_documents[] =
	"INSERT INTO checked_document\n"
	"WITH asked AS (\n"
	"  SELECT x.key, c.landed_time, m.area, m.document,\n"
	"         EXISTS (\n"
	"           SELECT 1 FROM checked_change y\n"
	"           JOIN document_change t ON t.change_id = y.id AND t.area = m.area AND t.document = m.document\n"
	"           WHERE t.is_configured = 1) AS is_touched\n"
	"  FROM checked_change x\n"
	"  JOIN change c ON c.id = x.id\n"
	"  JOIN (\n"
	"    SELECT DISTINCT area, document FROM document_change\n"
	"    WHERE repository_id = :repository AND is_configured = 1) m\n"
	"  WHERE EXISTS (\n"
	"    SELECT 1\n"
	"    FROM landed l\n"
	"    JOIN file_change f ON f.commit_id = l.commit_id\n"
	"    JOIN path_class q ON q.repository_id = :repository AND q.path_id = f.path_id\n"
	"    WHERE l.change_id = x.id AND l.repository_id = :repository AND q.class = 'code' AND q.area = m.area)\n"
	"), piece AS (\n"
	"  SELECT a.key, a.area, a.document, d.path_id, max(c.landed_time) AS time,\n"
	"         max(CASE WHEN d.is_removed = 0 THEN c.landed_time END) AS kept_time\n"
	"  FROM asked a\n"
	"  JOIN document_change d ON d.repository_id = :repository AND d.area = a.area AND d.document = a.document\n"
	"    AND d.is_configured = 1\n"
	"  JOIN change c ON c.id = d.change_id AND c.landed_time <= a.landed_time\n"
	"  WHERE NOT EXISTS (SELECT 1 FROM change_credit k WHERE k.change_id = c.id AND k.excluded = 'copied')\n"
	"  GROUP BY a.key, a.area, a.document, d.path_id\n"
	"), document AS (\n"
	"  SELECT key, area, document, max(time) AS time\n"
	"  FROM piece\n"
	"  GROUP BY key, area, document\n"
	"  HAVING max(CASE WHEN kept_time = time THEN 1 ELSE 0 END) = 1\n"
	")\n"
	"SELECT a.key, a.area, a.document,\n"
	"       (SELECT p.name\n"
	"        FROM piece i\n"
	"        JOIN path p ON p.id = i.path_id\n"
	"        WHERE i.key = a.key AND i.area = a.area AND i.document = a.document AND i.kept_time = i.time\n"
	"        ORDER BY i.time DESC, p.name\n"
	"        LIMIT 1),\n"
	"       d.time,\n"
	"       CASE WHEN a.is_touched = 1 THEN 0 ELSE (\n"
	"         SELECT count(*)\n"
	"         FROM (\n"
	"           SELECT 1\n"
	"           FROM metric_change c\n"
	"           JOIN change_area r ON r.change_id = c.id AND r.area = a.area\n"
	"           WHERE c.team = :team AND c.repository_id = :repository AND c.has_code = 1\n"
	"             AND c.landed_time > d.time AND c.landed_time <= a.landed_time\n"
	"           ORDER BY c.landed_time DESC\n"
	"           LIMIT :least)) END\n"
	"FROM asked a\n"
	"JOIN document d ON d.key = a.key AND d.area = a.area AND d.document = a.document";

/* A few documents at most are mapped, and mostly none: then nothing is looked up. */
static int has_map(bool *out, struct checking *checking)
{
	struct statement *statement;
	int64_t answer;
	int ret = store_statement(
		&statement, checking->store,
		"SELECT EXISTS (\n"
		"  SELECT 1 FROM document_change WHERE repository_id = :repository AND is_configured = 1)");

	if (ret)
		return ret;
	statement_bind_int(statement, ":repository", checking->request->repository);
	ret = statement_take_int(&answer, statement);
	*out = ret == 0 && answer != 0;
	return ret;
}

static int fill(struct checking *checking)
{
	struct statement *insert;
	double least;
	int ret = checking_threshold(&least, checking, &rule_documents, "changes");

	if (ret == 0)
		ret = store_statement(&insert, checking->store, sql_documents);
	if (ret)
		return ret;
	statement_bind_int(insert, ":repository", checking->request->repository);
	statement_bind_text(insert, ":team", text_of(checking->request->team));
	statement_bind_int(insert, ":least", (int64_t)least);
	return statement_run(insert);
}

static int prepare(struct checking *checking)
{
	bool is_mapped = false, is_elsewhere = false;
	int ret = store_script(checking->store, tables);

	if (ret == 0)
		ret = has_map(&is_mapped, checking);
	if (ret == 0 && is_mapped)
		ret = checking_is_declared(&is_elsewhere, checking, "docs");
	return ret || !is_mapped || is_elsewhere ? ret : fill(checking);
}

/* The one that stood still longest is told, the others are counted. */
static void end_behind(struct check_result *result, struct checking *checking, const struct check_change *change,
                       const struct statement *row, int64_t least)
{
	int64_t days = (change->landed_time - statement_int(row, 3)) / DAY_SECS, others = statement_int(row, 5) - 1;
	const char *document = checking_clean(checking, statement_text(row, 1));
	const char *more = "";

	if (others > 0)
		more = checking_text(checking, " So did %s.",
		                     checking_count(checking, others, "more mapped document", "more mapped documents"));
	if (!statement_is_null(row, 2)) {
		result->path = checking_text(checking, TEXT_FMT, TEXT_ARG(statement_text(row, 2)));
		result->line = 1;
	}
	checking_end(
		result, CHECK_FIRES,
		checking_text(checking,
	                      "%s has stood still for %s, while %lld or more changes with code touched %s, this one "
	                      "included.%s",
	                      document, checking_count(checking, days, "day", "days"), (long long)least,
	                      checking_clean(checking, statement_text(row, 0)), more),
		"A line in the document, or the area without it in [docs] map, would settle it.");
}

static int judge(struct check_result *result, struct checking *checking, const struct check_change *change)
{
	struct statement *row;
	double least;
	int ret = checking_threshold(&least, checking, &rule_documents, "changes");

	if (ret == 0)
		ret = store_statement(&row, checking->store,
		                      "SELECT area, document, path, changed_time, changes,\n"
		                      "       count(CASE WHEN changes >= :least THEN 1 END) OVER ()\n"
		                      "FROM checked_document\n"
		                      "WHERE key = :key\n"
		                      "ORDER BY changes >= :least DESC, changed_time, area, document");
	if (ret)
		return ret;
	statement_bind_text(row, ":key", text_of(change->key));
	statement_bind_int(row, ":least", (int64_t)least);
	ret = statement_step(row);
	if (ret < 0)
		return ret;
	if (ret > 0) {
		checking_end(result, CHECK_NA, "No document is mapped to an area where it has code.", NULL);
		return 0;
	}
	if (statement_int(row, 4) >= (int64_t)least)
		end_behind(result, checking, change, row, (int64_t)least);
	else
		checking_end(result, CHECK_HOLDS, "The documents mapped to its areas keep pace.", NULL);
	statement_reset(row);
	return 0;
}

static const struct check_threshold thresholds[] = {
	{ "changes", 20, 2, 1e6, true },
	{ NULL, 0, 0, 0, false },
};

const struct check_rule_entry rule_documents = {
	.rule = {
		.id = "documents",
		.name = "Documents that keep pace",
		.help = "Fires where a change has code in an area that [docs] map gives a document, this document did not change in the "
			"last [check \"documents\"] changes with code there, 20 unless set, and no change of the range touches it.",
		.source = "P09",
		.subject = CHECK_OF_CHANGE,
		.level = CHECK_NOTICE,
		.most = CHECK_FAIL,
	},
	.thresholds = thresholds,
	.prepare = prepare,
	.judge = judge,
};
