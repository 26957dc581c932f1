/* Teams and leads as the configuration declares them. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "support/people_kit.h"

Suite *suite_teams(void);

#define START_TIME (INT64_C(1600000000))
#define ADA "Ada Example <ada@x.org>"
#define BO "Bo Sample <bo@x.org>"
#define BOT "dependabot[bot] <1+dependabot[bot]@users.noreply.github.com>"

static struct people_kit kit;

static void start(void)
{
	people_kit_start(&kit);
}

static void stop(void)
{
	people_kit_stop(&kit);
}

static void land(const char *key, int64_t time, int64_t merge, int64_t first, int64_t second)
{
	int64_t commits[] = { first, second, 0 };

	(void)people_kit_change(&kit, key, time, merge, commits);
}

static void expect(const char *sql, const char *want)
{
	people_kit_expect(&kit, sql, want);
}

#define MEMBERS                                                                                           \
	"SELECT team, substr(p.key, 1, 3), is_lead, from_time > 0, until_time < 9000000000 FROM member m" \
	" JOIN person p ON p.id = m.person_id WHERE team <> '' OR is_lead = 1 ORDER BY team, p.key, from_time"

START_TEST(teams_and_leads_are_as_declared)
{
	(void)people_kit_solo(&kit, ADA, START_TIME);
	(void)people_kit_solo(&kit, BO, START_TIME);
	(void)people_kit_solo(&kit, BOT, START_TIME);
	people_kit_config(&kit,
	                  "[team \"core\"]\n\tlead = ada@x.org\n\tmember = Bo Sample from 2020-01-01 until 2021-01-01\n"
	                  "\tmember = Bo Sample from 2022-01-01\n\tmember = Eve Unknown <eve@x.org>\n"
	                  "[team \"late\"]\n\tfrom = 2024-01-01\n\tmember = bo@x.org\n"
	                  "[lead]\n\tlead = Bo Sample\n");
	people_kit_derive(&kit);
	expect("SELECT count(*) FROM member WHERE team = ''", "2");
	expect(MEMBERS, "|Bo |1|0|0 core|Ada|1|0|0 core|Bo |0|1|1 core|Bo |0|1|0 late|Bo |0|1|0");
}
END_TEST

START_TEST(a_team_without_members_is_who_works_there)
{
	land("pr:1", START_TIME, 0,
	     people_kit_commit(&kit,
	                       (struct people_kit_commit){ .author = ADA, .time = START_TIME, .files = "net/x.c" }),
	     0);
	land("pr:2", START_TIME, 0,
	     people_kit_commit(&kit,
	                       (struct people_kit_commit){ .author = BO, .time = START_TIME, .files = "gui/x.c" }),
	     0);
	people_kit_config(&kit, "[team \"net\"]\n\tpath = net/*\n[team \"here\"]\n\trepository = one\n"
	                        "[team \"there\"]\n\trepository = two\n");
	people_kit_derive(&kit);
	expect(MEMBERS, "here|Ada|0|0|0 here|Bo |0|0|0 net|Ada|0|0|0");
}
END_TEST

START_TEST(a_wrong_date_in_a_team_is_refused)
{
	people_kit_config(&kit, "[team \"core\"]\n\tfrom = yesterday\n");
	ck_assert_int_eq(people_derive(kit.store, kit.config), ERR_INVALID);
}
END_TEST

/* ---- what counts for a team ---- */

#define COUNTED "SELECT team, key FROM metric_change WHERE team <> '' ORDER BY team, landed_time, key"

START_TEST(of_a_limited_team_only_the_changes_there_count)
{
	int64_t other;

	land("pr:1", START_TIME, 0,
	     people_kit_commit(
		     &kit, (struct people_kit_commit){ .author = ADA, .time = START_TIME, .files = "net/x.c gui/x.c" }),
	     0);
	land("pr:2", START_TIME + 1, 0,
	     people_kit_commit(&kit,
	                       (struct people_kit_commit){ .author = ADA, .time = START_TIME + 1, .files = "gui/x.c" }),
	     0);
	other = people_kit_repository(&kit, "two.git");
	kit.repository = other;
	land("pr:3", START_TIME + 2, 0,
	     people_kit_commit(&kit,
	                       (struct people_kit_commit){ .author = ADA, .time = START_TIME + 2, .files = "net/y.c" }),
	     0);
	people_kit_config(&kit, "[team \"all\"]\n\tmember = ada@x.org\n"
	                        "[team \"here\"]\n\tmember = ada@x.org\n\trepository = two\n"
	                        "[team \"net\"]\n\tmember = ada@x.org\n\tpath = net/\n"
	                        "[team \"none\"]\n\tmember = ada@x.org\n\tpath = web/\n");
	people_kit_derive(&kit);
	expect(COUNTED, "all|pr:1 all|pr:2 all|pr:3 here|pr:3 net|pr:1 net|pr:3");
	expect("SELECT count(*) FROM metric_change WHERE team = ''", "3");
	expect("SELECT t.team, p.name FROM team_file t JOIN path p ON p.id = t.path_id ORDER BY 1, 2",
	       "here|net/y.c net|net/x.c net|net/y.c");
	expect("SELECT team FROM team_limit ORDER BY 1", "here net none");
}
END_TEST

START_TEST(who_leads_later_is_a_member_before)
{
	(void)people_kit_solo(&kit, ADA, START_TIME);
	people_kit_config(&kit, "[team \"core\"]\n\tmember = ada@x.org until 2024-01-01\n"
	                        "\tlead = Ada Example from 2021-01-01 until 2022-01-01\n"
	                        "\tmember = ada@x.org until 2024-01-01\n");
	people_kit_derive(&kit);
	expect("SELECT is_lead, date(from_time, 'unixepoch'), date(until_time, 'unixepoch') FROM member"
	       " WHERE team = 'core' AND from_time > 0 ORDER BY from_time",
	       "1|2021-01-01|2022-01-01 0|2022-01-01|2024-01-01");
	expect("SELECT count(*) FROM member WHERE team = 'core'", "3");
}
END_TEST

static const struct {
	const char *lines, *message;
} slips[] = {
	{ "\tmember = ada@x.org from 2024-02-01 until 2024-01-01\n",
	  "team 'core': member 'ada@x.org from 2024-02-01 until 2024-01-01' ends before it begins" },
	{ "\tuntil = 2023-01-01\n\tmember = ada@x.org from 2024-02-01\n", "ends before it begins" },
	{ "\tmember = ada@x.org until 2024-02-01\n\tmember = Ada Example from 2024-01-31\n",
	  "team 'core': two periods of 'Ada Example <ada@x.org>' as member overlap" },
	{ "\tlead = ada@x.org\n\tlead = ada@x.org from 2024-01-31\n", "as lead overlap" },
};

START_TEST(slips_in_periods_are_refused)
{
	char *text = xstrfmt("[team \"core\"]\n%s", slips[_i].lines);

	(void)people_kit_solo(&kit, ADA, START_TIME);
	people_kit_config(&kit, text);
	ck_assert_int_eq(people_derive(kit.store, kit.config), ERR_INVALID);
	ck_assert_msg(strstr(error_message(), slips[_i].message) != NULL, "%s", error_message());
	free(text);
}
END_TEST

static void note_unknown(void *payload, const char *section, struct text who)
{
	buf_add_fmt(payload, "%s:" TEXT_FMT " ", section, TEXT_ARG(who));
}

START_TEST(a_repository_that_is_not_there_is_named)
{
	struct buf seen = { 0 };

	people_kit_config(&kit, "[team \"core\"]\n\trepository = one\n\trepository = oen\n");
	ck_assert_int_eq(people_each_unknown_repository(kit.store, kit.config, note_unknown, &seen), 0);
	ck_assert_str_eq(buf_str(&seen), "core:oen ");
	buf_release(&seen);
}
END_TEST

/* ---- what is made anew ---- */

/* Derivations leave what they need not make anew: a mark set by hand stands. */
#define SET_MARK "UPDATE act SET act_time = 7"
#define UNMARKED "SELECT count(*) FROM act WHERE act_time <> 7"
#define LEADS                                                                                                      \
	"SELECT substr(p.key, 1, 3) FROM member m JOIN person p ON p.id = m.person_id WHERE is_lead = 1 ORDER BY " \
	"p.key"

static void configure(const char *text)
{
	config_free(kit.config);
	kit.config = config_new();
	people_kit_config(&kit, text);
}

static void run(const char *sql)
{
	ck_assert_msg(store_script(kit.store, sql) == 0, "%s", error_message());
}

static bool is_stale(void)
{
	bool stale;

	ck_assert_int_eq(people_is_stale(&stale, kit.store, kit.config), 0);
	return stale;
}

/* Two authors in two directories, and a co-author who landed nothing. */
static void plant(void)
{
	int64_t net = people_kit_commit(
		&kit, (struct people_kit_commit){ .author = ADA, .time = START_TIME, .files = "net/x.c" });

	people_kit_event(&kit, net, EVENT_PAIR, "Cy Trial <cy@x.org>");
	land("pr:1", START_TIME, 0, net, 0);
	land("pr:2", START_TIME, 0,
	     people_kit_commit(&kit,
	                       (struct people_kit_commit){ .author = BO, .time = START_TIME, .files = "gui/x.c" }),
	     0);
}

START_TEST(another_lead_leaves_the_acts_as_they_are)
{
	plant();
	configure("[lead]\n\tlead = ada@x.org\n");
	people_kit_derive(&kit);
	expect(LEADS, "Ada");
	run(SET_MARK);
	expect("SELECT count(*) > 0 FROM act", "1");
	configure("[lead]\n\tlead = bo@x.org\n");
	ck_assert(is_stale());
	people_kit_derive(&kit);
	ck_assert(!is_stale());
	expect(LEADS, "Bo ");
	expect(UNMARKED, "0");
	configure("[lead]\n\tlead = bo@x.org\n[identity]\n\tbot = x\n");
	people_kit_derive(&kit);
	expect("SELECT count(*) FROM act WHERE act_time = 7", "0");
	expect(LEADS, "Bo ");
}
END_TEST

START_TEST(new_facts_make_teams_anew_as_well)
{
	configure("[team \"core\"]\n\tmember = Eve Later\n");
	plant();
	people_kit_derive(&kit);
	expect("SELECT count(*) FROM member WHERE team = 'core'", "0");
	(void)people_kit_solo(&kit, "Eve Later <eve@x.org>", START_TIME);
	people_kit_derive(&kit);
	expect(MEMBERS, "core|Eve|0|0|0");
	expect("SELECT count(*) FROM member WHERE team = ''", "4");
}
END_TEST

static const char *const team_rows[] = {
	"",
	"[lead]\n\tlead = Ada Example\n\twho = bo@x.org\n",
	"[team \"net\"]\n\tpath = net/*\n",
	"[team \"here\"]\n\trepository = one\n\tlead = Bo Sample\n",
	"[team \"here\"]\n\tmember = Cy Trial from 2020-01-01\n[team \"net\"]\n\tpath = gui/*\n",
	"[lead]\n\tlead = bo@x.org\n\twho = Ada Example\n[team \"net\"]\n\tpath = net/*\n\tfrom = 2020-01-01\n",
};
#define ALL_MEMBERS                                                        \
	"SELECT team, p.key, is_lead, from_time, until_time FROM member m" \
	" JOIN person p ON p.id = m.person_id ORDER BY team, p.key, from_time"

START_TEST(teams_by_themselves_are_those_of_a_whole_derivation)
{
	plant();
	for (size_t before = 0; before < sizeof(team_rows) / sizeof(team_rows[0]); before++) {
		char *want;

		configure(team_rows[_i]);
		run("DELETE FROM stamp");
		people_kit_derive(&kit);
		want = people_kit_rows(&kit, ALL_MEMBERS);
		configure(team_rows[before]);
		people_kit_derive(&kit);
		run(SET_MARK);
		configure(team_rows[_i]);
		people_kit_derive(&kit);
		expect(ALL_MEMBERS, want);
		expect(UNMARKED, "0");
		free(want);
	}
}
END_TEST

Suite *suite_teams(void)
{
	Suite *suite = suite_create("teams");
	TCase *tc = tcase_create("teams");

	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_test(tc, teams_and_leads_are_as_declared);
	tcase_add_test(tc, a_team_without_members_is_who_works_there);
	tcase_add_test(tc, a_wrong_date_in_a_team_is_refused);
	tcase_add_test(tc, of_a_limited_team_only_the_changes_there_count);
	tcase_add_test(tc, who_leads_later_is_a_member_before);
	tcase_add_loop_test(tc, slips_in_periods_are_refused, 0, (int)(sizeof(slips) / sizeof(slips[0])));
	tcase_add_test(tc, a_repository_that_is_not_there_is_named);
	tcase_add_test(tc, another_lead_leaves_the_acts_as_they_are);
	tcase_add_test(tc, new_facts_make_teams_anew_as_well);
	tcase_add_loop_test(tc, teams_by_themselves_are_those_of_a_whole_derivation, 0,
	                    (int)(sizeof(team_rows) / sizeof(team_rows[0])));
	suite_add_tcase(suite, tc);
	return suite;
}
