/* P07 against planted truth: every condition on both sides of its limit, every gate and silencer, and its words. */
#include <check.h>
#include <string.h>
#include "lead/pattern.h"
#include "support/pattern_kit.h"
#include "support/planted_request.h"

Suite *suite_no_mentoring(void);

#define SPAN_SINCE (PLANTED_UNTIL - 26 * WEEK_SECS)

static struct pattern_kit kit;

static void start(void)
{
	pattern_kit_start(&kit);
}

static void stop(void)
{
	pattern_kit_stop(&kit);
}

/* Changes of 4 that give thanks for help, to the others in turn. */
static void plant_help(int64_t changes)
{
	static const int64_t helpers[] = { 6, 7, 5, 2, 3 };

	for (int64_t i = 0; i < changes; i++)
		PLANT(&kit.planted, 1, .author = 4, .reviewer = 6, .helper = helpers[i % 5]);
}

/* Changes of a newcomer, reviewed by the others in turn. */
static void plant_newcomer(int64_t changes)
{
	static const int64_t reviewers[] = { 3, 2, 5, 6, 7 };

	for (int64_t i = 0; i < changes; i++)
		PLANT(&kit.planted, 1, .author = 8, .reviewer = reviewers[i % 5], .is_newcomer = true);
}

/*
 * A hundred changes: 30 by the lead, 3 by a newcomer, reviewed by somebody else, and some that give thanks for help to others:
 * ten traces with seven of these, so that at the team's rate the lead would leave 30 x 10 / 100. All but 4 leave some.
 */
static void plant_team(int64_t newcomers_changes, int64_t helped)
{
	plant_reviewing_team(&kit, 0);
	plant_lead(&kit, 30, 0, 0);
	plant_newcomer(newcomers_changes);
	plant_help(helped);
	PLANT(&kit.planted, 10 - newcomers_changes - helped, .author = 4, .reviewer = 6);
}

static void assert_outcome(const char *outcome)
{
	const char *found = pattern_kit_outcome(&kit, "P07");

	ck_assert_msg(strcmp(found, outcome) == 0, "%s: %s", found, kit.finding.explanation);
}

/* ---- the rule ---- */

static const struct {
	int64_t newcomers_changes, helped;
	const char *outcome;
} expectations[] = {
	{ 3, 7, "note" }, { 3, 6, "thin" }, { 2, 8, "n/a" }, { 0, 10, "n/a" }, { 9, 1, "note" },
};

START_TEST(silence_is_told_from_an_expectation_of_three_on)
{
	plant_team(expectations[_i].newcomers_changes, expectations[_i].helped);

	assert_outcome(expectations[_i].outcome);
	ck_assert_int_eq(kit.finding.n, 30);
	if (expectations[_i].newcomers_changes == 3)
		ck_assert_double_eq_tol(pattern_kit_number(&kit, "expected"), expectations[_i].helped == 7 ? 3 : 2.7,
		                        1e-9);
}
END_TEST

/* Three members with less time here and so many changes each; the helped among them are the team's traces. */
static void plant_juniors(int64_t people, int64_t changes, int64_t came)
{
	plant_reviewing_team(&kit, 0);
	plant_lead(&kit, 60, 0, 0);
	plant_help(30);
	planted_sql(&kit.planted, "INSERT INTO tenure VALUES (1, 1, 1000000000, 1780000000, 99)");
	for (int64_t person = 8; person < 8 + people; person++) {
		struct statement *row;

		PLANT(&kit.planted, changes, .author = person, .reviewer = 3);
		ck_assert_int_eq(store_statement(&row, kit.planted.store,
		                                 "INSERT INTO tenure VALUES (1, :person, :came, 1780000000, 9)"),
		                 0);
		statement_bind_int(row, ":person", person);
		statement_bind_int(row, ":came", 1000000000 + came);
		ck_assert_int_eq(statement_run(row), 0);
	}
}

static const struct {
	int64_t people, changes, days;
	const char *outcome;
} juniors[] = {
	{ 3, 5, 180, "note" }, { 2, 5, 180, "n/a" }, { 3, 4, 180, "n/a" }, { 3, 5, 179, "n/a" }, { 3, 5, -400, "n/a" },
};

START_TEST(three_members_with_less_time_here_are_an_occasion)
{
	plant_juniors(juniors[_i].people, juniors[_i].changes, juniors[_i].days * DAY_SECS);

	assert_outcome(juniors[_i].outcome);
}
END_TEST

START_TEST(elsewhere_than_at_home_is_no_occasion)
{
	plant_reviewing_team(&kit, 0);
	PLANT(&kit.planted, 30, .author = LEAD, .reviewer = 3, .area = "mine");
	plant_newcomer(3);
	plant_help(7);
	assert_outcome("n/a");

	planted_sql(&kit.planted, "UPDATE change_area SET area = 'mine' WHERE change_id > 90");
	assert_outcome("note");
}
END_TEST

/* ---- the guard: how usual no trace is among members with as much occasion ---- */

/* So many others with ten own changes and more, of whom the last leave no trace, beside one with nine. */
static void plant_peers(int64_t count, int64_t silent)
{
	plant_lead(&kit, 30, 0, 0);
	PLANT(&kit.planted, 3, .author = 12, .reviewer = 11, .is_newcomer = true);
	PLANT(&kit.planted, 9, .author = 10, .reviewer = 11);
	for (int64_t peer = 2; peer < 2 + count; peer++)
		PLANT(&kit.planted, 10, .author = peer, .reviewer = 11);
	for (int64_t peer = 2; peer < 2 + count - silent; peer++)
		PLANT(&kit.planted, 4, .author = peer == 2 ? 3 : 2, .reviewer = 11, .helper = peer);
}

static const struct {
	int64_t peers, silent;
	const char *outcome, *reason;
} peers[] = {
	{ 6, 1, "note", "no trace of mentoring in 26 weeks" },
	{ 6, 2, "clear", "2 of 6 other members with 10 or more own changes show none either" },
	{ 7, 2, "clear", "2 of 7 other members with 10 or more own changes show none either" },
	{ 7, 1, "note", "no trace of mentoring in 26 weeks" },
	{ 8, 2, "clear", "2 of 8 other members with 10 or more own changes show none either" },
	{ 5, 1, "clear", "1 of 5 other members with 10 or more own changes show none either" },
	{ 5, 0, "note", "no trace of mentoring in 26 weeks" },
	{ 4, 0, "thin", "4 other members have 10 or more own changes; 5 are needed" },
	{ 1, 0, "thin", "1 other member has 10 or more own changes; 5 are needed" },
};

START_TEST(where_a_third_of_the_others_leave_none_either_it_is_clear)
{
	plant_peers(peers[_i].peers, peers[_i].silent);

	assert_outcome(peers[_i].outcome);
	ck_assert_has(kit.finding.reason, peers[_i].reason);
	ck_assert_has(kit.finding.explanation, "No trace of mentoring in git. Most mentoring leaves none.");
	ck_assert_double_eq(pattern_kit_number(&kit, "peers"), (double)peers[_i].peers);
	ck_assert_double_eq(pattern_kit_number(&kit, "peers_without"), (double)peers[_i].silent);
	if (strcmp(peers[_i].outcome, "note") == 0)
		ck_assert_has(kit.finding.explanation, "other members with 10 or more own changes show none. ");
}
END_TEST

START_TEST(a_change_written_together_is_a_trace_of_others_too)
{
	plant_peers(6, 2);
	PLANT(&kit.planted, 1, .author = 7, .pair = 9, .reviewer = 11);

	assert_outcome("note");
}
END_TEST

START_TEST(who_opted_out_is_no_measure_for_others)
{
	plant_peers(6, 1);
	assert_outcome("note");
	pattern_kit_declare(&kit, "optout", 2, "");
	assert_outcome("clear");
	ck_assert_has(kit.finding.reason, "1 of 5 ");
}
END_TEST

START_TEST(the_others_are_seen_over_both_quarters_and_no_longer)
{
	plant_peers(6, 2);
	PLANT(&kit.planted, 1, .author = 2, .reviewer = 11, .helper = 7, .time = SPAN_SINCE - 1);
	assert_outcome("clear");
	PLANT(&kit.planted, 1, .author = 2, .reviewer = 11, .helper = 7, .time = SPAN_SINCE);
	assert_outcome("note");
}
END_TEST

/* Whatever shows mentoring, once. */
static const struct {
	struct planted_change change;
	const char *named;
} traces[] = {
	{ { .author = 2, .pair = LEAD, .reviewer = 3 }, "written together" },
	{ { .author = LEAD, .pair = 2, .reviewer = 3 }, "written together" },
	{ { .author = 2, .helper = LEAD, .reviewer = 3 }, "helped with" },
	{ { .author = 8, .reviewer = LEAD, .is_newcomer = true }, "newcomers' change supported" },
};

START_TEST(one_trace_is_enough)
{
	plant_team(3, 7);
	planted_add(&kit.planted, 1, traces[_i].change);

	assert_outcome("clear");
	ck_assert_has(kit.finding.reason, "shown by 1 ");
	ck_assert_has(kit.finding.reason, traces[_i].named);
}
END_TEST

START_TEST(one_trace_is_enough_without_any_coverage)
{
	PLANT(&kit.planted, 60, .author = LEAD);
	PLANT(&kit.planted, 60, .author = 2);
	planted_add(&kit.planted, 1, traces[_i].change);

	assert_outcome("clear");
}
END_TEST

START_TEST(a_trace_in_the_quarter_before_is_enough)
{
	struct planted_change change = traces[_i].change;

	plant_team(3, 7);
	change.time = SPAN_SINCE;
	planted_add(&kit.planted, 1, change);
	assert_outcome("clear");
	ck_assert_has(kit.finding.reason, "in 26 weeks");
}
END_TEST

START_TEST(a_trace_before_that_is_not)
{
	struct planted_change change = traces[_i].change;

	plant_team(3, 7);
	change.time = SPAN_SINCE - 1;
	planted_add(&kit.planted, 1, change);
	assert_outcome("note");
}
END_TEST

START_TEST(a_comment_of_eight_words_is_a_trace)
{
	int64_t change;

	plant_team(3, 7);
	PLANT(&kit.planted, 5, .author = 4, .reviewer = 6, .helper = 5);
	change = PLANT(&kit.planted, 1, .author = 2, .reviewer = 3, .key = "pr:", .lines = 30);
	REQUEST(&kit.planted, .number = change, .opener = 2, .created_time = PLANTED_SINCE, .line_count = 30);
	ACT(&kit.planted, .number = change, .kind = "cmt", .person = LEAD, .time = PLANTED_SINCE, .word_count = 7,
	    .change = change);
	assert_outcome("note");
	ACT(&kit.planted, .number = change, .kind = "cmt", .person = LEAD, .time = PLANTED_SINCE + 1, .word_count = 8,
	    .change = change);
	assert_outcome("clear");
}
END_TEST

START_TEST(reviews_for_the_experienced_are_no_trace)
{
	plant_team(3, 7);
	PLANT(&kit.planted, 40, .author = 2, .reviewer = LEAD);
	PLANT(&kit.planted, 10, .author = 4, .reviewer = 6, .helper = 5);

	assert_outcome("note");
}
END_TEST

/* ---- gates ---- */

START_TEST(only_leads_are_asked)
{
	plant_team(3, 7);
	kit.is_subject = false;

	assert_outcome("n/a");
	ck_assert_has(kit.finding.reason, "not declared");
}
END_TEST

START_TEST(an_ambiguous_name_leaves_it_open)
{
	plant_team(3, 7);
	planted_sql(&kit.planted, "UPDATE identity_person SET is_ambiguous = 1 WHERE person_id = 1");

	assert_outcome("unknown");
	ck_assert_has(kit.finding.explanation, "No trace of mentoring in git. Most mentoring leaves none. A name");
}
END_TEST

START_TEST(a_namesake_leaves_it_open)
{
	plant_team(3, 7);
	planted_sql(&kit.planted,
	            "UPDATE person SET name = (SELECT upper(name) FROM person WHERE id = 1) WHERE id = 9");

	assert_outcome("unknown");
	ck_assert_has(kit.finding.reason, "bears the same name");
	planted_sql(&kit.planted, "UPDATE person SET kind = 'bot' WHERE id = 9");
	assert_outcome("note");
}
END_TEST

/* The hundred changes are reviewed: 42 more leave coverage at 0.704, 43 at 0.699; rate and home stay enough. */
static const struct {
	int64_t silent, time;
	const char *outcome;
} coverages[] = {
	{ 42, 0, "note" },
	{ 43, 0, "unknown" },
	{ 42, SPAN_SINCE, "note" },
	{ 43, SPAN_SINCE, "unknown" },
	{ 99, SPAN_SINCE - 1, "note" },
};

START_TEST(coverage_is_usable_over_both_quarters)
{
	plant_team(3, 7);
	planted_sql(&kit.planted, "UPDATE act SET is_newcomer = 1 WHERE kind = 'rev' AND person_id = 6");
	PLANT(&kit.planted, coverages[_i].silent, .author = 4, .time = coverages[_i].time);

	assert_outcome(coverages[_i].outcome);
	if (strcmp(coverages[_i].outcome, "unknown") == 0) {
		ck_assert_has(kit.finding.reason, "70 % of 143 changes");
		ck_assert_str_eq(kit.finding.next_command, FETCH);
		ck_assert_has(kit.finding.explanation, "No trace of mentoring in git. Most mentoring leaves none.");
	}
}
END_TEST

START_TEST(a_newcomer_is_not_asked_about_newcomers)
{
	plant_team(3, 7);
	planted_sql(&kit.planted, "INSERT INTO tenure VALUES (1, 1, 1782864000 - 180 * 86400 + 1, 1780000000, 99)");
	assert_outcome("n/a");
	ck_assert_has(kit.finding.reason, "180 days");

	planted_sql(&kit.planted, "UPDATE tenure SET first_time = first_time - 1");
	assert_outcome("note");
}
END_TEST

START_TEST(a_shallow_cut_leaves_it_open)
{
	plant_team(3, 7);
	planted_sql(&kit.planted,
	            "UPDATE repository SET tip = CAST('12345678901234567890' AS BLOB);"
	            "INSERT INTO scan VALUES (1, 1, CAST('12345678901234567890' AS BLOB), 'lines', '1', '1', 1, 0);"
	            "UPDATE commits SET parents = CAST('abcdefghijklmnopqrst' AS BLOB) WHERE id = 1");

	assert_outcome("unknown");
	ck_assert_has(kit.finding.reason, "shallow");
}
END_TEST

/* ---- silencers ---- */

START_TEST(another_mentor_silences_and_the_lead_as_mentor_does_not)
{
	plant_team(3, 7);
	pattern_kit_declare(&kit, "mentor", LEAD, "");
	assert_outcome("note");

	pattern_kit_declare(&kit, "mentor", 5, "");
	assert_outcome("silenced");
	ck_assert_has(kit.finding.reason, "somebody else is the mentor");
}
END_TEST

START_TEST(a_mentor_of_a_third_of_the_time_or_less_silences_nothing)
{
	plant_team(3, 7);
	pattern_kit_declare(&kit, "mentor", 5, "");
	planted_sql(&kit.planted, "UPDATE declared SET until_time = from_time + 60 * 86400");
	assert_outcome("note");

	planted_sql(&kit.planted, "UPDATE declared SET until_time = from_time + 61 * 86400");
	assert_outcome("silenced");
}
END_TEST

START_TEST(an_absence_silences_in_either_quarter)
{
	plant_team(3, 7);
	pattern_kit_declare(&kit, "absence", LEAD, "");
	assert_outcome("silenced");

	planted_sql(&kit.planted, "UPDATE declared SET from_time = from_time - 91 * 86400, until_time = from_time");
	assert_outcome("silenced");
	ck_assert_has(kit.finding.reason, "absence");
}
END_TEST

START_TEST(a_note_of_ones_own_silences_in_either_quarter)
{
	plant_team(3, 7);
	PLANT(&kit.planted, 5, .author = 4, .reviewer = 6, .helper = 5, .time = SPAN_SINCE);
	planted_sql(&kit.planted, "INSERT INTO act (repository_id, change_id, commit_id, event_id, kind, person_id, "
	                          "identity_id, source_id,"
	                          "  act_time, counted, why, is_mentoring, is_newcomer)"
	                          "SELECT 1, max(id), max(id), NULL, 'self', 1, 1, 5, 0, 1, NULL, 0, 0 FROM change");

	assert_outcome("silenced");
	ck_assert_has(kit.finding.reason, "self-declared");
}
END_TEST

/* ---- threshold and words ---- */

START_TEST(the_expectation_can_be_set_higher_and_not_lower)
{
	plant_team(3, 7);
	ck_assert_int_eq(config_add(kit.config, "pattern.P07.expected", "3.5", CONFIG_COMMAND_LINE), 0);
	assert_outcome("thin");
	ck_assert_has(kit.finding.reason, "3.00 traces would be expected at the team's rate where 3.5 are needed");

	ck_assert_int_eq(config_add(kit.config, "pattern.P07.expected", "2", CONFIG_COMMAND_LINE), 0);
	ck_assert_int_ne(pattern_kit_evaluate(&kit, "P07"), 0);
	ck_assert_has(error_message(), "pattern.P07.expected");
}
END_TEST

START_TEST(the_note_begins_with_what_git_does_not_show)
{
	plant_team(3, 7);

	assert_outcome("note");
	ck_assert(strncmp(kit.finding.explanation, "No trace of mentoring in git. Most mentoring leaves none. ", 58) ==
	          0);
	ck_assert_has(kit.finding.explanation, "1 newcomer with three changes or more");
	ck_assert_has(kit.finding.explanation, "landed 3 changes there, and 3 people supported 3 of these");
	ck_assert_has(kit.finding.explanation, "10 such traces beside 100 own changes");
	ck_assert_has(kit.finding.explanation, "30 own changes of this person would go with 3.0");
	ck_assert_has(kit.finding.explanation, "by chance in 5 % of cases");
	ck_assert_has(kit.finding.would_change, "Mentored-by");
	ck_assert_has(kit.finding.would_change, "pattern.P07.expected");
	ck_assert_has(kit.finding.looked_for, "another declared mentor");
	ck_assert(kit.finding.weight > 0);
	/* Nobody is compared, nobody is named. */
	ck_assert_ptr_null(strstr(kit.finding.explanation, "Person "));
	ck_assert_ptr_null(strstr(kit.finding.explanation, "median"));
}
END_TEST

START_TEST(two_notes_running_stay_a_note)
{
	plant_team(3, 7);
	plant_reviewing_team(&kit, QUARTER_BEFORE);
	plant_lead(&kit, 30, 0, QUARTER_BEFORE);
	PLANT(&kit.planted, 5, .author = 8, .reviewer = 3, .is_newcomer = true, .time = QUARTER_BEFORE);

	assert_outcome("note");
}
END_TEST

static int count_row(void *payload, const struct evidence_row *row)
{
	size_t *count = payload;

	ck_assert(text_equal(row->kind, TEXT("newcomer")));
	ck_assert(row->oid.size == 40 && row->change.size > 0);
	++*count;
	return 0;
}

START_TEST(the_occasions_can_be_proven)
{
	const struct scope scope = { "", 0, { PLANTED_SINCE, PLANTED_UNTIL } };
	const struct pattern_input input = { .store = kit.planted.store, .scope = &scope, .person = LEAD };
	size_t count = 0;

	plant_team(3, 7);
	ck_assert_int_eq(pattern_find(TEXT("P07"))->prove(&input, count_row, &count), 0);
	ck_assert_uint_eq(count, 3);
}
END_TEST

#define LOOP(tc, test, rows) tcase_add_loop_test(tc, test, 0, sizeof(rows) / sizeof((rows)[0]))

static void add_rule(TCase *tc)
{
	LOOP(tc, silence_is_told_from_an_expectation_of_three_on, expectations);
	LOOP(tc, three_members_with_less_time_here_are_an_occasion, juniors);
	tcase_add_test(tc, elsewhere_than_at_home_is_no_occasion);
	LOOP(tc, where_a_third_of_the_others_leave_none_either_it_is_clear, peers);
	tcase_add_test(tc, a_change_written_together_is_a_trace_of_others_too);
	tcase_add_test(tc, who_opted_out_is_no_measure_for_others);
	tcase_add_test(tc, the_others_are_seen_over_both_quarters_and_no_longer);
	LOOP(tc, one_trace_is_enough, traces);
	LOOP(tc, one_trace_is_enough_without_any_coverage, traces);
	LOOP(tc, a_trace_in_the_quarter_before_is_enough, traces);
	LOOP(tc, a_trace_before_that_is_not, traces);
	tcase_add_test(tc, a_comment_of_eight_words_is_a_trace);
	tcase_add_test(tc, reviews_for_the_experienced_are_no_trace);
}

Suite *suite_no_mentoring(void)
{
	Suite *suite = suite_create("no_mentoring");
	TCase *tc = tcase_create("P07");

	tcase_add_checked_fixture(tc, start, stop);
	add_rule(tc);
	tcase_add_test(tc, only_leads_are_asked);
	tcase_add_test(tc, an_ambiguous_name_leaves_it_open);
	tcase_add_test(tc, a_namesake_leaves_it_open);
	LOOP(tc, coverage_is_usable_over_both_quarters, coverages);
	tcase_add_test(tc, a_newcomer_is_not_asked_about_newcomers);
	tcase_add_test(tc, a_shallow_cut_leaves_it_open);
	tcase_add_test(tc, another_mentor_silences_and_the_lead_as_mentor_does_not);
	tcase_add_test(tc, a_mentor_of_a_third_of_the_time_or_less_silences_nothing);
	tcase_add_test(tc, an_absence_silences_in_either_quarter);
	tcase_add_test(tc, a_note_of_ones_own_silences_in_either_quarter);
	tcase_add_test(tc, the_expectation_can_be_set_higher_and_not_lower);
	tcase_add_test(tc, the_note_begins_with_what_git_does_not_show);
	tcase_add_test(tc, two_notes_running_stay_a_note);
	tcase_add_test(tc, the_occasions_can_be_proven);
	suite_add_tcase(suite, tc);
	return suite;
}
