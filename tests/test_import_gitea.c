/* Gitea and Forgejo, and that neither they nor GitHub are taken for the other. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "support/import_rows.h"

Suite *suite_import_gitea(void);

#define SHA_1 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define SHA_2 "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define USER(login, name, email)                                                             \
	"{'id':1,'login':'" login "','login_name':'','full_name':'" name "','email':'" email \
	"','is_admin':false,'username':'" login "'}"
#define ADA USER("aexample", "Ada Example", "ada@example.org")
#define BO USER("bsample", "", "bsample@noreply.codeberg.org")
#define PAGE "https://codeberg.org/o/r/pulls/12"

static const struct import_row rows[] = {
	{ NULL,
	  "[{'id':5,'url':'" PAGE "','number':12,'user':" BO ",'title':'A','requested_reviewers':[" ADA
	  "],'requested_reviewers_teams':[{'id':1,'name':'docs'}],'state':'closed','draft':false,'comments':1,"
	  "'additions':3,'deletions':1,'html_url':'" PAGE "','merged':true,'merged_at':'2026-01-04T03:04:05+01:00',"
	  "'merge_commit_sha':'" SHA_2 "','merged_by':" ADA ",'base':{'sha':'" SHA_2 "'},'head':{'sha':'" SHA_1
	  "'},'merge_base':'" SHA_2 "','created_at':'2026-01-02T03:04:05Z','updated_at':'2026-01-05T03:04:05Z',"
	  "'closed_at':'2026-01-04T03:04:05+01:00'},"
	  "{'id':6,'number':13,'user':" ADA
	  ",'original_author':'','html_url':'https://codeberg.org/o/r/issues/13','state':'open',"
	  "'pull_request':null}]",
	  "account aexample Ada Example <ada@example.org>\n"
	  "act pr:12 int aexample gitea:merge 1767492245\n"
	  "act pr:12 req aexample gitea:request 0 requested\n"
	  "act pr:12 req docs gitea:request 0 group\n"
	  "pointer pr:12 head aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"
	  "pointer pr:12 merge bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n"
	  "request pr:12 gitea o/r merged draft=no created=1767323045 ready=0 closed=1767492245 merged=1767492245 "
	  "seen=1767582245 author=bsample lines=4\n"
	  "issues 1\n" },
	{ NULL,
	  "[{'id':1,'user':" ADA ",'state':'APPROVED','body':'Well done.','commit_id':'" SHA_1
	  "','stale':false,'official':true,'dismissed':false,'comments_count':0,'submitted_at':'2026-01-03T03:04:05Z',"
	  "'html_url':'" PAGE "#issuecomment-1','pull_request_url':'" PAGE "'},"
	  "{'id':2,'user':" ADA ",'state':'REQUEST_CHANGES','body':'','commit_id':'" SHA_2
	  "','stale':true,'dismissed':true,'submitted_at':'2026-01-02T05:04:05Z','pull_request_url':'" PAGE "'},"
	  "{'id':3,'user':" ADA ",'state':'REQUEST_REVIEW','official':false,'submitted_at':'2026-01-02T04:04:05Z',"
	  "'pull_request_url':'" PAGE "'},"
	  "{'id':4,'user':null,'team':{'name':'docs'},'state':'REQUEST_REVIEW','official':false,"
	  "'submitted_at':'2026-01-02T04:04:05Z','pull_request_url':'" PAGE "'},"
	  "{'id':5,'user':" ADA ",'state':'PENDING','official':false,'pull_request_url':'" PAGE "'},"
	  "{'id':6,'user':" USER("Ghost", "", "") ",'state':'COMMENT','body':'x','official':false,"
	                                          "'submitted_at':'2026-01-02T04:04:05Z','pull_request_url':'" PAGE
	                                          "'}]",
	  "account aexample Ada Example <ada@example.org>\n"
	  "act pr:12 req aexample gitea:request 1767326645 requested\n"
	  "act pr:12 req docs gitea:request 1767326645 group\n"
	  "act pr:12 rev aexample gitea:review 1767330245 dismissed words=0 "
	  "head=bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n"
	  "act pr:12 rev aexample gitea:review 1767409445 approved words=2 "
	  "head=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"
	  "ghosts 1\n" },
	{ NULL,
	  "[{'id':10,'html_url':'" PAGE "#issuecomment-10','pull_request_url':'" PAGE "','issue_url':'','user':" ADA
	  ",'original_author':'','body':'Why this way?','created_at':'2026-01-03T03:04:05Z'},"
	  "{'id':11,'html_url':'https://codeberg.org/o/r/issues/13#issuecomment-11','pull_request_url':'',"
	  "'issue_url':'https://codeberg.org/o/r/issues/13','user':" ADA ",'original_author':'','body':'x',"
	  "'created_at':'2026-01-03T03:04:05Z'},"
	  "{'id':12,'body':'Here','user':" ADA
	  ",'resolver':null,'pull_request_review_id':1,'path':'a.c','commit_id':'" SHA_1
	  "','diff_hunk':'@@','created_at':'2026-01-03T03:04:06Z','html_url':'" PAGE
	  "/files#issuecomment-12','pull_request_url':'" PAGE "'},"
	  "{'id':13,'html_url':'" PAGE "#issuecomment-13','pull_request_url':'" PAGE "','user':" USER(
		  "forgejo-actions", "",
		  "") ",'original_author':'Cleo','body':'moved','created_at':'2026-01-03T03:04:07Z'},"
	              "{'id':14,'html_url':'" PAGE "#issuecomment-14','pull_request_url':'" PAGE
	              "','user':" USER("forgejo-actions", "",
	                               "") ",'original_author':'','body':'built','created_at':'2026-01-03T03:04:08Z'}]",
	  "account aexample Ada Example <ada@example.org>\n"
	  "act pr:12 cmt Cleo gitea:comment 1767409447 commented words=1 \"13\"\n"
	  "act pr:12 cmt aexample gitea:comment 1767409445 commented words=3 \"10\"\n"
	  "act pr:12 cmt aexample gitea:comment 1767409446 commented words=1 "
	  "head=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa \"12\"\n"
	  "act pr:12 cmt forgejo-actions[bot] gitea:comment 1767409448 commented words=1 \"14\"\n"
	  "issues 1\n" },
	/* GitHub's own, of the same shapes. */
	{ NULL,
	  "[{'id':1,'node_id':'x','number':12,'user':{'login':'aexample','id':1,'type':'User'},'state':'closed',"
	  "'merged_at':'2026-01-04T03:04:05Z','html_url':'https://github.com/o/r/pull/12','requested_reviewers':[],"
	  "'requested_teams':[],'head':{'sha':'" SHA_1 "'},'base':{'sha':'" SHA_2 "'},'draft':false}]",
	  "pointer pr:12 head aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"
	  "request pr:12 github o/r merged draft=no created=0 ready=0 closed=0 merged=1767495845 seen=0 "
	  "author=aexample lines=-1\n" },
	{ NULL,
	  "[{'id':1,'user':{'login':'aexample','id':1,'type':'User'},'body':'','state':'APPROVED','commit_id':'" SHA_1
	  "','submitted_at':'2026-01-04T03:04:05Z','html_url':'https://github.com/o/r/pull/12#pullrequestreview-1',"
	  "'pull_request_url':'https://api.github.com/repos/o/r/pulls/12'}]",
	  "act pr:12 rev aexample github:review 1767495845 approved words=0 "
	  "head=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n" },
};

START_TEST(all_of_it)
{
	import_rows_check(rows, sizeof(rows) / sizeof(rows[0]));
}
END_TEST

Suite *suite_import_gitea(void)
{
	Suite *suite = suite_create("import_gitea");
	TCase *tcase = tcase_create("all");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, all_of_it);
	suite_add_tcase(suite, tcase);
	return suite;
}
