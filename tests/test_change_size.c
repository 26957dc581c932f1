/* M24 against planted truth: how large changes are, and what is said where lines are not known. */
#include <check.h>
#include <math.h>
#include <string.h>
#include "lead/alloc.h"
#include "lead/metric.h"
#include "support/people_kit.h"
#include "support/metric_kit.h"

Suite *suite_change_size(void);

static void start(void)
{
	metric_kit_start();
	planted_subject(&planted, 1);
}

static void expect_share(const char *id, int64_t person, int64_t k, int64_t n)
{
	const struct metric_value *value = value_of(id, person);

	ck_assert_msg(value->k == k && value->n == n, "%s: %lld of %lld", id, (long long)value->k, (long long)value->n);
}

/* 21 changes of 20, 40, …, 420 lines, the reviewed ones the larger half. */
static void plant_steps(void)
{
	for (int64_t i = 1; i <= 21; i++)
		PLANT(&planted, 1, .author = i > 15 ? 1 : 2, .reviewer = i > 11 ? 3 : 0, .lines = 20 * i, .files = i);
}

START_TEST(sizes_are_the_middle_and_what_nine_in_ten_do_not_exceed)
{
	plant_steps();
	compute(&quarter);

	ck_assert_double_eq(value_of("M24", 0)->value, 220);
	ck_assert_double_eq(value_of("M24.p90", 0)->value, 380);
	ck_assert(isnan(value_of("M24.p90", 0)->low));
	ck_assert(value_of("M24", 0)->low > 20 && value_of("M24", 0)->high < 420);
	ck_assert_double_eq(value_of("M24.files", 0)->value, 11);
	expect_share("M24.known", 0, 21, 21);
}
END_TEST

START_TEST(large_begins_above_four_hundred_lines_and_thirty_files)
{
	PLANT(&planted, 20, .author = 2, .lines = 400, .files = 30);
	PLANT(&planted, 3, .author = 2, .lines = 401, .files = 31, .reviewer = 3);
	PLANT(&planted, 4, .author = 2, .lines = 9, .files = 2, .reviewer = 3);
	PLANT(&planted, 2, .author = 2, .lines = 9000, .files = 99, .excluded = "mass");
	PLANT(&planted, 2, .author = 2, .lines = 9000, .files = 99, .time = PLANTED_SINCE - 1);
	compute(&quarter);

	expect_share("M24.large", 0, 3, 27);
	expect_share("M24.many", 0, 3, 27);
	expect_share("M24.large.rev", 0, 3, 7);
	expect_share("M24.many.rev", 0, 3, 7);
	ck_assert_str_eq(state_of("M24.large", 0), "ok");
	ck_assert_str_eq(state_of("M24.large.rev", 0), "thin");
}
END_TEST

START_TEST(a_person_has_what_was_written_alone_and_with_others)
{
	plant_steps();
	PLANT(&planted, 14, .author = 2, .pair = 1, .lines = 1000, .files = 50);
	compute(&quarter);

	ck_assert_int_eq(value_of("M24", 1)->n, 20);
	ck_assert_str_eq(state_of("M24", 1), "ok");
	ck_assert_double_eq(value_of("M24", 1)->value, 1000);
	expect_share("M24.large", 1, 15, 20);
	expect_share("M24.many", 1, 14, 20);
	ck_assert_ptr_null(metric_values_find(&values, "M24.known", 1));
}
END_TEST

START_TEST(below_twenty_changes_is_thin_and_none_is_thin)
{
	compute(&quarter);
	ck_assert_str_eq(state_of("M24", 0), "thin");
	ck_assert_str_eq(state_of("M24", 1), "thin");
	ck_assert(isnan(value_of("M24", 0)->value));

	PLANT(&planted, 19, .author = 2, .lines = 10);
	compute(&quarter);
	ck_assert_str_eq(state_of("M24", 0), "thin");
	ck_assert_str_eq(state_of("M24.files", 0), "thin");

	PLANT(&planted, 1, .author = 2, .lines = 10);
	compute(&quarter);
	ck_assert_str_eq(state_of("M24", 0), "ok");
	ck_assert_str_eq(state_of("M24.p90", 0), "ok");
}
END_TEST

START_TEST(without_the_lines_of_nine_in_ten_changes_files_are_told)
{
	PLANT(&planted, 36, .author = 1, .lines = 10, .files = 3);
	PLANT(&planted, 4, .author = 1, .has_no_lines = true, .files = 40);
	compute(&quarter);
	ck_assert_str_eq(state_of("M24", 0), "ok");
	ck_assert_int_eq(value_of("M24", 0)->n, 36);
	expect_share("M24.known", 0, 36, 40);

	PLANT(&planted, 1, .author = 1, .has_no_lines = true, .files = 40);
	compute(&quarter);
	ck_assert_str_eq(state_of("M24", 0), "unknown");
	ck_assert_str_eq(state_of("M24", 1), "unknown");
	ck_assert_str_eq(state_of("M24.p90", 0), "unknown");
	ck_assert_str_eq(state_of("M24.large", 0), "unknown");
	ck_assert_str_eq(state_of("M24.files", 0), "ok");
	expect_share("M24.many", 0, 5, 41);
}
END_TEST

static int log_row(void *payload, const struct evidence_row *row)
{
	struct buf *log = payload;

	buf_add_fmt(log, TEXT_FMT "|%d|" TEXT_FMT ";", TEXT_ARG(row->change), row->counted, TEXT_ARG(row->raw));
	return 0;
}

START_TEST(evidence_begins_with_the_largest)
{
	struct buf log = { 0 };

	PLANT(&planted, 1, .author = 2, .lines = 10, .key = "pr:");
	PLANT(&planted, 1, .author = 1, .lines = 900, .files = 7, .key = "pr:");
	PLANT(&planted, 1, .author = 1, .has_no_lines = true, .files = 8, .key = "pr:");
	ck_assert_int_eq(metric_evidence(planted.store, metric_find(TEXT("M24.large")), &quarter, 0, log_row, &log), 0);
	ck_assert_str_eq(buf_str(&log), "pr:2|1|900 lines in 7 files: subject 2;pr:1|1|10 lines in 1 file: subject 1;"
	                                "pr:3|0|lines not known in 8 files: subject 3;");
	buf_release(&log);
	ck_assert_int_eq(metric_evidence(planted.store, metric_find(TEXT("M24")), &quarter, 2, log_row, &log), 0);
	ck_assert_str_eq(buf_str(&log), "pr:1|1|10 lines in 1 file: subject 1;");
	buf_release(&log);
}
END_TEST

/* ---- what a change touches ---- */

#define ADA "Ada Example <ada@example.org>"
#define START_TIME INT64_C(1600000000)

static struct people_kit kit;

static void start_kit(void)
{
	people_kit_start(&kit);
}

static void stop_kit(void)
{
	people_kit_stop(&kit);
}

static void run_sql(const char *sql)
{
	int ret = store_script(kit.store, sql);

	ck_assert_msg(ret == 0, "%s", error_message());
}

static int64_t commit_of(const char *files)
{
	return people_kit_commit(&kit, (struct people_kit_commit){ .author = ADA, .time = START_TIME, .files = files });
}

static void land(const char *key, int64_t first, int64_t second)
{
	int64_t commits[] = { first, second, 0 };

	(void)people_kit_change(&kit, key, START_TIME, 0, commits);
}

static void expect(const char *want)
{
	people_kit_derive(&kit);
	people_kit_expect(
		&kit, "SELECT coalesce(lines, '-'), coalesce(files, '-') FROM change_credit ORDER BY change_id", want);
}

START_TEST(a_file_is_counted_once_a_change_and_not_where_it_is_generated)
{
	land("pr:1", commit_of("a.c b.c"), commit_of("b.c package-lock.json"));
	land("pr:2", commit_of("b.c"), 0);
	expect("9|2 3|1");
	run_sql("UPDATE commits SET files_state = 1; DELETE FROM stamp");
	expect("-|2 -|1");
	run_sql("UPDATE commits SET files_state = 2; DELETE FROM stamp");
	expect("-|- -|-");
}
END_TEST

START_TEST(lines_of_a_file_that_only_moved_are_not_counted)
{
	land("pr:1", commit_of("old.c older.c new.c d/x.c"), 0);
	run_sql("UPDATE file_change SET insertions = 0, deletions = 3, status = 'D'"
	        "  WHERE path_id = (SELECT id FROM path WHERE name = 'old.c');"
	        "UPDATE file_change SET insertions = 0, deletions = 50, status = 'D'"
	        "  WHERE path_id = (SELECT id FROM path WHERE name = 'older.c');"
	        "UPDATE file_change SET insertions = 52 WHERE path_id = (SELECT id FROM path WHERE name = 'd/x.c')");
	/* old.c became new.c; older.c was changed on its way. */
	expect("102|4");
}
END_TEST

Suite *suite_change_size(void)
{
	Suite *suite = suite_create("change_size");
	TCase *tc = tcase_create("M24");

	tcase_add_checked_fixture(tc, start, metric_kit_stop);
	tcase_add_test(tc, sizes_are_the_middle_and_what_nine_in_ten_do_not_exceed);
	tcase_add_test(tc, large_begins_above_four_hundred_lines_and_thirty_files);
	tcase_add_test(tc, a_person_has_what_was_written_alone_and_with_others);
	tcase_add_test(tc, below_twenty_changes_is_thin_and_none_is_thin);
	tcase_add_test(tc, without_the_lines_of_nine_in_ten_changes_files_are_told);
	tcase_add_test(tc, evidence_begins_with_the_largest);
	suite_add_tcase(suite, tc);
	tc = tcase_create("files");
	tcase_add_checked_fixture(tc, start_kit, stop_kit);
	tcase_add_test(tc, a_file_is_counted_once_a_change_and_not_where_it_is_generated);
	tcase_add_test(tc, lines_of_a_file_that_only_moved_are_not_counted);
	suite_add_tcase(suite, tc);
	return suite;
}
