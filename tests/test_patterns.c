/*
 * The table of patterns, and the language of every finding.
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
	if (kit.finding.looked_for)
		check_language(kit.finding.looked_for);
	if (kit.finding.would_change)
		check_language(kit.finding.would_change);
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

/* P06, P07 and P14 note what this lead leaves. */
START_TEST(no_finding_about_a_lead_judges)
{
	const int64_t quarter = 13 * WEEK_SECS;

	PLANT(&kit.planted, 40, .author = LEAD, .reviewer = 3, .time = PLANTED_UNTIL - 7 * quarter);
	for (int64_t i = 1; i < 6; i++)
		PLANT(&kit.planted, 40, .author = LEAD, .reviewer = 3, .time = PLANTED_UNTIL - i * quarter - 1);
	plant_reviewing_team(&kit, 0);
	plant_lead(&kit, 8, 4, 0);
	PLANT(&kit.planted, 30, .author = 8, .reviewer = 5, .has_doc = true, .is_newcomer = true);
	check_finding_language("P06");
	ck_assert_int_eq(kit.finding.outcome, OUTCOME_NOTE);
	check_finding_language("P07");
	ck_assert_int_eq(kit.finding.outcome, OUTCOME_NOTE);
	plant_lead(&kit, 32, 6, 0);
	planted_sql(&kit.planted, "DELETE FROM change_area");
	check_finding_language("P14");
	ck_assert_int_eq(kit.finding.outcome, OUTCOME_NOTE);
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

Suite *suite_patterns(void)
{
	Suite *suite = suite_create("patterns");
	TCase *tc = tcase_create("language");

	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_test(tc, no_finding_judges);
	tcase_add_test(tc, no_finding_about_a_lead_judges);
	tcase_add_test(tc, no_rule_judges_and_every_field_is_filled);
	tcase_add_test(tc, built_and_not_built_patterns_are_seventeen_together);
	suite_add_tcase(suite, tc);
	return suite;
}
