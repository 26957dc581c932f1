#!/bin/sh
# Looks for new inputs with clang's fuzzer: run.sh <seconds> <target>… One build with sanitizers; stops at the first crash.
set -eu

secs=$1
shift
cflags="-std=c11 -D_GNU_SOURCE -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined -Iinclude -Ibuild/debug/gen"
# shellcheck disable=SC2089 # the compiler wants the quotes
cflags="$cflags -DLEAD_VERSION=\"fuzz\" $(pkg-config --cflags libgit2 sqlite3 jansson zlib)"
libs=$(pkg-config --libs libgit2 sqlite3 jansson zlib)
rm -rf build/fuzz/objects
mkdir -p build/fuzz/objects
# The whole library, once: a target may be of any room.
# shellcheck disable=SC2016,SC2086 # words on purpose
for source in analyzers/*/*.c; do
	printf '%s\0%s\0' "$source" "build/fuzz/objects/$(echo "$source" | tr / _).o"
done | xargs -0 -n 2 -P 2 sh -c 'clang $0 -fsanitize=fuzzer-no-link -c "$1" -o "$2"' "$cflags"
for target in "$@"; do
	found=build/fuzz/corpus-$target
	mkdir -p "$found"
	# shellcheck disable=SC2086,SC2090
	clang $cflags -fsanitize=fuzzer -o "build/fuzz/$target" "tests/fuzz/$target.c" build/fuzz/objects/*.o $libs -lm -lpthread
	"build/fuzz/$target" -max_total_time="$secs" -max_len=65536 -print_final_stats=0 "$found" "tests/fuzz/corpus/$target"
done
echo "fuzz: $# targets, $secs seconds each, no crash"
