# Exports of a forge into the database: every form that pages are saved in, what is missing, damage, and joining.
# shellcheck shell=sh disable=SC2154,SC2016

git init -q repo
cd repo || exit 1
git remote add origin git@github.com:example/tool.git
at 90 'Ada Example'
change a.c start
number=1
while [ $number -le 6 ]; do
	at $((100 + number)) 'Bo Sample'
	change "b$number.c" "work $number" # a squash without its number
	printf '%s %s\n' $number "$(git rev-parse HEAD)" >>../landed
	number=$((number + 1))
done
at 120 'Ada Example'
change a.c 'no request'

time_of() { # <day>: as a forge writes it
	jq -rn --argjson day "$1" '1767225600 + $day * 86400 + 3600 | todate'
}

# One REST pull a line, and one review of each.
while read -r number oid; do
	jq -cn --argjson number "$number" --arg oid "$oid" --arg time "$(time_of $((100 + number)))" '{
		number: $number, url: "https://api.github.com/repos/example/tool/pulls/\($number)",
		html_url: "https://github.com/example/tool/pull/\($number)", state: "closed", title: "work",
		user: {login: "bsample", id: 2, type: "User"}, created_at: $time, updated_at: $time, closed_at: $time,
		merged_at: $time, merge_commit_sha: $oid, draft: false, requested_reviewers: [], requested_teams: [],
		head: {ref: "x", sha: ("9" * 40)}, base: {ref: "main", sha: ("8" * 40)}, body: ""}'
done <../landed >../pulls.ndjson
while read -r number oid; do
	jq -cn --argjson number "$number" --arg oid "$oid" --arg time "$(time_of $((100 + number)))" '{
		id: $number, node_id: "x", user: {login: "csample", id: 3, type: "User"}, body: "fine by me",
		state: "APPROVED", html_url: "https://github.com/example/tool/pull/\($number)#pullrequestreview-1",
		pull_request_url: "https://api.github.com/repos/example/tool/pulls/\($number)",
		author_association: "MEMBER", submitted_at: $time, commit_id: ("9" * 40)}'
done <../landed >../reviews.ndjson
cat ../pulls.ndjson ../reviews.ndjson >../lines.json

facts() {
	sqlite3 "${1:-.git/lead.db}" "select change, state, created_time, merged_time, seen_time from request order by 1;
		select change, kind, hex(oid) from request_pointer order by 1, 2, 3;
		select a.change, s.name, a.kind, i.name, a.act_time, a.state, a.word_count from request_act a
			join source s on s.id = a.source_id join identity i on i.id = a.identity_id order by 1, 2, 3, 4, 5"
}

git lead scan -q
answers 'lines of JSON' 0 git lead import ../lines.json
says 'names its kinds' 'held .*6 x .*6 x '
says 'counts acts and what joined' 'told  *6 acts on 6 requests, 6 of them in the history'
check 'says nothing on stderr' test ! -s "$work/stderr"
facts >../wanted-facts
same 'squashes without numbers are the requests' 6 "$(rows "select count(distinct change) from v_commit where change like 'pr:%'")"
same 'their reviews count' '6,6' "$(rows "select count(*), sum(counted) from v_event where kind = 'rev' and name = 'csample'")"
answers 'the report' 0 git lead report --period=2026
answers 'the sources' 0 git lead sources
says 'tell of what could be kept' 'reviews kept in git: '
check 'and keep within 80 columns' test "$(grep -v '^    [^ ]' "$work/stdout" | awk '{ if (length($0) > max) max = length($0) } END { print max }')" -le 80
cp .git/lead.db ../once.db
answers 'the same again' 0 git lead import ../lines.json
says 'has nothing new' 'nothing new'
sqlite3 ../once.db .dump >../once.sql
sqlite3 .git/lead.db .dump >../twice.sql
check 'and changes nothing' cmp ../once.sql ../twice.sql

# Stopped when its facts were in and the history had not landed with them: the next scan, without any news of git's, completes it.
stopped=../stopped.db
git lead scan -q --db=$stopped
sqlite3 $stopped "attach '.git/lead.db' as whole;
	insert into request (repository_id, change, origin, forge, project, state, created_time, ready_time, closed_time,
		merged_time, seen_time, line_count, project_seen, state_seen, author_seen, line_seen)
	select 1, change, origin, forge, project, state, created_time, ready_time, closed_time, merged_time, seen_time,
		line_count, project_seen, state_seen, author_seen, line_seen from whole.request;
	insert into request_pointer (repository_id, oid, change, kind, origin)
	select 1, oid, change, kind, origin from whole.request_pointer"
landed_requests() {
	sqlite3 "$1" "select key, rule, landed_time from change where key like 'pr:%' order by key"
}
same 'an import that was stopped has not landed' '' "$(landed_requests $stopped)"
git lead scan -q --db=$stopped
same 'and has after a plain scan' "$(landed_requests .git/lead.db)" "$(landed_requests $stopped)"
check 'with some requests' test -n "$(landed_requests $stopped)"

# The shapes that pages are saved in: one array, arrays behind one another, an array of pages, lines, a BOM, one object.
jq -cs . <../lines.json >../array.json
{ jq -cs . ../pulls.ndjson; jq -cs . ../reviews.ndjson; } >../concatenated.json
jq -s '[.[:5], .[5:]]' <../lines.json >../slurped.json
jq . <../lines.json >../objects.json
{ printf '\357\273\277'; cat ../array.json; } >../bom.json
tail -r ../lines.json >../reversed.json 2>/dev/null || tac ../lines.json >../reversed.json
for shape in array concatenated slurped objects bom reversed; do
	git lead scan -q --db="../$shape.db" .
	answers "$shape" 0 git lead import --db="../$shape.db" "../$shape.json"
	facts "../$shape.db" >../facts
	check "$shape: the same facts" cmp ../wanted-facts ../facts
	check "$shape: the same report" sh -c 'git lead report --period=2026 --db="$1" >../a && git lead report --period=2026 --db=../once.db >../b && cmp ../a ../b' sh "../$shape.db"
done
rm .git/lead.db
answers 'through a pipe, from a fresh database' 0 sh -c 'git lead import - <../array.json'
says 'names the input' '^standard input$'
facts >../facts
check 'the same facts' cmp ../wanted-facts ../facts

# A dump on a branch, straight from the ref: what the forge told before is known, and one approval more.
git checkout -q --orphan gh-pages
git rm -qrf .
jq -s --arg time "$(time_of 101)" '{magic: "x", timestamp: $time, repo: "example/tool", labels: [],
	issues: [{number: 90, id: "I", title: "an issue", state: "OPEN", author: "dsample", body: "", createdAt: $time,
	  updatedAt: $time, closedAt: null, comments: []}],
	pulls: [.[] | {number, id: "P", title, url: .html_url, state: "MERGED", author: .user.login, body: "", createdAt: .created_at,
	  updatedAt: .updated_at, closedAt: .closed_at, mergedAt: .merged_at, mergedBy: "aexample", baseRefName: "main",
	  headRefName: "x", headRefOid: .head.sha, mergeCommit: {oid: .merge_commit_sha}, comments: [],
	  reviews: [{id: "R", author: "csample", state: "APPROVED", body: "fine by me", createdAt: .merged_at,
	    updatedAt: .merged_at, commit: {abbreviatedOid: "9999999"}, comments: []},
	   {id: "S", author: "esample", state: "APPROVED", body: "", createdAt: .merged_at, updatedAt: .merged_at,
	    commit: {abbreviatedOid: "9999999"}, comments: []}]}]}' <../pulls.ndjson >archive.json
git add archive.json && git commit -q -m dump
git checkout -q main
cp .git/lead.db ../before.db
answers 'straight from a ref' 0 git lead import gh-pages:archive.json
says 'pull requests' 'held .*6 x .*\(archive.json\)$'
says 'and no issues' 'besides .*1 item about an issue'
says 'each told reviews and merge' 'told  *18 acts on 6 requests, 6 of them'
same 'a review told twice is one' 6 "$(rows "select count(*) from v_event where kind = 'rev' and name = 'csample' and counted = 1")"
same 'a review told once is one' 6 "$(rows "select count(*) from v_event where kind = 'rev' and name = 'esample' and counted = 1")"
cp ../before.db .git/lead.db
answers 'a path that is not in the ref' 128 git lead import gh-pages:none.json
complains 'says so' 'neither a file .gh-pages:none.json. nor'

# What is no export.
echo '[]' >../empty.json
answers 'an empty list' 0 git lead import ../empty.json
says 'holds nothing' 'held  *nothing'
: >../zero.json
answers 'no byte' 128 git lead import ../zero.json
complains 'is said' 'holds nothing'
printf ' \n\t\n' >../blanks
answers 'and one of blanks' 128 git lead import ../blanks
complains 'is said alike' 'holds nothing'
echo '[]' >../list
answers 'but an empty list is an answer' 0 git lead import ../list
answers 'a file that is not there, and one behind it' 128 git lead import ../nowhere.json ../blanks ../list
says 'which is read' '^../list'
same 'with a line for each that failed' 2 "$(grep -c '^git-lead: ' "$work/stderr")"
answers 'no file' 128 git lead import ../absent.json
complains 'is said' 'cannot open .../absent.json.: No such file|cannot open'
answers 'a folder' 128 git lead import ..
complains 'is said' "nothing in the directory '\.\.' is of a known kind"
answers 'no argument' 129 git lead import
echo '[{"colour":"red"}]' >../colour.json
answers 'a kind that is not known' 128 git lead import ../colour.json
check 'is named with its item and its place' grep -E 'colour.json: item 1 at byte [0-9]+: ' "$work/stderr"
check 'and in one line' grep -E 'nothing in .../colour.json. is of a known kind' "$work/stderr"
jq -cn '[range(60) | {colour: ., ("k\(.)"): 1}]' >../colours.json
git lead import ../colours.json >/dev/null 2>"$work/stderr"
check 'many troubles are capped' grep -E '^and [0-9]+ more$' "$work/stderr"
same 'at twenty' 20 "$(grep -c ' at byte ' "$work/stderr")"

# Half a document: the good is in, the rest is named; the whole then completes it.
rm .git/lead.db
head -c $(($(wc -c <../array.json) / 2)) ../array.json >../half.json
answers 'half a document' 0 git lead import ../half.json
says 'tells what is missing' '^  missing '
check 'and where' grep -E 'half.json: item [0-9]+ at byte [0-9]+: ' "$work/stderr"
answers 'the whole behind it' 0 git lead import ../array.json
facts >../facts
check 'completes it' cmp ../wanted-facts ../facts
report_of() { git lead report --period=2026; }
report_of >../a
git lead report --period=2026 --db=../once.db >../b
check 'with the same report' cmp ../a ../b

# A slow pipe does not keep others from the database; killed while it waits, the same import completes it.
for signal in KILL INT; do
	rm .git/lead.db
	git lead scan -q
	rm -f ../pipe
	mkfifo ../pipe
	git-lead import - <../pipe >/dev/null 2>&1 & # not git, which would be killed in its place
	importer=$!
	exec 3>../pipe
	head -n 9 ../lines.json >&3
	wait_count=0
	until [ "$(sqlite3 -cmd '.timeout 5000' .git/lead.db 'select count(*) from request')" = 6 ] || [ $wait_count -gt 100 ]; do
		wait_count=$((wait_count + 1))
		sleep 0.1
	done
	check "$signal: what came is in while the rest is awaited" test $wait_count -le 100
	check "$signal: others can write meanwhile" sqlite3 -cmd '.timeout 5000' .git/lead.db 'begin immediate; rollback'
	kill -$signal $importer
	wait $importer 2>/dev/null
	exec 3>&-
	same "$signal: what was in stays" 6 "$(sqlite3 -cmd '.timeout 5000' .git/lead.db 'select count(*) from request')"
	answers "$signal: the same again" 0 git lead import ../lines.json
	facts >../facts
	check "$signal: completes it" cmp ../wanted-facts ../facts
	git lead report --period=2026 >../a
	check "$signal: with the same report" cmp ../a ../b
done

# Another project's export is said, not refused.
git remote set-url origin https://example.org/Example/Tool.git
answers 'the remote in other letters' 0 git lead import --no-scan ../array.json
git remote set-url origin https://github.com/somebody/tool
git lead scan -q --rescan
answers 'the export of another project' 0 git lead import ../array.json
says 'is said' 'the export is of example/tool, this repository.s remote is somebody/tool'
git remote set-url origin https://user@github.com:443/EXAMPLE/Tool.git/
git lead scan -q --rescan
answers 'the same project' 0 git lead import ../array.json
check 'is not remarked on' sh -c "! grep -q 'the export is of' '$work/stdout'"
# What a server puts before a project is no part of it.
for address in https://bitbucket.example.org/scm/example/tool.git https://review.example.org/a/example/tool; do
	git remote set-url origin $address
	git lead scan -q --rescan
	answers "$address" 0 git lead import ../array.json
	check 'is the same project' sh -c "! grep -q 'the export is of' '$work/stdout'"
done
git remote set-url origin https://bitbucket.example.org/scm/core/tool.git
git lead scan -q --rescan
answers 'another project there' 0 git lead import ../array.json
says 'is called by its own name' 'the export is of example/tool, this repository.s remote is core/tool$'

# GitLab: fast-forward, squash and merge.
git init -q ../lab
cd ../lab || exit 1
at 90 'Ada Example'
change l.c 'start of another history'
at 101 'Bo Sample'
change b.c 'fast-forward'
forward=$(git rev-parse HEAD)
git checkout -q -b topic
change c.c 'squashed'
squash=$(git rev-parse HEAD)
git checkout -q main
git merge -q --no-ff -m 'a merge of a squash' topic
merge=$(git rev-parse HEAD)
jq -n --arg time "$(time_of 101)" --arg forward "$forward" --arg squash "$squash" --arg merge "$merge" '
	{project_id: 1, state: "merged", title: "x", created_at: $time, updated_at: $time, merged_at: $time,
	 author: {id: 2, username: "bsample", name: "Bo Sample"}, merge_user: {id: 1, username: "aexample", name: "Ada Example"},
	 reviewers: [], assignees: [], draft: false, user_notes_count: 0, target_branch: "main", source_branch: "x"} as $all |
	[$all + {id: 11, iid: 1, sha: $forward, merge_commit_sha: null, squash_commit_sha: null,
	  references: {full: "g/p!1"}, web_url: "https://gitlab.example.org/g/p/-/merge_requests/1"},
	 $all + {id: 12, iid: 2, sha: ("9" * 40), merge_commit_sha: $merge, squash_commit_sha: $squash,
	  references: {full: "g/p!2"}, web_url: "https://gitlab.example.org/g/p/-/merge_requests/2"}]' >../lab.json
answers 'merge requests' 0 git lead import ../lab.json
says 'all join' '2 of them in the history'
same 'each to its commits' 'fast-forward,mr:1
squashed,mr:2' "$(rows "select subject, change from v_commit where is_merge = 0 and change like 'mr:%' order by 1")"

# Several repositories in one database.
git lead scan -q --db=../both.db . ../repo
answers 'which of several' 129 git lead import --db=../both.db ../lab.json
check 'is asked' grep -q 'name one with --repository' "$work/stderr"
answers 'the named one' 0 git lead import --db=../both.db --repository=lab ../lab.json
says 'takes it' '2 of them in the history'
for path in . .git .git/ "$PWD" "$PWD/" "$PWD/.git"; do
	answers "by its path $path" 0 git lead import --db=../both.db --repository="$path" ../lab.json
	says 'takes it as well' '2 of them in the history'
done
answers 'one that is not there' 128 git lead import --db=../both.db --repository=other ../lab.json
complains 'is said' 'holds no repository .other.'

git init -q ../none
cd ../none || exit 1
answers 'a repository without commits' 128 git lead import ../lab.json
complains 'is said' 'no commits yet'
cd .. || exit 1
mkdir outside
cd outside || exit 1
answers 'outside a repository' 128 env GIT_CEILING_DIRECTORIES="$work" git lead import ../lab.json
complains 'is said' 'not in a git repository|not a git repository'
answers 'but a call without a file is misuse anywhere' 129 env GIT_CEILING_DIRECTORIES="$work" git lead import
