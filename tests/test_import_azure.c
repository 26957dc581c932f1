/* Azure DevOps: pull requests with votes, and threads. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "support/import_rows.h"

Suite *suite_import_azure(void);

#define SHA_1 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define SHA_2 "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define ADA "'displayName':'Ada Example','id':'1','uniqueName':'ada@example.org'"
#define BO "'displayName':'Bo Sample','id':'2','uniqueName':'CORP\\\\bsample'"
#define SELF(number)                                                                                      \
	"'_links':{'self':{'href':'https://dev.azure.com/o/_apis/git/repositories/x/pullRequests/" number \
	"/threads/4'}}"

static const struct import_row rows[] = {
	{ NULL,
	  "{'value':[{'repository':{'id':'x','name':'tool','project':{'id':'p','name':'team'}},'pullRequestId':12,"
	  "'status':'completed','createdBy':{" BO "},'closedBy':{" ADA
	  "},'creationDate':'2026-01-02T03:04:05.1234567Z',"
	  "'closedDate':'2026-01-04T03:04:05Z','title':'A','sourceRefName':'refs/heads/x','isDraft':false,"
	  "'lastMergeSourceCommit':{'commitId':'" SHA_1 "'},'lastMergeCommit':{'commitId':'" SHA_2 "'},"
	  "'reviewers':[{'vote':10," ADA "},{'vote':-5," BO "},{'vote':0,'displayName':'Cleo Sample',"
	  "'uniqueName':'cleo@example.org'},{'vote':10,'displayName':'[team]\\\\Docs','uniqueName':'vstfs:///"
	  "x','isContainer':true}]},"
	  "{'pullRequestId':13,'status':'abandoned','createdBy':null,'isDraft':true,'sourceRefName':'x',"
	  "'closedDate':'2026-01-04T03:04:05','lastMergeCommit':{'commitId':'" SHA_2 "'}}],'count':2}",
	  "account CORP\\bsample Bo Sample <>\n"
	  "account ada@example.org Ada Example <ada@example.org>\n"
	  "account cleo@example.org Cleo Sample <cleo@example.org>\n"
	  "act pr:12 int Ada Example <ada@example.org> azure:merge 1767495845\n"
	  "act pr:12 req Ada Example <ada@example.org> azure:request 0 requested\n"
	  "act pr:12 req CORP\\bsample azure:request 0 requested\n"
	  "act pr:12 req Cleo Sample <cleo@example.org> azure:request 0 requested\n"
	  "act pr:12 req [team]\\Docs azure:request 0 group\n"
	  "act pr:12 rev Ada Example <ada@example.org> azure:vote 0 approved\n"
	  "act pr:12 rev CORP\\bsample azure:vote 0 changes-requested\n"
	  "act pr:12 rev [team]\\Docs azure:vote 0 approved group\n"
	  "pointer pr:12 head aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"
	  "pointer pr:12 merge bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n"
	  "request pr:12 azure team/_git/tool merged draft=no created=1767323045 ready=0 closed=1767495845 "
	  "merged=1767495845 seen=1767495845 author=CORP\\bsample lines=-1\n"
	  "request pr:13 azure  closed draft=yes created=0 ready=0 closed=1767495845 merged=0 seen=1767495845 author= "
	  "lines=-1\n" },
	{ "12.json",
	  "{'value':[{'id':4,'publishedDate':'2026-01-03T03:04:05Z','comments':[{'id':1,'author':{" ADA
	  "},'content':'Why this way?','publishedDate':'2026-01-03T03:04:05Z','commentType':'text'},"
	  "{'id':2,'parentCommentId':1,'author':{" BO "},'content':'Because.','publishedDate':'2026-01-03T03:05:05Z'},"
	  "{'id':3,'author':{" ADA "},'content':'','commentType':'text','isDeleted':true}]," SELF(
		  "14") "},"
	                "{'id':5,'publishedDate':'2026-01-03T04:04:05Z','comments':[{'id':1,'author':{" ADA
	                "},'content':'Ada Example voted "
	                "10','commentType':'system','publishedDate':'2026-01-03T04:04:05Z'}],"
	                "'properties':{'CodeReviewThreadType':{'$type':'System.String','$value':'VoteUpdate'},"
	                "'CodeReviewVoteResult':{'$type':'System.String','$value':'10'},"
	                "'CodeReviewVotedByIdentity':{'$type':'System.String','$value':'1'}},'identities':{'1':{" ADA
	                "}}},"
	                "{'id':6,'publishedDate':'2026-01-03T05:04:05Z','comments':[],"
	                "'properties':{'CodeReviewThreadType':{'$value':'VoteUpdate'},'CodeReviewVoteResult':{'$value':"
	                "'0'},"
	                "'CodeReviewVotedByIdentity':{'$value':'1'}},'identities':{'1':{" ADA "}}},"
	                "{'id':7,'publishedDate':'2026-01-03T05:04:05Z','comments':[],'isDeleted':true,"
	                "'properties':{'CodeReviewThreadType':{'$value':'VoteUpdate'},'CodeReviewVoteResult':{'$value':"
	                "'-10'},"
	                "'CodeReviewVotedByIdentity':{'$value':'1'}},'identities':{'1':{" ADA "}}}],'count':4}",
	  "account CORP\\bsample Bo Sample <>\n"
	  "account ada@example.org Ada Example <ada@example.org>\n"
	  "act pr:12 rev Ada Example <ada@example.org> azure:vote 1767413045 approved\n"
	  "act pr:12 rev Ada Example <ada@example.org> azure:vote 1767416645 dismissed excluded\n"
	  "act pr:14 cmt Ada Example <ada@example.org> azure:comment 1767409445 commented words=3 \"4.1\"\n"
	  "act pr:14 cmt CORP\\bsample azure:comment 1767409505 commented words=1 \"4.2\"\n" },
	{ NULL, "[{'id':4,'publishedDate':'2026-01-03T03:04:05Z','comments':[]}]",
	  "trouble a thread without the number of its request: passed over; a file name such as "
	  "pullRequests/12/threads.json would tell it\n" },
};

START_TEST(all_of_it)
{
	import_rows_check(rows, sizeof(rows) / sizeof(rows[0]));
}
END_TEST

Suite *suite_import_azure(void)
{
	Suite *suite = suite_create("import_azure");
	TCase *tcase = tcase_create("all");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, all_of_it);
	suite_add_tcase(suite, tcase);
	return suite;
}
