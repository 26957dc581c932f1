/* The engine of the check: levels, keys, caps, gaps, exit codes, fingerprints, what is kept. Rules themselves: test_check_rules.c. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "support/check_kit.h"

Suite *suite_check(void);

static struct check_kit kit;

static void start(void)
{
	check_kit_start(&kit);
}

static void stop(void)
{
	check_kit_stop(&kit);
}

/* Forty reviewed changes: reviews are recorded. */
static void plant_reviewed(void)
{
	PLANT(&kit.planted, 20, .author = 2, .reviewer = 3);
	PLANT(&kit.planted, 20, .author = 3, .reviewer = 2);
}

static int64_t plant_alone(void)
{
	return PLANT(&kit.planted, 1, .author = 4, .time = PLANTED_SINCE + DAY_SECS);
}

/* ---- levels and exit codes ---- */

START_TEST(by_default_nothing_fails)
{
	int64_t alone;

	plant_reviewed();
	alone = plant_alone();
	check_kit_judge(&kit, alone);
	ck_assert_int_eq(kit.check.status, 0);
	ck_assert_int_eq(check_kit_result(&kit, "second-person", alone)->shown, CHECK_WARN);
	ck_assert_int_eq(check_kit_result(&kit, "review-evidence", alone)->shown, CHECK_NOTICE);
	ck_assert_int_eq(kit.check.counts[CHECK_WARN], 1);
}
END_TEST

START_TEST(a_rule_that_is_off_gives_nothing)
{
	int64_t alone;

	plant_reviewed();
	alone = plant_alone();
	check_kit_set(&kit, "check.second-person", "off");
	check_kit_judge(&kit, alone);
	ck_assert_str_eq(check_kit_outcome(&kit, "second-person", alone), "none");
	ck_assert_str_eq(check_kit_outcome(&kit, "review-evidence", alone), "fires");
}
END_TEST

START_TEST(a_rule_set_to_fail_ends_in_1_when_it_fires)
{
	int64_t alone;

	plant_reviewed();
	alone = plant_alone();
	check_kit_set(&kit, "check.second-person", "fail");
	check_kit_judge(&kit, alone);
	ck_assert_int_eq(kit.check.status, 1);
	ck_assert_int_eq(kit.check.counts[CHECK_FAIL], 1);
}
END_TEST

START_TEST(a_rule_set_to_fail_ends_in_3_when_it_cannot_be_judged)
{
	int64_t alone = plant_alone();

	check_kit_set(&kit, "check.second-person", "fail");
	check_kit_judge(&kit, alone);
	ck_assert_str_eq(check_kit_outcome(&kit, "second-person", alone), "unknown");
	ck_assert_int_eq(check_kit_result(&kit, "second-person", alone)->shown, CHECK_FAIL);
	ck_assert_int_eq(check_kit_result(&kit, "review-evidence", alone)->shown, CHECK_NOTICE);
	ck_assert_int_eq(kit.check.status, 3);
}
END_TEST

START_TEST(what_fired_outweighs_what_could_not_be_judged)
{
	int64_t alone = plant_alone();

	check_kit_set(&kit, "check.second-person", "fail");
	check_kit_set(&kit, "check.size", "fail");
	check_kit_set(&kit, "check.size.files", "1");
	PLANT(&kit.planted, 1, .author = 4, .files = 2, .time = PLANTED_SINCE + DAY_SECS);
	check_kit_judge(&kit, alone);
	ck_assert_int_eq(kit.check.status, 1);
}
END_TEST

START_TEST(what_is_held_is_shown_nowhere)
{
	plant_reviewed();
	check_kit_judge(&kit, 40);
	ck_assert_str_eq(check_kit_outcome(&kit, "second-person", 40), "holds");
	ck_assert_int_eq(check_kit_result(&kit, "second-person", 40)->shown, CHECK_OFF);
	ck_assert_str_eq(check_kit_outcome(&kit, "newcomer-review", 40), "n/a");
}
END_TEST

START_TEST(rules_about_persons_are_off_and_notices_at_most)
{
	const struct check_rule *rule;
	size_t count = 0;

	for (size_t i = 0; (rule = check_rule_at(i)); i++) {
		ck_assert_ptr_eq(check_rule_find(text_of(rule->id)), rule);
		ck_assert_int_le(rule->level, rule->most);
		ck_assert(rule->level != CHECK_FAIL);
		ck_assert(strlen(rule->name) > 3 && rule->name[strlen(rule->name) - 1] != '.');
		ck_assert(rule->help[strlen(rule->help) - 1] == '.');
		if (rule->subject != CHECK_OF_PERSON)
			continue;
		count++;
		ck_assert_int_eq(rule->level, CHECK_OFF);
		ck_assert_int_eq(rule->most, CHECK_NOTICE);
	}
	ck_assert_uint_eq(count, 4);
}
END_TEST

/* Ids stand in settings of teams and in stored fingerprints: none is renamed, and a new one needs its line in gitlead-config(5). */
START_TEST(rules_keep_their_ids)
{
	static const char *const ids[] = {
		"second-person",
		"review-evidence",
		"self-integrated",
		"size",
		"decision-record",
		"documents",
		"newcomer-review",
		"coverage",
		"second-person-share",
		"self-integrated-share",
		"large-changes",
		"newcomer-gap",
		"P02",
		"P03",
		"P04",
		"P05",
		"P08",
		"P09",
		"P10",
		"P17",
		"P01",
		"P06",
		"P07",
		"P14",
		NULL,
	};

	for (size_t i = 0; ids[i]; i++)
		ck_assert_str_eq(check_rule_at(i)->id, ids[i]);
	ck_assert_ptr_null(check_rule_at(24));
}
END_TEST

/* ---- what is written ---- */

static const struct {
	const char *name, *value, *words;
} wrong[] = {
	{ "check.sise", "warn", "sise" },
	{ "check.size", "loud", "loud" },
	{ "check.size", "", "check.size" },
	{ "check.sise.lines", "3", "sise" },
	{ "check.size.linez", "3", "'lines', 'files'" },
	{ "check.second-person.lines", "3", "no numbers" },
	{ "check.size.lines", "0", "check.size.lines" },
	{ "check.size.lines", "2.5", "whole" },
	{ "check.size.lines", "many", "check.size.lines" },
	{ "check.coverage.least", "1.2", "check.coverage.least" },
	{ "check.coverage.least", "-0.1", "check.coverage.least" },
	{ "check.coverage.least", "nan", "check.coverage.least" },
	{ "check.Coverage.least", "0.5", "[check \"coverage\"]" },
	{ "check.P01", "warn", "notice at most" },
	{ "check.p14", "fail", "notice at most" },
};

START_TEST(what_is_written_of_no_rule_is_an_error_by_name)
{
	plant_alone();
	check_kit_set(&kit, wrong[_i].name, wrong[_i].value);
	ck_assert_int_eq(check_kit_build(&kit, 1), ERR_INVALID);
	ck_assert_msg(strstr(error_message(), wrong[_i].words) != NULL, "%s", error_message());
}
END_TEST

START_TEST(the_line_of_the_projects_file_is_told)
{
	plant_alone();
	ck_assert_int_eq(
		config_parse(kit.config, TEXT("[check]\n\tsize = warn\n\tsise = warn\n"), CONFIG_PROJECT, ".gitlead"),
		0);
	ck_assert_int_eq(check_kit_build(&kit, 1), ERR_INVALID);
	ck_assert_msg(strstr(error_message(), ".gitlead line 3") != NULL, "%s", error_message());
}
END_TEST

START_TEST(rules_are_found_in_any_case_of_letters)
{
	plant_alone();
	check_kit_set(&kit, "check.SIZE", "off");
	check_kit_judge(&kit, 1);
	ck_assert_str_eq(check_kit_outcome(&kit, "size", 1), "none");
	ck_assert_ptr_nonnull(check_rule_find(TEXT("p04")));
}
END_TEST

START_TEST(a_result_of_the_team_leads_to_its_line)
{
	plant_reviewed();
	ck_assert_int_eq(
		config_parse(kit.config, TEXT("# ours\n[check]\n\tcoverage = warn\n"), CONFIG_PROJECT, ".gitlead"), 0);
	check_kit_judge(&kit, 40);
	ck_assert_str_eq(check_kit_result(&kit, "coverage", 0)->path, ".gitlead");
	ck_assert_uint_eq(check_kit_result(&kit, "coverage", 0)->line, 3);
	ck_assert_uint_eq(check_kit_result(&kit, "second-person-share", 0)->line, 1);
}
END_TEST

/* ---- gaps ---- */

static const struct check_gap *gap_of(const char *rule)
{
	for (size_t i = 0; i < kit.check.gap_count; i++)
		if (strstr(kit.check.gaps[i].rules, rule))
			return &kit.check.gaps[i];
	return NULL;
}

START_TEST(one_reason_is_said_once)
{
	const struct check_gap *gap;

	PLANT(&kit.planted, 30, .author = 2);
	check_kit_judge(&kit, 28);
	gap = gap_of("second-person");
	ck_assert_ptr_nonnull(gap);
	ck_assert_uint_eq(kit.check.gap_count, 1);
	ck_assert_str_eq(gap->rules, "second-person, review-evidence, self-integrated, coverage, second-person-share, "
	                             "self-integrated-share");
	ck_assert_int_eq(gap->change_count, 3);
	ck_assert_ptr_nonnull(gap->advice);
	ck_assert_int_eq(gap->shown, CHECK_NOTICE);
	ck_assert(strstr(gap->message, "0 of 30 changes (0 %) of the 26 weeks before"));
}
END_TEST

START_TEST(a_gap_of_a_rule_that_fails_is_its_own)
{
	PLANT(&kit.planted, 3, .author = 2);
	check_kit_set(&kit, "check.review-evidence", "fail");
	check_kit_judge(&kit, 3);
	ck_assert_ptr_ne(gap_of("review-evidence"), gap_of("second-person"));
	ck_assert_int_eq(gap_of("review-evidence")->shown, CHECK_FAIL);
	ck_assert_str_eq(gap_of("review-evidence")->rules, "review-evidence");
	ck_assert_int_eq(gap_of("second-person")->shown, CHECK_NOTICE);
	ck_assert_int_eq(kit.check.status, 3);
}
END_TEST

START_TEST(a_gap_counts_each_change_once)
{
	PLANT(&kit.planted, 2, .author = 2, .is_newcomer = true);
	PLANT(&kit.planted, 2, .author = 3, .integrator = 4);
	check_kit_judge(&kit, 1);
	ck_assert_int_eq(gap_of("newcomer-review")->change_count, 4);
}
END_TEST

/* ---- who is judged ---- */

START_TEST(excluded_changes_are_not_judged)
{
	static const char *const reasons[] = { "bot",  "model",  "placeholder", "import",
		                               "mass", "copied", "reverted",    "vendored" };
	int64_t excluded;

	plant_reviewed();
	excluded = PLANT(&kit.planted, 1, .author = 4, .excluded = reasons[_i], .lines = 5000);
	check_kit_judge(&kit, excluded);
	ck_assert_uint_eq(kit.check.change_count, 1);
	ck_assert_str_eq(kit.check.changes[0].excluded, reasons[_i]);
	for (size_t i = 0; i < kit.check.result_count; i++)
		ck_assert_ptr_null(kit.check.results[i].change);
}
END_TEST

START_TEST(changes_of_another_team_are_outside)
{
	int64_t outside;

	plant_reviewed();
	outside = plant_alone();
	planted_sql(&kit.planted,
	            "INSERT INTO member VALUES ('two', 2, 0, -1, 9000000000), ('two', 3, 0, -1, 9000000000)");
	kit.request.team = "two";
	check_kit_judge(&kit, outside);
	ck_assert_str_eq(kit.check.changes[0].excluded, "outside");
	ck_assert_str_eq(check_kit_outcome(&kit, "second-person", outside), "none");
	ck_assert_str_eq(check_kit_outcome(&kit, "coverage", 0), "holds");
}
END_TEST

/* ---- fingerprints ---- */

START_TEST(a_fingerprint_depends_on_repository_rule_and_subject_alone)
{
	char first[4][40];
	int64_t alone = plant_alone();

	check_kit_judge(&kit, alone);
	snprintf(first[0], sizeof(first[0]), "%s", check_kit_result(&kit, "second-person", alone)->fingerprint);
	snprintf(first[1], sizeof(first[1]), "%s", check_kit_result(&kit, "review-evidence", alone)->fingerprint);
	snprintf(first[2], sizeof(first[2]), "%s", check_kit_result(&kit, "coverage", 0)->fingerprint);
	ck_assert_str_ne(first[0], first[1]);

	/* Another range, another tip, another outcome, another database. */
	stop();
	start();
	alone = plant_alone();
	plant_reviewed();
	check_kit_set(&kit, "check.second-person", "fail");
	check_kit_judge(&kit, alone);
	ck_assert_str_eq(check_kit_result(&kit, "second-person", alone)->fingerprint, first[0]);
	ck_assert_str_eq(check_kit_result(&kit, "review-evidence", alone)->fingerprint, first[1]);
	ck_assert_str_eq(check_kit_result(&kit, "coverage", 0)->fingerprint, first[2]);
	ck_assert_str_ne(check_kit_result(&kit, "second-person", alone + 1)->fingerprint, first[0]);

	stop();
	start();
	planted_sql(&kit.planted, "UPDATE repository SET key = 'other'");
	alone = plant_alone();
	check_kit_judge(&kit, alone);
	ck_assert_str_ne(check_kit_result(&kit, "second-person", alone)->fingerprint, first[0]);
}
END_TEST

/* ---- what is kept ---- */

static int64_t count_rows(const char *sql)
{
	struct statement *statement;
	int64_t count;

	ck_assert_int_eq(store_statement(&statement, kit.planted.store, sql), 0);
	ck_assert_int_eq(statement_take_int(&count, statement), 0);
	return count;
}

START_TEST(team_facts_are_kept_by_tip_and_period)
{
	plant_reviewed();
	check_kit_judge(&kit, 40);
	ck_assert_int_eq(
		count_rows("SELECT count(*) FROM metric_value WHERE metric = 'M07' AND person = '' AND value = 1 "
	                   "AND n = 40 AND state = 'ok' AND tip = lower(hex('00000000000000000040')) "
	                   "AND until - since = 26 * 7 * 86400"),
		1);
	ck_assert_int_eq(count_rows("SELECT count(*) FROM metric_value WHERE person <> ''"), 0);
	planted_sql(&kit.planted, "CREATE TEMP TABLE before AS SELECT * FROM metric_value");
	check_kit_judge(&kit, 40);
	ck_assert_int_eq(count_rows("SELECT count(*) FROM (SELECT * FROM metric_value EXCEPT SELECT * FROM before)"),
	                 0);
}
END_TEST

START_TEST(a_figure_that_changed_is_kept_anew)
{
	plant_reviewed();
	check_kit_judge(&kit, 40);
	planted_sql(&kit.planted, "UPDATE metric_value SET value = 0.5, n = 3");
	check_kit_judge(&kit, 40);
	ck_assert_int_eq(count_rows("SELECT count(*) FROM metric_value WHERE metric = 'M07' AND value = 1 AND n = 40"),
	                 1);
}
END_TEST

START_TEST(nothing_is_kept_of_a_request)
{
	plant_reviewed();
	kit.request.is_request = true;
	check_kit_judge(&kit, 40);
	ck_assert_int_eq(count_rows("SELECT count(*) FROM metric_value"), 0);
}
END_TEST

START_TEST(a_sealed_row_stays)
{
	plant_reviewed();
	check_kit_judge(&kit, 40);
	planted_sql(&kit.planted, "UPDATE metric_value SET sealed = 1, value = 0.25");
	check_kit_judge(&kit, 40);
	ck_assert_int_eq(count_rows("SELECT count(*) FROM v_metric WHERE metric = 'M07' AND value = 0.25"), 1);
}
END_TEST

/* ---- the first line ---- */

START_TEST(the_first_line_tells_coverage)
{
	plant_reviewed();
	check_kit_judge(&kit, 40);
	ck_assert_str_eq(kit.check.coverage_line,
	                 "40 of 40 changes (100 %) of the 26 weeks before name a reviewer: what is "
	                 "missing may be told.");
	ck_assert_int_eq(kit.check.coverage, COVERAGE_USABLE);
}
END_TEST

START_TEST(of_one_change_it_speaks_of_one)
{
	plant_alone();
	check_kit_judge(&kit, 1);
	ck_assert_str_eq(kit.check.coverage_line,
	                 "0 of 1 change (0 %) of the 26 weeks before names a reviewer: what is "
	                 "missing means nothing.");
}
END_TEST

Suite *suite_check(void)
{
	Suite *suite = suite_create("check");
	TCase *levels = tcase_create("levels"), *keys = tcase_create("keys"), *gaps = tcase_create("gaps"),
	      *whole = tcase_create("whole");

	tcase_add_checked_fixture(levels, start, stop);
	tcase_add_test(levels, by_default_nothing_fails);
	tcase_add_test(levels, a_rule_that_is_off_gives_nothing);
	tcase_add_test(levels, a_rule_set_to_fail_ends_in_1_when_it_fires);
	tcase_add_test(levels, a_rule_set_to_fail_ends_in_3_when_it_cannot_be_judged);
	tcase_add_test(levels, what_fired_outweighs_what_could_not_be_judged);
	tcase_add_test(levels, what_is_held_is_shown_nowhere);
	tcase_add_test(levels, rules_about_persons_are_off_and_notices_at_most);
	tcase_add_test(levels, rules_keep_their_ids);
	suite_add_tcase(suite, levels);
	tcase_add_checked_fixture(keys, start, stop);
	tcase_add_loop_test(keys, what_is_written_of_no_rule_is_an_error_by_name, 0, sizeof(wrong) / sizeof(wrong[0]));
	tcase_add_test(keys, the_line_of_the_projects_file_is_told);
	tcase_add_test(keys, rules_are_found_in_any_case_of_letters);
	tcase_add_test(keys, a_result_of_the_team_leads_to_its_line);
	suite_add_tcase(suite, keys);
	tcase_add_checked_fixture(gaps, start, stop);
	tcase_add_test(gaps, one_reason_is_said_once);
	tcase_add_test(gaps, a_gap_of_a_rule_that_fails_is_its_own);
	tcase_add_test(gaps, a_gap_counts_each_change_once);
	suite_add_tcase(suite, gaps);
	tcase_add_checked_fixture(whole, start, stop);
	tcase_add_loop_test(whole, excluded_changes_are_not_judged, 0, 8);
	tcase_add_test(whole, changes_of_another_team_are_outside);
	tcase_add_test(whole, a_fingerprint_depends_on_repository_rule_and_subject_alone);
	tcase_add_test(whole, team_facts_are_kept_by_tip_and_period);
	tcase_add_test(whole, a_figure_that_changed_is_kept_anew);
	tcase_add_test(whole, nothing_is_kept_of_a_request);
	tcase_add_test(whole, a_sealed_row_stays);
	tcase_add_test(whole, the_first_line_tells_coverage);
	tcase_add_test(whole, of_one_change_it_speaks_of_one);
	suite_add_tcase(suite, whole);
	return suite;
}
