/*
 * What a report puts beside a figure and before a pattern: movement, the year before, strengths, and no more than three
 * notes. Over planted truth; figures, patterns and the report itself are at work.
 */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "../analyzers/report/model.h"
#include "../cmd/render/render.h"
#include "support/pattern_kit.h"

Suite *suite_trends(void);

#define BEFORE (PLANTED_SINCE - 30 * DAY_SECS)        /* in the quarter before */
#define LONG_AGO (PLANTED_SINCE - 300 * DAY_SECS)     /* in the year before, not in the quarter before */
#define MIDDLE_BEFORE (PLANTED_SINCE - 45 * DAY_SECS) /* half of the quarter before was over */
#define LAST (PLANTED_UNTIL - DAY_SECS)

static struct pattern_kit kit;
static struct report report;
static int64_t subject = LEAD;
static struct report_request request;

static void start(void)
{
	pattern_kit_start(&kit);
	request = (struct report_request){ .period = { PLANTED_SINCE, PLANTED_UNTIL },
		                           .fiscal_month = 1,
		                           .team = "",
		                           .subjects = &subject,
		                           .subject_count = 1 };
	/* History reaches beyond both periods unless a test says otherwise. */
	PLANT(&kit.planted, 1, .author = 12, .time = PLANTED_SINCE - 900 * DAY_SECS);
	PLANT(&kit.planted, 1, .author = 12, .time = PLANTED_UNTIL + DAY_SECS);
}

static void stop(void)
{
	report_release(&report);
	pattern_kit_stop(&kit);
}

static void build(void)
{
	int ret;

	report_release(&report);
	ret = report_build(&report, kit.planted.store, kit.config, &request);
	ck_assert_msg(ret == 0, "%s", error_message());
	ck_assert_uint_eq(report.person_count, 1);
}

static const struct figure *find(const struct figure *figures, size_t count, const char *id)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(figures[i].id, id) == 0)
			return &figures[i];
	ck_abort_msg("no figure %s", id);
	return NULL;
}

static const struct figure *own(const char *id)
{
	return find(report.people[0].figures, report.people[0].figure_count, id);
}

static const struct figure *team(const char *id)
{
	return find(report.teams[0].figures, report.teams[0].figure_count, id);
}

/* ---- movement ---- */

START_TEST(a_figure_moves_against_the_period_before)
{
	plant_reviewing_team(&kit, 0);
	plant_reviewing_team(&kit, BEFORE);
	plant_lead(&kit, 40, 10, 0);
	plant_lead(&kit, 20, 40, BEFORE);
	build();

	ck_assert_int_eq(own("M01")->trend, TREND_UP);
	ck_assert_double_eq(own("M01")->before, 20);
	ck_assert_int_eq(own("M03")->trend, TREND_DOWN);
	ck_assert_double_eq(own("M03")->before, 40);
	/* 10 of 50 against 40 of 60 */
	ck_assert_int_eq(own("M04")->trend, TREND_DOWN);
	ck_assert_double_eq_tol(own("M04")->before, 40.0 / 60, 1e-9);
	/* All reviewed then and now: compared, and it did not move. */
	ck_assert_int_eq(team("M07")->trend, TREND_NONE);
	ck_assert_double_eq_tol(team("M07")->before, 1, 1e-9);
	/* A ratio is set beside the one before and gets no arrow. */
	ck_assert_int_eq(own("M05")->trend, TREND_NONE);
	ck_assert(!isnan(own("M05")->before));
}
END_TEST

START_TEST(a_change_of_recording_is_no_movement)
{
	plant_reviewing_team(&kit, 0);
	plant_lead(&kit, 40, 40, 0);
	PLANT(&kit.planted, 80, .author = 2, .time = BEFORE);
	PLANT(&kit.planted, 20, .author = LEAD, .time = BEFORE);
	PLANT(&kit.planted, 5, .author = 2, .reviewer = LEAD, .time = BEFORE);
	build();

	ck_assert_int_eq(report.coverage.state, COVERAGE_USABLE);
	ck_assert_int_eq(own("M03")->trend, TREND_NONE);
	ck_assert(isnan(own("M03")->before));
	ck_assert_int_eq(own("M04")->trend, TREND_NONE);
	ck_assert_int_eq(team("M07")->trend, TREND_NONE);
	/* Not even a little: one of both only partly recorded is enough. */
	PLANT(&kit.planted, 120, .author = 3, .reviewer = 4, .time = BEFORE);
	build();
	ck_assert_int_eq(own("M03")->trend, TREND_NONE);
	ck_assert(isnan(own("M03")->before));
	/* Who wrote is recorded all the same. */
	ck_assert_int_eq(own("M01")->trend, TREND_UP);
	/* From 70 % on both are usable. */
	PLANT(&kit.planted, 120, .author = 3, .reviewer = 4, .time = BEFORE);
	build();
	ck_assert_int_eq(own("M03")->trend, TREND_UP);
	ck_assert_double_eq(own("M03")->before, 5);
}
END_TEST

START_TEST(what_is_a_bound_or_left_no_trace_does_not_move)
{
	PLANT(&kit.planted, 40, .author = LEAD, .pair = 2);
	PLANT(&kit.planted, 40, .author = LEAD, .time = BEFORE);
	build();

	ck_assert_str_eq(team("M29")->note, "at least");
	ck_assert_int_eq(team("M29")->trend, TREND_NONE);
	ck_assert(isnan(team("M29")->before));
	ck_assert_int_eq(own("M15.joint")->trend, TREND_NONE);
}
END_TEST

START_TEST(counts_are_rates_over_the_time_that_history_covers)
{
	planted_sql(&kit.planted, "DELETE FROM change WHERE landed_time < 1775001600");
	PLANT(&kit.planted, 20, .author = LEAD, .time = MIDDLE_BEFORE);
	PLANT(&kit.planted, 40, .author = LEAD, .time = LAST);
	build();
	/* Twenty in half a quarter, forty in a whole one. */
	ck_assert_double_eq(own("M01")->before, 20);
	ck_assert_int_eq(own("M01")->trend, TREND_NONE);

	PLANT(&kit.planted, 1, .author = 12, .time = PLANTED_BEFORE);
	build();
	ck_assert_int_eq(own("M01")->trend, TREND_UP);
}
END_TEST

START_TEST(a_period_that_is_not_over_is_no_fall)
{
	planted_sql(&kit.planted, "DELETE FROM change WHERE landed_time >= 1782864000");
	PLANT(&kit.planted, 40, .author = LEAD, .time = BEFORE);
	PLANT(&kit.planted, 20, .author = LEAD, .time = PLANTED_SINCE + 45 * DAY_SECS);
	build();
	ck_assert_int_eq(own("M01")->trend, TREND_NONE);

	PLANT(&kit.planted, 1, .author = 12, .time = LAST);
	build();
	ck_assert_int_eq(own("M01")->trend, TREND_DOWN);
}
END_TEST

START_TEST(declared_absence_makes_counts_no_news)
{
	PLANT(&kit.planted, 40, .author = LEAD, .has_doc = true, .time = BEFORE);
	PLANT(&kit.planted, 20, .author = LEAD);
	build();
	ck_assert_int_eq(own("M01")->trend, TREND_DOWN);
	ck_assert_int_eq(own("M16")->trend, TREND_DOWN);

	planted_sql(&kit.planted, "INSERT INTO declared VALUES ('absence', 1, '', 1775001600, 1775606400)");
	build();
	ck_assert_int_eq(own("M01")->trend, TREND_NONE);
	ck_assert_double_eq(own("M01")->before, 40);
	ck_assert_int_eq(own("M16")->trend, TREND_DOWN);
	/* The team's counts are not one person's. */
	ck_assert_int_eq(team("M01")->trend, TREND_DOWN);
}
END_TEST

/* ---- the year ---- */

START_TEST(the_year_before_stands_beside_the_figures_it_is_known_of)
{
	PLANT(&kit.planted, 30, .author = LEAD, .has_doc = true, .time = LONG_AGO);
	PLANT(&kit.planted, 70, .author = LEAD, .reviewer = 2, .time = BEFORE);
	PLANT(&kit.planted, 900, .author = LEAD, .has_doc = true, .time = PLANTED_SINCE - 366 * DAY_SECS);
	PLANT(&kit.planted, 50, .author = LEAD);
	PLANT(&kit.planted, 50, .author = 2);
	build();

	ck_assert_double_eq_tol(own("M16")->year, 0.3, 1e-9);
	ck_assert_double_eq_tol(team("M16")->year, 0.3, 1e-9);
	ck_assert_double_eq(own("M01")->year, 100);
	/* Reviews are not recorded now. */
	ck_assert(isnan(own("M04")->year));
	/* Not among what is computed of the year. */
	ck_assert(isnan(own("M02")->year));
}
END_TEST

START_TEST(the_year_is_the_same_as_a_report_over_it)
{
	const struct scope quarter = { "", 0, { PLANTED_BEFORE, PLANTED_SINCE } };
	struct scope whole = quarter;
	struct metric_values year = { 0 }, values = { 0 };
	enum coverage_state coverage, year_coverage;

	plant_reviewing_team(&kit, LONG_AGO);
	plant_reviewing_team(&kit, BEFORE);
	plant_lead(&kit, 12, 7, LONG_AGO);
	plant_lead(&kit, 9, 4, BEFORE);
	PLANT(&kit.planted, 5, .author = 3, .integrator = LEAD, .has_decision = true, .time = LONG_AGO);
	whole.period = period_year(quarter.period);
	ck_assert_int_eq(whole.period.until_time - whole.period.since_time, 365 * DAY_SECS);
	ck_assert_int_eq(metric_compute(&values, &coverage, kit.planted.store, &whole), 0);
	{
		struct metric_values before = { 0 };

		ck_assert_int_eq(metric_compute(&before, &year_coverage, kit.planted.store, &quarter), 0);
		metric_values_release(&before);
	}
	ck_assert_int_eq(metric_compute_year(&year, &year_coverage, kit.planted.store, &quarter), 0);

	ck_assert_int_eq(year_coverage, coverage);
	ck_assert_uint_gt(year.count, 20);
	for (size_t i = 0; i < year.count; i++) {
		const struct metric_value *got = &year.at[i];
		const struct metric_value *want = metric_values_find(&values, got->id, got->person);

		ck_assert_ptr_nonnull(want);
		ck_assert_msg(got->k == want->k && got->n == want->n && got->state == want->state,
		              "%s of %lld: %lld/%lld", got->id, (long long)got->person, (long long)got->k,
		              (long long)got->n);
	}
	metric_values_release(&year);
	metric_values_release(&values);
}
END_TEST

/* ---- strengths and notes ---- */

START_TEST(strengths_of_each_person_stand_in_the_report)
{
	PLANT(&kit.planted, 30, .author = 2);
	PLANT(&kit.planted, 2, .author = 3, .is_newcomer = true, .reviewer = LEAD);
	PLANT(&kit.planted, 2, .author = 4, .is_newcomer = true, .reviewer = LEAD);
	build();

	ck_assert_uint_eq(report.people[0].strength_count, 1);
	ck_assert_str_eq(report.people[0].strengths[0].id, "newcomer-friend");
	ck_assert_has(report.people[0].strengths[0].reason, "4 changes of 2 newcomers");
}
END_TEST

static struct finding note(const char *pattern, double weight, enum outcome outcome)
{
	return (struct finding){ .pattern = pattern,
		                 .person = LEAD,
		                 .outcome = outcome,
		                 .reason = xstrndup("because", 7),
		                 .weight = weight };
}

static void limit(struct finding *findings, size_t count, bool has_all)
{
	struct report_person person = { .findings = findings, .finding_count = count };
	struct report limited = { .people = &person, .person_count = 1 };
	struct report_request asked = { .has_all_notes = has_all };
	struct building building = { .report = &limited, .request = &asked };

	model_limit_notes(&building);
	arena_release(&limited.arena);
}

static void release(struct finding *findings, size_t count)
{
	for (size_t i = 0; i < count; i++)
		finding_release(&findings[i]);
}

START_TEST(of_more_than_three_notes_the_weightiest_stay)
{
	struct finding findings[] = {
		note("P01", NAN, OUTCOME_WARN), note("P06", 0.5, OUTCOME_NOTE), note("P07", 2, OUTCOME_CLEAR),
		note("P13", 1.5, OUTCOME_NOTE), note("P14", 0.5, OUTCOME_NOTE), note("P16", 3, OUTCOME_WARN),
	};

	limit(findings, 6, true);
	ck_assert_int_eq(findings[0].outcome, OUTCOME_WARN);
	limit(findings, 6, false);
	/* Without a weight last; of equal weights the first id stays. */
	ck_assert_int_eq(findings[0].outcome, OUTCOME_SILENCED);
	ck_assert_has(findings[0].reason, "three notes say more; 'git lead explain P01'");
	ck_assert_int_eq(findings[1].outcome, OUTCOME_NOTE);
	ck_assert_int_eq(findings[2].outcome, OUTCOME_CLEAR);
	ck_assert_int_eq(findings[3].outcome, OUTCOME_NOTE);
	ck_assert_int_eq(findings[4].outcome, OUTCOME_SILENCED);
	ck_assert_int_eq(findings[5].outcome, OUTCOME_WARN);
	release(findings, 6);
}
END_TEST

START_TEST(three_notes_and_none_are_left_alone)
{
	struct finding findings[] = { note("P01", NAN, OUTCOME_NOTE), note("P06", NAN, OUTCOME_NOTE),
		                      note("P07", 0, OUTCOME_WARN) };

	limit(findings, 3, false);
	for (size_t i = 0; i < 3; i++)
		ck_assert_str_eq(findings[i].reason, "because");
	limit(findings, 0, false);
	release(findings, 3);
}
END_TEST

/* ---- sealed ---- */

START_TEST(a_trend_is_that_of_the_day_of_the_seal)
{
	PLANT(&kit.planted, 20, .author = LEAD, .time = BEFORE);
	PLANT(&kit.planted, 40, .author = LEAD);
	request.freeze = request.is_up_to_date = true;
	build();
	request.freeze = false;
	ck_assert_int_eq(own("M01")->trend, TREND_UP);
	PLANT(&kit.planted, 160, .author = LEAD, .time = BEFORE);
	build();

	ck_assert_double_eq(own("M01")->value, 40);
	ck_assert_double_eq(own("M01")->before, 20);
	ck_assert_int_eq(own("M01")->trend, TREND_UP);
}
END_TEST

Suite *suite_trends(void)
{
	Suite *suite = suite_create("trends");
	TCase *tc = tcase_create("trends");

	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_test(tc, a_figure_moves_against_the_period_before);
	tcase_add_test(tc, a_change_of_recording_is_no_movement);
	tcase_add_test(tc, what_is_a_bound_or_left_no_trace_does_not_move);
	tcase_add_test(tc, counts_are_rates_over_the_time_that_history_covers);
	tcase_add_test(tc, a_period_that_is_not_over_is_no_fall);
	tcase_add_test(tc, declared_absence_makes_counts_no_news);
	tcase_add_test(tc, the_year_before_stands_beside_the_figures_it_is_known_of);
	tcase_add_test(tc, the_year_is_the_same_as_a_report_over_it);
	tcase_add_test(tc, strengths_of_each_person_stand_in_the_report);
	tcase_add_test(tc, of_more_than_three_notes_the_weightiest_stay);
	tcase_add_test(tc, three_notes_and_none_are_left_alone);
	tcase_add_test(tc, a_trend_is_that_of_the_day_of_the_seal);
	suite_add_tcase(suite, tc);
	return suite;
}
