#!/bin/sh
# The language of what the program says: every string in a built program, and every line of what it printed. No verdict on
# persons, no working hours. Takes files; of a program the strings are read, of a text each paragraph as one.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
export LC_ALL=C
[ $# -gt 0 ] || {
	echo 'language: no file given'
	exit 2
}
failed=0
for file; do
	case $(head -c 4 "$file" | tail -c 3) in
	ELF) strings -d -n 4 "$file" ;;
	*) cat "$file" ;;
	esac | awk -v file="$file" "$(cat "$here/verdict.awk")"'
	function check(text, line,    word) {
		word = verdict_in(text)
		if (word != "") {
			printf "%s:%d: \"%s\" is a verdict: say what is visible, in numbers\n", file, line, word
			failed = 1
		}
	}
	# A phrase may be broken over two lines, with or without a frame around them.
	{
		text = tolower($0)
		gsub(/[ \t]+/, " ", text)
		gsub(/^ | $/, "", text)
		check(text, FNR)
		if (verdict_in(before) == "" && verdict_in(text) == "")
			check(before " " text, FNR)
		before = text
	}
	END { exit failed }' || failed=1
done
exit $failed
