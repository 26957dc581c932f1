/*
 * The user's query: what it may read, and that it may do nothing else.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "../analyzers/store/database.h"
#include "lead/alloc.h"
#include "support/store_kit.h"

Suite *suite_query(void);

static struct kit kit;

static void start(void)
{
	kit_start(&kit);
	kit_open(&kit, STORE_WRITE);
	ck_assert_int_eq(kit_write(kit.store, 0, 3), 0);
}

static void stop(void)
{
	kit_stop(&kit);
}

/* Collects "a,b;1,x;" */
static int add_columns(void *payload, const char *const *names, int count)
{
	for (int i = 0; i < count; i++)
		buf_add_fmt(payload, "%s%s", i > 0 ? "," : "", names[i]);
	buf_add_char(payload, ';');
	return 0;
}

static int add_row(void *payload, const struct cell *cells, int count)
{
	for (int i = 0; i < count; i++) {
		if (i > 0)
			buf_add_char(payload, ',');
		switch (cells[i].kind) {
		case CELL_NULL:
			buf_add_str(payload, "NULL");
			break;
		case CELL_INT:
			buf_add_fmt(payload, "%lld", (long long)cells[i].integer);
			break;
		case CELL_REAL:
			buf_add_fmt(payload, "%.2f", cells[i].real);
			break;
		case CELL_BLOB:
			buf_add_str(payload, "x:"); /* fall through */
		case CELL_TEXT:
			buf_add_text(payload, cells[i].text);
			break;
		}
	}
	buf_add_char(payload, ';');
	return 0;
}

static int ask(struct buf *answer, const char *sql)
{
	struct query_sink sink = { answer, add_columns, add_row };

	return store_query(kit.store, sql, &sink);
}

/* clang-format off */
static const struct {
	const char *sql, *want;
} answers[] = {
	{ "SELECT 1 AS a, 'x' AS b", "a,b;1,x;" },
	{ "SELECT NULL, 1.5, x'41', ''", "NULL,1.5,x'41','';NULL,1.50,x:A,;" },
	{ "SELECT count(*) AS n FROM commits", "n;3;" },
	{ "select count(*) n from COMMITS;", "n;3;" },
	{ "-- first\nSELECT 1 AS a ; -- last\n/* and */ ;; \n", "a;1;" },
	{ "/* only */ ; SELECT 1 AS a", "a;1;" },
	{ "VALUES (1), (2)", "column1;1;2;" },
	{ "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT sum(i) AS s FROM n",
	  "s;6;" },
	{ "WITH x AS (SELECT 1 UNION SELECT 2) SELECT count(*) AS n FROM x", "n;2;" },
	{ "SELECT count(*) AS n FROM main.Commits AS c, (SELECT 1)", "n;3;" },
	{ "SELECT upper(name) AS n FROM identity WHERE name LIKE 'R E%' ORDER BY 1", "n;R E VIEWER;" },
	{ "SELECT oid FROM v_commit WHERE 0", "oid;" },
	{ "SELECT count(*) AS n FROM v_event", "n;0;" },
	{ "SELECT row_number() OVER (ORDER BY id) AS r FROM commits LIMIT 1", "r;1;" },
	{ "SELECT date(0, 'unixepoch') AS d", "d;1970-01-01;" },
	{ "SELECT hex(parents) AS p FROM commits WHERE id = 1", "p;;" },
};
/* clang-format on */

START_TEST(reading_is_answered)
{
	struct buf answer = { 0 };
	int ret = ask(&answer, answers[_i].sql);

	ck_assert_msg(ret == 0, "%s: %s", answers[_i].sql, error_message());
	ck_assert_msg(strcmp(buf_str(&answer), answers[_i].want) == 0, "%s: %s", answers[_i].sql, buf_str(&answer));
	buf_release(&answer);
}
END_TEST

static const char *const refused[] = {
	"INSERT INTO source (name) VALUES ('x')",
	"INSERT INTO source (name) SELECT name FROM identity RETURNING id",
	"UPDATE commits SET subject = ''",
	"DELETE FROM commits",
	"WITH x AS (SELECT 1) DELETE FROM commits",
	"REPLACE INTO source (name) VALUES ('x')",
	"DROP TABLE commits",
	"CREATE TABLE x (y)",
	"CREATE TEMP TABLE x (y)",
	"CREATE TEMP VIEW x AS SELECT 1",
	"CREATE VIRTUAL TABLE temp.x USING fts5 (y)",
	"ALTER TABLE commits ADD COLUMN x",
	"ATTACH ':memory:' AS x",
	"DETACH main",
	"PRAGMA user_version",
	"PRAGMA user_version = 9",
	"PRAGMA query_only = 0",
	"PRAGMA writable_schema = 1",
	"VACUUM",
	"VACUUM INTO '/dev/null'",
	"REINDEX",
	"ANALYZE",
	"BEGIN",
	"COMMIT",
	"SAVEPOINT x",
	"SELECT load_extension('x')",
	"SELECT fts3_tokenizer('simple')",
	"SELECT writefile('x', 'y')",
	"SELECT readfile('x')",
	"SELECT edit('x')",
	"SELECT randomblob(10)",
	"SELECT sqlite_log(1, 'x')",
	"SELECT * FROM sqlite_schema",
	"SELECT * FROM sqlite_master",
	"SELECT name FROM main.sqlite_schema",
	"SELECT * FROM sqlite_temp_schema",
	"SELECT count(*) FROM sqlite_schema",
	"SELECT 1 WHERE EXISTS (SELECT 1 FROM sqlite_schema)",
	"SELECT * FROM subject",
	"SELECT count(*) FROM subject",
	"SELECT count(*) FROM main.SQLITE_Master",
	"SELECT count(*) FROM pragma_database_list",
	"SELECT count(*) FROM dbstat",
	"SELECT * FROM dbstat",
	"SELECT * FROM sqlite_stmt",
	"SELECT * FROM pragma_table_info('commits')",
	"SELECT * FROM pragma_user_version",
	"SELECT * FROM json_each('[1]')",
	"EXPLAIN DELETE FROM commits",
	"SELECT 1; SELECT 2",
	"SELECT 1; DROP TABLE commits",
	"SELECT 1; nonsense",
	"SELECT 1; -- x\n SELECT 2",
	"",
	" ; -- nothing\n",
	"nonsense",
	"SELECT no_such FROM commits",
	"SELECT * FROM no_such",
	"SELECT \"text\"",
	"SELECT",
	"SELECT abs(-9223372036854775807 - 1)",
	"SELECT zeroblob(200000000)",
};

START_TEST(everything_else_is_refused)
{
	struct buf answer = { 0 };
	int ret = ask(&answer, refused[_i]);

	ck_assert_msg(ret == ERR_INVALID, "%s: %d %s", refused[_i], ret, buf_str(&answer));
	ck_assert_uint_eq(answer.size, 0);
	ck_assert_ptr_null(strchr(error_message(), '\n'));
	buf_release(&answer);
	/* And the store goes on as before, with all its own powers. */
	ck_assert_int_eq(kit_write(kit.store, 3, 4), 0);
	ck_assert_int_eq(kit_int(kit.store, "SELECT count(*) FROM commits"), 4);
	ck_assert_int_eq(kit_int(kit.store, "SELECT count(*) > 0 FROM sqlite_schema"), 1);
}
END_TEST

START_TEST(the_refusal_names_the_act)
{
	struct buf answer = { 0 };

	ck_assert_int_eq(ask(&answer, "DELETE FROM commits"), ERR_INVALID);
	ck_assert_ptr_nonnull(strstr(error_message(), "DELETE from commits"));
	ck_assert_int_eq(ask(&answer, "SELECT load_extension('x')"), ERR_INVALID);
	ck_assert_ptr_nonnull(strstr(error_message(), "load_extension"));
	ck_assert_int_eq(ask(&answer, "SELECT * FROM sqlite_schema"), ERR_INVALID);
	ck_assert_ptr_nonnull(strstr(error_message(), "sqlite_"));
}
END_TEST

START_TEST(a_long_query_is_refused)
{
	char *sql = xmalloc((2 << 20) + 1);

	memset(sql, ' ', 2 << 20);
	memcpy(sql, "SELECT 1", 8);
	sql[2 << 20] = '\0';
	ck_assert_int_eq(ask(&(struct buf){ 0 }, sql), ERR_INVALID);
	free(sql);
}
END_TEST

static int stop_at_once(void *payload, const struct cell *cells, int count)
{
	(void)cells;
	(void)count;
	++*(int *)payload;
	return 42;
}

static int no_columns(void *payload, const char *const *names, int count)
{
	(void)payload;
	(void)names;
	(void)count;
	return 0;
}

START_TEST(the_sink_can_stop)
{
	int rows = 0;
	struct query_sink sink = { &rows, no_columns, stop_at_once };

	ck_assert_int_eq(store_query(kit.store, "SELECT id FROM commits", &sink), 42);
	ck_assert_int_eq(rows, 1);
}
END_TEST

START_TEST(a_view_smuggled_into_the_file_gains_nothing)
{
	struct buf answer = { 0 };

	ck_assert_int_eq(store_script(kit.store, "DROP VIEW v_decision;"
	                                         "CREATE VIEW v_decision AS SELECT load_extension('x') AS repo"),
	                 0);
	ck_assert_int_eq(ask(&answer, "SELECT * FROM v_decision"), ERR_INVALID);
	ck_assert_int_eq(store_script(kit.store, "DROP VIEW v_decision;"
	                                         "CREATE VIEW v_decision AS SELECT sql AS repo FROM sqlite_schema"),
	                 0);
	ck_assert_int_eq(ask(&answer, "SELECT * FROM v_decision"), ERR_INVALID);
	ck_assert_uint_eq(answer.size, 0);
	buf_release(&answer);
}
END_TEST

START_TEST(a_reader_may_ask_too)
{
	struct buf answer = { 0 };

	kit_open(&kit, STORE_READ);
	ck_assert_int_eq(ask(&answer, "SELECT count(*) AS n FROM commits"), 0);
	ck_assert_str_eq(buf_str(&answer), "n;3;");
	ck_assert_int_eq(ask(&answer, "DELETE FROM commits"), ERR_INVALID);
	buf_release(&answer);
}
END_TEST

START_TEST(every_view_can_be_asked)
{
	struct statement *views = NULL;
	int count = 0;

	ck_assert_int_eq(store_statement(&views, kit.store, "SELECT name FROM sqlite_schema WHERE type = 'view'"), 0);
	for (; statement_step(views) == 0; count++) {
		char *sql = xstrfmt("SELECT * FROM " TEXT_FMT, TEXT_ARG(statement_text(views, 0)));
		sqlite3_stmt *handle = NULL;
		int code = sqlite3_prepare_v2(kit.store->db, sql, -1, &handle, NULL);

		ck_assert_msg(code == SQLITE_OK, "%s: %s", sql, sqlite3_errmsg(kit.store->db));
		ck_assert_int_eq(sqlite3_step(handle), SQLITE_DONE);
		sqlite3_finalize(handle);
		free(sql);
	}
	ck_assert_int_ge(count, 6);
}
END_TEST

Suite *suite_query(void)
{
	Suite *suite = suite_create("query");
	TCase *tcase = tcase_create("query");

	tcase_add_checked_fixture(tcase, start, stop);
	tcase_add_loop_test(tcase, reading_is_answered, 0, (int)(sizeof(answers) / sizeof(answers[0])));
	tcase_add_loop_test(tcase, everything_else_is_refused, 0, (int)(sizeof(refused) / sizeof(refused[0])));
	tcase_add_test(tcase, the_refusal_names_the_act);
	tcase_add_test(tcase, a_long_query_is_refused);
	tcase_add_test(tcase, the_sink_can_stop);
	tcase_add_test(tcase, a_view_smuggled_into_the_file_gains_nothing);
	tcase_add_test(tcase, a_reader_may_ask_too);
	tcase_add_test(tcase, every_view_can_be_asked);
	suite_add_tcase(suite, tcase);
	return suite;
}
