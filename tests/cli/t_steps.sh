# Scanned step by step or at once, the answers are the same: random histories brought into one database a few merges at a time,
# compared with a database of their own at several points, and in the end.
# shellcheck shell=sh disable=SC2154

support=$(cd "$(dirname "$test_file")/../support" && pwd)
export GIT_LEAD_NOW=1772323200 # 2026-03-01

# dump <database> <file>: what it answers. The report comes first: it derives what only reports ask for.
dump() {
	git --git-dir="$repository" lead report --db="$1" --no-scan --format=json --long --since=2025-01-01 --until=2026-01-01 >"$2" 2>&1
	git --git-dir="$repository" lead report --db="$1" --no-scan --format=text --since=2025-06-01 --until=2025-12-01 >>"$2" 2>&1
	git --git-dir="$repository" lead query --db="$1" --no-scan --format=csv "$(cat "$support/steps_dump.sql")" >>"$2" 2>&1
}

# move <refs>: the refs of the repository become these.
move() {
	{
		git --git-dir="$repository" for-each-ref --format='delete %(refname)' refs/tags refs/pull refs/notes
		printf '%s\n' "$1" | tr ' ' '\n' | paste -d' ' - - | sed 's/^/update /'
	} | awk '{ what[$2] = $0 } END { for (name in what) print what[name] }' | git --git-dir="$repository" update-ref --stdin
}

rows_of() { # <sql>
	git lead query --db="$db" --format=csv "$1" | tail -n +2
}

walk() { # <seed> <steps> <compare every>
	repository="$work/seed$1.git"
	db="$work/seed$1.db"
	git init -q --bare -b main "$repository"
	perl "$support/steps.pl" "$1" "$2" "$repository" >"$work/seed$1.steps" || return 1
	number=0
	verdict=the\ same
	while read -r refs; do
		number=$((number + 1))
		move "$refs"
		git lead scan -q --db="$db" "$repository" || return 1
		if [ $((number % $3)) -eq 0 ] || [ "$number" -eq "$2" ]; then
			rm -f "$work/fresh.db"
			git lead scan -q --db="$work/fresh.db" "$repository" || return 1
			dump "$db" "$work/stepped"
			dump "$work/fresh.db" "$work/fresh"
			if ! cmp -s "$work/stepped" "$work/fresh"; then
				diff "$work/fresh" "$work/stepped" | head -n 12
				verdict="different at step $number"
				break
			fi
		fi
	done <"$work/seed$1.steps"
	same "seed $1 in $2 steps, landed and derived whole $(rows_of "select group_concat(value, ' and ') from (select value from stamp where name in ('landing', 'people whole') order by name)") times" 'the same' "$verdict"
}

for seed in ${STEPS_SEEDS:-1 2 3 4 5 6}; do
	walk "$seed" "${STEPS_COUNT:-24}" "${STEPS_EVERY:-8}"
done
