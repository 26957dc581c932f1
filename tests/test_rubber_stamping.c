/*
 * P03 against planted truth: both sides of its threshold, each gate, each silencer, oneself beside the team; and its words.
 */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "lead/pattern.h"
#include "support/pattern_kit.h"
#include "support/planted_request.h"

Suite *suite_rubber_stamping(void);

static struct pattern_kit kit;

static void start(void)
{
	pattern_kit_start(&kit);
}

static void stop(void)
{
	pattern_kit_stop(&kit);
}

/* A change by person 2, with its request, ready at the start of the quarter; answers its number. */
static int64_t request(struct planted_change change)
{
	int64_t number;

	change.author = change.author ? change.author : 2;
	change.key = "pr:";
	change.time = PLANTED_SINCE + 10 * DAY_SECS;
	number = planted_add(&kit.planted, 1, change);
	REQUEST(&kit.planted, .number = number, .opener = change.author, .created_time = PLANTED_SINCE,
	        .merged_time = change.time, .line_count = change.lines);
	return number;
}

static void approve(int64_t number, int64_t person, int64_t seconds)
{
	ACT(&kit.planted, .number = number, .person = person, .state = "approved", .time = PLANTED_SINCE + seconds);
}

/* Approvals of 100 lines each by one person: at once, and after a day. */
static void approve_many(int64_t person, int64_t fast, int64_t slow)
{
	for (int64_t i = 0; i < fast + slow; i++)
		approve(request((struct planted_change){ .lines = 100 }), person, i < fast ? 60 : DAY_SECS);
}

/* ---- the rule ---- */

static const struct {
	int64_t fast, slow;
	const char *outcome;
} shares[] = {
	/* 15 of 20 begins at 53.1 %, 14 at 48.1; 60 of 100 at 50.2, 59 at 49.2. */
	{ 15, 5, "note" }, { 14, 6, "clear" }, { 60, 40, "note" }, { 59, 41, "clear" },
	{ 19, 0, "thin" }, { 20, 0, "note" },  { 0, 20, "clear" },
};

START_TEST(fast_and_silent_approvals_are_told_from_their_threshold_on)
{
	approve_many(3, shares[_i].fast, shares[_i].slow);

	ck_assert_msg(strcmp(pattern_kit_outcome(&kit, "P03"), shares[_i].outcome) == 0, "%s", kit.finding.explanation);
	ck_assert_int_eq(kit.finding.person, 0);
	ck_assert_int_eq(kit.finding.n, shares[_i].fast + shares[_i].slow);
	ck_assert_double_eq(pattern_kit_number(&kit, "fast_silent"), (double)shares[_i].fast);
}
END_TEST

/* 100 lines in 180 seconds are 2,000 an hour. */
static const struct {
	int64_t lines, seconds;
	int64_t n, fast;
} speeds[] = {
	{ 100, 180, 20, 0 }, { 100, 179, 20, 20 },   { 50, 119, 20, 20 },   { 50, 120, 20, 0 },
	{ 49, 1, 0, 0 },     { 4000, 7199, 20, 20 }, { 4000, 7200, 20, 0 }, { 100, 0, 20, 20 },
};

START_TEST(speed_is_counted_as_the_metric_counts_it)
{
	struct metric_values values = { 0 };
	const struct scope quarter = { "", 0, { PLANTED_SINCE, PLANTED_UNTIL } };
	enum coverage_state coverage;

	for (int i = 0; i < 20; i++)
		approve(request((struct planted_change){ .lines = speeds[_i].lines }), 3, speeds[_i].seconds);

	pattern_kit_outcome(&kit, "P03");
	ck_assert_int_eq(kit.finding.n, speeds[_i].n);
	ck_assert_double_eq(pattern_kit_number(&kit, "fast_silent"), (double)speeds[_i].fast);
	ck_assert_int_eq(metric_compute(&values, &coverage, kit.planted.store, &quarter), 0);
	ck_assert_int_eq(metric_values_find(&values, "M23", 0)->k, speeds[_i].fast);
	ck_assert_int_eq(metric_values_find(&values, "M23", 0)->n, speeds[_i].n);
	metric_values_release(&values);
}
END_TEST

START_TEST(words_of_ones_own_are_no_silence)
{
	for (int i = 0; i < 20; i++) {
		int64_t number = request((struct planted_change){ .lines = 100 });

		approve(number, 3, 60);
		ACT(&kit.planted, .number = number, .kind = "cmt", .person = 3, .word_count = 4,
		    .time = PLANTED_SINCE + 70);
	}

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P03"), "clear");
}
END_TEST

START_TEST(the_threshold_can_be_set)
{
	approve_many(3, 14, 6);
	ck_assert_int_eq(config_add(kit.config, "pattern.P03.share", "0.4", CONFIG_COMMAND_LINE), 0);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P03"), "note");

	ck_assert_int_eq(config_add(kit.config, "pattern.P03.share", "0", CONFIG_COMMAND_LINE), 0);
	ck_assert_int_eq(pattern_kit_evaluate(&kit, "P03"), ERR_INVALID);
}
END_TEST

START_TEST(two_periods_in_a_row_are_a_note_all_the_same)
{
	approve_many(3, 20, 0);
	planted_sql(&kit.planted,
	            "UPDATE change SET landed_time = landed_time - 91 * 86400;"
	            "UPDATE request SET created_time = created_time - 91 * 86400, merged_time = merged_time "
	            "- 91 * 86400;"
	            "UPDATE request_act SET act_time = act_time - 91 * 86400");
	approve_many(3, 20, 0);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P03"), "note");
}
END_TEST

/* ---- gates ---- */

START_TEST(without_a_forges_record_nothing_is_known)
{
	PLANT(&kit.planted, 60, .author = 2, .reviewer = 3, .lines = 100);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P03"), "unknown");
	ck_assert_has(kit.finding.reason, "0 of 60 changes");
	ck_assert_str_eq(kit.finding.next_command, FETCH);
	ck_assert_int_eq(kit.finding.number_count, 0);
}
END_TEST

START_TEST(less_than_half_told_is_not_known)
{
	approve_many(3, 30, 0);
	PLANT(&kit.planted, 30, .author = 2, .lines = 100);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P03"), "note");

	PLANT(&kit.planted, 1, .author = 2, .lines = 100);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P03"), "unknown");
}
END_TEST

START_TEST(where_nobody_approves_the_question_does_not_arise)
{
	for (int i = 0; i < 20; i++)
		request((struct planted_change){ .lines = 100 });

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P03"), "n/a");
}
END_TEST

START_TEST(nothing_at_all_leaves_nothing_to_say)
{
	const char *outcome = pattern_kit_outcome(&kit, "P03");

	ck_assert(strcmp(outcome, "thin") == 0 || strcmp(outcome, "unknown") == 0);
}
END_TEST

/* ---- silencers ---- */

START_TEST(changes_written_by_two_explain_a_fast_approval)
{
	for (int i = 0; i < 12; i++)
		approve(request((struct planted_change){ .lines = 100, .pair = 4 }), 3, 60);
	approve_many(3, 8, 2);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P03"), "silenced");
	ck_assert_has(kit.finding.reason, "12 of these 20");
	ck_assert_has(kit.finding.looked_for, "written by two people (12)");
}
END_TEST

/* A comment by another person a second before the approval, at it, and a second after. */
static const struct {
	int64_t seconds, commenter;
	int64_t words;
	const char *outcome;
} comments[] = {
	{ 59, 4, 3, "silenced" }, { 60, 4, 3, "silenced" }, { 61, 4, 3, "note" },
	{ 59, 2, 3, "note" },     { 59, 4, 0, "silenced" },
};

START_TEST(a_second_approval_after_anothers_comment_is_explained)
{
	for (int i = 0; i < 20; i++) {
		int64_t number = request((struct planted_change){ .lines = 100 });

		approve(number, 3, 60);
		ACT(&kit.planted, .number = number, .kind = "cmt", .person = comments[_i].commenter,
		    .word_count = comments[_i].words, .time = PLANTED_SINCE + comments[_i].seconds);
	}

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P03"), comments[_i].outcome);
}
END_TEST

static const struct {
	const char *kind, *outcome;
} references[] = { { "reverts", "silenced" }, { "picked", "silenced" }, { "fixes", "note" }, { "closes", "note" } };

START_TEST(reverts_and_backports_are_explained)
{
	char sql[200];

	approve_many(3, 20, 0);
	snprintf(sql, sizeof(sql), "INSERT INTO reference SELECT id, '%s', 'x', '', 1 FROM commits",
	         references[_i].kind);
	planted_sql(&kit.planted, sql);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P03"), references[_i].outcome);
}
END_TEST

START_TEST(enough_that_nothing_explains_still_speaks)
{
	for (int i = 0; i < 20; i++)
		approve(request((struct planted_change){ .lines = 100, .pair = 4 }), 3, 60);
	approve_many(3, 30, 5);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P03"), "note");
	ck_assert_has(kit.finding.would_change, "Of 35 such approvals up to ");
}
END_TEST

/* ---- oneself ---- */

/* 20 own approvals, all fast and silent, and as many fast ones by others out of 60. */
static const struct {
	int64_t own, own_slow, others, others_slow;
	const char *outcome;
} owns[] = {
	{ 20, 0, 0, 20, "note" },  /* 20 of 20; the team 20 of 40: twice */
	{ 20, 0, 1, 19, "clear" }, /* the team 21 of 40 */
	{ 19, 0, 0, 40, "thin" },  /* one short */
	{ 14, 6, 0, 80, "clear" }, /* the lower end is 48 % */
	{ 15, 5, 0, 80, "note" },  /* 53 % */
	{ 0, 0, 40, 0, "thin" },   /* nothing of one's own */
};

START_TEST(own_approvals_are_told_beside_the_teams)
{
	kit.is_viewer = true;
	approve_many(LEAD, owns[_i].own, owns[_i].own_slow);
	approve_many(3, owns[_i].others, owns[_i].others_slow);

	ck_assert_msg(strcmp(pattern_kit_outcome(&kit, "P03"), owns[_i].outcome) == 0, "%s", kit.finding.explanation);
	ck_assert_int_eq(kit.finding.person, LEAD);
	ck_assert_int_eq(kit.finding.n, owns[_i].own + owns[_i].own_slow);
}
END_TEST

/* ---- words ---- */

START_TEST(a_note_tells_sizes_and_pace_and_names_nobody)
{
	for (int i = 0; i < 20; i++)
		approve(request((struct planted_change){ .lines = 401 }), 3, 60);
	approve_many(3, 10, 5);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P03"), "note");

	ck_assert_str_eq(kit.finding.reason,
	                 "30 of 35 (86 %, 71 to 94) approvals of larger changes came silent and at once");
	ck_assert_has(kit.finding.explanation, "2026-Q2");
	ck_assert_has(kit.finding.explanation, "Up to 400 lines: 10 of 15");
	ck_assert_has(kit.finding.explanation, "over 400: 20 of 20");
	/* The middle one of 35: 401 lines in a minute. */
	ck_assert_has(kit.finding.explanation, "at 24060 lines an hour or more");
	ck_assert_has(kit.finding.explanation, "Silent approvals of small changes are normal and not counted");
	ck_assert_has(kit.finding.explanation, "Base rate");
	ck_assert_has(kit.finding.would_change, "pattern.P03.share");
	ck_assert_has(kit.finding.looked_for, "not visible here");
	ck_assert_ptr_null(strstr(kit.finding.explanation, "Person"));
	ck_assert_ptr_null(strstr(kit.finding.looked_for, "Person"));
	ck_assert_double_eq_tol(pattern_kit_number(&kit, "lines_an_hour"), 24060, 1e-9);
	ck_assert(fabs(kit.finding.weight - (0.706 - 0.5) / (0.937 - 0.706)) < 0.02);
}
END_TEST

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

Suite *suite_rubber_stamping(void)
{
	Suite *suite = suite_create("rubber_stamping");
	TCase *tc = tcase_create("P03");

	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_loop_test(tc, fast_and_silent_approvals_are_told_from_their_threshold_on, 0, ROWS(shares));
	tcase_add_loop_test(tc, speed_is_counted_as_the_metric_counts_it, 0, ROWS(speeds));
	tcase_add_test(tc, words_of_ones_own_are_no_silence);
	tcase_add_test(tc, the_threshold_can_be_set);
	tcase_add_test(tc, two_periods_in_a_row_are_a_note_all_the_same);
	tcase_add_test(tc, without_a_forges_record_nothing_is_known);
	tcase_add_test(tc, less_than_half_told_is_not_known);
	tcase_add_test(tc, where_nobody_approves_the_question_does_not_arise);
	tcase_add_test(tc, nothing_at_all_leaves_nothing_to_say);
	tcase_add_test(tc, changes_written_by_two_explain_a_fast_approval);
	tcase_add_loop_test(tc, a_second_approval_after_anothers_comment_is_explained, 0, ROWS(comments));
	tcase_add_loop_test(tc, reverts_and_backports_are_explained, 0, ROWS(references));
	tcase_add_test(tc, enough_that_nothing_explains_still_speaks);
	tcase_add_loop_test(tc, own_approvals_are_told_beside_the_teams, 0, ROWS(owns));
	tcase_add_test(tc, a_note_tells_sizes_and_pace_and_names_nobody);
	suite_add_tcase(suite, tc);
	return suite;
}
