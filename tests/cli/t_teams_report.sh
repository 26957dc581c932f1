# A report of several teams: everybody, then each declared team; a person in two, one who moved, a team nobody is known of.
# shellcheck shell=sh disable=SC2154,SC2016

git init -q repo
cd repo || exit 1
git config remote.origin.url ssh://git@example.org/group/engine.git
# Twelve people; everybody's changes of two quarters are reviewed by the next.
names='Ada Bo Cy Di Ed Fay Gil Hal Ivy Jon Kim Lea'
name() { # <number>
	set -- $(($1 % 12 + 1))
	echo "$names" | cut -d ' ' -f "$1"
}
address() { # <name>
	echo "$1@example.org" | tr '[:upper:]' '[:lower:]'
}
day=0
while [ $day -lt 168 ]; do
	who=$(name $day)
	reviewer=$(name $((day + 1)))
	at $((5 + day)) "$who Example" "$(address "$who")"
	change "src/core/f$day.c" "core: step $day

Reviewed-by: $reviewer Example <$(address "$reviewer")>"
	day=$((day + 1))
done
# Fay is in both; Gil moves from core to web in the middle of the quarter; nobody of ghosts is known.
cat >.gitlead <<'EOF'
[team "web"]
	member = fay@example.org
	member = gil@example.org from 2026-05-15
	member = hal@example.org
	member = ivy@example.org
	member = jon@example.org
	member = kim@example.org
	member = lea@example.org
[team "core"]
	lead = ada@example.org
	member = bo@example.org
	member = cy@example.org
	member = di@example.org
	member = ed@example.org
	member = fay@example.org
	member = gil@example.org until 2026-05-15
[team "ghosts"]
	member = nobody@example.org
EOF
git add .gitlead
at 175 'Ada Example' ada@example.org
change note.txt 'declare teams'
report() {
	git lead report --quarter=2026Q2 "$@"
}
ask() {
	jq -c "$1" "$work/report.json"
}
git lead scan -q
report --format=json ada@example.org bo@example.org >"$work/report.json" 2>/dev/null
same 'everybody, then each team by name' '["","core","web"]' "$(ask '[.teams[].name]')"
same 'each with its own members' '[12,7,7]' "$(ask '[.teams[].members]')"
same 'who is in both would be told by everybody less the teams, so everybody is withheld' '["withheld","ok","ok"]' \
	"$(ask '[.teams[].metrics.M01.state]')"
same 'and the report says so' 1 "$(grep -c 'Less the sums of other teams.*(everybody)' "$work/report.json")"
report --format=json ada@example.org fay@example.org >"$work/both.json" 2>/dev/null
same 'but not where that one has a page; each has its own changes' true \
	"$(jq -c '[.teams[].metrics.M01.value] | .[0] > .[1] and .[0] > .[2] and
		.[1] + .[2] > .[0]' "$work/both.json")"
report --team=core --format=json ada@example.org bo@example.org >"$work/core.json" 2>/dev/null
same 'a team reads the same as in a report of its own' "$(jq -cS '.teams[0] | .metrics | map_values(.value)' "$work/core.json")" \
	"$(ask '.teams[1].metrics | map_values(.value)' | jq -cS .)"
same 'with its patterns' "$(jq -cS '.teams[0].patterns' "$work/core.json")" "$(ask '.teams[1].patterns' | jq -cS .)"
same 'a team without known members is named' 1 "$(grep -c 'so not shown: ghosts\.' "$work/report.json")"
same 'persons stand in the scope of everybody' "$(report --format=json ada@example.org 2>/dev/null |
	jq -c '.people[] | select(.name == "Ada Example") | .metrics.M01')" \
	"$(ask '.people[] | select(.name == "Ada Example") | .metrics.M01')"
same 'figures are kept for each team' "core
web" "$(rows "select distinct team from v_metric where team <> '' order by 1")"
report --lead=ada@example.org >"$work/report.txt" 2>/dev/null
check 'the text shows everybody' grep -q '^Everybody' "$work/report.txt"
check 'and each team' grep -q '^web' "$work/report.txt"
same 'twice the same' "$(report --format=json ada@example.org bo@example.org 2>/dev/null)" "$(cat "$work/report.json")"
