# 300 squash merges and every form of export of their pull requests: the same facts from each, kept as notes for every clone.
# shellcheck shell=sh disable=SC2154

made=$work/made
sh "$(dirname "$test_file")/../support/made_squashes.sh" "$made"
facts='select kind, change, name, person, time, source, raw, counted, why from v_event order by change, kind, time, name, source, raw'
whole='--since=2025-07-01 --until=2026-07-01'

# report <folder>: of everybody and one lead, as bytes.
report() {
	# shellcheck disable=SC2086 # words on purpose
	git -C "$1" lead report $whole --lead=bo@example.org --format=json
}

git clone -q --bare "$made/repo" bare
git -C bare lead scan -q
same 'without an export nobody reviewed anything' 0 "$(cd bare && rows "select count(*) from v_event where kind in ('rev', 'cmt')")"

for shape in 1 2 3 4 5 6 7 8 9; do
	cp -r bare "shape$shape"
	answers "shape $shape is imported" 0 git -C "shape$shape" lead import "$made/$shape".*.json
	check 'without complaint' sh -c "cat '$work/stderr'; [ ! -s '$work/stderr' ]"
	git -C "shape$shape" lead query --format=csv "$facts" >"$work/facts.$shape"
	report "shape$shape" >"$work/report.$shape"
	check "shape $shape gives the facts of shape 1" cmp "$work/facts.1" "$work/facts.$shape"
	check "shape $shape gives the report of shape 1" cmp "$work/report.1" "$work/report.$shape"
done
cd shape1 || exit 1
same 'every review of an existing account is there' \
	"$(jq '[.[].reviews[] | select(.who != null)] | length' "$made/truth.json")" "$(rows "select count(*) from v_event where kind = 'rev'")"
same 'a person reviews a change once, others alone, bots never' \
	"$(jq '[.[] | .author as $a | .reviews | map(select(.who != null and .who != $a and .who != "checker[bot]").who) | unique | length] | add' "$made/truth.json")" \
	"$(rows "select count(*) from v_event where kind = 'rev' and counted = 1")"
same 'and comments once' \
	"$(jq '[.[] | .author as $a | .comments | map(select(.who != null and .who != $a).who) | unique | length] | add' "$made/truth.json")" \
	"$(rows "select count(*) from v_event where kind = 'cmt' and counted = 1")"
same 'who merged an own change integrated nothing for another' \
	"$(jq '[.[] | select(.merger != .author)] | length' "$made/truth.json")" \
	"$(rows "select count(*) from v_event where kind = 'int' and counted = 1")"
same 'logins are the people who wrote the commits' 5 \
	"$(rows "select count(distinct person) from v_event where kind in ('rev', 'cmt', 'int') and person like '% <%@example.org>'")"
answers 'importing again' 0 git lead import "$made/9.archive.json" "$made/1.list.json"
check 'brings nothing new' grep -q 'nothing new' "$work/stdout"
git lead query --format=csv "$facts" >"$work/facts.again"
check 'and changes nothing' cmp "$work/facts.1" "$work/facts.again"

# A repository that has no export but fetches what another recorded.
mkdir "$work/server"
git init -q --bare "$work/server/repo"
git push -q "$work/server/repo" main
git remote remove origin
git remote add origin "$work/server/repo"
answers 'recording' 0 git lead record
same 'writes one note a change' 300 "$(git notes --ref=lead-reviews list | wc -l | tr -d ' ')"
git push -q origin refs/notes/lead-reviews
before=$(git rev-parse refs/notes/lead-reviews)
answers 'recording again' 0 git lead record
same 'makes no commit' "$before" "$(git rev-parse refs/notes/lead-reviews)"
report . >"$work/report.both"
check 'both channels together change no figure' cmp "$work/report.1" "$work/report.both"
cd "$work" || exit 1
git clone -q --bare "$work/server/repo" fresh
git -C fresh fetch -q origin 'refs/notes/*:refs/notes/*'
git -C fresh lead scan -q
report fresh >"$work/report.fresh"
check 'a fresh clone with the notes gives the same report' cmp "$work/report.1" "$work/report.fresh"
same 'and the same acts, from the note' "$(cd shape1 && rows "select count(*) from v_event where source like 'github:%'")" \
	"$(cd fresh && rows "select count(*) from v_event where source = 'note:refs/notes/lead-reviews'")"

# Whether a request is a draft: the same from each shape that tells it, which the archive does not, and from notes.
drafts='select change, state, draft, draft_seen, created_time, closed_time from request where change like "pr:1___" order by change'
waiting() { # <report>: of how many requests it tells the wait
	jq '.teams[] | select(.name == "") | .patterns[] | select(.id == "P08").n' "$1"
}
for shape in 1 2 3 4 5 6 7 8 9; do
	cp -r "$work/bare" "$work/open$shape"
	git -C "$work/open$shape" lead import "$made/$shape".*.json "$made/open.$shape".*.json >/dev/null
	sqlite3 "$work/open$shape/lead.db" "$drafts" >"$work/drafts.$shape"
	report "$work/open$shape" >"$work/report.open$shape"
	[ "$shape" -lt 9 ] || continue
	check "shape $shape tells drafts as shape 1 does" cmp "$work/drafts.1" "$work/drafts.$shape"
	check "shape $shape with drafts gives the report of shape 1" cmp "$work/report.open1" "$work/report.open$shape"
done
same 'as planted' "$(jq -r '.[] | "pr:\(.number)|\(if .closed then "closed" else "open" end)|\(if .draft then "yes" else "no" end)"' "$made/open.json")" \
	"$(cut -d '|' -f 1-3 "$work/drafts.1")"
same 'of what landed nothing is told of it' 300 "$(sqlite3 "$work/open1/lead.db" "select count(*) from request where draft = ''")"
same 'drafts wait for nobody' "$(($(waiting "$work/report.1") + 5))" "$(waiting "$work/report.open1")"
same 'but where the archive alone tells of them' "$(($(waiting "$work/report.1") + 30))" "$(waiting "$work/report.open9")"
git -C "$work/open9" lead import "$made/open.1.list.json" >/dev/null
report "$work/open9" >"$work/report.open9"
check 'until another shape tells' cmp "$work/report.open1" "$work/report.open9"
cd "$work/open1" || exit 1
git lead record >/dev/null
git clone -q --bare "$work/bare" "$work/noted"
git -C "$work/noted" fetch -q "$work/open1" 'refs/notes/*:refs/notes/*'
git -C "$work/noted" lead scan -q
same 'notes tell the same' "$(cat "$work/drafts.1")" "$(sqlite3 "$work/noted/lead.db" "$drafts")"
report "$work/noted" >"$work/report.noted"
same 'and as many wait' "$(waiting "$work/report.open1")" "$(waiting "$work/report.noted")"
cd "$work" || exit 1

# Requests that never landed, and a number that means another request, are kept and come back too.
cp -r "$work/bare" "$work/unlanded"
cd "$work/unlanded" || exit 1
git remote remove origin 2>/dev/null
mkdir "$work/other"
git init -q --bare "$work/other/repo"
git remote add origin "$work/other/repo"
git push -q origin main
cat >"$work/more.json" <<'J'
[{"number":900,"url":"https://github.com/example/made/pull/900","author":{"login":"aexample"},"state":"OPEN","createdAt":"2026-02-01T00:00:00Z","updatedAt":"2026-06-02T00:00:00Z","additions":3,"deletions":1,
  "reviews":[{"author":{"login":"bsample"},"state":"CHANGES_REQUESTED","submittedAt":"2026-02-03T00:00:00Z","body":"No."}]},
 {"number":901,"url":"https://github.com/example/made/pull/901","author":{"login":"newcomer"},"state":"CLOSED","createdAt":"2026-03-01T00:00:00Z","closedAt":"2026-03-09T00:00:00Z","updatedAt":"2026-03-09T00:00:00Z",
  "reviews":[],"comments":[{"author":{"login":"cperson"},"createdAt":"2026-03-02T00:00:00Z","body":"What does this mend that the other one did not mend already?"}]},
 {"number":7,"url":"https://github.com/example/made/pull/7","author":{"login":"dtester"},"state":"MERGED","createdAt":"2024-01-01T00:00:00Z","mergedAt":"2024-01-02T00:00:00Z","updatedAt":"2024-01-02T00:00:00Z",
  "reviews":[{"author":{"login":"esomebody"},"state":"APPROVED","submittedAt":"2024-01-02T00:00:00Z","body":""}]}]
J
jq -c 'map(select(.number != 7))' "$made/1.list.json" >"$work/most.json"
git lead import "$work/most.json" "$work/more.json" >/dev/null
report . >"$work/report.unlanded"
same 'a request of the same number that is another one joins nothing' 0 "$(rows "select count(*) from v_event where change = 'pr:7' and kind = 'rev' and counted = 1")"
git lead record >/dev/null
git push -q origin refs/notes/lead-reviews
git clone -q --bare "$work/other/repo" "$work/back"
git -C "$work/back" fetch -q origin 'refs/notes/*:refs/notes/*'
report "$work/back" >"$work/report.back"
check 'with requests that never landed a clone gives the same report too' cmp "$work/report.unlanded" "$work/report.back"
check 'and they count where waiting is measured' sh -c "! cmp -s '$work/report.1' '$work/report.back'"
cd "$work" || exit 1

# A lead who reviews nothing is known as such only when reviews are known at all.
sh "$(dirname "$test_file")/../support/made_squashes.sh" "$work/quiet" 450 esomebody
git clone -q --bare "$work/quiet/repo" quiet.git
cd quiet.git || exit 1
outcome() { # <address> <quarter> <name>
	git lead report --lead="$1" --quarter="$2" --format=json |
		jq -r --arg lead "$3" '.people[] | select(.name == $lead).patterns[] | select(.id == "P01").outcome'
}
same 'without reviews on record nothing is said of anybody' 'unknown unknown' "$(outcome eve@example.org 2025Q4 'Eve Somebody') $(outcome ada@example.org 2025Q4 'Ada Example')"
git lead import "$work/quiet/7.pages.json" >/dev/null
same 'one silent quarter is a note, the second in a row a warning' 'note warn warn' \
	"$(outcome eve@example.org 2025Q3 'Eve Somebody') $(outcome eve@example.org 2025Q4 'Eve Somebody') $(outcome eve@example.org 2026Q1 'Eve Somebody')"
same 'a reviewing lead is clear' 'clear clear clear' \
	"$(outcome ada@example.org 2025Q3 'Ada Example') $(outcome ada@example.org 2025Q4 'Ada Example') $(outcome ada@example.org 2026Q1 'Ada Example')"
