/* What decision records credit to whom, and M17, by planted truth. */
#include <check.h>
#include <stdlib.h>
#include "lead/metric.h"
#include "support/people_kit.h"

Suite *suite_decision_metrics(void);

#define DAY INT64_C(86400)
#define START_TIME (INT64_C(1600000000))
#define ADA "Ada Example <ada@x.org>"
#define BO "Bo Sample <bo@x.org>"
#define CY "Cy Probe <cy@x.org>"
#define DI "Di Trial <di@x.org>"

static struct people_kit kit;

static void start(void)
{
	people_kit_start(&kit);
}

static void stop(void)
{
	people_kit_stop(&kit);
}

struct step {
	const char *status, *state;
	int64_t commit;
};
struct named {
	const char *role, *who;
};

/* A record; steps and names end with an empty one. */
static void plant(const char *path, bool has_context, const struct step *steps, const struct named *names)
{
	struct decision_status_row history[16];
	struct decision_person_row persons[16];
	struct decision_row row = { .repository = kit.repository,
		                    .path = text_of(path),
		                    .title = TEXT("Use X"),
		                    .format = "plain",
		                    .has_context = has_context,
		                    .history = history,
		                    .persons = persons };
	int64_t id;

	for (; steps[row.history_count].commit; row.history_count++)
		history[row.history_count] =
			(struct decision_status_row){ text_of(steps[row.history_count].status),
			                              steps[row.history_count].state, steps[row.history_count].commit };
	for (; names && names[row.person_count].role; row.person_count++)
		persons[row.person_count] = (struct decision_person_row){ names[row.person_count].role,
			                                                  people_kit_who(names[row.person_count].who) };
	row.status = history[row.history_count - 1].status;
	row.state = history[row.history_count - 1].state;
	ck_assert_int_eq(store_put_decision(&id, kit.store, &row), 0);
}

static int64_t solo(const char *author, int64_t days)
{
	return people_kit_solo(&kit, author, START_TIME + days * DAY);
}

#define ACTS                                                                                          \
	"SELECT substr(person, 1, 2), kind, substr(source, 10), coalesce(why, 'counts') FROM v_event" \
	" WHERE source LIKE 'decision:%' ORDER BY time, kind, source, person, why"

START_TEST(who_landed_a_record_without_names_wrote_it)
{
	plant("a.md", true, (struct step[]){ { "proposed", "pending", solo(ADA, 0) }, { 0 } }, NULL);
	people_kit_derive(&kit);
	people_kit_expect(&kit, ACTS, "Ad|dec|author|counts");
	people_kit_expect(&kit, "SELECT substr(person, 1, 2), role, format FROM v_decision", "Ad|author|plain");
}
END_TEST

START_TEST(deciders_come_with_the_decision_and_the_asked_do_not_count)
{
	plant("a.md", true,
	      (struct step[]){
		      { "proposed", "pending", solo(ADA, 0) }, { "accepted", "accepted", solo(ADA, 1) }, { 0 } },
	      (struct named[]){ { "author", CY },
	                        { "decider", BO },
	                        { "approver", BO },
	                        { "reviewer", DI },
	                        { "informed", CY },
	                        { "editor", DI },
	                        { 0 } });
	people_kit_derive(&kit);
	/* Ada accepts the record of Cy, who is informed of what is Cy's own. */
	people_kit_expect(&kit, ACTS,
	                  "Cy|dec|author|counts Di|dec|reviewer|requested Bo|dec|decider|counts Ad|dec|status|counts");
}
END_TEST

START_TEST(nothing_is_decided_while_a_record_waits)
{
	plant("a.md", true, (struct step[]){ { "proposed", "pending", solo(ADA, 0) }, { 0 } },
	      (struct named[]){ { "decider", BO }, { 0 } });
	plant("b.md", true, (struct step[]){ { "", "", solo(ADA, 1) }, { 0 } },
	      (struct named[]){ { "decider", BO }, { 0 } });
	people_kit_derive(&kit);
	people_kit_expect(&kit, ACTS, "Ad|dec|author|counts Ad|dec|author|counts Bo|dec|decider|counts");
}
END_TEST

START_TEST(an_author_who_goes_on_is_credited_for_each_status)
{
	plant("a.md", true,
	      (struct step[]){ { "draft", "pending", solo(ADA, 0) },
	                       { "accepted", "accepted", solo(ADA, 1) },
	                       { "final", "accepted", solo(BO, 2) },
	                       { "superseded", "replaced", solo(ADA, 3) },
	                       { 0 } },
	      NULL);
	people_kit_derive(&kit);
	/* Bo turned one acceptance into another: no decision. */
	people_kit_expect(&kit, ACTS, "Ad|dec|author|counts Ad|dec|author|counts Ad|dec|author|counts");
}
END_TEST

START_TEST(a_sponsor_stands_behind_a_record_and_helps)
{
	(void)solo(BO, -400);
	plant("a.md", true, (struct step[]){ { "draft", "pending", solo(ADA, 0) }, { 0 } },
	      (struct named[]){ { "author", ADA }, { "sponsor", BO }, { 0 } });
	people_kit_derive(&kit);
	people_kit_expect(&kit, ACTS, "Ad|dec|author|counts Bo|dec|sponsor|counts Bo|help|sponsor|counts");
	people_kit_expect(&kit, "SELECT kind FROM act WHERE is_mentoring = 1", "help");
}
END_TEST

START_TEST(one_commit_that_moves_many_statuses_tidies_up)
{
	int64_t first = solo(ADA, 0), few = solo(BO, 1), many = solo(CY, 2);
	char path[] = "a.md";

	for (int i = 0; i < 12; i++) {
		path[0] = (char)('a' + i);
		plant(path, true,
		      (struct step[]){
			      { "draft", "pending", first }, { "accepted", "accepted", i ? many : few }, { 0 } },
		      NULL);
	}
	people_kit_derive(&kit);
	people_kit_expect(&kit,
	                  "SELECT substr(person, 1, 2), substr(source, 10), count(*) FROM v_event WHERE kind = 'dec'"
	                  " GROUP BY 1, 2 ORDER BY 1, 2",
	                  "Ad|author|12 Bo|status|1");
}
END_TEST

/* ---- M17 ---- */

static const struct metric_value *value_of(const struct metric_values *values, const char *id, const char *who)
{
	char *person = people_kit_rows(&kit, "SELECT id FROM person WHERE name = 'Ada Example'");
	const struct metric_value *value = metric_values_find(values, id, who ? strtoll(person, NULL, 10) : 0);

	free(person);
	ck_assert_msg(value != NULL, "no %s", id);
	return value;
}

START_TEST(the_period_has_its_own_records)
{
	static const struct {
		const char *id, *who;
		int64_t k, n;
	} wanted[] = {
		{ "M17.new", NULL, 2, 2 },     { "M17.accepted", NULL, 2, 2 }, { "M17.replaced", NULL, 1, 1 },
		{ "M17.authors", NULL, 2, 2 }, { "M17.deciders", NULL, 1, 1 }, { "M17.context", NULL, 1, 2 },
		{ "M17.acts", NULL, 5, 5 },    { "M17.acts", ADA, 3, 3 },
	};
	const struct scope scope = { "", 0, { START_TIME, START_TIME + 90 * DAY } };
	struct metric_values values = { 0 };
	enum coverage_state coverage;

	plant("a.md", true,
	      (struct step[]){
		      { "accepted", "accepted", solo(ADA, -30) }, { "superseded", "replaced", solo(ADA, 3) }, { 0 } },
	      NULL);
	plant("b.md", true,
	      (struct step[]){ { "draft", "pending", solo(ADA, 1) }, { "accepted", "accepted", solo(BO, 2) }, { 0 } },
	      NULL);
	plant("c.md", false, (struct step[]){ { "accepted", "accepted", solo(CY, 4) }, { 0 } },
	      (struct named[]){ { "author", CY }, { "reviewer", DI }, { 0 } });
	plant("d.md", true,
	      (struct step[]){ { "draft", "pending", solo(ADA, -20) }, { "final", "pending", solo(ADA, 5) }, { 0 } },
	      NULL);
	people_kit_derive(&kit);
	ck_assert_int_eq(
		store_script(kit.store, "INSERT INTO subject SELECT id FROM person WHERE name = 'Ada Example'"), 0);
	ck_assert_int_eq(metric_compute(&values, &coverage, kit.store, &scope), 0);
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		const struct metric_value *value = value_of(&values, wanted[i].id, wanted[i].who);

		ck_assert_msg(value->k == wanted[i].k && value->n == wanted[i].n, "%s: %lld of %lld", wanted[i].id,
		              (long long)value->k, (long long)value->n);
	}
	metric_values_release(&values);
}
END_TEST

START_TEST(without_records_there_is_no_practice)
{
	const struct scope scope = { "", 0, { START_TIME, START_TIME + 90 * DAY } };
	struct metric_values values = { 0 };
	enum coverage_state coverage;

	(void)solo(ADA, 1);
	people_kit_derive(&kit);
	ck_assert_int_eq(metric_compute(&values, &coverage, kit.store, &scope), 0);
	ck_assert_int_eq(value_of(&values, "M17.new", NULL)->state, STATE_NA);
	ck_assert_int_eq(value_of(&values, "M17.context", NULL)->state, STATE_NA);
	ck_assert_int_eq(value_of(&values, "M17.acts", NULL)->state, STATE_NA);
	metric_values_release(&values);
}
END_TEST

Suite *suite_decision_metrics(void)
{
	Suite *suite = suite_create("decision_metrics");
	TCase *acts = tcase_create("acts"), *figures = tcase_create("figures");

	tcase_add_checked_fixture(acts, start, stop);
	tcase_add_test(acts, who_landed_a_record_without_names_wrote_it);
	tcase_add_test(acts, deciders_come_with_the_decision_and_the_asked_do_not_count);
	tcase_add_test(acts, nothing_is_decided_while_a_record_waits);
	tcase_add_test(acts, an_author_who_goes_on_is_credited_for_each_status);
	tcase_add_test(acts, a_sponsor_stands_behind_a_record_and_helps);
	tcase_add_test(acts, one_commit_that_moves_many_statuses_tidies_up);
	tcase_add_checked_fixture(figures, start, stop);
	tcase_add_test(figures, the_period_has_its_own_records);
	tcase_add_test(figures, without_records_there_is_no_practice);
	suite_add_tcase(suite, acts);
	suite_add_tcase(suite, figures);
	return suite;
}
