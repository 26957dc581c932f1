#!/bin/sh
# Runs the tests over planted repositories: tests/planted/t_*.sh, in the worlds of tests/cli/one.sh, two at a time. Arguments:
# the program, and names of tests ("cases_lead") if not all. Closes with one summary line.
set -u

here=$(cd "$(dirname "$0")" && pwd)
TESTS=$here NAME=planted exec sh "$here/../cli/run.sh" "$@"
