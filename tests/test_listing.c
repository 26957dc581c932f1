/* What `git lead people` lists: persons, unions with their rules, and suspected duplicates as mailmap lines that work. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "support/people_kit.h"

Suite *suite_listing(void);

#define START_TIME (INT64_C(1600000000))

static struct people_kit kit;
static struct people_list list;

static void start(void)
{
	people_kit_start(&kit);
	list = (struct people_list){ 0 };
}

static void stop(void)
{
	people_list_release(&list);
	people_kit_stop(&kit);
}

static void plant(const char *const *authors)
{
	for (int i = 0; authors[i]; i++)
		(void)people_kit_solo(&kit, authors[i], START_TIME + i);
}

static void load(void)
{
	people_kit_derive(&kit);
	ck_assert_int_eq(people_list_load(&list, kit.store), 0);
}

static bool has_line(const char *line)
{
	for (size_t i = 0; i < list.suspect_count; i++)
		if (text_equal(list.suspects[i].line, text_of(line)))
			return true;
	return false;
}

START_TEST(persons_come_with_what_they_did_in_order_of_keys)
{
	int64_t commit;

	plant((const char *const[]){ "Bo Sample <bo@x.org>", "Ada Example <ada@x.org>", "Ada Example <ada@y.org>",
	                             NULL });
	commit = people_kit_solo(&kit, "Ada Example <ada@x.org>", START_TIME);
	people_kit_event(&kit, commit, EVENT_REV, "Bo Sample <bo@x.org>");
	people_kit_event(&kit, commit, EVENT_ACK, "Bo Sample <bo@x.org>");
	people_kit_event(&kit, commit, EVENT_REV, "stranger");
	load();

	ck_assert_uint_eq(list.person_count, 3);
	ck_assert(text_equal(list.persons[0].key, TEXT("Ada Example <ada@x.org>")));
	ck_assert_int_eq(list.persons[0].identity_count, 2);
	ck_assert_int_eq(list.persons[0].authored_count, 3);
	ck_assert_int_eq(list.persons[1].authored_count, 1);
	ck_assert(list.persons[1].is_resolved);
	ck_assert(text_equal(list.persons[2].name, TEXT("stranger")));
	ck_assert(!list.persons[2].is_resolved);
	ck_assert_int_eq(list.persons[2].event_count, 1);
}
END_TEST

START_TEST(bots_and_models_are_of_their_kind)
{
	plant((const char *const[]){ "Ada Example <ada@x.org>", "ci-bot <ci@x.org>", "Claude <noreply@anthropic.com>",
	                             NULL });
	load();
	ck_assert_int_eq(list.persons[0].kind, PERSON_HUMAN);
	ck_assert_int_eq(list.persons[1].kind, PERSON_MODEL);
	ck_assert_int_eq(list.persons[2].kind, PERSON_BOT);
}
END_TEST

START_TEST(every_union_names_its_rule)
{
	people_kit_mailmap(&kit, "Ada Example <ada@x.org> <old@x.org>\n");
	plant((const char *const[]){ "Ada Example <ada@x.org>", "ada <old@x.org>", "Ada Example <ada@y.org>", NULL });
	load();
	ck_assert_uint_eq(list.union_count, 2);
	ck_assert(text_equal(list.unions[0].email, TEXT("ada@y.org")));
	ck_assert(text_equal(list.unions[0].rule, TEXT("name")));
	ck_assert(text_equal(list.unions[1].rule, TEXT("mailmap")));
}
END_TEST

static const struct {
	const char *authors[4];
	const char *line; /* NULL: nobody is suspected */
} rows[] = {
	{ { "Óscar Ibáñez <o@x.org>", "Oscar Ibanez <o@y.org>" }, "Oscar Ibanez <o@y.org> <o@x.org>" },
	{ { "Bo Sample <bo@x.org>", "Sample Bo <bo@y.org>" }, "Bo Sample <bo@x.org> <bo@y.org>" },
	{ { "Bo Sample <bsample@x.org>", "bsample <bsample@y.org>" }, "Bo Sample <bsample@x.org> <bsample@y.org>" },
	{ { "Bo Sample <bsample@x.org>", "Bo S <bsample@y.org>" }, "Bo S <bsample@y.org> <bsample@x.org>" },
	{ { "Chris Sample <chris@x.org>", "Chris Probe <chris@y.org>" }, NULL },
	{ { "Chris Sample <chris@x.org>", "chris <chris@y.org>" }, NULL },
	{ { "Bo Sample <bsample@x.org>", "Bea Sampson <bsample@y.org>" }, NULL },
	{ { "Bo Sample <bo@x.org>", "bosample <x@y.org>" }, "Bo Sample <bo@x.org> <x@y.org>" },
	{ { "Bo Sample <bo@x.org>", "Bo Probe <bo@y.org>" }, NULL },
	{ { "Bo Sample <mail@x.org>", "bo <mail@y.org>" }, NULL },
	{ { "Bo Sample <bsample@x.org>", "bsample <1+bsample@users.noreply.github.com>" },
	  "Bo Sample <bsample@x.org> <1+bsample@users.noreply.github.com>" },
};

START_TEST(pairs_that_may_be_one_are_suspected)
{
	plant(rows[_i].authors);
	load();
	if (!rows[_i].line) {
		ck_assert_msg(list.suspect_count == 0, "row %d: " TEXT_FMT, _i, TEXT_ARG(list.suspects[0].line));
		return;
	}
	ck_assert_msg(has_line(rows[_i].line), "row %d: %zu suspects, first " TEXT_FMT, _i, list.suspect_count,
	              list.suspect_count ? (int)list.suspects[0].line.size : 0,
	              list.suspect_count ? list.suspects[0].line.at : "");
}
END_TEST

START_TEST(a_name_without_address_gets_a_line_that_git_understands)
{
	int64_t commit;

	plant((const char *const[]){ "Bo Sample <bo@x.org>", NULL });
	commit = people_kit_solo(&kit, "Ada Example <ada@x.org>", START_TIME);
	people_kit_event(&kit, commit, EVENT_REV, "bosample");
	load();
	ck_assert_uint_eq(list.suspect_count, 1);
	ck_assert(has_line("Bo Sample <bo@x.org> bosample <>"));
}
END_TEST

START_TEST(the_suggested_line_joins_the_two)
{
	plant((const char *const[]){ "Óscar Ibáñez <o@x.org>", "Oscar Ibanez <o@y.org>", "O. Ibanez <o@y.org>", NULL });
	load();
	ck_assert_uint_eq(list.suspect_count, 1);
	people_kit_mailmap(&kit, list.suspects[0].line.at);
	people_kit_derive(&kit);
	people_kit_expect(&kit, "SELECT count(*) FROM person", "1");
}
END_TEST

START_TEST(what_cannot_stand_in_a_mailmap_gets_no_line)
{
	int64_t commit = people_kit_solo(&kit, "Ada Example <ada@x.org>", START_TIME);

	people_kit_event(&kit, commit, EVENT_REV, "ada>example");
	load();
	for (size_t i = 0; i < list.suspect_count; i++)
		ck_assert_uint_eq(list.suspects[i].line.size, 0);
}
END_TEST

START_TEST(an_empty_database_lists_nobody)
{
	load();
	ck_assert_uint_eq(list.person_count + list.union_count + list.suspect_count, 0);
}
END_TEST

Suite *suite_listing(void)
{
	Suite *suite = suite_create("listing");
	TCase *tc = tcase_create("listing");

	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_test(tc, persons_come_with_what_they_did_in_order_of_keys);
	tcase_add_test(tc, bots_and_models_are_of_their_kind);
	tcase_add_test(tc, every_union_names_its_rule);
	tcase_add_loop_test(tc, pairs_that_may_be_one_are_suspected, 0, (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_test(tc, a_name_without_address_gets_a_line_that_git_understands);
	tcase_add_test(tc, the_suggested_line_joins_the_two);
	tcase_add_test(tc, what_cannot_stand_in_a_mailmap_gets_no_line);
	tcase_add_test(tc, an_empty_database_lists_nobody);
	suite_add_tcase(suite, tc);
	return suite;
}
