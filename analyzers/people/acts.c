/*
 * Loads every act that was read, has them judged (verdict.c), and writes act and, for credit.c, derive_tally.
 */
#include "act.h"

#include <string.h>
#include "credit.h"
#include "namesakes.h"

/*
 * Loading statements answer these columns, the last one only where a forge tells the act. own: identity that wrote the
 * commit which shows the act.
 */
enum { REPOSITORY, CHANGE, COMMIT, EVENT, KIND, IDENTITY, SOURCE, TIME, OID, PLACE, MARK, OWN, REQUEST_ACT };

enum {
	SELECT_EVENTS,
	SELECT_HEAD_EVENTS,
	SELECT_AUTHORS,
	SELECT_COMMITTERS,
	SELECT_MERGERS,
	SELECT_HEAD_AUTHORS,
	SELECT_TAGGERS,
	SELECT_REQUEST_ACTS,
	SELECT_OTHER_REQUEST_ACTS,
	SELECT_DECISIONS,
	SELECT_CHANGES,
	SELECT_CHANGE_AUTHORS,
	SELECT_TENURES,
	SELECT_COPIES,
	INSERT_ACT,
	INSERT_TALLY,
	SELECT_NEW_EVENTS,
	SELECT_NEW_AUTHORS,
	SELECT_NEW_COMMITTERS,
	SELECT_NEW_MERGERS,
	SELECT_NEW_CHANGE_AUTHORS,
	SELECT_NEW_TENURES,
	SELECT_NAMED,
	STATEMENT_COUNT
};
/* Of everything, or of what came since (authors.c). */
#define EVENTS(landed, cross)                                                                                      \
	"SELECT l.repository_id,"                                                                                  \
	"       CASE WHEN e.change = '' OR (ec.id IS NULL AND length(c.parents) <= 20) THEN l.change_id ELSE "     \
	"ec.id END,"                                                                                               \
	"       e.commit_id, e.id, e.kind, e.identity_id, e.source_id, c.commit_time, c.oid,"                      \
	"       e.line * 1000 + e.ordinal, e.mark,"                                                                \
	"       CASE WHEN e.kind = 'pair' AND EXISTS (SELECT 1"                                                    \
	"                                             FROM derive_named n"                                         \
	"                                             WHERE n.repository_id = l.repository_id"                     \
	"                                               AND n.commit_id = l.commit_id)"                            \
	"         THEN NULL ELSE c.author_id END"                                                                  \
	" FROM " landed " JOIN commits c ON c.id = l.commit_id" cross " JOIN event e ON e.commit_id = l.commit_id" \
	" LEFT JOIN change ec ON e.change <> '' AND ec.repository_id = l.repository_id AND ec.key = e.change"
#define AUTHORS(landed)                                                                                      \
	"SELECT l.repository_id, l.change_id, l.commit_id, NULL, 'auth', c.author_id, s.id, c.commit_time, " \
	"c.oid, 0,"                                                                                          \
	"       CASE WHEN EXISTS (SELECT 1"                                                                  \
	"                         FROM derive_named n"                                                       \
	"                         WHERE n.repository_id = l.repository_id AND n.commit_id = l.commit_id)"    \
	"         THEN 'superseded' END,"                                                                    \
	"       c.author_id"                                                                                 \
	" FROM " landed " JOIN commits c ON c.id = l.commit_id AND length(c.parents) <= 20"                  \
	" JOIN source s ON s.name = 'author'"
#define COMMITTERS(landed)                                                                        \
	"SELECT l.repository_id, l.change_id, l.commit_id, NULL, 'int', c.committer_id, s.id, "   \
	"c.commit_time, c.oid, 0,"                                                                \
	"       NULL, c.author_id"                                                                \
	" FROM " landed " JOIN commits c ON c.id = l.commit_id AND length(c.parents) <= 20"       \
	" JOIN source s ON s.name = 'committer'"                                                  \
	" WHERE (c.committer_id <> c.author_id"                                                   \
	"     OR EXISTS (SELECT 1"                                                                \
	"                FROM derive_named n"                                                     \
	"                WHERE n.repository_id = l.repository_id AND n.commit_id = l.commit_id))" \
	"   AND NOT EXISTS (SELECT 1 FROM derive_forge f WHERE f.identity_id = c.committer_id)"
#define MERGERS(landed, changes)                                                                            \
	"SELECT m.repository_id, m.change_id, m.merge_id, NULL, 'int', c.author_id, s.id, c.commit_time, "  \
	"c.oid, 0,"                                                                                         \
	"       CASE WHEN c.subject LIKE 'Rollup merge of #%' OR EXISTS ("                                  \
	"              SELECT 1 FROM reference r WHERE r.commit_id = m.merge_id AND r.kind = 'backmerge')"  \
	"         THEN 'excluded' END,"                                                                     \
	"       NULL"                                                                                       \
	" FROM (SELECT l.repository_id, l.change_id, l.via_id AS merge_id"                                  \
	"       FROM " landed "       JOIN commits lc ON lc.id = l.commit_id AND length(lc.parents) <= 20"  \
	"       WHERE l.via_id IS NOT NULL AND l.change_id IS NOT NULL"                                     \
	"       UNION"                                                                                      \
	"       SELECT ch.repository_id, ch.id, ch.merge_id"                                                \
	"       FROM " changes                                                                              \
	"       JOIN landed ml ON ml.repository_id = ch.repository_id AND ml.commit_id = ch.merge_id"       \
	"       WHERE ml.is_mainline = 1 OR EXISTS ("                                                       \
	"         SELECT 1 FROM reference r WHERE r.commit_id = ch.merge_id AND r.kind IN ('pr', 'mr'))) m" \
	" JOIN commits c ON c.id = m.merge_id AND length(c.parents) > 20"                                   \
	" JOIN source s ON s.name = 'merge'"                                                                \
	" WHERE NOT EXISTS (SELECT 1 FROM derive_forge f WHERE f.identity_id = c.author_id)"

/* Nothing of the order of importing may show: an export's act first, then all that tells acts apart. */
#define REQUEST_ACT_PLACE(within)                                                                               \
	"       row_number() OVER (PARTITION BY " within                                                        \
	"                          ORDER BY q.origin <> 'export', s.name, q.kind, i.name, i.email, q.act_time," \
	"                                   q.change, q.raw, q.origin)"

const char *const acts_statements[STATEMENT_COUNT + 1] = {
	/* An event that names a change of its own is about that; a merge's, only about that. */
	[SELECT_EVENTS] = EVENTS("landed l", ""),
	[SELECT_HEAD_EVENTS] = "SELECT h.repository_id, h.change_id, e.commit_id, e.id, e.kind, e.identity_id, "
			       "e.source_id, c.commit_time,"
			       "       c.oid, e.line * 1000 + e.ordinal, e.mark, c.author_id"
			       " FROM derive_head h"
			       " JOIN commits c ON c.id = h.commit_id"
			       " JOIN event e ON e.commit_id = h.commit_id",
	/* Where the message names who wrote it, the recorded author only brought it in. */
	[SELECT_AUTHORS] = AUTHORS("landed l"),
	[SELECT_COMMITTERS] = COMMITTERS("landed l"),
	/*
	 * Who merged, for each change: the merge on the main line, and a nested one that carries a request. Who makes a rollup,
	 * or merges the base into a feature, integrates nothing.
	 */
	[SELECT_MERGERS] = MERGERS("landed l", "change ch"),
	/*
	 * Second authors that only the hidden commits show: one row a person and change, by the oldest commit. Somebody who
	 * landed nothing in their own name is most often the author under another address: not to be credited twice.
	 */
	[SELECT_HEAD_AUTHORS] =
		"SELECT h.repository_id, h.change_id, h.commit_id, NULL, 'pair', h.author_id, s.id, h.commit_time, "
		"h.oid, 0,"
		"       CASE WHEN h.person_id NOT IN (SELECT w.person_id FROM derive_author w WHERE w.commit_count > 0)"
		"         THEN 'excluded' END,"
		"       NULL"
		" FROM (SELECT dh.repository_id, dh.change_id, dh.commit_id, hc.author_id, hc.commit_time, hc.oid, "
		"ip.person_id,"
		"              row_number() OVER (PARTITION BY dh.change_id, ip.person_id ORDER BY hc.commit_time, "
		"hc.oid) AS n,"
		"              coalesce(a.commit_count, 0) AS commit_count"
		"       FROM derive_head dh"
		"       JOIN commits hc ON hc.id = dh.commit_id AND length(hc.parents) <= 20"
		"       JOIN identity_person ip ON ip.repository_id = dh.repository_id AND ip.identity_id = "
		"hc.author_id"
		"       LEFT JOIN derive_author a ON a.change_id = dh.change_id AND a.person_id = ip.person_id) h"
		" JOIN source s ON s.name = 'pr-head'"
		" WHERE h.n = 1 AND h.commit_count = 0",
	[SELECT_TAGGERS] = "SELECT t.repository_id, NULL, NULL, NULL, 'tag', t.identity_id, s.id, t.tag_time, "
			   "t.target, 0, NULL, NULL"
			   " FROM tag t"
			   " JOIN source s ON s.name = 'tag'",
	/*
	 * What no time is told of happened before the change landed. An act stands before its copy in a note. Where nobody says
	 * who asked for the request, a login that nothing ties to a commit may be just that person: it counts for nothing.
	 */
	[SELECT_REQUEST_ACTS] =
		"SELECT q.repository_id, d.change_id, NULL, NULL, q.kind, q.identity_id, q.source_id,"
		"       CASE WHEN q.act_time = 0 THEN ch.landed_time ELSE q.act_time END, c.oid," REQUEST_ACT_PLACE(
			"d.change_id") ","
				       "       CASE"
				       "         WHEN q.mark IS NOT NULL OR q.kind = 'req' THEN q.mark"
				       "         WHEN p.is_resolved = 0 AND p.kind = 'human' AND NOT EXISTS ("
				       "           SELECT 1"
				       "           FROM request t"
				       "           WHERE t.repository_id = q.repository_id AND t.change = q.change"
				       "             AND t.author_id IS NOT NULL)"
				       "           THEN 'excluded'"
				       "       END, NULL, q.id"
				       " FROM change_request d"
				       " CROSS JOIN change ch ON ch.id = d.change_id"
				       " CROSS JOIN commits c ON c.id = ch.newest_id"
				       " CROSS JOIN request_act q ON q.repository_id = ch.repository_id AND q.change = "
				       "d.request"
				       " CROSS JOIN source s ON s.id = q.source_id"
				       " CROSS JOIN identity i ON i.id = q.identity_id"
				       " CROSS JOIN identity_person ip ON ip.repository_id = q.repository_id AND "
				       "ip.identity_id = q.identity_id"
				       " CROSS JOIN person p ON p.id = ip.person_id",
	/* On what did not land, or is not what its number says: told, and no act on a change. */
	[SELECT_OTHER_REQUEST_ACTS] =
		"SELECT q.repository_id, NULL, NULL, NULL, q.kind, q.identity_id, q.source_id,"
		"       CASE WHEN q.act_time = 0 THEN coalesce(t.created_time, 0) ELSE q.act_time END, "
		"NULL," REQUEST_ACT_PLACE(
			"q.repository_id, q.change") ", q.mark, t.author_id, q.id"
						     " FROM request_act q"
						     " JOIN source s ON s.id = q.source_id"
						     " JOIN identity i ON i.id = q.identity_id"
						     " LEFT JOIN request t ON t.id = ("
						     "   SELECT n.id"
						     "   FROM request n"
						     "   WHERE n.repository_id = q.repository_id AND n.change = "
						     "q.change"
						     "   ORDER BY n.author_id IS NULL, n.seen_time DESC, n.origin"
						     "   LIMIT 1)"
						     " LEFT JOIN (SELECT DISTINCT ch.repository_id, d.request"
						     "            FROM change_request d"
						     "            JOIN change ch ON ch.id = d.change_id) j"
						     "   ON j.repository_id = q.repository_id AND j.request = q.change"
						     " WHERE j.request IS NULL",
	[SELECT_DECISIONS] = "SELECT t.repository_id, t.change_id, t.commit_id, NULL, d.kind, d.identity_id, s.id, "
			     "c.commit_time, c.oid,"
			     "       row_number() OVER (PARTITION BY t.commit_id ORDER BY r.path, d.position, "
			     "d.source, i.name, i.email),"
			     "       d.mark, NULL"
			     " FROM derive_decision d"
			     " JOIN derive_step t ON t.decision_id = d.decision_id AND t.position = d.position"
			     " JOIN decision r ON r.id = d.decision_id"
			     " JOIN commits c ON c.id = t.commit_id"
			     " JOIN source s ON s.name = d.source"
			     " JOIN identity i ON i.id = d.identity_id",
	[SELECT_CHANGES] = "SELECT d.change_id, d.author_id, d.author_time, ch.landed_time, d.is_newcomer, d.is_copied"
			   " FROM derive_change d"
			   " JOIN change ch ON ch.id = d.change_id"
			   " ORDER BY d.change_id",
	/* Whoever asked for the request is its author, also under a login that nothing ties to the commits. */
	[SELECT_CHANGE_AUTHORS] = "SELECT change_id, person_id"
				  " FROM derive_author"
				  " UNION"
				  " SELECT d.change_id, ip.person_id"
				  " FROM change_request d"
				  " CROSS JOIN change ch ON ch.id = d.change_id"
				  " CROSS JOIN request q ON q.repository_id = ch.repository_id AND q.change = d.request"
				  " CROSS JOIN identity_person ip"
				  "   ON ip.repository_id = q.repository_id AND ip.identity_id = q.author_id",
	[SELECT_TENURES] = "SELECT repository_id, person_id, first_time"
			   " FROM tenure",
	[SELECT_COPIES] = "SELECT change_id, original_id"
			  " FROM derive_copy"
			  " ORDER BY change_id, original_id",
	[INSERT_ACT] = "INSERT INTO act (repository_id, change_id, commit_id, event_id, kind, person_id, identity_id, "
		       "source_id,"
		       "                 act_time, counted, why, is_mentoring, is_newcomer, request_act_id)"
		       " VALUES (:r, :ch, :c, :e, :k, :p, :i, :s, :t, :w IS NULL, :w, :m, :nc, :q)",
	[INSERT_TALLY] =
		"INSERT INTO derive_tally (change_id, has_review, has_second, has_other, has_own_merge, has_bot, "
		"has_nobody)"
		" VALUES (:change, :has_review, :has_second, :has_other, :has_own_merge, :has_bot, :has_nobody)",
	[SELECT_NEW_EVENTS] = EVENTS("derive_landed l CROSS", " CROSS"),
	[SELECT_NEW_AUTHORS] = AUTHORS("derive_landed l CROSS"),
	[SELECT_NEW_COMMITTERS] = COMMITTERS("derive_landed l CROSS"),
	[SELECT_NEW_MERGERS] =
		MERGERS("derive_landed l CROSS", "derive_new w CROSS JOIN change ch ON ch.id = w.change_id"),
	[SELECT_NEW_CHANGE_AUTHORS] = "SELECT change_id, person_id"
				      " FROM derive_author",
	[SELECT_NEW_TENURES] = "SELECT t.repository_id, t.person_id, t.first_time"
			       " FROM derive_identity i"
			       " CROSS JOIN identity_person ip"
			       "   ON ip.repository_id = i.repository_id AND ip.identity_id = i.identity_id"
			       " CROSS JOIN tenure t"
			       "   ON t.repository_id = i.repository_id AND t.person_id = ip.person_id",
	/* Whom the texts of older changes name, of which new ones are copies. */
	[SELECT_NAMED] = "SELECT DISTINCT a.change_id, a.person_id"
			 " FROM derive_copy d"
			 " CROSS JOIN act a ON a.change_id = d.original_id"
			 " WHERE a.event_id IS NOT NULL AND a.kind <> 'self'",
};

/* ---- loading ---- */

static enum event_kind kind_of(struct text name)
{
	for (int kind = 0; kind < EVENT_KIND_COUNT; kind++)
		if (text_equal(name, text_of(event_kind_names[kind])))
			return (enum event_kind)kind;
	return EVENT_INFO;
}

static enum act_why why_of(struct text name)
{
	for (int why = ACT_SELF; why < ACT_WHY_COUNT; why++)
		if (text_equal(name, text_of(act_why_names[why])))
			return (enum act_why)why;
	return name.size > 0 ? ACT_EXCLUDED : ACT_COUNTS;
}

static void add_row(struct act_list *acts, const struct roster *roster, const struct statement *row,
                    enum act_origin origin)
{
	int64_t repository = statement_int(row, REPOSITORY);
	uint32_t node = roster_find(roster, repository, statement_int(row, IDENTITY));
	uint32_t own = roster_find(roster, repository, statement_int(row, OWN));
	struct text oid = statement_text(row, OID);
	struct act_row *act;

	if (node == ROSTER_NONE)
		return;
	act = VEC_PUSH(&acts->rows);
	act->repository = repository;
	act->change = statement_int(row, CHANGE);
	act->commit = statement_int(row, COMMIT);
	act->event = statement_int(row, EVENT);
	act->identity = statement_int(row, IDENTITY);
	act->source = statement_int(row, SOURCE);
	act->act_time = statement_int(row, TIME);
	if (oid.size == OID_SIZE)
		memcpy(act->oid.bytes, oid.at, OID_SIZE);
	act->place = (uint32_t)statement_int(row, PLACE);
	act->kind = kind_of(statement_text(row, KIND));
	act->origin = origin;
	act->person = roster->nodes.at[node].person;
	act->person_kind = roster->nodes.at[node].kind;
	if (origin == ACT_BY_REQUEST)
		act->request_act = statement_int(row, REQUEST_ACT);
	act->why = statement_is_null(row, MARK) ? ACT_COUNTS : why_of(statement_text(row, MARK));
	act->is_own = own != ROSTER_NONE && (roster->nodes.at[own].person == act->person ||
	                                     are_namesakes(roster, roster->nodes.at[own].person, act->person));
}

struct source {
	int which;
	enum act_origin origin;
};

static int load_rows(struct act_list *acts, struct store *store, const struct roster *roster,
                     const struct source *sources, size_t count)
{
	int ret = 0;

	for (size_t i = 0; !ret && i < count; i++) {
		struct statement *row;

		ret = store_statement(&row, store, acts_statements[sources[i].which]);
		while (!ret && !(ret = statement_step(row)))
			add_row(acts, roster, row, sources[i].origin);
		ret = ret < 0 ? ret : 0;
	}
	return ret;
}

static int load_changes(struct act_list *acts, struct store *store)
{
	struct statement *row;
	int ret = store_statement(&row, store, acts_statements[SELECT_CHANGES]);

	while (!ret && !(ret = statement_step(row)))
		*VEC_PUSH(&acts->changes) =
			(struct act_change){ statement_int(row, 0),      statement_int(row, 1),
			                     statement_int(row, 2),      statement_int(row, 3),
			                     statement_int(row, 4) != 0, statement_int(row, 5) != 0 };
	if (ret < 0)
		return ret;
	ret = store_statement(&row, store, acts_statements[SELECT_COPIES]);
	while (!ret && !(ret = statement_step(row)))
		*VEC_PUSH(&acts->copies) = (struct act_copy){ statement_int(row, 0), statement_int(row, 1) };
	return ret < 0 ? ret : 0;
}

static int load_numbers(struct number_map *map, struct store *store, int which)
{
	struct statement *row;
	int ret = store_statement(&row, store, acts_statements[which]);

	while (!ret && !(ret = statement_step(row)))
		(void)number_map_add(map, statement_int(row, 0), statement_int(row, 1), 0,
		                     which == SELECT_TENURES || which == SELECT_NEW_TENURES ? statement_int(row, 2)
		                                                                            : 0);
	return ret < 0 ? ret : 0;
}

/* A row under 0 for any author of the name, under 1 for one that nobody declared. */
static void add_author_names(struct act_list *acts, int64_t change, int64_t person)
{
	struct namesake_span span = namesakes_of(acts->roster, person);

	for (size_t i = 0; i < span.count; i++) {
		(void)number_map_add(&acts->names, change, span.at[i].group, 0, 0);
		if (!span.at[i].is_declared)
			(void)number_map_add(&acts->names, change, span.at[i].group, 1, 0);
	}
}

static int load_authors(struct act_list *acts, struct store *store, int which)
{
	struct statement *row;
	int ret = store_statement(&row, store, acts_statements[which]);

	while (!ret && !(ret = statement_step(row))) {
		(void)number_map_add(&acts->authors, statement_int(row, 0), statement_int(row, 1), 0, 0);
		add_author_names(acts, statement_int(row, 0), statement_int(row, 1));
	}
	return ret < 0 ? ret : 0;
}

/* ---- writing ---- */

/* What is not bound is NULL: bindings are cleared after each run. */
static void bind_or_null(struct statement *statement, const char *name, int64_t value)
{
	if (value)
		statement_bind_int(statement, name, value);
}

static int write_row(struct statement *statement, const struct act_row *act)
{
	statement_bind_int(statement, ":r", act->repository);
	bind_or_null(statement, ":ch", act->change);
	bind_or_null(statement, ":c", act->commit);
	bind_or_null(statement, ":e", act->event);
	statement_bind_text(statement, ":k", text_of(event_kind_names[act->kind]));
	statement_bind_int(statement, ":p", act->person);
	statement_bind_int(statement, ":i", act->identity);
	statement_bind_int(statement, ":s", act->source);
	statement_bind_int(statement, ":t", act->act_time);
	if (act->why != ACT_COUNTS)
		statement_bind_text(statement, ":w", text_of(act_why_names[act->why]));
	statement_bind_int(statement, ":m", act->is_mentoring);
	statement_bind_int(statement, ":nc", act->is_newcomer);
	bind_or_null(statement, ":q", act->request_act);
	return statement_run(statement);
}

static int write_tally(struct store *store, int64_t change, const struct act_tally *tally)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, acts_statements[INSERT_TALLY]);

	if (ret)
		return ret;
	statement_bind_int(statement, ":change", change);
	statement_bind_int(statement, ":has_review", tally->has_review);
	statement_bind_int(statement, ":has_second", tally->has_second);
	statement_bind_int(statement, ":has_other", tally->has_other);
	statement_bind_int(statement, ":has_own_merge", tally->has_own_merge);
	statement_bind_int(statement, ":has_bot", tally->has_bot);
	statement_bind_int(statement, ":has_nobody", tally->has_nobody);
	return statement_run(statement);
}

static int write_acts(struct store *store, const struct act_list *acts)
{
	struct statement *statement;
	struct act_tally tally = { 0 };
	int ret = store_statement(&statement, store, acts_statements[INSERT_ACT]);

	for (size_t i = 0; !ret && i < acts->rows.count; i++) {
		const struct act_row *act = &acts->rows.at[i];
		const struct act_change *change = acts_find_change(acts, act->change);

		ret = write_row(statement, act);
		if (ret || !change)
			continue;
		act_tally_add(&tally, act, change);
		if (i + 1 < acts->rows.count && acts->rows.at[i + 1].change == act->change)
			continue;
		ret = write_tally(store, act->change, &tally);
		tally = (struct act_tally){ 0 };
	}
	return ret;
}

static const struct source all_sources[] = {
	{ SELECT_EVENTS, ACT_BY_EVENT },       { SELECT_HEAD_EVENTS, ACT_BY_EVENT },
	{ SELECT_AUTHORS, ACT_BY_AUTHOR },     { SELECT_COMMITTERS, ACT_BY_COMMITTER },
	{ SELECT_MERGERS, ACT_BY_MERGE },      { SELECT_HEAD_AUTHORS, ACT_BY_HEAD },
	{ SELECT_TAGGERS, ACT_BY_TAG },        { SELECT_REQUEST_ACTS, ACT_BY_REQUEST },
	{ SELECT_DECISIONS, ACT_BY_DECISION }, { SELECT_OTHER_REQUEST_ACTS, ACT_BY_REQUEST },
};
/* What comes by itself without heads, tags, requests and records: these go with a derivation of everything. */
static const struct source new_sources[] = {
	{ SELECT_NEW_EVENTS, ACT_BY_EVENT },
	{ SELECT_NEW_AUTHORS, ACT_BY_AUTHOR },
	{ SELECT_NEW_COMMITTERS, ACT_BY_COMMITTER },
	{ SELECT_NEW_MERGERS, ACT_BY_MERGE },
};

static int put_sources(struct store *store)
{
	static const char *const sources[] = { "author", "committer", "merge", "pr-head", "tag" };
	int64_t id;
	int ret = 0;

	for (size_t i = 0; !ret && i < sizeof(sources) / sizeof(sources[0]); i++)
		ret = store_put_source(&id, store, text_of(sources[i]));
	return ret;
}

static void init(struct act_list *acts)
{
	number_map_init(&acts->authors);
	number_map_init(&acts->names);
	number_map_init(&acts->tenures);
	number_map_init(&acts->merged);
	number_map_init(&acts->named);
	number_map_init(&acts->seen);
}

static void release(struct act_list *acts)
{
	VEC_RELEASE(&acts->rows);
	VEC_RELEASE(&acts->changes);
	VEC_RELEASE(&acts->copies);
	number_map_release(&acts->authors);
	number_map_release(&acts->names);
	number_map_release(&acts->tenures);
	number_map_release(&acts->merged);
	number_map_release(&acts->named);
	number_map_release(&acts->seen);
}

/* Of the whole history, or of what is new in it, where what was named before has to be known besides. */
static int derive(struct store *store, const struct roster *roster, bool is_new)
{
	struct act_list acts = { .roster = roster };
	int ret = put_sources(store);

	init(&acts);
	if (!ret)
		ret = load_changes(&acts, store);
	if (!ret)
		ret = load_authors(&acts, store, is_new ? SELECT_NEW_CHANGE_AUTHORS : SELECT_CHANGE_AUTHORS);
	if (!ret)
		ret = load_numbers(&acts.tenures, store, is_new ? SELECT_NEW_TENURES : SELECT_TENURES);
	if (!ret && is_new)
		ret = load_numbers(&acts.named, store, SELECT_NAMED);
	if (!ret && is_new)
		ret = load_rows(&acts, store, roster, new_sources, sizeof(new_sources) / sizeof(new_sources[0]));
	else if (!ret)
		ret = load_rows(&acts, store, roster, all_sources, sizeof(all_sources) / sizeof(all_sources[0]));
	if (!ret) {
		acts_judge(&acts);
		ret = write_acts(store, &acts);
	}
	release(&acts);
	return ret;
}

int acts_derive(struct store *store, const struct roster *roster)
{
	return derive(store, roster, false);
}

int acts_derive_new(struct store *store, const struct roster *roster)
{
	return derive(store, roster, true);
}
