/* Which commits a range in words, or what a CI system tells, leads to. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "../cmd/range.h"
#include "lead/alloc.h"
#include "support/fixture_repo.h"

Suite *suite_range(void);

/*
 * main:  a - b - m - d      m merges c
 *             \ /     \
 * topic:       c       e    trial merges e onto d
 */
static struct fixture_repo *fixture;
static struct repository *repository;
static struct oid a, b, c, m, d, e, trial;
static struct range range;
static char hex_a[41], hex_b[41], hex_d[41], hex_e[41], hex_m[41], hex_trial[41];

static struct oid commit_to(const char *ref, const char *message, const struct oid *parents, size_t count)
{
	return fixture_commit(fixture, &(struct fixture_commit){ .message = message,
	                                                         .ref = ref,
	                                                         .parents = parents,
	                                                         .parent_count = count,
	                                                         FILES({ message, message, 0, 0 }) });
}

static void setup(void)
{
	ck_assert_int_eq(history_init(), 0);
	fixture = fixture_repo_new(FIXTURE_BARE);
	a = commit_to("refs/heads/main", "a", NULL, 0);
	b = commit_to("refs/heads/main", "b", NULL, 0);
	c = commit_to("refs/heads/topic", "c", &b, 1);
	m = commit_to("refs/heads/main", "m", (struct oid[]){ b, c }, 2);
	d = commit_to("refs/heads/main", "d", NULL, 0);
	e = commit_to("refs/heads/topic", "e", &m, 1);
	trial = commit_to("refs/heads/trial", "trial", (struct oid[]){ d, e }, 2);
	fixture_write(fixture, false, "HEAD", "ref: refs/heads/main\n");
	fixture_hex(hex_a, &a);
	fixture_hex(hex_b, &b);
	fixture_hex(hex_d, &d);
	fixture_hex(hex_e, &e);
	fixture_hex(hex_m, &m);
	fixture_hex(hex_trial, &trial);
}

static void teardown(void)
{
	range_release(&range);
	repository_close(repository);
	fixture_repo_free(fixture);
	history_shutdown();
}

static const char *get_listed(void *payload, const char *name)
{
	for (const char *const *at = payload; *at; at += 2)
		if (strcmp(*at, name) == 0)
			return at[1];
	return NULL;
}

static int choose_in(const char *named, const char *base, const char *const *list)
{
	const struct ci_environment environment = { (void *)(uintptr_t)list, get_listed };

	if (!repository)
		ck_assert_int_eq(repository_open(&repository, fixture_repo_path(fixture)), 0);
	range_release(&range);
	return range_choose(&range, repository, &(struct range_request){ named, base, &environment });
}

static int choose(const char *named, const char *base)
{
	static const char *const nothing[] = { NULL };

	return choose_in(named, base, nothing);
}
#define TOLD(...) choose_in(NULL, NULL, (const char *const[]){ __VA_ARGS__, NULL })

static void assert_range(const struct oid *base, const struct oid *tip, size_t count)
{
	ck_assert_int_eq(range.has_base, base != NULL);
	if (base)
		ck_assert_mem_eq(range.base.bytes, base->bytes, OID_SIZE);
	ck_assert_mem_eq(range.tip.bytes, tip->bytes, OID_SIZE);
	ck_assert_uint_eq(range.commits.count, count);
}

static void assert_words(const char *part)
{
	ck_assert_msg(strstr(range.words, part) != NULL, "'%s' lacks '%s'", range.words, part);
}

START_TEST(ranges_are_named_as_git_names_them)
{
	static const struct {
		const char *named;
		const struct oid *base, *tip;
		size_t count;
	} rows[] = {
		{ "main~2..main", &b, &d, 3 },   { "main~2..", &b, &d, 3 }, { "..topic", &d, &e, 1 },
		{ "main...topic", &m, &e, 1 },   { "...topic", &m, &e, 1 }, { "topic...", &m, &d, 1 },
		{ "main", &m, &d, 1 },           { "main^", &b, &m, 2 },    { "main~3", NULL, &a, 1 },
		{ "main..main", &d, &d, 0 },     { "topic", &m, &e, 1 },    { "trial", &d, &trial, 2 },
		{ "main^0..main^0", &d, &d, 0 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ck_assert_int_eq(choose(rows[i].named, NULL), 0);
		assert_range(rows[i].base, rows[i].tip, rows[i].count);
		assert_words(rows[i].named);
		ck_assert_str_eq(range.branch, "main");
		ck_assert(range.is_named && !range.is_request);
	}
	ck_assert_int_eq(choose("main..main", NULL), 0);
	assert_words("no commits");
	ck_assert_int_eq(choose("main..nowhere", NULL), ERR_NOTFOUND);
	ck_assert_ptr_nonnull(strstr(error_message(), "'nowhere'"));
	ck_assert_int_eq(choose("nowhere", NULL), ERR_NOTFOUND);
}
END_TEST

START_TEST(a_base_is_where_head_parts_from_it)
{
	ck_assert_int_eq(choose(NULL, "topic"), 0);
	assert_range(&m, &d, 1);
	assert_words("topic...HEAD");
	ck_assert_int_eq(choose(NULL, "nowhere"), ERR_NOTFOUND);
}
END_TEST

START_TEST(without_a_word_it_is_the_last_change)
{
	ck_assert_int_eq(choose(NULL, NULL), 0);
	assert_range(&m, &d, 1);
	assert_words("the last change");
	ck_assert(!range.is_off_head && !range.is_named);
}
END_TEST

START_TEST(what_the_upstream_lacks_comes_before_it)
{
	fixture_write(
		fixture, false, "config",
		"[core]\n\tbare = true\n[remote \"origin\"]\n\turl = x\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n"
		"[branch \"main\"]\n\tremote = origin\n\tmerge = refs/heads/main\n");
	fixture_ref(fixture, "refs/remotes/origin/main", &b);
	ck_assert_int_eq(choose(NULL, NULL), 0);
	assert_range(&b, &d, 3);
	assert_words("upstream");
	repository_close(repository);
	repository = NULL;
	fixture_ref(fixture, "refs/remotes/origin/main", &d);
	ck_assert_int_eq(choose(NULL, NULL), 0);
	assert_range(&m, &d, 1);
}
END_TEST

START_TEST(a_tip_beside_head_is_scanned_by_name)
{
	ck_assert_int_eq(choose("topic", NULL), 0);
	ck_assert(range.is_off_head);
	ck_assert_int_eq(choose("main^", NULL), 0);
	ck_assert(!range.is_off_head);
}
END_TEST

START_TEST(a_detached_head_has_no_line)
{
	char text[64];

	snprintf(text, sizeof(text), "%s\n", hex_m);
	fixture_write(fixture, false, "HEAD", text);
	ck_assert_int_eq(choose(NULL, NULL), 0);
	assert_range(&b, &m, 2);
	ck_assert_str_eq(range.branch, "");
}
END_TEST

START_TEST(an_empty_repository_has_no_range)
{
	fixture_write(fixture, false, "HEAD", "ref: refs/heads/unborn\n");
	ck_assert_int_eq(choose(NULL, NULL), 0);
	ck_assert(range.is_empty);
	ck_assert_int_eq(choose("main", NULL), 0);
	ck_assert(!range.is_empty && range.is_off_head);
}
END_TEST

START_TEST(a_push_is_looked_at_whole)
{
	ck_assert_int_eq(TOLD("GITLAB_CI", "true", "CI_PIPELINE_SOURCE", "push", "CI_COMMIT_BEFORE_SHA", hex_b,
	                      "CI_COMMIT_SHA", hex_d, "CI_COMMIT_BRANCH", "main", "CI_DEFAULT_BRANCH", "main"),
	                 0);
	assert_range(&b, &d, 3);
	assert_words("told by GitLab CI for push");
	ck_assert_str_eq(range.branch, "main");
}
END_TEST

#define LOST "1234567890123456789012345678901234567890"

START_TEST(what_was_pushed_away_is_not_guessed)
{
	ck_assert_int_eq(TOLD("GITLAB_CI", "true", "CI_PIPELINE_SOURCE", "push", "CI_COMMIT_BEFORE_SHA", LOST,
	                      "CI_COMMIT_SHA", hex_d, "CI_COMMIT_BRANCH", "main", "CI_DEFAULT_BRANCH", "main"),
	                 ERR_DISHONEST);
	ck_assert_ptr_nonnull(strstr(error_message(), "123456789012"));
	/* Of a branch there is the default branch to part from. */
	ck_assert_int_eq(TOLD("GITLAB_CI", "true", "CI_PIPELINE_SOURCE", "push", "CI_COMMIT_BEFORE_SHA", LOST,
	                      "CI_COMMIT_SHA", hex_e, "CI_COMMIT_BRANCH", "topic", "CI_DEFAULT_BRANCH", "main"),
	                 0);
	assert_range(&m, &e, 1);
	assert_words("by force");
	ck_assert_int_eq(TOLD("GITLAB_CI", "true", "CI_PIPELINE_SOURCE", "push", "CI_COMMIT_BEFORE_SHA", hex_b,
	                      "CI_COMMIT_SHA", LOST, "CI_COMMIT_BRANCH", "main"),
	                 ERR_DISHONEST);
}
END_TEST

START_TEST(a_request_is_what_it_has_beyond_its_base)
{
	ck_assert_int_eq(TOLD("GITLAB_CI", "true", "CI_PIPELINE_SOURCE", "merge_request_event", "CI_MERGE_REQUEST_IID",
	                      "1", "CI_COMMIT_SHA", hex_e, "CI_MERGE_REQUEST_DIFF_BASE_SHA", hex_m,
	                      "CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main", "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME",
	                      "topic"),
	                 0);
	assert_range(&m, &e, 1);
	ck_assert(range.is_request && range.is_off_head);
	ck_assert_str_eq(range.branch, "topic request");
	/* Its settings are those of the branch it is for, as far as that has come. */
	ck_assert(range.has_settings);
	ck_assert_mem_eq(range.settings.bytes, d.bytes, OID_SIZE);
	ck_assert_int_eq(TOLD("GITLAB_CI", "true", "CI_PIPELINE_SOURCE", "merge_request_event", "CI_MERGE_REQUEST_IID",
	                      "1", "CI_COMMIT_SHA", hex_e, "CI_MERGE_REQUEST_DIFF_BASE_SHA", LOST),
	                 ERR_DISHONEST);
}
END_TEST

START_TEST(a_trial_merge_brings_the_request)
{
	char text[64];

	snprintf(text, sizeof(text), "%s\n", hex_trial);
	fixture_write(fixture, false, "HEAD", text);
	ck_assert_int_eq(TOLD("GITLAB_CI", "true", "CI_PIPELINE_SOURCE", "merge_request_event", "CI_MERGE_REQUEST_IID",
	                      "1", "CI_COMMIT_SHA", hex_e, "CI_MERGE_REQUEST_DIFF_BASE_SHA", hex_m),
	                 0);
	assert_range(&d, &trial, 2);
	assert_words("trial merge");
	ck_assert(range.has_settings);
	ck_assert_mem_eq(range.settings.bytes, d.bytes, OID_SIZE);
	ck_assert_int_eq(TOLD("GITLAB_CI", "true", "CI_PIPELINE_SOURCE", "merge_request_event", "CI_MERGE_REQUEST_IID",
	                      "1", "CI_COMMIT_SHA", hex_trial, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA", hex_d),
	                 0);
	assert_range(&d, &trial, 2);
	assert_words("as it would land");
}
END_TEST

START_TEST(a_merged_change_of_gerrit_is_one_commit)
{
	ck_assert_int_eq(
		TOLD("GERRIT_EVENT_TYPE", "change-merged", "GERRIT_BRANCH", "main", "GERRIT_PATCHSET_REVISION", hex_d),
		0);
	assert_range(&m, &d, 1);
	ck_assert(!range.is_request);
	ck_assert_int_eq(TOLD("GERRIT_EVENT_TYPE", "patchset-created", "GERRIT_BRANCH", "main",
	                      "GERRIT_PATCHSET_REVISION", hex_e),
	                 0);
	assert_range(&m, &e, 1);
	ck_assert(range.is_request);
	ck_assert_mem_eq(range.settings.bytes, d.bytes, OID_SIZE);
}
END_TEST

START_TEST(a_range_goes_on_where_the_last_one_ended)
{
	ck_assert_int_eq(choose(NULL, NULL), 0);
	ck_assert_int_eq(range_go_on(&range, repository, &b, &a), 0);
	assert_range(&b, &d, 3);
	assert_words("since the last check");
	/* The same tip again: the same range again. */
	ck_assert_int_eq(range_go_on(&range, repository, &d, &a), 0);
	assert_range(&a, &d, 4);
	ck_assert_int_eq(range_go_on(&range, repository, &d, NULL), 0);
	assert_range(NULL, &d, 5);
	/* What the tip does not reach is no place to go on from. */
	ck_assert_int_eq(choose(NULL, NULL), 0);
	ck_assert_int_eq(range_go_on(&range, repository, &e, &a), 0);
	assert_range(&m, &d, 1);
}
END_TEST

Suite *suite_range(void)
{
	Suite *suite = suite_create("range");
	TCase *all = tcase_create("choose");

	tcase_add_checked_fixture(all, setup, teardown);
	tcase_add_test(all, ranges_are_named_as_git_names_them);
	tcase_add_test(all, a_base_is_where_head_parts_from_it);
	tcase_add_test(all, without_a_word_it_is_the_last_change);
	tcase_add_test(all, what_the_upstream_lacks_comes_before_it);
	tcase_add_test(all, a_tip_beside_head_is_scanned_by_name);
	tcase_add_test(all, a_detached_head_has_no_line);
	tcase_add_test(all, an_empty_repository_has_no_range);
	tcase_add_test(all, a_push_is_looked_at_whole);
	tcase_add_test(all, what_was_pushed_away_is_not_guessed);
	tcase_add_test(all, a_request_is_what_it_has_beyond_its_base);
	tcase_add_test(all, a_trial_merge_brings_the_request);
	tcase_add_test(all, a_merged_change_of_gerrit_is_one_commit);
	tcase_add_test(all, a_range_goes_on_where_the_last_one_ended);
	suite_add_tcase(suite, all);
	return suite;
}
