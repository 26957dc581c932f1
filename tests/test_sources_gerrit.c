/* What of a Gerrit could be fetched: its records of changes, and the notes of its plugin. */
#include <check.h>
#include <string.h>
#include "lead/report.h"
#include "support/planted_team.h"

Suite *suite_sources_gerrit(void);

static struct planted planted;
static struct sources sources;

static void start(void)
{
	planted_start(&planted);
	planted_people(&planted, 6);
	planted_sql(&planted, "UPDATE repository SET remote = 'https://forge.example.org/team/project'");
}

static void stop(void)
{
	sources_release(&sources);
	planted_stop(&planted);
}

/* The newest change is the tip. */
static void build(void)
{
	int ret;

	planted_sql(&planted,
	            "UPDATE repository SET tip = (SELECT oid FROM commits ORDER BY commit_time DESC, oid LIMIT 1) "
	            "WHERE id = 1");
	sources_release(&sources);
	ret = sources_build(&sources, planted.store, 0);
	ck_assert_msg(ret == 0, "%s", error_message());
}

static const struct missing_source *missing_of(const char *what)
{
	for (size_t i = 0; i < sources.missing_count; i++)
		if (strcmp(sources.missing[i].what, what) == 0)
			return &sources.missing[i];
	return NULL;
}

#define GERRIT_META "git fetch origin '+refs/changes/*/meta:refs/changes/*/meta' '+refs/meta/config:refs/meta/config'"

START_TEST(gerrit_changes_miss_their_records_until_they_are_told)
{
	PLANT(&planted, 30, .author = 2, .reviewer = 3, .key = "gerrit:");
	planted_sql(&planted, "UPDATE change SET rule = 'gerrit'");
	build();
	ck_assert_str_eq(missing_of("Gerrit's records")->command, GERRIT_META);
	ck_assert_ptr_null(missing_of("reviewers' names"));
	ck_assert_str_eq(sources_next(&sources)->command, GERRIT_META);

	/* A mirror elsewhere may lack them. */
	planted_sql(&planted, "UPDATE repository SET remote = 'https://github.com/team/project'");
	build();
	ck_assert(missing_of("Gerrit's records")->is_uncertain);

	planted_sql(&planted, "INSERT INTO change_request SELECT id, key FROM change WHERE id <= 27");
	build();
	ck_assert_ptr_null(missing_of("Gerrit's records"));
}
END_TEST

#define REQUEST_COLUMNS                                                                                        \
	"INSERT INTO request (repository_id, change, origin, forge, project, state, created_time, ready_time," \
	" closed_time, merged_time, seen_time) "

static const char *const notes_here[] = {
	"INSERT INTO source VALUES (9, 'note:refs/notes/x')",
	"INSERT INTO source VALUES (9, 'reviewnotes')",
	REQUEST_COLUMNS "SELECT 1, key, 'refs/notes/lead-reviews', 'x', '', 'merged', 0, 0, 0, 0, 0 FROM change",
	REQUEST_COLUMNS "SELECT 1, key, 'appraise', 'x', '', 'merged', 0, 0, 0, 0, 0 FROM change",
};

/* Of a Gerrit by its records, or by its Change-Ids: the plugin's notes are offered until there are any. */
START_TEST(a_gerrit_may_have_notes_beside_its_records)
{
	PLANT(&planted, 30, .author = 2, .reviewer = 3, .key = "gerrit:");
	planted_sql(&planted, "INSERT INTO change_request SELECT id, key FROM change;" REQUEST_COLUMNS
	                      "SELECT 1, key, 'notedb', 'gerrit', '', 'merged', 0, 0, 0, 0, 0 FROM change");
	build();
	ck_assert_uint_eq(sources.missing_count, 1);
	ck_assert_str_eq(missing_of("notes")->command, "git fetch origin 'refs/notes/*:refs/notes/*'");
	ck_assert_ptr_nonnull(strstr(missing_of("notes")->why, "refs/notes/review"));
	/* Reviewers are known without it. */
	ck_assert_ptr_null(sources_next(&sources));
	planted_sql(&planted, "DELETE FROM request; UPDATE change SET rule = 'gerrit'");
	build();
	ck_assert_ptr_nonnull(missing_of("notes"));
	planted_sql(&planted, notes_here[_i]);
	build();
	ck_assert_ptr_null(missing_of("notes"));
}
END_TEST

START_TEST(gerrits_records_are_told_of_where_nothing_can_be_fetched)
{
	PLANT(&planted, 30, .author = 2, .key = "gerrit:");
	planted_sql(&planted, "UPDATE change SET rule = 'gerrit'; UPDATE repository SET remote = ''");
	build();
	ck_assert_ptr_null(missing_of("Gerrit's records"));
	ck_assert_ptr_nonnull(strstr(missing_of("reviewers' names")->why, "refs/changes/*/meta"));
}
END_TEST

Suite *suite_sources_gerrit(void)
{
	Suite *suite = suite_create("sources_gerrit");
	TCase *tc = tcase_create("sources_gerrit");

	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_test(tc, gerrit_changes_miss_their_records_until_they_are_told);
	tcase_add_loop_test(tc, a_gerrit_may_have_notes_beside_its_records, 0,
	                    (int)(sizeof(notes_here) / sizeof(notes_here[0])));
	tcase_add_test(tc, gerrits_records_are_told_of_where_nothing_can_be_fetched);
	suite_add_tcase(suite, tc);
	return suite;
}
