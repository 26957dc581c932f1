/* What a report costs goes with its period, not with the length of the history: what the database plans to read says so. */
#include <check.h>
#include <stdlib.h>
#include "lead/alloc.h"
#include "lead/metric.h"
#include "support/planted_team.h"

Suite *suite_metric_plans(void);

static struct planted planted;

/* The tables that metrics read are there once they were gathered. */
static void start(void)
{
	const struct scope quarter = { "", 0, { PLANTED_SINCE, PLANTED_UNTIL } };

	planted_start(&planted);
	planted_people(&planted, 2);
	ck_assert_int_eq(metric_prepare(planted.store, &quarter), 0);
}

static void stop(void)
{
	planted_stop(&planted);
}

/* The few acts that people tell of themselves have an index of their own. "a" is what metrics call acts, and at times others. */
static bool reads_every_act(struct text step, const char *sql)
{
	if (text_equal(step, TEXT("SCAN a")))
		return text_find(text_of(sql), TEXT(" act a\n"), 0) >= 0;
	return text_starts(step, TEXT("SCAN ")) && text_find(step, TEXT(" INDEX act_"), 0) >= 0 &&
	       text_find(step, TEXT(" INDEX act_self"), 0) < 0;
}

START_TEST(no_metric_reads_every_act)
{
	const struct metric_info *info;

	for (size_t i = 0; (info = metric_at(i)) != NULL; i++) {
		char *sql = xstrfmt("EXPLAIN QUERY PLAN %s", info->sql);
		struct statement *statement;
		int ret = store_statement(&statement, planted.store, sql);

		ck_assert_msg(ret == 0, "%s", error_message());
		while ((ret = statement_step(statement)) == 0) {
			struct text step = statement_text(statement, 3);

			ck_assert_msg(!reads_every_act(step, info->sql), "%s: " TEXT_FMT, info->id, TEXT_ARG(step));
		}
		ck_assert_int_eq(ret, 1);
		free(sql);
	}
}
END_TEST

/* Without reading all that this person ever did. */
START_TEST(the_acts_of_a_person_on_a_change_are_found_by_index)
{
	struct statement *statement;
	bool is_found = false;
	int ret = store_statement(
		&statement, planted.store,
		"EXPLAIN QUERY PLAN\n"
		"SELECT count(*)\n"
		"FROM change c\n"
		"CROSS JOIN act a\n"
		"WHERE c.landed_time >= 1 AND a.person_id = 1 AND a.change_id = c.id AND a.counted = 1");

	ck_assert_msg(ret == 0, "%s", error_message());
	while ((ret = statement_step(statement)) == 0)
		is_found |= text_find(statement_text(statement, 3), TEXT("act_person (person_id=? AND change_id=?)"),
		                      0) >= 0;
	ck_assert_int_eq(ret, 1);
	ck_assert(is_found);
}
END_TEST

Suite *suite_metric_plans(void)
{
	Suite *suite = suite_create("metric_plans");
	TCase *tc = tcase_create("plans");

	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_test(tc, no_metric_reads_every_act);
	tcase_add_test(tc, the_acts_of_a_person_on_a_change_are_found_by_index);
	suite_add_tcase(suite, tc);
	return suite;
}
