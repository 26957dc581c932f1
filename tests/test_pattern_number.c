/* How the numbers of patterns read: a count is no percentage, and every key has words. */
#include <check.h>
#include <math.h>
#include "../cmd/render/pattern_number.h"

#define COUNT_OF(rows) (sizeof(rows) / sizeof((rows)[0]))

Suite *suite_pattern_number(void);

static const struct {
	struct pattern_number number;
	const char *words;
} rows[] = {
	{ { "own_changes", 44, 31.97, 59.07, NUMBER_COUNT }, "44 (32-59)" },
	{ { "code_1", 20, 12.2, 30.9, NUMBER_COUNT }, "20 (12-31)" },
	{ { "code_median", 20.5, 12.2, 30.9, NUMBER_COUNT }, "20.50 (12-31)" },
	{ { "code_1", 0, 0, 3.69, NUMBER_COUNT }, "0 (0-4)" },
	{ { "reviews", 7, NAN, NAN, NUMBER_COUNT }, "7" },
	{ { "review_share", 0.21, 0.13, 0.33, NUMBER_SHARE }, "21 % (13-33)" },
	{ { "team_median", 0.36, NAN, NAN, NUMBER_SHARE }, "36 %" },
	{ { "gap", -1, -1, -0.92, NUMBER_DIFFERENCE }, "-100 points (-100 to -92)" },
	{ { "fall", 0.25, 0.1, 0.4, NUMBER_DIFFERENCE }, "+25 points (+10 to +40)" },
	{ { "gap", 0, NAN, NAN, NUMBER_DIFFERENCE }, "0 points" },
	{ { "median_days", 4, 2, 6, NUMBER_MEASURE }, "4 (2-6)" },
	{ { "p75_days", 4, 2.5, HUGE_VAL, NUMBER_MEASURE }, "4 (2.50 or more)" },
	{ { "median_days", NAN, NAN, NAN, NUMBER_MEASURE }, "-" },
};

START_TEST(a_number_reads_as_its_unit)
{
	struct buf out = { 0 };

	pattern_number_add(&out, &rows[_i].number);
	ck_assert_str_eq(buf_str(&out), rows[_i].words);
	buf_release(&out);
}
END_TEST

static const char *const names[][2] = {
	{ "own_changes", "own changes" },
	{ "joint", "written with others" },
	{ "code_1", "own code, newest quarter" },
	{ "code_2", "own code, 1 quarter earlier" },
	{ "for_others_6", "for others, 5 quarters earlier" },
	{ "code_median", "own code, median before" },
	{ "team_q1", "team, lower quartile" },
	{ "p75_days", "three in four answered, days" },
	{ "n", "n" },
};

START_TEST(a_key_has_words)
{
	struct buf out = { 0 };

	pattern_number_add_name(&out, names[_i][0]);
	ck_assert_str_eq(buf_str(&out), names[_i][1]);
	buf_release(&out);
}
END_TEST

Suite *suite_pattern_number(void)
{
	Suite *suite = suite_create("pattern_number");
	TCase *tc = tcase_create("words");

	tcase_add_loop_test(tc, a_number_reads_as_its_unit, 0, COUNT_OF(rows));
	tcase_add_loop_test(tc, a_key_has_words, 0, COUNT_OF(names));
	suite_add_tcase(suite, tc);
	return suite;
}
