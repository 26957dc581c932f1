#!/bin/sh
# Installs the Debian packages named that are missing; without root or sudo prints the exact command and fails. "npm@npm" names
# a package and a command: where the command is there already, from wherever, the package is not asked for.
set -eu

missing=
for wanted in "$@"; do
	package=${wanted%@*}
	case $wanted in
	*@*) command -v "${wanted#*@}" >/dev/null 2>&1 && continue ;;
	esac
	dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -z "$missing" ] && exit 0

# shellcheck disable=SC2086 # a list of words on purpose
set -- $missing
if [ "$(id -u)" -eq 0 ]; then
	sudo=
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
	sudo=sudo
else
	echo "missing packages; run: sudo apt-get install -y --no-install-recommends $*" >&2
	exit 1
fi
if ! command -v apt-get >/dev/null 2>&1; then
	echo "this is no Debian system; install what corresponds to: $*" >&2
	exit 1
fi
echo "installing:$missing"
export DEBIAN_FRONTEND=noninteractive
# A stale package list is the usual reason for a first failure.
$sudo apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 || {
	$sudo apt-get update -qq
	$sudo apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}
