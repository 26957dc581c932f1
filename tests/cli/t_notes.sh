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
git merge -q --squash topic >/dev/null
at 102 'Bo Sample'
git commit -q -m 'Work of Bo (#2)'
git branch -q -D topic
events() { # [<database>]
	sqlite3 "${1:-.git/lead.db}" "select hex(c.oid), s.name, e.kind, i.name from event e join commits c on c.id = e.commit_id
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
