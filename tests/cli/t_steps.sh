# Scanned step by step or at once, the answers are the same: random histories brought into one database a few merges at a time,
# compared with a database of their own at several points, and in the end.
# shellcheck shell=sh disable=SC2154

support=$(cd "$(dirname "$test_file")/../support" && pwd)
export GIT_LEAD_NOW=1772323200 # 2026-03-01

# dump <database> <file>: what it answers. The report comes first: it derives what only reports ask for.
dump() {
	git --git-dir="$repository" lead report --db="$1" --no-scan --format=json --long --since=2025-01-01 --until=2026-01-01 >"$2" 2>&1
	git --git-dir="$repository" lead report --db="$1" --no-scan --format=text --since=2025-06-01 --until=2025-12-01 >>"$2" 2>&1
	git --git-dir="$repository" lead query --db="$1" --no-scan --format=csv "$(cat "$support/steps_dump.sql")" >>"$2" 2>&1
}

# move <refs>: the refs of the repository become these.
move() {
	{
		git --git-dir="$repository" for-each-ref --format='delete %(refname)' refs/tags refs/pull refs/notes refs/changes
		printf '%s\n' "$1" | tr ' ' '\n' | paste -d' ' - - | sed 's/^/update /'
	} | awk '{ what[$2] = $0 } END { for (name in what) print what[name] }' | git --git-dir="$repository" update-ref --stdin
}

rows_of() { # <sql>
	git lead query --db="$db" --format=csv "$1" | tail -n +2
}

walk() { # <seed> <steps> <compare every>
	repository="$work/seed$1.git"
	db="$work/seed$1.db"
	git init -q --bare -b main "$repository"
	perl "$support/steps.pl" "$1" "$2" "$repository" >"$work/seed$1.steps" || return 1
	number=0
	verdict=the\ same
	while read -r refs; do
		number=$((number + 1))
		move "$refs"
		git lead scan -q --db="$db" "$repository" || return 1
		if [ $((number % $3)) -eq 0 ] || [ "$number" -eq "$2" ]; then
			rm -f "$work/fresh.db"
			git lead scan -q --db="$work/fresh.db" "$repository" || return 1
			dump "$db" "$work/stepped"
			dump "$work/fresh.db" "$work/fresh"
			if ! cmp -s "$work/stepped" "$work/fresh"; then
				diff "$work/fresh" "$work/stepped" | head -n 12
				verdict="different at step $number"
				break
			fi
		fi
	done <"$work/seed$1.steps"
	same "seed $1 in $2 steps, landed and derived whole $(rows_of "select group_concat(value, ' and ') from (select value from stamp where name in ('landing', 'people whole') order by name)") times" 'the same' "$verdict"
}

for seed in ${STEPS_SEEDS:-1 2 3 4 5 6 9}; do
	walk "$seed" "${STEPS_COUNT:-24}" "${STEPS_EVERY:-8}"
done

# ---- what sends a case back to the derivation of everything, each by itself ----

day() {
	echo "@$((1735689600 + $1 * 86400)) +0000"
}

# by <day written> <day committed> <name> <address> <message> [<option>…]: a commit without files.
by() {
	wrote=$1
	landed=$2
	export GIT_AUTHOR_NAME="$3" GIT_AUTHOR_EMAIL="$4" GIT_COMMITTER_NAME="$3" GIT_COMMITTER_EMAIL="$4"
	message=$5
	shift 5
	GIT_AUTHOR_DATE=$(day "$wrote") GIT_COMMITTER_DATE=$(day "$landed") git commit -q --allow-empty -m "$message" "$@"
}

joined() { # <day> <branch> [<option>…]
	landed=$1
	shift
	GIT_AUTHOR_DATE=$(day "$landed") GIT_COMMITTER_DATE=$(day "$landed") git merge -q --no-ff -m "Merge $1" "$@"
}

begun() { # <name>: a repository of its own, with somebody who was there before everybody
	repository="$work/$1/.git"
	db="$work/$1.db"
	git init -q -b main "$work/$1"
	cd "$work/$1" || exit 1
	by 0 0 'Ada Example' ada@example.org 'start'
}

known() {
	git lead scan -q --db="$db" .
}

told_alike() { # <sentence>
	git lead scan -q --db="$db" .
	rm -f "$work/fresh.db"
	git lead scan -q --db="$work/fresh.db" .
	dump "$db" "$work/stepped"
	dump "$work/fresh.db" "$work/fresh"
	check "$1" cmp "$work/fresh" "$work/stepped"
}

begun rank
number=1
while [ $number -le 9 ]; do
	by $number $number 'Bo Sample' bo@example.org "work $number"
	number=$((number + 1))
done
by 300 300 'Bo Sample' bo@example.org 'the tenth'
known
by 200 200 'Bo Sample' bo@example.org 'lands with an older date'
told_alike 'what lands with an older date makes another one the eleventh'

begun first
number=1
while [ $number -le 12 ]; do
	by $((200 + number)) $((200 + number)) 'Bo Sample' bo@example.org "work $number"
	number=$((number + 1))
done
known
by 2 220 'Bo Sample' bo@example.org 'written long before'
told_alike 'whose oldest work lands last was no newcomer'

begun helper
by 1 1 'Cy Trial' cy@example.org 'a change

Reviewed-by: Bo Sample <bo@example.org>'
by 300 300 'Dee Probe' dee@example.org 'a later one

Reviewed-by: Bo Sample <bo@example.org>'
known
by 20 310 'Bo Sample' bo@example.org 'an old patch of who only reviewed'
told_alike 'who reviewed and had written long before was there for longer'

begun picked
git checkout -q -b side
by 1 1 'Bo Sample' bo@example.org 'a mend'
picked=$(git rev-parse HEAD)
git checkout -q main
by 2 5 'Cy Trial' cy@example.org "a mend picked

(cherry picked from commit $picked)"
known
joined 5 side
told_alike 'a pick lands in the second of what it was picked from'

begun twin
git checkout -q -b side
by 1 2 'Bo Sample' bo@example.org 'the same work'
git checkout -q main
by 1 5 'Bo Sample' bo@example.org 'the same work'
known
joined 5 side
told_alike 'the same work lands in one second twice'

begun face
by 1 1 'Bo Sample' bo@example.org one
by 2 2 'Bo Sample' bo@example.org two
by 3 3 'Bo Sample' bo@home.example three
by 4 4 'Bo Sample' bo@home.example four
known
by 5 5 'Bo Sample' bo@home.example five
told_alike 'a person comes to go by another address'

begun spoken
printf 'Ada Example <ada@example.org> <ada@old.example>\n' >.mailmap
git add .mailmap
by 1 1 'Ada Example' ada@example.org mailmap
known
by 2 2 'A. E.' ada@old.example 'from an address that the mailmap knows'
told_alike 'a mailmap spoke of somebody before'

begun word
by 1 1 'Cy Trial' cy@example.org 'a change

Reported-by: bsample'
known
by 2 2 'Bo Sample' bsample@example.org 'whose address is that word'
told_alike 'a word finds its bearer'

begun camps
by 1 1 'Bo Sample' lab@example.com one
by 2 2 'Cy Trial' cy@example.org two
by 3 3 'Cy Trial' lab@example.com three
known
number=4
while [ $number -le 16 ]; do
	by $number $number 'Bo Sample' lab@example.com "work $number"
	number=$((number + 1))
done
by 20 20 'Cy Trial' cy@example.org more
told_alike 'an address comes to be the one of who uses it most'

begun number
git checkout -q -b side
by 1 1 'Bo Sample' bo@example.org 'on a side'
git checkout -q main
GIT_AUTHOR_DATE=$(day 2) GIT_COMMITTER_DATE=$(day 2) git merge -q --no-ff -m 'Merge pull request #5 from bsample/side' side
GIT_AUTHOR_DATE=$(day 3) GIT_COMMITTER_DATE=$(day 3) git merge -q --no-ff -m 'Merge pull request #6 from bsample/none' side
known
by 4 4 'Bo Sample' bo@example.org 'a mend (#5)'
told_alike 'a number lands once more'

begun records
mkdir -p docs/adr
printf 'docs/adr\n' >.adr-dir
printf '# 1. Choice\n\n## Status\n\nProposed\n\n## Context\n\nWords.\n' >docs/adr/0001-choice.md
git add .
by 1 1 'Ada Example' ada@example.org 'a record'
known
sed -i 's/Proposed/Accepted/' docs/adr/0001-choice.md
printf '* @bsample\n' >CODEOWNERS
git add .
by 2 2 'Bo Sample' bo@example.org 'decided, and owned'
told_alike 'a record is decided and a file gets owners'

begun appeared
known
mkdir -p docs/adr
printf '# 1. Choice\n\n## Status\n\nAccepted\n\n## Context\n\nWords.\n' >docs/adr/0001-choice.md
printf '* @bsample\n' >CODEOWNERS
git add .
by 2 2 'Bo Sample' bo@example.org 'decided, and owned'
told_alike 'the first record and the first owners'

begun address
by 1 1 'Bo Sample' bo@example.org 'a change'
known
by 2 2 'Bo S.' bo@example.org 'under another name'
told_alike 'a new name at a known address'

begun namesake
printf 'Ada Example <ada@one.example> <ada@1.example>\nAda Example <ada@two.example> <ada@2.example>\n' >.mailmap
git add .
by 1 1 'Ada Example' ada@1.example 'a change

Reviewed-by: Ada Example <ada@2.example>'
by 2 2 'Ada Example' ada@three.example 'another'
known
by 3 3 'Ada Example' ada@1.example 'one more

Reviewed-by: Ada Example <ada@three.example>'
told_alike 'somebody who may be the author reviews'

begun vote
by 1 1 'Cy Trial' cy@example.org 'a change

Reported-by: bsample'
git checkout -q -b side
by 2 2 'Bo Sample' bo@example.org 'on a side'
git checkout -q main
by 3 3 'Bo Sample' bo@example.org 'a change of his'
known
GIT_AUTHOR_DATE=$(day 4) GIT_COMMITTER_DATE=$(day 4) git merge -q --no-ff -m 'Merge pull request #7 from bsample/side' side
told_alike 'a merge tells whose a login is'

begun bearer
by 1 1 'Cy Trial' cy@example.org 'a change

Reported-by: bsample
Reviewed-by: Bo Sample <bsample@example.org>'
by 2 2 'Cy Trial' cy@example.org 'another

Reported-by: bsample'
known
by 3 3 'Bo Sample' bsample@example.org 'his first'
told_alike 'who was only named commits, and bears a word'

begun reviews
by 1 1 'Bo Sample' bo@example.org one
git notes --ref=devtools/reviews append -m '{"timestamp":"1735776000","requester":"bo@example.org","targetRef":"refs/heads/main"}'
git notes --ref=devtools/discuss append -m '{"timestamp":"1735776100","author":"ada@example.org","resolved":true}'
known
git notes --ref=review add -m 'Code-Review+2: Ada Example <ada@example.org>
Reviewed-on: https://review.example.org/7' 2>/dev/null
known
by 2 2 'Bo Sample' bo@example.org two
told_alike 'reviews that are told anew with every commit are those that acts know'
