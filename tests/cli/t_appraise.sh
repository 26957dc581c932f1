# Reviews kept by git-appraise: requests and comments in its notes, what landed and where, refs that move, go, and are fetched.
# shellcheck shell=sh disable=SC2154

request() { # <commit> <time> <requester> <target> [<more fields>]
	git notes --ref=devtools/reviews append -m "{\"timestamp\":\"$2\",\"requester\":\"$3\",\"targetRef\":\"$4\"${5:+,$5}}" "$1"
}
comment() { # <commit> <time> <author> <fields>
	git notes --ref=devtools/discuss append -m "{\"timestamp\":\"$2\",\"author\":\"$3\",$4}" "$1"
}

git init -q work
cd work || exit 1
at 100 'Ada Example'
change a.c start
git branch release
git checkout -q -b topic
at 101 'Bo Sample'
change b.c 'work of Bo'
landed=$(git rev-parse HEAD)
git checkout -q main
at 102 'Ada Example'
git merge -q --no-ff -m 'Merge topic' topic
git checkout -q -b rebased
at 103 'Bo Sample'
change c.c 'rebased work'
first=$(git rev-parse HEAD)
at 104 'Bo Sample'
git commit -q --amend -m 'rebased work'
alias=$(git rev-parse HEAD)
git checkout -q main
git merge -q --ff-only rebased
git checkout -q release
at 105 'Cay Sample'
git checkout -q -b fix
change r.c 'a fix of the release'
fix=$(git rev-parse HEAD)
git checkout -q main
gone=0123456789abcdef0123456789abcdef01234567

request "$landed" 1775952000 bo@example.org refs/heads/main '"reviewers":["ada@example.org"],"reviewRef":"refs/heads/topic"'
comment "$landed" 1775952100 ada@example.org "\"location\":{\"commit\":\"$landed\",\"path\":\"b.c\",\"range\":{\"startLine\":1}},\"description\":\"This can overflow, I think\""
comment "$landed" 1775952200 bo@example.org '"parent":"00","resolved":true,"description":"Done"'
comment "$landed" 1775952300 ada@example.org '"Parent":"","resolved":true'
comment "$landed" 1775952400 cay@example.org '"Parent":"00","resolved":true,"description":"not mine to accept"'
request "$first" 1776124800 bo@example.org refs/heads/main
request "$first" 1776125800 bo@example.org refs/heads/main "\"alias\":\"$alias\""
comment "$first" 1776124900 cay@example.org '"resolved":false,"description":"It leaks"'
request "$fix" 1776297600 cay@example.org refs/heads/release '"reviewRef":"refs/pull/7/head"'
comment "$fix" 1776297700 ada@example.org '"resolved":true'
request main~2 1776297600 ada@example.org refs/heads/main
request main~2 1776297800 ada@example.org ''
git notes --ref=devtools/ci add -m 'Reviewed-by: Example CI <ci@example.org>' HEAD
git notes --ref=devtools/analyses add -m '{"timestamp":"1776297800","status":"lgtm","v":0}' HEAD

db=.git/lead.db
told="select change, kind, name, email, time, raw, counted, why, note from v_event where source = 'appraise'
	order by change, kind, time, name, email, raw"
requests() { # <database>
	sqlite3 -separator ' ' "$1" "select q.change, q.forge, q.state, i.name, q.created_time, q.closed_time, q.seen_time
		from request q left join identity i on i.id = q.author_id where q.origin = 'appraise' order by q.change"
}
acts() { # <database>
	sqlite3 -separator ' ' "$1" "select a.change, s.name, a.kind, a.state, i.name || i.email, a.act_time, a.word_count, a.raw
		from request_act a join source s on s.id = a.source_id join identity i on i.id = a.identity_id order by a.change, a.act_time, a.kind"
}
name() { # <line>: what git-appraise calls a comment that stands as it would write it
	printf '%s' "$1" | sha1sum | cut -c1-12
}
overflow=$(name "{\"timestamp\":\"1775952100\",\"author\":\"ada@example.org\",\"location\":{\"commit\":\"$landed\",\"path\":\"b.c\",\"range\":{\"startLine\":1}},\"description\":\"This can overflow, I think\"}")
settled=$(name '{"timestamp":"1775952200","author":"bo@example.org","parent":"00","description":"Done","resolved":true}')
accepted=$(name '{"timestamp":"1775952300","author":"ada@example.org","resolved":true}')
reply=$(name '{"timestamp":"1775952400","author":"cay@example.org","parent":"00","description":"not mine to accept","resolved":true}')
leaks=$(name '{"timestamp":"1776124900","author":"cay@example.org","description":"It leaks","resolved":false}')
fixed=$(name '{"timestamp":"1776297700","author":"ada@example.org","resolved":true}')

git lead scan -q
same 'requests, and what became of them' "$(printf '%s\n' \
	"commit:$first appraise merged bo@example.org 1776124800 0 1776125800" \
	"commit:$landed appraise merged bo@example.org 1775952000 0 1775952000" \
	"commit:$(git rev-parse main~2) appraise closed ada@example.org 1776297600 1776297800 1776297800" \
	'pr:7 appraise open cay@example.org 1776297600 0 1776297600' | sort)" "$(requests $db | sort)"
same 'what was said of one that did not land' \
	"pr:7 appraise rev approved ada@example.org 1776297700 0 $fixed on $(printf %.12s "$fix")" "$(acts $db | grep '^pr:7')"
cat >"$work/expected" <<EOF
cmt,,bo@example.org,1775952200,<bo@example.org>,0,self
cmt,,ada@example.org,1775952100,<ada@example.org>,1,
cmt,,cay@example.org,1775952400,<cay@example.org>,1,
rev,,ada@example.org,1775952300,<ada@example.org>,1,
req,,ada@example.org,1775952000,<ada@example.org>,0,requested
rev,,cay@example.org,1776124900,<cay@example.org>,1,
EOF
git lead query --format=csv "select kind, name, email, time, '<' || email || '>' as raw, counted, why from v_event where source = 'appraise'
	and change not like 'pr:%'" | tail -n +2 | sort >"$work/got"
sort -o "$work/expected" "$work/expected"
check 'who did what, and what counts' diff -u "$work/expected" "$work/got"
same 'each line of proof begins with somebody' 0 "$(rows "select count(*) from v_event where raw = '' or raw like ' %'")"
same 'by the address where no name is told' 1 \
	"$(rows "select count(*) > 0 from v_event where source = 'appraise' and raw like 'ada@example.org approved commit:%'")"
same 'comments bear their names and places' "$(printf '%s\n' "" "$settled" "$accepted" "$leaks" "$reply" "b.c:1 $overflow" | sort)" \
	"$(acts $db | grep -v '^pr:' | sed -E 's/^commit:[0-9a-f]+ appraise [a-z]+ [a-z-]* *[^ ]+ [0-9]+ [0-9]* ?//' | sort)"
same 'robots say nothing' 0 "$(rows "select count(*) from v_event where name = 'Example CI' or source like 'note:refs/notes/devtools%'")"
same 'what a rebase landed is the review' "$alias" \
	"$(sqlite3 $db "select lower(hex(oid)) from request_pointer where change = 'commit:$first' and kind = 'merge'")"

# Step by step: the branch that a review goes into moves alone, a note changes, a ref goes.
git lead query --format=csv "$told" >"$work/once"
git lead scan -q
git lead query --format=csv "$told" >"$work/again"
check 'nothing new changes nothing' cmp "$work/once" "$work/again"
git branch -f release fix
git lead scan -q
same 'landed on its branch' 'pr:7 appraise merged cay@example.org 1776297600 0 1776297600' "$(requests $db | grep ^pr:7)"
comment "$landed" 1775952500 dee@example.org '"resolved":true,"description":"Me too"'
git lead scan -q
same 'one more acceptance' 1 "$(rows "select count(*) from v_event where email = 'dee@example.org' and kind = 'rev' and counted")"
git lead scan -q --db="$work/fresh.db"
requests $db >"$work/steps"
requests "$work/fresh.db" >"$work/fresh"
acts $db >>"$work/steps"
acts "$work/fresh.db" >>"$work/fresh"
git lead query --format=csv "$told" >>"$work/steps"
git lead query --no-scan --db="$work/fresh.db" --format=csv "$told" >>"$work/fresh"
check 'in steps or at once, the same' cmp "$work/steps" "$work/fresh"

# Fetched copies: what either says is said once.
git clone -q . ../clone
cd ../clone || exit 1
git branch -q release origin/release
git fetch -q origin 'refs/notes/devtools/*:refs/notes/remotes/origin/devtools/*'
git lead scan -q
{ requests $db; acts $db; git lead query --format=csv "$told"; } >"$work/copy"
check 'a copy says the same' cmp "$work/steps" "$work/copy"
git fetch -q origin 'refs/notes/devtools/*:refs/notes/devtools/*'
comment "$landed" 1775952600 eve@example.org '"resolved":true'
git lead scan -q
same 'and with one the other had not' 1 "$(acts $db | grep -c eve@example.org)"
acts $db | grep -v eve@example.org >"$work/copies"
acts "$work/fresh.db" >"$work/fresh"
check 'all else once' cmp "$work/fresh" "$work/copies"
git branch -q -D release
git lead scan -q
same 'a branch that is not here is asked of the tip' open "$(sqlite3 $db "select state from request where change = 'pr:7'")"
git for-each-ref --format='delete %(refname)' refs/notes | git update-ref --stdin
git lead scan -q
same 'refs that are gone say nothing' '0 0 0' \
	"$(sqlite3 -separator ' ' $db "select (select count(*) from request), (select count(*) from request_act), (select count(*) from request_pointer)")"

# Notes on a commit that is nowhere; notes that are none.
cd ../work || exit 1
blob=$(printf '%s\n' '{"timestamp":"1776297600","requester":"bsample","targetRef":"refs/heads/main"}' 'no JSON' '{"v":3}' | git hash-object -w --stdin)
tree=$(printf '100644 blob %s\t%s\n' "$blob" "$gone" | git mktree)
git update-ref refs/notes/devtools/reviews "$(git commit-tree -m notes "$tree")"
git lead scan -q
same 'a review of a commit that is gone' "commit:$gone appraise open bsample 1776297600 0 1776297600" "$(requests $db)"
same 'lines that are passed over are told' "appraise 2 passed over commit:$gone" \
	"$(sqlite3 -separator ' ' $db "select origin, count, what, name from trouble where name = 'commit:$gone'")"
same 'comments without a request stay' 1 "$(acts $db | grep -c 'rev changes-requested cay@example.org')"
