/*
 * Patterns against planted truth: each gate, each silencer and each threshold, on both sides; and the words they use.
 */
#include <check.h>
#include <math.h>
#include <string.h>
#include "lead/alloc.h"
#include "lead/pattern.h"
#include "support/planted_team.h"

Suite *suite_patterns(void);

#define LEAD 1
#define QUARTER_BEFORE (PLANTED_BEFORE + DAY_SECS)
#define FETCH "git fetch origin '+refs/pull/*/head:refs/pull/*/head'"

static struct planted planted;
static struct finding finding;
static struct config *config;
static bool is_subject;

static const struct scope quarter = { "", 0, { PLANTED_SINCE, PLANTED_UNTIL } };

static void start(void)
{
	planted_start(&planted);
	planted_people(&planted, 12);
	planted_subject(&planted, LEAD);
	config = config_new();
	is_subject = true;
}

static void stop(void)
{
	finding_release(&finding);
	config_free(config);
	planted_stop(&planted);
}

/* Evaluates one pattern over the scope with the period before it at hand, and answers its status. */
static int evaluate_in(const char *id, struct scope scope)
{
	struct scope before = { scope.team, scope.repository, period_before(scope.period) };
	struct metric_values values = { 0 }, previous = { 0 };
	struct pattern_input input = { .store = planted.store,
		                       .config = config,
		                       .scope = &scope,
		                       .values = &values,
		                       .previous_values = &previous,
		                       .person = LEAD,
		                       .is_subject = is_subject,
		                       .evidence_command = FETCH };
	const struct pattern_info *pattern = pattern_find(text_of(id));
	int ret;

	ck_assert_ptr_nonnull(pattern);
	if (!pattern->is_person)
		input.person = 0;
	ck_assert_int_eq(metric_compute(&previous, &input.previous_coverage, planted.store, &before), 0);
	ck_assert_int_eq(metric_compute(&values, &input.coverage, planted.store, &scope), 0);
	finding_release(&finding);
	ret = pattern->evaluate(&finding, &input);
	metric_values_release(&values);
	metric_values_release(&previous);
	return ret;
}

static const char *outcome_in(const char *id, struct scope scope)
{
	int ret = evaluate_in(id, scope);

	ck_assert_msg(ret == 0, "%s", error_message());
	ck_assert(finding.reason[0] != '\0');
	ck_assert(finding.explanation[0] != '\0');
	return outcome_names[finding.outcome];
}

static const char *outcome_of(const char *id)
{
	return outcome_in(id, quarter);
}

#define ck_assert_has(text, part) ck_assert_msg(strstr((text), (part)) != NULL, "%s", (text))

static double number_of(const char *name)
{
	for (size_t i = 0; i < finding.number_count; i++)
		if (strcmp(finding.numbers[i].name, name) == 0)
			return finding.numbers[i].value;
	ck_abort_msg("no number %s", name);
	return NAN;
}

/* ---- P01: a team that reviews, around a lead ---- */

/* Six members who review one another: 60 changes, all reviewed, each with 10 own and 10 reviews. */
static void plant_reviewing_team(int64_t time)
{
	for (int64_t author = 2; author <= 7; author++)
		PLANT(&planted, 10, .author = author, .reviewer = author == 7 ? 2 : author + 1, .time = time);
}

/* Own changes of the lead, reviewed by somebody, and reviews by the lead. */
static void plant_lead(int64_t own, int64_t reviews, int64_t time)
{
	PLANT(&planted, own, .author = LEAD, .reviewer = 3, .time = time);
	PLANT(&planted, reviews, .author = 2, .reviewer = LEAD, .time = time);
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
	plant_reviewing_team(0);
	plant_lead(thresholds[_i].own, thresholds[_i].reviews, 0);

	ck_assert_msg(strcmp(outcome_of("P01"), thresholds[_i].outcome) == 0, "%lld reviews, %lld own: %s",
	              (long long)thresholds[_i].reviews, (long long)thresholds[_i].own, outcome_names[finding.outcome]);
	ck_assert_int_eq(finding.n, thresholds[_i].reviews + thresholds[_i].own);
}
END_TEST

START_TEST(reviewing_others_clears_at_any_sample_of_own_changes)
{
	plant_reviewing_team(0);
	plant_lead(3, 12, 0);

	ck_assert_str_eq(outcome_of("P01"), "clear");
	ck_assert_has(finding.reason, "12 changes of others reviewed");
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
	plant_reviewing_team(0);
	plant_lead(60, 0, 0);
	planted_add(&planted, silencers[_i].count, silencers[_i].enough);

	ck_assert_str_eq(outcome_of("P01"), "clear");
	ck_assert_has(finding.reason, silencers[_i].named);
	ck_assert_has(finding.reason, "shown by");
}
END_TEST

START_TEST(a_little_less_of_each_kind_does_not_clear)
{
	plant_reviewing_team(0);
	plant_lead(60, 0, 0);
	planted_add(&planted, silencers[_i].short_count, silencers[_i].short_of);

	ck_assert_msg(strcmp(outcome_of("P01"), "note") == 0, "%s: %s", finding.reason, silencers[_i].named);
}
END_TEST

START_TEST(each_kind_of_work_for_others_clears_without_any_coverage)
{
	PLANT(&planted, 60, .author = LEAD);
	PLANT(&planted, 60, .author = 2);
	planted_add(&planted, silencers[_i].count, silencers[_i].enough);

	ck_assert_str_eq(outcome_of("P01"), "clear");
	ck_assert_has(finding.reason, silencers[_i].named);
}
END_TEST

START_TEST(help_for_two_people_is_enough)
{
	plant_reviewing_team(0);
	plant_lead(60, 0, 0);
	PLANT(&planted, 1, .author = 2, .helper = LEAD);
	PLANT(&planted, 1, .author = 3, .helper = LEAD);

	ck_assert_str_eq(outcome_of("P01"), "clear");
}
END_TEST

START_TEST(support_in_home_areas_clears)
{
	plant_reviewing_team(0);
	plant_lead(60, 0, 0);
	PLANT(&planted, 40, .author = 2, .reviewer = 3, .acker = LEAD, .area = "mine");
	PLANT(&planted, 200, .author = LEAD, .reviewer = 3, .area = "other");

	ck_assert_str_eq(outcome_of("P01"), "note");

	planted_sql(&planted, "DELETE FROM change_area WHERE area IN ('src', 'other')");
	ck_assert_str_eq(outcome_of("P01"), "clear");
	ck_assert_has(finding.reason, "home areas");
}
END_TEST

START_TEST(reviews_clear_even_where_few_are_recorded)
{
	PLANT(&planted, 20, .author = LEAD);
	PLANT(&planted, 12, .author = 2, .reviewer = LEAD);
	PLANT(&planted, 100, .author = 3);

	ck_assert_str_eq(outcome_of("P01"), "clear");
	ck_assert_int_eq(finding.visible, VISIBLE_MIXED);
}
END_TEST

/* ---- P01: gates ---- */

START_TEST(nobody_undeclared_is_judged)
{
	plant_reviewing_team(0);
	plant_lead(40, 0, 0);
	is_subject = false;

	ck_assert_str_eq(outcome_of("P01"), "n/a");
	ck_assert_has(finding.reason, "not declared");
}
END_TEST

START_TEST(unresolved_names_leave_the_question_open)
{
	plant_reviewing_team(0);
	plant_lead(40, 0, 0);
	planted_sql(&planted, "UPDATE person SET is_resolved = 0 WHERE id = 7");

	ck_assert_str_eq(outcome_of("P01"), "unknown");
	ck_assert_has(finding.reason, "no commit explains");
	ck_assert_has(finding.explanation, "Visible: 40 own changes");
}
END_TEST

START_TEST(an_ambiguous_name_leaves_the_question_open)
{
	plant_reviewing_team(0);
	plant_lead(40, 0, 0);
	planted_sql(&planted, "UPDATE identity_person SET is_ambiguous = 1 WHERE person_id = 1");

	ck_assert_str_eq(outcome_of("P01"), "unknown");
	ck_assert_int_eq(finding.visible, VISIBLE_OWN_ONLY);
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
	plant_reviewing_team(0);
	plant_lead(40, 0, 0);
	PLANT(&planted, coverages[_i].silent, .author = 4);

	ck_assert_str_eq(outcome_of("P01"), coverages[_i].outcome);
}
END_TEST

START_TEST(where_others_did_little_there_was_nothing_to_review)
{
	PLANT(&planted, 40, .author = LEAD, .reviewer = 3);
	PLANT(&planted, 9, .author = 2, .reviewer = 3);

	ck_assert_str_eq(outcome_of("P01"), "n/a");
	ck_assert_has(finding.reason, "9 changes by others");
}
END_TEST

START_TEST(a_team_that_hardly_reviews_is_a_matter_of_the_team)
{
	/* One person reviews everything: the median of the seven others is zero. */
	for (int64_t author = 2; author <= 7; author++)
		PLANT(&planted, 10, .author = author, .reviewer = 8);
	PLANT(&planted, 40, .author = LEAD, .reviewer = 8);

	ck_assert_str_eq(outcome_of("P01"), "n/a");
	ck_assert_has(finding.reason, "matter of the team");
	ck_assert_double_eq(number_of("team_median"), 0);
}
END_TEST

START_TEST(a_small_team_is_measured_by_its_sum_and_shows_no_median)
{
	PLANT(&planted, 40, .author = LEAD, .reviewer = 2);
	PLANT(&planted, 20, .author = 2, .reviewer = 3);

	ck_assert_str_eq(outcome_of("P01"), "note");
	ck_assert_has(finding.explanation, "for the others together");
	ck_assert_ptr_null(strstr(finding.explanation, "half of the team"));
	for (size_t i = 0; i < finding.number_count; i++)
		ck_assert_str_ne(finding.numbers[i].name, "team_median");
}
END_TEST

START_TEST(few_own_changes_in_a_quarter_are_looked_at_as_half_a_year)
{
	plant_reviewing_team(0);
	plant_reviewing_team(QUARTER_BEFORE);
	plant_lead(10, 0, 0);
	plant_lead(10, 0, QUARTER_BEFORE);

	ck_assert_str_eq(outcome_of("P01"), "note");
	ck_assert_has(finding.explanation, "half a year");
	ck_assert_int_eq(finding.n, 20);
}
END_TEST

START_TEST(a_half_year_may_clear_too)
{
	plant_reviewing_team(0);
	plant_lead(10, 0, 0);
	plant_lead(2, 9, QUARTER_BEFORE);

	ck_assert_str_eq(outcome_of("P01"), "clear");
}
END_TEST

/* ---- P01: two periods ---- */

START_TEST(two_periods_in_a_row_warn)
{
	plant_reviewing_team(0);
	plant_reviewing_team(QUARTER_BEFORE);
	plant_lead(20, 0, 0);
	plant_lead(20, 0, QUARTER_BEFORE);

	ck_assert_str_eq(outcome_of("P01"), "warn");
	ck_assert_has(finding.reason, "as in the period before");
	ck_assert_has(finding.explanation, "20 of 80");
}
END_TEST

START_TEST(a_period_before_that_cannot_be_judged_does_not_warn)
{
	plant_reviewing_team(0);
	plant_lead(20, 0, 0);
	PLANT(&planted, 40, .author = LEAD, .time = QUARTER_BEFORE);
	PLANT(&planted, 40, .author = 2, .time = QUARTER_BEFORE);

	ck_assert_str_eq(outcome_of("P01"), "note");
}
END_TEST

START_TEST(partial_coverage_never_warns)
{
	plant_reviewing_team(0);
	plant_reviewing_team(QUARTER_BEFORE);
	plant_lead(20, 0, 0);
	plant_lead(20, 0, QUARTER_BEFORE);
	PLANT(&planted, 60, .author = 4);

	ck_assert_str_eq(outcome_of("P01"), "note");
}
END_TEST

/* ---- P01: thresholds from the configuration ---- */

START_TEST(the_threshold_can_be_set)
{
	plant_reviewing_team(0);
	plant_lead(23, 1, 0);
	ck_assert_str_eq(outcome_of("P01"), "clear");

	ck_assert_int_eq(config_add(config, "pattern.P01.upper", "0.33", CONFIG_COMMAND_LINE), 0);
	ck_assert_str_eq(outcome_of("P01"), "note");
	ck_assert_has(finding.explanation, "under 33 %");
}
END_TEST

START_TEST(a_threshold_that_is_no_share_is_refused_by_name)
{
	static const char *const values[] = { "0", "1", "-0.5", "7", "much" };

	plant_reviewing_team(0);
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		ck_assert_int_eq(config_add(config, "pattern.P01.upper", values[i], CONFIG_COMMAND_LINE), 0);
		ck_assert_int_eq(evaluate_in("P01", quarter), ERR_INVALID);
		ck_assert_ptr_null(finding.reason);
	}
}
END_TEST

/* ---- P01: words ---- */

START_TEST(a_note_tells_the_figures_the_measure_and_what_was_looked_for)
{
	plant_reviewing_team(0);
	plant_lead(34, 2, 0);

	ck_assert_str_eq(outcome_of("P01"), "note");

	ck_assert_has(finding.explanation, "2026-Q2");
	ck_assert_has(finding.explanation, "34 of 96 (35 %, 27 to 45)");
	ck_assert_has(finding.explanation, "100 % name a reviewer");
	ck_assert_has(finding.explanation, "2 of 62 (3 %, 1 to 11)");
	ck_assert_has(finding.explanation, "2 of 36 (6 %, 2 to 18)");
	ck_assert_has(finding.explanation, "middle half");
	ck_assert_has(finding.explanation, "expect about");
	ck_assert_has(finding.explanation, "integrated (0)");
	ck_assert_has(finding.explanation, "Recent changes by others");
	ck_assert_has(finding.explanation, "Base rate");
	ck_assert_has(finding.explanation, "leave nothing in a repository");
	ck_assert_ptr_null(strstr(finding.explanation, "Person"));
	ck_assert_double_eq(number_of("own_changes"), 34);
	ck_assert(!isnan(number_of("parity")));
}
END_TEST

START_TEST(a_repository_without_review_evidence_gives_figures_and_a_command)
{
	PLANT(&planted, 105, .author = LEAD, .is_forge = true);
	PLANT(&planted, 2, .author = LEAD, .has_doc = true, .is_forge = true);
	PLANT(&planted, 2, .author = 2, .pair = LEAD, .is_forge = true);
	PLANT(&planted, 200, .author = 3, .is_forge = true);

	ck_assert_str_eq(outcome_of("P01"), "unknown");

	ck_assert_int_eq(finding.visible, VISIBLE_OWN_ONLY);
	ck_assert_has(finding.reason, "0 % of 309 changes name a reviewer");
	ck_assert_has(finding.explanation,
	              "Visible: 109 own changes; on changes of others: reviewer of 0, co-author of 2");
	ck_assert_has(finding.explanation, "for 309 of 309 changes the record does not say who merged");
	ck_assert_has(finding.explanation, "documentation touched in 2");
	ck_assert_has(finding.explanation, "mostly own code");
	ck_assert_has(finding.explanation, "neither confirmed nor ruled out");
	ck_assert_has(finding.explanation, FETCH);
	ck_assert_str_eq(finding.next_command, FETCH);
}
END_TEST

START_TEST(every_unknown_carries_what_is_visible)
{
	PLANT(&planted, 5, .author = LEAD);
	PLANT(&planted, 2, .author = 2, .integrator = LEAD);
	PLANT(&planted, 20, .author = 3);

	ck_assert_str_eq(outcome_of("P01"), "unknown");
	ck_assert_int_eq(finding.visible, VISIBLE_MIXED);

	planted_sql(&planted, "DELETE FROM act WHERE kind = 'auth' AND person_id = 1");
	ck_assert_str_eq(outcome_of("P01"), "unknown");
	ck_assert_int_eq(finding.visible, VISIBLE_OTHERS);

	planted_sql(&planted, "DELETE FROM act WHERE person_id = 1");
	ck_assert_str_eq(outcome_of("P01"), "unknown");
	ck_assert_int_eq(finding.visible, VISIBLE_NONE);
}
END_TEST

/* ---- P04 ---- */

static const struct {
	int64_t reviewed, alone, documents;
	const char *outcome;
} merges[] = {
	{ 73, 27, 0, "clear" },   { 71, 29, 0, "note" }, { 70, 30, 0, "note" }, { 72, 28, 0, "note" },
	{ 69, 31, 0, "unknown" }, { 10, 4, 0, "thin" },  { 0, 0, 0, "thin" },   { 71, 9, 20, "silenced" },
};

START_TEST(self_merges_are_told_from_their_threshold_on)
{
	PLANT(&planted, merges[_i].reviewed, .author = 2, .reviewer = 3);
	PLANT(&planted, merges[_i].alone, .author = 3, .lines = 10);
	PLANT(&planted, merges[_i].documents, .author = 3, .is_doc_only = true);

	ck_assert_msg(strcmp(outcome_of("P04"), merges[_i].outcome) == 0, "%s", finding.explanation);
	ck_assert_int_eq(finding.person, 0);
}
END_TEST

START_TEST(written_by_two_is_not_alone)
{
	PLANT(&planted, 71, .author = 2, .reviewer = 3);
	PLANT(&planted, 29, .author = 3, .pair = 4);

	ck_assert_str_eq(outcome_of("P04"), "silenced");
}
END_TEST

START_TEST(self_merges_in_two_periods_warn_and_name_the_largest)
{
	for (int i = 0; i < 2; i++) {
		int64_t time = i == 0 ? 0 : QUARTER_BEFORE;

		PLANT(&planted, 70, .author = 2, .reviewer = 3, .time = time);
		PLANT(&planted, 29, .author = 3, .lines = 10, .time = time, .key = "pr:");
		PLANT(&planted, 1, .author = 3, .lines = 900, .time = time, .key = "pr:");
	}

	ck_assert_str_eq(outcome_of("P04"), "warn");
	ck_assert_has(finding.explanation, "pr:100 (900 lines)");
	ck_assert_has(finding.explanation, "30 of 100 (30 %");
}
END_TEST

START_TEST(merge_buttons_are_told_as_a_fact_and_judged_by_nobody)
{
	PLANT(&planted, 72, .author = 2, .integrator = 3);
	PLANT(&planted, 48, .author = 3);

	ck_assert_str_eq(outcome_of("P04"), "unknown");
	ck_assert_has(finding.explanation,
	              "72 of 120 changes were merged by somebody other than an author, 48 by an author");
	ck_assert_has(finding.explanation, "whether they were reviewed is not recorded here");
}
END_TEST

START_TEST(one_person_alone_has_nobody_to_ask)
{
	PLANT(&planted, 50, .author = 2);

	ck_assert_str_eq(outcome_of("P04"), "n/a");
}
END_TEST

START_TEST(the_threshold_of_self_merges_can_be_set)
{
	PLANT(&planted, 71, .author = 2, .reviewer = 3);
	PLANT(&planted, 29, .author = 3);
	ck_assert_int_eq(config_add(config, "pattern.P04.lower", "0.3", CONFIG_COMMAND_LINE), 0);

	ck_assert_str_eq(outcome_of("P04"), "clear");
}
END_TEST

/* ---- the language of all of them ---- */

static const char *const judging[] = {
	"fails",  "failed",        "lazy",       "poor",          "underperform", "bad ",   "worst",
	"weak",   "inactive",      "should",     "must ",         "blame",        "guilty", "careless",
	"sloppy", "selfish",       "ignor",      "incompeten",    "problem",      "wrong",  "never",
	"refus",  "unfortunately", "only ships", "does not help", "anonymous",
};

static void check_language(const char *text)
{
	struct text whole = text_of(text);

	for (size_t i = 0; i < sizeof(judging) / sizeof(judging[0]); i++)
		ck_assert_msg(text_find_nocase(whole, text_of(judging[i]), 0) < 0, "'%s' in: %s", judging[i], text);
}

static void check_finding_language(const char *id)
{
	outcome_of(id);
	check_language(finding.reason);
	check_language(finding.explanation);
}

START_TEST(no_finding_judges)
{
	/* Nothing, then uncovered, then every outcome that this team can have. */
	check_finding_language("P01");
	check_finding_language("P04");
	PLANT(&planted, 40, .author = LEAD);
	PLANT(&planted, 40, .author = 2);
	check_finding_language("P01");
	check_finding_language("P04");
	planted_sql(&planted,
	            "DELETE FROM change_credit; DELETE FROM change; DELETE FROM change_area; DELETE FROM act");
	plant_reviewing_team(0);
	plant_reviewing_team(QUARTER_BEFORE);
	plant_lead(20, 0, 0);
	check_finding_language("P01");
	ck_assert_int_eq(finding.outcome, OUTCOME_NOTE);
	plant_lead(20, 0, QUARTER_BEFORE);
	check_finding_language("P01");
	ck_assert_int_eq(finding.outcome, OUTCOME_WARN);
	PLANT(&planted, 45, .author = 3);
	check_finding_language("P04");
	PLANT(&planted, 3, .author = 2, .pair = LEAD);
	check_finding_language("P01");
	ck_assert_int_eq(finding.outcome, OUTCOME_CLEAR);
}
END_TEST

START_TEST(no_rule_judges_and_every_field_is_filled)
{
	const struct pattern_info *info;
	size_t count = 0;

	for (; (info = pattern_at(count)) != NULL; count++) {
		const char *const texts[] = { info->id,        info->name,      info->question, info->rule,
			                      info->silencers, info->base_rate, info->source };

		for (size_t j = 0; j < sizeof(texts) / sizeof(texts[0]); j++) {
			ck_assert(texts[j] != NULL && texts[j][0] != '\0');
			/* The source says in whose words a thing was named. */
			if (texts[j] != info->source)
				check_language(texts[j]);
		}
	}
	ck_assert_int_eq(count, 2);
}
END_TEST

START_TEST(built_and_not_built_patterns_are_seventeen_together)
{
	size_t count = 0;

	for (; patterns_not_built[count] != NULL; count++)
		ck_assert_ptr_null(pattern_find(text_slice(text_of(patterns_not_built[count]), 0, 3)));
	ck_assert_int_eq(count, 15);
	ck_assert_ptr_nonnull(pattern_find(TEXT("p01")));
	ck_assert_ptr_null(pattern_find(TEXT("P02")));
}
END_TEST

static void add_own_code_only(Suite *suite)
{
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
	tcase_add_test(tc, an_ambiguous_name_leaves_the_question_open);
	tcase_add_loop_test(tc, coverage_gates_the_note, 0, sizeof(coverages) / sizeof(coverages[0]));
	tcase_add_test(tc, where_others_did_little_there_was_nothing_to_review);
	tcase_add_test(tc, a_team_that_hardly_reviews_is_a_matter_of_the_team);
	tcase_add_test(tc, a_small_team_is_measured_by_its_sum_and_shows_no_median);
	tcase_add_test(tc, few_own_changes_in_a_quarter_are_looked_at_as_half_a_year);
	tcase_add_test(tc, a_half_year_may_clear_too);
	tcase_add_test(tc, two_periods_in_a_row_warn);
	tcase_add_test(tc, a_period_before_that_cannot_be_judged_does_not_warn);
	tcase_add_test(tc, partial_coverage_never_warns);
	tcase_add_test(tc, the_threshold_can_be_set);
	tcase_add_test(tc, a_threshold_that_is_no_share_is_refused_by_name);
	tcase_add_test(tc, a_note_tells_the_figures_the_measure_and_what_was_looked_for);
	tcase_add_test(tc, a_repository_without_review_evidence_gives_figures_and_a_command);
	tcase_add_test(tc, every_unknown_carries_what_is_visible);
	suite_add_tcase(suite, tc);
}

static void add_self_merges(Suite *suite)
{
	TCase *tc = tcase_create("P04");

	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_loop_test(tc, self_merges_are_told_from_their_threshold_on, 0, sizeof(merges) / sizeof(merges[0]));
	tcase_add_test(tc, written_by_two_is_not_alone);
	tcase_add_test(tc, self_merges_in_two_periods_warn_and_name_the_largest);
	tcase_add_test(tc, merge_buttons_are_told_as_a_fact_and_judged_by_nobody);
	tcase_add_test(tc, one_person_alone_has_nobody_to_ask);
	tcase_add_test(tc, the_threshold_of_self_merges_can_be_set);
	suite_add_tcase(suite, tc);
}

Suite *suite_patterns(void)
{
	Suite *suite = suite_create("patterns");
	TCase *tc = tcase_create("language");

	add_own_code_only(suite);
	add_self_merges(suite);
	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_test(tc, no_finding_judges);
	tcase_add_test(tc, no_rule_judges_and_every_field_is_filled);
	tcase_add_test(tc, built_and_not_built_patterns_are_seventeen_together);
	suite_add_tcase(suite, tc);
	return suite;
}
