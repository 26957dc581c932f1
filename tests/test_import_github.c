/* Readers of GitHub's exports, item by item: what each gives, of which kind it is, what is missing. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "support/request_log.h"

Suite *suite_import_github(void);

static const struct import_reader *const readers[] = {
	&import_gh_pull,      &import_graphql_pull,       &import_rest_pull,    &import_rest_review,
	&import_rest_comment, &import_rest_issue_comment, &import_archive_pull,
};

/* NULL if none takes it; fails if several do. */
static const struct import_reader *reader_of(const json_t *json, const struct import_context *context)
{
	const struct import_reader *found = NULL;

	for (size_t i = 0; i < sizeof(readers) / sizeof(readers[0]); i++) {
		if (readers[i]->matches(json, context)) {
			ck_assert_msg(!found, "%s and %s", found ? found->name : "", readers[i]->name);
			found = readers[i];
		}
	}
	return found;
}

static const struct import_reader *read_into(struct request_log *log, const char *path, const char *quoted)
{
	struct import_context context = { .path = text_of(path) };
	json_t *json = json_of(quoted);
	const struct import_reader *reader = reader_of(json, &context);

	if (reader)
		reader->read(json, &context, &log->out);
	json_decref(json);
	return reader;
}

/* Each line of what one item gives. */
static void assert_facts(const char *path, const char *quoted, const char *expected)
{
	struct request_log log;
	char *got;

	request_log_init(&log, 0);
	ck_assert_msg(read_into(&log, path, quoted) != NULL, "no reader for %s", quoted);
	got = request_log_text(&log);
	ck_assert_msg(strcmp(got, expected) == 0, "%s\ngives\n%sexpected\n%s", quoted, got, expected);
	free(got);
	request_log_release(&log);
}

#define O "0123456789abcdef0123456789abcdef01234567"
#define REQUEST "request pr:5 github "
#define NO_TIMES " created=0 ready=0 closed=0 merged=0 seen=0"
#define SEEN " created=0 ready=0 closed=0 merged=0 seen=1767323045"

static const struct {
	const char *path, *json, *expected;
} rows[] = {
	/* Few fields asked for. */
	{ "", "{'number':5,'reviews':[]}", REQUEST " " NO_TIMES " author= lines=-1\n" },
	{ "", "{'number':5,'state':'OPEN'}", REQUEST " open" NO_TIMES " author= lines=-1\n" },
	{ "", "{'number':5,'mergeCommit':{'oid':'" O "'}}",
	  "pointer pr:5 merge " O "\n" REQUEST " merged" NO_TIMES " author= lines=-1\n" },
	{ "", "{'number':5,'mergedBy':{'login':'aexample'}}",
	  "act pr:5 int aexample github:merge 0\n" REQUEST " merged" NO_TIMES " author= lines=-1\n" },
	{ "", "{'number':5,'closed':false}", REQUEST " open" NO_TIMES " author= lines=-1\n" },
	{ "", "{'number':5,'closed':true}", REQUEST " " NO_TIMES " author= lines=-1\n" },
	{ "", "{'number':5,'closed':true,'mergedAt':null}", REQUEST " closed" NO_TIMES " author= lines=-1\n" },
	{ "", "{'number':5,'additions':3}", REQUEST " " NO_TIMES " author= lines=-1\n" },
	{ "", "{'url':'https://forge.example.org/o/r/pull/5','additions':3,'deletions':0}",
	  REQUEST "o/r " NO_TIMES " author= lines=3\n" },
	/* All reviews and comments are told, and none is: only where both lists are there, whole, and by somebody. */
	{ "", "{'number':5,'updatedAt':'2026-01-02T03:04:05Z','reviews':[],'comments':[]}",
	  REQUEST " " SEEN " reviews=1767323045 author= lines=-1\n" },
	{ "", "{'number':5,'updatedAt':'2026-01-02T03:04:05Z','reviews':[]}", REQUEST " " SEEN " author= lines=-1\n" },
	{ "", "{'number':5,'updatedAt':'2026-01-02T03:04:05Z','comments':[],'reviews':null}",
	  REQUEST " " SEEN " author= lines=-1\n" },
	{ "",
	  "{'number':5,'updatedAt':'2026-01-02T03:04:05Z','comments':{'nodes':[]},'reviews':{'nodes':[],'pageInfo':"
	  "{'hasNextPage':true}}}",
	  REQUEST " " SEEN " author= lines=-1\ntrouble reviews: the export has only a part of them\n" },
	{ "",
	  "{'number':5,'updatedAt':'2026-01-02T03:04:05Z','comments':{'totalCount':1,'nodes':[]},'reviews':{'nodes':[]}"
	  "}",
	  REQUEST " " SEEN " author= lines=-1\ntrouble comments: the export has only a part of them\n" },
	{ "",
	  "{'number':5,'updatedAt':'2026-01-02T03:04:05Z','comments':[],'reviews':[{'author':null,'state':'APPROVED'}]"
	  "}",
	  REQUEST " " SEEN " author= lines=-1\n" },
	{ "",
	  "{'number':5,'updatedAt':'2026-01-02T03:04:05Z','comments':[],'reviews':[{'author':null,'state':'PENDING'}]}",
	  REQUEST " " SEEN " reviews=1767323045 author= lines=-1\n" },
	/* gh says "app/" of a bot where it opens or merges, and nothing where it comments. */
	{ "",
	  "{'number':5,'author':{'is_bot':true,'login':'app/helper'},'comments':[{'author':{'login':'helper'},"
	  "'body':'x'},{'author':{'login':'helper2'}}]}",
	  "act pr:5 cmt helper2 github:comment 0\nact pr:5 cmt helper[bot] github:comment 0 words=1\n" REQUEST
	  " " NO_TIMES " author=helper[bot] lines=-1\n" },
	/* A person of the bot's name, where the export tells which is which. */
	{ "",
	  "{'number':5,'author':{'__typename':'Bot','login':'helper'},'comments':{'nodes':[{'author':"
	  "{'__typename':'User','login':'helper'}}]}}",
	  "act pr:5 cmt helper github:comment 0\n" REQUEST " " NO_TIMES " author=helper[bot] lines=-1\n" },
	{ "", "{'number':5,'author':{'is_bot':true,'login':'app/'},'isDraft':true}",
	  REQUEST "  draft=yes" NO_TIMES " author= lines=-1\n" },
	{ "", "{'number':5,'isDraft':false}", REQUEST "  draft=no" NO_TIMES " author= lines=-1\n" },
	{ "", "{'number':5,'isDraft':null,'title':'Draft: x'}", REQUEST " " NO_TIMES " author= lines=-1\n" },
	{ "", "{'number':5,'user':{'login':'a'},'state':'open','merged_at':null,'draft':true}",
	  REQUEST " open draft=yes" NO_TIMES " author=a lines=-1\n" },
	{ "", "{'number':5,'user':{'login':'a'},'state':'closed','merged_at':null,'draft':'true'}",
	  REQUEST " closed" NO_TIMES " author=a lines=-1\n" },
	/* The last of each reviewer only where there is nothing better. */
	{ "", "{'number':5,'latestReviews':[{'author':{'login':'aexample'},'state':'APPROVED'}]}",
	  "act pr:5 rev aexample github:review 0 approved\n" REQUEST " " NO_TIMES " author= lines=-1\n" },
	{ "", "{'number':5,'reviews':[],'latestReviews':[{'author':{'login':'aexample'},'state':'APPROVED'}]}",
	  REQUEST " " NO_TIMES " author= lines=-1\n" },
	/* Newer versions of gh tell the commit of a review. */
	{ "",
	  "{'number':5,'reviews':[{'author':{'login':'aexample'},'state':'COMMENTED','commit':{'oid':'" O "'},"
	  "'body':null}]}",
	  "act pr:5 rev aexample github:review 0 commented words=0 head=" O "\n" REQUEST " " NO_TIMES
	  " author= lines=-1\n" },
	/* A trial merge is no merge. */
	{ "", "{'number':5,'user':{'login':'aexample'},'state':'open','merged_at':null,'merge_commit_sha':'" O "'}",
	  REQUEST " open" NO_TIMES " author=aexample lines=-1\n" },
	{ "", "{'number':5,'state':'CLOSED','mergedAt':null,'mergeCommit':{'oid':'" O "'}}",
	  REQUEST " closed" NO_TIMES " author= lines=-1\n" },
	{ "", "{'number':5,'merged_at':'2026-01-02T03:04:05Z','merged_by':null}",
	  REQUEST " merged created=0 ready=0 closed=0 merged=1767323045 seen=0 author= lines=-1\n" },
	/* The list of issues. */
	{ "",
	  "{'number':5,'user':{'login':'aexample'},'state':'closed','pull_request':{'merged_at':"
	  "'2026-01-02T03:04:05Z'},'html_url':'https://forge.example.org/o/r/pull/5'}",
	  REQUEST "o/r merged created=0 ready=0 closed=0 merged=1767323045 seen=0 author=aexample lines=-1\n" },
	{ "", "{'number':5,'user':{'login':'aexample'},'html_url':'https://forge.example.org/o/r/issues/5'}", "" },
	{ "", "{'number':5,'user':{'login':'aexample'}}", "" },
	{ "", "{'number':5,'author':{'login':'x'},'url':'https://forge.example.org/o/r/issues/5'}", "" },
	{ "", "{'number':5,'author':{'login':'x'},'url':'https://forge.example.org/o/r/discussions/5'}", "" },
	{ "",
	  "{'number':5,'comments':[{'url':'https://forge.example.org/o/r/issues/5#issuecomment-1','author':"
	  "{'login':'x'}}]}",
	  "" },
	{ "", "{'number':5,'author':{'login':'x'},'id':'I_kwDO'}", "" },
	{ "", "{'number':5,'author':{'login':'x'},'stateReason':''}", "" },
	{ "data.search.nodes", "{'__typename':'Issue','number':5,'author':{'login':'x'}}", "" },
	/* Comments that name their request in one way or the other. */
	{ "", "{'issue_url':'https://api.example.org/repos/o/r/issues/5','user':{'login':'aexample'},'body':'a b'}",
	  "act pr:5 cmt aexample github:comment 0 words=2\n" },
	{ "", "{'html_url':'https://example.org/o/r/pull/5#issuecomment-1','user':{'login':'aexample'},'body':'a b'}",
	  "act pr:5 cmt aexample github:comment 0 words=2\n" },
	{ "",
	  "{'issue_url':'https://api.example.org/repos/issues/pull/issues/5','user':{'login':'a'},"
	  "'html_url':'https://example.org/issues/pull/issues/5#issuecomment-1'}",
	  "" },
	{ "",
	  "{'issue_url':'https://api.example.org/repos/issues/issues/issues/5','user':{'login':'a'},"
	  "'html_url':'https://example.org/issues/issues/pull/5#issuecomment-1'}",
	  "act pr:5 cmt a github:comment 0\n" },
	{ "",
	  "{'html_url':'https://example.org/o/r/pull/5#pullrequestreview-1','state':'APPROVED','user':{'login':"
	  "'helper','type':'Bot'}}",
	  "act pr:5 rev helper[bot] github:review 0 approved\n" },
	{ "", "{'issue_url':'https://api.example.org/repos/o/r/issues/x','user':{'login':'a'}}",
	  "trouble names no pull request: no number and no address with one\n" },
	/* Names and addresses; not those of bots, and of nobody. */
	{ "pulls", "{'number':5,'author':{'login':'aexample','email':'ada@example.org'}}",
	  "account aexample  <ada@example.org>\n" REQUEST " " NO_TIMES " author=aexample lines=-1\n" },
	{ "",
	  "{'number':5,'commits':[{'oid':'x','authors':[{'login':'aexample','name':' Ada Example ','email':''},"
	  "{'login':'','name':'Nobody','email':'n@example.org'},{'login':'web-flow','name':'GitHub','email':"
	  "'noreply@github.com'},{'login':'helper','name':'helper[bot]','email':'1+helper[bot]@example.org'}]}]}",
	  "account aexample Ada Example <>\n" REQUEST " " NO_TIMES " author= lines=-1\n" },
	{ "",
	  "{'number':5,'commits':{'nodes':[{'commit':{'oid':'" O "','author':{'user':{'login':'aexample'},"
	  "'name':'Ada','email':'ada@example.org'}}}]}}",
	  "account aexample Ada <ada@example.org>\npointer pr:5 commit " O "\n" REQUEST " " NO_TIMES
	  " author= lines=-1\n" },
	/* A connection that is not whole. */
	{ "", "{'number':5,'reviews':{'totalCount':3,'nodes':[null]}}",
	  REQUEST " " NO_TIMES " author= lines=-1\ntrouble reviews: the export has only a part of them\n" },
	{ "", "{'number':5,'comments':{'pageInfo':{'hasNextPage':true},'edges':[]}}",
	  REQUEST " " NO_TIMES " author= lines=-1\ntrouble comments: the export has only a part of them\n" },
	/* Inline comments in the review; a pending one is not said yet. */
	{ "",
	  "{'number':5,'reviews':{'nodes':[{'state':'COMMENTED','author':{'login':'a'},'comments':{'nodes':["
	  "{'body':'x'},{'body':'x','author':null},{'author':{'login':'b'},'state':'PENDING'}]}}]}}",
	  "act pr:5 cmt a github:review-comment 0 words=1\nact pr:5 rev a github:review 0 commented\n" REQUEST
	  " " NO_TIMES " author= lines=-1\n" },
	/* Teams by their own name, with and without the organization. */
	{ "",
	  "{'number':5,'reviewRequests':[{'__typename':'Team','name':'The Docs','slug':'o/docs'},"
	  "{'__typename':'Bot','login':'helper'},{'login':''}]}",
	  "act pr:5 req docs github:request 0 group\nact pr:5 req helper[bot] github:request 0 requested\n" REQUEST
	  " " NO_TIMES " author= lines=-1\n" },
	{ "",
	  "{'number':5,'mergedBy':{'is_bot':true,'login':'app/helper'},'comments':[{'author':{'login':'helper'}}],"
	  "'reviewRequests':[{'__typename':'Team','name':'Docs'},{'__typename':'Team'}]}",
	  "act pr:5 cmt helper[bot] github:comment 0\nact pr:5 int helper[bot] github:merge 0\n"
	  "act pr:5 req Docs github:request 0 group\n" REQUEST " merged" NO_TIMES " author= lines=-1\n" },
	/* Of a timeline the last is wanted, and its totalCount counts what was not asked for. */
	{ "",
	  "{'number':5,'timelineItems':{'filteredCount':2,'totalCount':9,'pageInfo':{'hasPreviousPage':true},"
	  "'nodes':[{'__typename':'ReadyForReviewEvent','createdAt':'2026-01-02T03:04:05Z'}]}}",
	  REQUEST "  created=0 ready=1767323045 closed=0 merged=0 seen=0 author= lines=-1\n" },
	{ "", "{'number':5,'timelineItems':{'pageInfo':{'hasNextPage':true},'nodes':[]}}",
	  REQUEST " " NO_TIMES " author= lines=-1\ntrouble timelineItems: the export has only a part of them\n" },
	{ "", "{'number':5,'reviews':{'pageInfo':{'hasPreviousPage':true,'hasNextPage':false},'nodes':[]}}",
	  REQUEST " " NO_TIMES " author= lines=-1\ntrouble reviews: the export has only a part of them\n" },
	{ "",
	  "{'number':5,'reviews':{'totalCount':2},'commits':{'totalCount':1},'latestReviews':{'nodes':[{'author':"
	  "{'login':'a'},'state':'DISMISSED'}]}}",
	  "act pr:5 rev a github:review 0 dismissed\n" REQUEST " " NO_TIMES " author= lines=-1\n"
	  "trouble commits: the export has only a part of them\n"
	  "trouble reviews: the export has only a part of them\n" },
	/* Wrong types everywhere. */
	{ "",
	  "{'number':5,'url':7,'state':[],'author':7,'mergedBy':[],'mergedAt':7,'createdAt':{},'reviews':7,"
	  "'comments':'x','commits':true,'reviewRequests':{'nodes':7},'timelineItems':{'nodes':{}},'mergeCommit':"
	  "'x','headRefOid':7,'additions':'x','deletions':-3}",
	  REQUEST " " NO_TIMES " author= lines=-1\n" },
	{ "",
	  "{'number':5,'reviews':[7,null,[],'x',{},{'state':7},{'state':'APPROVED','author':'x','body':7,'commit':7,"
	  "'submittedAt':7}],'comments':[null,7,[]],'commits':[null,7,{'authors':[7,null]},{'commit':7}]}",
	  "act pr:5 rev x github:review 0 approved\n" REQUEST " " NO_TIMES " author= lines=-1\n" },
	{ "",
	  "{'number':5,'user':null,'head':7,'base':[],'merged_at':{},'requested_reviewers':[7,null,[]],"
	  "'requested_teams':{},'merged_by':7,'merge_commit_sha':[]}",
	  REQUEST " " NO_TIMES " author= lines=-1\n" },
	{ "", "{'pull_request_url':7,'state':'APPROVED','submitted_at':[],'user':{}}",
	  "trouble names no pull request: no number and no address with one\n" },
	{ "", "{'issue_url':{},'user':[]}", "trouble names no pull request: no number and no address with one\n" },
	{ "", "{'number':5,'reviews':[{'state':'APPROVED','author':{'login':'a'},'commit':{'oid':'not hexadecimal'}}]}",
	  "act pr:5 rev a github:review 0 approved\n" REQUEST " " NO_TIMES " author= lines=-1\n" },
	{ "",
	  "{'number':5,'reviews':{'totalCount':9223372036854775807,'nodes':[]},'additions':9223372036854775807,"
	  "'deletions':9223372036854775807}",
	  REQUEST " " NO_TIMES " author= lines=-1\ntrouble reviews: the export has only a part of them\n" },
};

START_TEST(an_item_gives_exactly_this)
{
	assert_facts(rows[_i].path, rows[_i].json, rows[_i].expected);
}
END_TEST

/* By position in readers; -1: not GitHub's, or not known. */
static const struct {
	const char *path, *json;
	int reader;
} kinds[] = {
	{ "", "{'number':1,'title':'x','author':{'login':'x'}}", 0 },
	{ "", "{'number':1,'mergedAt':null}", 0 },
	{ "", "{'number':1,'comments':[]}", 0 },
	{ "data.repository.pullRequests.nodes", "{'number':1,'mergedAt':null}", 1 },
	{ "data.repository.pullRequests.edges", "{'node':{'number':1,'mergedAt':null}}", 1 },
	{ "data.search.nodes", "{'__typename':'PullRequest','number':1}", 1 },
	{ "data.search.edges", "{'node':{'number':1,'title':'x','author':null}}", 1 },
	{ "", "{'number':1,'reviews':{'nodes':[]}}", 1 },
	{ "", "{'number':1,'user':{'login':'x'},'merged_at':null}", 2 },
	{ "", "{'number':1,'head':{'sha':'x'}}", 2 },
	{ "items", "{'number':1,'user':{'login':'x'},'pull_request':{}}", 2 },
	{ "pulls", "{'number':1,'user':{'login':'x'},'merged_at':null}", 2 },
	{ "", "{'pull_request_url':'x','user':null,'state':'PENDING'}", 3 },
	{ "", "{'pull_request_url':'x','user':null,'submitted_at':'x'}", 3 },
	{ "", "{'pull_request_url':'x','user':null,'diff_hunk':'x','pull_request_review_id':1}", 4 },
	{ "", "{'pull_request_url':'x','user':null,'body':'x'}", 4 },
	{ "", "{'issue_url':'x','user':null,'body':'x'}", 5 },
	{ "pulls", "{'number':1,'title':'x','author':'x'}", 6 },
	{ "", "{'number':1,'title':'x','author':'x'}", 6 },
	/* Counted by the driver. */
	{ "issues", "{'number':1,'title':'x','author':'x'}", -1 },
	{ "data.repository.issues.nodes", "{'number':1,'author':{'login':'x'},'comments':{'nodes':[]}}", -1 },
	{ "data.repository.issues.edges", "{'node':{'number':1,'author':{'login':'x'}}}", -1 },
	/* GitLab */
	{ "", "{'id':1,'iid':1,'state':'merged','merged_at':null,'author':{'username':'x'},'user':{}}", -1 },
	{ "", "{'id':1,'iid':1,'number':1,'mergedAt':null,'author':{'username':'x'}}", -1 },
	{ "", "{'id':1,'noteable_type':'MergeRequest','noteable_iid':1,'author':{},'body':'x','type':'DiffNote'}", -1 },
	{ "", "{'id':'x','individual_note':false,'notes':[]}", -1 },
	{ "", "{'approved_by':[],'approvals_left':0,'iid':1}", -1 },
	/* Gerrit, Gitea, Bitbucket, an account export of GitHub */
	{ "", "{'_number':1,'change_id':'x','number':1,'owner':{}}", -1 },
	{ "", "{'number':1,'patchSets':[],'author':{}}", -1 },
	{ "", "{'number':1,'user':{'login':'x'},'merge_base':'x','merged_at':null}", -1 },
	{ "", "{'pull_request_url':'x','official':true,'state':'APPROVED','user':{}}", -1 },
	{ "", "{'id':1,'createdDate':1,'action':'APPROVED','user':{}}", -1 },
	{ "", "{'type':'pull_request_review','pull_request':'x','user':'x','state':40}", -1 },
	{ "", "{'type':'pull_request','number':1,'user':'x','merged_at':null}", -1 },
	/* errors, milestones, and nothing at all */
	{ "", "{'message':'Not Found','documentation_url':'x','status':'404'}", -1 },
	{ "", "{'number':1,'title':'x','creator':{'login':'x'},'due_on':null,'html_url':'x'}", -1 },
	{ "", "{'number':1}", -1 },
	{ "", "{'number':0,'author':{}}", -1 },
	{ "", "{'number':'x','author':{}}", -1 },
	{ "", "{'node':{}}", -1 },
	{ "", "{'node':{'node':{'number':1,'reviews':[]}}}", -1 },
	{ "", "{}", -1 },
	{ "", "[]", -1 },
	{ "", "7", -1 },
};

START_TEST(an_item_is_of_one_kind)
{
	struct import_context context = { .path = text_of(kinds[_i].path) };
	const struct import_reader *expected = kinds[_i].reader < 0 ? NULL : readers[kinds[_i].reader], *got;
	json_t *json = json_of(kinds[_i].json);

	got = reader_of(json, &context);
	ck_assert_msg(got == expected, "%s: %s", kinds[_i].json, got ? got->name : "nothing");
	json_decref(json);
}
END_TEST

START_TEST(what_is_missing_and_gone_is_counted)
{
	struct request_log log;

	request_log_init(&log, 0);
	read_into(&log, "",
	          "{'number':5,'reviews':{'totalCount':3,'nodes':[null]},'comments':{'pageInfo':"
	          "{'hasNextPage':true},'nodes':[]},'mergedAt':'2026-01-02T03:04:05Z','mergedBy':null,"
	          "'reviewThreads':{'nodes':[{'comments':{'totalCount':2,'nodes':[{'author':null}]}}]}}");
	ck_assert_uint_eq(log.summary.missing_count, 3 + 1 + 1);
	ck_assert_uint_eq(log.summary.ghost_count, 2);
	ck_assert_uint_eq(log.summary.issue_count, 0);
	ck_assert(!log.summary.is_cut);
	read_into(&log, "", "{'number':5,'id':'I_x','author':'x','comments':[{'author':null}]}");
	read_into(&log, "", "{'number':5,'user':{'login':'x'}}");
	read_into(&log, "", "{'html_url':'https://example.org/o/r/issues/5#issuecomment-1','user':null}");
	ck_assert_uint_eq(log.summary.issue_count, 3);
	ck_assert_uint_eq(log.summary.ghost_count, 2);
	request_log_release(&log);
}
END_TEST

START_TEST(a_login_that_cannot_be_is_no_deleted_user)
{
	struct request_log log;
	char *got;

	request_log_init(&log, 0);
	read_into(&log, "",
	          "{'number':5,'comments':[{'author':{'login':'a\\u001bb'},'createdAt':'2026-01-02T03:04:05Z'},"
	          "{'author':{'login':''}},{'author':{'login':'ghost'}},{'author':null}]}");
	got = request_log_text(&log);
	ck_assert_uint_eq(log.summary.ghost_count, 3);
	ck_assert_ptr_nonnull(strstr(got, "trouble an act with an unusable login: passed over\n"));
	free(got);
	request_log_release(&log);
}
END_TEST

START_TEST(the_address_numbers_what_its_own_number_does_not)
{
	static const char *const pulls[] = {
		"{'number':0,'url':'https://github.com/o/r/pull/3','mergedAt':null}",
		"{'number':-4,'url':'https://github.com/o/r/pull/3','mergedAt':null}",
		"{'number':'x','url':'https://github.com/o/r/pull/3','mergedAt':null}",
		"{'number':1.5,'url':'https://github.com/o/r/pull/3','mergedAt':null}",
		"{'number':[],'url':'https://api.github.com/repos/o/r/pulls/3','merged_at':null,'user':null}",
	};
	struct request_log log;
	char *got;

	request_log_init(&log, 0);
	read_into(&log, "", pulls[_i]);
	got = request_log_text(&log);
	ck_assert_msg(strstr(got, "request pr:3 ") != NULL, "%s gives\n%s", pulls[_i], got);
	free(got);
	request_log_release(&log);
}
END_TEST

/* gh pr list asks for a hundred of each and does not say where there are more. */
START_TEST(a_hundred_of_gh_may_be_a_part)
{
	static const struct {
		size_t count;
		const char *path, *words;
	} lists[] = {
		{ 99, "", "" },
		{ 100, "", "trouble comments: exactly 100, and gh lists no more of them: there may be others\n" },
		{ 101, "", "" },
		{ 100, "pulls", "" },
	};
	struct request_log log;
	struct buf json = { 0 };
	char *got;

	buf_add_str(&json, "{'number':5,'comments':[");
	for (size_t i = 0; i < lists[_i].count; i++)
		buf_add_fmt(&json, "%s{'author':null}", i ? "," : "");
	buf_add_str(&json, "]}");
	request_log_init(&log, 0);
	read_into(&log, lists[_i].path, buf_str(&json));
	got = request_log_text(&log);
	ck_assert_str_eq(strstr(got, "trouble") ? strstr(got, "trouble") : "", lists[_i].words);
	ck_assert_uint_eq(log.summary.missing_count, 0);
	ck_assert_uint_eq(log.summary.ghost_count, lists[_i].count);
	free(got);
	buf_release(&json);
	request_log_release(&log);
}
END_TEST

/* Each reader is handed objects of other kinds: the table decides who reads, but no reader may rely on it. */
START_TEST(any_reader_takes_any_item)
{
	struct request_log log;

	request_log_init(&log, 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct import_context context = { .path = text_of(rows[i].path) };
		json_t *json = json_of(rows[i].json);

		readers[_i]->read(json, &context, &log.out);
		json_decref(json);
	}
	request_log_release(&log);
}
END_TEST

START_TEST(the_envelope_names_the_project)
{
	struct import_context context = { .path = TEXT("pulls"), .project = TEXT("o/r") };
	json_t *json = json_of("{'number':5,'author':'aexample'}");
	struct request_log log;
	char *got;

	request_log_init(&log, 0);
	import_archive_pull.read(json, &context, &log.out);
	got = request_log_text(&log);
	ck_assert_str_eq(got, "request pr:5 github o/r " NO_TIMES " author=aexample lines=-1\n");
	free(got);
	request_log_release(&log);
	json_decref(json);
}
END_TEST

Suite *suite_import_github(void)
{
	Suite *suite = suite_create("import_github");
	TCase *items = tcase_create("items");

	tcase_add_loop_test(items, an_item_gives_exactly_this, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_loop_test(items, an_item_is_of_one_kind, 0, sizeof(kinds) / sizeof(kinds[0]));
	tcase_add_test(items, what_is_missing_and_gone_is_counted);
	tcase_add_test(items, a_login_that_cannot_be_is_no_deleted_user);
	tcase_add_loop_test(items, the_address_numbers_what_its_own_number_does_not, 0, 5);
	tcase_add_loop_test(items, a_hundred_of_gh_may_be_a_part, 0, 4);
	tcase_add_loop_test(items, any_reader_takes_any_item, 0, sizeof(readers) / sizeof(readers[0]));
	tcase_add_test(items, the_envelope_names_the_project);
	suite_add_tcase(suite, items);
	return suite;
}
