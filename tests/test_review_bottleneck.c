/*
 * P02 against planted truth: both rules on both sides, each gate, each silencer, what makes it pressing, oneself; its words.
 */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "lead/pattern.h"
#include "support/pattern_kit.h"
#include "support/planted_request.h"

Suite *suite_review_bottleneck(void);

static struct pattern_kit kit;

static void start(void)
{
	pattern_kit_start(&kit);
}

static void stop(void)
{
	pattern_kit_stop(&kit);
}

#define TOP 9

/* Reviews by one person, and by each of two others who also review each other's; four active members. */
static void plant(int64_t top, int64_t second, int64_t third, int64_t time)
{
	PLANT(&kit.planted, top, .author = 2, .reviewer = TOP, .time = time, .area = "net");
	PLANT(&kit.planted, second, .author = 2, .reviewer = 3, .time = time, .area = "doc");
	PLANT(&kit.planted, third, .author = 3, .reviewer = 4, .time = time, .area = "doc");
}

/* ---- the rule ---- */

static const struct {
	int64_t top, second, third;
	const char *outcome;
} shares[] = {
	/* The lower end of 60 of 100 is 50.2 %, of 59 it is 49.2. */
	{ 60, 20, 20, "note" },
	{ 59, 21, 20, "clear" },
	/* Of 14 in 20 it is 48.1 %, of 15 it is 53.1. */
	{ 15, 3, 2, "note" },
	{ 14, 3, 3, "clear" },
	{ 17, 1, 1, "thin" },
	{ 0, 0, 0, "thin" },
	{ 18, 1, 1, "note" },
};

START_TEST(one_persons_share_is_told_from_its_threshold_on)
{
	plant(shares[_i].top, shares[_i].second, shares[_i].third, 0);

	ck_assert_msg(strcmp(pattern_kit_outcome(&kit, "P02"), shares[_i].outcome) == 0, "%s", kit.finding.explanation);
	ck_assert_int_eq(kit.finding.person, 0);
	ck_assert_int_eq(kit.finding.n, shares[_i].top + shares[_i].second + shares[_i].third);
}
END_TEST

/* The share is held still by the threshold: what speaks is the number of effective reviewers. */
static const struct {
	int64_t top, second, active;
	const char *outcome;
} few[] = {
	/* 28 of 40 and 12: 1.76 would be as concentrated. */
	{ 28, 12, 5, "note" },
	{ 28, 12, 4, "clear" },
	/* 20 and 20: two and a little. */
	{ 20, 20, 5, "clear" },
};

START_TEST(few_effective_reviewers_speak_among_five)
{
	ck_assert_int_eq(config_add(kit.config, "pattern.P02.share", "0.9", CONFIG_COMMAND_LINE), 0);
	PLANT(&kit.planted, few[_i].top, .author = 2, .reviewer = TOP);
	PLANT(&kit.planted, few[_i].second, .author = 3, .reviewer = 2);
	if (few[_i].active > 3)
		PLANT(&kit.planted, 1, .author = 4);
	if (few[_i].active > 4)
		PLANT(&kit.planted, 1, .author = 5);

	ck_assert_msg(strcmp(pattern_kit_outcome(&kit, "P02"), few[_i].outcome) == 0, "%s", kit.finding.explanation);
	ck_assert_double_eq(pattern_kit_number(&kit, "active"), (double)few[_i].active);
	if (kit.finding.outcome == OUTCOME_NOTE) {
		ck_assert_double_eq(kit.finding.weight, 0);
		ck_assert_has(kit.finding.explanation, "as concentrated as 1.8 equally busy reviewers");
	}
}
END_TEST

START_TEST(the_threshold_can_be_set)
{
	plant(59, 21, 20, 0);
	ck_assert_int_eq(config_add(kit.config, "pattern.P02.share", "0.4", CONFIG_COMMAND_LINE), 0);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P02"), "note");

	ck_assert_int_eq(config_add(kit.config, "pattern.P02.share", "2", CONFIG_COMMAND_LINE), 0);
	ck_assert_int_eq(pattern_kit_evaluate(&kit, "P02"), ERR_INVALID);
}
END_TEST

/* ---- gates ---- */

static const struct {
	int64_t silent; /* changes without a reviewer, beside 100 with one */
	const char *outcome;
} coverages[] = { { 42, "note" }, { 43, "unknown" }, { 200, "unknown" } };

START_TEST(only_usable_coverage_speaks)
{
	plant(90, 5, 5, 0);
	PLANT(&kit.planted, coverages[_i].silent, .author = 2);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P02"), coverages[_i].outcome);
	if (kit.finding.outcome == OUTCOME_UNKNOWN) {
		ck_assert_str_eq(kit.finding.next_command, FETCH);
		ck_assert_has(kit.finding.explanation, "90 of 100");
	}
}
END_TEST

START_TEST(nothing_at_all_is_thin)
{
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P02"), "thin");
}
END_TEST

/* ---- silencers ---- */

START_TEST(three_people_have_few_to_choose_from)
{
	PLANT(&kit.planted, 40, .author = 2, .reviewer = TOP);
	PLANT(&kit.planted, 2, .author = TOP, .reviewer = 3);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P02"), "silenced");
	ck_assert_has(kit.finding.reason, "3 active members");

	PLANT(&kit.planted, 1, .author = 4, .reviewer = TOP);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P02"), "note");
}
END_TEST

static const struct {
	const char *area;
	const char *outcome;
} areas[] = { { "net", "silenced" }, { "", "silenced" }, { "doc", "note" }, { "ne", "note" }, { "net/ipv4", "note" } };

START_TEST(areas_that_one_reviewer_is_meant_to_look_at_leave_the_count)
{
	plant(60, 10, 10, 0);
	pattern_kit_declare(&kit, "owneronly", 0, areas[_i].area);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P02"), areas[_i].outcome);
	if (kit.finding.outcome == OUTCOME_SILENCED)
		ck_assert_has(kit.finding.reason, "declared: owneronly");
}
END_TEST

START_TEST(an_area_holds_what_is_below_it_and_only_while_it_was_declared)
{
	plant(60, 10, 10, 0);
	planted_sql(&kit.planted, "UPDATE change_area SET area = 'net/ipv4' WHERE area = 'net'");
	pattern_kit_declare(&kit, "owneronly", 0, "net");
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P02"), "silenced");

	/* A change that touches another area too is not only theirs. */
	planted_sql(&kit.planted, "INSERT INTO change_area SELECT id, 'lib' FROM change WHERE id <= 50");
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P02"), "note");
	ck_assert_has(kit.finding.looked_for, "one reviewer is meant to look at (10 of 80)");
	ck_assert_has(kit.finding.would_change, "A second reviewer in lib, where 50 changes were");

	planted_sql(&kit.planted, "DELETE FROM change_area WHERE area = 'lib';"
	                          "UPDATE declared SET until_time = from_time");
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P02"), "note");
}
END_TEST

static const struct {
	int64_t days; /* first seen, before the end of the quarter */
	int64_t people;
	const char *outcome;
} joined[] = {
	{ 90, 2, "silenced" },
	{ 91, 2, "note" },
	{ 10, 1, "silenced" },
	{ 10, 0, "note" },
};

START_TEST(others_who_joined_lately_are_no_reviewers_yet)
{
	plant(60, 10, 10, 0);
	for (int64_t id = 3; id < 3 + joined[_i].people; id++) {
		char sql[120];

		snprintf(sql, sizeof(sql), "INSERT INTO tenure VALUES (1, %lld, %lld, %lld, 9)", (long long)id,
		         (long long)(PLANTED_UNTIL - joined[_i].days * DAY_SECS), (long long)PLANTED_UNTIL);
		planted_sql(&kit.planted, sql);
	}

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P02"), joined[_i].outcome);
	if (kit.finding.outcome == OUTCOME_SILENCED)
		ck_assert_has(kit.finding.reason, "joined within 90 days");
}
END_TEST

START_TEST(one_new_reviewer_of_three_is_not_half)
{
	plant(60, 10, 10, 0);
	PLANT(&kit.planted, 1, .author = 2, .reviewer = 5);
	planted_sql(&kit.planted, "INSERT INTO tenure VALUES (1, 3, 1782000000, 1782000000, 9)");

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P02"), "note");
	ck_assert_has(kit.finding.looked_for, "joined within 90 days (1 of 3)");
}
END_TEST

START_TEST(others_who_were_away_could_not_review)
{
	plant(60, 10, 10, 0);
	pattern_kit_declare(&kit, "absence", 5, "");
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P02"), "note");
	ck_assert_has(kit.finding.looked_for, "declared absent (1)");

	pattern_kit_declare(&kit, "absence", 6, "");
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P02"), "silenced");
	ck_assert_has(kit.finding.reason, "2 were declared absent");

	/* A third of the quarter and no more. */
	planted_sql(&kit.planted, "UPDATE declared SET until_time = from_time + (1782864000 - 1775001600) / 3");
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P02"), "note");
}
END_TEST

START_TEST(the_absence_of_who_reviews_explains_nothing)
{
	plant(60, 10, 10, 0);
	pattern_kit_declare(&kit, "absence", TOP, "");

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P02"), "note");
	ck_assert_has(kit.finding.looked_for, "declared absent (0)");
}
END_TEST

START_TEST(who_is_away_and_no_member_does_not_matter)
{
	plant(60, 10, 10, 0);
	planted_sql(&kit.planted, "DELETE FROM member WHERE person_id IN (5, 6)");
	pattern_kit_declare(&kit, "absence", 5, "");
	pattern_kit_declare(&kit, "absence", 6, "");

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P02"), "note");
}
END_TEST

/* ---- two periods ---- */

/* Thirteen weeks: 130 reviews are ten a week. */
static const struct {
	int64_t now, before;
	const char *outcome;
} weeks[] = { { 130, 131, "note" }, { 131, 40, "warn" }, { 131, 0, "note" }, { 60, 200, "note" } };

START_TEST(more_than_ten_reviews_a_week_warn_the_second_time)
{
	plant(weeks[_i].now, 10, 10, 0);
	plant(weeks[_i].before, 10, 10, QUARTER_BEFORE);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P02"), weeks[_i].outcome);
}
END_TEST

/* Requests that asked for a review by the one person, each answered by somebody after so many hours of a Monday morning. */
static void ask(int64_t count, int64_t hours, int64_t asked, int64_t answerer)
{
	const int64_t monday = PLANTED_SINCE + 5 * DAY_SECS; /* 2026-04-06 */

	for (int64_t i = 0; i < count; i++) {
		int64_t number = PLANT(&kit.planted, 1, .author = 2, .reviewer = TOP,
		                       .key = "pr:", .time = monday + 20 * DAY_SECS);

		REQUEST(&kit.planted, .number = number, .opener = 2, .created_time = monday,
		        .merged_time = monday + 20 * DAY_SECS);
		ACT(&kit.planted, .number = number, .kind = "req", .person = asked, .time = monday + HOUR_SECS);
		if (answerer)
			ACT(&kit.planted, .number = number, .person = answerer,
			    .time = monday + (1 + hours) * HOUR_SECS);
	}
}

static const struct {
	int64_t slow, quick, hours, asked;
	const char *outcome;
} waits[] = {
	/* Tuesday and Wednesday are two business days; a weekend is none. */
	{ 20, 0, 49, TOP, "warn" }, { 20, 0, 48, TOP, "note" }, { 19, 0, 49, TOP, "note" },  { 20, 0, 49, 3, "note" },
	{ 6, 14, 49, TOP, "warn" }, { 4, 16, 49, TOP, "note" }, { 20, 0, 160, TOP, "warn" },
};

START_TEST(those_who_wait_make_it_pressing)
{
	plant(60, 10, 10, QUARTER_BEFORE);
	plant(60, 10, 10, 0);
	ask(waits[_i].slow, waits[_i].hours, waits[_i].asked, TOP);
	ask(waits[_i].quick, 2, waits[_i].asked, 3);

	ck_assert_msg(strcmp(pattern_kit_outcome(&kit, "P02"), waits[_i].outcome) == 0, "%s", kit.finding.looked_for);
}
END_TEST

START_TEST(a_weekend_is_no_wait)
{
	plant(60, 10, 10, 0);
	/* From Monday 01:00 to the Monday after, 01:00. */
	ask(20, 168, TOP, TOP);

	pattern_kit_outcome(&kit, "P02");
	ck_assert_double_eq(pattern_kit_number(&kit, "wait_p75_days"), 5);
	ck_assert_double_eq(pattern_kit_number(&kit, "asked"), 20);
	ck_assert_has(kit.finding.explanation, "Three in four of 20 requests");
}
END_TEST

START_TEST(without_an_answer_no_time_is_told)
{
	plant(60, 10, 10, QUARTER_BEFORE);
	plant(60, 10, 10, 0);
	ask(20, 0, TOP, 0);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P02"), "note");
	ck_assert(!pattern_kit_has_number(&kit, "wait_p75_days"));
	ck_assert_has(kit.finding.looked_for, "(20: no time can be told)");
}
END_TEST

/* ---- oneself ---- */

START_TEST(of_oneself_it_speaks_to_the_one_person_alone)
{
	kit.is_viewer = true;
	plant(60, 10, 10, 0);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P02"), "clear");
	ck_assert_has(kit.finding.reason, "by somebody else");

	planted_sql(&kit.planted, "UPDATE act SET person_id = 1 WHERE person_id = 9");
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P02"), "note");
	ck_assert_int_eq(kit.finding.person, LEAD);
	ck_assert_has(kit.finding.reason, "this person gave 60 of 80");
	ck_assert_has(kit.finding.explanation, "this person gave 60 of 80");
}
END_TEST

/* ---- words ---- */

START_TEST(what_clears_says_the_share_once)
{
	const char *share;

	plant(30, 30, 20, 0);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P02"), "clear");
	share = strstr(kit.finding.explanation, "30 of 80");
	ck_assert_ptr_nonnull(share);
	ck_assert_ptr_null(strstr(share + 1, "30 of 80"));
	/* Else it would be said beside it, as the reason. */
	ck_assert(text_starts_nocase(text_of(kit.finding.explanation), text_of(kit.finding.reason)));
}
END_TEST

START_TEST(one_member_is_named_on_no_change)
{
	plant(60, 10, 10, 0);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P02"), "note");
	ck_assert_has(kit.finding.explanation, "Of 4 active members 1 is named on no change of others");
}
END_TEST

START_TEST(a_note_names_areas_and_no_person)
{
	plant(60, 10, 10, 0);
	PLANT(&kit.planted, 1, .author = 5);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P02"), "note");

	ck_assert_str_eq(kit.finding.reason, "one person gave 60 of 80 (75 %, 65 to 83) of the team's reviews");
	ck_assert_has(kit.finding.explanation, "2026-Q2");
	ck_assert_has(kit.finding.explanation, "Of 5 active members 2 are named on no change of others");
	ck_assert_has(kit.finding.explanation, "4.6 reviews a week");
	ck_assert_has(kit.finding.explanation, "Base rate");
	ck_assert_has(kit.finding.would_change, "A second reviewer in net, where 60 changes were");
	ck_assert_has(kit.finding.would_change, "Of 80 reviews up to ");
	ck_assert_has(kit.finding.would_change, "pattern.P02.share");
	ck_assert_ptr_null(strstr(kit.finding.explanation, "Person"));
	ck_assert_ptr_null(strstr(kit.finding.looked_for, "Person"));
	ck_assert_ptr_null(strstr(kit.finding.would_change, "Person"));
	ck_assert_double_eq(pattern_kit_number(&kit, "without_reviews"), 2);
	/* 64.5 to 83.2 against 50. */
	ck_assert(fabs(kit.finding.weight - (0.645 - 0.5) / (0.832 - 0.645)) < 0.02);
}
END_TEST

START_TEST(members_without_reviews_are_told_only_where_that_is_known)
{
	plant(60, 10, 10, 0);
	kit.least_group = 5;
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P02"), "note");
	ck_assert_ptr_null(strstr(kit.finding.explanation, "named on no change"));
	ck_assert(!pattern_kit_has_number(&kit, "without_reviews"));

	/* Five are asked after, of six: who opted out is not. */
	PLANT(&kit.planted, 1, .author = 5);
	PLANT(&kit.planted, 1, .author = 6);
	planted_sql(&kit.planted, "INSERT INTO declared VALUES ('optout', 6, '', 0, 4000000000)");
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P02"), "note");
	ck_assert_has(kit.finding.explanation, "Of 5 active members 2 are named on no change of others");

	/* Where reviews are hardly recorded, nobody is known to have given none. */
	PLANT(&kit.planted, 300, .author = 5);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P02"), "unknown");
	ck_assert_has(kit.finding.explanation, "one person gave 60 of 80");
	ck_assert_ptr_null(strstr(kit.finding.explanation, "named on no change"));
	ck_assert(!pattern_kit_has_number(&kit, "without_reviews"));
}
END_TEST

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

static void add_silencers(Suite *suite)
{
	TCase *tc = tcase_create("silencers");

	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_test(tc, three_people_have_few_to_choose_from);
	tcase_add_loop_test(tc, areas_that_one_reviewer_is_meant_to_look_at_leave_the_count, 0, ROWS(areas));
	tcase_add_test(tc, an_area_holds_what_is_below_it_and_only_while_it_was_declared);
	tcase_add_loop_test(tc, others_who_joined_lately_are_no_reviewers_yet, 0, ROWS(joined));
	tcase_add_test(tc, one_new_reviewer_of_three_is_not_half);
	tcase_add_test(tc, others_who_were_away_could_not_review);
	tcase_add_test(tc, the_absence_of_who_reviews_explains_nothing);
	tcase_add_test(tc, who_is_away_and_no_member_does_not_matter);
	suite_add_tcase(suite, tc);
}

Suite *suite_review_bottleneck(void)
{
	Suite *suite = suite_create("review_bottleneck");
	TCase *tc = tcase_create("P02");

	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_loop_test(tc, one_persons_share_is_told_from_its_threshold_on, 0, ROWS(shares));
	tcase_add_loop_test(tc, few_effective_reviewers_speak_among_five, 0, ROWS(few));
	tcase_add_test(tc, the_threshold_can_be_set);
	tcase_add_loop_test(tc, only_usable_coverage_speaks, 0, ROWS(coverages));
	tcase_add_test(tc, nothing_at_all_is_thin);
	tcase_add_loop_test(tc, more_than_ten_reviews_a_week_warn_the_second_time, 0, ROWS(weeks));
	tcase_add_loop_test(tc, those_who_wait_make_it_pressing, 0, ROWS(waits));
	tcase_add_test(tc, a_weekend_is_no_wait);
	tcase_add_test(tc, without_an_answer_no_time_is_told);
	tcase_add_test(tc, of_oneself_it_speaks_to_the_one_person_alone);
	tcase_add_test(tc, what_clears_says_the_share_once);
	tcase_add_test(tc, one_member_is_named_on_no_change);
	tcase_add_test(tc, a_note_names_areas_and_no_person);
	tcase_add_test(tc, members_without_reviews_are_told_only_where_that_is_known);
	suite_add_tcase(suite, tc);
	add_silencers(suite);
	return suite;
}
