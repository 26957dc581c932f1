/*
 * Patterns about one person over several repositories: what a lead is asked rests on those where reviews are recorded, the rest
 * is named, and where most of the work lies elsewhere nothing follows.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "lead/pattern.h"
#include "support/pattern_kit.h"

Suite *suite_left_out(void);

static struct pattern_kit kit;

static void start(void)
{
	pattern_kit_start(&kit);
	for (int64_t id = 2; id <= 7; id++)
		planted_repository(&kit.planted, id);
}

static void stop(void)
{
	pattern_kit_stop(&kit);
}

/* Others' changes in a repository that names no reviewers and does not say who merged. */
static void plant_silent(int64_t repository, int64_t count)
{
	PLANT(&kit.planted, count, .author = 8, .repository = repository, .is_forge = true);
}

static void plant_own(int64_t repository, int64_t count)
{
	PLANT(&kit.planted, count, .author = LEAD, .repository = repository, .is_forge = true);
}

static const struct {
	int64_t usable, silent;
	const char *p01;
} splits[] = {
	{ 20, 0, "note" },    { 20, 9, "note" },    { 20, 20, "note" }, { 20, 21, "unknown" },
	{ 9, 21, "unknown" }, { 0, 30, "unknown" }, { 15, 10, "thin" },
};

START_TEST(the_lead_is_asked_where_half_of_the_own_changes_are_recorded)
{
	plant_reviewing_team(&kit, 0);
	plant_silent(2, 200);
	plant_lead(&kit, splits[_i].usable, 0, 0);
	plant_own(2, splits[_i].silent);

	ck_assert_msg(strcmp(pattern_kit_outcome(&kit, "P01"), splits[_i].p01) == 0, "%s: %s",
	              outcome_names[kit.finding.outcome], kit.finding.reason);
	if (strcmp(splits[_i].p01, "note") == 0)
		ck_assert_int_eq(kit.finding.n, splits[_i].usable);
}
END_TEST

START_TEST(a_lead_of_one_repository_gets_the_answer_of_that_one_alone)
{
	char *reason, *explanation;

	plant_reviewing_team(&kit, 0);
	plant_lead(&kit, 20, 0, 0);
	pattern_kit_outcome(&kit, "P01");
	reason = xstrdup(kit.finding.reason);
	explanation = xstrdup(kit.finding.explanation);

	plant_silent(2, 900);
	PLANT(&kit.planted, 12, .author = 9, .reviewer = 10, .repository = 2, .is_forge = true);
	pattern_kit_outcome(&kit, "P01");

	ck_assert_str_eq(kit.finding.reason, reason);
	ck_assert_str_eq(kit.finding.explanation, explanation);
	ck_assert(!pattern_kit_has_number(&kit, "left_out_share"));
	free(reason);
	free(explanation);
}
END_TEST

START_TEST(what_is_left_out_is_one_sentence_with_three_names)
{
	plant_reviewing_team(&kit, 0);
	plant_lead(&kit, 50, 0, 0);
	for (int64_t id = 2; id <= 6; id++) {
		plant_silent(id, 20);
		plant_own(id, id);
	}

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "note");
	ck_assert_has(kit.finding.explanation,
	              "Left out of the review share, because reviews are recorded less there: repo6 (9 % of this "
	              "person's own changes), repo5 (7 %), repo4 (6 %) and 2 more (7 %). ");
	ck_assert_has(kit.finding.looked_for, "repo6 (9 % of this person's own changes)");
	ck_assert_double_eq(pattern_kit_number(&kit, "own_changes_left_out"), 20);
	ck_assert_double_eq_tol(pattern_kit_number(&kit, "left_out_share"), 20.0 / 70, 1e-9);
	ck_assert_double_eq(pattern_kit_number(&kit, "own_changes"), 50);
}
END_TEST

START_TEST(where_most_work_is_not_recorded_it_is_said_where)
{
	static const char *const patterns[] = { "P01", "P14", "P07" };

	plant_reviewing_team(&kit, 0);
	plant_lead(&kit, 10, 0, 0);
	plant_silent(2, 10);
	plant_own(2, 30);

	ck_assert_str_eq(pattern_kit_outcome(&kit, patterns[_i]), "unknown");
	ck_assert_has(kit.finding.reason,
	              "less than half of this person's work lies where reviews are recorded; they are "
	              "hardly in repo2 (75 % of this person's own changes)");
}
END_TEST

START_TEST(what_shows_work_for_others_clears_wherever_it_is)
{
	plant_reviewing_team(&kit, 0);
	plant_lead(&kit, 20, 0, 0);
	plant_silent(2, 100);
	plant_own(2, 5);
	PLANT(&kit.planted, 30, .author = 8, .reviewer = LEAD, .repository = 2, .is_forge = true);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "clear");
	ck_assert_has(kit.finding.reason, "30 changes of others reviewed");
}
END_TEST

START_TEST(partial_coverage_of_the_own_repository_caps_whatever_the_others_have)
{
	for (int64_t time = 0; time <= 1; time++) {
		int64_t when = time == 0 ? QUARTER_BEFORE : 0;

		plant_reviewing_team(&kit, when);
		plant_lead(&kit, time == 0 ? 30 : 0, 0, when);
	}
	PLANT(&kit.planted, 60, .author = 8, .reviewer = 9, .repository = 2);
	PLANT(&kit.planted, 30, .author = 8, .repository = 2);
	PLANT(&kit.planted, 30, .author = LEAD, .reviewer = 8, .repository = 2);
	PLANT(&kit.planted, 30, .author = 9, .repository = 2);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "note");
	ck_assert(kit.finding.is_capped);
}
END_TEST

/* The team's members who work where reviews are not recorded are no measure of who reviews how much. */
START_TEST(the_teams_median_is_of_those_whose_reviews_are_recorded)
{
	plant_reviewing_team(&kit, 0);
	plant_lead(&kit, 20, 0, 0);
	for (int64_t person = 8; person <= 12; person++)
		PLANT(&kit.planted, 40, .author = person, .repository = 2, .is_forge = true);
	PLANT(&kit.planted, 40, .author = 11, .repository = 3, .is_forge = true);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "note");
	ck_assert_double_eq_tol(pattern_kit_number(&kit, "team_median"), 0.5, 1e-9);
	ck_assert_double_eq_tol(pattern_kit_number(&kit, "expected_reviews"), 20, 1e-9);
}
END_TEST

START_TEST(changes_of_a_repository_without_reviews_are_not_self_merged)
{
	plant_reviewing_team(&kit, 0);
	PLANT(&kit.planted, 100, .author = 2, .reviewer = 3, .integrator = 3);
	PLANT(&kit.planted, 60, .author = 8, .repository = 2);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P04"), "clear");
	ck_assert_has(kit.finding.reason, "0 of 160");
}
END_TEST

START_TEST(newcomers_of_a_repository_without_reviews_are_not_neglected)
{
	plant_reviewing_team(&kit, 0);
	PLANT(&kit.planted, 100, .author = 2, .reviewer = 3);
	PLANT(&kit.planted, 10, .author = 9, .reviewer = 3, .is_newcomer = true);
	PLANT(&kit.planted, 20, .author = 8, .repository = 2, .is_newcomer = true);
	PLANT(&kit.planted, 20, .author = 10, .repository = 2, .is_newcomer = true);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P10"), "clear");
}
END_TEST

Suite *suite_left_out(void)
{
	Suite *suite = suite_create("left_out");
	TCase *tc = tcase_create("left_out");

	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_loop_test(tc, the_lead_is_asked_where_half_of_the_own_changes_are_recorded, 0,
	                    (int)(sizeof(splits) / sizeof(splits[0])));
	tcase_add_test(tc, a_lead_of_one_repository_gets_the_answer_of_that_one_alone);
	tcase_add_test(tc, what_is_left_out_is_one_sentence_with_three_names);
	tcase_add_loop_test(tc, where_most_work_is_not_recorded_it_is_said_where, 0, 3);
	tcase_add_test(tc, what_shows_work_for_others_clears_wherever_it_is);
	tcase_add_test(tc, partial_coverage_of_the_own_repository_caps_whatever_the_others_have);
	tcase_add_test(tc, the_teams_median_is_of_those_whose_reviews_are_recorded);
	tcase_add_test(tc, changes_of_a_repository_without_reviews_are_not_self_merged);
	tcase_add_test(tc, newcomers_of_a_repository_without_reviews_are_not_neglected);
	suite_add_tcase(suite, tc);
	return suite;
}
