#!/bin/sh
# Memory of `git lead import` on an endless export: import.sh <program> [<MiB>]. Half of the stream are pull requests with
# long bodies, then comes one of which a single string fills the other half. Prints the peak of resident memory and the rate.
# Needs GNU time; nothing is written outside a temporary folder.
set -eu

program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
size=${2:-2048}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export HOME="$work" GIT_CONFIG_NOSYSTEM=1
git init -q -b main repository
git -C repository -c user.name='Ada Example' -c user.email=ada@example.org commit -q --allow-empty -m 'Begin (#1)'

# stream: the export
stream() {
	awk -v half="$((size / 2))" 'BEGIN {
		line = "Some words of a body, 64 bytes of them with the end of line\\r\\n"
		for (body = ""; length(body) < 65000;)
			body = body line
		block = body
		while (length(block) < 1048576)
			block = block block
		printf "["
		for (i = 1; i <= half * 16; i++)
			printf "{\"number\":%d,\"author\":{\"login\":\"bsample\"},\"state\":\"OPEN\",\"mergedAt\":null,\"body\":\"%s\"},\n", i, body
		printf "{\"number\":%d,\"author\":{\"login\":\"bsample\"},\"mergedAt\":null,\"body\":\"", i
		for (sent = 0; sent < half * 1048576; sent += length(block))
			printf "%s", block
		printf "\"},\n{\"number\":%d,\"author\":{\"login\":\"bsample\"},\"state\":\"OPEN\",\"mergedAt\":null}]\n", i + 1
	}'
}

"$program" scan -q --db="$work/lead.db" "$work/repository"
stream | command time -f '%M %e' -o "$work/time" "$program" import -C "$work/repository" --db="$work/lead.db" - >"$work/out" ||
	echo "git lead import ends with $?"
cat "$work/out"
awk -v size="$size" '{
	printf "%d MiB in %.1f s (%.0f MiB/s, the making of the stream included): peak of resident memory %.0f MiB\n",
		size, $2, size / $2, $1 / 1024
}' "$work/time"
