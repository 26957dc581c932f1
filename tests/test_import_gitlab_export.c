/* GitLab's project export, and which files of a directory or archive are worth reading. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "lead/import.h"
#include "support/import_rows.h"

Suite *suite_import_gitlab_export(void);

#define SHA(letter) "" letter letter letter letter letter letter letter letter letter letter ""
#define SHA_1 SHA("aaaa")
#define SHA_2 SHA("bbbb")
#define SHA_3 SHA("cccc")
#define MEMBERS                                                                                                     \
	"{'id':1,'access_level':40,'source_type':'Project','user_id':7,'user':{'id':7,'public_email':'ada@example." \
	"org',"                                                                                                     \
	"'username':'aexample'}}\n"                                                                                 \
	"{'id':2,'access_level':30,'user_id':8,'user':{'id':8,'email':'bo@example.org','username':'bsample'}}\n"    \
	"{'id':3,'access_level':30,'user_id':9,'user':null,'invite_email':null}\n"
#define REQUEST                                                                                                      \
	"{'id':27,'target_branch':'main','source_branch':'x','author_id':8,'title':'A','created_at':'2026-01-02T03:" \
	"04:05.678Z',"                                                                                               \
	"'updated_at':'2026-01-05T03:04:05.678Z','state':'merged','iid':12,'merge_user_id':null,'draft':false,"      \
	"'merge_commit_sha':'" SHA_2 "','squash_commit_sha':null,'notes':["                                          \
	"{'id':1,'note':'approved this merge request','noteable_type':'MergeRequest','author_id':7,'system':true,"   \
	"'created_at':'2026-01-03T03:04:05.678Z','author':{'name':'Ada Example'}},"                                  \
	"{'id':2,'note':'Why this "                                                                                  \
	"way?','noteable_type':'MergeRequest','author_id':7,'system':false,'type':'DiffNote',"                       \
	"'position':{'head_sha':'" SHA_1 "'},'created_at':'2026-01-03T03:00:00Z','author':{'name':'Ada Example'}},"  \
	"{'id':3,'note':'Thank you','author_id':99,'system':false,'created_at':'2026-01-03T05:00:00Z',"              \
	"'author':{'name':'Cleo Sample'}},"                                                                          \
	"{'id':4,'note':'x','author_id':98,'system':false,'created_at':'2026-01-03T05:00:00Z','author':{'name':'"    \
	"Ghost User'}},"                                                                                             \
	"{'id':5,'note':'added 1 commit','author_id':8,'system':true,'created_at':'2026-01-03T05:00:00Z'}],"         \
	"'merge_request_diff':{'base_commit_sha':'" SHA_3 "','head_commit_sha':'" SHA_1 "',"                         \
	"'merge_request_diff_commits':[{'sha':'" SHA_1 "'},{'sha':null}]},"                                          \
	"'metrics':{'merged_by_id':7,'merged_at':'2026-01-04T03:04:05.678Z','latest_closed_at':null},"               \
	"'approvals':[{'id':1,'user_id':7,'created_at':'2026-01-03T03:04:05.700Z'}],"                                \
	"'merge_request_reviewers':[{'user_id':7,'state':'approved'},{'user_id':97}]}\n"

static const struct import_row rows[] = {
	{ NULL, MEMBERS,
	  "account aexample  <ada@example.org>\n"
	  "account bsample  <bo@example.org>\n" },
	{ NULL, REQUEST,
	  "act mr:12 cmt Ada Example gitlab:review-comment 1767409200 words=3 "
	  "head=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"
	  "act mr:12 cmt Cleo Sample gitlab:note 1767416400 words=2\n"
	  "act mr:12 int GitLab user 7 gitlab:merge 1767495845\n"
	  "act mr:12 req GitLab user 7 gitlab:request 0 requested\n"
	  "act mr:12 req GitLab user 97 gitlab:request 0 requested\n"
	  "act mr:12 rev Ada Example gitlab:approval 1767409445 approved\n"
	  "act mr:12 rev GitLab user 7 gitlab:approval 1767409445 approved\n"
	  "pointer mr:12 base cccccccccccccccccccccccccccccccccccccccc\n"
	  "pointer mr:12 commit aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"
	  "pointer mr:12 head aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"
	  "pointer mr:12 merge bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n"
	  "request mr:12 gitlab  merged draft=no created=1767323045 ready=0 closed=0 merged=1767495845 seen=1767582245 "
	  "reviews=1767582245 author=GitLab user 8 lines=-1\n"
	  "ghosts 1\n" },
};

static const struct import_row files[] = {
	{ "tree/project/project_members.ndjson", MEMBERS, NULL },
	{ "tree/project/merge_requests.ndjson", REQUEST, NULL },
};

#define REST_USER "{'id':7,'username':'aexample','name':'Ada Example'}"
static const struct import_row rest = {
	NULL,
	"[{'id':1,'noteable_type':'MergeRequest','noteable_iid':12,'system':true,'body':'approved this merge request',"
	"'created_at':'2026-01-03T03:04:05.678Z','author':" REST_USER "},"
	"{'id':2,'noteable_type':'MergeRequest','noteable_iid':12,'system':false,'type':'DiffNote','body':'Why this "
	"way?',"
	"'position':{'head_sha':'" SHA_1 "'},'created_at':'2026-01-03T03:00:00Z','author':" REST_USER "}]",
	NULL
};

START_TEST(all_of_it)
{
	import_rows_check(rows, sizeof(rows) / sizeof(rows[0]));
}
END_TEST

START_TEST(the_same_acts_as_the_rest_interface)
{
	char *export = import_files_text(files, 2), *text = import_files_text(&rest, 1);
	struct text lines = text_of(text), line;

	while (text_next_line(&lines, &line)) {
		if (text_starts(line, TEXT("act")))
			ck_assert_msg(text_find(text_of(export), line, 0) >= 0, TEXT_FMT " not in\n%s", TEXT_ARG(line),
			              export);
	}
	/* Who is no member any more is told by the name alone, or by the number. */
	ck_assert_ptr_nonnull(strstr(export, "act mr:12 cmt Cleo Sample gitlab:note"));
	ck_assert_ptr_nonnull(strstr(export, "act mr:12 req GitLab user 97 gitlab:request"));
	ck_assert_ptr_nonnull(strstr(export, "act mr:12 int aexample gitlab:merge 1767495845"));
	ck_assert_ptr_nonnull(strstr(export, "author=bsample"));
	free(text);
	free(export);
}
END_TEST

/* Numbers of items begin anew, and what one file lacks the next does not lose. */
START_TEST(files_stand_alone)
{
	static const struct import_row two[] = {
		{ "users_000001.json", "[{'type':'user','login':'aexample','emails':[],'name':'Ada Ex", NULL },
		{ "users_000002.json", "[{'type':'user','login':'bsample','emails':[],'name':'Bo Sample'}]", NULL },
	};
	char *text = import_files_text(two, 2);

	ck_assert_str_eq(text, "account bsample Bo Sample <>\ntrouble cut off in the middle\nlost 1\ncut\n");
	free(text);
}
END_TEST

START_TEST(files_worth_reading)
{
	static const struct {
		const char *path;
		enum import_turn turn;
	} paths[] = {
		{ "./tree/project/project_members.ndjson", IMPORT_FIRST },
		{ "export/tree/project/merge_requests.ndjson", IMPORT_SECOND },
		{ "tree/project/issues.ndjson", IMPORT_NEVER },
		{ "repositories_000001.json", IMPORT_FIRST },
		{ "users_000001.json", IMPORT_SECOND },
		{ "x/pull_requests_000002.json", IMPORT_SECOND },
		{ "pull_request_review_threads_000001.json", IMPORT_NEVER },
		{ "schema.json", IMPORT_NEVER },
		{ "repositories/o/r.git/pull_requests_000001.json", IMPORT_NEVER },
		{ "x/repositories/o/pulls.json", IMPORT_NEVER },
		{ "changes/12/comments.json", IMPORT_SECOND },
		{ "changes.json", IMPORT_SECOND },
		{ "review/12-comments.json", IMPORT_SECOND },
		{ "pull-requests/12/activities.json", IMPORT_SECOND },
		{ "package.json", IMPORT_NEVER },
		{ "", IMPORT_NEVER },
	};

	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
		ck_assert_msg(import_turn_of(text_of(paths[i].path)) == paths[i].turn, "%s", paths[i].path);
}
END_TEST

START_TEST(numbers_in_names)
{
	static const struct {
		const char *name;
		int number;
	} names[] = {
		{ "changes/123/comments", 123 },
		{ "123-comments.json", 123 },
		{ "123.json", 123 },
		{ "pr-12-activities.json", 12 },
		{ "PR_12.json", 12 },
		{ "change-7/comments.json", 7 },
		{ "tool~main~9/comments.json", 9 },
		{ "comments-2.json", 0 },
		{ "comments.json", 0 },
		{ "2026/12/comments.json", 0 },
		{ "pull-requests/12/comments.json", 12 },
		{ "a1/b2/comments.json", 0 },
		{ "12x.json", 0 },
		{ "99999999999999999999.json", 0 },
		{ "price.json", 0 },
		{ "", 0 },
	};
	static const char comments[] = "{'a.c':[{'updated':'2026-01-03 01:00:00.0','message':'a','patch_set':1,"
				       "'author':{'name':'Ada Example'}}]}";

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const struct import_row file = { names[i].name, comments, NULL };
		char *text = import_files_text(&file, 1), *at = strstr(text, "act gerrit:");

		ck_assert_msg((at ? strtol(at + strlen("act gerrit:"), NULL, 10) : 0) == names[i].number, "%s: %s",
		              names[i].name, text);
		free(text);
	}
}
END_TEST

Suite *suite_import_gitlab_export(void)
{
	Suite *suite = suite_create("import_gitlab_export");
	TCase *tcase = tcase_create("all");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, all_of_it);
	tcase_add_test(tcase, the_same_acts_as_the_rest_interface);
	tcase_add_test(tcase, files_stand_alone);
	tcase_add_test(tcase, files_worth_reading);
	tcase_add_test(tcase, numbers_in_names);
	suite_add_tcase(suite, tcase);
	return suite;
}
