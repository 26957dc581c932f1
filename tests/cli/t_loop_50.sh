# Fifty merges of every kind, each followed by the job in a fresh clone without blobs, with the database of an earlier job, of one
# before it, or with none: never red, and in the end the same answer as one scan of a clone that has the notes.
# shellcheck shell=sh disable=SC2154,SC2016

# shellcheck source=tests/ci/world.sh
. "$(dirname "$test_file")/../ci/world.sh"

people='Ada Example,Bo Sample,Cy Other,Dee Fourth,Eve Fifth'
# person <n>: a newcomer joins every eighth merge; some of them come once.
person() {
	case $(($1 % 8)) in
	5) echo "New$(($1 / 8)) Person" ;;
	*) echo "$people" | cut -d, -f $(($1 % 5 + 1)) ;;
	esac
}
# in_files <n>: a commit's worth of work; message and options of git commit follow.
in_files() {
	number=$1
	shift
	mkdir -p src doc/adr
	echo "line $number $#" >>"src/part$((number % 7)).c"
	[ $((number % 6)) -ne 0 ] || echo "about $number" >>"doc/page$((number % 3)).md"
	[ $((number % 15)) -ne 0 ] || printf '# Decision %s\n\nStatus: accepted\n' "$number" >"doc/adr/$(printf %04d "$number")-choice.md"
	git add -A && git commit -q "$@"
}

# The kinds of landing: each leaves main moved, and tells the forge what it is called there.
by_squash() {
	at $((n * 3)) "$author"
	committed=$when
	export GIT_COMMITTER_NAME='Forge' GIT_COMMITTER_EMAIL='noreply@forge.example'
	if [ $((n % 5)) -eq 0 ]; then
		in_files $n -m "Part $n done (#$n)" -m "Co-authored-by: $reviewer <$(echo "$reviewer" | cut -d' ' -f1 | tr '[:upper:]' '[:lower:]')@example.org>"
	else
		in_files $n -m "Part $n done (#$n)"
	fi
	pull $n "$(git rev-parse HEAD)" "$author" "$merger" "$committed" "$review_by"
}
by_merge() {
	git checkout -q -b topic HEAD~1
	at $((n * 3 - 1)) "$author"
	in_files $n -m "Part $n begun"
	in_files $n -m "Part $n, what was asked for" -m 'Reviewed-by: Ada Example <ada@example.org>'
	git checkout -q main
	at $((n * 3)) "$merger"
	git merge -q --no-ff -X theirs -m "Merge pull request #$n from example/topic-$n" -m "Part $n" topic
	pull $n "$(git rev-parse HEAD)" "$author" "$merger" "$when" "$review_by"
	git branch -q -D topic
}
by_rebase() {
	at $((n * 3)) "$author"
	GIT_COMMITTER_EMAIL=$(login "$merger")@example.org
	export GIT_COMMITTER_NAME="$merger" GIT_COMMITTER_EMAIL
	in_files $n -m "Part $n begun"
	in_files $n -m "Part $n ended"
	pull $n "$(git rev-parse HEAD)" "$author" "$merger" "$when" "$review_by"
	cp "$world/pr.$n" "$world/commit.$(git rev-parse HEAD)"
}
by_push() {
	at $((n * 3)) "$author"
	in_files $n -m "Straight to main $n"
	[ $((n % 2)) -eq 0 ] || in_files $n -m "And one more $n"
}
by_revert() {
	at $((n * 3)) "$author"
	git revert --no-commit HEAD
	git commit -q -m "Revert \"$(git log -1 --format=%s)\" (#$n)" -m "This reverts commit $(git rev-parse HEAD)."
	pull $n "$(git rev-parse HEAD)" "$author" "$merger" "$when" "$review_by"
}

# restore <n>: what a cache would bring: mostly of the job before, at times of the one before that, at times nothing.
restore() {
	from=$(($1 - 1))
	[ $(($1 % 10)) -ne 4 ] || from=$(($1 - 2))
	[ $(($1 % 17)) -ne 0 ] && [ -d "$work/cache/$from" ] || return 0
	cp "$work/cache/$from"/lead.db* .git/
}

made_remote
cd "$work/dev" || exit 1
at -3 'Ada Example'
in_files 0 -m 'start'
at -2 'Bo Sample'
in_files 0 -m 'start, the second'
git push -q origin main
mkdir "$work/cache"
red=
n=1
while [ $n -le 50 ]; do
	cd "$work/dev" || exit 1
	from=$(git rev-parse HEAD)
	author=$(person $n) reviewer=$(person $((n * 3 + 1))) merger=$(person $((n + 10)))
	review_by=$reviewer
	[ $((n % 4)) -ne 3 ] || review_by=-
	[ "$reviewer" != "$author" ] || review_by=-
	case $((n % 10)) in
	0 | 4 | 7) by_merge ;;
	2 | 8) by_rebase ;;
	6) by_push ;;
	9) by_revert ;;
	*) by_squash ;;
	esac
	git push -q origin main
	as_actions push refs/heads/main "$from"
	unset GIT_AUTHOR_DATE GIT_COMMITTER_DATE
	fresh job
	restore $n
	# A forge that is away now and then.
	rm -f "$world/gh_fails"
	[ $((n % 13)) -ne 0 ] || touch "$world/gh_fails"
	GIT_LEAD_NOW=$((when + 600)) git-lead-ci --format=text >"$work/log" 2>&1 || {
		red="$red $n:$?"
		sed "s/^/    $n: /" "$work/log"
	}
	mkdir "$work/cache/$n"
	cp .git/lead.db* "$work/cache/$n/"
	rm -rf "$work/cache/$((n - 2))"
	n=$((n + 1))
done
same 'none of fifty jobs was red' '' "$red"
same 'the forge was asked about every kind' 'commit' "$(grep -q '^[0-9a-f]\{40\}$' "$world/asked" && echo commit)"

# ---- one scan of a whole clone that has the notes ----
commits='select * from v_commit order by repo, oid'
persons='select * from v_person order by person, name, email'
events='select distinct change, kind, person, time from v_event where counted = 1 order by 1, 2, 3, 4'
# How many blobs a clone lacks hangs on what its checkouts brought, a revert an old one for instance: that count is left out.
without_missing() {
	sed -e 's/ [0-9]* objects\{0,1\} [a-z]* missing (partial clone)\.//' -e 's/"missing": [0-9]*/"missing": n/'
}
answer() { # <folder>
	mkdir "$1"
	rows "$commits" >"$1/commits"
	rows "$persons" >"$1/persons"
	rows "$events" >"$1/events"
	git lead report --format=json | without_missing >"$1/report"
	git lead report --format=json --lead=ada@example.org | without_missing >"$1/report_lead"
	git lead check --format=text HEAD~20..HEAD >"$1/check" 2>&1
}
cd "$work/job" || exit 1
answer "$work/of_jobs"
fresh whole
git fetch -q --no-filter origin 'refs/notes/*:refs/notes/*'
answer "$work/of_one"
for part in commits persons events report report_lead check; do
	check "the last job's database and one scan answer alike: $part" diff "$work/of_jobs/$part" "$work/of_one/$part"
done
same 'of every request the notes tell' "$(find "$world" -name 'pr.*' | wc -l | tr -d ' ')" \
	"$(rows "select count(distinct change) from request where state = 'merged'")"
same 'and most changes have a review' 1 "$(rows "select count(distinct change) > 20 from v_event where kind = 'rev' and counted = 1")"
