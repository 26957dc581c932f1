# The forms of one check agree: what JSON tells stands in each of them once, on models built by hand and on a hostile history, and
# nothing of the data takes effect in any. The walker itself has to notice one changed word.
# shellcheck shell=sh disable=SC2154,SC2016

tests=$(cd "$(dirname "$test_file")/.." && pwd)
golden=$tests/golden
forms='text:txt github:github gitlab:gitlab.json sarif:sarif md:md'
walk() { # <json> <form> <file>
	perl "$tests/support/same_check.pl" "$1" "$2" "$3"
}

# ---- models built by hand ----
for sample in mixed news request quiet empty hostile; do
	for form in $forms; do
		check "$sample: ${form%%:*} tells what json tells" walk "$golden/check_$sample.json" "${form%%:*}" "$golden/check_$sample.${form#*:}"
	done
done

# spoiled <form> <end> <perl expression>: one word of that form is another one.
spoiled() {
	perl -pe "$3" "$golden/check_mixed.$2" >"$work/spoiled"
	check "$1: something was spoiled" sh -c "! cmp -s '$golden/check_mixed.$2' '$work/spoiled'"
	check "$1: and noticed" sh -c "! perl '$tests/support/same_check.pl' '$golden/check_mixed.json' $1 '$work/spoiled'"
}
spoiled text txt 's/612 lines in 9/61 lines in 9/'
spoiled text txt 's/^Notices$/Warnings/'
spoiled text txt 's/names nobody but the author\.$/names nobody./'
spoiled github github 's/file=docs/file=doc/'
spoiled github github 's/^::notice title=/::warning title=/'
spoiled github github '$_ = "" if /review-evidence\)::pr/'
spoiled gitlab gitlab.json 's/"minor"/"info"/'
spoiled gitlab gitlab.json 's/"fingerprint": "0/"fingerprint": "1/'
spoiled sarif sarif 's/"ruleIndex": 1/"ruleIndex": 0/'
spoiled sarif sarif 's/"exitCode": 1/"exitCode": 0/'
spoiled sarif sarif 's/"level": "none"/"level": "note"/'
spoiled md md 's/^- \*\*P02\*\*.*\n//'

# every_form <what> <range> <exit code>: each form of the check here tells what JSON tells, harmlessly. Leaves them in $work/check.*
every_form() {
	for form in json github gitlab sarif md; do
		answers "$1, as $form" "$3" git lead check --format=$form "$2"
		cp "$work/stdout" "$work/check.$form"
	done
	answers "$1, as text" "$3" git lead check --plain "$2"
	cp "$work/stdout" "$work/check.text"
	for form in text:text github:text gitlab:json sarif:json md:md; do
		check "$1: ${form%%:*} tells what json tells" walk "$work/check.json" "${form%%:*}" "$work/check.${form%%:*}"
		check "$1: ${form%%:*} is harmless" perl "$tests/support/harmless.pl" "${form#*:}" "$work/check.${form%%:*}"
	done
	check "$1: json is harmless" perl "$tests/support/harmless.pl" json "$work/check.json"
	check "$1: every line for GitHub is a command or begins with our words" sh -c \
		"! grep -vE '^(git lead check: |::(error|warning|notice) (file|title)=)' '$work/check.github'"
	for columns in 80 200; do
		COLUMNS=$columns git lead check "$2" >>"$work/check.text" 2>/dev/null
	done
	check "$1: no line of text is a command" sh -c "! grep -E '^[[:space:]]*::|##\\[|##vso\\[' '$work/check.text'"
}

# ---- a hostile history ----
perl "$tests/support/hostile.pl" "$work/hostile" || exit 1
cd "$work/hostile/tool" || exit 1
export GIT_LEAD_NOW=1791158400 # 2026-10-05
answers 'hostile history is scanned' 0 git lead scan -q
every_form 'hostile history' HEAD~60..HEAD 0

# ---- a rule that fires, over subjects and paths that are commands ----
git init -q "$work/fires" && cd "$work/fires" || exit 1
day=0
while [ $day -lt 40 ]; do
	at $((140 + day)) 'Ada Example'
	change "src/f$day.c" "core: step $day

Reviewed-by: Bo Sample <bo@example.org>"
	day=$((day + 1))
done
while IFS= read -r subject; do
	at $((140 + day)) 'Ada Example'
	change "src/$(printf "%s" "$subject" | tr / _).c" "$subject"
	day=$((day + 1))
done <<'T'
::error file=x::made by a subject
##[stop-commands]token of a subject
100%25 of 50%, %0A::warning::y
<script>alert(1)</script> | `cell` | [x](javascript:alert(1))
@aexample closes #12 {0}
T
git config check.second-person fail
every_form 'a rule that fires' HEAD~5..HEAD 1
same 'each of the five is told' 5 "$(jq '[.results[] | select(.outcome == "fires" and .rule == "second-person")] | length' "$work/check.json")"
for form in text github md; do
	check "the exit code is said by $form" grep -qF 'Exit code 1: a rule that is set to fail fired.' "$work/check.$form"
done
same 'and by sarif' '1 true' "$(jq -r '.runs[0].invocations[0] | "\(.exitCode) \(.executionSuccessful)"' "$work/check.sarif")"
same 'and by json' 1 "$(jq .status "$work/check.json")"
same 'no two entries of GitLab share a fingerprint' 0 "$(jq 'length - (map(.fingerprint) | unique | length)' "$work/check.gitlab")"
for form in gitlab sarif; do
	cp "$work/check.$form" "$work/before.$form"
	git lead check --format=$form HEAD~5..HEAD >"$work/again.$form" 2>/dev/null
	check "$form is the same again" cmp "$work/before.$form" "$work/again.$form"
done
answers 'a form that is none' 129 git lead check --format=xml HEAD~1..HEAD

# ---- and the schema is installed ----
same 'the schema names every key' '' "$(jq -r --slurpfile schema "$tests/../cmd/render/check.schema.json" \
	'keys - ($schema[0].properties | keys) | .[]' "$work/check.json")"
