# The same facts give the same bytes: scanned twice, in steps, killed and resumed, in other time zones and locales.
# shellcheck shell=sh disable=SC2154

git init -q repo
cd repo || exit 1
day=0
while [ $day -lt 60 ]; do
	at $((100 + day)) "$([ $((day % 3)) -eq 0 ] && echo 'Bo Sample' || echo 'Ada Example')"
	git checkout -q -b "t$day"
	change "src/f$((day % 7)).c" "step $day

Reviewed-by: Cy Test <cy@example.org>"
	git checkout -q main 2>/dev/null || git branch -q -m main
	[ "$day" -gt 0 ] && git merge -q --no-ff -m "Merge pull request #$day from ada/t$day" "t$day"
	day=$((day + 1))
done
report() {
	git lead report --format=json --since=2026-01-01 --until=2026-07-01 --lead=ada@example.org "$@"
}
report --db="$work/a.db" >/dev/null 2>&1
git lead scan -q --db="$work/a.db"
report --db="$work/a.db" >"$work/a.json"
check 'the report is not empty' test -s "$work/a.json"
git lead scan -q --db="$work/a.db"
report --db="$work/a.db" >"$work/again.json"
check 'scanned twice' cmp "$work/a.json" "$work/again.json"

git checkout -q HEAD~30
git lead scan -q --db="$work/steps.db"
git checkout -q HEAD
git checkout -q main
git lead scan -q --db="$work/steps.db"
report --db="$work/steps.db" >"$work/steps.json"
check 'scanned in two steps' cmp "$work/a.json" "$work/steps.json"

TZ=Pacific/Auckland LC_ALL=C report --db="$work/a.db" >"$work/zone.json"
check 'in another time zone and locale' cmp "$work/a.json" "$work/zone.json"

for millis in 001 005 010 020 040; do
	rm -f "$work/killed.db"*
	timeout -s KILL "0.$millis" git-lead scan -q --db="$work/killed.db" >/dev/null 2>&1
	git lead scan -q --db="$work/killed.db"
	report --db="$work/killed.db" >"$work/killed.json"
	check "killed after $millis ms and scanned again" cmp "$work/a.json" "$work/killed.json"
	same 'and the file is sound' ok "$(sqlite3 "$work/killed.db" 'pragma integrity_check')"
done

git lead scan -q --db="$work/jobs.db" -j 1
report --db="$work/jobs.db" >"$work/jobs.json"
check 'with one thread' cmp "$work/a.json" "$work/jobs.json"
git clone -q . ../elsewhere
git -C ../elsewhere lead scan -q --db="$work/clone.db"
cd / && git lead report --db="$work/clone.db" --format=json --since=2026-01-01 --until=2026-07-01 --lead=ada@example.org \
	>"$work/clone.json"
# Only the label differs: a clone is called after where it came from.
unnamed() {
	jq -S 'del(.repositories[].name)' "$1"
}
same 'from another clone, standing elsewhere' "$(unnamed "$work/a.json")" "$(unnamed "$work/clone.json")"
