#!/bin/sh
# Holds every JSON that the program makes against its schema: of checks and reports, of models built by hand (the golden files) and
# of planted repositories. Argument: the program.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
golden=$here/../golden
work=$(mktemp -d "${TMPDIR:-/tmp}/git-lead-forms.XXXXXX")
trap 'rm -rf "$work"' EXIT
export GIT_LEAD_NOW=1791158400 # 2026-10-05

for sample in mixed news request quiet empty hostile; do
	cp "$golden/check_$sample.json" "$work/$sample.check"
	cp "$golden/check_$sample.gitlab.json" "$work/$sample.gitlab"
	cp "$golden/check_$sample.sarif" "$work/$sample.sarif"
done
cp "$golden/render_report_trailers.json" "$work/trailers.report"

perl "$here/../support/hostile.pl" "$work/hostile"
perl "$here/../planted/organisation.pl" "$work/organisation"
for name in hostile organisation; do
	(
		cd "$work/$name"
		"$program" --config=org.conf scan -q
		for length in --short --long; do
			"$program" --config=org.conf report --quiet --quarter=2026Q3 --format=json $length >"$work/$name$length.report"
		done
	)
done
for repository in "$work/hostile/tool" "$work"/organisation/repositories/*; do
	name=$(basename "$repository")
	for form in json:check gitlab:gitlab sarif:sarif; do
		code=0
		"$program" -C "$repository" check --format="${form%%:*}" HEAD~15..HEAD >"$work/$name.${form#*:}" || code=$?
		# 1 and 3 are answers too.
		[ "$code" -lt 128 ]
	done
done
for kind in sarif gitlab check report; do
	node "$here/schemas.js" "$kind" "$work"/*."$kind"
done
