# One's own page: for nobody else's eyes.
# shellcheck shell=sh disable=SC2154,SC2016

git init -q repo
cd repo || exit 1
day=0
while [ $day -lt 40 ]; do
	case $((day % 2)) in
	0) at $((91 + day * 2)) 'Ada Example' ada@example.org ;;
	1) at $((91 + day * 2)) 'Bo Sample' bo@example.org ;;
	esac
	change "src/core/f$day.c" "core: step $day

Reviewed-by: Cy Trial <ctrial@example.org>"
	day=$((day + 1))
done
me() {
	git lead report --quarter=2026Q2 "$@" me
}

answers 'the own page' 0 me
says 'is about oneself' '^Ada Example'
check 'and nobody else' sh -c "! grep -qE '^(Bo Sample|Cy Trial)' '$work/stdout'"
same 'without a reminder' '' "$(cat "$work/stderr")"
same 'nothing of it is stored' 0 "$(sqlite3 .git/lead.db 'select (select count(*) from metric_value) + (select count(*) from finding)')"
answers 'as JSON' 0 me --format=json
same 'it is one person' '[true]' "$(jq -c '[.people[].is_viewer]' "$work/stdout")"

# A file of it is nobody else's to read.
umask 022
answers 'in a file' 0 me -o "$work/me.txt"
same 'it is the owner'"'"'s alone' 600 "$(stat -c %a "$work/me.txt")"
: >"$work/old.txt"
chmod 644 "$work/old.txt"
me -o "$work/old.txt"
same 'even if the file was there' 600 "$(stat -c %a "$work/old.txt")"

# What it is not combined with.
answers 'with others' 129 git lead report me bo@example.org
complains 'is refused' 'about oneself alone'
answers 'with a lead' 129 git lead report --lead=bo@example.org me
complains 'is refused' 'about oneself alone'
answers 'sealed' 129 me --freeze
complains 'is refused' 'knows no --freeze'
answers 'under a pseudonym' 129 me --pseudonyms
complains 'is refused' 'knows no --pseudonyms'
git config team.core.member bo@example.org
answers 'of a team of others' 129 me --team=core
complains 'is refused' "no member of 'core'"
git config --add team.core.member ada@example.org
answers 'of the own team' 0 me --team=core

# An opt-out hides nobody from oneself.
git config optout.person ada@example.org
answers 'after an opt-out' 0 me
says 'the page is there' '^Ada Example'
answers 'for others' 128 git lead report --quarter=2026Q2 ada@example.org
git config --unset optout.person

# Who one is must be known.
answers 'a stranger' 128 git -c user.email=guest@example.org lead report me
complains 'is told how to be known' "guest@example\.org.*user\.email.*mailmap"
# A person of that name is reachable by address.
at 175 'me' me@example.org
change src/me.c 'core: a person called me'
answers 'a person called me' 0 git lead report -q --quarter=2026Q2 me@example.org
says 'has a page by address' '^me'
answers 'me' 0 me
says 'is oneself all the same' '^Ada Example'
