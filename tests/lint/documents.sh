#!/bin/sh
# Documents follow the program: every command has a page whose SYNOPSIS names what -h prints, every page is reachable, and
# the pages generated from sources are up to date. Takes the program as its argument.
set -eu

program=${1:?usage: documents.sh <program>}
wrong=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
backspace=$(printf '\010') # mandoc overstrikes for bold and underline

complain() {
	printf '%s\n' "$1"
	wrong=1
}

# The usage lines of -h, without "usage:" and "or:", as words.
usage_of() {
	"$program" "$@" -h | sed -n 's/^ *\(usage\|   or\): //p' | tr -s ' '
}

# The SYNOPSIS of a page in the notation of -h: mdoc rendered as plain text at a width that never breaks a line.
synopsis_of() {
	mandoc -T ascii -O width=1000 "$1" | sed "s/.$backspace//g" | sed -n '/^SYNOPSIS/,/^DESCRIPTION/p' | sed '1d;$d' |
		tr -s ' ' | sed -e 's/^ //' -e '/^$/d'
}

# Both notations without brackets and argument marks, so that <file>, file and [file] are the same word.
plain() {
	tr -d '[]<>' | sed -e 's/\.\.\.//g' -e 's/ *| */ | /g' -e 's/  */ /g' -e 's/ $//'
}

for name in $("$program" -h | sed -n '/^commands/,$p' | sed -n 's/^    \([a-z-]*\) .*/\1/p'); do
	page=man/git-lead-$name.1
	if [ ! -f "$page" ]; then
		complain "$page: missing, the command '$name' has no page"
		continue
	fi
	command -v mandoc >/dev/null 2>&1 || continue
	wanted=$(usage_of "$name" | plain)
	found=$(synopsis_of "$page" | plain)
	[ "$wanted" = "$found" ] || complain "$page: SYNOPSIS and -h differ:
  -h:   $wanted
  page: $found"
	grep -q "Xr git-lead-$name 1" man/git-lead.1 || complain "man/git-lead.1: does not name git-lead-$name(1)"
	for option in $("$program" "$name" -h | sed -n '/^$/,/^$/p' | grep -o -- '--[a-z-]*' | sort -u); do
		grep -q -- "$(printf '%s' "${option#--}" | sed 's/^/\\\\-/')" "$page" man/git-lead.1 ||
			complain "$page: does not describe $option"
	done
done

# The shell programs beside it are no commands of its own, but keep the same promise.
for script in cmd/git-lead-*; do
	page=man/$(basename "$script").1
	if [ ! -f "$page" ]; then
		complain "$page: missing, the program '$script' has no page"
		continue
	fi
	for option in $(sh "$script" -h | sed -n '/^$/,$p' | grep -o -- '--[a-z-]*' | sort -u); do
		grep -q -- "$(printf '%s' "${option#--}" | sed 's/^/\\\\-/')" "$page" || complain "$page: does not describe $option"
	done
	command -v mandoc >/dev/null 2>&1 || continue
	wanted=$(sh "$script" -h | sed -n '/^$/q;p' | sed 's/^usage: //' | tr -s ' \n' ' ' | plain)
	found=$(synopsis_of "$page" | tr '\n' ' ' | plain)
	[ "$wanted" = "$found" ] || complain "$page: SYNOPSIS and -h differ:
  -h:   $wanted
  page: $found"
done

if [ -f man/metrics.sh ]; then
	sh man/metrics.sh analyzers/metrics/*/*.sql | cmp -s - man/gitlead-metrics.7 ||
		complain "man/gitlead-metrics.7: is not what the metrics' headers say; run make man"
fi

# Every pattern has its section, and every threshold of a rule its entry with the pattern's id.
sed -n 's/^\t\.id = "\(P[0-9][0-9]\)",$/\1/p' analyzers/patterns/P*.c | sort -u >"$work/ids"
while read -r id; do
	grep -q "^\.Ss $id " man/gitlead-metrics.7 || complain "man/gitlead-metrics.7: pattern $id is not described"
done <"$work/ids"
grep -ohE 'pattern\.P[0-9]{2}\.[a-z]+' analyzers/patterns/P*.c | sort -u >"$work/names"
while read -r name; do
	id=${name#pattern.}
	awk -v entry=".It Ic pattern.<id>.${name##*.}" -v id=".Li ${id%.*} " '
		/^\.(It|El)/ { is_inside = $0 == entry }
		is_inside && index($0, id) == 1 { is_found = 1 }
		END { exit !is_found }' man/gitlead-config.5 || complain "man/gitlead-config.5: $name is not listed"
done <"$work/names"

# Every source name written in a reader stands in the schema page.
for source in $(grep -rhoE '"(subject|message|phabricator|rietveld|note|pr-head|suggestion|committer|merge):?[A-Za-z -]*"' \
	analyzers/evidence/*.c | tr -d '"' | tr ' ' '_' | sort -u); do
	case $source in
	subject:* | message:*)
		grep -q "$source" man/gitlead-schema.5 || complain "man/gitlead-schema.5: source '$source' is not listed"
		;;
	esac
done
exit $wrong
