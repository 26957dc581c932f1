#!/bin/sh
# Keeps files and functions short: at most 600 lines a file, 80 lines from a function's opening brace to its closing one.
# There is no list of exceptions. Takes the root of the tree (default: this one); prints file:line for each breach.
set -eu
export LC_ALL=C
cd "${1:-$(dirname "$0")/../..}"

files=$(mktemp)
trap 'rm -f "$files"' EXIT
find . \( -name .git -o -path ./build \) -prune -o -type f \
	\( -name '*.c' -o -name '*.h' -o -name '*.sh' -o -name '*.awk' -o -name '*.js' \) -print | sed 's,^\./,,' | sort >"$files"

awk -v list="$files" '
BEGIN {
	file_max = 600
	function_max = 80
	while ((getline path < list) > 0)
		ARGV[ARGC++] = path
	if (ARGC == 1) {
		print "sizes: no sources found"
		exit failed = 1
	}
}

function complain(line, words) {
	printf "%s:%d: %s\n", FILENAME, line, words
	failed = 1
}

FNR == 1 {
	opening = 0
}

FNR == file_max + 1 {
	complain(FNR, "the file is longer than " file_max " lines")
}

# The house puts the braces of functions, and of nothing else, in column one; shell and awk open them at the line end.
/^\{/ || (FILENAME !~ /\.[ch]$/ && /^[A-Za-z_].*[)}] *\{$/) {
	opening = FNR
}

/^\}/ && opening {
	size = FNR - opening + 1
	if (size > function_max)
		complain(opening, "a function of " size " lines, at most " function_max " are allowed")
	opening = 0
}

END {
	exit failed
}
'
