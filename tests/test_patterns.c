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
	ck_assert_int_eq(count, 4);
}
END_TEST

START_TEST(built_and_not_built_patterns_are_seventeen_together)
{
	size_t count = 0;

	for (; patterns_not_built[count] != NULL; count++)
		ck_assert_ptr_null(pattern_find(text_slice(text_of(patterns_not_built[count]), 0, 3)));
	ck_assert_int_eq(count, 13);
	ck_assert_ptr_nonnull(pattern_find(TEXT("p01")));
	ck_assert_ptr_null(pattern_find(TEXT("P05")));
}
END_TEST

Suite *suite_patterns(void)
{
	Suite *suite = suite_create("patterns");
	TCase *tc = tcase_create("language");

	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_test(tc, no_finding_judges);
	tcase_add_test(tc, no_rule_judges_and_every_field_is_filled);
	tcase_add_test(tc, built_and_not_built_patterns_are_seventeen_together);
	suite_add_tcase(suite, tc);
	return suite;
}
