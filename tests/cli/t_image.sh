# The CI image is not built here. What can be held without: its form, that what it copies is there and enough to build from,
# and that what it installs is what the build and the program need.
# shellcheck shell=sh disable=SC2154

source=$(cd "$(dirname "$test_file")/../.." && pwd)
file=$source/docs/ci/Dockerfile
# Lines joined, comments gone.
sed -e '/^#/d' "$file" | awk '/\\$/ { sub(/\\$/, ""); line = line $0; next } { print line $0; line = "" }' |
	sed -e '/^ *$/d' -e 's/  */ /g' >steps
same 'only instructions it may have' '' "$(grep -vE '^(FROM|RUN|COPY|WORKDIR|CMD|ENV|LABEL) ' steps)"
same 'two stages, of Debian 12' 'FROM debian:12-slim AS build
FROM debian:12-slim' "$(grep '^FROM ' steps)"
check 'every list of packages is fetched and dropped in its step' sh -c \
	"! grep 'apt-get install' steps | grep -vE 'apt-get update && apt-get install -y --no-install-recommends .* && rm -rf /var/lib/apt/lists/\*$'"
check 'the check of ownership is not switched off' sh -c "! grep -q safe.directory steps"
check 'nobody is made the user' sh -c "! grep -q '^USER' steps"

packages_of() { # <1: build, 2: run>
	sed -n "s/.*--no-install-recommends \(.*\) && rm .*/\1/p" steps | sed -n "$1p" | tr ' ' '\n' | sort
}
needed=$(sed -n 's/^PACKAGES_BUILD := //p' "$source/Makefile" | tr ' ' '\n' | sort)
packages_of 1 >build.packages
same 'the build has what the Makefile asks for' '' "$(printf '%s\n' "$needed" | comm -23 - build.packages)"
packages_of 2 >run.packages
check 'the image has git and certificates' test "$(grep -cxE 'git|ca-certificates' run.packages)" -eq 2
# On the distribution of the image: the packages of the libraries that the program here is linked with.
if grep -q '^VERSION_ID="12"' /etc/os-release 2>/dev/null && ldd "$program" | grep -q libgit2.so.1.5; then
	for library in libgit2 libjansson libsqlite3 libz; do
		path=$(ldd "$program" | sed -n "s/^[[:space:]]*$library\.so.* => \([^ ]*\) .*/\1/p")
		owner=$(dpkg-query -S "$path" "/usr$path" 2>/dev/null | sed 's/:.*//;1q')
		check "and $owner" grep -qx "$owner" run.packages
	done
fi

# The first stage's files, and a dry run of its make.
mkdir src
sed -n 's/^COPY \([^-].*\)/\1/p' steps >copies
while read -r line; do
	target=src/${line##* }
	mkdir -p "$target"
	for from in ${line% *}; do
		check "$from is there" test -e "$source/$from"
		if [ -d "$source/$from" ]; then cp -R "$source/$from/." "$target"; else cp "$source/$from" "$target"; fi
	done
done <copies
check 'what is copied is enough to build and install' make -C src -n install DESTDIR=/out PREFIX=/usr
