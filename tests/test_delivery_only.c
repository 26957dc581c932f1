/* P14 against planted truth: every part of the rule on both sides of its limit, every gate and silencer, and its words. */
#include <check.h>
#include <string.h>
#include "lead/pattern.h"
#include "support/pattern_kit.h"

Suite *suite_delivery_only(void);

static struct pattern_kit kit;

static void start(void)
{
	pattern_kit_start(&kit);
}

static void stop(void)
{
	pattern_kit_stop(&kit);
}

/*
 * Six members who review one another with a median of one half, so many more changes with documentation by one of them, and
 * the lead. Nothing lies in an area, so nothing is support in home areas.
 */
static void plant_delivery(int64_t own, int64_t reviews, int64_t documents)
{
	plant_reviewing_team(&kit, 0);
	plant_lead(&kit, own, reviews, 0);
	PLANT(&kit.planted, documents, .author = 4, .reviewer = 5, .has_doc = true);
	planted_sql(&kit.planted, "DELETE FROM change_area");
}

static void assert_outcome(const char *outcome)
{
	const char *found = pattern_kit_outcome(&kit, "P14");

	ck_assert_msg(strcmp(found, outcome) == 0, "%s: %s", found, kit.finding.explanation);
}

START_TEST(who_opted_out_is_in_no_quartile)
{
	plant_delivery(40, 10, 30);
	/* Six with ten acts are left of seven, and then four. */
	planted_sql(&kit.planted, "INSERT INTO declared VALUES ('optout', 7, '', 0, 4000000000)");
	assert_outcome("note");
	planted_sql(&kit.planted, "INSERT INTO declared VALUES ('optout', 6, '', 0, 4000000000),"
	                          " ('optout', 5, '', 0, 4000000000)");
	assert_outcome("n/a");
	ck_assert_has(kit.finding.reason, "4 have an own change");
	ck_assert(!pattern_kit_has_number(&kit, "team_own_median"));
}
END_TEST

/* ---- the rule ---- */

static const struct {
	int64_t own, reviews, documents;
	const char *outcome, *reason;
} limits[] = {
	{ 40, 10, 30, "note", "much own code" },
	/* N */
	{ 21, 9, 60, "note", "much own code" },
	{ 20, 9, 60, "thin", "29 reviews and own changes where 30 are needed" },
	/* the review share's upper end against one half */
	{ 40, 24, 30, "note", "24 of 64" },
	{ 40, 25, 30, "clear", "25 of 65" },
	/* no documentation in 40 changes ends at 8.8 %: half of 17.9 % is more, half of 17.3 % is less */
	{ 40, 10, 24, "note", "much own code" },
	{ 40, 10, 23, "clear", "documentation is touched in 0 of 40" },
	/* fewer own changes than a quarter of the team have */
	{ 19, 40, 60, "clear", "19 own changes" },
	/* P01 speaks up to two reviews in 42, and three of 42 are just beyond it */
	{ 40, 2, 30, "n/a", "P01 own-code-only says it" },
	{ 40, 3, 30, "n/a", "P01 own-code-only says it" },
	{ 36, 3, 30, "note", "much own code" },
};

START_TEST(each_part_of_the_rule_has_two_sides)
{
	plant_delivery(limits[_i].own, limits[_i].reviews, limits[_i].documents);

	assert_outcome(limits[_i].outcome);
	ck_assert_has(kit.finding.reason, limits[_i].reason);
	ck_assert_int_eq(kit.finding.n, limits[_i].own + limits[_i].reviews);
}
END_TEST

START_TEST(own_changes_are_many_at_the_quartile_itself)
{
	int64_t most = _i == 0 ? 40 : 41;

	plant_delivery(40, 10, most - 10);
	PLANT(&kit.planted, most, .author = 8, .reviewer = 9, .has_doc = true);
	PLANT(&kit.planted, most, .author = 9, .reviewer = 8, .has_doc = true);
	planted_sql(&kit.planted, "DELETE FROM change_area");

	assert_outcome(_i == 0 ? "note" : "clear");
	ck_assert_double_eq(pattern_kit_number(&kit, "team_own_upper"), (double)most);
}
END_TEST

/* ---- half of what refutes P01, and any trace of M13 ---- */

static const struct {
	struct planted_change change;
	int64_t enough, too_few; /* too_few 0: one alone is enough */
	const char *named;
} works[] = {
	{ { .author = 2, .reviewer = 3, .integrator = LEAD }, 2, 1, "integrated" },
	{ { .author = 2, .reviewer = 3, .commenter = LEAD }, 5, 4, "commented on" },
	{ { .author = 2, .reviewer = 3, .helper = LEAD }, 1, 0, "thanks for help" },
	{ { .author = LEAD, .pair = 2, .reviewer = 3 }, 2, 1, "written together" },
	{ { .author = 2, .pair = LEAD, .reviewer = 3 }, 1, 0, "written together" },
	{ { .author = 8, .reviewer = LEAD, .is_newcomer = true }, 1, 0, "newcomers supported" },
	{ { .author = LEAD, .reviewer = 3, .has_decision = true }, 1, 0, "decision records" },
	{ { .author = LEAD, .reviewer = 3, .is_doc_only = true }, 2, 1, "documentation alone" },
	{ { .author = LEAD, .reviewer = 3, .has_standard = true }, 1, 0, "shared standards" },
};

START_TEST(half_of_what_refutes_own_code_only_refutes_this)
{
	plant_delivery(40, 10, 60);
	planted_add(&kit.planted, works[_i].enough, works[_i].change);
	planted_sql(&kit.planted, "DELETE FROM change_area");

	assert_outcome("clear");
	ck_assert_has(kit.finding.reason, "shown by");
	/* One of them reads as one. */
	if (works[_i].enough > 1)
		ck_assert_has(kit.finding.reason, works[_i].named);
}
END_TEST

START_TEST(less_than_half_does_not)
{
	plant_delivery(40, 10, 60);
	if (works[_i].too_few > 0)
		planted_add(&kit.planted, works[_i].too_few, works[_i].change);
	planted_sql(&kit.planted, "DELETE FROM change_area");

	assert_outcome("note");
}
END_TEST

START_TEST(half_is_enough_without_any_coverage)
{
	struct planted_change change = works[_i].change;

	PLANT(&kit.planted, 60, .author = LEAD);
	PLANT(&kit.planted, 60, .author = 2);
	planted_add(&kit.planted, works[_i].enough, change);

	assert_outcome("clear");
}
END_TEST

START_TEST(support_in_home_areas_clears_at_a_tenth)
{
	plant_reviewing_team(&kit, 0);
	plant_lead(&kit, 40, 20, 0);
	PLANT(&kit.planted, 30, .author = 4, .reviewer = 5, .has_doc = true);
	assert_outcome("note");

	PLANT(&kit.planted, 4, .author = 2, .reviewer = LEAD);
	assert_outcome("clear");
	ck_assert_has(kit.finding.reason, "24 changes by others supported in home areas");
}
END_TEST

/* ---- gates ---- */

START_TEST(only_leads_are_asked)
{
	plant_delivery(40, 10, 30);
	kit.is_subject = false;

	assert_outcome("n/a");
	ck_assert_has(kit.finding.reason, "not declared");
}
END_TEST

START_TEST(an_ambiguous_name_leaves_it_open)
{
	plant_delivery(40, 10, 30);
	planted_sql(&kit.planted, "UPDATE identity_person SET is_ambiguous = 1 WHERE person_id = 1");

	assert_outcome("unknown");
}
END_TEST

/* 140 changes with reviews; the documentation grows with what else is planted. */
static const struct {
	int64_t silent;
	bool is_capped;
	const char *outcome;
} coverages[] = {
	{ 60, false, "note" },
	{ 61, true, "note" },
	{ 140, true, "note" },
	{ 141, true, "unknown" },
};

START_TEST(coverage_below_half_leaves_it_open)
{
	plant_delivery(40, 10, 30);
	PLANT(&kit.planted, coverages[_i].silent, .author = 4, .has_doc = true);

	assert_outcome(coverages[_i].outcome);
	if (strcmp(coverages[_i].outcome, "note") == 0)
		ck_assert(kit.finding.is_capped == coverages[_i].is_capped);
	else
		ck_assert_str_eq(kit.finding.next_command, FETCH);
}
END_TEST

START_TEST(a_small_team_has_no_quartiles)
{
	for (int64_t author = 2; author <= 4; author++)
		PLANT(&kit.planted, 10, .author = author, .reviewer = author == 4 ? 2 : author + 1, .has_doc = true);
	PLANT(&kit.planted, 40, .author = LEAD, .reviewer = 3);
	PLANT(&kit.planted, 10, .author = 2, .reviewer = LEAD);
	planted_sql(&kit.planted, "DELETE FROM change_area");
	assert_outcome("n/a");
	ck_assert_has(kit.finding.reason, "5 members or more: 4 have an own change");
	ck_assert(!pattern_kit_has_number(&kit, "team_own_q1"));

	/* A fifth and a sixth, who have few acts each. */
	PLANT(&kit.planted, 3, .author = 6, .reviewer = 2, .has_doc = true);
	PLANT(&kit.planted, 3, .author = 7, .reviewer = 2, .has_doc = true);
	planted_sql(&kit.planted, "DELETE FROM change_area");
	assert_outcome("n/a");
	ck_assert_has(kit.finding.reason, "6 have an own change, 4 ten own changes and reviews");
}
END_TEST

/* ---- silencers ---- */

static const struct {
	const char *kind;
	int64_t person;
} declarations[] = { { "launch", 0 }, { "absence", LEAD }, { "solo", LEAD } };

START_TEST(a_declaration_silences)
{
	plant_delivery(40, 10, 30);
	pattern_kit_declare(&kit, declarations[_i].kind, declarations[_i].person, "");

	assert_outcome("silenced");
	ck_assert_has(kit.finding.reason, declarations[_i].kind);
}
END_TEST

START_TEST(two_notes_running_stay_a_note)
{
	plant_delivery(40, 10, 30);
	plant_reviewing_team(&kit, QUARTER_BEFORE);
	plant_lead(&kit, 40, 10, QUARTER_BEFORE);
	PLANT(&kit.planted, 30, .author = 4, .reviewer = 5, .has_doc = true, .time = QUARTER_BEFORE);
	planted_sql(&kit.planted, "DELETE FROM change_area");

	assert_outcome("note");
}
END_TEST

/* ---- thresholds and words ---- */

static const struct {
	const char *key, *value, *outcome;
} keys[] = {
	{ "pattern.P14.quantile", "0.75", "note" },  { "pattern.P14.quantile", "1", "clear" },
	{ "pattern.P14.documents", "0.42", "note" }, { "pattern.P14.documents", "0.39", "clear" },
	{ "pattern.P14.quantile", "1.1", NULL },     { "pattern.P14.quantile", "0.4", NULL },
	{ "pattern.P14.documents", "0", NULL },      { "pattern.P14.documents", "1.5", NULL },
};

START_TEST(thresholds_can_be_set)
{
	plant_delivery(40, 10, 31);
	ck_assert_int_eq(config_add(kit.config, keys[_i].key, keys[_i].value, CONFIG_COMMAND_LINE), 0);

	if (keys[_i].outcome) {
		assert_outcome(keys[_i].outcome);
	} else {
		ck_assert_int_ne(pattern_kit_evaluate(&kit, "P14"), 0);
		ck_assert_has(error_message(), keys[_i].key);
	}
}
END_TEST

START_TEST(the_note_tells_what_was_not_found_and_the_quartiles)
{
	plant_delivery(40, 10, 30);

	assert_outcome("note");
	ck_assert_has(kit.finding.reason, "reviews are 10 of 50 (20 %, 11 to 33)");
	ck_assert_has(kit.finding.explanation, "this person is an author of 40 changes");
	ck_assert_has(kit.finding.explanation, "7 members with an own change a quarter have up to 10, half up to 10");
	ck_assert_has(kit.finding.explanation, "lie above 50 %");
	ck_assert_has(kit.finding.explanation,
	              "Documentation is touched in 0 of 40 (0 %, 0 to 9) of the own changes, and "
	              "in 21 % of the team's");
	ck_assert_has(kit.finding.explanation, "No trace of help");
	ck_assert_has(kit.finding.looked_for, "changes of others integrated (0)");
	ck_assert_ptr_null(strstr(kit.finding.looked_for, "commented on (0)"));
	ck_assert_has(kit.finding.would_change, "pattern.P14.quantile");
	ck_assert_double_eq(pattern_kit_number(&kit, "team_own_upper"), 30);
	ck_assert_double_eq(pattern_kit_number(&kit, "team_review_share"), 0.5);
	ck_assert(kit.finding.weight > 0);
	ck_assert_ptr_null(strstr(kit.finding.explanation, "Person "));
}
END_TEST

#define LOOP(tc, test, rows) tcase_add_loop_test(tc, test, 0, sizeof(rows) / sizeof((rows)[0]))

Suite *suite_delivery_only(void)
{
	Suite *suite = suite_create("delivery_only");
	TCase *tc = tcase_create("P14");

	tcase_add_checked_fixture(tc, start, stop);
	LOOP(tc, each_part_of_the_rule_has_two_sides, limits);
	tcase_add_loop_test(tc, own_changes_are_many_at_the_quartile_itself, 0, 2);
	LOOP(tc, half_of_what_refutes_own_code_only_refutes_this, works);
	LOOP(tc, less_than_half_does_not, works);
	LOOP(tc, half_is_enough_without_any_coverage, works);
	tcase_add_test(tc, who_opted_out_is_in_no_quartile);
	tcase_add_test(tc, support_in_home_areas_clears_at_a_tenth);
	tcase_add_test(tc, only_leads_are_asked);
	tcase_add_test(tc, an_ambiguous_name_leaves_it_open);
	LOOP(tc, coverage_below_half_leaves_it_open, coverages);
	tcase_add_test(tc, a_small_team_has_no_quartiles);
	LOOP(tc, a_declaration_silences, declarations);
	tcase_add_test(tc, two_notes_running_stay_a_note);
	LOOP(tc, thresholds_can_be_set, keys);
	tcase_add_test(tc, the_note_tells_what_was_not_found_and_the_quartiles);
	suite_add_tcase(suite, tc);
	return suite;
}
