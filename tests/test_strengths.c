/*
 * Strengths against planted truth: each threshold on both sides, at no coverage too, and their words. M25 and M28 are
 * handed in as figures, so that the rule alone is at work.
 */
#include <check.h>
#include <math.h>
#include <string.h>
#include "lead/pattern.h"
#include "support/pattern_kit.h"

Suite *suite_strengths(void);

#define IN_YEAR (PLANTED_SINCE - 200 * DAY_SECS)

static struct pattern_kit kit;
static struct strength shown;

static void start(void)
{
	pattern_kit_start(&kit);
}

static void stop(void)
{
	strength_release(&shown);
	pattern_kit_stop(&kit);
}

static bool evaluate_on(const char *id, const struct pattern_input *input)
{
	const struct strength_info *info = strength_find(text_of(id));
	int ret;

	ck_assert_ptr_nonnull(info);
	strength_release(&shown);
	ret = info->evaluate(&shown, input);
	ck_assert_msg(ret == 0, "%s", error_message());
	ck_assert(shown.is_shown == (shown.reason != NULL));
	return shown.is_shown;
}

/* Over the quarter under test; the tables speak of it, as in a report. */
static bool evaluate(const char *id)
{
	const struct scope quarter = { "", 0, { PLANTED_SINCE, PLANTED_UNTIL } };
	const struct scope before = { "", 0, period_before(quarter.period) };
	struct metric_values values = { 0 }, previous = { 0 }, year = { 0 };
	struct pattern_input input = { .store = kit.planted.store,
		                       .config = kit.config,
		                       .scope = &quarter,
		                       .values = &values,
		                       .previous_values = &previous,
		                       .year_values = &year,
		                       .person = LEAD,
		                       .is_subject = true };
	bool is_shown;

	ck_assert_int_eq(metric_compute(&previous, &input.previous_coverage, kit.planted.store, &before), 0);
	ck_assert_int_eq(metric_compute_year(&year, &input.previous_coverage, kit.planted.store, &before), 0);
	ck_assert_int_eq(metric_compute(&values, &input.coverage, kit.planted.store, &quarter), 0);
	is_shown = evaluate_on(id, &input);
	metric_values_release(&values);
	metric_values_release(&previous);
	metric_values_release(&year);
	return is_shown;
}

/* ---- multiplier ---- */

/* Of 40 changes in the lead's area 18 are 45 % (31 to 60), 17 are 42 % (29 to 58). */
static void plant_supported(int64_t supported, int64_t others)
{
	int64_t least = 3 * others;

	for (int64_t i = 0; i < others; i++)
		PLANT(&kit.planted, 3, .author = 2 + i, .integrator = LEAD);
	PLANT(&kit.planted, supported - least, .author = 2, .integrator = LEAD);
	PLANT(&kit.planted, 40 - supported, .author = LEAD);
}

START_TEST(a_multiplier_stands_behind_three_in_ten_changes_of_three_others)
{
	plant_supported(18, 3);

	ck_assert(evaluate("multiplier"));
	ck_assert_has(shown.reason, "18 of 40 (45 %, 31 to 60)");
	ck_assert_has(shown.reason, "3 others");
}
END_TEST

START_TEST(a_multiplier_is_not_shown_where_chance_would_do)
{
	plant_supported(17, 3);
	ck_assert(!evaluate("multiplier"));
}
END_TEST

START_TEST(a_multiplier_is_not_shown_for_two_others)
{
	plant_supported(18, 2);
	ck_assert(!evaluate("multiplier"));
}
END_TEST

START_TEST(a_multiplier_needs_twenty_changes)
{
	for (int64_t other = 2; other <= 4; other++)
		PLANT(&kit.planted, 6, .author = other, .integrator = LEAD);
	PLANT(&kit.planted, 1, .author = LEAD);

	ck_assert(!evaluate("multiplier"));
	PLANT(&kit.planted, 1, .author = LEAD);
	ck_assert(evaluate("multiplier"));
}
END_TEST

/* ---- broad reviewer ---- */

/* Each member reviews twenty changes, of that many people, as evenly as that goes. */
static void plant_reviews(int64_t reviewer, int64_t people, int64_t count)
{
	for (int64_t i = 0; i < count; i++) {
		int64_t author = 1 + i % people;

		PLANT(&kit.planted, 1, .author = author == reviewer ? 12 : author, .reviewer = reviewer);
	}
}

START_TEST(a_broad_reviewer_reaches_more_people_than_three_in_four_members)
{
	plant_reviews(LEAD, 4, 20);
	plant_reviews(2, 2, 20);
	plant_reviews(3, 2, 20);
	plant_reviews(4, 2, 20);
	plant_reviews(5, 2, 19);
	ck_assert(!evaluate("broad-reviewer"));

	plant_reviews(5, 2, 1);
	ck_assert(evaluate("broad-reviewer"));
	ck_assert_has(shown.reason, "5 reviewing members");
	ck_assert_double_eq_tol(shown.numbers[0].value, 4, 1e-9);
	ck_assert_double_eq_tol(shown.numbers[1].value, 2, 1e-9);
	ck_assert_int_eq(shown.numbers[0].unit, NUMBER_COUNT);

	/* Quartiles of four others than who opted out are not told. */
	planted_sql(&kit.planted, "INSERT INTO declared VALUES ('optout', 5, '', 0, 4000000000)");
	ck_assert(!evaluate("broad-reviewer"));
}
END_TEST

START_TEST(as_broad_as_the_upper_quarter_is_not_broader)
{
	plant_reviews(LEAD, 4, 20);
	plant_reviews(2, 4, 20);
	plant_reviews(3, 4, 20);
	plant_reviews(4, 2, 20);
	plant_reviews(5, 2, 20);

	ck_assert(!evaluate("broad-reviewer"));
}
END_TEST

START_TEST(breadth_of_nineteen_reviews_is_not_told)
{
	plant_reviews(LEAD, 4, 19);
	for (int64_t member = 2; member <= 6; member++)
		plant_reviews(member, 2, 20);
	ck_assert(!evaluate("broad-reviewer"));
}
END_TEST

/* ---- newcomer friend ---- */

START_TEST(a_friend_of_newcomers_supported_two_of_them)
{
	PLANT(&kit.planted, 30, .author = 2);
	PLANT(&kit.planted, 5, .author = 3, .is_newcomer = true, .reviewer = LEAD);
	ck_assert(!evaluate("newcomer-friend"));

	/* Whatever the coverage: two of 36 changes carry reviews. */
	PLANT(&kit.planted, 1, .author = 4, .is_newcomer = true, .helper = LEAD);
	ck_assert(evaluate("newcomer-friend"));
	ck_assert_has(shown.reason, "6 changes of 2 newcomers");
}
END_TEST

/* ---- writes it down ---- */

/* 9 of 30 against 10 of 100: from 5 points up to 38; 8 of 30: from 2 to 35; 7 of 30: from 1 below zero. */
static const struct {
	int64_t documents;
	bool is_shown;
} document_cases[] = { { 9, true }, { 8, true }, { 7, false }, { 0, false } };

START_TEST(documents_above_the_own_year_are_shown)
{
	PLANT(&kit.planted, 10, .author = LEAD, .has_doc = true, .time = IN_YEAR);
	PLANT(&kit.planted, 90, .author = LEAD, .time = IN_YEAR);
	PLANT(&kit.planted, document_cases[_i].documents, .author = LEAD, .has_doc = true);
	PLANT(&kit.planted, 30 - document_cases[_i].documents, .author = LEAD);

	ck_assert_int_eq(evaluate("writes-it-down"), document_cases[_i].is_shown);
	if (document_cases[_i].documents == 9) {
		ck_assert_has(shown.reason, "9 of 30 (30 %, 17 to 48) own changes");
		ck_assert_has(shown.reason, "in the year before 10 of 100");
	}
}
END_TEST

START_TEST(documents_need_twenty_changes_then_and_now)
{
	PLANT(&kit.planted, 19, .author = LEAD, .time = IN_YEAR);
	PLANT(&kit.planted, 30, .author = LEAD, .has_doc = true);
	ck_assert(!evaluate("writes-it-down"));

	PLANT(&kit.planted, 1, .author = LEAD, .time = IN_YEAR);
	ck_assert(evaluate("writes-it-down"));
}
END_TEST

START_TEST(what_lies_more_than_a_year_back_is_no_baseline)
{
	PLANT(&kit.planted, 30, .author = LEAD, .time = PLANTED_SINCE - 365 * DAY_SECS - 1);
	PLANT(&kit.planted, 30, .author = LEAD, .has_doc = true);
	ck_assert(!evaluate("writes-it-down"));
}
END_TEST

/* Of two records and none in the year before the interval begins at 0.34, a quarter is 0.20 of both times. */
START_TEST(two_decision_records_after_a_year_without_are_shown)
{
	PLANT(&kit.planted, 1, .author = LEAD, .has_decision = true);
	ck_assert(!evaluate("writes-it-down"));

	PLANT(&kit.planted, 1, .author = LEAD, .has_decision = true);
	ck_assert(evaluate("writes-it-down"));
	ck_assert_has(shown.reason, "2 changes of decision records; in the year before 0");
}
END_TEST

START_TEST(as_many_decision_records_as_in_the_year_are_no_strength)
{
	PLANT(&kit.planted, 8, .author = LEAD, .has_decision = true, .time = IN_YEAR);
	PLANT(&kit.planted, 4, .author = LEAD, .has_decision = true);
	ck_assert(!evaluate("writes-it-down"));
}
END_TEST

/* ---- gives credit, spread knowledge ---- */

static struct metric_value share(const char *id, int64_t person, int64_t k, int64_t n, enum metric_state state)
{
	struct interval interval = wilson(k, n);
	struct metric_value value = { .person = person,
		                      .value = n ? (double)k / (double)n : NAN,
		                      .k = k,
		                      .n = n,
		                      .low = interval.low,
		                      .high = interval.high,
		                      .state = state };

	memcpy(value.id, id, strlen(id) + 1);
	return value;
}

static bool credit(int64_t k, enum metric_state state)
{
	struct metric_value at[] = { share("M28", 0, 100, 1000, STATE_OK), share("M28", LEAD, k, 40, state) };
	struct metric_values values = { at, 2, 2 };
	struct pattern_input input = { .values = &values, .person = LEAD };

	return evaluate_on("gives-credit", &input);
}

START_TEST(giving_credit_lies_above_the_teams_share_with_its_whole_interval)
{
	/* Wilson: 9 of 40 from 0.123, 8 of 40 from 0.105, 7 of 40 from 0.088. */
	ck_assert(credit(9, STATE_OK));
	ck_assert_has(shown.reason, "9 of 40");
	ck_assert_has(shown.reason, "the team on 10 %");
	ck_assert(credit(8, STATE_OK));
	ck_assert(!credit(7, STATE_OK));
	ck_assert(!credit(9, STATE_THIN));
	ck_assert(!credit(9, STATE_NA));
}
END_TEST

START_TEST(without_the_figure_there_is_no_strength)
{
	struct metric_values none = { 0 };
	struct pattern_input input = { .values = &none, .person = LEAD };
	const struct strength_info *info;

	for (size_t i = 0; (info = strength_at(i)) != NULL; i++)
		ck_assert_msg(!evaluate_on(info->id, &input), "%s", info->id);
}
END_TEST

static bool spread(int64_t before, int64_t now, int64_t n, bool has_before)
{
	struct metric_value earlier[] = { share("M25.home", LEAD, before, n, STATE_OK) };
	struct metric_value later[] = { share("M25.home", LEAD, now, n, STATE_OK) };
	struct metric_values previous = { earlier, 1, 1 }, values = { later, 1, 1 };
	struct pattern_input input = { .values = &values,
		                       .previous_values = has_before ? &previous : NULL,
		                       .person = LEAD };

	return evaluate_on("spread-knowledge", &input);
}

START_TEST(spread_knowledge_is_a_fall_beyond_chance_and_beyond_a_tenth)
{
	ck_assert(spread(500, 399, 1000, true));
	ck_assert_has(shown.reason, "500 of 1000");
	ck_assert_has(shown.reason, "399 of 1000");
	ck_assert(!spread(500, 401, 1000, true));
	ck_assert(!spread(20, 14, 40, true));
	ck_assert(spread(20, 9, 40, true));
	ck_assert(!spread(9, 20, 40, true));
	ck_assert(!spread(0, 0, 0, true));
	ck_assert(!spread(500, 399, 1000, false));
}
END_TEST

/* ---- the table ---- */

START_TEST(the_table_is_sorted_and_every_strength_says_what_it_is)
{
	const struct strength_info *info;
	const char *last = "";

	for (size_t i = 0; (info = strength_at(i)) != NULL; i++) {
		ck_assert_int_lt(strcmp(last, info->id), 0);
		ck_assert(info->name[0] && info->rule[0] && info->source[0]);
		ck_assert(strength_find(text_of(info->id)) == info);
		last = info->id;
	}
	ck_assert_ptr_null(strength_find(TEXT("heroism")));
}
END_TEST

Suite *suite_strengths(void)
{
	Suite *suite = suite_create("strengths");
	TCase *tc = tcase_create("strengths");

	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_test(tc, a_multiplier_stands_behind_three_in_ten_changes_of_three_others);
	tcase_add_test(tc, a_multiplier_is_not_shown_where_chance_would_do);
	tcase_add_test(tc, a_multiplier_is_not_shown_for_two_others);
	tcase_add_test(tc, a_multiplier_needs_twenty_changes);
	tcase_add_test(tc, a_broad_reviewer_reaches_more_people_than_three_in_four_members);
	tcase_add_test(tc, as_broad_as_the_upper_quarter_is_not_broader);
	tcase_add_test(tc, breadth_of_nineteen_reviews_is_not_told);
	tcase_add_test(tc, a_friend_of_newcomers_supported_two_of_them);
	tcase_add_loop_test(tc, documents_above_the_own_year_are_shown, 0,
	                    (int)(sizeof(document_cases) / sizeof(document_cases[0])));
	tcase_add_test(tc, documents_need_twenty_changes_then_and_now);
	tcase_add_test(tc, what_lies_more_than_a_year_back_is_no_baseline);
	tcase_add_test(tc, two_decision_records_after_a_year_without_are_shown);
	tcase_add_test(tc, as_many_decision_records_as_in_the_year_are_no_strength);
	tcase_add_test(tc, giving_credit_lies_above_the_teams_share_with_its_whole_interval);
	tcase_add_test(tc, without_the_figure_there_is_no_strength);
	tcase_add_test(tc, spread_knowledge_is_a_fall_beyond_chance_and_beyond_a_tenth);
	tcase_add_test(tc, the_table_is_sorted_and_every_strength_says_what_it_is);
	suite_add_tcase(suite, tc);
	return suite;
}
