/*
 * Which landed change a forge's request is. The key alone is not enough: a fork counts its requests anew, and an export
 * may be of the other repository.
 */
#include "credit.h"

/*
 * A squash lands within minutes of the merge that the forge tells; queues and mirrors take longer. A request merged into
 * a branch reaches the main line later still: then its newest commit is what came with the merge.
 */
#define LANDING_SLACK_SECS "2592000" /* 30 days */
/* Where nothing is told of the request itself, its acts must lie near: reviews may come long before, or somewhat after. */
#define ACT_BEFORE_SECS "63072000" /* 2 years */
#define ACT_AFTER_SECS "7776000"   /* 90 days */

enum { INSERT_POINTED, INSERT_NUMBERED, INSERT_BARE, INSERT_ELSEWHERE, STATEMENT_COUNT };
const char *const requests_statements[STATEMENT_COUNT + 1] = {
	/* The forge names the very commit. */
	[INSERT_POINTED] = "INSERT OR IGNORE INTO change_request (change_id, request)"
			   " SELECT ch.id, ch.key"
			   " FROM request_pointer p"
			   " JOIN commits c ON c.oid = p.oid"
			   " JOIN change ch ON ch.repository_id = p.repository_id AND ch.key = p.change"
			   " LEFT JOIN landed l ON l.repository_id = p.repository_id AND l.commit_id = c.id"
			   " WHERE p.kind IN ('note', 'merge', 'squash')"
			   "   AND (l.change_id = ch.id OR c.id = ch.merge_id OR c.id = ch.newest_id)",
	[INSERT_NUMBERED] =
		"INSERT OR IGNORE INTO change_request (change_id, request)"
		" SELECT ch.id, ch.key"
		" FROM request q"
		" JOIN change ch ON ch.repository_id = q.repository_id AND ch.key = q.change"
		" JOIN commits n ON n.id = ch.newest_id"
		" JOIN repository r ON r.id = q.repository_id"
		" WHERE CASE"
		"     WHEN q.merged_time > 0"
		"       THEN min(abs(ch.landed_time - q.merged_time), abs(n.commit_time - q.merged_time))"
		"         <= " LANDING_SLACK_SECS "     WHEN q.closed_time > 0"
		"       THEN min(abs(ch.landed_time - q.closed_time), abs(n.commit_time - q.closed_time))"
		"         <= " LANDING_SLACK_SECS "     ELSE q.created_time <= ch.landed_time + 86400"
		"   END"
		/* Of another project, and merged as an object that is not here: the number is no more than a number. */
		"   AND NOT (q.project <> '' AND r.remote <> '' AND instr(lower(r.remote), lower(q.project)) = 0"
		"     AND (q.change LIKE 'gerrit:%' OR EXISTS ("
		"       SELECT 1 FROM request_pointer p"
		"       WHERE p.repository_id = q.repository_id AND p.change = q.change AND p.kind IN ('merge', "
		"'squash')))"
		"     AND NOT EXISTS ("
		"       SELECT 1 FROM request_pointer p"
		"       JOIN commits c ON c.oid = p.oid"
		"       JOIN landed l ON l.repository_id = p.repository_id AND l.commit_id = c.id"
		"       WHERE p.repository_id = q.repository_id AND p.change = q.change AND p.kind IN ('merge', "
		"'squash')))"
		/* A number of Gerrit's in a message may be of another server: what it told must fit. */
		"   AND (q.change NOT LIKE 'gerrit:%' OR q.alias = '' OR EXISTS ("
		"     SELECT 1"
		"     FROM landed l"
		"     JOIN commits c ON c.id = l.commit_id"
		"     WHERE l.change_id = ch.id AND (EXISTS ("
		"         SELECT 1 FROM request_pointer p"
		"         WHERE p.repository_id = q.repository_id AND p.oid = c.oid AND p.change = q.change)"
		"       OR EXISTS ("
		"         SELECT 1 FROM reference f"
		"         WHERE f.commit_id = c.id AND f.kind = 'change-id'"
		"           AND substr(q.alias, 1, length(f.value) + 1) = f.value || '~'))))",
	[INSERT_BARE] = "INSERT OR IGNORE INTO change_request (change_id, request)"
			" SELECT ch.id, ch.key"
			" FROM request_act q"
			" JOIN change ch ON ch.repository_id = q.repository_id AND ch.key = q.change"
			" WHERE NOT EXISTS ("
			"     SELECT 1 FROM request r WHERE r.repository_id = q.repository_id AND r.change = q.change)"
			"   AND q.act_time >= ch.landed_time - " ACT_BEFORE_SECS
			"   AND q.act_time <= ch.landed_time + " ACT_AFTER_SECS,
	/*
	 * What has no number that changes are grouped by, or one that none bears: the change that one of its commits is in, the
	 * surest and the earliest landed of several. Who reviewed a merge did not review what it carries, and an abandoned change
	 * landed nothing, whoever pushed its commit.
	 */
	[INSERT_ELSEWHERE] = "INSERT OR IGNORE INTO change_request (change_id, request)"
			     " SELECT change_id, change"
			     " FROM (SELECT ch.id AS change_id, p.change, row_number() OVER ("
			     "                PARTITION BY p.repository_id, p.change"
			     "                ORDER BY CASE p.kind WHEN 'merge' THEN 0 WHEN 'squash' THEN 1 WHEN "
			     "'head' THEN 2 ELSE 3 END,"
			     "                         ch.landed_time, ch.key) AS place"
			     "       FROM request_pointer p"
			     "       JOIN commits c ON c.oid = p.oid AND length(c.parents) <= 20"
			     "       JOIN landed l ON l.repository_id = p.repository_id AND l.commit_id = c.id"
			     "       JOIN change ch ON ch.id = l.change_id"
			     "       WHERE p.kind <> 'base' AND p.change NOT LIKE 'pr:%' AND p.change NOT LIKE 'mr:%'"
			     "         AND (p.change NOT LIKE 'gerrit:%' OR EXISTS ("
			     "           SELECT 1 FROM request q"
			     "           WHERE q.repository_id = p.repository_id AND q.change = p.change AND q.state = "
			     "'merged'))"
			     "         AND NOT EXISTS ("
			     "           SELECT 1 FROM change k WHERE k.repository_id = p.repository_id AND k.key = "
			     "p.change)) pointed"
			     " WHERE place = 1",
};

int requests_derive(struct store *store)
{
	return derive_run_all(store, requests_statements);
}
