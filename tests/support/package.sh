#!/bin/sh
# Looks at the Debian package in a folder: lintian, the files it must hold, and install, run, remove. In a root of its own, with
# nothing but a package database in it; where CI says so and root may, on the system itself. Argument: the folder.
set -eu
folder=$(cd "${1:?usage: package.sh <folder>}" && pwd)
cd "$(dirname "$0")/../.."

package=$(find "$folder" -maxdepth 1 -name 'git-lead_*.deb')
changes=$(find "$folder" -maxdepth 1 -name 'git-lead_*.changes')
if [ ! -f "$package" ] || [ ! -f "$changes" ]; then
	echo "package: no package in $folder; run make deb"
	exit 1
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root

fail() {
	printf 'package: %s\n' "$1"
	exit 1
}

lintian --fail-on error,warning --tag-display-limit 0 "$changes" || fail 'lintian found something'
echo 'package: lintian has nothing to say'

dpkg-deb --fsys-tarfile "$package" | tar -tf - >"$work/files"
for file in usr/bin/git-lead usr/bin/git-lead-gh usr/bin/git-lead-glab usr/share/git-lead/fetch.sh \
	usr/share/git-lead/report.schema.json usr/share/git-lead/impact-assessment.md \
	usr/share/bash-completion/completions/git-lead usr/share/zsh/vendor-completions/_git-lead \
	usr/share/fish/vendor_conf.d/git-lead.fish usr/share/doc/git-lead/copyright; do
	grep -qx "./$file" "$work/files" || fail "/$file is not in it"
done
for page in man/*.[1-9]; do
	grep -qx "./usr/share/man/man${page##*.}/${page##*/}.gz" "$work/files" || fail "$page is not in it"
done

if [ "$(id -u)" -eq 0 ] && [ -n "${CI-}" ] && ! dpkg-query -W git-lead >/dev/null 2>&1; then
	where='the system'
	set -- dpkg
else
	where='a root of its own'
	mkdir -p "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates" "$root/var/lib/dpkg/triggers"
	: >"$root/var/lib/dpkg/status"
	: >"$root/var/lib/dpkg/available"
	# Its dependencies are those of the system, which its database does not know.
	set -- dpkg --root="$root" --log="$work/log" --force-not-root,depends,script-chrootless
	export PATH="$root/usr/bin:$PATH" MANPATH="$root/usr/share/man" XDG_DATA_DIRS="$root/usr/share:/usr/share"
	is_own=yes
fi
"$@" -i "$package" >"$work/out" 2>&1 || fail "dpkg -i: $(cat "$work/out")"
found=$(command -v git-lead)
case $found in
"$root"/usr/bin/git-lead | /usr/bin/git-lead) ;;
*) fail "git lead is not the one of the package but $found" ;;
esac
sh debian/tests/smoke || fail 'what was installed does not run'
"$@" -r git-lead >"$work/out" 2>&1 || fail "dpkg -r: $(cat "$work/out")"
while read -r file; do
	case $file in
	*/) ;;
	*) [ ! -e "${is_own:+$root}/${file#./}" ] || fail "dpkg -r left ${file#.}" ;;
	esac
done <"$work/files"
[ -z "${is_own-}" ] || [ -z "$(find "$root" -path "$root/var" -prune -o ! -type d -print)" ] || fail 'dpkg -r left files'
echo "package: installed, run and removed in $where"
