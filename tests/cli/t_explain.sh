# `git lead explain` on patterns: rule, coverage, outcome, numbers, what was looked for, and the lines behind them.
# shellcheck shell=sh disable=SC2154

git init -q repo
cd repo || exit 1
mkdir -p doc/adr src/net src/ui guide
period='--since=2026-01-01 --until=2026-07-01'

# Two people who review one another, and one whom nobody sees on others' changes.
for n in 1 2 3 4 5 6 7 8 9 10 11 12; do
	at "$((n * 3))" 'Bo Sample'
	change "src/net/b$n.c" "Bo's work $n

Reviewed-by: Cy Sample <cy@example.org>"
	at "$((n * 3 + 1))" 'Cy Sample'
	change "src/net/c$n.c" "Cy's work $n

Reviewed-by: Bo Sample <bo@example.org>"
	at "$((n * 3 + 2))" 'Ada Example'
	change "src/ui/a$n.c" "Ada's work $n

Reviewed-by: Bo Sample <bo@example.org>"
	at "$((n * 3 + 2))" 'Ada Example'
	change "src/ui/d$n.c" "Ada's other work $n

Reviewed-by: Cy Sample <cy@example.org>"
done
cat >.gitlead <<'C'
[team "core"]
	lead = ada@example.org
	member = bo@example.org
	member = cy@example.org
C
git lead scan -q

# shellcheck disable=SC2086 # words on purpose
answers 'a pattern of one person' 0 git lead explain $period P01 ada@example.org
says 'has its rule' 'pattern.P01.upper'
says 'and its base rate' 'base rate'
says 'coverage stands first' 'carry review evidence'
says 'then the outcome' '^  note'
says 'with its numbers and their intervals' '^  review share +0 % \(0-[0-9]+\)'
says 'what silences it is said' 'silenced by'
says 'and the figures it rests on' '^M03  Reviews given'
check 'coverage comes before the outcome' sh -c "grep -n 'carry review\|^  note' '$work/stdout' | head -n 1 | grep -q carry"
check 'no sentence judges' sh "$(dirname "$test_file")/../lint/language.sh" "$work/stdout"

# shellcheck disable=SC2086
answers 'asked of a team' 0 git lead explain $period P01 --team=core
says 'it is answered for the declared lead' '^Ada Example, '
check 'and for nobody else' sh -c "! grep -q '^Bo Sample, \|^Cy Sample, ' '$work/stdout'"
# shellcheck disable=SC2086
answers 'with --lead' 0 git lead explain $period P01 --lead=bo@example.org
says 'it is answered for those' '^Bo Sample, '
# shellcheck disable=SC2086
answers 'a metric of a person' 0 git lead explain $period M04 bo@example.org
says 'lists the trailer behind it' 'Reviewed-by: Bo Sample'
answers 'a pattern of teams, asked of a person who is not looking' 0 git lead explain P09 bo@example.org
says 'has no answer' 'speaks of teams'
git -c user.email=nobody@example.org lead explain P01 >"$work/stdout"
check 'without a subject it is a definition' sh -c "! grep -q 'carry review' '$work/stdout'"

# Documents: one mapped to an area that moved on without it.
at 1 'Bo Sample'
change guide/net.md 'A guide to the net'
printf '[docs]\n\tmap = src/net guide/net.md\n' >>.gitlead
printf '[pattern "P09"]\n\tchanges = 5\n' >>.gitlead
# shellcheck disable=SC2086
answers 'a team pattern' 0 git lead explain $period P09
says 'needs no subject' '^everybody, '
says 'says what was looked for' '^  looked for'
says 'and what would change the outcome' '^  would change'

git -c color.ui=never lead explain P09 --since=2026-08-01 --until=2027-02-01 >"$work/stdout"
check 'no line is longer than 80 columns' test "$(awk '{ if (length($0) > max) max = length($0) } END { print max }' "$work/stdout")" -le 80

# The command that a report names speaks of the same period and fits a terminal.
answers 'a report on a quarter' 0 git -c color.ui=never lead report --quarter=2026-Q1 --lead=ada@example.org
says 'names the quarter in its commands' '^ +git lead explain --quarter=2026-Q1 P[0-9]+'
hint=$(sed -n 's/^ *\(git lead explain --quarter=[^ ]* P01 .*\)$/\1/p' "$work/stdout" | head -n 1)
answers 'which can be typed' 0 eval "$hint"
says 'and speak of that quarter' '2026-Q1, UTC'
# shellcheck disable=SC2086
answers 'a report on days' 0 git -c color.ui=never lead report --since=2026-01-02 --until=2026-07-02 --lead=ada@example.org
check 'its commands fit' test "$(grep -A 1 'git lead explain' "$work/stdout" | awk '{ if (length($0) > max) max = length($0) } END { print max }')" -le 80
says 'a long one on two lines' '^ +git lead explain --since=[^ ]* --until=[^ ]* \\$'
hint=$(sed -e ':join' -e '/\\$/{N;s/\\\n *//;b join' -e '}' "$work/stdout" | sed -n 's/^ *\(git lead explain .*\) <pattern> /\1 P01 /p' | tail -n 1)
answers 'which can be typed too' 0 eval "$hint"
says 'for those days' '2026-01-02 to 2026-07-01, UTC'
says 'with a count as a count' '^  own changes +[0-9]+$'
# shellcheck disable=SC2086
answers 'files that nobody who is about knows' 0 git lead explain P05 --since=2026-12-01 --until=2027-02-01
says 'are not counted, for no further reason' 'not counted: path: src/.*nobody'
check 'and no reason is left empty' sh -c "! grep -q 'not counted, *:' '$work/stdout'"
