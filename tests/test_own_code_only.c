/*
 * P01 against planted truth: each gate, each kind of work for others and each threshold, on both sides.
 */
#include <check.h>
#include <math.h>
#include <string.h>
#include "lead/pattern.h"
#include "support/pattern_kit.h"

Suite *suite_own_code_only(void);

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
	int64_t reviews, own;
	const char *outcome;
} thresholds[] = {
	{ 0, 15, "thin" },  { 0, 16, "note" },  { 0, 40, "note" },  { 1, 24, "note" },  { 1, 23, "clear" },
	{ 2, 31, "note" },  { 2, 30, "clear" }, { 3, 37, "note" },  { 3, 36, "clear" }, { 4, 43, "note" },
	{ 4, 42, "clear" }, { 5, 49, "note" },  { 5, 48, "clear" }, { 1, 15, "thin" },  { 0, 0, "thin" },
};

START_TEST(own_code_only_speaks_exactly_from_its_threshold_on)
{
	plant_reviewing_team(&kit, 0);
	plant_lead(&kit, thresholds[_i].own, thresholds[_i].reviews, 0);

	ck_assert_msg(strcmp(pattern_kit_outcome(&kit, "P01"), thresholds[_i].outcome) == 0,
	              "%lld reviews, %lld own: %s", (long long)thresholds[_i].reviews, (long long)thresholds[_i].own,
	              outcome_names[kit.finding.outcome]);
	ck_assert_int_eq(kit.finding.n, thresholds[_i].reviews + thresholds[_i].own);
}
END_TEST

START_TEST(reviewing_others_clears_at_any_sample_of_own_changes)
{
	plant_reviewing_team(&kit, 0);
	plant_lead(&kit, 3, 12, 0);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "clear");
	ck_assert_has(kit.finding.reason, "12 changes of others reviewed");
}
END_TEST

/* ---- P01: what shows work for others, with and without coverage ---- */

static const struct {
	struct planted_change enough, short_of; /* what is planted, count times */
	int64_t count, short_count;
	const char *named;
} silencers[] = {
	{ { .author = 2, .integrator = LEAD }, { .author = 2, .integrator = LEAD }, 3, 2, "integrated" },
	{ { .author = 2, .helper = LEAD }, { .author = 2, .helper = LEAD }, 3, 2, "thanks for help" },
	{ { .author = 2, .commenter = LEAD }, { .author = 2, .commenter = LEAD }, 10, 9, "commented on" },
	{ { .author = 2, .pair = LEAD }, { .author = 2, .pair = LEAD }, 3, 2, "written together" },
	{ { .author = LEAD, .pair = 2 }, { .author = LEAD, .pair = 2 }, 3, 2, "written together" },
	{ { .author = 2, .helper = LEAD, .is_newcomer = true },
	  { .author = 2, .helper = LEAD, .is_newcomer = true },
	  2,
	  1,
	  "newcomers" },
	{ { .author = LEAD, .has_decision = true }, { .author = LEAD }, 1, 1, "decision record" },
	{ { .author = LEAD, .is_doc_only = true },
	  { .author = LEAD, .is_doc_only = true },
	  3,
	  2,
	  "documentation alone" },
	{ { .author = LEAD, .has_standard = true }, { .author = LEAD, .has_standard = true }, 2, 1, "standards" },
};

START_TEST(each_kind_of_work_for_others_clears_and_is_named)
{
	plant_reviewing_team(&kit, 0);
	plant_lead(&kit, 60, 0, 0);
	planted_add(&kit.planted, silencers[_i].count, silencers[_i].enough);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "clear");
	ck_assert_has(kit.finding.reason, silencers[_i].named);
	ck_assert_has(kit.finding.reason, "shown by");
}
END_TEST

START_TEST(a_little_less_of_each_kind_does_not_clear)
{
	plant_reviewing_team(&kit, 0);
	plant_lead(&kit, 60, 0, 0);
	planted_add(&kit.planted, silencers[_i].short_count, silencers[_i].short_of);

	ck_assert_msg(strcmp(pattern_kit_outcome(&kit, "P01"), "note") == 0, "%s: %s", kit.finding.reason,
	              silencers[_i].named);
}
END_TEST

START_TEST(each_kind_of_work_for_others_clears_without_any_coverage)
{
	PLANT(&kit.planted, 60, .author = LEAD);
	PLANT(&kit.planted, 60, .author = 2);
	planted_add(&kit.planted, silencers[_i].count, silencers[_i].enough);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "clear");
	ck_assert_has(kit.finding.reason, silencers[_i].named);
}
END_TEST

START_TEST(help_for_two_people_is_enough)
{
	plant_reviewing_team(&kit, 0);
	plant_lead(&kit, 60, 0, 0);
	PLANT(&kit.planted, 1, .author = 2, .helper = LEAD);
	PLANT(&kit.planted, 1, .author = 3, .helper = LEAD);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "clear");
}
END_TEST

START_TEST(support_in_home_areas_clears)
{
	plant_reviewing_team(&kit, 0);
	plant_lead(&kit, 60, 0, 0);
	PLANT(&kit.planted, 40, .author = 2, .reviewer = 3, .acker = LEAD, .area = "mine");
	PLANT(&kit.planted, 200, .author = LEAD, .reviewer = 3, .area = "other");

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "note");

	planted_sql(&kit.planted, "DELETE FROM change_area WHERE area IN ('src', 'other')");
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "clear");
	ck_assert_has(kit.finding.reason, "home areas");
}
END_TEST

START_TEST(reviews_clear_even_where_few_are_recorded)
{
	PLANT(&kit.planted, 20, .author = LEAD);
	PLANT(&kit.planted, 12, .author = 2, .reviewer = LEAD);
	PLANT(&kit.planted, 100, .author = 3);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "clear");
	ck_assert_int_eq(kit.finding.visible, VISIBLE_MIXED);
}
END_TEST

/* ---- P01: gates ---- */

START_TEST(nobody_undeclared_is_judged)
{
	plant_reviewing_team(&kit, 0);
	plant_lead(&kit, 40, 0, 0);
	kit.is_subject = false;

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "n/a");
	ck_assert_has(kit.finding.reason, "not declared");
}
END_TEST

START_TEST(unresolved_names_leave_the_question_open)
{
	plant_reviewing_team(&kit, 0);
	plant_lead(&kit, 40, 0, 0);
	planted_sql(&kit.planted, "UPDATE person SET is_resolved = 0 WHERE id = 7");

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "unknown");
	ck_assert_has(kit.finding.reason, "no commit explains");
	ck_assert_has(kit.finding.explanation, "Visible: 40 own changes");
}
END_TEST

START_TEST(a_cut_within_the_period_leaves_the_question_open)
{
	plant_reviewing_team(&kit, 0);
	plant_lead(&kit, 40, 0, 0);
	planted_sql(&kit.planted,
	            "UPDATE repository SET tip = CAST('12345678901234567890' AS BLOB);"
	            "INSERT INTO scan VALUES (1, 1, CAST('12345678901234567890' AS BLOB), 'lines', '1', '1', 1, 0);"
	            "UPDATE commits SET parents = CAST('abcdefghijklmnopqrst' AS BLOB) WHERE id = 1");

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "unknown");
	ck_assert_str_eq(kit.finding.reason, "this clone is shallow and its history is cut within the period");
}
END_TEST

START_TEST(an_ambiguous_name_leaves_the_question_open)
{
	plant_reviewing_team(&kit, 0);
	plant_lead(&kit, 40, 0, 0);
	planted_sql(&kit.planted, "UPDATE identity_person SET is_ambiguous = 1 WHERE person_id = 1");

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "unknown");
	ck_assert_int_eq(kit.finding.visible, VISIBLE_OWN_ONLY);
}
END_TEST

static const struct {
	int64_t silent; /* of 100 + silent changes */
	const char *outcome;
} coverages[] = {
	{ 0, "note" }, { 42, "note" }, { 43, "note" }, { 100, "note" }, { 101, "unknown" }, { 900, "unknown" },
};

START_TEST(coverage_gates_the_note)
{
	plant_reviewing_team(&kit, 0);
	plant_lead(&kit, 40, 0, 0);
	PLANT(&kit.planted, coverages[_i].silent, .author = 4);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), coverages[_i].outcome);
}
END_TEST

START_TEST(where_others_did_little_there_was_nothing_to_review)
{
	PLANT(&kit.planted, 40, .author = LEAD, .reviewer = 3);
	PLANT(&kit.planted, 9, .author = 2, .reviewer = 3);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "n/a");
	ck_assert_has(kit.finding.reason, "9 changes by others");
}
END_TEST

START_TEST(a_team_that_hardly_reviews_is_a_matter_of_the_team)
{
	/* One person reviews everything: the median of the seven others is zero. */
	for (int64_t author = 2; author <= 7; author++)
		PLANT(&kit.planted, 10, .author = author, .reviewer = 8);
	PLANT(&kit.planted, 40, .author = LEAD, .reviewer = 8);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "n/a");
	ck_assert_has(kit.finding.reason, "matter of the team");
	ck_assert_double_eq(pattern_kit_number(&kit, "team_median"), 0);
}
END_TEST

START_TEST(a_small_team_is_measured_by_its_sum_and_shows_no_median)
{
	PLANT(&kit.planted, 40, .author = LEAD, .reviewer = 2);
	PLANT(&kit.planted, 20, .author = 2, .reviewer = 3);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "note");
	ck_assert_has(kit.finding.explanation, "for the others together");
	ck_assert_ptr_null(strstr(kit.finding.explanation, "half of the team"));
	for (size_t i = 0; i < kit.finding.number_count; i++)
		ck_assert_str_ne(kit.finding.numbers[i].name, "team_median");
}
END_TEST

START_TEST(who_opted_out_is_in_no_median)
{
	plant_reviewing_team(&kit, 0);
	plant_lead(&kit, 40, 0, 0);
	planted_sql(&kit.planted, "INSERT INTO declared VALUES ('optout', 6, '', 0, 4000000000),"
	                          " ('optout', 7, '', 0, 4000000000)");
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "note");
	ck_assert(pattern_kit_has_number(&kit, "team_median"));

	planted_sql(&kit.planted, "INSERT INTO declared VALUES ('optout', 5, '', 0, 4000000000)");
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "note");
	ck_assert(!pattern_kit_has_number(&kit, "team_median"));
	ck_assert_has(kit.finding.explanation, "for the others together it is ");
}
END_TEST

START_TEST(the_one_other_of_two_is_not_told)
{
	PLANT(&kit.planted, 40, .author = LEAD, .reviewer = 2);
	PLANT(&kit.planted, 20, .author = 2);
	planted_sql(&kit.planted, "UPDATE change_credit SET has_review = 1");

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "note");
	ck_assert_has(kit.finding.explanation, "there is one other, whose figure is not told");
	ck_assert_ptr_null(strstr(kit.finding.explanation, "for the others together"));
}
END_TEST

START_TEST(what_is_not_recorded_is_no_zero_among_what_was_looked_for)
{
	PLANT(&kit.planted, 40, .author = LEAD, .is_forge = true);
	PLANT(&kit.planted, 40, .author = 2, .is_forge = true);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "unknown");
	ck_assert_has(kit.finding.looked_for, "Beside reviews: thanks for help (0, of 0 people), ");
	ck_assert_ptr_null(strstr(kit.finding.looked_for, "home areas"));
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P14"), "unknown");
	ck_assert_has(kit.finding.looked_for, "with what was found: changes that give thanks for help (0), ");
	ck_assert_ptr_null(strstr(kit.finding.looked_for, "integrated"));
	ck_assert_ptr_null(strstr(kit.finding.looked_for, "newcomers"));
}
END_TEST

START_TEST(few_own_changes_in_a_quarter_are_looked_at_as_half_a_year)
{
	plant_reviewing_team(&kit, 0);
	plant_reviewing_team(&kit, QUARTER_BEFORE);
	plant_lead(&kit, 10, 0, 0);
	plant_lead(&kit, 10, 0, QUARTER_BEFORE);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "note");
	ck_assert_has(kit.finding.explanation, "half a year");
	ck_assert_int_eq(kit.finding.n, 20);
}
END_TEST

static const char *const declarations[] = { "absence", "solo" };

static void plant_half_year(void)
{
	plant_reviewing_team(&kit, 0);
	plant_reviewing_team(&kit, QUARTER_BEFORE);
	plant_lead(&kit, 10, 0, 0);
	plant_lead(&kit, 10, 0, QUARTER_BEFORE);
}

START_TEST(a_declaration_over_a_third_of_the_half_year_silences)
{
	plant_half_year();
	pattern_kit_declare(&kit, declarations[_i], LEAD, "");
	planted_sql(&kit.planted, "UPDATE declared SET from_time = 1767225600, until_time = 1775001600");

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "silenced");
	ck_assert_has(kit.finding.reason, "declared: absence or work alone over a third of the half year");

	planted_sql(&kit.planted, "UPDATE declared SET from_time = until_time - 60 * 86400");
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "note");
}
END_TEST

START_TEST(a_self_declared_note_silences_the_half_year_too)
{
	plant_half_year();
	planted_sql(&kit.planted,
	            "INSERT INTO act (repository_id, change_id, kind, person_id, identity_id, source_id, act_time, "
	            "counted, is_mentoring, is_newcomer) SELECT 1, min(id), 'self', 1, 1, 1, 0, 1, 0, 0 FROM change "
	            "WHERE landed_time < 1775001600");

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "silenced");
	ck_assert_has(kit.finding.reason, "a self-declared note");
}
END_TEST

START_TEST(no_half_year_is_looked_at_that_begins_in_a_cut_history)
{
	plant_half_year();
	planted_sql(&kit.planted,
	            "UPDATE repository SET tip = CAST('12345678901234567890' AS BLOB);"
	            "INSERT INTO scan VALUES (1, 1, CAST('12345678901234567890' AS BLOB), 'lines', '1', '1', 1, 0);"
	            "UPDATE commits SET parents = CAST('abcdefghijklmnopqrst' AS BLOB) WHERE id IN ("
	            "  SELECT commit_id FROM landed WHERE landed_time < 1775001600)");

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "thin");
	planted_sql(&kit.planted, "UPDATE scan SET is_shallow = 0");
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "note");
}
END_TEST

START_TEST(a_half_year_may_clear_too)
{
	plant_reviewing_team(&kit, 0);
	plant_lead(&kit, 10, 0, 0);
	plant_lead(&kit, 2, 9, QUARTER_BEFORE);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "clear");
}
END_TEST

/* Two people, of whom the other gave 2 reviews for 40 own changes: under a fifth. */
static const struct {
	int64_t own, reviews; /* of the lead in the year before */
	bool has_year;
	const char *outcome;
} years[] = {
	{ 8, 2, true, "note" }, { 8, 2, false, "n/a" }, { 9, 2, true, "n/a" },
	{ 0, 0, true, "n/a" },  { 0, 1, true, "note" },
};

START_TEST(in_a_small_team_the_own_year_before_may_be_the_measure)
{
	int64_t autumn = PLANTED_BEFORE - 90 * DAY_SECS;

	kit.has_year = years[_i].has_year;
	PLANT(&kit.planted, 38, .author = LEAD, .reviewer = LEAD + 1);
	planted_sql(&kit.planted, "DELETE FROM act WHERE kind = 'rev'");
	PLANT(&kit.planted, 2, .author = LEAD, .reviewer = 2);
	PLANT(&kit.planted, 40, .author = 2);
	planted_sql(&kit.planted, "UPDATE change_credit SET has_review = 1");
	PLANT(&kit.planted, years[_i].own, .author = LEAD, .reviewer = 2, .time = autumn);
	PLANT(&kit.planted, years[_i].reviews, .author = 2, .reviewer = LEAD, .time = autumn);

	ck_assert_msg(strcmp(pattern_kit_outcome(&kit, "P01"), years[_i].outcome) == 0, "%s", kit.finding.explanation);
	if (years[_i].own > 0 && kit.finding.outcome == OUTCOME_NOTE)
		ck_assert_has(kit.finding.explanation, "in the year before it was 2 of 10 (20 %");
}
END_TEST

START_TEST(a_team_that_hardly_reviews_is_told_before_a_small_sample)
{
	for (int64_t author = 2; author <= 7; author++)
		PLANT(&kit.planted, 10, .author = author, .reviewer = 8);
	PLANT(&kit.planted, 3, .author = LEAD, .reviewer = 8);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "n/a");
	ck_assert_has(kit.finding.reason, "matter of the team");
}
END_TEST

/* ---- P01: what was declared ---- */

START_TEST(a_declared_absence_or_time_alone_silences_and_is_told)
{
	plant_reviewing_team(&kit, 0);
	plant_lead(&kit, 40, 0, 0);
	pattern_kit_declare(&kit, declarations[_i], LEAD, "");

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "silenced");
	ck_assert_has(kit.finding.reason, declarations[_i]);
	ck_assert_has(kit.finding.looked_for, "declared (100 % of the period)");

	planted_sql(&kit.planted, "UPDATE declared SET until_time = from_time + (1782864000 - 1775001600) / 3");
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "note");
	ck_assert_has(kit.finding.looked_for, "declared (33 % of the period)");
}
END_TEST

START_TEST(a_self_declared_note_silences_and_is_told)
{
	plant_reviewing_team(&kit, 0);
	plant_lead(&kit, 40, 0, 0);
	planted_sql(&kit.planted,
	            "INSERT INTO act (repository_id, change_id, kind, person_id, identity_id, source_id, act_time, "
	            "counted, is_mentoring, is_newcomer) VALUES (1, 1, 'self', 1, 1, 1, 0, 1, 0, 0)");

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "silenced");
	ck_assert_has(kit.finding.looked_for, "self-declared notes (1)");
	ck_assert_double_eq(pattern_kit_number(&kit, "self_notes"), 1);
}
END_TEST

/* ---- P01: two periods ---- */

START_TEST(two_periods_in_a_row_warn)
{
	plant_reviewing_team(&kit, 0);
	plant_reviewing_team(&kit, QUARTER_BEFORE);
	plant_lead(&kit, 20, 0, 0);
	plant_lead(&kit, 20, 0, QUARTER_BEFORE);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "warn");
	ck_assert_has(kit.finding.reason, "as in the period before");
	ck_assert_has(kit.finding.explanation, "20 of 80");
}
END_TEST

START_TEST(a_period_before_that_cannot_be_judged_does_not_warn)
{
	plant_reviewing_team(&kit, 0);
	plant_lead(&kit, 20, 0, 0);
	PLANT(&kit.planted, 40, .author = LEAD, .time = QUARTER_BEFORE);
	PLANT(&kit.planted, 40, .author = 2, .time = QUARTER_BEFORE);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "note");
}
END_TEST

START_TEST(partial_coverage_never_warns)
{
	plant_reviewing_team(&kit, 0);
	plant_reviewing_team(&kit, QUARTER_BEFORE);
	plant_lead(&kit, 20, 0, 0);
	plant_lead(&kit, 20, 0, QUARTER_BEFORE);
	PLANT(&kit.planted, 60, .author = 4);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "note");
}
END_TEST

/* ---- P01: thresholds from the configuration ---- */

START_TEST(the_threshold_can_be_set)
{
	plant_reviewing_team(&kit, 0);
	plant_lead(&kit, 23, 1, 0);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "clear");

	ck_assert_int_eq(config_add(kit.config, "pattern.P01.upper", "0.33", CONFIG_COMMAND_LINE), 0);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P01"), "note");
	ck_assert_has(kit.finding.explanation, "under 33 %");
}
END_TEST

START_TEST(a_threshold_that_is_no_share_is_refused_by_name)
{
	static const char *const values[] = { "0", "1", "-0.5", "7", "much" };

	plant_reviewing_team(&kit, 0);
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		ck_assert_int_eq(config_add(kit.config, "pattern.P01.upper", values[i], CONFIG_COMMAND_LINE), 0);
		ck_assert_int_eq(pattern_kit_evaluate(&kit, "P01"), ERR_INVALID);
		ck_assert_ptr_null(kit.finding.reason);
	}
}
END_TEST

Suite *suite_own_code_only(void)
{
	Suite *suite = suite_create("own_code_only");
	const int silencer_count = sizeof(silencers) / sizeof(silencers[0]);
	TCase *tc = tcase_create("P01");

	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_loop_test(tc, own_code_only_speaks_exactly_from_its_threshold_on, 0,
	                    sizeof(thresholds) / sizeof(thresholds[0]));
	tcase_add_test(tc, reviewing_others_clears_at_any_sample_of_own_changes);
	tcase_add_loop_test(tc, each_kind_of_work_for_others_clears_and_is_named, 0, silencer_count);
	tcase_add_loop_test(tc, a_little_less_of_each_kind_does_not_clear, 0, silencer_count);
	tcase_add_loop_test(tc, each_kind_of_work_for_others_clears_without_any_coverage, 0, silencer_count);
	tcase_add_test(tc, help_for_two_people_is_enough);
	tcase_add_test(tc, support_in_home_areas_clears);
	tcase_add_test(tc, reviews_clear_even_where_few_are_recorded);
	tcase_add_test(tc, nobody_undeclared_is_judged);
	tcase_add_test(tc, unresolved_names_leave_the_question_open);
	tcase_add_test(tc, a_cut_within_the_period_leaves_the_question_open);
	tcase_add_test(tc, an_ambiguous_name_leaves_the_question_open);
	tcase_add_loop_test(tc, coverage_gates_the_note, 0, sizeof(coverages) / sizeof(coverages[0]));
	tcase_add_test(tc, where_others_did_little_there_was_nothing_to_review);
	tcase_add_test(tc, a_team_that_hardly_reviews_is_a_matter_of_the_team);
	tcase_add_test(tc, a_small_team_is_measured_by_its_sum_and_shows_no_median);
	tcase_add_test(tc, who_opted_out_is_in_no_median);
	tcase_add_test(tc, the_one_other_of_two_is_not_told);
	tcase_add_test(tc, what_is_not_recorded_is_no_zero_among_what_was_looked_for);
	tcase_add_test(tc, few_own_changes_in_a_quarter_are_looked_at_as_half_a_year);
	tcase_add_test(tc, a_half_year_may_clear_too);
	tcase_add_loop_test(tc, a_declaration_over_a_third_of_the_half_year_silences, 0, 2);
	tcase_add_test(tc, a_self_declared_note_silences_the_half_year_too);
	tcase_add_test(tc, no_half_year_is_looked_at_that_begins_in_a_cut_history);
	tcase_add_loop_test(tc, in_a_small_team_the_own_year_before_may_be_the_measure, 0,
	                    sizeof(years) / sizeof(years[0]));
	tcase_add_test(tc, a_team_that_hardly_reviews_is_told_before_a_small_sample);
	tcase_add_loop_test(tc, a_declared_absence_or_time_alone_silences_and_is_told, 0, 2);
	tcase_add_test(tc, a_self_declared_note_silences_and_is_told);
	tcase_add_test(tc, two_periods_in_a_row_warn);
	tcase_add_test(tc, a_period_before_that_cannot_be_judged_does_not_warn);
	tcase_add_test(tc, partial_coverage_never_warns);
	tcase_add_test(tc, the_threshold_can_be_set);
	tcase_add_test(tc, a_threshold_that_is_no_share_is_refused_by_name);
	suite_add_tcase(suite, tc);
	return suite;
}
