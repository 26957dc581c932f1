/* What patterns say where reviews are not recorded, because somebody declared it, and where nothing landed at all. */
#include <check.h>
#include <string.h>
#include "lead/pattern.h"
#include "support/pattern_kit.h"

Suite *suite_uncovered(void);

#define QUARTER_SECS (13 * WEEK_SECS)
#define DECLARED "declared: reviews of this time are not recorded"

static struct pattern_kit kit;

static void start(void)
{
	pattern_kit_start(&kit);
}

static void stop(void)
{
	pattern_kit_stop(&kit);
}

static const char *const asking[] = { "P01", "P02", "P04", "P07", "P10", "P14", "P17" };

/* A team whose record names a reviewer on every change, newcomers and large changes among them. */
static void plant_recorded(void)
{
	PLANT(&kit.planted, 1, .author = LEAD, .reviewer = 3, .time = PLANTED_SINCE - 400 * DAY_SECS);
	plant_reviewing_team(&kit, 0);
	plant_lead(&kit, 30, 0, 0);
	PLANT(&kit.planted, 10, .author = 9, .reviewer = 3, .is_newcomer = true);
	PLANT(&kit.planted, 60, .author = 3, .reviewer = 4, .lines = 900);
}

START_TEST(what_was_declared_is_the_reason_and_no_share)
{
	plant_recorded();
	pattern_kit_declare(&kit, "unrecorded", 0, "review");

	ck_assert_str_eq(pattern_kit_outcome(&kit, asking[_i]), "unknown");
	ck_assert_has(kit.finding.reason, DECLARED);
	ck_assert_ptr_null(strstr(kit.finding.reason, "100 %"));
	ck_assert_ptr_null(strstr(kit.finding.reason, "needed"));
}
END_TEST

START_TEST(without_a_declaration_the_share_is_the_reason)
{
	plant_recorded();
	PLANT(&kit.planted, 500, .author = 4, .lines = 900);

	ck_assert_str_eq(pattern_kit_outcome(&kit, asking[_i]), "unknown");
	ck_assert_ptr_null(strstr(kit.finding.reason, "declared"));
	ck_assert_has(kit.finding.reason, " name a reviewer");
}
END_TEST

START_TEST(p06_says_what_was_declared_too)
{
	int64_t newest = PLANTED_UNTIL - QUARTER_SECS + DAY_SECS;

	PLANT(&kit.planted, 1, .author = 9, .time = PLANTED_UNTIL - 7 * QUARTER_SECS);
	PLANT(&kit.planted, 4, .author = LEAD, .time = PLANTED_UNTIL - 4 * QUARTER_SECS + DAY_SECS);
	PLANT(&kit.planted, 5, .author = 2, .reviewer = LEAD, .time = newest);
	pattern_kit_declare(&kit, "unrecorded", 0, "review");

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P06"), "unknown");
	ck_assert_has(kit.finding.reason, DECLARED ", so whether other work went on cannot be told");
}
END_TEST

static const char *const empty[] = { "P01", "P02", "P04", "P07", "P14", "P17" };

START_TEST(an_empty_period_is_thin_and_says_so)
{
	PLANT(&kit.planted, 20, .author = LEAD, .reviewer = 3, .time = PLANTED_SINCE - 400 * DAY_SECS);

	ck_assert_str_eq(pattern_kit_outcome(&kit, empty[_i]), "thin");
	ck_assert_str_eq(kit.finding.reason, "no changes of the team landed in this period");
	ck_assert_ptr_null(strstr(kit.finding.explanation, "hardly recorded"));
}
END_TEST

START_TEST(an_empty_period_has_no_newcomer)
{
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P10"), "n/a");
	ck_assert_str_eq(kit.finding.reason, "no change or request by a newcomer");
}
END_TEST

#define ROWS(table) (int)(sizeof(table) / sizeof((table)[0]))

Suite *suite_uncovered(void)
{
	Suite *suite = suite_create("uncovered");
	TCase *tc = tcase_create("words");

	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_loop_test(tc, what_was_declared_is_the_reason_and_no_share, 0, ROWS(asking));
	tcase_add_loop_test(tc, without_a_declaration_the_share_is_the_reason, 0, ROWS(asking));
	tcase_add_test(tc, p06_says_what_was_declared_too);
	tcase_add_loop_test(tc, an_empty_period_is_thin_and_says_so, 0, ROWS(empty));
	tcase_add_test(tc, an_empty_period_has_no_newcomer);
	suite_add_tcase(suite, tc);
	return suite;
}
