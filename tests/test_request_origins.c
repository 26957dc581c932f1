/*
 * Requests that are no pull requests, against planted truth: Gerrit changes with their pushes and votes, patches by mail of which
 * several land as one change. Every figure was worked out by hand.
 */
#include <check.h>
#include <math.h>
#include <string.h>
#include "lead/pattern.h"
#include "support/metric_kit.h"
#include "support/pattern_kit.h"
#include "support/planted_request.h"

Suite *suite_request_origins(void);

#define GERRIT "gerrit:"
#define MAIL "mail:"

static struct pattern_kit kit;
static struct planted *at;

static void start(void)
{
	metric_kit_start_with(7);
	at = &planted;
}

static void start_pattern(void)
{
	pattern_kit_start(&kit);
	at = &kit.planted;
}

static void stop_pattern(void)
{
	pattern_kit_stop(&kit);
}

/* A Gerrit change by person 2, uploaded at the start of the quarter and merged ten days after it; answers its number. */
static int64_t uploaded(int64_t lines)
{
	int64_t time = PLANTED_SINCE + 10 * DAY_SECS;
	int64_t number = PLANT(at, 1, .author = 2, .reviewer = 3, .key = GERRIT, .time = time, .lines = lines);

	REQUEST(at, .number = number, .key = GERRIT, .opener = 2, .created_time = PLANTED_SINCE, .merged_time = time);
	planted_push(at, GERRIT, number, PLANTED_SINCE);
	return number;
}

static void vote(int64_t number, int64_t person, int64_t seconds)
{
	ACT(at, .number = number, .key = GERRIT, .person = person, .state = "approved", .time = PLANTED_SINCE + seconds,
	    .word_count = 0);
}

/* A topic of person 2 that landed as one change of 500 lines, of two patches by mail; answers the change. */
static int64_t mailed(int64_t first_lines, int64_t second_lines)
{
	int64_t time = PLANTED_SINCE + 9 * DAY_SECS;
	int64_t change = PLANT(at, 1, .author = 2, .reviewer = 3, .time = time, .lines = 500);

	REQUEST(at, .number = 2 * change, .key = MAIL, .joins = change, .opener = 2, .created_time = PLANTED_SINCE,
	        .merged_time = time, .line_count = first_lines);
	REQUEST(at, .number = 2 * change + 1, .key = MAIL, .joins = change, .opener = 2, .created_time = PLANTED_SINCE,
	        .merged_time = time, .line_count = second_lines);
	return change;
}

/* ---- metrics ---- */

START_TEST(a_change_of_two_requests_is_one_change_and_two_requests)
{
	int64_t change = mailed(450, 50);

	ACT(at, .number = 2 * change, .key = MAIL, .kind = "cmt", .person = 3, .word_count = 9,
	    .time = PLANTED_SINCE + 2 * HOUR_SECS, .change = change);
	ACT(at, .number = 2 * change + 1, .key = MAIL, .kind = "cmt", .person = 3, .word_count = 9,
	    .time = PLANTED_SINCE + 4 * HOUR_SECS, .change = change);
	compute(&quarter);
	ck_assert_int_eq(value_of("M00.told", 0)->k, 1);
	ck_assert_int_eq(value_of("M00.told", 0)->n, 1);
	ck_assert_int_eq(value_of("M22", 0)->k, 1);
	ck_assert_int_eq(value_of("M22", 0)->n, 1);
	ck_assert_int_eq(value_of("M20", 0)->n, 2);
	ck_assert_int_eq(value_of("M20", 0)->k, 2);
	ck_assert_int_eq(value_of("M21", 0)->n, 2);
	ck_assert_double_eq(value_of("M21", 0)->value, 216);
}
END_TEST

/* Both patches approved after two minutes: one approval, of the smaller of the patch and of what landed. */
static const struct {
	int64_t first_lines, seconds, k, n;
} series[] = {
	{ 100, 181, 0, 1 }, /* 100 lines in 181 seconds are no 2,000 an hour; 500 would be */
	{ 100, 179, 1, 1 }, { 49, 60, 0, 0 }, { 0, 60, 0, 0 }, /* nothing tells how large the patch is */
	{ 900, 899, 1, 1 },                                    /* of what landed 500 lines are left */
	{ 900, 900, 0, 1 },
};

START_TEST(an_approval_of_a_series_is_of_the_patch)
{
	int64_t change = mailed(series[_i].first_lines, 300);

	for (int i = 0; i < 2; i++)
		ACT(at, .number = 2 * change + i, .key = MAIL, .person = 3, .state = "approved", .word_count = -1,
		    .time = PLANTED_SINCE + series[_i].seconds + i);
	compute(&quarter);
	ck_assert_int_eq(value_of("M23", 0)->k, series[_i].k);
	ck_assert_int_eq(value_of("M23", 0)->n, series[_i].n);
}
END_TEST

/* Looked at one by one against each other they would take minutes; the test would be stopped. */
START_TEST(a_change_of_very_many_acts_is_gone_through_once)
{
	int64_t change = mailed(450, 50);

	ACT(at, .number = 2 * change, .key = MAIL, .kind = "cmt", .person = 3, .word_count = 9,
	    .time = PLANTED_SINCE + 2 * HOUR_SECS, .change = change);
	planted_sql(
		at,
		"INSERT INTO request_act (repository_id, change, origin, source_id, kind, identity_id, act_time,"
		" state, word_count, head, raw)"
		" WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)"
		" SELECT repository_id, change, origin, source_id, kind, identity_id, act_time, state, word_count, "
		"head,"
		"        'line ' || i FROM request_act CROSS JOIN n;"
		"INSERT INTO act (repository_id, change_id, kind, person_id, identity_id, source_id, act_time, counted,"
		" why, is_mentoring, is_newcomer, request_act_id)"
		" SELECT a.repository_id, a.change_id, a.kind, a.person_id, a.identity_id, a.source_id, a.act_time, 0,"
		"        'duplicate', 0, 0, q.id FROM request_act q CROSS JOIN act a"
		" WHERE a.request_act_id IS NOT NULL AND q.id <> a.request_act_id");
	compute(&quarter);
	ck_assert_int_eq(value_of("M22", 0)->k, 1);
}
END_TEST

START_TEST(a_patch_that_nobody_took_does_not_wait_for_ever)
{
	int64_t change = mailed(100, 100);

	for (int i = 0; i < 2; i++)
		ACT(at, .number = 2 * change + i, .key = MAIL, .person = 3, .kind = "cmt", .word_count = 3,
		    .time = PLANTED_SINCE + HOUR_SECS);
	for (int i = 0; i < 30; i++)
		REQUEST(at, .number = 9000 + i, .key = MAIL, .opener = 4, .created_time = PLANTED_SINCE + DAY_SECS);
	compute(&quarter);
	ck_assert_int_eq(value_of("M20", 0)->n, 2);
	ck_assert_double_eq(value_of("M20", 0)->value, 1);
	ck_assert_int_eq(value_of("M21", 0)->n, 2);
	/* A Gerrit change that is open waits. */
	REQUEST(at, .number = 9000, .key = GERRIT, .opener = 4, .created_time = PLANTED_SINCE + DAY_SECS);
	REQUEST(at, .number = 9001, .key = GERRIT, .opener = 4, .created_time = PLANTED_SINCE + DAY_SECS,
	        .draft = "yes");
	compute(&quarter);
	ck_assert_int_eq(value_of("M20", 0)->n, 3);
	ck_assert_int_eq(value_of("M21", 0)->n, 3);
}
END_TEST

/* 100 lines need 180 seconds; pushed again a day after the upload. */
static const struct {
	const char *what;
	int64_t push, approval; /* seconds after the upload */
	int64_t k;
} pushes[] = {
	{ "after the push", DAY_SECS, DAY_SECS + 179, 1 },
	{ "long enough after the push", DAY_SECS, DAY_SECS + 180, 0 },
	{ "before the push", DAY_SECS, DAY_SECS - 1, 0 },
	{ "at the push", DAY_SECS, DAY_SECS, 1 },
	{ "after what the merge itself pushed", 10 * DAY_SECS, 10 * DAY_SECS + 60, 0 },
	{ "at the upload", 0, 60, 1 },
};

START_TEST(the_last_push_before_an_approval_begins_its_time)
{
	int64_t number = uploaded(100);

	planted_push(at, GERRIT, number, PLANTED_SINCE + pushes[_i].push);
	vote(number, 3, pushes[_i].approval);
	compute(&quarter);
	ck_assert_int_eq(value_of("M23", 0)->n, 1);
	ck_assert_msg(value_of("M23", 0)->k == pushes[_i].k, "%s", pushes[_i].what);
}
END_TEST

/* Pushed twice after the first review, once before, and once by the merge: two rounds, whatever heads are told. */
START_TEST(rounds_are_pushes_where_they_are_told)
{
	for (int i = 0; i < 20; i++) {
		int64_t number = uploaded(100);

		ACT(at, .number = number, .key = GERRIT, .person = 3, .time = PLANTED_SINCE + 2 * DAY_SECS,
		    .head = "bbbbbbbb00000000000000000000000000000000");
		planted_push(at, GERRIT, number, PLANTED_SINCE + DAY_SECS);
		planted_push(at, GERRIT, number, PLANTED_SINCE + 3 * DAY_SECS);
		planted_push(at, GERRIT, number, PLANTED_SINCE + 4 * DAY_SECS);
		planted_push(at, GERRIT, number, PLANTED_SINCE + 10 * DAY_SECS);
	}
	compute(&quarter);
	ck_assert_int_eq(value_of("M21.rounds", 0)->n, 20);
	ck_assert_double_eq(value_of("M21.rounds", 0)->value, 2);
}
END_TEST

/* A vote has no words of its own: where all comments are told, a change of votes alone is one without substance. */
START_TEST(votes_alone_are_a_review_without_substance)
{
	int64_t number = uploaded(100);

	ACT(at, .number = number, .key = GERRIT, .person = 3, .state = "approved", .time = PLANTED_SINCE + 60,
	    .word_count = -1, .change = number);
	compute(&quarter);
	ck_assert_int_eq(value_of("M22", 0)->n, 0);
	planted_sql(at, "UPDATE request SET reviews_seen = 1800000000");
	compute(&quarter);
	ck_assert_int_eq(value_of("M22", 0)->n, 1);
	ck_assert_int_eq(value_of("M22", 0)->k, 0);
}
END_TEST

START_TEST(a_vote_after_the_merge_is_no_first_answer)
{
	int64_t number = uploaded(100);

	vote(number, 3, 11 * DAY_SECS);
	compute(&quarter);
	ck_assert_int_eq(value_of("M20", 0)->n, 1);
	ck_assert_int_eq(value_of("M20", 0)->k, 0);
	ck_assert_int_eq(value_of("M21.rounds", 0)->n, 0);
}
END_TEST

/* ---- patterns ---- */

static void approve_many(int64_t fast, int64_t slow)
{
	for (int64_t i = 0; i < fast + slow; i++)
		vote(uploaded(100), 3, i < fast ? 60 : DAY_SECS);
}

static const char *outcome(const char *id)
{
	return pattern_kit_outcome(&kit, id);
}

START_TEST(p03_speaks_of_votes)
{
	approve_many(15, 5);
	ck_assert_str_eq(outcome("P03"), "note");
}
END_TEST

START_TEST(p03_is_clear_where_votes_take_their_time)
{
	approve_many(14, 6);
	ck_assert_str_eq(outcome("P03"), "clear");
}
END_TEST

/* Votes long after the upload, and at once after the last push. */
START_TEST(p03_counts_from_the_last_push)
{
	for (int i = 0; i < 20; i++) {
		int64_t number = uploaded(100);

		planted_push(at, GERRIT, number, PLANTED_SINCE + 2 * DAY_SECS);
		vote(number, 3, 2 * DAY_SECS + 60);
	}
	ck_assert_str_eq(outcome("P03"), "note");
	ck_assert_has(kit.finding.explanation, "ready or last pushed to");
}
END_TEST

START_TEST(p03_is_silenced_where_others_commented_before)
{
	for (int i = 0; i < 20; i++) {
		int64_t number = uploaded(100);

		ACT(at, .number = number, .key = GERRIT, .kind = "cmt", .person = 4, .word_count = 12,
		    .time = PLANTED_SINCE + 30);
		vote(number, 3, 60);
	}
	ck_assert_str_eq(outcome("P03"), "silenced");
}
END_TEST

/* Of a series somebody else commented on the other patch, and one's own words on it are words. */
START_TEST(p03_looks_at_all_patches_of_a_change)
{
	for (int i = 0; i < 20; i++) {
		int64_t change = mailed(100, 100);

		ACT(at, .number = 2 * change, .key = MAIL, .person = 3, .state = "approved", .word_count = -1,
		    .time = PLANTED_SINCE + 60);
		ACT(at, .number = 2 * change + 1, .key = MAIL, .kind = "cmt", .person = i < 18 ? 4 : 3,
		    .word_count = 12, .time = PLANTED_SINCE + 30);
	}
	ck_assert_str_eq(outcome("P03"), "silenced");
	ck_assert_has(kit.finding.looked_for, "Among these 18 approvals");
}
END_TEST

START_TEST(p03_and_p08_are_unknown_without_requests)
{
	PLANT(at, 60, .author = 2, .reviewer = 3, .lines = 100, .key = GERRIT);
	ck_assert_str_eq(outcome("P03"), "unknown");
	ck_assert_str_eq(outcome("P08"), "unknown");
}
END_TEST

static void answer_many(int64_t hours)
{
	for (int i = 0; i < 20; i++)
		vote(uploaded(100), 3, hours * HOUR_SECS);
}

START_TEST(p08_speaks_of_gerrit_changes)
{
	answer_many(75);
	/* Nobody waits for what was mailed and dropped. */
	for (int i = 0; i < 30; i++)
		REQUEST(at, .number = 9000 + i, .key = MAIL, .opener = 4, .created_time = PLANTED_SINCE);
	ck_assert_str_eq(outcome("P08"), "note");
	ck_assert_double_eq(pattern_kit_number(&kit, "open"), 0);
}
END_TEST

START_TEST(p08_counts_gerrit_changes_that_are_open)
{
	answer_many(75);
	for (int i = 0; i < 5; i++)
		REQUEST(at, .number = 9000 + i, .key = GERRIT, .opener = 4,
		        .created_time = PLANTED_SINCE + 80 * DAY_SECS);
	ck_assert_str_eq(outcome("P08"), "note");
	ck_assert_double_eq(pattern_kit_number(&kit, "open"), 5);
}
END_TEST

START_TEST(p08_is_clear_where_votes_come_within_hours)
{
	answer_many(5);
	ck_assert_str_eq(outcome("P08"), "clear");
}
END_TEST

START_TEST(p08_is_silenced_where_time_zones_are_spread)
{
	answer_many(60);
	planted_sql(at, "INSERT INTO declared VALUES ('timezones', 0, 'spread', 0, 4000000000)");
	ck_assert_str_eq(outcome("P08"), "silenced");
}
END_TEST

Suite *suite_request_origins(void)
{
	Suite *suite = suite_create("request_origins");
	TCase *metrics = tcase_create("metrics"), *patterns = tcase_create("patterns");

	tcase_add_checked_fixture(metrics, start, metric_kit_stop);
	suite_add_tcase(suite, metrics);
	tcase_add_test(metrics, a_change_of_two_requests_is_one_change_and_two_requests);
	tcase_add_loop_test(metrics, an_approval_of_a_series_is_of_the_patch, 0, sizeof(series) / sizeof(series[0]));
	tcase_add_test(metrics, a_patch_that_nobody_took_does_not_wait_for_ever);
	tcase_add_loop_test(metrics, the_last_push_before_an_approval_begins_its_time, 0,
	                    sizeof(pushes) / sizeof(pushes[0]));
	tcase_add_test(metrics, a_change_of_very_many_acts_is_gone_through_once);
	tcase_add_test(metrics, rounds_are_pushes_where_they_are_told);
	tcase_add_test(metrics, votes_alone_are_a_review_without_substance);
	tcase_add_test(metrics, a_vote_after_the_merge_is_no_first_answer);
	tcase_add_checked_fixture(patterns, start_pattern, stop_pattern);
	suite_add_tcase(suite, patterns);
	tcase_add_test(patterns, p03_speaks_of_votes);
	tcase_add_test(patterns, p03_is_clear_where_votes_take_their_time);
	tcase_add_test(patterns, p03_counts_from_the_last_push);
	tcase_add_test(patterns, p03_is_silenced_where_others_commented_before);
	tcase_add_test(patterns, p03_looks_at_all_patches_of_a_change);
	tcase_add_test(patterns, p03_and_p08_are_unknown_without_requests);
	tcase_add_test(patterns, p08_speaks_of_gerrit_changes);
	tcase_add_test(patterns, p08_counts_gerrit_changes_that_are_open);
	tcase_add_test(patterns, p08_is_clear_where_votes_come_within_hours);
	tcase_add_test(patterns, p08_is_silenced_where_time_zones_are_spread);
	return suite;
}
