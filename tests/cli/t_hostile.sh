# Hostile text in every place that data comes from, through every form of every answer: it stays text, byte by byte. What the
# browser makes of it is asked by check-web.
# shellcheck shell=sh disable=SC2154

support=$(cd "$(dirname "$test_file")/../support" && pwd)
perl "$support/hostile.pl" "$work/hostile" || exit 1
cd "$work/hostile" || exit 1
export GIT_LEAD_NOW=1791158400 # 2026-10-05

# harmless <sentence> <form> <command…>: it answers with 0, and neither stream holds anything but text.
harmless() {
	harmless_form=$2
	harmless_sentence=$1
	shift 2
	answers "$harmless_sentence: answers" 0 "$@"
	check "$harmless_sentence: is harmless" perl "$support/harmless.pl" "$harmless_form" "$work/stdout"
	[ ! -s "$work/stderr" ] || check "$harmless_sentence: and what it says beside" perl "$support/harmless.pl" text "$work/stderr"
}

# It has something to say of the scan, or nothing.
answers 'hostile history is scanned' 0 git lead --config=org.conf scan
cat "$work/stdout" "$work/stderr" >"$work/said"
echo said >>"$work/said"
check 'what scan says is harmless' perl "$support/harmless.pl" text "$work/said"
harmless 'import' text git -C tool lead import --db=../org.db ../requests.json
for form in text json csv md html; do
	for length in --short --long; do
		harmless "report $form $length" $form git lead --config=org.conf report --quarter=2026Q3 --format=$form $length
	done
done
git lead --config=org.conf report --quarter=2026Q3 --format=json --long >"$work/long.json" 2>"$work/stderr"
check 'json is JSON' jq -e '.schema and (.people | length) >= 5' "$work/long.json"
harmless 'people' text git lead --config=org.conf people
harmless 'sources' text git lead --config=org.conf sources
for id in M07 P01 M17 M25 coverage; do
	harmless "explain $id" text git lead --config=org.conf explain $id --quarter=2026Q3
done
jq -r '.people[].person' "$work/long.json" >"$work/people"
person=0
while IFS= read -r key; do
	person=$((person + 1))
	harmless "explain M03 of person $person" text git lead --config=org.conf explain --quarter=2026Q3 M03 -- "$key"
	harmless "explain P01 of person $person" text git lead --config=org.conf explain --quarter=2026Q3 P01 -- "$key"
done <"$work/people"
check 'people were asked about' test "$person" -ge 5
harmless 'the first screen' text git -C tool lead --config=../org.conf --no-scan

# A template of links is refused unless it can only be a link; the refusal is text too.
while IFS= read -r template; do
	printf '[lead]\n\tcommitUrl = "%s"\n' "$template" >url.conf
	answers "refused: $(printf '%s' "$template" | tr -cd '[:lower:]')" 128 git lead --config=url.conf --db=org.db --no-scan report --long --format=json --quarter=2026Q3
	check 'in one harmless line' sh -c "[ \$(wc -l <'$work/stderr') -eq 1 ] && perl '$support/harmless.pl' text '$work/stderr'"
done <<'T'
javascript:window.__ran=1//{commit}
https://evil.example.org/><script>window.__ran=1</script>{commit}
https://user:word@evil.example.org/{commit}
data:text/html,{commit}
//evil.example.org/{commit}
https://evil.example.org/ {commit}
https://evil.example.org/‮{commit}
T
