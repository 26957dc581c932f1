# One review by one person on one change, told by a trailer, a note, an export and git lead's own note: one event, four proofs.
# shellcheck shell=sh disable=SC2154

git init -q repo
cd repo || exit 1
at 100 'Bo Sample'
export GIT_COMMITTER_NAME='GitHub' GIT_COMMITTER_EMAIL='noreply@github.com'
change b.c 'First of Bo (#1)'
at 101 'Ada Example'
export GIT_COMMITTER_NAME='GitHub' GIT_COMMITTER_EMAIL='noreply@github.com'
change a.c 'Work of Ada (#2)

Reviewed-by: Bo Sample <bo@example.org>'
git notes --ref=reviews add -m 'Reviewed-by: Bo Sample <bo@example.org>' HEAD
cat >export.json <<J
[{"number":1,"url":"https://github.com/example/made/pull/1","author":{"login":"bsample"},"state":"MERGED","createdAt":"2026-04-10T00:00:00Z","mergedAt":"2026-04-11T01:00:00Z","reviews":[]},
 {"number":2,"url":"https://github.com/example/made/pull/2","author":{"login":"aexample"},"state":"MERGED","createdAt":"2026-04-11T00:00:00Z","mergedAt":"2026-04-12T01:00:00Z",
  "reviews":[{"author":{"login":"bsample"},"state":"APPROVED","submittedAt":"2026-04-11T12:00:00Z","body":"Reads well, and the test shows what it is for."}]}]
J
git lead import export.json >/dev/null
git lead record >/dev/null
git lead scan -q

same 'one review is counted' 'pr:2,Bo Sample <bo@example.org>' "$(rows "select change, person from v_event where kind = 'rev' and counted = 1")"
same 'and every channel that tells it is kept' 'github:review
note:refs/notes/lead-reviews
note:refs/notes/reviews
trailer:Reviewed-by' "$(rows "select source from v_event where kind = 'rev' order by source")"
same 'the others say why not' duplicate "$(rows "select distinct why from v_event where kind = 'rev' and counted = 0")"
answers 'explain' 0 git lead explain --since=2026-01-01 --until=2026-07-01 M03 bo@example.org
for source in ' github:review: ' 'note:refs/notes/lead-reviews: ' 'note:refs/notes/reviews: ' 'duplicate: Reviewed-by: Bo'; do
	says "lists $source" "$source"
done
same 'the figure is one' 1 "$(git lead report --since=2026-01-01 --until=2026-07-01 --lead=bo@example.org --format=json |
	jq '.people[] | select(.name == "Bo Sample").metrics.M03.value')"
git notes --ref=reviews remove HEAD 2>/dev/null
git lead scan -q
same 'a note that was removed tells nothing any more' 3 "$(rows "select count(*) from v_event where kind = 'rev'")"

# The numbers of another project mean other requests.
git remote add origin https://github.com/example/made.git
sed 's|example/made|other/thing|; s|bsample"},"state"|stranger"},"state"|' export.json >other.json
answers 'an export of another project behind the own one' 0 git lead import other.json
check 'is passed over, and that is said' grep -q 'other/thing are passed over' "$work/stderr"
same 'and credits nobody' 0 "$(rows "select count(*) from v_event where name = 'stranger'")"
answers 'what was imported can be taken back' 0 git lead import --forget
same 'and is gone' 0 "$(rows "select count(*) from v_event where source = 'github:review'")"

# A login that is known by an address of the mailmap alone is the same person in a clone that has the notes alone.
mkdir "$work/mapped"
git init -q "$work/mapped/made"
cd "$work/mapped/made" || exit 1
printf 'Ann Sample <ann@new.example.org> <ann@example.org>\n' >.mailmap
git add .mailmap
at 90 'Ann Sample' ann@example.org
change a.c 'Work of Ann'
at 91 'Bo Sample'
export GIT_COMMITTER_NAME='GitHub' GIT_COMMITTER_EMAIL='noreply@github.com'
change b.c 'Work of Bo (#3)'
cat >../ann.json <<'J'
[{"number":3,"author":{"login":"bsample"},"state":"MERGED","createdAt":"2026-04-01T00:00:00Z","mergedAt":"2026-04-02T01:00:00Z",
  "commits":[{"oid":"1111111111111111111111111111111111111111","authors":[{"login":"annie","name":"annie","email":"ann@new.example.org"}]}],
  "reviews":[{"author":{"login":"annie"},"state":"APPROVED","submittedAt":"2026-04-01T12:00:00Z","body":""}]}]
J
git lead import ../ann.json >/dev/null
who="select distinct person from v_event where kind = 'rev'"
same 'an address of the mailmap tells whose login it is' 'Ann Sample <ann@new.example.org>' "$(rows "$who")"
git lead record >/dev/null
git clone -q --bare . ../bare
git -C ../bare fetch -q origin 'refs/notes/*:refs/notes/*'
same 'and does so in a clone of the notes' 'Ann Sample <ann@new.example.org>' "$(cd ../bare && rows "$who")"

# Reviews without their requests: who asked is not told, so a stranger may be just that person.
git lead import --forget >/dev/null
printf '[{"pull_request_url":"https://api.github.com/repos/example/made/pulls/3","user":{"login":"stranger"},"state":"APPROVED","submitted_at":"2026-04-01T12:00:00Z","body":""}]' >../alone.json
git notes --ref=lead-reviews remove HEAD 2>/dev/null
answers 'reviews alone' 0 git lead import ../alone.json
complains 'are said to count for nothing' '1 act counts for nothing.*import the requests too'
same 'and do' 0 "$(rows "select counted from v_event where name = 'stranger'")"
