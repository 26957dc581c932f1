# The planted organisation: what a report says of twelve repositories and three teams is what their plans say (truth.json).
# shellcheck shell=sh disable=SC2154

# shellcheck source=/dev/null
. "$(dirname "$test_file")/kit.sh"

export GIT_LEAD_NOW=1791158400 # 2026-10-05
git config --global user.email nobody@example.org # no viewer
perl "$planted/organisation.pl" "$work/organisation" || exit 1
cd "$work/organisation" || exit 1
answers 'twelve repositories are scanned at once' 0 git lead --config=org.conf scan -q

# told <team>: what the report of that team says, a line a fact.
told() {
	git lead --config=org.conf report --quarter=2026Q3 ${1:+"--team=$1"} --format=json >"$work/told.json" 2>/dev/null
	jq -r --arg team "$1" 'def share: "\(.value * .n | round) of \(.n)";
		.teams[] | select(.name == $team) | "reviewed \(.metrics.M07 | share)", "second \(.metrics.M29 | share)"' "$work/told.json"
}

planned() {
	jq -r --arg team "$1" '.teams[$team].series[7] | "reviewed \(.reviewed) of \(.changes)", "second \(.second) of \(.changes)"' truth.json
}

for team in data core 'веб & web' ''; do
	same "changes, reviews and second persons of '$team'" "$(planned "$team")" "$(told "$team")"
done
# The last of these reports is that of everybody, with a page for each lead.
same 'own changes and reviews of each lead, and no lead who opted out' \
	"$(jq -r '.people | to_entries[] | "\(.key) \(.value.authored) \(.value.reviews)"' truth.json | sort)" \
	"$(jq -r '.people[] | "\(.person | capture("<(?<a>.*)>").a) \(.metrics.M01.value) \(.metrics.M03.value)"' "$work/told.json" | sort)"
same 'P01 speaks of the one whom the record shows with own code alone' "$(jq -r '.own_code_only[]' truth.json)" \
	"$(jq -r '.people[] | select(.patterns[] | .id == "P01" and (.outcome == "note" or .outcome == "warn")) |
		.person | capture("<(?<a>.*)>").a' "$work/told.json")"
same 'forty people' 40 "$(git lead --config=org.conf query --format=csv "select count(distinct person) from v_person where kind = 'human'" |
	tail -n +2)"
same 'three addresses are one person' 1 \
	"$(git lead --config=org.conf query --format=csv "select count(distinct person) from v_person where name = 'Trina Dreifach'" | tail -n +2)"
same 'the new records of the quarter' "$(jq -r '.decisions[] | select(.is_new == 1) | "\(.path) \(.title)"' truth.json | sort)" \
	"$(git lead --config=org.conf query --format=csv "select distinct path || ' ' || title from v_decision
		where created >= 1782864000 and created < 1790812800 order by 1" | tail -n +2 | sort)"

# The whole is over all changes, its parts over those where reviews are recorded: or it would seem to lie below both.
same 'the first page tells how many changes lie where reviews are not recorded' \
	'38 of them landed where reviews are not recorded and count as without.' \
	"$(git lead --config=org.conf report --quarter=2026Q3 --long --format=json 2>/dev/null |
		jq -r '.teams[0].headlines[] | select(.id == "coverage") | .sentence' | grep -o '38 of them.*')"

# The same once more gives the same objects.
perl "$planted/organisation.pl" "$work/again"
same 'planted twice: the same objects' "$(for r in repositories/*; do git -C "$r" rev-parse main; done)" \
	"$(cd "$work/again" && for r in repositories/*; do git -C "$r" rev-parse main; done)"
