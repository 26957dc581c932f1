/* What bears on one repository alone, and what the mailmap of all does. */
#include <check.h>
#include <stdlib.h>
#include "lead/alloc.h"
#include "support/people_kit.h"

Suite *suite_settings(void);

#define START_TIME (INT64_C(1600000000))
#define ADA "Ada Example <ada@x.org>"
#define BO "Bo Sample <bo@x.org>"

static struct people_kit kit;
static int64_t repositories[2];

static void plant(const char *author, const char *files)
{
	int64_t commits[] = { people_kit_commit(&kit, (struct people_kit_commit){ .author = author,
		                                                                  .time = START_TIME,
		                                                                  .files = files }),
		              0 };
	char *key = xstrfmt("pr:%u", kit.commit_count);

	(void)people_kit_change(&kit, key, START_TIME, 0, commits);
	free(key);
}

static void start(void)
{
	people_kit_start(&kit);
	repositories[0] = kit.repository;
	repositories[1] = people_kit_repository(&kit, "two");
	for (int i = 0; i < 2; i++) {
		kit.repository = repositories[i];
		plant(ADA, "src/x.c");
		plant(BO, "src/x.c");
	}
}

static void stop(void)
{
	people_kit_stop(&kit);
}

static void put_text(int repository, const char *kind, const char *text)
{
	ck_assert_int_eq(store_put_repository_text(kit.store, repositories[repository], kind, text_of(text)), 0);
}

#define COUNTED                                                                                                      \
	"SELECT r.key, substr(p.key, 1, 3), coalesce(k.excluded, '-') FROM change_credit k JOIN change c ON c.id = " \
	"k.change_id"                                                                                                \
	" JOIN repository r ON r.id = c.repository_id JOIN person p ON p.id = k.author_id ORDER BY 1, 2"
#define PATHS \
	"SELECT r.key, c.class, c.area FROM path_class c JOIN repository r ON r.id = c.repository_id ORDER BY 1, 2"

START_TEST(a_projects_file_bears_on_its_own_repository)
{
	put_text(1, "gitlead", "[identity]\n\tbot = Bo Sample\n[docs]\n\tpath = src/\n[area \"all\"]\n\tpath = src/\n");
	people_kit_derive(&kit);
	people_kit_expect(&kit, COUNTED, "one|Ada|- one|Bo |- two|Ada|- two|Bo |bot");
	people_kit_expect(&kit, PATHS, "one|code|src two|doc|all");
	people_kit_expect(&kit, "SELECT key FROM person WHERE name = 'Bo Sample' ORDER BY 1",
	                  "Bo Sample <bo@x.org> Bo Sample <bo@x.org> (bot)");
}
END_TEST

START_TEST(who_is_looked_for_is_the_human_one)
{
	int64_t person;
	char *want;

	put_text(1, "gitlead", "[identity]\n\tbot = Bo Sample\n");
	people_kit_derive(&kit);
	ck_assert_int_eq(people_find(&person, kit.store, TEXT("bo@x.org")), 0);
	want = xstrfmt("%lld", (long long)person);
	people_kit_expect(&kit, "SELECT id FROM person WHERE name = 'Bo Sample' AND kind = 'human'", want);
	free(want);
}
END_TEST

START_TEST(trusted_places_bear_on_all)
{
	people_kit_config(&kit, "[area \"all\"]\n\tpath = src/\n");
	put_text(1, "gitlead", "[area \"own\"]\n\tpath = src/\n");
	people_kit_derive(&kit);
	people_kit_expect(&kit, PATHS, "one|code|all two|code|all");
}
END_TEST

START_TEST(a_changed_text_is_noticed)
{
	bool is_stale;

	people_kit_derive(&kit);
	put_text(0, "gitlead", "[team \"x\"]\n\tmember = a\n");
	ck_assert_int_eq(people_is_stale(&is_stale, kit.store, kit.config), 0);
	ck_assert(!is_stale);
	put_text(0, "gitlead", "[docs]\n\tpath = src/\n");
	ck_assert_int_eq(people_is_stale(&is_stale, kit.store, kit.config), 0);
	ck_assert(is_stale);
}
END_TEST

#define ADAS                                                                                     \
	"SELECT DISTINCT p.key FROM identity_person ip JOIN identity i ON i.id = ip.identity_id" \
	" JOIN person p ON p.id = ip.person_id WHERE i.name = 'Ada Example' ORDER BY 1"

START_TEST(the_mailmap_of_all_unites_over_repositories)
{
	kit.repository = repositories[1];
	plant("Ada Example <ada@old.example>", "a.c");
	people_kit_mailmap(&kit, "Ada Example <ada@else.example> <ada@old.example>\n");
	people_kit_derive(&kit);
	people_kit_expect(&kit,
	                  "SELECT count(DISTINCT person_id) FROM identity_person ip JOIN identity i"
	                  " ON i.id = ip.identity_id WHERE i.name = 'Ada Example' AND ip.repository_id = 1",
	                  "1");
	/* It may speak of what a repository's own mailmap names, and of what that one replaces; two that are equal are one. */
	put_text(0, "mailmap-all",
	         "Ada Example <ada@all.example> <ada@else.example>\nAda Example <ada@all.example> <ada@x.org>\n");
	put_text(1, "mailmap-all",
	         "Ada Example <ada@all.example> <ada@else.example>\nAda Example <ada@all.example> <ada@x.org>\n");
	people_kit_derive(&kit);
	people_kit_expect(&kit, ADAS, "Ada Example <ada@all.example>");
}
END_TEST

Suite *suite_settings(void)
{
	Suite *suite = suite_create("settings");
	TCase *tc = tcase_create("settings");

	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_test(tc, a_projects_file_bears_on_its_own_repository);
	tcase_add_test(tc, who_is_looked_for_is_the_human_one);
	tcase_add_test(tc, trusted_places_bear_on_all);
	tcase_add_test(tc, a_changed_text_is_noticed);
	tcase_add_test(tc, the_mailmap_of_all_unites_over_repositories);
	suite_add_tcase(suite, tc);
	return suite;
}
