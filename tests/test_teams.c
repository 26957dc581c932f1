/* Teams and leads as the configuration declares them. */
#include <check.h>
#include <stdlib.h>
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

Suite *suite_teams(void)
{
	Suite *suite = suite_create("teams");
	TCase *tc = tcase_create("teams");

	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_test(tc, teams_and_leads_are_as_declared);
	tcase_add_test(tc, a_team_without_members_is_who_works_there);
	tcase_add_test(tc, a_wrong_date_in_a_team_is_refused);
	suite_add_tcase(suite, tc);
	return suite;
}
