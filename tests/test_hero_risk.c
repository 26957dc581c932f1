/*
 * P05 against planted truth: files, who knows them and who is about are put in by number.
 */
#include <check.h>
#include <stdio.h>
#include <string.h>
#include "support/pattern_kit.h"

Suite *suite_hero_risk(void);

#define LATELY (PLANTED_UNTIL - 30 * DAY_SECS)

static struct pattern_kit kit;

static void start(void)
{
	pattern_kit_start(&kit);
}

static void stop(void)
{
	pattern_kit_stop(&kit);
}

static struct statement *prepare(const char *sql)
{
	struct statement *statement;

	ck_assert_msg(store_statement(&statement, kit.planted.store, sql) == 0, "%s", error_message());
	return statement;
}

/* Files of an area, there from the beginning; numbers go on from those before. */
static void files(int64_t count, const char *area)
{
	static const char *const sql[] = {
		"INSERT INTO path SELECT coalesce(max(id), 0) + 1, 'f' || (coalesce(max(id), 0) + 1) || '.c' FROM path",
		"INSERT INTO path_class SELECT 1, max(id), 'code', :area FROM path",
		"INSERT INTO code_life SELECT 1, max(id), 1000, NULL FROM path",
	};

	for (int64_t i = 0; i < count; i++)
		for (size_t k = 0; k < sizeof(sql) / sizeof(sql[0]); k++) {
			struct statement *statement = prepare(sql[k]);

			statement_bind_text(statement, ":area", text_of(area));
			ck_assert_int_eq(statement_run(statement), 0);
		}
}

/* The person knows the files from first to last. */
static void knows(int64_t person, int64_t first, int64_t last, bool is_review)
{
	struct statement *statement =
		prepare("INSERT INTO code_knower SELECT 1, id, :person, :review, 1000, NULL FROM path "
	                "WHERE id >= :first AND id <= :last");

	statement_bind_int(statement, ":person", person);
	statement_bind_int(statement, ":review", is_review);
	statement_bind_int(statement, ":first", first);
	statement_bind_int(statement, ":last", last);
	ck_assert_int_eq(statement_run(statement), 0);
}

static void are_about(int64_t people)
{
	for (int64_t person = 1; person <= people; person++) {
		struct statement *statement = prepare("INSERT INTO presence VALUES (1, :person, 1000, 1900000000)");

		statement_bind_int(statement, ":person", person);
		ck_assert_int_eq(statement_run(statement), 0);
	}
}

/* Each of 2 to 7 with ten changes to src and all of them reviewed, in this quarter and in the one before. */
static void plant_work(void)
{
	plant_reviewing_team(&kit, LATELY);
	plant_reviewing_team(&kit, QUARTER_BEFORE);
}

static const char *outcome(void)
{
	return pattern_kit_outcome(&kit, "P05");
}

/* ---- the whole ---- */

/* 2 knows so many of the files alone, 3 and 4 the rest together. */
static const struct {
	int64_t count, single;
	const char *outcome;
} wholes[] = { { 40, 21, "note" }, { 40, 20, "clear" }, { 20, 11, "note" }, { 19, 19, "thin" }, { 0, 0, "thin" } };

START_TEST(more_than_half_with_one_knower_is_noted)
{
	plant_work();
	files(wholes[_i].count, "one");
	are_about(7);
	knows(2, 1, wholes[_i].single, false);
	knows(3, wholes[_i].single + 1, wholes[_i].count, false);
	knows(4, wholes[_i].single + 1, wholes[_i].count, false);

	ck_assert_msg(strcmp(outcome(), wholes[_i].outcome) == 0, "%s", kit.finding.explanation);
	ck_assert_int_eq(kit.finding.person, 0);
	ck_assert_int_eq(kit.finding.n, wholes[_i].count);
	if (_i == 0)
		ck_assert_has(kit.finding.explanation, "that person alone knows 21, and 0 have none as it is");
}
END_TEST

/* All files have one knower, but it takes two people to lose more than half. */
START_TEST(one_knower_each_but_not_the_same_is_clear)
{
	plant_work();
	files(40, "one");
	are_about(7);
	knows(2, 1, 20, false);
	knows(3, 21, 40, false);

	ck_assert_str_eq(outcome(), "clear");
	ck_assert_double_eq(pattern_kit_number(&kit, "truck_factor"), 2);
	ck_assert_double_eq(pattern_kit_number(&kit, "single_knower"), 1);
}
END_TEST

START_TEST(two_people_have_nobody_to_share_with)
{
	plant_work();
	files(40, "one");
	are_about(2);
	knows(2, 1, 40, false);

	ck_assert_str_eq(outcome(), "n/a");
	ck_assert_has(kit.finding.reason, "2 people are about");
}
END_TEST

START_TEST(a_reviewer_who_knows_them_silences)
{
	plant_work();
	files(40, "one");
	are_about(7);
	knows(2, 1, 30, false);
	knows(3, 31, 40, false);
	knows(4, 31, 40, false);
	/* With ten reviewed, twenty of forty have one knower: not more than half. */
	knows(5, 1, 10, true);

	ck_assert_str_eq(outcome(), "silenced");
	ck_assert_has(kit.finding.reason, "of all files 30 have one knower, and 20 with reviews counted");
	planted_sql(&kit.planted, "DELETE FROM code_knower WHERE is_review = 1 AND path_id = 1");
	ck_assert_str_eq(outcome(), "note");
	ck_assert_has(kit.finding.would_change, "10 more files would bring its share to 50 %");
}
END_TEST

START_TEST(the_share_can_be_set)
{
	plant_work();
	files(40, "one");
	are_about(7);
	knows(2, 1, 21, false);
	knows(3, 22, 40, false);
	knows(4, 22, 40, false);
	ck_assert_int_eq(config_add(kit.config, "pattern.P05.share", "0.6", CONFIG_COMMAND_LINE), 0);
	ck_assert_str_eq(outcome(), "clear");
	ck_assert_int_eq(config_add(kit.config, "pattern.P05.share", "2", CONFIG_COMMAND_LINE), 0);
	ck_assert_int_eq(pattern_kit_evaluate(&kit, "P05"), ERR_INVALID);
}
END_TEST

/* ---- areas ---- */

/* 2 wrote nearly all of src in both quarters: 60 of 66. */
static void plant_carrier(int64_t time)
{
	PLANT(&kit.planted, 60, .author = 2, .reviewer = 3, .time = time);
	PLANT(&kit.planted, 3, .author = 3, .reviewer = 2, .time = time);
	PLANT(&kit.planted, 3, .author = 4, .reviewer = 2, .time = time);
}

static void configure(const char *area, const char *path)
{
	char name[64];

	snprintf(name, sizeof(name), "area.%s.path", area);
	ck_assert_int_eq(config_add(kit.config, name, path, CONFIG_COMMAND_LINE), 0);
}

/* 60 files are shared; of src, where 2 to 7 work, 2 knows most alone. */
static void plant_default_area(int64_t count, int64_t single)
{
	files(60, "one");
	files(count, "src");
	are_about(7);
	knows(3, 1, 60, false);
	knows(4, 1, 60, false);
	knows(2, 61, 60 + single, false);
	knows(3, 61 + single, 60 + count, false);
	knows(4, 61 + single, 60 + count, false);
}

static void plant_area(int64_t count, int64_t single)
{
	configure("src", "src/");
	plant_default_area(count, single);
}

START_TEST(an_area_that_nobody_configured_is_told_and_makes_no_finding)
{
	plant_carrier(LATELY);
	plant_carrier(QUARTER_BEFORE);
	plant_default_area(20, 15);

	ck_assert_str_eq(outcome(), "clear");
	ck_assert_double_eq(pattern_kit_number(&kit, "areas_judged"), 0);
	ck_assert_double_eq(pattern_kit_number(&kit, "areas_found"), 0);
	ck_assert_double_eq(pattern_kit_number(&kit, "other_areas"), 1);
	ck_assert_double_eq(pattern_kit_number(&kit, "other_areas_alike"), 1);
	ck_assert_has(kit.finding.explanation, "Of 1 area that no configuration names, with files and people enough, 1 "
	                                       "hangs on one person: src (15 of 20 files); by themselves");
	ck_assert_ptr_null(strstr(kit.finding.explanation, "Of whoever knows most"));
	configure("one", "one/");
	ck_assert_str_eq(outcome(), "clear");
	configure("src", "src/");
	ck_assert_str_eq(outcome(), "warn");
}
END_TEST

START_TEST(a_reviewer_of_an_area_that_nobody_configured_silences_nothing)
{
	plant_work();
	plant_default_area(20, 15);
	knows(6, 61, 65, true);

	ck_assert_str_eq(outcome(), "clear");
	ck_assert_has(kit.finding.explanation,
	              "with files and people enough, 0 hang on one person each; by themselves");
}
END_TEST

START_TEST(of_areas_told_the_largest_come_first)
{
	plant_work();
	plant_default_area(20, 15);
	files(21, "lib");
	knows(5, 81, 101, false);
	planted_sql(&kit.planted, "INSERT INTO change_area SELECT change_id, 'lib' FROM change_area");

	ck_assert_str_eq(outcome(), "clear");
	ck_assert_has(kit.finding.explanation, "2 hang on one person each: lib (21 of 21 files), src (15 of 20 files)");
}
END_TEST

START_TEST(an_area_is_named_and_nobody_else)
{
	plant_work();
	plant_area(20, 15);

	ck_assert_str_eq(outcome(), "note");
	ck_assert_str_eq(kit.finding.reason, "one knower for most files of src (15 of 20 files)");
	ck_assert_ptr_null(strstr(kit.finding.explanation, "Person"));
	ck_assert_double_eq(pattern_kit_number(&kit, "areas_judged"), 1);
	ck_assert_double_eq(pattern_kit_number(&kit, "areas_found"), 1);
	ck_assert_has(kit.finding.would_change, "5 more files of src");
	ck_assert(!kit.finding.is_capped);
}
END_TEST

START_TEST(a_small_area_is_not_judged)
{
	plant_work();
	plant_area(19, 19);

	ck_assert_str_eq(outcome(), "clear");
	ck_assert_double_eq(pattern_kit_number(&kit, "areas_judged"), 0);
}
END_TEST

START_TEST(an_area_where_two_people_work_is_not_judged)
{
	PLANT(&kit.planted, 10, .author = 2, .reviewer = 3, .time = LATELY);
	PLANT(&kit.planted, 10, .author = 3, .reviewer = 2, .time = LATELY);
	plant_area(20, 15);
	ck_assert_str_eq(outcome(), "clear");
	PLANT(&kit.planted, 1, .author = 4, .reviewer = 2);
	ck_assert_str_eq(outcome(), "note");
}
END_TEST

START_TEST(a_reviewer_of_the_area_silences)
{
	plant_work();
	plant_area(20, 15);
	knows(6, 61, 65, true);

	ck_assert_str_eq(outcome(), "silenced");
	ck_assert_has(kit.finding.reason, "another person knows by reviewing: src");
	ck_assert_double_eq(pattern_kit_number(&kit, "areas_known_by_review"), 1);
}
END_TEST

/* ---- warnings ---- */

START_TEST(whoever_carries_the_area_in_both_periods_makes_it_a_warning)
{
	plant_carrier(LATELY);
	plant_area(20, 15);
	ck_assert_str_eq(outcome(), "note");
	plant_carrier(QUARTER_BEFORE);
	ck_assert_str_eq(outcome(), "warn");
	ck_assert_has(kit.finding.explanation, "Of whoever knows most of src are 60 of 66 (91 %");
	ck_assert_ptr_null(strstr(kit.finding.explanation, "Person"));
}
END_TEST

/* What spoke before was another area: nothing was repeated. */
START_TEST(another_area_before_makes_no_warning)
{
	plant_carrier(LATELY);
	plant_carrier(QUARTER_BEFORE);
	plant_area(20, 15);
	configure("lib", "lib/");
	files(20, "lib");
	knows(5, 81, 100, false);
	planted_sql(&kit.planted, "INSERT INTO change_area SELECT change_id, 'lib' FROM change_area");
	ck_assert_str_eq(outcome(), "warn");

	/* The files of src had a second knower until this quarter. */
	planted_sql(&kit.planted, "INSERT INTO code_knower SELECT 1, id, 6, 0, 1000, 1775001600 + 86400 FROM path "
	                          "WHERE id BETWEEN 61 AND 75");
	ck_assert_str_eq(outcome(), "note");
	ck_assert_has(kit.finding.reason, "lib (20 of 20 files)");
}
END_TEST

/* The last act of 2 is 91 days before the end of the quarter, in the one before. */
START_TEST(a_knower_without_an_act_for_ninety_days_makes_it_a_warning)
{
	PLANT(&kit.planted, 10, .author = 2, .reviewer = 3, .time = PLANTED_UNTIL - 91 * DAY_SECS);
	for (int64_t author = 3; author <= 6; author++) {
		PLANT(&kit.planted, 10, .author = author, .reviewer = author + 1);
		PLANT(&kit.planted, 10, .author = author, .reviewer = author + 1, .time = QUARTER_BEFORE);
	}
	plant_area(20, 15);

	ck_assert_str_eq(outcome(), "warn");
	ck_assert_has(kit.finding.explanation, "shows no act in the last 91 days");
	PLANT(&kit.planted, 1, .author = 2, .reviewer = 3, .time = PLANTED_UNTIL - 90 * DAY_SECS + 1);
	ck_assert_str_eq(outcome(), "note");
}
END_TEST

START_TEST(where_reviews_are_not_recorded_it_cannot_be_told)
{
	PLANT(&kit.planted, 60, .author = 2, .time = LATELY);
	PLANT(&kit.planted, 3, .author = 3, .time = LATELY);
	PLANT(&kit.planted, 3, .author = 4, .time = LATELY);
	plant_area(20, 15);

	ck_assert_str_eq(outcome(), "unknown");
	ck_assert_has(kit.finding.reason, "by reviewing cannot be told");
}
END_TEST

START_TEST(where_reviews_are_recorded_in_part_it_stays_a_note)
{
	for (int i = 0; i < 2; i++) {
		PLANT(&kit.planted, 24, .author = 2, .time = i == 0 ? LATELY : QUARTER_BEFORE);
		PLANT(&kit.planted, 36, .author = 2, .reviewer = 3, .time = i == 0 ? LATELY : QUARTER_BEFORE);
		PLANT(&kit.planted, 3, .author = 3, .time = i == 0 ? LATELY : QUARTER_BEFORE);
		PLANT(&kit.planted, 3, .author = 4, .time = i == 0 ? LATELY : QUARTER_BEFORE);
	}
	plant_area(20, 15);

	ck_assert_str_eq(outcome(), "note");
	ck_assert(kit.finding.is_capped);
	ck_assert_has(kit.finding.looked_for, "it stays a note at most");
}
END_TEST

/* ---- proof ---- */

static int count_proof(void *payload, const struct evidence_row *row)
{
	int *counts = payload;

	ck_assert(text_equal(row->change, TEXT("src")));
	ck_assert(text_starts(row->raw, TEXT("f")) && text_find(row->raw, TEXT("Person"), 0) < 0);
	counts[row->counted]++;
	return 0;
}

static int count_whole(void *payload, const struct evidence_row *row)
{
	int *count = payload;

	ck_assert(text_equal(row->change, *count < 21 ? TEXT("one") : TEXT("")));
	++*count;
	return 0;
}

START_TEST(the_proof_of_the_whole_lists_all_files_with_one_knower)
{
	const struct scope quarter = { "", 0, { PLANTED_SINCE, PLANTED_UNTIL } };
	struct metric_values values = { 0 };
	struct pattern_input input = {
		.store = kit.planted.store, .config = kit.config, .scope = &quarter, .values = &values
	};
	int count = 0;

	plant_work();
	files(40, "one");
	are_about(7);
	knows(2, 1, 21, false);
	ck_assert_int_eq(metric_compute(&values, &input.coverage, kit.planted.store, &quarter), 0);
	ck_assert_int_eq(pattern_find(TEXT("P05"))->prove(&input, count_whole, &count), 0);
	ck_assert_int_eq(count, 21);
	metric_values_release(&values);
}
END_TEST

START_TEST(the_proof_lists_the_files_of_the_areas)
{
	const struct scope quarter = { "", 0, { PLANTED_SINCE, PLANTED_UNTIL } };
	struct metric_values values = { 0 };
	struct pattern_input input = {
		.store = kit.planted.store, .config = kit.config, .scope = &quarter, .values = &values
	};
	int counts[2] = { 0 };

	plant_work();
	plant_area(20, 15);
	knows(6, 61, 62, true);
	ck_assert_int_eq(metric_compute(&values, &input.coverage, kit.planted.store, &quarter), 0);
	ck_assert_int_eq(pattern_find(TEXT("P05"))->prove(&input, count_proof, counts), 0);

	ck_assert_int_eq(counts[1], 13);
	ck_assert_int_eq(counts[0], 2);
	metric_values_release(&values);
}
END_TEST

Suite *suite_hero_risk(void)
{
	Suite *suite = suite_create("hero_risk");
	TCase *tc = tcase_create("P05");

	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_loop_test(tc, more_than_half_with_one_knower_is_noted, 0, sizeof(wholes) / sizeof(wholes[0]));
	tcase_add_test(tc, one_knower_each_but_not_the_same_is_clear);
	tcase_add_test(tc, two_people_have_nobody_to_share_with);
	tcase_add_test(tc, a_reviewer_who_knows_them_silences);
	tcase_add_test(tc, the_share_can_be_set);
	tcase_add_test(tc, an_area_that_nobody_configured_is_told_and_makes_no_finding);
	tcase_add_test(tc, a_reviewer_of_an_area_that_nobody_configured_silences_nothing);
	tcase_add_test(tc, of_areas_told_the_largest_come_first);
	tcase_add_test(tc, an_area_is_named_and_nobody_else);
	tcase_add_test(tc, a_small_area_is_not_judged);
	tcase_add_test(tc, an_area_where_two_people_work_is_not_judged);
	tcase_add_test(tc, a_reviewer_of_the_area_silences);
	tcase_add_test(tc, whoever_carries_the_area_in_both_periods_makes_it_a_warning);
	tcase_add_test(tc, another_area_before_makes_no_warning);
	tcase_add_test(tc, a_knower_without_an_act_for_ninety_days_makes_it_a_warning);
	tcase_add_test(tc, where_reviews_are_not_recorded_it_cannot_be_told);
	tcase_add_test(tc, where_reviews_are_recorded_in_part_it_stays_a_note);
	tcase_add_test(tc, the_proof_of_the_whole_lists_all_files_with_one_knower);
	tcase_add_test(tc, the_proof_lists_the_files_of_the_areas);
	suite_add_tcase(suite, tc);
	return suite;
}
