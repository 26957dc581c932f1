/* What ties identities that share neither address nor name: logins and squashes. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "support/people_kit.h"

Suite *suite_ties(void);

#define DAY INT64_C(86400)
#define START_TIME (INT64_C(1600000000))

static struct people_kit kit;

static void start(void)
{
	people_kit_start(&kit);
}

static void stop(void)
{
	people_kit_stop(&kit);
}

/* Each person with its identities: "key{identity rule, …}". */
#define CLASSES                                                                                          \
	"SELECT p.key || '{' || group_concat(i.name || ' <' || i.email || '> ' || ip.rule, ', ') || '}'" \
	" FROM (SELECT * FROM identity_person ORDER BY identity_id) ip"                                  \
	" JOIN person p ON p.id = ip.person_id"                                                          \
	" JOIN identity i ON i.id = ip.identity_id"                                                      \
	" GROUP BY p.id ORDER BY p.key"

/* Plants a commit for each identity, the first with two. */
static void plant_commits(const char *const *authors)
{
	(void)people_kit_solo(&kit, authors[0], START_TIME);
	for (int i = 0; authors[i]; i++)
		(void)people_kit_solo(&kit, authors[i], START_TIME + i * DAY);
}

static int64_t plant_review(const char *author, const char *reviewer)
{
	int64_t commit = people_kit_solo(&kit, author, START_TIME);

	people_kit_event(&kit, commit, EVENT_REV, reviewer);
	return commit;
}

#define REVIEWER                                                \
	"SELECT p.key, ip.rule, ip.is_ambiguous, p.is_resolved" \
	" FROM event e JOIN identity_person ip ON ip.identity_id = e.identity_id JOIN person p ON p.id = ip.person_id"

/* ---- logins ---- */

static const struct {
	const char *what;
	const char *authors[4];
	const char *login, *want;
} login_rows[] = {
	{ "forge address",
	  { "Bo Sample <1+bsample@users.noreply.github.com>" },
	  "bsample",
	  "Bo Sample <1+bsample@users.noreply.github.com>|login|0|1" },
	{ "at sign and case",
	  { "Bo Sample <1+bsample@users.noreply.github.com>" },
	  "@BSample",
	  "Bo Sample <1+bsample@users.noreply.github.com>|login|0|1" },
	{ "local part", { "Bo Sample <bsample@x.org>" }, "bsample", "Bo Sample <bsample@x.org>|login|0|1" },
	{ "local part of two",
	  { "Bo Sample <bsample@x.org>", "Bea Sample <bsample@y.org>" },
	  "bsample",
	  "bsample <>|self|1|0" },
	{ "local part of one with two addresses",
	  { "Bo Sample <bsample@x.org>", "Bo Sample <bsample@y.org>" },
	  "bsample",
	  "Bo Sample <bsample@x.org>|login|0|1" },
	{ "too short", { "Bo Sample <bo@x.org>" }, "bo", "bo <>|self|0|0" },
	{ "common word", { "Bo Sample <info@x.org>" }, "info", "info <>|self|0|0" },
	{ "capitalised first name, local part", { "Tim Sample <tim@x.org>" }, "Tim", "Tim <>|self|0|0" },
	{ "capitalised local part of two words",
	  { "Tim Sample <tim.sample@x.org>" },
	  "Tim.Sample",
	  "Tim Sample <tim.sample@x.org>|login|0|1" },
	{ "first name alone", { "Bob Sample <sample@x.org>" }, "bob", "bob <>|self|0|0" },
	{ "the forge address stands before the local part",
	  { "Bo Sample <1+bsample@users.noreply.github.com>", "Bea Sample <bsample@y.org>" },
	  "bsample",
	  "Bo Sample <1+bsample@users.noreply.github.com>|login|0|1" },
};

START_TEST(a_login_is_one_person_or_nobody)
{
	char *got;

	plant_commits(login_rows[_i].authors);
	(void)plant_review("Ada Example <ada@x.org>", login_rows[_i].login);
	people_kit_derive(&kit);

	got = people_kit_rows(&kit, REVIEWER);
	ck_assert_msg(!strcmp(got, login_rows[_i].want), "%s: %s", login_rows[_i].what, got);
	free(got);
}
END_TEST

START_TEST(a_source_of_full_names_ties_no_single_word)
{
	plant_commits((const char *const[]){ "Bo Sample <bsample@x.org>", "Tim Sample <1+tim@users.noreply.github.com>",
	                                     "Cy Probe <2+cyp@users.noreply.github.com>", NULL });
	(void)plant_review("Ada Example <ada@x.org>", "bsample");
	(void)plant_review("Ada Example <ada@x.org>", "Tim");
	(void)plant_review("Ada Example <ada@x.org>", "cyp");
	for (int i = 0; i < 4; i++)
		(void)plant_review("Ada Example <ada@x.org>", "Di Trial");
	people_kit_derive(&kit);
	people_kit_expect(&kit,
	                  "SELECT i.name, p.key FROM identity_person ip JOIN person p ON p.id = ip.person_id"
	                  " JOIN identity i ON i.id = ip.identity_id WHERE i.email = '' AND i.name <> 'Di Trial'"
	                  " ORDER BY 1",
	                  "Tim|Tim <> bsample|bsample <> cyp|Cy Probe <2+cyp@users.noreply.github.com>");
}
END_TEST

/* A request of the login's, whose commits have these authors. */
static void plant_request(int number, const char *login, const char *first, const char *second)
{
	int64_t time = START_TIME + number * DAY;
	int64_t commits[3] = { people_kit_commit(&kit, (struct people_kit_commit){ .author = first, .time = time }) };
	int64_t merge = people_kit_commit(
		&kit, (struct people_kit_commit){ .author = "Ada Example <ada@x.org>", .time = time, .parents = 2 });
	char *value = xstrfmt("%d", number);
	char *key = xstrfmt("pr:%d", number);

	if (second)
		commits[1] = people_kit_commit(&kit, (struct people_kit_commit){ .author = second, .time = time });
	(void)people_kit_change(&kit, key, time, merge, commits);
	people_kit_reference(&kit, merge, REFERENCE_PR, value, login);
	free(value);
	free(key);
}

START_TEST(a_login_is_the_author_of_its_requests)
{
	plant_request(1, "coder", "Bo Sample <bo@x.org>", NULL);
	plant_request(2, "Coder", "Bo Sample <bo@x.org>", "Bo Sample <bo@x.org>");
	(void)plant_review("Cy Probe <cy@x.org>", "coder");
	people_kit_derive(&kit);
	people_kit_expect(&kit, REVIEWER, "Bo Sample <bo@x.org>|login|0|1");
}
END_TEST

START_TEST(a_request_of_two_authors_tells_nothing)
{
	plant_request(1, "coder", "Bo Sample <bo@x.org>", "Cy Probe <cy@x.org>");
	(void)plant_review("Cy Probe <cy@x.org>", "coder");
	people_kit_derive(&kit);
	people_kit_expect(&kit, REVIEWER, "coder <>|self|0|0");
}
END_TEST

START_TEST(requests_of_different_authors_contradict)
{
	plant_request(1, "coder", "Bo Sample <bo@x.org>", NULL);
	plant_request(2, "coder", "Cy Probe <cy@x.org>", NULL);
	(void)plant_review("Cy Probe <cy@x.org>", "coder");
	people_kit_derive(&kit);
	people_kit_expect(&kit, REVIEWER, "coder <>|self|1|0");
}
END_TEST

START_TEST(one_stray_among_many_requests_is_overlooked)
{
	for (int i = 1; i <= 10; i++)
		plant_request(i, "coder", i == 5 ? "Cy Probe <cy@x.org>" : "Bo Sample <bo@x.org>", NULL);
	(void)plant_review("Cy Probe <cy@x.org>", "coder");
	people_kit_derive(&kit);
	people_kit_expect(&kit, REVIEWER, "Bo Sample <bo@x.org>|login|0|1");
}
END_TEST

START_TEST(configuration_says_whose_a_login_is)
{
	people_kit_config(&kit, "[identity \"coder\"]\n\tperson = Bo Sample <bo@x.org>\n");
	plant_commits((const char *const[]){ "Bo Sample <bo@x.org>", "Cy Probe <coder@x.org>", NULL });
	(void)plant_review("Ada Example <ada@x.org>", "coder");
	people_kit_derive(&kit);
	people_kit_expect(&kit, REVIEWER, "Bo Sample <bo@x.org>|config|0|1");
}
END_TEST

/* ---- squashes ---- */

#define FORGE "GitHub <noreply@github.com>"

static int64_t plant_squash(int number, const char *author, const char *head_author)
{
	int64_t time = START_TIME + number * DAY;
	int64_t commits[2] = { people_kit_commit(
		&kit, (struct people_kit_commit){ .author = author, .committer = FORGE, .time = time }) };
	char *key = xstrfmt("pr:%d", number);

	(void)people_kit_change(&kit, key, time, 0, commits);
	people_kit_head(&kit, key,
	                people_kit_commit(&kit, (struct people_kit_commit){ .author = head_author, .time = time - 1 }));
	free(key);
	return commits[0];
}

#define ACCOUNT "coder <1+coder@users.noreply.github.com>"

START_TEST(two_squashes_tie_the_account_to_who_wrote)
{
	(void)plant_squash(1, ACCOUNT, "Bo Sample <bo@laptop>");
	(void)plant_squash(2, ACCOUNT, "Bo Sample <bo@laptop>");
	people_kit_derive(&kit);
	people_kit_expect(&kit, CLASSES,
	                  "GitHub <noreply@github.com>{GitHub <noreply@github.com> self} " ACCOUNT "{" ACCOUNT
	                  " self, Bo Sample <bo@laptop> head}");
}
END_TEST

#define TIED "SELECT count(*) FROM identity_person WHERE rule = 'head'"

START_TEST(one_squash_ties_nothing)
{
	(void)plant_squash(1, ACCOUNT, "Bo Sample <bo@laptop>");
	people_kit_derive(&kit);
	people_kit_expect(&kit, TIED, "0");
}
END_TEST

START_TEST(a_squash_of_another_author_contradicts)
{
	(void)plant_squash(1, ACCOUNT, "Bo Sample <bo@laptop>");
	(void)plant_squash(2, ACCOUNT, "Bo Sample <bo@laptop>");
	(void)plant_squash(3, ACCOUNT, "Cy Probe <cy@laptop>");
	people_kit_derive(&kit);
	people_kit_expect(&kit, TIED, "0");
}
END_TEST

START_TEST(a_named_coauthor_is_somebody_else)
{
	(void)plant_squash(1, ACCOUNT, "Bo Sample <bo@laptop>");
	people_kit_event(&kit, plant_squash(2, ACCOUNT, "Bo Sample <bo@laptop>"), EVENT_PAIR, "Bo Sample <bo@laptop>");
	people_kit_derive(&kit);
	people_kit_expect(&kit, TIED, "0");
}
END_TEST

START_TEST(who_has_an_account_is_not_tied_to_another)
{
	(void)plant_squash(1, ACCOUNT, "Bo Sample <bo@laptop>");
	(void)plant_squash(2, ACCOUNT, "Bo Sample <bo@laptop>");
	(void)people_kit_commit(&kit, (struct people_kit_commit){ .author = "x", .time = START_TIME });
	(void)plant_squash(3, "Bo Sample <bo@laptop>", "Bo Sample <bo@laptop>");
	people_kit_derive(&kit);
	people_kit_expect(&kit, TIED, "0");
}
END_TEST

START_TEST(one_writer_behind_two_accounts_is_tied_to_neither)
{
	for (int i = 1; i <= 4; i++)
		(void)plant_squash(i, i % 2 ? ACCOUNT : "other <2+other@users.noreply.github.com>",
		                   "Bo Sample <bo@laptop>");
	people_kit_derive(&kit);
	people_kit_expect(&kit, TIED, "0");
}
END_TEST

#define ADD_ROWS(tc, test, list) tcase_add_loop_test(tc, test, 0, (int)(sizeof(list) / sizeof((list)[0])))

static TCase *add_case(Suite *suite, const char *name)
{
	TCase *tc = tcase_create(name);

	tcase_add_checked_fixture(tc, start, stop);
	suite_add_tcase(suite, tc);
	return tc;
}

Suite *suite_ties(void)
{
	Suite *suite = suite_create("ties");
	TCase *logins = add_case(suite, "logins");
	TCase *squashes = add_case(suite, "squashes");

	ADD_ROWS(logins, a_login_is_one_person_or_nobody, login_rows);
	tcase_add_test(logins, a_source_of_full_names_ties_no_single_word);
	tcase_add_test(logins, a_login_is_the_author_of_its_requests);
	tcase_add_test(logins, a_request_of_two_authors_tells_nothing);
	tcase_add_test(logins, requests_of_different_authors_contradict);
	tcase_add_test(logins, one_stray_among_many_requests_is_overlooked);
	tcase_add_test(logins, configuration_says_whose_a_login_is);
	tcase_add_test(squashes, two_squashes_tie_the_account_to_who_wrote);
	tcase_add_test(squashes, one_squash_ties_nothing);
	tcase_add_test(squashes, a_squash_of_another_author_contradicts);
	tcase_add_test(squashes, a_named_coauthor_is_somebody_else);
	tcase_add_test(squashes, who_has_an_account_is_not_tied_to_another);
	tcase_add_test(squashes, one_writer_behind_two_accounts_is_tied_to_neither);
	return suite;
}
