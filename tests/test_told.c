/* What earlier checks told, and what is news: results by fingerprint, gaps by their results, places of lines of work. */
#include <check.h>
#include <stdio.h>
#include <string.h>
#include "support/check_kit.h"

Suite *suite_told(void);

static struct check_kit kit;
static int64_t alone;

/* Reviews are recorded, and one change names nobody but its author. */
static void start(void)
{
	check_kit_start(&kit);
	PLANT(&kit.planted, 20, .author = 2, .reviewer = 3);
	PLANT(&kit.planted, 20, .author = 3, .reviewer = 2);
	alone = PLANT(&kit.planted, 1, .author = 4, .files = 2, .time = PLANTED_SINCE + DAY_SECS);
	kit.request.branch = "main";
}

static void stop(void)
{
	check_kit_stop(&kit);
}

static bool is_news(const char *rule)
{
	const struct check_result *result = check_kit_result(&kit, rule, alone);

	ck_assert_ptr_nonnull(result);
	return result->is_new;
}

START_TEST(what_was_told_is_no_news)
{
	check_kit_judge(&kit, alone);
	ck_assert(is_news("second-person"));
	check_kit_judge(&kit, alone);
	ck_assert(!is_news("second-person"));
}
END_TEST

START_TEST(another_branch_has_news_of_its_own)
{
	check_kit_judge(&kit, alone);
	kit.request.branch = "topic";
	check_kit_judge(&kit, alone);
	ck_assert(is_news("second-person"));
}
END_TEST

START_TEST(another_level_is_news)
{
	check_kit_judge(&kit, alone);
	check_kit_set(&kit, "check.second-person", "fail");
	check_kit_judge(&kit, alone);
	ck_assert(is_news("second-person"));
	ck_assert_int_eq(kit.check.status, 1);
	/* Told or not, the outcome is the same. */
	check_kit_judge(&kit, alone);
	ck_assert(!is_news("second-person"));
	ck_assert_int_eq(kit.check.status, 1);
}
END_TEST

START_TEST(what_held_in_between_is_news_again)
{
	check_kit_judge(&kit, alone);
	check_kit_set(&kit, "check.size.files", "1");
	check_kit_judge(&kit, alone);
	ck_assert_str_eq(check_kit_outcome(&kit, "size", alone), "fires");
	ck_assert(is_news("size"));
	check_kit_set(&kit, "check.size.files", "100000");
	check_kit_judge(&kit, alone);
	ck_assert_str_eq(check_kit_outcome(&kit, "size", alone), "holds");
	ck_assert(!is_news("size"));
	check_kit_set(&kit, "check.size.files", "1");
	check_kit_judge(&kit, alone);
	ck_assert(is_news("size"));
}
END_TEST

START_TEST(a_gap_is_news_as_long_as_one_of_its_results_is)
{
	check_kit_stop(&kit);
	check_kit_start(&kit);
	alone = PLANT(&kit.planted, 1, .author = 4, .files = 2, .time = PLANTED_SINCE + DAY_SECS);
	kit.request.branch = "main";
	check_kit_judge(&kit, alone);
	ck_assert_uint_gt(kit.check.gap_count, 0);
	for (size_t i = 0; i < kit.check.gap_count; i++)
		ck_assert(kit.check.gaps[i].is_new);
	check_kit_judge(&kit, alone);
	ck_assert_uint_gt(kit.check.gap_count, 0);
	for (size_t i = 0; i < kit.check.gap_count; i++)
		ck_assert(!kit.check.gaps[i].is_new);
}
END_TEST

START_TEST(the_end_of_a_check_is_a_place_to_go_on_from)
{
	struct check_place place;
	struct store *store = kit.planted.store;

	ck_assert_int_eq(check_last(&place, store, kit.request.repository, "main"), ERR_NOTFOUND);
	check_kit_judge(&kit, alone);
	ck_assert_int_eq(check_last(&place, store, kit.request.repository, "main"), 0);
	ck_assert_mem_eq(place.tip.bytes, kit.request.tip.bytes, OID_SIZE);
	ck_assert_int_eq(place.has_base, kit.request.has_base);
	ck_assert_int_eq(check_last(&place, store, kit.request.repository, "topic"), ERR_NOTFOUND);
	/* A range that somebody asked for is no place. */
	kit.request.branch = "topic";
	kit.request.is_named = true;
	check_kit_judge(&kit, alone);
	ck_assert_int_eq(check_last(&place, store, kit.request.repository, "topic"), ERR_NOTFOUND);
}
END_TEST

Suite *suite_told(void)
{
	Suite *suite = suite_create("told");
	TCase *all = tcase_create("told");

	tcase_add_checked_fixture(all, start, stop);
	tcase_set_timeout(all, 60);
	tcase_add_test(all, what_was_told_is_no_news);
	tcase_add_test(all, another_branch_has_news_of_its_own);
	tcase_add_test(all, another_level_is_news);
	tcase_add_test(all, what_held_in_between_is_news_again);
	tcase_add_test(all, a_gap_is_news_as_long_as_one_of_its_results_is);
	tcase_add_test(all, the_end_of_a_check_is_a_place_to_go_on_from);
	suite_add_tcase(suite, all);
	return suite;
}
