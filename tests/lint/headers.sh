#!/bin/sh
# Every header compiles alone and twice included, without a warning, with gcc and with clang where they are present.
# Takes the root of the tree (default: this one); prints the compiler's own file:line.
set -eu
cd "${1:-$(dirname "$0")/../..}"

libraries=$(pkg-config --cflags libgit2 sqlite3 jansson zlib check 2>/dev/null || :)
warnings='-Wall -Wextra -Wpedantic -Wmissing-prototypes -Wstrict-prototypes -Wold-style-definition -Wshadow -Wvla
	-Wwrite-strings -Wpointer-arith -Wformat=2 -Werror'
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failed=0
compilers=0

find include analyzers cmd tests -type f -name '*.h' 2>/dev/null | sort >"$folder/headers"
if [ ! -s "$folder/headers" ]; then
	echo 'headers: no headers found'
	exit 1
fi

for compiler in gcc clang; do
	command -v "$compiler" >/dev/null 2>&1 || continue
	compilers=$((compilers + 1))
	while IFS= read -r header; do
		printf '#include "%s"\n#include "%s"\ntypedef int alone;\n' "$header" "$header" >"$folder/alone.c"
		# shellcheck disable=SC2086 # lists of words on purpose
		"$compiler" -std=c11 -D_GNU_SOURCE $warnings -Iinclude -I. $libraries -fsyntax-only "$folder/alone.c" || {
			printf '%s:1: does not compile alone with %s\n' "$header" "$compiler"
			failed=1
		}
	done <"$folder/headers"
done
if [ "$compilers" -eq 0 ]; then
	echo 'headers: neither gcc nor clang is here'
	exit 1
fi
exit $failed
