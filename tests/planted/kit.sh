# What tests over planted repositories share; sourced by them. See make.pl for the language of plans.
# shellcheck shell=sh disable=SC2154

planted=$(dirname "$test_file")
period='--quarter=2026Q2' # of whatever is planted: days 90 to 181; 0 to 90 is the quarter before

# plant <name> [<option of make.pl>…] <plan: the repository <name>, scanned, with what the forge tells of it.
plant() {
	plant_name=$1
	shift
	rm -rf "${work:?}/$plant_name" "$work/$plant_name".*
	git init -q --bare "$work/$plant_name"
	perl "$planted/make.pl" --export="$work/$plant_name.json" --config="$work/$plant_name.config" "$@" >"$work/$plant_name.stream" &&
		git -C "$work/$plant_name" fast-import --quiet <"$work/$plant_name.stream" || echo "cannot plant $plant_name" >&2
	rm -f "$work/$plant_name.stream"
	if [ -f "$work/$plant_name.json" ]; then
		git lead -C "$work/$plant_name" --config="$work/$plant_name.config" import "$work/$plant_name.json" >"$work/import.out" 2>&1 ||
			cat "$work/import.out" >&2
	fi
}

# lead_in <name> <command…>: git lead there, with the plan's configuration.
lead_in() {
	lead_name=$1
	lead_command=$2
	shift 2
	git lead -C "$work/$lead_name" "$lead_command" --config="$work/$lead_name.config" "$@"
}

# judge <name> [<option of report>…]: the report of the planted quarter, kept as <name>.report.
judge() {
	judge_name=$1
	shift
	# shellcheck disable=SC2086
	lead_in "$judge_name" report --format=json $period "$@" >"$work/$judge_name.report" 2>"$work/$judge_name.err" ||
		cat "$work/$judge_name.err" >&2
}

# outcome <name> <pattern> [<address>]: of the team, or of that person.
outcome() {
	jq -r --arg id "$2" --arg who "${3:-}" 'if $who == ""
		then .teams[] | select(.name == "") | .patterns[] | select(.id == $id) | .outcome
		else .people[] | select(.person | contains("<" + $who + ">")) | .patterns[] | select(.id == $id) | .outcome end' \
		"$work/$1.report"
}

# Who speaks: "P01 ada@example.org note", "P04 team warn", a line each. In so small a team much is known to one person alone, so
# that P05 is left out unless it is asked for.
speaking() { # <name> [<pattern>]
	jq -r 'def speaks: .outcome == "note" or .outcome == "warn";
		(.teams[] | select(.name == "") | .patterns[] | select(speaks) | "\(.id) team \(.outcome)"),
		(.people[] | (.person | capture("<(?<a>[^>]*)>").a) as $a | .patterns[] | select(speaks) | "\(.id) \($a) \(.outcome)")' \
		"$work/$1.report" | grep -v "^${2+no }P05" | sort
}

# Six people who have been there for a year and review one another, and a lead.
crew() {
	cat <<'P'
person ada "Ada Example" ada@example.org aexample ada@home.example.org
person bo "Bo Sample" bo@example.org bsample bo@home.example.org
person cy "Cy Test" cy@example.org ctest cy@home.example.org
person di "Di Exemplar" di@example.org dexemplar di@home.example.org
person ed "Ed Probe" ed@example.org eprobe ed@home.example.org
person fi "Fi Muster" fi@example.org fmuster fi@home.example.org
person gu "Gu Beispiel" gu@example.org gbeispiel gu@home.example.org
put at=-390 by=bo path=.mailmap text="# nobody\n"
P
}

# Their work of the year before: everybody has tenure, nobody is new. [<nick>…] did some besides.
tenure() {
	echo 'change at=-380 every=1.5 n=72 by=bo|cy|di|ed|fi|gu rev=cy|di|ed|fi|gu|bo files=src/core/old%.c:12'
	for tenure_nick in "$@"; do
		echo "change at=-379.7 every=9 n=12 by=$tenure_nick rev=bo|cy files=src/$tenure_nick/old%.c:12"
	done
}

# Sixty changes of the quarter in which each of the six has ten own changes and ten reviews.
quarter() { # [<first day>]
	echo "change at=${1:-91} every=1.4 n=60 by=bo|cy|di|ed|fi|gu rev=cy|di|ed|fi|gu|bo files=src/core/new${1:-91}x%.c:12"
}
