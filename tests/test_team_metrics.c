/*
 * Metrics that are made of many rows or of two shares, against planted truth: breadth and balance of reviews, the
 * newcomers' gap, documents behind their code.
 */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include "lead/metric.h"
#include "lead/statistics.h"
#include "support/metric_kit.h"

Suite *suite_team_metrics(void);

static void withhold(int64_t least)
{
	metric_withhold_groups(&values, least);
}

/* ---- reviews ---- */

START_TEST(breadth_is_brought_to_twenty_reviews)
{
	const int64_t counts[] = { 15, 10, 5 };

	PLANT(&planted, 15, .author = 2, .reviewer = 1);
	PLANT(&planted, 10, .author = 3, .acker = 1);
	PLANT(&planted, 5, .author = 4, .reviewer = 1, .acker = 1);
	PLANT(&planted, 5, .author = 1, .reviewer = 5);
	planted_subject(&planted, 1);

	compute(&quarter);

	ck_assert_int_eq(value_of("M11", 1)->n, 30);
	ck_assert_int_eq(value_of("M11", 1)->k, 3);
	ck_assert_double_eq(value_of("M11", 1)->value, rarefied(counts, 3, 20));
	ck_assert_double_eq_tol(value_of("M11", 1)->value, 3 - (1 + 53130.0) / 30045015, 1e-12);
	ck_assert_str_eq(state_of("M11", 1), "ok");
}
END_TEST

static void expect_alone(const char *id)
{
	const char *const ids[] = { id, NULL };
	const struct metric_value *whole = metric_values_find(&values, id, 0);
	struct metric_values some = { 0 };
	enum coverage_state seen;

	ck_assert_int_eq(metric_compute_some(&some, &seen, planted.store, &quarter, ids), 0);
	ck_assert_uint_eq(some.count, whole ? 1 : 0);
	if (whole) {
		ck_assert_str_eq(some.at[0].id, id);
		ck_assert_int_eq(some.at[0].k, whole->k);
		ck_assert_int_eq(some.at[0].n, whole->n);
		ck_assert_int_eq(some.at[0].state, whole->state);
	}
	metric_values_release(&some);
}

START_TEST(some_figures_are_those_of_all)
{
	const struct metric_info *info;

	PLANT(&planted, 15, .author = 2, .reviewer = 1);
	PLANT(&planted, 10, .author = 3, .acker = 1);
	PLANT(&planted, 5, .author = 1, .reviewer = 5);
	planted_subject(&planted, 1);
	compute(&quarter);

	for (size_t i = 0; (info = metric_at(i)) != NULL; i++) {
		expect_alone(info->id);
		for (size_t k = 0; k < info->part_count; k++) {
			char id[24];

			snprintf(id, sizeof(id), "%s.%s", info->id, info->parts[k].name);
			expect_alone(id);
		}
	}
}
END_TEST

START_TEST(balances_of_fewer_than_five_people_are_withheld)
{
	PLANT(&planted, 20, .author = 1, .reviewer = 2);
	PLANT(&planted, 20, .author = 3, .reviewer = 4);

	compute(&quarter);
	ck_assert_str_eq(state_of("M10.team", 0), "thin");
	withhold(5);
	ck_assert_str_eq(state_of("M10.team", 0), "withheld");
	ck_assert_str_eq(state_of("M10.team.q1", 0), "withheld");
	ck_assert(isnan(value_of("M10.team", 0)->value));
	ck_assert_int_eq(value_of("M10.team", 0)->n, 0);

	PLANT(&planted, 1, .author = 5);
	compute(&quarter);
	ck_assert_str_eq(state_of("M10.team", 0), "ok");
	withhold(5);
	ck_assert_double_eq(value_of("M10.team", 0)->value, 0);
	ck_assert_double_eq(value_of("M10.team.q1", 0)->value, -20);
	ck_assert_double_eq(value_of("M10.team.q3", 0)->value, 20);
}
END_TEST

/* Of six people the interval of the median is the least and the greatest: two persons' own balances. */
START_TEST(a_spread_over_people_has_no_interval)
{
	for (int64_t i = 1; i < 7; i++)
		PLANT(&planted, (size_t)(5 + i), .author = i, .reviewer = i % 6 + 1);
	compute(&quarter);
	ck_assert_int_eq(value_of("M10.team", 0)->n, 6);
	ck_assert(!isnan(value_of("M10.team", 0)->value));
	ck_assert(isnan(value_of("M10.team", 0)->low));
	ck_assert(isnan(value_of("M10.team", 0)->high));
	withhold(5);
	ck_assert(isnan(value_of("M10.team", 0)->low));
}
END_TEST

/* Whoever opted out is in the figures and not in the group that they may be shown to speak of. */
START_TEST(a_group_does_not_count_who_opted_out)
{
	PLANT(&planted, 20, .author = 1, .reviewer = 2);
	PLANT(&planted, 20, .author = 3, .reviewer = 4);
	PLANT(&planted, 1, .author = 5);
	planted_sql(&planted, "INSERT INTO declared VALUES ('optout', 5, '', -9000000000, 9000000000);");

	compute(&quarter);
	withhold(4);
	ck_assert_str_eq(state_of("M10.team", 0), "thin");
	ck_assert_int_eq(value_of("M10.team", 0)->n, 4);
	ck_assert_str_eq(state_of("M09.none", 0), "ok");
	withhold(5);
	ck_assert_str_eq(state_of("M10.team", 0), "withheld");
	ck_assert_str_eq(state_of("M10.team.q3", 0), "withheld");
	ck_assert_int_eq(value_of("M10.team.q3", 0)->n, 0);
	ck_assert_str_eq(state_of("M09.none", 0), "withheld");
	ck_assert(isnan(value_of("M09.none", 0)->value));
	ck_assert_str_eq(state_of("M09.active", 0), "ok");
}
END_TEST

START_TEST(below_three_there_is_no_group_whatever_is_configured)
{
	PLANT(&planted, 20, .author = 1, .reviewer = 2);

	compute(&quarter);
	ck_assert_str_eq(state_of("M10.team", 0), "withheld");
}
END_TEST

START_TEST(the_newcomers_gap_is_newcombes_difference)
{
	struct interval interval = newcombe(3, 10, 18, 20);

	PLANT(&planted, 3, .author = 2, .reviewer = 1, .is_newcomer = true);
	PLANT(&planted, 7, .author = 2, .is_newcomer = true);
	PLANT(&planted, 18, .author = 3, .reviewer = 1);
	PLANT(&planted, 2, .author = 3);

	compute(&quarter);

	ck_assert_double_eq_tol(value_of("M12.gap", 0)->value, 0.3 - 0.9, 1e-12);
	ck_assert_double_eq(value_of("M12.gap", 0)->low, interval.low);
	ck_assert_double_eq(value_of("M12.gap", 0)->high, interval.high);
	ck_assert_int_eq(value_of("M12.gap", 0)->n, 10);
	ck_assert_str_eq(state_of("M12.gap", 0), "ok");

	planted_sql(&planted, "UPDATE change_credit SET is_newcomer = 0");
	compute(&quarter);
	ck_assert_str_eq(state_of("M12.gap", 0), "n/a");
}
END_TEST

/* ---- documents ---- */

static void document(int64_t change, const char *area, const char *name, int64_t path, bool is_configured,
                     bool is_removed)
{
	struct statement *statement;
	int ret = store_statement(
		&statement, planted.store,
		"INSERT INTO document_change (change_id, repository_id, area, document, path_id, "
		"is_configured, is_removed) VALUES (:change, 1, :area, :name, :path, :configured, :removed)");

	ck_assert_int_eq(ret, 0);
	statement_bind_int(statement, ":change", change);
	statement_bind_text(statement, ":area", text_of(area));
	statement_bind_text(statement, ":name", text_of(name));
	statement_bind_int(statement, ":path", path);
	statement_bind_int(statement, ":configured", is_configured);
	statement_bind_int(statement, ":removed", is_removed);
	ck_assert_int_eq(statement_run(statement), 0);
}

START_TEST(the_stalest_document_is_the_one_most_code_moved_on_from)
{
	int64_t before = PLANTED_UNTIL - 500 * DAY_SECS, lately = PLANTED_UNTIL - 10 * DAY_SECS;
	int64_t old = PLANT(&planted, 1, .author = 1, .is_doc_only = true, .area = "src/a", .time = before);
	int64_t fresh = PLANT(&planted, 1, .author = 1, .is_doc_only = true, .area = "src/b", .time = lately);

	document(old, "src/a", "src/a/README.md", 1, false, false);
	document(fresh, "src/b", "src/b/docs", 2, false, false);
	document(old, "src/c", "src/c/README", 3, false, false);
	document(old, "src/d", "src/d/README", 4, false, false);
	document(fresh, "src/d", "src/d/README", 4, false, true);
	PLANT(&planted, 10, .author = 2, .area = "src/a", .time = PLANTED_UNTIL - 300 * DAY_SECS);
	PLANT(&planted, 2, .author = 2, .area = "src/a");
	PLANT(&planted, 7, .author = 2, .area = "src/a", .time = PLANTED_UNTIL - 366 * DAY_SECS);
	PLANT(&planted, 30, .author = 2, .area = "src/b", .time = lately - 1);
	PLANT(&planted, 3, .author = 2, .area = "src/b", .time = lately + 1);
	PLANT(&planted, 9, .author = 2, .area = "src/c");
	PLANT(&planted, 40, .author = 2, .area = "src/d");

	compute(&quarter);

	/* src/a: 12 in the year; src/b: 3 since; src/c: too quiet for a document of its own; src/d: taken away. */
	ck_assert_str_eq(state_of("M18", 0), "ok");
	ck_assert_int_eq(value_of("M18", 0)->k, 12);
	ck_assert_int_eq(value_of("M18.age", 0)->k, 500);
	ck_assert_int_eq(value_of("M18.documents", 0)->k, 2);

	/* What is configured stands in place of the area's own, and needs no ten changes. */
	document(fresh, "src/a", "guide/a.md", 5, true, false);
	document(old, "src/c", "guide/c.md", 6, true, false);
	compute(&quarter);
	ck_assert_int_eq(value_of("M18", 0)->k, 9);
	ck_assert_int_eq(value_of("M18.documents", 0)->k, 3);
}
END_TEST

static int log_row(void *payload, const struct evidence_row *row)
{
	struct buf *log = payload;

	buf_add_fmt(log, TEXT_FMT "|" TEXT_FMT "|" TEXT_FMT ";", TEXT_ARG(row->change), TEXT_ARG(row->kind),
	            TEXT_ARG(row->raw));
	return 0;
}

static void expect_evidence(const char *id, int64_t person, const char *want)
{
	struct buf log = { 0 };

	ck_assert_int_eq(metric_evidence(planted.store, metric_find(text_of(id)), &quarter, person, log_row, &log), 0);
	ck_assert_str_eq(buf_str(&log), want);
	buf_release(&log);
}

START_TEST(evidence_names_the_stalest_documents)
{
	int64_t old = PLANT(&planted, 1, .author = 1, .is_doc_only = true, .area = "a",
	                    .time = PLANTED_UNTIL - 500 * DAY_SECS);

	document(old, "src", "src/README.md", 1, false, false);
	PLANT(&planted, 12, .author = 2);

	expect_evidence("M18", 0, "src|doc|src/README.md, 12 changes with code since, 500 days old;");
}
END_TEST

Suite *suite_team_metrics(void)
{
	Suite *suite = suite_create("team_metrics");
	TCase *tc = tcase_create("team");

	tcase_add_checked_fixture(tc, metric_kit_start, metric_kit_stop);
	tcase_add_test(tc, breadth_is_brought_to_twenty_reviews);
	tcase_add_test(tc, balances_of_fewer_than_five_people_are_withheld);
	tcase_add_test(tc, a_spread_over_people_has_no_interval);
	tcase_add_test(tc, a_group_does_not_count_who_opted_out);
	tcase_add_test(tc, below_three_there_is_no_group_whatever_is_configured);
	tcase_add_test(tc, the_newcomers_gap_is_newcombes_difference);
	tcase_add_test(tc, some_figures_are_those_of_all);
	tcase_add_test(tc, the_stalest_document_is_the_one_most_code_moved_on_from);
	tcase_add_test(tc, evidence_names_the_stalest_documents);
	suite_add_tcase(suite, tc);
	return suite;
}
