# A sealed quarter: the same bytes in every form whatever came since, and what sealing refuses.
# shellcheck shell=sh disable=SC2154,SC2016

git init -q repo
cd repo || exit 1
git config remote.origin.url ssh://git@example.org/group/engine.git
git config team.core.member aexample@example.org
git config --add team.core.member bsample@example.org
git config team.core.lead aexample@example.org
day=0
while [ $day -lt 60 ]; do
	case $((day % 5)) in
	0) who='Ada Example' reviewer='Bo Sample <bsample@example.org>' mail=aexample@example.org ;;
	1) who='Bo Sample' reviewer='Cy Trial <ctrial@example.org>' mail=bsample@example.org ;;
	2) who='Cy Trial' reviewer='Di Probe <dprobe@example.org>' mail=ctrial@example.org ;;
	3) who='Di Probe' reviewer='Ed Check <echeck@example.org>' mail=dprobe@example.org ;;
	4) who='Ed Check' reviewer='Ada Example <aexample@example.org>' mail=echeck@example.org ;;
	esac
	at $((60 + day * 2)) "$who" "$mail"
	change "src/core/f$day.c" "core: step $day

Reviewed-by: $reviewer"
	day=$((day + 1))
done
git config user.email aexample@example.org
git config lead.pseudonymKey 0123456789abcdef0123456789abcdef

# every <folder> [<option>...]: the report in all forms, long and short, and under pseudonyms.
every() {
	folder=$1
	shift
	mkdir -p "$work/$folder"
	for form in $forms; do
		for length in long short; do
			git lead report -q --quarter=2026Q2 --format="$form" --$length "$@" >"$work/$folder/$length.$form"
		done
		git lead report -q --quarter=2026Q2 --format="$form" --long --pseudonyms "$@" >"$work/$folder/hidden.$form"
	done
}
forms='text json csv'
for form in md html; do
	git lead report -q --quarter=2026Q1 --format=$form >/dev/null 2>&1 && forms="$forms $form"
done

# What is refused.
answers 'a period that has not ended' 129 git lead report --quarter=2026Q3 --freeze
complains 'says so' 'closed periods only'
answers 'a database that nobody scanned just now' 129 git lead report --quarter=2026Q2 --freeze --no-scan
complains 'says how to go on' 'leave out --no-scan'
same 'and nothing was sealed' 0 "$(sqlite3 .git/lead.db 'select count(*) from sealed_report')"

# Sealed once.
answers 'sealed' 0 git lead report --quarter=2026Q2 --freeze
cp "$work/stdout" "$work/frozen.text"
check 'it is said' grep -q 'is sealed: later reports' "$work/stderr"
says 'in the report too' 'sealed by --freeze'
same 'a row for the teams and one for each person' 2 "$(sqlite3 .git/lead.db 'select count(*) from sealed_report')"
every before
check 'what --freeze printed is what is printed later' cmp "$work/frozen.text" "$work/before/short.text"
answers 'sealed again' 0 git lead report --quarter=2026Q2 --freeze
complains 'nothing is changed' 'sealed already; nothing was changed'

# Everything that moves figures.
at 100 'Bo Sample' bsample@example.org
git checkout -q -b late "HEAD~20"
change src/core/late.c 'core: written in the quarter, landed later

Reviewed-by: Cy Trial <ctrial@example.org>'
git checkout -q main
at 182 'Ed Check' echeck@example.org
git merge -q --no-ff -m 'Merge branch late' late
printf 'Ada Renamed <ada@example.net> <aexample@example.org>\n' >.mailmap
git add .mailmap
git commit -q -m 'A mailmap'
mkdir -p docs/adr
printf '# 1. Use C\n\n## Status\n\nAccepted\n' >docs/adr/0001-use-c.md
git add docs && git commit -q -m 'A record'
git config user.email ada@example.net
git config lead.minimumGroup 3
git config lead.title 'Another title'
git config pattern.P01.share 0.01
git config team.core.lead bsample@example.org
git config --add team.other.member ctrial@example.org
every after
for name in "$work"/before/*; do
	check "the same bytes: $(basename "$name")" cmp "$name" "$work/after/$(basename "$name")"
done
answers 'another quarter' 0 git lead report --quarter=2026Q1
check 'has the title of today' sh -c "git lead report -q --quarter=2026Q1 --long | grep -q 'Another title' || git lead report -q --quarter=2026Q1 --long --format=json | grep -q 'Another title'"
answers 'of a team, not sealed by this' 0 git lead report --quarter=2026Q2 --team=core
check 'is of today' sh -c "! grep -q 'sealed by' '$work/stdout'"

# One's own page of that quarter is computed now.
answers 'me' 0 git lead report --quarter=2026Q2 me
check 'is of today, and does not say otherwise' sh -c "! grep -qi 'sealed' '$work/stdout'"

# Who is asked for and was not sealed.
answers 'somebody else' 0 git lead report -q --quarter=2026Q2 ctrial
says 'comes as of today' 'Not in the seal, so with the figures of today'
says 'beside the lead of that day' '^Ada Example'

# A change of rules is said.
sqlite3 .git/lead.db "update sealed_report set rules = '0'"
answers 'under other rules' 0 git lead report --quarter=2026Q2
check 'and the report is the same' cmp "$work/before/short.text" "$work/stdout"

# Whoever opts out is in no part of it.
git config optout.person ada@example.net
answers 'after an opt-out' 0 git lead report -q --quarter=2026Q2 --long
check 'no page is left' sh -c "! grep -E 'Ada (Example|Renamed)|aexample' '$work/stdout'"
same 'nor a part in the database' '' "$(sqlite3 .git/lead.db "select person from sealed_report where person <> ''")"
same 'nor a name in another' 0 "$(sqlite3 .git/lead.db "select count(*) from sealed_report where instr(body, cast('aexample' as blob)) > 0")"

# A damaged one.
sqlite3 .git/lead.db "update sealed_report set body = substr(body, 1, 40)"
answers 'a damaged seal' 128 git lead report --quarter=2026Q2
complains 'is named' 'the sealed report of 2026-Q2 in this database is damaged'
