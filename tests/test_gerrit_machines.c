/* Which accounts of Gerrit are machines, and what two people of one name may count for. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "lead/store_request.h"
#include "support/gerrit_kit.h"

Suite *suite_gerrit_machines(void);

/* ---- machines ---- */

#define KINDS_OF_ACCOUNTS                                                                              \
	"SELECT p.name, p.kind FROM person p WHERE p.email LIKE '%@%-%' AND p.name NOT LIKE 'Owner %'" \
	" ORDER BY p.name"

START_TEST(an_account_of_checks_and_nothing_else_is_a_machine)
{
	(void)gerrit_plant_change(1, "Owner One <1" SERVER ">", ADA);
	gerrit_plant_acts("Sample Wren <7" SERVER ">", EVENT_QA, 60, "Verified+1");
	gerrit_plant_acts("Sample Wren <7" SERVER ">", EVENT_INFO, 40, "Code-Style+1");
	gerrit_plant_acts("Sample Wren <7" SERVER ">", EVENT_CMT, 100, "");
	gerrit_plant_acts("Wren of old <7" SERVER ">", EVENT_CMT, 1, "");
	gerrit_plant_acts("Tia Tester <8" SERVER ">", EVENT_QA, 99, "Verified+1");
	people_kit_derive(&gerrit_kit);
	people_kit_expect(&gerrit_kit, KINDS_OF_ACCOUNTS, "Sample Wren|bot Tia Tester|human");
	people_kit_expect(&gerrit_kit, "SELECT count(*) FROM act WHERE why = 'bot'", "201");
}
END_TEST

START_TEST(who_does_anything_else_is_no_machine)
{
	(void)gerrit_plant_change(1, "Owner Two <2" SERVER ">", ADA);
	(void)gerrit_plant_change(2, "Oda Owner <3" SERVER ">", ADA);
	gerrit_plant_acts("Rea Reviewer <8" SERVER ">", EVENT_QA, 120, "Verified+1");
	gerrit_plant_acts("Rea Reviewer <8" SERVER ">", EVENT_REV, 1, "Code-Review+1");
	gerrit_plant_acts("Lia Liner <9" SERVER ">", EVENT_QA, 120, "Verified+1");
	gerrit_plant_acts("Lia Liner <9" SERVER ">", EVENT_CMT, 1, "src/x.c:12 0a1b");
	gerrit_plant_acts("Oda Owner <3" SERVER ">", EVENT_QA, 120, "Verified+1");
	gerrit_plant_acts("Ada Example <10" SERVER ">", EVENT_QA, 120, "Verified+1");
	gerrit_plant_acts("Sub Mitter <11" SERVER ">", EVENT_QA, 120, "Verified+1");
	gerrit_plant_acts("Sub Mitter <11" SERVER ">", EVENT_INT, 1, "");
	gerrit_plant_acts("Cy Probe <cy@example.org>", EVENT_QA, 120, "Verified+1");
	people_kit_config(&gerrit_kit, "[identity]\n\thuman = Told Human\n");
	gerrit_plant_acts("Told Human <12" SERVER ">", EVENT_QA, 120, "Verified+1");
	people_kit_derive(&gerrit_kit);
	people_kit_expect(&gerrit_kit, "SELECT count(*) FROM person WHERE kind <> 'human'", "0");
}
END_TEST

/* ---- namesakes ---- */

#define VERDICTS                                                        \
	"SELECT i.email || '|' || coalesce(a.why, 'counts') FROM act a" \
	" JOIN identity i ON i.id = a.identity_id WHERE a.kind IN ('rev', 'pair') ORDER BY i.email, a.kind"

START_TEST(an_account_gets_no_credit_for_what_a_namesake_owns)
{
	/* Two of one name beside an author of that name, and somebody else. */
	(void)gerrit_plant_change(1, "Ada Example <7" SERVER ">", ADA);
	(void)gerrit_plant_change(2, "Ada Example <8" SERVER ">", BO);
	gerrit_plant_vote(gerrit_kit.repository, "gerrit:1", "Ada Example <8" SERVER ">");
	gerrit_plant_vote(gerrit_kit.repository, "gerrit:1", "Cy Probe <9" SERVER ">");
	gerrit_plant_vote(gerrit_kit.repository, "gerrit:2", "Ada Example <7" SERVER ">");
	people_kit_derive(&gerrit_kit);
	people_kit_expect(&gerrit_kit, VERDICTS, "7" SERVER "|self 8" SERVER "|self 9" SERVER "|counts");
	people_kit_expect(&gerrit_kit, "SELECT sum(has_review) FROM change_credit", "1");
}
END_TEST

START_TEST(nor_does_a_namesake_for_what_did_not_land)
{
	gerrit_plant_owner("gerrit:3", "Ada Example <7" SERVER ">");
	gerrit_plant_vote(gerrit_kit.repository, "gerrit:3", "Ada Example <8" SERVER ">");
	gerrit_plant_vote(gerrit_kit.repository, "gerrit:3", "Cy Probe <9" SERVER ">");
	people_kit_derive(&gerrit_kit);
	people_kit_expect(&gerrit_kit, VERDICTS, "8" SERVER "|self 9" SERVER "|excluded");
}
END_TEST

START_TEST(one_word_is_no_full_name)
{
	(void)gerrit_plant_change(1, "ada <7" SERVER ">", BO);
	gerrit_plant_vote(gerrit_kit.repository, "gerrit:1", "ada <8" SERVER ">");
	people_kit_derive(&gerrit_kit);
	people_kit_expect(&gerrit_kit, VERDICTS, "8" SERVER "|counts");
}
END_TEST

START_TEST(namesakes_whom_the_mailmap_tells_apart_are_two)
{
	int64_t commit;

	people_kit_mailmap(&gerrit_kit,
	                   ADA " <ada@old.example.org>\nAda Example <ada@example.net> <ada@else.example.net>\n");
	commit = people_kit_solo(&gerrit_kit, "Ada Example <ada@old.example.org>", START_TIME);
	people_kit_event(&gerrit_kit, commit, EVENT_REV, "Ada Example <ada@else.example.net>");
	/* An account that may be either is neither's reviewer. */
	(void)gerrit_plant_change(4, BO, "Ada Example <ada@old.example.org>");
	gerrit_plant_vote(gerrit_kit.repository, "gerrit:4", "Ada Example <8" SERVER ">");
	gerrit_plant_vote(gerrit_kit.repository, "gerrit:4", "Ada Example <7" SERVER ">");
	people_kit_derive(&gerrit_kit);
	people_kit_expect(&gerrit_kit, VERDICTS, "7" SERVER "|self 8" SERVER "|self ada@else.example.net|counts");
}
END_TEST

START_TEST(a_namesake_in_a_trailer_is_the_author)
{
	int64_t commit = people_kit_solo(&gerrit_kit, ADA, START_TIME);

	people_kit_event(&gerrit_kit, commit, EVENT_REV, "Ada Example <ada@example.net>");
	people_kit_derive(&gerrit_kit);
	people_kit_expect(&gerrit_kit, VERDICTS, "ada@example.net|self");
	people_kit_expect(&gerrit_kit, "SELECT count(*) FROM person", "1");
}
END_TEST

START_TEST(where_only_the_mailmap_is_followed_names_mean_nothing)
{
	int64_t commit = people_kit_solo(&gerrit_kit, ADA, START_TIME);

	people_kit_config(&gerrit_kit, "[lead]\n\tidentity = mailmap\n");
	people_kit_event(&gerrit_kit, commit, EVENT_REV, "Ada Example <ada@example.net>");
	people_kit_derive(&gerrit_kit);
	people_kit_expect(&gerrit_kit, VERDICTS, "ada@example.net|counts");
}
END_TEST

static TCase *add_case(Suite *suite, const char *name)
{
	TCase *tc = tcase_create(name);

	tcase_add_checked_fixture(tc, gerrit_kit_start, gerrit_kit_stop);
	suite_add_tcase(suite, tc);
	return tc;
}

Suite *suite_gerrit_machines(void)
{
	Suite *suite = suite_create("gerrit_machines");
	TCase *machines = add_case(suite, "machines");
	TCase *namesakes = add_case(suite, "namesakes");

	tcase_add_test(machines, an_account_of_checks_and_nothing_else_is_a_machine);
	tcase_add_test(machines, who_does_anything_else_is_no_machine);
	tcase_add_test(namesakes, an_account_gets_no_credit_for_what_a_namesake_owns);
	tcase_add_test(namesakes, nor_does_a_namesake_for_what_did_not_land);
	tcase_add_test(namesakes, one_word_is_no_full_name);
	tcase_add_test(namesakes, namesakes_whom_the_mailmap_tells_apart_are_two);
	tcase_add_test(namesakes, a_namesake_in_a_trailer_is_the_author);
	tcase_add_test(namesakes, where_only_the_mailmap_is_followed_names_mean_nothing);
	return suite;
}
