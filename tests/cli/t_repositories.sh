# Two repositories in one database: one that names reviewers, one of squashes that names none. Leads who work in both, at 30
# to 70 and 70 to 30, in one alone, and in the other alone.
# shellcheck shell=sh disable=SC2154

# member <name of the next in a ring of six>
member() {
	case $(($1 % 6)) in
	0) echo 'Abe Sample' ;;
	1) echo 'Bea Sample' ;;
	2) echo 'Cid Sample' ;;
	3) echo 'Dot Sample' ;;
	4) echo 'Eli Sample' ;;
	5) echo 'Fay Sample' ;;
	esac
}

address() {
	printf '%s@example.org' "$(printf '%s' "$1" | cut -d' ' -f1 | tr '[:upper:]' '[:lower:]')"
}

# reviewed <day> <author> <number>
reviewed() {
	reviewer=$(member $(($3 + 1)))
	at "$1" "$2"
	change "src/f$3.c" "work $3 of $2

Reviewed-by: $reviewer <$(address "$reviewer")>"
}

# squashed <day> <author> <number>
squashed() {
	at "$1" "$2"
	export GIT_COMMITTER_NAME='GitHub' GIT_COMMITTER_EMAIL='noreply@github.com'
	change "src/g$3.c" "work $3 of $2 (#$((squashes += 1)))"
}

# plant <count> <reviewed|squashed> <author>
plant() {
	count=0
	while [ $count -lt "$1" ]; do
		"$2" $((95 + count)) "$3" $count
		count=$((count + 1))
	done
}

squashes=0
git init -q made
cd made || exit 1
at 1 'Abe Sample'
change README start
number=0
while [ $number -lt 60 ]; do
	reviewed $((95 + number)) "$(member $number)" $number
	number=$((number + 1))
done
plant 18 reviewed 'Lea Seventy'
plant 9 reviewed 'Lou Thirty'
plant 20 reviewed 'Max Made'
git lead scan -q --db=../both.db
git lead scan -q --db=../made.db
git init -q ../squash
cd ../squash || exit 1
# Called by its remote, wherever it lies.
git remote add origin git@forge.example:group/squash.git
at 2 'Gus Sample'
change README 'another start'
plant 80 squashed 'Gus Sample'
plant 40 squashed 'Hal Sample'
plant 8 squashed 'Lea Seventy'
plant 21 squashed 'Lou Thirty'
plant 25 squashed 'Sue Squash'
git lead scan -q --db=../both.db
cd ..

# finding <database> <person>: outcome and reason of P01 in the second quarter.
finding() {
	git -C made lead report --db="$work/$1.db" --no-scan --quarter=2026Q2 --lead="$2" --format=json "$2" 2>/dev/null |
		tr -d '\n' | sed 's/.*"people": *\[//; s/.*"id": *"P01", *//; s/, *"n":.*//'
}

same 'both are there' 2 "$(sqlite3 both.db 'select count(*) from repository')"
finding both 'Lea Seventy' >seventy
check 'seventy of a hundred where reviews are named: a note' grep -F '"outcome": "note"' seventy
check 'of the changes there' grep -F 'reviews are 0 of 18' seventy
finding both 'Lou Thirty' >thirty
check 'thirty of a hundred: unknown' grep -F '"outcome": "unknown"' thirty
check 'and where the rest lies' grep -F "hardly in squash (70 % of this person's own changes)" thirty
finding both 'Sue Squash' >neither
check 'none of them: unknown' grep -F '"outcome": "unknown"' neither
check 'and it is said where' grep -F "squash (100 % of this person's own changes)" neither
finding both 'Max Made' >all
check 'all of them: a note' grep -F '"outcome": "note"' all
same 'as in that repository alone' "$(finding made 'Max Made')" "$(cat all)"

answers 'the report of all' 0 git -C made lead report --db="$work/both.db" --no-scan --quarter=2026Q2 --lead='Lea Seventy' 'Lea Seventy'
says 'has the team over both' '281 changes'
answers 'why' 0 git -C made lead explain --db="$work/both.db" --no-scan --quarter=2026Q2 --lead='Lea Seventy' P01 'Lea Seventy'
says 'names what was left out' 'squash \(31 %'
answers 'the proofs of the share' 0 git -C made lead explain --db="$work/both.db" --no-scan --quarter=2026Q2 --lead='Lea Seventy' M04 'Lea Seventy'
says 'say so of each' 'reviews hardly recorded there'
