/*
 * What P01 says: its numbers where the record allows them, its words, and what stands in them.
 */
#include <check.h>
#include <math.h>
#include <string.h>
#include "lead/pattern.h"
#include "support/pattern_kit.h"

Suite *suite_own_code_words(void);

static struct pattern_kit kit;

static void start(void)
{
	pattern_kit_start(&kit);
}

static void stop(void)
{
	pattern_kit_stop(&kit);
}

/* ---- numbers ---- */

static const char *const review_numbers[] = { "reviews", "review_share", "involvement", "newcomer_changes",
	                                      "delegation" };

START_TEST(what_is_not_recorded_is_no_number)
{
	const bool is_forge = _i == 1;

	PLANT(&kit.planted, 49, .author = LEAD, .is_forge = is_forge);
	PLANT(&kit.planted, 2, .author = 3, .reviewer = 4, .is_forge = is_forge);
	PLANT(&kit.planted, 49, .author = 3, .is_forge = is_forge);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "unknown");

	for (size_t i = 0; i < sizeof(review_numbers) / sizeof(review_numbers[0]); i++)
		ck_assert_msg(!pattern_kit_has_number(&kit, review_numbers[i]), "%s", review_numbers[i]);
	ck_assert(pattern_kit_has_number(&kit, "integrated") == !is_forge);
	ck_assert_double_eq(pattern_kit_number(&kit, "own_changes"), 49);
	ck_assert_double_eq(pattern_kit_number(&kit, "review_coverage"), 0.02);
}
END_TEST

START_TEST(what_was_seen_is_a_number_without_coverage_and_no_share)
{
	PLANT(&kit.planted, 60, .author = LEAD, .is_forge = true);
	PLANT(&kit.planted, 1, .author = 3, .reviewer = LEAD, .integrator = LEAD, .is_newcomer = true);
	PLANT(&kit.planted, 40, .author = 3, .is_forge = true);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "unknown");

	ck_assert_double_eq(pattern_kit_number(&kit, "reviews"), 1);
	ck_assert_double_eq(pattern_kit_number(&kit, "newcomer_changes"), 1);
	ck_assert_double_eq(pattern_kit_number(&kit, "integrated"), 1);
	ck_assert(!pattern_kit_has_number(&kit, "review_share"));
	ck_assert(!pattern_kit_has_number(&kit, "involvement"));
	ck_assert(!pattern_kit_has_number(&kit, "delegation"));
}
END_TEST

START_TEST(where_reviews_are_recorded_none_is_a_number)
{
	plant_reviewing_team(&kit, 0);
	plant_lead(&kit, 40, 0, 0);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "note");

	for (size_t i = 0; i < sizeof(review_numbers) / sizeof(review_numbers[0]); i++)
		ck_assert_double_eq(pattern_kit_number(&kit, review_numbers[i]), 0);
}
END_TEST

static const struct {
	int64_t own, at_once, pairs;
	enum visible visible;
} sights[] = {
	/* Reviewed, thanked and merged at once is one change: 2 of 37 and not 6 of 41. */
	{ 35, 2, 0, VISIBLE_OWN_ONLY },
	{ 35, 8, 0, VISIBLE_MIXED },
	/* Written along is a change of others, and no second one of one's own: 4 of 4 and not 4 of 8. */
	{ 0, 0, 4, VISIBLE_OTHERS },
	{ 3, 12, 0, VISIBLE_OTHERS },
};

START_TEST(a_change_is_seen_once_whatever_was_done_on_it)
{
	PLANT(&kit.planted, sights[_i].own, .author = LEAD);
	PLANT(&kit.planted, sights[_i].at_once, .author = 2, .reviewer = LEAD, .acker = LEAD, .helper = LEAD,
	      .integrator = LEAD);
	PLANT(&kit.planted, sights[_i].pairs, .author = 2, .pair = LEAD, .reviewer = LEAD);
	PLANT(&kit.planted, 9, .author = 2, .reviewer = LEAD, .excluded = "mass");
	PLANT(&kit.planted, 9, .author = 2, .reviewer = LEAD, .time = PLANTED_UNTIL);

	pattern_kit_outcome(&kit, "P01");

	ck_assert_str_eq(visible_names[kit.finding.visible], visible_names[sights[_i].visible]);
}
END_TEST

/* ---- words ---- */

START_TEST(a_note_tells_the_figures_the_measure_and_what_was_looked_for)
{
	plant_reviewing_team(&kit, 0);
	plant_lead(&kit, 34, 2, 0);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "note");

	ck_assert_has(kit.finding.explanation, "2026-Q2");
	ck_assert_has(kit.finding.explanation, "34 of 96 (35 %, 27 to 45)");
	ck_assert_has(kit.finding.explanation, "100 % name a reviewer");
	ck_assert_has(kit.finding.explanation, "2 of 62 (3 %, 1 to 11)");
	ck_assert_has(kit.finding.explanation, "2 of 36 (6 %, 2 to 18)");
	ck_assert_has(kit.finding.explanation, "middle half");
	ck_assert_has(kit.finding.explanation, "expect about");
	ck_assert_has(kit.finding.explanation, "62 of those touched this person's home areas");
	ck_assert_has(kit.finding.explanation, "of which the record shows 6 %");
	ck_assert_has(kit.finding.looked_for, "integrated (0)");
	ck_assert_has(kit.finding.looked_for, "changes in home areas reviewed or integrated (2 of 96)");
	/* 3 of 37 end at 21.3 percent. */
	ck_assert_has(kit.finding.would_change, "With 34 own changes, 3 reviews would leave the rule silent");
	ck_assert_has(kit.finding.would_change, "pattern.P01.upper = 0.20");
	ck_assert_has(kit.finding.would_change, pattern_find(TEXT("P01"))->silencers);
	/* 1.5 to 18.1 percent against 20. */
	ck_assert(fabs(kit.finding.weight - (0.2 - 0.181) / (0.181 - 0.015)) < 0.01);
	ck_assert_has(kit.finding.explanation, "Recent changes by others");
	ck_assert_has(kit.finding.explanation, "Base rate");
	ck_assert_has(kit.finding.explanation, "leave nothing in a repository");
	ck_assert_ptr_null(strstr(kit.finding.explanation, "Person"));
	ck_assert_double_eq(pattern_kit_number(&kit, "own_changes"), 34);
	ck_assert(!isnan(pattern_kit_number(&kit, "parity")));
}
END_TEST

START_TEST(a_repository_without_review_evidence_gives_figures_and_a_command)
{
	PLANT(&kit.planted, 105, .author = LEAD, .is_forge = true);
	PLANT(&kit.planted, 2, .author = LEAD, .has_doc = true, .is_forge = true);
	PLANT(&kit.planted, 2, .author = 2, .pair = LEAD, .is_forge = true);
	PLANT(&kit.planted, 200, .author = 3, .is_forge = true);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "unknown");

	ck_assert_int_eq(kit.finding.visible, VISIBLE_OWN_ONLY);
	ck_assert_has(kit.finding.reason, "0 % of 309 changes name a reviewer");
	ck_assert_has(kit.finding.explanation, "Visible: 109 own changes; on changes of others: co-author of 2");
	ck_assert_has(kit.finding.explanation, "merged or applied 0 (for 309");
	ck_assert_has(kit.finding.explanation, "for 309 of 309 changes the record does not say who merged");
	ck_assert_has(kit.finding.explanation, "documentation touched in 2");
	ck_assert_has(kit.finding.explanation, "mostly own code");
	ck_assert_has(kit.finding.explanation, "neither confirmed nor ruled out");
	ck_assert_has(kit.finding.explanation, FETCH);
	ck_assert_str_eq(kit.finding.next_command, FETCH);
	ck_assert_has(kit.finding.would_change, "named on at least half of the changes");
	ck_assert_has(kit.finding.looked_for, "changes written together (2)");
}
END_TEST

START_TEST(every_unknown_carries_what_is_visible)
{
	PLANT(&kit.planted, 5, .author = LEAD);
	PLANT(&kit.planted, 2, .author = 2, .integrator = LEAD);
	PLANT(&kit.planted, 20, .author = 3);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "unknown");
	ck_assert_int_eq(kit.finding.visible, VISIBLE_MIXED);

	planted_sql(&kit.planted, "DELETE FROM act WHERE kind = 'auth' AND person_id = 1");
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "unknown");
	ck_assert_int_eq(kit.finding.visible, VISIBLE_OTHERS);

	planted_sql(&kit.planted, "DELETE FROM act WHERE person_id = 1");
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "unknown");
	ck_assert_int_eq(kit.finding.visible, VISIBLE_NONE);
}
END_TEST

Suite *suite_own_code_words(void)
{
	Suite *suite = suite_create("own_code_words");
	TCase *tc = tcase_create("P01");

	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_loop_test(tc, what_is_not_recorded_is_no_number, 0, 2);
	tcase_add_test(tc, what_was_seen_is_a_number_without_coverage_and_no_share);
	tcase_add_test(tc, where_reviews_are_recorded_none_is_a_number);
	tcase_add_loop_test(tc, a_change_is_seen_once_whatever_was_done_on_it, 0, sizeof(sights) / sizeof(sights[0]));
	tcase_add_test(tc, a_note_tells_the_figures_the_measure_and_what_was_looked_for);
	tcase_add_test(tc, a_repository_without_review_evidence_gives_figures_and_a_command);
	tcase_add_test(tc, every_unknown_carries_what_is_visible);
	suite_add_tcase(suite, tc);
	return suite;
}
