/* Bitbucket Cloud and Data Center: pages, pull requests, what happened on them. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "support/import_rows.h"

Suite *suite_import_bitbucket(void);

#define SHA_1 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define SHA_2 "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define ADA "{'display_name':'Ada Example','nickname':'aexample','account_id':'1','type':'user'}"
#define BO "{'display_name':'Bo Sample','nickname':'bsample','account_id':'2','type':'user'}"
#define PULL "'pull_request':{'type':'pullrequest','id':12,'title':'A'}"
#define DAY(day) "2026-01-0" day "T03:04:05.678901+00:00"

static const struct import_row cloud_rows[] = {
	{ NULL,
	  "{'pagelen':10,'values':[{'type':'pullrequest','id':12,'title':'A','state':'MERGED','author':" BO
	  ",'created_on':'" DAY("2") "','updated_on':'" DAY(
		  "4") "','draft':false,"
	               "'source':{'commit':{'hash':'" SHA_1 "'}},'destination':{'repository':{'full_name':'o/r'}},"
	               "'merge_commit':{'hash':'" SHA_2 "'},'closed_by':" ADA ",'reviewers':[" ADA "],"
	               "'participants':[{'user':" ADA ",'role':'REVIEWER','approved':true,'state':'approved'},"
	               "{'user':" BO ",'role':'PARTICIPANT','approved':false,'state':'changes_requested'},"
	               "{'user':null,'approved':true}]}],'page':1,'size':3,"
	               "'next':'https://api.bitbucket.org/2.0/repositories/o/r/pullrequests?page=2'}",
	  "account aexample Ada Example <>\n"
	  "account bsample Bo Sample <>\n"
	  "act pr:12 int aexample bitbucket:merge 0\n"
	  "act pr:12 req aexample bitbucket:request 0 requested\n"
	  "act pr:12 rev aexample bitbucket:approval 0 approved\n"
	  "act pr:12 rev bsample bitbucket:changes 0 changes-requested\n"
	  "pointer pr:12 head aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"
	  "pointer pr:12 merge bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n"
	  "request pr:12 bitbucket o/r merged draft=no created=1767323045 ready=0 closed=0 merged=0 seen=1767495845 "
	  "author=bsample lines=-1\n"
	  "trouble the export says that more follows: 1 of 3 are here\n"
	  "missing 2\n"
	  "ghosts 1\n"
	  "cut\n" },
	{ NULL,
	  "{'values':[{" PULL ",'approval':{'date':'" DAY(
		  "3") "','user':" ADA "}},"
	               "{" PULL ",'changes_requested':{'date':'" DAY(
			       "2") "','user':" ADA "}},"
	                            "{" PULL ",'comment':{'id':7,'created_on':'" DAY(
					    "3") "','content':{'raw':'Well done.'},'user':" ADA
	                                         ",'inline':{'path':'a.c','to':3},'deleted':false}},"
	                                         "{" PULL ",'comment':{'id':8,'created_on':'" DAY(
							 "3") "','content':{'raw':''},'user':" ADA ",'deleted':true}},"
	                                                      "{" PULL ",'update':{'state':'MERGED','author':" ADA
	                                                      ",'date':'" DAY(
								      "4") "','changes':{'status':{'old':'open','new':'"
	                                                                   "fulfilled'}}}},"
	                                                                   "{" PULL
	                                                                   ",'update':{'state':'MERGED','author':" BO
	                                                                   ",'date':'" DAY(
										   "5") "','changes':{'title':{}}}},"
	                                                                                "{" PULL ",'update':{'state':'"
	                                                                                "OPEN','author':" BO
	                                                                                ",'date':'" DAY(
												"1") "','changes':{'"
	                                                                                             "reviewers':{'"
	                                                                                             "added':[" ADA
	                                                                                             "]}}}}],'pagelen':"
	                                                                                             "20}",
	  "account aexample Ada Example <>\n"
	  "act pr:12 cmt aexample bitbucket:comment 1767409445 commented words=2 \"7\"\n"
	  "act pr:12 int aexample bitbucket:merge 1767495845\n"
	  "act pr:12 req aexample bitbucket:request 1767236645 requested\n"
	  "act pr:12 rev aexample bitbucket:approval 1767409445 approved\n"
	  "act pr:12 rev aexample bitbucket:changes 1767323045 changes-requested\n"
	  "request pr:12 bitbucket  merged created=0 ready=0 closed=1767495845 merged=1767495845 seen=1767495845 "
	  "author= lines=-1\n" },
	{ NULL,
	  "[{'id':7,'type':'pullrequest_comment','created_on':'" DAY(
		  "3") "','content':{'raw':'Well done.'},'user':"
	               "{'display_name':'Pipes','type':'app_user'},'pullrequest':{'type':'pullrequest','id':12}}]",
	  "act pr:12 cmt Pipes[bot] bitbucket:comment 1767409445 commented words=2 \"7\"\n" },
};

#define DC_ADA                                                                           \
	"{'name':'aexample','emailAddress':'ada@example.org','id':1,'displayName':'Ada " \
	"Example','slug':'aexample','type':'NORMAL'}"
#define DC_BO                                                                         \
	"{'name':'bsample','emailAddress':'bo@example.org','id':2,'displayName':'Bo " \
	"Sample','slug':'bsample','type':'NORMAL'}"
#define DC_CI "{'name':'ci','slug':'ci','displayName':'CI','type':'SERVICE'}"

static const struct import_row server_rows[] = {
	{ NULL,
	  "{'size':1,'limit':25,'isLastPage':false,'values':[{'id':12,'version':2,'title':'A','state':'MERGED','open':"
	  "false,"
	  "'closed':true,'createdDate':1767322800123,'updatedDate':1767495600000,'closedDate':1767495600000,"
	  "'fromRef':{'id':'refs/heads/x','latestCommit':'" SHA_1 "'},"
	  "'toRef':{'id':'refs/heads/main','repository':{'slug':'tool','project':{'key':'ORG'}}},"
	  "'author':{'user':" DC_BO ",'role':'AUTHOR','approved':false,'status':'UNAPPROVED'},"
	  "'reviewers':[{'user':" DC_ADA
	  ",'role':'REVIEWER','approved':true,'status':'APPROVED','lastReviewedCommit':'" SHA_1
	  "'}],'participants':[{'user':" DC_CI ",'status':'NEEDS_WORK'}],"
	  "'properties':{'mergeCommit':{'id':'" SHA_2 "'}}}],'start':0,'nextPageStart':25}",
	  "account aexample Ada Example <ada@example.org>\n"
	  "account bsample Bo Sample <bo@example.org>\n"
	  "act pr:12 req aexample bitbucket:request 0 requested\n"
	  "act pr:12 rev aexample bitbucket:approval 0 approved head=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"
	  "act pr:12 rev ci[bot] bitbucket:changes 0 changes-requested\n"
	  "pointer pr:12 head aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"
	  "pointer pr:12 merge bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n"
	  "request pr:12 bitbucket ORG/tool merged created=1767322800 ready=0 closed=1767495600 merged=1767495600 "
	  "seen=1767495600 author=bsample lines=-1\n"
	  "trouble the export says that more follows: 1 are here\n"
	  "cut\n" },
	{ "pull-requests/12/activities.json",
	  "{'size':9,'limit':25,'isLastPage':true,'values':["
	  "{'id':9,'createdDate':1767495600000,'user':" DC_ADA ",'action':'MERGED','commit':{'id':'" SHA_2 "'}},"
	  "{'id':8,'createdDate':1767409200000,'user':" DC_ADA ",'action':'APPROVED'},"
	  "{'id':7,'createdDate':1767405600000,'user':" DC_ADA ",'action':'UNAPPROVED'},"
	  "{'id':6,'createdDate':1767402000000,'user':" DC_ADA ",'action':'REVIEWED'},"
	  "{'id':5,'createdDate':1767400000000,'user':" DC_ADA
	  ",'action':'COMMENTED','commentAction':'ADDED','comment':{'id':70,'text':'Why this way?','author':" DC_ADA
	  ",'createdDate':1767400000000,'comments':[{'id':71,'text':'Because.','author':" DC_BO
	  ",'createdDate':1767400001000,'comments':[]}]},'commentAnchor':{'path':'a.c','line':3,'toHash':'" SHA_1 "'}},"
	  "{'id':4,'createdDate':1767400000000,'user':" DC_CI ",'action':'APPROVED'},"
	  "{'id':3,'createdDate':1767330000000,'user':" DC_BO ",'action':'UPDATED','addedReviewers':[" DC_ADA "]},"
	  "{'id':2,'createdDate':1767330000000,'user':" DC_BO ",'action':'RESCOPED'},"
	  "{'id':1,'createdDate':1767322800000,'user':" DC_BO ",'action':'OPENED'}],'start':0}",
	  "account aexample Ada Example <ada@example.org>\n"
	  "account bsample Bo Sample <bo@example.org>\n"
	  "act pr:12 cmt aexample bitbucket:comment 1767400000 commented words=3 "
	  "head=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa \"70\"\n"
	  "act pr:12 cmt bsample bitbucket:comment 1767400001 commented words=1 \"71\"\n"
	  "act pr:12 int aexample bitbucket:merge 1767495600\n"
	  "act pr:12 req aexample bitbucket:request 1767330000 requested\n"
	  "act pr:12 rev aexample bitbucket:approval 1767405600 dismissed excluded\n"
	  "act pr:12 rev aexample bitbucket:approval 1767409200 approved\n"
	  "act pr:12 rev aexample bitbucket:changes 1767402000 changes-requested\n"
	  "act pr:12 rev ci[bot] bitbucket:approval 1767400000 approved\n"
	  "pointer pr:12 merge bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n"
	  "request pr:12 bitbucket   created=1767322800 ready=0 closed=0 merged=0 seen=1767322800 author=bsample "
	  "lines=-1\n"
	  "request pr:12 bitbucket  merged created=0 ready=0 closed=1767495600 merged=1767495600 seen=1767495600 "
	  "author= lines=-1\n" },
	{ NULL,
	  "{'pull_request_number':13,'answer':[{'id':2,'createdDate':1767495600000,'user':" DC_BO
	  ",'action':'DECLINED'}]}",
	  "request pr:13 bitbucket  closed created=0 ready=0 closed=1767495600 merged=0 seen=1767495600 author= "
	  "lines=-1\n" },
	{ "activities.json", "[{'id':2,'createdDate':1767495600000,'user':" DC_BO ",'action':'DECLINED'}]",
	  "trouble an activity without the number of its request: passed over; a file name such as "
	  "pull-requests/12/activities.json would tell it\n" },
};

#define CHECK_ROWS(rows) import_rows_check((rows), sizeof(rows) / sizeof((rows)[0]))

START_TEST(cloud)
{
	CHECK_ROWS(cloud_rows);
}
END_TEST

START_TEST(data_center)
{
	CHECK_ROWS(server_rows);
}
END_TEST

Suite *suite_import_bitbucket(void)
{
	Suite *suite = suite_create("import_bitbucket");
	TCase *tcase = tcase_create("all");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, cloud);
	tcase_add_test(tcase, data_center);
	suite_add_tcase(suite, tcase);
	return suite;
}
