# The contract of report --format=json, stored metrics, and planted truth for P01 end to end.
# shellcheck shell=sh disable=SC2154

git init -q repo
cd repo || exit 1
day=0
# Everybody reviews but Ada, who ships 20 changes; 40 changes by two others.
while [ $day -lt 60 ]; do
	case $((day % 3)) in
	0) who='Ada Example' reviewer='Bo Sample <bo@example.org>' ;;
	1) who='Bo Sample' reviewer='Cy Test <cy@example.org>' ;;
	2) who='Cy Test' reviewer='Bo Sample <bo@example.org>' ;;
	esac
	at $((95 + day)) "$who"
	change "src/core/f$day.c" "core: step $day

Reviewed-by: $reviewer"
	day=$((day + 1))
done
period='--since=2026-04-01 --until=2026-07-01'
# shellcheck disable=SC2086
answers 'a report' 0 git lead report --format=json $period --lead=ada@example.org --lead=bo@example.org
cp "$work/stdout" "$work/report.json"
json() {
	jq -r "$1" "$work/report.json"
}
outcome() { # of P01, for the person whose address is given
	json ".people[] | select(tostring | contains(\"$1\")) | .patterns[] | select(.id == \"P01\") | .outcome"
}
same 'its keys' true \
	"$(json '[has("schema", "period", "coverage", "repositories", "teams", "people", "patterns")] | all')"
same 'every figure has its five parts' true \
	"$(json '[.people[].metrics[] | has("value", "n", "low", "high", "state")] | all')"
same 'every finding has its parts' true \
	"$(json '[.people[].patterns[], .patterns[] | has("id", "outcome", "visible", "reason", "n", "numbers")] | all')"
same 'every figure says how it moved' true \
	"$(json '[.people[].metrics[], .teams[].metrics[] | has("trend", "before", "year")] | all')"
same 'every finding says what was looked for and what would change it' true \
	"$(json '[.patterns[] | has("looked_for", "would_change", "next_command")] | all')"
same 'without a history before nothing moves' none "$(json '[.people[].metrics[].trend] | unique | join(" ")')"
same 'strengths of who has them' 'Bo Sample newcomer-friend' \
	"$(json '.people[] | .name + " " + .strengths[].id')"
same 'two persons' 2 "$(json '.people | length')"
same 'who ships only own code gets a note' note "$(outcome ada@example.org)"
same 'who reviews is clear' clear "$(outcome bo@example.org)"
same 'neither the present time nor a path' 0 "$(grep -c -e "$work" -e 1783036800 "$work/report.json")"
same 'metrics are stored' '0,20' \
	"$(rows "select cast(value * n as integer), n from v_metric where metric = 'M04' and person like 'Ada%'")"
same 'a report from the database alone' same "$(cd / &&
	git lead report --db="$work/repo/.git/lead.db" --format=json --since=2026-04-01 --until=2026-07-01 --lead=ada@example.org \
		--lead=bo@example.org | cmp - "$work/report.json" && echo same)"
answers 'a text report' 0 git lead report --quarter=2026Q2 --lead=ada@example.org
says 'names the pattern' 'P01'
answers 'a report on another' 0 git lead report --quarter=2026Q2 --lead=bo@example.org
says 'tells strengths' 'In the record:'
says 'by name, with numbers' 'newcomer friend: reviewed, helped with or co-wrote'
says 'other outcomes in a line' 'Clear: P01 own-code-only .shown by'
answers 'freezing an open period is refused' 129 git lead report --period=2026 --freeze
answers 'freezing a closed one works' 0 git lead report --quarter=2026Q2 --freeze --lead=ada@example.org
check 'no judging word in it' sh -c "! grep -iE 'fails to|lazy|poor|underperform' '$work/stdout'"
