#include "github_exports.h"

#include "request_log.h"

/* clang-format off */
const struct github_export github_exports[] = {
	{
		"GraphQL nodes",
		0,
		0,
		{
			{ "data.repository.pullRequests.nodes",
			"{'number':12,'url':'https://github.com/o/r/pull/12','state':'MERGED','isDraft':false,"
			"'createdAt':'2026-01-02T03:00:00Z','updatedAt':'2026-01-06T01:00:00Z',"
			"'closedAt':'2026-01-05T01:00:00Z','mergedAt':'2026-01-05T01:00:00Z',"
			"'author':{'__typename':'User','login':'bsample','name':'Bo Sample'},"
			"'mergedBy':{'__typename':'User','login':'aexample','name':'Ada Example'},"
			"'mergeCommit':{'oid':'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'},"
			"'headRefOid':'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','additions':5,'deletions':2,"
			"'reviews':{'totalCount':8,'pageInfo':{'hasNextPage':false},"
			"'nodes':[{'author':{'__typename':'User','login':'aexample'},'state':'CHANGES_REQUESTED',"
			"'submittedAt':'2026-01-03T09:00:00Z','body':'Please split this.\\r\\n> quoted\\r\\n',"
			"'commit':{'oid':'cccccccccccccccccccccccccccccccccccccccc'}},{'author':{'__typename':'User',"
			"'login':'aexample'},'state':'APPROVED','submittedAt':'2026-01-04T09:00:00Z','body':'',"
			"'commit':{'oid':'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb'}},{'author':{'__typename':'User',"
			"'login':'csample'},'state':'COMMENTED','submittedAt':'2026-01-03T12:00:00Z','body':'',"
			"'commit':{'oid':'cccccccccccccccccccccccccccccccccccccccc'}},{'author':{'__typename':'User',"
			"'login':'dsample'},'state':'DISMISSED','submittedAt':'2026-01-03T13:00:00Z','body':'no',"
			"'commit':{'oid':'cccccccccccccccccccccccccccccccccccccccc'}},{'author':{'__typename':'User',"
			"'login':'bsample'},'state':'COMMENTED','submittedAt':'2026-01-03T14:00:00Z','body':'',"
			"'commit':{'oid':'cccccccccccccccccccccccccccccccccccccccc'}},{'author':{'__typename':'Bot',"
			"'login':'helper'},'state':'COMMENTED','submittedAt':'2026-01-03T08:00:00Z',"
			"'body':'Checked 3 files','commit':{'oid':'cccccccccccccccccccccccccccccccccccccccc'}},"
			"{'author':null,'state':'APPROVED','submittedAt':'2026-01-03T15:00:00Z','body':'fine',"
			"'commit':{'oid':'cccccccccccccccccccccccccccccccccccccccc'}},{'author':{'__typename':'User',"
			"'login':'esample'},'state':'PENDING','submittedAt':null,'body':'not yet said',"
			"'commit':{'oid':'cccccccccccccccccccccccccccccccccccccccc'}}]},'comments':{'totalCount':3,"
			"'pageInfo':{'hasNextPage':false},'nodes':[{'author':{'__typename':'User','login':'csample'},"
			"'createdAt':'2026-01-03T11:00:00Z','body':'Thanks @bsample, see https://example.org/x :+1:',"
			"'isMinimized':true},{'author':{'__typename':'Bot','login':'helper'},"
			"'createdAt':'2026-01-03T07:00:00Z','body':'Build passed','isMinimized':false},"
			"{'author':null,'createdAt':'2026-01-03T16:00:00Z','body':'gone','isMinimized':false}]},"
			"'reviewThreads':{'totalCount':4,'pageInfo':{'hasNextPage':false},"
			"'nodes':[{'isResolved':true,'comments':{'totalCount':1,'pageInfo':{'hasNextPage':false},"
			"'nodes':[{'author':{'__typename':'User','login':'aexample'},"
			"'createdAt':'2026-01-03T09:00:00Z','body':'A **name** for this?'}]}},{'isResolved':true,"
			"'comments':{'totalCount':1,'pageInfo':{'hasNextPage':false},"
			"'nodes':[{'author':{'__typename':'User','login':'aexample'},"
			"'createdAt':'2026-01-03T10:00:00Z','body':'```suggestion\\r\\nx\\r\\n```'}]}},"
			"{'isResolved':true,'comments':{'totalCount':1,'pageInfo':{'hasNextPage':false},"
			"'nodes':[{'author':{'__typename':'User','login':'csample'},"
			"'createdAt':'2026-01-03T12:00:00Z','body':'Why here?'}]}},{'isResolved':true,"
			"'comments':{'totalCount':1,'pageInfo':{'hasNextPage':false},"
			"'nodes':[{'author':{'__typename':'User','login':'bsample'},"
			"'createdAt':'2026-01-03T14:00:00Z','body':'Because of the test.'}]}}]},"
			"'commits':{'totalCount':2,'pageInfo':{'hasNextPage':false},"
			"'nodes':[{'commit':{'oid':'cccccccccccccccccccccccccccccccccccccccc',"
			"'authors':{'totalCount':1,'pageInfo':{'hasNextPage':false},'nodes':[{'name':'Bo Sample',"
			"'email':'bo@example.org','user':{'login':'bsample'}}]}}},"
			"{'commit':{'oid':'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','authors':{'totalCount':3,"
			"'pageInfo':{'hasNextPage':false},'nodes':[{'name':'Bo Sample','email':'bo@example.org',"
			"'user':{'login':'bsample'}},{'name':'Cleo Sample','email':'cleo@example.org',"
			"'user':{'login':'csample'}},{'name':'No Login','email':'no@example.org','user':null}]}}}]},"
			"'reviewRequests':{'totalCount':2,'pageInfo':{'hasNextPage':false},"
			"'nodes':[{'requestedReviewer':{'__typename':'User','login':'fsample'}},"
			"{'requestedReviewer':{'__typename':'Team','slug':'docs','name':'Docs'}}]},"
			"'timelineItems':{'totalCount':3,'pageInfo':{'hasNextPage':false},"
			"'nodes':[{'__typename':'ReadyForReviewEvent','createdAt':'2026-01-02T05:00:00Z'},"
			"{'__typename':'ReadyForReviewEvent','createdAt':'2026-01-03T05:00:00Z'},"
			"{'__typename':'ConvertToDraftEvent','createdAt':'2026-01-02T09:00:00Z'}]}}" },
			{ "data.repository.pullRequests.nodes",
			"{'number':13,'url':'https://github.com/o/r/pull/13','state':'OPEN','isDraft':true,"
			"'createdAt':'2026-01-07T01:00:00Z','updatedAt':'2026-01-07T02:00:00Z','closedAt':null,"
			"'mergedAt':null,'author':{'__typename':'User','login':'csample'},'mergedBy':null,"
			"'mergeCommit':null,'headRefOid':'cccccccccccccccccccccccccccccccccccccccc','additions':1,"
			"'deletions':0,'reviews':{'totalCount':0,'pageInfo':{'hasNextPage':false},'nodes':[]},"
			"'comments':{'totalCount':0,'pageInfo':{'hasNextPage':false},'nodes':[]}}" },
			{ "data.repository.pullRequests.nodes",
			"{'number':14,'url':'https://github.com/o/r/pull/14','state':'CLOSED','isDraft':false,"
			"'createdAt':'2026-01-08T01:00:00Z','updatedAt':'2026-01-08T03:00:00Z',"
			"'closedAt':'2026-01-08T02:00:00Z','mergedAt':null,'author':null,'mergedBy':null,"
			"'mergeCommit':null,'headRefOid':'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','additions':3,"
			"'deletions':3,'reviews':{'totalCount':0,'pageInfo':{'hasNextPage':false},'nodes':[]},"
			"'comments':{'totalCount':1,'pageInfo':{'hasNextPage':false},"
			"'nodes':[{'author':{'__typename':'User','login':'aexample'},"
			"'createdAt':'2026-01-08T02:00:00Z','body':'No longer needed.'}]}}" },
		},
	},
	{
		"GraphQL edges",
		0,
		0,
		{
			{ "data.repository.pullRequests.edges",
			"{'cursor':'x','node':{'number':12,'url':'https://github.com/o/r/pull/12','state':'MERGED',"
			"'isDraft':false,'createdAt':'2026-01-02T03:00:00Z','updatedAt':'2026-01-06T01:00:00Z',"
			"'closedAt':'2026-01-05T01:00:00Z','mergedAt':'2026-01-05T01:00:00Z',"
			"'author':{'__typename':'User','login':'bsample','name':'Bo Sample'},"
			"'mergedBy':{'__typename':'User','login':'aexample','name':'Ada Example'},"
			"'mergeCommit':{'oid':'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'},"
			"'headRefOid':'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','additions':5,'deletions':2,"
			"'reviews':{'edges':[{'cursor':'x','node':{'author':{'__typename':'User','login':'aexample'},"
			"'state':'CHANGES_REQUESTED','submittedAt':'2026-01-03T09:00:00Z',"
			"'body':'Please split this.\\r\\n> quoted\\r\\n',"
			"'commit':{'oid':'cccccccccccccccccccccccccccccccccccccccc'}}},{'cursor':'x',"
			"'node':{'author':{'__typename':'User','login':'aexample'},'state':'APPROVED',"
			"'submittedAt':'2026-01-04T09:00:00Z','body':'',"
			"'commit':{'oid':'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb'}}},{'cursor':'x',"
			"'node':{'author':{'__typename':'User','login':'csample'},'state':'COMMENTED',"
			"'submittedAt':'2026-01-03T12:00:00Z','body':'',"
			"'commit':{'oid':'cccccccccccccccccccccccccccccccccccccccc'}}},{'cursor':'x',"
			"'node':{'author':{'__typename':'User','login':'dsample'},'state':'DISMISSED',"
			"'submittedAt':'2026-01-03T13:00:00Z','body':'no',"
			"'commit':{'oid':'cccccccccccccccccccccccccccccccccccccccc'}}},{'cursor':'x',"
			"'node':{'author':{'__typename':'User','login':'bsample'},'state':'COMMENTED',"
			"'submittedAt':'2026-01-03T14:00:00Z','body':'',"
			"'commit':{'oid':'cccccccccccccccccccccccccccccccccccccccc'}}},{'cursor':'x',"
			"'node':{'author':{'__typename':'Bot','login':'helper'},'state':'COMMENTED',"
			"'submittedAt':'2026-01-03T08:00:00Z','body':'Checked 3 files',"
			"'commit':{'oid':'cccccccccccccccccccccccccccccccccccccccc'}}},{'cursor':'x',"
			"'node':{'author':null,'state':'APPROVED','submittedAt':'2026-01-03T15:00:00Z','body':'fine',"
			"'commit':{'oid':'cccccccccccccccccccccccccccccccccccccccc'}}},{'cursor':'x',"
			"'node':{'author':{'__typename':'User','login':'esample'},'state':'PENDING',"
			"'submittedAt':null,'body':'not yet said',"
			"'commit':{'oid':'cccccccccccccccccccccccccccccccccccccccc'}}}]},"
			"'comments':{'edges':[{'cursor':'x','node':{'author':{'__typename':'User','login':'csample'},"
			"'createdAt':'2026-01-03T11:00:00Z','body':'Thanks @bsample, see https://example.org/x :+1:',"
			"'isMinimized':true}},{'cursor':'x','node':{'author':{'__typename':'Bot','login':'helper'},"
			"'createdAt':'2026-01-03T07:00:00Z','body':'Build passed','isMinimized':false}},"
			"{'cursor':'x','node':{'author':null,'createdAt':'2026-01-03T16:00:00Z','body':'gone',"
			"'isMinimized':false}}]},'reviewThreads':{'edges':[{'cursor':'x','node':{'isResolved':true,"
			"'comments':{'edges':[{'cursor':'x','node':{'author':{'__typename':'User',"
			"'login':'aexample'},'createdAt':'2026-01-03T09:00:00Z','body':'A **name** for this?'}}]}}},"
			"{'cursor':'x','node':{'isResolved':true,'comments':{'edges':[{'cursor':'x',"
			"'node':{'author':{'__typename':'User','login':'aexample'},"
			"'createdAt':'2026-01-03T10:00:00Z','body':'```suggestion\\r\\nx\\r\\n```'}}]}}},{'cursor':'x',"
			"'node':{'isResolved':true,'comments':{'edges':[{'cursor':'x',"
			"'node':{'author':{'__typename':'User','login':'csample'},'createdAt':'2026-01-03T12:00:00Z',"
			"'body':'Why here?'}}]}}},{'cursor':'x','node':{'isResolved':true,"
			"'comments':{'edges':[{'cursor':'x','node':{'author':{'__typename':'User','login':'bsample'},"
			"'createdAt':'2026-01-03T14:00:00Z','body':'Because of the test.'}}]}}}]},"
			"'commits':{'edges':[{'cursor':'x',"
			"'node':{'commit':{'oid':'cccccccccccccccccccccccccccccccccccccccc',"
			"'authors':{'edges':[{'cursor':'x','node':{'name':'Bo Sample','email':'bo@example.org',"
			"'user':{'login':'bsample'}}}]}}}},{'cursor':'x',"
			"'node':{'commit':{'oid':'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb',"
			"'authors':{'edges':[{'cursor':'x','node':{'name':'Bo Sample','email':'bo@example.org',"
			"'user':{'login':'bsample'}}},{'cursor':'x','node':{'name':'Cleo Sample',"
			"'email':'cleo@example.org','user':{'login':'csample'}}},{'cursor':'x',"
			"'node':{'name':'No Login','email':'no@example.org','user':null}}]}}}}]},"
			"'reviewRequests':{'edges':[{'cursor':'x','node':{'requestedReviewer':{'__typename':'User',"
			"'login':'fsample'}}},{'cursor':'x','node':{'requestedReviewer':{'__typename':'Team',"
			"'slug':'docs','name':'Docs'}}}]},'timelineItems':{'edges':[{'cursor':'x',"
			"'node':{'__typename':'ReadyForReviewEvent','createdAt':'2026-01-02T05:00:00Z'}},"
			"{'cursor':'x','node':{'__typename':'ReadyForReviewEvent',"
			"'createdAt':'2026-01-03T05:00:00Z'}},{'cursor':'x',"
			"'node':{'__typename':'ConvertToDraftEvent','createdAt':'2026-01-02T09:00:00Z'}}]}}}" },
			{ "data.repository.pullRequests.edges",
			"{'cursor':'x','node':{'number':13,'url':'https://github.com/o/r/pull/13','state':'OPEN',"
			"'isDraft':true,'createdAt':'2026-01-07T01:00:00Z','updatedAt':'2026-01-07T02:00:00Z',"
			"'closedAt':null,'mergedAt':null,'author':{'__typename':'User','login':'csample'},"
			"'mergedBy':null,'mergeCommit':null,'headRefOid':'cccccccccccccccccccccccccccccccccccccccc',"
			"'additions':1,'deletions':0,'reviews':{'edges':[]},'comments':{'edges':[]}}}" },
			{ "data.repository.pullRequests.edges",
			"{'cursor':'x','node':{'number':14,'url':'https://github.com/o/r/pull/14','state':'CLOSED',"
			"'isDraft':false,'createdAt':'2026-01-08T01:00:00Z','updatedAt':'2026-01-08T03:00:00Z',"
			"'closedAt':'2026-01-08T02:00:00Z','mergedAt':null,'author':null,'mergedBy':null,"
			"'mergeCommit':null,'headRefOid':'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','additions':3,"
			"'deletions':3,'reviews':{'edges':[]},'comments':{'edges':[{'cursor':'x',"
			"'node':{'author':{'__typename':'User','login':'aexample'},"
			"'createdAt':'2026-01-08T02:00:00Z','body':'No longer needed.'}}]}}}" },
		},
	},
	{
		"gh",
		0,
		WITHOUT_INLINE | WITHOUT_HEADS | WITHOUT_READY | WITHOUT_BOTS,
		{
			{ "",
			"{'additions':5,'author':{'id':'U_1','is_bot':false,'login':'bsample','name':'Bo Sample'},"
			"'closedAt':'2026-01-05T01:00:00Z','comments':[{'id':'IC_1','author':{'login':'csample'},"
			"'authorAssociation':'MEMBER','body':'Thanks @bsample, see https://example.org/x :+1:',"
			"'createdAt':'2026-01-03T11:00:00Z','isMinimized':true,'minimizedReason':'',"
			"'url':'https://github.com/o/r/pull/12#issuecomment-1'},{'id':'IC_1',"
			"'author':{'login':'helper'},'authorAssociation':'MEMBER','body':'Build passed',"
			"'createdAt':'2026-01-03T07:00:00Z','isMinimized':false,'minimizedReason':'',"
			"'url':'https://github.com/o/r/pull/12#issuecomment-1'},{'id':'IC_1','author':{'login':''},"
			"'authorAssociation':'MEMBER','body':'gone','createdAt':'2026-01-03T16:00:00Z',"
			"'isMinimized':false,'minimizedReason':'',"
			"'url':'https://github.com/o/r/pull/12#issuecomment-1'}],"
			"'commits':[{'oid':'cccccccccccccccccccccccccccccccccccccccc','messageHeadline':'x',"
			"'authors':[{'email':'bo@example.org','id':'','login':'bsample','name':'Bo Sample'}]},"
			"{'oid':'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','messageHeadline':'x',"
			"'authors':[{'email':'bo@example.org','id':'','login':'bsample','name':'Bo Sample'},"
			"{'email':'cleo@example.org','id':'','login':'csample','name':'Cleo Sample'},"
			"{'email':'no@example.org','id':'','login':'','name':'No Login'}]}],"
			"'createdAt':'2026-01-02T03:00:00Z','deletions':2,"
			"'headRefOid':'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','isDraft':false,"
			"'latestReviews':[{'id':'PRR_1','author':{'login':'aexample'},'authorAssociation':'MEMBER',"
			"'body':'','submittedAt':'2026-01-04T09:00:00Z','includesCreatedEdit':false,"
			"'reactionGroups':[],'state':'APPROVED'}],"
			"'mergeCommit':{'oid':'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'},"
			"'mergedAt':'2026-01-05T01:00:00Z','mergedBy':{'id':'U_1','is_bot':false,'login':'aexample',"
			"'name':'Ada Example'},'number':12,'reviewRequests':[{'__typename':'User','login':'fsample'},"
			"{'__typename':'Team','name':'Docs','slug':'o/docs'}],'reviews':[{'id':'PRR_1',"
			"'author':{'login':'aexample'},'authorAssociation':'MEMBER',"
			"'body':'Please split this.\\r\\n> quoted\\r\\n','submittedAt':'2026-01-03T09:00:00Z',"
			"'includesCreatedEdit':false,'reactionGroups':[],'state':'CHANGES_REQUESTED'},{'id':'PRR_1',"
			"'author':{'login':'aexample'},'authorAssociation':'MEMBER','body':'',"
			"'submittedAt':'2026-01-04T09:00:00Z','includesCreatedEdit':false,'reactionGroups':[],"
			"'state':'APPROVED'},{'id':'PRR_1','author':{'login':'csample'},'authorAssociation':'MEMBER',"
			"'body':'','submittedAt':'2026-01-03T12:00:00Z','includesCreatedEdit':false,"
			"'reactionGroups':[],'state':'COMMENTED'},{'id':'PRR_1','author':{'login':'dsample'},"
			"'authorAssociation':'MEMBER','body':'no','submittedAt':'2026-01-03T13:00:00Z',"
			"'includesCreatedEdit':false,'reactionGroups':[],'state':'DISMISSED'},{'id':'PRR_1',"
			"'author':{'login':'bsample'},'authorAssociation':'MEMBER','body':'',"
			"'submittedAt':'2026-01-03T14:00:00Z','includesCreatedEdit':false,'reactionGroups':[],"
			"'state':'COMMENTED'},{'id':'PRR_1','author':{'login':'helper'},'authorAssociation':'MEMBER',"
			"'body':'Checked 3 files','submittedAt':'2026-01-03T08:00:00Z','includesCreatedEdit':false,"
			"'reactionGroups':[],'state':'COMMENTED'},{'id':'PRR_1','author':{'login':''},"
			"'authorAssociation':'MEMBER','body':'fine','submittedAt':'2026-01-03T15:00:00Z',"
			"'includesCreatedEdit':false,'reactionGroups':[],'state':'APPROVED'},{'id':'PRR_1',"
			"'author':{'login':'esample'},'authorAssociation':'MEMBER','body':'not yet said',"
			"'submittedAt':null,'includesCreatedEdit':false,'reactionGroups':[],'state':'PENDING'}],"
			"'state':'MERGED','updatedAt':'2026-01-06T01:00:00Z','url':'https://github.com/o/r/pull/12'}" },
			{ "",
			"{'additions':1,'author':{'id':'U_1','is_bot':false,'login':'csample','name':''},"
			"'closedAt':null,'comments':[],'commits':[],'createdAt':'2026-01-07T01:00:00Z','deletions':0,"
			"'headRefOid':'cccccccccccccccccccccccccccccccccccccccc','isDraft':true,'latestReviews':[],"
			"'mergeCommit':null,'mergedAt':null,'mergedBy':null,'number':13,'reviewRequests':[],"
			"'reviews':[],'state':'OPEN','updatedAt':'2026-01-07T02:00:00Z',"
			"'url':'https://github.com/o/r/pull/13'}" },
			{ "",
			"{'additions':3,'author':{'is_bot':true,'login':'app/'},'closedAt':'2026-01-08T02:00:00Z',"
			"'comments':[{'author':{'login':'aexample'},'body':'No longer needed.',"
			"'createdAt':'2026-01-08T02:00:00Z'}],'commits':[],'createdAt':'2026-01-08T01:00:00Z',"
			"'deletions':3,'headRefOid':'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','isDraft':false,"
			"'latestReviews':[],'mergeCommit':null,'mergedAt':null,'mergedBy':null,'number':14,"
			"'reviewRequests':[],'reviews':[],'state':'CLOSED','updatedAt':'2026-01-08T03:00:00Z',"
			"'url':'https://github.com/o/r/pull/14'}" },
		},
	},
	{
		"REST",
		1,
		WITHOUT_READY | WITHOUT_COMMITS | WITHOUT_ACCOUNTS | WITHOUT_REVIEWS,
		{
			{ "",
			"{'url':'https://api.github.com/repos/o/r/pulls/12','id':1,"
			"'html_url':'https://github.com/o/r/pull/12','number':12,'state':'closed','title':'x',"
			"'user':{'login':'bsample','id':1,'type':'User'},'body':null,"
			"'created_at':'2026-01-02T03:00:00Z','updated_at':'2026-01-06T01:00:00Z',"
			"'closed_at':'2026-01-05T01:00:00Z','merged_at':'2026-01-05T01:00:00Z',"
			"'merge_commit_sha':'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',"
			"'requested_reviewers':[{'login':'fsample','id':1,'type':'User'}],'requested_teams':[{'id':3,"
			"'name':'Docs','slug':'docs'}],'draft':false,'head':{'ref':'x',"
			"'sha':'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','user':null,'repo':null},"
			"'base':{'ref':'main','sha':'dddddddddddddddddddddddddddddddddddddddd'},'merged':true,"
			"'merged_by':{'login':'aexample','id':1,'type':'User'},'comments':2,'review_comments':4,"
			"'commits':2,'additions':5,'deletions':2,'changed_files':1}" },
			{ "",
			"{'url':'https://api.github.com/repos/o/r/pulls/13','id':1,"
			"'html_url':'https://github.com/o/r/pull/13','number':13,'state':'open','title':'x',"
			"'user':{'login':'csample','id':1,'type':'User'},'body':null,"
			"'created_at':'2026-01-07T01:00:00Z','updated_at':'2026-01-07T02:00:00Z','closed_at':null,"
			"'merged_at':null,'merge_commit_sha':'dddddddddddddddddddddddddddddddddddddddd',"
			"'requested_reviewers':[],'requested_teams':[],'draft':true,'head':{'ref':'x',"
			"'sha':'cccccccccccccccccccccccccccccccccccccccc','user':null,'repo':null},"
			"'base':{'ref':'main','sha':'dddddddddddddddddddddddddddddddddddddddd'},'merged':false,"
			"'merged_by':null,'comments':2,'review_comments':4,'commits':2,'additions':1,'deletions':0,"
			"'changed_files':1}" },
			{ "",
			"{'url':'https://api.github.com/repos/o/r/pulls/14','id':1,"
			"'html_url':'https://github.com/o/r/pull/14','number':14,'state':'closed','title':'x',"
			"'user':{'login':'ghost','id':1,'type':'User'},'body':null,"
			"'created_at':'2026-01-08T01:00:00Z','updated_at':'2026-01-08T03:00:00Z',"
			"'closed_at':'2026-01-08T02:00:00Z','merged_at':null,"
			"'merge_commit_sha':'dddddddddddddddddddddddddddddddddddddddd','requested_reviewers':[],"
			"'requested_teams':[],'draft':false,'head':{'ref':'x',"
			"'sha':'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','user':null,'repo':null},"
			"'base':{'ref':'main','sha':'dddddddddddddddddddddddddddddddddddddddd'},'merged':false,"
			"'merged_by':null,'comments':2,'review_comments':4,'commits':2,'additions':3,'deletions':3,"
			"'changed_files':1}" },
			{ "",
			"{'id':5,'node_id':'x','user':{'login':'aexample','id':1,'type':'User'},"
			"'body':'Please split this.\\r\\n> quoted\\r\\n','state':'CHANGES_REQUESTED',"
			"'html_url':'https://github.com/o/r/pull/12#pullrequestreview-5',"
			"'pull_request_url':'https://api.github.com/repos/o/r/pulls/12',"
			"'author_association':'MEMBER','submitted_at':'2026-01-03T09:00:00Z',"
			"'commit_id':'cccccccccccccccccccccccccccccccccccccccc'}" },
			{ "",
			"{'url':'https://api.github.com/repos/o/r/pulls/comments/7','pull_request_review_id':5,"
			"'id':7,'diff_hunk':'@@ -1 +1 @@','path':'a.c','position':null,"
			"'commit_id':'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb',"
			"'original_commit_id':'cccccccccccccccccccccccccccccccccccccccc','user':{'login':'aexample',"
			"'id':1,'type':'User'},'body':'A **name** for this?','created_at':'2026-01-03T09:00:00Z',"
			"'updated_at':'2026-01-09T09:00:00Z',"
			"'html_url':'https://github.com/o/r/pull/12#discussion_r7',"
			"'pull_request_url':'https://api.github.com/repos/o/r/pulls/12','line':null,'side':'RIGHT'}" },
			{ "",
			"{'url':'https://api.github.com/repos/o/r/pulls/comments/7','pull_request_review_id':5,"
			"'id':7,'diff_hunk':'@@ -1 +1 @@','path':'a.c','position':null,"
			"'commit_id':'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb',"
			"'original_commit_id':'cccccccccccccccccccccccccccccccccccccccc','user':{'login':'aexample',"
			"'id':1,'type':'User'},'body':'```suggestion\\r\\nx\\r\\n```',"
			"'created_at':'2026-01-03T10:00:00Z','updated_at':'2026-01-09T09:00:00Z',"
			"'html_url':'https://github.com/o/r/pull/12#discussion_r7',"
			"'pull_request_url':'https://api.github.com/repos/o/r/pulls/12','line':null,'side':'RIGHT'}" },
			{ "",
			"{'id':5,'node_id':'x','user':{'login':'aexample','id':1,'type':'User'},'body':'',"
			"'state':'APPROVED','html_url':'https://github.com/o/r/pull/12#pullrequestreview-5',"
			"'pull_request_url':'https://api.github.com/repos/o/r/pulls/12',"
			"'author_association':'MEMBER','submitted_at':'2026-01-04T09:00:00Z',"
			"'commit_id':'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb'}" },
			{ "",
			"{'id':5,'node_id':'x','user':{'login':'csample','id':1,'type':'User'},'body':'',"
			"'state':'COMMENTED','html_url':'https://github.com/o/r/pull/12#pullrequestreview-5',"
			"'pull_request_url':'https://api.github.com/repos/o/r/pulls/12',"
			"'author_association':'MEMBER','submitted_at':'2026-01-03T12:00:00Z',"
			"'commit_id':'cccccccccccccccccccccccccccccccccccccccc'}" },
			{ "",
			"{'url':'https://api.github.com/repos/o/r/pulls/comments/7','pull_request_review_id':5,"
			"'id':7,'diff_hunk':'@@ -1 +1 @@','path':'a.c','position':null,"
			"'commit_id':'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb',"
			"'original_commit_id':'cccccccccccccccccccccccccccccccccccccccc','user':{'login':'csample',"
			"'id':1,'type':'User'},'body':'Why here?','created_at':'2026-01-03T12:00:00Z',"
			"'updated_at':'2026-01-09T09:00:00Z',"
			"'html_url':'https://github.com/o/r/pull/12#discussion_r7',"
			"'pull_request_url':'https://api.github.com/repos/o/r/pulls/12','line':null,'side':'RIGHT'}" },
			{ "",
			"{'id':5,'node_id':'x','user':{'login':'dsample','id':1,'type':'User'},'body':'no',"
			"'state':'DISMISSED','html_url':'https://github.com/o/r/pull/12#pullrequestreview-5',"
			"'pull_request_url':'https://api.github.com/repos/o/r/pulls/12',"
			"'author_association':'MEMBER','submitted_at':'2026-01-03T13:00:00Z',"
			"'commit_id':'cccccccccccccccccccccccccccccccccccccccc'}" },
			{ "",
			"{'id':5,'node_id':'x','user':{'login':'bsample','id':1,'type':'User'},'body':'',"
			"'state':'COMMENTED','html_url':'https://github.com/o/r/pull/12#pullrequestreview-5',"
			"'pull_request_url':'https://api.github.com/repos/o/r/pulls/12',"
			"'author_association':'MEMBER','submitted_at':'2026-01-03T14:00:00Z',"
			"'commit_id':'cccccccccccccccccccccccccccccccccccccccc'}" },
			{ "",
			"{'url':'https://api.github.com/repos/o/r/pulls/comments/7','pull_request_review_id':5,"
			"'id':7,'diff_hunk':'@@ -1 +1 @@','path':'a.c','position':null,"
			"'commit_id':'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb',"
			"'original_commit_id':'cccccccccccccccccccccccccccccccccccccccc','user':{'login':'bsample',"
			"'id':1,'type':'User'},'body':'Because of the test.','created_at':'2026-01-03T14:00:00Z',"
			"'updated_at':'2026-01-09T09:00:00Z',"
			"'html_url':'https://github.com/o/r/pull/12#discussion_r7',"
			"'pull_request_url':'https://api.github.com/repos/o/r/pulls/12','line':null,'side':'RIGHT'}" },
			{ "",
			"{'id':5,'node_id':'x','user':{'login':'helper[bot]','id':9,'type':'Bot'},"
			"'body':'Checked 3 files','state':'COMMENTED',"
			"'html_url':'https://github.com/o/r/pull/12#pullrequestreview-5',"
			"'pull_request_url':'https://api.github.com/repos/o/r/pulls/12',"
			"'author_association':'MEMBER','submitted_at':'2026-01-03T08:00:00Z',"
			"'commit_id':'cccccccccccccccccccccccccccccccccccccccc'}" },
			{ "",
			"{'id':5,'node_id':'x','user':null,'body':'fine','state':'APPROVED',"
			"'html_url':'https://github.com/o/r/pull/12#pullrequestreview-5',"
			"'pull_request_url':'https://api.github.com/repos/o/r/pulls/12',"
			"'author_association':'MEMBER','submitted_at':'2026-01-03T15:00:00Z',"
			"'commit_id':'cccccccccccccccccccccccccccccccccccccccc'}" },
			{ "",
			"{'id':5,'node_id':'x','user':{'login':'esample','id':1,'type':'User'},'body':'not yet said',"
			"'state':'PENDING','html_url':'https://github.com/o/r/pull/12#pullrequestreview-5',"
			"'pull_request_url':'https://api.github.com/repos/o/r/pulls/12',"
			"'author_association':'MEMBER','commit_id':'cccccccccccccccccccccccccccccccccccccccc'}" },
			{ "",
			"{'url':'https://api.github.com/repos/o/r/issues/comments/8',"
			"'html_url':'https://github.com/o/r/pull/12#issuecomment-8',"
			"'issue_url':'https://api.github.com/repos/o/r/issues/12','id':8,'user':{'login':'csample',"
			"'id':1,'type':'User'},'created_at':'2026-01-03T11:00:00Z',"
			"'updated_at':'2026-01-09T09:00:00Z',"
			"'body':'Thanks @bsample, see https://example.org/x :+1:'}" },
			{ "",
			"{'url':'https://api.github.com/repos/o/r/issues/comments/8',"
			"'html_url':'https://github.com/o/r/pull/12#issuecomment-8',"
			"'issue_url':'https://api.github.com/repos/o/r/issues/12','id':8,"
			"'user':{'login':'helper[bot]','id':9,'type':'Bot'},'created_at':'2026-01-03T07:00:00Z',"
			"'updated_at':'2026-01-09T09:00:00Z','body':'Build passed'}" },
			{ "",
			"{'url':'https://api.github.com/repos/o/r/issues/comments/8',"
			"'html_url':'https://github.com/o/r/pull/12#issuecomment-8',"
			"'issue_url':'https://api.github.com/repos/o/r/issues/12','id':8,'user':null,"
			"'created_at':'2026-01-03T16:00:00Z','updated_at':'2026-01-09T09:00:00Z','body':'gone'}" },
			{ "",
			"{'url':'https://api.github.com/repos/o/r/issues/comments/8',"
			"'html_url':'https://github.com/o/r/pull/14#issuecomment-8',"
			"'issue_url':'https://api.github.com/repos/o/r/issues/14','id':8,'user':{'login':'aexample',"
			"'id':1,'type':'User'},'created_at':'2026-01-08T02:00:00Z',"
			"'updated_at':'2026-01-09T09:00:00Z','body':'No longer needed.'}" },
			{ "",
			"{'url':'https://api.github.com/repos/o/r/issues/comments/8',"
			"'html_url':'https://github.com/o/r/issues/11#issuecomment-8',"
			"'issue_url':'https://api.github.com/repos/o/r/issues/11','id':8,'user':{'login':'aexample',"
			"'id':1,'type':'User'},'created_at':'2026-01-08T02:00:00Z',"
			"'updated_at':'2026-01-09T09:00:00Z','body':'An issue.'}" },
		},
	},
	{
		"archive.json",
		1,
		WITHOUT_HEADS | WITHOUT_READY | WITHOUT_COMMITS | WITHOUT_ACCOUNTS | WITHOUT_LINES | WITHOUT_BOTS | WITHOUT_ASKED | WITHOUT_DRAFT,
		{
			{ "pulls",
			"{'number':12,'id':'PR_1','title':'x','url':'https://github.com/o/r/pull/12',"
			"'state':'MERGED','author':'bsample','authorAssociation':'MEMBER','assignees':[],"
			"'labels':['editorial'],'body':'text','createdAt':'2026-01-02T03:00:00Z',"
			"'updatedAt':'2026-01-06T01:00:00Z','baseRefName':'main',"
			"'baseRefOid':'dddddddddddddddddddddddddddddddddddddddd','headRefName':'x',"
			"'headRefOid':'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','closedAt':'2026-01-05T01:00:00Z',"
			"'mergedAt':'2026-01-05T01:00:00Z','mergedBy':'aexample',"
			"'mergeCommit':{'oid':'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'},"
			"'comments':[{'author':'csample','authorAssociation':'MEMBER',"
			"'body':'Thanks @bsample, see https://example.org/x :+1:','createdAt':'2026-01-03T11:00:00Z',"
			"'updatedAt':'2026-01-09T09:00:00Z'},{'author':'helper','authorAssociation':'MEMBER',"
			"'body':'Build passed','createdAt':'2026-01-03T07:00:00Z',"
			"'updatedAt':'2026-01-09T09:00:00Z'},{'author':null,'authorAssociation':'MEMBER',"
			"'body':'gone','createdAt':'2026-01-03T16:00:00Z','updatedAt':'2026-01-09T09:00:00Z'}],"
			"'reviews':[{'id':'PRR_1','commit':{'abbreviatedOid':'ccccccc'},'author':'aexample',"
			"'authorAssociation':'MEMBER','state':'CHANGES_REQUESTED',"
			"'body':'Please split this.\\r\\n> quoted\\r\\n','createdAt':'2026-01-03T09:00:00Z',"
			"'updatedAt':'2026-01-09T09:00:00Z','comments':[{'originalPosition':1,"
			"'body':'A **name** for this?','createdAt':'2026-01-03T09:00:00Z',"
			"'updatedAt':'2026-01-09T09:00:00Z'},{'originalPosition':1,"
			"'body':'```suggestion\\r\\nx\\r\\n```','createdAt':'2026-01-03T10:00:00Z',"
			"'updatedAt':'2026-01-09T09:00:00Z'}]},{'id':'PRR_1','commit':{'abbreviatedOid':'bbbbbbb'},"
			"'author':'aexample','authorAssociation':'MEMBER','state':'APPROVED','body':'',"
			"'createdAt':'2026-01-04T09:00:00Z','updatedAt':'2026-01-09T09:00:00Z','comments':[]},"
			"{'id':'PRR_1','commit':{'abbreviatedOid':'ccccccc'},'author':'csample',"
			"'authorAssociation':'MEMBER','state':'COMMENTED','body':'',"
			"'createdAt':'2026-01-03T12:00:00Z','updatedAt':'2026-01-09T09:00:00Z',"
			"'comments':[{'originalPosition':1,'body':'Why here?','createdAt':'2026-01-03T12:00:00Z',"
			"'updatedAt':'2026-01-09T09:00:00Z'}]},{'id':'PRR_1','commit':{'abbreviatedOid':'ccccccc'},"
			"'author':'dsample','authorAssociation':'MEMBER','state':'DISMISSED','body':'no',"
			"'createdAt':'2026-01-03T13:00:00Z','updatedAt':'2026-01-09T09:00:00Z','comments':[]},"
			"{'id':'PRR_1','commit':{'abbreviatedOid':'ccccccc'},'author':'bsample',"
			"'authorAssociation':'MEMBER','state':'COMMENTED','body':'',"
			"'createdAt':'2026-01-03T14:00:00Z','updatedAt':'2026-01-09T09:00:00Z',"
			"'comments':[{'originalPosition':1,'body':'Because of the test.',"
			"'createdAt':'2026-01-03T14:00:00Z','updatedAt':'2026-01-09T09:00:00Z'}]},{'id':'PRR_1',"
			"'commit':{'abbreviatedOid':'ccccccc'},'author':'helper','authorAssociation':'MEMBER',"
			"'state':'COMMENTED','body':'Checked 3 files','createdAt':'2026-01-03T08:00:00Z',"
			"'updatedAt':'2026-01-09T09:00:00Z','comments':[]},{'id':'PRR_1',"
			"'commit':{'abbreviatedOid':'ccccccc'},'author':null,'authorAssociation':'MEMBER',"
			"'state':'APPROVED','body':'fine','createdAt':'2026-01-03T15:00:00Z',"
			"'updatedAt':'2026-01-09T09:00:00Z','comments':[]},{'id':'PRR_1',"
			"'commit':{'abbreviatedOid':'ccccccc'},'author':'esample','authorAssociation':'MEMBER',"
			"'state':'PENDING','body':'not yet said','createdAt':'2026-01-04T01:00:00Z',"
			"'updatedAt':'2026-01-09T09:00:00Z','comments':[]}]}" },
			{ "pulls",
			"{'number':13,'id':'PR_1','title':'x','url':'https://github.com/o/r/pull/13','state':'OPEN',"
			"'author':'csample','authorAssociation':'MEMBER','assignees':[],'labels':['editorial'],"
			"'body':'text','createdAt':'2026-01-07T01:00:00Z','updatedAt':'2026-01-07T02:00:00Z',"
			"'baseRefName':'main','baseRefOid':'dddddddddddddddddddddddddddddddddddddddd',"
			"'headRefName':'x','headRefOid':'cccccccccccccccccccccccccccccccccccccccc','closedAt':null,"
			"'mergedAt':null,'mergedBy':null,'mergeCommit':null,'comments':[],'reviews':[]}" },
			{ "pulls",
			"{'number':14,'id':'PR_1','title':'x','url':'https://github.com/o/r/pull/14',"
			"'state':'CLOSED','author':null,'authorAssociation':'MEMBER','assignees':[],"
			"'labels':['editorial'],'body':'text','createdAt':'2026-01-08T01:00:00Z',"
			"'updatedAt':'2026-01-08T03:00:00Z','baseRefName':'main',"
			"'baseRefOid':'dddddddddddddddddddddddddddddddddddddddd','headRefName':'x',"
			"'headRefOid':'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','closedAt':'2026-01-08T02:00:00Z',"
			"'mergedAt':null,'mergedBy':null,'mergeCommit':null,'comments':[{'author':'aexample',"
			"'body':'No longer needed.','createdAt':'2026-01-08T02:00:00Z'}],'reviews':[]}" },
			{ "issues",
			"{'number':11,'id':'I_1','title':'x','url':'https://github.com/o/r/issues/11','state':'OPEN',"
			"'author':'aexample','createdAt':'2026-01-01T01:00:00Z','updatedAt':'2026-01-01T01:00:00Z',"
			"'comments':[{'author':'csample','body':'An issue.','createdAt':'2026-01-01T01:00:00Z'}]}" },
		},
	},
	{ 0 },
};
/* clang-format on */
