/*
 * P06 against planted truth: both parts of the rule on both sides of their limits, every gate and silencer, and its words.
 * Quarters are told from the newest, 0, backwards.
 */
#include <check.h>
#include <string.h>
#include "lead/pattern.h"
#include "support/pattern_kit.h"

Suite *suite_lost_touch(void);

#define QUARTER_SECS (13 * WEEK_SECS)
#define IN_QUARTER(place) (PLANTED_UNTIL - ((place) + 1) * QUARTER_SECS + DAY_SECS)

static struct pattern_kit kit;

/* A history that is older than the six quarters, and code by the lead in the oldest three of them. */
static void start(void)
{
	pattern_kit_start(&kit);
	PLANT(&kit.planted, 1, .author = 9, .time = PLANTED_UNTIL - 6 * QUARTER_SECS - DAY_SECS);
}

static void stop(void)
{
	pattern_kit_stop(&kit);
}

static void plant_code(int64_t place, int64_t count)
{
	PLANT(&kit.planted, count, .author = LEAD, .reviewer = 3, .time = IN_QUARTER(place));
}

static void plant_reviews(int64_t place, int64_t count)
{
	PLANT(&kit.planted, count, .author = 2, .reviewer = LEAD, .time = IN_QUARTER(place));
}

/* What fires: code long ago, twelve reviews in each of the last two quarters. */
static void plant_silence(void)
{
	plant_code(3, 4);
	plant_code(4, 4);
	plant_reviews(0, 12);
	plant_reviews(1, 12);
}

static void assert_outcome(const char *outcome)
{
	const char *found = pattern_kit_outcome(&kit, "P06");

	ck_assert_msg(strcmp(found, outcome) == 0, "%s: %s", found, kit.finding.explanation);
}

/* ---- two silent quarters ---- */

static const struct {
	int64_t code, code_before, reviews, reviews_before;
	const char *outcome;
} silences[] = {
	{ 0, 0, 10, 10, "note" },  { 0, 0, 9, 10, "thin" },   { 0, 0, 10, 9, "thin" },  { 0, 0, 0, 0, "thin" },
	{ 1, 0, 10, 10, "clear" }, { 0, 1, 10, 10, "clear" }, { 0, 0, 40, 40, "note" },
};

START_TEST(two_quarters_without_code_beside_work_for_others_are_noted)
{
	plant_code(3, 3);
	plant_code(0, silences[_i].code);
	plant_code(1, silences[_i].code_before);
	plant_reviews(0, silences[_i].reviews);
	plant_reviews(1, silences[_i].reviews_before);

	assert_outcome(silences[_i].outcome);
	ck_assert_int_eq(kit.finding.person, LEAD);
}
END_TEST

static const struct planted_change present[] = {
	{ .author = 2, .acker = LEAD },
	{ .author = 2, .integrator = LEAD },
	{ .author = 2, .reviewer = LEAD, .acker = LEAD, .integrator = LEAD },
};

START_TEST(acks_and_merges_are_presence_and_one_change_is_one)
{
	struct planted_change change = present[_i];

	plant_code(3, 3);
	plant_reviews(1, 10);
	change.time = IN_QUARTER(0);
	planted_add(&kit.planted, 9, change);
	/* Merges alone are no record of reviews. */
	assert_outcome(change.integrator && !change.reviewer ? "unknown" : "thin");
	planted_add(&kit.planted, 1, change);
	assert_outcome("note");
}
END_TEST

START_TEST(parts_in_decision_records_are_presence)
{
	plant_code(3, 3);
	plant_reviews(1, 10);
	plant_reviews(0, 9);
	assert_outcome("thin");
	PLANT(&kit.planted, 1, .author = 2, .has_decision = true, .is_doc_only = true, .time = IN_QUARTER(0));
	planted_sql(&kit.planted, "INSERT INTO source VALUES (7, 'decision:decider');"
	                          "INSERT INTO act (repository_id, change_id, commit_id, event_id, kind, person_id, "
	                          "identity_id, source_id,"
	                          "  act_time, counted, why, is_mentoring, is_newcomer)"
	                          "SELECT 1, max(id), max(id), NULL, 'dec', 1, 1, 7, 0, 1, NULL, 0, 0 FROM change");
	assert_outcome("note");
	ck_assert_double_eq(pattern_kit_number(&kit, "decisions_1"), 1);
}
END_TEST

static const struct {
	struct planted_change change;
	const char *update, *outcome;
} codes[] = {
	{ { .author = LEAD }, NULL, "clear" },
	{ { .author = 2, .pair = LEAD }, NULL, "clear" },
	{ { .author = LEAD, .has_test = true }, "UPDATE change_credit SET has_code = 0 WHERE has_test = 1", "clear" },
	{ { .author = LEAD, .is_doc_only = true }, NULL, "note" },
	{ { .author = LEAD, .has_operation = true },
	  "UPDATE change_credit SET has_code = 0 WHERE has_operation = 1",
	  "note" },
	{ { .author = LEAD, .has_operation = true },
	  "UPDATE change_credit SET has_code = 0 WHERE has_operation = 1;"
	  "UPDATE commits SET file_count = NULL WHERE id = (SELECT max(id) FROM change)",
	  "clear" },
	{ { .author = LEAD, .excluded = "mass" }, NULL, "silenced" },
	{ { .author = LEAD, .excluded = "reverted" }, NULL, "silenced" },
};

START_TEST(code_is_production_or_test_alone_or_with_others)
{
	struct planted_change change = codes[_i].change;

	plant_silence();
	change.time = IN_QUARTER(0);
	planted_add(&kit.planted, 1, change);
	if (codes[_i].update)
		planted_sql(&kit.planted, codes[_i].update);

	assert_outcome(codes[_i].outcome);
}
END_TEST

/* ---- a fall ---- */

static const struct {
	int64_t newest, before[4];
	const char *outcome;
} falls[] = {
	{ 4, { 20, 20, 20, 20 }, "note" },  { 5, { 20, 20, 20, 20 }, "clear" },  { 4, { 0, 20, 20, 40 }, "note" },
	{ 4, { 0, 0, 20, 40 }, "clear" },   { 2, { 10, 10, 10, 10 }, "clear" },  { 0, { 9, 9, 9, 9 }, "note" },
	{ 0, { 8, 8, 8, 8 }, "clear" },     { 40, { 20, 20, 20, 20 }, "clear" }, { 8, { 40, 40, 40, 40 }, "note" },
	{ 9, { 40, 40, 40, 40 }, "clear" },
};

START_TEST(a_fall_is_noted_beyond_four_fifths_and_beyond_chance)
{
	plant_reviews(0, 10);
	plant_code(0, falls[_i].newest);
	for (int64_t i = 0; i < 4; i++)
		plant_code(1 + i, falls[_i].before[i]);

	assert_outcome(falls[_i].outcome);
	if (strcmp(falls[_i].outcome, "note") == 0)
		ck_assert_has(kit.finding.reason, "where the median of the four quarters before is");
}
END_TEST

START_TEST(who_left_no_trace_at_all_is_not_out_of_touch)
{
	for (int64_t i = 1; i <= 4; i++)
		plant_code(i, 20);

	assert_outcome("unknown");
	ck_assert_has(kit.finding.reason, "nothing of this person is recorded");
}
END_TEST

START_TEST(a_fall_alone_is_left_open_where_reviews_are_not_recorded)
{
	plant_code(0, 2);
	for (int64_t i = 1; i <= 4; i++)
		plant_code(i, 20);
	assert_outcome("thin");

	PLANT(&kit.planted, 40, .author = 4, .time = IN_QUARTER(0));
	assert_outcome("unknown");
	ck_assert_has(kit.finding.reason, "reviews are hardly recorded here");
	ck_assert_str_eq(kit.finding.next_command, FETCH);

	PLANT(&kit.planted, 9, .author = 4, .integrator = LEAD, .time = IN_QUARTER(0));
	assert_outcome("unknown");
	PLANT(&kit.planted, 1, .author = 4, .integrator = LEAD, .time = IN_QUARTER(0));
	assert_outcome("note");
}
END_TEST

/* Somebody who does less of everything has another task, or is away: that is no loss of touch. */
START_TEST(a_fall_beside_little_else_is_thin)
{
	plant_code(0, 2);
	for (int64_t i = 1; i <= 4; i++)
		plant_code(i, 20);
	plant_reviews(1, 40);
	plant_reviews(0, 9);
	assert_outcome("thin");
	ck_assert_has(kit.finding.reason, "beside 9 reviews, merges and decisions where 10 are needed");
	ck_assert_has(kit.finding.explanation, "Less of everything is no loss of touch");

	plant_reviews(0, 1);
	assert_outcome("note");
}
END_TEST

/* ---- gates ---- */

START_TEST(only_leads_are_asked)
{
	plant_silence();
	kit.is_subject = false;

	assert_outcome("n/a");
	ck_assert_has(kit.finding.reason, "not declared");
}
END_TEST

START_TEST(who_wrote_no_code_before_has_nothing_to_lose_touch_with)
{
	plant_reviews(0, 12);
	plant_reviews(1, 12);
	PLANT(&kit.planted, 9, .author = LEAD, .time = PLANTED_UNTIL - 6 * QUARTER_SECS - 1);
	assert_outcome("n/a");

	PLANT(&kit.planted, 1, .author = LEAD, .time = PLANTED_UNTIL - 6 * QUARTER_SECS);
	assert_outcome("note");
}
END_TEST

START_TEST(a_history_that_begins_within_the_quarters_leaves_a_fall_open)
{
	for (int64_t place = 1; place < 5; place++)
		plant_code(place, 12);
	plant_reviews(0, 12);
	assert_outcome("note");
	planted_sql(&kit.planted, "DELETE FROM change WHERE id = 1");
	assert_outcome("unknown");
	ck_assert_has(kit.finding.reason, "begins within");

	plant_code(0, 12);
	assert_outcome("clear");
}
END_TEST

/* Two silent quarters need what lies before them to be seen, and own code in it; not how much of it there was. */
START_TEST(a_short_history_is_enough_for_two_silent_quarters)
{
	planted_sql(&kit.planted, "DELETE FROM change WHERE id = 1");
	plant_code(2, 1);
	plant_reviews(0, 10);
	plant_reviews(1, 10);
	assert_outcome("note");
	ck_assert_has(kit.finding.reason, "no own change to code in the last two quarters of 13 weeks");
	ck_assert_has(kit.finding.explanation, "The history at hand begins within these quarters. ");

	planted_sql(&kit.planted, "UPDATE act SET person_id = 5 WHERE person_id = 1 AND kind = 'rev' AND change_id IN ("
	                          "SELECT max(change_id) FROM act WHERE person_id = 1 AND kind = 'rev')");
	assert_outcome("thin");
}
END_TEST

START_TEST(silence_from_the_first_day_on_is_left_open)
{
	planted_sql(&kit.planted, "DELETE FROM change WHERE id = 1");
	plant_reviews(0, 12);
	plant_reviews(1, 12);
	PLANT(&kit.planted, 1, .author = 9, .time = IN_QUARTER(2));
	assert_outcome("unknown");
	ck_assert_has(kit.finding.reason, "begins within");
}
END_TEST

START_TEST(a_history_of_two_quarters_leaves_it_open)
{
	planted_sql(&kit.planted, "DELETE FROM change WHERE id = 1");
	plant_reviews(0, 12);
	plant_reviews(1, 12);
	assert_outcome("unknown");
}
END_TEST

START_TEST(a_shallow_cut_within_the_quarters_leaves_it_open)
{
	plant_silence();
	planted_sql(&kit.planted,
	            "UPDATE repository SET tip = CAST('12345678901234567890' AS BLOB);"
	            "INSERT INTO scan VALUES (1, 1, CAST('12345678901234567890' AS BLOB), 'lines', '1', '1', 1, 0);"
	            "UPDATE commits SET parents = CAST('abcdefghijklmnopqrst' AS BLOB) WHERE id = 1");
	assert_outcome("note");

	/* Before two quarters that are whole the cut takes nothing from their silence; within them it does. */
	planted_sql(&kit.planted, "UPDATE commits SET parents = CAST('abcdefghijklmnopqrst' AS BLOB) WHERE id = 2");
	assert_outcome("note");
	planted_sql(&kit.planted, "UPDATE commits SET parents = CAST('abcdefghijklmnopqrst' AS BLOB) WHERE id = 22");
	assert_outcome("unknown");

	planted_sql(&kit.planted, "UPDATE scan SET is_shallow = 0");
	assert_outcome("note");
}
END_TEST

START_TEST(an_ambiguous_name_leaves_it_open)
{
	plant_silence();
	planted_sql(&kit.planted, "UPDATE identity_person SET is_ambiguous = 1 WHERE person_id = 1");

	assert_outcome("unknown");
}
END_TEST

START_TEST(nothing_depends_on_review_coverage)
{
	plant_silence();
	PLANT(&kit.planted, 300, .author = 4, .time = IN_QUARTER(0));

	assert_outcome("note");
}
END_TEST

START_TEST(silence_beside_what_is_not_recorded_is_unknown)
{
	plant_code(3, 4);
	plant_code(4, 4);
	PLANT(&kit.planted, 1, .author = 3, .helper = LEAD, .reviewer = 4, .time = IN_QUARTER(0));
	PLANT(&kit.planted, 9, .author = 2, .reviewer = 3, .time = IN_QUARTER(0));
	assert_outcome("thin");
	ck_assert(pattern_kit_has_number(&kit, "for_others_1"));

	PLANT(&kit.planted, 300, .author = 4, .time = IN_QUARTER(0));
	assert_outcome("unknown");
	ck_assert_has(kit.finding.reason, "reviews are hardly recorded here");
	ck_assert_has(kit.finding.explanation, "reviewed or merged 0, 0, 0, 0, 0, 0, as far as that is recorded here;");
	ck_assert(!pattern_kit_has_number(&kit, "for_others_1"));
	ck_assert_str_eq(kit.finding.next_command, FETCH);
}
END_TEST

START_TEST(two_notes_running_stay_a_note)
{
	for (int64_t i = 0; i < 4; i++)
		plant_reviews(i, 12);
	plant_code(4, 4);
	plant_code(5, 4);

	assert_outcome("note");
}
END_TEST

/* ---- silencers ---- */

static const char *const declarations[] = { "architect", "manager", "absence" };

START_TEST(a_declared_role_or_absence_silences)
{
	plant_silence();
	pattern_kit_declare(&kit, declarations[_i], LEAD, "");

	assert_outcome("silenced");
	ck_assert_has(kit.finding.reason, declarations[_i]);
}
END_TEST

START_TEST(an_absence_in_the_quarter_before_silences_as_well)
{
	plant_silence();
	pattern_kit_declare(&kit, "absence", LEAD, "");
	planted_sql(&kit.planted,
	            "UPDATE declared SET from_time = from_time - 91 * 86400, until_time = from_time - 61 * 86400");
	assert_outcome("note");

	planted_sql(&kit.planted, "UPDATE declared SET until_time = from_time + 31 * 86400");
	assert_outcome("silenced");
}
END_TEST

START_TEST(anothers_absence_silences_nothing)
{
	plant_silence();
	pattern_kit_declare(&kit, "absence", 5, "");
	pattern_kit_declare(&kit, "solo", LEAD, "");

	assert_outcome("note");
}
END_TEST

/* The newest change that was planted lies in another repository. */
static void move_newest(void)
{
	planted_sql(&kit.planted, "INSERT OR IGNORE INTO repository VALUES (2, 'other', 'other', '', '', NULL);"
	                          "UPDATE act SET repository_id = 2 WHERE change_id = (SELECT max(id) FROM change);"
	                          "UPDATE landed SET repository_id = 2 WHERE change_id = (SELECT max(id) FROM change);"
	                          "UPDATE change SET repository_id = 2 WHERE id = (SELECT max(id) FROM change)");
}

START_TEST(code_in_another_repository_silences)
{
	plant_silence();
	kit.repository = 1;
	plant_code(3, 1);
	move_newest();
	assert_outcome("note");

	plant_code(1, 1);
	move_newest();
	assert_outcome("silenced");
	ck_assert_has(kit.finding.looked_for, "other repositories of this database, in mechanical changes");

	kit.repository = 0;
	assert_outcome("clear");
}
END_TEST

START_TEST(a_fall_is_made_up_for_in_another_repository)
{
	kit.repository = 1;
	plant_reviews(0, 10);
	plant_code(0, 3);
	for (int64_t i = 1; i <= 4; i++)
		plant_code(i, 20);
	plant_code(0, 1);
	move_newest();
	assert_outcome("note");

	plant_code(0, 1);
	move_newest();
	assert_outcome("silenced");
}
END_TEST

/* ---- thresholds and words ---- */

START_TEST(thresholds_can_be_set)
{
	plant_reviews(0, 10);
	plant_code(0, 4);
	for (int64_t i = 1; i <= 4; i++)
		plant_code(i, 20);
	assert_outcome("note");

	ck_assert_int_eq(config_add(kit.config, "pattern.P06.drop", "0.85", CONFIG_COMMAND_LINE), 0);
	assert_outcome("clear");
	ck_assert_has(kit.finding.would_change, "85 % on (pattern.P06.drop)");
}
END_TEST

START_TEST(presence_can_be_set)
{
	plant_silence();
	ck_assert_int_eq(config_add(kit.config, "pattern.P06.presence", "13", CONFIG_COMMAND_LINE), 0);
	assert_outcome("thin");
	ck_assert_has(kit.finding.reason, "12 reviews, merges and decisions in one of the last two quarters where 13");

	ck_assert_int_eq(config_add(kit.config, "pattern.P06.presence", "0", CONFIG_COMMAND_LINE), 0);
	ck_assert_int_ne(pattern_kit_evaluate(&kit, "P06"), 0);
	ck_assert_has(error_message(), "pattern.P06.presence");
}
END_TEST

START_TEST(the_note_tells_six_quarters_and_is_information)
{
	plant_silence();
	plant_code(5, 7);
	plant_reviews(2, 5);

	assert_outcome("note");
	ck_assert_has(kit.finding.explanation, "spans of 13 weeks that end with the period, on 2026-06-30");
	ck_assert_has(kit.finding.explanation, "own changes to code 7, 4, 4, 0, 0, 0;");
	ck_assert_has(kit.finding.explanation, "changes of others reviewed or merged 0, 0, 0, 5, 12, 12;");
	ck_assert_has(kit.finding.explanation, "parts in decision records 0, 0, 0, 0, 0, 0.");
	ck_assert_has(kit.finding.explanation, "The last own change to code landed on 2025-07-03.");
	ck_assert_has(kit.finding.explanation, "16 to 25 %");
	ck_assert_has(kit.finding.explanation, "This is information");
	ck_assert_has(kit.finding.looked_for, "branches that were not merged are not visible");
	ck_assert_has(kit.finding.would_change, "pattern.P06.presence");
	ck_assert_double_eq(pattern_kit_number(&kit, "code_4"), 4);
	ck_assert_double_eq(pattern_kit_number(&kit, "for_others_2"), 12);
	ck_assert_int_eq(kit.finding.n, 15);
	ck_assert(kit.finding.weight > 0);
}
END_TEST

struct proof {
	size_t own, others;
};

static int count_row(void *payload, const struct evidence_row *row)
{
	struct proof *proof = payload;

	ck_assert(row->counted);
	ck_assert(row->change.size > 0 && row->oid.size == 40);
	if (text_equal(row->kind, TEXT("auth")) || text_equal(row->kind, TEXT("pair")))
		proof->own++;
	else
		proof->others++;
	return 0;
}

static int stop_at_once(void *payload, const struct evidence_row *row)
{
	(void)payload;
	(void)row;
	return -77;
}

START_TEST(every_number_can_be_proven)
{
	const struct pattern_info *info = pattern_find(TEXT("P06"));
	const struct scope scope = { "", 0, { PLANTED_SINCE, PLANTED_UNTIL } };
	const struct pattern_input input = { .store = kit.planted.store, .scope = &scope, .person = LEAD };
	struct proof proof = { 0 };

	plant_silence();
	plant_reviews(2, 5);
	ck_assert_int_eq(info->prove(&input, count_row, &proof), 0);
	ck_assert_uint_eq(proof.own, 8);
	ck_assert_uint_eq(proof.others, 24);
	ck_assert_int_eq(info->prove(&input, stop_at_once, NULL), -77);
}
END_TEST

#define LOOP(tc, test, rows) tcase_add_loop_test(tc, test, 0, sizeof(rows) / sizeof((rows)[0]))

Suite *suite_lost_touch(void)
{
	Suite *suite = suite_create("lost_touch");
	TCase *tc = tcase_create("P06");

	tcase_add_checked_fixture(tc, start, stop);
	LOOP(tc, two_quarters_without_code_beside_work_for_others_are_noted, silences);
	LOOP(tc, acks_and_merges_are_presence_and_one_change_is_one, present);
	tcase_add_test(tc, parts_in_decision_records_are_presence);
	LOOP(tc, code_is_production_or_test_alone_or_with_others, codes);
	LOOP(tc, a_fall_is_noted_beyond_four_fifths_and_beyond_chance, falls);
	tcase_add_test(tc, who_left_no_trace_at_all_is_not_out_of_touch);
	tcase_add_test(tc, a_fall_alone_is_left_open_where_reviews_are_not_recorded);
	tcase_add_test(tc, a_fall_beside_little_else_is_thin);
	tcase_add_test(tc, only_leads_are_asked);
	tcase_add_test(tc, who_wrote_no_code_before_has_nothing_to_lose_touch_with);
	tcase_add_test(tc, a_history_that_begins_within_the_quarters_leaves_a_fall_open);
	tcase_add_test(tc, a_short_history_is_enough_for_two_silent_quarters);
	tcase_add_test(tc, silence_from_the_first_day_on_is_left_open);
	tcase_add_test(tc, a_history_of_two_quarters_leaves_it_open);
	tcase_add_test(tc, a_shallow_cut_within_the_quarters_leaves_it_open);
	tcase_add_test(tc, an_ambiguous_name_leaves_it_open);
	tcase_add_test(tc, nothing_depends_on_review_coverage);
	tcase_add_test(tc, silence_beside_what_is_not_recorded_is_unknown);
	tcase_add_test(tc, two_notes_running_stay_a_note);
	LOOP(tc, a_declared_role_or_absence_silences, declarations);
	tcase_add_test(tc, an_absence_in_the_quarter_before_silences_as_well);
	tcase_add_test(tc, anothers_absence_silences_nothing);
	tcase_add_test(tc, code_in_another_repository_silences);
	tcase_add_test(tc, a_fall_is_made_up_for_in_another_repository);
	tcase_add_test(tc, thresholds_can_be_set);
	tcase_add_test(tc, presence_can_be_set);
	tcase_add_test(tc, the_note_tells_six_quarters_and_is_information);
	tcase_add_test(tc, every_number_can_be_proven);
	suite_add_tcase(suite, tc);
	return suite;
}
