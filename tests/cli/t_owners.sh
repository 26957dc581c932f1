# Who is listed for a path, as the files stood: CODEOWNERS, OWNERS with aliases, MAINTAINERS; changes, moves, merges, copies.
# shellcheck shell=sh disable=SC2154

put() { # <file> <content> <message>
	mkdir -p "$(dirname "$1")"
	printf '%b' "$2" >"$1"
	git add "$1" && git commit -q -m "$3"
}
who() { # <options and path>: names and dates as CSV
	git lead owners -q --format=csv "$@" | tail -n +2 | cut -d, -f3-
}

git init -q repo
cd repo || exit 1
at 10 'Ada Example'
put MAINTAINERS 'NET\nM:\tAda Example <ada@example.org>\nF:\tnet/\nX:\tnet/wifi/\n' 'maintainers'
put CODEOWNERS '* @aexample\n*.c @org/team\n' 'owners'
at 20 'Bo Sample'
git checkout -q -b topic
put MAINTAINERS 'NET\nM:\tBo Sample <bo@example.org>\nR:\tAda Example <ada@example.org>\nF:\tnet/\nX:\tnet/wifi/\n' 'hand over'
git checkout -q main
at 30 'Ada Example'
git merge -q --no-ff -m "Merge branch 'topic'" topic
at 40 'Ada Example'
put OWNERS_ALIASES 'aliases:\n  net-people:\n  - aexample\n  - bsample\n' 'aliases'
put net/OWNERS 'approvers:\n- net-people\n- csample\nemeritus_approvers:\n- dsample\n' 'owners of net'
put vendor/x/OWNERS 'approvers:\n- other\n' 'a copy'
at 50 'Ada Example'
put CODEOWNERS '*.c @org/team\n* @aexample\n' 'the other way round'
put OWNERS_ALIASES 'aliases:\n  net-people:\n  - bsample\n' 'one left'
at 60 'Ada Example'
git checkout -q -b other HEAD~1
change z.txt 'something'
git checkout -q main
git merge -q --no-ff --no-commit other
printf 'LATE\nM:\tCy Test <cy@example.org>\nF:\tlate/\n' >late.tmp
mkdir late && mv late.tmp late/MAINTAINERS
git add late && git commit -q -m 'Merge brings a file of its own'

# 2026-01-11 is day 10; commits are an hour after midnight
answers 'the tip' 0 git lead owners -q net/a.c
says 'the maintainer is the new one, since the merge' 'maintainer +Bo Sample <bo@example.org> +since 2026-01-31'
says 'the former one reviews' 'reviewer +Ada Example'
says 'an alias stands for its members' 'approver +bsample.*net-people.*since 2026-02-10'
says 'the last pattern decides' 'aexample +since 2026-01-11'
check 'nothing of the team, whose pattern is not the last' sh -c "! grep -q org/team '$work/stdout'"
check 'no line is wider than a terminal' sh -c "! grep -E '^.{81}' '$work/stdout'"
answers 'before the merge landed' 0 git lead owners -q --at=2026-01-25 net/a.c
says 'the maintainer is the old one' 'maintainer +Ada Example <ada@example.org> +2026-01-11 to 2026-01-31'
says 'the team, as its pattern was the last' '@org/team +2026-01-11'
answers 'a year has both' 0 git lead owners -q --at=2026 --role=maintainer net/a.c
says 'the old one' 'Ada Example'
says 'the new one' 'Bo Sample'
answers 'an excluded path' 0 git lead owners -q --role=maintainer net/wifi/a.c
says 'nobody' 'nobody is listed'
answers 'a file that only a merge brought' 0 git lead owners -q late/x
says 'since the merge' 'Cy Test.*since 2026-03-02'
same 'members of an alias at a date' 'aexample
bsample' "$(who --at=2026-02-15 --role=approver net/x.h | cut -d, -f6 | grep -v csample | sort)"
same 'a vendored copy is left out' '0' "$(rows "select count(*) from v_owner where file like 'vendor/%'")"
answers 'the files' 0 git lead owners -q
says 'with their entries' 'net/OWNERS +3 '
answers 'as json' 0 git lead owners -q --format=json net/a.c
same 'groups and aliases are no persons' '0' \
	"$(rows "select count(*) from v_person where name in ('net-people', '@org/team', 'org/team')")"
same 'one answer however often is scanned' "$(git lead query --format=csv 'select file, pattern, role, name, email, since, until from v_owner order by 1, 2, 3, 4, 5, 6')" \
	"$(git lead scan -q --rescan && git lead query --format=csv 'select file, pattern, role, name, email, since, until from v_owner order by 1, 2, 3, 4, 5, 6')"
cp .git/lead.db "$work/one.db"
answers 'from the database alone' 0 sh -c "cd / && git lead owners --db='$work/one.db' net/a.c"
git lead owners -q net/a.c | tail -n +2 >"$work/plain"
for path in net//a.c ./net/./a.c /net/a.c net/../net//a.c x/..//net/a.c; do
	answers "the path written as $path" 0 git lead owners -q "$path"
	same 'is the same path' "$(cat "$work/plain")" "$(tail -n +2 "$work/stdout")"
done
for path in ../x net/../../x ..; do
	answers "outside the repository: $path" 128 git lead owners "$path"
	complains 'is said' 'outside the repository'
done
git init -q ../named
cd ../named || exit 1
printf 'List of maintainers\n\nPHY\nM:\tDee Sample <dee@example.org>\nF:\tphy/\n\nMII\nM:\tdee@example.org\nF:\tmii/\n' >MAINTAINERS
git add MAINTAINERS && git commit -q -m 'owners who never committed'
answers 'somebody who never committed' 0 git lead owners -q phy/a.c mii/a.c
says 'has the name that the file gives' '^ *maintainer  *Dee Sample <dee@example.org>  *since'
says 'or none, and no blank in its place' '^    maintainer  <dee@example.org>'
cd "$OLDPWD" || exit 1
at 70 'Ada Example'
git rm -q MAINTAINERS && git commit -q -m 'gone'
answers 'a file that is gone' 0 git lead owners -q --role=maintainer net/a.c
says 'lists nobody' 'nobody is listed'
git lead query --format=csv 'select file, pattern, role, name, email, since, until from v_owner order by 1, 2, 3, 4, 5, 6' >"$work/grown.csv"
rm .git/lead.db
git lead scan -q
same 'scanned in two steps or one' "$(cat "$work/grown.csv")" \
	"$(git lead query --format=csv 'select file, pattern, role, name, email, since, until from v_owner order by 1, 2, 3, 4, 5, 6')"

answers 'a report' 0 git lead report -q
says 'names the candidates' 'No lead is declared. Ownership files list'
answers 'with lead.owners' 0 git -c lead.owners=true lead report -q --format=json
check 'the listed owner is a lead' grep -q '"Cy Test\|"Ada Example\|Bo Sample' "$work/stdout"
answers 'an unknown role' 129 git lead owners --role=king
complains 'it is named' 'king'
answers 'no date' 129 git lead owners --at=someday

# Lines that multiply, in a file that changes wholly again and again: the history ends at some size, the last state does not.
git init -q "$work/long"
cd "$work/long" || exit 1
version=1
while [ $version -le 7 ]; do
	at $((100 + version)) 'Ada Example'
	{
		echo TITLE
		seq 1 1600 | sed "s/.*/M: v$version-&@example.org\nF: v$version-&/"
	} >MAINTAINERS
	git add MAINTAINERS && git commit -q -m "version $version"
	version=$((version + 1))
done
git lead scan -q
states() { # <condition>
	rows "select distinct substr(pattern, 1, 2), since, until from v_owner where $1 order by 1, 2, 3"
}
same 'the last state of a long history' 'v7' "$(states 'until is null' | cut -d, -f1)"
same 'what came in between is not told' 'v1 v2 v3 v4 v5 ' "$(states 'until is not null' | cut -d, -f1 | tr '\n' ' ')"
same 'entries are bounded' '50000' "$(rows 'select count(*) from v_owner where until is null')"
