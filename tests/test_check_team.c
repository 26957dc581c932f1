/* Every rule about the team, and patterns as rules, against planted truth: a case that fires, one that is silent, one that is unknown or not asked. */
#include <check.h>
#include <stdio.h>
#include <string.h>
#include "support/check_kit.h"

Suite *suite_check_team(void);

#define LATER (PLANTED_SINCE + 20 * DAY_SECS)

static struct check_kit kit;

static void start(void)
{
	check_kit_start(&kit);
}

static void stop(void)
{
	check_kit_stop(&kit);
}

static void plant_unreviewed(void)
{
	PLANT(&kit.planted, 20, .author = 2, .integrator = 3);
	PLANT(&kit.planted, 20, .author = 3);
}

#define ck_assert_outcome(rule, change, wanted) ck_assert_str_eq(check_kit_outcome(&kit, (rule), (change)), (wanted))
#define ck_assert_says(rule, change, part)                                                             \
	ck_assert_msg(strstr(check_kit_result(&kit, (rule), (change))->message, (part)) != NULL, "%s", \
	              check_kit_result(&kit, (rule), (change))->message)

/* ---- the team's shares ---- */

START_TEST(coverage_fires_with_its_whole_interval_under_the_limit)
{
	PLANT(&kit.planted, 60, .author = 2, .reviewer = 3);
	PLANT(&kit.planted, 40, .author = 2);
	check_kit_judge(&kit, 100);
	ck_assert_outcome("coverage", 0, "fires");
	ck_assert_says("coverage", 0, "60 of 100 changes (60 %, 50 to 69)");
	ck_assert_says("coverage", 0, "least is 70 %");
	check_kit_set(&kit, "check.coverage.least", "0.65");
	check_kit_judge(&kit, 100);
	ck_assert_outcome("coverage", 0, "holds");
}
END_TEST

START_TEST(coverage_is_unknown_below_one_half_unless_it_is_told)
{
	PLANT(&kit.planted, 40, .author = 2, .reviewer = 3);
	PLANT(&kit.planted, 60, .author = 2);
	check_kit_judge(&kit, 100);
	ck_assert_outcome("coverage", 0, "unknown");
	check_kit_tell(&kit, 1, 89);
	check_kit_judge(&kit, 100);
	ck_assert_outcome("coverage", 0, "unknown");
	check_kit_tell(&kit, 90, 90);
	check_kit_judge(&kit, 100);
	ck_assert_outcome("coverage", 0, "fires");
}
END_TEST

static const char *const shares[] = { "coverage", "second-person-share", "self-integrated-share", "large-changes" };

START_TEST(under_twenty_changes_no_share_is_judged)
{
	PLANT(&kit.planted, 19, .author = 2, .reviewer = 3, .lines = 900);
	check_kit_judge(&kit, 19);
	ck_assert_outcome(shares[_i], 0, "unknown");
	ck_assert_says(shares[_i], 0, "19 changes, where 20 are needed");
	PLANT(&kit.planted, 1, .author = 2, .reviewer = 3, .lines = 900);
	check_kit_judge(&kit, 20);
	ck_assert_str_ne(check_kit_outcome(&kit, shares[_i], 0), "unknown");
}
END_TEST

START_TEST(a_share_of_second_persons_needs_reviews_to_be_recorded)
{
	PLANT(&kit.planted, 30, .author = 2);
	PLANT(&kit.planted, 10, .author = 2, .integrator = 3);
	check_kit_judge(&kit, 40);
	ck_assert_outcome("second-person-share", 0, "unknown");
	check_kit_tell(&kit, 1, 40);
	check_kit_judge(&kit, 40);
	ck_assert_outcome("second-person-share", 0, "fires");
	ck_assert_says("second-person-share", 0, "10 of 40 changes (25 %, 14 to 40) involved a second person");
}
END_TEST

START_TEST(second_persons_that_show_are_silent_whatever_is_recorded)
{
	PLANT(&kit.planted, 10, .author = 2);
	PLANT(&kit.planted, 30, .author = 2, .integrator = 3);
	check_kit_judge(&kit, 40);
	ck_assert_outcome("second-person-share", 0, "holds");
}
END_TEST

START_TEST(many_self_integrated_changes_fire)
{
	PLANT(&kit.planted, 80, .author = 2, .reviewer = 3);
	PLANT(&kit.planted, 20, .author = 2);
	check_kit_judge(&kit, 100);
	ck_assert_outcome("self-integrated-share", 0, "fires");
	ck_assert_says("self-integrated-share", 0, "20 of 100 changes (20 %, 13 to 29)");
	check_kit_declare(&kit, "review", 0, "after-merge");
	check_kit_judge(&kit, 100);
	ck_assert_outcome("self-integrated-share", 0, "n/a");
}
END_TEST

START_TEST(few_self_integrated_changes_are_silent)
{
	PLANT(&kit.planted, 85, .author = 2, .reviewer = 3);
	PLANT(&kit.planted, 15, .author = 2);
	check_kit_judge(&kit, 100);
	ck_assert_outcome("self-integrated-share", 0, "holds");
}
END_TEST

START_TEST(where_most_integrators_are_not_recorded_few_means_nothing)
{
	PLANT(&kit.planted, 100, .author = 2, .reviewer = 3, .is_forge = true);
	check_kit_judge(&kit, 100);
	ck_assert_outcome("self-integrated-share", 0, "unknown");
	ck_assert_says("self-integrated-share", 0, "does not say who integrated");
}
END_TEST

START_TEST(many_large_changes_fire)
{
	PLANT(&kit.planted, 60, .author = 2, .lines = 10);
	PLANT(&kit.planted, 40, .author = 2, .lines = 401);
	check_kit_judge(&kit, 100);
	ck_assert_outcome("large-changes", 0, "fires");
	ck_assert_says("large-changes", 0, "40 of 100 changes (40 %, 31 to 50) are over 400 lines");
	check_kit_declare(&kit, "migration", 0, "");
	check_kit_judge(&kit, 100);
	ck_assert_outcome("large-changes", 0, "n/a");
}
END_TEST

START_TEST(a_few_large_changes_are_silent)
{
	PLANT(&kit.planted, 75, .author = 2, .lines = 10);
	PLANT(&kit.planted, 25, .author = 2, .lines = 401);
	check_kit_judge(&kit, 100);
	ck_assert_outcome("large-changes", 0, "holds");
}
END_TEST

START_TEST(files_stand_in_for_lines)
{
	PLANT(&kit.planted, 60, .author = 2, .has_no_lines = true);
	PLANT(&kit.planted, 40, .author = 2, .has_no_lines = true, .files = 31);
	check_kit_judge(&kit, 100);
	ck_assert_outcome("large-changes", 0, "fires");
	ck_assert_says("large-changes", 0, "are over 30 files, where lines are not known");
}
END_TEST

/* Three newcomers, 12 changes, of which so many are reviewed. */
static void plant_newcomers(int64_t reviewed, int64_t people)
{
	PLANT(&kit.planted, 80, .author = 2, .reviewer = 3);
	for (int64_t i = 0; i < 12; i++)
		PLANT(&kit.planted, 1, .author = 5 + i % people, .reviewer = i < reviewed ? 3 : 0, .is_newcomer = true);
}

START_TEST(a_gap_of_newcomers_fires)
{
	plant_newcomers(4, 3);
	check_kit_judge(&kit, 92);
	ck_assert_outcome("newcomer-gap", 0, "fires");
	ck_assert_says("newcomer-gap", 0, "4 of 12 changes (33 %) by newcomers and 80 of 80 changes (100 %)");
	ck_assert_says("newcomer-gap", 0, "-67 points");
	ck_assert_says("newcomer-gap", 0, "most is 10 %");
}
END_TEST

START_TEST(newcomers_reviewed_as_others_are_silent)
{
	plant_newcomers(11, 3);
	check_kit_judge(&kit, 92);
	ck_assert_outcome("newcomer-gap", 0, "holds");
}
END_TEST

START_TEST(two_newcomers_are_withheld)
{
	plant_newcomers(4, 2);
	check_kit_judge(&kit, 92);
	ck_assert_outcome("newcomer-gap", 0, "n/a");
	ck_assert_int_eq(figure_find(kit.check.facts, kit.check.fact_count, "M12.new")->state, STATE_WITHHELD);
	ck_assert_int_eq(figure_find(kit.check.facts, kit.check.fact_count, "M12.new")->n, 0);
	ck_assert_int_eq(figure_find(kit.check.facts, kit.check.fact_count, "M12.rest")->state, STATE_WITHHELD);
	ck_assert_int_eq(figure_find(kit.check.facts, kit.check.fact_count, "M07")->state, STATE_OK);
}
END_TEST

START_TEST(where_reviews_are_not_recorded_a_gap_is_unknown)
{
	PLANT(&kit.planted, 80, .author = 2);
	PLANT(&kit.planted, 40, .author = 2, .reviewer = 3);
	for (int64_t i = 0; i < 12; i++)
		PLANT(&kit.planted, 1, .author = 5 + i % 3, .is_newcomer = true);
	check_kit_judge(&kit, 132);
	ck_assert_outcome("newcomer-gap", 0, "unknown");
}
END_TEST

START_TEST(a_named_team_of_one_is_withheld)
{
	PLANT(&kit.planted, 60, .author = 2, .lines = 900);
	planted_sql(&kit.planted, "INSERT INTO member VALUES ('one', 2, 0, -1, 9000000000)");
	check_kit_judge(&kit, 60);
	ck_assert_outcome("large-changes", 0, "fires");
	kit.request.team = "one";
	check_kit_judge(&kit, 60);
	ck_assert_outcome(shares[_i], 0, "n/a");
	for (size_t i = 0; i < kit.check.fact_count; i++)
		ck_assert_int_eq(kit.check.facts[i].state, STATE_WITHHELD);
	ck_assert(!strstr(kit.check.coverage_line, "60"));
	for (size_t i = 0; i < kit.check.gap_count; i++)
		ck_assert_msg(!strstr(kit.check.gaps[i].message, "60"), "%s", kit.check.gaps[i].message);
}
END_TEST

START_TEST(everybody_being_one_who_opted_out_is_withheld)
{
	PLANT(&kit.planted, 60, .author = 2, .lines = 900);
	check_kit_declare(&kit, "optout", 2, "");
	check_kit_judge(&kit, 60);
	ck_assert_outcome("large-changes", 0, "n/a");
}
END_TEST

START_TEST(what_a_request_brings_is_not_the_teams)
{
	PLANT(&kit.planted, 40, .author = 2, .reviewer = 3);
	PLANT(&kit.planted, 30, .author = 2, .time = LATER);
	check_kit_judge(&kit, 41);
	ck_assert_outcome("coverage", 0, "fires");
	kit.request.is_request = true;
	kit.request.has_base = true;
	kit.request.base = check_kit_oid(40);
	check_kit_judge(&kit, 41);
	ck_assert_outcome("coverage", 0, "holds");
	ck_assert_says("coverage", 0, "40 of 40 changes");
	/* Judged whole, at its first change. */
	ck_assert_outcome("size", 41, "holds");
	ck_assert_outcome("size", 70, "n/a");
	/* A base that was not scanned. */
	kit.request.base = check_kit_oid(999);
	check_kit_judge(&kit, 41);
	ck_assert_outcome("coverage", 0, "fires");
}
END_TEST

/* ---- patterns ---- */

static void plant_alone_team(void)
{
	for (int64_t author = 2; author <= 7; author++) {
		PLANT(&kit.planted, 10, .author = author, .reviewer = author == 7 ? 2 : author + 1, .time = LATER);
		PLANT(&kit.planted, 4, .author = author, .time = LATER);
	}
}

START_TEST(a_team_pattern_is_asked_where_it_is_on)
{
	plant_alone_team();
	check_kit_judge(&kit, kit.planted.change_count);
	ck_assert_outcome("P04", 0, "none");
	check_kit_set(&kit, "check.P04", "fail");
	check_kit_judge(&kit, kit.planted.change_count);
	ck_assert_outcome("P04", 0, "fires");
	ck_assert_int_eq(kit.check.status, 1);
	ck_assert_says("P04", 0, "24 of 84");
	ck_assert_outcome("P02", 0, "none");
}
END_TEST

START_TEST(a_pattern_that_is_unknown_is_a_gap)
{
	plant_unreviewed();
	check_kit_set(&kit, "check.P04", "warn");
	check_kit_judge(&kit, 40);
	ck_assert_outcome("P04", 0, "unknown");
	ck_assert_int_eq(kit.check.status, 0);
}
END_TEST

START_TEST(a_pattern_that_is_clear_holds)
{
	PLANT(&kit.planted, 40, .author = 2, .reviewer = 3);
	PLANT(&kit.planted, 40, .author = 3, .reviewer = 2);
	check_kit_set(&kit, "check.P04", "warn");
	check_kit_judge(&kit, 80);
	ck_assert_outcome("P04", 0, "holds");
}
END_TEST

static size_t count_of_persons(void)
{
	size_t count = 0;

	for (size_t i = 0; i < kit.check.result_count; i++)
		count += kit.check.results[i].person != NULL;
	return count;
}

static void plant_lead(void)
{
	planted_sql(&kit.planted, "UPDATE member SET is_lead = 1 WHERE person_id = 1");
	PLANT(&kit.planted, 60, .author = 1, .reviewer = 3, .time = LATER);
	for (int64_t author = 2; author <= 7; author++)
		PLANT(&kit.planted, 20, .author = author, .reviewer = author == 7 ? 2 : author + 1, .time = LATER);
}

START_TEST(a_person_is_named_by_a_rule_that_was_switched_on_alone)
{
	plant_lead();
	check_kit_judge(&kit, kit.planted.change_count);
	ck_assert_uint_eq(count_of_persons(), 0);
	check_kit_set(&kit, "check.P01", "notice");
	check_kit_judge(&kit, kit.planted.change_count);
	ck_assert_uint_eq(count_of_persons(), 1);
	ck_assert_str_eq(kit.check.results[kit.check.result_count - 1].person, "Person 1");
	ck_assert_int_eq(kit.check.results[kit.check.result_count - 1].outcome, CHECK_FIRES);
	ck_assert_int_eq(kit.check.results[kit.check.result_count - 1].shown, CHECK_NOTICE);
	ck_assert_int_eq(kit.check.status, 0);
}
END_TEST

START_TEST(nobody_who_opted_out_is_named)
{
	plant_lead();
	check_kit_declare(&kit, "optout", 1, "");
	check_kit_set(&kit, "check.P01", "notice");
	check_kit_judge(&kit, kit.planted.change_count);
	ck_assert_uint_eq(count_of_persons(), 0);
}
END_TEST

START_TEST(patterns_write_no_row_of_their_own)
{
	struct statement *statement;
	int64_t count;

	plant_lead();
	check_kit_set(&kit, "check.P01", "notice");
	check_kit_judge(&kit, kit.planted.change_count);
	ck_assert_int_eq(
		store_statement(&statement, kit.planted.store,
	                        "SELECT (SELECT count(*) FROM finding) + (SELECT count(*) FROM metric_value WHERE "
	                        "person <> '')"),
		0);
	ck_assert_int_eq(statement_take_int(&count, statement), 0);
	ck_assert_int_eq(count, 0);
}
END_TEST

static TCase *add_case(Suite *suite, const char *name)
{
	TCase *tests = tcase_create(name);

	tcase_add_checked_fixture(tests, start, stop);
	suite_add_tcase(suite, tests);
	return tests;
}

static void add_team(Suite *suite)
{
	TCase *tests = add_case(suite, "team");

	tcase_add_test(tests, coverage_fires_with_its_whole_interval_under_the_limit);
	tcase_add_test(tests, coverage_is_unknown_below_one_half_unless_it_is_told);
	tcase_add_loop_test(tests, under_twenty_changes_no_share_is_judged, 0, 4);
	tcase_add_test(tests, a_share_of_second_persons_needs_reviews_to_be_recorded);
	tcase_add_test(tests, second_persons_that_show_are_silent_whatever_is_recorded);
	tcase_add_test(tests, many_self_integrated_changes_fire);
	tcase_add_test(tests, few_self_integrated_changes_are_silent);
	tcase_add_test(tests, where_most_integrators_are_not_recorded_few_means_nothing);
	tcase_add_test(tests, many_large_changes_fire);
	tcase_add_test(tests, a_few_large_changes_are_silent);
	tcase_add_test(tests, files_stand_in_for_lines);
	tcase_add_test(tests, a_gap_of_newcomers_fires);
	tcase_add_test(tests, newcomers_reviewed_as_others_are_silent);
	tcase_add_test(tests, two_newcomers_are_withheld);
	tcase_add_test(tests, where_reviews_are_not_recorded_a_gap_is_unknown);
	tcase_add_loop_test(tests, a_named_team_of_one_is_withheld, 0, 4);
	tcase_add_test(tests, everybody_being_one_who_opted_out_is_withheld);
	tcase_add_test(tests, what_a_request_brings_is_not_the_teams);
}

Suite *suite_check_team(void)
{
	Suite *suite = suite_create("check_team");
	TCase *tests;

	add_team(suite);
	tests = add_case(suite, "patterns");
	tcase_add_test(tests, a_team_pattern_is_asked_where_it_is_on);
	tcase_add_test(tests, a_pattern_that_is_unknown_is_a_gap);
	tcase_add_test(tests, a_pattern_that_is_clear_holds);
	tcase_add_test(tests, a_person_is_named_by_a_rule_that_was_switched_on_alone);
	tcase_add_test(tests, nobody_who_opted_out_is_named);
	tcase_add_test(tests, patterns_write_no_row_of_their_own);
	return suite;
}
