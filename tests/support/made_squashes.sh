#!/bin/sh
# A made repository of squash merges as GitHub leaves them, and what GitHub would export of its pull requests in each form
# that people save. made_squashes.sh <folder> [<requests> [<silent>]]: makes <folder>/repo (bare) and the exports <folder>/1.*
# to 9.* beside <folder>/truth.json, the one list they all come from; <folder>/open.1.* to open.9.*: of 30 more requests
# that never landed, 25 of them drafts, from <folder>/open.json. <silent>: a login that reviews nothing and comments
# nowhere. All times lie between 2025-07-03 and 2026-06-01. Needs git and jq.
set -eu

folder=$1
count=${2:-300}
silent=${3:-}
mkdir -p "$folder"

# Who asks for what, who looks at it: five people, a bot, an account that was deleted since.
jq -n --argjson count "$count" --arg silent "$silent" '
  def people: ["aexample", "bsample", "cperson", "dtester", "esomebody"];
  def at($n): (1751500800 + $n) | todate;
  # Somebody else in the place of the silent one: the next who is not the author either.
  def loud($author): if people[.] != $silent then . else (. + 1) % 5 | if . == $author then (. + 1) % 5 else . end end;
  [ range(1; $count + 1) as $n
    | ($n % 5) as $a
    | (($a + 1 + ($n % 4)) % 5 | loud($a)) as $b
    | (($a + 2 + ($n % 3)) % 5 | loud($a)) as $c
    | ($n * (28800000 / $count | floor)) as $day
    | { number: $n, author: people[$a], title: "Change number \($n)",
        created: at($day - 86400 * (1 + $n % 6)), merged: at($day), updated: at($day + 3600),
        merger: people[if $n % 9 == 0 then $a else $b end],
        additions: ($n % 40 + 1), deletions: 0,
        reviews: ([ { who: people[$b], state: "APPROVED", time: at($day - 3600), body: "" } ]
          + (if $n % 4 == 0 and $c != $a then [ { who: people[$c], state: "CHANGES_REQUESTED", time: at($day - 50000),
                body: "Please split this: two things happen here, and neither has a test of its own." } ] else [] end)
          + (if $n % 6 == 0 then [ { who: people[$a], state: "COMMENTED", time: at($day - 40000), body: "Done, thank you." } ] else [] end)
          + (if $n % 7 == 0 then [ { who: "checker[bot]", state: "APPROVED", time: at($day - 80000), body: "" } ] else [] end)
          + (if $n % 10 == 0 and $c != $a then [ { who: people[$c], state: "DISMISSED", time: at($day - 60000), body: "Looks fine" } ] else [] end)
          + (if $n % 50 == 0 then [ { who: null, state: "APPROVED", time: at($day - 70000), body: "" } ] else [] end)),
        comments: ((if $n % 5 == 0 then [ { who: people[$c], time: at($day - 30000),
                body: "Why is the lock taken twice here? The caller holds it already, I think." } ] else [] end)
          + (if $n % 8 == 0 then [ { who: people[$a], time: at($day - 20000), body: "> Why\n\nBecause." } ] else [] end)
          + (if $n % 50 == 0 then [ { who: null, time: at($day - 25000), body: "gone" } ] else [] end)) } ]' >"$folder/list.json"

# The squash commits: by the author's name and address, made by the forge.
jq -r '
  def name: { aexample: "Ada Example <ada@example.org>", bsample: "Bo Sample <bo@example.org>", cperson: "Cy Person <cy@example.org>",
              dtester: "Dee Tester <dee@example.org>", esomebody: "Eve Somebody <eve@example.org>" };
  .[] | (.merged | fromdate) as $t
  | "commit refs/heads/main", "author \(name[.author]) \($t) +0000", "committer GitHub <noreply@github.com> \($t) +0000",
    "data \("\(.title) (#\(.number))\n" | length)", "\(.title) (#\(.number))", "",
    "M 100644 inline src/area\(.number % 7)/file\(.number).c", "data \((.additions * 5))", ([range(.additions) | "line\n"] | add), ""' \
	"$folder/list.json" >"$folder/stream"
git init -q --bare "$folder/repo"
git -C "$folder/repo" symbolic-ref HEAD refs/heads/main
git -C "$folder/repo" fast-import --quiet <"$folder/stream"
git -C "$folder/repo" log --reverse --format='%H' main | jq -R . | jq -s . >"$folder/oids.json"
jq --slurpfile oids "$folder/oids.json" '[ to_entries[] | .value + { oid: $oids[0][.key] } ]' "$folder/list.json" >"$folder/truth.json"
rm "$folder/stream" "$folder/list.json" "$folder/oids.json"

# Open ones, every sixth of them ready, every fifth of them closed; nobody answered.
jq -n '
  def at($n): (1751500800 + $n) | todate;
  [ range(1; 31) as $n | (if $n % 5 == 0 then at($n * 86400 + 7200) else null end) as $closed
    | { number: (1000 + $n), author: ["aexample", "bsample", "cperson"][$n % 3], title: "Thought \($n)", draft: ($n % 6 != 0),
        created: at($n * 86400), closed: $closed, updated: at($n * 86400 + 9000), additions: $n, deletions: 1,
        reviews: [], comments: [] } ]' >"$folder/open.json"

# What each form calls things.
cat >"$folder/forms.jq" <<'J'
def bot: . != null and endswith("[bot]");
def gh_user: if . == null then { is_bot: true, login: "app/" } elif bot then { is_bot: true, login: "app/\(.[:-5])" }
  else { id: "U_\(.)", is_bot: false, login: ., name: "" } end;
def gh_who: { login: (. // "") };
def rest_user: if . == null then null else { login: ., id: (explode | add), type: (if bot then "Bot" else "User" end) } end;
def ql_user: if . == null then null elif bot then { __typename: "Bot", login: .[:-5] } else { __typename: "User", login: . } end;
def url: "https://github.com/example/made/pull/\(.number)";
def state: if .merged then "MERGED" elif .closed then "CLOSED" else "OPEN" end;
def commit: if .oid then { oid } else null end;
def gh: { number, url: url, title, author: (.author | gh_user), state: state, isDraft: (.draft // false), createdAt: .created, updatedAt: .updated,
  closedAt: (.merged // .closed), mergedAt: .merged, mergedBy: (if .merged then .merger | gh_user else null end), mergeCommit: commit,
  additions, deletions,
  reviews: [ .reviews[] | { id: "PRR_\(.time)", author: (.who | gh_who), authorAssociation: "MEMBER", body, submittedAt: .time, state } ],
  comments: [ .comments[] | { id: "IC_\(.time)", author: (.who | gh_who), body, createdAt: .time, isMinimized: false } ] };
def rest_pull: { number, url: "https://api.github.com/repos/example/made/pulls/\(.number)", html_url: url, title,
  state: (if state == "OPEN" then "open" else "closed" end), draft: (.draft // false),
  user: (.author | rest_user), body: null, created_at: .created, updated_at: .updated, closed_at: (.merged // .closed), merged_at: .merged,
  merge_commit_sha: .oid, requested_reviewers: [], requested_teams: [], merged_by: (.merger | rest_user), additions, deletions,
  head: { ref: "b" }, base: { ref: "main" } };
def rest_reviews: .number as $n | .reviews[] | { id: 1, node_id: "PRR_x", user: (.who | rest_user), body, state,
  html_url: "https://github.com/example/made/pull/\($n)#pullrequestreview-1", author_association: "MEMBER", submitted_at: .time,
  pull_request_url: "https://api.github.com/repos/example/made/pulls/\($n)", commit_id: null };
def rest_comments: .number as $n | .comments[] | { id: 2, html_url: "https://github.com/example/made/pull/\($n)#issuecomment-2",
  issue_url: "https://api.github.com/repos/example/made/issues/\($n)", user: (.who | rest_user), created_at: .time, updated_at: .time, body };
def rest: (.[] | rest_pull), (.[] | rest_reviews), (.[] | rest_comments);
def ql: { number, url: url, state: state, isDraft: (.draft // false), createdAt: .created, updatedAt: .updated,
  closedAt: (.merged // .closed), mergedAt: .merged, additions, deletions, author: (.author | ql_user), mergedBy: (.merger | ql_user),
  mergeCommit: commit,
  reviews: { totalCount: (.reviews | length), pageInfo: { hasNextPage: false },
    nodes: [ .reviews[] | { author: (.who | ql_user), state, submittedAt: .time, body } ] },
  comments: { totalCount: (.comments | length), nodes: [ .comments[] | { author: (.who | ql_user), createdAt: .time, body } ] } };
def pages($size): [ range(0; length; $size) as $i | .[$i:$i + $size] ];
def ql_pages: length as $all | pages(50) as $pages | $pages | to_entries[] | { data: { repository: { pullRequests: { totalCount: $all,
  pageInfo: { hasNextPage: (.key + 1 < ($pages | length)), endCursor: "c\(.key)" }, nodes: (.value | map(ql)) } } } };
def archive: { number, id: "PR_x", title, url: url, state: state, author: .author, authorAssociation: "MEMBER", assignees: [], labels: [],
  body: "", createdAt: .created, updatedAt: .updated, closedAt: (.merged // .closed), mergedAt: .merged, mergedBy: .merger, mergeCommit: commit,
  comments: [ .comments[] | { author: .who, authorAssociation: "MEMBER", body, createdAt: .time, updatedAt: .time } ],
  reviews: [ .reviews[] | { id: "PRR_x", commit: { abbreviatedOid: "" }, author: .who, authorAssociation: "MEMBER", state, body,
    createdAt: .time, updatedAt: .time, comments: [] } ] };
def rest_parts: [map(rest_pull), [.[] | rest_reviews], [.[] | rest_comments]];
J
form() { # <file> <filter> [<option of jq>]
	jq "${3:--c}" "$(cat "$folder/forms.jq") $2" "$folder/truth.json" >"$folder/$1"
	jq "${3:--c}" "$(cat "$folder/forms.jq") $2" "$folder/open.json" >"$folder/open.$1"
}
form 1.list.json 'map(gh)'
form 2.view.json '.[] | gh' --tab
form 3.pulls.json 'rest_parts[0]'
form 3.reviews.json 'rest_parts[1]' --tab
form 3.comments.json 'rest_parts[2]'
form 4.concatenated.json 'rest_parts[] | pages(30)[]' -cj
form 5.slurped.json 'rest_parts | map(pages(30)) | add'
form 6.lines.json 'rest_parts[][]'
form 7.pages.json 'ql_pages' -cj
form 8.slurped.json '[ql_pages]' --tab
form 9.archive.json '{ magic: "E!vIA5L86J2I", timestamp: "2026-07-02T00:00:00Z", repo: "example/made", labels: [], issues: [], pulls: map(archive) }'
rm "$folder/forms.jq"
