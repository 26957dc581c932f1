# Names where nobody looks for them: titles, paths and areas under pseudonyms; keys of an earlier mailmap after an opt-out.
# shellcheck shell=sh disable=SC2154

git init -q repo
cd repo || exit 1
git config remote.origin.url ssh://git@example.org/group/engine.git
address_of() { printf '%s.sample@example.org' "$1" | tr '[:upper:]' '[:lower:]'; }
for name in Ada Bo Cy Di Ed Flo; do git config --add team.core.member "$(address_of "$name")"; done
git config team.core.lead "$(address_of Ada)"
git config lead.title 'Ada Sample and the others'
git config user.email "$(address_of Bo)"
git config lead.pseudonymKey 0123456789abcdef0123456789abcdef
printf 'Ada Mapped <ada.mapped@example.org> <ada.sample@example.org>\n' >.mailmap
git config --replace-all team.core.lead ada.mapped@example.org
mkdir -p docs/adr
day=0
while [ $day -lt 30 ]; do
	case $((day % 6)) in
	0) who=Ada other=Bo ;;
	1) who=Bo other=Ada ;;
	2) who=Cy other=Ada ;;
	3) who=Di other=Ed ;;
	4) who=Ed other=Flo ;;
	5) who=Flo other=Ada ;;
	esac
	at $((92 + day * 2)) "$who Sample" "$(address_of "$who")"
	[ $day -eq 6 ] && printf '# 1. As Ada Sample and ada.mapped@example.org say\n\n## Status\n\nAccepted\n\n## Context\n\nx\n\n## Decision\n\ny\n' >docs/adr/0001-x.md && git add docs
	git add .mailmap
	change "src/$(address_of "$who")/f.c" "core: step $day, says $who Sample

Reviewed-by: $other Sample <$(address_of "$other")>"
	day=$((day + 1))
done

# named <folder>: which forms hold a name or an address of Ada's
named() { grep -liE 'ada[ .](sample|mapped)' "$1"/* | xargs -r -n 1 basename; }
every() { # <folder> <option>...
	folder=$work/$1
	shift
	mkdir -p "$folder"
	for form in text json csv md html; do
		git lead report -q --quarter=2026Q2 --format=$form --long "$@" -o "$folder/$form"
	done
}
every open
same 'every form names her' 'csv
html
json
md
text' "$(named "$work/open")"
every hidden --pseudonyms
same 'but not under pseudonyms' '' "$(named "$work/hidden")"
answers 'sealed' 0 git lead report -q --quarter=2026Q2 --freeze
every sealed --pseudonyms
same 'nor when sealed' '' "$(named "$work/sealed")"

# Another mailmap, then an opt-out: the sealed key is in nobody's record.
printf 'Ada Third <ada.third@example.org> <ada.sample@example.org>\n' >.mailmap
git config --unset lead.title
git config --replace-all team.core.lead bo.sample@example.org
git commit -q -m 'Another mailmap' .mailmap
cp .git/lead.db "$work/kept.db"
git config optout.person ada.sample@example.org
every out
same 'a key of an earlier mailmap is left out' '' "$(named "$work/out")"
same 'of all that is stored too' '' "$(sqlite3 .git/lead.db "select person from sealed_report where person like 'Ada%' union select person from metric_value where person like 'Ada%' union select person from finding where person like 'Ada%'")"
same 'and of the bodies' 0 "$(sqlite3 .git/lead.db "select count(*) from sealed_report where instr(body, cast('Ada Mapped' as blob)) > 0 or instr(body, cast('ada.mapped' as blob)) > 0")"
every today --period=2026-05
same 'what is not sealed names her nowhere' '' "$(named "$work/today")"

# What is merged in bears the key as well.
rm .git/lead.db
git lead -q scan
git lead -q merge "$work/kept.db"
every merged
same 'nor after a merge' '' "$(named "$work/merged")"
says_sealed() { grep -q 'sealed by --freeze' "$work/merged/text"; }
check 'of what was sealed elsewhere' says_sealed
