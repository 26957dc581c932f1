# Pager, colours, width, plain text, and what -o leaves behind. Where a terminal is needed script(1) gives one.
# shellcheck shell=sh disable=SC2154,SC2016

git init -q repo
cd repo || exit 1
day=0
while [ $day -lt 12 ]; do
	at $((91 + day)) 'Ada Example' ada@example.org
	change "src/f$day.c" "core: step $day

Reviewed-by: Bo Sample <bo@example.org>"
	day=$((day + 1))
done
git lead scan -q
esc=$(printf '\033')

# -o
answers 'a directory' 129 git lead report --quarter=2026Q2 -o "$work"
complains 'is no file' 'is a directory'
answers 'without a parent' 129 git lead report --quarter=2026Q2 -o "$work/none/report.txt"
complains 'names what is not there' "there is no directory '.*none'"
answers 'a dash' 0 git lead report -q --quarter=2026Q2 -o -
says 'is stdout' 'git lead report'
printf 'before\n' >"$work/kept.txt"
answers 'a failing report' 128 git lead report -q --quarter=2026Q2 -o "$work/kept.txt" nobody-of-that-name
same 'leaves the file' before "$(cat "$work/kept.txt")"
ln -s kept.txt "$work/link.txt"
answers 'a link' 0 git lead report -q --quarter=2026Q2 -o "$work/link.txt"
check 'stays one' test -L "$work/link.txt"
check 'and its file is written' grep -q 'git lead report' "$work/kept.txt"
answers 'a device' 0 git lead report -q --quarter=2026Q2 -o /dev/null
check 'stays one' test -c /dev/null
same 'nothing is left beside' '' "$(find "$work" -maxdepth 1 -name '*.txt.*')"

# Width
widest() {
	wc -L <"$1"
}
answers 'a wide report' 0 git lead report -q --quarter=2026Q2 --width=160 ada@example.org
cp "$work/stdout" "$work/wide"
COLUMNS=160 git lead report -q --quarter=2026Q2 ada@example.org >"$work/columns"
check 'is that of COLUMNS' cmp "$work/wide" "$work/columns"
COLUMNS=160 git lead report -q --quarter=2026Q2 --width=80 ada@example.org >"$work/narrow"
check '--width goes before COLUMNS' test "$(widest "$work/narrow")" -le 80

# Plain
answers 'plain' 0 git lead report -q --quarter=2026Q2 --plain ada@example.org
says 'a statement a line' '^changes authored \(M01\): 12'
check 'no alignment' sh -c "! grep -n '   ' '$work/stdout'"
check 'no bars, boxes or escapes' sh -c "! LC_ALL=C grep -n '[#=][#=][#=]\|[^ -~]' '$work/stdout'"
cp "$work/stdout" "$work/plain"
git -c lead.plain=true lead report -q --quarter=2026Q2 ada@example.org >"$work/configured"
check 'by lead.plain' cmp "$work/plain" "$work/configured"
answers 'a setting that is no yes or no' 128 git -c lead.plain=perhaps lead report -q --quarter=2026Q2
for command in sources people owners 'explain M01' 'query "select 1 as a, 2 as b"'; do
	eval "answers 'plain: $command' 0 git lead $command --plain"
	check 'without alignment' sh -c "! grep -nE '[^ ]   ' '$work/stdout'"
done
says 'a query is statements' '^a: 1, b: 2$'

# Colours
answers 'always' 0 git lead report -q --quarter=2026Q2 --color=always
says 'colours' "$esc"
answers 'never' 0 git -c color.ui=always lead report -q --quarter=2026Q2 --color=never
check 'none' sh -c "! grep -q '$esc' '$work/stdout'"
check 'NO_COLOR' sh -c "! NO_COLOR=1 git -c color.lead=always lead report -q --quarter=2026Q2 | grep -q '$esc'"
check 'color.lead' sh -c "git -c color.lead=always -c color.ui=never lead report -q --quarter=2026Q2 | grep -q '$esc'"

# A terminal
command -v script >/dev/null 2>&1 || return 0
terminal() {
	script -qec "$1" /dev/null </dev/null >"$work/stdout" 2>"$work/stderr"
}
export TERM=xterm
terminal 'git lead report -q --quarter=2026Q2 --no-pager'
says 'colours on a terminal' "$esc"
TERM=dumb terminal 'git lead report -q --quarter=2026Q2 --no-pager'
check 'but not on a dumb one' sh -c "! grep -q '$esc' '$work/stdout'"
for command in 'report --quarter=2026Q2' 'explain M01' people sources 'query "select 1"'; do
	GIT_PAGER='sed s/^/paged:/' terminal "git lead $command -q"
	says "a pager: $command" '^paged:'
done
terminal 'git -c core.pager="sed s/^/core:/" lead sources -q'
says 'core.pager' '^core:'
terminal 'git -c core.pager="sed s/^/core:/" -c pager.lead="sed s/^/own:/" lead sources -q'
says 'pager.lead goes before it' '^own:'
terminal 'git -c core.pager="sed s/^/core:/" -c pager.lead=false lead sources -q'
check 'or is none' sh -c "! grep -q '^core:' '$work/stdout'"
PAGER='sed s/^/env:/' terminal 'git lead sources -q'
says 'PAGER' '^env:'
GIT_PAGER='sed s/^/paged:/' terminal 'git lead report --quarter=2026Q2 -q'
says 'colours go through it' "$esc"
GIT_PAGER='true' terminal 'git lead report --quarter=2026Q2 -q; echo code $?'
says 'a pager that reads nothing is no error' '^code 0'
GIT_PAGER='no-such-pager-here' terminal 'git lead report --quarter=2026Q2 -q'
says 'one that is not there swallows nothing' 'git lead report'
GIT_PAGER='cat >/dev/null' terminal 'git lead report --quarter=2026Q2 -q nobody-of-that-name; echo code $?'
says 'the exit code stays' '^code 128'
answers 'a closed pipe' 0 sh -c 'git lead report --quarter=2026Q2 -q | head -n 1 >/dev/null'
same 'is quiet' '' "$(cat "$work/stderr")"
