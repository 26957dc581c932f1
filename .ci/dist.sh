#!/bin/sh
# Packs the sources as build/git-lead-<version>.tar.gz: what git tracks, or in an unpacked tarball what is there. The bytes
# depend on the contents and on one time alone: SOURCE_DATE_EPOCH, else that of the commit, which an unpacked tarball keeps as
# the time of its files. Argument: the version.
set -eu
export LC_ALL=C TZ=UTC
version=${1:?usage: dist.sh <version>}
cd "$(dirname "$0")/.."

name=git-lead-$version
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ -e .git ]; then
	git ls-files -z | sort -z >"$work/tracked"
	git ls-files -z --deleted | sort -z >"$work/deleted"
	comm -z -23 "$work/tracked" "$work/deleted" >"$work/files"
	: "${SOURCE_DATE_EPOCH:=$(git log -1 --format=%ct)}"
else
	find . \( -path ./build -o -path ./git-lead -o -path ./debian/.debhelper -o -path ./debian/git-lead \) -prune -o \
		\( -type f -o -type l \) ! -path './debian/*.substvars' ! -path ./debian/files ! -path './debian/debhelper-*' \
		-printf '%P\0' | sort -z >"$work/files"
	: "${SOURCE_DATE_EPOCH:=$(stat -c %Y Makefile)}"
fi
mkdir -p build
tar --create --file="$work/$name.tar" --null --no-recursion --verbatim-files-from --files-from="$work/files" \
	--transform="flags=rSh;s,^,$name/," --format=ustar --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX \
	--mtime="@$SOURCE_DATE_EPOCH"
gzip -n -9 "$work/$name.tar"
mv -f "$work/$name.tar.gz" "build/$name.tar.gz"
echo "build/$name.tar.gz"
