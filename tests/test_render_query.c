/*
 * Tables, CSV and JSON of answers to a query: exact where a program reads them, aligned and harmless where a person
 * does.
 */
#include <check.h>
#include <string.h>
#include <jansson.h>
#include "../cmd/render/render.h"

Suite *suite_render_query(void);

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static struct cell text_cell(const char *text)
{
	return (struct cell){ .kind = CELL_TEXT, .text = text_of(text) };
}

static void answer(struct buf *out, const char *name, bool is_terminal)
{
	static const char *const names[] = { "name", "n", "share" };
	const struct table_renderer *renderer = table_renderer_find(name);
	struct table table = { .out = out,
		               .options = { .columns = 80, .use_unicode = true, .is_terminal = is_terminal } };
	struct cell rows[][3] = {
		{ text_cell("\347\216\213\345\260\217\346\230\216"),
		  { .kind = CELL_INT, .integer = 7 },
		  { .kind = CELL_REAL, .real = 0.25 } },
		{ text_cell("\331\205\330\255"), { .kind = CELL_INT, .integer = -12 }, { .kind = CELL_NULL } },
		{ text_cell("e\314\201\033x, \"y\""), { .kind = CELL_NULL }, { .kind = CELL_REAL, .real = 1 } },
		{ text_cell("\360\237\230\200"),
		  { .kind = CELL_INT, .integer = 100 },
		  { .kind = CELL_REAL, .real = 0.5 } },
	};

	ck_assert_int_eq(renderer->begin(&table, names, 3), 0);
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		ck_assert_int_eq(renderer->row(&table, rows[i], 3), 0);
	ck_assert_int_eq(renderer->end(&table), 0);
}

START_TEST(a_table_is_aligned_in_every_script)
{
	struct buf out = { 0 };

	answer(&out, "table", true);
	ck_assert_str_eq(buf_str(&out), "name        n  share\n"
	                                "--------  ---  -----\n"
	                                "\347\216\213\345\260\217\346\230\216      7   0.25\n"
	                                "\331\205\330\255        -12       \n"
	                                "e\314\201\357\277\275x, \"y\"         1.0\n"
	                                "\360\237\230\200        100    0.5\n");
	buf_release(&out);
}
END_TEST

START_TEST(csv_of_a_query_is_exact_unless_a_terminal_reads_it)
{
	struct buf out = { 0 };

	answer(&out, "csv", false);
	ck_assert_str_eq(buf_str(&out), "name,n,share\n"
	                                "\347\216\213\345\260\217\346\230\216,7,0.25\n"
	                                "\331\205\330\255,-12,\n"
	                                "\"e\314\201\033x, \"\"y\"\"\",,1.0\n"
	                                "\360\237\230\200,100,0.5\n");
	buf_clear(&out);
	answer(&out, "csv", true);
	ck_assert_ptr_null(strchr(buf_str(&out), '\033'));
	buf_release(&out);
}
END_TEST

START_TEST(json_of_a_query_reads_back)
{
	struct buf out = { 0 };
	json_t *rows;
	json_t *row;

	answer(&out, "json", false);
	rows = json_loadb(out.at, out.size, 0, NULL);
	ck_assert_uint_eq(json_array_size(rows), 4);
	row = json_array_get(rows, 2);
	ck_assert_str_eq(json_string_value(json_object_get(row, "name")), "e\314\201\033x, \"y\"");
	ck_assert(json_is_null(json_object_get(row, "n")));
	ck_assert_double_eq(json_real_value(json_object_get(row, "share")), 1.0);
	ck_assert_ptr_null(strchr(buf_str(&out), '\033'));
	json_decref(rows);
	buf_release(&out);
}
END_TEST

START_TEST(an_answer_without_rows_still_has_its_form)
{
	static const char *const names[] = { "a", "a" };
	static const struct {
		const char *renderer, *text;
	} rows[] = { { "table", "a  a\n-  -\n" }, { "csv", "a,a\n" }, { "json", "[]\n" } };

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct table_renderer *renderer = table_renderer_find(rows[i].renderer);
		struct buf out = { 0 };
		struct table table = { .out = &out };

		ck_assert_int_eq(renderer->begin(&table, names, 2), 0);
		ck_assert_int_eq(renderer->end(&table), 0);
		ck_assert_str_eq(buf_str(&out), rows[i].text);
		buf_release(&out);
	}
}
END_TEST

START_TEST(a_long_table_streams_with_the_widths_of_its_first_rows)
{
	static const char *const names[] = { "id" };
	const struct table_renderer *renderer = table_renderer_find("table");
	struct buf out = { 0 };
	struct table table = { .out = &out };
	struct cell cell = { .kind = CELL_INT };

	ck_assert_int_eq(renderer->begin(&table, names, 1), 0);
	for (cell.integer = 0; cell.integer < 2000; cell.integer++)
		ck_assert_int_eq(renderer->row(&table, &cell, 1), 0);
	ck_assert_uint_gt(out.size, 4000);
	ck_assert_int_eq(renderer->end(&table), 0);
	ck_assert_ptr_nonnull(strstr(buf_str(&out), "\n499\n500\n501\n"));
	ck_assert_uint_eq(table.row_count, 2000);
	buf_release(&out);
}
END_TEST

START_TEST(end_after_no_begin_does_nothing)
{
	struct buf out = { 0 };
	struct table table = { .out = &out };

	for (size_t i = 0; table_renderer_at(i); i++)
		ck_assert_int_eq(table_renderer_at(i)->end(&table), 0);
	ck_assert_uint_eq(out.size, 0);
}
END_TEST

Suite *suite_render_query(void)
{
	Suite *suite = suite_create("render_query");
	TCase *query = tcase_create("query");

	tcase_add_test(query, a_table_is_aligned_in_every_script);
	tcase_add_test(query, csv_of_a_query_is_exact_unless_a_terminal_reads_it);
	tcase_add_test(query, json_of_a_query_reads_back);
	tcase_add_test(query, an_answer_without_rows_still_has_its_form);
	tcase_add_test(query, a_long_table_streams_with_the_widths_of_its_first_rows);
	tcase_add_test(query, end_after_no_begin_does_nothing);
	suite_add_tcase(suite, query);
	return suite;
}
