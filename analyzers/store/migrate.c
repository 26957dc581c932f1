/*
 * Brings a file to the schema of this program: a new file gets schema.sql, an older one the steps between.
 *
 * Adding a version: write migrations/NNNN_<what>.sql, the step that leads to version NNNN, and change schema.sql to
 * what comes out (a new column goes last). The first time also copy the schema as it was to migrations/0001_first.sql.
 * tests/test_migrate.c then builds version 1, runs all steps and compares with schema.sql. Derived tables may simply be
 * dropped and made anew: every step forgets their stamps.
 */
#include <stdlib.h>
#include "database.h"

#define APPLICATION_ID INT64_C(0x6c656164)

static const char schema_sql[] =
#include "schema.inc"
	;

const struct migration store_migrations[] = {
#include "migrations.inc"
	{ 0, NULL },
};

int schema_version(const struct migration *migrations)
{
	int version = 1;

	for (; migrations->version != 0; migrations++)
		version = migrations->version;
	return version;
}

/* The statement cannot take a parameter; the number is ours. */
static int set_version(struct store *store, int version)
{
	struct buf sql = { 0 };
	int ret;

	buf_add_fmt(&sql, "PRAGMA user_version = %d", version);
	ret = store_exec(store, buf_str(&sql));
	buf_release(&sql);
	return ret;
}

/* One step and its number, both or neither. */
static int apply(struct store *store, const char *sql, int version)
{
	int64_t present = 0;
	int ret = store_begin(store);

	if (ret != 0)
		return ret;
	/* Another process may have done it while we waited. */
	ret = store_exec_int(&present, store, "PRAGMA user_version");
	if (ret == 0 && present < version) {
		ret = store_exec(store, sql);
		/* What was derived under the old schema is derived again; who bore which key is no derivation. */
		if (ret == 0)
			ret = store_exec(store, "DELETE FROM stamp WHERE name NOT LIKE 'person %'");
		if (ret == 0)
			ret = set_version(store, version);
	}
	if (ret == 0)
		return store_commit(store);
	store_rollback(store);
	return error_context(ret, "while taking the database to version %d", version);
}

int schema_migrate(struct store *store, const struct migration *migrations)
{
	int64_t present = 0;
	int ret = store_exec_int(&present, store, "PRAGMA user_version");

	for (; ret == 0 && migrations->version != 0; migrations++) {
		if (migrations->version <= present)
			continue;
		ret = apply(store, migrations->sql, migrations->version);
	}
	return ret;
}

/* Reads what the file says of itself. */
static int read_marks(int64_t *application, int64_t *version, int64_t *objects, struct store *store)
{
	int ret = store_exec_int(application, store, "PRAGMA application_id");

	if (ret == 0)
		ret = store_exec_int(version, store, "PRAGMA user_version");
	if (ret == 0)
		ret = store_exec_int(objects, store, "SELECT count(*) FROM sqlite_schema");
	if (ret != 0 && (sqlite3_errcode(store->db) & 0xff) == SQLITE_NOTADB)
		return error_set(ERR_INVALID, "'%s' is not a database of git lead; move it away", store->path);
	return ret;
}

int schema_recognize(struct store *store)
{
	int64_t application = 0, version = 0, objects = 0;
	int ret = read_marks(&application, &version, &objects, store);

	if (ret != 0)
		return ret;
	if (application == APPLICATION_ID && version > 0)
		return 0;
	if (application == 0 && version == 0 && objects == 0) {
		if (store->mode == STORE_WRITE)
			return 0;
		return error_set(ERR_INVALID, "the database '%s' is empty; `git lead scan` fills it", store->path);
	}
	return error_set(ERR_INVALID, "'%s' is not a database of git lead; move it away", store->path);
}

int schema_prepare(struct store *store, const struct migration *migrations)
{
	int64_t version = 0;
	int newest = schema_version(migrations);
	int ret = store_exec_int(&version, store, "PRAGMA user_version");

	if (ret != 0 || version == newest)
		return ret;
	if (version > newest)
		return error_set(ERR_NEWER,
		                 "the database '%s' has version %d, this program knows %d: use a newer git lead, or "
		                 "another file",
		                 store->path, (int)version, newest);
	if (version == 0)
		return apply(store, schema_sql, newest);
	if (store->mode == STORE_READ)
		return error_set(ERR_INVALID,
		                 "the database '%s' has version %d and this program needs %d: `git lead scan`"
		                 " upgrades it",
		                 store->path, (int)version, newest);
	return schema_migrate(store, migrations);
}
