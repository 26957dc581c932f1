# git lead prune: what no answer needs goes, and every answer stays; what was imported goes by name alone.
# shellcheck shell=sh disable=SC2154

git init -q repo
cd repo || exit 1
number=0
while [ $number -lt 12 ]; do
	at $((90 + number)) 'Ada Example'
	change "src/a$((number % 3)).c" "change $number

Reviewed-by: Bo Sample <bo@example.org>"
	number=$((number + 1))
done
git tag -a -m 'version 1' v1 HEAD~2
# What was thrown away: its author, its path and its evidence are nowhere else. Of the tagged one only the tag is left.
at 103 'Lost Person' lost@example.org
change gone/lost.c 'lost work

Tested-by: Eve Gone <eve@example.org>'
change gone/lost.c 'more lost work'
git lead scan -q
git lead check -q >/dev/null
git reset -q --hard HEAD~2
at 104 'Tag Person' tag@example.org
change tagged.c 'tagged work'
git tag -a -m 'version 2' v2
git lead scan -q
git reset -q --hard HEAD~1
at 105 'Dee Sample'
git checkout -q -b topic
change b.c 'work of a request'
git update-ref refs/pull/3/head HEAD
git checkout -q main
git merge -q --squash topic >/dev/null
git commit -q -m 'Squashed (#3)'
git branch -q -D topic
git notes --ref=lead-reviews add -m 'lead-review: nothing that is known' HEAD~1 2>/dev/null
printf '[{"number": 3, "title": "t", "state": "MERGED", "author": {"login": "dsample"}, "createdAt": "2026-04-15T00:00:00Z", "mergedAt": "2026-04-16T02:00:00Z", "reviews": [{"author": {"login": "bsample"}, "state": "APPROVED", "submittedAt": "2026-04-15T12:00:00Z"}]}]' |
	git lead import -q - >/dev/null 2>&1
git lead scan -q
git lead check -q >/dev/null
git lead report --quarter=2026Q2 --freeze >/dev/null 2>&1

answers_of() { # every answer that a report gives
	git lead report --db="$1" --format=json 2>&1
	git lead report --db="$1" --quarter=2026Q2 --format=json 2>&1
	git lead people --db="$1" 2>&1
	git lead report --db="$1" --format=csv 2>&1
	git lead query --db="$1" --format=csv 'select * from v_event order by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10' 2>&1
	git lead query --db="$1" --format=csv 'select * from v_metric where 0 = 1' 2>&1
	sqlite3 "$1" 'select change, origin, state from request order by 1, 2; select change, kind, act_time from request_act order by 1, 2, 3; select repos, since, until from sealed_report order by 1, 2, 3; select name, tag_time from tag order by 1'
}
answers_of .git/lead.db >"$work/before.out"
cp .git/lead.db "$work/before.db"
check 'there is something to keep' sh -c "grep -q '^pr:3|export|merged' '$work/before.out' && grep -q '^v2|' '$work/before.out'"

answers 'a dry run' 0 git lead prune --dry-run
says 'tells what would go' '^would drop 2 commits that nothing leads to$'
says 'with the names in them' '^would drop [2-9] names that are in no fact$'
sed 's/would drop/dropped/' "$work/stdout" >"$work/dry.out"
check 'and changes nothing' sh -c "sqlite3 .git/lead.db .dump >'$work/a.sql'; sqlite3 '$work/before.db' .dump >'$work/b.sql'; cmp '$work/a.sql' '$work/b.sql'"
answers 'pruning' 0 git lead prune
check 'drops just that' sh -c "grep -v 'gave back' '$work/stdout' | diff -u '$work/dry.out' -"
same 'what was thrown away is gone' 0 "$(sqlite3 .git/lead.db "select (select count(*) from identity where email in ('lost@example.org', 'eve@example.org')) + (select count(*) from path where name like 'gone/%')")"
same 'the work of a tag is there' 1 "$(sqlite3 .git/lead.db "select count(*) from commits where subject = 'tagged work'")"
check 'and that of a request head' test "$(sqlite3 .git/lead.db "select count(*) from commits where subject = 'work of a request'")" = 1
same 'the file is sound' 'ok' "$(sqlite3 .git/lead.db 'pragma integrity_check; pragma foreign_key_check')"
answers_of .git/lead.db >"$work/after.out"
check 'and every answer is the same' diff -u "$work/before.out" "$work/after.out"
answers 'pruning again' 0 git lead prune
says 'drops nothing' '^dropped nothing$'

# Ids that are free are given again: what comes now is read whole.
at 110 'Gil Sample'
change c.c 'after pruning

Reviewed-by: Ada Example <ada@example.org>'
change c.c 'and more'
git notes --ref=review add -m 'Reviewed-by: Cy Test <cy@example.org>' HEAD 2>/dev/null
git checkout -q -b back v2
change tagged.c 'on the tagged one'
git checkout -q main
git merge -q --no-ff -m 'Merge branch back' back
git lead scan -q
cp .git/lead.db "$work/grown.db"
git lead scan -q --db="$work/fresh.db" .
facts() {
	sqlite3 "$1" 'select lower(hex(c.oid)), e.kind, i.name, e.raw from event e join commits c on c.id = e.commit_id join landed l on l.commit_id = c.id join identity i on i.id = e.identity_id order by 1, 2, 3, 4; select lower(hex(c.oid)), k.key from landed l join commits c on c.id = l.commit_id left join change k on k.id = l.change_id order by 1'
}
facts "$work/grown.db" >"$work/grown.out"
facts "$work/fresh.db" >"$work/fresh.out"
check 'a history that grew since is read whole' diff -u "$work/fresh.out" "$work/grown.out"

# Branches that are gone, places that are none.
git checkout -q -b short-lived
at 111 'Gil Sample'
change c.c 'on a branch'
git lead check -q --since-last >/dev/null
git checkout -q main
git lead check -q --since-last >/dev/null
same 'two lines of work have a place' 2 "$(sqlite3 .git/lead.db "select count(*) from checked where branch in ('main', 'short-lived')")"
git lead prune -q
same 'as long as their branches are there' 2 "$(sqlite3 .git/lead.db "select count(*) from checked where branch in ('main', 'short-lived')")"
git branch -q -D short-lived
git lead prune -q
same 'and no longer' main "$(sqlite3 .git/lead.db "select group_concat(branch) from checked")"
same 'with what was told' 0 "$(sqlite3 .git/lead.db "select count(*) from check_told where branch <> 'main'")"
cp -r . "$work/elsewhere"
git lead scan -q --db="$work/places.db" "$work/elsewhere"
git lead scan -q --db="$work/places.db" .
git lead prune -q --db="$work/places.db"
same 'one place is left of two' 1 "$(sqlite3 "$work/places.db" "select count(*) from stamp where name like 'scan %'")"

# Stored figures.
sqlite3 .git/lead.db "insert into metric_value (repos, team, person, since, until, metric, state, rules, tip) values ('x', '', '', 1, 2, 'M04', 'ok', '3', ''), ('x', '', '', 1, 1783000000, 'M04', 'ok', '3', '')"
sealed=$(sqlite3 .git/lead.db 'select count(*) from metric_value where sealed = 1')
git lead prune -q
same 'old figures go unless they are sealed' "1,$sealed" "$(sqlite3 -separator , .git/lead.db "select (select count(*) from metric_value where repos = 'x'), (select count(*) from metric_value where sealed = 1)")"

# A repository by name.
cd "$work" || exit 1
git init -q other
(
	cd other || exit 1
	at 90 'Only Here' only@example.org
	change o.c 'another project'
)
git lead scan -q --db=two.db other
git lead report --db=two.db --format=json >other.json
git lead merge -q --db=two.db repo/.git/lead.db
key=$(sqlite3 two.db "select r.key from repository r join request q on q.repository_id = r.id limit 1")
git lead prune -q --db=two.db
same 'what was imported stays' 1 "$(sqlite3 two.db "select count(*) from request where origin = 'export'")"
answers 'a repository that is none' 128 git lead prune --db=two.db --repository=nobody
complains 'is named' "no repository has the key 'nobody'"
answers 'one by its key' 0 git lead prune --db=two.db --repository="$key"
says 'goes' '^dropped 1 repository$'
same 'with what was imported of it' 0 "$(sqlite3 two.db 'select (select count(*) from request) + (select count(*) from request_act) + (select count(*) from tag)')"
git lead report --db=two.db --format=json >left.json
check 'and the other one answers as before' diff -u other.json left.json
same 'in a sound file' ok "$(sqlite3 two.db 'pragma integrity_check; pragma foreign_key_check')"
answers 'the last one too' 0 git lead prune --db=two.db --repository="$(sqlite3 two.db 'select key from repository')"

answers 'no database' 128 git lead prune --db=nowhere.db
complains 'is named' "no database 'nowhere.db'"
check 'and none is made' test ! -e nowhere.db
answers 'an argument is wrong usage' 129 git lead prune --db=two.db x
