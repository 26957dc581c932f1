/*
 * Who knows which file: the degree of authorship and its spans from planted histories, the figures of M25 and M28 from planted
 * spans, and what the gathered tables hold. Every number was worked out by hand.
 */
#include <check.h>
#include <stdio.h>
#include <string.h>
#include "lead/metric.h"
#include "support/people_kit.h"
#include "support/metric_kit.h"

Suite *suite_knowledge(void);

#define DAY INT64_C(86400)
#define T0 INT64_C(1600000000)
#define ADA "Ada Example <ada@x.org>"
#define BO "Bo Sample <bo@x.org>"
#define CY "Cy Probe <cy@x.org>"
#define BOT "dependabot[bot] <1+dependabot[bot]@users.noreply.github.com>"

/* ---- spans, derived ---- */

static struct people_kit kit;

static void start_kit(void)
{
	people_kit_start(&kit);
}

static void stop_kit(void)
{
	people_kit_stop(&kit);
}

/* A change of one commit to the files, that many days after T0; days count from 0. */
static int64_t change(const char *author, int64_t days, const char *files)
{
	int64_t commits[] = { people_kit_commit(&kit, (struct people_kit_commit){ .author = author,
		                                                                  .time = T0 + days * DAY,
		                                                                  .files = files }),
		              0 };
	char key[24];

	snprintf(key, sizeof(key), "pr:%u", kit.commit_count);
	(void)people_kit_change(&kit, key, T0 + days * DAY, 0, commits);
	return commits[0];
}

static void set_status(int64_t commit, const char *status)
{
	struct statement *statement;

	ck_assert_int_eq(store_statement(&statement, kit.store,
	                                 "UPDATE file_change SET status = :status WHERE commit_id = :commit"),
	                 0);
	statement_bind_text(statement, ":status", text_of(status));
	statement_bind_int(statement, ":commit", commit);
	ck_assert_int_eq(statement_run(statement), 0);
}

static int64_t add(const char *author, int64_t days, const char *files)
{
	int64_t commit = change(author, days, files);

	set_status(commit, "A");
	return commit;
}

static int64_t edit(const char *author, int64_t days, const char *files)
{
	int64_t commit = change(author, days, files);

	set_status(commit, "M");
	return commit;
}

static void expect(const char *sql, const char *want)
{
	people_kit_derive(&kit);
	ck_assert_int_eq(people_derive_knowledge(kit.store), 0);
	people_kit_expect(&kit, sql, want);
}

#define SPANS                                                                                                    \
	"SELECT substr(r.name, 1, 2), p.name, k.is_review, (k.from_time - 1600000000) / 86400,"                  \
	" coalesce((k.until_time - 1600000000) / 86400, '-') FROM code_knower k JOIN path p ON p.id = k.path_id" \
	" JOIN person r ON r.id = k.person_id ORDER BY k.from_time, r.name, p.name, k.is_review"
#define LIVES                                                                                                   \
	"SELECT p.name, (l.from_time - 1600000000) / 86400, coalesce((l.until_time - 1600000000) / 86400, '-')" \
	" FROM code_life l JOIN path p ON p.id = l.path_id ORDER BY 1, 2"

/*
 * Ada adds the file: 3.293 + 1.098 + 0.164 = 4.555. Bo's n-th change of a row has 3.293 + 0.164 n - 0.321 ln 2:
 * n = 1: 3.234, below 3.293; n = 2: 3.398 beside Ada's 4.555 - 0.321 ln 3 = 4.202, over 0.75 of it (3.152) and 3.293.
 */
START_TEST(the_second_of_two_knows_it_from_the_change_on_that_lifts_the_degree)
{
	add(ADA, 0, "a.c");
	edit(BO, 10, "a.c");
	expect(SPANS, "Ad|a.c|0|0|-");
	edit(BO, 20, "a.c");
	expect(SPANS, "Ad|a.c|0|0|- Bo|a.c|0|20|-");
}
END_TEST

/* Ada with n own changes after hers of Bo, who has one fewer: 4.391 + 0.164 n - 0.321 ln 3 against Bo's two of two. */
START_TEST(who_is_left_far_behind_knows_it_no_longer)
{
	add(ADA, 0, "a.c");
	edit(BO, 1, "a.c");
	edit(BO, 2, "a.c");
	/* Bo 3.293 + 0.328 - 0.321 ln(1 + n); from n = 3 on 3.176, below 3.293; at n = 2 3.268 too. */
	edit(ADA, 3, "a.c");
	expect(SPANS, "Ad|a.c|0|0|- Bo|a.c|0|2|3");
}
END_TEST

START_TEST(co_authors_count_and_bots_and_excluded_changes_do_not)
{
	people_kit_event(&kit, add(ADA, 0, "a.c"), EVENT_PAIR, BO);
	edit(BOT, 1, "a.c");
	/* Bo: 3.457, Ada: 4.555, of which 0.75 are 3.416: both know it. */
	expect(SPANS, "Ad|a.c|0|0|- Bo|a.c|0|0|-");
}
END_TEST

START_TEST(a_file_that_bots_alone_wrote_is_no_file)
{
	add(BOT, 0, "a.c");
	edit(BOT, 1, "a.c");
	add(ADA, 0, "b.c");
	expect(LIVES, "b.c|0|-");
}
END_TEST

START_TEST(a_file_that_a_bot_began_has_no_first_author)
{
	add(BOT, 0, "a.c");
	edit(ADA, 1, "a.c");
	edit(BO, 2, "a.c");
	/* 3.457 - 0.321 ln 2 = 3.234 for both: nobody knows it from then on. */
	expect(SPANS, "Ad|a.c|0|1|2");
	people_kit_expect(&kit, LIVES, "a.c|0|-");
}
END_TEST

START_TEST(knowing_ends_with_the_file_and_returns_with_it)
{
	add(ADA, 0, "a.c");
	set_status(change(BO, 5, "a.c"), "D");
	/* A branch from before landed later: it does not bring the file back. */
	edit(ADA, 6, "a.c");
	expect(LIVES, "a.c|0|5");
	people_kit_expect(&kit, SPANS, "Ad|a.c|0|0|5");
	add(BO, 9, "a.c");
	expect(LIVES, "a.c|0|5 a.c|9|-");
	/* Ada 4.391 + 0.328 - 0.321 ln 3 = 4.366; Bo 3.293 + 0.328 - 0.321 ln 3 = 3.268: her file still. */
	people_kit_expect(&kit, SPANS, "Ad|a.c|0|0|5 Ad|a.c|0|9|-");
}
END_TEST

START_TEST(tests_and_documents_are_no_files_of_code)
{
	add(ADA, 0, "a.c tests/test_a.c README.md");
	expect(LIVES, "a.c|0|-");
}
END_TEST

START_TEST(what_was_never_added_in_sight_is_there_from_its_first_change_on)
{
	edit(ADA, 3, "a.c");
	expect(LIVES, "a.c|3|-");
	people_kit_expect(&kit, SPANS, "Ad|a.c|0|3|-");
}
END_TEST

/* The third of three within 360 days begins, and the first of them ends it. */
START_TEST(three_reviews_within_360_days_make_a_knower)
{
	add(ADA, 0, "a.c");
	people_kit_event(&kit, edit(ADA, 10, "a.c"), EVENT_REV, BO);
	people_kit_event(&kit, edit(ADA, 20, "a.c"), EVENT_REV, BO);
	people_kit_event(&kit, edit(ADA, 30, "a.c b.c"), EVENT_ACK, CY);
	expect(SPANS, "Ad|a.c|0|0|- Ad|b.c|0|30|-");
	people_kit_event(&kit, edit(ADA, 369, "a.c"), EVENT_REV, BO);
	expect(SPANS, "Ad|a.c|0|0|- Ad|b.c|0|30|- Bo|a.c|1|369|370");
	people_kit_event(&kit, edit(ADA, 371, "a.c"), EVENT_REV, BO);
	expect(SPANS, "Ad|a.c|0|0|- Ad|b.c|0|30|- Bo|a.c|1|369|370 Bo|a.c|1|371|380");
}
END_TEST

START_TEST(reviews_too_far_apart_make_none)
{
	add(ADA, 0, "a.c");
	people_kit_event(&kit, edit(ADA, 10, "a.c"), EVENT_REV, BO);
	people_kit_event(&kit, edit(ADA, 20, "a.c"), EVENT_REV, BO);
	people_kit_event(&kit, edit(ADA, 370, "a.c"), EVENT_REV, BO);
	expect(SPANS, "Ad|a.c|0|0|-");
}
END_TEST

#define STAYS                                                                                                  \
	"SELECT substr(p.name, 1, 2), (s.from_time - 1600000000) / 86400, (s.until_time - 1600000000) / 86400" \
	" FROM presence s JOIN person p ON p.id = s.person_id ORDER BY 1, 2"

START_TEST(presence_lasts_180_days_from_each_act)
{
	people_kit_event(&kit, add(ADA, 0, "a.c"), EVENT_REV, BO);
	edit(ADA, 180, "a.c");
	edit(ADA, 361, "README.md");
	edit(BOT, 361, "a.c");
	expect(STAYS, "Ad|0|360 Ad|361|541 Bo|0|180");
}
END_TEST

/* ---- figures ---- */

static void check(const char *id, int64_t person, int64_t k, int64_t n, const char *state)
{
	const struct metric_value *value = value_of(id, person);

	ck_assert_msg(value->k == k && value->n == n, "%s: %lld of %lld", id, (long long)value->k, (long long)value->n);
	ck_assert_msg(strcmp(metric_state_names[value->state], state) == 0, "%s: %s", id,
	              metric_state_names[value->state]);
}

/*
 * 24 files: 1 knows eight alone, 2 four alone and four with 3; 4 knows four alone and is away since a second; four have no
 * knower. 5, who came a second ago, knows six of 1's by reviewing. One more was gone a second before, one comes now.
 */
static void plant_files(void)
{
	PLANT(&planted, 1, .author = 1);
	planted_sql(
		&planted,
		"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 26)"
		"INSERT INTO path SELECT i, 'src/f' || i || '.c' FROM n;"
		"INSERT INTO path_class SELECT 1, id, 'code', CASE WHEN id <= 10 THEN 'src' ELSE 'lib' END FROM path;"
		"INSERT INTO code_life SELECT 1, id, 1000, NULL FROM path WHERE id <= 24;"
		"INSERT INTO code_life VALUES (1, 25, 1000, 1782864000 - 1), (1, 26, 1782864000, NULL);"
		"INSERT INTO code_knower SELECT 1, id, 1, 0, 1000, NULL FROM path WHERE id <= 8;"
		"INSERT INTO code_knower SELECT 1, id, 2, 0, 1000, NULL FROM path WHERE id > 8 AND id <= 16;"
		"INSERT INTO code_knower SELECT 1, id, 3, 0, 1000, NULL FROM path WHERE id > 12 AND id <= 16;"
		"INSERT INTO code_knower SELECT 1, id, 4, 0, 1000, NULL FROM path WHERE id > 16 AND id <= 20;"
		"INSERT INTO code_knower SELECT 1, id, 5, 1, 1000, 1782864000 FROM path WHERE id <= 6;"
		"INSERT INTO code_knower SELECT 1, id, 5, 1, 1000, 1782864000 - 1 FROM path WHERE id = 7;"
		"INSERT INTO code_knower SELECT 1, id, 5, 1, 1782864000, NULL FROM path WHERE id = 8;"
		"INSERT INTO code_knower VALUES (1, 25, 1, 0, 1000, 1782864000 - 1);"
		"INSERT INTO presence VALUES (1, 1, 1000, 1782864000), (1, 2, 1000, 1900000000),"
		"  (1, 3, 1000, 1900000000), (1, 4, 1000, 1782864000 - 1), (1, 5, 1782864000 - 1, 1900000000),"
		"  (1, 6, 1782864000, 1900000000);");
	planted_subject(&planted, 1);
	planted_subject(&planted, 6);
}

/*
 * Of 24 files nobody knows 8: the four without a knower and the four of 4, who is away. Without 1 sixteen are lost. With
 * reviews 5 still knows six of these, so ten are lost without 1, and the next of equals in files (2 has eight) brings 14.
 */
START_TEST(figures_of_planted_knowledge_are_as_worked_out_by_hand)
{
	plant_files();
	compute(&quarter);

	check("M25.files", 0, 24, 24, "ok");
	check("M25.present", 0, 4, 4, "ok");
	check("M25", 0, 1, 24, "ok");
	check("M25.reviewed", 0, 2, 24, "ok");
	check("M25.single", 0, 12, 24, "ok");
	check("M25.single_reviewed", 0, 6, 24, "ok");
	check("M25.none", 0, 8, 24, "ok");
	ck_assert_double_eq_tol(value_of("M25.single", 0)->low, wilson(12, 24).low, 1e-12);
	/* Home of 1 is src: eight of ten files are 1's alone, two are 2's alone. */
	check("M25.home", 1, 10, 10, "thin");
	check("M25.home", 6, 0, 0, "thin");
}
END_TEST

START_TEST(few_files_and_few_people_are_thin)
{
	plant_files();
	planted_sql(&planted, "DELETE FROM code_life WHERE path_id > 19 AND path_id <= 24");
	compute(&quarter);
	check("M25", 0, 1, 19, "thin");
	planted_sql(&planted, "INSERT INTO code_life VALUES (1, 20, 1000, NULL);"
	                      "DELETE FROM presence WHERE person_id > 2");
	compute(&quarter);
	check("M25.present", 0, 2, 2, "ok");
	check("M25", 0, 1, 20, "thin");
	check("M25.single", 0, 16, 20, "thin");
}
END_TEST

START_TEST(a_period_that_ended_earlier_sees_what_was_known_then)
{
	const struct scope before = { "", 0, { PLANTED_BEFORE, PLANTED_UNTIL - 1 } };

	plant_files();
	compute(&before);

	/* 4 was about, 5 not yet; the 25th file was there, and 1's. */
	check("M25.files", 0, 25, 25, "ok");
	check("M25.present", 0, 4, 4, "ok");
	check("M25.single", 0, 17, 25, "ok");
	check("M25.single_reviewed", 0, 17, 25, "ok");
	check("M25.none", 0, 4, 25, "ok");
	/* 4 + 9 of 25 */
	check("M25", 0, 1, 25, "ok");
}
END_TEST

/* Of the team of 2 and 4 the twelve files that they know; 4 is away. 3, who shares four of them, is none of it. */
START_TEST(a_team_has_the_files_that_its_members_know)
{
	const struct scope team = { "core", 0, { PLANTED_SINCE, PLANTED_UNTIL } };

	plant_files();
	planted_sql(&planted, "INSERT INTO member VALUES ('core', 2, 0, 0, 1900000000), ('core', 4, 0, 0, 1900000000)");
	compute(&team);

	check("M25.files", 0, 12, 12, "ok");
	check("M25.present", 0, 1, 1, "ok");
	check("M25.single", 0, 8, 12, "thin");
	check("M25.none", 0, 4, 12, "thin");
}
END_TEST

/* 1 and 2 know eight files each. With 2 first half is lost, which is not more than half, and 1 has to go too. */
START_TEST(equals_go_in_the_order_of_their_keys)
{
	plant_files();
	planted_sql(&planted, "UPDATE person SET key = 'Z' WHERE id = 1");
	compute(&quarter);

	check("M25", 0, 2, 24, "ok");
}
END_TEST

/* ---- credit ---- */

START_TEST(credit_is_what_trailers_say_of_other_people)
{
	PLANT(&planted, 15, .author = 1);
	PLANT(&planted, 2, .author = 1, .helper = 2);
	PLANT(&planted, 3, .author = 1, .pair = 2);
	PLANT(&planted, 4, .author = 2, .reviewer = 1);
	planted_subject(&planted, 1);
	planted_subject(&planted, 2);
	compute(&quarter);

	check("M28", 0, 5, 24, "ok");
	check("M28", 1, 5, 20, "ok");
	check("M28", 2, 0, 4, "thin");
	/* What a squash hid is in nobody's trailers. */
	planted_sql(&planted, "UPDATE source SET name = 'pr-head' WHERE id = 6");
	compute(&quarter);
	check("M28", 1, 2, 20, "ok");
}
END_TEST

START_TEST(credit_is_no_practice_below_one_in_a_hundred)
{
	PLANT(&planted, 100, .author = 1);
	PLANT(&planted, 1, .author = 1, .helper = 2);
	planted_subject(&planted, 1);
	compute(&quarter);
	ck_assert_int_eq(value_of("M28", 0)->state, STATE_NA);
	ck_assert_int_eq(value_of("M28", 1)->state, STATE_NA);
	PLANT(&planted, 1, .author = 1, .helper = 2);
	compute(&quarter);
	check("M28", 0, 2, 102, "ok");
}
END_TEST

/* ---- what the tables hold ---- */

static int64_t count_gathered(void)
{
	struct statement *statement;
	int64_t count;

	ck_assert_int_eq(store_statement(&statement, planted.store, "SELECT count(*) FROM scope_change"), 0);
	ck_assert_int_eq(statement_step(statement), 0);
	count = statement_int(statement, 0);
	statement_reset(statement);
	return count;
}

/* The tables are emptied by hand; whoever finds them filled again gathered anew. */
static bool is_gathered_anew(const struct scope *scope)
{
	planted_sql(&planted, "DELETE FROM scope_change");
	ck_assert_int_eq(metric_prepare(planted.store, scope), 0);
	return count_gathered() > 0;
}

START_TEST(tables_are_gathered_anew_only_if_they_hold_something_else)
{
	const struct scope longer = { "", 0, { PLANTED_SINCE - 1, PLANTED_UNTIL } };
	const struct scope one = { "", 1, { PLANTED_SINCE, PLANTED_UNTIL } };

	PLANT(&planted, 3, .author = 1);
	ck_assert_int_eq(metric_prepare(planted.store, &quarter), 0);
	ck_assert_int_eq(count_gathered(), 3);
	ck_assert(!is_gathered_anew(&quarter));
	planted_subject(&planted, 1);
	ck_assert(is_gathered_anew(&quarter));
	ck_assert(!is_gathered_anew(&quarter));
	ck_assert(is_gathered_anew(&longer));
	ck_assert(is_gathered_anew(&one));
	ck_assert(is_gathered_anew(&quarter));
	planted_sql(&planted, "INSERT INTO stamp VALUES ('people', 'first')");
	ck_assert(is_gathered_anew(&quarter));
	planted_sql(&planted, "UPDATE stamp SET value = 'second'");
	ck_assert(is_gathered_anew(&quarter));
	planted_sql(&planted, "INSERT INTO stamp VALUES ('teams', 'first')");
	ck_assert(is_gathered_anew(&quarter));
	ck_assert(!is_gathered_anew(&quarter));
	/* Figures are never made of what was gathered before. */
	compute(&quarter);
	ck_assert_int_eq(count_gathered(), 3);
}
END_TEST

static void add_spans(Suite *suite)
{
	TCase *tc = tcase_create("spans");

	tcase_add_checked_fixture(tc, start_kit, stop_kit);
	tcase_add_test(tc, the_second_of_two_knows_it_from_the_change_on_that_lifts_the_degree);
	tcase_add_test(tc, who_is_left_far_behind_knows_it_no_longer);
	tcase_add_test(tc, co_authors_count_and_bots_and_excluded_changes_do_not);
	tcase_add_test(tc, a_file_that_bots_alone_wrote_is_no_file);
	tcase_add_test(tc, a_file_that_a_bot_began_has_no_first_author);
	tcase_add_test(tc, knowing_ends_with_the_file_and_returns_with_it);
	tcase_add_test(tc, tests_and_documents_are_no_files_of_code);
	tcase_add_test(tc, what_was_never_added_in_sight_is_there_from_its_first_change_on);
	tcase_add_test(tc, three_reviews_within_360_days_make_a_knower);
	tcase_add_test(tc, reviews_too_far_apart_make_none);
	tcase_add_test(tc, presence_lasts_180_days_from_each_act);
	suite_add_tcase(suite, tc);
}

Suite *suite_knowledge(void)
{
	Suite *suite = suite_create("knowledge");
	TCase *tc = tcase_create("figures");

	add_spans(suite);
	tcase_add_checked_fixture(tc, metric_kit_start, metric_kit_stop);
	tcase_add_test(tc, figures_of_planted_knowledge_are_as_worked_out_by_hand);
	tcase_add_test(tc, few_files_and_few_people_are_thin);
	tcase_add_test(tc, a_period_that_ended_earlier_sees_what_was_known_then);
	tcase_add_test(tc, a_team_has_the_files_that_its_members_know);
	tcase_add_test(tc, equals_go_in_the_order_of_their_keys);
	tcase_add_test(tc, credit_is_what_trailers_say_of_other_people);
	tcase_add_test(tc, credit_is_no_practice_below_one_in_a_hundred);
	tcase_add_test(tc, tables_are_gathered_anew_only_if_they_hold_something_else);
	suite_add_tcase(suite, tc);
	return suite;
}
