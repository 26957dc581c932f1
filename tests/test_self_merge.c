/*
 * P04 against planted truth: its threshold, each gate, each silencer, oneself against the team; and its words.
 */
#include <check.h>
#include <math.h>
#include <string.h>
#include "lead/pattern.h"
#include "support/pattern_kit.h"

Suite *suite_self_merge(void);

static struct pattern_kit kit;

static void start(void)
{
	pattern_kit_start(&kit);
}

static void stop(void)
{
	pattern_kit_stop(&kit);
}

static const struct {
	int64_t reviewed, alone, documents;
	const char *outcome;
} merges[] = {
	{ 73, 27, 0, "clear" },   { 71, 29, 0, "note" }, { 70, 30, 0, "note" }, { 72, 28, 0, "note" },
	{ 69, 31, 0, "unknown" }, { 10, 4, 0, "thin" },  { 0, 0, 0, "thin" },   { 71, 9, 20, "silenced" },
};

START_TEST(self_merges_are_told_from_their_threshold_on)
{
	PLANT(&kit.planted, merges[_i].reviewed, .author = 2, .reviewer = 3);
	PLANT(&kit.planted, merges[_i].alone, .author = 3, .lines = 10);
	PLANT(&kit.planted, merges[_i].documents, .author = 3, .is_doc_only = true);

	ck_assert_msg(strcmp(pattern_kit_outcome(&kit, "P04"), merges[_i].outcome) == 0, "%s", kit.finding.explanation);
	ck_assert_int_eq(kit.finding.person, 0);
}
END_TEST

START_TEST(written_by_two_is_not_alone)
{
	PLANT(&kit.planted, 71, .author = 2, .reviewer = 3);
	PLANT(&kit.planted, 29, .author = 3, .pair = 4);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P04"), "silenced");
}
END_TEST

START_TEST(self_merges_in_two_periods_warn_and_name_the_largest)
{
	for (int i = 0; i < 2; i++) {
		int64_t time = i == 0 ? 0 : QUARTER_BEFORE;

		PLANT(&kit.planted, 70, .author = 2, .reviewer = 3, .time = time);
		PLANT(&kit.planted, 29, .author = 3, .lines = 10, .time = time, .key = "pr:");
		PLANT(&kit.planted, 1, .author = 3, .lines = 900, .time = time, .key = "pr:");
	}

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P04"), "warn");
	ck_assert_has(kit.finding.explanation, "pr:100 (900 lines)");
	ck_assert_has(kit.finding.explanation, "30 of 100 (30 %");
}
END_TEST

START_TEST(merge_buttons_are_told_as_a_fact_and_judged_by_nobody)
{
	PLANT(&kit.planted, 72, .author = 2, .integrator = 3);
	PLANT(&kit.planted, 48, .author = 3);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P04"), "unknown");
	ck_assert_has(kit.finding.explanation,
	              "72 of 120 changes were merged by somebody other than an author, 48 by an author");
	ck_assert_has(kit.finding.explanation, "whether they were reviewed is not recorded here");
	ck_assert_double_eq(pattern_kit_number(&kit, "merged_by_author"), 48);
}
END_TEST

static const struct {
	int64_t reviewed, alone;
	bool has_number;
} shares[] = { { 0, 48, false }, { 60, 40, false }, { 80, 20, true } };

START_TEST(unreviewed_is_a_number_only_where_reviews_are_recorded)
{
	PLANT(&kit.planted, shares[_i].reviewed, .author = 2, .reviewer = 3);
	PLANT(&kit.planted, shares[_i].alone, .author = 3);
	PLANT(&kit.planted, 1, .author = 4, .reviewer = 2);

	pattern_kit_outcome(&kit, "P04");

	ck_assert(pattern_kit_has_number(&kit, "self_merged_unreviewed") == shares[_i].has_number);
	ck_assert(pattern_kit_has_number(&kit, "review_coverage"));
}
END_TEST

START_TEST(who_merged_is_no_number_where_the_record_does_not_say)
{
	PLANT(&kit.planted, 60, .author = 2, .is_forge = true);
	PLANT(&kit.planted, 6, .author = 3, .integrator = 2);

	pattern_kit_outcome(&kit, "P04");

	ck_assert(!pattern_kit_has_number(&kit, "merged_by_author"));
	ck_assert_double_eq(pattern_kit_number(&kit, "merged_by_other"), 6);
	ck_assert_has(kit.finding.explanation, "for 60 the record does not say who merged");
}
END_TEST

START_TEST(one_person_alone_has_nobody_to_ask)
{
	PLANT(&kit.planted, 50, .author = 2);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P04"), "n/a");
}
END_TEST

START_TEST(the_threshold_of_self_merges_can_be_set)
{
	PLANT(&kit.planted, 71, .author = 2, .reviewer = 3);
	PLANT(&kit.planted, 29, .author = 3);
	ck_assert_int_eq(config_add(kit.config, "pattern.P04.lower", "0.3", CONFIG_COMMAND_LINE), 0);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P04"), "clear");
}
END_TEST

/* ---- what explains such changes ---- */

START_TEST(a_policy_of_review_after_the_merge_silences)
{
	PLANT(&kit.planted, 70, .author = 2, .reviewer = 3);
	PLANT(&kit.planted, 30, .author = 3);
	pattern_kit_declare(&kit, "review", 0, "after-merge");

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P04"), "silenced");
	ck_assert_str_eq(kit.finding.reason, "declared: review");
}
END_TEST

/* Without the custodian's 10 it is 20 of 80 at most, which is 17 and not over 20 percent. */
START_TEST(what_a_custodian_applies_leaves_the_count)
{
	PLANT(&kit.planted, 70, .author = 2, .reviewer = 3);
	PLANT(&kit.planted, 10, .author = 4);
	PLANT(&kit.planted, 20, .author = 3);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P04"), "note");

	pattern_kit_declare(&kit, "custodian", 4, "");

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P04"), "silenced");
	ck_assert_str_eq(kit.finding.reason, "10 of these 30 changes are a declared custodian's own");
	ck_assert_has(kit.finding.looked_for, "a declared custodian's own (10)");
}
END_TEST

/* 58 of 198 begins at 23 percent; without the custodian's 8 it is 50 of 190, which begins at 20.6. */
START_TEST(what_others_apply_stays_in_the_count)
{
	PLANT(&kit.planted, 140, .author = 2, .reviewer = 3);
	PLANT(&kit.planted, 8, .author = 4);
	PLANT(&kit.planted, 50, .author = 3);
	pattern_kit_declare(&kit, "custodian", 4, "");

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P04"), "note");
	planted_sql(&kit.planted, "UPDATE declared SET until_time = from_time + 10");
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P04"), "note");
	ck_assert_has(kit.finding.looked_for, "custodian's own (8)");
	/* Not a custodian any more when they landed. */
	planted_sql(&kit.planted, "UPDATE declared SET until_time = from_time");
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P04"), "note");
	ck_assert_has(kit.finding.looked_for, "custodian's own (0)");
}
END_TEST

START_TEST(tagged_releases_are_no_code_to_review)
{
	PLANT(&kit.planted, 71, .author = 2, .reviewer = 3);
	PLANT(&kit.planted, 29, .author = 3);
	planted_sql(&kit.planted, "INSERT INTO tag SELECT 1, 'v' || c.id, c.oid, 3, c.commit_time FROM commits c "
	                          "WHERE c.id > 90");

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P04"), "silenced");
	ck_assert_has(kit.finding.looked_for, "tagged releases (10)");
}
END_TEST

static const struct {
	int64_t days; /* between the others' last acts and the lonely changes */
	const char *outcome;
} lonely[] = { { 1, "note" }, { 14, "note" }, { 15, "silenced" }, { -14, "note" }, { -15, "silenced" } };

START_TEST(nobody_active_within_two_weeks_could_have_looked)
{
	int64_t middle = PLANTED_SINCE + 40 * DAY_SECS;

	PLANT(&kit.planted, 71, .author = 2, .reviewer = 4, .time = middle);
	PLANT(&kit.planted, 29, .author = 3, .time = middle + lonely[_i].days * DAY_SECS);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P04"), lonely[_i].outcome);
	ck_assert_has(kit.finding.looked_for,
	              kit.finding.outcome == OUTCOME_NOTE ? "within 14 days (0)" : "within 14 days (29)");
}
END_TEST

START_TEST(who_is_no_member_is_no_company)
{
	int64_t middle = PLANTED_SINCE + 40 * DAY_SECS;

	PLANT(&kit.planted, 71, .author = 2, .reviewer = 4, .time = middle);
	PLANT(&kit.planted, 29, .author = 3, .time = middle + 20 * DAY_SECS);
	PLANT(&kit.planted, 1, .author = 5, .time = middle + 20 * DAY_SECS, .reviewer = 6, .excluded = "import");
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P04"), "note");

	planted_sql(&kit.planted, "DELETE FROM member WHERE person_id IN (5, 6)");
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P04"), "silenced");
}
END_TEST

/* ---- oneself ---- */

/* 10 of 170 in the team without the lead's. 10 of 20 begins at 30 %, and twice the end of 20 of 190 is 31; 11: 34 and 33. */
static const struct {
	int64_t alone, reviewed;
	const char *outcome;
} owns[] = {
	{ 20, 0, "note" }, { 16, 4, "note" }, { 11, 9, "note" },  { 10, 10, "clear" },
	{ 19, 0, "thin" }, { 0, 0, "thin" },  { 0, 40, "clear" },
};

START_TEST(own_self_merges_are_told_beside_the_teams)
{
	kit.is_viewer = true;
	PLANT(&kit.planted, 160, .author = 2, .reviewer = 3);
	PLANT(&kit.planted, 10, .author = 3);
	PLANT(&kit.planted, owns[_i].alone, .author = LEAD);
	PLANT(&kit.planted, owns[_i].reviewed, .author = LEAD, .reviewer = 3);

	ck_assert_msg(strcmp(pattern_kit_outcome(&kit, "P04"), owns[_i].outcome) == 0, "%s", kit.finding.explanation);
	ck_assert_int_eq(kit.finding.person, LEAD);
	ck_assert_int_eq(kit.finding.n, owns[_i].alone + owns[_i].reviewed);
	ck_assert_double_eq(pattern_kit_number(&kit, "own_changes"), owns[_i].alone + owns[_i].reviewed);
}
END_TEST

START_TEST(own_words_name_own_changes_and_the_teams_share)
{
	kit.is_viewer = true;
	PLANT(&kit.planted, 160, .author = 2, .reviewer = 3);
	PLANT(&kit.planted, 1, .author = 3, .lines = 900, .key = "pr:");
	PLANT(&kit.planted, 20, .author = LEAD, .lines = 7, .key = "pr:");

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P04"), "note");
	ck_assert_has(kit.finding.explanation, "20 of 20 (100 %");
	ck_assert_has(kit.finding.explanation, "of the whole team's it is 21 of 181 (12 %");
	ck_assert_has(kit.finding.explanation, "(7 lines)");
	ck_assert_ptr_null(strstr(kit.finding.explanation, "900 lines"));
	ck_assert_has(kit.finding.would_change, "Of 20 own changes up to ");
	ck_assert(kit.finding.weight > 0);
}
END_TEST

START_TEST(an_own_custodianship_silences_the_own_note)
{
	kit.is_viewer = true;
	PLANT(&kit.planted, 160, .author = 2, .reviewer = 3);
	PLANT(&kit.planted, 20, .author = LEAD);
	pattern_kit_declare(&kit, "custodian", LEAD, "");

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P04"), "silenced");
}
END_TEST

START_TEST(own_self_merges_stay_open_without_coverage)
{
	kit.is_viewer = true;
	PLANT(&kit.planted, 40, .author = 2, .reviewer = 3);
	PLANT(&kit.planted, 60, .author = LEAD);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P04"), "unknown");
	ck_assert_str_eq(kit.finding.next_command, FETCH);
	ck_assert(!pattern_kit_has_number(&kit, "own_self_merged_unreviewed"));
}
END_TEST

START_TEST(a_note_says_what_would_change_it)
{
	PLANT(&kit.planted, 70, .author = 2, .reviewer = 3);
	PLANT(&kit.planted, 30, .author = 3);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P04"), "note");
	ck_assert_has(kit.finding.would_change, "Of 100 changes up to 27 such would leave the rule silent");
	ck_assert_has(kit.finding.would_change, "pattern.P04.lower");
	ck_assert_has(kit.finding.would_change, pattern_find(TEXT("P04"))->silencers);
	ck_assert_has(kit.finding.looked_for, "documentation alone (0)");
	ck_assert_ptr_null(strstr(kit.finding.explanation, "Person"));
	ck_assert_ptr_null(strstr(kit.finding.looked_for, "Person"));
	/* 30 of 100: 21.9 to 39.6 against 20. */
	ck_assert(fabs(kit.finding.weight - (0.219 - 0.2) / (0.396 - 0.219)) < 0.01);
}
END_TEST

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

static void add_own(Suite *suite)
{
	TCase *tc = tcase_create("oneself");

	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_loop_test(tc, own_self_merges_are_told_beside_the_teams, 0, ROWS(owns));
	tcase_add_test(tc, own_words_name_own_changes_and_the_teams_share);
	tcase_add_test(tc, an_own_custodianship_silences_the_own_note);
	tcase_add_test(tc, own_self_merges_stay_open_without_coverage);
	suite_add_tcase(suite, tc);
}

Suite *suite_self_merge(void)
{
	Suite *suite = suite_create("self_merge");
	TCase *tc = tcase_create("P04");

	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_loop_test(tc, self_merges_are_told_from_their_threshold_on, 0, ROWS(merges));
	tcase_add_test(tc, written_by_two_is_not_alone);
	tcase_add_test(tc, self_merges_in_two_periods_warn_and_name_the_largest);
	tcase_add_test(tc, merge_buttons_are_told_as_a_fact_and_judged_by_nobody);
	tcase_add_loop_test(tc, unreviewed_is_a_number_only_where_reviews_are_recorded, 0, ROWS(shares));
	tcase_add_test(tc, who_merged_is_no_number_where_the_record_does_not_say);
	tcase_add_test(tc, one_person_alone_has_nobody_to_ask);
	tcase_add_test(tc, the_threshold_of_self_merges_can_be_set);
	tcase_add_test(tc, a_policy_of_review_after_the_merge_silences);
	tcase_add_test(tc, what_a_custodian_applies_leaves_the_count);
	tcase_add_test(tc, what_others_apply_stays_in_the_count);
	tcase_add_test(tc, tagged_releases_are_no_code_to_review);
	tcase_add_loop_test(tc, nobody_active_within_two_weeks_could_have_looked, 0, ROWS(lonely));
	tcase_add_test(tc, who_is_no_member_is_no_company);
	tcase_add_test(tc, a_note_says_what_would_change_it);
	suite_add_tcase(suite, tc);
	add_own(suite);
	return suite;
}
