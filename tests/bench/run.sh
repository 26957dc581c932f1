#!/bin/sh
# Ratios against git on one repository, as hyperfine's medians: run.sh <program> <repository>. Nothing in the repository is
# changed; the database lies in a temporary folder. Absolute times mean nothing outside the machine they were taken on.
set -eu

program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
repository=$(git -C "$2" rev-parse --absolute-git-dir 2>/dev/null || (cd "$2" && pwd))
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GIT_DIR="$repository" GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=core.bare GIT_CONFIG_VALUE_0=true
cd "$work"

# compare <label> <most> <ours> <git's>
compare() {
	hyperfine -N -w 1 -r 3 --export-json "$work/out.json" --prepare "rm -f $work/lead.db" "$3" "$4" >/dev/null 2>&1
	jq -r --arg label "$1" --arg most "$2" \
		'"\($label): \(.results[0].median / .results[1].median * 100 | round / 100) (at most \($most))"' "$work/out.json"
}

compare 'first scan, lines, against log --numstat' 0.40 "$program scan -q --db=$work/lead.db $repository" \
	'git log --no-merges --numstat --no-renames'
compare 'first scan, names, against log --raw' 0.60 "$program scan -q --no-lines --db=$work/lead.db $repository" \
	'git log --no-merges --raw --no-renames'
"$program" scan -q --db="$work/kept.db" "$repository"
compare 'report from the database, against shortlog' 0.25 "$program report --db=$work/kept.db" 'git shortlog -sne HEAD'
year=$(($(git log -1 --format=%cd --date=format:%Y) - 1))
compare 'report of four quarters, against shortlog' 0.50 "$program report --db=$work/kept.db --period=$year" \
	'git shortlog -sne HEAD'
