/* P17 against planted truth: both sides of its limit, its gates, what silences it, and its words. */
#include <check.h>
#include <string.h>
#include "lead/pattern.h"
#include "support/pattern_kit.h"
#include "support/planted_request.h"

Suite *suite_oversized(void);

static struct pattern_kit kit;

static void start(void)
{
	pattern_kit_start(&kit);
}

static void stop(void)
{
	pattern_kit_stop(&kit);
}

/* Reviewed changes of which so many have over 400 lines. */
static void plant_sizes(int64_t count, int64_t large, int64_t time)
{
	PLANT(&kit.planted, large, .author = 2, .reviewer = 3, .lines = 401, .files = 31, .time = time, .key = "pr:");
	PLANT(&kit.planted, count - large, .author = 3, .reviewer = 2, .lines = 400, .files = 30, .time = time,
	      .key = "pr:");
}

static const struct {
	int64_t count, large;
	const char *outcome;
} sizes[] = {
	/* The lower ends of 18 and of 19 in 60 are 19.9 and 21.3 %. */
	{ 60, 18, "clear" }, { 60, 19, "note" }, { 20, 7, "clear" },  { 20, 8, "note" },
	{ 19, 19, "thin" },  { 0, 0, "thin" },   { 100, 0, "clear" },
};

START_TEST(large_changes_are_told_from_their_threshold_on)
{
	plant_sizes(sizes[_i].count, sizes[_i].large, 0);

	ck_assert_msg(strcmp(pattern_kit_outcome(&kit, "P17"), sizes[_i].outcome) == 0, "%s", kit.finding.reason);
	ck_assert_int_eq(kit.finding.person, 0);
	ck_assert_ptr_nonnull(kit.finding.looked_for);
}
END_TEST

START_TEST(the_threshold_can_be_set)
{
	plant_sizes(60, 19, 0);
	ck_assert_int_eq(config_add(kit.config, "pattern.P17.share", "0.25", CONFIG_COMMAND_LINE), 0);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P17"), "clear");
	ck_assert_int_eq(config_add(kit.config, "pattern.P17.share", "7", CONFIG_COMMAND_LINE), 0);
	ck_assert_int_eq(pattern_kit_evaluate(&kit, "P17"), ERR_INVALID);
}
END_TEST

START_TEST(a_note_tells_sizes_and_the_largest_and_nobody)
{
	plant_sizes(60, 28, 0);
	PLANT(&kit.planted, 1, .author = 2, .reviewer = 3, .lines = 900, .key = "pr:");
	PLANT(&kit.planted, 1, .author = 2, .lines = 9000, .key = "pr:");
	PLANT(&kit.planted, 3, .author = 2, .reviewer = 3, .lines = 9000, .excluded = "import");

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P17"), "note");
	ck_assert_str_eq(kit.finding.reason, "29 of 61 (48 %, 36 to 60) reviewed changes are over 400 lines");
	ck_assert_has(kit.finding.explanation,
	              "The middle change has 400 lines (400 to 401), nine in ten have at most 401; "
	              "of all changes 30 of 62 (48 %, 36 to 61) are over 400 lines. ");
	ck_assert_has(kit.finding.explanation, "The largest reviewed: pr:61 (900 lines), pr:1 (401 lines), ");
	ck_assert_has(kit.finding.looked_for, "Left out as imports: 3;");
	ck_assert_has(kit.finding.looked_for, "No migration is declared.");
	ck_assert_has(kit.finding.would_change, "Of 61 reviewed changes 18 or fewer over 400 lines");
	ck_assert_has(kit.finding.would_change, "pattern.P17.share is 0.20");
	ck_assert_ptr_null(strstr(kit.finding.explanation, "Person"));
	ck_assert_double_eq(pattern_kit_number(&kit, "reviewed_changes"), 61);
	ck_assert_double_eq_tol(pattern_kit_number(&kit, "reviewed_large"), 29.0 / 61, 1e-9);
	ck_assert(kit.finding.weight > 0);
	ck_assert(!kit.finding.is_capped);
}
END_TEST

/* Large ones of 40 in the quarter, the one before, and the one before that. */
static const struct {
	int64_t large[3];
	const char *outcome;
} rises[] = {
	{ { 30, 25, 20 }, "warn" }, { { 30, 25, 0 }, "warn" }, { { 30, 25, 25 }, "note" },
	{ { 25, 25, 20 }, "note" }, { { 30, 10, 5 }, "note" }, { { 20, 25, 30 }, "note" },
};

START_TEST(it_warns_once_the_share_rose_twice_and_spoke_before)
{
	plant_sizes(40, rises[_i].large[0], 0);
	plant_sizes(40, rises[_i].large[1], QUARTER_BEFORE);
	plant_sizes(40, rises[_i].large[2], QUARTER_BEFORE - 80 * DAY_SECS);

	ck_assert_msg(strcmp(pattern_kit_outcome(&kit, "P17"), rises[_i].outcome) == 0, "%s", kit.finding.explanation);
	ck_assert_has(kit.finding.explanation, "In the period before it was ");
	ck_assert_has(kit.finding.explanation, ", and before that ");
	ck_assert_ptr_null(strstr(kit.finding.reason, "as in the period before"));
	if (strcmp(rises[_i].outcome, "warn") == 0) {
		ck_assert_has(kit.finding.reason, "are over 400 lines; that share rose in two periods running, and the "
		                                  "rule spoke in the period before too");
		ck_assert_has(kit.finding.would_change, "A warning is a note again once the share does not lie above");
		ck_assert_ptr_null(strstr(kit.finding.would_change, "It warns once"));
	}
}
END_TEST

START_TEST(few_changes_before_are_no_rise)
{
	plant_sizes(40, 30, 0);
	plant_sizes(40, 25, QUARTER_BEFORE);
	plant_sizes(19, 1, QUARTER_BEFORE - 80 * DAY_SECS);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P17"), "note");
}
END_TEST

START_TEST(a_migration_silences_it)
{
	plant_sizes(60, 40, 0);
	planted_sql(&kit.planted, "INSERT INTO declared VALUES ('migration', 0, '', 1775001600, 1779000000)");

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P17"), "silenced");
	ck_assert_has(kit.finding.looked_for, "A migration is declared for 51 % of the period.");
}
END_TEST

START_TEST(where_reviews_are_not_recorded_all_changes_may_clear_it)
{
	PLANT(&kit.planted, 60, .author = 2, .lines = 30);
	PLANT(&kit.planted, 40, .author = 3, .reviewer = 2, .lines = 900);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P17"), "unknown");
	ck_assert_str_eq(kit.finding.next_command, FETCH);
	ck_assert_has(kit.finding.explanation, "40 % of 100 changes name a reviewer");

	PLANT(&kit.planted, 400, .author = 2, .lines = 30);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P17"), "clear");
	ck_assert_str_eq(kit.finding.reason, "40 of 500 (8 %, 6 to 11) changes, reviewed or not, are over 400 lines");
}
END_TEST

START_TEST(where_reviews_are_recorded_in_part_it_notes_at_most)
{
	PLANT(&kit.planted, 40, .author = 2, .lines = 30);
	plant_sizes(60, 40, 0);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P17"), "note");
	ck_assert(kit.finding.is_capped);
	ck_assert_has(kit.finding.explanation, "Reviews are recorded here only in part. ");
}
END_TEST

START_TEST(few_reviewed_changes_are_thin)
{
	PLANT(&kit.planted, 6, .author = 2, .lines = 30);
	plant_sizes(19, 19, 0);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P17"), "thin");
	ck_assert_has(kit.finding.reason, "19 reviewed changes where 20 are needed");
}
END_TEST

START_TEST(without_lines_many_files_speak_and_few_files_tell_nothing)
{
	PLANT(&kit.planted, 40, .author = 2, .reviewer = 3, .has_no_lines = true, .files = 30);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P17"), "unknown");
	ck_assert_has(kit.finding.reason, "lines are not known here, and 0 of 40");
	ck_assert_ptr_null(kit.finding.next_command);

	PLANT(&kit.planted, 40, .author = 2, .reviewer = 3, .has_no_lines = true, .files = 31);
	ck_assert_str_eq(pattern_kit_outcome(&kit, "P17"), "note");
	ck_assert_str_eq(kit.finding.reason, "40 of 80 (50 %, 39 to 61) reviewed changes are over 30 files");
	ck_assert_has(kit.finding.explanation, "Lines are not known here; files stand in for them. ");
	ck_assert(kit.finding.is_capped);
	ck_assert(pattern_kit_has_number(&kit, "reviewed_many"));
	ck_assert(!pattern_kit_has_number(&kit, "median_lines"));
}
END_TEST

START_TEST(depth_stands_beside_size_where_a_forge_tells)
{
	for (int64_t i = 0; i < 30; i++) {
		int64_t id =
			PLANT(&kit.planted, 1, .author = 2, .reviewer = 3, .lines = i < 20 ? 500 : 30, .key = "pr:");

		REQUEST(&kit.planted, .number = id, .opener = 2, .created_time = PLANTED_SINCE,
		        .merged_time = PLANTED_SINCE + HOUR_SECS);
		ACT(&kit.planted, .number = id, .person = 3, .kind = "cmt", .change = id, .time = PLANTED_SINCE + 60,
		    .word_count = i % 2 ? 9 : 2);
	}

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P17"), "note");
	ck_assert_has(kit.finding.explanation,
	              "A comment of eight words or more was written on 5 of 10 (50 %, 24 to 76) "
	              "reviewed changes below 50 lines, 10 of 20 (50 %, 30 to 70) reviewed "
	              "changes over 400 lines. ");
}
END_TEST

Suite *suite_oversized(void)
{
	Suite *suite = suite_create("oversized");
	TCase *tc = tcase_create("P17");

	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_loop_test(tc, large_changes_are_told_from_their_threshold_on, 0, sizeof(sizes) / sizeof(sizes[0]));
	tcase_add_test(tc, the_threshold_can_be_set);
	tcase_add_test(tc, a_note_tells_sizes_and_the_largest_and_nobody);
	tcase_add_loop_test(tc, it_warns_once_the_share_rose_twice_and_spoke_before, 0,
	                    sizeof(rises) / sizeof(rises[0]));
	tcase_add_test(tc, few_changes_before_are_no_rise);
	tcase_add_test(tc, a_migration_silences_it);
	tcase_add_test(tc, where_reviews_are_not_recorded_all_changes_may_clear_it);
	tcase_add_test(tc, where_reviews_are_recorded_in_part_it_notes_at_most);
	tcase_add_test(tc, few_reviewed_changes_are_thin);
	tcase_add_test(tc, without_lines_many_files_speak_and_few_files_tell_nothing);
	tcase_add_test(tc, depth_stands_beside_size_where_a_forge_tells);
	suite_add_tcase(suite, tc);
	return suite;
}
