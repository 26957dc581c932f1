/*
 * Opens and closes the database and keeps its transactions. How the file is laid out and why is docs/adr/0003; what is
 * in it stands in schema.sql.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "lead/alloc.h"
#include "database.h"

/* On every connection. The temporary table lives in memory until it outgrows its cache. */
static const char setup_sql[] = "PRAGMA foreign_keys = ON;"
				"PRAGMA cache_size = -32768;"
				"PRAGMA secure_delete = OFF;"
				"CREATE TEMP TABLE subject (person_id INTEGER PRIMARY KEY) STRICT;";

/* Only a file that is still empty takes the page size. */
static const char writer_sql[] = "PRAGMA page_size = 4096;"
				 "PRAGMA journal_mode = DELETE;"
				 "PRAGMA synchronous = FULL;";

int store_exec(struct store *store, const char *sql)
{
	int code = sqlite3_exec(store->db, sql, NULL, NULL, NULL);

	return code == SQLITE_OK ? 0 : store_fail(store, code, "cannot use");
}

int store_exec_int(int64_t *out, struct store *store, const char *sql)
{
	sqlite3_stmt *handle = NULL;
	int ret = 0;
	int code = sqlite3_prepare_v2(store->db, sql, -1, &handle, NULL);

	if (code == SQLITE_OK)
		code = sqlite3_step(handle);
	if (code == SQLITE_ROW)
		*out = sqlite3_column_int64(handle, 0);
	else
		ret = store_fail(store, code, "cannot read");
	sqlite3_finalize(handle);
	return ret;
}

/*
 * The file may come from anywhere: nothing in its schema may reach beyond it, and a quoted name that is no column is an
 * error instead of a text.
 */
static int harden(struct store *store)
{
	static const struct {
		int option, value;
	} rows[] = {
		{ SQLITE_DBCONFIG_DEFENSIVE, 1 },      { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
		{ SQLITE_DBCONFIG_ENABLE_TRIGGER, 0 }, { SQLITE_DBCONFIG_DQS_DML, 0 },
		{ SQLITE_DBCONFIG_DQS_DDL, 0 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int code = sqlite3_db_config(store->db, rows[i].option, rows[i].value, (int *)NULL);

		if (code != SQLITE_OK)
			return store_fail(store, code, "cannot set up");
	}
	return 0;
}

static int connect_to(struct store *store, const char *path, int flags)
{
	int code = sqlite3_open_v2(path, &store->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);

	if (code != SQLITE_OK)
		return store_fail(store, code, "cannot open");
	sqlite3_busy_timeout(store->db, BUSY_TIMEOUT_MSECS);
	return harden(store);
}

static void disconnect(struct store *store)
{
	for (size_t i = 0; i < SQL_COUNT; i++) {
		sqlite3_finalize(store->fixed[i]);
		store->fixed[i] = NULL;
	}
	store_drop_statements(store);
	/* Cannot fail: every statement is finalized, and no backup or blob is open. */
	(void)sqlite3_close(store->db);
	store->db = NULL;
}

/* A writer that was killed left its journal: whoever opens next must play it back, and a reader may not. */
static int play_back_journal(struct store *store)
{
	int64_t ignored;
	int ret;

	disconnect(store);
	ret = connect_to(store, store->path, SQLITE_OPEN_READWRITE);
	if (ret == 0)
		ret = store_exec_int(&ignored, store, "PRAGMA user_version");
	return ret;
}

static int connect_reader(struct store *store)
{
	sqlite3_stmt *probe = NULL;
	int ret = connect_to(store, store->path, SQLITE_OPEN_READONLY);
	int code;

	if (ret != 0)
		return ret;
	code = sqlite3_prepare_v2(store->db, "PRAGMA user_version", -1, &probe, NULL);
	if (code == SQLITE_OK)
		code = sqlite3_step(probe);
	sqlite3_finalize(probe);
	if (code != SQLITE_READONLY_ROLLBACK && code != SQLITE_READONLY_RECOVERY)
		return 0;
	ret = play_back_journal(store);
	if (ret != 0)
		return ret;
	disconnect(store);
	return connect_to(store, store->path, SQLITE_OPEN_READONLY);
}

static int connect_writer(struct store *store)
{
	int ret = connect_to(store, store->path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);

	if (ret == 0 && sqlite3_db_readonly(store->db, "main") == 1)
		ret = error_set(ERR_FAILED, "cannot write '%s': it is read-only", store->path);
	return ret;
}

/* Replaces the connection by one to a copy in memory. */
static int copy_to_memory(struct store *store)
{
	sqlite3 *source = store->db;
	sqlite3_backup *backup;
	int code;
	int ret;

	store->db = NULL;
	ret = connect_to(store, ":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
	if (ret != 0)
		goto done;
	backup = sqlite3_backup_init(store->db, "main", source, "main");
	if (backup == NULL) {
		ret = store_fail(store, sqlite3_errcode(store->db), "cannot copy");
		goto done;
	}
	code = sqlite3_backup_step(backup, -1);
	(void)sqlite3_backup_finish(backup);
	if (code != SQLITE_DONE)
		ret = store_fail(store, code, "cannot copy");
done:
	(void)sqlite3_close(source);
	return ret;
}

static int connect_store(struct store *store)
{
	if (store->path[0] == '\0')
		return error_set(ERR_INVALID, "the database needs a file name");
	if (store->mode == STORE_WRITE)
		return connect_writer(store);
	if (strcmp(store->path, ":memory:") != 0 && access(store->path, F_OK) != 0 &&
	    (errno == ENOENT || errno == ENOTDIR))
		return error_set(ERR_NOTFOUND, "there is no database at '%s'; `git lead scan` makes one", store->path);
	return connect_reader(store);
}

static int prepare_store(struct store *store)
{
	int ret = 0;

	if (store->mode == STORE_WRITE)
		ret = store_exec(store, writer_sql);
	if (ret == 0)
		ret = schema_prepare(store, store_migrations);
	return ret == 0 ? store_exec(store, setup_sql) : ret;
}

int store_open(struct store **out, const char *path, enum store_mode mode)
{
	struct store *store = xcalloc(1, sizeof(*store));
	int ret;

	store->path = xstrdup(path);
	store->mode = mode;
	store->statement_index = map_new();
	ret = connect_store(store);
	/* What is not ours is neither copied nor touched. */
	if (ret == 0)
		ret = schema_recognize(store);
	if (ret == 0 && mode == STORE_MEMORY_COPY)
		ret = copy_to_memory(store);
	if (ret == 0)
		ret = prepare_store(store);
	if (ret != 0) {
		store_close(store);
		return ret;
	}
	*out = store;
	return 0;
}

void store_close(struct store *store)
{
	if (store == NULL)
		return;
	if (store->depth > 0)
		error_bug(store->begin_file, store->begin_line, "store closed inside the transaction begun here");
	disconnect(store);
	map_free(store->statement_index);
	VEC_RELEASE(&store->statements);
	id_cache_clear(&store->identities);
	id_cache_clear(&store->paths);
	id_cache_clear(&store->sources);
	buf_release(&store->key);
	free(store->path);
	free(store);
}

bool store_is_writable(const struct store *store)
{
	return store->mode != STORE_READ;
}

/* ---- transactions ---- */

int store_begin_at(struct store *store, const char *file, int line)
{
	int ret;

	if (store->depth > 0) {
		store->depth++;
		return 0;
	}
	ret = store_exec(store, store_is_writable(store) ? "BEGIN IMMEDIATE" : "BEGIN");
	if (ret != 0) {
		/* SQLite 3.37 has begun even where it was interrupted doing so. */
		if (!sqlite3_get_autocommit(store->db))
			(void)sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
		return ret;
	}
	store->depth = 1;
	store->begin_file = file;
	store->begin_line = line;
	return 0;
}

int store_commit(struct store *store)
{
	int ret;

	if (store->depth == 0)
		BUG("commit without begin");
	if (store->depth > 1) {
		store->depth--;
		return 0;
	}
	/* SQLite itself ends a transaction when the disk is full or fails. */
	if (sqlite3_get_autocommit(store->db))
		ret = error_set(ERR_FAILED, "cannot write '%s': the transaction was undone by an earlier failure",
		                store->path);
	else
		ret = store_exec(store, "COMMIT");
	if (ret != 0) {
		store_rollback(store);
		return ret;
	}
	store->depth = 0;
	return 0;
}

void store_rollback(struct store *store)
{
	if (store->depth == 0)
		return;
	store->depth = 0;
	/* Rows that the caches point at are gone. */
	id_cache_clear(&store->identities);
	id_cache_clear(&store->paths);
	id_cache_clear(&store->sources);
	/* A rollback that fails leaves the journal, and the next to open plays it back. The first failure was told. */
	if (!sqlite3_get_autocommit(store->db))
		(void)sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
}

int store_end(struct store *store, int status)
{
	if (status == 0)
		return store_commit(store);
	store_rollback(store);
	return status;
}

int store_script(struct store *store, const char *sql)
{
	return store_exec(store, sql);
}

int64_t store_changes(const struct store *store)
{
	return sqlite3_changes64(store->db);
}

int64_t store_last_id(const struct store *store)
{
	return sqlite3_last_insert_rowid(store->db);
}
