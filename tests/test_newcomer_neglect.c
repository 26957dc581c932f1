/* P10 against planted truth: both sides of its limits, its gates, what silences it, and its words. */
#include <check.h>
#include <string.h>
#include "lead/pattern.h"
#include "support/pattern_kit.h"
#include "support/planted_request.h"

Suite *suite_newcomer_neglect(void);

static struct pattern_kit kit;

static void start(void)
{
	pattern_kit_start(&kit);
}

static void stop(void)
{
	pattern_kit_stop(&kit);
}

static void plant(int64_t count, int64_t reviewed, bool is_newcomer)
{
	int64_t author = is_newcomer ? 8 : 2;

	PLANT(&kit.planted, reviewed, .author = author, .reviewer = 3, .is_newcomer = is_newcomer, .key = "pr:");
	PLANT(&kit.planted, count - reviewed, .author = author, .is_newcomer = is_newcomer, .key = "pr:");
}

static const struct {
	int64_t fresh, fresh_reviewed, rest, rest_reviewed;
	const char *outcome;
} gaps[] = {
	/* The upper ends of the difference are -0.08 and -0.11, and of the next two -0.06 and -0.14. */
	{ 20, 16, 180, 180, "clear" }, { 20, 15, 180, 180, "warn" }, { 8, 6, 200, 200, "clear" },
	{ 8, 5, 200, 200, "warn" },    { 7, 0, 200, 200, "thin" },   { 0, 0, 200, 200, "n/a" },
	{ 40, 40, 100, 70, "clear" },  { 40, 20, 0, 0, "n/a" },      { 0, 0, 0, 0, "n/a" },
};

START_TEST(coverage_is_told_from_its_gap_on)
{
	plant(gaps[_i].fresh, gaps[_i].fresh_reviewed, true);
	plant(gaps[_i].rest, gaps[_i].rest_reviewed, false);

	ck_assert_msg(strcmp(pattern_kit_outcome(&kit, "P10"), gaps[_i].outcome) == 0, "%s", kit.finding.explanation);
	ck_assert_int_eq(kit.finding.person, 0);
}
END_TEST

/* One newcomer's long series without a reviewer, beside so many changes by others, of which so many name one. */
static const struct {
	int64_t others, reviewed;
	const char *outcome;
} series[] = { { 8, 8, "clear" }, { 7, 7, "warn" }, { 8, 6, "clear" }, { 8, 5, "warn" }, { 0, 0, "warn" } };

START_TEST(one_newcomers_series_alone_says_nothing_of_newcomers)
{
	plant(20, 0, true);
	PLANT(&kit.planted, series[_i].reviewed, .author = 9, .reviewer = 3, .is_newcomer = true, .key = "pr:");
	PLANT(&kit.planted, series[_i].others - series[_i].reviewed, .author = 9, .is_newcomer = true, .key = "pr:");
	plant(200, 200, false);

	ck_assert_msg(strcmp(pattern_kit_outcome(&kit, "P10"), series[_i].outcome) == 0, "%s", kit.finding.explanation);
	ck_assert_int_eq(strstr(kit.finding.looked_for, "without the one newcomer") != NULL,
	                 strcmp(series[_i].outcome, "clear") == 0);
}
END_TEST

START_TEST(the_gap_can_be_set)
{
	plant(40, 20, true);
	plant(200, 200, false);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P10"), "warn");
	ck_assert_int_eq(config_add(kit.config, "pattern.P10.gap", "0.6", CONFIG_COMMAND_LINE), 0);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P10"), "clear");
	/* The shares stand in it once. */
	ck_assert_has(kit.finding.explanation, "changes by newcomers name a reviewer");
	ck_assert_ptr_null(
		strstr(strstr(kit.finding.explanation, "changes by newcomers name") + 1, "changes by newcomers name"));
	ck_assert_int_eq(config_add(kit.config, "pattern.P10.gap", "0", CONFIG_COMMAND_LINE), 0);
	ck_assert_int_eq(pattern_kit_evaluate(&kit, "P10"), ERR_INVALID);
}
END_TEST

START_TEST(a_warning_tells_both_coverages_and_the_oldest_and_nobody)
{
	PLANT(&kit.planted, 1, .author = 9, .is_newcomer = true, .key = "pr:", .time = PLANTED_SINCE + DAY_SECS);
	PLANT(&kit.planted, 1, .author = 9, .is_newcomer = true, .key = "pr:");
	plant(28, 10, true);
	plant(90, 88, false);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P10"), "warn");
	ck_assert_str_eq(kit.finding.reason,
	                 "10 of 30 (33 %, 19 to 51) changes by newcomers name a reviewer, and 88 of 90 "
	                 "(98 %, 92 to 99) by everybody else");
	ck_assert_has(kit.finding.explanation, ": -64 points (-79 to -46). ");
	ck_assert_has(kit.finding.explanation, "Newcomers with changes that landed: 2 (in their first 180 days here, "
	                                       "or with fewer than ten changes).");
	ck_assert_has(kit.finding.explanation, " The oldest one that landed without a named reviewer: pr:13. ");
	ck_assert_has(kit.finding.looked_for, "documentation alone: 0 of 30. ");
	ck_assert_has(kit.finding.would_change,
	              "A named reviewer on 23 of the 30 changes by newcomers, in place of 10,");
	ck_assert_has(kit.finding.would_change, "pattern.P10.gap is 0.10");
	ck_assert_ptr_null(strstr(kit.finding.explanation, "Person"));
	ck_assert_double_eq(pattern_kit_number(&kit, "newcomers"), 2);
	ck_assert(kit.finding.weight > 1);
}
END_TEST

START_TEST(where_reviews_are_recorded_in_part_it_notes_at_most)
{
	plant(30, 2, true);
	plant(100, 80, false);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P10"), "note");
	ck_assert(kit.finding.is_capped);
	ck_assert_has(kit.finding.explanation, "Reviews are recorded here only in part. ");
}
END_TEST

START_TEST(where_reviews_are_not_recorded_it_is_unknown)
{
	plant(60, 2, true);
	plant(100, 70, false);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P10"), "unknown");
	ck_assert_str_eq(kit.finding.next_command, FETCH);
	ck_assert_has(kit.finding.reason, "72 of 160 (45 %");
}
END_TEST

START_TEST(documentation_alone_silences_it)
{
	PLANT(&kit.planted, 21, .author = 8, .is_newcomer = true, .is_doc_only = true);
	plant(20, 12, true);
	plant(200, 200, false);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P10"), "silenced");
	ck_assert_str_eq(kit.finding.reason, "21 of 41 changes by newcomers are documentation alone");

	plant(2, 0, true);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P10"), "warn");
}
END_TEST

START_TEST(a_gap_that_is_documentation_is_none)
{
	PLANT(&kit.planted, 12, .author = 8, .is_newcomer = true, .is_doc_only = true);
	plant(20, 20, true);
	plant(200, 200, false);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P10"), "silenced");
}
END_TEST

START_TEST(in_a_cut_history_nobody_is_known_to_be_new)
{
	plant(100, 90, false);
	planted_sql(&kit.planted, "INSERT INTO scan VALUES (1, 1, x'00', 'lines', '0', '1', 1, 0)");

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P10"), "unknown");
	ck_assert_str_eq(kit.finding.reason, "history is cut: who is new is not known");
}
END_TEST

static int log_row(void *payload, const struct evidence_row *row)
{
	struct buf *log = payload;

	buf_add_fmt(log, TEXT_FMT "|%d|" TEXT_FMT ";", TEXT_ARG(row->change), row->counted, TEXT_ARG(row->raw));
	return log->size > 60 ? 7 : 0;
}

START_TEST(proof_begins_with_what_names_no_reviewer)
{
	const struct scope quarter = { "", 0, { PLANTED_SINCE, PLANTED_UNTIL } };
	const struct pattern_input input = { .store = kit.planted.store, .scope = &quarter };
	struct buf log = { 0 };

	plant(3, 2, true);
	plant(2, 1, false);
	ck_assert_int_eq(pattern_find(TEXT("P10"))->prove(&input, log_row, &log), 0);
	ck_assert_str_eq(buf_str(&log), "pr:3|0|subject 3;pr:1|1|subject 1;pr:2|1|subject 2;");
	/* The reader may have seen enough. */
	ck_assert_int_eq(pattern_find(TEXT("P10"))->prove(&input, log_row, &log), 7);
	buf_release(&log);
}
END_TEST

/* ---- times ---- */

static void request(int64_t opener, bool is_newcomer, double answered)
{
	int64_t id = PLANT(&kit.planted, 1, .author = opener, .is_newcomer = is_newcomer, .key = "pr:");

	REQUEST(&kit.planted, .number = id, .opener = opener, .created_time = PLANTED_SINCE,
	        .merged_time = PLANTED_SINCE + 900 * HOUR_SECS);
	if (answered > 0)
		ACT(&kit.planted, .number = id, .person = 3, .kind = "cmt",
		    .time = PLANTED_SINCE + (int64_t)(answered * (double)HOUR_SECS));
}

static const struct {
	int fresh;
	double first, step; /* hours */
	const char *outcome;
} times[] = {
	/* Everybody else waits 20.5 hours in the middle, with an interval of 14 to 27. */
	{ 20, 41, 0, "warn" },
	{ 20, 40, 0, "clear" },
	{ 8, 60, 1, "warn" },
	{ 7, 60, 1, "thin" },
	{ 20, 4, 4, "clear" },
	/* None had an answer in 900 hours; of seven that says nothing. */
	{ 20, 0, 0, "warn" },
	{ 8, 0, 0, "warn" },
	{ 7, 0, 0, "thin" },
};

START_TEST(times_are_told_from_twice_as_long_on)
{
	for (int i = 1; i <= 40; i++)
		request(2, false, i);
	for (int i = 0; i < times[_i].fresh; i++)
		request(8, true, times[_i].first + i * times[_i].step);

	ck_assert_msg(strcmp(pattern_kit_outcome(&kit, "P10"), times[_i].outcome) == 0, "%s", kit.finding.explanation);
	ck_assert(!kit.finding.is_capped);
	if (strcmp(times[_i].outcome, "clear") == 0) {
		const char *said = strstr(kit.finding.explanation, "newcomers had a first answer");

		ck_assert(text_starts_nocase(text_of(kit.finding.explanation), text_of(kit.finding.reason)));
		ck_assert_ptr_null(strstr(said + 1, "newcomers had a first answer"));
	}
}
END_TEST

START_TEST(words_about_times_tell_the_oldest_that_is_open)
{
	for (int i = 1; i <= 40; i++)
		request(2, false, i);
	for (int i = 0; i < 9; i++)
		request(8, true, 100 + i);
	planted_sql(&kit.planted, "INSERT INTO tenure VALUES (1, 2, 0, 4000000000, 500)");
	/* Opened by somebody who never landed anything, and by somebody who did long ago but seldom. */
	REQUEST(&kit.planted, .number = 800, .opener = 10, .created_time = PLANTED_SINCE + 3 * DAY_SECS);
	REQUEST(&kit.planted, .number = 700, .opener = 10, .created_time = PLANTED_SINCE + 4 * DAY_SECS);
	REQUEST(&kit.planted, .number = 600, .opener = 2, .created_time = PLANTED_SINCE + 2 * DAY_SECS);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P10"), "warn");
	ck_assert_has(kit.finding.reason, "requests of newcomers had a first answer: half of 11 within ");
	ck_assert_has(kit.finding.reason, "; of everybody else: half of 41 within ");
	ck_assert_has(kit.finding.explanation, " The oldest open one without an answer: pr:800, ready on 2026-04-04. ");
	ck_assert_has(kit.finding.would_change, "less than twice the time");
}
END_TEST

START_TEST(an_opener_is_new_for_180_days_and_ten_changes)
{
	for (int i = 1; i <= 30; i++)
		request(2, false, i);
	/* Persons 4 to 6 opened what did not land: seen first 179 and 181 days before, the last one with nine changes. */
	planted_sql(&kit.planted, "INSERT INTO tenure VALUES (1, 2, 0, 4000000000, 500),"
	                          " (1, 4, 1775001600 - 179 * 86400, 4000000000, 500),"
	                          " (1, 5, 1775001600 - 181 * 86400, 4000000000, 500),"
	                          " (1, 6, 1775001600 - 181 * 86400, 4000000000, 500)");
	PLANT(&kit.planted, 9, .author = 6, .time = PLANTED_BEFORE);
	PLANT(&kit.planted, 10, .author = 5, .time = PLANTED_BEFORE);
	for (int64_t i = 0; i < 30; i++)
		REQUEST(&kit.planted, .number = 1000 + i, .opener = 4 + i % 3, .created_time = PLANTED_SINCE);

	(void)pattern_kit_outcome(&kit, "P10");
	ck_assert_double_eq(pattern_kit_number(&kit, "newcomers_requests"), 20);
}
END_TEST

static const struct {
	int answered, waiting;
	int64_t hours; /* until the others were closed */
	const char *outcome;
} few_answers[] = {
	/* 3 of 12 lie below half beyond chance up to 53 %, 2 of 12 up to 45. */
	{ 2, 10, 900, "warn" }, { 3, 9, 900, "thin" }, { 2, 10, 42, "warn" },
	{ 2, 10, 40, "thin" },  { 0, 12, 40, "thin" },
};

START_TEST(few_answers_tell_of_those_that_waited_on)
{
	for (int i = 1; i <= 40; i++)
		request(2, false, i);
	for (int i = 0; i < few_answers[_i].answered; i++)
		request(8, true, 1);
	for (int i = 0; i < few_answers[_i].waiting; i++)
		REQUEST(&kit.planted, .number = 900 + i, .opener = 10, .created_time = PLANTED_SINCE,
		        .closed_time = PLANTED_SINCE + few_answers[_i].hours * HOUR_SECS);
	planted_sql(&kit.planted, "INSERT INTO tenure VALUES (1, 2, 0, 4000000000, 500)");

	ck_assert_msg(strcmp(pattern_kit_outcome(&kit, "P10"), few_answers[_i].outcome) == 0, "%s",
	              kit.finding.explanation);
}
END_TEST

START_TEST(a_machine_that_opens_for_somebody_makes_no_newcomer)
{
	planted_sql(&kit.planted, "UPDATE person SET kind = 'bot' WHERE id = 11;"
	                          "INSERT INTO tenure VALUES (1, 2, 0, 4000000000, 500)");
	PLANT(&kit.planted, 10, .author = 2, .time = PLANTED_BEFORE);
	for (int i = 1; i <= 30; i++)
		request(2, false, i);
	/* Opened in the period, landed behind it. */
	for (int i = 0; i < 9; i++) {
		int64_t id = PLANT(&kit.planted, 1, .author = 2, .key = "pr:", .time = PLANTED_UNTIL + DAY_SECS);

		REQUEST(&kit.planted, .number = id, .opener = 11, .created_time = PLANTED_SINCE,
		        .merged_time = PLANTED_UNTIL + DAY_SECS);
	}

	(void)pattern_kit_outcome(&kit, "P10");
	ck_assert(!pattern_kit_has_number(&kit, "newcomers_requests"));
}
END_TEST

Suite *suite_newcomer_neglect(void)
{
	Suite *suite = suite_create("newcomer_neglect");
	TCase *tc = tcase_create("P10");

	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_loop_test(tc, coverage_is_told_from_its_gap_on, 0, sizeof(gaps) / sizeof(gaps[0]));
	tcase_add_loop_test(tc, one_newcomers_series_alone_says_nothing_of_newcomers, 0,
	                    sizeof(series) / sizeof(series[0]));
	tcase_add_test(tc, the_gap_can_be_set);
	tcase_add_test(tc, a_warning_tells_both_coverages_and_the_oldest_and_nobody);
	tcase_add_test(tc, where_reviews_are_recorded_in_part_it_notes_at_most);
	tcase_add_test(tc, where_reviews_are_not_recorded_it_is_unknown);
	tcase_add_test(tc, documentation_alone_silences_it);
	tcase_add_test(tc, a_gap_that_is_documentation_is_none);
	tcase_add_test(tc, in_a_cut_history_nobody_is_known_to_be_new);
	tcase_add_test(tc, proof_begins_with_what_names_no_reviewer);
	tcase_add_loop_test(tc, times_are_told_from_twice_as_long_on, 0, sizeof(times) / sizeof(times[0]));
	tcase_add_test(tc, words_about_times_tell_the_oldest_that_is_open);
	tcase_add_test(tc, an_opener_is_new_for_180_days_and_ten_changes);
	tcase_add_loop_test(tc, few_answers_tell_of_those_that_waited_on, 0,
	                    sizeof(few_answers) / sizeof(few_answers[0]));
	tcase_add_test(tc, a_machine_that_opens_for_somebody_makes_no_newcomer);
	suite_add_tcase(suite, tc);
	return suite;
}
