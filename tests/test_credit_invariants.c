/* Whatever history is planted: shares sum to one, nobody counts twice, totals of people are totals of changes. */
#include <check.h>
#include <stdlib.h>
#include "../analyzers/people/credit.h"
#include "../analyzers/people/declared.h"
#include "../analyzers/people/grow.h"
#include "../analyzers/people/logins.h"
#include "../analyzers/people/machines.h"
#include "../analyzers/people/settings.h"
#include "lead/alloc.h"
#include "support/people_kit.h"

Suite *suite_credit_invariants(void);

#define DAY INT64_C(86400)
#define START_TIME (INT64_C(1600000000))
#define ADA "Ada Example <ada@x.org>"
#define BO "Bo Sample <bo@x.org>"
#define CY "Cy Probe <cy@x.org>"
#define BOT "dependabot[bot] <1+dependabot[bot]@users.noreply.github.com>"
#define MODEL "Claude <noreply@anthropic.com>"
#define FORGE "GitHub <noreply@github.com>"

static struct people_kit kit;

static void start(void)
{
	people_kit_start(&kit);
}

static void stop(void)
{
	people_kit_stop(&kit);
}

static int64_t commit_at(int64_t time, const char *author, const char *committer, const char *subject)
{
	return people_kit_commit(&kit,
	                         (struct people_kit_commit){
					 .author = author, .committer = committer, .subject = subject, .time = time });
}

static int64_t merge_at(int64_t time, const char *author)
{
	return people_kit_commit(
		&kit, (struct people_kit_commit){ .author = author, .committer = FORGE, .time = time, .parents = 2 });
}

static void expect(const char *sql, const char *want)
{
	people_kit_expect(&kit, sql, want);
}

/* ---- invariants over a larger history ---- */

static void plant_history(unsigned seed)
{
	static const char *const people[] = { ADA,
		                              BO,
		                              CY,
		                              BOT,
		                              MODEL,
		                              "Ada Example <ada@y.org>",
		                              "Di Trial <di@x.org>",
		                              FORGE,
		                              "root <root@localhost>" };
	unsigned state = seed;

	for (int i = 1; i <= 60; i++) {
		int64_t commits[4] = { 0 };
		int64_t time = START_TIME + i * DAY * 5;
		int64_t merge = 0;
		char *key = xstrfmt("pr:%d", i);

#define RANDOM(n) ((state = state * 1103515245u + 12345u) >> 16) % (n)
		for (unsigned k = 0; k <= RANDOM(3); k++) {
			const char *author = people[RANDOM(9)];

			commits[k] = commit_at(time, author, people[RANDOM(9)], NULL);
			for (unsigned e = RANDOM(4); e > 0; e--) {
				enum event_kind kind = (enum event_kind)(RANDOM(EVENT_INFO));

				people_kit_event(&kit, commits[k], kind, people[RANDOM(9)]);
			}
		}
		if (RANDOM(2))
			merge = merge_at(time + 1, people[RANDOM(9)]);
		(void)people_kit_change(&kit, key, time + 1, merge, commits);
		free(key);
	}
}

#define PARTS                                                                                    \
	"WITH part AS (SELECT DISTINCT a.change_id, a.person_id FROM act a JOIN change_credit c" \
	" ON c.change_id = a.change_id AND c.excluded IS NULL WHERE a.counted = 1 AND a.kind IN ('auth', 'pair')) "

START_TEST(shares_of_a_change_sum_to_one)
{
	plant_history((unsigned)_i);
	people_kit_derive(&kit);
	expect(PARTS "SELECT count(*) FROM change_credit c WHERE c.excluded IS NULL"
	             " AND c.author_count <> (SELECT count(*) FROM part p WHERE p.change_id = c.change_id)",
	       "0");
	expect(PARTS "SELECT round(sum(1.0 / c.author_count), 6) ="
	             " (SELECT count(*) FROM change_credit WHERE excluded IS NULL) FROM part p"
	             " JOIN change_credit c ON c.change_id = p.change_id",
	       "1");
}
END_TEST

START_TEST(nobody_counts_twice_and_no_bot_counts)
{
	plant_history((unsigned)_i);
	people_kit_derive(&kit);
	expect("SELECT count(*) FROM (SELECT 1 FROM act WHERE counted = 1 AND kind <> 'self' AND change_id IS NOT NULL"
	       " GROUP BY change_id, kind, person_id HAVING count(*) > 1)",
	       "0");
	expect("SELECT count(*) FROM act a JOIN person p ON p.id = a.person_id WHERE a.counted = 1 AND p.kind <> "
	       "'human'",
	       "0");
	expect("SELECT count(*) FROM act WHERE (why IS NULL) <> counted", "0");
	expect("SELECT count(*) FROM act a WHERE a.counted = 1 AND a.kind IN ('rev', 'ack', 'int') AND EXISTS ("
	       "SELECT 1 FROM act b WHERE b.counted = 1 AND b.kind IN ('auth', 'pair') AND b.change_id = a.change_id"
	       " AND b.person_id = a.person_id)",
	       "0");
	expect("SELECT (SELECT count(*) FROM event) = (SELECT count(*) FROM act WHERE event_id IS NOT NULL)", "1");
}
END_TEST

START_TEST(totals_over_people_are_totals_over_changes)
{
	plant_history((unsigned)_i);
	people_kit_derive(&kit);
	expect("SELECT (SELECT count(*) FROM (SELECT DISTINCT change_id FROM act WHERE counted = 1 AND kind IN ('rev', "
	       "'ack')))"
	       " = (SELECT sum(has_review) FROM change_credit)",
	       "1");
	expect("SELECT (SELECT sum(change_count) FROM tenure t JOIN person p ON p.id = t.person_id WHERE p.kind = "
	       "'human')"
	       " = (SELECT sum(author_count) FROM change_credit)",
	       "1");
	expect("SELECT count(*) FROM change WHERE id NOT IN (SELECT change_id FROM change_credit)", "0");
}
END_TEST

START_TEST(every_statement_compiles)
{
	static const char *const *const lists[] = {
		roster_statements,   tie_statements,       account_statements,      login_statements,
		gerrit_statements,   requests_statements,  decisions_statements,    person_statements,
		classes_statements,  authors_statements,   copies_statements,       acts_statements,
		credit_statements,   teams_statements,     find_statements,         derive_statements,
		listing_statements,  declared_statements,  knowledge_statements,    knowledge_due_statements,
		grow_statements,     grow_base_statements, grow_persons_statements, grow_strangers_statements,
		settings_statements, machine_statements
	};
	struct statement *statement;

	ck_assert_int_eq(derive_tables_reset(kit.store), 0);
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		for (size_t k = 0; lists[i][k]; k++)
			ck_assert_msg(store_statement(&statement, kit.store, lists[i][k]) == 0, "%s: %s",
			              error_message(), lists[i][k]);
}
END_TEST

Suite *suite_credit_invariants(void)
{
	Suite *suite = suite_create("credit_invariants");
	TCase *tc = tcase_create("invariants");

	tcase_add_checked_fixture(tc, start, stop);
	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, shares_of_a_change_sum_to_one, 0, 8);
	tcase_add_loop_test(tc, nobody_counts_twice_and_no_bot_counts, 0, 8);
	tcase_add_loop_test(tc, totals_over_people_are_totals_over_changes, 0, 8);
	tcase_add_test(tc, every_statement_compiles);
	suite_add_tcase(suite, tc);
	return suite;
}
