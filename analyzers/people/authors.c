/*
 * Who wrote a change: the authors of its commits, those whom its trailers name as co-authors, and those whose commits a squash
 * hid. From that: primary author, tenure, and who was a newcomer at the time.
 */
#include "credit.h"

/* Larger heads are no request of one's own work but a rewritten or foreign history. */
#define HEAD_COMMITS_MAX "250"
/* Author times before 1971 are a broken clock. */
#define AUTHOR_TIME_MIN "31536000"

static const char *const table_script =
	/* Identities under which forges commit for anybody. */
	"CREATE TEMP TABLE IF NOT EXISTS derive_forge (\n"
	"  identity_id INTEGER PRIMARY KEY);\n"
	/* Commits hidden by a landed change; one that several heads hold belongs to the change that landed first. */
	"CREATE TEMP TABLE IF NOT EXISTS derive_head (\n"
	"  repository_id INTEGER NOT NULL,\n"
	"  change_id INTEGER NOT NULL,\n"
	"  commit_id INTEGER NOT NULL,\n"
	"  PRIMARY KEY (repository_id, commit_id)) WITHOUT ROWID;\n"
	/* Commits whose message names who wrote them: then the recorded author only brought them in. */
	"CREATE TEMP TABLE IF NOT EXISTS derive_named (\n"
	"  repository_id INTEGER NOT NULL,\n"
	"  commit_id INTEGER NOT NULL,\n"
	"  person_id INTEGER NOT NULL,\n"
	"  PRIMARY KEY (repository_id, commit_id, person_id)) WITHOUT ROWID;\n"
	/* Authors and co-authors of a change; co-authors have no commits of their own in it. */
	"CREATE TEMP TABLE IF NOT EXISTS derive_author (\n"
	"  change_id INTEGER NOT NULL,\n"
	"  person_id INTEGER NOT NULL,\n"
	"  is_human INTEGER NOT NULL,\n"
	"  commit_count INTEGER NOT NULL,\n"
	"  first_time INTEGER NOT NULL,\n"
	"  PRIMARY KEY (change_id, person_id)) WITHOUT ROWID;\n"
	/* Changes that are not counted for what they are: mass, copied, reverted. */
	"CREATE TEMP TABLE IF NOT EXISTS derive_exclusion (\n"
	"  change_id INTEGER NOT NULL,\n"
	"  why TEXT NOT NULL,\n"
	"  PRIMARY KEY (change_id, why)) WITHOUT ROWID;\n"
	/* What a copied change is a copy of. */
	"CREATE TEMP TABLE IF NOT EXISTS derive_copy (\n"
	"  change_id INTEGER NOT NULL,\n"
	"  original_id INTEGER NOT NULL,\n"
	"  PRIMARY KEY (change_id, original_id)) WITHOUT ROWID;\n"
	/* Commits that are mass, copied or reverted; original_id: the change that holds what was copied. */
	"CREATE TEMP TABLE IF NOT EXISTS derive_flag (\n"
	"  repository_id INTEGER NOT NULL,\n"
	"  commit_id INTEGER NOT NULL,\n"
	"  why TEXT NOT NULL,\n"
	"  original_id INTEGER,\n"
	"  PRIMARY KEY (repository_id, commit_id, why)) WITHOUT ROWID;\n"
	/* What a change touches; classes: a bit for each enum path_class. */
	"CREATE TEMP TABLE IF NOT EXISTS derive_files (\n"
	"  change_id INTEGER PRIMARY KEY,\n"
	"  classes INTEGER NOT NULL,\n"
	"  lines INTEGER,\n"
	"  files INTEGER);\n"
	/* What the acts on a change say of it: struct act_tally. */
	"CREATE TEMP TABLE IF NOT EXISTS derive_tally (\n"
	"  change_id INTEGER PRIMARY KEY,\n"
	"  has_review INTEGER NOT NULL,\n"
	"  has_second INTEGER NOT NULL,\n"
	"  has_other INTEGER NOT NULL,\n"
	"  has_own_merge INTEGER NOT NULL,\n"
	"  has_bot INTEGER NOT NULL,\n"
	"  has_nobody INTEGER NOT NULL);\n"
	/* What a decision record said of itself, and what a commit did by writing that. */
	"CREATE TEMP TABLE IF NOT EXISTS derive_step (\n"
	"  decision_id INTEGER NOT NULL,\n"
	"  position INTEGER NOT NULL,\n"
	"  repository_id INTEGER NOT NULL,\n"
	"  change_id INTEGER,\n"
	"  commit_id INTEGER NOT NULL,\n"
	"  author_id INTEGER NOT NULL,\n"
	"  is_decided INTEGER NOT NULL,\n"
	"  is_acceptance INTEGER NOT NULL,\n"
	"  is_tidying INTEGER NOT NULL,\n"
	"  PRIMARY KEY (decision_id, position)) WITHOUT ROWID;\n"
	/* Who a decision record names as what. */
	"CREATE TEMP TABLE IF NOT EXISTS derive_role (\n"
	"  decision_id INTEGER NOT NULL,\n"
	"  role TEXT NOT NULL,\n"
	"  person_id INTEGER NOT NULL,\n"
	"  identity_id INTEGER NOT NULL,\n"
	"  PRIMARY KEY (decision_id, role, person_id)) WITHOUT ROWID;\n"
	/* Acts that decision records show; mark as that of an event. */
	"CREATE TEMP TABLE IF NOT EXISTS derive_decision (\n"
	"  decision_id INTEGER NOT NULL,\n"
	"  position INTEGER NOT NULL,\n"
	"  kind TEXT NOT NULL,\n"
	"  person_id INTEGER NOT NULL,\n"
	"  identity_id INTEGER NOT NULL,\n"
	"  source TEXT NOT NULL,\n"
	"  mark TEXT,\n"
	"  PRIMARY KEY (decision_id, position, kind, person_id)) WITHOUT ROWID;\n"
	/* Each change with its primary author, when that person came, and whether as a newcomer then. */
	"CREATE TEMP TABLE IF NOT EXISTS derive_change (\n"
	"  change_id INTEGER PRIMARY KEY,\n"
	"  repository_id INTEGER NOT NULL,\n"
	"  author_id INTEGER NOT NULL,\n"
	"  author_time INTEGER NOT NULL,\n"
	"  is_newcomer INTEGER NOT NULL,\n"
	"  is_copied INTEGER NOT NULL);\n"
	/* What came since the last derivation, where only that is derived (grow.c): of landed, and of change. */
	"CREATE TEMP TABLE IF NOT EXISTS derive_landed (\n"
	"  repository_id INTEGER NOT NULL,\n"
	"  commit_id INTEGER PRIMARY KEY,\n"
	"  change_id INTEGER,\n"
	"  is_mainline INTEGER NOT NULL,\n"
	"  via_id INTEGER,\n"
	"  landed_time INTEGER NOT NULL);\n"
	"CREATE TEMP TABLE IF NOT EXISTS derive_new (\n"
	"  change_id INTEGER PRIMARY KEY);\n"
	/* And who stands in it. */
	"CREATE TEMP TABLE IF NOT EXISTS derive_identity (\n"
	"  repository_id INTEGER NOT NULL,\n"
	"  identity_id INTEGER PRIMARY KEY,\n"
	"  is_new INTEGER NOT NULL DEFAULT 0);\n"
	/* What it adds to tenure. */
	"CREATE TEMP TABLE IF NOT EXISTS derive_tenure (\n"
	"  repository_id INTEGER NOT NULL,\n"
	"  person_id INTEGER NOT NULL,\n"
	"  first_time INTEGER NOT NULL,\n"
	"  last_time INTEGER NOT NULL,\n"
	"  change_count INTEGER NOT NULL,\n"
	"  PRIMARY KEY (repository_id, person_id)) WITHOUT ROWID;\n";

static const char *const clear_script = "DELETE FROM temp.derive_forge;\n"
					"DELETE FROM temp.derive_head;\n"
					"DELETE FROM temp.derive_named;\n"
					"DELETE FROM temp.derive_author;\n"
					"DELETE FROM temp.derive_exclusion;\n"
					"DELETE FROM temp.derive_copy;\n"
					"DELETE FROM temp.derive_flag;\n"
					"DELETE FROM temp.derive_files;\n"
					"DELETE FROM temp.derive_tally;\n"
					"DELETE FROM temp.derive_step;\n"
					"DELETE FROM temp.derive_role;\n"
					"DELETE FROM temp.derive_decision;\n"
					"DELETE FROM temp.derive_change;\n"
					"DELETE FROM temp.derive_landed;\n"
					"DELETE FROM temp.derive_new;\n"
					"DELETE FROM temp.derive_identity;\n"
					"DELETE FROM temp.derive_tenure;\n";

int derive_tables_clear(struct store *store)
{
	return store_script(store, clear_script);
}

int derive_tables_reset(struct store *store)
{
	int ret = store_script(store, table_script);

	return ret ? ret : derive_tables_clear(store);
}

static int run_some(struct store *store, const char *const *statements, size_t count)
{
	struct statement *statement;
	int ret = 0;

	for (size_t i = 0; !ret && i < count; i++) {
		ret = store_statement(&statement, store, statements[i]);
		if (!ret)
			ret = statement_run(statement);
	}
	return ret;
}

int derive_run_all(struct store *store, const char *const *statements)
{
	size_t count = 0;

	while (statements[count])
		count++;
	return run_some(store, statements, count);
}

/* A landed commit's own author time, unless the clock was broken. */
#define SANE_AUTHOR_TIME                                                                                       \
	" CASE WHEN c.damage & 2 <> 0 OR c.author_time < " AUTHOR_TIME_MIN " OR c.author_time > c.commit_time" \
	"   THEN c.commit_time"                                                                                \
	"   ELSE c.author_time"                                                                                \
	" END"

/*
 * Of everything, or of what came since: the same statements over other rows. A landed commit is l, an event of it e, a change of
 * its ch.
 */
#define ALL_LANDED " FROM landed l"
#define NEW_LANDED " FROM derive_landed l CROSS" /* before JOIN: never from all commits to the few */
#define ALL_EVENTS      \
	" FROM event e" \
	" JOIN landed l ON l.commit_id = e.commit_id AND l.repository_id IN (SELECT id FROM repository)"
#define NEW_EVENTS              \
	" FROM derive_landed l" \
	" CROSS JOIN event e ON e.commit_id = l.commit_id CROSS"

#define NAMED(events)                                                                                       \
	"INSERT OR IGNORE INTO derive_named (repository_id, commit_id, person_id)"                          \
	" SELECT l.repository_id, e.commit_id, ip.person_id" events                                         \
	" JOIN commits c ON c.id = e.commit_id AND length(c.parents) <= 20"                                 \
	" JOIN identity_person ip ON ip.repository_id = l.repository_id AND ip.identity_id = e.identity_id" \
	" JOIN person p ON p.id = ip.person_id AND p.kind = 'human'"                                        \
	" WHERE e.kind = 'auth' AND e.mark IS NULL"

#define AUTHORS(landed)                                                                                         \
	"INSERT INTO derive_author (change_id, person_id, is_human, commit_count, first_time)"                  \
	" SELECT change_id, person_id, max(is_human), count(*), min(commit_time)"                               \
	" FROM (SELECT l.change_id, ip.person_id, p.kind = 'human' AS is_human, c.commit_time" landed           \
	"       JOIN commits c ON c.id = l.commit_id AND length(c.parents) <= 20"                               \
	"       JOIN identity_person ip ON ip.repository_id = l.repository_id AND ip.identity_id = c.author_id" \
	"       JOIN person p ON p.id = ip.person_id"                                                           \
	"       WHERE l.change_id IS NOT NULL AND NOT EXISTS ("                                                 \
	"         SELECT 1 FROM derive_named n"                                                                 \
	"         WHERE n.repository_id = l.repository_id AND n.commit_id = l.commit_id)"                       \
	"       UNION ALL"                                                                                      \
	"       SELECT l.change_id, n.person_id, 1, c.commit_time"                                              \
	"       FROM derive_named n"                                                                            \
	"       CROSS JOIN landed l ON l.repository_id = n.repository_id AND l.commit_id = n.commit_id"         \
	"       JOIN commits c ON c.id = n.commit_id"                                                           \
	"       WHERE l.change_id IS NOT NULL)"                                                                 \
	" GROUP BY change_id, person_id"

#define COAUTHORS(events)                                                                                     \
	"INSERT OR IGNORE INTO derive_author (change_id, person_id, is_human, commit_count, first_time)"      \
	" SELECT coalesce(ec.id, l.change_id), ip.person_id, 1, 0, c.commit_time" events                      \
	" JOIN commits c ON c.id = e.commit_id"                                                               \
	" JOIN identity_person ip ON ip.repository_id = l.repository_id AND ip.identity_id = e.identity_id"   \
	" JOIN person p ON p.id = ip.person_id AND p.kind = 'human'"                                          \
	" LEFT JOIN change ec ON e.change <> '' AND ec.repository_id = l.repository_id AND ec.key = e.change" \
	" WHERE e.kind = 'pair' AND e.mark IS NULL AND coalesce(ec.id, l.change_id) IS NOT NULL"              \
	"   AND (e.change = '' OR ec.id IS NOT NULL OR length(c.parents) <= 20)"

#define TENURE(table, landed)                                                                                   \
	"INSERT INTO " table " (repository_id, person_id, first_time, last_time, change_count)"                 \
	" SELECT repository_id, person_id, min(first_time), max(landed_time), 0"                                \
	" FROM (SELECT l.repository_id, ip.person_id," SANE_AUTHOR_TIME " AS first_time, l.landed_time" landed  \
	"       JOIN commits c ON c.id = l.commit_id"                                                           \
	"       JOIN identity_person ip ON ip.repository_id = l.repository_id AND ip.identity_id = c.author_id" \
	"       UNION ALL"                                                                                      \
	"       SELECT l.repository_id, ip.person_id, c.commit_time, l.landed_time" landed                      \
	"       JOIN commits c ON c.id = l.commit_id AND c.committer_id <> c.author_id"                         \
	"       JOIN identity_person ip ON ip.repository_id = l.repository_id AND ip.identity_id = "            \
	"c.committer_id"                                                                                        \
	"       WHERE NOT EXISTS (SELECT 1 FROM derive_forge f WHERE f.identity_id = c.committer_id)"           \
	"       UNION ALL"                                                                                      \
	"       SELECT ch.repository_id, a.person_id, min(a.first_time, ch.landed_time), ch.landed_time"        \
	"       FROM derive_author a"                                                                           \
	"       CROSS JOIN change ch ON ch.id = a.change_id"                                                    \
	"       WHERE a.commit_count = 0)"                                                                      \
	" GROUP BY repository_id, person_id"

#define COUNT_TENURE(table)                                          \
	"UPDATE " table " SET change_count = counted.n"              \
	" FROM (SELECT ch.repository_id, a.person_id, count(*) AS n" \
	"       FROM derive_author a"                                \
	"       CROSS JOIN change ch ON ch.id = a.change_id"         \
	"       GROUP BY ch.repository_id, a.person_id) counted"     \
	" WHERE counted.repository_id = " table ".repository_id AND counted.person_id = " table ".person_id"

/*
 * A change without commits of its own is its newest commit's author's. earlier: how many changes of the author's landed before the
 * ones at hand, where these are not all.
 */
#define CHANGES(changes, earlier)                                                                                  \
	"WITH ranked AS ("                                                                                         \
	"  SELECT a.change_id, a.person_id,"                                                                       \
	"         row_number() OVER (PARTITION BY a.change_id"                                                     \
	"           ORDER BY a.commit_count > 0 DESC, a.is_human DESC, a.commit_count DESC, a.first_time, "        \
	"a.person_id)"                                                                                             \
	"           AS place,"                                                                                     \
	"         rank() OVER (PARTITION BY ch.repository_id, a.person_id ORDER BY ch.landed_time) - 1" earlier    \
	" AS earlier"                                                                                              \
	"  FROM derive_author a"                                                                                   \
	"  CROSS JOIN change ch ON ch.id = a.change_id)"                                                           \
	" INSERT INTO derive_change (change_id, repository_id, author_id, author_time, is_newcomer, is_copied)"    \
	" SELECT ch.id, ch.repository_id, coalesce(r.person_id, ip.person_id),"                                    \
	"        coalesce(t.first_time, ch.landed_time),"                                                          \
	"        coalesce((SELECT is_shallow = 0"                                                                  \
	"                  FROM scan s"                                                                            \
	"                  WHERE s.repository_id = ch.repository_id"                                               \
	"                  ORDER BY s.id DESC"                                                                     \
	"                  LIMIT 1), 1)"                                                                           \
	"          AND (ch.landed_time - coalesce(t.first_time, ch.landed_time) < " NEWCOMER_SECS                  \
	"            OR coalesce(r.earlier, 0) < " NEWCOMER_CHANGES "),"                                           \
	"        EXISTS (SELECT 1 FROM derive_exclusion x WHERE x.change_id = ch.id AND x.why = 'copied')" changes \
	" JOIN commits c ON c.id = ch.newest_id"                                                                   \
	" JOIN identity_person ip ON ip.repository_id = ch.repository_id AND ip.identity_id = c.author_id"         \
	" LEFT JOIN ranked r ON r.change_id = ch.id AND r.place = 1"                                               \
	" LEFT JOIN tenure t ON t.repository_id = ch.repository_id"                                                \
	"   AND t.person_id = coalesce(r.person_id, ip.person_id)"

enum {
	INSERT_FORGE,
	LIST_STEPS,
	INSERT_HEADS = LIST_STEPS,
	INSERT_NAMED,
	INSERT_AUTHORS,
	INSERT_COAUTHORS,
	INSERT_HEAD_COAUTHORS,
	INSERT_HEAD_AUTHORS,
	CHANGE_STEPS,
	INSERT_TENURE = CHANGE_STEPS,
	UPDATE_TENURE,
	INSERT_CHANGES,
	NEW_STEPS,
	INSERT_NEW_NAMED = NEW_STEPS,
	INSERT_NEW_AUTHORS,
	INSERT_NEW_COAUTHORS,
	INSERT_NEW_TENURE,
	COUNT_NEW_TENURE,
	NEW_CHANGE_STEPS,
	MERGE_TENURE = NEW_CHANGE_STEPS,
	INSERT_NEW_CHANGES,
	ADD_TENURE,
	STATEMENT_COUNT
};
const char *const authors_statements[STATEMENT_COUNT + 1] = {
	[INSERT_FORGE] = "INSERT OR IGNORE INTO derive_forge (identity_id)"
			 " VALUES (:identity)",
	[INSERT_HEADS] = "INSERT INTO derive_head (repository_id, change_id, commit_id)"
			 " SELECT repository_id, change_id, commit_id"
			 " FROM (SELECT h.repository_id, ch.id AS change_id, h.commit_id,"
			 "              count(*) OVER (PARTITION BY ch.id) AS size,"
			 "              row_number() OVER (PARTITION BY h.repository_id, h.commit_id"
			 "                                 ORDER BY ch.landed_time, ch.key) AS n"
			 "       FROM head_commit h"
			 "       JOIN change ch ON ch.repository_id = h.repository_id AND ch.key = h.change)"
			 " WHERE n = 1 AND size <= " HEAD_COMMITS_MAX,
	[INSERT_NAMED] = NAMED(ALL_EVENTS),
	[INSERT_AUTHORS] = AUTHORS(ALL_LANDED),
	[INSERT_COAUTHORS] = COAUTHORS(ALL_EVENTS),
	[INSERT_HEAD_COAUTHORS] =
		"INSERT OR IGNORE INTO derive_author (change_id, person_id, is_human, commit_count, first_time)"
		" SELECT h.change_id, ip.person_id, 1, 0, c.commit_time"
		" FROM derive_head h"
		" JOIN commits c ON c.id = h.commit_id"
		" JOIN event e ON e.commit_id = h.commit_id AND e.kind = 'pair' AND e.mark IS NULL"
		" JOIN identity_person ip ON ip.repository_id = h.repository_id AND ip.identity_id = e.identity_id"
		" JOIN person p ON p.id = ip.person_id AND p.kind = 'human'",
	[INSERT_HEAD_AUTHORS] =
		"INSERT OR IGNORE INTO derive_author (change_id, person_id, is_human, commit_count, first_time)"
		" SELECT h.change_id, ip.person_id, 1, 0, c.commit_time"
		" FROM derive_head h"
		" JOIN commits c ON c.id = h.commit_id AND length(c.parents) <= 20"
		" JOIN identity_person ip ON ip.repository_id = h.repository_id AND ip.identity_id = c.author_id"
		" JOIN person p ON p.id = ip.person_id AND p.kind = 'human'"
		/*
		 * Who landed nothing is most often the author under another address. The '+' keeps the planner from
		 * starting at the persons, which reads every head once for each of them.
		 */
		" WHERE +ip.person_id IN (SELECT w.person_id FROM derive_author w WHERE w.commit_count > 0)",
	[INSERT_TENURE] = TENURE("tenure", ALL_LANDED),
	[UPDATE_TENURE] = COUNT_TENURE("tenure"),
	[INSERT_CHANGES] = CHANGES(" FROM change ch", ""),
	[INSERT_NEW_NAMED] = NAMED(NEW_EVENTS),
	[INSERT_NEW_AUTHORS] = AUTHORS(NEW_LANDED),
	[INSERT_NEW_COAUTHORS] = COAUTHORS(NEW_EVENTS),
	[INSERT_NEW_TENURE] = TENURE("derive_tenure", NEW_LANDED),
	[COUNT_NEW_TENURE] = COUNT_TENURE("derive_tenure"),
	/* The changes of before are counted still: they are the earlier ones. */
	[MERGE_TENURE] = "INSERT INTO tenure (repository_id, person_id, first_time, last_time, change_count)"
			 " SELECT repository_id, person_id, first_time, last_time, 0"
			 " FROM derive_tenure"
			 " WHERE true"
			 " ON CONFLICT (repository_id, person_id) DO UPDATE"
			 " SET first_time = min(first_time, excluded.first_time),"
			 "     last_time = max(last_time, excluded.last_time)",
	[INSERT_NEW_CHANGES] = CHANGES(" FROM derive_new w CROSS JOIN change ch ON ch.id = w.change_id",
	                               " + coalesce((SELECT o.change_count"
	                               "             FROM tenure o"
	                               "             WHERE o.repository_id = ch.repository_id"
	                               "               AND o.person_id = a.person_id), 0)"),
	[ADD_TENURE] = "INSERT INTO tenure (repository_id, person_id, first_time, last_time, change_count)"
		       " SELECT repository_id, person_id, first_time, last_time, change_count"
		       " FROM derive_tenure"
		       " WHERE change_count > 0"
		       " ON CONFLICT (repository_id, person_id) DO UPDATE"
		       " SET change_count = change_count + excluded.change_count",
};

int authors_insert_forges(struct store *store, const struct roster *roster)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, authors_statements[INSERT_FORGE]);

	for (size_t i = 0; !ret && i < roster->nodes.count; i++) {
		if (!identity_is_forge(roster->nodes.at[i].recorded))
			continue;
		statement_bind_int(statement, ":identity", roster->nodes.at[i].identity);
		ret = statement_run(statement);
	}
	return ret;
}

int authors_list(struct store *store)
{
	return run_some(store, authors_statements + LIST_STEPS, CHANGE_STEPS - LIST_STEPS);
}

int authors_derive(struct store *store, const struct roster *roster)
{
	int ret = authors_insert_forges(store, roster);

	if (!ret)
		ret = authors_list(store);
	return ret ? ret : run_some(store, authors_statements + CHANGE_STEPS, NEW_STEPS - CHANGE_STEPS);
}

int authors_list_new(struct store *store)
{
	return run_some(store, authors_statements + NEW_STEPS, NEW_CHANGE_STEPS - NEW_STEPS);
}

int authors_add_new(struct store *store)
{
	return run_some(store, authors_statements + NEW_CHANGE_STEPS, STATEMENT_COUNT - NEW_CHANGE_STEPS);
}
