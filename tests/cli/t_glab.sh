# git-lead-glab against a made glab: pages of requests, approvals and notes, breaks, limits and refusals.
# shellcheck shell=sh disable=SC2154,SC2016

scripts=$(cd "$(dirname "$test_file")/../../cmd" && pwd)
world=$work/world
export world
mkdir -p "$world" "$work/made"
PATH="$work/made:$PATH"

# The made glab: writes down each path; answers with play.<n> if the n-th question has one, else with the file that a path
# and its page have: answer.list.1, answer.12.notes.1, …; what has no file is an empty page.
cat >"$work/made/glab" <<'END'
#!/bin/sh
number=$(($(cat "$world/calls" 2>/dev/null || echo 0) + 1))
echo $number >"$world/calls"
for path in "$@"; do :; done
echo "$path" >>"$world/paths"
page=${path##*&page=}
[ "$page" != "$path" ] || page=1
case $path in
*/merge_requests\?*) name=list ;;
*/approvals) name=${path%/approvals} name=${name##*/}.approvals ;;
*/notes\?*) name=${path%%/notes*} name=${name##*/}.notes ;;
*/commits/*) name=${path%/merge_requests} name=${name##*/}.commit ;;
*/merge_requests/*) name=${path##*/}.one ;;
esac
echo "$name.$page" >>"$world/asked"
# answer <status> <body file> [<header>…]
answer() {
	printf 'HTTP/2.0 %s Words\nContent-Type: application/json\r\n' "$1"
	body=$2
	shift 2
	[ $# -eq 0 ] || printf '%s\r\n' "$@"
	printf '\r\n'
	cat "$body"
}
if [ -f "$world/play.$number" ]; then
	. "$world/play.$number"
	exit
fi
file=$world/answer.$name.$page
[ -f "$file" ] || { file=$world/empty && echo '[]' >"$file"; }
next=
[ ! -f "$world/answer.$name.$((page + 1))" ] || next=$((page + 1))
if [ -f "$world/no_headers" ]; then
	answer 200 "$file"
else
	answer 200 "$file" "X-Next-Page: $next" 'Ratelimit-Remaining: 500'
fi
END
cat >"$work/made/sleep" <<'END'
#!/bin/sh
echo "$1" >>"$world/slept"
END
cat >"$work/made/git-lead" <<'END'
#!/bin/sh
[ "$*" = 'import -' ] || exit 99
cat >"$world/imported"
exit "$(cat "$world/import_code" 2>/dev/null || echo 0)"
END
chmod +x "$work/made"/*

request() {
	printf '{"id":9%s,"iid":%s,"project_id":1,"title":"a \\"iid\\":77, {[","state":"merged","milestone":{"id":5,"iid":88},"labels":[{"id":3,"iid":99}]}' "$1" "$1"
}

# anew: no play, nothing asked; three requests on two pages, notes of 12 on two.
anew() {
	rm -rf "$world" .git/lead-glab
	mkdir -p "$world"
	printf '[%s,%s]' "$(request 11)" "$(request 12)" >"$world/answer.list.1"
	printf '[%s]' "$(request 13)" >"$world/answer.list.2"
	for n in 11 12 13; do
		printf '{"approved_by":[{"user":{"username":"a%s"}}]}' "$n" >"$world/answer.$n.approvals.1"
	done
	echo '[{"id":1,"body":"one","noteable_type":"MergeRequest"}]' >"$world/answer.12.notes.1"
	echo '[{"id":2,"body":"two","noteable_type":"MergeRequest"}]' >"$world/answer.12.notes.2"
}
asked() {
	tr '\n' ' ' <"$world/asked"
}
# What arrived: iids of the list, then number and content of each wrapped answer.
arrived() {
	jq -r -s '(.[] | arrays | .[] | "list \(.iid)"), (.[] | objects | "\(.merge_request_iid) \(if .answer | type == "array" then [.answer[].body] | join(",") else .answer.approved_by[0].user.username end)")' \
		"$world/imported" | tr '\n' ';'
}
fetch() {
	"$scripts/git-lead-glab" "$@"
}
everything='list.1 list.2 11.approvals.1 11.notes.1 12.approvals.1 12.notes.1 12.notes.2 13.approvals.1 13.notes.1 '
all='list 11;list 12;list 13;11 a11;11 ;12 a12;12 one;12 two;13 a13;13 ;'

git init -q repo
cd repo || exit 1
change a.c start

anew
answers 'the list, then each request' 0 fetch
same 'is asked for, every page once' "$everything" "$(asked)"
same 'and all of it arrives with its number' "$all" "$(arrived)"
check 'nothing is left behind' sh -c '! ls .git/lead-glab/* 2>/dev/null'
check 'the period and the order that pages keep' \
	grep -q '^projects/:fullpath/merge_requests?.*state=merged&updated_after=2025-07-04T00:00:00Z&order_by=created_at&sort=asc' "$world/paths"
anew
answers 'another project in a group of a group' 0 fetch --repo=group/sub/name --state=all --until=2026-06-01
check 'is one word of the path' \
	grep -q '^projects/group%2Fsub%2Fname/merge_requests?.*state=all.*&created_before=2026-06-01T00:00:00Z&per_page=100&page=1$' "$world/paths"

# A server that does not tell the next page.
anew
touch "$world/no_headers"
printf '[%s' "$(request 1001)" >"$world/answer.list.1"
n=1002
while [ $n -le 1100 ]; do
	printf ',%s' "$(request $n)" >>"$world/answer.list.1"
	n=$((n + 1))
done
printf ']' >>"$world/answer.list.1"
answers 'a full page without a word of the next' 0 fetch
same 'is followed by another' 'list.1 list.2 13.approvals.1 ' "$(head -n 3 "$world/asked" | tr '\n' ' ')"
same 'and the requests of both arrive' 101 "$(jq -s '[.[] | arrays | .[]] | length' "$world/imported")"

# Breaks: in the list, and among the notes.
anew
for n in 2 3 4 5 6 7; do
	echo 'printf "<html>502" >"$world/html"; answer 502 "$world/html"; exit 1' >"$world/play.$n"
done
for n in 12 13 14 15 16 17; do
	echo 'echo "dial tcp: connection refused" >&2; exit 1' >"$world/play.$n"
done
answers 'a break in the list' 128 fetch
check 'says how to go on' grep -q 'run it again to go on' "$work/stderr"
same 'after waiting longer and longer' '2 4 8 16 32 ' "$(tr '\n' ' ' <"$world/slept")"
rm -f "$world/asked"
answers 'a break among the answers' 128 fetch
same 'comes after the second page' 'list.2 11.approvals.1 11.notes.1 12.approvals.1 12.notes.1 12.notes.1 ' \
	"$(head -n 6 "$world/asked" | tr '\n' ' ')"
check 'nothing was imported' test ! -f "$world/imported"
rm -f "$world/asked"
answers 'the third run' 0 fetch
same 'asks for the rest alone' '12.notes.1 12.notes.2 13.approvals.1 13.notes.1 ' "$(asked)"
same 'and everything arrives' "$all" "$(arrived)"

# Limits.
anew
cat >"$world/play.3" <<'END'
echo 'Retry later' >"$world/error"
answer 429 "$world/error" 'Retry-After: 42'
exit 1
END
cat >"$world/play.6" <<'END'
answer 200 "$world/answer.12.approvals.1" 'Ratelimit-Remaining: 1' "Ratelimit-Reset: $((GIT_LEAD_NOW + 30))"
END
answers 'limits' 0 fetch
same 'are waited for' '42 31 ' "$(tr '\n' ' ' <"$world/slept")"
same 'and everything arrives' "$all" "$(arrived)"

# Refusals.
anew
cat >"$world/play.3" <<'END'
echo '{"message":"404 Not found"}' >"$world/error"
answer 404 "$world/error"
echo 'glab: 404 Not found (HTTP 404)' >&2
exit 1
END
cp "$world/play.3" "$world/play.4"
answers 'a request that is gone by now' 0 fetch
complains 'is told of' 'no approvals or notes for 1 merge requests'
same 'and the others arrive' 'list 11;list 12;list 13;12 a12;12 one;12 two;13 a13;13 ;' "$(arrived)"
anew
printf '{"updated_at":"2026-05-30T04:00:00.000Z","approved_by":[{"user":{"username":"a11"}}]}' >"$world/answer.11.approvals.1"
printf '{"updated_at":"2026-05-30T04:00:00.000Z","approved_by":[{"user":{"username":"a13"}}]}' >"$world/answer.13.approvals.1"
cat >"$world/play.4" <<'END'
echo '{"message":"403 Forbidden"}' >"$world/error"
answer 403 "$world/error"
echo 'glab: 403 Forbidden (HTTP 403)' >&2
exit 1
END
answers 'notes that may not be read' 0 fetch
same 'leave approvals that do not say to be all' '13 2026-05-30T04:00:00.000Z' \
	"$(jq -r 'objects | select(.answer.updated_at?) | "\(.merge_request_iid) \(.answer.updated_at)"' "$world/imported")"
same 'which arrive' a11 "$(jq -r 'objects | select(.merge_request_iid == 11) | .answer.approved_by[0].user.username' "$world/imported" 2>/dev/null | head -n 1)"
anew
cat >"$world/play.1" <<'END'
echo '{"message":"401 Unauthorized"}' >"$world/error"
answer 401 "$world/error"
exit 1
END
answers 'nobody is logged in' 128 fetch
complains 'and it says what to do' "git lead-glab: glab may not ask .*'glab auth login'"
anew
cat >"$world/play.1" <<'END'
echo '{"error":"insufficient_scope","error_description":"The request requires higher privileges"}' >"$world/error"
answer 403 "$world/error"
exit 1
END
answers 'a token without the right' 128 fetch
complains 'is told' 'insufficient_scope'

# Ends.
anew
echo '[]' >"$world/answer.list.1"
rm "$world/answer.list.2"
answers 'nothing in the period' 0 fetch
complains 'is told' 'no merge requests since 2025-07-04T00:00:00Z'
check 'and not imported' test ! -f "$world/imported"
anew
echo 3 >"$world/import_code"
answers 'the status of the import' 3 fetch
rm -f "$world/asked" "$world/import_code"
answers 'and the next run' 0 fetch
check 'asks nothing' test ! -f "$world/asked"
same 'and imports what is there' "$all" "$(arrived)"
anew
answers 'without import' 0 fetch --no-import --keep="$work/kept"
check 'all is in the file' jq -e . "$work/kept"
answers 'help' 0 fetch --help
says 'is the usage' 'usage: git lead-glab'
answers 'misuse' 129 fetch --repo=name

# Single numbers.
anew
request 12 >"$world/answer.12.one.1"
request 13 >"$world/answer.13.one.1"
cat >"$world/play.2" <<'END'
echo '{"message":"404 Not found"}' >"$world/error"
answer 404 "$world/error"
exit 1
END
answers 'numbers alone' 0 fetch 12 99 13
same 'are asked for, then what belongs to them' \
	'12.one.1 99.one.1 13.one.1 12.approvals.1 12.notes.1 12.notes.2 13.approvals.1 13.notes.1 ' "$(asked)"
same 'and arrive' '12 13 | 12 12 12 13 13' \
	"$(jq -r -s '([.[] | objects | .iid // empty | tostring] | join(" ")) + " | " + ([.[] | objects | .merge_request_iid // empty | tostring] | join(" "))' "$world/imported")"
complains 'what is not there is told' 'no merge request 99: 404 Not found'
anew
cat >"$world/play.1" <<'END'
echo '{"message":"404 Not found"}' >"$world/error"
answer 404 "$world/error"
exit 1
END
answers 'a number that is not there' 128 fetch 99
check 'brings nothing' test ! -f "$world/imported"
oid=$(printf '%040d' 12)
anew
printf '[%s]' "$(request 12)" >"$world/answer.$oid.commit.1"
answers 'a commit' 0 fetch "$oid"
same 'brings its requests' '12 12 12 12 ' "$(jq -r -s '.[] | if type == "array" then .[].iid else .merge_request_iid end' "$world/imported" | tr '\n' ' ')"
anew
answers 'a commit of no request' 0 fetch "$oid"
same 'is nothing to tell' '' "$(cat "$work/stderr")"
answers 'numbers have no period' 129 fetch --until=2026-01-01 12

# A second run beside the first one.
anew
answers 'an import that does not work' 0 sh -c 'echo 3 >"$world/import_code"; ! "$1" 2>/dev/null' sh "$scripts/git-lead-glab"
echo $$ >"$(echo .git/lead-glab/*)/running"
answers 'two at once' 128 fetch
complains 'are one too many' "process $$ is at it already"

# To the end: the answers through the real git lead import.
rm "$work/made/git-lead"
anew
git remote add origin https://gitlab.example.org/group/sub/name.git
at 150 'Bo Sample'
change b.c 'squashed, its number lost'
jq -n --arg oid "$(git rev-parse HEAD)" '[{
	id: 911, iid: 11, project_id: 1, state: "merged", source_branch: "x", target_branch: "main",
	created_at: "2026-05-30T00:00:00.000Z", updated_at: "2026-06-01T00:00:00.000Z", merged_at: "2026-05-31T01:00:00.000Z",
	author: {id: 2, username: "bsample", name: "Bo Sample"}, merge_user: {id: 1, username: "aexample", name: "Ada Example"},
	reviewers: [{id: 3, username: "csample", name: "Cy Sample"}], sha: ("9" * 40), merge_commit_sha: null,
	squash_commit_sha: $oid, references: {full: "group/sub/name!11"}}]' >"$world/answer.list.1"
rm "$world/answer.list.2"
jq -n '{approvals_required: 1, approved_by: [{user: {id: 3, username: "csample", name: "Cy Sample"}}]}' >"$world/answer.11.approvals.1"
jq -n '[
	{id: 1, type: null, body: "approved this merge request", system: true, author: {username: "csample", name: "Cy Sample"},
		created_at: "2026-05-30T05:00:00.000Z", noteable_type: "MergeRequest", noteable_iid: 11},
	{id: 2, type: "DiffNote", body: "why this?", system: false, author: {username: "dsample", name: "Dee Sample"},
		created_at: "2026-05-30T04:00:00.000Z", noteable_type: "MergeRequest", noteable_iid: null,
		position: {head_sha: ("9" * 40)}},
	{id: 3, type: null, body: "built", system: false, author: {username: "project_1_bot_0a", name: "token"},
		created_at: "2026-05-30T04:00:00.000Z", noteable_type: "MergeRequest", noteable_iid: 11}]' >"$world/answer.11.notes.1"
answers 'answers reach the database' 0 fetch
same 'approvals, comments, the merge and who was asked' \
	'cmt dsample gitlab:review-comment;cmt project_1_bot_0a[bot] gitlab:note;int aexample gitlab:merge;req csample gitlab:request;rev csample gitlab:approval;' \
	"$(rows "select distinct kind || ' ' || name || ' ' || source from v_event where source like 'gitlab:%' and change = 'mr:11' order by 1" | tr '\n' ';')"
same 'an approval told with and without its time counts once' 1 \
	"$(rows "select sum(counted) from v_event where kind = 'rev' and change = 'mr:11'")"
same 'on the commit that landed' "$(git rev-parse HEAD)" "$(rows "select oid from v_commit where change = 'mr:11'")"
