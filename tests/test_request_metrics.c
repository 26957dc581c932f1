/*
 * Metrics of what a forge tells, against planted truth: time to an answer and to the merge, rounds, substance, speed of
 * approvals, comments as work on others' changes. Every figure was worked out by hand.
 */
#include <check.h>
#include <math.h>
#include "lead/metric.h"
#include "support/metric_kit.h"
#include "support/planted_request.h"

Suite *suite_request_metrics(void);

#define BOT 7

static void start(void)
{
	metric_kit_start_with(7);
	planted_sql(&planted, "UPDATE person SET kind = 'bot' WHERE id = 7");
}

/* A change by person 2 that was ready at the start of the quarter and merged that long after it; answers its number. */
static int64_t merged(int64_t hours, int64_t lines, int64_t reviewer)
{
	int64_t time = PLANTED_SINCE + hours * HOUR_SECS;
	int64_t number =
		PLANT(&planted, 1, .author = 2, .reviewer = reviewer, .key = "pr:", .time = time, .lines = lines);

	REQUEST(&planted, .number = number, .opener = 2, .created_time = PLANTED_SINCE, .merged_time = time,
	        .closed_time = time);
	return number;
}

/* Of many requests: none of them landed. */
static int64_t closed(int64_t number, int64_t hours)
{
	REQUEST(&planted, .number = number, .opener = 3, .created_time = PLANTED_SINCE,
	        .closed_time = PLANTED_SINCE + hours * HOUR_SECS);
	return number;
}

static void answered(int64_t count, int64_t hours, int64_t person)
{
	for (int64_t i = 0; i < count; i++) {
		int64_t number = merged(48, 30, 0);

		ACT(&planted, .number = number, .person = person, .time = PLANTED_SINCE + hours * HOUR_SECS);
	}
}

/* ---- time ---- */

/*
 * 24 requests: 10 answered after 2 hours, 5 after 10, 5 after 30, 4 closed after 20 without an answer. Unanswered are
 * 14/24 from 2 on, 9/24 from 10 on, none from 30 on, where 5 were left. By then the upper limit is 0.56 at 10 hours and
 * nothing after, so the interval is open.
 */
START_TEST(waits_are_measured_on_what_is_still_open_too)
{
	answered(10, 2, 1);
	answered(5, 10, 1);
	answered(5, 30, 1);
	for (int64_t i = 0; i < 4; i++)
		closed(9000 + i, 20);

	compute(&quarter);

	ck_assert_int_eq(value_of("M20", 0)->n, 24);
	ck_assert_int_eq(value_of("M20", 0)->k, 20);
	ck_assert_double_eq(value_of("M20", 0)->value, 10);
	ck_assert_double_eq(value_of("M20", 0)->low, 2);
	ck_assert(isinf(value_of("M20", 0)->high));
	ck_assert_double_eq(value_of("M20.p75", 0)->value, 30);
	ck_assert_str_eq(state_of("M20", 0), "ok");
	/* Merged after 48 hours all of them, but for the four that left at 20. */
	ck_assert_int_eq(value_of("M21", 0)->n, 24);
	ck_assert_int_eq(value_of("M21", 0)->k, 20);
	ck_assert_double_eq(value_of("M21", 0)->value, 48);
	ck_assert_double_eq(value_of("M21.p75", 0)->value, 48);
}
END_TEST

START_TEST(a_time_that_was_not_reached_is_no_figure)
{
	answered(14, 2, 1);
	for (int64_t i = 0; i < 26; i++)
		closed(9000 + i, 20);

	compute(&quarter);

	ck_assert_int_eq(value_of("M20", 0)->n, 40);
	ck_assert(isnan(value_of("M20", 0)->value));
	ck_assert_str_eq(state_of("M20", 0), "thin");
	ck_assert_str_eq(state_of("M20.p75", 0), "thin");
}
END_TEST

START_TEST(openers_authors_and_bots_do_not_answer)
{
	int64_t number = merged(48, 30, 0);

	ACT(&planted, .number = number, .kind = "cmt", .person = 2, .time = PLANTED_SINCE + 1);
	ACT(&planted, .number = number, .kind = "cmt", .person = BOT, .time = PLANTED_SINCE + 2);
	ACT(&planted, .number = number, .kind = "req", .person = 3, .time = PLANTED_SINCE + 3);
	ACT(&planted, .number = number, .kind = "cmt", .person = 3, .time = PLANTED_SINCE + HOUR_SECS);

	compute(&quarter);

	ck_assert_double_eq(value_of("M20", 0)->value, 1);
	ck_assert_str_eq(state_of("M20", 0), "thin");
}
END_TEST

START_TEST(a_wait_begins_when_the_request_is_ready_and_never_before)
{
	int64_t number = PLANT(&planted, 1, .author = 2, .key = "pr:", .time = PLANTED_SINCE + 9 * HOUR_SECS);

	REQUEST(&planted, .number = number, .opener = 2, .created_time = PLANTED_BEFORE,
	        .ready_time = PLANTED_SINCE + 4 * HOUR_SECS, .merged_time = PLANTED_SINCE + 9 * HOUR_SECS);
	ACT(&planted, .number = number, .person = 3, .time = PLANTED_SINCE + 7 * HOUR_SECS);

	compute(&quarter);
	ck_assert_double_eq(value_of("M20", 0)->value, 3);
	ck_assert_double_eq(value_of("M21", 0)->value, 5);

	/* An answer to the draft: no wait. */
	ACT(&planted, .number = number, .person = 4, .time = PLANTED_SINCE + 1 * HOUR_SECS);
	compute(&quarter);
	ck_assert_double_eq(value_of("M20", 0)->value, 0);
	ck_assert_int_eq(value_of("M20", 0)->k, 1);
}
END_TEST

/* Neither open nor closed, answered or not; of two channels the newer that tells stands. What was merged counts. */
START_TEST(a_draft_is_in_no_cohort)
{
	int64_t number = merged(5, 30, 0);

	planted_sql(&planted, "UPDATE request SET draft = 'yes'");
	ACT(&planted, .number = number, .person = 3, .time = PLANTED_SINCE + 2 * HOUR_SECS);
	REQUEST(&planted, .number = 8001, .opener = 3, .created_time = PLANTED_SINCE, .draft = "yes");
	ACT(&planted, .number = 8001, .person = 1, .time = PLANTED_SINCE + HOUR_SECS);
	REQUEST(&planted, .number = 8002, .opener = 3, .created_time = PLANTED_SINCE,
	        .closed_time = PLANTED_SINCE + 9 * HOUR_SECS, .draft = "yes");
	REQUEST(&planted, .number = 8003, .opener = 3, .created_time = PLANTED_SINCE,
	        .ready_time = PLANTED_SINCE + HOUR_SECS, .draft = "yes");
	compute(&quarter);
	ck_assert_int_eq(value_of("M20", 0)->n, 1);
	ck_assert_double_eq(value_of("M20", 0)->value, 2);
	ck_assert_int_eq(value_of("M21", 0)->n, 1);

	REQUEST(&planted, .number = 8001, .origin = "refs/notes/lead-reviews", .opener = 3,
	        .created_time = PLANTED_SINCE, .seen_time = 9);
	compute(&quarter);
	ck_assert_int_eq(value_of("M20", 0)->n, 1);
	planted_sql(&planted, "UPDATE request SET draft = 'no', draft_seen = 9 WHERE origin <> 'export'");
	compute(&quarter);
	ck_assert_int_eq(value_of("M20", 0)->n, 2);
}
END_TEST

START_TEST(an_answer_after_the_merge_ends_no_wait)
{
	int64_t number = merged(5, 30, 0);

	ACT(&planted, .number = number, .person = 3, .time = PLANTED_SINCE + 6 * HOUR_SECS);

	compute(&quarter);

	ck_assert_int_eq(value_of("M20", 0)->n, 1);
	ck_assert_int_eq(value_of("M20", 0)->k, 0);
	ck_assert(isnan(value_of("M20", 0)->value));
}
END_TEST

START_TEST(what_is_open_counts_until_the_end_of_the_period_or_of_what_was_told)
{
	REQUEST(&planted, .number = 8000, .opener = 2, .created_time = PLANTED_UNTIL - 40 * HOUR_SECS);
	REQUEST(&planted, .number = 8001, .opener = 3, .created_time = PLANTED_UNTIL - 30 * HOUR_SECS);
	ACT(&planted, .number = 8001, .person = 1, .time = PLANTED_UNTIL - 10 * HOUR_SECS);
	/* Of three: one answered after 20 hours, and two open for 40 and 35: 2/3 are left from 20 on. */
	REQUEST(&planted, .number = 8002, .opener = 3, .created_time = PLANTED_UNTIL - 35 * HOUR_SECS);

	compute(&quarter);
	ck_assert_int_eq(value_of("M20", 0)->n, 3);
	ck_assert_int_eq(value_of("M20", 0)->k, 1);
	ck_assert(isnan(value_of("M20", 0)->value));

	/* The newest thing told is from 16 hours before the end: the first was then open for 24 hours. */
	planted_sql(&planted, "DELETE FROM request_act");
	ACT(&planted, .number = 8001, .person = 1, .time = PLANTED_UNTIL - 16 * HOUR_SECS);
	ACT(&planted, .number = 8002, .person = 1, .time = PLANTED_UNTIL - 16 * HOUR_SECS);
	compute(&quarter);
	/* 14 and 19 hours, of three with one open for 24: a third is left from 19 on. */
	ck_assert_double_eq(value_of("M20", 0)->value, 19);
}
END_TEST

START_TEST(what_landed_is_merged_whatever_an_older_export_says)
{
	int64_t number = PLANT(&planted, 1, .author = 2, .key = "pr:", .time = PLANTED_SINCE + 9 * HOUR_SECS);

	REQUEST(&planted, .number = number, .opener = 2, .created_time = PLANTED_SINCE,
	        .seen_time = PLANTED_SINCE + 5 * HOUR_SECS);

	compute(&quarter);

	ck_assert_int_eq(value_of("M21", 0)->k, 1);
	ck_assert_double_eq(value_of("M21", 0)->value, 9);
}
END_TEST

START_TEST(requests_of_other_periods_people_and_projects_are_left_out)
{
	int64_t number = merged(5, 30, 0);

	ACT(&planted, .number = number, .person = 3, .time = PLANTED_SINCE + 2 * HOUR_SECS);
	REQUEST(&planted, .number = 8001, .opener = 3, .created_time = PLANTED_SINCE - 1);
	REQUEST(&planted, .number = 8002, .opener = 3, .created_time = PLANTED_UNTIL);
	REQUEST(&planted, .number = 8003, .opener = BOT, .created_time = PLANTED_SINCE);
	REQUEST(&planted, .number = 8004, .created_time = PLANTED_SINCE);
	REQUEST(&planted, .number = 8005, .opener = 3);
	/* The same number in a fork's count, merged a year before. */
	PLANT(&planted, 1, .author = 3, .key = "pr:");
	REQUEST(&planted, .number = planted.change_count, .opener = 3, .created_time = PLANTED_BEFORE - 2,
	        .merged_time = PLANTED_BEFORE - 1, .is_foreign = true);

	compute(&quarter);

	ck_assert_int_eq(value_of("M20", 0)->n, 1);
	ck_assert_int_eq(value_of("M00.told", 0)->k, 1);
	ck_assert_int_eq(value_of("M00.told", 0)->n, 2);
}
END_TEST

START_TEST(several_tellings_are_one_request)
{
	int64_t number = merged(5, 30, 0);

	REQUEST(&planted, .number = number, .origin = "refs/notes/lead-reviews", .state = "merged");
	ACT(&planted, .number = number, .person = 3, .time = PLANTED_SINCE + 2 * HOUR_SECS);
	ACT(&planted, .number = number, .origin = "refs/notes/lead-reviews", .person = 3,
	    .time = PLANTED_SINCE + 2 * HOUR_SECS);

	compute(&quarter);

	ck_assert_int_eq(value_of("M20", 0)->n, 1);
	ck_assert_double_eq(value_of("M20", 0)->value, 2);
	ck_assert_double_eq(value_of("M21", 0)->value, 5);
}
END_TEST

START_TEST(without_requests_of_half_of_the_changes_times_are_unknown)
{
	answered(20, 2, 1);
	PLANT(&planted, 20, .author = 2);

	compute(&quarter);
	ck_assert_str_eq(state_of("M20", 0), "ok");
	ck_assert_str_eq(state_of("M22", 0), "thin");
	ck_assert_str_eq(state_of("M23", 0), "n/a");

	PLANT(&planted, 1, .author = 2);
	compute(&quarter);
	ck_assert_str_eq(state_of("M20", 0), "unknown");
	ck_assert_str_eq(state_of("M21.rounds", 0), "unknown");
}
END_TEST

/* Comments may be imported alone: they are work on others' changes, and tell no time of any request. */
START_TEST(comments_count_without_their_requests)
{
	int64_t number = PLANT(&planted, 1, .author = 2, .key = "pr:", .lines = 30);

	ACT(&planted, .number = number, .person = 1, .kind = "cmt", .word_count = 8, .change = number);
	planted_subject(&planted, 1);

	compute(&quarter);

	ck_assert_int_eq(value_of("M13", 1)->k, 1);
	ck_assert_int_eq(value_of("M13.b", 1)->k, 1);
	ck_assert_int_eq(value_of("M30", 1)->k, 1);
	ck_assert_str_eq(state_of("M20", 0), "unknown");
}
END_TEST

/* Neither silence nor an answer at an unknown time is "nobody answered". */
START_TEST(without_any_answer_told_the_wait_is_unknown)
{
	for (int i = 0; i < 30; i++)
		(void)merged(48, 30, 0);

	compute(&quarter);
	ck_assert_str_eq(state_of("M20", 0), "unknown");
	ck_assert_str_eq(state_of("M20.p75", 0), "unknown");
	ck_assert_int_eq(value_of("M20", 0)->n, 0);
	ck_assert_str_eq(state_of("M21", 0), "ok");

	ACT(&planted, .number = 1, .person = 1, .state = "approved");
	ACT(&planted, .number = 2, .person = BOT, .time = PLANTED_SINCE + 1);
	ACT(&planted, .number = 3, .person = 2, .kind = "cmt", .time = PLANTED_SINCE + 1);
	compute(&quarter);
	ck_assert_str_eq(state_of("M20", 0), "unknown");

	/* One is enough: exports that hold it hold the others' too. */
	ACT(&planted, .number = 4, .person = 3, .time = PLANTED_SINCE + HOUR_SECS);
	compute(&quarter);
	ck_assert_str_ne(state_of("M20", 0), "unknown");
	ck_assert_int_eq(value_of("M20", 0)->n, 29);
	ck_assert_int_eq(value_of("M20", 0)->k, 1);
}
END_TEST

/*
 * Ten requests reviewed at one head, the last one: no round. Ten reviewed at two heads and pushed to once more: two
 * rounds. The median of ten zeros and ten twos is 1; the 6th and 15th of twenty are 0 and 2.
 */
START_TEST(rounds_are_heads_after_the_first_review)
{
	for (int64_t i = 0; i < 20; i++) {
		int64_t number = merged(48, 30, 0);

		ACT(&planted, .number = number, .person = 1, .time = PLANTED_SINCE + 10,
		    .head = "AAAAAAAA00000000000000000000000000000000");
		if (i >= 10)
			ACT(&planted, .number = number, .person = 3, .time = PLANTED_SINCE + 20, .head = "bbbbbbb");
	}
	planted_sql(&planted, "INSERT INTO request_head SELECT 1, change,"
	                      "  CASE WHEN id <= 10 THEN x'aaaaaaaa00000000000000000000000000000000'"
	                      "    ELSE x'cccccccc00000000000000000000000000000000' END FROM request");

	compute(&quarter);

	ck_assert_int_eq(value_of("M21.rounds", 0)->n, 20);
	ck_assert_double_eq(value_of("M21.rounds", 0)->value, 1);
	ck_assert_double_eq(value_of("M21.rounds", 0)->low, 0);
	ck_assert_double_eq(value_of("M21.rounds", 0)->high, 2);
	ck_assert_str_eq(state_of("M21.rounds", 0), "ok");
}
END_TEST

/* ---- depth ---- */

static void reviewed(int64_t count, int64_t lines, int64_t word_count)
{
	for (int64_t i = 0; i < count; i++) {
		int64_t number = merged(48, lines, 1);

		ACT(&planted, .number = number, .person = 3, .kind = "cmt", .time = PLANTED_SINCE + 10,
		    .word_count = word_count, .change = number);
	}
}

START_TEST(substance_is_eight_words_on_twenty_lines)
{
	reviewed(8, 49, 8);
	reviewed(4, 20, 7);
	reviewed(5, 50, 80);
	reviewed(5, 400, 0);
	reviewed(8, 401, 9);
	reviewed(3, 19, 80);
	reviewed(2, 100, -1); /* how much was written is not told */

	compute(&quarter);

	ck_assert_int_eq(value_of("M22", 0)->k, 8 + 5 + 8);
	ck_assert_int_eq(value_of("M22", 0)->n, 12 + 10 + 8);
	ck_assert_int_eq(value_of("M22.small", 0)->k, 8);
	ck_assert_int_eq(value_of("M22.small", 0)->n, 12);
	ck_assert_int_eq(value_of("M22.medium", 0)->k, 5);
	ck_assert_int_eq(value_of("M22.medium", 0)->n, 10);
	ck_assert_int_eq(value_of("M22.large", 0)->k, 8);
	ck_assert_int_eq(value_of("M22.large", 0)->n, 8);
	ck_assert_str_eq(state_of("M22", 0), "ok");
	ck_assert_str_eq(state_of("M22.large", 0), "thin");
}
END_TEST

static const struct {
	int64_t lines, seconds;
	bool has_comment;
	int64_t k, n;
} approvals[] = {
	{ 100, 179, false, 1, 1 }, /* 2,000 lines an hour are 180 seconds */
	{ 100, 180, false, 0, 1 },     { 50, 119, false, 1, 1 },      { 50, 120, false, 0, 1 },
	{ 50, 0, false, 1, 1 },        { 49, 1, false, 0, 0 },        { 100, 1, true, 0, 1 },
	{ 10000, 17999, false, 1, 1 }, { 10000, 18000, false, 0, 1 },
};

START_TEST(approvals_are_fast_below_two_minutes_or_above_2000_lines_an_hour)
{
	int64_t number = merged(48, approvals[_i].lines, 1);

	ACT(&planted, .number = number, .person = 1, .state = "approved",
	    .time = PLANTED_SINCE + approvals[_i].seconds);
	/* A second approval of the same person is none of its own. */
	ACT(&planted, .number = number, .person = 1, .state = "approved", .time = PLANTED_SINCE + 40 * HOUR_SECS);
	if (approvals[_i].has_comment)
		ACT(&planted, .number = number, .kind = "cmt", .person = 1, .word_count = -1,
		    .time = PLANTED_SINCE + 1);

	compute(&quarter);

	ck_assert_int_eq(value_of("M23", 0)->k, approvals[_i].k);
	ck_assert_int_eq(value_of("M23", 0)->n, approvals[_i].n);
	ck_assert_str_eq(state_of("M23", 0), "thin");
}
END_TEST

START_TEST(comments_at_length_are_work_on_others_changes)
{
	int64_t plain = merged(48, 20, 0), short_one = merged(48, 19, 0), brief = merged(48, 200, 0),
		second = merged(48, 200, 0), help = PLANT(&planted, 1, .author = 3, .helper = 1, .pair = 4, .lines = 9);

	ACT(&planted, .number = plain, .person = 1, .kind = "cmt", .word_count = 8, .change = plain,
	    .is_mentoring = true);
	ACT(&planted, .number = short_one, .person = 1, .kind = "cmt", .word_count = 80, .change = short_one);
	ACT(&planted, .number = brief, .person = 1, .kind = "cmt", .word_count = 7, .change = brief);
	ACT(&planted, .number = second, .person = 1, .word_count = 0, .time = 1, .state = "approved", .change = second);
	ACT(&planted, .number = second, .person = 1, .word_count = 12, .time = 2, .state = "commented",
	    .change = second, .why = "duplicate");
	ACT(&planted, .number = second, .person = 2, .kind = "cmt", .word_count = 90, .change = second, .why = "self");
	ACT(&planted, .number = second, .person = BOT, .kind = "cmt", .word_count = 90, .change = second, .why = "bot");
	ck_assert_int_gt(help, 0);
	planted_subject(&planted, 1);
	planted_subject(&planted, 2);

	compute(&quarter);

	ck_assert_int_eq(value_of("M13.b", 1)->k, 2);
	ck_assert_int_eq(value_of("M13.b.people", 1)->k, 1);
	ck_assert_int_eq(value_of("M13.c", 1)->k, 1);
	ck_assert_int_eq(value_of("M13", 1)->k, 3);
	ck_assert_int_eq(value_of("M13.mentoring", 1)->k, 1);
	ck_assert_int_eq(value_of("M13.b", 2)->k, 0);
	ck_assert_int_eq(value_of("M30", 1)->k, 3);
	ck_assert_int_eq(value_of("M30", 1)->n, 3);
	/* Of the team also the co-author of the fifth. */
	ck_assert_int_eq(value_of("M13.b", 0)->k, 2);
	ck_assert_int_eq(value_of("M13", 0)->k, 4);
}
END_TEST

/* ---- evidence ---- */

static int log_row(void *payload, const struct evidence_row *row)
{
	struct buf *log = payload;

	buf_add_fmt(log, TEXT_FMT "|" TEXT_FMT "|" TEXT_FMT ";", TEXT_ARG(row->change), TEXT_ARG(row->kind),
	            TEXT_ARG(row->raw));
	return 0;
}

static void expect_evidence(const char *id, int64_t person, const char *want)
{
	struct buf log = { 0 };

	ck_assert_int_eq(metric_evidence(planted.store, metric_find(text_of(id)), &quarter, person, log_row, &log), 0);
	ck_assert_str_eq(buf_str(&log), want);
	buf_release(&log);
}

START_TEST(evidence_shows_each_wait_and_each_comment)
{
	int64_t number = merged(48, 60, 1);

	ACT(&planted, .number = number, .person = 1, .kind = "cmt", .word_count = 9, .change = number,
	    .time = PLANTED_SINCE + 5 * HOUR_SECS);
	ACT(&planted, .number = number, .person = 1, .state = "approved", .change = number,
	    .time = PLANTED_SINCE + 6 * HOUR_SECS);
	(void)merged(30, 60, 0);
	closed(9, 20);
	closed(10, 1);
	closed(11, 21);
	/* Answered at an unknown time: the figure leaves it out. */
	closed(8, 20);
	ACT(&planted, .number = 8, .person = 1, .state = "approved");

	expect_evidence("M20", 0,
	                "pr:1|wait|answered after 5 hours;pr:10|wait|unanswered for 1 hour;"
	                "pr:11|wait|unanswered for 21 hours;pr:2|wait|merged unanswered after 30 hours;"
	                "pr:9|wait|unanswered for 20 hours;");
	expect_evidence("M21", 0,
	                "pr:1|wait|merged after 48 hours;pr:10|wait|not merged for 1 hour;"
	                "pr:11|wait|not merged for 21 hours;pr:2|wait|merged after 30 hours;"
	                "pr:8|wait|not merged for 20 hours;pr:9|wait|not merged for 20 hours;");
	expect_evidence("M13", 1, "pr:1|cmt|Person 1 commented pr:1 (9 words);");
	expect_evidence("M22", 0, "pr:1|cmt|Person 1 commented pr:1 (9 words);");
	expect_evidence("M23", 0,
	                "pr:1|cmt|Person 1 commented pr:1 (9 words);pr:1|rev|Person 1 approved pr:1;"
	                "pr:1|rev|Person 1 <p1@example.org>;");
}
END_TEST

static void add_time(Suite *suite)
{
	TCase *tc = tcase_create("time");

	tcase_add_checked_fixture(tc, start, metric_kit_stop);
	tcase_add_test(tc, waits_are_measured_on_what_is_still_open_too);
	tcase_add_test(tc, a_time_that_was_not_reached_is_no_figure);
	tcase_add_test(tc, openers_authors_and_bots_do_not_answer);
	tcase_add_test(tc, a_wait_begins_when_the_request_is_ready_and_never_before);
	tcase_add_test(tc, a_draft_is_in_no_cohort);
	tcase_add_test(tc, an_answer_after_the_merge_ends_no_wait);
	tcase_add_test(tc, what_is_open_counts_until_the_end_of_the_period_or_of_what_was_told);
	tcase_add_test(tc, what_landed_is_merged_whatever_an_older_export_says);
	tcase_add_test(tc, requests_of_other_periods_people_and_projects_are_left_out);
	tcase_add_test(tc, several_tellings_are_one_request);
	tcase_add_test(tc, without_requests_of_half_of_the_changes_times_are_unknown);
	tcase_add_test(tc, comments_count_without_their_requests);
	tcase_add_test(tc, without_any_answer_told_the_wait_is_unknown);
	tcase_add_test(tc, rounds_are_heads_after_the_first_review);
	suite_add_tcase(suite, tc);
}

static void add_depth(Suite *suite)
{
	TCase *tc = tcase_create("depth");

	tcase_add_checked_fixture(tc, start, metric_kit_stop);
	tcase_add_test(tc, substance_is_eight_words_on_twenty_lines);
	tcase_add_loop_test(tc, approvals_are_fast_below_two_minutes_or_above_2000_lines_an_hour, 0,
	                    sizeof(approvals) / sizeof(approvals[0]));
	tcase_add_test(tc, comments_at_length_are_work_on_others_changes);
	tcase_add_test(tc, evidence_shows_each_wait_and_each_comment);
	suite_add_tcase(suite, tc);
}

Suite *suite_request_metrics(void)
{
	Suite *suite = suite_create("request_metrics");

	add_time(suite);
	add_depth(suite);
	return suite;
}
