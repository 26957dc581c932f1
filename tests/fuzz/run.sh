#!/bin/sh
# Looks for new inputs with clang's fuzzer: run.sh <seconds> <target>… One build with sanitizers; stops at the first crash.
set -eu

secs=$1
shift
flags=$(pkg-config --cflags --libs libgit2 sqlite3 jansson)
mkdir -p build/fuzz
for target in "$@"; do
	found=build/fuzz/corpus-$target
	mkdir -p "$found"
	# shellcheck disable=SC2086 # words on purpose
	clang -std=c11 -D_GNU_SOURCE -O1 -g -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined \
		-DLEAD_VERSION='"fuzz"' -Iinclude -Ibuild/debug/gen -o "build/fuzz/$target" "tests/fuzz/$target.c" \
		analyzers/base/*.c analyzers/evidence/*.c analyzers/history/*.c analyzers/people/mailmap.c $flags -lm -lpthread
	"build/fuzz/$target" -max_total_time="$secs" -max_len=65536 -print_final_stats=0 "$found" "tests/fuzz/corpus/$target"
done
echo "fuzz: $# targets, $secs seconds each, no crash"
