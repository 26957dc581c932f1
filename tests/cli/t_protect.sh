# Whom a report must not give away: groups and complements, opt-outs, absences, pseudonyms, and the reminder of the law.
# shellcheck shell=sh disable=SC2154,SC2016

git init -q repo
cd repo || exit 1
git config remote.origin.url ssh://git@example.org/group/engine.git
day=0
# Five people; everybody's changes are reviewed by the next.
while [ $day -lt 100 ]; do
	case $((day % 5)) in
	0) who='Ada Example' reviewer='Bo Sample <bsample@example.org>' mail=aexample@example.org ;;
	1) who='Bo Sample' reviewer='Cy Trial <ctrial@example.org>' mail=bsample@example.org ;;
	2) who='Cy Trial' reviewer='Di Probe <dprobe@example.org>' mail=ctrial@example.org ;;
	3) who='Di Probe' reviewer='Ed Check <echeck@example.org>' mail=dprobe@example.org ;;
	4) who='Ed Check' reviewer='Ada Example <aexample@example.org>' mail=echeck@example.org ;;
	esac
	at $((95 + day * 9 / 10)) "$who" "$mail"
	change "src/core/f$day.c" "core: step $day

Reviewed-by: $reviewer
Helped-by: Fay Aide <faide@example.org>"
	day=$((day + 1))
done
git config user.email aexample@example.org
report() {
	git lead report --quarter=2026Q2 "$@"
}
json() {
	report --format=json "$@" >"$work/report.json" 2>"$work/stderr"
}
ask() {
	jq -c "$1" "$work/report.json"
}

# The reminder: not for oneself, not with --quiet, once.
answers 'a report about oneself' 0 git lead report --quarter=2026Q2
same 'reminds of nothing' '' "$(cat "$work/stderr")"
answers 'a quiet one about somebody else' 0 git lead report -q --quarter=2026Q2 bsample
same 'reminds of nothing either' '' "$(cat "$work/stderr")"
answers 'one about somebody else' 0 git lead report --quarter=2026Q2 bsample
complains 'reminds of the law' 'impact-assessment\.md'
answers 'the next' 0 git lead report --quarter=2026Q2 bsample
same 'does not' '' "$(cat "$work/stderr")"

# Without a subject there is no person, for a viewer who is not in the history.
same 'no subject, no person' '[]' "$(git -c user.email=guest@example.org lead report --quarter=2026Q2 --format=json | jq -c .people)"

# Groups: Fay helps and is active too: six people.
json --lead=aexample
same 'five others make a sum' true "$(ask '.people[0].rest | length > 0')"
json --lead=aexample --lead=bsample
same 'four do not' true "$(ask '[.people[].rest | length == 0] | all')"
git config lead.minimumGroup 3
json --lead=aexample --lead=bsample --lead=ctrial
same 'unless three are enough' true "$(ask '[.people[].rest | length > 0] | all')"
git config --unset lead.minimumGroup
answers 'in the own terminal' 0 report bsample ctrial
says 'four are enough' 'the rest'
report -o "$work/file.txt" bsample ctrial
check 'but not in a file' sh -c "! grep -q 'the rest' '$work/file.txt'"
answers 'a group of two' 128 git -c lead.minimumGroup=2 lead report
complains 'is refused by name' 'lead\.minimumGroup .* at least 3'
json bsample ctrial dprobe echeck
same 'two unnamed ones hide each other' true "$(ask '.teams[0].metrics.M01.value != null')"
json aexample bsample ctrial dprobe echeck
same 'one does not' '"withheld"' "$(ask '.teams[0].metrics.M01.state')"
same 'with what could be subtracted' true \
	"$(ask '[.people[0].metrics | keys[] as $id | $id] as $ids | .teams[0].metrics | [to_entries[] | select(.key | IN($ids[])) |
		.value.value == null and .value.n == 0] | all')"
same 'in no part of a metric, nor as the denominator of another' '["withheld"]' \
	"$(ask '[.teams[0].metrics | ."M09", ."M09.effective", ."M24.large.rev", ."M12.new" | .state] | unique')"
same 'nor in a pattern that rests on it' '["P02","P17"]' \
	"$(ask '[.teams[0].patterns[] | select(.numbers == {} and (.reason | startswith("the numbers are withheld"))) | .id] |
		[.[] | select(IN("P02", "P17"))]')"
same 'and says so' 1 "$(grep -c 'one other was active' "$work/report.json")"
report aexample bsample ctrial dprobe echeck >"$work/own.txt"
check 'the own terminal shows the sum' sh -c "! grep -q 'one other was active' '$work/own.txt'"

# Opting out.
git config optout.person bsample@example.org
same 'rows are there' true "$(sqlite3 .git/lead.db "select iif(count(*) > 0, 'true', '') from metric_value where person like 'Bo%'")"
answers 'a name that opted out, alone' 128 report bsample
complains 'is told so' 'opted out and has no page'
answers 'beside others' 0 report bsample ctrial
same 'is told so as well' 'git-lead: 1 of those asked for opted out and has no page' "$(cat "$work/stderr")"
says 'and counted in the team' 'withheld: 1 person$'
check 'without a name' sh -c "! grep -i -e 'bo sample' -e bsample '$work/stdout'"
same 'rows are gone' 0 "$(sqlite3 .git/lead.db "select (select count(*) from metric_value where person like 'Bo%')
	+ (select count(*) from finding where person like 'Bo%')")"
json --lead=bsample --lead=ctrial
same 'no declared lead either' '["Ada Example <aexample@example.org>","Cy Trial <ctrial@example.org>"]' "$(ask '[.people[].person]')"
same 'counted' 1 "$(ask '.teams[0].opted_out')"
for topic in P01 M03 M13 multiplier; do
	answers "explain $topic" 128 git lead explain --quarter=2026Q2 $topic bsample
	complains 'refuses' 'opted out'
done
answers 'explain for the leads' 0 git lead explain --quarter=2026Q2 --lead=bsample P01
check 'shows nothing of theirs' sh -c "! grep -i -e 'bo sample' -e bsample '$work/stdout'"
for topic in M07 P02; do
	answers "explain $topic of the team" 0 git lead explain --quarter=2026Q2 $topic
	says 'has lines of others' 'Cy Trial'
	says 'and not those of who opted out' 'Lines that name somebody who opted out are left out'
	check 'without the name' sh -c "! grep -i -e 'bo sample' -e bsample '$work/stdout'"
done
git config identity.faide@example.org.person bsample@example.org
for format in text json; do
	answers "people as $format" 0 git lead people --format=$format
	check 'lists nobody who opted out' sh -c "! grep -i -e 'bo sample' -e bsample -e faide '$work/stdout'"
done
git config --remove-section identity.faide@example.org
answers 'the own first screen' 0 git -c user.email=bsample@example.org lead
says 'stays' '^Bo Sample'
same 'and leaves no row' 0 "$(sqlite3 .git/lead.db "select count(*) from metric_value where person like 'Bo%'")"
git -c user.email=bsample@example.org lead -o "$work/screen.txt"
check 'but none in a file' sh -c "! grep -q '^Bo Sample' '$work/screen.txt'"
git config --unset optout.person

# Absence.
git config absence.person 'ctrial@example.org from 2026-04-01 until 2026-04-11'
answers 'a part away' 0 report ctrial
says 'is said in days' 'period partly excluded: 10 days declared'
json ctrial
same 'and counted' '[10,false]' "$(ask '.people[0] | [.absent_days, .is_excluded]')"
git config absence.person 'ctrial@example.org from 2026-03-01 until 2026-08-01'
answers 'all of it away' 0 report ctrial
says 'is said without figures' '^  period excluded$'
same 'and nothing follows' 0 "$(sed -n '/^Cy Trial/,/^Notes/p' "$work/stdout" | grep -c M0)"
json ctrial
same 'nor in JSON' '[true,["withheld"],["n/a"]]' "$(ask '.people[0] | [.is_excluded, ([.metrics[].state] | unique), ([.patterns[].outcome] | unique)]')"
report --format=csv ctrial >"$work/report.csv"
same 'nor in CSV' 0 "$(grep -E '^person,[^,]*,period,' "$work/report.csv" | grep -v ',absent_days,' | grep -vc ',,0,,,withheld,none,,,')"
answers 'explained' 0 git lead explain --quarter=2026Q2 M03 ctrial
says 'is the same' 'Period excluded'
same 'without a line behind it' 0 "$(sed -n '/^Period excluded/,$p' "$work/stdout" | sed 1d | grep -c .)"
git config --unset absence.person

# Pseudonyms.
answers 'without a key' 129 report --pseudonyms bsample
complains 'one line says how to make one' 'git config .*openssl'
answers 'with a short one' 128 git -c lead.pseudonymKey=short lead report --pseudonyms
complains 'it is refused' 'lead\.pseudonymKey is shorter than 16'
printf '[lead]\n\tpseudonymKey = 0123456789abcdef\n' >.gitlead
answers 'a committed one' 128 report
complains 'is refused too' '\.gitlead line 2: lead\.pseudonymKey is a secret'
rm .gitlead
answers 'explain' 129 git lead explain --pseudonyms P01 bsample
complains 'has a reason to refuse' 'hold names'
git config lead.pseudonymKey 'the key of this test'
everybody='aexample bsample ctrial dprobe echeck faide'
# shellcheck disable=SC2086
for format in text json csv md; do
	answers "pseudonyms as $format" 0 report --pseudonyms --format=$format $everybody
	cp "$work/stdout" "$work/pseudonyms.$format"
	same 'name nobody' '' "$(grep -i -w -E -e 'ada|bo|cy|di|ed|fay|example|sample|trial|probe|aide' -e 'ed check' \
		-e 'aexample|bsample|ctrial|dprobe|echeck|faide|example\.org' "$work/stdout")"
	same 'six people' 6 "$(grep -o -E 'person [0-9A-Z]{4}-[0-9A-Z]{4}' "$work/stdout" | sort -u | grep -c .)"
	report --pseudonyms --format=$format $everybody >"$work/again"
	check 'and are the same bytes twice' cmp "$work/pseudonyms.$format" "$work/again"
done
names() {
	jq -c '[.people[].person]' "$1"
}
same 'the report says what they are' 1 "$(grep -c 'Pseudonymous: whoever has the history can tell who is meant\.' "$work/pseudonyms.text")"
same 'in JSON too' true "$(jq -c '.is_pseudonymous' "$work/pseudonyms.json")"
same 'in their own order' true "$(jq -c '[.people[].person] | . == sort' "$work/pseudonyms.json")"
# shellcheck disable=SC2086
git lead report --pseudonyms --quarter=2026Q1 --format=json $everybody >"$work/before.json"
same 'a series agrees' "$(names "$work/pseudonyms.json")" "$(names "$work/before.json")"
# shellcheck disable=SC2086
git -c lead.pseudonymKey='another key of a test' lead report --pseudonyms --quarter=2026Q2 --format=json $everybody >"$work/other.json"
check 'another key does not' test "$(names "$work/pseudonyms.json")" != "$(names "$work/other.json")"
answers 'the first screen' 0 git lead --pseudonyms
same 'names nobody' '' "$(grep -i -w -E -e 'ada|aexample|example\.org' "$work/stdout")"
says 'and says why' 'Pseudonymous: whoever has the history'
answers 'before the name of a command' 0 git lead --pseudonyms report
says 'it counts as well' 'Pseudonymous: whoever has the history'
answers 'before one that knows no pseudonyms' 129 git lead --pseudonyms people
complains 'it is refused' "unknown option '--pseudonyms'"
same 'what is kept has the true keys' 0 "$(sqlite3 .git/lead.db "select count(*) from metric_value where person like 'person %-%'")"

# Corrections in force are counted, never named.
printf 'Bo Sample <bsample@example.org> <old@example.org>\n' >.mailmap
git config identity.bos.person bsample@example.org
git config policy.unrecorded 'review from 2026-01-01 until 2026-04-10'
git config policy.solo ctrial
json
same 'corrections are counted' '"In force: 1 identity correction, 1 role or agreement declared, 1 channel declared as not recorded."' \
	"$(ask '.notes[] | select(startswith("In force"))')"

# The time before, which stands beside: two people in the first quarter of 2026, five in the second.
git init -q "$work/past" && cd "$work/past" || exit 1
day=0
while [ $day -lt 150 ]; do
	who='Ada Example' mail=aexample
	[ $day -lt 90 ] && who_number=$((day % 5)) || who_number=$((day % 5 + 10))
	case $who_number in
	0 | 1) who='Bo Sample' mail=bsample ;;
	11) who='Bo Sample' mail=bsample ;;
	12) who='Cy Trial' mail=ctrial ;;
	13) who='Di Probe' mail=dprobe ;;
	14) who='Ed Check' mail=echeck ;;
	esac
	at $day "$who" $mail@example.org
	change "src/f$day.c" "step $day"
	day=$((day + 1))
done
json bsample
same 'of two people one is not told through the time before' '[60,null,null,"none"]' \
	"$(ask '.teams[0].metrics.M01 | [.value, .before, .year, .trend]')"
same 'what is told of the one shown stays' '[12,36,36]' "$(ask '.people[0].metrics.M01 | [.value, .before, .year]')"
json
same 'nor what is told of no one' '[60,90]' "$(ask '.teams[0].metrics.M01 | [.value, .before]')"

# Who opted out is no difference either, not even in the own terminal: of two people one, or a team of one.
git init -q "$work/two" && cd "$work/two" || exit 1
day=90
while [ $day -lt 150 ]; do
	at $day 'Ada Example' aexample@example.org
	[ $((day % 3)) -ne 0 ] || at $day 'Bo Sample' bsample@example.org
	change "src/f$day.c" "step $day"
	day=$((day + 1))
done
answers 'both in it' 0 report aexample
says 'the sum is told' 'changes authored +M01 +60'
git config optout.person bsample@example.org
answers 'one opted out' 0 report aexample
check 'the sum is not told' sh -c "! sed -n '/^The team/,/^Ada/p' '$work/stdout' | grep -E 'M01 +60'"
says 'and the report says so' 'one other was active'
git config team.core.member bsample@example.org
json --team=core
same 'a team of that one has no figures' '["withheld"]' "$(ask '[.teams[0].metrics[].state] | unique')"
same 'no numbers of patterns' '[]' "$(ask '[.teams[0].patterns[].numbers // {} | select(length > 0)]')"
report --team=core >"$work/own.txt"
check 'not in the terminal' sh -c "! grep -E 'M01 +20' '$work/own.txt'"
answers 'nor explained' 0 git lead explain --quarter=2026Q2 --team=core M07
check 'with their lines' sh -c "! grep -E 'none  |step [0-9]' '$work/stdout'"

# A team of two, of whom one gives most reviews: told to that one alone, and to nobody who reads what the one wrote.
git init -q "$work/pair" && cd "$work/pair" || exit 1
day=90
while [ $day -lt 150 ]; do
	at $day 'Ada Example' aexample@example.org
	reviewer='Bo Sample <bsample@example.org>'
	[ $((day % 3)) -ne 0 ] || at $day 'Bo Sample' bsample@example.org
	[ $((day % 3)) -ne 0 ] || reviewer='Ada Example <aexample@example.org>'
	change "src/f$day.c" "step $day

Reviewed-by: $reviewer"
	day=$((day + 1))
done
git config user.email bsample@example.org
answers 'the own page in the own terminal' 0 report bsample
report bsample >"$work/own.txt"
check 'tells what is told to oneself' sh -c "sed -n '/^Bo Sample/,\$p' '$work/own.txt' | grep P02"
report -o "$work/file.txt" bsample
check 'a file does not' sh -c "! sed -n '/^Bo Sample/,\$p' '$work/file.txt' | grep -E 'P0[234]|most by one'"
json bsample
same 'nor JSON' '[]' "$(ask '[.people[].patterns[] | select(.id | IN("P02", "P03", "P04"))]')"
same 'where the viewer is marked' '[true]' "$(ask '[.people[].is_viewer]')"
answers 'explained to oneself' 0 git lead explain --quarter=2026Q2 P02 bsample
check 'it is told' sh -c "! grep 'told to that person alone' '$work/stdout'"
answers 'explained in a file' 0 git lead explain --quarter=2026Q2 -o "$work/file.txt" P02 bsample
check 'it is not' grep -q 'told to that person alone' "$work/file.txt"
git config lead.pseudonymKey 'the key of this test'
json --pseudonyms bsample
same 'under pseudonyms nobody is the viewer' '[false]' "$(ask '[.people[].is_viewer]')"

# Who gave most reviews opted out: how much most is, is that person's figure, whoever reads it and wherever it stands.
git config --unset user.email
git config optout.person bsample@example.org
json
same 'the share of the busiest is withheld' '["withheld",null,0]' "$(ask '.teams[0].metrics.M09 | [.state, .value, .n]')"
same 'and what follows from it' '["withheld"]' "$(ask '[.teams[0].metrics | ."M09.hhi", ."M09.effective" | .state] | unique')"
same 'and the numbers of the pattern' '{}' "$(ask '.teams[0].patterns[] | select(.id == "P02") | .numbers')"
report --format=csv >"$work/report.csv"
same 'in CSV' ',withheld,' "$(grep -E '(^|,)M09,' "$work/report.csv" | grep -o ',withheld,')"
same 'and in what is kept' '|withheld' "$(sqlite3 .git/lead.db "select value, state from metric_value where metric = 'M09'
	and person = '' and sealed = 0 order by since desc limit 1")"
answers 'explained' 0 git lead explain --quarter=2026Q2 P02
says 'it is withheld too' 'withheld'
check 'without number or line' sh -c "! grep -iE '40 of 60|bsample' '$work/stdout'"
git config optout.person aexample@example.org
json
same 'of somebody else it is told' '60' "$(ask '.teams[0].metrics.M09.n')"

# Under a seal.
git config --unset optout.person
answers 'sealed with one' 0 report --freeze aexample
answers 'explained' 0 git lead explain --quarter=2026Q2 M01 aexample
says 'figures and lines are of two days' 'sealed by --freeze: the'
answers 'and somebody else' 0 git lead explain --quarter=2026Q2 M01 bsample
says 'is not in the seal' 'sealed without this person'
answers 'reported beside' 0 report bsample
says 'it is said' 'Not in the seal, so with the figures of today'

# A mistyped declaration is not honoured, and said so each time.
git config optout.person bo@exmaple.org
for command in scan 'report --quarter=2026Q2' 'explain M01 aexample' ''; do
	# shellcheck disable=SC2086
	answers "with a stranger: $command" 0 git lead $command
	complains 'the stranger is named' "^git-lead: optout\.person 'bo@exmaple\.org': nobody of that name or address in this history$"
done
git lead report --no-scan -q >/dev/null 2>"$work/stderr"
complains 'without a scan and quietly too' "bo@exmaple"
git config --unset optout.person
git config absence.person 'Ada Example since 2026-01-01'
answers 'a word that is none of ours' 128 git lead report
complains 'is named' "absence\.person: 'since' is not understood"
git config --unset absence.person

# Who is no member of the team has no figures in it, not figures of zero.
git config team.core.member aexample@example.org
answers 'a page of a stranger to the team' 0 report --team=core bsample
says 'says so' '^  no member of this team in the period'
check 'and no zero' sh -c "! sed -n '/^Bo Sample/,/^Notes/p' '$work/stdout' | grep -E 'M0|P0'"
json --team=core bsample
same 'in JSON too' '[["n/a"],[null],["no member of the team in this period"]]' "$(ask '.people[0] | [([.metrics[].state] | unique),
	([.metrics[].value] | unique), ([.patterns[].reason] | unique)]')"
answers 'explained' 0 git lead explain --quarter=2026Q2 --team=core M01 bsample
says 'is the same' 'No member of this team in the period'
answers 'the page of a member' 0 report --team=core aexample
says 'has figures' 'M01 '
