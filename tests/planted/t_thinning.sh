# Reviews are taken out of whole changes, at random and in steps: what is not recorded any more must never become a note. Below
# half of the changes nothing that rests on an absence speaks; once unknown stays unknown; and refutations need no coverage.
# shellcheck shell=sh disable=SC2154,SC2016

# shellcheck source=/dev/null
. "$(dirname "$test_file")/kit.sh"
git config --global user.email nobody@example.org

everybody='--lead=ada@example.org --lead=bo@example.org --lead=cy@example.org --lead=di@example.org --lead=ed@example.org'
gated='P01 P02 P04 P07 P10 P14' # rest on reviews that nobody is named for; P06 on own code that is not there

own_only() { # the lead ships; and authors commit a part of the others' changes alone
	crew
	tenure ada
	cat <<'P'
change at=91 every=1.1 n=80 by=bo|cy|di|ed|fi|gu rev=cy|di|ed|fi|gu|bo files=src/core/new%.c:12
change at=1 every=1.1 n=80 by=bo|cy|di|ed|fi|gu rev=cy|di|ed|fi|gu|bo files=src/core/early%.c:12
change at=92 every=3 n=24 by=ada files=src/ada/new%.c:20 rev=bo|cy|di
change at=2 every=3 n=24 by=ada files=src/ada/early%.c:20 rev=bo|cy|di
P
}
new_people() { # newcomers, one reviewer for most, and a lead who mentors nobody
	crew
	tenure ada
	cat <<'P'
person ne "Ne Fresh" ne@example.org nfresh
person ov "Ov Fresh" ov@example.org ofresh
change at=91 every=1.1 n=70 by=cy|di|ed|fi|gu rev=bo|bo|bo|cy,bo files=src/core/new%.c:12
change at=1 every=1.1 n=70 by=cy|di|ed|fi|gu rev=bo|bo|bo|cy,bo files=src/core/early%.c:12
change at=92 every=2 n=40 by=ada files=src/ada/new%.c:20 rev=bo|cy|di
change at=2 every=2 n=40 by=ada files=src/ada/early%.c:20 rev=bo|cy|di
change at=20 every=3 n=24 by=ne,cy|ov,di files=src/ada/ne%.c:20 rev=gu
change at=91.5 every=3 n=24 by=ne,cy|ov,di files=src/ada/ov%.c:20 rev=gu
P
}

outcomes() { # every outcome of every subject: "P01 ada@example.org unknown"
	jq -r '(.teams[] | select(.name == "") | .patterns[] | "\(.id) team \(.outcome)"),
		(.people[] | (.person | capture("<(?<a>[^>]*)>").a) as $a | .patterns[] | "\(.id) \($a) \(.outcome)")' "$work/$1.report" | sort
}

for plan in own_only new_people; do
	for seed in 1 2; do
		: >"$work/series"
		for kept in 100 90 80 70 65 60 55 50 45 40 30 20 10 0; do
			$plan | plant thin --thin=$kept,$seed
			# shellcheck disable=SC2086
			judge thin $everybody
			share=$(jq 'if .coverage.changes > 0 then .coverage.reviewed * 1000 / .coverage.changes | floor else 0 end' "$work/thin.report")
			outcomes thin | sed "s/^/$kept $share /" >>"$work/series"
		done
		check "$plan $seed: there is something to hear at full coverage" grep -E '^100 .* (note|warn)$' "$work/series"
		check "$plan $seed: and everything is unknown or refuted at none" \
			awk -v gated="$gated" 'index(gated, $3) && $1 == 0 && $5 ~ /note|warn/ { print; bad = 1 } END { exit bad }' "$work/series"
		check "$plan $seed: below half of the changes no absence speaks" \
			awk -v gated="$gated" 'index(gated, $3) && $2 < 500 && ($5 == "note" || $5 == "warn") { print; bad = 1 } END { exit bad }' "$work/series"
		check "$plan $seed: below seven in ten nothing warns" \
			awk -v gated="$gated" 'index(gated, $3) && $2 < 700 && $5 == "warn" { print; bad = 1 } END { exit bad }' "$work/series"
		check "$plan $seed: what is unknown never becomes a note with less evidence" \
			awk '{ what = $3 " " $4 } ($5 == "note" || $5 == "warn") && what in unknown { print what, unknown[what], "then", $0; bad = 1 }
				$5 == "unknown" { unknown[what] = $0 } END { exit bad }' "$work/series"
		check "$plan $seed: steps go from usable through partial to unknown" \
			awk '$2 >= 700 { a = 1 } $2 >= 500 && $2 < 700 { b = 1 } $2 < 500 { c = 1 } END { exit !(a && b && c) }' "$work/series"
	done
done
