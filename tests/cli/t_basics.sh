# Calls, exit codes and help, without and with a repository.
# shellcheck shell=sh disable=SC2154 # $work and the functions come from one.sh

answers 'outside a repository the run fails' 128 git lead
complains 'and says so in one line' "not a git repository"
answers 'a wrong option is wrong usage' 129 git lead --no-such-option
complains 'and is named' "unknown option '--no-such-option'"
answers 'a wrong command is wrong usage' 129 git lead fly
complains 'and is named' "'fly' is not a git lead command"
answers 'the synopsis' 0 git lead -h
says 'names the commands' '^    scan '
answers 'the synopsis of a command' 0 git lead scan -h
says 'starts with usage' '^usage: git lead scan'
answers 'the version' 0 git-lead --version
says 'is one line' '^git-lead version [0-9.]+$'
answers 'an ambiguous prefix is wrong usage' 129 git lead --no
answers 'a database that is not there' 128 git lead report --db=nowhere.db
complains 'is named with what to do' "no database 'nowhere.db'"

answers 'a definition needs no repository' 0 git lead explain M04
answers 'figures do' 128 git lead explain M04 ada@example.org

git init -q empty
answers 'an empty repository is no error' 0 git -C empty lead
says 'and is said' 'no commits yet'
answers 'nor for scan' 0 git -C empty lead scan
answers 'nor for json' 0 git -C empty lead report --format=json
answers 'nor for people' 0 git -C empty lead people
answers 'nor for sources' 0 git -C empty lead sources

git init -q one
cd one || exit 1
at 100 'Ada Example'
change a.c 'first'
answers 'the first screen' 0 git lead
check 'has at most 40 lines' test "$(wc -l <"$work/stdout")" -le 40
check 'and no line over 80 columns' test "$(awk '{ if (length($0) > max) max = length($0) } END { print max }' "$work/stdout")" -le 84
answers 'an unknown person' 128 git lead report 'Nobody Atall'
complains 'is named' 'Nobody Atall'
answers 'an unknown period is wrong usage' 129 git lead report --quarter=soon
answers 'two periods at once too' 129 git lead report --quarter=2026Q1 --since=2026-01-01
answers 'an empty period too' 129 git lead report --since=2026-02-01 --until=2026-01-01
answers 'an unknown format too' 129 git lead report --format=runes
answers 'query without a statement too' 129 git lead query
answers 'a statement that writes is refused' 128 git lead query 'delete from commits'
answers 'so is attaching a file' 128 git lead query "attach 'x.db' as x"
answers 'an unknown metric is wrong usage' 129 git lead explain M99
answers 'a pattern that is not built' 128 git lead explain p11
check 'is said to be named alone' grep -q 'P11 review-buddies .*not built yet' "$work/stderr"
answers 'by its name too' 128 git lead explain review-buddies
answers 'a pattern by its name' 0 git lead explain own-code-only
says 'is that pattern' '^P01  own-code-only'
answers 'a strength by its name' 0 git lead explain 'Newcomer friend'
says 'is that strength' '^newcomer-friend  newcomer friend'
answers 'a threshold' 0 git -c pattern.P02.share=0.6 -c pattern.P02.share=0.65 -c pattern.P02.shar=0.7 lead explain P02
says 'that is set stands below the rule' '^  in force +share = 0.65 .configured; the rule above names the defaults'
check 'once, and nothing that no rule knows' sh -c "! grep -q '0.70\|0.60' '$work/stdout'"
answers 'without one' 0 git lead explain P02
check 'no line speaks of it' sh -c "! grep -q 'in force' '$work/stdout'"
answers 'a metric is explained' 0 git lead explain m04
says 'with its definition' 'definition'
answers 'the id of a joint figure is explained' 0 git lead explain M16+M17
says 'with one metric' '^M16  '
says 'and the other' '^M17  '
answers 'for a person too' 0 git lead explain M16+M17 ada@example.org
says 'with the figures of one' '^  M16.count  '
says 'and of the other' '^  M17.count  '
answers 'half of one is wrong usage' 129 git lead explain M16+
answers 'a figure of the team only has none of a person' 0 git lead explain M20 ada@example.org
says 'and says so' 'of the team only'
answers 'a pattern is explained' 0 git lead explain P01
answers 'a pattern of a team has figures without a subject' 0 git lead explain P04
says 'with its outcome' 'everybody'
answers 'a repository named from elsewhere' 0 sh -c "cd / && git-lead scan '$work/one'"
answers 'a team that is not declared' 128 git lead report --team=nope
complains 'is named' "no team 'nope'"
answers 'a colour that is none' 129 git lead --color=foo
answers 'a part that a metric lacks' 129 git lead explain M04.x
cp .git/lead.db "$work/half.db" && sqlite3 "$work/half.db" 'update repository set tip = null'
answers 'a database whose scan did not end' 128 git lead --db="$work/half.db"
complains 'is no empty history' 'no scan has ended'
answers 'two contradicting options' 129 git lead scan --no-lines --exact-lines
answers 'options may follow arguments' 0 git lead explain M04 ada@example.org --since=2026-01-01 --until=2026-07-01
says 'with the proof' "$(git rev-parse HEAD | cut -c1-12)"
answers '-C works' 0 sh -c "cd / && git-lead -C '$work/one' query 'select count(*) from v_commit'"
answers 'output goes to a file' 0 git lead report -o "$work/out.txt"
check 'which is written' test -s "$work/out.txt"
check 'and nothing is on stdout' test ! -s "$work/stdout"
answers 'a closed pipe is quiet' 0 sh -c 'git lead report | true'
check 'on stderr too' test ! -s "$work/stderr"

at 101 'Ada Example'
change a.c 'a subject that goes on and on, further than any terminal of eighty columns can show it in one line'
answers 'subjects behind a figure' 0 git lead explain M07 --since=2026-01-01 --until=2026-07-01
says 'are there' 'no reviewer named: a subject'
check 'and are cut to 80 columns' test "$(sed 's/…/./g' "$work/stdout" | awk '{ if (length($0) > max) max = length($0) } END { print max }')" -le 80
