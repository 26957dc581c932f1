/*
 * P04 against planted truth; the table of patterns; and the language of every finding.
 */
#include <check.h>
#include <string.h>
#include "lead/pattern.h"
#include "support/pattern_kit.h"

Suite *suite_patterns(void);

static struct pattern_kit kit;

static void start(void)
{
	pattern_kit_start(&kit);
}

static void stop(void)
{
	pattern_kit_stop(&kit);
}

/* ---- P04 ---- */

static const struct {
	int64_t reviewed, alone, documents;
	const char *outcome;
} merges[] = {
	{ 73, 27, 0, "clear" },   { 71, 29, 0, "note" }, { 70, 30, 0, "note" }, { 72, 28, 0, "note" },
	{ 69, 31, 0, "unknown" }, { 10, 4, 0, "thin" },  { 0, 0, 0, "thin" },   { 71, 9, 20, "silenced" },
};

START_TEST(self_merges_are_told_from_their_threshold_on)
{
	PLANT(&kit.planted, merges[_i].reviewed, .author = 2, .reviewer = 3);
	PLANT(&kit.planted, merges[_i].alone, .author = 3, .lines = 10);
	PLANT(&kit.planted, merges[_i].documents, .author = 3, .is_doc_only = true);

	ck_assert_msg(strcmp(pattern_kit_outcome(&kit, "P04"), merges[_i].outcome) == 0, "%s", kit.finding.explanation);
	ck_assert_int_eq(kit.finding.person, 0);
}
END_TEST

START_TEST(written_by_two_is_not_alone)
{
	PLANT(&kit.planted, 71, .author = 2, .reviewer = 3);
	PLANT(&kit.planted, 29, .author = 3, .pair = 4);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P04"), "silenced");
}
END_TEST

START_TEST(self_merges_in_two_periods_warn_and_name_the_largest)
{
	for (int i = 0; i < 2; i++) {
		int64_t time = i == 0 ? 0 : QUARTER_BEFORE;

		PLANT(&kit.planted, 70, .author = 2, .reviewer = 3, .time = time);
		PLANT(&kit.planted, 29, .author = 3, .lines = 10, .time = time, .key = "pr:");
		PLANT(&kit.planted, 1, .author = 3, .lines = 900, .time = time, .key = "pr:");
	}

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P04"), "warn");
	ck_assert_has(kit.finding.explanation, "pr:100 (900 lines)");
	ck_assert_has(kit.finding.explanation, "30 of 100 (30 %");
}
END_TEST

START_TEST(merge_buttons_are_told_as_a_fact_and_judged_by_nobody)
{
	PLANT(&kit.planted, 72, .author = 2, .integrator = 3);
	PLANT(&kit.planted, 48, .author = 3);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P04"), "unknown");
	ck_assert_has(kit.finding.explanation,
	              "72 of 120 changes were merged by somebody other than an author, 48 by an author");
	ck_assert_has(kit.finding.explanation, "whether they were reviewed is not recorded here");
	ck_assert_double_eq(pattern_kit_number(&kit, "merged_by_author"), 48);
}
END_TEST

static const struct {
	int64_t reviewed, alone;
	bool has_number;
} shares[] = { { 0, 48, false }, { 60, 40, false }, { 80, 20, true } };

START_TEST(unreviewed_is_a_number_only_where_reviews_are_recorded)
{
	PLANT(&kit.planted, shares[_i].reviewed, .author = 2, .reviewer = 3);
	PLANT(&kit.planted, shares[_i].alone, .author = 3);
	PLANT(&kit.planted, 1, .author = 4, .reviewer = 2);

	pattern_kit_outcome(&kit, "P04");

	ck_assert(pattern_kit_has_number(&kit, "self_merged_unreviewed") == shares[_i].has_number);
	ck_assert(pattern_kit_has_number(&kit, "review_coverage"));
}
END_TEST

START_TEST(who_merged_is_no_number_where_the_record_does_not_say)
{
	PLANT(&kit.planted, 60, .author = 2, .is_forge = true);
	PLANT(&kit.planted, 6, .author = 3, .integrator = 2);

	pattern_kit_outcome(&kit, "P04");

	ck_assert(!pattern_kit_has_number(&kit, "merged_by_author"));
	ck_assert_double_eq(pattern_kit_number(&kit, "merged_by_other"), 6);
	ck_assert_has(kit.finding.explanation, "for 60 the record does not say who merged");
}
END_TEST

START_TEST(one_person_alone_has_nobody_to_ask)
{
	PLANT(&kit.planted, 50, .author = 2);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P04"), "n/a");
}
END_TEST

START_TEST(the_threshold_of_self_merges_can_be_set)
{
	PLANT(&kit.planted, 71, .author = 2, .reviewer = 3);
	PLANT(&kit.planted, 29, .author = 3);
	ck_assert_int_eq(config_add(kit.config, "pattern.P04.lower", "0.3", CONFIG_COMMAND_LINE), 0);

	ck_assert_str_eq(pattern_kit_outcome(&kit, "P04"), "clear");
}
END_TEST

/* ---- the language of all of them ---- */

static const char *const judging[] = {
	"fails",  "failed",        "lazy",       "poor",          "underperform", "bad ",   "worst",
	"weak",   "inactive",      "should",     "must ",         "blame",        "guilty", "careless",
	"sloppy", "selfish",       "ignor",      "incompeten",    "problem",      "wrong",  "never",
	"refus",  "unfortunately", "only ships", "does not help", "anonymous",
};

static void check_language(const char *text)
{
	struct text whole = text_of(text);

	for (size_t i = 0; i < sizeof(judging) / sizeof(judging[0]); i++)
		ck_assert_msg(text_find_nocase(whole, text_of(judging[i]), 0) < 0, "'%s' in: %s", judging[i], text);
}

static void check_finding_language(const char *id)
{
	pattern_kit_outcome(&kit, id);
	check_language(kit.finding.reason);
	check_language(kit.finding.explanation);
}

START_TEST(no_finding_judges)
{
	/* Nothing, then uncovered, then every outcome that this team can have. */
	check_finding_language("P01");
	check_finding_language("P04");
	PLANT(&kit.planted, 40, .author = LEAD);
	PLANT(&kit.planted, 40, .author = 2);
	check_finding_language("P01");
	check_finding_language("P04");
	planted_sql(&kit.planted,
	            "DELETE FROM change_credit; DELETE FROM change; DELETE FROM change_area; DELETE FROM act");
	plant_reviewing_team(&kit, 0);
	plant_reviewing_team(&kit, QUARTER_BEFORE);
	plant_lead(&kit, 20, 0, 0);
	check_finding_language("P01");
	ck_assert_int_eq(kit.finding.outcome, OUTCOME_NOTE);
	plant_lead(&kit, 20, 0, QUARTER_BEFORE);
	check_finding_language("P01");
	ck_assert_int_eq(kit.finding.outcome, OUTCOME_WARN);
	PLANT(&kit.planted, 45, .author = 3);
	check_finding_language("P04");
	PLANT(&kit.planted, 3, .author = 2, .pair = LEAD);
	check_finding_language("P01");
	ck_assert_int_eq(kit.finding.outcome, OUTCOME_CLEAR);
}
END_TEST

START_TEST(no_rule_judges_and_every_field_is_filled)
{
	const struct pattern_info *info;
	size_t count = 0;

	for (; (info = pattern_at(count)) != NULL; count++) {
		const char *const texts[] = { info->id,        info->name,      info->question, info->rule,
			                      info->silencers, info->base_rate, info->source };

		for (size_t j = 0; j < sizeof(texts) / sizeof(texts[0]); j++) {
			ck_assert(texts[j] != NULL && texts[j][0] != '\0');
			/* The source says in whose words a thing was named. */
			if (texts[j] != info->source)
				check_language(texts[j]);
		}
	}
	ck_assert_int_gt(count, 0);
}
END_TEST

START_TEST(built_and_not_built_patterns_are_seventeen_together)
{
	size_t count = 0, built = 0;

	for (; patterns_not_built[count] != NULL; count++)
		ck_assert_ptr_null(pattern_find(text_slice(text_of(patterns_not_built[count]), 0, 3)));
	for (; pattern_at(built) != NULL; built++)
		ck_assert(built == 0 || strcmp(pattern_at(built - 1)->id, pattern_at(built)->id) < 0);
	ck_assert_int_eq(built + count, 17);
	ck_assert_ptr_nonnull(pattern_find(TEXT("p01")));
	ck_assert_ptr_null(pattern_find(TEXT("P00")));
}
END_TEST

static void add_self_merges(Suite *suite)
{
	TCase *tc = tcase_create("P04");

	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_loop_test(tc, self_merges_are_told_from_their_threshold_on, 0, sizeof(merges) / sizeof(merges[0]));
	tcase_add_test(tc, written_by_two_is_not_alone);
	tcase_add_test(tc, self_merges_in_two_periods_warn_and_name_the_largest);
	tcase_add_test(tc, merge_buttons_are_told_as_a_fact_and_judged_by_nobody);
	tcase_add_loop_test(tc, unreviewed_is_a_number_only_where_reviews_are_recorded, 0,
	                    sizeof(shares) / sizeof(shares[0]));
	tcase_add_test(tc, who_merged_is_no_number_where_the_record_does_not_say);
	tcase_add_test(tc, one_person_alone_has_nobody_to_ask);
	tcase_add_test(tc, the_threshold_of_self_merges_can_be_set);
	suite_add_tcase(suite, tc);
}

Suite *suite_patterns(void)
{
	Suite *suite = suite_create("patterns");
	TCase *tc = tcase_create("language");

	add_self_merges(suite);
	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_test(tc, no_finding_judges);
	tcase_add_test(tc, no_rule_judges_and_every_field_is_filled);
	tcase_add_test(tc, built_and_not_built_patterns_are_seventeen_together);
	suite_add_tcase(suite, tc);
	return suite;
}
