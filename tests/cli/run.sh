#!/bin/sh
# Runs the whole-program tests: tests/cli/t_*.sh, each in a folder and a world of its own, two at a time. Arguments: the
# program, and names of tests ("scan") if not all. Closes with one summary line.
set -u

here=$(cd "$(dirname "$0")" && pwd)
tests=${TESTS:-$here}
program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
shift
work=$(mktemp -d "${TMPDIR:-/tmp}/git-lead-cli.XXXXXX")
trap 'rm -rf "$work"' EXIT

if [ $# -eq 0 ]; then
	for file in "$tests"/t_*.sh; do
		name=$(basename "$file" .sh)
		set -- "$@" "${name#t_}"
	done
fi

# shellcheck disable=SC2016 # the inner shell expands its own arguments
printf '%s\n' "$@" | xargs -P 2 -I '{}' sh -c '
	mkdir "$1/{}"
	sh "$2/one.sh" "$4/t_{}.sh" "$3" "$1/{}" >"$1/{}.out" 2>&1 || echo "{}" >>"$1/failed"
' sh "$work" "$here" "$program" "$tests"

total=0
failed=0
for name in "$@"; do
	cat "$work/$name.out"
	ok=$(grep -c '^ok ' "$work/$name.out")
	bad=$(grep -c '^not ok ' "$work/$name.out")
	total=$((total + ok + bad))
	failed=$((failed + bad))
done
if [ -s "$work/failed" ] && [ "$failed" -eq 0 ]; then
	failed=1
	echo "these tests ended early: $(tr '\n' ' ' <"$work/failed")"
fi
printf '%s: %d checks, %d failures\n' "${NAME:-cli}" "$total" "$failed"
[ "$failed" -eq 0 ] && [ ! -s "$work/failed" ] && [ "$total" -gt 0 ]
