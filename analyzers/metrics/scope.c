/*
 * What is measured, gathered once for all metrics: the changes of the scope, who did what on each, and home areas.
 * The rules that every metric shares stand here: nobody reviews, integrates or helps an own change. No metric is
 * computed here.
 */
#include "scope.h"

#include <string.h>

/*
 * scope_change  changes of the team that count, landed in the period or in the 365 days before its end
 * scope_part    what one person did on one of them: everybody's in the period, the subjects' in the whole year
 *   is_own      author or co-author            is_primary  the primary author
 *   is_joint    own, together with another human author
 *   is_pair     co-author of a change whose primary author is somebody else
 *   is_rev, is_ack, is_int, is_help            on a change that is not the person's own
 *   is_cmt       wrote eight words or more on a change of twenty lines or more, not the person's own
 *   is_mentoring  co-authored, helped or so commented, towards a newcomer or a person with less tenure
 *   is_newcomer   reviewed, helped or co-authored, towards a newcomer
 *   is_member     belonged to the team when the change landed; everybody whose acts count is of the team ''
 * scope_home    home areas of the subjects: the smallest set that holds 80 % of what they touched in the year
 * scope_document documents that speak of an area, of which place 1 is the one behind which most code moved on (M18)
 *   changes       of the team with code, in the year before the end, since it changed at changed_time
 * scope_act     the lines behind it all, for evidence; a change without a review has a row of kind 'none' of its own
 */
/* clang-format off */
static const char tables[] =
	"CREATE TEMPORARY TABLE IF NOT EXISTS scope_change (\n"
	"  id INTEGER PRIMARY KEY, repository_id BIGINT, key TEXT, landed_time BIGINT, newest_id BIGINT,\n"
	"  author_id BIGINT, author_count BIGINT, has_review BIGINT, has_second BIGINT, integrator TEXT,\n"
	"  has_code BIGINT, has_test BIGINT, has_doc BIGINT, has_decision BIGINT, has_standard BIGINT,\n"
	"  has_operation BIGINT, is_doc_only BIGINT, is_fix BIGINT, is_newcomer BIGINT, lines BIGINT,\n"
	"  files BIGINT);\n"
	"CREATE TEMPORARY TABLE IF NOT EXISTS scope_part (\n"
	"  person_id BIGINT, change_id BIGINT, landed_time BIGINT, author_id BIGINT, is_own BIGINT,\n"
	"  is_primary BIGINT, is_joint BIGINT, is_pair BIGINT, is_rev BIGINT, is_ack BIGINT, is_int BIGINT,\n"
	"  is_help BIGINT, is_cmt BIGINT, is_mentoring BIGINT, is_newcomer BIGINT, is_member BIGINT,\n"
	"  repository_id BIGINT,\n"
	"  PRIMARY KEY (person_id, change_id));\n"
	"CREATE TEMPORARY TABLE IF NOT EXISTS scope_home (\n"
	"  person_id BIGINT, repository_id BIGINT, area TEXT, touched BIGINT,\n"
	"  PRIMARY KEY (area, repository_id, person_id));\n"
	"CREATE TEMPORARY TABLE IF NOT EXISTS scope_document (\n"
	"  repository_id BIGINT, area TEXT, document TEXT, changed_time BIGINT, changes BIGINT, place BIGINT);\n"
	"CREATE TEMPORARY VIEW IF NOT EXISTS scope_act AS\n"
	"SELECT c.key AS change, lower(hex(k.oid)) AS oid, a.kind,\n"
	"       CASE WHEN q.origin LIKE 'refs/%' THEN 'note:' || q.origin ELSE s.name END AS source,\n"
	"       coalesce(e.raw, coalesce(nullif(i.name, ''), i.email) || q.words, ltrim(i.name || ' <' || i.email || '>')) AS raw, a.counted, a.why,\n"
	"       a.person_id, a.is_mentoring, a.is_newcomer, c.author_id, c.landed_time, c.id AS change_id,\n"
	"       q.word_count, c.repository_id\n"
	"FROM scope_change c\n"
	"JOIN act a ON a.change_id = c.id\n"
	"JOIN source s ON s.id = a.source_id\n"
	"JOIN identity i ON i.id = a.identity_id\n"
	"JOIN commits k ON k.id = coalesce(a.commit_id, c.newest_id)\n"
	"LEFT JOIN event e ON e.id = a.event_id\n"
	"LEFT JOIN request_line q ON q.id = a.request_act_id\n"
	"UNION ALL\n"
	"SELECT c.key, lower(hex(k.oid)), 'none', 'commit', k.subject, 0, 'no reviewer named', NULL, 0, 0, c.author_id,\n"
	"       c.landed_time, c.id, NULL, c.repository_id\n"
	"FROM scope_change c\n"
	"JOIN commits k ON k.id = c.newest_id\n"
	"WHERE c.has_review = 0;\n"
	"DELETE FROM scope_change;\n"
	"DELETE FROM scope_part;\n"
	"DELETE FROM scope_home;\n"
	"DELETE FROM scope_document;\n";

/* What the tables hold, while they hold all of it. */
static const char held_table[] = "CREATE TEMPORARY TABLE IF NOT EXISTS scope_held (what TEXT PRIMARY KEY);\n";

static const char fill_changes[] =
	"INSERT INTO scope_change\n"
	"SELECT id, repository_id, key, landed_time, newest_id, author_id, author_count, has_review, has_second,\n"
	"       integrator, has_code, has_test, has_doc, has_decision, has_standard, has_operation, is_doc_only,\n"
	"       is_fix, is_newcomer, lines, files\n"
	"FROM metric_change\n"
	"WHERE team = :team AND landed_time >= :first AND landed_time < :until\n"
	"  AND (:repository IS NULL OR repository_id = :repository)";

/*
 * CROSS JOIN: from the few changes to their acts, never the other way round through every act there is. Kinds are
 * told apart behind the join: one look-up a change instead of one for each kind.
 */
static const char fill_parts[] =
	"INSERT INTO scope_part\n"
	"SELECT p.person_id, p.change_id, c.landed_time, c.author_id, p.own,\n"
	"       p.own * CASE WHEN c.author_id = p.person_id THEN 1 ELSE 0 END,\n"
	"       p.own * CASE WHEN c.author_count > 1 THEN 1 ELSE 0 END,\n"
	"       p.pair * CASE WHEN c.author_id = p.person_id THEN 0 ELSE 1 END,\n"
	"       (1 - p.own) * p.rev, (1 - p.own) * p.ack, (1 - p.own) * p.merged, (1 - p.own) * p.help, p.cmt,\n"
	"       CASE WHEN p.mentoring + p.cmt * p.guidance > 0 THEN 1 ELSE 0 END, p.newcomer,\n"
	"       CASE WHEN :team = '' OR EXISTS (\n"
	"         SELECT 1 FROM member m WHERE m.team = :team AND m.person_id = p.person_id\n"
	"           AND m.from_time <= c.landed_time AND m.until_time > c.landed_time) THEN 1 ELSE 0 END,\n"
	"       c.repository_id\n"
	"FROM (\n"
	"  SELECT a.person_id, a.change_id,\n"
	"         max(CASE WHEN a.kind IN ('auth', 'pair') THEN 1 ELSE 0 END) AS own,\n"
	"         max(CASE WHEN a.kind = 'pair' THEN 1 ELSE 0 END) AS pair,\n"
	"         max(CASE WHEN a.kind = 'rev' THEN 1 ELSE 0 END) AS rev,\n"
	"         max(CASE WHEN a.kind = 'ack' THEN 1 ELSE 0 END) AS ack,\n"
	"         max(CASE WHEN a.kind = 'int' THEN 1 ELSE 0 END) AS merged,\n"
	"         max(CASE WHEN a.kind = 'help' THEN 1 ELSE 0 END) AS help,\n"
	"         CASE WHEN EXISTS (\n"
	"           SELECT 1 FROM scope_comment x\n"
	"           WHERE x.change_id = a.change_id AND x.person_id = a.person_id) THEN 1 ELSE 0 END AS cmt,\n"
	"         max(CASE WHEN a.kind IN ('pair', 'help') THEN a.is_mentoring ELSE 0 END) AS mentoring,\n"
	"         max(CASE WHEN a.kind IN ('rev', 'ack', 'cmt') THEN a.is_mentoring ELSE 0 END) AS guidance,\n"
	"         max(CASE WHEN a.kind IN ('rev', 'help', 'pair') THEN a.is_newcomer ELSE 0 END) AS newcomer\n"
	"  FROM scope_change s\n"
	"  CROSS JOIN act a\n"
	"  WHERE a.change_id = s.id AND a.counted = 1\n"
	"    AND (s.landed_time >= :since OR a.person_id IN (SELECT person_id FROM subject))\n"
	"  GROUP BY a.change_id, a.person_id\n"
	") p\n"
	"JOIN scope_change c ON c.id = p.change_id\n"
	"WHERE p.own + p.rev + p.ack + p.merged + p.help + p.cmt > 0";

static const char fill_homes[] =
	"INSERT INTO scope_home\n"
	"WITH touched AS (\n"
	"  SELECT p.person_id, c.repository_id, a.area, count(*) AS n\n"
	"  FROM scope_part p\n"
	"  JOIN subject s ON s.person_id = p.person_id\n"
	"  JOIN scope_change c ON c.id = p.change_id\n"
	"  JOIN change_area a ON a.change_id = c.id\n"
	"  WHERE p.landed_time >= :until - 31536000\n"
	"  GROUP BY p.person_id, c.repository_id, a.area\n"
	"), ranked AS (\n"
	"  SELECT t.person_id, t.repository_id, t.area, t.n,\n"
	"         sum(t.n) OVER (PARTITION BY t.person_id) AS total,\n"
	"         sum(t.n) OVER (PARTITION BY t.person_id ORDER BY t.n DESC, r.key, t.area\n"
	"           ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS upto\n"
	"  FROM touched t\n"
	"  JOIN repository r ON r.id = t.repository_id\n"
	")\n"
	"SELECT person_id, repository_id, area, n FROM ranked WHERE (upto - n) * 10 < total * 8";

/*
 * A document is there as long as one of its paths is. What lands once more is no news of it. What [docs] map says of an area
 * stands in place of what lies in its directory, and that needs ten changes with code in the year. Code is counted from the
 * end of the period backwards.
 */
static const char fill_documents[] =
	"INSERT INTO scope_document\n"
	"WITH piece AS (\n"
	"  SELECT d.repository_id, d.area, d.document, max(d.is_configured) AS is_configured,\n"
	"         max(c.landed_time) AS time, max(CASE WHEN d.is_removed = 0 THEN c.landed_time END) AS kept_time\n"
	"  FROM document_change d\n"
	"  CROSS JOIN change c\n"
	"  WHERE c.id = d.change_id AND c.landed_time < :until\n"
	"    AND (:repository IS NULL OR d.repository_id = :repository)\n"
	"    AND NOT EXISTS (\n"
	"      SELECT 1 FROM change_credit k WHERE k.change_id = c.id AND k.excluded = 'copied')\n"
	"  GROUP BY d.repository_id, d.area, d.document, d.path_id\n"
	"), document AS (\n"
	"  SELECT repository_id, area, document, max(is_configured) AS is_configured, max(time) AS time\n"
	"  FROM piece\n"
	"  GROUP BY repository_id, area, document\n"
	"  HAVING max(CASE WHEN kept_time = time THEN 1 ELSE 0 END) = 1\n"
	"), placed AS (\n"
	"  SELECT d.repository_id, d.area, d.document, d.is_configured, d.time,\n"
	"         row_number() OVER (ORDER BY d.time, r.key, d.area, d.document) AS number,\n"
	"         max(d.is_configured) OVER (PARTITION BY d.repository_id, d.area) AS has_configured\n"
	"  FROM document d\n"
	"  JOIN repository r ON r.id = d.repository_id\n"
	"), moved AS (\n"
	"  SELECT p.number, count(*) AS year_changes, count(CASE WHEN c.landed_time > p.time THEN 1 END) AS changes\n"
	"  FROM scope_change c\n"
	"  CROSS JOIN change_area a\n"
	"  CROSS JOIN placed p\n"
	"  WHERE a.change_id = c.id AND c.has_code = 1 AND c.landed_time >= :until - 31536000\n"
	"    AND p.area = a.area AND p.repository_id = c.repository_id\n"
	"    AND EXISTS (SELECT 1 FROM document_change)\n"
	"  GROUP BY p.number\n"
	")\n"
	"SELECT p.repository_id, p.area, p.document, p.time, coalesce(m.changes, 0),\n"
	"       row_number() OVER (ORDER BY coalesce(m.changes, 0) DESC, p.number)\n"
	"FROM placed p\n"
	"LEFT JOIN moved m ON m.number = p.number\n"
	"WHERE p.is_configured = 1 OR (coalesce(m.year_changes, 0) >= 10 AND p.has_configured = 0)";

/* clang-format on */

void scope_bind(struct statement *statement, const struct scope *scope)
{
	statement_bind_text(statement, ":team", text_of(scope->team ? scope->team : ""));
	if (scope->repository)
		statement_bind_int(statement, ":repository", scope->repository);
	else
		statement_bind_null(statement, ":repository");
	statement_bind_int(statement, ":since", scope->period.since_time);
	statement_bind_int(statement, ":until", scope->period.until_time);
}

static int64_t first_time(struct period period)
{
	int64_t year_ago = period_year(period).since_time;

	return year_ago < period.since_time ? year_ago : period.since_time;
}

int scope_run_step(struct store *store, const char *sql, const struct scope *scope)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, sql);

	if (ret)
		return ret;
	scope_bind(statement, scope);
	statement_bind_int(statement, ":first", first_time(scope->period));
	return statement_run(statement);
}

/* ---- what the tables hold ---- */

static int add_rows(struct buf *out, struct store *store, const char *sql)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, sql);

	while (!ret && !(ret = statement_step(statement))) {
		buf_add_char(out, '\n');
		buf_add_text(out, statement_text(statement, 0));
	}
	return ret < 0 ? ret : 0;
}

/* Everything that what is gathered depends on: the scope, the subjects, and from what people and teams were derived. */
static int describe(struct buf *out, struct store *store, const struct scope *scope)
{
	int ret;

	buf_add_fmt(out, "%lld %lld %lld %s", (long long)scope->repository, (long long)scope->period.since_time,
	            (long long)scope->period.until_time, scope->team ? scope->team : "");
	ret = add_rows(out, store, "SELECT person_id FROM subject ORDER BY person_id");
	if (ret)
		return ret;
	return add_rows(out, store,
	                "SELECT name || ' ' || value FROM stamp WHERE name IN ('people', 'teams') ORDER BY name");
}

static int put_held(struct store *store, const struct scope *scope)
{
	struct buf what = { 0 };
	struct statement *statement;
	int ret = describe(&what, store, scope);

	if (!ret)
		ret = store_statement(&statement, store, "INSERT INTO scope_held VALUES (:what)");
	if (!ret) {
		statement_bind_text(statement, ":what", buf_text(&what));
		ret = statement_run(statement);
	}
	buf_release(&what);
	return ret;
}

static int is_held_already(bool *out, struct store *store, const struct scope *scope)
{
	struct buf what = { 0 };
	struct statement *statement;
	int ret = store_script(store, held_table);

	if (!ret)
		ret = describe(&what, store, scope);
	if (!ret)
		ret = store_statement(&statement, store, "SELECT EXISTS (SELECT 1 FROM scope_held WHERE what = :what)");
	if (!ret) {
		statement_bind_text(statement, ":what", buf_text(&what));
		ret = statement_step(statement);
	}
	if (ret == 0) {
		*out = statement_int(statement, 0) != 0;
		statement_reset(statement);
	}
	buf_release(&what);
	return ret < 0 ? ret : 0;
}

static int fill(struct store *store, const struct scope *scope, struct scope_needs needs)
{
	int ret = store_script(store, held_table);

	if (!ret)
		ret = scope_run_step(store, "DELETE FROM scope_held", scope);
	if (!ret)
		ret = store_script(store, tables);

	if (!ret)
		ret = scope_run_step(store, fill_changes, scope);
	if (!ret)
		ret = scope_fill_requests(store, scope);
	if (!ret && needs.parts)
		ret = scope_run_step(store, fill_parts, scope);
	if (!ret)
		ret = scope_fill_repositories(store, scope);
	if (!ret && needs.homes)
		ret = scope_run_step(store, fill_homes, scope);
	if (!ret && needs.documents)
		ret = scope_run_step(store, fill_documents, scope);
	if (!ret && needs.knowledge)
		ret = scope_fill_knowledge(store, scope);
	return ret ? error_context(ret, "cannot gather the changes of the period") : 0;
}

void scope_add_needs(struct scope_needs *needs, const char *sql)
{
	needs->homes = needs->homes || strstr(sql, "scope_home");
	needs->documents = needs->documents || strstr(sql, "scope_document");
	needs->knowledge = needs->knowledge || strstr(sql, "scope_present") || strstr(sql, "scope_file") ||
	                   strstr(sql, "scope_knower");
}

int scope_fill_some(struct store *store, const struct scope *scope, struct scope_needs needs)
{
	return fill(store, scope, needs);
}

int scope_fill(struct store *store, const struct scope *scope)
{
	const struct scope_needs all = { true, true, true, true };
	int ret = fill(store, scope, all);

	return ret ? ret : put_held(store, scope);
}

int metric_prepare(struct store *store, const struct scope *scope)
{
	bool is_held = false;
	int ret = is_held_already(&is_held, store, scope);

	return ret || is_held ? ret : scope_fill(store, scope);
}
