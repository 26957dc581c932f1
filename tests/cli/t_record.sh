# What exports told, kept as notes: recorded, pushed, fetched, merged and read again, by two people and with plain git.
# shellcheck shell=sh disable=SC2154

git init -q --bare hub.git
git init -q one
cd one || exit 1
git remote add origin ../hub.git
at 90 'Ada Example'
change a.c start
number=1
while [ $number -le 6 ]; do
	at $((100 + number)) 'Bo Sample'
	change "b$number.c" "work $number (#$number)"
	printf '%s %s\n' $number "$(git rev-parse HEAD)" >>../landed
	number=$((number + 1))
done
git push -q origin main
git clone -q ../hub.git ../two

time_of() { # <day>: as a forge writes it
	jq -rn --argjson day "$1" '1767225600 + $day * 86400 + 3600 | todate'
}

# Merged by one, reviewed by another, discussed by a third whose name holds what ends a field.
while read -r number oid; do
	jq -cn --argjson number "$number" --arg oid "$oid" --arg time "$(time_of $((100 + number)))" '{
		number: $number, url: "https://github.com/example/tool/pull/\($number)", state: "MERGED",
		title: "work", body: "", author: {login: "bsample", is_bot: false, name: "Bo Sample"},
		createdAt: $time, updatedAt: $time, closedAt: $time, mergedAt: $time, isDraft: false,
		mergeCommit: {oid: $oid}, mergedBy: {login: "aexample"}, additions: 3, deletions: 1,
		headRefOid: ("9" * 40), reviewRequests: [],
		commits: [{oid: ("9" * 40), authoredDate: $time, committedDate: $time, messageHeadline: "work",
			authors: [{name: "Bo Sample", email: "bo@example.org", login: "bsample", id: "x"},
				{name: "Bo; 100%", email: "home@example.net", login: "bsample", id: "x"}]}],
		comments: [{author: {login: "dsample"}, body: "what about the tests", createdAt: $time, id: "x",
			url: "https://github.com/example/tool/pull/\($number)#issuecomment-1"}],
		reviews: [{author: {login: "csample"}, state: "APPROVED", body: "fine by me", submittedAt: $time,
			commit: {oid: ("9" * 40)}, id: "x"}]}'
done <../landed >../pulls.ndjson
sed -n 1,3p ../pulls.ndjson >../first.json
sed -n 4,6p ../pulls.ndjson >../last.json

acts() { # <origin>: what is known of requests, as far as notes can tell it
	sqlite3 "${2:-.git/lead.db}" "select q.change, q.forge, q.project, q.state, q.created_time, q.ready_time, q.closed_time,
			q.merged_time, i.name, q.line_count, q.draft, q.draft_seen from request q left join identity i on i.id = q.author_id
			where q.origin = '$1' order by 1;
		select a.change, s.name, a.kind, i.name, i.email, a.act_time, a.state, a.word_count, a.head, a.mark
			from request_act a join source s on s.id = a.source_id join identity i on i.id = a.identity_id
			where a.origin = '$1' order by 1, 2, 3, 4, 5, 6"
}
ref=refs/notes/lead-reviews

answers 'before any import' 0 git lead record
says 'there is nothing' 'No export told'
check 'and no ref' sh -c '! git show-ref -q refs/notes/lead-reviews'
answers 'init' 0 git lead record --init
says 'says what it set' '^set .*remote.origin.fetch = .refs/notes/lead-reviews'
answers 'again' 0 git lead record --init origin
says 'has nothing to set' '^unchanged .*remote.origin.fetch'
same 'one refspec beside the branches' 2 "$(git config --get-all remote.origin.fetch | wc -l | tr -d ' ')"
same 'the strategy of merging' cat_sort_uniq "$(git config notes.lead-reviews.mergeStrategy)"
answers 'a fetch while the remote has no such ref' 0 git fetch -q origin
answers 'an unknown remote' 128 git lead record --init nowhere
complains 'is said' "no remote 'nowhere'"

answers 'import of the first half' 0 git lead import ../first.json
answers 'a dry run' 0 git lead record --dry-run
says 'tells what it would write' 'Would write 3 notes'
check 'and writes nothing' sh -c '! git show-ref -q refs/notes/lead-reviews'
at 150 'Ada Example'
answers 'record' 0 git lead record
says 'counts' 'Wrote 3 notes in refs/notes/lead-reviews'
says 'says how to publish' 'git push origin refs/notes/lead-reviews'
same 'git lists the notes' 3 "$(git notes --ref=lead-reviews list | wc -l | tr -d ' ')"
check 'nothing is malformed' git fsck --strict --no-dangling
git notes --ref=lead-reviews show "$(sed -n 's/^1 //p' ../landed)" >../note
check 'a note tells the request' grep -q '^Request: pr:1; forge=github; state=merged; created=2026-04-12T01:00:00Z; .*lines=4; author=bsample; project=example/tool$' ../note
check 'the review' grep -q '^Reviewed-by: csample; request=pr:1; source=github:review; state=approved; time=2026-04-12T01:00:00Z; words=3; head=9*$' ../note
check 'the merge' grep -q '^Merged-by: aexample; request=pr:1; source=github:merge; ' ../note
check 'the login of an address that history holds' grep -q '^Account: bsample; name=Bo Sample; email=bo@example.org$' ../note
check 'and no other address' sh -c '! git grep -q home@ refs/notes/lead-reviews'
check 'with what ends a field written otherwise' grep -q '^Account: bsample; name=Bo%3B 100%25$' ../note
check 'sorted lines' sort -c ../note
same 'the notes say what the export said' "$(acts export)" "$(acts $ref)"
same 'both are proofs of one review' '1,1' "$(rows "select count(*), sum(counted) from v_event where kind = 'rev' and change = 'pr:1' and counted = 1")"
before=$(git rev-parse $ref)
answers 'record twice' 0 git lead record
says 'writes nothing' 'Nothing new'
check 'nor says that it did' sh -c "! grep -q -i wrote '$work/stdout'"
same 'and makes no commit' "$before" "$(git rev-parse $ref)"
answers 'publish' 0 git push -q origin $ref

# Another clone has the other half.
cd ../two || exit 1
answers 'import of the last half' 0 git lead import ../last.json
at 151 'Bo Sample'
answers 'record elsewhere' 0 git lead record
check 'the remote has moved on' sh -c "! git push -q origin $ref"
answers 'init elsewhere' 0 git lead record --init
git fetch -q origin
git update-ref refs/keep $ref
answers 'record unites' 0 git lead record
same 'six notes' 6 "$(git notes --ref=lead-reviews list | wc -l | tr -d ' ')"
same 'as a merge' 2 "$(git cat-file -p $ref | grep -c ^parent)"
answers 'that can be pushed' 0 git push -q origin $ref
united=$(git rev-parse "$ref^{tree}")

# The same with plain git.
git update-ref $ref refs/keep
answers 'git merges them too' 0 git notes --ref=lead-reviews merge -q -s cat_sort_uniq refs/notes/lead-reviews-origin
same 'to the same notes' "$(git ls-tree -r "$united")" "$(git ls-tree -r $ref)"

# The first one only follows.
cd ../one || exit 1
git fetch -q origin
answers 'record after a fetch' 0 git lead record
same 'takes over what the remote has' "$(git rev-parse refs/notes/lead-reviews-origin)" "$(git rev-parse $ref)"

# A fresh clone that never saw an export.
git clone -q ../hub.git ../three
cd ../three || exit 1
git fetch -q origin 'refs/notes/*:refs/notes/*'
answers 'a scan' 0 git lead scan -q
(cd ../one && git lead import -q ../pulls.ndjson >/dev/null)
same 'knows what the exports said' "$(acts export ../one/.git/lead.db)" "$(acts $ref)"
git clone -q ../hub.git ../four
(cd ../four && git lead import -q ../pulls.ndjson >/dev/null && git lead record -q && git lead report --period=2026 --format=json >../four.json)
git lead report --period=2026 --format=json >../three.json
check 'and reports the same as after the import' cmp ../three.json ../four.json
git update-ref -d $ref
answers 'a scan without the notes' 0 git lead scan -q
same 'forgets what they said' '' "$(acts $ref)"

# Lines by hand, notes of others, and their removal.
at 160 'Cy Test'
git notes --ref=lead-reviews add -m 'Reviewed-by: Dee Sample <dee@example.org>' HEAD
git notes --ref=build add -m 'A sentence about it.

Tested-by: Eve Sample <eve@example.org>
Review: https://git.example.org/tool/pull/6' HEAD
git lead scan -q
same 'a line by hand is a review' "rev,dee@example.org,note:$ref" \
	"$(rows "select kind, email, source from v_event where email = 'dee@example.org'")"
same 'a trailer in another note' 'qa,note:refs/notes/build' \
	"$(rows "select kind, source from v_event where email = 'eve@example.org'")"
git lead scan -q --rescan
same 'reading everything again keeps both' '2' "$(rows "select count(*) from v_event where email in ('dee@example.org', 'eve@example.org')")"
change a.c 'a commit more, and the notes as they were'
git notes --ref=build add -m 'Tested-by: Eve Sample <eve@example.org>' HEAD
git lead scan -q
same 'and so does a new commit' '2' "$(rows "select count(*) from v_event where email = 'eve@example.org'")"
git init -q ../apart
cd ../apart || exit 1
at 161 'Cy Test'
change z.c start
git notes --ref=build add -m 'Tested-by: Flo Sample <flo@example.org>' HEAD
git lead scan -q --db=../both.db ../three .
git notes --ref=build add -f -m 'Tested-by: Gus Sample <gus@example.org>' HEAD 2>/dev/null
git lead scan -q --db=../both.db .
same 'notes of another repository in the database stay' 'eve@example.org 2;gus@example.org 1;' \
	"$(git lead query --db=../both.db --format=csv "select email || ' ' || count(*) || ';' from v_event where email in ('eve@example.org', 'flo@example.org', 'gus@example.org') group by email order by email" | tail -n +2 | tr -d '\n"')"
cd ../three || exit 1
git notes --ref=build remove HEAD HEAD^ 2>/dev/null
git lead scan -q
same 'leaves with it' '' "$(rows "select kind from v_event where email = 'eve@example.org'")"

# A request whose two commits landed as they are, without a merge: a fresh clone still knows them for one change.
git init -q ../rows
cd ../rows || exit 1
at 90 'Ada Example'
change a.c start
at 101 'Bo Sample'
change b.c 'first half'
first=$(git rev-parse HEAD)
change c.c 'second half'
second=$(git rev-parse HEAD)
at 110 'Ada Example'
change a.c 'no request'
sed -n 1p ../pulls.ndjson | jq -c --arg first "$first" --arg second "$second" '.mergeCommit.oid = $second
	| .headRefOid = $second | .commits = [{oid: $first, authors: .commits[0].authors}, {oid: $second, authors: .commits[0].authors}]' >../rows.json
git lead import -q ../rows.json >/dev/null
same 'two commits of one request' 2 "$(rows "select count(*) from v_commit where change = 'pr:1'")"
git lead record -q
git clone -q . ../rows-too
cd ../rows-too || exit 1
git fetch -q origin 'refs/notes/*:refs/notes/*'
git lead scan -q
same 'stay two in a fresh clone' 2 "$(rows "select count(*) from v_commit where change = 'pr:1'")"

# Lines by hand on the commit that landed: neither a time nor a line for the request is needed, and an address is a person.
git init -q ../hand
cd ../hand || exit 1
at 90 'Ada Example'
change a.c start
at 91 'Bo Sample'
change b.c 'work (#3)'
change c.c 'work without a number'
git notes --ref=lead-reviews add -m 'Reviewed-by: Ada Example <ada@example.org>; request=pr:3; state=approved' HEAD^
git notes --ref=lead-reviews add -m 'Reviewed-by: ada@example.org; request=pr:4' HEAD
git lead scan -q
same 'acts without a time count' 'pr:3,Ada Example <ada@example.org>,1
pr:4,Ada Example <ada@example.org>,1' "$(rows "select change, person, counted from v_event where kind = 'rev' order by 1")"
git notes --ref=lead-reviews add -f -m 'Request: pr:4; state=merged; landed=no
Reviewed-by: ada@example.org; request=pr:4' HEAD 2>/dev/null
git lead scan -q
same 'but not where the note says that this is not what landed' '0' "$(rows "select count(*) from v_commit where change = 'pr:4'")"
git notes --ref=lead-reviews add -f -m 'Reviewed-by: aexample; request=mr:4; source=gitlab:approval' HEAD 2>/dev/null
git lead scan -q
same 'nor of what an export told' '0' "$(rows "select count(*) from v_commit where change = 'mr:4'")"

# No remote, or several without an origin.
git init -q ../alone
cd ../alone || exit 1
at 90 'Ada Example'
change a.c 'work (#1)'
sed -n 1p ../pulls.ndjson | jq -c --arg oid "$(git rev-parse HEAD)" '.mergeCommit.oid = $oid' >../alone.json
git lead import -q ../alone.json >/dev/null
answers 'record without a remote' 0 git lead record
says 'says why it names none' "no 'origin' and not one remote alone"
says 'how to add one' 'git remote add <remote> <url>'
says 'and what to call then' '^  git push <remote> refs/notes/lead-reviews'
answers 'init without a remote' 129 git lead record --init
check 'says how to add one as well' grep -q 'git remote add <name> <url>' "$work/stderr"
git remote add up https://example.org/up.git
git remote add down https://example.org/down.git
answers 'with several' 0 git lead record
says 'leaves the name open' '^  git push <remote> refs/notes/lead-reviews'

# Other places.
git clone -q --bare ../hub.git ../bare.git
cd ../bare.git || exit 1
git lead import -q ../first.json >/dev/null
answers 'a bare repository' 0 git lead record
check 'has its notes' git show-ref -q $ref
cd ../four || exit 1
git worktree add -q ../side 2>/dev/null
answers 'a work tree beside' 0 git -C ../side lead record
same 'writes to the one ref' "$(git rev-parse $ref)" "$(git -C ../side rev-parse $ref)"
git lead scan -q --db=../other.db .
git lead import -q --db=../other.db ../first.json >/dev/null
answers 'with --db' 0 git lead record --db=../other.db
answers 'with a database that does not know the repository' 128 git -C ../one lead record --db=../other.db
cd .. || exit 1
mkdir outside
cd outside || exit 1
answers 'outside a repository' 128 env GIT_CEILING_DIRECTORIES="$work" git lead record --db=../other.db
complains 'is said' 'needs a repository'
cd ../one || exit 1
git update-ref -d $ref
git update-ref -d refs/notes/lead-reviews-origin
answers 'without an identity' 128 env -u GIT_AUTHOR_NAME -u GIT_COMMITTER_NAME GIT_CONFIG_GLOBAL=/dev/null git lead record
complains 'it says what to set' 'user.name'
check 'and nothing is written' sh -c '! git show-ref -q refs/notes/lead-reviews'

# A note that was not read whole is not written over.
git clone -q ../hub.git ../guarded
cd ../guarded || exit 1
git lead import -q ../first.json >/dev/null
commit=$(sed -n 's/^1 //p' ../landed)
git notes --ref=lead-reviews add -m 'Requested-by: Ada Example <ada@example.org>' "$commit"
answers 'a line that only begins like ours' 0 git lead record -q
git notes --ref=lead-reviews show "$commit" >../note
check 'stays beside ours' grep -q '^Requested-by: Ada Example <ada@example.org>$' ../note
{
	cat ../note
	awk 'BEGIN { for (i = 0; i < 40000; i++) printf "Helped-by: Person %06d <p%06d@example.org>\n", i, i }'
} >../long
git notes --ref=lead-reviews add -f -F ../long "$commit" 2>/dev/null
git lead import -q ../last.json >/dev/null
answers 'with a note of two megabytes' 0 git lead record -q
same 'nothing of it is lost' 40000 "$(git notes --ref=lead-reviews show "$commit" | grep -c '^Helped-by')"
awk 'BEGIN { for (i = 0; i < 400000; i++) printf "Helped-by: Person %06d <p%06d@example.org>\n", i, i }' >../long
git notes --ref=lead-reviews add -f -F ../long "$commit" 2>/dev/null
before=$(git rev-parse $ref)
answers 'with a note that is larger than any is read' 128 git lead record
complains 'it says which' "on $commit"
same 'and nothing is written' "$before" "$(git rev-parse $ref)"
git notes --ref=lead-reviews remove "$commit" 2>/dev/null
git notes --ref=lead-reviews add -m 'Helped-by: Cy Test <cy@example.org>' "$commit"
blob=$(git rev-parse "$ref:$commit")
rm -f ".git/objects/$(echo "$blob" | cut -c1-2)/$(echo "$blob" | cut -c3-)"
before=$(git rev-parse $ref)
answers 'with a note that is not in the clone' 128 git lead record
complains 'it says which' "$blob"
same 'and nothing is written' "$before" "$(git rev-parse $ref)"

# requests <state> <seen day> <count> [<fields>]: made requests that no commit is, three reviews each, opened before the history.
requests() {
	jq -cn --arg state "$1" --argjson day "$2" --argjson count "$3" --argjson more "${4:-{\}}" 'def time(d): 1767225600 + d * 86400 | todate;
		[range($count) | {number: (2000 + .), url: "https://github.com/example/tool/pull/\(2000 + .)", state: $state,
			title: "never landed", body: "", author: {login: "bsample"}, createdAt: time(. % 50), updatedAt: time($day),
			closedAt: (if $state == "CLOSED" then time(70) else null end), additions: 3, deletions: 1,
			reviews: [("x", "y", "z") as $who | {author: {login: ($who + "sample")}, state: "COMMENTED", body: "not so",
				submittedAt: time(60)}]} + $more]'
}
git init -q --bare ../seen-hub.git
git init -q ../seen
cd ../seen || exit 1
git remote add origin ../seen-hub.git
at 90 'Ada Example'
for number in 1 2 3 4 5 6 7 8; do
	at $((90 + number)) 'Ada Example'
	change "a$number.c" "work $number"
done
git push -q origin main
requests CLOSED 71 400 >../closed.json
git lead import -q ../closed.json >/dev/null
answers 'record of 400 requests from before the first commit' 0 git lead record -q
same 'spread over the commits' 8 "$(git notes --ref=lead-reviews list | wc -l | tr -d ' ')"
# shellcheck disable=SC2016 # the inner shell expands
check 'evenly enough' sh -c 'git notes --ref=lead-reviews list | while read -r blob rest; do
	[ "$(git cat-file -p "$blob" | grep -c "^Request: ")" -lt 100 ] || exit 1; done'
git push -q origin $ref
git clone -q ../seen-hub.git ../seen-two
cd ../seen-two || exit 1
git fetch -q origin 'refs/notes/*:refs/notes/*'
git lead scan -q
same 'all come back in a clone' "$(acts export ../seen/.git/lead.db)" "$(acts $ref)"
same 'whole' '400,1200' "$(rows "select (select count(*) from request), (select count(*) from request_act)")"

# The same again with a comment more, then opened again: what a fresh import says is what the notes say.
cd ../seen || exit 1
before=$(git rev-parse $ref)
requests CLOSED 75 400 >../closed-later.json
git lead import -q ../closed-later.json >/dev/null
answers 'record of what changed in nothing but age' 0 git lead record -q
same 'makes no commit' "$before" "$(git rev-parse $ref)"
requests OPEN 80 5 '{"additions": 1, "author": {"login": "renamed"}}' >../open.json
git lead import -q ../open.json >/dev/null
answers 'record of what was opened again' 0 git lead record -q
git push -q origin $ref
before=$(git rev-parse $ref)
answers 'record twice' 0 git lead record -q
same 'makes no commit' "$before" "$(git rev-parse $ref)"
same 'one line a request' 400 "$(git grep -h '^Request: ' $ref | wc -l | tr -d ' ')"
git clone -q ../seen-hub.git ../seen-three
cd ../seen-three || exit 1
git lead import -q ../open.json ../closed-later.json >/dev/null
same 'an open request has no time of closing' '5,0' "$(rows "select count(*), sum(closed_time) from request where state = 'open'")"
same 'the newer size and author stand' '5' "$(rows "select count(*) from request q join identity i on i.id = q.author_id where q.line_count = 2 and i.name = 'renamed'")"
cd ../seen-two || exit 1
git lead record -q --init
git fetch -q origin
git lead scan -q
same 'old notes and new copies give what a fresh import gives' "$(acts export ../seen-three/.git/lead.db)" "$(acts $ref)"
git lead report --period=2026 --format=json >../seen-two.json
git -C ../seen-three lead report --period=2026 --format=json >../seen-three.json
check 'and the same report' cmp ../seen-two.json ../seen-three.json
git lead import -q ../closed.json >/dev/null
answers 'an old export beside them' 0 git lead record -q
same 'undoes nothing' "$(git -C ../seen rev-parse "$ref^{tree}")" "$(git rev-parse "$ref^{tree}")"
