#!/bin/sh
# Runs named steps (name, command, name, command …), shows the output of each, goes on after a failure, and closes with one
# summary line. Exit status 0 only if every step passed.
set -u

passed=0
failed=
while [ $# -ge 2 ]; do
	printf '== %s\n' "$1"
	if sh -c "$2"; then
		passed=$((passed + 1))
	else
		printf '== %s FAILED\n' "$1"
		failed="$failed $1"
	fi
	shift 2
done
if [ -n "$failed" ]; then
	printf 'summary: %d steps passed, failed:%s\n' "$passed" "$failed"
	exit 1
fi
printf 'summary: %d steps passed, 0 failed\n' "$passed"
