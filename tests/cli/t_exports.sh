# Exports of every forge, as a file, a directory or an archive: what they tell stands in v_event, and notes carry it on.
# shellcheck shell=sh disable=SC2154

sha1=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa

# made <name> <message of the merge>: a repository where Ada merged what Bo made, below $work/<name>.
made() {
	git init -q "$work/$1"
	cd "$work/$1" || exit 1
	at 0 'Ada Example'
	change a.c start
	at 2 'Bo Sample'
	git checkout -q -b x
	change b.c "${3:-work}"
	git checkout -q main
	at 4 'Ada Example'
	git merge -q --no-ff -m "$2" x
	merge=$(git rev-parse HEAD)
	git lead scan -q
}

# What exports told, and what became of it.
told() {
	rows "select change, kind, source, name, counted, coalesce(why, '-') from v_event
		where source like '%:%' and source not like 'subject:%' and source not like 'trailer:%' order by 1, 2, 3, 4, 5, 6"
}

# expect <sentence> <file…>: imports, and compares with $work/wanted-events.
expect() {
	expect_sentence=$1
	shift
	answers "$expect_sentence" 0 git lead import "$@"
	same "$expect_sentence: events" "$(cat "$work/wanted-events")" "$(told)"
	cp "$work/stdout" "$work/imported"
	answers "$expect_sentence: again" 0 git lead import "$@"
	says "$expect_sentence: nothing new" 'nothing new'
	recorded "$expect_sentence"
}

# As if nothing had ever been imported here.
forget() {
	git lead import --forget >/dev/null
	git update-ref -d refs/notes/lead-reviews
	git lead scan -q
}

# Notes carry all of it to a clone that imported nothing.
recorded() {
	answers "$1: recorded" 0 git lead record
	rm -rf "$work/clone"
	git clone -q "file://$PWD" "$work/clone"
	here=$PWD
	cd "$work/clone" || exit 1
	git fetch -q origin 'refs/notes/*:refs/notes/*'
	git lead scan -q
	same "$1: the same events from notes" "$(cut -d, -f1,2,4- "$work/wanted-events" | sort)" "$(told | cut -d, -f1,2,4- | sort)"
	cd "$here" || exit 1
}

# ---- GitHub's migration archive ----
made github 'Merge pull request #12 from bsample/x

A title'
web=https://github.com
pull=$web/example/tool/pull/12
mkdir -p "$work/migration/repositories/example/tool.git" "$work/migration/.git"
cd "$work/migration" || exit 1
echo '{"version":"1.0.1"}' >schema.json
echo '[{"type":"pull_request","url":"https://github.com/other/tool/pull/3"}]' >repositories/example/tool.git/pull_requests_000001.json
cat >pull_requests_000001.json <<END
[{"type":"pull_request","url":"$pull","user":"$web/bsample","repository":"$web/example/tool","title":"A","body":"",
"base":{"ref":"main","sha":"$sha1"},"head":{"ref":"x","sha":"$sha1"},"merged_at":"2026-01-05T01:00:00Z",
"closed_at":"2026-01-05T01:00:00Z","created_at":"2026-01-03T01:00:00Z","merge_commit_sha":"$merge","review_requests":[]}]
END
cat >pull_request_reviews_000001.json <<END
[{"type":"pull_request_review","pull_request":"$pull","user":"$web/csample","body":"Well done.","head_sha":"$sha1","state":40,
"created_at":"2026-01-04T01:00:00Z","submitted_at":"2026-01-04T01:00:00Z"},
{"type":"pull_request_review","pull_request":"$pull","user":"$web/bsample","body":"","state":1,"submitted_at":"2026-01-04T02:00:00Z"}]
END
cat >pull_request_review_comments_000001.json <<END
[{"type":"pull_request_review_comment","pull_request":"$pull","user":"$web/csample","body":"Why this way?","state":1,
"created_at":"2026-01-04T01:00:00Z"}]
END
cat >issue_comments_000001.json <<END
[{"type":"issue_comment","pull_request":"$pull","user":"$web/csample","body":"Thank you","created_at":"2026-01-04T03:00:00Z"},
{"type":"issue_comment","issue":"$web/example/tool/issues/9","user":"$web/csample","body":"x","created_at":"2026-01-04T03:00:00Z"}]
END
cat >users_000001.json <<END
[{"type":"user","url":"$web/bsample","login":"bsample","name":"Bo Sample","emails":[{"address":"bo@example.org","primary":true}]},
{"type":"user","url":"$web/csample","login":"csample","name":"Cleo Sample","emails":[]}]
END
cat >issue_events_000001.json <<END
[{"type":"issue_event","pull_request":"$pull","actor":"$web/aexample","event":"merged","created_at":"2026-01-05T01:00:00Z"}]
END
cat >"$work/wanted-events" <<END
pr:12,cmt,github:comment,csample,0,duplicate
pr:12,cmt,github:review-comment,csample,1,-
pr:12,int,github:merge,aexample,0,duplicate
pr:12,rev,github:review,bsample,0,self
pr:12,rev,github:review,csample,1,-
END
ln -s "$work/migration" "$work/migration/pulls"
cd "$work/github" || exit 1
expect 'a migration directory' "$work/migration"
check 'it names what it held' grep -q '1 x GitHub pull request (migration), 2 x GitHub review (migration), 2 x GitHub comment' "$work/imported"
tar -czf "$work/migration.tar.gz" -C "$work/migration" .
tar -cf "$work/migration.tar" --format=pax -C "$work" migration
for archive in migration.tar.gz migration.tar; do
	answers "$archive holds nothing else" 0 git lead import "$work/$archive"
	says "$archive: nothing new" 'nothing new'
	forget
	same "$archive: forgotten" '' "$(told)"
	expect "$archive" "$work/$archive"
done
forget
answers 'from a pipe' 0 git lead import - <"$work/migration.tar.gz"
same 'from a pipe: events' "$(cat "$work/wanted-events")" "$(told)"

# ---- GitLab's project export ----
made gitlab "Merge branch 'x' into 'main'

A title

See merge request example/tool!12"
mkdir -p "$work/project/tree/project"
cd "$work/project/tree/project" || exit 1
cat >merge_requests.ndjson <<END
{"id":27,"target_branch":"main","source_branch":"x","author_id":8,"title":"A","created_at":"2026-01-03T01:00:00.123Z","updated_at":"2026-01-06T01:00:00.123Z","state":"merged","iid":12,"merge_user_id":null,"merge_commit_sha":"$merge","notes":[{"id":1,"note":"approved this merge request","noteable_type":"MergeRequest","author_id":7,"system":true,"created_at":"2026-01-04T01:00:00.123Z","author":{"name":"Cleo Sample"}},{"id":2,"note":"Why this way?","noteable_type":"MergeRequest","author_id":7,"system":false,"created_at":"2026-01-04T01:00:00Z","author":{"name":"Cleo Sample"}}],"metrics":{"merged_by_id":9,"merged_at":"2026-01-05T01:00:00.123Z"},"approvals":[{"id":1,"user_id":7,"created_at":"2026-01-04T01:00:00.123Z"}],"merge_request_reviewers":[{"user_id":7}]}
END
cat >project_members.ndjson <<END
{"id":1,"access_level":40,"user_id":7,"user":{"id":7,"username":"csample"}}
{"id":2,"access_level":30,"user_id":8,"user":{"id":8,"public_email":"bo@example.org","username":"bsample"}}
{"id":3,"access_level":30,"user_id":9,"user":{"id":9,"public_email":"ada@example.org","username":"aexample"}}
END
cat >"$work/wanted-events" <<END
mr:12,cmt,gitlab:note,csample,1,-
mr:12,int,gitlab:merge,aexample,0,duplicate
mr:12,req,gitlab:request,csample,0,requested
mr:12,rev,gitlab:approval,csample,1,-
END
cd "$work/gitlab" || exit 1
expect 'a project export' "$work/project"
forget
# The members stand behind the merge requests, as GitLab packs them.
(cd "$work/project" && tar -czf "$work/project.tar.gz" ./tree/project/merge_requests.ndjson ./tree/project/project_members.ndjson)
expect 'a packed project export' "$work/project.tar.gz"
forget
answers 'a project export from a pipe' 0 git lead import - <"$work/project.tar.gz"
check 'says that names come too late' grep -q 'who is who stands behind what needs it' "$work/stderr"

# ---- Gerrit: REST with comments, and ssh ----
change_id=I0123456789012345678901234567890123456789
reviewed() {
	git init -q "$work/$1"
	cd "$work/$1" || exit 1
	at 0 'Ada Example'
	change a.c start
	at 2 'Bo Sample'
	export GIT_COMMITTER_NAME='Gerrit Code Review' GIT_COMMITTER_EMAIL=gerrit@example.org
	change b.c "work

Reviewed-on: https://review.example.org/c/tool/+/12
Change-Id: $change_id"
	merge=$(git rev-parse HEAD)
	git lead scan -q
}
reviewed gerrit
mkdir -p "$work/gerrit-answers/changes/12"
cat >"$work/gerrit-answers/changes.json" <<END
)]}'
[{"_number":12,"project":"tool","branch":"main","change_id":"$change_id","status":"MERGED","created":"2026-01-03 01:00:00.000000000",
"updated":"2026-01-05 01:00:00.000000000","submitted":"2026-01-05 01:00:00.000000000",
"submitter":{"_account_id":1,"name":"Ada Example","email":"ada@example.org"},
"owner":{"_account_id":2,"name":"Bo Sample","email":"bo@example.org"},
"labels":{"Code-Review":{"all":[{"_account_id":3,"name":"Cleo Sample","email":"cleo@example.org","value":2,"date":"2026-01-04 01:00:00.000000000"},
{"_account_id":2,"name":"Bo Sample","email":"bo@example.org","value":1,"date":"2026-01-04 02:00:00.000000000"}]},
"Verified":{"all":[{"_account_id":9,"name":"Builder","tags":["SERVICE_USER"],"value":1,"date":"2026-01-04 03:00:00.000000000"}]}},
"messages":[{"author":{"_account_id":3,"name":"Cleo Sample","email":"cleo@example.org"},"date":"2026-01-04 01:00:00.000000000",
"message":"Patch Set 1: Code-Review+2\n\n(1 comment)\n\nWell done.","_revision_number":1}],
"current_revision":"$merge","revisions":{"$merge":{"_number":1,"created":"2026-01-03 01:00:00.000000000"}}}]
END
cat >"$work/gerrit-answers/changes/12/comments.json" <<END
)]}'
{"b.c":[{"id":"q","line":1,"updated":"2026-01-04 01:00:00.000000000","message":"Why this way?","patch_set":1,
"author":{"_account_id":3,"name":"Cleo Sample","email":"cleo@example.org"}}]}
END
cat >"$work/wanted-events" <<END
gerrit:12,cmt,gerrit:comment,Cleo Sample,1,-
gerrit:12,cmt,gerrit:message,Cleo Sample,0,duplicate
gerrit:12,int,gerrit:submit,Ada Example,1,-
gerrit:12,qa,gerrit:vote,Builder[bot],0,bot
gerrit:12,rev,gerrit:vote,Bo Sample,0,self
gerrit:12,rev,gerrit:vote,Cleo Sample,1,-
END
expect 'answers of Gerrit' "$work/gerrit-answers"

reviewed gerrit-ssh
person='"name":"Cleo Sample","email":"cleo@example.org","username":"csample"'
cat >"$work/query.json" <<END
{"project":"tool","branch":"main","id":"$change_id","number":12,"owner":{"name":"Bo Sample","email":"bo@example.org","username":"bsample"},"createdOn":1767402000,"lastUpdated":1767574800,"status":"MERGED","comments":[{"timestamp":1767488400,"reviewer":{$person},"message":"Patch Set 1: Code-Review+2\n\nWell done."}],"patchSets":[{"number":1,"revision":"$merge","createdOn":1767402000,"approvals":[{"type":"Code-Review","value":"2","grantedOn":1767488400,"by":{$person}}]}]}
{"type":"stats","rowCount":1,"runTimeMilliseconds":4,"moreChanges":false}
END
cat >"$work/wanted-events" <<END
gerrit:12,cmt,gerrit:message,Cleo Sample,1,-
gerrit:12,rev,gerrit:vote,Cleo Sample,1,-
END
expect 'a query of Gerrit' "$work/query.json"

# ---- Bitbucket Cloud and Data Center ----
made cloud 'Merged in x (pull request #12)

A title'
cat >"$work/cloud.json" <<END
{"pagelen":10,"size":1,"values":[{"type":"pullrequest","id":12,"title":"A","state":"MERGED","created_on":"2026-01-03T01:00:00.1+00:00",
"updated_on":"2026-01-05T01:00:00.1+00:00","author":{"display_name":"Bo Sample","nickname":"bsample"},
"destination":{"repository":{"full_name":"example/tool"}},"merge_commit":{"hash":"$merge"},
"closed_by":{"display_name":"Ada Example","nickname":"aexample"}}]}
{"values":[{"pull_request":{"id":12},"approval":{"date":"2026-01-04T01:00:00.1+00:00","user":{"display_name":"Cleo Sample","nickname":"csample"}}},
{"pull_request":{"id":12},"comment":{"id":7,"created_on":"2026-01-04T01:00:00.1+00:00","content":{"raw":"Why this way?"},"user":{"display_name":"Cleo Sample","nickname":"csample"}}}],"pagelen":20}
END
cat >"$work/wanted-events" <<END
pr:12,cmt,bitbucket:comment,csample,1,-
pr:12,int,bitbucket:merge,aexample,0,duplicate
pr:12,rev,bitbucket:approval,csample,1,-
END
expect 'Bitbucket Cloud' "$work/cloud.json"

made server 'Pull request #12: A title

Merge in ORG/tool from x to main'
cat >"$work/pulls.json" <<END
{"size":1,"limit":25,"isLastPage":true,"start":0,"values":[{"id":12,"version":1,"state":"MERGED","createdDate":1767402000000,
"updatedDate":1767574800000,"closedDate":1767574800000,"fromRef":{"latestCommit":"$sha1"},
"toRef":{"repository":{"slug":"tool","project":{"key":"ORG"}}},"properties":{"mergeCommit":{"id":"$merge"}},
"author":{"user":{"name":"bsample","slug":"bsample","displayName":"Bo Sample","emailAddress":"bo@example.org"}},"reviewers":[]}]}
END
cat >"$work/12-activities.json" <<END
{"size":2,"limit":25,"isLastPage":true,"values":[{"id":2,"createdDate":1767488400000,"action":"APPROVED",
"user":{"name":"csample","slug":"csample","displayName":"Cleo Sample","emailAddress":"cleo@example.org","type":"NORMAL"}},
{"id":1,"createdDate":1767488400000,"action":"APPROVED","user":{"name":"ci","slug":"ci","type":"SERVICE"}}]}
END
cat >"$work/wanted-events" <<END
pr:12,rev,bitbucket:approval,ci[bot],0,bot
pr:12,rev,bitbucket:approval,csample,1,-
END
expect 'Bitbucket Data Center' "$work/pulls.json" "$work/12-activities.json"
same 'its addresses tell who a login is' 'cleo@example.org' \
	"$(sqlite3 .git/lead.db "select i.email from account a join identity i on i.id = a.identity_id where a.login = 'csample'")"

# ---- Gitea ----
made gitea "Merge pull request 'A title' (#12) from x into main"
page=https://codeberg.org/example/tool/pulls/12
cat >"$work/gitea.json" <<END
[{"id":5,"url":"$page","number":12,"user":{"login":"bsample","full_name":"Bo Sample","email":"bo@example.org"},"state":"closed",
"html_url":"$page","merged":true,"merged_at":"2026-01-05T01:00:00Z","merge_commit_sha":"$merge","merge_base":"$sha1",
"merged_by":{"login":"aexample","full_name":"Ada Example","email":"ada@example.org"},"head":{"sha":"$sha1"},
"created_at":"2026-01-03T01:00:00Z","updated_at":"2026-01-05T01:00:00Z","closed_at":"2026-01-05T01:00:00Z"}]
[{"id":1,"user":{"login":"csample","full_name":"Cleo Sample"},"state":"APPROVED","body":"","official":true,"stale":false,
"dismissed":false,"submitted_at":"2026-01-04T01:00:00Z","pull_request_url":"$page"}]
[{"id":10,"html_url":"$page#issuecomment-10","pull_request_url":"$page","issue_url":"","user":{"login":"csample","full_name":"Cleo Sample"},
"original_author":"","body":"Why this way?","created_at":"2026-01-04T01:00:00Z"}]
END
cat >"$work/wanted-events" <<END
pr:12,cmt,gitea:comment,csample,1,-
pr:12,int,gitea:merge,aexample,0,duplicate
pr:12,rev,gitea:review,csample,1,-
END
expect 'Gitea' "$work/gitea.json"

# ---- Azure DevOps ----
made azure 'Merged PR 12: A title'
cat >"$work/azure.json" <<END
{"value":[{"repository":{"name":"tool","project":{"name":"team"}},"pullRequestId":12,"status":"completed","sourceRefName":"refs/heads/x",
"createdBy":{"displayName":"Bo Sample","uniqueName":"bo@example.org"},"closedBy":{"displayName":"Ada Example","uniqueName":"ada@example.org"},
"creationDate":"2026-01-03T01:00:00.1Z","closedDate":"2026-01-05T01:00:00.1Z","lastMergeCommit":{"commitId":"$merge"},
"reviewers":[{"vote":10,"displayName":"Cleo Sample","uniqueName":"cleo@example.org"},
{"vote":10,"displayName":"[team]","uniqueName":"vstfs:///x","isContainer":true}]}],"count":1}
END
cat >"$work/pr-12-threads.json" <<END
{"value":[{"id":4,"publishedDate":"2026-01-04T01:00:00Z","comments":[{"id":1,"author":{"displayName":"Cleo Sample",
"uniqueName":"cleo@example.org"},"content":"Why this way?","publishedDate":"2026-01-04T01:00:00Z","commentType":"text"}]}]}
END
cat >"$work/wanted-events" <<END
pr:12,cmt,azure:comment,Cleo Sample,1,-
pr:12,int,azure:merge,Ada Example,0,duplicate
pr:12,req,azure:request,Cleo Sample,0,requested
pr:12,rev,azure:vote,Cleo Sample,1,-
END
expect 'Azure DevOps' "$work/azure.json" "$work/pr-12-threads.json"

# ---- broken archives ----
cd "$work/github" || exit 1
forget
size=$(wc -c <"$work/migration.tar.gz")
head -c $((size - 5)) "$work/migration.tar.gz" >"$work/cut.tar.gz"
answers 'a cut archive' 0 git lead import "$work/cut.tar.gz"
check 'is named' grep -q 'cut.tar.gz: gzip: cut off in the middle' "$work/stderr"
says 'and what came before it is there' '5 acts on 1 request'
mkdir -p "$work/bad/x"
cp "$work/migration/pull_requests_000001.json" "$work/bad/x/pulls.json"
cp "$work/migration/pull_requests_000001.json" "$work/bad/x/changes.json"
cp "$work/migration/pull_request_reviews_000001.json" "$work/bad/x/reviews.json"
(cd "$work/bad/x" && tar -cPf "$work/bad.tar" ../x/pulls.json changes.json reviews.json)
second=$((512 + ($(wc -c <"$work/bad/x/pulls.json") + 511) / 512 * 512))
printf X | dd of="$work/bad.tar" bs=1 seek=$second conv=notrunc 2>/dev/null
answers 'a bad name and a bad header' 0 git lead import "$work/bad.tar"
check 'the name is told' grep -q 'bad.tar: ../x/pulls.json: its name leads out' "$work/stderr"
check 'and the header' grep -q 'a block that is no header' "$work/stderr"
says 'the file behind is read' '2 x GitHub review'
# A file that ends in the middle of an item keeps nothing from the next.
mkdir -p "$work/halves"
head -c 300 "$work/migration/pull_requests_000001.json" >"$work/halves/pull_request_reviews_000000.json"
cp "$work/migration/pull_request_reviews_000001.json" "$work/halves"
tar -cf "$work/halves.tar" -C "$work/halves" pull_request_reviews_000000.json pull_request_reviews_000001.json
for halves in halves halves.tar; do
	answers "$halves: half a file" 0 git lead import "$work/$halves"
	check "$halves: is named" grep -q "$halves: pull_request_reviews_000000.json: item 1 at byte 1: cut off in the middle" "$work/stderr"
	says "$halves: the other is read" '2 x GitHub review'
done
# What is handed over in place of an export says what it is, and that alone.
printf 'PK\003\004\024\000{' >"$work/export.zip"
answers 'a zip archive' 128 git lead import "$work/export.zip"
same 'says what to do' "git-lead: '$work/export.zip' is a zip archive: unpack it first" "$(cat "$work/stderr")"
printf '\n <!DOCTYPE html>\n<script>{"a":</script>\n' >"$work/login.json"
answers 'a web page' 128 git lead import "$work/login.json"
same 'is told as one' "git-lead: '$work/login.json' holds no JSON but a web page: perhaps a login or an error" "$(cat "$work/stderr")"
mkdir "$work/pages"
cp "$work/login.json" "$work/pages/pull_request_reviews_000000.json"
cp "$work/migration/pull_request_reviews_000001.json" "$work/pages"
answers 'a web page among files' 0 git lead import "$work/pages"
check 'is named' grep -q 'pull_request_reviews_000000.json: .*no JSON but a web page' "$work/stderr"
says 'the other file is read' '2 x GitHub review'
mkdir "$work/empty"
answers 'a directory of nothing known' 128 git lead import "$work/empty"
check 'says so' grep -q 'is of a known kind' "$work/stderr"
echo 'no archive' | gzip >"$work/text.gz"
answers 'gzip of no tar' 128 git lead import "$work/text.gz"
check 'is named too' grep -q 'no tar archive\|ends in the middle' "$work/stderr"
