/* Finding a person by what a user writes, and when persons have to be found anew. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "support/people_kit.h"

Suite *suite_find(void);

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

/* Plants a commit for each identity, the first with two. */
static void plant_commits(const char *const *authors)
{
	(void)people_kit_solo(&kit, authors[0], START_TIME);
	for (int i = 0; authors[i]; i++)
		(void)people_kit_solo(&kit, authors[i], START_TIME + i * DAY);
}

/* ---- finding, staleness ---- */

static const struct {
	const char *who, *want; /* want NULL: not found; "": several */
} find_rows[] = {
	{ "Ada Example <ada@x.org>", "Ada Example <ada@x.org>" },
	{ "ada@X.org", "Ada Example <ada@x.org>" },
	{ "<old@x.org>", "Ada Example <ada@x.org>" },
	{ "never@x.org", "Ada Example <ada@x.org>" },
	{ "ada example", "Ada Example <ada@x.org>" },
	{ "Example, Ada", "Ada Example <ada@x.org>" },
	{ "Somebody Else <ada@x.org>", "Ada Example <ada@x.org>" },
	{ "coder", "Bo Sample <1+coder@users.noreply.github.com>" },
	{ "@Coder", "Bo Sample <1+coder@users.noreply.github.com>" },
	{ "csample", "Cy Sample <csample@x.org>" },
	{ "twin", "" },
	{ "nobody at all", NULL },
	{ "", NULL },
};

START_TEST(a_person_is_found_or_it_is_said_why_not)
{
	int64_t person = 0;
	int status;

	people_kit_mailmap(&kit, "Ada Example <ada@x.org> <old@x.org>\nAda Example <ada@x.org> <never@x.org>\n");
	plant_commits((const char *const[]){ "Ada Example <ada@x.org>", "a <old@x.org>",
	                                     "Bo Sample <1+coder@users.noreply.github.com>",
	                                     "Cy Sample <csample@x.org>", "twin <twin@x.org>", NULL });
	(void)people_kit_solo(&kit, "twin <twin@y.org>", START_TIME);
	people_kit_derive(&kit);

	status = people_find(&person, kit.store, text_of(find_rows[_i].who));
	if (!find_rows[_i].want) {
		ck_assert_int_eq(status, ERR_NOTFOUND);
	} else if (!*find_rows[_i].want) {
		ck_assert_int_eq(status, ERR_INVALID);
		ck_assert_msg(strstr(error_message(), "twin <twin@x.org>") &&
		                      strstr(error_message(), "twin <twin@y.org>"),
		              "%s", error_message());
	} else {
		char *sql = xstrfmt("SELECT key FROM person WHERE id = %lld", (long long)person);

		ck_assert_msg(status == 0, "%s", error_message());
		people_kit_expect(&kit, sql, find_rows[_i].want);
		free(sql);
	}
}
END_TEST

static bool is_stale(void)
{
	bool stale;

	ck_assert_int_eq(people_is_stale(&stale, kit.store, kit.config), 0);
	return stale;
}

START_TEST(only_what_bears_on_people_makes_it_stale)
{
	ck_assert(is_stale());
	people_kit_derive(&kit);
	ck_assert(!is_stale());
	people_kit_config(&kit, "[color]\n\tui = always\n[lead]\n\tdb = x\n");
	ck_assert(!is_stale());
	people_kit_config(&kit, "[identity]\n\tbot = x\n");
	ck_assert(is_stale());
	people_kit_derive(&kit);
	people_kit_mailmap(&kit, "A <a@x>\n");
	ck_assert(is_stale());
	people_kit_derive(&kit);
	(void)people_kit_solo(&kit, "Ada Example <ada@x.org>", START_TIME);
	ck_assert(is_stale());
	people_kit_derive(&kit);
	ck_assert(!is_stale());
}
END_TEST

START_TEST(an_unknown_mode_is_refused)
{
	people_kit_config(&kit, "[lead]\n\tidentity = guess\n");
	ck_assert_int_eq(people_derive(kit.store, kit.config), ERR_INVALID);
	ck_assert_msg(strstr(error_message(), "guess"), "%s", error_message());
}
END_TEST

START_TEST(an_empty_database_has_nobody)
{
	people_kit_derive(&kit);
	people_kit_expect(&kit, "SELECT count(*) FROM person", "0");
}
END_TEST

#define ADD_ROWS(tc, test, list) tcase_add_loop_test(tc, test, 0, (int)(sizeof(list) / sizeof((list)[0])))

Suite *suite_find(void)
{
	Suite *suite = suite_create("find");
	TCase *tc = tcase_create("find");

	tcase_add_checked_fixture(tc, start, stop);
	ADD_ROWS(tc, a_person_is_found_or_it_is_said_why_not, find_rows);
	tcase_add_test(tc, only_what_bears_on_people_makes_it_stale);
	tcase_add_test(tc, an_unknown_mode_is_refused);
	tcase_add_test(tc, an_empty_database_has_nobody);
	suite_add_tcase(suite, tc);
	return suite;
}
