/*
 * Whom a report must not give away: groups, complements, opt-outs, absences and pseudonyms over a planted team of four who
 * write and review ten changes each.
 */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "lead/config.h"
#include "lead/report.h"
#include "support/planted_team.h"

Suite *suite_protect(void);

#define KEY "a key of sixteen"
#define FOREVER "-4000000000000000000, 4000000000000000000"

static struct planted planted;
static struct config *config;
static struct report report;
static struct report_request request;
static int64_t subjects[8];

static void start(void)
{
	planted_start(&planted);
	planted_people(&planted, 8);
	for (int64_t i = 0; i < 4; i++)
		PLANT(&planted, 10, .author = i + 1, .reviewer = (i + 1) % 4 + 1);
	config = config_new();
	report = (struct report){ 0 };
	request = (struct report_request){ .period = { PLANTED_SINCE, PLANTED_UNTIL }, .fiscal_month = 1 };
}

static void stop(void)
{
	report_release(&report);
	config_free(config);
	planted_stop(&planted);
}

/* Up to three subjects; 0 is none. */
static void build(int64_t first, int64_t second, int64_t third)
{
	const int64_t ids[] = { first, second, third };

	request.subjects = subjects;
	request.subject_count = 0;
	for (size_t i = 0; i < 3; i++)
		if (ids[i])
			subjects[request.subject_count++] = ids[i];
	report_release(&report);
	ck_assert_msg(report_build(&report, planted.store, config, &request) == 0, "%s", error_message());
}

static void build_for_others(int64_t first, int64_t second, int64_t third)
{
	request.is_for_others = true;
	request.least_rest = request.least_group = 3;
	build(first, second, third);
}

static const struct figure *of_team(const char *id)
{
	const struct report_team *team = &report.teams[0];

	for (size_t i = 0; i < team->figure_count; i++)
		if (!strcmp(team->figures[i].id, id))
			return &team->figures[i];
	ck_abort_msg("no %s", id);
}

static const struct figure *of_person(size_t position, const char *id)
{
	const struct report_person *person = &report.people[position];

	for (size_t i = 0; i < person->figure_count; i++)
		if (!strcmp(person->figures[i].id, id))
			return &person->figures[i];
	ck_abort_msg("no %s", id);
}

static int64_t count(const char *sql)
{
	struct statement *statement;
	int64_t value;

	ck_assert_int_eq(store_statement(&statement, planted.store, sql), 0);
	ck_assert_int_eq(statement_step(statement), 0);
	value = statement_int(statement, 0);
	statement_reset(statement);
	return value;
}

static bool has_note(const char *words)
{
	for (size_t i = 0; i < report.note_count; i++)
		if (strstr(report.notes[i], words))
			return true;
	return false;
}

/* ---- groups ---- */

START_TEST(the_rest_is_enough_people_for_others)
{
	build(1, 2, 0);
	ck_assert_uint_gt(report.people[0].rest_count, 0);
	build_for_others(1, 0, 0);
	ck_assert_uint_gt(report.people[0].rest_count, 0);
	build_for_others(1, 2, 0);
	ck_assert_uint_eq(report.people[0].rest_count, 0);
	ck_assert_int_eq(of_team("M01")->state, STATE_OK);
}
END_TEST

START_TEST(a_spread_needs_as_many_people_as_are_configured)
{
	build(0, 0, 0);
	ck_assert_int_eq(of_team("M10.team")->state, STATE_WITHHELD);
	ck_assert_int_eq(of_team("M09.none")->state, STATE_WITHHELD);
	request.least_group = 4;
	build(0, 0, 0);
	ck_assert_int_ne(of_team("M10.team")->state, STATE_WITHHELD);
	ck_assert_int_eq(of_team("M09.none")->k, 0);
	ck_assert_int_ne(of_team("M09.none")->state, STATE_WITHHELD);
}
END_TEST

/* Team less Persons 1 to 3 is Person 4. */
START_TEST(a_complement_of_one_is_withheld_from_others)
{
	build(1, 2, 3);
	ck_assert_int_eq(of_team("M01")->k, 40);
	ck_assert(!has_note("one other was active"));

	build_for_others(1, 2, 3);
	ck_assert_int_eq(of_person(0, "M01")->k, 10);
	ck_assert_int_eq(of_team("M01")->state, STATE_WITHHELD);
	ck_assert(isnan(of_team("M01")->value));
	ck_assert_int_eq(of_team("M03")->n, 0);
	ck_assert_int_eq(of_team("M16+M17")->k, 0);
	/* What is told of no person stays. */
	ck_assert_int_eq(of_team("M07")->k, 40);
	ck_assert(has_note("one other was active"));
	/* What is kept does not depend on who reads. */
	ck_assert_int_eq(count("SELECT n FROM v_metric WHERE metric = 'M01' AND person = ''"), 40);
}
END_TEST

START_TEST(where_all_are_shown_nothing_is_left_to_withhold)
{
	planted_sql(&planted, "DELETE FROM act WHERE person_id = 4;\n"
	                      "DELETE FROM change_credit WHERE author_id = 4;");
	build_for_others(1, 2, 3);
	ck_assert_int_eq(of_team("M01")->k, 30);
}
END_TEST

/* ---- opt-outs ---- */

static void opt_out(int64_t person)
{
	char *sql = xstrfmt("INSERT INTO declared VALUES ('optout', %lld, '', " FOREVER ");", (long long)person);

	planted_sql(&planted, sql);
	free(sql);
}

START_TEST(who_opted_out_has_no_page_and_no_rows)
{
	build(1, 2, 0);
	request.freeze = request.is_up_to_date = true;
	build(1, 2, 0);
	ck_assert_int_gt(count("SELECT count(*) FROM metric_value WHERE person LIKE 'Person 2%' AND sealed = 1"), 0);
	ck_assert_int_gt(count("SELECT count(*) FROM finding WHERE person LIKE 'Person 2%'"), 0);

	request.freeze = false;
	opt_out(2);
	build(1, 2, 0);
	ck_assert_uint_eq(report.person_count, 1);
	ck_assert_str_eq(report.people[0].name, "Person 1");
	ck_assert_int_eq(report.teams[0].opted_out_count, 1);
	ck_assert_int_eq(of_team("M01")->k, 40);
	ck_assert_int_eq(count("SELECT count(*) FROM metric_value WHERE person LIKE 'Person 2%'"), 0);
	ck_assert_int_eq(count("SELECT count(*) FROM finding WHERE person LIKE 'Person 2%'"), 0);
	ck_assert_int_gt(count("SELECT count(*) FROM metric_value WHERE person LIKE 'Person 1%'"), 0);
	ck_assert_int_eq(count("SELECT count(*) FROM sealed_report"), 2);
	ck_assert_int_eq(count("SELECT count(*) FROM sealed_report WHERE instr(body, CAST('Person 2' AS BLOB)) > 0"),
	                 0);
}
END_TEST

/* The sealed team less a person of today would be a sum of two days. */
START_TEST(who_is_not_in_the_seal_has_no_rest)
{
	request.freeze = request.is_up_to_date = true;
	build(1, 0, 0);
	request.freeze = false;
	build(1, 2, 0);
	ck_assert(report.is_sealed);
	ck_assert(!report.people[0].is_unsealed);
	ck_assert_uint_gt(report.people[0].rest_count, 0);
	ck_assert(report.people[1].is_unsealed);
	ck_assert_uint_eq(report.people[1].rest_count, 0);
	ck_assert_int_eq(of_person(1, "M01")->k, 10);
	ck_assert(has_note("Not in the seal, so with the figures of today and no rest beside: Person 2."));
}
END_TEST

/* Rows bear the key of their day; a mailmap may have changed it since. */
START_TEST(rows_under_an_earlier_name_go_too)
{
	build(2, 0, 0);
	planted_sql(&planted, "UPDATE person SET key = 'New Name <new@example.org>' WHERE id = 2;");
	opt_out(2);
	build(1, 0, 0);
	ck_assert_int_eq(count("SELECT count(*) FROM metric_value WHERE person LIKE 'Person 2%'"), 0);
}
END_TEST

START_TEST(at_the_own_terminal_the_own_figures_stay)
{
	opt_out(2);
	request.viewer = 2;
	request.shows_viewer = true;
	build(2, 0, 0);
	ck_assert_uint_eq(report.person_count, 1);
	ck_assert(report.people[0].is_opted_out);
	ck_assert_int_eq(of_person(0, "M01")->k, 10);
	ck_assert_int_eq(count("SELECT count(*) FROM metric_value WHERE person <> ''"), 0);
	/* The next step would be refused if it asked for a person. */
	ck_assert_ptr_null(strstr(report.next_step, "explain"));
}
END_TEST

/* ---- absences ---- */

static void be_absent(int64_t person, int64_t from, int64_t until)
{
	char *sql = xstrfmt("INSERT INTO declared VALUES ('absence', %lld, '', %lld, %lld);", (long long)person,
	                    (long long)from, (long long)until);

	planted_sql(&planted, sql);
	free(sql);
}

START_TEST(days_of_absence_are_counted_and_nothing_is_rescaled)
{
	be_absent(1, PLANTED_SINCE - 5 * DAY_SECS, PLANTED_SINCE + 10 * DAY_SECS);
	be_absent(1, PLANTED_SINCE + 8 * DAY_SECS, PLANTED_SINCE + 12 * DAY_SECS);
	build(1, 0, 0);
	ck_assert_int_eq(report.people[0].absent_days, 12);
	ck_assert(!report.people[0].is_excluded);
	ck_assert_int_eq(of_person(0, "M01")->k, 10);
}
END_TEST

START_TEST(a_period_away_has_no_figures_and_no_finding)
{
	be_absent(1, PLANTED_SINCE, PLANTED_UNTIL);
	build(1, 0, 0);
	ck_assert(report.people[0].is_excluded);
	ck_assert_int_eq(report.people[0].absent_days, 91);
	ck_assert_uint_eq(report.people[0].rest_count, 0);
	for (size_t i = 0; i < report.people[0].figure_count; i++) {
		ck_assert_int_eq(report.people[0].figures[i].state, STATE_WITHHELD);
		ck_assert(isnan(report.people[0].figures[i].value));
	}
	ck_assert_uint_gt(report.people[0].finding_count, 0);
	for (size_t i = 0; i < report.people[0].finding_count; i++) {
		ck_assert_int_eq(report.people[0].findings[i].outcome, OUTCOME_NA);
		ck_assert_str_eq(report.people[0].findings[i].reason, "period excluded");
	}
	ck_assert_int_eq(count("SELECT count(*) FROM v_metric WHERE person <> '' AND value IS NOT NULL"), 0);
}
END_TEST

START_TEST(who_is_away_is_not_computed_from_the_others)
{
	be_absent(4, PLANTED_SINCE, PLANTED_UNTIL);
	request.is_for_others = true;
	request.least_rest = request.least_group = 3;
	request.subjects = subjects;
	for (int64_t i = 0; i < 4; i++)
		subjects[i] = i + 1;
	request.subject_count = 4;
	ck_assert_int_eq(report_build(&report, planted.store, config, &request), 0);
	ck_assert_uint_eq(report.person_count, 4);
	ck_assert_int_eq(of_team("M01")->state, STATE_WITHHELD);
}
END_TEST

/* ---- pseudonyms ---- */

START_TEST(people_bear_pseudonyms_and_stand_in_their_order)
{
	request.pseudonym = KEY;
	request.viewer = 1;
	build(1, 2, 3);
	ck_assert(report.is_pseudonymous);
	for (size_t i = 0; i < report.person_count; i++) {
		ck_assert_int_eq(strncmp(report.people[i].name, "person ", 7), 0);
		ck_assert_uint_eq(strlen(report.people[i].name), strlen("person 7K4Q-2WMD"));
		ck_assert_str_eq(report.people[i].key, report.people[i].name);
		if (i > 0)
			ck_assert_int_lt(strcmp(report.people[i - 1].name, report.people[i].name), 0);
	}
	ck_assert(has_note("Pseudonymous: whoever has the history can tell who is meant."));
	ck_assert_ptr_null(strchr(report.next_step, '@'));
	/* What is kept is kept under the true key. */
	ck_assert_int_eq(
		count("SELECT count(DISTINCT person) FROM v_metric WHERE person LIKE 'Person _ <p_@example.org>'"), 3);
	ck_assert_int_eq(count("SELECT count(*) FROM v_metric WHERE person LIKE 'person %-%'"), 0);
}
END_TEST

START_TEST(a_series_keeps_its_pseudonyms_and_another_key_changes_them)
{
	char *name;

	request.pseudonym = KEY;
	build(2, 0, 0);
	name = xstrdup(report.people[0].name);
	request.period = (struct period){ PLANTED_BEFORE, PLANTED_SINCE };
	build(2, 0, 0);
	ck_assert_str_eq(report.people[0].name, name);
	request.pseudonym = KEY " and more";
	build(2, 0, 0);
	ck_assert_str_ne(report.people[0].name, name);
	free(name);
}
END_TEST

/* ---- corrections ---- */

START_TEST(corrections_in_force_are_counted)
{
	build(1, 0, 0);
	ck_assert(!has_note("In force"));
	ck_assert_int_eq(config_add(config, "identity.bosample.person", "Bo <bo@example.org>", CONFIG_GIT), 0);
	planted_sql(&planted,
	            "UPDATE identity_person SET rule = 'mailmap' WHERE person_id = 3;\n"
	            "INSERT INTO declared VALUES ('unrecorded', 0, 'review', " FOREVER "),\n"
	            "  ('solo', 1, '', " FOREVER "), ('mentor', 1, '', 0, 1), ('absence', 2, '', " FOREVER "),\n"
	            "  ('optout', 3, '', " FOREVER ");");
	build(1, 0, 0);
	ck_assert(has_note("In force: 2 identity corrections, 1 role or agreement declared, 1 channel declared as not "
	                   "recorded, 1 absence, 1 opt-out."));
}
END_TEST

Suite *suite_protect(void)
{
	Suite *suite = suite_create("protect");
	TCase *groups = tcase_create("groups");
	TCase *people = tcase_create("people");

	tcase_add_checked_fixture(groups, start, stop);
	tcase_add_test(groups, the_rest_is_enough_people_for_others);
	tcase_add_test(groups, a_spread_needs_as_many_people_as_are_configured);
	tcase_add_test(groups, a_complement_of_one_is_withheld_from_others);
	tcase_add_test(groups, where_all_are_shown_nothing_is_left_to_withhold);
	tcase_add_test(groups, corrections_in_force_are_counted);
	suite_add_tcase(suite, groups);
	tcase_add_checked_fixture(people, start, stop);
	tcase_add_test(people, who_opted_out_has_no_page_and_no_rows);
	tcase_add_test(people, who_is_not_in_the_seal_has_no_rest);
	tcase_add_test(people, rows_under_an_earlier_name_go_too);
	tcase_add_test(people, at_the_own_terminal_the_own_figures_stay);
	tcase_add_test(people, days_of_absence_are_counted_and_nothing_is_rescaled);
	tcase_add_test(people, a_period_away_has_no_figures_and_no_finding);
	tcase_add_test(people, who_is_away_is_not_computed_from_the_others);
	tcase_add_test(people, people_bear_pseudonyms_and_stand_in_their_order);
	tcase_add_test(people, a_series_keeps_its_pseudonyms_and_another_key_changes_them);
	suite_add_tcase(suite, people);
	return suite;
}
