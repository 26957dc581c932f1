# git-lead-gh against a made gh that plays pages, breaks, limits and refusals; what arrives at a made git lead import.
# shellcheck shell=sh disable=SC2154,SC2016

scripts=$(cd "$(dirname "$test_file")/../../cmd" && pwd)
world=$work/world
export world
mkdir -p "$world" "$work/made"
PATH="$work/made:$PATH"

# The made gh: writes down size and cursor of each question; answers with play.<n> if the n-th question has one, else with
# the page of its cursor.
cat >"$work/made/gh" <<'END'
#!/bin/sh
number=$(($(cat "$world/calls" 2>/dev/null || echo 0) + 1))
echo $number >"$world/calls"
cursor=- size=- query=
for word in "$@"; do
	case $word in
	cursor=*) cursor=${word#*=} ;;
	size=*) size=${word#*=} ;;
	query=*) query=${word#*=} ;;
	commit=*) query_commit=${word#*=} ;;
	number=*) query_number=${word#*=} ;;
	owner=* | name=*) echo "$word" >>"$world/where" ;;
	esac
done
printf '%s\n' "$query" >"$world/query"
# answer <status> <body file> [<header>…]
answer() {
	printf 'HTTP/2.0 %s Words\nContent-Type: application/json; charset=utf-8\r\n' "$1"
	body=$2
	shift 2
	[ $# -eq 0 ] || printf '%s\r\n' "$@"
	printf '\r\n'
	cat "$body"
}
echo "$size $cursor" >>"$world/asked"
if [ -f "$world/play.$number" ]; then
	. "$world/play.$number"
	exit
fi
answer 200 "$world/page.$cursor" 'X-Ratelimit-Remaining: 4900' 'X-Ratelimit-Reset: 1783040400'
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

# page <cursor that asks for it> <cursor behind it, - for none> <number:changed:opened…>
page() {
	page_file=$world/page.$1
	{
		printf '{"data":{"repository":{"nameWithOwner":"example/project","pullRequests":{"page":{"hasNextPage":%s,"endCursor":"%s"},"nodes":[' \
			"$([ "$2" = - ] && echo false || echo true)" "$2"
		shift 2
		comma=
		for node in "$@"; do
			rest=${node#*:}
			printf '%s{"__typename":"PullRequest","number":%s,"createdAt":"%sT00:00:00Z","updatedAt":"%sT00:00:00Z","body":"\\"endCursor\\":\\"no\\\\","comments":{"pageInfo":{"hasNextPage":true},"nodes":[{"createdAt":"2001-01-01T00:00:00Z"}]}}' \
				"$comma" "${node%%:*}" "${rest#*:}" "${rest%:*}"
			comma=,
		done
		printf ']}}}}'
	} >"$page_file"
}

# anew: no play, nothing asked; three pages.
anew() {
	rm -rf "$world" .git/lead-gh
	mkdir -p "$world"
	page - c1 31:2026-07-01:2026-06-01 30:2026-06-20:2026-06-02
	page c1 c2 29:2026-05-20:2026-05-02 28:2026-05-10:2026-05-01
	page c2 - 27:2026-04-20:2026-04-02
}
asked() {
	tr '\n' ',' <"$world/asked"
}
numbers() {
	jq -r '.data.repository.pullRequests.nodes[].number' "$world/imported" | sort -u | tr '\n' ' '
}
fetch() {
	"$scripts/git-lead-gh" "$@"
}

git init -q repo
cd repo || exit 1
change a.c start

anew
answers 'all pages are asked, one after the other' 0 fetch
same 'the pages changed meanwhile once more' '20 -,20 c1,20 c2,20 -,' "$(asked)"
same 'all of them arrive' '27 28 29 30 31 ' "$(numbers)"
check 'nothing is left behind' sh -c '! ls .git/lead-gh/* 2>/dev/null'
check 'merged ones are asked for' grep -q 'states: \[MERGED\]' "$world/query"
check 'of the repository that gh sees' grep -q 'owner={owner}' "$world/where"
check 'the question has as many opening as closing braces' \
	sh -c '[ "$(tr -cd "{" <"$1" | wc -c)" = "$(tr -cd "}" <"$1" | wc -c)" ]' sh "$world/query"

anew
answers 'another repository, all states' 0 fetch --repo=example/other --state=all
check 'is what gh is asked for' sh -c 'grep -q owner=example "$world/where" && grep -q name=other "$world/where"'
check 'in all states' grep -q 'states: \[OPEN, CLOSED, MERGED\]' "$world/query"

anew
page - - 31:2026-07-01:2026-06-01
answers 'one page needs no second look' 0 fetch
same 'and gets none' '20 -,' "$(asked)"

anew
answers 'a period ends the walk' 0 fetch --since=2026-05-12
same 'at the page that reaches over its start' '20 -,20 c1,20 -,' "$(asked)"
anew
answers 'a page opened after the period' 0 fetch --until=2026-05-30
same 'is asked for but left out' '27 28 29 ' "$(numbers)"

# A break in the middle, then the same again.
anew
for n in 2 3 4 5 6 7; do
	echo 'echo "error connecting to api.example.org" >&2; exit 1' >"$world/play.$n"
done
answers 'a line that stays down ends the run' 128 fetch
check 'and it says how to go on' grep -q 'run it again to go on' "$work/stderr"
check 'nothing was imported' test ! -f "$world/imported"
rm -f "$world/asked"
export GIT_LEAD_NOW=1783123200
answers 'the day after it goes on' 0 fetch
export GIT_LEAD_NOW=1783036800
same 'without the page that it has' '20 c1,20 c2,20 -,' "$(asked)"
same 'and everything arrives' '27 28 29 30 31 ' "$(numbers)"

# Stopped from outside.
anew
echo 'kill -TERM "$PPID"; exit 1' >"$world/play.2"
answers 'a run that is stopped' 143 fetch
check 'leaves its pages and no lock' sh -c 'ls .git/lead-gh/*/page.000001 && ! ls .git/lead-gh/*/running .git/lead-gh/*/*.new'
rm -f "$world/asked"
answers 'and can be gone on with' 0 fetch
same 'from where it was' '20 c1,20 c2,20 -,' "$(asked)"

# Slow, busy, limited.
anew
echo 'printf "<html>" >"$world/html"; answer 502 "$world/html"; echo "gh: HTTP 502" >&2; exit 1' >"$world/play.2"
answers 'a bad gateway' 0 fetch
same 'is asked for less, then for more again' '20 -,20 c1,10 c1,20 c2,20 -,' "$(asked)"
same 'after a moment' '2' "$(cat "$world/slept")"
anew
cat >"$world/play.2" <<'END'
echo '{"errors":[{"message":"Something went wrong while executing your query. This may be the result of a timeout."}]}' >"$world/error"
answer 200 "$world/error"
echo 'gh: Something went wrong' >&2
exit 1
END
answers 'a question that took too long' 0 fetch
same 'is asked for less' '20 -,20 c1,10 c1,20 c2,20 -,' "$(asked)"
anew
cat >"$world/play.2" <<'END'
echo '{"message":"You have exceeded a secondary rate limit."}' >"$world/error"
answer 403 "$world/error" 'Retry-After: 77'
echo 'gh: You have exceeded a secondary rate limit. (HTTP 403)' >&2
exit 1
END
answers 'the second limit' 0 fetch
same 'is waited for as told' '77' "$(cat "$world/slept")"
check 'and said' grep -q 'the forge limits the rate: waiting 77 s' "$work/stderr"
same 'and the page is asked for again' '20 -,20 c1,20 c1,20 c2,20 -,' "$(asked)"
anew
cat >"$world/play.2" <<'END'
echo '{"errors":[{"type":"RATE_LIMITED","message":"API rate limit exceeded"}]}' >"$world/error"
answer 200 "$world/error" 'X-Ratelimit-Remaining: 0' "X-Ratelimit-Reset: $((GIT_LEAD_NOW + 600))"
echo 'gh: API rate limit exceeded' >&2
exit 1
END
cp "$world/play.2" "$world/play.3"
sed -i 's/, .X-.*//; s/ .X-Ratelimit-Remaining.*//' "$world/play.3"
answers 'the hourly limit' 0 fetch
same 'is waited for until its end, or longer and longer' '601 120 ' "$(tr '\n' ' ' <"$world/slept")"
anew
echo 'answer 200 "$world/page.c1" "X-Ratelimit-Remaining: 12" "X-Ratelimit-Reset: $((GIT_LEAD_NOW + 120))"' >"$world/play.2"
answers 'little allowance' 0 fetch
same 'is waited for before it ends' '121' "$(cat "$world/slept")"

# What no waiting helps against.
anew
echo 'echo "To get started with GitHub CLI, please run:  gh auth login" >&2; exit 4' >"$world/play.1"
answers 'nobody is logged in' 128 fetch
complains 'and it says what to do' "git lead-gh: gh may not ask .*'gh auth login'"
anew
cat >"$world/play.1" <<'END'
echo '{"message":"Bad credentials"}' >"$world/error"
answer 401 "$world/error"
exit 1
END
answers 'a bad token' 128 fetch
complains 'is told' "gh may not ask \(401\)"
anew
cat >"$world/play.1" <<'END'
echo '{"data":{"repository":null},"errors":[{"type":"NOT_FOUND","message":"Could not resolve to a Repository"}]}' >"$world/error"
answer 200 "$world/error"
exit 1
END
answers 'an unknown repository' 128 fetch --repo=example/none
complains 'is told in words of the forge' 'example/none: Could not resolve to a Repository'
anew
cat >"$world/play.1" <<'END'
echo '{"message":"Resource not accessible by personal access token"}' >"$world/error"
answer 403 "$world/error" 'X-Ratelimit-Remaining: 4000'
exit 1
END
answers 'a token without the right' 128 fetch
complains 'is told, and not waited for' 'Resource not accessible'
anew
cat >"$world/play.2" <<'END'
sed 's/^{/{"errors":[{"type":"FORBIDDEN","message":"no teams"}],/' "$world/page.c1" >"$world/error"
answer 200 "$world/error"
exit 1
END
answers 'a part that is forbidden' 0 fetch
check 'is told' grep -q 'leaves something out: no teams' "$work/stderr"
same 'and the rest taken' '27 28 29 30 31 ' "$(numbers)"

# Ends.
anew
page - -
answers 'nothing in the period' 0 fetch
complains 'is told' 'no pull requests since 2025-07-04T00:00:00Z'
check 'and not imported' test ! -f "$world/imported"
anew
echo 3 >"$world/import_code"
answers 'the status of the import' 3 fetch
rm -f "$world/asked" "$world/import_code" "$world/imported"
answers 'and the next run' 0 fetch
check 'asks nothing' test ! -f "$world/asked"
same 'and imports what is there' '27 28 29 30 31 ' "$(numbers)"
anew
answers 'without import' 0 fetch --no-import --keep="$work/kept file"
check 'all is in the file' sh -c 'jq -e . "$1" >/dev/null && [ ! -s "$2" ]' sh "$work/kept file" "$work/stdout"
check 'and nothing imported' test ! -f "$world/imported"
anew
answers 'or on standard output' 0 fetch --no-import
says 'as it came' '"number":27'
answers 'help' 0 fetch -h
says 'is the usage' 'usage: git lead-gh'
for wrong in --since=2030-01-01x --repo=name --state=open --until=2020-01-01 --nothing more --since=garbage \
	--since=2027-01-01 --since=2026-99-99 --since=2026-02-29 --until=2026-06-31; do
	answers "misuse: $wrong" 129 fetch "$wrong"
done
answers 'a word that is no date' 129 fetch --since=garbage
check 'is told as it was given' grep -q "'garbage' is no date" "$work/stderr"
answers 'a leap day' 0 fetch --since=2024-02-29
answers 'bytes that move a terminal' 129 fetch "$(printf 'x\033[31m')"
check 'are not passed on' sh -c '! grep -q "$(printf "\033")" "$work/stderr"'
rm -f "$world/asked"
answers 'a file that cannot be' 128 fetch --keep=/nonexistent/x
same 'is told in one line' "git lead-gh: cannot write '/nonexistent/x'" "$(cat "$work/stderr")"
check 'before anything is asked' test ! -f "$world/asked"
anew
page - 'c 1' 31:2026-07-01:2026-06-01
answers 'a cursor that is none' 128 fetch
same 'is refused in one line' 1 "$(wc -l <"$work/stderr" | tr -d ' ')"
anew
page c1 c1 29:2026-06-18:2026-05-02
answers 'the same cursor again' 128 fetch
complains 'is no way on' 'the same cursor twice'
# Single numbers: each one question; what is not there is told, and the others arrive.
anew
cat >"$work/one" <<'END'
number=${query_number:?}
[ "$number" != 99 ] || {
	echo '{"data":{"repository":{"pullRequest":null}},"errors":[{"type":"NOT_FOUND","message":"Could not resolve to a PullRequest"}]}' >"$world/error"
	answer 200 "$world/error"
	exit 1
}
printf '{"data":{"repository":{"nameWithOwner":"example/project","pullRequest":{"__typename":"PullRequest","number":%s}}}}' "$number" >"$world/body"
answer 200 "$world/body"
END
answered() {
	jq -r '.data.repository.pullRequest.number' "$world/imported" | tr '\n' ' '
}
for n in 1 2 3; do
	cp "$work/one" "$world/play.$n"
done
answers 'numbers alone' 0 fetch 12 99 14
same 'arrive' '12 14 ' "$(answered)"
check 'and what is not there is told' grep -q 'no pull request 99: Could not resolve to a PullRequest' "$work/stderr"
check 'they are asked for by number' grep -q 'pullRequest(number: \$number)' "$world/query"
check 'nothing is left behind' sh -c '! ls .git/lead-gh/* 2>/dev/null'
oid=$(printf '%040d' 12)
anew
cat >"$world/play.1" <<'END'
echo "$query_commit" >"$world/commit"
echo '{"data":{"repository":{"nameWithOwner":"example/project","object":{"associatedPullRequests":{"totalCount":1,"nodes":[{"__typename":"PullRequest","number":15}]}}}}}' >"$world/body"
answer 200 "$world/body"
END
answers 'a commit' 0 fetch "$oid"
same 'is asked for as it was given' "$oid" "$(cat "$world/commit")"
same 'and its request arrives' 15 "$(jq '.data.repository.object.associatedPullRequests.nodes[].number' "$world/imported")"
anew
cat >"$world/play.1" <<'END'
echo '{"data":{"repository":{"nameWithOwner":"example/project","object":{"associatedPullRequests":{"totalCount":0,"nodes":[]}}}}}' >"$world/body"
answer 200 "$world/body"
END
answers 'a commit of no request' 0 fetch "$oid"
same 'is nothing to tell' '' "$(cat "$work/stderr")"
check 'and nothing is imported' test ! -f "$world/imported"
anew
cp "$work/one" "$world/play.1"
answers 'a number that is not there' 128 fetch 99
complains 'is told' 'no pull request 99'
check 'and nothing is imported' test ! -f "$world/imported"
answers 'numbers have no period' 129 fetch --since=2026-01-01 12
answers 'nor are words numbers' 129 fetch 12x
anew
for n in 1 2 3 4 5 6; do
	echo 'printf "<html>" >"$world/html"; answer 502 "$world/html"; exit 1' >"$world/play.$n"
done
answers 'no longer wait than is allowed' 128 fetch --wait=10 12
same 'is rested' '2 4 ' "$(tr '\n' ' ' <"$world/slept")"
check 'and said' grep -q 'it would take another 8 s' "$work/stderr"
answers 'a wait that is none' 129 fetch --wait=long
cd "$work" || exit 1
answers 'outside of a repository' 128 fetch
complains 'is told' 'not in a git repository'

# To the end: a repository of squash merges, its requests through the made gh and the real git lead import.
cd "$work/repo" || exit 1
rm "$work/made/git-lead"
anew
git remote add origin https://github.com/example/project.git
at 150 'Bo Sample'
change b.c 'squashed, its number lost'
jq -n --arg oid "$(git rev-parse HEAD)" '
	def user($login; $kind): {login: $login, __typename: $kind};
	def list: {totalCount: length, pageInfo: {hasNextPage: false}, nodes: .};
	{data: {repository: {nameWithOwner: "example/project", pullRequests: {
		page: {hasNextPage: false, endCursor: "c9"},
		nodes: [{
			__typename: "PullRequest", number: 31, url: "https://github.com/example/project/pull/31", state: "MERGED",
			isDraft: false, createdAt: "2026-05-30T00:00:00Z", updatedAt: "2026-06-01T00:00:00Z",
			closedAt: "2026-05-31T01:00:00Z", mergedAt: "2026-05-31T01:00:00Z", additions: 3, deletions: 1,
			author: user("bsample"; "User"), mergedBy: user("aexample"; "User"), mergeCommit: {oid: $oid},
			headRefOid: ("9" * 40),
			reviews: [{author: user("aexample"; "User"), state: "APPROVED", submittedAt: "2026-05-30T12:00:00Z",
				body: "well done", commit: {oid: ("9" * 40)}}] | list,
			comments: ([{author: user("dependabot"; "Bot"), createdAt: "2026-05-30T02:00:00Z", body: "a b c"}] | list |
				.totalCount = 101 | .pageInfo.hasNextPage = true),
			reviewThreads: [{comments: [{author: user("csample"; "User"), createdAt: "2026-05-30T03:00:00Z",
				body: "why this?", commit: {oid: ("9" * 40)}, originalCommit: {oid: ("9" * 40)}}] | list}] | list,
			commits: [{commit: {oid: ("9" * 40), authors: {nodes: [{name: "Bo Sample", email: "bo@example.org",
				user: {login: "bsample"}}]}}}] | list,
			reviewRequests: {nodes: [{requestedReviewer: user("dsample"; "User")}, {requestedReviewer: {__typename: "Team"}}]},
			timelineItems: {nodes: [{__typename: "ReadyForReviewEvent", createdAt: "2026-05-30T01:00:00Z"}]}
		}]}}}}' >"$world/page.-"
answers 'pages reach the database' 0 fetch
check 'with a word on what they do not hold' grep -q -e '100' "$work/stdout" "$work/stderr"
same 'reviews, comments, the merge and who was asked' \
	'cmt csample github:review-comment;cmt dependabot[bot] github:comment;int aexample github:merge;req dsample github:request;rev aexample github:review;' \
	"$(rows "select kind || ' ' || name || ' ' || source from v_event where source like 'github:%' and change = 'pr:31' order by kind, name" | tr '\n' ';')"
same 'on the commit that landed' "$(git rev-parse HEAD)" "$(rows "select oid from v_commit where change = 'pr:31'")"
same 'login and address meet' 1 \
	"$(rows "select count(distinct person) from v_person where email = 'bo@example.org' or name = 'bsample'")"

# A walk that ended at its period, and asked for its first page again: nothing is missing, nothing counts twice.
rm -rf .git/lead-gh
jq -c '.data.repository.pullRequests |= (.page = {hasNextPage: true, endCursor: "c9"} |
	.nodes[0].comments |= (.totalCount = 1 | .pageInfo.hasNextPage = false))' "$world/page.-" >"$world/page.x"
mv "$world/page.x" "$world/page.-"
jq -c '.data.repository.pullRequests |= (.page.endCursor = "c10" | .nodes[0] |= (.number = 30 | .updatedAt = "2026-04-01T00:00:00Z"))' \
	"$world/page.-" >"$world/page.c9"
answers 'a walk of two pages' 0 fetch --since=2026-05-01
says 'holds each request once' 'held  *2 x GitHub pull request'
check 'and misses nothing' sh -c '! grep -e "more follows" -e missing "$work/stdout" "$work/stderr"'
