/* P08 against planted truth: business days, both sides of its limits, its gates, what silences it, and its words. */
#include <check.h>
#include <math.h>
#include <string.h>
#include "lead/pattern.h"
#include "support/pattern_kit.h"
#include "support/planted_request.h"

Suite *suite_slow_review(void);

static struct pattern_kit kit;

#define WEDNESDAY PLANTED_SINCE
#define FRIDAY (PLANTED_SINCE + 2 * DAY_SECS)

static void start(void)
{
	pattern_kit_start(&kit);
}

static void stop(void)
{
	pattern_kit_stop(&kit);
}

/* Opened then by person 2, answered by person 3 after so many hours (0: not at all), and merged after as many. */
static int64_t request(int64_t time, double answered, double merged)
{
	int64_t end = time + (int64_t)(merged * (double)HOUR_SECS);
	int64_t id = PLANT(&kit.planted, 1, .author = 2, .time = end, .key = "pr:");

	REQUEST(&kit.planted, .number = id, .opener = 2, .created_time = time, .merged_time = end);
	if (answered > 0)
		ACT(&kit.planted, .number = id, .person = 3, .kind = "cmt",
		    .time = time + (int64_t)(answered * (double)HOUR_SECS));
	return id;
}

static void requests(int count, int64_t time, double answered)
{
	for (int i = 0; i < count; i++)
		(void)request(time, answered, answered + 1);
}

static const struct {
	int quick;
	double middle, slow; /* hours of eleven and of six requests */
	const char *outcome;
} waits[] = {
	/* The median lies among the eleven, the third quartile among the six. */
	{ 6, 24.5, 48.5, "note" }, { 6, 24, 48.5, "clear" },  { 6, 24.5, 48, "clear" },
	{ 6, 6, 200, "clear" },    { 2, 24.5, 48.5, "thin" }, { 3, 24.5, 48.5, "note" },
};

START_TEST(waits_are_told_from_one_business_day_on)
{
	requests(waits[_i].quick, WEDNESDAY, 1);
	requests(11, WEDNESDAY, waits[_i].middle);
	requests(6, WEDNESDAY, waits[_i].slow);

	ck_assert_msg(strcmp(pattern_kit_outcome(&kit, "P08"), waits[_i].outcome) == 0, "%s", kit.finding.explanation);
	ck_assert_int_eq(kit.finding.person, 0);
}
END_TEST

START_TEST(a_weekend_is_no_wait)
{
	/* Friday at midnight until Monday noon: sixty hours less than a day and a half. */
	requests(22, FRIDAY, 84);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P08"), "clear");
	ck_assert_double_eq_tol(pattern_kit_number(&kit, "median_days"), 1.5, 1e-9);
	requests(60, WEDNESDAY, 84);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P08"), "note");
	ck_assert_double_eq_tol(pattern_kit_number(&kit, "p75_days"), 3, 1e-9);
}
END_TEST

START_TEST(a_note_tells_the_curve_what_is_open_and_nobody)
{
	requests(30, WEDNESDAY, 72);
	REQUEST(&kit.planted, .number = 900, .opener = 4, .created_time = WEDNESDAY + DAY_SECS);
	/* Finished before the period: of no interest. */
	REQUEST(&kit.planted, .number = 901, .opener = 4, .created_time = WEDNESDAY - 9 * DAY_SECS,
	        .closed_time = WEDNESDAY - DAY_SECS);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P08"), "note");
	ck_assert_has(kit.finding.reason, "a first human answer came to half within 3.0 ");
	ck_assert_has(kit.finding.explanation,
	              "Of 31 requests that became ready in 2026-Q2 30 had an answer by a human: half "
	              "within 3.0 ");
	ck_assert_has(kit.finding.explanation, " business days, three in four within 3.0 ");
	ck_assert_has(kit.finding.explanation, "; still open without one: 1. ");
	ck_assert_has(kit.finding.explanation, "Requests of any age that were open at the end: 1; finished a week: ");
	ck_assert_has(kit.finding.explanation, "Monday to Friday, UTC");
	ck_assert_has(kit.finding.looked_for, "No spread time zones are declared. ");
	ck_assert_has(kit.finding.looked_for, "cannot be told apart here");
	ck_assert_has(kit.finding.would_change, "1.0 business days or less (pattern.P08.days)");
	ck_assert_ptr_null(strstr(kit.finding.explanation, "Person"));
}
END_TEST

START_TEST(the_limit_can_be_set)
{
	requests(30, WEDNESDAY, 120);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P08"), "note");
	ck_assert_int_eq(config_add(kit.config, "pattern.P08.days", "3", CONFIG_COMMAND_LINE), 0);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P08"), "clear");
	ck_assert_int_eq(config_add(kit.config, "pattern.P08.days", "0", CONFIG_COMMAND_LINE), 0);
	ck_assert_int_eq(pattern_kit_evaluate(&kit, "P08"), ERR_INVALID);
}
END_TEST

static const struct {
	double hours; /* from Monday, 6 April */
	const char *outcome;
} spreads[] = { { 20, "clear" }, { 60, "silenced" }, { 96, "silenced" }, { 97, "note" } };

START_TEST(spread_time_zones_double_the_limits)
{
	int64_t monday = PLANTED_SINCE + 5 * DAY_SECS;

	/* Four business days for three in four, two for the middle. */
	requests(30, monday, spreads[_i].hours);
	planted_sql(&kit.planted, "INSERT INTO declared VALUES ('timezones', 0, 'spread', 0, 4000000000)");

	ck_assert_msg(strcmp(pattern_kit_outcome(&kit, "P08"), spreads[_i].outcome) == 0, "%s",
	              kit.finding.explanation);
	ck_assert_has(kit.finding.looked_for, "Spread time zones are declared for 100 % of the period. ");
}
END_TEST

START_TEST(a_third_of_the_period_is_not_enough_for_a_declaration)
{
	requests(30, WEDNESDAY, 72);
	planted_sql(&kit.planted, "INSERT INTO declared VALUES ('timezones', 0, 'spread', 1775001600, 1777593600)");

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P08"), "note");
}
END_TEST

/* One request a week is finished or more, and so many are open. */
static void plant_quarter(int64_t time, int done, int open, int64_t number)
{
	requests(done, time, 120);
	for (int i = 0; i < open; i++)
		REQUEST(&kit.planted, .number = number + i, .opener = 4, .created_time = time + DAY_SECS);
	/* What is told goes on to the end of the period. */
	REQUEST(&kit.planted, .number = number + open, .opener = 4, .created_time = time + 86 * DAY_SECS,
	        .closed_time = time + 88 * DAY_SECS);
}

static const struct {
	int open[2]; /* in the quarter, and in the one before */
	const char *outcome;
} piles[] = {
	/* 39 and 26 are finished in 13 weeks: three and two a week. What was open stays open. */
	{ { 4, 3 }, "warn" },
	{ { 0, 3 }, "note" },
	{ { 1, 1 }, "note" },
	{ { 3, 1 }, "warn" },
};

START_TEST(it_warns_once_more_is_open_than_gets_finished_in_a_week)
{
	plant_quarter(WEDNESDAY, 38, piles[_i].open[0], 2000);
	plant_quarter(QUARTER_BEFORE, 25, piles[_i].open[1], 3000);

	ck_assert_msg(strcmp(pattern_kit_outcome(&kit, "P08"), piles[_i].outcome) == 0, "%s", kit.finding.explanation);
	ck_assert_double_eq_tol(pattern_kit_number(&kit, "done_a_week"), 3.1, 0.05);
	ck_assert_double_eq(pattern_kit_number(&kit, "open"), piles[_i].open[0] + piles[_i].open[1]);
}
END_TEST

START_TEST(a_pile_without_a_finding_before_is_a_note)
{
	plant_quarter(WEDNESDAY, 38, 20, 2000);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P08"), "note");
}
END_TEST

START_TEST(machines_answer_for_nobody_and_are_counted)
{
	requests(30, WEDNESDAY, 72);
	planted_sql(&kit.planted, "UPDATE person SET kind = 'bot' WHERE id = 9");
	for (int i = 1; i <= 12; i++)
		ACT(&kit.planted, .number = i, .person = 9, .kind = "cmt", .time = WEDNESDAY + i * 60);
	/* After the human. */
	ACT(&kit.planted, .number = 13, .person = 9, .kind = "cmt", .time = WEDNESDAY + 73 * HOUR_SECS);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P08"), "note");
	ck_assert_double_eq(pattern_kit_number(&kit, "machine_first"), 12);
	ck_assert_has(kit.finding.explanation, "On 12 a machine came first, which is no answer. ");

	/* What machines vote on is how checks went; of a human the same is no machine's. */
	ACT(&kit.planted, .number = 14, .person = 9, .kind = "qa", .time = WEDNESDAY + 60);
	ACT(&kit.planted, .number = 15, .person = 9, .kind = "info", .time = WEDNESDAY + 60);
	ACT(&kit.planted, .number = 16, .person = 9, .kind = "qa", .time = WEDNESDAY + 73 * HOUR_SECS);
	ACT(&kit.planted, .number = 17, .person = 9, .kind = "req", .time = WEDNESDAY + 60);
	ACT(&kit.planted, .number = 18, .person = 4, .kind = "qa", .time = WEDNESDAY + 60);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P08"), "note");
	ck_assert_double_eq(pattern_kit_number(&kit, "machine_first"), 14);

	/* Whoever stands behind a placeholder may be a human. */
	planted_sql(&kit.planted, "UPDATE person SET kind = 'placeholder' WHERE id = 9");
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P08"), "note");
	ck_assert_double_eq(pattern_kit_number(&kit, "machine_first"), 0);
}
END_TEST

/* Another account of one name may be whoever asked: what the verdict holds for the author's own is no answer. */
START_TEST(a_namesake_answers_for_nobody)
{
	requests(30, WEDNESDAY, 72);
	for (int i = 1; i <= 30; i++)
		ACT(&kit.planted, .number = i, .person = 5, .kind = "cmt", .time = WEDNESDAY + 60);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P08"), "clear");
	planted_sql(
		&kit.planted,
		"INSERT INTO act (repository_id, change_id, kind, person_id, identity_id, source_id, act_time, counted,"
		"                 why, is_mentoring, is_newcomer, request_act_id)"
		" SELECT q.repository_id, c.id, q.kind, o.person_id, q.identity_id, q.source_id, q.act_time, 0, "
		"'self', 0, 0,"
		"        q.id"
		" FROM request_act q"
		" JOIN identity_person o ON o.repository_id = q.repository_id AND o.identity_id = q.identity_id"
		" JOIN change_request d ON d.request = q.change"
		" JOIN change c ON c.id = d.change_id AND c.repository_id = q.repository_id"
		" WHERE o.person_id = 5");
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P08"), "note");
}
END_TEST

START_TEST(time_as_a_draft_is_no_wait)
{
	for (int i = 0; i < 30; i++) {
		int64_t id = request(WEDNESDAY, 0, 100);

		ACT(&kit.planted, .number = id, .person = 3, .kind = "cmt", .time = WEDNESDAY + 90 * HOUR_SECS);
	}
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P08"), "note");
	planted_sql(&kit.planted, "UPDATE request SET ready_time = 1775001600 + 80 * 3600");
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P08"), "clear");
}
END_TEST

START_TEST(a_draft_waits_for_nobody)
{
	requests(30, WEDNESDAY, 2);
	for (int i = 0; i < 60; i++)
		(void)request(WEDNESDAY, 0, 400);
	/* So long it was looked at. */
	ACT(&kit.planted, .number = 1, .person = 3, .kind = "cmt", .time = WEDNESDAY + 400 * HOUR_SECS);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P08"), "note");
	planted_sql(&kit.planted, "UPDATE request SET state = 'open', closed_time = 0, merged_time = 0, draft = 'yes'"
	                          " WHERE id > 30");
	planted_sql(&kit.planted, "DELETE FROM change WHERE id > 30");
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P08"), "clear");
	ck_assert_double_eq(pattern_kit_number(&kit, "requests"), 30);
	ck_assert_double_eq(pattern_kit_number(&kit, "open"), 0);
	ck_assert_double_eq(pattern_kit_number(&kit, "open_unanswered"), 0);
	planted_sql(&kit.planted, "UPDATE request SET draft = 'no' WHERE id > 30");
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P08"), "note");
	ck_assert_double_eq(pattern_kit_number(&kit, "open"), 60);
}
END_TEST

START_TEST(without_what_a_forge_tells_it_is_unknown)
{
	PLANT(&kit.planted, 40, .author = 2, .reviewer = 3);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P08"), "unknown");
	ck_assert_str_eq(kit.finding.reason, "an export tells the requests of 0 of 40 changes; half are needed");
	ck_assert_str_eq(kit.finding.next_command, "git lead sources");
	for (int i = 0; i < 60; i++)
		(void)request(WEDNESDAY, 0, 90);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P08"), "unknown");
	ck_assert_str_eq(kit.finding.reason, "of the requests of this period no answer is told with its time");
}
END_TEST

START_TEST(merged_without_an_answer_is_no_long_wait)
{
	for (int i = 0; i < 40; i++)
		(void)request(WEDNESDAY, i < 5 ? 30 : 0, 40);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P08"), "thin");
	ck_assert_has(kit.finding.reason, "fewer than half by the time");
	ck_assert_has(kit.finding.reason, "0 waited over 2.0 business days where 20 are needed");
}
END_TEST

START_TEST(a_curve_that_ends_before_three_in_four_tells_of_no_long_wait)
{
	/* Half within 30 hours; the rest were merged within 40, so nobody is known to have waited two days. */
	for (int i = 0; i < 40; i++)
		(void)request(WEDNESDAY, i < 25 ? 30 : 0, 40);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P08"), "thin");
	ck_assert_has(kit.finding.reason, "three in four not by the time they were merged");
	ck_assert_has(kit.finding.reason, "0 waited over 2.0 business days where 20 are needed");
}
END_TEST

START_TEST(what_nobody_answered_for_weeks_is_a_long_wait)
{
	for (int i = 0; i < 40; i++)
		(void)request(WEDNESDAY, i < 5 ? 30 : 0, 400);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P08"), "note");
	ck_assert(!pattern_kit_has_number(&kit, "median_days"));
	ck_assert(isnan(kit.finding.weight));
}
END_TEST

START_TEST(areas_stand_apart_where_they_have_enough)
{
	requests(30, WEDNESDAY, 72);
	requests(25, WEDNESDAY, 120);
	planted_sql(&kit.planted,
	            "UPDATE change_area SET area = CASE WHEN change_id <= 20 THEN 'net' WHEN change_id <= 39 "
	            "THEN 'few' WHEN change_id <= 40 THEN 'one' ELSE 'zoo' END");
	planted_sql(&kit.planted, "INSERT INTO change_area SELECT change_id, 'all' FROM change_area");

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P08"), "note");
	ck_assert_has(kit.finding.explanation, "By area, of what landed: all 55, half within 3.0 ");
	ck_assert_has(kit.finding.explanation, "; net 20, half within 3.0 ");
	ck_assert_ptr_null(strstr(kit.finding.explanation, "few"));
	ck_assert_ptr_null(strstr(kit.finding.explanation, "zoo"));
}
END_TEST

Suite *suite_slow_review(void)
{
	Suite *suite = suite_create("slow_review");
	TCase *tc = tcase_create("P08");

	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_loop_test(tc, waits_are_told_from_one_business_day_on, 0, sizeof(waits) / sizeof(waits[0]));
	tcase_add_test(tc, a_weekend_is_no_wait);
	tcase_add_test(tc, a_note_tells_the_curve_what_is_open_and_nobody);
	tcase_add_test(tc, the_limit_can_be_set);
	tcase_add_loop_test(tc, spread_time_zones_double_the_limits, 0, sizeof(spreads) / sizeof(spreads[0]));
	tcase_add_test(tc, a_third_of_the_period_is_not_enough_for_a_declaration);
	tcase_add_loop_test(tc, it_warns_once_more_is_open_than_gets_finished_in_a_week, 0,
	                    sizeof(piles) / sizeof(piles[0]));
	tcase_add_test(tc, a_pile_without_a_finding_before_is_a_note);
	tcase_add_test(tc, machines_answer_for_nobody_and_are_counted);
	tcase_add_test(tc, a_namesake_answers_for_nobody);
	tcase_add_test(tc, time_as_a_draft_is_no_wait);
	tcase_add_test(tc, a_draft_waits_for_nobody);
	tcase_add_test(tc, without_what_a_forge_tells_it_is_unknown);
	tcase_add_test(tc, merged_without_an_answer_is_no_long_wait);
	tcase_add_test(tc, a_curve_that_ends_before_three_in_four_tells_of_no_long_wait);
	tcase_add_test(tc, what_nobody_answered_for_weeks_is_a_long_wait);
	tcase_add_test(tc, areas_stand_apart_where_they_have_enough);
	suite_add_tcase(suite, tc);
	return suite;
}
