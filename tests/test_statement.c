/*
 * Statements bound by name: what goes in comes out byte for byte.
 */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "../analyzers/store/database.h"
#include "support/store_kit.h"

Suite *suite_statement(void);

static struct store *store;

static void start(void)
{
	store = NULL;
	ck_assert_int_eq(store_init(), 0);
	ck_assert_int_eq(store_open(&store, ":memory:", STORE_WRITE), 0);
}

static void stop(void)
{
	store_close(store);
}

static struct statement *compile(const char *sql)
{
	struct statement *statement = NULL;

	ck_assert_msg(store_statement(&statement, store, sql) == 0, "%s", error_message());
	return statement;
}

START_TEST(the_same_text_gives_the_same_statement)
{
	struct statement *one = compile("SELECT 1");

	ck_assert_ptr_eq(compile("SELECT 1"), one);
	ck_assert_ptr_ne(compile("SELECT 2"), one);
	ck_assert_ptr_eq(compile("SELECT 1"), one);
}
END_TEST

START_TEST(a_statement_left_in_the_middle_starts_anew)
{
	struct statement *statement = compile("SELECT name FROM source WHERE name >= :from ORDER BY name");
	int64_t id;

	ck_assert_int_eq(store_put_source(&id, store, TEXT("a")), 0);
	ck_assert_int_eq(store_put_source(&id, store, TEXT("b")), 0);
	statement_bind_text(statement, ":from", TEXT(""));
	ck_assert_int_eq(statement_step(statement), 0);
	statement = compile("SELECT name FROM source WHERE name >= :from ORDER BY name");
	ck_assert_int_eq(statement_step(statement), 1);
}
END_TEST

START_TEST(a_step_answers_row_then_end)
{
	struct statement *statement = compile("SELECT :a AS first, :b");

	statement_bind_int(statement, ":a", INT64_MIN);
	statement_bind_real(statement, ":b", 0.5);
	statement_bind_int(statement, ":no_such_name", 1);
	ck_assert_int_eq(statement_column_count(statement), 2);
	ck_assert_str_eq(statement_column_name(statement, 0), "first");
	ck_assert_int_eq(statement_step(statement), 0);
	ck_assert_int_eq(statement_int(statement, 0), INT64_MIN);
	ck_assert_double_eq(statement_real(statement, 1), 0.5);
	ck_assert_int_eq(statement_step(statement), 1);
	/* Bindings are gone with the end. */
	ck_assert_int_eq(statement_step(statement), 0);
	ck_assert(statement_is_null(statement, 0));
	statement_reset(statement);
}
END_TEST

static const struct text texts[] = {
	{ NULL, 0 },
	{ "", 0 },
	{ "plain", 5 },
	{ "with\0nul", 8 },
	{ "\0", 1 },
	{ "\xff\xfe\x80 not utf-8 \xc3", 16 },
	{ "line\nbreak\r\n", 12 },
	{ "'; DROP TABLE commits; --", 25 },
};

START_TEST(texts_come_back_byte_for_byte)
{
	struct statement *statement = compile("SELECT :text, typeof(:text), :blob, typeof(:blob)");
	struct text want = texts[_i];
	struct text got;

	statement_bind_text(statement, ":text", want);
	statement_bind_blob(statement, ":blob", want.at, want.size);
	ck_assert_int_eq(statement_step(statement), 0);
	got = statement_text(statement, 0);
	ck_assert_uint_eq(got.size, want.size);
	ck_assert(text_equal(got, want));
	ck_assert(text_equal(statement_text(statement, 1), TEXT("text")));
	ck_assert(text_equal(statement_text(statement, 2), want));
	ck_assert(text_equal(statement_text(statement, 3), TEXT("blob")));
	statement_reset(statement);
}
END_TEST

START_TEST(bound_texts_are_copied)
{
	struct statement *statement = compile("SELECT :text");
	char bytes[] = "before";

	statement_bind_text(statement, ":text", text_of(bytes));
	memcpy(bytes, "after!", 6);
	ck_assert_int_eq(statement_step(statement), 0);
	ck_assert(text_equal(statement_text(statement, 0), TEXT("before")));
	statement_reset(statement);
}
END_TEST

START_TEST(null_and_nan_are_null)
{
	struct statement *statement = compile("SELECT :null, :nan");

	statement_bind_int(statement, ":null", 1);
	statement_bind_null(statement, ":null");
	statement_bind_real(statement, ":nan", NAN);
	ck_assert_int_eq(statement_step(statement), 0);
	ck_assert(statement_is_null(statement, 0));
	ck_assert(statement_is_null(statement, 1));
	ck_assert_uint_eq(statement_text(statement, 0).size, 0);
	statement_reset(statement);
}
END_TEST

START_TEST(a_run_steps_to_the_end_and_counts)
{
	struct statement *statement = compile("INSERT INTO source (name) VALUES (:a), (:b)");

	statement_bind_text(statement, ":a", TEXT("one"));
	statement_bind_text(statement, ":b", TEXT("two"));
	ck_assert_int_eq(statement_run(statement), 0);
	ck_assert_int_eq(store_changes(store), 2);
	ck_assert_int_eq(store_last_id(store), 2);
}
END_TEST

static const struct {
	const char *sql;
	int64_t value;
} numbers[] = {
	{ "SELECT :number", 7 },
	{ "SELECT :number UNION ALL SELECT 8", 7 },
	{ "SELECT :number WHERE 0", 0 },
	{ "SELECT nullif(:number, 7)", 0 },
};

START_TEST(one_number_is_taken_and_the_statement_reset)
{
	struct statement *statement = compile(numbers[_i].sql);
	int64_t value = -1;

	statement_bind_int(statement, ":number", 7);
	ck_assert_int_eq(statement_take_int(&value, statement), 0);
	ck_assert_int_eq(value, numbers[_i].value);
	statement_bind_int(statement, ":number", 7);
	ck_assert_int_eq(statement_take_int(&value, statement), 0);
	ck_assert_int_eq(value, numbers[_i].value);
}
END_TEST

START_TEST(a_number_that_cannot_be_read_is_an_error)
{
	struct statement *statement = compile("SELECT abs(:number)");
	int64_t value = -1;

	statement_bind_int(statement, ":number", INT64_MIN);
	ck_assert_int_eq(statement_take_int(&value, statement), ERR_FAILED);
	ck_assert_int_eq(value, 0);
}
END_TEST

START_TEST(a_broken_rule_of_the_schema_is_an_error_and_resets)
{
	struct statement *statement = compile("INSERT INTO source (name) VALUES (:name)");

	ck_assert_int_eq(statement_run(statement), ERR_FAILED);
	ck_assert_ptr_nonnull(strstr(error_message(), "source.name"));
	statement_bind_text(statement, ":name", TEXT("x"));
	ck_assert_int_eq(statement_run(statement), 0);
}
END_TEST

START_TEST(a_wrong_column_is_told_when_the_statement_is_made)
{
	struct statement *statement = NULL;

	ck_assert_int_eq(store_statement(&statement, store, "SELECT no_such FROM commits"), ERR_FAILED);
	ck_assert_ptr_nonnull(strstr(error_message(), "no_such"));
	/* A quoted name that is no column is no text either. */
	ck_assert_int_eq(store_statement(&statement, store, "SELECT \"no_such\" FROM commits"), ERR_FAILED);
	ck_assert_ptr_null(statement);
}
END_TEST

START_TEST(a_script_runs_all_its_statements)
{
	ck_assert_int_eq(store_script(store, "INSERT INTO source (name) VALUES ('a');\n"
	                                     "INSERT INTO source (name) VALUES ('b'); -- end\n"),
	                 0);
	ck_assert_int_eq(kit_int(store, "SELECT count(*) FROM source"), 2);
	ck_assert_int_eq(store_script(store, "DELETE FROM nowhere"), ERR_FAILED);
}
END_TEST

START_TEST(every_statement_of_the_store_compiles)
{
	struct call call = call_begin(store, (enum sql)_i);

	ck_assert_msg(call.code == SQLITE_OK, "%s: %s", sql_texts[_i], sqlite3_errmsg(store->db));
}
END_TEST

Suite *suite_statement(void)
{
	Suite *suite = suite_create("statement");
	TCase *tcase = tcase_create("statement");

	tcase_add_checked_fixture(tcase, start, stop);
	tcase_add_test(tcase, the_same_text_gives_the_same_statement);
	tcase_add_test(tcase, a_statement_left_in_the_middle_starts_anew);
	tcase_add_test(tcase, a_step_answers_row_then_end);
	tcase_add_loop_test(tcase, texts_come_back_byte_for_byte, 0, (int)(sizeof(texts) / sizeof(texts[0])));
	tcase_add_test(tcase, bound_texts_are_copied);
	tcase_add_test(tcase, null_and_nan_are_null);
	tcase_add_test(tcase, a_run_steps_to_the_end_and_counts);
	tcase_add_loop_test(tcase, one_number_is_taken_and_the_statement_reset, 0,
	                    (int)(sizeof(numbers) / sizeof(numbers[0])));
	tcase_add_test(tcase, a_number_that_cannot_be_read_is_an_error);
	tcase_add_test(tcase, a_broken_rule_of_the_schema_is_an_error_and_resets);
	tcase_add_test(tcase, a_wrong_column_is_told_when_the_statement_is_made);
	tcase_add_test(tcase, a_script_runs_all_its_statements);
	tcase_add_loop_test(tcase, every_statement_of_the_store_compiles, 0, SQL_COUNT);
	suite_add_tcase(suite, tcase);
	return suite;
}
