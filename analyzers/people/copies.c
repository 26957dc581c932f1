/*
 * Commits that are not new work: picked or applied again from what had landed before, landed in another repository too, reverts of
 * the same day, mass mechanical changes. A change is one of these if all its commits are.
 */
#include "credit.h"

#include "lead/facts.h"

#define SAME_DAY_SECS 86400
#define HEX_MIN_SIZE 7

enum {
	SELECT_POINTERS,
	FIND_LANDED,
	INSERT_FLAG,
	SELECT_IGNORED,
	FIRST_STEP,
	INSERT_MASS = FIRST_STEP,
	INSERT_SHARED,
	INSERT_REAPPLIED,
	INSERT_EXCLUSIONS,
	INSERT_COPIES,
	LAST_STEP = INSERT_COPIES,
	SELECT_NEW_POINTERS,
	NEW_STEP,
	INSERT_NEW_MASS = NEW_STEP,
	INSERT_NEW_REAPPLIED,
	INSERT_NEW_EXCLUSIONS,
	INSERT_NEW_COPIES,
	STATEMENT_COUNT
};
/* Of everything, or of what came since (authors.c). */
#define POINTERS(references)                                                                          \
	"SELECT l.repository_id, r.commit_id, r.kind, r.value, l.landed_time, l.change_id" references \
	" WHERE r.kind IN ('picked', 'reverts') AND l.change_id IS NOT NULL"                          \
	" ORDER BY l.repository_id, r.commit_id, r.kind, r.value"
#define MASS(landed)                                                        \
	"INSERT OR IGNORE INTO derive_flag (repository_id, commit_id, why)" \
	" SELECT l.repository_id, l.commit_id, 'mass'"                      \
	" FROM " landed " JOIN commits c ON c.id = l.commit_id"             \
	" WHERE c.is_mass = 1"
#define EXCLUSIONS(flagged)                                       \
	"INSERT INTO derive_exclusion (change_id, why)"           \
	" SELECT l.change_id, f.why"                              \
	" FROM derive_flag f"                                     \
	" JOIN " flagged " JOIN change ch ON ch.id = l.change_id" \
	" GROUP BY l.change_id, f.why"                            \
	" HAVING count(*) >= max(ch.commit_count)"
#define COPIES(flagged)                                              \
	"INSERT OR IGNORE INTO derive_copy (change_id, original_id)" \
	" SELECT l.change_id, f.original_id"                         \
	" FROM derive_flag f"                                        \
	" JOIN " flagged " WHERE f.why = 'copied' AND f.original_id IS NOT NULL"
#define ALL_FLAGGED "landed l ON l.repository_id = f.repository_id AND l.commit_id = f.commit_id"
#define NEW_FLAGGED "derive_landed l ON l.repository_id = f.repository_id AND l.commit_id = f.commit_id"

const char *const copies_statements[STATEMENT_COUNT + 1] = {
	[SELECT_POINTERS] = POINTERS(
		" FROM reference r"
		" JOIN commits c ON c.id = r.commit_id AND length(c.parents) <= 20"
		" JOIN landed l ON l.commit_id = r.commit_id AND l.repository_id IN (SELECT id FROM repository)"),
	[SELECT_NEW_POINTERS] = POINTERS(" FROM derive_landed l"
	                                 " CROSS JOIN reference r ON r.commit_id = l.commit_id"
	                                 " JOIN commits c ON c.id = r.commit_id AND length(c.parents) <= 20"),
	/* At most two rows: more than one is no answer. */
	[FIND_LANDED] = "SELECT l.change_id, l.landed_time, c.id"
			" FROM commits c"
			" CROSS JOIN landed l ON l.repository_id = :repository AND l.commit_id = c.id"
			" WHERE c.oid >= :low AND c.oid <= :high"
			" LIMIT 2",
	[INSERT_FLAG] = "INSERT OR IGNORE INTO derive_flag (repository_id, commit_id, why, original_id)"
			" VALUES (:repository, :commit, :why, :original)",
	[SELECT_IGNORED] = "SELECT repository_id, text"
			   " FROM repository_text"
			   " WHERE kind = 'ignore-revs'",
	[INSERT_MASS] = MASS("landed l"),
	[INSERT_NEW_MASS] = MASS("derive_landed l CROSS"),
	/* The very same commit in two histories, as those of a fork: it counts where it landed first. */
	[INSERT_SHARED] = "INSERT OR IGNORE INTO derive_flag (repository_id, commit_id, why, original_id)"
			  " SELECT repository_id, commit_id, 'copied', original_id"
			  " FROM (SELECT l.repository_id, l.commit_id,"
			  "              first_value(l.change_id) OVER place AS original_id,"
			  "              first_value(l.repository_id) OVER place AS first_id"
			  "       FROM landed l"
			  "       JOIN repository r ON r.id = l.repository_id"
			  "       JOIN commits c ON c.id = l.commit_id AND length(c.parents) <= 20"
			  "       WHERE l.change_id IS NOT NULL AND (SELECT count(*) FROM repository) > 1"
			  "       WINDOW place AS (PARTITION BY l.commit_id ORDER BY l.landed_time, r.key))"
			  " WHERE repository_id <> first_id",
	/* The same author, author time and subject as what landed before: applied or rebased again. */
	[INSERT_REAPPLIED] =
		"INSERT OR IGNORE INTO derive_flag (repository_id, commit_id, why, original_id)"
		" SELECT repository_id, commit_id, 'copied', original_id"
		" FROM (SELECT t.repository_id, t.commit_id, t.change_id,"
		"              first_value(t.change_id) OVER (PARTITION BY t.repository_id, c.author_id, "
		"c.author_time, c.subject"
		"                ORDER BY t.landed_time, c.commit_time, c.oid) AS original_id"
		"       FROM (SELECT l.repository_id, l.commit_id, l.change_id, l.landed_time,"
		"                    count(*) OVER (PARTITION BY l.repository_id, lc.author_id, lc.author_time) AS n"
		"             FROM landed l"
		"             JOIN commits lc ON lc.id = l.commit_id AND length(lc.parents) <= 20"
		"             WHERE l.change_id IS NOT NULL) t"
		"       JOIN commits c ON c.id = t.commit_id"
		"       WHERE t.n > 1)"
		" WHERE change_id <> original_id",
	/* The same, looked up: what is new cannot have landed before what is old. */
	[INSERT_NEW_REAPPLIED] =
		"INSERT OR IGNORE INTO derive_flag (repository_id, commit_id, why, original_id)"
		" SELECT repository_id, commit_id, 'copied', original_id"
		" FROM (SELECT l.repository_id, l.commit_id, l.change_id,"
		"              (SELECT o.change_id"
		"               FROM commits oc"
		"               JOIN landed o ON o.repository_id = l.repository_id AND o.commit_id = oc.id"
		"               WHERE oc.author_id = c.author_id AND oc.author_time = c.author_time"
		"                 AND oc.subject = c.subject AND length(oc.parents) <= 20 AND o.change_id IS NOT NULL"
		"               ORDER BY o.landed_time, oc.commit_time, oc.oid"
		"               LIMIT 1) AS original_id"
		"       FROM derive_landed l"
		"       CROSS JOIN commits c ON c.id = l.commit_id AND length(c.parents) <= 20"
		"       WHERE l.change_id IS NOT NULL)"
		" WHERE change_id <> original_id",
	[INSERT_EXCLUSIONS] = EXCLUSIONS(ALL_FLAGGED),
	[INSERT_COPIES] = COPIES(ALL_FLAGGED),
	[INSERT_NEW_EXCLUSIONS] = EXCLUSIONS(NEW_FLAGGED),
	[INSERT_NEW_COPIES] = COPIES(NEW_FLAGGED),
};

/* ---- object ids in texts ---- */

/* The least and the greatest object id that begin with the digits; false if they are none or too few. */
static bool oid_range(struct oid *low, struct oid *high, struct text hex)
{
	if (hex.size < HEX_MIN_SIZE || hex.size > 2 * OID_SIZE)
		return false;
	for (size_t i = 0; i < 2 * OID_SIZE; i++) {
		int digit = i < hex.size ? char_hex_value(hex.at[i]) : 0;
		unsigned shift = i % 2 ? 0 : 4;

		if (digit < 0)
			return false;
		if (i % 2 == 0)
			low->bytes[i / 2] = high->bytes[i / 2] = 0;
		low->bytes[i / 2] |= (unsigned char)(digit << shift);
		high->bytes[i / 2] |= (unsigned char)((i < hex.size ? digit : 15) << shift);
	}
	return true;
}

/* A landed commit, found by its id. */
struct landed_commit {
	int64_t commit, change, landed_time; /* change 0: lands none */
};

/* ERR_NOTFOUND if no commit or more than one of the repository has the id. */
static int find_landed(struct landed_commit *out, struct store *store, int64_t repository, struct text hex)
{
	struct statement *statement;
	struct oid low, high;
	int ret;

	if (!oid_range(&low, &high, hex))
		return ERR_NOTFOUND;
	ret = store_statement(&statement, store, copies_statements[FIND_LANDED]);
	if (ret)
		return ret;
	statement_bind_int(statement, ":repository", repository);
	statement_bind_blob(statement, ":low", low.bytes, OID_SIZE);
	statement_bind_blob(statement, ":high", high.bytes, OID_SIZE);
	ret = statement_step(statement);
	if (ret == 0) {
		out->change = statement_int(statement, 0);
		out->landed_time = statement_int(statement, 1);
		out->commit = statement_int(statement, 2);
		ret = statement_step(statement);
		statement_reset(statement);
		return ret == 1 ? 0 : ret < 0 ? ret : ERR_NOTFOUND;
	}
	return ret == 1 ? ERR_NOTFOUND : ret;
}

/* original 0: none. */
static int insert_flag(struct store *store, int64_t repository, int64_t commit, const char *why, int64_t original)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, copies_statements[INSERT_FLAG]);

	if (ret)
		return ret;
	statement_bind_int(statement, ":repository", repository);
	statement_bind_int(statement, ":commit", commit);
	statement_bind_text(statement, ":why", text_of(why));
	if (original)
		statement_bind_int(statement, ":original", original);
	else
		statement_bind_null(statement, ":original");
	return statement_run(statement);
}

/* ---- steps ---- */

/* A commit that says it was picked from, or reverts, another one. */
struct pointer {
	int64_t repository, commit, landed_time, change;
	struct text kind, value;
};

static int judge_pointer(struct store *store, const struct pointer *pointer)
{
	struct landed_commit target;
	int ret = find_landed(&target, store, pointer->repository, pointer->value);

	if (ret)
		return ret == ERR_NOTFOUND ? 0 : ret;
	if (target.commit == pointer->commit || target.landed_time > pointer->landed_time)
		return 0;
	if (text_equal(pointer->kind, TEXT("reverts"))) {
		if (pointer->landed_time - target.landed_time > SAME_DAY_SECS)
			return 0;
		return insert_flag(store, pointer->repository, pointer->commit, "reverted", 0);
	}
	if (target.change == 0 || target.change == pointer->change)
		return 0;
	return insert_flag(store, pointer->repository, pointer->commit, "copied", target.change);
}

static int judge_pointers(struct store *store, int which)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, copies_statements[which]);

	while (!ret && !(ret = statement_step(statement))) {
		struct pointer pointer = {
			.repository = statement_int(statement, 0),
			.commit = statement_int(statement, 1),
			.kind = statement_text(statement, 2),
			.value = statement_text(statement, 3),
			.landed_time = statement_int(statement, 4),
			.change = statement_int(statement, 5),
		};

		ret = judge_pointer(store, &pointer);
		if (ret)
			statement_reset(statement);
	}
	return ret < 0 ? ret : 0;
}

/* .git-blame-ignore-revs: an object id a line, '#' begins a comment. */
static int flag_ignored_text(struct store *store, int64_t repository, struct text text)
{
	struct text line;
	int ret = 0;

	while (!ret && text_next_line(&text, &line)) {
		struct landed_commit found;
		ptrdiff_t end = text_find_char(line, '#', 0);

		line = text_trim(end < 0 ? line : text_slice(line, 0, (size_t)end));
		if (line.size != 2 * OID_SIZE)
			continue;
		ret = find_landed(&found, store, repository, line);
		if (!ret)
			ret = insert_flag(store, repository, found.commit, "mass", 0);
		ret = ret == ERR_NOTFOUND ? 0 : ret;
	}
	return ret;
}

static int flag_ignored(struct store *store)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, copies_statements[SELECT_IGNORED]);

	while (!ret && !(ret = statement_step(statement))) {
		ret = flag_ignored_text(store, statement_int(statement, 0), statement_text(statement, 1));
		if (ret)
			statement_reset(statement);
	}
	return ret < 0 ? ret : 0;
}

static int run_steps(struct store *store, int first, int last)
{
	struct statement *statement;
	int ret = 0;

	for (int which = first; !ret && which <= last; which++) {
		ret = store_statement(&statement, store, copies_statements[which]);
		if (!ret)
			ret = statement_run(statement);
	}
	return ret;
}

int copies_derive(struct store *store)
{
	int ret = judge_pointers(store, SELECT_POINTERS);

	if (!ret)
		ret = flag_ignored(store);
	return ret ? ret : run_steps(store, FIRST_STEP, LAST_STEP);
}

int copies_derive_new(struct store *store)
{
	int ret = judge_pointers(store, SELECT_NEW_POINTERS);

	if (!ret)
		ret = flag_ignored(store);
	return ret ? ret : run_steps(store, NEW_STEP, STATEMENT_COUNT - 1);
}
