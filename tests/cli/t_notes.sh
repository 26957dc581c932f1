# Notes of others: on commits of request heads, and on commits that two repositories of one database have in common.
# shellcheck shell=sh disable=SC2154

git init -q heads
cd heads || exit 1
at 100 'Ada Example'
change a.c start
git checkout -q -b topic
at 101 'Bo Sample'
change b.c 'work, first part'
git notes --ref=review add -m 'Reviewed-by: Cay Sample <cay@example.org>' HEAD
change b.c 'work, second part'
git update-ref refs/pull/2/head HEAD
git checkout -q main
git merge -q --squash topic >/dev/null 2>&1
at 102 'Bo Sample'
git commit -q -m 'Work of Bo (#2)'
git branch -q -D topic
events() {
	sqlite3 .git/lead.db "select hex(c.oid), s.name, e.kind, i.name from event e join commits c on c.id = e.commit_id
		join source s on s.id = e.source_id join identity i on i.id = e.identity_id
		where s.name like 'note:%' order by 1, 2, 3, 4"
}
git lead scan -q
check 'a note on a commit of a head is read at once' test -n "$(events)"
events >../once
git tag later
git lead scan -q
same 'and no other way the next time' "$(cat ../once)" "$(events)"
same 'it counts' 1 "$(rows "select sum(counted) from v_event where name = 'Cay Sample'")"
cd ..

# One merged the history of the other under a root of its own. Either may have notes on what they have in common.
git init -q p
cd p || exit 1
at 100 'Ada Example'
change a.c start
at 101 'Bo Sample'
change b.c work
shared=$(git rev-parse HEAD)
git init -q ../q
cd ../q || exit 1
at 103 'Ada Example'
change q.c 'another start'
git fetch -q ../p main
at 104 'Ada Example'
git merge -q --allow-unrelated-histories -m 'Merge p' FETCH_HEAD 2>/dev/null
cd ..
scan_in() { # <database> <repository>…
	scan_db=$1
	shift
	for repository; do
		(cd "$repository" && git lead scan -q --db="../$scan_db")
	done
}
note_in() { # <repository> <person>
	git -C "$1" notes --ref=review add -f -m "Reviewed-by: $2 Sample <$2@example.org>" "$shared" 2>/dev/null
}
named() {
	sqlite3 "$1" "select group_concat(distinct name) from (select name from v_event where source like 'note:%' order by 1)"
}

note_in p rev
note_in q rev
scan_in both.db p q
scan_in turned.db q p
same 'a note in both' 'rev Sample' "$(named both.db)"
note_in p ann
scan_in both.db p q
scan_in turned.db p
scan_in turned.db q p
same 'changed in one: both are told' 'ann Sample,rev Sample' "$(named both.db)"
same 'in any order' 'ann Sample,rev Sample' "$(named turned.db)"
note_in q bob
scan_in both.db q p
scan_in turned.db p q p
same 'changed in the other' 'ann Sample,bob Sample' "$(named both.db)"
same 'that one last' 'ann Sample,bob Sample' "$(named turned.db)"
sqlite3 both.db "select name, value from stamp order by 1" >once
scan_in both.db p q p q
sqlite3 both.db "select name, value from stamp order by 1" >twice
check 'nothing is news then' cmp once twice
git -C p notes --ref=review remove "$shared" 2>/dev/null
scan_in both.db p q
same 'removed in one, it is told by the other' 'bob Sample' "$(named both.db)"
git -C q notes --ref=review remove "$shared" 2>/dev/null
scan_in both.db q p
scan_in turned.db p q
same 'removed in both, by none' '' "$(named both.db)"
same 'whoever is scanned first' '' "$(named turned.db)"
note_in p rev
note_in q rev
scan_in both.db p q
git -C p update-ref -d refs/notes/review
git -C q update-ref -d refs/notes/review
scan_in both.db p q
same 'a ref that is gone in both is told by none' '' "$(named both.db)"
