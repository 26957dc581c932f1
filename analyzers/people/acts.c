/*
 * One row for each act that was read, with the person and the verdict: does it count, and if not, why. First everything is
 * laid side by side (the temporary view derive_raw), then one statement judges.
 */
#include "credit.h"

/*
 * place: what of several equal acts comes first, after time. mark: verdict of whoever read the evidence. own_id: the identity
 * whose own commit bears the evidence.
 */
static const char *const view_script =
	"DROP VIEW IF EXISTS temp.derive_raw;\n"
	"CREATE TEMP VIEW derive_raw AS\n"
	/* Events of landed commits; one that names a change of its own is about that. */
	"SELECT l.repository_id,\n"
	"       CASE\n"
	"         WHEN e.change = '' OR (ec.id IS NULL AND length(c.parents) <= 20) THEN l.change_id\n"
	"         ELSE ec.id\n"
	"       END AS change_id,\n"
	"       e.commit_id, e.id AS event_id, e.kind, e.identity_id, e.source_id, c.commit_time AS act_time,\n"
	"       c.oid, e.line * 1000 + e.ordinal AS place, e.mark, c.author_id AS own_id\n"
	"FROM landed l\n"
	"JOIN commits c ON c.id = l.commit_id\n"
	"JOIN event e ON e.commit_id = l.commit_id\n"
	"LEFT JOIN change ec ON e.change <> '' AND ec.repository_id = l.repository_id AND ec.key = e.change\n"
	/* Events of commits that a squash hid. */
	"UNION ALL\n"
	"SELECT h.repository_id, h.change_id, e.commit_id, e.id, e.kind, e.identity_id, e.source_id, c.commit_time,\n"
	"       c.oid, e.line * 1000 + e.ordinal, e.mark, c.author_id\n"
	"FROM derive_head h\n"
	"JOIN commits c ON c.id = h.commit_id\n"
	"JOIN event e ON e.commit_id = h.commit_id\n"
	/* Authors; where the message names who wrote it, the recorded one only brought it in. */
	"UNION ALL\n"
	"SELECT l.repository_id, l.change_id, l.commit_id, NULL, 'auth', c.author_id, s.id, c.commit_time,\n"
	"       c.oid, 0,\n"
	"       CASE WHEN EXISTS (SELECT 1 FROM derive_named n\n"
	"                         WHERE n.repository_id = l.repository_id AND n.commit_id = l.commit_id)\n"
	"         THEN 'superseded' END,\n"
	"       c.author_id\n"
	"FROM landed l\n"
	"JOIN commits c ON c.id = l.commit_id AND length(c.parents) <= 20\n"
	"JOIN source s ON s.name = 'author'\n"
	/* Committers other than the author; a forge is nobody. */
	"UNION ALL\n"
	"SELECT l.repository_id, l.change_id, l.commit_id, NULL, 'int', c.committer_id, s.id, c.commit_time,\n"
	"       c.oid, 0, NULL, c.author_id\n"
	"FROM landed l\n"
	"JOIN commits c ON c.id = l.commit_id AND length(c.parents) <= 20\n"
	"JOIN source s ON s.name = 'committer'\n"
	"WHERE (c.committer_id <> c.author_id\n"
	"    OR EXISTS (SELECT 1 FROM derive_named n\n"
	"               WHERE n.repository_id = l.repository_id AND n.commit_id = l.commit_id))\n"
	"  AND NOT EXISTS (SELECT 1 FROM derive_forge f WHERE f.identity_id = c.committer_id)\n"
	/* Who merged: of the merge on the main line, and of a nested one that carries a request. */
	"UNION ALL\n"
	"SELECT m.repository_id, m.change_id, m.merge_id, NULL, 'int', c.author_id, s.id, c.commit_time,\n"
	"       c.oid, 0,\n"
	"       CASE WHEN c.subject LIKE 'Rollup merge of #%' OR EXISTS (\n"
	"              SELECT 1 FROM reference r WHERE r.commit_id = m.merge_id AND r.kind = 'backmerge')\n"
	"         THEN 'excluded' END,\n"
	"       NULL\n"
	"FROM (SELECT l.repository_id, l.change_id, l.via_id AS merge_id\n"
	"      FROM landed l\n"
	"      JOIN commits lc ON lc.id = l.commit_id AND length(lc.parents) <= 20\n"
	"      WHERE l.via_id IS NOT NULL AND l.change_id IS NOT NULL\n"
	"      UNION\n"
	"      SELECT ch.repository_id, ch.id, ch.merge_id\n"
	"      FROM change ch\n"
	"      JOIN landed ml ON ml.repository_id = ch.repository_id AND ml.commit_id = ch.merge_id\n"
	"      WHERE ml.is_mainline = 1 OR EXISTS (\n"
	"        SELECT 1 FROM reference r WHERE r.commit_id = ch.merge_id AND r.kind IN ('pr', 'mr'))) m\n"
	"JOIN commits c ON c.id = m.merge_id AND length(c.parents) > 20\n"
	"JOIN source s ON s.name = 'merge'\n"
	"WHERE NOT EXISTS (SELECT 1 FROM derive_forge f WHERE f.identity_id = c.author_id)\n"
	/*
	 * Second authors that only the hidden commits show: one row a person and change, by the oldest commit. Somebody who
	 * landed nothing in their own name is most often the author under another address: not to be credited twice.
	 */
	"UNION ALL\n"
	"SELECT h.repository_id, h.change_id, h.commit_id, NULL, 'pair', h.author_id, s.id, h.commit_time,\n"
	"       h.oid, 0,\n"
	"       CASE WHEN h.person_id NOT IN (SELECT w.person_id FROM derive_author w WHERE w.commit_count > 0)\n"
	"         THEN 'excluded' END,\n"
	"       NULL\n"
	"FROM (SELECT dh.repository_id, dh.change_id, dh.commit_id, hc.author_id, hc.commit_time, hc.oid, ip.person_id,\n"
	"             row_number() OVER (PARTITION BY dh.change_id, ip.person_id\n"
	"                                ORDER BY hc.commit_time, hc.oid) AS n,\n"
	"             a.commit_count\n"
	"      FROM derive_head dh\n"
	"      JOIN commits hc ON hc.id = dh.commit_id AND length(hc.parents) <= 20\n"
	"      JOIN identity_person ip ON ip.repository_id = dh.repository_id AND ip.identity_id = hc.author_id\n"
	"      LEFT JOIN derive_author a ON a.change_id = dh.change_id AND a.person_id = ip.person_id) h\n"
	"JOIN source s ON s.name = 'pr-head'\n"
	"WHERE h.n = 1 AND coalesce(h.commit_count, 0) = 0\n"
	/* Tags. */
	"UNION ALL\n"
	"SELECT t.repository_id, NULL, NULL, NULL, 'tag', t.identity_id, s.id, t.tag_time,\n"
	"       t.target, 0, NULL, NULL\n"
	"FROM tag t\n"
	"JOIN source s ON s.name = 'tag';\n";

enum { INSERT_ACTS, UPDATE_DUPLICATES, STATEMENT_COUNT };
const char *const acts_statements[STATEMENT_COUNT + 1] = {
	/*
	 * In order: what the reader said; who cannot act; what a copy repeats (a reviewer whom the original does not name is
	 * new); who acts on own work.
	 */
	[INSERT_ACTS] =
		"INSERT INTO act (repository_id, change_id, commit_id, event_id, kind, person_id, identity_id, source_id,"
		"                 act_time, counted, why, is_mentoring, is_newcomer)"
		" SELECT repository_id, change_id, commit_id, event_id, kind, person_id, identity_id, source_id, act_time,"
		"        why IS NULL, why,"
		"        why IS NULL AND is_towards AND (is_newcomer OR has_tenure),"
		"        why IS NULL AND is_towards AND is_newcomer"
		" FROM (SELECT a.*, ip.person_id, coalesce(d.is_newcomer, 0) AS is_newcomer,"
		"              coalesce(a.kind IN ('rev', 'help', 'pair', 'cmt') AND d.author_id <> ip.person_id, 0) AS is_towards,"
		"              coalesce(t.first_time + " NEWCOMER_SECS " <= d.author_time, 0) AS has_tenure,"
		"              CASE"
		"                WHEN a.mark IS NOT NULL THEN a.mark"
		"                WHEN p.kind = 'placeholder' THEN 'excluded'"
		"                WHEN p.kind <> 'human' THEN p.kind"
		"                WHEN d.is_copied = 1 AND (a.kind NOT IN ('rev', 'ack', 'cmt') OR EXISTS ("
		"                       SELECT 1"
		"                       FROM derive_copy x"
		"                       JOIN landed ol ON ol.change_id = x.original_id"
		"                       JOIN event oe ON oe.commit_id = ol.commit_id"
		"                       JOIN identity_person oip"
		"                         ON oip.repository_id = a.repository_id AND oip.identity_id = oe.identity_id"
		"                       WHERE x.change_id = a.change_id AND oip.person_id = ip.person_id)) THEN 'copied'"
		"                WHEN a.kind IN ('rev', 'ack', 'int', 'qa', 'help', 'cmt', 'info', 'req') AND EXISTS ("
		"                       SELECT 1"
		"                       FROM derive_author w"
		"                       WHERE w.change_id = a.change_id AND w.person_id = ip.person_id) THEN 'self'"
		"                WHEN (a.kind = 'pair' OR (a.change_id IS NULL AND a.kind <> 'auth'))"
		"                  AND (d.author_id = ip.person_id OR EXISTS ("
		"                       SELECT 1"
		"                       FROM identity_person own"
		"                       WHERE own.repository_id = a.repository_id AND own.identity_id = a.own_id"
		"                         AND own.person_id = ip.person_id)) THEN 'self'"
		"              END AS why"
		"       FROM derive_raw a"
		"       JOIN identity_person ip ON ip.repository_id = a.repository_id AND ip.identity_id = a.identity_id"
		"       JOIN person p ON p.id = ip.person_id"
		"       LEFT JOIN derive_change d ON d.change_id = a.change_id"
		"       LEFT JOIN tenure t ON t.repository_id = a.repository_id AND t.person_id = ip.person_id)"
		" ORDER BY change_id, act_time, oid, place, source_id",
	/* Rows stand in the order of their time: of equal acts the first counts. */
	[UPDATE_DUPLICATES] =
		"UPDATE act"
		" SET counted = 0, why = 'duplicate', is_mentoring = 0, is_newcomer = 0"
		" WHERE id IN (SELECT id"
		"              FROM (SELECT id, row_number() OVER (PARTITION BY coalesce(change_id, -commit_id), kind, person_id"
		"                                                  ORDER BY id) AS n"
		"                    FROM act"
		"                    WHERE counted = 1 AND commit_id IS NOT NULL)"
		"              WHERE n > 1)",
};

int acts_derive(struct store *store)
{
	static const char *const sources[] = { "author", "committer", "merge", "pr-head", "tag" };
	int64_t id;
	int ret = 0;

	for (size_t i = 0; !ret && i < sizeof(sources) / sizeof(sources[0]); i++)
		ret = store_put_source(&id, store, text_of(sources[i]));
	if (!ret)
		ret = store_script(store, view_script);
	return ret ? ret : derive_run_all(store, acts_statements);
}
