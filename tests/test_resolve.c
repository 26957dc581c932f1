/* Which recorded identities are one person, by planted truth: every rule joins what it should and nothing else. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "support/people_kit.h"

Suite *suite_resolve(void);

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

/* ---- identities of commits alone ---- */

static const struct {
	const char *what, *mailmap;
	const char *authors[6];
	int person_count;
} rows[] = {
	{ "strangers", "", { "Ada Example <ada@x.org>", "Bo Sample <bo@x.org>" }, 2 },
	{ "equal address", "", { "Ada Example <ada@x.org>", "Ada <ADA@x.org>" }, 1 },
	{ "obfuscated address", "", { "Ada Example <ada@x.org>", "ada <ada at x.org>" }, 1 },
	{ "equal full name", "", { "Ada Example <ada@x.org>", "ada  EXAMPLE <ada@y.org>" }, 1 },
	{ "family name first", "", { "Ada Example <ada@x.org>", "Example, Ada <ada@y.org>" }, 1 },
	{ "one token is no full name", "", { "Ada <ada@x.org>", "Ada <ada@y.org>" }, 2 },
	{ "initials are no full name", "", { "A. Example <ada@x.org>", "A. Example <al@y.org>" }, 2 },
	{ "first name only", "", { "Ada Example <ada@x.org>", "Ada Sample <ada@y.org>" }, 2 },
	{ "mailmap joins",
	  "Ada Example <ada@x.org> <old@y.org>\n",
	  { "Ada Example <ada@x.org>", "Adah Former <old@y.org>" },
	  1 },
	{ "mailmap tells two of one name apart",
	  "Bo Sample <bo@x.org>\nBo Sample <bo2@y.org> <bo@y.org>\n",
	  { "Bo Sample <bo@x.org>", "Bo Sample <bo@y.org>" },
	  2 },
	{ "a third of that name belongs to neither",
	  "Bo Sample <bo@x.org>\nBo Sample <bo2@y.org> <bo@y.org>\n",
	  { "Bo Sample <bo@x.org>", "Bo Sample <bo@y.org>", "Bo Sample <bo@z.org>" },
	  3 },
	{ "mailmap tells two of one address apart",
	  "Ada Example <box@x.org> Ada <box@x.org>\nBo Sample <box@x.org> Bo <box@x.org>\n",
	  { "Ada <box@x.org>", "Bo <box@x.org>" },
	  2 },
	{ "mailmap spells one person in two ways",
	  "Ada Example <ada@x.org>\nAda B. Example <ada@x.org> <old@x.org>\n",
	  { "Ada Example <ada@x.org>", "ada <old@x.org>" },
	  1 },
	{ "a mailmapped name does not lend its old name",
	  "Ada Example <ada@x.org> Bo Sample <ada@x.org>\n",
	  { "Bo Sample <ada@x.org>", "Bo Sample <bo@x.org>" },
	  2 },
	{ "role address of two", "", { "Ada Example <info@x.org>", "Bo Sample <info@x.org>" }, 2 },
	{ "role address of one", "", { "Ada Example <me@x.org>", "ada <me@x.org>" }, 1 },
	{ "group address of one name", "", { "Ada Example <info@x.org>", "ada <info@x.org>" }, 2 },
	{ "pairs at a group's address",
	  "",
	  { "Ada Example + Bo Sample <eng@x.org>", "Cy Probe + Di Trial <eng@x.org>" },
	  2 },
	{ "pairs of one name", "", { "Ada Example + Bo Sample <a@x.org>", "Ada Example + Bo Sample <b@x.org>" }, 2 },
	{ "template's name joins nobody",
	  "",
	  { "Ada Example <ada@x.org>", "Author Name <ada@x.org>", "Bo Sample <bo@x.org>", "Author Name <bo@x.org>" },
	  2 },
	{ "one-address lines spell one name",
	  "Ada Example <ada@x.org>\nAda Example <ada@y.org>\nAda Example <ada@z.org>\n",
	  { "ada <ada@x.org>", "Ada Example <ada@y.org>", "Ada Example <ada@z.org>" },
	  1 },
	{ "lines of two names still tell apart",
	  "Ada Example <ada@x.org>\nAda Sample <ada@y.org>\n",
	  { "Ada Example <ada@x.org>", "Ada Sample <ada@y.org>", "Ada Example <z@z.org>" },
	  2 },
	{ "lines that move addresses tell apart",
	  "Bo Sample <bo@x.org> <old@x.org>\nBo Sample <bo@y.org> <old@y.org>\n",
	  { "Bo Sample <old@x.org>", "Bo Sample <old@y.org>" },
	  2 },
	{ "two persons with addresses of their own used one once",
	  "",
	  { "Ada Example <ada@x.org>", "Ada Example <bo@x.org>", "Bo Sample <bo@x.org>", "Bo Sample <bo@y.org>" },
	  2 },
	{ "names that differ in marks are no strangers",
	  "",
	  { "Zoë Müller <z@x.org>", "Zoe Muller <z@x.org>", "Zoë Müller <z@y.org>", "Zoe Muller <z@z.org>" },
	  1 },
	{ "placeholder address", "", { "Ada Example <root@localhost>", "Bo Sample <root@localhost>" }, 2 },
	{ "address of many", "", { "Ada Example <box@x.org>", "Bo Sample <box@x.org>", "Cy Probe <box@x.org>" }, 3 },
	{ "address of one who changed name", "", { "Ada Example <ada@x.org>", "Adah Former <ada@x.org>" }, 1 },
	{ "bots of one address and a person", "", { "Ada Example <ada@x.org>", "Build Bot <ada@x.org>" }, 2 },
	{ "companies of one name", "", { "Intel <a@x.org>", "Intel <b@x.org>" }, 2 },
	{ "root with a person's address", "", { "Ada Example <ada@x.org>", "root <ada@x.org>" }, 1 },
	{ "forge id and renamed login",
	  "",
	  { "ada <1+ada@users.noreply.github.com>", "lovelace <1+lovelace@users.noreply.github.com>" },
	  1 },
	{ "forge ids differ, login was taken over",
	  "",
	  { "a <1+ada@users.noreply.github.com>", "b <2+ada@users.noreply.github.com>" },
	  2 },
	{ "login form belongs to the only id",
	  "",
	  { "a <1+ada@users.noreply.github.com>", "b <ada@users.noreply.github.com>" },
	  1 },
	{ "login form with two ids belongs to neither",
	  "",
	  { "a <1+ada@users.noreply.github.com>", "b <2+ada@users.noreply.github.com>",
	    "c <ada@users.noreply.github.com>" },
	  3 },
	{ "login of another forge", "", { "a <1+ada@users.noreply.github.com>", "b <ada@noreply.codeberg.org>" }, 2 },
	{ "same machine address", "", { "Ada <ada@laptop.local>", "ada <ada@laptop.local>" }, 1 },
};

START_TEST(identities_are_as_many_persons_as_planted)
{
	char *got, *count;

	people_kit_mailmap(&kit, rows[_i].mailmap);
	plant_commits(rows[_i].authors);
	people_kit_derive(&kit);

	got = people_kit_rows(&kit, CLASSES);
	count = people_kit_rows(&kit, "SELECT count(*) FROM person");
	ck_assert_msg(strtol(count, NULL, 10) == rows[_i].person_count, "%s: %s", rows[_i].what, got);
	free(got);
	free(count);
}
END_TEST

START_TEST(one_commit_under_a_wrong_address_joins_nobody)
{
	for (int i = 0; i < 10; i++)
		(void)people_kit_solo(&kit, "Bo Sample <bo@x.org>", START_TIME + i);
	(void)people_kit_solo(&kit, "Ada Example <bo@x.org>", START_TIME);
	(void)people_kit_solo(&kit, "bo <bo@x.org>", START_TIME);
	(void)people_kit_solo(&kit, "Ada Example <ada@x.org>", START_TIME);
	(void)people_kit_solo(&kit, "Ada Example <ada@x.org>", START_TIME + DAY);
	people_kit_derive(&kit);
	people_kit_expect(&kit, CLASSES,
	                  "Ada Example <ada@x.org>{Ada Example <bo@x.org> name, Ada Example <ada@x.org> self} "
	                  "Bo Sample <bo@x.org>{Bo Sample <bo@x.org> self, bo <bo@x.org> email}");
	people_kit_expect(&kit,
	                  "SELECT i.name, i.email FROM identity_person ip JOIN identity i ON i.id = ip.identity_id"
	                  " WHERE ip.is_ambiguous",
	                  "Ada Example|bo@x.org");
}
END_TEST

START_TEST(a_placeholder_name_is_nobodys_face)
{
	for (int i = 0; i < 3; i++)
		(void)people_kit_solo(&kit, "Your Name <ada@x.org>", START_TIME + i);
	(void)people_kit_solo(&kit, "Ada Example <ada@x.org>", START_TIME);
	people_kit_derive(&kit);
	people_kit_expect(&kit, "SELECT key FROM person", "Ada Example <ada@x.org>");
}
END_TEST

START_TEST(each_identity_tells_its_rule)
{
	people_kit_mailmap(&kit, "Ada Example <ada@x.org> <old@x.org>\n");
	plant_commits((const char *const[]){ "Ada Example <ada@x.org>", "a <old@x.org>", "ada <ada@x.org>",
	                                     "Ada Example <ada@y.org>", NULL });
	people_kit_derive(&kit);

	people_kit_expect(&kit, CLASSES,
	                  "Ada Example <ada@x.org>{Ada Example <ada@x.org> self, a <old@x.org> mailmap, "
	                  "ada <ada@x.org> email, Ada Example <ada@y.org> name}");
}
END_TEST

START_TEST(the_key_is_declared_or_has_most_commits)
{
	plant_commits((const char *const[]){ "Ada Example <many@x.org>", "Ada Example <few@x.org>", NULL });
	people_kit_derive(&kit);
	people_kit_expect(&kit, "SELECT key FROM person", "Ada Example <many@x.org>");

	people_kit_mailmap(&kit, "Ada Example <few@x.org>\n");
	people_kit_derive(&kit);
	people_kit_expect(&kit, "SELECT key FROM person", "Ada Example <few@x.org>");
}
END_TEST

START_TEST(mailmap_mode_joins_nothing_else)
{
	people_kit_mailmap(&kit, "Ada Example <ada@x.org> <old@x.org>\n");
	people_kit_config(&kit,
	                  "[lead]\n\tidentity = mailmap\n[identity \"Bo\"]\n\tperson = Ada Example <ada@x.org>\n");
	plant_commits((const char *const[]){ "Ada Example <ada@x.org>", "a <old@x.org>", "ada example <ada@x.org>",
	                                     "Ada Example <ada@y.org>", "Bo", NULL });
	people_kit_derive(&kit);

	people_kit_expect(&kit, "SELECT count(*), author_person FROM v_commit WHERE is_merge = 0 GROUP BY 2 ORDER BY 2",
	                  "3|Ada Example <ada@x.org> 1|Ada Example <ada@y.org> 1|Bo <> 1|ada example <ada@x.org>");
}
END_TEST

/* ---- names without an address ---- */

static int64_t plant_review(const char *author, const char *reviewer)
{
	int64_t commit = people_kit_solo(&kit, author, START_TIME);

	people_kit_event(&kit, commit, EVENT_REV, reviewer);
	return commit;
}

#define REVIEWER                                                \
	"SELECT p.key, ip.rule, ip.is_ambiguous, p.is_resolved" \
	" FROM event e JOIN identity_person ip ON ip.identity_id = e.identity_id JOIN person p ON p.id = ip.person_id"

START_TEST(a_bare_full_name_is_the_only_person_of_that_name)
{
	(void)people_kit_solo(&kit, "Bo Sample <bo@x.org>", START_TIME);
	(void)plant_review("Ada Example <ada@x.org>", "bo sample");
	people_kit_derive(&kit);
	people_kit_expect(&kit, REVIEWER, "Bo Sample <bo@x.org>|name|0|1");
}
END_TEST

START_TEST(a_bare_full_name_of_two_persons_stays_alone)
{
	people_kit_mailmap(&kit, "Bo Sample <bo@x.org>\nBo Sample <bo2@y.org> <bo@y.org>\n");
	(void)people_kit_solo(&kit, "Bo Sample <bo@x.org>", START_TIME);
	(void)people_kit_solo(&kit, "Bo Sample <bo@y.org>", START_TIME);
	(void)plant_review("Ada Example <ada@x.org>", "Bo Sample");
	people_kit_derive(&kit);
	people_kit_expect(&kit, REVIEWER, "Bo Sample <>|self|1|0");
}
END_TEST

START_TEST(a_former_name_is_found_through_the_mailmap)
{
	people_kit_mailmap(&kit, "Adah Former <ada@x.org>\n");
	(void)people_kit_solo(&kit, "Ada Example <ada@x.org>", START_TIME);
	(void)plant_review("Bo Sample <bo@x.org>", "Ada Example");
	people_kit_derive(&kit);
	people_kit_expect(&kit, REVIEWER, "Adah Former <ada@x.org>|name|0|1");
}
END_TEST

START_TEST(a_role_address_is_a_better_key_than_none)
{
	(void)plant_review("Ada Example <ada@x.org>", "Bo Sample");
	(void)plant_review("Ada Example <ada@x.org>", "Bo Sample <info@x.org>");
	people_kit_derive(&kit);
	people_kit_expect(&kit, "SELECT key FROM person WHERE name = 'Bo Sample'", "Bo Sample <info@x.org>");
}
END_TEST

START_TEST(an_address_that_never_committed_is_a_person)
{
	(void)plant_review("Ada Example <ada@x.org>", "Bo Sample <bo@x.org>");
	people_kit_derive(&kit);
	people_kit_expect(&kit, REVIEWER, "Bo Sample <bo@x.org>|self|0|1");
}
END_TEST

/* ---- several repositories ---- */

static void plant_other_repository(const char *author)
{
	int64_t first = kit.repository;

	kit.repository = people_kit_repository(&kit, "two");
	(void)people_kit_solo(&kit, author, START_TIME);
	kit.repository = first;
}

static const struct {
	const char *here, *there;
	int person_count;
} repository_rows[] = {
	{ "Ada Example <ada@x.org>", "ada <ada@x.org>", 1 },
	{ "Ada Example <ada@x.org>", "Ada Example <ada@y.org>", 2 },
	{ "ada <1+ada@users.noreply.github.com>", "new <1+new@users.noreply.github.com>", 1 },
	{ "Ada Example <ada@laptop>", "ada <ada@laptop>", 2 },
	{ "Ada Example <old@x.org>", "Ada <old@x.org>", 1 },
};

START_TEST(addresses_unite_over_repositories_and_names_do_not)
{
	people_kit_mailmap(&kit, "Ada Example <new@x.org> <old@x.org>\n");
	(void)people_kit_solo(&kit, repository_rows[_i].here, START_TIME);
	plant_other_repository(repository_rows[_i].there);
	people_kit_derive(&kit);
	people_kit_expect(&kit, "SELECT count(*) FROM person", repository_rows[_i].person_count == 1 ? "1" : "2");
}
END_TEST

START_TEST(a_login_may_be_two_persons_in_two_repositories)
{
	int64_t first = kit.repository;

	(void)people_kit_solo(&kit, "Bo Sample <csample@x.org>", START_TIME);
	(void)plant_review("Ada Example <ada@x.org>", "csample");
	kit.repository = people_kit_repository(&kit, "two");
	(void)people_kit_solo(&kit, "Cy Probe <csample@y.org>", START_TIME);
	(void)plant_review("Ada Example <ada@x.org>", "csample");
	kit.repository = first;
	people_kit_derive(&kit);
	people_kit_expect(&kit,
	                  "SELECT r.key, p.key FROM identity_person ip JOIN person p ON p.id = ip.person_id"
	                  " JOIN identity i ON i.id = ip.identity_id JOIN repository r ON r.id = ip.repository_id"
	                  " WHERE i.name = 'csample' ORDER BY 1",
	                  "one|Bo Sample <csample@x.org> two|Cy Probe <csample@y.org>");
}
END_TEST

/* The same facts scanned in another order are the same persons with the same rules. */
START_TEST(the_order_of_scanning_changes_nothing)
{
	static const char *const authors[] = { "Ada Example <ada@x.org>",
		                               "Ada Example <b@y.org>",
		                               "ada <b@y.org>",
		                               "Bo Sample <1+coder@users.noreply.github.com>",
		                               "coder <coder@users.noreply.github.com>",
		                               "Bo Sample <c@z.org>" };
	struct people_kit second;
	char *here, *there;

	people_kit_start(&second);
	for (int i = 0; i < 6; i++)
		(void)people_kit_solo(&kit, authors[i], START_TIME);
	for (int i = 5; i >= 0; i--)
		(void)people_kit_solo(&second, authors[i], START_TIME);
	people_kit_derive(&kit);
	people_kit_derive(&second);
#define ROWS                                                                                                  \
	"SELECT p.key, i.name, i.email, ip.rule FROM identity_person ip JOIN person p ON p.id = ip.person_id" \
	" JOIN identity i ON i.id = ip.identity_id ORDER BY 1, 2, 3"
	here = people_kit_rows(&kit, ROWS);
	there = people_kit_rows(&second, ROWS);
	ck_assert_str_eq(here, there);
	free(here);
	free(there);
	people_kit_stop(&second);
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

Suite *suite_resolve(void)
{
	Suite *suite = suite_create("resolve");
	TCase *identities = add_case(suite, "identities");
	TCase *repositories = add_case(suite, "repositories");

	ADD_ROWS(identities, identities_are_as_many_persons_as_planted, rows);
	tcase_add_test(identities, one_commit_under_a_wrong_address_joins_nobody);
	tcase_add_test(identities, a_placeholder_name_is_nobodys_face);
	tcase_add_test(identities, each_identity_tells_its_rule);
	tcase_add_test(identities, the_key_is_declared_or_has_most_commits);
	tcase_add_test(identities, mailmap_mode_joins_nothing_else);
	tcase_add_test(identities, a_bare_full_name_is_the_only_person_of_that_name);
	tcase_add_test(identities, a_bare_full_name_of_two_persons_stays_alone);
	tcase_add_test(identities, a_former_name_is_found_through_the_mailmap);
	tcase_add_test(identities, a_role_address_is_a_better_key_than_none);
	tcase_add_test(identities, an_address_that_never_committed_is_a_person);
	tcase_add_test(identities, the_order_of_scanning_changes_nothing);
	ADD_ROWS(repositories, addresses_unite_over_repositories_and_names_do_not, repository_rows);
	tcase_add_test(repositories, a_login_may_be_two_persons_in_two_repositories);
	return suite;
}
