/*
 * What every pattern's answer goes through (analyzers/patterns/evaluate.c), with patterns made up here: declarations of every
 * kind, notes of one's own, and the period before.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "lead/pattern.h"
#include "support/pattern_kit.h"

Suite *suite_pattern_engine(void);

static struct planted planted;
static struct finding finding;
static struct metric_values values, previous_values;

/* What the pattern under test answers of the quarter, and of the one before it. */
static enum outcome answers[2];
static bool is_capped, is_failing_before;
static int evaluations;

static int answer(struct finding *out, const struct pattern_input *input)
{
	bool is_before = input->scope->period.since_time < PLANTED_SINCE;

	evaluations++;
	/* The period before is evaluated as if there were nothing else. */
	ck_assert(!is_before || (input->previous_values == NULL && input->values == &previous_values &&
	                         input->year_values == NULL && input->coverage == COVERAGE_PARTIAL));
	*out = (struct finding){ .outcome = answers[is_before], .is_capped = is_capped };
	out->reason = xstrdup(is_before ? "then" : "now");
	out->explanation = xstrdup("Words.");
	return is_before && is_failing_before ? ERR_INVALID : 0;
}

static struct pattern_info pattern;

static void start(void)
{
	planted_start(&planted);
	planted_people(&planted, 3);
	pattern = (struct pattern_info){
		.id = "X01", .warning = WARN_REPEATED, .condition = "it held", .silencing = "", .evaluate = answer
	};
	answers[0] = answers[1] = OUTCOME_NOTE;
	is_capped = is_failing_before = false;
	evaluations = 0;
	finding = (struct finding){ 0 };
}

static void stop(void)
{
	finding_release(&finding);
	planted_stop(&planted);
}

static const struct scope quarter = { "", 0, { PLANTED_SINCE, PLANTED_UNTIL } };

static int evaluate(int64_t person, bool has_previous)
{
	struct pattern_input input = { .store = planted.store,
		                       .scope = &quarter,
		                       .values = &values,
		                       .previous_values = has_previous ? &previous_values : NULL,
		                       .year_values = &values,
		                       .coverage = COVERAGE_USABLE,
		                       .previous_coverage = COVERAGE_PARTIAL,
		                       .person = person };

	finding_release(&finding);
	return pattern_evaluate(&finding, &pattern, &input);
}

static const char *outcome_of(int64_t person)
{
	int ret = evaluate(person, true);

	ck_assert_msg(ret == 0, "%s", error_message());
	return outcome_names[finding.outcome];
}

static void declare(const char *kind, int64_t person, const char *value, int64_t from, int64_t until)
{
	char sql[200];

	snprintf(sql, sizeof(sql), "INSERT INTO declared VALUES ('%s', %lld, '%s', %lld, %lld)", kind,
	         (long long)person, value, (long long)from, (long long)until);
	planted_sql(&planted, sql);
}

/* ---- kinds of warning ---- */

static const struct {
	enum pattern_warning warning;
	enum outcome now, before;
	bool is_capped;
	const char *outcome;
} severities[] = {
	{ WARN_NEVER, OUTCOME_NOTE, OUTCOME_NOTE, false, "note" },
	{ WARN_NEVER, OUTCOME_WARN, OUTCOME_WARN, false, "note" },
	{ WARN_REPEATED, OUTCOME_NOTE, OUTCOME_NOTE, false, "warn" },
	{ WARN_REPEATED, OUTCOME_NOTE, OUTCOME_WARN, false, "warn" },
	{ WARN_REPEATED, OUTCOME_WARN, OUTCOME_CLEAR, false, "note" },
	{ WARN_REPEATED, OUTCOME_NOTE, OUTCOME_CLEAR, false, "note" },
	{ WARN_REPEATED, OUTCOME_NOTE, OUTCOME_THIN, false, "note" },
	{ WARN_REPEATED, OUTCOME_NOTE, OUTCOME_UNKNOWN, false, "note" },
	{ WARN_REPEATED, OUTCOME_NOTE, OUTCOME_NA, false, "note" },
	{ WARN_REPEATED, OUTCOME_NOTE, OUTCOME_SILENCED, false, "note" },
	{ WARN_REPEATED, OUTCOME_NOTE, OUTCOME_NOTE, true, "note" },
	{ WARN_CONDITION, OUTCOME_NOTE, OUTCOME_WARN, false, "note" },
	{ WARN_CONDITION, OUTCOME_WARN, OUTCOME_NOTE, false, "warn" },
	{ WARN_CONDITION, OUTCOME_WARN, OUTCOME_WARN, false, "warn" },
	{ WARN_CONDITION, OUTCOME_WARN, OUTCOME_CLEAR, false, "note" },
	{ WARN_CONDITION, OUTCOME_WARN, OUTCOME_THIN, false, "note" },
	{ WARN_CONDITION, OUTCOME_WARN, OUTCOME_WARN, true, "note" },
	{ WARN_AT_ONCE, OUTCOME_WARN, OUTCOME_CLEAR, false, "warn" },
	{ WARN_AT_ONCE, OUTCOME_NOTE, OUTCOME_WARN, false, "note" },
	{ WARN_AT_ONCE, OUTCOME_WARN, OUTCOME_WARN, true, "note" },
	/* What did not speak now is left alone, whatever was before. */
	{ WARN_REPEATED, OUTCOME_CLEAR, OUTCOME_WARN, false, "clear" },
	{ WARN_REPEATED, OUTCOME_THIN, OUTCOME_WARN, false, "thin" },
	{ WARN_CONDITION, OUTCOME_UNKNOWN, OUTCOME_WARN, false, "unknown" },
	{ WARN_AT_ONCE, OUTCOME_SILENCED, OUTCOME_WARN, false, "silenced" },
	{ WARN_AT_ONCE, OUTCOME_NA, OUTCOME_WARN, false, "n/a" },
};

START_TEST(a_warning_needs_what_its_kind_says)
{
	pattern.warning = severities[_i].warning;
	answers[0] = severities[_i].now;
	answers[1] = severities[_i].before;
	is_capped = severities[_i].is_capped;

	ck_assert_str_eq(outcome_of(1), severities[_i].outcome);
	ck_assert_str_eq(outcome_of(0), severities[_i].outcome);
	ck_assert_str_eq(finding.explanation, "Words.");
	if (finding.outcome != OUTCOME_WARN || pattern.warning == WARN_AT_ONCE)
		ck_assert_str_eq(finding.reason, "now");
	else if (pattern.warning == WARN_CONDITION)
		ck_assert_str_eq(finding.reason, "now; it held, and the rule spoke in the period before too");
	else
		ck_assert_str_eq(finding.reason, "now, as in the period before");
}
END_TEST

START_TEST(without_a_period_before_nothing_repeats)
{
	ck_assert_int_eq(evaluate(1, false), 0);
	ck_assert_int_eq(finding.outcome, OUTCOME_NOTE);
	ck_assert_int_eq(evaluations, 1);
}
END_TEST

START_TEST(the_period_before_is_looked_at_only_where_it_can_matter)
{
	answers[0] = OUTCOME_CLEAR;
	outcome_of(1);
	answers[0] = OUTCOME_NOTE;
	pattern.warning = WARN_NEVER;
	outcome_of(1);
	pattern.warning = WARN_CONDITION;
	outcome_of(1);
	pattern.warning = WARN_REPEATED;
	is_capped = true;
	outcome_of(1);

	ck_assert_int_eq(evaluations, 4);
}
END_TEST

START_TEST(what_goes_wrong_in_the_period_before_is_told)
{
	is_failing_before = true;

	ck_assert_int_eq(evaluate(1, true), ERR_INVALID);
}
END_TEST

/* ---- declarations ---- */

/* 91 days have no third of whole days: 2,620,800 seconds are exactly one. */
#define THIRD ((PLANTED_UNTIL - PLANTED_SINCE) / 3)

static const char *const kinds[] = {
	"absence", "solo",      "architect", "manager",   "mentor", "custodian", "launch",
	"review",  "migration", "owneronly", "timezones", "docs",   "decisions", "unrecorded",
};

START_TEST(every_kind_of_declaration_silences_where_a_pattern_names_it)
{
	pattern.silencing = kinds[_i];
	ck_assert_str_eq(outcome_of(1), "warn");

	declare(kinds[_i], 1, "word", PLANTED_SINCE, PLANTED_UNTIL);

	ck_assert_str_eq(outcome_of(1), "silenced");
	ck_assert_has(finding.reason, "declared: ");
	ck_assert_has(finding.reason, kinds[_i]);
	ck_assert_str_eq(finding.explanation, "Words.");
	/* Not another person, not the team, not a pattern that does not name it. */
	ck_assert_str_eq(outcome_of(2), "warn");
	ck_assert_str_eq(outcome_of(0), "warn");
	pattern.silencing = "somethingelse";
	ck_assert_str_eq(outcome_of(1), "warn");
}
END_TEST

START_TEST(what_the_team_declared_holds_for_the_team_and_for_each_person)
{
	pattern.silencing = "launch review";
	declare("review", 0, "after-merge", PLANTED_SINCE, PLANTED_UNTIL);

	ck_assert_str_eq(outcome_of(0), "silenced");
	ck_assert_str_eq(outcome_of(2), "silenced");
	ck_assert_str_eq(finding.reason, "declared: review");
}
END_TEST

START_TEST(what_a_person_declared_says_nothing_of_the_team)
{
	pattern.silencing = "absence";
	declare("absence", 1, "", PLANTED_SINCE, PLANTED_UNTIL);

	ck_assert_str_eq(outcome_of(0), "warn");
}
END_TEST

static const struct {
	int64_t rows[3][2]; /* from, until after the start of the quarter; 0, 0: none */
	bool is_silencing;
} spans[] = {
	{ { { 0, THIRD } }, false },
	{ { { 0, THIRD + 1 } }, true },
	{ { { 2 * THIRD, 3 * THIRD } }, false },
	{ { { 2 * THIRD - 1, 3 * THIRD } }, true },
	/* What lies outside the period does not count. */
	{ { { -THIRD, THIRD } }, false },
	{ { { 2 * THIRD, 5 * THIRD } }, false },
	{ { { -9 * THIRD, 9 * THIRD } }, true },
	{ { { -THIRD, 0 } }, false },
	{ { { 3 * THIRD, 6 * THIRD } }, false },
	/* Several add up, each second once. */
	{ { { 0, 100 }, { THIRD, 2 * THIRD - 100 } }, false },
	{ { { 0, 100 }, { THIRD, 2 * THIRD - 99 } }, true },
	{ { { 0, THIRD - 10 }, { 50, THIRD } }, false },
	{ { { 0, THIRD }, { 50, THIRD - 50 } }, false },
	{ { { 0, THIRD }, { 50, THIRD + 1 } }, true },
	{ { { 0, THIRD }, { 0, THIRD - 1 }, { THIRD, THIRD + 1 } }, true },
	/* Ends before it begins. */
	{ { { THIRD + 5, 0 } }, false },
	/* From ever, for ever. */
	{ { { INT64_MIN / 2, INT64_MAX / 2 } }, true },
};

START_TEST(more_than_a_third_of_the_period_has_to_be_covered)
{
	pattern.silencing = "absence";
	for (int i = 0; i < 3; i++) {
		const int64_t *row = spans[_i].rows[i];
		char value[2] = { (char)('a' + i), '\0' };

		if (row[0] != 0 || row[1] != 0)
			declare("absence", 1, value, PLANTED_SINCE + row[0], PLANTED_SINCE + row[1]);
	}

	/* Whether it also leaves the period before without a voice is another question. */
	outcome_of(1);
	ck_assert_int_eq(finding.outcome == OUTCOME_SILENCED, spans[_i].is_silencing);
}
END_TEST

START_TEST(a_declaration_of_the_period_before_leaves_a_note)
{
	pattern.silencing = "absence";
	declare("absence", 1, "", PLANTED_BEFORE, PLANTED_SINCE);

	ck_assert_str_eq(outcome_of(1), "note");
	ck_assert_str_eq(finding.reason, "now");
}
END_TEST

START_TEST(a_declaration_changes_only_what_spoke)
{
	static const enum outcome silent[] = { OUTCOME_UNKNOWN, OUTCOME_NA, OUTCOME_THIN, OUTCOME_CLEAR };

	pattern.silencing = "absence";
	declare("absence", 1, "", PLANTED_SINCE, PLANTED_UNTIL);
	for (size_t i = 0; i < sizeof(silent) / sizeof(silent[0]); i++) {
		answers[0] = silent[i];
		ck_assert_str_eq(outcome_of(1), outcome_names[silent[i]]);
		ck_assert_str_eq(finding.reason, "now");
	}
}
END_TEST

START_TEST(a_warning_at_once_is_silenced_like_a_note)
{
	pattern.warning = WARN_AT_ONCE;
	pattern.silencing = "  docs   migration ";
	answers[0] = OUTCOME_WARN;
	declare("migration", 0, "", PLANTED_SINCE, PLANTED_UNTIL);

	ck_assert_str_eq(outcome_of(0), "silenced");
	ck_assert_str_eq(finding.reason, "declared: migration");
}
END_TEST

START_TEST(no_list_of_kinds_silences_nothing)
{
	pattern.silencing = NULL;
	declare("absence", 1, "", PLANTED_SINCE, PLANTED_UNTIL);

	ck_assert_str_eq(outcome_of(1), "warn");
}
END_TEST

/* ---- notes of one's own ---- */

static void note(int64_t person, int64_t time, int counted)
{
	int64_t change = PLANT(&planted, 1, .author = 3, .time = time);
	char sql[300];

	snprintf(sql, sizeof(sql),
	         "INSERT INTO act (repository_id, change_id, kind, person_id, identity_id, source_id, act_time, "
	         "counted, "
	         "is_mentoring, is_newcomer) VALUES (1, %lld, 'self', %lld, 1, 1, 0, %d, 0, 0)",
	         (long long)change, (long long)person, counted);
	planted_sql(&planted, sql);
}

static const struct {
	int64_t person, time;
	int counted;
	const char *outcome;
} notes[] = {
	{ 1, PLANTED_SINCE, 1, "silenced" },  { 1, PLANTED_UNTIL - 1, 1, "silenced" },
	{ 1, PLANTED_SINCE, 0, "warn" },      { 2, PLANTED_SINCE, 1, "warn" },
	{ 1, PLANTED_UNTIL, 1, "warn" },      { 1, PLANTED_SINCE - 1, 1, "note" },
	{ 1, PLANTED_BEFORE - 1, 1, "warn" },
};

START_TEST(a_note_of_ones_own_silences_its_period)
{
	pattern.silencing = "absence self";
	note(notes[_i].person, notes[_i].time, notes[_i].counted);

	ck_assert_str_eq(outcome_of(1), notes[_i].outcome);
	if (finding.outcome == OUTCOME_SILENCED)
		ck_assert_has(finding.reason, "self-declared note");
}
END_TEST

START_TEST(a_note_on_a_merge_that_lands_no_single_change_counts_by_its_commit)
{
	pattern.silencing = "self";
	note(1, PLANTED_SINCE, 1);
	planted_sql(&planted, "UPDATE act SET commit_id = change_id, change_id = NULL WHERE kind = 'self'");
	ck_assert_str_eq(outcome_of(1), "silenced");

	planted_sql(&planted, "UPDATE landed SET landed_time = landed_time - 1");
	ck_assert_str_eq(outcome_of(1), "note");
}
END_TEST

START_TEST(a_note_of_ones_own_counts_where_a_pattern_names_it)
{
	note(1, PLANTED_SINCE, 1);

	ck_assert_str_eq(outcome_of(1), "warn");
	pattern.silencing = "self";
	ck_assert_str_eq(outcome_of(0), "warn");
}
END_TEST

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

Suite *suite_pattern_engine(void)
{
	Suite *suite = suite_create("pattern_engine");
	TCase *tc = tcase_create("engine");

	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_loop_test(tc, a_warning_needs_what_its_kind_says, 0, ROWS(severities));
	tcase_add_test(tc, without_a_period_before_nothing_repeats);
	tcase_add_test(tc, the_period_before_is_looked_at_only_where_it_can_matter);
	tcase_add_test(tc, what_goes_wrong_in_the_period_before_is_told);
	tcase_add_loop_test(tc, every_kind_of_declaration_silences_where_a_pattern_names_it, 0, ROWS(kinds));
	tcase_add_test(tc, what_the_team_declared_holds_for_the_team_and_for_each_person);
	tcase_add_test(tc, what_a_person_declared_says_nothing_of_the_team);
	tcase_add_loop_test(tc, more_than_a_third_of_the_period_has_to_be_covered, 0, ROWS(spans));
	tcase_add_test(tc, a_declaration_of_the_period_before_leaves_a_note);
	tcase_add_test(tc, a_declaration_changes_only_what_spoke);
	tcase_add_test(tc, a_warning_at_once_is_silenced_like_a_note);
	tcase_add_test(tc, no_list_of_kinds_silences_nothing);
	tcase_add_loop_test(tc, a_note_of_ones_own_silences_its_period, 0, ROWS(notes));
	tcase_add_test(tc, a_note_on_a_merge_that_lands_no_single_change_counts_by_its_commit);
	tcase_add_test(tc, a_note_of_ones_own_counts_where_a_pattern_names_it);
	suite_add_tcase(suite, tc);
	return suite;
}
