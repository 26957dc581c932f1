/*
 * Reads another database and unites its facts with ours. The other file's rows are copied into temporary tables first, so that
 * any number of files goes into one transaction; then fixed scripts (merge_script.c) do the rest.
 */
#include "lead/store_merge.h"

#include <string.h>
#include <sys/stat.h>
#include "database.h"
#include "merge.h"

/* ---- the other file ---- */

static int refuse_own(const struct store *store, const char *path)
{
	struct stat ours, theirs;

	if (stat(store->path, &ours) == 0 && stat(path, &theirs) == 0 && ours.st_dev == theirs.st_dev &&
	    ours.st_ino == theirs.st_ino)
		return error_set(ERR_INVALID, "'%s' is the database that is merged into", path);
	return 0;
}

/* An older file is brought up to date in a copy. */
static int open_other(struct store **out, const char *path)
{
	int ret = store_open(out, path, STORE_READ);

	if (ret == ERR_INVALID)
		ret = store_open(out, path, STORE_MEMORY_COPY);
	return ret;
}

static int check_whole(struct store *other)
{
	struct statement *statement;
	int ret = store_statement(&statement, other, "PRAGMA integrity_check(1)");

	if (ret == 0)
		ret = statement_step(statement);
	if (ret == 0 && !text_equal(statement_text(statement, 0), TEXT("ok")))
		ret = error_set(ERR_INVALID, "'%s' is damaged: " TEXT_FMT, other->path,
		                TEXT_ARG(statement_text(statement, 0)));
	else if (ret < 0)
		ret = error_context(ret, "'%s' is damaged", other->path);
	if (ret != 1)
		statement_reset(statement);
	return ret == 1 ? 0 : ret;
}

/* In place of a table a view could go on for ever, and a virtual table runs code of its own. */
static int check_table(struct store *other, const char *name)
{
	struct statement *statement;
	int64_t count;
	int ret = store_statement(&statement, other,
	                          "SELECT count(*) FROM sqlite_schema\n"
	                          "WHERE name = :name COLLATE NOCASE AND type = 'table' AND rootpage > 0");

	if (ret)
		return ret;
	statement_bind_text(statement, ":name", text_of(name));
	ret = statement_take_int(&count, statement);
	if (ret == 0 && count != 1)
		ret = error_set(ERR_INVALID, "'%s' is damaged: %s is no table", other->path, name);
	return ret;
}

/* Half of a history would be taken for the whole. */
static int check_ended(struct store *other)
{
	struct statement *statement;
	int ret = store_statement(&statement, other,
	                          "SELECT 1 FROM repository WHERE tip IS NULL\n"
	                          "UNION ALL\n"
	                          "SELECT 1 FROM stamp WHERE name LIKE 'scan %' AND value = ''\n"
	                          "LIMIT 1");

	if (ret)
		return ret;
	ret = statement_step(statement);
	statement_reset(statement);
	if (ret == 0)
		return error_set(ERR_INVALID, "'%s': a scan into it did not end; 'git lead scan' goes on with it",
		                 other->path);
	return ret < 0 ? ret : 0;
}

/* ---- copying ---- */

static int copy_row(sqlite3_stmt *to, sqlite3_stmt *from)
{
	int count = sqlite3_column_count(from), code = SQLITE_OK;

	for (int i = 0; code == SQLITE_OK && i < count; i++)
		code = sqlite3_bind_value(to, i + 1, sqlite3_column_value(from, i));
	if (code == SQLITE_OK)
		code = sqlite3_step(to);
	return code == SQLITE_DONE ? sqlite3_reset(to) : code;
}

static int copy_table(struct store *store, struct store *other, const struct merge_table *table)
{
	sqlite3_stmt *from = NULL, *to = NULL;
	int code, ret = store_exec(store, table->prepare);

	if (ret)
		return ret;
	code = sqlite3_prepare_v2(other->db, table->select, -1, &from, NULL);
	if (code != SQLITE_OK) {
		ret = store_fail(other, code, "cannot read");
		goto done;
	}
	code = sqlite3_prepare_v2(store->db, table->insert, -1, &to, NULL);
	if (code != SQLITE_OK) {
		ret = store_fail(store, code, "cannot write");
		goto done;
	}
	while (ret == 0 && (code = sqlite3_step(from)) == SQLITE_ROW) {
		code = copy_row(to, from);
		if (code != SQLITE_OK)
			ret = store_fail(store, code, "cannot write");
	}
	if (ret == 0 && code != SQLITE_DONE)
		ret = store_fail(other, code, "cannot read");
done:
	sqlite3_finalize(from);
	sqlite3_finalize(to);
	return ret;
}

int store_merge_load(struct store *store, const char *path)
{
	struct store *other = NULL;
	int ret = refuse_own(store, path);

	if (ret == 0)
		ret = open_other(&other, path);
	if (ret)
		return ret;
	ret = check_whole(other);
	for (const struct merge_table *table = merge_tables; ret == 0 && table->prepare; table++)
		ret = check_table(other, table->name);
	if (ret == 0)
		ret = check_ended(other);
	for (const struct merge_table *table = merge_tables; ret == 0 && table->prepare; table++)
		ret = copy_table(store, other, table);
	store_close(other);
	return ret;
}

/* ---- uniting ---- */

int store_merge_commits(struct store *store)
{
	return store_script(store, merge_commits_script);
}

int store_merge_pair_at(struct merge_pair *out, struct store *store, size_t position)
{
	struct statement *statement;
	int ret = store_statement(&statement, store,
	                          "SELECT r.id, r.tip, o.tip\n"
	                          "FROM m_repository m\n"
	                          "JOIN repository r ON r.id = m.new\n"
	                          "JOIN o_repository o ON o.id = m.old\n"
	                          "WHERE r.tip <> o.tip\n"
	                          "ORDER BY r.key\n"
	                          "LIMIT 1 OFFSET :position");

	if (ret)
		return ret;
	statement_bind_int(statement, ":position", (int64_t)position);
	ret = statement_step(statement);
	if (ret)
		return ret < 0 ? ret : ERR_NOTFOUND;
	out->repository = statement_int(statement, 0);
	if (statement_text(statement, 1).size == OID_SIZE && statement_text(statement, 2).size == OID_SIZE) {
		memcpy(out->ours.bytes, statement_text(statement, 1).at, OID_SIZE);
		memcpy(out->theirs.bytes, statement_text(statement, 2).at, OID_SIZE);
	} else {
		ret = error_set(ERR_INVALID, "a database to merge holds a tip that is no commit");
	}
	statement_reset(statement);
	return ret;
}

int store_merge_choose(struct store *store, int64_t repository, enum merge_side side)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, "UPDATE m_repository SET side = :side WHERE new = :repository");

	if (ret)
		return ret;
	statement_bind_int(statement, ":side", side);
	statement_bind_int(statement, ":repository", repository);
	return statement_run(statement);
}

static int add_count(size_t *count, struct store *store, const char *sql)
{
	int64_t value = 0;
	int ret = store_exec_int(&value, store, sql);

	*count += (size_t)value;
	return ret;
}

int store_merge_rest(struct merge_result *result, struct store *store)
{
	static const char conflicts[] =
		"SELECT (SELECT count(*) FROM o_metric_value o\n"
		"        JOIN metric_value m ON m.repos = o.repos AND m.team = o.team AND m.person = o.person\n"
		"          AND m.since = o.since AND m.until = o.until AND m.metric = o.metric AND m.sealed = 1\n"
		"        WHERE o.sealed = 1 AND (m.value IS NOT o.value OR m.n IS NOT o.n OR m.state <> o.state))\n"
		"     + (SELECT count(*) FROM o_finding o\n"
		"        JOIN finding m ON m.repos = o.repos AND m.team = o.team AND m.person = o.person\n"
		"          AND m.since = o.since AND m.until = o.until AND m.pattern = o.pattern AND m.sealed = 1\n"
		"        WHERE o.sealed = 1 AND (m.outcome <> o.outcome OR m.visible <> o.visible OR m.reason <> "
		"o.reason))";
	/* A row of one side that the other has otherwise, or not at all, where both sealed the report. */
	static const char report_conflicts[] =
		"WITH differing AS (\n"
		"  SELECT * FROM (SELECT repos, team, since, until, person, body FROM o_sealed_report\n"
		"    EXCEPT SELECT repos, team, since, until, person, body FROM sealed_report)\n"
		"  UNION ALL\n"
		"  SELECT * FROM (SELECT repos, team, since, until, person, body FROM sealed_report\n"
		"    EXCEPT SELECT repos, team, since, until, person, body FROM o_sealed_report))\n"
		"SELECT count(*) FROM (\n"
		"  SELECT DISTINCT d.repos, d.team, d.since, d.until\n"
		"  FROM differing d\n"
		"  JOIN sealed_report s ON s.repos = d.repos AND s.team = d.team AND s.since = d.since AND s.until = "
		"d.until\n"
		"  JOIN o_sealed_report o ON o.repos = d.repos AND o.team = d.team AND o.since = d.since AND o.until = "
		"d.until)";
	int ret = add_count(&result->seal_conflict_count, store, conflicts);

	if (ret == 0)
		ret = add_count(&result->report_conflict_count, store, report_conflicts);
	if (ret == 0)
		ret = add_count(&result->repository_count, store, "SELECT count(*) FROM m_repository");
	if (ret == 0)
		ret = add_count(&result->new_repository_count, store,
		                "SELECT count(*) FROM m_repository WHERE is_new = 1");
	if (ret == 0)
		ret = add_count(&result->new_commit_count, store, "SELECT count(*) FROM m_commit WHERE takes = 2");
	if (ret == 0)
		ret = store_script(store, merge_rest_script);
	return ret == 0 ? store_merge_requests(&result->new_request_count, store) : ret;
}

int store_merge_repository_at(int64_t *id, struct store *store, size_t position)
{
	struct statement *statement;
	int ret = store_statement(&statement, store,
	                          "SELECT r.id\n"
	                          "FROM m_merged m\n"
	                          "JOIN repository r ON r.id = m.repository_id\n"
	                          "ORDER BY r.key\n"
	                          "LIMIT 1 OFFSET :position");

	if (ret)
		return ret;
	statement_bind_int(statement, ":position", (int64_t)position);
	ret = statement_step(statement);
	if (ret)
		return ret < 0 ? ret : ERR_NOTFOUND;
	*id = statement_int(statement, 0);
	statement_reset(statement);
	return 0;
}
