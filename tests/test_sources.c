/*
 * What evidence there is and what could be fetched, on planted facts: counts by hand, and no command that would not
 * help.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "lead/report.h"
#include "support/planted_team.h"

Suite *suite_sources(void);

#define PULL_HEADS "git fetch origin '+refs/pull/*/head:refs/pull/*/head'"
#define MERGE_HEADS "git fetch origin '+refs/merge-requests/*/head:refs/merge-requests/*/head'"
#define LONG_AGO (PLANTED_SINCE - 400 * DAY_SECS)

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
static void build(int64_t repository)
{
	int ret;

	planted_sql(&planted,
	            "UPDATE repository SET tip = (SELECT oid FROM commits ORDER BY commit_time DESC, oid LIMIT 1) "
	            "WHERE id = 1");
	sources_release(&sources);
	ret = sources_build(&sources, planted.store, repository);
	ck_assert_msg(ret == 0, "%s", error_message());
}

static const struct source_row *row_of(const char *name)
{
	for (size_t i = 0; i < sources.row_count; i++)
		if (strcmp(sources.rows[i].name, name) == 0)
			return &sources.rows[i];
	return NULL;
}

static const struct missing_source *missing_of(const char *what)
{
	for (size_t i = 0; i < sources.missing_count; i++)
		if (strcmp(sources.missing[i].what, what) == 0)
			return &sources.missing[i];
	return NULL;
}

static void set_remote(const char *url)
{
	char *sql = xstrfmt("UPDATE repository SET remote = '%s'", url);

	planted_sql(&planted, sql);
	free(sql);
}

/* Events of reviewers on every change landed so far. */
static void add_review_events(const char *where)
{
	struct buf sql = { 0 };

	buf_add_fmt(
		&sql,
		"INSERT INTO event (commit_id, source_id, line, ordinal, kind, identity_id, raw, note, change, mark) "
		"SELECT id, 2, 3, 0, 'rev', 1, 'Reviewed-by: x', '', '', NULL FROM commits WHERE %s",
		where);
	planted_sql(&planted, buf_str(&sql));
	buf_release(&sql);
}

START_TEST(an_empty_database_has_no_sources_and_misses_nothing)
{
	build(0);

	ck_assert_int_eq(sources.row_count, 0);
	ck_assert_int_eq(sources.missing_count, 0);
}
END_TEST

START_TEST(a_source_is_counted_in_changes_of_all_time_and_of_the_last_year)
{
	const struct source_row *row;

	PLANT(&planted, 30, .author = 2, .reviewer = 1, .time = LONG_AGO);
	PLANT(&planted, 12, .author = 2, .reviewer = 1);
	add_review_events("1");
	planted_sql(
		&planted,
		"INSERT INTO event SELECT 1000 + id, commit_id, 2, 4, 1, 'rev', 2, 'again', '', '', NULL FROM event");

	build(1);

	row = row_of("trailer:Reviewed-by");
	ck_assert_ptr_nonnull(row);
	ck_assert_str_eq(row->what, "reviewers");
	ck_assert_int_eq(row->change_count, 42);
	ck_assert_int_eq(row->year_count, 12);
	ck_assert_int_eq(row->last_time, PLANTED_SINCE);
	ck_assert(row->is_live);
}
END_TEST

static const struct {
	int64_t carrying, silent;
	bool is_live;
} liveness[] = {
	{ 9, 0, false }, { 10, 0, true }, { 10, 190, true }, { 10, 191, false }, { 11, 209, true },
};

START_TEST(a_channel_is_live_from_ten_changes_and_one_in_twenty_on)
{
	PLANT(&planted, liveness[_i].carrying, .author = 2);
	add_review_events("1");
	PLANT(&planted, liveness[_i].silent, .author = 2);

	build(0);

	ck_assert_int_eq(row_of("trailer:Reviewed-by")->is_live, liveness[_i].is_live);
}
END_TEST

START_TEST(what_was_only_asked_or_is_not_in_the_history_is_no_evidence)
{
	PLANT(&planted, 20, .author = 2);
	add_review_events("1");
	planted_sql(&planted, "UPDATE event SET mark = 'requested' WHERE commit_id <= 10;"
	                      "DELETE FROM landed WHERE commit_id > 15");

	build(0);

	ck_assert_int_eq(row_of("trailer:Reviewed-by")->change_count, 5);
}
END_TEST

START_TEST(pointers_and_integrators_are_sources_too)
{
	PLANT(&planted, 4, .author = 2, .integrator = 3);
	planted_sql(&planted, "INSERT INTO source VALUES (9, 'subject:squash');"
	                      "INSERT INTO reference SELECT id, 'pr', '7', '', 9 FROM commits WHERE id < 4;");

	build(0);

	ck_assert_int_eq(sources.row_count, 2);
	ck_assert_int_eq(row_of("committer")->change_count, 4);
	ck_assert_str_eq(row_of("committer")->what, "who integrated");
	ck_assert_int_eq(row_of("subject:squash")->change_count, 3);
	ck_assert_str_eq(sources.rows[0].name, "committer");
}
END_TEST

START_TEST(what_could_not_be_read_is_counted_and_named)
{
	PLANT(&planted, 1, .author = 2);
	planted_sql(&planted,
	            "INSERT INTO trouble VALUES (1, 'notedb', 'gerrit:9', 'missing', 2),"
	            "  (1, 'notedb', 'gerrit:10', 'missing', 1), (1, 'notedb', 'gerrit:11', 'missing', 1),"
	            "  (1, 'notedb', 'gerrit:100', 'missing', 1), (1, 'appraise', 'commit:1', 'passed over', 1),"
	            "  (1, 'notedb', 'gerrit:9', 'of a later program', 1);");

	build(0);

	ck_assert_uint_eq(sources.trouble_count, 2);
	ck_assert_str_eq(sources.troubles[0].origin, "appraise");
	ck_assert_str_eq(sources.troubles[0].what, "line that is neither request nor comment");
	ck_assert_str_eq(sources.troubles[1].what, "missing objects");
	ck_assert_str_eq(sources.troubles[1].names, "gerrit:9, gerrit:10, gerrit:11");
	ck_assert_int_eq(sources.troubles[1].count, 5);
	ck_assert_int_eq(sources.troubles[1].request_count, 4);
	build(2);
	ck_assert_uint_eq(sources.trouble_count, 0);
}
END_TEST

/* ---- missing ---- */

static void plant_squashed(int64_t count, const char *prefix)
{
	PLANT(&planted, count, .author = 2, .is_forge = true, .key = prefix);
	planted_sql(&planted, "UPDATE change SET rule = 'squash' WHERE key LIKE 'pr:%' OR key LIKE 'mr:%'");
}

START_TEST(squashed_pull_requests_without_heads_miss_them)
{
	plant_squashed(30, "pr:");

	build(0);

	ck_assert_str_eq(missing_of("pull-request heads")->command, PULL_HEADS);
	ck_assert_ptr_null(missing_of("merge-request heads"));
	ck_assert_str_eq(sources.missing[0].what, "pull-request heads");
}
END_TEST

START_TEST(squashed_merge_requests_without_heads_miss_them)
{
	plant_squashed(30, "mr:");

	build(0);

	ck_assert_str_eq(missing_of("merge-request heads")->command, MERGE_HEADS);
	ck_assert_ptr_null(missing_of("pull-request heads"));
}
END_TEST

START_TEST(heads_that_are_here_are_a_source_and_not_missing)
{
	plant_squashed(30, "pr:");
	planted_sql(&planted, "INSERT INTO request_head SELECT 1, key, x'00' FROM change WHERE id <= 27");

	build(0);

	ck_assert_int_eq(row_of("pull-request heads")->change_count, 27);
	ck_assert_ptr_null(missing_of("pull-request heads"));
}
END_TEST

START_TEST(stale_heads_are_missing_again)
{
	plant_squashed(30, "pr:");
	planted_sql(&planted, "INSERT INTO request_head SELECT 1, key, x'00' FROM change WHERE id <= 26");

	build(0);

	ck_assert_ptr_nonnull(missing_of("pull-request heads"));
}
END_TEST

START_TEST(a_squash_repository_with_its_heads_is_told_what_would_record_reviewers)
{
	plant_squashed(30, "pr:");
	planted_sql(&planted, "INSERT INTO request_head SELECT 1, key, x'00' FROM change");

	build(0);

	ck_assert_int_eq(sources.missing_count, 2);
	ck_assert_str_eq(sources.missing[0].what, "notes");
	ck_assert_str_eq(sources.missing[1].what, "reviewers' names");
	ck_assert_str_eq(sources.missing[1].command, "");
	ck_assert_ptr_nonnull(strstr(sources.missing[1].why, "git lead import"));
}
END_TEST

START_TEST(a_few_squashes_among_merges_are_not_worth_a_fetch)
{
	plant_squashed(10, "pr:");
	PLANT(&planted, 191, .author = 2, .integrator = 3);

	build(0);
	ck_assert_ptr_null(missing_of("pull-request heads"));

	planted_sql(&planted, "UPDATE change SET key = 'pr:' || id, rule = 'squash' WHERE id = 11");
	build(0);
	ck_assert_ptr_nonnull(missing_of("pull-request heads"));
}
END_TEST

START_TEST(merged_requests_bring_their_commits_by_themselves)
{
	PLANT(&planted, 30, .author = 2, .integrator = 3, .key = "pr:");
	planted_sql(&planted, "UPDATE change SET rule = 'host'");

	build(0);

	ck_assert_ptr_null(missing_of("pull-request heads"));
}
END_TEST

START_TEST(closed_numbers_on_github_may_be_pull_requests)
{
	PLANT(&planted, 30, .author = 2);
	planted_sql(&planted, "INSERT INTO source VALUES (9, 'body:closes');"
	                      "INSERT INTO reference SELECT id, 'closes', '7', '', 9 FROM commits;");

	build(0);
	ck_assert_ptr_null(missing_of("pull-request heads"));

	planted_sql(&planted, "UPDATE repository SET remote = 'https://github.com/team/project'");
	build(0);
	ck_assert_ptr_nonnull(missing_of("pull-request heads"));
}
END_TEST

START_TEST(without_a_remote_nothing_can_be_fetched)
{
	plant_squashed(30, "pr:");
	planted_sql(&planted, "UPDATE repository SET remote = ''");

	build(0);

	for (size_t i = 0; i < sources.missing_count; i++)
		ck_assert_str_eq(sources.missing[i].command, "");
}
END_TEST

START_TEST(forges_without_request_refs_are_not_asked_for_them)
{
	plant_squashed(30, "pr:");
	planted_sql(&planted, "UPDATE repository SET remote = 'https://bitbucket.org/team/project'");

	build(0);

	ck_assert_ptr_null(missing_of("pull-request heads"));
}
END_TEST

START_TEST(a_shallow_clone_names_the_command_that_deepens)
{
	PLANT(&planted, 3, .author = 2);
	build(0);
	planted_sql(&planted, "INSERT INTO scan SELECT 1, 1, tip, 'lines', '1', '1', 1, 0 FROM repository");

	build(0);
	ck_assert_str_eq(missing_of("older history")->command, "git fetch --unshallow");

	planted_sql(&planted, "INSERT INTO scan SELECT 2, 1, tip, 'lines', '1', '1', 0, 0 FROM repository");
	build(0);
	ck_assert_ptr_null(missing_of("older history"));
}
END_TEST

START_TEST(where_reviewers_are_named_nothing_is_missing)
{
	PLANT(&planted, 30, .author = 2, .reviewer = 3);

	build(0);

	ck_assert_int_eq(sources.missing_count, 0);
}
END_TEST

START_TEST(commits_that_name_mails_miss_the_archive)
{
	PLANT(&planted, 30, .author = 2);
	planted_sql(
		&planted,
		"INSERT INTO source VALUES (9, 'trailer:Message-Id');"
		"INSERT INTO reference SELECT id, 'review', id || '@example.org', '', 9 FROM commits WHERE id <= 20;"
		"INSERT INTO reference SELECT id, 'review', 'D' || id, '', 9 FROM commits WHERE id > 20");
	build(0);
	ck_assert_ptr_nonnull(strstr(missing_of("mails")->command, "git lead import"));
	ck_assert(missing_of("mails")->has_blank);
	/* A command with a blank in it is no next step. */
	ck_assert_str_eq(sources_next(&sources)->what, "notes");

	planted_sql(&planted, "INSERT INTO change_request SELECT id, 'mail:' || id FROM change WHERE id <= 18");
	build(0);
	ck_assert_ptr_null(missing_of("mails"));
}
END_TEST

#define REQUEST_COLUMNS                                                                                        \
	"INSERT INTO request (repository_id, change, origin, forge, project, state, created_time, ready_time," \
	" closed_time, merged_time, seen_time) "

static const struct {
	const char *remote, *key, *what, *command;
} forges[] = {
	{ "https://github.com/example/made", "pr:", "pull requests", "git-lead-gh" },
	{ "git@gitlab.example.org:example/made", "mr:", "merge requests", "git-lead-glab" },
	{ "https://forge.example.org/example/made", "mr:", "merge requests", "git-lead-glab" },
};

START_TEST(what_a_forge_could_tell_is_offered_until_it_is_told)
{
	plant_squashed(30, forges[_i].key);
	planted_sql(&planted, "INSERT INTO request_head SELECT 1, key, x'00' FROM change");
	set_remote(forges[_i].remote);

	build(0);
	ck_assert_ptr_nonnull(missing_of(forges[_i].what));
	ck_assert_str_eq(missing_of(forges[_i].what)->command, forges[_i].command);
	ck_assert_ptr_null(missing_of("reviewers' names"));
	ck_assert_str_eq(sources.missing[0].what, "notes");
	ck_assert_str_eq(sources_next(&sources)->command, forges[_i].command);

	planted_sql(&planted, REQUEST_COLUMNS "SELECT 1, key, 'export', 'x', '', 'merged', 0, 0, 0, 0, 0 FROM change");
	build(0);
	ck_assert_ptr_null(missing_of(forges[_i].what));
	ck_assert_str_eq(missing_of("reviews kept in git")->command, "git lead record");

	planted_sql(&planted, REQUEST_COLUMNS
	            "SELECT 1, key, 'refs/notes/lead-reviews', 'x', '', 'merged', 0, 0, 0, 0, 0 FROM change");
	build(0);
	ck_assert_ptr_null(missing_of("reviews kept in git"));
	ck_assert_ptr_null(missing_of("notes"));
}
END_TEST

START_TEST(nothing_is_named_first_where_nothing_can_be_run)
{
	plant_squashed(30, "pr:");
	planted_sql(&planted, "UPDATE repository SET remote = ''");

	build(0);

	ck_assert_ptr_null(sources_next(&sources));
}
END_TEST

START_TEST(acts_that_a_forge_tells_are_a_source_of_their_own)
{
	PLANT(&planted, 12, .author = 2);
	planted_sql(&planted,
	            "INSERT INTO source VALUES (9, 'github:review');"
	            "INSERT INTO request_act SELECT id, 1, key, CASE WHEN id <= 5 THEN 'export' ELSE"
	            " 'refs/notes/lead-reviews' END, 9, 'rev', 1, 0, 'approved', 0, '', NULL, '' FROM change;"
	            "INSERT INTO act SELECT 5000 + id, 1, id, NULL, NULL, 'rev', 1, 1, 9, landed_time, 1, NULL,"
	            " 0, 0, id FROM change");

	build(0);

	ck_assert_int_eq(row_of("github:review")->change_count, 5);
	ck_assert_int_eq(row_of("note:refs/notes/lead-reviews")->change_count, 7);
	ck_assert_int_eq(row_of("github:review")->family, SOURCE_REVIEWS);
}
END_TEST

START_TEST(what_is_told_of_requests_is_counted_by_where_it_is_told)
{
	PLANT(&planted, 12, .author = 2, .key = "gerrit:");
	planted_sql(
		&planted, REQUEST_COLUMNS
		"SELECT 1, key, CASE WHEN id <= 9 THEN 'notedb' ELSE 'export' END, 'gerrit', '',"
		" 'merged', 0, 0, 0, 0, 0 FROM change;"
		"INSERT INTO source VALUES (9, 'notedb'), (10, 'gerrit:vote');"
		"INSERT INTO change_request SELECT id, key FROM change WHERE id <= 10;"
		"INSERT INTO request_act SELECT id, 1, key, 'notedb', 9, CASE WHEN id <= 5 THEN 'rev' ELSE 'cmt' END,"
		" 1 + id % 3, 0, '', 0, '', NULL, '' FROM change WHERE id <= 9;"
		"INSERT INTO request_act SELECT 50 + id, 1, key, 'notedb', 9, 'qa', 4, 0, '', 0, '', NULL, ''"
		" FROM change;"
		"INSERT INTO request_act SELECT 100 + id, 1, key, 'export', 10, 'rev', 5, 0, '', 0, '', NULL, ''"
		" FROM change WHERE id > 9");

	build(0);
	ck_assert_uint_eq(sources.requests_count, 2);
	ck_assert_str_eq(sources.requests[0].name, "notedb");
	ck_assert_int_eq(sources.requests[0].request_count, 9);
	ck_assert_int_eq(sources.requests[0].joined_count, 9);
	ck_assert_int_eq(sources.requests[0].review_count, 5);
	ck_assert_int_eq(sources.requests[0].comment_count, 4);
	ck_assert_int_eq(sources.requests[0].person_count, 3);
	ck_assert_str_eq(sources.requests[1].name, "export of gerrit");
	ck_assert_int_eq(sources.requests[1].request_count, 3);
	ck_assert_int_eq(sources.requests[1].joined_count, 1);
	ck_assert_int_eq(sources.requests[1].review_count, 3);
	ck_assert_int_eq(sources.requests[1].person_count, 1);
}
END_TEST

/* ---- quarters ---- */

START_TEST(a_channel_that_ended_is_a_switch)
{
	PLANT(&planted, 20, .author = 2, .reviewer = 1, .time = PLANTED_SINCE - 45 * DAY_SECS);
	PLANT(&planted, 20, .author = 2, .time = PLANTED_SINCE);

	build(0);

	ck_assert_int_eq(sources.quarter_count, SOURCE_QUARTERS);
	ck_assert_int_eq(sources.quarters[SOURCE_QUARTERS - 1].change_count, 20);
	ck_assert_int_eq(sources.quarters[SOURCE_QUARTERS - 1].review_count, 0);
	ck_assert_int_eq(sources.quarters[SOURCE_QUARTERS - 1].state, COVERAGE_UNKNOWN);
	ck_assert(sources.quarters[SOURCE_QUARTERS - 1].is_switch);
	ck_assert_int_eq(sources.quarters[SOURCE_QUARTERS - 2].review_count, 20);
	ck_assert_int_eq(sources.quarters[SOURCE_QUARTERS - 2].state, COVERAGE_USABLE);
	ck_assert(!sources.quarters[SOURCE_QUARTERS - 2].is_switch);
	for (size_t i = 1; i < SOURCE_QUARTERS; i++)
		ck_assert_int_eq(sources.quarters[i].period.since_time, sources.quarters[i - 1].period.until_time);
}
END_TEST

START_TEST(a_few_changes_make_no_switch)
{
	PLANT(&planted, 9, .author = 2, .reviewer = 1, .time = PLANTED_SINCE - 45 * DAY_SECS);
	PLANT(&planted, 20, .author = 2, .time = PLANTED_SINCE);

	build(0);

	ck_assert(!sources.quarters[SOURCE_QUARTERS - 1].is_switch);
}
END_TEST

START_TEST(missing_alone_gives_the_same_and_no_rows)
{
	struct sources alone = { 0 };

	plant_squashed(30, "pr:");
	build(1);

	ck_assert_int_eq(sources_build_missing(&alone, planted.store, 1), 0);

	ck_assert_int_eq(alone.row_count, 0);
	ck_assert_int_eq(alone.missing_count, sources.missing_count);
	ck_assert_str_eq(alone.missing[0].command, sources.missing[0].command);
	sources_release(&alone);
}
END_TEST

Suite *suite_sources(void)
{
	Suite *suite = suite_create("sources");
	TCase *tc = tcase_create("rows");

	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_test(tc, acts_that_a_forge_tells_are_a_source_of_their_own);
	tcase_add_test(tc, what_is_told_of_requests_is_counted_by_where_it_is_told);
	tcase_add_test(tc, a_channel_that_ended_is_a_switch);
	tcase_add_test(tc, a_few_changes_make_no_switch);
	tcase_add_loop_test(tc, what_a_forge_could_tell_is_offered_until_it_is_told, 0,
	                    (int)(sizeof(forges) / sizeof(forges[0])));
	tcase_add_test(tc, nothing_is_named_first_where_nothing_can_be_run);
	tcase_add_test(tc, an_empty_database_has_no_sources_and_misses_nothing);
	tcase_add_test(tc, a_source_is_counted_in_changes_of_all_time_and_of_the_last_year);
	tcase_add_loop_test(tc, a_channel_is_live_from_ten_changes_and_one_in_twenty_on, 0,
	                    sizeof(liveness) / sizeof(liveness[0]));
	tcase_add_test(tc, what_was_only_asked_or_is_not_in_the_history_is_no_evidence);
	tcase_add_test(tc, pointers_and_integrators_are_sources_too);
	tcase_add_test(tc, what_could_not_be_read_is_counted_and_named);
	suite_add_tcase(suite, tc);

	tc = tcase_create("missing");
	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_test(tc, squashed_pull_requests_without_heads_miss_them);
	tcase_add_test(tc, squashed_merge_requests_without_heads_miss_them);
	tcase_add_test(tc, heads_that_are_here_are_a_source_and_not_missing);
	tcase_add_test(tc, stale_heads_are_missing_again);
	tcase_add_test(tc, a_squash_repository_with_its_heads_is_told_what_would_record_reviewers);
	tcase_add_test(tc, a_few_squashes_among_merges_are_not_worth_a_fetch);
	tcase_add_test(tc, merged_requests_bring_their_commits_by_themselves);
	tcase_add_test(tc, closed_numbers_on_github_may_be_pull_requests);
	tcase_add_test(tc, without_a_remote_nothing_can_be_fetched);
	tcase_add_test(tc, forges_without_request_refs_are_not_asked_for_them);
	tcase_add_test(tc, a_shallow_clone_names_the_command_that_deepens);
	tcase_add_test(tc, where_reviewers_are_named_nothing_is_missing);
	tcase_add_test(tc, commits_that_name_mails_miss_the_archive);
	tcase_add_test(tc, missing_alone_gives_the_same_and_no_rows);
	suite_add_tcase(suite, tc);
	return suite;
}
