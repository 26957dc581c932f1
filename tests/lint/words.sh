#!/bin/sh
# The language of what people read: facts on changes, no verdict on persons. Looks at string literals of C, headers of metric
# files, and manual pages. Takes the root of the tree (default: this one); prints file:line for each word.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
export LC_ALL=C
cd "${1:-$here/../..}"

files=$(mktemp)
trap 'rm -f "$files"' EXIT
find cmd analyzers man README.md docs/*.md -type f ! -path "*/migrations/*" 2>/dev/null | sort >"$files"

awk -v list="$files" "$(cat "$here/c_lex.awk" "$here/verdict.awk")"'
BEGIN {
	while ((getline path < list) > 0)
		ARGV[ARGC++] = path
	if (ARGC == 1) {
		print "words: nothing to read found"
		exit failed = 1
	}
}

FNR == 1 {
	c_begin()
	before = ""
}

# What a person reads of this line.
function shown(line) {
	if (FILENAME ~ /\.[ch]$/) {
		c_lex(line)
		if (CODE !~ /""/)
			return ""
		return TEXT
	}
	if (FILENAME ~ /\.sql$/)
		return line ~ /^--/ ? substr(line, 3) " " : ""
	return line ~ /^\.\\"/ ? "" : line " "
}

{
	text = tolower(shown($0))
	word = verdict_in(text)
	# A phrase may be broken over two lines.
	if (word == "" && text != "" && verdict_in(before) == "")
		word = verdict_in(before text)
	if (word != "") {
		printf "%s:%d: \"%s\" is a verdict: say what is visible, in numbers\n", FILENAME, FNR, word
		failed = 1
	}
	before = text
}

END {
	exit failed
}
'
