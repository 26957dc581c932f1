/*
 * Acts that decision records show (metrics 4.2, DEC): who wrote one, who decided it, who was asked. One a person, record and status;
 * of several reasons for it the first one here stands. acts.c loads them and they are judged like every other act.
 */
#include "credit.h"

/* A commit that changes the status of more records than this tidies up: it decides nothing. */
#define TIDYING_RECORDS "10"
#define DECIDED "('accepted', 'rejected', 'replaced')"

enum {
	INSERT_STEPS,
	INSERT_ROLES,
	INSERT_AUTHORS,
	INSERT_WRITERS,
	INSERT_DECIDERS,
	INSERT_SPONSORS,
	INSERT_ACCEPTANCES,
	INSERT_ASKED,
	STATEMENT_COUNT
};
const char *const decisions_statements[STATEMENT_COUNT + 1] = {
	/* Decided is what the first status that says so decides, or the beginning of a record that never states any. */
	[INSERT_STEPS] =
		"INSERT INTO derive_step (decision_id, position, repository_id, change_id, commit_id, author_id, "
		"is_decided,"
		"                         is_acceptance, is_tidying)"
		" SELECT t.decision_id, t.position, t.repository_id, l.change_id, t.commit_id, c.author_id,"
		"        t.position = coalesce(t.decided, CASE WHEN t.last = '' THEN 0 END, -1),"
		"        t.is_acceptance, c.is_mass = 1 OR t.step_count > " TIDYING_RECORDS
		" FROM (SELECT s.decision_id, s.position, d.repository_id, s.commit_id, max(s.status) OVER own AS last,"
		"              min(CASE WHEN s.state IN " DECIDED " THEN s.position END) OVER own AS decided,"
		"              coalesce(s.state = 'accepted' AND lag(s.state) OVER"
		"                (PARTITION BY s.decision_id ORDER BY s.position) = 'pending', 0) AS is_acceptance,"
		"              count(*) OVER (PARTITION BY s.commit_id) AS step_count"
		"       FROM decision_status s"
		"       JOIN decision d ON d.id = s.decision_id"
		"       WINDOW own AS (PARTITION BY s.decision_id)) t"
		" JOIN commits c ON c.id = t.commit_id"
		" JOIN landed l ON l.repository_id = t.repository_id AND l.commit_id = t.commit_id",
	/* Who landed a record is its author where it names none. */
	[INSERT_ROLES] = "INSERT OR IGNORE INTO derive_role (decision_id, role, person_id, identity_id)"
			 " SELECT decision_id, role, person_id, identity_id"
			 " FROM (SELECT dp.decision_id, dp.position, dp.role, ip.person_id, dp.identity_id"
			 "       FROM decision_person dp"
			 "       JOIN decision d ON d.id = dp.decision_id"
			 "       JOIN identity_person ip"
			 "         ON ip.repository_id = d.repository_id AND ip.identity_id = dp.identity_id"
			 "       UNION ALL"
			 "       SELECT t.decision_id, 0, 'author', ip.person_id, t.author_id"
			 "       FROM derive_step t"
			 "       JOIN identity_person ip"
			 "         ON ip.repository_id = t.repository_id AND ip.identity_id = t.author_id"
			 "       WHERE t.position = 0 AND NOT EXISTS ("
			 "           SELECT 1 FROM decision_person a"
			 "           WHERE a.decision_id = t.decision_id AND a.role = 'author'))"
			 " ORDER BY decision_id, position",
	/* The record begins with its authors, whoever landed it. */
	[INSERT_AUTHORS] =
		"INSERT OR IGNORE INTO derive_decision (decision_id, position, kind, person_id, identity_id, source)"
		" SELECT t.decision_id, t.position, 'dec', r.person_id, r.identity_id, 'decision:author'"
		" FROM derive_step t"
		" JOIN derive_role r ON r.decision_id = t.decision_id AND r.role = 'author'"
		" WHERE t.position = 0",
	/* A later status that an author wrote is a step of the author's own. */
	[INSERT_WRITERS] =
		"INSERT OR IGNORE INTO derive_decision (decision_id, position, kind, person_id, identity_id, source)"
		" SELECT t.decision_id, t.position, 'dec', ip.person_id, t.author_id, 'decision:author'"
		" FROM derive_step t"
		" JOIN identity_person ip"
		"   ON ip.repository_id = t.repository_id AND ip.identity_id = t.author_id"
		" JOIN derive_role r ON r.decision_id = t.decision_id AND r.role = 'author'"
		"   AND r.person_id = ip.person_id"
		" WHERE t.position > 0 AND t.is_tidying = 0",
	[INSERT_DECIDERS] =
		"INSERT OR IGNORE INTO derive_decision (decision_id, position, kind, person_id, identity_id, source)"
		" SELECT t.decision_id, t.position, 'dec', r.person_id, r.identity_id, 'decision:' || r.role"
		" FROM derive_step t"
		" JOIN derive_role r ON r.decision_id = t.decision_id"
		"   AND r.role IN ('decider', 'approver', 'delegate')"
		" WHERE t.is_decided = 1"
		" ORDER BY t.decision_id, r.role DESC",
	/* Who backs an author helps, and stands behind the record. */
	[INSERT_SPONSORS] =
		"INSERT OR IGNORE INTO derive_decision (decision_id, position, kind, person_id, identity_id, source)"
		" SELECT t.decision_id, t.position, k.value, r.person_id, r.identity_id, 'decision:sponsor'"
		" FROM derive_step t"
		" JOIN derive_role r ON r.decision_id = t.decision_id AND r.role = 'sponsor'"
		" JOIN json_each('[\"dec\", \"help\"]') k"
		" WHERE t.position = 0",
	/* Accepting what another proposed. */
	[INSERT_ACCEPTANCES] =
		"INSERT OR IGNORE INTO derive_decision (decision_id, position, kind, person_id, identity_id, source)"
		" SELECT t.decision_id, t.position, 'dec', ip.person_id, t.author_id, 'decision:status'"
		" FROM derive_step t"
		" JOIN identity_person ip ON ip.repository_id = t.repository_id AND ip.identity_id = t.author_id"
		" WHERE t.is_acceptance = 1 AND t.is_tidying = 0",
	/* A list says who was asked, not who answered. */
	[INSERT_ASKED] = "INSERT OR IGNORE INTO derive_decision (decision_id, position, kind, person_id, identity_id, "
			 "source, mark)"
			 " SELECT t.decision_id, t.position, 'dec', r.person_id, r.identity_id, 'decision:' || r.role,"
			 "        'requested'"
			 " FROM derive_step t"
			 " JOIN derive_role r ON r.decision_id = t.decision_id"
			 "   AND r.role IN ('reviewer', 'consulted', 'informed')"
			 " WHERE t.position = 0"
			 " ORDER BY t.decision_id, r.role DESC",
};

int decisions_derive(struct store *store)
{
	static const char *const sources[] = { "decision:author",   "decision:decider",   "decision:approver",
		                               "decision:delegate", "decision:sponsor",   "decision:status",
		                               "decision:reviewer", "decision:consulted", "decision:informed" };
	int64_t id;
	int ret = 0;

	for (size_t i = 0; !ret && i < sizeof(sources) / sizeof(sources[0]); i++)
		ret = store_put_source(&id, store, text_of(sources[i]));
	return ret ? ret : derive_run_all(store, decisions_statements);
}
