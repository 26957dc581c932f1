#!/bin/sh
# The report on the quarter that ended, over all repositories of an organisation file:
#
#   quarterly.sh [--freeze] [--quarter=<name>] <organisation.conf> <folder> <report.html>
#
# The file is the one of gitlead-config(5). Each [repository] has, beside what git lead reads of it, 'clone = <address>', and its
# 'path' lies below <folder>: it is cloned there, bare, or brought up to date, together with its notes.
# <folder> also keeps lead.db, so that the next run scans what is new; both may be restored from a cache, older or not at all.
# GIT_LEAD_TOKEN, if set, opens https addresses; it reaches git through a helper, and no log. --freeze seals the quarter.
#
# A repository that cannot be fetched is told and reported as far as it is there; without any the status is 128.
set -eu

say() {
	printf 'quarterly: %s\n' "$1" >&2
}

usage() {
	echo 'usage: quarterly.sh [--freeze] [--quarter=<name>] <organisation.conf> <folder> <report.html>' >&2
	exit 129
}

freeze='' quarter=last-quarter
while [ $# -gt 3 ]; do
	case $1 in
	--freeze) freeze=--freeze ;;
	--quarter=?*) quarter=${1#*=} ;;
	*) usage ;;
	esac
	shift
done
[ $# -eq 3 ] || usage
conf=$1 folder=$2 report=$3
[ -f "$conf" ] || {
	say "there is no '$conf'"
	exit 128
}
mkdir -p "$folder"

GIT_TERMINAL_PROMPT=0
export GIT_TERMINAL_PROMPT

# open_git <address> <argument of git>…: the token is for the server of the address alone. GitHub and GitLab want a user with
# it, and take any.
open_git() {
	server=$(printf '%s' "$1" | sed -n 's,^\(https://[^/@]*\)/.*,\1,p')
	shift
	if [ -n "${GIT_LEAD_TOKEN:-}" ] && [ -n "$server" ]; then
		set -- -c "credential.$server.helper=" \
			-c "credential.$server.helper=!printf \"username=oauth2\\npassword=%s\\n\" \"\$GIT_LEAD_TOKEN\"; :" "$@"
	fi
	git "$@"
}

# fetch_one <address> <path>: all branches and notes; the branch that the other end calls its own is HEAD.
fetch_one() {
	[ -d "$2" ] || open_git "$1" clone --quiet --bare "$1" "$2" || return 1
	open_git "$1" -C "$2" fetch --quiet --prune --no-tags "$1" '+refs/heads/*:refs/heads/*' '+refs/notes/*:refs/notes/*'
}

count=0
names=$(git config --file "$conf" --name-only --get-regexp '^repository\..*\.clone$' || :)
while IFS= read -r key; do
	[ -n "$key" ] || continue
	name=${key#repository.}
	name=${name%.clone}
	path=$(git config --file "$conf" --type=path "repository.$name.path" || :)
	case $path in
	'')
		say "repository '$name' has no path"
		continue
		;;
	/*) ;;
	*) path=$(dirname "$conf")/$path ;;
	esac
	fetch_one "$(git config --file "$conf" "$key")" "$path" || say "repository '$name' could not be fetched: reported as far as it is there"
	[ ! -d "$path" ] || count=$((count + 1))
done <<END
$names
END
[ $count -gt 0 ] || {
	say "no repository of '$conf' is here"
	exit 128
}

git lead --config="$conf" --db="$folder/lead.db" scan --quiet ||
	say 'not every repository was scanned; what the database holds is reported'
report() {
	git lead --config="$conf" --db="$folder/lead.db" report --quiet --quarter="$quarter" --format=html --output="$report" "$@"
}
if [ -n "$freeze" ] && ! report --freeze; then
	say 'nothing was sealed; this is the report as it stands'
	freeze=''
fi
[ -n "$freeze" ] || report
