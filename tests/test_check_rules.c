/* Every rule about changes against planted truth: a case that fires, one that is silent, one that is unknown or not asked. */
#include <check.h>
#include <stdio.h>
#include <string.h>
#include "support/check_kit.h"

Suite *suite_check_rules(void);

#define LATER (PLANTED_SINCE + 20 * DAY_SECS)

static struct check_kit kit;

static void start(void)
{
	check_kit_start(&kit);
}

static void stop(void)
{
	check_kit_stop(&kit);
}

static void plant_reviewed(void)
{
	PLANT(&kit.planted, 20, .author = 2, .reviewer = 3);
	PLANT(&kit.planted, 20, .author = 3, .reviewer = 2);
}

static void plant_unreviewed(void)
{
	PLANT(&kit.planted, 20, .author = 2, .integrator = 3);
	PLANT(&kit.planted, 20, .author = 3);
}

#define ck_assert_outcome(rule, change, wanted) ck_assert_str_eq(check_kit_outcome(&kit, (rule), (change)), (wanted))
#define ck_assert_says(rule, change, part)                                                             \
	ck_assert_msg(strstr(check_kit_result(&kit, (rule), (change))->message, (part)) != NULL, "%s", \
	              check_kit_result(&kit, (rule), (change))->message)

/* ---- absence of reviews ---- */

static const char *const of_reviews[] = { "second-person", "review-evidence", "self-integrated", "newcomer-review" };

START_TEST(where_reviews_are_recorded_an_absence_fires)
{
	int64_t alone;

	plant_reviewed();
	alone = PLANT(&kit.planted, 1, .author = 4, .is_newcomer = true, .time = LATER);
	check_kit_judge(&kit, alone);
	ck_assert_outcome(of_reviews[_i], alone, "fires");
	ck_assert_says(of_reviews[_i], alone, "where 40 of 41 changes (98 %) of the 26 weeks before name a reviewer");
	ck_assert_ptr_nonnull(strstr(check_kit_result(&kit, of_reviews[_i], alone)->advice, "--ref=lead-reviews"));
}
END_TEST

START_TEST(where_they_are_not_it_is_unknown)
{
	int64_t alone;

	plant_unreviewed();
	alone = PLANT(&kit.planted, 1, .author = 4, .is_newcomer = true, .time = LATER);
	check_kit_judge(&kit, alone);
	ck_assert_outcome(of_reviews[_i], alone, "unknown");
	ck_assert_says(of_reviews[_i], alone, "0 of 41 changes (0 %)");
}
END_TEST

START_TEST(partly_recorded_is_unknown_too)
{
	int64_t alone;

	plant_unreviewed();
	PLANT(&kit.planted, 70, .author = 2, .reviewer = 3);
	alone = PLANT(&kit.planted, 1, .author = 4, .is_newcomer = true, .time = LATER);
	check_kit_judge(&kit, alone);
	ck_assert_int_eq(kit.check.coverage, COVERAGE_PARTIAL);
	ck_assert_outcome(of_reviews[_i], alone, "unknown");
}
END_TEST

START_TEST(a_change_whose_reviews_are_told_whole_speaks_for_itself)
{
	int64_t alone;

	plant_unreviewed();
	alone = PLANT(&kit.planted, 1, .author = 4, .is_newcomer = true, .time = LATER);
	check_kit_tell(&kit, alone, alone);
	check_kit_judge(&kit, alone);
	ck_assert_outcome(of_reviews[_i], alone, "fires");
	ck_assert_says(of_reviews[_i], alone, "its request is told with all its reviews");
}
END_TEST

START_TEST(a_review_is_silent_whatever_is_recorded)
{
	int64_t reviewed;

	plant_unreviewed();
	reviewed = PLANT(&kit.planted, 1, .author = 4, .reviewer = 5, .is_newcomer = true, .time = LATER);
	check_kit_judge(&kit, reviewed);
	ck_assert_outcome(of_reviews[_i], reviewed, "holds");
	kit.request.is_request = true;
	check_kit_judge(&kit, reviewed);
	ck_assert_outcome(of_reviews[_i], reviewed, "holds");
}
END_TEST

START_TEST(what_has_not_landed_is_not_asked)
{
	int64_t alone;

	plant_reviewed();
	alone = PLANT(&kit.planted, 1, .author = 4, .is_newcomer = true, .time = LATER);
	kit.request.is_request = true;
	check_kit_judge(&kit, alone);
	ck_assert_outcome(of_reviews[_i], alone, "n/a");
}
END_TEST

START_TEST(reviews_after_the_merge_are_not_asked_for)
{
	int64_t alone;

	plant_reviewed();
	alone = PLANT(&kit.planted, 1, .author = 4, .is_newcomer = true, .time = LATER);
	check_kit_declare(&kit, "review", 0, "after-merge");
	check_kit_judge(&kit, alone);
	ck_assert_outcome(of_reviews[_i], alone, "n/a");
}
END_TEST

START_TEST(declared_unrecorded_outweighs_everything)
{
	int64_t alone;

	plant_reviewed();
	alone = PLANT(&kit.planted, 1, .author = 4, .is_newcomer = true, .time = LATER);
	check_kit_tell(&kit, alone, alone);
	check_kit_declare(&kit, "unrecorded", 0, "review");
	check_kit_judge(&kit, alone);
	ck_assert_outcome(of_reviews[_i], alone, "unknown");
	ck_assert_says(of_reviews[_i], alone, "[policy] unrecorded");
	ck_assert_outcome("coverage", 0, "unknown");
}
END_TEST

START_TEST(of_what_landed_before_the_period_coverage_is_not_known)
{
	int64_t old = PLANT(&kit.planted, 1, .author = 4, .is_newcomer = true, .time = PLANTED_SINCE - 365 * DAY_SECS);

	plant_reviewed();
	check_kit_judge(&kit, old);
	ck_assert_outcome(of_reviews[_i], old, "unknown");
	ck_assert_says(of_reviews[_i], old, "before the 26 weeks");
}
END_TEST

START_TEST(a_second_person_need_not_have_reviewed)
{
	int64_t change;

	plant_reviewed();
	change = PLANT(&kit.planted, 1, .author = 4, .integrator = 5, .time = LATER);
	check_kit_judge(&kit, change);
	ck_assert_outcome("second-person", change, "holds");
	ck_assert_outcome("review-evidence", change, "fires");
	ck_assert_outcome("self-integrated", change, "holds");
	ck_assert_outcome("newcomer-review", change, "n/a");
}
END_TEST

START_TEST(who_integrated_may_not_be_recorded)
{
	int64_t squashed;

	plant_reviewed();
	squashed = PLANT(&kit.planted, 1, .author = 4, .is_forge = true, .time = LATER);
	check_kit_judge(&kit, squashed);
	ck_assert_outcome("self-integrated", squashed, "unknown");
	ck_assert_says("self-integrated", squashed, "does not say who integrated");
	kit.request.is_request = true;
	check_kit_judge(&kit, squashed);
	ck_assert_outcome("self-integrated", squashed, "n/a");
}
END_TEST

START_TEST(a_declared_custodian_applies_own_work)
{
	int64_t own;

	plant_reviewed();
	own = PLANT(&kit.planted, 1, .author = 4, .time = LATER);
	check_kit_declare(&kit, "custodian", 4, "");
	check_kit_judge(&kit, own);
	ck_assert_outcome("self-integrated", own, "n/a");
	ck_assert_outcome("second-person", own, "fires");
}
END_TEST

/* ---- size ---- */

static const struct {
	int64_t lines, files;
	bool has_no_lines;
	const char *outcome;
} sizes[] = {
	{ 400, 30, false, "holds" }, { 401, 1, false, "fires" }, { 1, 31, false, "fires" },
	{ 0, 30, true, "unknown" },  { 0, 31, true, "fires" },
};

START_TEST(a_size_over_either_limit_fires)
{
	int64_t change = PLANT(&kit.planted, 1, .author = 2, .lines = sizes[_i].lines, .files = sizes[_i].files,
	                       .has_no_lines = sizes[_i].has_no_lines);

	check_kit_judge(&kit, change);
	ck_assert_outcome("size", change, sizes[_i].outcome);
}
END_TEST

START_TEST(a_request_is_as_large_as_all_of_it)
{
	int64_t first = PLANT(&kit.planted, 1, .author = 2, .lines = 300), last;

	PLANT(&kit.planted, 1, .author = 2, .lines = 9000, .excluded = "bot");
	last = PLANT(&kit.planted, 1, .author = 2, .lines = 300);
	check_kit_judge(&kit, first);
	ck_assert_outcome("size", first, "holds");
	ck_assert_outcome("size", last, "holds");
	kit.request.is_request = true;
	check_kit_judge(&kit, first);
	ck_assert_outcome("size", first, "fires");
	ck_assert_outcome("size", last, "n/a");
	ck_assert_says("size", first, "600 lines");
}
END_TEST

START_TEST(in_a_young_history_nobody_is_new)
{
	int64_t change;

	ck_assert_int_eq(
		store_script(kit.planted.store, "UPDATE change SET landed_time = 1775001600 WHERE id > 999999"), 0);
	plant_reviewed();
	change = PLANT(&kit.planted, 1, .author = 4, .is_newcomer = true);
	check_kit_judge(&kit, change);
	ck_assert_outcome("newcomer-review", change, "n/a");
}
END_TEST

START_TEST(limits_of_size_are_the_teams)
{
	int64_t change = PLANT(&kit.planted, 1, .author = 2, .lines = 12, .files = 2);

	check_kit_set(&kit, "check.size.lines", "10");
	check_kit_judge(&kit, change);
	ck_assert_outcome("size", change, "fires");
	ck_assert_says("size", change, "12 lines in 2 files");
	ck_assert_says("size", change, "at most 10 lines and 30 files");
	check_kit_declare(&kit, "migration", 0, "");
	check_kit_judge(&kit, change);
	ck_assert_outcome("size", change, "n/a");
}
END_TEST

START_TEST(without_lines_and_files_a_size_is_unknown)
{
	int64_t change = PLANT(&kit.planted, 1, .author = 2);

	planted_sql(&kit.planted, "UPDATE change_credit SET lines = NULL, files = NULL");
	check_kit_judge(&kit, change);
	ck_assert_outcome("size", change, "unknown");
}
END_TEST

/* ---- decision records ---- */

/* Four areas, 300 lines. */
static int64_t plant_significant(void)
{
	int64_t id = PLANT(&kit.planted, 1, .author = 2, .lines = 300, .time = LATER);
	char sql[400];

	snprintf(sql, sizeof(sql),
	         "INSERT INTO change_area VALUES (%lld, 'a'), (%lld, 'b'), (%lld, 'c');"
	         "INSERT OR IGNORE INTO path VALUES (9, 'a/x.c'); INSERT OR IGNORE INTO path_class VALUES (1, 9, "
	         "'code', 'a');"
	         "INSERT INTO file_change VALUES (%lld, 9, 'M', 300, 0)",
	         (long long)id, (long long)id, (long long)id, (long long)id);
	planted_sql(&kit.planted, sql);
	return id;
}

static void plant_practice(int64_t records)
{
	char sql[200];

	PLANT(&kit.planted, 1, .author = 3, .has_decision = true);
	for (int64_t i = 1; i <= records; i++) {
		snprintf(sql, sizeof(sql),
		         "INSERT INTO decision (id, repository_id, path, number, title, status, format, state, "
		         "created_time, "
		         "has_context) VALUES (%lld, 1, 'adr/%lld.md', '', 't', '', 'madr', 'accepted', 0, 1)",
		         (long long)i, (long long)i);
		planted_sql(&kit.planted, sql);
	}
}

START_TEST(a_significant_change_without_a_record_fires_where_records_are_kept)
{
	int64_t change;

	plant_practice(3);
	change = plant_significant();
	check_kit_judge(&kit, change);
	ck_assert_outcome("decision-record", change, "fires");
	ck_assert_says("decision-record", change, "4 areas, 300 lines");
	check_kit_declare(&kit, "decisions", 0, "elsewhere");
	check_kit_judge(&kit, change);
	ck_assert_outcome("decision-record", change, "n/a");
}
END_TEST

START_TEST(a_record_anywhere_in_the_range_is_silent)
{
	int64_t change;

	plant_practice(3);
	change = plant_significant();
	PLANT(&kit.planted, 1, .author = 3, .has_decision = true, .time = LATER);
	check_kit_judge(&kit, change);
	ck_assert_outcome("decision-record", change, "holds");
	ck_assert_outcome("decision-record", change + 1, "n/a");
}
END_TEST

START_TEST(two_records_are_no_practice)
{
	int64_t change;

	plant_practice(2);
	change = plant_significant();
	check_kit_judge(&kit, change);
	ck_assert_outcome("decision-record", change, "n/a");
}
END_TEST

/* ---- documents ---- */

static void sql(const char *before, int64_t number, const char *after)
{
	char text[400];

	ck_assert_int_lt(snprintf(text, sizeof(text), "%s%lld%s", before, (long long)number, after), (int)sizeof(text));
	planted_sql(&kit.planted, text);
}

static int64_t plant_document(int64_t time, int is_configured)
{
	int64_t id = PLANT(&kit.planted, 1, .author = 2, .is_doc_only = true, .area = "guide", .time = time);

	planted_sql(&kit.planted, "INSERT OR IGNORE INTO path VALUES (1, 'guide/net.md'), (2, 'src/net/a.c');"
	                          "INSERT OR IGNORE INTO path_class VALUES (1, 2, 'code', 'src/net')");
	sql("INSERT INTO document_change VALUES (", id,
	    is_configured ? ", 1, 'src/net', 'guide/net.md', 1, 1, 0)" : ", 1, 'src/net', 'guide/net.md', 1, 0, 0)");
	return id;
}

static int64_t plant_code(int64_t count, int64_t time)
{
	int64_t id = 0;

	for (int64_t i = 0; i < count; i++) {
		id = PLANT(&kit.planted, 1, .author = 3, .area = "src/net", .time = time);
		sql("INSERT INTO file_change VALUES (", id, ", 2, 'M', 1, 0)");
	}
	return id;
}

START_TEST(a_document_twenty_changes_old_fires)
{
	int64_t last;

	plant_document(PLANTED_SINCE, 1);
	last = plant_code(19, LATER);
	check_kit_judge(&kit, last);
	ck_assert_outcome("documents", last, "holds");
	last = plant_code(1, LATER + 1);
	check_kit_judge(&kit, last);
	ck_assert_outcome("documents", last, "fires");
	ck_assert_says("documents", last, "guide/net.md has stood still for 20 days, while 20 or more changes");
	ck_assert_str_eq(check_kit_result(&kit, "documents", last)->path, "guide/net.md");
	check_kit_declare(&kit, "docs", 0, "elsewhere");
	check_kit_judge(&kit, last);
	ck_assert_outcome("documents", last, "n/a");
}
END_TEST

START_TEST(a_range_that_touches_the_document_is_silent)
{
	int64_t last;

	plant_document(PLANTED_SINCE, 1);
	last = plant_code(20, LATER);
	plant_document(LATER + 2, 1);
	check_kit_judge(&kit, last);
	ck_assert_outcome("documents", last, "holds");
}
END_TEST

START_TEST(how_many_changes_are_too_many_is_the_teams)
{
	int64_t last;

	plant_document(PLANTED_SINCE, 1);
	last = plant_code(3, LATER);
	check_kit_set(&kit, "check.documents.changes", "3");
	check_kit_judge(&kit, last);
	ck_assert_outcome("documents", last, "fires");
}
END_TEST

START_TEST(a_readme_nobody_mapped_is_not_asked_for)
{
	int64_t last;

	plant_document(PLANTED_SINCE, 0);
	last = plant_code(30, LATER);
	check_kit_judge(&kit, last);
	ck_assert_outcome("documents", last, "n/a");
}
END_TEST

START_TEST(code_elsewhere_is_not_asked)
{
	int64_t last;

	plant_document(PLANTED_SINCE, 1);
	plant_code(30, LATER);
	last = PLANT(&kit.planted, 1, .author = 2, .time = LATER + 1);
	check_kit_judge(&kit, last);
	ck_assert_outcome("documents", last, "n/a");
}
END_TEST

START_TEST(a_document_that_was_taken_away_is_not_asked_for)
{
	int64_t gone, last;

	plant_document(PLANTED_SINCE, 1);
	gone = PLANT(&kit.planted, 1, .author = 2, .is_doc_only = true, .area = "guide", .time = PLANTED_SINCE + 5);
	sql("INSERT INTO document_change VALUES (", gone, ", 1, 'src/net', 'guide/net.md', 1, 1, 1)");
	last = plant_code(30, LATER);
	check_kit_judge(&kit, last);
	ck_assert_outcome("documents", last, "n/a");
}
END_TEST

Suite *suite_check_rules(void)
{
	Suite *suite = suite_create("check_rules");
	TCase *tests = tcase_create("changes");

	tcase_add_checked_fixture(tests, start, stop);
	tcase_add_loop_test(tests, where_reviews_are_recorded_an_absence_fires, 0, 4);
	tcase_add_loop_test(tests, where_they_are_not_it_is_unknown, 0, 4);
	tcase_add_loop_test(tests, partly_recorded_is_unknown_too, 0, 4);
	tcase_add_loop_test(tests, a_change_whose_reviews_are_told_whole_speaks_for_itself, 0, 4);
	tcase_add_loop_test(tests, a_review_is_silent_whatever_is_recorded, 0, 4);
	tcase_add_loop_test(tests, what_has_not_landed_is_not_asked, 0, 4);
	tcase_add_loop_test(tests, reviews_after_the_merge_are_not_asked_for, 0, 4);
	tcase_add_loop_test(tests, declared_unrecorded_outweighs_everything, 0, 4);
	tcase_add_loop_test(tests, of_what_landed_before_the_period_coverage_is_not_known, 0, 4);
	tcase_add_test(tests, a_second_person_need_not_have_reviewed);
	tcase_add_test(tests, who_integrated_may_not_be_recorded);
	tcase_add_test(tests, a_declared_custodian_applies_own_work);
	tcase_add_loop_test(tests, a_size_over_either_limit_fires, 0, sizeof(sizes) / sizeof(sizes[0]));
	tcase_add_test(tests, limits_of_size_are_the_teams);
	tcase_add_test(tests, a_request_is_as_large_as_all_of_it);
	tcase_add_test(tests, in_a_young_history_nobody_is_new);
	tcase_add_test(tests, without_lines_and_files_a_size_is_unknown);
	tcase_add_test(tests, a_significant_change_without_a_record_fires_where_records_are_kept);
	tcase_add_test(tests, a_record_anywhere_in_the_range_is_silent);
	tcase_add_test(tests, two_records_are_no_practice);
	tcase_add_test(tests, a_document_twenty_changes_old_fires);
	tcase_add_test(tests, a_range_that_touches_the_document_is_silent);
	tcase_add_test(tests, how_many_changes_are_too_many_is_the_teams);
	tcase_add_test(tests, a_readme_nobody_mapped_is_not_asked_for);
	tcase_add_test(tests, code_elsewhere_is_not_asked);
	tcase_add_test(tests, a_document_that_was_taken_away_is_not_asked_for);
	suite_add_tcase(suite, tests);
	return suite;
}
