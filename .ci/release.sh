#!/bin/sh
# Links a git-lead that needs nothing but glibc and packs it, with its scripts, pages and completions, as
# build/release/git-lead-<version>-linux-<machine>.tar.gz with SHA256SUMS beside it; docs/adr/0021 says why so. The same machine
# and packages give the same bytes. Argument: the version.
set -eu
export LC_ALL=C TZ=UTC
version=${1:?usage: release.sh <version>}
cd "$(dirname "$0")/.."
umask 022

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
name=git-lead-$version-linux-$(uname -m)
tree=$work/$name
[ -n "${SOURCE_DATE_EPOCH-}" ] || if [ -e .git ]; then
	SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
else
	SOURCE_DATE_EPOCH=$(stat -c %Y Makefile)
fi

fail() {
	printf 'release: %s\n' "$1" >&2
	exit 1
}

unset MAKEFLAGS MFLAGS MAKEOVERRIDES MODE DEV
make MODE=static DESTDIR="$tree" PREFIX='' install >"$work/log" 2>&1 || fail "$(tail -n 20 "$work/log")"

# Static where Debian has the archive. What is not there, or would bring all of OpenSSL, speaks to a network: Kerberos and ssh.
# git lead never connects anywhere, so those functions are ones that do nothing and say "failed" when asked.
link() {
	# shellcheck disable=SC2046 # lists of words on purpose
	"${CC:-gcc}" -pthread -Wl,--gc-sections -Wl,--as-needed -Wl,-z,relro,-z,now $(find build/static/cmd -name '*.o' | sort) \
		build/static/liblead.a "$@" -Wl,-Bstatic $(pkg-config --static --libs libgit2 sqlite3 jansson zlib | tr ' ' '\n' |
		grep -vxE -e '-lssh2|-lm|-lrt|-ldl|-lpthread|-pthread|-lgssapi_krb5|-lssl|-lcrypto|') -Wl,-Bdynamic -lm
}
link -o "$work/unresolved" -Wl,--warn-unresolved-symbols >"$work/words" 2>&1 || fail "$(tail -n 20 "$work/words")"
sed -n 's/.*undefined reference to `\([A-Za-z0-9_]*\)'\''.*/\1/p' "$work/words" | sort -u >"$work/missing"
: >"$work/stubs.c"
while read -r symbol; do
	case $symbol in
	GSS_*) printf 'void *%s;\n' "$symbol" ;;
	gss_*) printf 'long %s(void);\nlong %s(void)\n{\n\treturn 13 << 16; /* GSS_S_FAILURE */\n}\n' "$symbol" "$symbol" ;;
	libssh2_*) printf 'void *%s(void);\nvoid *%s(void)\n{\n\treturn 0;\n}\n' "$symbol" "$symbol" ;;
	*) fail "'$symbol' is in none of the static libraries, and no function of a network" ;;
	esac
done <"$work/missing" >"$work/stubs.c"
"${CC:-gcc}" -O2 -c -o "$work/stubs.o" "$work/stubs.c"
link -o "$work/git-lead" "$work/stubs.o" -Wl,--trace >"$work/trace" 2>&1 || fail "$(tail -n 20 "$work/trace")"
strip -o "$tree/bin/git-lead" "$work/git-lead"

objdump -p "$tree/bin/git-lead" | sed -n 's/^ *NEEDED *//p' | grep -vxE 'lib(c|m|pthread|rt|dl)\.so\.[0-9]+|ld-linux.*' &&
	fail 'these libraries are still wanted from the system'
glibc=$(objdump -T "$tree/bin/git-lead" | sed -n 's/.*GLIBC_\([0-9.]*\).*/\1/p' | sort -V | tail -n 1)
"$tree/bin/git-lead" --version >/dev/null || fail 'what was linked does not run'

# Licences of what is inside, as Debian's packages state them.
sed -n 's,^\(/[^ (]*\.a\).*,\1,p' "$work/trace" | sort -u | while read -r archive; do
	# A package may own the path by its name before or after /usr was merged.
	real=$(readlink -f "$archive")
	{ dpkg-query -S "$archive" || dpkg-query -S "$real" || dpkg-query -S "${real#/usr}"; } 2>/dev/null | sed 's/:.*//;1q'
done | grep -vxE 'libc6-dev|libgcc-[0-9]+-dev' | sort -u >"$work/packages"
[ -s "$work/packages" ] || fail 'no package was found for what was linked'
{
	printf 'git-lead is under the licence in LICENSE. The binary also holds code of these libraries, linked from Debian'\''s packages:\n\n'
	while read -r package; do
		dpkg-query -W -f '  ${source:Package} ${Version}\n' "$package"
	done <"$work/packages"
	while read -r package; do
		[ -f "/usr/share/doc/$package/copyright" ] || fail "no licence of '$package' under /usr/share/doc"
		printf '\n======== %s\n\n' "$(dpkg-query -W -f '${source:Package} ${Version}' "$package")"
		cat "/usr/share/doc/$package/copyright"
	done <"$work/packages"
} >"$tree/THIRD-PARTY"
cp LICENSE "$tree/LICENSE"
cat >"$tree/INSTALL" <<END
git-lead $version for Linux, $(uname -m), with glibc $glibc or later, beside git.

To install for everybody:    sudo cp -R bin share /usr/local/
or for yourself:             mkdir -p ~/.local && cp -R bin share ~/.local/

Then 'git lead -h' and 'git lead --help' work, if the folder bin is on PATH. Completion for bash, zsh and fish lies below share,
where the shells look for it. To check what was fetched: sha256sum -c SHA256SUMS. To remove: delete the files listed by
'tar -tzf $name.tar.gz'.
END

rm -rf build/release
mkdir -p build/release
tar --create --file="$work/$name.tar" --directory="$work" --sort=name --format=ustar --owner=0 --group=0 --numeric-owner \
	--mode=u=rwX,go=rX --mtime="@$SOURCE_DATE_EPOCH" "$name"
gzip -n -9 "$work/$name.tar"
mv "$work/$name.tar.gz" build/release/
(cd build/release && sha256sum "$name.tar.gz" >SHA256SUMS)
printf 'build/release/%s.tar.gz: %s bytes, glibc %s or later\n' "$name" "$(stat -c %s "build/release/$name.tar.gz")" "$glibc"
