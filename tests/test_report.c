/*
 * The model of a report over a small planted database: four people, forty changes, reviews on thirty of them. The
 * derived tables are planted too, so that nothing but metrics, patterns and the report itself is at work here.
 */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "../cmd/render/render.h"
#include "lead/people.h"
#include "lead/report.h"

Suite *suite_report(void);

#define SINCE 1767225600 /* 2026-01-01 */
#define UNTIL 1782950400 /* 2026-07-02, 26 weeks later */
#define WEEK 604800

enum { ADA = 1, BO, CY, DI };

/*
 * Changes 1..10 are Ada's, 11..30 Bo's and reviewed by Ada, 31..40 Cy's and reviewed by Bo. Change i lands i * 4 days
 * after SINCE. Di wrote nothing here.
 */
static const char planted[] =
	"INSERT INTO repository VALUES (1, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'clone', 'clone/.git',\n"
	"  'ssh://example.org/group/engine.git/', CAST('cccccccccccccccc0041' AS BLOB));\n"
	"INSERT INTO identity VALUES (1, 'Ada', 'ada@x'), (2, 'Bo', 'bo@x'), (3, 'Cy', 'cy@x'), (4, 'Di', 'di@x');\n"
	"INSERT INTO person SELECT id, name || ' <' || email || '>', name, email, 'human', 1 FROM identity;\n"
	"INSERT INTO identity_person SELECT 1, id, id, 'self', 0 FROM person;\n"
	"INSERT INTO member SELECT '', id, id = 1, -9000000000, 9000000000 FROM person;\n"
	"INSERT INTO member SELECT 'two', id, 0, -9000000000, 9000000000 FROM person WHERE id <= 2;\n"
	"INSERT INTO source VALUES (1, 'author'), (2, 'trailer:Reviewed-by');\n"
	"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 41)\n"
	"INSERT INTO commits SELECT i, CAST('cccccccccccccccc' || printf('%04d', i) AS BLOB),\n"
	"  CASE WHEN i = 1 THEN x'' ELSE CAST('cccccccccccccccc' || printf('%04d', i - 1) AS BLOB) END,\n"
	"  CASE WHEN i <= 10 THEN 1 WHEN i <= 30 THEN 2 ELSE 3 END, 4, 1767225600 + i * 345600, 0,\n"
	"  1767225600 + i * 345600, 0, 'Subject', 1, 1, 0, 0, 0, 0 FROM n;\n"
	"INSERT INTO change\n"
	"  SELECT id, 1, 'commit:' || lower(hex(oid)), 'commit', commit_time, id, NULL, 1, 0\n"
	"  FROM commits WHERE id <= 40;\n"
	"INSERT INTO landed SELECT 1, id, CASE WHEN id <= 40 THEN id END, 1, NULL, commit_time FROM commits;\n"
	"INSERT INTO scan VALUES (1, 1, CAST('cccccccccccccccc0041' AS BLOB), 'lines', '0', '1', 0, 0);\n"
	"INSERT INTO change_credit\n"
	"  SELECT c.id, k.author_id, 1, NULL, c.id > 10, c.id > 10, 'forge', 1, 0, c.id <= 3, 0, 0, 0, 0, 0, 0, 1, 1\n"
	"  FROM change c JOIN commits k ON k.id = c.id;\n"
	"INSERT INTO act\n"
	"  SELECT c.id, 1, c.id, c.id, NULL, 'auth', k.author_id, k.author_id, 1, k.commit_time, 1, NULL, 0, 0, NULL\n"
	"  FROM change c JOIN commits k ON k.id = c.id;\n"
	"INSERT INTO act\n"
	"  SELECT 1000 + c.id, 1, c.id, c.id, NULL, 'rev', k.author_id - 1, k.author_id - 1, 2, k.commit_time, 1,\n"
	"    NULL, 0, 0, NULL\n"
	"  FROM change c JOIN commits k ON k.id = c.id WHERE c.id > 10;\n";

struct fixture {
	struct store *store;
	struct config *config;
	struct report_request request;
	int64_t subjects[4];
};

static void start(struct fixture *fixture)
{
	*fixture = (struct fixture){ .request = { .period = { SINCE, UNTIL }, .fiscal_month = 1, .viewer = ADA } };
	fixture->subjects[0] = ADA;
	fixture->request.subjects = fixture->subjects;
	fixture->request.subject_count = 1;
	fixture->config = config_new();
	ck_assert_int_eq(store_init(), 0);
	ck_assert_int_eq(store_open(&fixture->store, ":memory:", STORE_WRITE), 0);
	ck_assert_msg(store_script(fixture->store, planted) == 0, "%s", error_message());
}

static void stop(struct fixture *fixture)
{
	store_close(fixture->store);
	config_free(fixture->config);
}

static void build(struct report *report, struct fixture *fixture)
{
	*report = (struct report){ 0 };
	ck_assert_msg(report_build(report, fixture->store, fixture->config, &fixture->request) == 0, "%s",
	              error_message());
}

static void change_facts(struct fixture *fixture, const char *script)
{
	ck_assert_msg(store_script(fixture->store, script) == 0, "%s", error_message());
}

static int64_t count(struct fixture *fixture, const char *sql)
{
	struct statement *statement;
	int64_t value;

	ck_assert_int_eq(store_statement(&statement, fixture->store, sql), 0);
	ck_assert_int_eq(statement_step(statement), 0);
	value = statement_int(statement, 0);
	statement_reset(statement);
	return value;
}

static const struct figure *find(const struct figure *figures, size_t figure_count, const char *id)
{
	for (size_t i = 0; i < figure_count; i++) {
		if (!strcmp(figures[i].id, id))
			return &figures[i];
	}
	return NULL;
}

static const struct figure *own(const struct report *report, const char *id)
{
	return find(report->people[0].figures, report->people[0].figure_count, id);
}

static const struct figure *rest(const struct report *report, const char *id)
{
	return find(report->people[0].rest, report->people[0].rest_count, id);
}

/* Three changes with documents, two of which are decision records: three. */
START_TEST(a_decision_record_is_a_document_and_counts_once)
{
	struct fixture fixture;
	struct report report;

	start(&fixture);
	change_facts(&fixture, "UPDATE change_credit SET has_decision = 1 WHERE change_id <= 2;");
	build(&report, &fixture);
	ck_assert_int_eq(own(&report, "M17.count")->k, 2);
	ck_assert_int_eq(own(&report, "M16.count")->k, 3);
	ck_assert_int_eq(own(&report, "M16+M17")->k, 3);
	report_release(&report);
	stop(&fixture);
}
END_TEST

START_TEST(own_figures_stand_beside_the_sum_of_the_others)
{
	struct fixture fixture;
	struct report report;

	start(&fixture);
	build(&report, &fixture);
	ck_assert_uint_eq(report.person_count, 1);
	ck_assert(report.viewer_known && report.people[0].is_viewer && report.people[0].is_lead);
	ck_assert_int_eq(own(&report, "M01")->k, 10);
	ck_assert_int_eq(rest(&report, "M01")->k, 30);
	ck_assert_int_eq(own(&report, "M03")->k, 20);
	ck_assert_int_eq(rest(&report, "M03")->k, 10);
	ck_assert_int_eq(own(&report, "M16+M17")->k, 3);
	ck_assert_ptr_null(rest(&report, "M04"));
	ck_assert_int_eq(report.teams[0].member_count, 3);
	report_release(&report);
	stop(&fixture);
}
END_TEST

START_TEST(with_one_other_there_is_no_sum_of_the_others)
{
	struct fixture fixture;
	struct report report;

	start(&fixture);
	fixture.request.team = "two";
	build(&report, &fixture);
	ck_assert_int_eq(report.teams[0].member_count, 2);
	ck_assert_uint_eq(report.people[0].rest_count, 0);
	report_release(&report);
	stop(&fixture);
}
END_TEST

START_TEST(two_persons_of_three_leave_no_sum_of_the_others)
{
	struct fixture fixture;
	struct report report;

	start(&fixture);
	fixture.subjects[1] = BO;
	fixture.request.subject_count = 2;
	build(&report, &fixture);
	ck_assert_uint_eq(report.person_count, 2);
	ck_assert_uint_eq(report.people[0].rest_count, 0);
	report_release(&report);
	stop(&fixture);
}
END_TEST

START_TEST(halves_are_shown_apart_in_the_default_period_only)
{
	struct fixture fixture;
	struct report report;
	const struct report_person *ada;

	start(&fixture);
	build(&report, &fixture);
	ck_assert_uint_eq(report.people[0].half_count, 0);
	report_release(&report);

	fixture.request.is_default_period = true;
	build(&report, &fixture);
	ada = &report.people[0];
	ck_assert_int_eq(find(ada->halves[0], ada->half_count, "M01")->k, 10);
	ck_assert_int_eq(find(ada->halves[1], ada->half_count, "M01")->k, 0);
	ck_assert_int_eq(
		find(ada->halves[0], ada->half_count, "M03")->k + find(ada->halves[1], ada->half_count, "M03")->k, 20);
	report_release(&report);
	stop(&fixture);
}
END_TEST

START_TEST(persons_stand_by_name_whatever_they_did)
{
	struct fixture fixture;
	struct report report;

	start(&fixture);
	fixture.subjects[0] = DI;
	fixture.subjects[1] = CY;
	fixture.subjects[2] = ADA;
	fixture.request.subject_count = 3;
	build(&report, &fixture);
	ck_assert_str_eq(report.people[0].name, "Ada");
	ck_assert_str_eq(report.people[1].name, "Cy");
	ck_assert_str_eq(report.people[2].name, "Di");
	report_release(&report);
	stop(&fixture);
}
END_TEST

START_TEST(the_coverage_line_says_how_much_is_recorded)
{
	struct fixture fixture;
	struct report report;

	start(&fixture);
	build(&report, &fixture);
	ck_assert_str_eq(report.coverage.line, "40 changes, 3 people named: 75 % (60-86) carry review evidence.");
	ck_assert_int_eq(report.coverage.state, COVERAGE_USABLE);
	ck_assert_uint_eq(report.coverage.channel_count, 1);
	ck_assert_str_eq(report.coverage.channels[0].name, "Reviewed-by");
	ck_assert_int_eq(report.coverage.channels[0].change_count, 30);
	ck_assert(report.coverage.channels[0].is_live);
	report_release(&report);
	stop(&fixture);
}
END_TEST

START_TEST(what_is_not_recorded_has_no_value_and_says_so)
{
	struct fixture fixture;
	struct report report;

	start(&fixture);
	change_facts(&fixture, "DELETE FROM act WHERE kind = 'rev';\n"
	                       "UPDATE change_credit SET has_review = 0, has_second = 0;\n"
	                       "UPDATE change SET rule = 'squash';\n");
	build(&report, &fixture);
	ck_assert_str_eq(report.coverage.line,
	                 "40 changes, 3 people named: who reviewed is not recorded in these commits.");
	ck_assert(isnan(own(&report, "M03")->value));
	ck_assert_int_eq(own(&report, "M03")->state, STATE_UNKNOWN);
	ck_assert_str_eq(own(&report, "M03")->note, "not recorded here");
	ck_assert_str_eq(own(&report, "M29.int")->note, "hidden by squash");
	ck_assert_int_eq(own(&report, "M01")->k, 10);
	ck_assert_int_eq(count(&fixture, "SELECT count(*) FROM v_metric WHERE metric = 'M03' AND value IS NULL"), 2);
	report_release(&report);
	stop(&fixture);
}
END_TEST

/* The reviews that are seen stand, of most of which nothing is recorded. */
START_TEST(a_share_of_seen_reviews_is_a_lower_bound)
{
	static const char *const ids[] = { "M04", "M06", "M27" };
	struct fixture fixture;
	struct report report;

	start(&fixture);
	change_facts(&fixture, "INSERT INTO change_area SELECT id, 'engine' FROM change;\n"
	                       "UPDATE change_credit SET has_review = 0, has_second = 0;\n");
	build(&report, &fixture);
	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		ck_assert_int_eq(own(&report, ids[i])->state, STATE_UNKNOWN);
		ck_assert_int_gt(own(&report, ids[i])->k, 0);
		ck_assert_str_eq(own(&report, ids[i])->note, "at least");
	}
	report_release(&report);
	stop(&fixture);
}
END_TEST

static const struct figure *of_team(const struct report *report, const char *id)
{
	const struct figure *figure = find(report->teams[0].figures, report->teams[0].figure_count, id);

	ck_assert_msg(figure != NULL, "no %s", id);
	return figure;
}

/* Every request was open for ten hours and nobody answered: told of all, and of none at all. */
START_TEST(times_are_told_only_where_a_forge_tells_them)
{
	struct fixture fixture;
	struct report report;

	start(&fixture);
	build(&report, &fixture);
	ck_assert_str_eq(of_team(&report, "M20")->note, "not recorded here");
	ck_assert(isnan(of_team(&report, "M21")->value));
	/* Three who wrote or reviewed are too few to show how their balances spread. */
	ck_assert_int_eq(of_team(&report, "M10.team")->state, STATE_WITHHELD);
	ck_assert_int_eq(count(&fixture, "SELECT count(*) FROM v_metric WHERE metric = 'M10.team' AND value IS NULL"),
	                 1);
	report_release(&report);

	change_facts(
		&fixture,
		"UPDATE change SET key = 'pr:' || id;\n"
		"INSERT INTO request (repository_id, change, origin, forge, project, state, created_time, ready_time,\n"
		"  closed_time, merged_time, seen_time, line_count)\n"
		"  SELECT 1, key, 'export', 'github', '', 'merged', landed_time - 36000, 0,\n"
		"  landed_time, landed_time, landed_time, 30 FROM change;\n"
		"INSERT INTO change_request SELECT id, key FROM change;\n");
	build(&report, &fixture);
	ck_assert_int_eq(of_team(&report, "M21")->n, 40);
	ck_assert_double_eq(of_team(&report, "M21")->value, 10);
	ck_assert_str_eq(of_team(&report, "M21")->unit, "hours");
	ck_assert_ptr_null(of_team(&report, "M21")->note);
	/* Requests without a word on them: nobody knows whether somebody answered. */
	ck_assert_int_eq(of_team(&report, "M20")->state, STATE_UNKNOWN);
	ck_assert(isnan(of_team(&report, "M20")->value));
	ck_assert_str_eq(of_team(&report, "M20")->note, "not recorded here");
	ck_assert_str_eq(of_team(&report, "M21.rounds")->note, "none to measure");
	ck_assert_int_eq(of_team(&report, "M23")->state, STATE_NA);
	report_release(&report);
	stop(&fixture);
}
END_TEST

START_TEST(a_history_that_is_cut_never_gives_a_silent_number)
{
	struct fixture fixture;
	struct report report;

	start(&fixture);
	change_facts(&fixture, "UPDATE scan SET is_shallow = 1;\n"
	                       "UPDATE commits SET parents = CAST('dddddddddddddddddddd' AS BLOB) WHERE id = 1;\n");
	build(&report, &fixture);
	ck_assert_ptr_nonnull(strstr(report.coverage.line, "git fetch --unshallow"));
	for (size_t i = 0; i < report.people[0].figure_count; i++) {
		const struct figure *figure = &report.people[0].figures[i];

		ck_assert_msg(figure->state == STATE_UNKNOWN || figure->state == STATE_NA, "%s", figure->id);
		ck_assert_msg(strcmp(figure->unit, "share") || isnan(figure->value), "%s", figure->id);
	}
	report_release(&report);

	fixture.request.period.since_time = SINCE + 2 * WEEK;
	build(&report, &fixture);
	ck_assert_int_eq(own(&report, "M01")->state, STATE_OK);
	report_release(&report);
	stop(&fixture);
}
END_TEST

START_TEST(an_empty_period_is_answered)
{
	struct fixture fixture;
	struct report report;

	start(&fixture);
	fixture.request.period = (struct period){ SINCE - 60 * WEEK, SINCE - 50 * WEEK };
	build(&report, &fixture);
	ck_assert_str_eq(report.coverage.line, "No changes landed in this period.");
	report_release(&report);
	stop(&fixture);
}
END_TEST

START_TEST(a_period_in_which_nothing_counts_is_not_called_empty)
{
	struct fixture fixture;
	struct report report;

	start(&fixture);
	ck_assert_int_eq(store_script(fixture.store, "UPDATE change_credit SET excluded = 'placeholder'"), 0);
	build(&report, &fixture);
	ck_assert_ptr_nonnull(strstr(report.coverage.line, "changes of this period counts: "));
	report_release(&report);
	stop(&fixture);
}
END_TEST

START_TEST(a_repository_is_called_by_its_remote_or_its_key_and_never_by_a_path)
{
	struct fixture fixture;
	struct report report;

	start(&fixture);
	build(&report, &fixture);
	ck_assert_str_eq(report.repositories[0].name, "engine");
	ck_assert_str_eq(report.repositories[0].rule, "commit 100 %");
	ck_assert_int_eq(report.repositories[0].commit_count, 41);
	ck_assert(report.repositories[0].has_lines);
	report_release(&report);

	change_facts(&fixture, "UPDATE repository SET remote = '';\n");
	build(&report, &fixture);
	ck_assert_str_eq(report.repositories[0].name, "aaaaaaaaaaaa");
	report_release(&report);
	stop(&fixture);
}
END_TEST

START_TEST(the_same_facts_give_the_same_bytes)
{
	struct fixture fixture;
	struct render_options options = { 0 };
	struct buf drawn[2] = { { 0 }, { 0 } };

	start(&fixture);
	for (int i = 0; i < 2; i++) {
		struct report report;

		build(&report, &fixture);
		ck_assert_int_eq(renderer_find("json")->draw(&drawn[i], &report, &options), 0);
		report_release(&report);
	}
	ck_assert_str_eq(buf_str(&drawn[0]), buf_str(&drawn[1]));
	ck_assert_ptr_null(strstr(buf_str(&drawn[0]), "/home"));
	buf_release(&drawn[0]);
	buf_release(&drawn[1]);
	stop(&fixture);
}
END_TEST

START_TEST(figures_are_kept_for_the_team_and_the_persons_asked_for_alone)
{
	struct fixture fixture;
	struct report report;
	int64_t rows;

	start(&fixture);
	build(&report, &fixture);
	report_release(&report);
	rows = count(&fixture, "SELECT count(*) FROM v_metric");
	ck_assert_int_gt(rows, 40);
	ck_assert_int_eq(count(&fixture, "SELECT count(DISTINCT person) FROM v_metric WHERE person <> ''"), 1);
	ck_assert_int_eq(count(&fixture,
	                       "SELECT count(*) FROM v_metric WHERE metric = 'M01' AND person = 'Ada <ada@x>'\n"
	                       "AND value = 10 AND n = 10 AND state = 'ok' AND team = ''"),
	                 1);
	ck_assert_int_eq(count(&fixture, "SELECT count(*) FROM v_metric WHERE metric LIKE '%+%'"), 0);
	ck_assert_int_eq(count(&fixture, "SELECT count(*) FROM v_finding WHERE pattern = 'P01'"), 1);

	build(&report, &fixture);
	report_release(&report);
	ck_assert_int_eq(count(&fixture, "SELECT count(*) FROM v_metric"), rows);
	stop(&fixture);
}
END_TEST

START_TEST(a_sealed_period_keeps_its_figures)
{
	struct fixture fixture;
	struct report report;

	start(&fixture);
	fixture.request.freeze = fixture.request.is_up_to_date = true;
	build(&report, &fixture);
	ck_assert(report.is_new_seal);
	report_release(&report);
	build(&report, &fixture);
	ck_assert(report.is_sealed);
	ck_assert(!report.is_new_seal);
	report_release(&report);

	fixture.request.freeze = false;
	change_facts(&fixture, "DELETE FROM act WHERE id < 1000 AND change_id <= 5;\n");
	build(&report, &fixture);
	ck_assert_int_eq(own(&report, "M01")->k, 10);
	ck_assert_int_eq(own(&report, "M04")->k, 20);
	ck_assert_int_eq(own(&report, "M04")->n, 30);
	ck_assert_ptr_nonnull(strstr(report.notes[0], "sealed"));
	report_release(&report);

	fixture.request.period.until_time -= WEEK;
	build(&report, &fixture);
	ck_assert_int_eq(own(&report, "M01")->k, 5);
	report_release(&report);
	stop(&fixture);
}
END_TEST

START_TEST(what_was_not_just_scanned_is_not_sealed)
{
	struct fixture fixture;
	struct report report;

	start(&fixture);
	fixture.request.freeze = true;
	ck_assert_int_eq(report_build(&report, fixture.store, fixture.config, &fixture.request), ERR_USAGE);
	ck_assert_ptr_nonnull(strstr(error_message(), "--no-scan"));
	ck_assert_int_eq(count(&fixture, "SELECT count(*) FROM sealed_report"), 0);
	ck_assert_int_eq(count(&fixture, "SELECT count(*) FROM metric_value WHERE sealed = 1"), 0);
	stop(&fixture);
}
END_TEST

START_TEST(a_damaged_seal_is_an_error_by_name)
{
	struct fixture fixture;
	struct report report;

	start(&fixture);
	fixture.request.freeze = fixture.request.is_up_to_date = true;
	build(&report, &fixture);
	report_release(&report);
	ck_assert_int_eq(
		store_script(fixture.store, "UPDATE sealed_report SET body = substr(body, 1, length(body) - 9);"), 0);
	ck_assert_int_eq(report_build(&report, fixture.store, fixture.config, &fixture.request), ERR_INVALID);
	ck_assert_ptr_nonnull(strstr(error_message(), "is damaged"));
	ck_assert_int_eq(store_script(fixture.store, "UPDATE sealed_report SET format = 99;"), 0);
	ck_assert_int_eq(report_build(&report, fixture.store, fixture.config, &fixture.request), ERR_NEWER);
	stop(&fixture);
}
END_TEST

START_TEST(a_person_who_is_not_there_is_left_out)
{
	struct fixture fixture;
	struct report report;

	start(&fixture);
	fixture.subjects[0] = 77;
	fixture.request.viewer = 0;
	build(&report, &fixture);
	ck_assert_uint_eq(report.person_count, 0);
	ck_assert(!report.viewer_known);
	ck_assert_ptr_nonnull(report.next_step);
	report_release(&report);
	stop(&fixture);
}
END_TEST

START_TEST(a_label_fits_its_column)
{
	struct fixture fixture;
	struct report report;

	start(&fixture);
	build(&report, &fixture);
	for (size_t i = 0; i < report.teams[0].figure_count; i++) {
		const struct figure *figure = &report.teams[0].figures[i];

		/* M00 is the coverage section, which has its own words. */
		if (strncmp(figure->id, "M00", 3))
			ck_assert_msg(utf8_columns(text_of(figure->label)) <= 24, "%s: %s", figure->id, figure->label);
	}
	for (size_t i = 0; i < report.people[0].figure_count; i++)
		ck_assert_msg(utf8_columns(text_of(report.people[0].figures[i].label)) <= 24, "%s",
		              report.people[0].figures[i].label);
	report_release(&report);
	stop(&fixture);
}
END_TEST

Suite *suite_report(void)
{
	Suite *suite = suite_create("report");
	TCase *model = tcase_create("model");

	tcase_add_test(model, own_figures_stand_beside_the_sum_of_the_others);
	tcase_add_test(model, a_decision_record_is_a_document_and_counts_once);
	tcase_add_test(model, with_one_other_there_is_no_sum_of_the_others);
	tcase_add_test(model, two_persons_of_three_leave_no_sum_of_the_others);
	tcase_add_test(model, halves_are_shown_apart_in_the_default_period_only);
	tcase_add_test(model, persons_stand_by_name_whatever_they_did);
	tcase_add_test(model, the_coverage_line_says_how_much_is_recorded);
	tcase_add_test(model, what_is_not_recorded_has_no_value_and_says_so);
	tcase_add_test(model, a_share_of_seen_reviews_is_a_lower_bound);
	tcase_add_test(model, times_are_told_only_where_a_forge_tells_them);
	tcase_add_test(model, a_history_that_is_cut_never_gives_a_silent_number);
	tcase_add_test(model, an_empty_period_is_answered);
	tcase_add_test(model, a_period_in_which_nothing_counts_is_not_called_empty);
	tcase_add_test(model, a_repository_is_called_by_its_remote_or_its_key_and_never_by_a_path);
	tcase_add_test(model, the_same_facts_give_the_same_bytes);
	tcase_add_test(model, figures_are_kept_for_the_team_and_the_persons_asked_for_alone);
	tcase_add_test(model, a_sealed_period_keeps_its_figures);
	tcase_add_test(model, what_was_not_just_scanned_is_not_sealed);
	tcase_add_test(model, a_damaged_seal_is_an_error_by_name);
	tcase_add_test(model, a_person_who_is_not_there_is_left_out);
	tcase_add_test(model, a_label_fits_its_column);
	suite_add_tcase(suite, model);
	return suite;
}
