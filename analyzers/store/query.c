/*
 * The user's own SQL. What it may do is a list of what is allowed, never of what is forbidden: reading our tables and
 * views, and functions that compute and touch nothing else.
 */
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "database.h"

#define QUERY_SQL_MAX_SIZE (1 << 20)    /* bytes of the query */
#define QUERY_VALUE_MAX_SIZE (64 << 20) /* bytes of one value it makes */

/* Sorted, for bsearch. */
/* clang-format off */
static const char *const functions[] = {
	"->", "->>", "abs", "acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "avg", "ceil", "ceiling",
	"char", "coalesce", "concat", "concat_ws", "cos", "cosh", "count", "cume_dist", "current_date",
	"current_time", "current_timestamp", "date", "datetime", "degrees", "dense_rank", "exp", "first_value",
	"floor", "format", "glob", "group_concat", "hex", "ifnull", "iif", "instr", "json", "json_array",
	"json_array_length", "json_extract", "json_group_array", "json_group_object", "json_object", "json_quote",
	"json_type", "json_valid", "julianday", "lag", "last_value", "lead", "length", "like", "likelihood",
	"likely", "ln", "log", "log10", "log2", "lower", "ltrim", "max", "median", "min", "mod", "nth_value",
	"ntile", "nullif", "octet_length", "percent_rank", "percentile", "pi", "pow", "power", "printf", "quote",
	"radians", "random", "rank", "replace", "round", "row_number", "rtrim", "sign", "sin", "sinh",
	"sqlite_version", "sqrt", "strftime", "string_agg", "substr", "substring", "sum", "tan", "tanh", "time",
	"timediff", "total", "trim", "trunc", "typeof", "unicode", "unistr", "unixepoch", "unlikely", "upper",
};
/* clang-format on */

enum table_kind { TABLE_OURS, TABLE_FOREIGN };

struct guard {
	struct map *tables; /* lower-case names -> enum table_kind */
	struct buf name;    /* scratch: the name asked for in lower case */
	struct buf refused; /* the first act that was refused, in words */
};

static int compare_function(const void *name, const void *row)
{
	return sqlite3_stricmp(name, *(const char *const *)row);
}

static bool function_is_allowed(const char *name)
{
	return bsearch(name, functions, sizeof(functions) / sizeof(functions[0]), sizeof(functions[0]),
	               compare_function) != NULL;
}

static const char *act_name(int act)
{
	switch (act) {
	case SQLITE_READ:
		return "reading";
	case SQLITE_FUNCTION:
		return "the function";
	case SQLITE_INSERT:
		return "INSERT into";
	case SQLITE_UPDATE:
		return "UPDATE of";
	case SQLITE_DELETE:
		return "DELETE from";
	case SQLITE_PRAGMA:
		return "PRAGMA";
	case SQLITE_ATTACH:
		return "ATTACH";
	case SQLITE_DETACH:
		return "DETACH";
	case SQLITE_TRANSACTION:
	case SQLITE_SAVEPOINT:
		return "a transaction:";
	default:
		return "changing the schema:";
	}
}

static int refuse(struct guard *guard, int act, const char *name)
{
	if (guard->refused.size == 0)
		buf_add_fmt(&guard->refused, "%s %s", act_name(act), name != NULL ? name : "");
	return SQLITE_DENY;
}

/*
 * A table of which no column is read (count(*)) comes as the user wrote it and without its database. It may also be the
 * name of a WITH clause, which is in no list: then what is not known to be foreign is allowed.
 */
static bool table_is_allowed(struct guard *guard, const char *name, const char *column, const char *database)
{
	uint32_t kind;

	buf_clear(&guard->name);
	for (const char *at = name; *at != '\0'; at++)
		buf_add_char(&guard->name, char_lower(*at));
	kind = map_get(guard->tables, buf_text(&guard->name));
	if (column[0] != '\0')
		return kind == TABLE_OURS && database != NULL && strcmp(database, "main") == 0;
	return kind != TABLE_FOREIGN && !text_starts(buf_text(&guard->name), TEXT("sqlite_")) &&
	       !text_starts(buf_text(&guard->name), TEXT("pragma_"));
}

/* SQLite asks this for every act while it compiles the query. */
static int authorize(void *payload, int act, const char *first, const char *second, const char *database,
                     const char *view)
{
	struct guard *guard = payload;

	(void)view;
	switch (act) {
	case SQLITE_SELECT:
	case SQLITE_RECURSIVE:
		return SQLITE_OK;
	case SQLITE_READ:
		return table_is_allowed(guard, first, second, database) ? SQLITE_OK : refuse(guard, act, first);
	case SQLITE_FUNCTION:
		return function_is_allowed(second) ? SQLITE_OK : refuse(guard, act, second);
	default:
		return refuse(guard, act, first);
	}
}

/* Tables and views as the file has them. Virtual tables run code of their own and are none of ours. */
static int load_tables(struct guard *guard, struct store *store)
{
	struct statement *statement = NULL;
	int ret = store_statement(&statement, store,
	                          "SELECT lower(name), sql LIKE 'CREATE VIRTUAL%' OR name LIKE 'sqlite~_%' ESCAPE '~'"
	                          " FROM sqlite_schema WHERE type IN ('table', 'view')"
	                          " UNION ALL SELECT lower(name), 1 FROM sqlite_temp_schema"
	                          " UNION ALL SELECT lower(name), 1 FROM pragma_module_list");

	if (ret != 0)
		return ret;
	guard->tables = map_new();
	while ((ret = statement_step(statement)) == 0)
		map_put(guard->tables, statement_text(statement, 0),
		        statement_int(statement, 1) != 0 ? TABLE_FOREIGN : TABLE_OURS);
	return ret == 1 ? 0 : ret;
}

static int fail_query(struct store *store, int code, struct guard *guard)
{
	switch (code & 0xff) {
	case SQLITE_AUTH:
		return error_set(ERR_INVALID, "a query may only read the documented tables and views; refused: %s",
		                 buf_str(&guard->refused));
	case SQLITE_ERROR:
	case SQLITE_TOOBIG:
	case SQLITE_MISMATCH:
	case SQLITE_RANGE:
		/* SQLite says "prohibited" in its own words where it resolves names. */
		if (guard->refused.size > 0)
			return fail_query(store, SQLITE_AUTH, guard);
		return error_set(ERR_INVALID, "the query cannot be answered: %s", sqlite3_errmsg(store->db));
	default:
		return store_fail(store, code, "cannot query");
	}
}

/* One statement, and nothing but comments and ';' behind it. */
static int compile(sqlite3_stmt **out, struct store *store, const char *sql, struct guard *guard)
{
	sqlite3_stmt *next = NULL;
	const char *rest = sql;
	int code;

	/* Comments in front of it compile to nothing. */
	do {
		code = sqlite3_prepare_v2(store->db, rest, -1, out, &rest);
	} while (code == SQLITE_OK && *out == NULL && *rest != '\0');
	if (code != SQLITE_OK)
		return fail_query(store, code, guard);
	if (*out == NULL)
		return error_set(ERR_INVALID, "the query is empty");
	while (code == SQLITE_OK && next == NULL && *rest != '\0')
		code = sqlite3_prepare_v2(store->db, rest, -1, &next, &rest);
	sqlite3_finalize(next);
	if (code != SQLITE_OK || next != NULL)
		return error_set(ERR_INVALID, "a query is one statement");
	if (!sqlite3_stmt_readonly(*out))
		return error_set(ERR_INVALID, "a query may only read");
	return 0;
}

static struct cell read_cell(sqlite3_stmt *handle, int column)
{
	struct cell cell = { .kind = CELL_NULL };

	switch (sqlite3_column_type(handle, column)) {
	case SQLITE_INTEGER:
		cell.kind = CELL_INT;
		cell.integer = sqlite3_column_int64(handle, column);
		break;
	case SQLITE_FLOAT:
		cell.kind = CELL_REAL;
		cell.real = sqlite3_column_double(handle, column);
		break;
	case SQLITE_TEXT:
		cell.kind = CELL_TEXT;
		cell.text.at = (const char *)sqlite3_column_text(handle, column);
		cell.text.size = (size_t)sqlite3_column_bytes(handle, column);
		break;
	case SQLITE_BLOB:
		cell.kind = CELL_BLOB;
		cell.text.at = sqlite3_column_blob(handle, column);
		cell.text.size = (size_t)sqlite3_column_bytes(handle, column);
		break;
	}
	return cell;
}

static int give_columns(sqlite3_stmt *handle, const struct query_sink *sink)
{
	int count = sqlite3_column_count(handle);
	const char **names = xcalloc((size_t)count, sizeof(*names));
	int ret;

	for (int i = 0; i < count; i++)
		names[i] = sqlite3_column_name(handle, i);
	ret = sink->columns(sink->payload, names, count);
	free(names);
	return ret;
}

/* The first step comes before the names: a query that fails at once gives nothing at all. */
static int give_rows(struct store *store, sqlite3_stmt *handle, const struct query_sink *sink, struct guard *guard)
{
	int count = sqlite3_column_count(handle);
	struct cell *cells = xcalloc((size_t)count, sizeof(*cells));
	int code = sqlite3_step(handle);
	int ret = 0;

	if (code == SQLITE_ROW || code == SQLITE_DONE)
		ret = give_columns(handle, sink);
	while (ret == 0 && code == SQLITE_ROW) {
		for (int i = 0; i < count; i++)
			cells[i] = read_cell(handle, i);
		ret = sink->row(sink->payload, cells, count);
		if (ret == 0)
			code = sqlite3_step(handle);
	}
	if (ret == 0 && code != SQLITE_DONE)
		ret = fail_query(store, code, guard);
	free(cells);
	return ret;
}

int store_query(struct store *store, const char *sql, const struct query_sink *sink)
{
	struct guard guard = { 0 };
	sqlite3_stmt *handle = NULL;
	int value_limit = sqlite3_limit(store->db, SQLITE_LIMIT_LENGTH, -1);
	int attach_limit = sqlite3_limit(store->db, SQLITE_LIMIT_ATTACHED, -1);
	int ret = load_tables(&guard, store);

	if (ret != 0)
		goto done;
	if (strlen(sql) > QUERY_SQL_MAX_SIZE) {
		ret = error_set(ERR_INVALID, "the query is longer than 1 MiB");
		goto done;
	}
	(void)sqlite3_limit(store->db, SQLITE_LIMIT_LENGTH, QUERY_VALUE_MAX_SIZE);
	(void)sqlite3_limit(store->db, SQLITE_LIMIT_ATTACHED, 0);
	(void)sqlite3_set_authorizer(store->db, authorize, &guard);
	ret = compile(&handle, store, sql, &guard);
	if (ret == 0)
		ret = give_rows(store, handle, sink, &guard);
done:
	sqlite3_finalize(handle);
	(void)sqlite3_set_authorizer(store->db, NULL, NULL);
	(void)sqlite3_limit(store->db, SQLITE_LIMIT_LENGTH, value_limit);
	(void)sqlite3_limit(store->db, SQLITE_LIMIT_ATTACHED, attach_limit);
	map_free(guard.tables);
	buf_release(&guard.name);
	buf_release(&guard.refused);
	return ret;
}
