#!/bin/sh
# Builds the Debian source and binary packages into build/deb from the tarball that dist.sh packs, so that what is built is what
# others get. Argument: the version.
set -eu
version=${1:?usage: deb.sh <version>}
cd "$(dirname "$0")/.."

sh .ci/dist.sh "$version" >/dev/null
rm -rf build/deb
mkdir -p build/deb
tar -xzf "build/git-lead-$version.tar.gz" -C build/deb
cd "build/deb/git-lead-$version"
# Settings of the make that called are no business of the package.
unset MAKEFLAGS MFLAGS MAKEOVERRIDES MODE DEV PREFIX DESTDIR
dpkg-buildpackage -us -uc >../build.log 2>&1 || {
	tail -n 40 ../build.log
	exit 1
}
cd ..
ls -- *.deb *.dsc
