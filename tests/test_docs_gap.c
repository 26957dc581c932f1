/* P09 against planted truth: each of its three questions on both sides of its limit, what silences each, and its words. */
#include <check.h>
#include <stdio.h>
#include <string.h>
#include "lead/significant.h"
#include "support/pattern_kit.h"

Suite *suite_docs_gap(void);

#define WINDOW (PLANTED_UNTIL - 26 * WEEK_SECS)
#define LONG_AGO (WINDOW - 100 * DAY_SECS)

static struct pattern_kit kit;

static void start(void)
{
	pattern_kit_start(&kit);
}

static void stop(void)
{
	pattern_kit_stop(&kit);
}

/* Runs the script with the number between its two halves. */
static void sql(const char *before, int64_t number, const char *after)
{
	char text[512];

	ck_assert_int_lt(snprintf(text, sizeof(text), "%s%lld%s", before, (long long)number, after), (int)sizeof(text));
	planted_sql(&kit.planted, text);
}

/* A document of the area that a change of that time wrote last. */
static void plant_document(int64_t time)
{
	int64_t change = PLANT(&kit.planted, 1, .author = 2, .is_doc_only = true, .area = "guide", .time = time);

	sql("INSERT INTO document_change VALUES (", change, ", 1, 'net', 'guide/net.md', 1, 1, 0)");
}

static void plant_code(int64_t count, int64_t author, int64_t time)
{
	PLANT(&kit.planted, count, .author = author, .area = "net", .time = time);
}

/* ---- a: documents ---- */

START_TEST(a_mapped_document_is_behind_from_twenty_changes_by_two_people_on)
{
	plant_document(LONG_AGO);
	plant_code(10, 2, 0);
	plant_code(9, 3, WINDOW);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P09"), "clear");

	plant_code(1, 3, WINDOW);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P09"), "note");
	ck_assert_has(kit.finding.explanation, "guide/net.md");
	ck_assert_has(kit.finding.explanation, "20 changes to code by 2 people in net");
	ck_assert_int_eq((int)pattern_kit_number(&kit, "documents_behind"), 1);
}
END_TEST

START_TEST(a_history_cut_within_the_year_before_leaves_it_open)
{
	int64_t edge = PLANT(&kit.planted, 1, .author = 2, .time = PLANTED_SINCE - 366 * DAY_SECS);

	plant_document(LONG_AGO);
	plant_code(10, 2, 0);
	plant_code(10, 3, 0);
	planted_sql(&kit.planted,
	            "UPDATE repository SET tip = CAST('12345678901234567890' AS BLOB);"
	            "INSERT INTO scan VALUES (1, 1, CAST('12345678901234567890' AS BLOB), 'lines', '1', '1', 1, 0)");
	sql("UPDATE commits SET parents = CAST('abcdefghijklmnopqrst' AS BLOB) WHERE id = ", edge, "");
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P09"), "note");

	sql("UPDATE landed SET landed_time = landed_time + 2 * 86400 WHERE commit_id = ", edge, "");
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P09"), "unknown");
	ck_assert_has(kit.finding.reason, "history is cut");
}
END_TEST

START_TEST(one_person_or_older_code_leaves_a_document_in_peace)
{
	plant_document(LONG_AGO);
	plant_code(40, 2, 0);
	plant_code(40, 3, WINDOW - 1);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P09"), "clear");
}
END_TEST

START_TEST(a_document_touched_within_two_quarters_is_not_behind)
{
	plant_document(WINDOW);
	plant_code(20, 2, 0);
	plant_code(20, 3, 0);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P09"), "clear");
}
END_TEST

START_TEST(a_readme_that_nobody_mapped_is_no_finding)
{
	plant_document(LONG_AGO);
	planted_sql(&kit.planted, "UPDATE document_change SET is_configured = 0");
	plant_code(20, 2, 0);
	plant_code(20, 3, 0);
	PLANT(&kit.planted, 1, .author = 2, .has_doc = true);

	ck_assert_str_ne(pattern_kit_outcome(&kit, "P09"), "note");
	ck_assert_has(kit.finding.looked_for,
	              "No document is mapped to an area by [docs] map in .gitlead; READMEs beside "
	              "the code are told by M18 and judged by nobody.");
	ck_assert_has(kit.finding.looked_for, "that would take three records, one of them touched in two years");
}
END_TEST

START_TEST(the_number_of_changes_can_be_set)
{
	plant_document(LONG_AGO);
	plant_code(3, 2, 0);
	plant_code(2, 3, 0);
	ck_assert_int_eq(config_add(kit.config, "pattern.P09.changes", "5", CONFIG_GIT), 0);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P09"), "note");

	ck_assert_int_eq(config_add(kit.config, "pattern.P09.changes", "0", CONFIG_GIT), 0);
	ck_assert_int_eq(pattern_kit_evaluate(&kit, "P09"), ERR_INVALID);
}
END_TEST

START_TEST(documents_kept_elsewhere_silence)
{
	plant_document(LONG_AGO);
	plant_code(20, 2, 0);
	plant_code(20, 3, 0);
	sql("INSERT INTO declared VALUES ('docs', 0, 'elsewhere', 0, ", INT64_MAX, ")");

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P09"), "silenced");
	ck_assert_str_eq(kit.finding.reason,
	                 "mapped documents stood still while their code moved on: declared to be kept elsewhere");
}
END_TEST

/* ---- b: the share ---- */

static void plant_share(int64_t documents, int64_t changes, int64_t time)
{
	PLANT(&kit.planted, documents, .author = 2, .has_doc = true, .time = time);
	PLANT(&kit.planted, changes - documents, .author = 3, .time = time);
}

START_TEST(a_fall_beyond_five_points_speaks_and_one_within_does_not)
{
	plant_share(80, 200, PLANTED_SINCE - 100 * DAY_SECS);
	plant_share(22, 100, 0);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P09"), "note");
	ck_assert_has(kit.finding.reason, "than in the year before");

	plant_share(20, 20, 0);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P09"), "clear");
}
END_TEST

START_TEST(few_changes_are_thin)
{
	plant_share(20, 20, PLANTED_SINCE - 100 * DAY_SECS);
	plant_share(0, 19, 0);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P09"), "thin");

	plant_share(0, 1, 0);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P09"), "note");
}
END_TEST

START_TEST(the_year_before_is_365_days)
{
	plant_share(20, 20, PLANTED_SINCE - 365 * DAY_SECS - 1);
	plant_share(0, 60, 0);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P09"), "thin");
}
END_TEST

START_TEST(without_documents_records_and_map_it_does_not_apply)
{
	plant_share(0, 60, PLANTED_SINCE - 100 * DAY_SECS);
	plant_share(0, 60, 0);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P09"), "n/a");
	ck_assert_has(kit.finding.looked_for, "[adr] path");
}
END_TEST

/* ---- c: decision records ---- */

static void plant_records(int64_t changes, int64_t last_time)
{
	for (int i = 0; i < 3; i++)
		sql("INSERT INTO decision (repository_id, path, format, number, title, status, state, has_context)"
		    " VALUES (1, 'doc/adr/",
		    i, ".md', 'madr', '', 'title', 'accepted', 'accepted', 1)");
	PLANT(&kit.planted, changes, .author = 2, .has_decision = true, .area = "doc", .time = last_time);
}

/* Often enough that two quarters without one are unusual. */
static void plant_practice(int64_t last_time)
{
	plant_records(12, last_time);
}

/* One change of that many lines in that many areas. */
static void plant_wide_change(int64_t areas, int64_t lines)
{
	int64_t change = PLANT(&kit.planted, 1, .author = 3, .area = "a0", .lines = lines, .key = "pr:");

	for (int64_t i = 1; i < areas; i++) {
		char text[128];

		snprintf(text, sizeof(text), "INSERT INTO change_area VALUES (%lld, 'a%lld')", (long long)change,
		         (long long)i);
		planted_sql(&kit.planted, text);
	}
	planted_sql(&kit.planted, "INSERT OR IGNORE INTO path VALUES (900, 'a0/x.c');"
	                          "INSERT OR IGNORE INTO path_class VALUES (1, 900, 'code', 'a0')");
	sql("INSERT INTO file_change VALUES (", change, ", 900, 'M', 1, 1)");
}

static const struct {
	int64_t areas, lines, last_record;
	const char *outcome;
} wide[] = {
	{ 3, 300, LONG_AGO, "note" },
	{ 2, 300, LONG_AGO, "clear" },
	{ 3, 299, LONG_AGO, "clear" },
	{ 3, 300, WINDOW, "clear" },
	{ 3, 300, PLANTED_UNTIL - 2 * 365 * DAY_SECS - 1, "thin" }, /* not in use: the share is left to ask */
};

START_TEST(a_wide_change_without_a_record_speaks_where_records_are_in_use)
{
	plant_practice(wide[_i].last_record);
	plant_wide_change(wide[_i].areas, wide[_i].lines);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P09"), wide[_i].outcome);
	if (strcmp(wide[_i].outcome, "note") == 0)
		ck_assert_has(kit.finding.explanation, "3 areas, 300 lines");
}
END_TEST

/* At the rate of the two years before, three would be expected from twelve on. */
START_TEST(two_quarters_without_a_record_are_usual_where_they_are_rare)
{
	plant_records(11, LONG_AGO);
	plant_wide_change(3, 300);
	PLANT(&kit.planted, 9, .author = 2, .has_decision = true, .area = "doc",
	      .time = PLANTED_UNTIL - 5 * 26 * WEEK_SECS - 1);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P09"), "clear");
	ck_assert_has(kit.finding.explanation, "in the two years before there were 11 changes to records, so few that");
	ck_assert_double_eq(pattern_kit_number(&kit, "changes_to_records_before"), 11);

	PLANT(&kit.planted, 1, .author = 2, .has_decision = true, .area = "doc",
	      .time = PLANTED_UNTIL - 5 * 26 * WEEK_SECS);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P09"), "note");
}
END_TEST

START_TEST(decisions_kept_elsewhere_silence)
{
	plant_practice(LONG_AGO);
	plant_wide_change(3, 300);
	sql("INSERT INTO declared VALUES ('decisions', 0, 'elsewhere', 0, ", INT64_MAX, ")");

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P09"), "silenced");
	ck_assert_str_eq(kit.finding.reason,
	                 "no decision record in two quarters, with changes that might call for one: "
	                 "declared to be kept elsewhere");
}
END_TEST

/* Whoever changes a record keeps the practice up: the words say whose changes these are. */
START_TEST(records_are_counted_in_the_whole_repository)
{
	plant_practice(LONG_AGO);
	PLANT(&kit.planted, 3, .author = 2, .has_decision = true, .area = "doc");
	PLANT(&kit.planted, 1, .author = 3, .has_decision = true, .area = "doc");
	planted_sql(&kit.planted, "DELETE FROM member WHERE person_id = 3");

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P09"), "clear");
	ck_assert_double_eq(pattern_kit_number(&kit, "changes_to_records"), 4);
	ck_assert_has(
		kit.finding.explanation,
		"Decision records in the repository were changed by 4 changes in two quarters, whoever wrote them");
}
END_TEST

START_TEST(documents_and_decisions_together_warn_in_the_second_period)
{
	plant_practice(LONG_AGO);
	plant_document(LONG_AGO - 200 * DAY_SECS);
	plant_code(20, 2, PLANTED_UNTIL - 20 * WEEK_SECS);
	plant_code(20, 3, PLANTED_UNTIL - 20 * WEEK_SECS);
	plant_wide_change(3, 300);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P09"), "warn");
	ck_assert_has(kit.finding.reason, "; both at once, and the rule spoke in the period before too");

	planted_sql(&kit.planted, "UPDATE change_credit SET has_code = 0 WHERE author_id = 2");
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P09"), "note");
}
END_TEST

/* ---- what is significant ---- */

static void plant_file(int64_t change, int64_t path, const char *name, const char *status)
{
	char text[512];

	snprintf(text, sizeof(text),
	         "INSERT OR IGNORE INTO path VALUES (%lld, '%s');"
	         "INSERT OR IGNORE INTO path_class VALUES (1, %lld, 'code', 'x');"
	         "INSERT INTO file_change VALUES (%lld, %lld, '%s', 1, 1)",
	         (long long)path, name, (long long)path, (long long)change, (long long)path, status);
	planted_sql(&kit.planted, text);
}

static size_t find(struct significant_list *list)
{
	const struct scope scope = { "", 0, { PLANTED_SINCE, PLANTED_UNTIL } };

	ck_assert_int_eq(significant_find(list, kit.planted.store, &scope), 0);
	return list->count;
}

START_TEST(three_new_files_make_a_new_directory_a_module)
{
	struct significant_list list = { 0 };
	int64_t change = PLANT(&kit.planted, 1, .author = 2, .key = "pr:");

	plant_file(change, 1, "src/net/a.c", "A");
	plant_file(change, 2, "src/net/b.c", "A");
	ck_assert_uint_eq(find(&list), 0);
	significant_release(&list);

	plant_file(change, 3, "src/net/deep/c.c", "A");
	ck_assert_uint_eq(find(&list), 1);
	ck_assert(text_equal(list.at[0].why, TEXT("new module 'src/net'")));
	ck_assert(text_starts(list.at[0].key, TEXT("pr:")));
	significant_release(&list);

	/* In a cut history nothing is known to be new. */
	planted_sql(&kit.planted,
	            "UPDATE repository SET tip = CAST('12345678901234567890' AS BLOB);"
	            "INSERT INTO scan VALUES (1, 1, CAST('12345678901234567890' AS BLOB), 'lines', '1', '1', 1, 0)");
	ck_assert_uint_eq(find(&list), 0);
	significant_release(&list);
	planted_sql(&kit.planted, "DELETE FROM scan");

	/* A commit of the same change may be older. */
	planted_sql(&kit.planted,
	            "INSERT INTO commits SELECT 900, zeroblob(20), parents, author_id, committer_id, author_time, "
	            "author_zone, commit_time, commit_zone, subject, file_count, insertions, deletions, files_state, "
	            "is_mass, damage FROM commits WHERE id = 1;"
	            "INSERT INTO landed SELECT repository_id, 900, change_id, is_mainline, via_id, landed_time - 60 "
	            "FROM landed WHERE commit_id = 1");
	plant_file(900, 5, "src/net/first.c", "A");
	ck_assert_uint_eq(find(&list), 1);
	significant_release(&list);

	change = PLANT(&kit.planted, 1, .author = 2, .time = LONG_AGO);
	plant_file(change, 4, "src/net/older.c", "A");
	ck_assert_uint_eq(find(&list), 0);
	significant_release(&list);
}
END_TEST

static const struct {
	const char *path;
	bool is_interface;
	const char *module;
} paths[] = {
	{ "api/v1/thing.proto", true, "api" },
	{ "include/lead/text.h", true, "include" },
	{ "src/include/text.h", false, "src/include" },
	{ "web/openapi.yaml", true, "web" },
	{ "web/openapi.md", false, "web" },
	{ "Swagger.JSON", true, "" },
	{ "src/main.c", false, "" },
	{ "crates/core/lib.rs", false, "crates/core" },
	{ "", false, "" },
	{ "/x", false, "" },
};

START_TEST(interfaces_and_modules_are_told_by_name)
{
	ck_assert_int_eq(significant_is_interface(text_of(paths[_i].path)), paths[_i].is_interface);
	ck_assert_msg(text_equal(significant_module_of(text_of(paths[_i].path)), text_of(paths[_i].module)), "%s",
	              paths[_i].path);
}
END_TEST

#define COUNT(array) (int)(sizeof(array) / sizeof((array)[0]))

Suite *suite_docs_gap(void)
{
	Suite *suite = suite_create("docs_gap");
	TCase *tc = tcase_create("documents");

	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_test(tc, a_mapped_document_is_behind_from_twenty_changes_by_two_people_on);
	tcase_add_test(tc, a_history_cut_within_the_year_before_leaves_it_open);
	tcase_add_test(tc, one_person_or_older_code_leaves_a_document_in_peace);
	tcase_add_test(tc, a_document_touched_within_two_quarters_is_not_behind);
	tcase_add_test(tc, a_readme_that_nobody_mapped_is_no_finding);
	tcase_add_test(tc, the_number_of_changes_can_be_set);
	tcase_add_test(tc, documents_kept_elsewhere_silence);
	suite_add_tcase(suite, tc);
	tc = tcase_create("share");
	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_test(tc, a_fall_beyond_five_points_speaks_and_one_within_does_not);
	tcase_add_test(tc, few_changes_are_thin);
	tcase_add_test(tc, the_year_before_is_365_days);
	tcase_add_test(tc, without_documents_records_and_map_it_does_not_apply);
	suite_add_tcase(suite, tc);
	tc = tcase_create("decisions");
	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_loop_test(tc, a_wide_change_without_a_record_speaks_where_records_are_in_use, 0, COUNT(wide));
	tcase_add_test(tc, two_quarters_without_a_record_are_usual_where_they_are_rare);
	tcase_add_test(tc, decisions_kept_elsewhere_silence);
	tcase_add_test(tc, records_are_counted_in_the_whole_repository);
	tcase_add_test(tc, documents_and_decisions_together_warn_in_the_second_period);
	tcase_add_test(tc, three_new_files_make_a_new_directory_a_module);
	tcase_add_loop_test(tc, interfaces_and_modules_are_told_by_name, 0, COUNT(paths));
	suite_add_tcase(suite, tc);
	return suite;
}
