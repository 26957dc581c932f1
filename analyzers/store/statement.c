/*
 * Statements for the other rooms: compiled once for each text, bound by name, stepped row by row.
 */
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "database.h"

int store_statement(struct statement **out, struct store *store, const char *sql)
{
	struct text key = text_of(sql);
	uint32_t index = map_get(store->statement_index, key);
	struct statement *statement;
	sqlite3_stmt *handle = NULL;
	int code;

	if (index != UINT32_MAX) {
		*out = store->statements.at[index];
		statement_reset(*out);
		return 0;
	}
	code = sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);
	if (code != SQLITE_OK)
		return store_fail(store, code, "cannot query");
	if (handle == NULL)
		BUG("a statement without words");
	statement = xcalloc(1, sizeof(*statement));
	statement->store = store;
	statement->handle = handle;
	map_put(store->statement_index, key, (uint32_t)store->statements.count);
	*VEC_PUSH(&store->statements) = statement;
	*out = statement;
	return 0;
}

void store_drop_statements(struct store *store)
{
	for (size_t i = 0; i < store->statements.count; i++) {
		sqlite3_finalize(store->statements.at[i]->handle);
		free(store->statements.at[i]);
	}
	VEC_CLEAR(&store->statements);
}

/* ---- binding ---- */

static int find_parameter(const struct statement *statement, const char *name)
{
	return sqlite3_bind_parameter_index(statement->handle, name);
}

static void keep_code(struct statement *statement, int code)
{
	if (statement->bind_code == SQLITE_OK)
		statement->bind_code = code;
}

void statement_bind_int(struct statement *statement, const char *name, int64_t value)
{
	int position = find_parameter(statement, name);

	if (position != 0)
		keep_code(statement, sqlite3_bind_int64(statement->handle, position, value));
}

void statement_bind_real(struct statement *statement, const char *name, double value)
{
	int position = find_parameter(statement, name);

	if (position != 0)
		keep_code(statement, sqlite3_bind_double(statement->handle, position, value));
}

void statement_bind_text(struct statement *statement, const char *name, struct text value)
{
	int position = find_parameter(statement, name);

	/* A NULL pointer would bind NULL; the empty text is not NULL. */
	if (position != 0)
		keep_code(statement, sqlite3_bind_text64(statement->handle, position, value.at != NULL ? value.at : "",
		                                         value.size, SQLITE_TRANSIENT, SQLITE_UTF8));
}

void statement_bind_blob(struct statement *statement, const char *name, const void *bytes, size_t size)
{
	int position = find_parameter(statement, name);

	if (position != 0)
		keep_code(statement, sqlite3_bind_blob64(statement->handle, position, bytes != NULL ? bytes : "", size,
		                                         SQLITE_TRANSIENT));
}

void statement_bind_null(struct statement *statement, const char *name)
{
	int position = find_parameter(statement, name);

	if (position != 0)
		keep_code(statement, sqlite3_bind_null(statement->handle, position));
}

/* ---- stepping ---- */

void statement_reset(struct statement *statement)
{
	/* Its code repeats the failure that the last step told. */
	(void)sqlite3_reset(statement->handle);
	(void)sqlite3_clear_bindings(statement->handle);
	statement->bind_code = SQLITE_OK;
}

int statement_step(struct statement *statement)
{
	int code = statement->bind_code;
	int ret = 1;

	if (code == SQLITE_OK)
		code = sqlite3_step(statement->handle);
	if (code == SQLITE_ROW)
		return 0;
	if (code != SQLITE_DONE)
		ret = store_fail(statement->store, code,
		                 sqlite3_stmt_readonly(statement->handle) ? "cannot read" : "cannot write");
	statement_reset(statement);
	return ret;
}

int statement_run(struct statement *statement)
{
	int ret;

	do {
		ret = statement_step(statement);
	} while (ret == 0);
	return ret == 1 ? 0 : ret;
}

int statement_take_int(int64_t *out, struct statement *statement)
{
	int ret = statement_step(statement);

	*out = 0;
	if (ret == 0) {
		*out = statement_int(statement, 0);
		statement_reset(statement);
	}
	return ret < 0 ? ret : 0;
}

/* ---- columns: SQLite's functions take a plain pointer and change only its cached conversions ---- */

int statement_column_count(const struct statement *statement)
{
	return sqlite3_column_count(statement->handle);
}

const char *statement_column_name(const struct statement *statement, int column)
{
	return sqlite3_column_name(statement->handle, column);
}

bool statement_is_null(const struct statement *statement, int column)
{
	return sqlite3_column_type(statement->handle, column) == SQLITE_NULL;
}

int64_t statement_int(const struct statement *statement, int column)
{
	return sqlite3_column_int64(statement->handle, column);
}

double statement_real(const struct statement *statement, int column)
{
	return sqlite3_column_double(statement->handle, column);
}

struct text statement_text(const struct statement *statement, int column)
{
	struct text text;

	if (sqlite3_column_type(statement->handle, column) == SQLITE_BLOB)
		text.at = sqlite3_column_blob(statement->handle, column);
	else
		text.at = (const char *)sqlite3_column_text(statement->handle, column);
	text.size = (size_t)sqlite3_column_bytes(statement->handle, column);
	return text;
}
