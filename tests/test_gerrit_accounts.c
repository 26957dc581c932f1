/* Who an account of Gerrit is: by its number, its names, the changes it owns and the reviews it gave. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "lead/metric.h"
#include "lead/store_request.h"
#include "support/gerrit_kit.h"

Suite *suite_gerrit_accounts(void);

/* ---- forms ---- */

START_TEST(one_account_is_one_person_whatever_its_names)
{
	(void)gerrit_plant_change(1, "Gerrit User 1000042 <1000042" SERVER ">", ADA);
	gerrit_plant_vote(gerrit_kit.repository, "gerrit:1", "bsample <1000043" SERVER ">");
	gerrit_plant_vote(gerrit_kit.repository, "gerrit:1", "Bo Sample <1000043" SERVER ">");
	gerrit_plant_vote(gerrit_kit.repository, "gerrit:1", "Name of user not set #1000043 <1000043" SERVER ">");
	gerrit_plant_vote(gerrit_kit.repository, "gerrit:1", "Gerrit account 1000043");
	people_kit_derive(&gerrit_kit);
	people_kit_expect(&gerrit_kit, CLASSES,
	                  ADA "{" ADA " self} Bo Sample <1000043" SERVER ">{Gerrit account 1000043 <> noreply,"
	                      " Bo Sample <1000043" SERVER "> self, Name of user not set #1000043 <1000043" SERVER
	                      "> noreply, bsample <1000043" SERVER "> noreply} Gerrit account 1000042 <1000042" SERVER
	                      ">{Gerrit User 1000042 <1000042" SERVER "> self}");
}
END_TEST

START_TEST(the_same_number_of_two_servers_is_two_persons)
{
	(void)gerrit_plant_change(1, "Gerrit User 7 <7" SERVER ">", ADA);
	gerrit_plant_vote(gerrit_kit.repository, "gerrit:1", "Gerrit User 7 <7" OTHER_SERVER ">");
	gerrit_plant_vote(gerrit_kit.repository, "gerrit:1", "Anonymous Coward #7");
	people_kit_derive(&gerrit_kit);
	people_kit_expect(&gerrit_kit, "SELECT count(*) FROM person WHERE key LIKE 'Gerrit account 7%'", "3");
	people_kit_expect(&gerrit_kit,
	                  "SELECT ip.is_ambiguous FROM identity_person ip JOIN identity i ON i.id = ip.identity_id"
	                  " WHERE i.name = 'Anonymous Coward #7'",
	                  "1");
}
END_TEST

START_TEST(an_account_is_the_same_in_every_repository_of_its_server)
{
	int64_t other = people_kit_repository(&gerrit_kit, "other");

	(void)gerrit_plant_change(1, "Ada Example <7" SERVER ">", BO);
	gerrit_plant_vote(other, "gerrit:1", "Gerrit User 7 <7" SERVER ">");
	people_kit_derive(&gerrit_kit);
	people_kit_expect(&gerrit_kit,
	                  "SELECT count(DISTINCT person_id) FROM identity_person ip"
	                  " JOIN identity i ON i.id = ip.identity_id WHERE i.email LIKE '7@%'",
	                  "1");
}
END_TEST

START_TEST(a_servers_word_for_nobody_unites_nobody)
{
	(void)gerrit_plant_change(1, "Anonymous Coward <7" SERVER ">", ADA);
	gerrit_plant_vote(gerrit_kit.repository, "gerrit:1", "Anonymous Coward <8" SERVER ">");
	gerrit_plant_vote(gerrit_kit.repository, "gerrit:1", "Anonymous Coward");
	people_kit_derive(&gerrit_kit);
	people_kit_expect(&gerrit_kit, "SELECT p.key, p.kind, p.is_resolved FROM person p ORDER BY p.key",
	                  ADA "|human|1 Anonymous Coward <>|placeholder|0 Gerrit account 7 <7" SERVER
	                      ">|human|0 Gerrit account 8 <8" SERVER ">|human|0");
}
END_TEST

START_TEST(the_configuration_says_that_an_account_is_a_bot)
{
	people_kit_config(&gerrit_kit, "[identity]\n\tbot = <7" SERVER ">\n");
	(void)gerrit_plant_change(1, "Gerrit User 8 <8" SERVER ">", ADA);
	gerrit_plant_vote(gerrit_kit.repository, "gerrit:1", "Gerrit User 7 <7" SERVER ">");
	people_kit_derive(&gerrit_kit);
	people_kit_expect(&gerrit_kit, "SELECT kind FROM person WHERE email LIKE '7@%'", "bot");
}
END_TEST

START_TEST(the_configuration_says_whose_an_account_is)
{
	people_kit_config(&gerrit_kit, "[identity \"<7" SERVER ">\"]\n\tperson = " ADA "\n");
	(void)gerrit_plant_change(1, "Gerrit User 8 <8" SERVER ">", ADA);
	gerrit_plant_vote(gerrit_kit.repository, "gerrit:1", "Gerrit User 7 <7" SERVER ">");
	people_kit_derive(&gerrit_kit);
	people_kit_expect(&gerrit_kit,
	                  "SELECT p.key, ip.rule FROM identity_person ip JOIN person p ON p.id = ip.person_id"
	                  " JOIN identity i ON i.id = ip.identity_id WHERE i.email LIKE '7@%'",
	                  ADA "|config");
}
END_TEST

/* ---- names ---- */

START_TEST(an_account_of_a_full_name_is_who_bears_it)
{
	(void)gerrit_plant_change(1, "Ada Example <7" SERVER ">", BO);
	(void)people_kit_solo(&gerrit_kit, ADA, START_TIME);
	people_kit_derive(&gerrit_kit);
	people_kit_expect(&gerrit_kit, WHOSE, "7" SERVER "|" ADA "|name|0|1");
}
END_TEST

START_TEST(two_accounts_of_one_name_are_kept_apart_and_suspected)
{
	struct people_list list;
	bool is_told = false;

	(void)gerrit_plant_change(1, "Ada Example <7" SERVER ">", BO);
	gerrit_plant_vote(gerrit_kit.repository, "gerrit:1", "Ada Example <8" SERVER ">");
	(void)people_kit_solo(&gerrit_kit, ADA, START_TIME);
	people_kit_derive(&gerrit_kit);
	people_kit_expect(&gerrit_kit, WHOSE,
	                  "7" SERVER "|Ada Example <7" SERVER ">|self|1|0 8" SERVER "|Ada Example <8" SERVER
	                  ">|self|1|0");
	ck_assert_int_eq(people_list_load(&list, gerrit_kit.store), 0);
	for (size_t i = 0; i < list.suspect_count; i++)
		is_told |= text_equal(list.suspects[i].line, TEXT(ADA " <7" SERVER ">"));
	ck_assert(is_told);
	people_list_release(&list);
}
END_TEST

START_TEST(accounts_of_one_name_on_two_servers_are_one)
{
	(void)gerrit_plant_change(1, "Ada Example <7" SERVER ">", BO);
	gerrit_plant_vote(gerrit_kit.repository, "gerrit:1", "Ada Example <8" OTHER_SERVER ">");
	(void)people_kit_solo(&gerrit_kit, ADA, START_TIME);
	people_kit_derive(&gerrit_kit);
	people_kit_expect(&gerrit_kit, WHOSE, "7" SERVER "|" ADA "|name|0|1 8" OTHER_SERVER "|" ADA "|name|0|1");
}
END_TEST

/* ---- what accounts did ---- */

static const struct {
	const char *what, *owner;
	const char *authors[12];
	const char *want; /* person, rule, is_ambiguous */
} owner_rows[] = {
	{ "ten changes by one", "Gerrit User 7", { ADA, ADA, ADA, ADA, ADA, ADA, ADA, ADA, ADA, ADA }, ADA "|login|0" },
	{ "nine are too few",
	  "Gerrit User 7",
	  { ADA, ADA, ADA, ADA, ADA, ADA, ADA, ADA, ADA },
	  "Gerrit account 7 <7" SERVER ">|self|0" },
	{ "two of somebody whose name fits", "Ada", { ADA, ADA }, "Ada <7" SERVER ">|self|0" },
	{ "ten of somebody by one word", "ada", { ADA, ADA, ADA, ADA, ADA, ADA, ADA, ADA, ADA, ADA }, ADA "|login|0" },
	{ "divided", "Gerrit User 7", { ADA, ADA, ADA, BO }, "Gerrit account 7 <7" SERVER ">|self|1" },
	{ "one stray in eleven",
	  "Gerrit User 7",
	  { ADA, ADA, ADA, ADA, ADA, ADA, ADA, ADA, ADA, ADA, BO },
	  "Gerrit account 7 <7" SERVER ">|self|0" },
	{ "one stray in ten, under a name that fits",
	  "Ada Sample Example",
	  { ADA, ADA, ADA, ADA, ADA, ADA, ADA, ADA, ADA, BO },
	  ADA "|login|0" },
	{ "pushed for somebody else", "Cy Probe", { ADA, ADA, ADA, ADA, ADA, ADA }, "Cy Probe <7" SERVER ">|self|1" },
	{ "two words in common", "Ada Sample Example", { ADA, ADA, ADA }, ADA "|login|0" },
	{ "two words in common, too few",
	  "Ada Sample Example",
	  { ADA, ADA },
	  "Ada Sample Example <7" SERVER ">|self|0" },
	{ "one word in common", "Ada Probe", { ADA, ADA, ADA }, "Ada Probe <7" SERVER ">|self|0" },
	{ "one word in common, ten changes",
	  "Ada Probe",
	  { ADA, ADA, ADA, ADA, ADA, ADA, ADA, ADA, ADA, ADA },
	  ADA "|login|0" },
};

START_TEST(an_account_is_the_author_of_its_changes)
{
	char *owner = xstrfmt("%s <7" SERVER ">", owner_rows[_i].owner);
	char *got;

	for (int i = 0; owner_rows[_i].authors[i]; i++)
		(void)gerrit_plant_change(i + 1, owner, owner_rows[_i].authors[i]);
	people_kit_derive(&gerrit_kit);
	got = people_kit_rows(&gerrit_kit,
	                      "SELECT p.key, ip.rule, ip.is_ambiguous FROM identity_person ip"
	                      " JOIN person p ON p.id = ip.person_id JOIN identity i ON i.id = ip.identity_id"
	                      " WHERE i.email LIKE '7@%'");
	ck_assert_msg(!strcmp(got, owner_rows[_i].want), "%s: %s", owner_rows[_i].what, got);
	free(got);
	free(owner);
}
END_TEST

/* A release manager: what another committed was not brought there by its author. */
START_TEST(an_account_that_carries_what_others_committed_is_not_the_author)
{
	static const char *const committers[] = { BO, "GitHub <noreply@github.com>" };

	for (int i = 1; i <= 10; i++) {
		char *change = xstrfmt("gerrit:%d", i);
		int64_t time = START_TIME + i * 60;
		int64_t commit = people_kit_commit(
			&gerrit_kit, (struct people_kit_commit){ .author = ADA,
		                                                 .committer = i == 5 ? committers[_i] : NULL,
		                                                 .time = time });

		(void)people_kit_change(&gerrit_kit, change, time, 0, (const int64_t[]){ commit, 0 });
		gerrit_plant_owner(change, "Gerrit User 7 <7" SERVER ">");
		free(change);
	}
	people_kit_derive(&gerrit_kit);
	people_kit_expect(&gerrit_kit, "SELECT count(*) FROM identity_person WHERE rule = 'login'", _i ? "1" : "0");
}
END_TEST

START_TEST(two_accounts_that_fit_one_person_are_nobody)
{
	for (int i = 1; i <= 20; i++)
		(void)gerrit_plant_change(i, i % 2 ? "Gerrit User 7 <7" SERVER ">" : "Gerrit User 8 <8" SERVER ">",
		                          ADA);
	people_kit_derive(&gerrit_kit);
	people_kit_expect(&gerrit_kit, "SELECT count(*) FROM identity_person WHERE rule = 'login'", "0");
}
END_TEST

START_TEST(the_account_with_nearly_all_changes_is_the_author)
{
	for (int i = 1; i <= 110; i++)
		(void)gerrit_plant_change(i, i <= 100 ? "Gerrit User 7 <7" SERVER ">" : "Gerrit User 8 <8" SERVER ">",
		                          ADA);
	people_kit_derive(&gerrit_kit);
	people_kit_expect(&gerrit_kit, WHOSE,
	                  "7" SERVER "|" ADA "|login|0|1 8" SERVER "|Gerrit account 8 <8" SERVER ">|self|1|0");
}
END_TEST

/* Who merges pushes what others wrote: of the accounts of one name the one whose changes the name wrote is the person. */
START_TEST(of_two_accounts_of_one_name_its_own_changes_tell)
{
	for (int i = 1; i <= 6; i++)
		(void)gerrit_plant_change(i, "Ada Example <7" SERVER ">", i <= 2 ? ADA : i % 2 ? BO : CY);
	gerrit_plant_vote(gerrit_kit.repository, "gerrit:1", "Ada Example <8" SERVER ">");
	people_kit_derive(&gerrit_kit);
	people_kit_expect(&gerrit_kit, WHOSE,
	                  "7" SERVER "|" ADA "|login|0|1 8" SERVER "|Ada Example <8" SERVER ">|self|1|0");
}
END_TEST

START_TEST(who_has_an_account_by_name_gets_no_second_one)
{
	gerrit_plant_vote(gerrit_kit.repository, "gerrit:1", "Ada Example <9" SERVER ">");
	for (int i = 1; i <= 10; i++)
		(void)gerrit_plant_change(i, "Gerrit User 7 <7" SERVER ">", ADA);
	people_kit_derive(&gerrit_kit);
	people_kit_expect(&gerrit_kit, WHOSE,
	                  "7" SERVER "|Gerrit account 7 <7" SERVER ">|self|1|0 9" SERVER "|" ADA "|name|0|1");
}
END_TEST

/* Two reviewers, of whom one is known by name: the other is the one that is left. */
START_TEST(who_is_left_of_the_reviewers_is_the_account_that_is_left)
{
	for (int i = 1; i <= 3; i++) {
		char *change = xstrfmt("gerrit:%d", i);
		int64_t commit = gerrit_plant_change(i, "Ada Example <1" SERVER ">", ADA);

		people_kit_event(&gerrit_kit, commit, EVENT_REV, BO);
		people_kit_event(&gerrit_kit, commit, EVENT_REV, CY);
		gerrit_plant_vote(gerrit_kit.repository, change, "Bo Sample <2" SERVER ">");
		gerrit_plant_vote(gerrit_kit.repository, change, "Gerrit User 3 <3" SERVER ">");
		free(change);
	}
	people_kit_derive(&gerrit_kit);
	people_kit_expect(&gerrit_kit,
	                  "SELECT p.key, ip.rule FROM identity_person ip JOIN person p ON p.id = ip.person_id"
	                  " JOIN identity i ON i.id = ip.identity_id WHERE i.email LIKE '3@%'",
	                  CY "|login");
}
END_TEST

START_TEST(two_reviewers_left_tell_nothing)
{
	for (int i = 1; i <= 3; i++) {
		char *change = xstrfmt("gerrit:%d", i);
		int64_t commit = gerrit_plant_change(i, "Ada Example <1" SERVER ">", ADA);

		people_kit_event(&gerrit_kit, commit, EVENT_REV, BO);
		people_kit_event(&gerrit_kit, commit, EVENT_REV, CY);
		gerrit_plant_vote(gerrit_kit.repository, change, "Gerrit User 3 <3" SERVER ">");
		free(change);
	}
	people_kit_derive(&gerrit_kit);
	people_kit_expect(&gerrit_kit, "SELECT count(*) FROM identity_person WHERE rule = 'login'", "0");
}
END_TEST

START_TEST(an_export_says_whose_an_account_is)
{
	struct account_fact account = { TEXT("7"), people_kit_who("A. Example <ada@example.org>") };

	ck_assert_int_eq(store_put_account(NULL, gerrit_kit.store, gerrit_kit.repository, TEXT("export"), &account), 0);
	(void)people_kit_solo(&gerrit_kit, ADA, START_TIME);
	(void)gerrit_plant_change(1, "Gerrit User 7 <7" SERVER ">", BO);
	people_kit_derive(&gerrit_kit);
	people_kit_expect(&gerrit_kit, WHOSE, "7" SERVER "|" ADA "|login|0|1");
}
END_TEST

/* Notes that keep addresses to themselves tell the name alone; and an export may know some of its people by number only. */
START_TEST(an_export_says_whose_a_number_is)
{
	struct account_fact seven = { TEXT("7"), people_kit_who("Ada Example") };
	struct account_fact eight = { TEXT("8"), people_kit_who(BO) };

	ck_assert_int_eq(store_put_account(NULL, gerrit_kit.store, gerrit_kit.repository, TEXT("export"), &seven), 0);
	ck_assert_int_eq(store_put_account(NULL, gerrit_kit.store, gerrit_kit.repository, TEXT("export"), &eight), 0);
	(void)gerrit_plant_change(1, "Gerrit User 9 <9" SERVER ">", CY);
	gerrit_plant_vote(gerrit_kit.repository, "gerrit:1", "Gerrit User 7 <7" SERVER ">");
	gerrit_plant_vote(gerrit_kit.repository, "gerrit:1", "Gerrit account 7");
	gerrit_plant_vote(gerrit_kit.repository, "gerrit:1", "Ada Example");
	gerrit_plant_vote(gerrit_kit.repository, "gerrit:1", "Gerrit account 8");
	gerrit_plant_vote(gerrit_kit.repository, "gerrit:1", "Anonymous Coward #8");
	gerrit_plant_vote(gerrit_kit.repository, "gerrit:1", BO);
	people_kit_derive(&gerrit_kit);
	people_kit_expect(&gerrit_kit,
	                  "SELECT p.name, count(*) FROM identity_person ip JOIN person p ON p.id = ip.person_id"
	                  " GROUP BY p.id ORDER BY p.name",
	                  "Ada Example|3 Bo Sample|3 Cy Probe|1 Gerrit account 9|1");
}
END_TEST

/* A vote of one's own counts for nothing, also where the account is known by its changes alone; another's does. */
START_TEST(votes_give_reviews_and_those_of_oneself_do_not)
{
	for (int i = 1; i <= 10; i++)
		(void)gerrit_plant_change(i, "Gerrit User 7 <7" SERVER ">", ADA);
	gerrit_plant_vote(gerrit_kit.repository, "gerrit:1", "Gerrit User 7 <7" SERVER ">");
	gerrit_plant_vote(gerrit_kit.repository, "gerrit:2", "Gerrit User 8 <8" SERVER ">");
	people_kit_derive(&gerrit_kit);
	people_kit_expect(&gerrit_kit,
	                  "SELECT ch.key, a.kind, p.name, coalesce(a.why, 'counts') FROM act a"
	                  " JOIN change ch ON ch.id = a.change_id JOIN person p ON p.id = a.person_id"
	                  " WHERE a.request_act_id IS NOT NULL ORDER BY ch.key",
	                  "gerrit:1|rev|Ada Example|self gerrit:2|rev|Gerrit account 8|counts");
	people_kit_expect(&gerrit_kit,
	                  "SELECT key, has_review FROM change_credit JOIN change ON id = change_id WHERE length(key) = "
	                  "8 AND key < 'gerrit:4' ORDER BY key",
	                  "gerrit:1|0 gerrit:2|1 gerrit:3|0");
}
END_TEST

/* Twenty-eight changes of four people, owned by their accounts; Bo's account votes for those of the others, and once for its own. */
static void plant_votes_of_bo(void)
{
	static const char *const authors[] = { ADA, CY, "Di Trial <di@example.org>", BO };
	static const char *const owners[] = { "Ada Example <1" SERVER ">", "Cy Probe <2" SERVER ">",
		                              "Di Trial <3" SERVER ">", "Bo Sample <4" SERVER ">" };

	for (int i = 0; i < 28; i++) {
		char *change = xstrfmt("gerrit:%d", i + 1);

		(void)gerrit_plant_change(i + 1, owners[i % 4], authors[i % 4]);
		if (i % 4 != 3 || i == 3)
			gerrit_plant_vote(gerrit_kit.repository, change, owners[3]);
		if (i % 4 == 3)
			gerrit_plant_vote(gerrit_kit.repository, change, owners[0]);
		free(change);
	}
}

/* 21 reviews of three people's changes, seven of each; all are newcomers. Of one's own seven another reviewed all. */
START_TEST(votes_of_accounts_are_reviews_given_and_received)
{
	const struct scope scope = { "", 0, { START_TIME, START_TIME + DAY } };
	struct metric_values values = { 0 };
	enum coverage_state coverage;
	int64_t bo;
	char *got;

	plant_votes_of_bo();
	people_kit_derive(&gerrit_kit);
	got = people_kit_rows(&gerrit_kit, "SELECT id FROM person WHERE name = 'Bo Sample'");
	bo = strtoll(got, NULL, 10);
	free(got);
	ck_assert_int_eq(
		store_script(gerrit_kit.store, "INSERT INTO subject SELECT id FROM person WHERE name = 'Bo Sample'"),
		0);
	ck_assert_msg(metric_compute(&values, &coverage, gerrit_kit.store, &scope) == 0, "%s", error_message());
	ck_assert_int_eq(metric_values_find(&values, "M03", bo)->k, 21);
	ck_assert_int_eq(metric_values_find(&values, "M10", bo)->k, 7);
	ck_assert_int_eq(metric_values_find(&values, "M10.balance", bo)->k, 14);
	ck_assert_int_eq(metric_values_find(&values, "M11", bo)->n, 21);
	ck_assert_double_gt(metric_values_find(&values, "M11", bo)->value, 2.9);
	ck_assert_int_eq(metric_values_find(&values, "M12", bo)->k, 21);
	ck_assert_int_eq(coverage, COVERAGE_USABLE);
	metric_values_release(&values);
}
END_TEST

#define ADD_ROWS(tc, test, list) tcase_add_loop_test(tc, test, 0, (int)(sizeof(list) / sizeof((list)[0])))

static TCase *add_case(Suite *suite, const char *name)
{
	TCase *tc = tcase_create(name);

	tcase_add_checked_fixture(tc, gerrit_kit_start, gerrit_kit_stop);
	suite_add_tcase(suite, tc);
	return tc;
}

Suite *suite_gerrit_accounts(void)
{
	Suite *suite = suite_create("gerrit_accounts");
	TCase *forms = add_case(suite, "forms");
	TCase *names = add_case(suite, "names");
	TCase *deeds = add_case(suite, "deeds");

	tcase_add_test(forms, one_account_is_one_person_whatever_its_names);
	tcase_add_test(forms, the_same_number_of_two_servers_is_two_persons);
	tcase_add_test(forms, an_account_is_the_same_in_every_repository_of_its_server);
	tcase_add_test(forms, a_servers_word_for_nobody_unites_nobody);
	tcase_add_test(forms, the_configuration_says_that_an_account_is_a_bot);
	tcase_add_test(forms, the_configuration_says_whose_an_account_is);
	tcase_add_test(names, an_account_of_a_full_name_is_who_bears_it);
	tcase_add_test(names, two_accounts_of_one_name_are_kept_apart_and_suspected);
	tcase_add_test(names, accounts_of_one_name_on_two_servers_are_one);
	ADD_ROWS(deeds, an_account_is_the_author_of_its_changes, owner_rows);
	tcase_add_loop_test(deeds, an_account_that_carries_what_others_committed_is_not_the_author, 0, 2);
	tcase_add_test(deeds, two_accounts_that_fit_one_person_are_nobody);
	tcase_add_test(deeds, the_account_with_nearly_all_changes_is_the_author);
	tcase_add_test(deeds, of_two_accounts_of_one_name_its_own_changes_tell);
	tcase_add_test(deeds, who_has_an_account_by_name_gets_no_second_one);
	tcase_add_test(deeds, who_is_left_of_the_reviewers_is_the_account_that_is_left);
	tcase_add_test(deeds, two_reviewers_left_tell_nothing);
	tcase_add_test(deeds, an_export_says_whose_an_account_is);
	tcase_add_test(deeds, an_export_says_whose_a_number_is);
	tcase_add_test(deeds, votes_of_accounts_are_reviews_given_and_received);
	tcase_add_test(deeds, votes_give_reviews_and_those_of_oneself_do_not);
	return suite;
}
