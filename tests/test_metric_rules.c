/*
 * What a metric's state says, and what counts for it: coverage, thin samples, practices not in use, teams, periods.
 */
#include <check.h>
#include <math.h>
#include "lead/metric.h"
#include "support/metric_kit.h"

Suite *suite_metric_rules(void);

/* ---- states ---- */

static const struct {
	int64_t reviewed, silent;
	enum coverage_state coverage;
	const char *review_state, *usable_state;
} coverages[] = {
	{ 0, 30, COVERAGE_UNKNOWN, "unknown", "unknown" },
	{ 14, 16, COVERAGE_UNKNOWN, "unknown", "unknown" },
	{ 15, 15, COVERAGE_PARTIAL, "ok", "unknown" },
	{ 20, 10, COVERAGE_PARTIAL, "ok", "unknown" },
	{ 21, 9, COVERAGE_USABLE, "ok", "ok" },
	{ 30, 0, COVERAGE_USABLE, "ok", "ok" },
};

START_TEST(coverage_decides_what_absence_may_mean)
{
	PLANT(&planted, coverages[_i].reviewed, .author = 2, .reviewer = 1);
	PLANT(&planted, coverages[_i].silent, .author = 2);
	planted_subject(&planted, 1);

	compute(&quarter);

	ck_assert_int_eq(coverage, coverages[_i].coverage);
	ck_assert_str_eq(state_of("M03", 1), coverages[_i].review_state);
	ck_assert_str_eq(state_of("M06", 1), coverages[_i].review_state);
	ck_assert_str_eq(state_of("M08", 0), coverages[_i].usable_state);
	ck_assert_str_eq(state_of("M29", 0), "ok");
	ck_assert_int_eq(value_of("M03", 1)->k, coverages[_i].reviewed);
}
END_TEST

START_TEST(a_period_without_changes_is_thin_and_not_unknown)
{
	planted_subject(&planted, 1);

	compute(&quarter);

	ck_assert_str_eq(state_of("M04", 1), "thin");
	ck_assert_str_eq(state_of("M07", 0), "thin");
	ck_assert(isnan(value_of("M07", 0)->value));
	ck_assert_int_eq(coverage, COVERAGE_UNKNOWN);
}
END_TEST

START_TEST(integration_is_unknown_where_most_changes_do_not_say_who_merged)
{
	PLANT(&planted, 16, .author = 2, .is_forge = true);
	PLANT(&planted, 15, .author = 2, .integrator = 1);
	planted_subject(&planted, 1);

	compute(&quarter);

	ck_assert_str_eq(state_of("M29.int", 1), "unknown");
	ck_assert_int_eq(value_of("M29.int", 1)->k, 15);
	ck_assert_str_eq(state_of("M29.other", 0), "unknown");
	ck_assert_str_eq(state_of("M29.author", 0), "unknown");
	ck_assert_str_eq(state_of("M29.known", 0), "ok");
}
END_TEST

START_TEST(authorship_is_unknown_where_the_author_field_names_the_committer)
{
	planted_people(&planted, 0);
	planted_sql(&planted,
	            "INSERT INTO person SELECT 100 + value, 'k' || value, 'n', 'e', 'human', 1 "
	            "FROM (WITH RECURSIVE s (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM s WHERE value < 21) "
	            "SELECT value FROM s)");
	PLANT(&planted, 21, .author = 1);
	planted_sql(
		&planted,
		"INSERT INTO event SELECT id, id, 1, 1, 0, 'auth', 1, 'Author: x', '', '', NULL FROM change;"
		"INSERT INTO act SELECT 1000 + id, 1, id, id, id, 'auth', 100 + id, 1, 1, 0, 1, NULL, 0, 0, NULL FROM "
		"change;");
	planted_subject(&planted, 1);

	compute(&quarter);

	ck_assert_str_eq(state_of("M01", 1), "unknown");
	ck_assert_str_eq(state_of("M02", 1), "unknown");
	ck_assert_int_eq(value_of("M01", 1)->k, 21);
}
END_TEST

START_TEST(concentration_among_three_people_is_thin)
{
	PLANT(&planted, 15, .author = 1, .reviewer = 2);
	PLANT(&planted, 15, .author = 3, .reviewer = 2);

	compute(&quarter);

	ck_assert_int_eq(value_of("M09", 0)->n, 30);
	ck_assert_str_eq(state_of("M09", 0), "thin");
	ck_assert_str_eq(state_of("M09.hhi", 0), "thin");
	ck_assert_str_eq(state_of("M09.none", 0), "ok");
}
END_TEST

START_TEST(newcomers_support_needs_newcomers)
{
	PLANT(&planted, 20, .author = 2, .reviewer = 1);
	planted_subject(&planted, 1);

	compute(&quarter);

	ck_assert_str_eq(state_of("M12", 1), "n/a");
	ck_assert_ptr_null(metric_values_find(&values, "M12.new", 0));
}
END_TEST

START_TEST(no_decision_is_a_zero_only_where_decisions_are_recorded)
{
	planted_sql(&planted,
	            "INSERT INTO decision (id, repository_id, path, format, number, title, status, state, has_context)"
	            " VALUES (1, 1, 'a', 'plain', '', 'A', '', '', 0), (2, 1, 'b', 'plain', '', 'B', '', '', 0),"
	            " (3, 1, 'c', 'plain', '', 'C', '', '', 0)");
	PLANT(&planted, 1, .author = 2, .has_decision = true, .time = PLANTED_UNTIL - 700 * DAY_SECS);
	PLANT(&planted, 1, .author = 1);
	planted_subject(&planted, 1);

	compute(&quarter);
	ck_assert_str_eq(state_of("M17.count", 1), "ok");

	planted_sql(&planted, "DELETE FROM decision WHERE id = 3");
	compute(&quarter);
	ck_assert_str_eq(state_of("M17.count", 1), "n/a");
}
END_TEST

START_TEST(no_standard_changed_is_a_zero_only_where_there_are_standards)
{
	planted_sql(&planted, "INSERT INTO path VALUES (1, 'CONTRIBUTING.md');"
	                      "INSERT INTO path_class VALUES (1, 1, 'standard', '.');");
	PLANT(&planted, 1, .author = 1);
	planted_subject(&planted, 1);

	compute(&quarter);

	ck_assert_str_eq(state_of("M19", 1), "ok");
	ck_assert_double_eq(value_of("M19", 1)->value, 0);
}
END_TEST

/* ---- what counts ---- */

START_TEST(an_author_never_reviews_integrates_or_helps_an_own_change)
{
	PLANT(&planted, 5, .author = 2, .pair = 1, .reviewer = 1, .integrator = 1, .helper = 1);
	PLANT(&planted, 5, .author = 1, .reviewer = 1, .acker = 1);
	planted_subject(&planted, 1);

	compute(&quarter);

	ck_assert_int_eq(value_of("M01", 1)->k, 10);
	ck_assert_int_eq(value_of("M03", 1)->k, 0);
	ck_assert_int_eq(value_of("M29.int", 1)->k, 0);
	ck_assert_int_eq(value_of("M13.c", 1)->k, 0);
	ck_assert_int_eq(value_of("M13.a", 1)->k, 5);
}
END_TEST

START_TEST(acts_that_do_not_count_change_nothing)
{
	PLANT(&planted, 20, .author = 2, .reviewer = 1);
	planted_sql(&planted, "UPDATE act SET counted = 0, why = 'duplicate' WHERE kind = 'rev' AND change_id > 5");
	planted_subject(&planted, 1);

	compute(&quarter);

	ck_assert_int_eq(value_of("M03", 1)->k, 5);
}
END_TEST

START_TEST(credit_to_a_model_is_counted_apart_and_given_to_nobody)
{
	PLANT(&planted, 4, .author = 1, .pair = 6);
	planted_sql(&planted, "UPDATE act SET counted = 0, why = 'model' WHERE person_id = 6");
	planted_subject(&planted, 6);

	compute(&quarter);

	ck_assert_int_eq(value_of("M00.models", 0)->k, 4);
	ck_assert_int_eq(value_of("M13", 6)->k, 0);
}
END_TEST

START_TEST(unresolved_names_weigh_only_where_they_could_take_credit)
{
	PLANT(&planted, 4, .author = 1, .reviewer = 6);
	planted_sql(&planted, "UPDATE person SET is_resolved = 0 WHERE id = 6");

	compute(&quarter);
	ck_assert_int_eq(value_of("M00.unresolved", 0)->k, 4);
	ck_assert_int_eq(value_of("M00.unresolved", 0)->n, 8);

	planted_sql(&planted,
	            "UPDATE act SET kind = CASE change_id WHEN 1 THEN 'qa' WHEN 2 THEN 'info' WHEN 3 THEN 'cmt' "
	            "ELSE kind END WHERE kind = 'rev'");
	compute(&quarter);
	ck_assert_int_eq(value_of("M00.unresolved", 0)->k, 1);
	ck_assert_int_eq(value_of("M00.unresolved", 0)->n, 5);
}
END_TEST

START_TEST(a_team_is_measured_on_its_members_changes_alone)
{
	struct scope core = quarter;

	core.team = "core";
	planted_sql(&planted, "INSERT INTO member VALUES ('core', 1, 1, 0, 4000000000000000000), "
	                      "('core', 2, 0, 0, 4000000000000000000)");
	PLANT(&planted, 6, .author = 2, .reviewer = 1);
	PLANT(&planted, 3, .author = 1, .reviewer = 5);
	PLANT(&planted, 9, .author = 3, .reviewer = 1);
	PLANT(&planted, 2, .author = 3, .excluded = "bot");
	planted_subject(&planted, 1);

	compute(&core);

	ck_assert_int_eq(value_of("M00", 0)->k, 9);
	ck_assert_int_eq(value_of("M00.excluded", 0)->k, 0);
	ck_assert_int_eq(value_of("M03", 1)->k, 6);
	ck_assert_int_eq(value_of("M03", 0)->k, 6);
	ck_assert_int_eq(value_of("M07", 0)->k, 9);
	ck_assert_int_eq(value_of("M09.active", 0)->k, 2);
}
END_TEST

START_TEST(membership_that_ended_ends_the_teams_changes)
{
	struct scope core = quarter;

	core.team = "core";
	planted_sql(&planted, "INSERT INTO member VALUES ('core', 1, 0, 0, 1777593600)");
	PLANT(&planted, 3, .author = 1, .time = 1777593599);
	PLANT(&planted, 5, .author = 1, .time = 1777593600);

	compute(&core);

	ck_assert_int_eq(value_of("M00", 0)->k, 3);
}
END_TEST

START_TEST(a_repository_asked_for_stands_alone)
{
	struct scope one = quarter;

	one.repository = 1;
	planted_sql(&planted, "INSERT INTO repository VALUES (2, 'other', 'other', '', '', NULL)");
	PLANT(&planted, 3, .author = 1);
	PLANT(&planted, 4, .author = 1, .excluded = "bot");
	planted_sql(&planted, "UPDATE change SET repository_id = 2 WHERE id IN (3, 7)");

	compute(&one);

	ck_assert_int_eq(value_of("M00", 0)->k, 2);
	ck_assert_int_eq(value_of("M00.bot", 0)->k, 3);
}
END_TEST

START_TEST(home_areas_are_the_fewest_that_hold_four_fifths_of_the_year)
{
	PLANT(&planted, 10, .author = 1, .area = "a", .time = PLANTED_UNTIL - 300 * DAY_SECS);
	PLANT(&planted, 3, .author = 2, .reviewer = 1, .area = "b");
	PLANT(&planted, 3, .author = 1, .area = "c");
	PLANT(&planted, 4, .author = 1, .area = "d");
	PLANT(&planted, 50, .author = 1, .area = "long ago", .time = PLANTED_UNTIL - 366 * DAY_SECS);
	PLANT(&planted, 12, .author = 3, .area = "a");
	PLANT(&planted, 12, .author = 3, .area = "c");
	planted_subject(&planted, 1);

	compute(&quarter);

	/* 20 touches: a 10, d 4, then b and c at 3 each, where b comes first; 17 of 20 reach 80 %. */
	ck_assert_int_eq(value_of("M26", 1)->n, 20);
	ck_assert_int_eq(value_of("M26", 1)->k, 3);
	ck_assert_int_eq(value_of("M27", 1)->n, 12 + 3 + 4);
	ck_assert_int_eq(value_of("M27", 1)->k, 3);
}
END_TEST

START_TEST(exactly_four_fifths_are_enough)
{
	PLANT(&planted, 16, .author = 1, .area = "a");
	PLANT(&planted, 4, .author = 1, .area = "b");
	planted_subject(&planted, 1);

	compute(&quarter);

	ck_assert_int_eq(value_of("M26", 1)->k, 1);
}
END_TEST

START_TEST(the_ends_of_time_are_a_period_like_any_other)
{
	struct scope always = { "", 0, { INT64_MIN, INT64_MAX } };

	PLANT(&planted, 3, .author = 1);
	PLANT(&planted, 2, .author = 1, .time = -5000000000);

	compute(&always);

	ck_assert_int_eq(value_of("M00", 0)->k, 5);
}
END_TEST

static void add_states(Suite *suite)
{
	TCase *tc = tcase_create("states");

	tcase_add_checked_fixture(tc, metric_kit_start, metric_kit_stop);
	tcase_add_loop_test(tc, coverage_decides_what_absence_may_mean, 0, sizeof(coverages) / sizeof(coverages[0]));
	tcase_add_test(tc, a_period_without_changes_is_thin_and_not_unknown);
	tcase_add_test(tc, integration_is_unknown_where_most_changes_do_not_say_who_merged);
	tcase_add_test(tc, authorship_is_unknown_where_the_author_field_names_the_committer);
	tcase_add_test(tc, concentration_among_three_people_is_thin);
	tcase_add_test(tc, newcomers_support_needs_newcomers);
	tcase_add_test(tc, no_decision_is_a_zero_only_where_decisions_are_recorded);
	tcase_add_test(tc, no_standard_changed_is_a_zero_only_where_there_are_standards);
	suite_add_tcase(suite, tc);
}

static void add_counting(Suite *suite)
{
	TCase *tc = tcase_create("counting");

	tcase_add_checked_fixture(tc, metric_kit_start, metric_kit_stop);
	tcase_add_test(tc, an_author_never_reviews_integrates_or_helps_an_own_change);
	tcase_add_test(tc, acts_that_do_not_count_change_nothing);
	tcase_add_test(tc, credit_to_a_model_is_counted_apart_and_given_to_nobody);
	tcase_add_test(tc, unresolved_names_weigh_only_where_they_could_take_credit);
	tcase_add_test(tc, a_team_is_measured_on_its_members_changes_alone);
	tcase_add_test(tc, membership_that_ended_ends_the_teams_changes);
	tcase_add_test(tc, a_repository_asked_for_stands_alone);
	tcase_add_test(tc, home_areas_are_the_fewest_that_hold_four_fifths_of_the_year);
	tcase_add_test(tc, exactly_four_fifths_are_enough);
	tcase_add_test(tc, the_ends_of_time_are_a_period_like_any_other);
	suite_add_tcase(suite, tc);
}

Suite *suite_metric_rules(void)
{
	Suite *suite = suite_create("metric_rules");

	add_states(suite);
	add_counting(suite);
	return suite;
}
