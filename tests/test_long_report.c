/* Eight periods and the first page over a planted team of six who write and review one another's changes. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "lead/config.h"
#include "lead/report.h"
#include "support/planted_team.h"

Suite *suite_long_report(void);

#define FOREVER "-4000000000000000000, 4000000000000000000"
#define LAST (SERIES_PERIODS - 1)

static struct planted planted;
static struct config *config;
static struct report report;
static struct report_request request;
static int64_t subjects[1];

static void start(void)
{
	planted_start(&planted);
	planted_people(&planted, 8);
	config = config_new();
	report = (struct report){ 0 };
	request = (struct report_request){
		.period = { PLANTED_SINCE, PLANTED_UNTIL }, .fiscal_month = 1, .is_long = true, .subjects = subjects
	};
}

static void stop(void)
{
	report_release(&report);
	config_free(config);
	planted_stop(&planted);
}

/* So many changes of each of six, and so many more that nobody reviewed. */
static void work(int64_t time, int64_t reviewed, int64_t others)
{
	for (int64_t i = 0; i < 6; i++) {
		PLANT(&planted, reviewed, .author = i + 1, .reviewer = (i + 1) % 6 + 1, .time = time);
		PLANT(&planted, others, .author = i + 1, .time = time);
	}
}

static void build(int64_t subject)
{
	subjects[0] = subject;
	request.subject_count = subject != 0;
	report_release(&report);
	ck_assert_msg(report_build(&report, planted.store, config, &request) == 0, "%s", error_message());
}

static const struct figure *point(const struct report_series *series, size_t count, const char *id, int position)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(series[i].id, id))
			return &series[i].points[position];
	ck_abort_msg("no series %s", id);
}

static const struct figure *of_team(const char *id, int position)
{
	return point(report.teams[0].series, report.teams[0].series_count, id, position);
}

static const struct figure *of_person(const char *id, int position)
{
	return point(report.people[0].series, report.people[0].series_count, id, position);
}

static const char *sentence(const char *id)
{
	for (size_t i = 0; i < report.teams[0].headline_count; i++)
		if (!strcmp(report.teams[0].headlines[i].id, id))
			return report.teams[0].headlines[i].sentence;
	ck_abort_msg("no headline %s", id);
}

static const char *brief(const char *id)
{
	for (size_t i = 0; i < report.teams[0].headline_count; i++)
		if (!strcmp(report.teams[0].headlines[i].id, id))
			return report.teams[0].headlines[i].brief;
	ck_abort_msg("no headline %s", id);
}

/* ---- periods ---- */

START_TEST(eight_quarters_end_with_that_of_the_report)
{
	work(PLANTED_BEFORE, 5, 0);
	work(PLANTED_SINCE, 10, 0);
	build(1);
	ck_assert_str_eq(report.periods[LAST].name, "2026-Q2");
	ck_assert_str_eq(report.periods[0].name, "2024-Q3");
	ck_assert(report.periods[LAST - 1].is_known);
	ck_assert(!report.periods[LAST - 2].is_known);
	ck_assert_int_eq(of_team("M01", LAST)->k, 60);
	ck_assert_int_eq(of_team("M01", LAST - 1)->k, 30);
	ck_assert_int_eq(of_team("M01", LAST - 2)->state, STATE_UNKNOWN);
	ck_assert(isnan(of_team("M01", LAST - 2)->value));
	ck_assert_int_eq(of_person("M03", LAST)->k, 10);
	ck_assert_int_eq(of_person("M03", LAST - 1)->k, 5);
	ck_assert_int_eq(report.teams[0].coverages[LAST - 1], COVERAGE_USABLE);
}
END_TEST

START_TEST(a_point_is_what_a_report_of_that_quarter_says)
{
	int64_t k;

	work(PLANTED_BEFORE - 90 * 86400, 3, 1);
	work(PLANTED_BEFORE, 5, 2);
	work(PLANTED_SINCE, 10, 0);
	PLANT(&planted, 1, .author = 1, .time = PLANTED_BEFORE - 100 * 86400);
	build(1);
	k = of_person("M01", LAST - 2)->k;
	ck_assert(report.periods[LAST - 2].is_known);
	request.period = report.periods[LAST - 2].period;
	build(1);
	ck_assert_int_eq(of_person("M01", LAST)->k, k);
	ck_assert_int_eq(k, 4);
}
END_TEST

START_TEST(a_quarter_away_has_no_point)
{
	work(PLANTED_BEFORE, 5, 0);
	work(PLANTED_SINCE, 10, 0);
	planted_sql(&planted, "INSERT INTO declared VALUES ('absence', 1, '', 1767225600, 1775001600);");
	build(1);
	ck_assert_int_eq(of_person("M01", LAST - 1)->state, STATE_WITHHELD);
	ck_assert_int_eq(of_person("M01", LAST)->k, 10);
}
END_TEST

START_TEST(a_quarter_before_the_membership_is_not_asked)
{
	work(PLANTED_BEFORE, 5, 0);
	work(PLANTED_SINCE, 10, 0);
	planted_sql(&planted, "INSERT INTO member SELECT 'core', id, 0, " FOREVER " FROM person WHERE id > 1;\n"
	                      "INSERT INTO member VALUES ('core', 1, 0, 1775001600, 4000000000000000000);");
	request.team = "core";
	build(1);
	ck_assert_int_eq(of_person("M01", LAST - 1)->state, STATE_NA);
	ck_assert_int_eq(of_person("M01", LAST)->k, 10);
}
END_TEST

/* In the quarter before only the one with a page and one other were at work. */
START_TEST(a_sum_of_then_tells_nobody_either)
{
	PLANT(&planted, 20, .author = 1, .reviewer = 2, .time = PLANTED_BEFORE);
	work(PLANTED_SINCE, 10, 0);
	request.is_for_others = true;
	request.least_rest = request.least_group = 3;
	build(1);
	ck_assert_int_eq(of_team("M01", LAST - 1)->state, STATE_WITHHELD);
	ck_assert_int_eq(of_team("M01", LAST)->k, 60);
	ck_assert_int_eq(of_person("M01", LAST - 1)->k, 20);
}
END_TEST

START_TEST(a_sealed_quarter_keeps_its_points)
{
	work(PLANTED_BEFORE, 5, 0);
	work(PLANTED_SINCE, 10, 0);
	build(1);
	request.period = report.periods[LAST - 1].period;
	request.freeze = request.is_up_to_date = true;
	build(1);
	request.freeze = false;
	request.period = (struct period){ PLANTED_SINCE, PLANTED_UNTIL };
	PLANT(&planted, 7, .author = 1, .reviewer = 2, .time = PLANTED_BEFORE);
	build(1);
	ck_assert(report.periods[LAST - 1].is_sealed);
	ck_assert_int_eq(of_team("M01", LAST - 1)->k, 30);
	ck_assert_int_eq(of_person("M01", LAST - 1)->k, 5);
	ck_assert_int_eq(report.teams[0].coverages[LAST - 1], COVERAGE_USABLE);
	/* Who was not sealed then stands with what is computed now. */
	build(2);
	ck_assert_int_eq(of_team("M01", LAST - 1)->k, 30);
	ck_assert_int_eq(of_person("M03", LAST - 1)->k, 12);
}
END_TEST

/* ---- the first page ---- */

START_TEST(sentences_tell_interval_and_movement)
{
	work(PLANTED_BEFORE, 8, 2);
	work(PLANTED_SINCE, 10, 0);
	build(0);
	ck_assert_uint_eq(report.teams[0].headline_count, 6);
	ck_assert_str_eq(sentence("coverage"),
	                 "100 % of 60 changes carry review evidence (94 to 100), up from 80 % the quarter before.");
	ck_assert_str_eq(brief("coverage"), "of 60 changes.");
	ck_assert_ptr_nonnull(strstr(sentence("spread"), "were given by the one person who gave most"));
	ck_assert_str_eq(sentence("newcomers"), "Nothing of the kind landed in this quarter.");
	ck_assert_ptr_nonnull(strstr(sentence("documents"), "No trace of a decision record."));
	ck_assert_str_eq(report.title, "Team health of k, 2026-Q2");
}
END_TEST

START_TEST(what_cannot_be_compared_says_why)
{
	work(PLANTED_BEFORE, 1, 9);
	work(PLANTED_SINCE, 10, 2);
	build(0);
	ck_assert_ptr_nonnull(strstr(sentence("coverage"), "not comparable: reviews were not recorded then."));
	request.period = report.periods[LAST - 1].period;
	build(0);
	ck_assert_ptr_nonnull(strstr(sentence("coverage"), "At least 10 % of 60 changes"));
	ck_assert_str_eq(sentence("spread"), "Not recorded here, so nothing can be told.");
	ck_assert_ptr_nonnull(strstr(sentence("findings"), "Could not be judged: "));
}
END_TEST

/* An id that is no figure's would be unknown for ever and look like a gap of the record. */
static void each_is_of_a_figure(const struct report_series *series, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *note = series[i].points[LAST].note;

		/* Without newcomers there is none of theirs. */
		if (strcmp(series[i].id, "M12.new") != 0)
			ck_assert_msg(!note || strcmp(note, "no figure of this time") != 0, "%s", series[i].id);
	}
}

START_TEST(every_series_is_of_a_figure)
{
	work(PLANTED_SINCE, 10, 0);
	build(1);
	each_is_of_a_figure(report.teams[0].series, report.teams[0].series_count);
	each_is_of_a_figure(report.people[0].series, report.people[0].series_count);
}
END_TEST

START_TEST(a_title_may_be_given)
{
	work(PLANTED_SINCE, 10, 0);
	ck_assert_int_eq(config_add(config, "lead.title", "How we are", CONFIG_GIT), 0);
	build(0);
	ck_assert_str_eq(report.title, "How we are");
}
END_TEST

Suite *suite_long_report(void)
{
	Suite *suite = suite_create("long_report");
	TCase *tc = tcase_create("long");

	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_test(tc, eight_quarters_end_with_that_of_the_report);
	tcase_add_test(tc, a_point_is_what_a_report_of_that_quarter_says);
	tcase_add_test(tc, a_quarter_away_has_no_point);
	tcase_add_test(tc, a_quarter_before_the_membership_is_not_asked);
	tcase_add_test(tc, a_sum_of_then_tells_nobody_either);
	tcase_add_test(tc, a_sealed_quarter_keeps_its_points);
	tcase_add_test(tc, sentences_tell_interval_and_movement);
	tcase_add_test(tc, what_cannot_be_compared_says_why);
	tcase_add_test(tc, every_series_is_of_a_figure);
	tcase_add_test(tc, a_title_may_be_given);
	suite_add_tcase(suite, tc);
	return suite;
}
