# The quarterly job over three made repositories: cloned, brought up to date, one away, none there; the hooks of a clone and of
# Gerrit.
# shellcheck shell=sh disable=SC2154,SC2016

ci=$(cd "$(dirname "$test_file")/../../docs/ci" && pwd)

made() { # <name>: a repository with reviews in its notes
	git init -q "$work/$1"
	cd "$work/$1" || exit 1
	at 95 'Ada Example'
	change src/a.c "start of $1"
	at 100 'Bo Sample'
	change src/b.c "work in $1"
	git notes --ref=lead-reviews add -m 'Reviewed-by: Ada Example <ada@example.org>'
	at 110 'Cy Other'
	change doc/guide.md "words on $1

Reviewed-by: Bo Sample <bo@example.org>"
	cd "$work" || exit 1
}
for name in one two three; do
	made $name
done
mkdir job
for name in one two three; do
	printf '[repository "%s"]\n\tclone = file://%s\n\tpath = kept/%s.git\n' $name "$work/$name" $name
done >job/organisation.conf
printf '[team "all"]\n\tmember = Ada Example\n\tmember = bo@example.org\n\tmember = cy@example.org\n' >>job/organisation.conf
cd job || exit 1
quarterly() {
	sh "$ci/quarterly.sh" "$@"
}
acts() {
	git lead --config=organisation.conf --db=kept/lead.db query --format=csv \
		"select count(*) from v_event where kind = 'rev' and counted = 1" | tail -n 1
}

answers 'three repositories' 0 quarterly organisation.conf kept report.html
check 'are in one report' sh -c 'grep -q "<html" report.html && grep -q three report.html'
same 'with the reviews of their notes' 6 "$(acts)"
check 'without a word' test ! -s "$work/stderr"
cp report.html before.html
answers 'again, from what was kept' 0 quarterly organisation.conf kept report.html
check 'is the same report' cmp report.html before.html
rm -rf kept
answers 'again, from nothing' 0 quarterly organisation.conf kept report.html
check 'is the same report' cmp report.html before.html

cd "$work/two" || exit 1
at 120 'Ada Example'
change src/c.c 'more work'
git notes --ref=lead-reviews add -m 'Reviewed-by: Bo Sample <bo@example.org>'
cd "$work/job" || exit 1
mv "$work/three" "$work/three.away"
answers 'one repository is away' 0 quarterly organisation.conf kept report.html
check 'that is told' grep -q "repository 'three' could not be fetched" "$work/stderr"
same 'and the others are brought up to date' 7 "$(acts)"
answers 'a quarter that cannot be sealed yet' 0 quarterly --freeze --quarter=2026Q2 organisation.conf kept report.html
check 'is told' grep -q 'nothing was sealed' "$work/stderr"
check 'and reported' grep -q '<html' report.html
cd "$work/two" || exit 1
at 182 'Ada Example'
change src/c.c 'after the quarter'
cd "$work/job" || exit 1
answers 'a quarter that is sealed' 0 quarterly --freeze --quarter=2026Q2 organisation.conf kept sealed.html
cd "$work/two" || exit 1
change src/c.c 'later work'
cd "$work/job" || exit 1
answers 'and asked for again' 0 quarterly --quarter=2026Q2 organisation.conf kept again.html
check 'comes out the same' cmp sealed.html again.html
rm -rf kept
mv "$work/one" "$work/one.away"
mv "$work/two" "$work/two.away"
answers 'no repository at all' 128 quarterly organisation.conf kept report.html
answers 'no such file' 128 quarterly nowhere.conf kept report.html
answers 'a call without arguments' 129 quarterly

# ---- a clone's own hook ----
git clone -q "$work/two.away" "$work/clone"
cd "$work/clone" || exit 1
git config check.second-person warn
cp "$ci/hooks/post-merge" .git/hooks/
git lead check -q >/dev/null 2>&1
cd "$work/two.away" || exit 1
at 140 'Bo Sample'
change src/d.c 'alone'
cd "$work/clone" || exit 1
git pull -q >"$work/pulled" 2>&1
check 'a pull tells what is new in what it brought' grep -q 'second-person' "$work/pulled"
git pull -q >"$work/pulled" 2>&1
same 'and is quiet when nothing came' '' "$(cat "$work/pulled")"
(cd "$work/two.away" && at 141 'Bo Sample' && change src/d.c 'with Ada

Reviewed-by: Ada Example <ada@example.org>')
rm .git/lead.db
git lead check -q >/dev/null 2>&1
git lead check -q --since-last HEAD~1..HEAD >/dev/null 2>&1
git pull -q >"$work/pulled" 2>&1
check 'what was told is not told again' sh -c '! grep -e alone "$1"' sh "$work/pulled"

# ---- Gerrit, in the bare repository ----
git clone -q --bare "$work/two.away" "$work/gerrit.git"
new=$(git -C "$work/gerrit.git" rev-parse HEAD)
old=$(git -C "$work/gerrit.git" rev-parse HEAD~2)
updated() { # <ref> <old> <new>
	cd / || exit 1
	GIT_DIR="$work/gerrit.git" "$ci/gerrit/ref-updated" --oldrev "$2" --newrev "$3" --refname "$1" --project example/two \
		--submitter 'Ada Example (ada@example.org)' --submitter-username ada
}
answers 'an update of another ref' 0 updated refs/changes/01/1/meta "$old" "$new"
answers 'a branch that was made' 0 updated refs/heads/main 0000000000000000000000000000000000000000 "$new"
answers 'arguments that are none' 0 updated refs/heads/main 'x; touch no' "$new"
check 'say nothing' test ! -e "$work/gerrit.git/lead-check.log"
answers 'an update of the main branch' 0 updated refs/heads/main "$old" "$new"
check 'is in the log of the repository' grep -q "$(printf %.12s "$old")" "$work/gerrit.git/lead-check.log"
check 'nothing is printed' sh -c '[ ! -s "$1" ] && [ ! -s "$2" ]' sh "$work/stdout" "$work/stderr"
