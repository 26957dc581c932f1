/*
 * Several teams at once: from the sums of everybody and of each team nobody's figures can be worked out in what is written for
 * others. A planted organisation of which each person writes ten changes and reviews ten of the next.
 */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "lead/config.h"
#include "lead/report.h"
#include "support/planted_team.h"

Suite *suite_protect_teams(void);

#define FOREVER "-4000000000000000000, 4000000000000000000"

static struct planted planted;
static struct config *config;
static struct report report;
static struct report_request request;
static int64_t subjects[4];

static void start(void)
{
	planted_start(&planted);
	planted_people(&planted, 20);
	config = config_new();
	report = (struct report){ 0 };
	request = (struct report_request){ .period = { PLANTED_SINCE, PLANTED_UNTIL },
		                           .fiscal_month = 1,
		                           .has_teams = true,
		                           .is_for_others = true,
		                           .least_rest = 3,
		                           .least_group = 3 };
}

static void stop(void)
{
	report_release(&report);
	config_free(config);
	planted_stop(&planted);
}

/* Persons 1 to count are at work, in this and in the quarter before. */
static void work(int64_t count)
{
	for (int64_t i = 0; i < count; i++) {
		PLANT(&planted, 10, .author = i + 1, .reviewer = (i + 1) % count + 1);
		PLANT(&planted, 10, .author = i + 1, .reviewer = (i + 1) % count + 1, .time = PLANTED_BEFORE);
	}
}

static void build(int64_t first, int64_t second)
{
	subjects[0] = first;
	subjects[1] = second;
	request.subjects = subjects;
	request.subject_count = (size_t)(first != 0) + (size_t)(second != 0);
	report_release(&report);
	ck_assert_msg(report_build(&report, planted.store, config, &request) == 0, "%s", error_message());
}

static const struct report_team *team_of(const char *name)
{
	for (size_t i = 0; i < report.team_count; i++)
		if (!strcmp(report.teams[i].name, name))
			return &report.teams[i];
	ck_abort_msg("no team %s", name);
}

static const struct figure *of(const char *team, const char *id)
{
	const struct report_team *found = team_of(team);

	for (size_t i = 0; i < found->figure_count; i++)
		if (!strcmp(found->figures[i].id, id))
			return &found->figures[i];
	ck_abort_msg("no %s", id);
}

static bool is_withheld(const char *team)
{
	ck_assert_int_eq(of(team, "M01")->state == STATE_WITHHELD, of(team, "M07")->state == STATE_WITHHELD);
	ck_assert_int_eq(of(team, "M01")->state == STATE_WITHHELD, team_of(team)->coverage.review_count < 0);
	return of(team, "M01")->state == STATE_WITHHELD;
}

static bool has_note(const char *words)
{
	for (size_t i = 0; i < report.note_count; i++)
		if (strstr(report.notes[i], words))
			return true;
	return false;
}

static void members(const char *sql)
{
	planted_sql(&planted, sql);
}

/* Teams of four and five, and so many people in none. */
static void plant_disjoint(int64_t outside)
{
	members("INSERT INTO member SELECT 'core', id, 0, " FOREVER " FROM person WHERE id <= 4;\n"
	        "INSERT INTO member SELECT 'web', id, 0, " FOREVER " FROM person WHERE id BETWEEN 5 AND 9;");
	work(9 + outside);
}

START_TEST(everybody_less_the_teams_is_enough_people)
{
	plant_disjoint(3);
	build(0, 0);
	ck_assert_uint_eq(report.team_count, 3);
	ck_assert(!is_withheld(""));
	ck_assert(!is_withheld("core"));
	ck_assert(!is_withheld("web"));
	ck_assert(!has_note("Less the sums"));
	ck_assert_int_eq(of("", "M01")->k, 120);
	ck_assert_int_eq(of("core", "M01")->k, 40);
}
END_TEST

START_TEST(or_everybody_is_withheld)
{
	plant_disjoint(2);
	build(0, 0);
	ck_assert(is_withheld(""));
	ck_assert(!is_withheld("core"));
	ck_assert(!is_withheld("web"));
	ck_assert(has_note("Less the sums of other teams"));
	ck_assert(has_note("(everybody)"));
	ck_assert(isnan(of("", "M01")->value));
	ck_assert_int_eq(of("", "M01")->k, 0);
	ck_assert(isnan(of("", "M01")->before));
	ck_assert(strstr(report.coverage.line, "is withheld") != NULL);
	for (size_t i = 0; i < report.teams[0].finding_count; i++)
		ck_assert_uint_eq(report.teams[0].findings[i].number_count, 0);
}
END_TEST

START_TEST(who_has_a_page_is_not_hidden_by_it)
{
	plant_disjoint(4);
	build(10, 11);
	ck_assert(is_withheld(""));
	ck_assert_uint_eq(report.people[0].rest_count, 0);
	build(10, 1);
	ck_assert(!is_withheld(""));
}
END_TEST

START_TEST(all_who_are_in_none_may_be_shown)
{
	plant_disjoint(2);
	build(10, 11);
	ck_assert(!is_withheld(""));
	ck_assert(!is_withheld("core"));
}
END_TEST

START_TEST(a_team_in_another_leaves_enough)
{
	members("INSERT INTO member SELECT 'outer', id, 0, " FOREVER " FROM person WHERE id <= 6;\n"
	        "INSERT INTO member SELECT 'inner', id, 0, " FOREVER " FROM person WHERE id <= 3;");
	work(12);
	build(0, 0);
	ck_assert(!is_withheld("outer"));
	members("DELETE FROM member WHERE team = 'outer' AND person_id = 6;");
	build(0, 0);
	ck_assert(is_withheld("outer"));
	ck_assert(!is_withheld("inner"));
	ck_assert(!is_withheld(""));
	ck_assert(has_note("(outer)"));
}
END_TEST

/* Two teams less everybody is who is in both. */
START_TEST(who_is_in_both_teams_is_no_difference)
{
	members("INSERT INTO member SELECT 'core', id, 0, " FOREVER " FROM person WHERE id <= 6;\n"
	        "INSERT INTO member SELECT 'web', id, 0, " FOREVER " FROM person WHERE id BETWEEN 6 AND 11;");
	work(11);
	build(0, 0);
	ck_assert(is_withheld(""));
	ck_assert(!is_withheld("core"));
	build(6, 0);
	ck_assert(!is_withheld(""));
}
END_TEST

START_TEST(one_who_moves_is_a_part_of_each_team)
{
	members("INSERT INTO member SELECT 'core', id, 0, " FOREVER " FROM person WHERE id <= 4;\n"
	        "INSERT INTO member VALUES ('core', 5, 0, -4000000000000000000, 1779000000);\n"
	        "INSERT INTO member VALUES ('web', 5, 0, 1779000000, 4000000000000000000);\n"
	        "INSERT INTO member SELECT 'web', id, 0, " FOREVER " FROM person WHERE id BETWEEN 6 AND 9;");
	work(9);
	PLANT(&planted, 5, .author = 5, .reviewer = 6, .time = PLANTED_UNTIL - 1);
	build(0, 0);
	ck_assert_int_eq(team_of("core")->member_count, 5);
	ck_assert_int_eq(team_of("web")->member_count, 5);
	ck_assert(!is_withheld(""));
	ck_assert_int_eq(of("core", "M01")->k, 50);
	ck_assert_int_eq(of("web", "M01")->k, 45);
	/* Until the move in no team: everybody less both teams is that part of the quarter. */
	members("DELETE FROM member WHERE team = 'core' AND person_id = 5;");
	build(0, 0);
	ck_assert(is_withheld(""));
	build(5, 0);
	ck_assert(!is_withheld(""));
}
END_TEST

START_TEST(work_outside_the_repositories_of_a_team_is_outside_it)
{
	members("INSERT INTO member SELECT 'core', id, 0, " FOREVER " FROM person WHERE id <= 6;\n"
	        "INSERT INTO team_limit VALUES ('core');");
	work(6);
	members("INSERT INTO team_change SELECT 'core', id FROM change;");
	build(0, 0);
	ck_assert(!is_withheld(""));
	PLANT(&planted, 10, .author = 1, .reviewer = 2);
	build(0, 0);
	ck_assert_int_eq(of("core", "M01")->k, 60);
	ck_assert(is_withheld(""));
}
END_TEST

START_TEST(a_team_of_one_tells_nothing_to_others)
{
	members("INSERT INTO member SELECT 'core', id, 0, " FOREVER " FROM person WHERE id <= 6;\n"
	        "INSERT INTO member VALUES ('solo', 7, 0, " FOREVER ");");
	work(12);
	build(0, 0);
	ck_assert(is_withheld("solo"));
	ck_assert(team_of("solo")->is_withheld);
	ck_assert(!is_withheld("core"));
	ck_assert(!is_withheld(""));
	ck_assert(has_note("One person was active in this team"));
	request.is_for_others = false;
	build(0, 0);
	ck_assert(!is_withheld("solo"));
	ck_assert_int_eq(of("solo", "M01")->k, 10);
}
END_TEST

START_TEST(a_team_of_two_with_one_page_is_no_subtraction)
{
	members("INSERT INTO member SELECT 'pair', id, 0, " FOREVER " FROM person WHERE id <= 2;");
	work(12);
	build(1, 0);
	ck_assert_int_eq(of("pair", "M01")->state, STATE_WITHHELD);
	ck_assert_int_eq(of("", "M01")->k, 120);
	ck_assert(has_note("Beside the people shown one other was active"));
	ck_assert(has_note("(pair)"));
}
END_TEST

START_TEST(at_ones_own_terminal_only_an_opt_out_counts)
{
	plant_disjoint(1);
	request.is_for_others = false;
	build(0, 0);
	ck_assert(!is_withheld(""));
	planted_sql(&planted, "INSERT INTO declared VALUES ('optout', 10, '', " FOREVER ");");
	build(0, 0);
	ck_assert(is_withheld(""));
	ck_assert(!is_withheld("core"));
}
END_TEST

/* The quarter before had one more outside, who is gone. */
START_TEST(each_time_is_protected_by_who_was_active_then)
{
	const struct report_series *series;

	plant_disjoint(0);
	PLANT(&planted, 10, .author = 10, .reviewer = 1, .time = PLANTED_BEFORE);
	PLANT(&planted, 1, .author = 1, .time = PLANTED_BEFORE - 86400);
	request.is_long = true;
	build(0, 0);
	ck_assert(!is_withheld(""));
	ck_assert(isnan(of("", "M01")->before));
	ck_assert(!isnan(of("core", "M01")->before));
	for (size_t i = 0; i < report.teams[0].series_count; i++) {
		series = &report.teams[0].series[i];
		if (strcmp(series->id, "M01") != 0)
			continue;
		ck_assert_int_eq(series->points[SERIES_PERIODS - 2].state, STATE_WITHHELD);
		ck_assert_int_eq(series->points[SERIES_PERIODS - 1].k, 90);
	}
	ck_assert(has_note("Of times before"));
}
END_TEST

START_TEST(what_is_kept_does_not_depend_on_who_reads)
{
	struct statement *statement;
	int64_t count;

	plant_disjoint(1);
	build(0, 0);
	ck_assert(is_withheld(""));
	ck_assert_int_eq(store_statement(&statement, planted.store,
	                                 "SELECT count(*) FROM metric_value WHERE metric = 'M01' AND person = '' AND "
	                                 "value IN (100, 40, 50) AND team IN ('', 'core', 'web')"),
	                 0);
	ck_assert_int_eq(statement_take_int(&count, statement), 0);
	ck_assert_int_eq(count, 3);
}
END_TEST

Suite *suite_protect_teams(void)
{
	Suite *suite = suite_create("protect_teams");
	TCase *tc = tcase_create("teams");

	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_test(tc, everybody_less_the_teams_is_enough_people);
	tcase_add_test(tc, or_everybody_is_withheld);
	tcase_add_test(tc, who_has_a_page_is_not_hidden_by_it);
	tcase_add_test(tc, all_who_are_in_none_may_be_shown);
	tcase_add_test(tc, a_team_in_another_leaves_enough);
	tcase_add_test(tc, who_is_in_both_teams_is_no_difference);
	tcase_add_test(tc, one_who_moves_is_a_part_of_each_team);
	tcase_add_test(tc, work_outside_the_repositories_of_a_team_is_outside_it);
	tcase_add_test(tc, a_team_of_one_tells_nothing_to_others);
	tcase_add_test(tc, a_team_of_two_with_one_page_is_no_subtraction);
	tcase_add_test(tc, at_ones_own_terminal_only_an_opt_out_counts);
	tcase_add_test(tc, each_time_is_protected_by_who_was_active_then);
	tcase_add_test(tc, what_is_kept_does_not_depend_on_who_reads);
	suite_add_tcase(suite, tc);
	return suite;
}
