# Every figure that a form shows is the one of the JSON, rounded as shown, and every one of JSON is shown: walked over the planted
# organisation, long. The walker itself has to notice one changed number.
# shellcheck shell=sh disable=SC2154

tests=$(cd "$(dirname "$test_file")/.." && pwd)
export GIT_LEAD_NOW=1791158400 # 2026-10-05
git config --global user.email nobody@example.org # no viewer
perl "$tests/planted/organisation.pl" "$work/organisation" || exit 1
cd "$work/organisation" || exit 1
answers 'scanned' 0 git lead --config=org.conf scan -q
for form in json csv md text html; do
	answers "a long report as $form" 0 git lead --config=org.conf report --quarter=2026Q3 --long --format=$form -o "$work/report.$form"
done
for form in csv md text html; do
	check "$form shows the figures of json" perl "$tests/support/same_figures.pl" "$work/report.json" $form "$work/report.$form"
done

# spoiled <form> <perl expression>: one number of that form is another one.
spoiled() {
	perl -pe "$2" "$work/report.$1" >"$work/spoiled"
	check "$1: something was spoiled" sh -c "! cmp -s '$work/report.$1' '$work/spoiled'"
	check "$1: and noticed" sh -c "! perl '$tests/support/same_figures.pl' '$work/report.json' '$1' '$work/spoiled' >'$work/differences' &&
		grep 'core / .* 1 differences\|core / period / M07' '$work/differences'"
}
# shellcheck disable=SC2016 # the text is perl's
{
	spoiled html 's/(data-id="M07"[^>]*data-part="value"[^>]*>)\d+/${1}12/'
	spoiled csv 's/^(team,core,period,M07,[^,]*,[^,]*,)[^,]*/${1}0.12/'
	spoiled md '$in = /^## core/ if /^## /; $in && s/(\| M07 +\| +)\d+ %/${1}12 %/'
	spoiled text '$in = /^core/ if /^\S/; $in && s/( M07 .*? )\d+ %/${1}12 %/'
}
