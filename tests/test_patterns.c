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
	check_language(kit.finding.looked_for);
	check_language(kit.finding.would_change);
	check_language(kit.finding.next_command);
}

static void check_every_language(void)
{
	const struct pattern_info *info;

	for (size_t i = 0; (info = pattern_at(i)) != NULL; i++)
		for (int of_oneself = 0; of_oneself < 2; of_oneself++) {
			kit.is_viewer = of_oneself;
			check_finding_language(info->id);
		}
	kit.is_viewer = false;
}

START_TEST(no_finding_judges)
{
	/* Nothing, then uncovered, then every outcome that this team can have. */
	check_every_language();
	PLANT(&kit.planted, 40, .author = LEAD);
	PLANT(&kit.planted, 40, .author = 2);
	check_every_language();
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
	check_every_language();
	check_finding_language("P01");
	ck_assert_int_eq(kit.finding.outcome, OUTCOME_CLEAR);
	PLANT(&kit.planted, 500, .author = 3, .reviewer = 4);
	check_every_language();
	check_finding_language("P02");
	ck_assert_int_eq(kit.finding.outcome, OUTCOME_NOTE);
}
END_TEST

/* Calls once for each word of a list separated by single spaces. */
static void each_word(const char *list, void (*check)(struct text word, const char *id), const char *id)
{
	struct text rest = text_of(list);

	while (rest.size > 0) {
		ptrdiff_t space = text_find_char(rest, ' ', 0);
		size_t end = space < 0 ? rest.size : (size_t)space;

		check(text_slice(rest, 0, end), id);
		rest = text_slice(rest, end + (space >= 0), rest.size);
	}
}

/* What can be declared (analyzers/people/declared.h) or is a note of one's own, and silences: the rest changes figures. */
static const char *const kinds[] = {
	"absence", "solo",      "architect", "manager",   "mentor", "custodian", "launch",
	"review",  "migration", "owneronly", "timezones", "docs",   "decisions", "self",
};

static void check_kind(struct text word, const char *id)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (text_equal(word, text_of(kinds[i])))
			return;
	ck_abort_msg("%s is silenced by '%.*s', which nobody can declare", id, (int)word.size, word.at);
}

static void check_metric(struct text word, const char *id)
{
	ck_assert_msg(word.size == 3 && metric_find(word) != NULL, "%s shows '%.*s', which is no metric", id,
	              (int)word.size, word.at);
}

START_TEST(every_pattern_names_declarations_and_metrics_that_exist)
{
	const struct pattern_info *info;

	for (size_t i = 0; (info = pattern_at(i)) != NULL; i++) {
		ck_assert_msg(info->silencing != NULL && info->evidence != NULL, "%s", info->id);
		each_word(info->silencing, check_kind, info->id);
		each_word(info->evidence, check_metric, info->id);
		/* Something has to stand behind its numbers. */
		ck_assert_msg(info->evidence[0] != '\0' || info->prove != NULL, "%s", info->id);
	}
}
END_TEST

START_TEST(every_pattern_says_of_whom_it_speaks_and_when_it_warns)
{
	const unsigned all = PATTERN_TEAM | PATTERN_PERSON | PATTERN_SELF;
	const struct pattern_info *info, *before = NULL;

	for (size_t i = 0; (info = pattern_at(i)) != NULL; before = info, i++) {
		ck_assert_msg(info->subjects != 0 && (info->subjects & ~all) == 0, "%s", info->id);
		/* A warning at once is for what a team loses, never about a person. */
		ck_assert_msg(info->warning != WARN_AT_ONCE || info->subjects == PATTERN_TEAM, "%s", info->id);
		ck_assert_msg((info->warning == WARN_CONDITION) == (info->condition != NULL), "%s", info->id);
		ck_assert_msg(info->evaluate != NULL, "%s", info->id);
		ck_assert_msg(before == NULL || strcmp(before->id, info->id) < 0, "%s stands out of order", info->id);
		ck_assert_msg(strlen(info->id) == 3 && info->id[0] == 'P', "%s", info->id);
	}
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
	plant_lead(&kit, 8, 10, 0);
	for (int64_t reviewer = 2; reviewer <= 7; reviewer++)
		PLANT(&kit.planted, 5, .author = 8, .reviewer = reviewer, .has_doc = true, .is_newcomer = true);
	check_finding_language("P06");
	ck_assert_int_eq(kit.finding.outcome, OUTCOME_NOTE);
	check_finding_language("P07");
	ck_assert_msg(kit.finding.outcome == OUTCOME_NOTE, "%s: %s", kit.finding.reason, kit.finding.explanation);
	plant_lead(&kit, 32, 0, 0);
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

	/* Every pattern over several teams. */
	tcase_set_timeout(tc, 60);
	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_test(tc, no_finding_judges);
	tcase_add_test(tc, no_finding_about_a_lead_judges);
	tcase_add_test(tc, no_rule_judges_and_every_field_is_filled);
	tcase_add_test(tc, every_pattern_names_declarations_and_metrics_that_exist);
	tcase_add_test(tc, every_pattern_says_of_whom_it_speaks_and_when_it_warns);
	tcase_add_test(tc, built_and_not_built_patterns_are_seventeen_together);
	suite_add_tcase(suite, tc);
	return suite;
}
