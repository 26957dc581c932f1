#!/bin/sh
# Makes the HTML reports of planted repositories and checks them in the browser. Argument: the program.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
work=$(mktemp -d "${TMPDIR:-/tmp}/git-lead-reports.XXXXXX")
trap 'rm -rf "$work"' EXIT
export GIT_LEAD_NOW=1791158400 # 2026-10-05

perl "$here/../planted/organisation.pl" "$work/organisation"
perl "$here/../support/hostile.pl" "$work/hostile" 200
for name in organisation hostile; do
	(
		cd "$work/$name"
		"$program" --config=org.conf scan -q
		"$program" --config=org.conf report --quarter=2026Q3 --format=html -o "$work/$name.html"
	)
done
node "$here/check.js" "$work/organisation.html"
MOST_BYTES=4000000 node "$here/check.js" "$work/hostile.html"
