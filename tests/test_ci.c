/* What the environments of CI systems and the events of Actions are read into. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "../cmd/ci.h"
#include "lead/alloc.h"

#define A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define NOTHING "0000000000000000000000000000000000000000"

Suite *suite_ci(void);

static char *event_path;
static struct ci_run run;

/* Names and values in turn, NULL at the end. */
static const char *get_listed(void *payload, const char *name)
{
	for (const char *const *at = payload; *at; at += 2)
		if (strcmp(*at, name) == 0)
			return at[1];
	return NULL;
}

static void read_list(const char *const *list)
{
	ci_read(&run, &(struct ci_environment){ (void *)(uintptr_t)list, get_listed });
}
#define READ(...) read_list((const char *const[]){ __VA_ARGS__, NULL })

static void write_event(const char *json)
{
	FILE *file = fopen(event_path, "w");

	ck_assert_ptr_nonnull(file);
	fputs(json, file);
	fclose(file);
}

static void setup(void)
{
	const char *parent = getenv("TMPDIR");
	int fd;

	event_path = xstrfmt("%s/git-lead-event.XXXXXX", parent ? parent : P_tmpdir);
	fd = mkstemp(event_path);
	ck_assert_int_ge(fd, 0);
	close(fd);
}

static void teardown(void)
{
	unlink(event_path);
	free(event_path);
}

static void assert_run(const char *system, enum ci_range range, const char *base, const char *tip, const char *branch)
{
	ck_assert_ptr_nonnull(run.system);
	ck_assert_str_eq(run.system->name, system);
	ck_assert_int_eq(run.range, range);
	ck_assert_str_eq(run.base, base);
	ck_assert_str_eq(run.tip, tip);
	ck_assert_str_eq(run.branch, branch);
}

START_TEST(no_system_is_none)
{
	READ("CI", "true");
	ck_assert_ptr_null(run.system);
	READ("GITHUB_ACTIONS", "false");
	ck_assert_ptr_null(run.system);
}
END_TEST

START_TEST(a_push_goes_from_before_to_the_commit)
{
	write_event("{\"before\": \"" A "\", \"after\": \"" B "\", \"repository\": {\"default_branch\": \"main\"}}");
	READ("GITHUB_ACTIONS", "true", "GITHUB_EVENT_NAME", "push", "GITHUB_EVENT_PATH", event_path, "GITHUB_SHA", B,
	     "GITHUB_REF", "refs/heads/main", "GITHUB_REF_NAME", "main", "GITHUB_HEAD_REF", "");
	assert_run("GitHub Actions", CI_PUSH, A, B, "main");
	ck_assert_str_eq(run.default_branch, "main");
	ck_assert(!run.is_request);
}
END_TEST

START_TEST(a_new_branch_parts_from_the_default_branch)
{
	write_event("{\"before\": \"" NOTHING "\", \"repository\": {\"default_branch\": \"main\"}}");
	READ("GITHUB_ACTIONS", "true", "GITHUB_EVENT_NAME", "push", "GITHUB_EVENT_PATH", event_path, "GITHUB_SHA", B,
	     "GITHUB_REF", "refs/heads/topic", "GITHUB_REF_NAME", "topic");
	assert_run("GitHub Actions", CI_NEW, "", B, "topic");
	READ("GITHUB_ACTIONS", "true", "GITHUB_EVENT_NAME", "push", "GITHUB_EVENT_PATH", event_path, "GITHUB_SHA", B,
	     "GITHUB_REF", "refs/heads/main", "GITHUB_REF_NAME", "main");
	assert_run("GitHub Actions", CI_NONE, "", B, "main");
	READ("GITHUB_ACTIONS", "true", "GITHUB_EVENT_NAME", "push", "GITHUB_EVENT_PATH", event_path, "GITHUB_SHA", B,
	     "GITHUB_REF", "refs/tags/v1", "GITHUB_REF_NAME", "v1");
	assert_run("GitHub Actions", CI_NONE, "", B, "v1");
}
END_TEST

START_TEST(a_pull_request_is_a_request)
{
	static const char *const names[] = { "pull_request", "pull_request_target", "pull_request_review" };

	write_event("{\"pull_request\": {\"base\": {\"sha\": \"" A "\", \"ref\": \"main\"}, \"head\": {\"sha\": \"" B
	            "\"}}}");
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		READ("GITHUB_ACTIONS", "true", "GITHUB_EVENT_NAME", names[i], "GITHUB_EVENT_PATH", event_path,
		     "GITHUB_SHA", NOTHING, "GITHUB_HEAD_REF", "topic", "GITHUB_BASE_REF", "main", "GITHUB_REF_NAME",
		     "7/merge");
		assert_run("GitHub Actions", CI_REQUEST, A, B, "topic");
		ck_assert(run.is_request);
		ck_assert_str_eq(run.target, "main");
	}
}
END_TEST

START_TEST(a_request_of_which_nothing_is_told_is_still_one)
{
	write_event("{}");
	READ("GITHUB_ACTIONS", "true", "GITHUB_EVENT_NAME", "pull_request", "GITHUB_EVENT_PATH", event_path,
	     "GITHUB_SHA", B);
	assert_run("GitHub Actions", CI_NONE, "", "", "");
	ck_assert(run.is_request);
	READ("GITHUB_ACTIONS", "true", "GITHUB_EVENT_NAME", "pull_request", "GITHUB_EVENT_PATH", event_path,
	     "GITHUB_BASE_REF", "main");
	assert_run("GitHub Actions", CI_REQUEST, "", "", "");
	ck_assert_str_eq(run.target, "main");
}
END_TEST

START_TEST(a_pull_request_that_was_merged_is_none_any_more)
{
	write_event("{\"action\": \"closed\", \"pull_request\": {\"merged\": true, \"merge_commit_sha\": \"" A
	            "\", \"base\": {\"ref\": \"main\"}, \"head\": {\"sha\": \"" B "\"}}}");
	READ("GITHUB_ACTIONS", "true", "GITHUB_EVENT_NAME", "pull_request", "GITHUB_EVENT_PATH", event_path,
	     "GITHUB_HEAD_REF", "topic");
	assert_run("GitHub Actions", CI_MERGED, "", A, "main");
	ck_assert(!run.is_request);
}
END_TEST

START_TEST(a_merge_group_is_what_a_queue_would_land)
{
	write_event("{\"merge_group\": {\"base_sha\": \"" A "\", \"head_sha\": \"" B
	            "\", \"base_ref\": \"refs/heads/main\"}}");
	READ("GITHUB_ACTIONS", "true", "GITHUB_EVENT_NAME", "merge_group", "GITHUB_EVENT_PATH", event_path);
	assert_run("GitHub Actions", CI_PUSH, A, B, "");
	ck_assert(run.is_request);
	ck_assert_str_eq(run.target, "main");
}
END_TEST

START_TEST(other_events_name_no_range)
{
	write_event("{}");
	READ("GITHUB_ACTIONS", "true", "GITHUB_EVENT_NAME", "schedule", "GITHUB_EVENT_PATH", event_path, "GITHUB_SHA",
	     B, "GITHUB_REF_NAME", "main");
	assert_run("GitHub Actions", CI_NONE, "", B, "main");
	ck_assert_str_eq(run.event, "schedule");
}
END_TEST

START_TEST(an_event_that_cannot_be_read_tells_nothing)
{
	static const char *const texts[] = {
		"", "[", "[]", "{\"before\": 7}", "{\"before\": \"x\"}", "null", "{\"before\": \"" A "\\u0000\"}"
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		write_event(texts[i]);
		READ("GITHUB_ACTIONS", "true", "GITHUB_EVENT_NAME", "push", "GITHUB_EVENT_PATH", event_path,
		     "GITHUB_SHA", B);
		assert_run("GitHub Actions", CI_NONE, "", B, "");
	}
	READ("GITHUB_ACTIONS", "true", "GITHUB_EVENT_NAME", "push", "GITHUB_EVENT_PATH", "/nowhere/at/all");
	assert_run("GitHub Actions", CI_NONE, "", "", "");
}
END_TEST

START_TEST(names_that_mean_something_in_a_revision_are_none)
{
	static const char *const names[] = { "a..b", "a b", "-n", "a^", "a~1", "a:b", "@{1}", "a\\nb" };
	struct ci_event event;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		char *json = xstrfmt("{\"repository\": {\"default_branch\": \"%s\"}}", names[i]);

		ci_event_read(&event, text_of(json));
		ck_assert_str_eq(event.default_branch, "");
		free(json);
	}
}
END_TEST

START_TEST(forgejo_and_gitea_are_told_apart)
{
	write_event("{\"before\": \"" A "\"}");
	READ("GITHUB_ACTIONS", "true", "GITEA_ACTIONS", "true", "GITHUB_EVENT_NAME", "push", "GITHUB_EVENT_PATH",
	     event_path, "GITHUB_SHA", B);
	assert_run("Gitea Actions", CI_PUSH, A, B, "");
	READ("GITHUB_ACTIONS", "true", "GITEA_ACTIONS", "true", "FORGEJO_ACTIONS", "true", "GITHUB_EVENT_NAME", "push",
	     "GITHUB_EVENT_PATH", event_path, "GITHUB_SHA", B);
	assert_run("Forgejo Actions", CI_PUSH, A, B, "");
}
END_TEST

START_TEST(gitlab_tells_by_variables)
{
	READ("GITLAB_CI", "true", "CI_PIPELINE_SOURCE", "push", "CI_COMMIT_BEFORE_SHA", A, "CI_COMMIT_SHA", B,
	     "CI_COMMIT_BRANCH", "main", "CI_DEFAULT_BRANCH", "main");
	assert_run("GitLab CI", CI_PUSH, A, B, "main");
	READ("GITLAB_CI", "true", "CI_PIPELINE_SOURCE", "push", "CI_COMMIT_BEFORE_SHA", NOTHING, "CI_COMMIT_SHA", B,
	     "CI_COMMIT_BRANCH", "topic", "CI_DEFAULT_BRANCH", "main");
	assert_run("GitLab CI", CI_NEW, "", B, "topic");
	READ("GITLAB_CI", "true", "CI_PIPELINE_SOURCE", "schedule", "CI_COMMIT_BEFORE_SHA", NOTHING, "CI_COMMIT_SHA", B,
	     "CI_COMMIT_BRANCH", "topic", "CI_DEFAULT_BRANCH", "main");
	assert_run("GitLab CI", CI_NONE, "", B, "topic");
	READ("GITLAB_CI", "true", "CI_PIPELINE_SOURCE", "push", "CI_COMMIT_BEFORE_SHA", NOTHING, "CI_COMMIT_SHA", B,
	     "CI_COMMIT_TAG", "v1", "CI_DEFAULT_BRANCH", "main");
	assert_run("GitLab CI", CI_NONE, "", B, "v1");
}
END_TEST

START_TEST(merge_requests_of_gitlab_are_requests)
{
	READ("GITLAB_CI", "true", "CI_PIPELINE_SOURCE", "merge_request_event", "CI_MERGE_REQUEST_IID", "3",
	     "CI_COMMIT_BEFORE_SHA", NOTHING, "CI_COMMIT_SHA", B, "CI_MERGE_REQUEST_DIFF_BASE_SHA", A,
	     "CI_MERGE_REQUEST_TARGET_BRANCH_SHA", "", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main",
	     "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "topic");
	assert_run("GitLab CI", CI_REQUEST, A, B, "topic");
	ck_assert(run.is_request);
	READ("GITLAB_CI", "true", "CI_PIPELINE_SOURCE", "merge_request_event", "CI_MERGE_REQUEST_IID", "3",
	     "CI_COMMIT_SHA", B, "CI_MERGE_REQUEST_DIFF_BASE_SHA", NOTHING, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA", A,
	     "CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main");
	assert_run("GitLab CI", CI_MERGED, A, B, "");
	ck_assert(run.is_request);
	READ("GITLAB_CI", "true", "CI_PIPELINE_SOURCE", "external_pull_request_event", "CI_COMMIT_SHA", B,
	     "CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_SHA", A, "CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME", "main");
	assert_run("GitLab CI", CI_REQUEST, A, B, "");
}
END_TEST

START_TEST(gerrit_tells_by_its_trigger)
{
	READ("GERRIT_EVENT_TYPE", "ref-updated", "GERRIT_REFNAME", "refs/heads/main", "GERRIT_OLDREV", A,
	     "GERRIT_NEWREV", B);
	assert_run("Gerrit", CI_PUSH, A, B, "main");
	READ("GERRIT_EVENT_TYPE", "change-merged", "GERRIT_BRANCH", "main", "GERRIT_PATCHSET_REVISION", A,
	     "GERRIT_NEWREV", B);
	assert_run("Gerrit", CI_MERGED, "", B, "main");
	ck_assert(!run.is_request);
	READ("GERRIT_EVENT_TYPE", "patchset-created", "GERRIT_BRANCH", "main", "GERRIT_PATCHSET_REVISION", A);
	assert_run("Gerrit", CI_MERGED, "", A, "main");
	ck_assert(run.is_request);
	ck_assert_str_eq(run.target, "main");
}
END_TEST

START_TEST(each_system_says_how_its_clone_becomes_whole)
{
	const char *const github[] = { "GITHUB_ACTIONS", "true", NULL }, *const gitlab[] = { "GITLAB_CI", "true",
		                                                                             NULL };
	struct ci_environment environment = { (void *)(uintptr_t)github, get_listed };

	ck_assert_ptr_nonnull(strstr(ci_system_of(&environment)->deepen, "fetch-depth: 0"));
	environment.payload = (void *)(uintptr_t)gitlab;
	ck_assert_ptr_nonnull(strstr(ci_system_of(&environment)->deepen, "GIT_DEPTH: \"0\""));
}
END_TEST

Suite *suite_ci(void)
{
	Suite *suite = suite_create("ci");
	TCase *all = tcase_create("environment");

	tcase_add_checked_fixture(all, setup, teardown);
	tcase_add_test(all, no_system_is_none);
	tcase_add_test(all, a_push_goes_from_before_to_the_commit);
	tcase_add_test(all, a_new_branch_parts_from_the_default_branch);
	tcase_add_test(all, a_pull_request_is_a_request);
	tcase_add_test(all, a_request_of_which_nothing_is_told_is_still_one);
	tcase_add_test(all, a_pull_request_that_was_merged_is_none_any_more);
	tcase_add_test(all, a_merge_group_is_what_a_queue_would_land);
	tcase_add_test(all, other_events_name_no_range);
	tcase_add_test(all, an_event_that_cannot_be_read_tells_nothing);
	tcase_add_test(all, names_that_mean_something_in_a_revision_are_none);
	tcase_add_test(all, forgejo_and_gitea_are_told_apart);
	tcase_add_test(all, gitlab_tells_by_variables);
	tcase_add_test(all, merge_requests_of_gitlab_are_requests);
	tcase_add_test(all, gerrit_tells_by_its_trigger);
	tcase_add_test(all, each_system_says_how_its_clone_becomes_whole);
	suite_add_tcase(suite, all);
	return suite;
}
