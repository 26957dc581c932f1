/*
 * What a forge tells of the requests of the period, gathered once for the metrics of time and depth. Several origins
 * may tell of one request; here each stands once.
 */
#include "scope.h"

/*
 * scope_request  requests that landed as a counted change of the period, and those that became ready in it; one that is a
 *                draft when it was told of last, and was not merged, waits for nobody: it did not become ready
 *   landed_id    the change that it landed as, whenever that was; one change may be several requests
 *   change_id    the same, if it landed before :until and counts for the team
 *   opener_id    person who opened it, author_id primary author of what landed; NULL: not known
 *   created_time, start_time  opened; left draft for the last time, else opened; 0: not told
 *   stop_time    merged or closed, else the end of the period or of what was told, whatever came first
 *   is_merged    by stop_time
 *   is_cohort    became ready in the period: what times are measured on, so that what is still open counts too
 *   lines        as the forge counts them
 *   is_open      neither merged nor closed before :until, as far as told
 *                A patch by mail that did not land is none of them: nobody closes mails, so that it would wait for ever
 * scope_comment  who wrote eight words or more on somebody else's change of twenty lines or more (metrics M13, M22)
 * scope_writer   authors and co-authors of what landed
 * scope_reaction acts on these requests by humans who are neither opener nor author
 * scope_push     when what was pushed to these requests, where that is told
 */
/* clang-format off */
static const char tables[] =
	"CREATE TEMPORARY TABLE IF NOT EXISTS scope_request (\n"
	"  repository_id BIGINT, change TEXT, landed_id BIGINT, change_id BIGINT, opener_id BIGINT, author_id BIGINT,\n"
	"  created_time BIGINT, start_time BIGINT, stop_time BIGINT, is_merged BIGINT, is_cohort BIGINT, lines BIGINT,\n"
	"  is_open BIGINT,\n"
	"  PRIMARY KEY (repository_id, change));\n"
	"CREATE INDEX IF NOT EXISTS scope_request_change ON scope_request (change_id);\n"
	"CREATE TEMPORARY TABLE IF NOT EXISTS scope_comment (\n"
	"  change_id BIGINT, person_id BIGINT,\n"
	"  PRIMARY KEY (change_id, person_id));\n"
	"CREATE TEMPORARY TABLE IF NOT EXISTS scope_reaction (\n"
	"  repository_id BIGINT, change TEXT, change_id BIGINT, is_merged BIGINT, is_cohort BIGINT, kind TEXT,\n"
	"  act_time BIGINT, state TEXT, word_count BIGINT, head TEXT, person_id BIGINT);\n"
	"CREATE INDEX IF NOT EXISTS scope_reaction_change ON scope_reaction (repository_id, change, person_id);\n"
	"CREATE INDEX IF NOT EXISTS scope_reaction_landed ON scope_reaction (change_id, person_id);\n"
	"CREATE TEMPORARY TABLE IF NOT EXISTS scope_writer (\n"
	"  change_id BIGINT, person_id BIGINT,\n"
	"  PRIMARY KEY (change_id, person_id));\n"
	"DELETE FROM scope_writer;\n"
	"DELETE FROM scope_request;\n"
	"DELETE FROM scope_comment;\n"
	"CREATE TEMPORARY TABLE IF NOT EXISTS scope_push (\n"
	"  repository_id BIGINT, change TEXT, push_time BIGINT, oid BLOB,\n"
	"  PRIMARY KEY (repository_id, change, push_time, oid));\n"
	"DELETE FROM scope_reaction;\n"
	"DELETE FROM scope_push;\n";

/*
 * Which change a request is, change_request knows; one whose number a change bears that is not it is another project's. What landed is merged,
 * whatever an older export says. What was told last is when the newest thing that is told of happened.
 * Of several tellings the newest says whether it is open and how large it is; times are whatever any of them knows.
 */
static const char fill_requests[] =
	"INSERT INTO scope_request\n"
	"WITH telling AS (\n"
	"  SELECT q.*, row_number() OVER (\n"
	"           PARTITION BY q.repository_id, q.change ORDER BY q.seen_time DESC, q.origin) AS place,\n"
	"         row_number() OVER (\n"
	"           PARTITION BY q.repository_id, q.change\n"
	"           ORDER BY CASE q.draft WHEN '' THEN 1 ELSE 0 END, q.draft_seen DESC, q.draft, q.origin) AS draft_place\n"
	"  FROM request q\n"
	"  WHERE (:repository IS NULL OR q.repository_id = :repository)\n"
	"    AND ((q.created_time >= :since AND q.created_time < :until)\n"
	"      OR (q.ready_time >= :since AND q.ready_time < :until)\n"
	"      OR q.change IN (\n"
	"        SELECT d.request\n"
	"        FROM scope_change s\n"
	"        CROSS JOIN change_request d\n"
	"        WHERE s.landed_time >= :since AND d.change_id = s.id))\n"
	"), told AS (\n"
	"  SELECT repository_id, change, coalesce(min(nullif(created_time, 0)), 0) AS created_time,\n"
	"         max(ready_time) AS ready_time, max(merged_time) AS merged_time,\n"
	"         max(CASE WHEN state = 'merged' THEN 1 ELSE 0 END) AS is_merged,\n"
	"         max(CASE WHEN draft_place = 1 AND draft = 'yes' THEN 1 ELSE 0 END) AS is_draft,\n"
	"         max(CASE WHEN place = 1 THEN closed_time END) AS closed_time,\n"
	"         coalesce(max(CASE WHEN place = 1 THEN author_id END), max(author_id)) AS identity_id,\n"
	"         coalesce(max(CASE WHEN place = 1 THEN line_count END), max(line_count)) AS lines\n"
	"  FROM telling\n"
	"  GROUP BY repository_id, change\n"
	"), seen AS (\n"
	"  SELECT repository_id, max(time) AS time\n"
	"  FROM (SELECT repository_id, max(created_time) AS time FROM request GROUP BY repository_id\n"
	"        UNION ALL SELECT repository_id, max(closed_time) FROM request GROUP BY repository_id\n"
	"        UNION ALL SELECT repository_id, max(merged_time) FROM request GROUP BY repository_id\n"
	"        UNION ALL SELECT repository_id, max(act_time) FROM request_act GROUP BY repository_id) told_times\n"
	"  GROUP BY repository_id\n"
	"), joined AS (\n"
	"  SELECT h.repository_id, d.request, h.id, h.landed_time, row_number() OVER (\n"
	"           PARTITION BY h.repository_id, d.request ORDER BY h.landed_time, h.key) AS place\n"
	"  FROM change_request d\n"
	"  JOIN change h ON h.id = d.change_id\n"
	"  WHERE d.request IN (SELECT change FROM told)\n"
	"), known AS (\n"
	"  SELECT t.repository_id, t.change, h.id AS landed_id, c.id AS change_id, c.landed_time, o.person_id AS opener_id, k.author_id,\n"
	"         t.created_time, CASE WHEN t.ready_time > 0 THEN t.ready_time ELSE t.created_time END AS start_time,\n"
	"         CASE WHEN t.merged_time > 0 THEN t.merged_time WHEN h.id IS NOT NULL THEN h.landed_time\n"
	"           WHEN t.is_merged = 1 THEN t.closed_time ELSE 0 END AS merged_time,\n"
	"         t.closed_time, n.time AS seen_time, t.lines,\n"
	"         CASE WHEN t.merged_time = 0 AND t.is_merged = 0 AND h.id IS NULL THEN t.is_draft ELSE 0 END AS is_draft,\n"
	"         CASE WHEN h.id IS NULL AND (t.change LIKE 'mail:%' OR EXISTS (\n"
	"             SELECT 1 FROM change x WHERE x.repository_id = t.repository_id AND x.key = t.change))\n"
	"           THEN 1 ELSE 0 END AS is_foreign,\n"
	"         CASE WHEN h.id IS NOT NULL AND k.excluded IS NULL THEN k.author_id\n"
	"           WHEN h.id IS NULL AND p.kind = 'human' THEN o.person_id END AS member_id\n"
	"  FROM told t\n"
	"  JOIN seen n ON n.repository_id = t.repository_id\n"
	"  LEFT JOIN joined h ON h.repository_id = t.repository_id AND h.request = t.change AND h.place = 1\n"
	"  LEFT JOIN change_credit k ON k.change_id = h.id\n"
	"  LEFT JOIN scope_change c ON c.id = h.id\n"
	"  LEFT JOIN identity_person o ON o.repository_id = t.repository_id AND o.identity_id = t.identity_id\n"
	"  LEFT JOIN person p ON p.id = o.person_id\n"
	")\n"
	"SELECT repository_id, change, landed_id, change_id, opener_id, author_id, created_time, start_time,\n"
	"       CASE WHEN merged_time > 0 AND merged_time < :until THEN merged_time\n"
	"         WHEN closed_time > 0 AND closed_time < :until THEN closed_time\n"
	"         WHEN seen_time > start_time AND seen_time < :until THEN seen_time\n"
	"         ELSE :until END,\n"
	"       CASE WHEN merged_time > 0 AND merged_time < :until THEN 1 ELSE 0 END,\n"
	"       CASE WHEN is_draft = 0 AND member_id IS NOT NULL AND start_time > 0 AND start_time >= :since\n"
	"         AND start_time < :until THEN 1 ELSE 0 END,\n"
	"       lines,\n"
	"       CASE WHEN (merged_time > 0 AND merged_time < :until) OR (closed_time > 0 AND closed_time < :until)\n"
	"         THEN 0 ELSE 1 END\n"
	"FROM known\n"
	"WHERE (is_foreign = 0 AND change_id IS NOT NULL AND landed_time >= :since)\n"
	"  OR (is_foreign = 0 AND is_draft = 0 AND member_id IS NOT NULL\n"
	"    AND start_time > 0 AND start_time >= :since AND start_time < :until\n"
	"    AND (:team = '' OR EXISTS (\n"
	"      SELECT 1 FROM member m\n"
	"      WHERE m.team = :team AND m.person_id = known.member_id\n"
	"        AND m.from_time <= known.start_time AND m.until_time > known.start_time\n"
	"        AND (m.team NOT IN (SELECT team FROM team_limit) OR EXISTS (\n"
	"          SELECT 1 FROM team_file t WHERE t.team = m.team AND t.repository_id = known.repository_id)))))";

/*
 * Gathered once: a change may have any number of acts, of which few are those of its authors, or of those who may be one of them
 * under another account.
 */
static const char fill_writers[] =
	"INSERT INTO scope_writer\n"
	"SELECT DISTINCT o.change_id, o.person_id\n"
	"FROM (SELECT landed_id AS id FROM scope_request WHERE landed_id IS NOT NULL\n"
	"      UNION SELECT id FROM scope_change) s\n"
	"CROSS JOIN act o\n"
	"WHERE o.change_id = s.id AND (\n"
	"  (o.kind IN ('auth', 'pair') AND o.counted = 1) OR (o.kind IN ('rev', 'ack', 'cmt') AND o.why = 'self'))";

/* Nobody who wrote what landed answers it, also where it landed after the period. */
static const char fill_reactions[] =
	"INSERT INTO scope_reaction\n"
	"SELECT s.repository_id, s.change, s.change_id, s.is_merged, s.is_cohort, q.kind, q.act_time, q.state,\n"
	"       q.word_count, q.head, w.person_id\n"
	"FROM scope_request s\n"
	"CROSS JOIN request_act q\n"
	"CROSS JOIN identity_person w\n"
	"CROSS JOIN person p\n"
	"WHERE q.repository_id = s.repository_id AND q.change = s.change AND q.kind IN ('rev', 'ack', 'cmt')\n"
	"  AND q.mark IS NULL AND w.repository_id = q.repository_id AND w.identity_id = q.identity_id\n"
	"  AND p.id = w.person_id AND p.kind = 'human'\n"
	"  AND w.person_id <> coalesce(s.opener_id, 0) AND w.person_id <> coalesce(s.author_id, 0)\n"
	"  AND NOT EXISTS (\n"
	"    SELECT 1 FROM scope_writer o WHERE o.change_id = s.landed_id AND o.person_id = w.person_id)";

/* A second comment of the same person is a duplicate as an act, and words all the same. */
static const char fill_comments[] =
	"INSERT INTO scope_comment\n"
	"SELECT DISTINCT a.change_id, a.person_id\n"
	"FROM scope_change s\n"
	"CROSS JOIN act a\n"
	"JOIN request_act q ON q.id = a.request_act_id AND q.word_count >= 8\n"
	"WHERE a.change_id = s.id AND a.kind IN ('rev', 'ack', 'cmt') AND (a.counted = 1 OR a.why = 'duplicate')\n"
	"  AND coalesce(s.lines, (\n"
	"    SELECT max(r.line_count)\n"
	"    FROM change_request d\n"
	"    CROSS JOIN request r\n"
	"    WHERE d.change_id = s.id AND r.repository_id = s.repository_id AND r.change = d.request), 0) >= 20\n"
	"  AND NOT EXISTS (\n"
	"    SELECT 1 FROM scope_writer o WHERE o.change_id = s.id AND o.person_id = a.person_id)";

/* One walk over all pointers: they stand in order of their objects, and a look-up by request would be one each time. */
static const char fill_pushes[] =
	"INSERT INTO scope_push\n"
	"SELECT DISTINCT p.repository_id, p.change, p.push_time, p.oid\n"
	"FROM request_pointer p\n"
	"CROSS JOIN scope_request s\n"
	"WHERE p.push_time > 0 AND s.repository_id = p.repository_id AND s.change = p.change";

/* clang-format on */

/* Most databases know nothing of a forge: then nothing is joined. Comments may be told without their requests. */
static int is_anything_told(bool *out, struct store *store)
{
	struct statement *statement;
	int64_t is_any;
	int ret = store_statement(&statement, store,
	                          "SELECT EXISTS (SELECT 1 FROM request)\n"
	                          "  OR EXISTS (SELECT 1 FROM request_act)");

	if (ret)
		return ret;
	ret = statement_take_int(&is_any, statement);
	if (ret == 0)
		*out = is_any != 0;
	return ret;
}

int scope_fill_requests(struct store *store, const struct scope *scope)
{
	static const char *const steps[] = { fill_requests, fill_writers, fill_comments, fill_reactions, fill_pushes };
	bool is_told = false;
	int ret = store_script(store, tables);

	if (!ret)
		ret = is_anything_told(&is_told, store);
	for (size_t i = 0; !ret && is_told && i < sizeof(steps) / sizeof(steps[0]); i++) {
		struct statement *statement;

		ret = store_statement(&statement, store, steps[i]);
		if (ret)
			break;
		scope_bind(statement, scope);
		ret = statement_run(statement);
	}
	return ret;
}
