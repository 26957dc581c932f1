# The forms of one report agree: short and long, JSON, CSV, Markdown and text, on a planted repository with a hostile team.
# shellcheck shell=sh disable=SC2154,SC2016

git init -q repo
cd repo || exit 1
day=0
while [ $day -lt 60 ]; do
	case $((day % 4)) in
	0) who='Ada Example' reviewer='Bo Sample <bo@example.org>' ;;
	1) who='Bo Sample' reviewer='Cy Test <cy@example.org>' ;;
	2) who='Cy Test' reviewer='Di | <b>Probe</b> @aexample <di@example.org>' ;;
	3) who='Di | <b>Probe</b> @aexample' reviewer='Bo Sample <bo@example.org>' ;;
	esac
	at $((95 + day)) "$who" "$(printf '%s' "$who" | cut -c1-2 | tr '[:upper:]' '[:lower:]')@example.org"
	change "src/core/f$day.c" "core: step $day

Reviewed-by: $reviewer"
	day=$((day + 1))
done
at 160 'Cy Test'
mkdir -p docs/adr
printf '# 1. Use <script>alert(1)</script> | @aexample\n\n## Status\n\nAccepted\n\n## Context\n\nx\n' >docs/adr/0001-record.md
git add docs && git commit -q -m 'adr: the first'

report() {
	git lead report --since=2026-04-01 --until=2026-07-01 --lead=ad@example.org --lead=di@example.org "$@"
}
for form in text json csv md; do
	answers "short, as $form" 0 report --format=$form
	cp "$work/stdout" "$work/short.$form"
	answers "long, as $form" 0 report --long --format=$form
	cp "$work/stdout" "$work/long.$form"
	check "$form is not empty" test -s "$work/long.$form"
	report --long --format=$form >"$work/again.$form" 2>/dev/null
	check "$form is the same again" cmp "$work/long.$form" "$work/again.$form"
done

# JSON: the long form only adds.
json() {
	jq -r "$1" "$work/$2.json"
}
figures='[.teams[] | {name, metrics}], [.people[] | {person, metrics, rest}]'
same 'the long form has the figures of the short one' "$(json "$figures" short)" "$(json "$figures" long)"
same 'the short one has none of the long keys' 'false false' \
	"$(json '[has("periods"), (.teams[0] | has("series"))] | map(tostring) | join(" ")' short)"
same 'the long one has them' 'true true true true' \
	"$(json '[has("periods"), (.teams[0] | has("series", "matrix", "knowledge"))] | map(tostring) | join(" ")' long)"
same 'the last point of a series is the figure of the period' true \
	"$(json '[.teams[] | . as $team | .series | to_entries[] | select($team.metrics[.key]) |
		.value.points[-1].value == $team.metrics[.key].value] | all' long)"
same 'eight points each' true "$(json '[.teams[].series[].points | length == 8] | all' long)"

# CSV: every figure of the JSON, and nothing else under these ids.
columns=$(head -n 1 "$work/long.csv")
same 'the first columns are those of ever' 'subject,name,part,id,label,unit,value,n,low,high,state,trend,before,year' \
	"$(printf '%s' "$columns" | cut -d, -f1-14)"
same 'the short form has the same columns' "$columns" "$(head -n 1 "$work/short.csv")"
same 'a row a figure of a team' "$(json '[.teams[] | (.metrics, .sums) | length] | add' long)" \
	"$(grep -c '^team,[^,]*,period,' "$work/long.csv")"
same 'a row a point of a series' "$(json '[.teams[], .people[] | .series | length * 8] | add' long)" \
	"$(grep -c ',series,' "$work/long.csv")"
same 'a row a record' "$(json '[.teams[], .people[] | .decisions | length] | add' long)" \
	"$(grep -c ',decision,decision,' "$work/long.csv")"
check 'no row of the short form is missing in the long one' sh -c \
	"sort '$work/short.csv' >'$work/a' && sort '$work/long.csv' >'$work/b' && [ -z \"\$(comm -23 '$work/a' '$work/b')\" ]"

# Markdown: nothing of the data takes effect.
check 'a short comment is short' sh -c "[ \$(wc -l <'$work/short.md') -lt 60 ]"
check 'no HTML in it' sh -c "! grep -E '(^|[^\\\\])<(b|script)' '$work/long.md' '$work/short.md'"
check 'no mention in it' sh -c "! grep -E '@aexample' '$work/long.md' '$work/short.md'"
check 'no cell ends early' sh -c "! grep -F 'Di | ' '$work/long.md' '$work/short.md'"
for part in 'Eight periods' 'Coverage and limits' 'Glossary' 'How it was computed' 'Records and documents'; do
	check "the long form has its part: $part" grep -q "^##* $part\$" "$work/long.md"
done
check 'its coverage line is that of the JSON' grep -qF "$(json .coverage.line long)" "$work/long.md"

# Text: both widths, no colour, ASCII.
for columns in 80 200; do
	# In ASCII a byte is a column.
	LC_ALL=C COLUMNS=$columns report --long >"$work/long.$columns" 2>/dev/null
	check "the long text has eight periods at $columns columns" grep -q '^  Eight periods$' "$work/long.$columns"
	check "no line is wider than $columns" sh -c \
		"! awk -v most=$columns 'length(\$0) > most && \$0 !~ /git lead/' '$work/long.$columns' | grep ."
	check "and it is ASCII at $columns columns" sh -c "! LC_ALL=C grep -n '[^ -~]' '$work/long.$columns'"
done
answers 'a plain text' 0 report --long --plain
says 'names the period of a value' '2026-Q2 98 %'
check 'and draws nothing' sh -c "! grep -e '\xe2\x96' '$work/stdout'"
