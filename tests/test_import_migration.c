/* GitHub's migration archives: the same facts as its other exports give, in any order of files. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "support/import_rows.h"
#include "support/request_log.h"

Suite *suite_import_migration(void);

#define SHA_1 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define SHA_2 "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define WEB "https://github.com/"
#define PULL WEB "o/r/pull/12"

static const struct import_row rows[] = {
	{ NULL,
	  "[{'type':'pull_request','url':'" PULL "','user':'" WEB "bsample','repository':'" WEB
	  "o/r','title':'A','body':'',"
	  "'base':{'ref':'main','sha':'" SHA_2 "'},'head':{'ref':'x','sha':'" SHA_1
	  "'},'merged_at':'2026-01-04T03:04:05Z',"
	  "'closed_at':'2026-01-04T03:04:05Z','created_at':'2026-01-02T03:04:05Z','merge_commit_sha':'" SHA_2 "',"
	  "'work_in_progress':false,'review_requests':['" WEB "aexample',{'reviewer':'" WEB "csample'},"
	  "{'url':'" WEB "orgs/o/teams/docs'},7]},"
	  "{'type':'pull_request','url':'" WEB "o/r/pull/13','user':'" WEB "ghost','created_at':'2026-01-02T03:04:05Z',"
	  "'merged_at':null,'closed_at':null},"
	  "{'type':'pull_request','url':'" WEB "o/r','user':'" WEB "ghost'}]",
	  "act pr:12 req aexample github:request 0 requested\n"
	  "act pr:12 req csample github:request 0 requested\n"
	  "act pr:12 req docs github:request 0 group\n"
	  "pointer pr:12 head aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"
	  "pointer pr:12 merge bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n"
	  "request pr:12 github o/r merged draft=no created=1767323045 ready=0 closed=1767495845 merged=1767495845 "
	  "seen=1767495845 author=bsample lines=-1\n"
	  "request pr:13 github o/r open created=1767323045 ready=0 closed=0 merged=0 seen=1767323045 author= "
	  "lines=-1\n"
	  "trouble names no pull request: no number and no address with one\n" },
	{ NULL,
	  "[{'type':'pull_request_review','url':'" PULL "/files#pullrequestreview-1','pull_request':'" PULL
	  "','user':'" WEB "aexample','body':'Well done.','head_sha':'" SHA_1 "','formatter':'markdown','state':40,"
	  "'created_at':'2026-01-03T03:00:00Z','submitted_at':'2026-01-03T03:04:05Z'},"
	  "{'type':'pull_request_review','pull_request':'" PULL "','user':'" WEB
	  "aexample','body':null,'head_sha':'" SHA_1
	  "','state':30,'created_at':'2026-01-02T05:00:00Z','submitted_at':null},"
	  "{'type':'pull_request_review','pull_request':'" PULL "','user':'" WEB "apps/helper','state':1,"
	  "'submitted_at':'2026-01-02T05:00:00Z'},"
	  "{'type':'pull_request_review','pull_request':'" PULL "','user':'" WEB "aexample','state':0},"
	  "{'type':'pull_request_review','pull_request':'" PULL "','user':null,'state':40}]",
	  "act pr:12 rev aexample github:review 1767330000 changes-requested words=0 "
	  "head=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"
	  "act pr:12 rev aexample github:review 1767409445 approved words=2 "
	  "head=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"
	  "act pr:12 rev helper[bot] github:review 1767330000 commented\n"
	  "ghosts 1\n" },
	{ NULL,
	  "[{'type':'pull_request_review_comment','url':'" PULL "#discussion_r1','pull_request':'" PULL "','user':'" WEB
	  "aexample','body':'Why this way?','diff_hunk':'@@','path':'a.c','commit_id':'" SHA_1
	  "','state':1,'in_reply_to':null,'created_at':'2026-01-03T03:00:00Z'},"
	  "{'type':'pull_request_review_comment','pull_request':'" PULL "','user':'" WEB
	  "aexample','body':'x','state':0},"
	  "{'type':'issue_comment','url':'" PULL "#issuecomment-1','pull_request':'" PULL "','user':'" WEB
	  "csample','body':'Thank you','created_at':'2026-01-03T04:00:00Z'},"
	  "{'type':'issue_comment','url':'" WEB "o/r/issues/9#issuecomment-1','issue':'" WEB
	  "o/r/issues/9','user':'" WEB "csample','body':'x','created_at':'2026-01-03T04:00:00Z'}]",
	  "act pr:12 cmt aexample github:review-comment 1767409200 words=3\n"
	  "act pr:12 cmt csample github:comment 1767412800 words=2\n"
	  "issues 1\n" },
	{ NULL,
	  "[{'type':'user','url':'" WEB "bsample','login':'bsample','name':'Bo Sample','company':null,"
	  "'emails':[{'address':'bo@example.org','primary':true},{'address':'bo@work.example.org','primary':false}]},"
	  "{'type':'user','url':'" WEB "csample','login':'csample','name':null,'emails':[]},"
	  "{'type':'user','url':'" WEB "bom','login':'bom','name':'Bo Marsh','emails':[]},"
	  "{'type':'user','url':'" WEB "dot','login':'dot','name':'Dot Reed'},"
	  "{'type':'bot','url':'" WEB "apps/helper','login':'helper','emails':[]}]",
	  "account bom Bo Marsh <>\n"
	  "account bsample Bo Sample <>\n"
	  "account bsample Bo Sample <bo@example.org>\n"
	  "account bsample Bo Sample <bo@work.example.org>\n"
	  "account dot Dot Reed <>\n" },
	{ NULL,
	  "[{'type':'issue_event','url':'" PULL "#event-1','pull_request':'" PULL "','actor':'" WEB
	  "aexample','event':'merged','commit_id':'" SHA_2 "','created_at':'2026-01-04T03:04:05Z'},"
	  "{'type':'issue_event','pull_request':'" PULL "','actor':'" WEB "aexample','event':'closed'},"
	  "{'type':'issue_event','issue':'" WEB "o/r/issues/9','actor':'" WEB "aexample','event':'closed'},"
	  "{'type':'issue','url':'" WEB "o/r/issues/9','user':'" WEB "aexample'}]",
	  "act pr:12 int aexample github:merge 1767495845\n"
	  "issues 2\n" },
};

/* What GitHub's REST interface tells of the same review is the same act. */
static const struct import_row rest = {
	NULL,
	"[{'id':1,'user':{'login':'aexample','type':'User'},'body':'Well done.','state':'APPROVED','commit_id':'" SHA_1
	"','submitted_at':'2026-01-03T03:04:05Z','pull_request_url':'https://api.github.com/repos/o/r/pulls/12'}]",
	NULL
};

START_TEST(all_of_it)
{
	import_rows_check(rows, sizeof(rows) / sizeof(rows[0]));
}
END_TEST

START_TEST(the_same_act_as_elsewhere)
{
	char *text = import_files_text(&rest, 1);

	ck_assert_msg(strstr(rows[1].expected, text) != NULL, "%s", text);
	free(text);
}
END_TEST

/* Of several projects the remote's is read, in whatever order its requests and their reviews come. */
START_TEST(several_projects)
{
	static const char input[] =
		"[{\"type\":\"repository\",\"url\":\"" WEB "o/r\"},{\"type\":\"repository\",\"url\":\"" WEB
		"o/r2\"},{\"type\":\"pull_request\",\"url\":\"" WEB "o/r2/pull/12\",\"user\":\"" WEB
		"bsample\"},{\"type\":\"pull_request_review\",\"pull_request\":\"" WEB "o/r2/pull/12\",\"user\":\"" WEB
		"csample\",\"state\":40},"
		"{\"type\":\"pull_request_review\",\"pull_request\":\"" PULL "\",\"user\":\"" WEB
		"aexample\",\"state\":40}]";
	static const struct {
		const char *remote;
		const char *act;
	} remotes[] = {
		{ "git@github.com:O/r.git", "aexample" },
		{ "https://github.com/o/r2/", "csample" },
		{ "https://example.org/elsewhere", NULL },
		{ "", NULL },
	};

	for (size_t i = 0; i < sizeof(remotes) / sizeof(remotes[0]); i++) {
		struct request_log log;
		struct import_summary summary;
		struct import *import;
		char *text, *act;

		request_log_init(&log, 0);
		import = import_new(&log.sink);
		import_set_remote(import, text_of(remotes[i].remote));
		import_feed(import, input, sizeof(input) - 1);
		import_finish(import, &summary);
		import_free(import);
		text = request_log_text(&log);
		act = strstr(text, "act pr:12 rev ");
		ck_assert_ptr_nonnull(strstr(text, "trouble the archive holds several projects"));
		ck_assert_int_eq(act != NULL, remotes[i].act != NULL);
		if (act) {
			ck_assert_ptr_nonnull(strstr(act, remotes[i].act));
			ck_assert_ptr_null(strstr(act + 1, "act pr:12 rev "));
		}
		free(text);
		request_log_release(&log);
	}
}
END_TEST

Suite *suite_import_migration(void)
{
	Suite *suite = suite_create("import_migration");
	TCase *tcase = tcase_create("all");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, all_of_it);
	tcase_add_test(tcase, the_same_act_as_elsewhere);
	tcase_add_test(tcase, several_projects);
	suite_add_tcase(suite, tcase);
	return suite;
}
