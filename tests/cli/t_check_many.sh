# A hundred checks at once on one database, from several clones at different tips: none fails, none loses a fact, each has the
# answer that it has alone, and the file is sound.
# shellcheck shell=sh disable=SC2154,SC2016

git init -q repo
cd repo || exit 1
number=0
while [ $number -lt 30 ]; do
	at $((60 + number)) 'Ada Example'
	change "a$((number % 3)).c" "change $number

Reviewed-by: Bo Sample <bo@example.org>"
	[ $((number % 6)) -ne 5 ] || git branch "tip$((number / 6))"
	number=$((number + 1))
done
cd ..
for tip in 0 1 2 3 4; do
	git clone -q -b tip$tip repo clone$tip
	(cd clone$tip && git lead check -q --db="$work/alone$tip.db" >"$work/alone$tip.out")
done

# Each from a clone of its own, begun together on a file that is not there yet.
export work
seq 0 99 | xargs -P 100 -I '{}' sh -c '
	number={}
	git -C "clone$((number % 5))" lead check --db="$work/many.db" >"many$number.out" 2>"many$number.err"
	echo $? >"many$number.code"'
same 'all hundred end well' '100 0' "$(cat many*.code | sort | uniq -c | awk '{ print $1, $2 }')"
number=0
wrong=0
while [ $number -lt 100 ]; do
	cmp -s "alone$((number % 5)).out" "many$number.out" || wrong=$((wrong + 1))
	number=$((number + 1))
done
same 'each with the answer that it has alone' 0 "$wrong"
check 'who waits says at most that' sh -c "! cat many*.err | grep -v 'another git lead is at work on .*; waiting for it'"
check 'the file is sound' test "$(sqlite3 many.db 'pragma integrity_check')" = ok
check 'nothing is left beside it' sh -c '[ "$(ls many.db*)" = many.db ]'

facts() {
	sqlite3 "$1" 'select lower(hex(oid)), lower(hex(parents)), author_time, subject, file_count, insertions from commits order by 1'
	sqlite3 "$1" 'select lower(hex(c.oid)), s.name, e.line, e.kind, i.name, e.raw from event e join commits c on c.id = e.commit_id join source s on s.id = e.source_id join identity i on i.id = e.identity_id order by 1, 2, 3'
	sqlite3 "$1" 'select lower(hex(c.oid)), p.name, f.status, f.insertions from file_change f join commits c on c.id = f.commit_id join path p on p.id = f.path_id order by 1, 2'
}
git lead scan -q --db=once.db clone4
facts once.db >once.facts
facts many.db >many.facts
check 'no fact is lost' cmp once.facts many.facts
git -C clone4 lead check -q --db="$work/many.db" >/dev/null
git lead report --db=once.db --format=json >once.json
git lead report --db=many.db --format=json >many.json
check 'and a report is the same' cmp once.json many.json

# Runs of every kind that writes, at once.
printf '[{"number": 3, "title": "t", "state": "MERGED", "author": {"login": "dsample"}, "createdAt": "2026-03-15T00:00:00Z", "mergedAt": "2026-03-16T02:00:00Z", "reviews": [{"author": {"login": "bsample"}, "state": "APPROVED", "submittedAt": "2026-03-15T12:00:00Z"}]}]' >export.json
seq 0 39 | xargs -P 40 -I '{}' sh -c '
	number={}
	case $((number % 5)) in
	0) git -C clone4 lead check --db="$work/many.db" ;;
	1) git lead report --db="$work/many.db" --format=json ;;
	2) git -C clone4 lead scan --db="$work/many.db" "$work/clone$((number % 4))" ;;
	3) git lead import --db="$work/many.db" --repository="$(sqlite3 "$work/once.db" "select key from repository")" "$work/export.json" ;;
	4) git lead prune --db="$work/many.db" ;;
	esac >"mixed$number.out" 2>"mixed$number.err"
	echo "$((number % 5)) $?" >"mixed$number.code"'
same 'runs of every kind end well' '8 0 0
8 1 0
8 2 0
8 3 0
8 4 0' "$(cat mixed*.code | sort | uniq -c | awk '{ print $1, $2, $3 }')"
check 'who waits says at most that' sh -c "! cat mixed*.err | grep -v 'another git lead is at work on .*; waiting for it'"
check 'and the file is sound' test "$(sqlite3 many.db 'pragma integrity_check; pragma foreign_key_check')" = ok

# Who is killed holds nothing, and who waits is told so.
(
	flock 9
	sleep 3
) 9>many.db-lock &
sleep 0.2
answers 'who finds another at work waits' 0 git -C clone4 lead check --db="$work/many.db"
complains 'and says so' "another git lead is at work on '.*many.db'; waiting for it"
wait
: >many.db-lock
answers 'what a killed one left does not matter' 0 git -C clone4 lead check --db="$work/many.db"
check 'and goes' test ! -e many.db-lock
