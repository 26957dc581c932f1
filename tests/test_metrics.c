/*
 * Metrics against planted truth: every figure below was worked out by hand from the rows put in.
 */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "lead/metric.h"
#include "support/metric_kit.h"

Suite *suite_metrics(void);

/* ---- one team, all figures ---- */

static void plant_team(void)
{
	PLANT(&planted, 7, .author = 1, .reviewer = 2);
	PLANT(&planted, 3, .author = 1, .reviewer = 2, .has_test = true, .is_fix = true);
	PLANT(&planted, 6, .author = 2, .reviewer = 1);
	PLANT(&planted, 4, .author = 3, .reviewer = 1, .acker = 1);
	PLANT(&planted, 2, .author = 3, .acker = 1, .integrator = 4);
	PLANT(&planted, 3, .author = 4, .pair = 1, .is_mentoring = true);
	PLANT(&planted, 2, .author = 4, .helper = 1, .is_newcomer = true);
	PLANT(&planted, 1, .author = 5, .has_standard = true);
	PLANT(&planted, 2, .author = 1, .is_doc_only = true);
	PLANT(&planted, 1, .author = 2, .has_decision = true);
	PLANT(&planted, 1, .author = 5, .excluded = "bot");
	PLANT(&planted, 1, .author = 5, .reviewer = 1, .excluded = "mass");
	PLANT(&planted, 5, .author = 2, .reviewer = 1, .time = PLANTED_UNTIL);
	PLANT(&planted, 5, .author = 2, .reviewer = 1, .time = PLANTED_SINCE - 1);
	planted_subject(&planted, 1);
	planted_subject(&planted, 2);
	planted_subject(&planted, 6);
}

static const struct {
	const char *id;
	int64_t person, k, n;
	double value;
	const char *state;
} truths[] = {
	{ "M00", 0, 31, 31, 31, "ok" },
	{ "M00.excluded", 0, 2, 2, 2, "ok" },
	{ "M00.bot", 0, 1, 1, 1, "ok" },
	{ "M00.mass", 0, 1, 1, 1, "ok" },
	{ "M00.model", 0, 0, 0, 0, "ok" },
	{ "M00.people", 0, 5, 5, 5, "ok" },
	{ "M00.unresolved", 0, 0, 64, 0, "ok" },
	{ "M00.told", 0, 0, 31, 0, "ok" },
	{ "M01", 0, 31, 31, 31, "ok" },
	{ "M01", 1, 15, 15, 15, "ok" },
	{ "M01", 2, 7, 7, 7, "ok" },
	{ "M01", 6, 0, 0, 0, "thin" },
	{ "M01.code", 1, 13, 13, 13, "ok" },
	{ "M01.test", 1, 3, 3, 3, "ok" },
	{ "M01.fix", 1, 3, 3, 3, "ok" },
	{ "M01.doc", 1, 2, 2, 2, "ok" },
	{ "M01.doc", 0, 3, 3, 3, "ok" },
	{ "M01.std", 0, 1, 1, 1, "ok" },
	{ "M01.ops", 0, 0, 0, 0, "ok" },
	{ "M02", 1, 14, 31, 13.5 / 31, "ok" },
	{ "M02", 2, 7, 31, 7.0 / 31, "ok" },
	{ "M02", 6, 0, 31, 0, "ok" },
	{ "M03", 0, 22, 22, 22, "ok" },
	{ "M03", 1, 12, 12, 12, "ok" },
	{ "M03.rev", 1, 10, 10, 10, "ok" },
	{ "M03.ack", 1, 6, 6, 6, "ok" },
	{ "M03", 2, 10, 10, 10, "ok" },
	{ "M03", 6, 0, 0, 0, "ok" },
	{ "M04", 0, 22, 56, 22.0 / 56, "ok" },
	{ "M04", 1, 12, 27, 12.0 / 27, "ok" },
	{ "M04", 6, 0, 0, NAN, "thin" },
	{ "M05", 0, 22, 34, 22.0 / 34, "ok" },
	{ "M05", 1, 12, 15, 0.8, "ok" },
	{ "M05", 6, 0, 0, NAN, "thin" },
	{ "M05.parity", 1, 12, 22, 12.0 * 34 / (15 * 22), "ok" },
	{ "M06", 1, 12, 16, 12.0 / 16, "thin" },
	{ "M06", 2, 10, 24, 10.0 / 24, "ok" },
	{ "M07", 0, 22, 31, 22.0 / 31, "ok" },
	{ "M08", 0, 9, 31, 9.0 / 31, "ok" },
	{ "M09", 0, 12, 22, 12.0 / 22, "ok" },
	{ "M09.hhi", 0, 12, 22, (12.0 * 11 + 10 * 9) / (22 * 21), "ok" },
	/* 22 * 21 / (12 * 11 + 10 * 9) is 2.08, and two review */
	{ "M09.effective", 0, 12, 22, 2, "ok" },
	{ "M09.active", 0, 5, 5, 5, "ok" },
	{ "M09.none", 0, 3, 5, 3, "ok" },
	{ "M10", 1, 10, 10, 10, "ok" },
	{ "M10", 6, 0, 0, 0, "ok" },
	{ "M10.balance", 1, 12 - 10, 22, 2, "ok" },
	{ "M10.balance", 2, 10 - 6, 16, 4, "ok" },
	{ "M10.balance", 6, 0, 0, 0, "thin" },
	/* +2 and +4 as above, -6 of the third, who gave none, nothing of the fourth and fifth */
	{ "M10.team", 0, 5, 5, 0, "ok" },
	{ "M10.team.q1", 0, 5, 5, 0, "ok" },
	{ "M10.team.q3", 0, 5, 5, 2, "ok" },
	{ "M11", 1, 2, 12, 2, "thin" },
	{ "M11", 6, 0, 0, 0, "thin" },
	{ "M12", 1, 1 + 1, 2, 2, "ok" },
	{ "M12.gap", 0, 0, 2, -22.0 / 29, "thin" },
	{ "M12.people", 1, 1, 1, 1, "ok" },
	{ "M12.new", 0, 0, 2, 0, "thin" },
	{ "M12.rest", 0, 22, 29, 22.0 / 29, "ok" },
	{ "M13", 0, 5, 5, 5, "ok" },
	{ "M13", 1, 5, 5, 5, "ok" },
	{ "M13.a", 1, 3, 3, 3, "ok" },
	{ "M13.a.people", 1, 1, 1, 1, "ok" },
	{ "M13.b", 1, 0, 0, 0, "ok" },
	{ "M13.c", 1, 2, 2, 2, "ok" },
	{ "M13.c.people", 1, 1, 1, 1, "ok" },
	{ "M13.mentoring", 1, 3, 3, 3, "ok" },
	{ "M13.mentees", 1, 1, 1, 1, "ok" },
	{ "M13", 2, 0, 0, 0, "ok" },
	{ "M15", 0, 3, 31, 3.0 / 31, "ok" },
	{ "M15.joint", 1, 3, 3, 3, "ok" },
	{ "M16", 0, 3, 31, 3.0 / 31, "ok" },
	{ "M16", 1, 2, 15, 2.0 / 15, "thin" },
	{ "M16.count", 1, 2, 2, 2, "ok" },
	{ "M16.only", 1, 2, 2, 2, "ok" },
	{ "M16.only", 2, 0, 0, 0, "ok" },
	{ "M17.count", 1, 0, 0, NAN, "n/a" },
	{ "M17.count", 2, 1, 1, 1, "ok" },
	{ "M18", 0, 0, 0, NAN, "n/a" },
	{ "M19", 0, 1, 1, 1, "ok" },
	{ "M20", 0, 0, 0, NAN, "unknown" },
	{ "M20.p75", 0, 0, 0, NAN, "unknown" },
	{ "M21", 0, 0, 0, NAN, "unknown" },
	{ "M21.rounds", 0, 0, 0, NAN, "unknown" },
	{ "M22", 0, 0, 0, NAN, "unknown" },
	{ "M23", 0, 0, 0, NAN, "unknown" },
	{ "M19.std", 1, 0, 0, NAN, "n/a" },
	{ "M24", 0, 31, 31, 0, "ok" },
	{ "M24.large", 0, 0, 31, 0, "ok" },
	{ "M24.large", 1, 0, 15, 0, "thin" },
	{ "M25", 0, 0, 0, NAN, "thin" },
	{ "M25.files", 0, 0, 0, 0, "ok" },
	{ "M26", 1, 1, 34, 1, "ok" },
	{ "M27", 1, 12, 31, 12.0 / 31, "ok" },
	{ "M27.open", 1, 16, 16, 16, "ok" },
	{ "M27.others", 1, 2, 2, 2, "ok" },
	/* 3 co-authored, 2 helped with; 4 wrote these, 1 none */
	{ "M28", 0, 5, 31, 5.0 / 31, "ok" },
	{ "M28", 1, 0, 12, 0, "thin" },
	{ "M29", 0, 27, 31, 27.0 / 31, "ok" },
	{ "M29.other", 0, 2, 31, 2, "ok" },
	{ "M29.author", 0, 29, 31, 29, "ok" },
	{ "M29.known", 0, 31, 31, 1, "ok" },
	{ "M29.int", 0, 2, 2, 2, "ok" },
	{ "M29.int", 1, 0, 0, 0, "ok" },
	{ "M30", 0, 5, 39, 5.0 / 39, "ok" },
	{ "M30", 1, 5, 20, 0.25, "ok" },
};

START_TEST(figures_of_a_planted_team_are_as_worked_out_by_hand)
{
	const struct metric_value *value;

	plant_team();

	compute(&quarter);

	value = value_of(truths[_i].id, truths[_i].person);
	ck_assert_msg(value->k == truths[_i].k && value->n == truths[_i].n, "%s of %lld: %lld of %lld", truths[_i].id,
	              (long long)truths[_i].person, (long long)value->k, (long long)value->n);
	ck_assert_msg(isnan(truths[_i].value) ? isnan(value->value) : fabs(value->value - truths[_i].value) < 1e-12,
	              "%s of %lld: %f", truths[_i].id, (long long)truths[_i].person, value->value);
	ck_assert_str_eq(metric_state_names[value->state], truths[_i].state);
}
END_TEST

START_TEST(every_metric_has_a_planted_truth)
{
	const struct metric_info *info;

	for (size_t i = 0; (info = metric_at(i)) != NULL; i++) {
		bool is_found = false;

		for (size_t j = 0; j < sizeof(truths) / sizeof(truths[0]); j++)
			is_found |= strncmp(truths[j].id, info->id, strlen(info->id)) == 0;
		ck_assert_msg(is_found, "%s", info->id);
	}
}
END_TEST

START_TEST(values_stand_in_order_of_id_and_person_and_name_known_parts)
{
	plant_team();

	compute(&quarter);

	for (size_t i = 0; i < values.count; i++) {
		const struct metric_value *at = &values.at[i];
		struct text id = text_of(at->id);
		const struct metric_info *info = metric_find(id);

		ck_assert_ptr_nonnull(info);
		ck_assert(strchr(at->id, '.') == NULL || metric_part_find(info, id) != NULL);
		if (i > 0) {
			int order = strcmp(at[-1].id, at->id);

			ck_assert(order < 0 || (order == 0 && at[-1].person < at->person));
		}
	}
}
END_TEST

START_TEST(authorship_of_all_people_adds_up_to_the_changes)
{
	double sum = 0;

	plant_team();
	planted_subject(&planted, 3);
	planted_subject(&planted, 4);
	planted_subject(&planted, 5);

	compute(&quarter);

	for (int64_t person = 1; person <= 6; person++)
		sum += value_of("M02", person)->value;
	ck_assert_double_eq_tol(sum, 1, 1e-12);
}
END_TEST

/* ---- intervals ---- */

START_TEST(intervals_follow_the_header)
{
	struct interval share = wilson(12, 27), count = garwood(15), ratio = ratio_from_share(wilson(12, 27));

	plant_team();

	compute(&quarter);

	ck_assert_double_eq(value_of("M04", 1)->low, share.low);
	ck_assert_double_eq(value_of("M04", 1)->high, share.high);
	ck_assert_double_eq(value_of("M01", 1)->high, count.high);
	ck_assert_double_eq(value_of("M05", 1)->low, ratio.low);
	ck_assert_double_eq(value_of("M05", 1)->high, ratio.high);
	ck_assert(isnan(value_of("M26", 1)->low));
	ck_assert_double_eq(value_of("M01", 6)->low, 0);
}
END_TEST

START_TEST(reviews_without_own_changes_have_no_upper_ratio)
{
	PLANT(&planted, 20, .author = 2, .reviewer = 1);
	planted_subject(&planted, 1);

	compute(&quarter);

	ck_assert(isnan(value_of("M05", 1)->value));
	ck_assert(isinf(value_of("M05", 1)->high));
	ck_assert_int_eq(value_of("M05", 1)->state, STATE_OK);
}
END_TEST

/* ---- evidence ---- */

struct evidence_log {
	int64_t row_count, counted_count;
	struct buf text;
	int answer;
};

static int log_row(void *payload, const struct evidence_row *row)
{
	struct evidence_log *log = payload;

	log->row_count++;
	log->counted_count += row->counted;
	buf_add_fmt(&log->text, TEXT_FMT "|" TEXT_FMT "|" TEXT_FMT "|" TEXT_FMT "|" TEXT_FMT ";", TEXT_ARG(row->change),
	            TEXT_ARG(row->kind), TEXT_ARG(row->source), TEXT_ARG(row->raw), TEXT_ARG(row->why));
	return log->answer;
}

START_TEST(evidence_lists_every_line_behind_a_count)
{
	struct evidence_log log = { 0 };

	PLANT(&planted, 1, .author = 2, .reviewer = 1, .acker = 1, .key = "pr:");
	PLANT(&planted, 1, .author = 2, .reviewer = 3);
	planted_subject(&planted, 1);

	ck_assert_int_eq(metric_evidence(planted.store, metric_find(TEXT("m03")), &quarter, 1, log_row, &log), 0);

	ck_assert_str_eq(buf_str(&log.text), "pr:1|ack|trailer:Acked-by|Person 1 <p1@example.org>|;"
	                                     "pr:1|rev|trailer:Reviewed-by|Person 1 <p1@example.org>|;");
	buf_release(&log.text);
}
END_TEST

START_TEST(evidence_of_coverage_names_the_changes_without_a_reviewer)
{
	struct evidence_log log = { 0 };

	PLANT(&planted, 2, .author = 2, .reviewer = 1);
	PLANT(&planted, 3, .author = 2);

	ck_assert_int_eq(metric_evidence(planted.store, metric_find(TEXT("M07")), &quarter, 0, log_row, &log), 0);

	ck_assert_int_eq(log.row_count, 5);
	ck_assert_int_eq(log.counted_count, 2);
	buf_release(&log.text);
}
END_TEST

START_TEST(a_reader_of_evidence_may_stop)
{
	struct evidence_log log = { .answer = 7 };

	PLANT(&planted, 5, .author = 2, .reviewer = 1);

	ck_assert_int_eq(metric_evidence(planted.store, metric_find(TEXT("M07")), &quarter, 0, log_row, &log), 7);
	ck_assert_int_eq(log.row_count, 1);
	buf_release(&log.text);
}
END_TEST

START_TEST(every_metric_gives_evidence_for_a_person_and_for_the_team)
{
	const struct metric_info *info;

	plant_team();

	for (size_t i = 0; (info = metric_at(i)) != NULL; i++)
		for (int64_t person = 0; person <= 1; person++) {
			struct evidence_log log = { 0 };
			int ret = metric_evidence(planted.store, info, &quarter, person, log_row, &log);

			ck_assert_msg(ret == 0, "%s: %s", info->id, error_message());
			buf_release(&log.text);
		}
}
END_TEST

/* ---- the files ---- */

static bool is_one_of(const char *word, const char *const *words)
{
	for (; *words != NULL; words++)
		if (strcmp(word, *words) == 0)
			return true;
	return false;
}

static const char *const units[] = { "changes",   "share",  "ratio", "difference", "people", "areas", "acts",
	                             "documents", "rounds", "days",  "hours",      "lines",  "files", NULL };
static const char *const intervals[] = { "wilson", "garwood",  "ratio", "difference", "survival", "median",
	                                 "spread", "rarefied", "group", "truck",      "none",     NULL };
static const char *const needs[] = { "commits", "author", "review", "usable", "integrator",
	                             "lines",   "host",   "answer", NULL };
static const char *const scopes[] = { "person", "team", "both", NULL };

START_TEST(every_header_is_complete)
{
	const struct metric_info *info;
	size_t count = 0;

	for (; (info = metric_at(count)) != NULL; count++) {
		const char *const texts[] = { info->id,    info->name,  info->definition, info->unit,    info->interval,
			                      info->needs, info->scope, info->source,     info->missing, info->bias };

		for (size_t j = 0; j < sizeof(texts) / sizeof(texts[0]); j++)
			ck_assert_msg(texts[j] != NULL && texts[j][0] != '\0', "%s lacks key %zu", info->id, j);
		ck_assert_msg(is_one_of(info->unit, units) && is_one_of(info->interval, intervals) &&
		                      is_one_of(info->needs, needs) && is_one_of(info->scope, scopes),
		              "%s", info->id);
		for (size_t j = 0; j < info->part_count; j++)
			ck_assert_msg(is_one_of(info->parts[j].unit, units) &&
			                      is_one_of(info->parts[j].interval, intervals) &&
			                      is_one_of(info->parts[j].needs, needs) &&
			                      info->parts[j].meaning[0] != '\0',
			              "%s.%s", info->id, info->parts[j].name);
		ck_assert_msg(strstr(info->sql, "ORDER BY") != NULL || strcmp(info->scope, "team") == 0, "%s",
		              info->id);
		ck_assert_msg(strstr(info->evidence_sql, "ORDER BY") != NULL, "%s", info->id);
		ck_assert_msg(info->minimum >= 0 && strlen(info->id) == 3, "%s", info->id);
	}
	ck_assert_int_gt(count, 15);
}
END_TEST

/* What SQLite has and PostgreSQL has not; see also the review of each statement against both. */
START_TEST(no_statement_uses_words_of_one_database_alone)
{
	static const char *const words[] = { "rowid",        "julianday", "strftime", "datetime(", "ifnull(",
		                             "group_concat", "iif(",      "glob ",    "instr(",    "total(",
		                             "printf(",      " & ",       " | " };
	const struct metric_info *info;

	for (size_t i = 0; (info = metric_at(i)) != NULL; i++)
		for (size_t j = 0; j < sizeof(words) / sizeof(words[0]); j++) {
			ck_assert_msg(strstr(info->sql, words[j]) == NULL, "%s: %s", info->id, words[j]);
			ck_assert_msg(strstr(info->evidence_sql, words[j]) == NULL, "%s: %s", info->id, words[j]);
		}
}
END_TEST

START_TEST(a_metric_is_found_by_its_id_in_any_case_and_by_its_parts)
{
	ck_assert_str_eq(metric_find(TEXT("m13.A"))->id, "M13");
	ck_assert_ptr_null(metric_find(TEXT("M99")));
	ck_assert_ptr_null(metric_find(TEXT("M1")));
	ck_assert_ptr_null(metric_find(TEXT("")));
	ck_assert_str_eq(metric_part_find(metric_find(TEXT("M13")), TEXT("M13.a.people"))->name, "a.people");
	ck_assert_ptr_null(metric_part_find(metric_find(TEXT("M13")), TEXT("M13.zz")));
}
END_TEST

/* A period is found by its time and never by reading every change there is. */
START_TEST(the_changes_of_a_period_are_found_by_index)
{
	struct statement *statement;
	struct text step = { 0 };
	int ret = store_statement(&statement, planted.store,
	                          "EXPLAIN QUERY PLAN SELECT count(*) FROM metric_change "
	                          "WHERE team = '' AND landed_time >= 1 AND landed_time < 2");

	ck_assert_int_eq(ret, 0);
	ck_assert_int_eq(statement_step(statement), 0);
	step = statement_text(statement, 3);
	ck_assert_msg(text_find(step, TEXT("change_time"), 0) >= 0, TEXT_FMT, TEXT_ARG(step));
	statement_reset(statement);
}
END_TEST

static void add_figures(Suite *suite)
{
	TCase *tc = tcase_create("figures");

	tcase_add_checked_fixture(tc, metric_kit_start, metric_kit_stop);
	tcase_add_loop_test(tc, figures_of_a_planted_team_are_as_worked_out_by_hand, 0,
	                    sizeof(truths) / sizeof(truths[0]));
	tcase_add_test(tc, every_metric_has_a_planted_truth);
	tcase_add_test(tc, values_stand_in_order_of_id_and_person_and_name_known_parts);
	tcase_add_test(tc, authorship_of_all_people_adds_up_to_the_changes);
	tcase_add_test(tc, intervals_follow_the_header);
	tcase_add_test(tc, reviews_without_own_changes_have_no_upper_ratio);
	suite_add_tcase(suite, tc);
}

static void add_evidence_and_files(Suite *suite)
{
	TCase *tc = tcase_create("evidence");

	tcase_add_checked_fixture(tc, metric_kit_start, metric_kit_stop);
	tcase_add_test(tc, evidence_lists_every_line_behind_a_count);
	tcase_add_test(tc, evidence_of_coverage_names_the_changes_without_a_reviewer);
	tcase_add_test(tc, a_reader_of_evidence_may_stop);
	tcase_add_test(tc, every_metric_gives_evidence_for_a_person_and_for_the_team);
	tcase_add_test(tc, the_changes_of_a_period_are_found_by_index);
	suite_add_tcase(suite, tc);

	tc = tcase_create("files");
	tcase_add_test(tc, every_header_is_complete);
	tcase_add_test(tc, no_statement_uses_words_of_one_database_alone);
	tcase_add_test(tc, a_metric_is_found_by_its_id_in_any_case_and_by_its_parts);
	suite_add_tcase(suite, tc);
}

Suite *suite_metrics(void)
{
	Suite *suite = suite_create("metrics");

	add_figures(suite);
	add_evidence_and_files(suite);
	return suite;
}
