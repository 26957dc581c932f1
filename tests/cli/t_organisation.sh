# One file for an organisation: its repositories, teams, one mailmap, and what a project's own file may not do to others.
# shellcheck shell=sh disable=SC2154,SC2016

make_repository() { # <name>: two changes of Ada, one of Bo, each reviewed by the other
	git init -q "$1"
	(
		cd "$1" || exit 1
		at 100 'Ada Example'
		change src/a.c "start of $1

Reviewed-by: Bo Sample <bo@example.org>"
		at 101 'Bo Sample'
		change src/b.c "work in $1

Reviewed-by: Ada Example <ada@example.org>"
		at 102 'Ada Example'
		change doc/guide.md "words on $1

Reviewed-by: Bo Sample <bo@example.org>"
	)
}
org() {
	git lead --config="$work/org/org.conf" "$@"
}
counts() { # changes that count, by repository
	git lead --config="$work/org/org.conf" query --format=csv "select r, n from (
		select repo as r, count(*) as n from v_event where kind = 'auth' and counted = 1 group by repo) order by 1" |
		tail -n +2
}
teams() { # <database>: members, and how many changes count for each team
	sqlite3 "$1" "select team, count(*) from metric_change where team <> '' group by team order by team"
}

mkdir org
make_repository core
make_repository web
git clone -q --bare core billing.git
cat >org/org.conf <<'CONF'
[repository]
	path = ../core
[repository "site"]
	path = ../web
	url = https://forge.example/site/commit/{commit}
[team "both"]
	member = Ada Example
	member = bo@example.org
[team "siters"]
	repository = site
[team "writers"]
	member = Ada Example
	member = bo@example.org
	repository = core
	path = doc/
CONF

# ---- scanning ----
answers 'a report before any scan' 128 org report
complains 'names the command' "no database '.*/org/org\.db'; 'git lead --config=.*/org/org\.conf scan' makes one"
check 'and makes no database' test ! -e org/org.db
answers 'the scan of all' 0 org scan
check 'puts the database beside the file' test -f org/org.db
check 'and none into the repositories' test ! -e core/.git/lead.db
root=$(git -C core rev-list --max-parents=0 HEAD)
same 'labels stand for repositories' "core|$root
site|$(git -C web rev-list --max-parents=0 HEAD)" "$(sqlite3 org/org.db 'select name, key from repository order by name')"
cp org/org.db before.db
answers 'the same again' 0 org scan
same 'changes nothing' "$(sqlite3 before.db .dump | md5sum)" "$(sqlite3 org/org.db .dump | md5sum)"
cd core || exit 1
answers 'a report, stood in one of them' 0 org report --period=2026
says 'is of all' 'changes counted  *6$'
check 'reads no repository' test ! -e .git/lead.db
answers 'a screen, stood in one of them' 0 org
cd ..
for command in people owners sources 'query select+1' 'explain M07'; do
	# shellcheck disable=SC2046
	answers "$command" 0 org $(printf '%s' "$command" | sed 's/select+1/select(1)/')
done
answers 'an import' 129 org import /dev/null
complains 'wants to know into which' 'holds several repositories; name one with --repository'
answers 'a record' 128 org record
complains 'wants a repository' 'record needs a repository to write to'
answers 'one of them' 0 org scan site
answers 'one that is not named there' 129 org scan nobody
complains 'is refused' "names no repository 'nobody'"
printf '[lead]\n\tdatabase = sub/own.db\n[repository]\n\tpath = ../core\n' >org/other.conf
mkdir org/sub
answers 'a file that names its database' 0 git lead --config=org/other.conf scan
check 'has it there' test -f org/sub/own.db
answers 'and --db' 0 git lead --config=org/other.conf --db=third.db scan
check 'goes before' test -f third.db
printf '[repository "x"]\n\tpath = ../core\n\tpath = ../web\n' >org/twice.conf
answers 'a label of two' 128 git lead --config=org/twice.conf scan
complains 'is refused' 'names two paths'

# ---- one that cannot be opened ----
printf '[repository]\n\tpath = ../core\n\tpath = ../gone\n\tpath = ../web\n' >org/gone.conf
answers 'one that is not there' 128 git lead --config=org/gone.conf scan
check 'is named' grep -q "^git-lead: org/../gone: not a git repository" "$work/stderr"
check 'and counted' grep -q '1 of 3 repositories could not be scanned' "$work/stderr"
same 'the others are scanned' 2 "$(sqlite3 org/gone.db 'select count(*) from repository where tip is not null')"

# ---- teams ----
same 'a team counts what it names' 'both|6
siters|3
writers|1' "$(teams org/org.db)"
answers 'a team over two repositories' 0 org report --team=both --period=2026
says 'sums up' 'changes counted  *6$'
for repository in core web; do
	(cd $repository && git lead -q scan)
done
sum=0
for repository in core web; do
	sum=$((sum + $(cd $repository && git lead query --format=csv "select count(*) from v_event where kind = 'auth' and counted" | tail -1)))
done
same 'as one by one' 6 "$sum"
printf '[repository]\n\tpath = ../core\n[team "t"]\n\tmember = Ada Example\n\trepository = croe\n' >org/typo.conf
answers 'a team of a repository that is not there' 128 git lead --config=org/typo.conf scan
complains 'is refused' "team 't': no repository 'croe' is named in 'org/typo.conf'"
team() { # <lines>: scans core with that team
	printf '[repository]\n\tpath = ../core\n[team "t"]\n%b' "$1" >org/team.conf
	git lead --config=org/team.conf scan
}
answers 'an end before its beginning' 128 team '\tmember = Ada Example from 2026-02-01 until 2026-01-01\n'
complains 'is refused' "team 't': member 'Ada Example from .*' ends before it begins"
answers 'two periods that overlap' 128 team '\tmember = ada@example.org from 2026-01-01\n\tmember = Ada Example from 2026-03-01\n'
complains 'are refused' "team 't': two periods of 'Ada Example <ada@example.org>' as member overlap"
answers 'a member who leads later' 0 team '\tmember = Ada Example\n\tlead = Ada Example from 2026-04-11\n'
same 'is one row at a time' '0|0
1|1' "$(sqlite3 org/team.db "select is_lead, from_time > 0 from member where team = 't' order by 2")"
same 'and counts once' 't|2' "$(teams org/team.db)"
answers 'who moves within a quarter' 0 team '\tmember = Ada Example until 2026-04-12\n[team "u"]\n\tmember = Ada Example from 2026-04-12\n'
same 'counts where they were' 't|1
u|1' "$(teams org/team.db)"

# ---- a project's own file speaks for itself alone ----
counts >counts.before
sqlite3 org/org.db "select team, is_lead, count(*) from member group by 1, 2" >members.before
cat >core/.gitlead <<'CONF'
[area "everything"]
	path = src/
[docs]
	path = src/
[identity]
	bot = Bo Sample
[team "both"]
	member = Cy Trial
[lead]
	lead = Ada Example
	mailmap = ../evil
	database = ../evil
[repository "evil"]
	path = ../evil
[policy]
	review = after-merge
CONF
answers 'a project with a file of its own' 0 org scan
check 'says nothing' test ! -s "$work/stderr"
same 'changes no other project' "$(grep -v "^$root" counts.before)" "$(counts | grep -v "^$root")"
same 'and its own' "$root,2" "$(counts | grep "^$root")"
same 'areas and documents are its own' 'core|src/a.c|doc|everything
core|src/b.c|doc|everything
site|src/a.c|code|src
site|src/b.c|code|src' "$(sqlite3 org/org.db "select r.name, p.name, c.class, c.area from path_class c
	join repository r on r.id = c.repository_id join path p on p.id = c.path_id where p.name like 'src/%' order by 1, 2")"
same 'teams and leads are the organisation'"'"'s' "$(grep -v '^both\|^writers' members.before)" \
	"$(sqlite3 org/org.db "select team, is_lead, count(*) from member group by 1, 2" | grep -v '^both\|^writers')"
same 'policies too' 0 "$(sqlite3 org/org.db 'select count(*) from declared')"
check 'no file is named by it' test ! -e evil
answers 'several without an organisation' 0 git lead --db=several.db scan core web
check 'say whose settings are left out' grep -q 'no .gitlead speaks for the others' "$work/stderr"
same 'and leave them out' '0 0' "$(sqlite3 -separator ' ' several.db "select (select count(*) from declared), (select count(*) from member where is_lead = 1)")"
answers 'one alone' 0 git lead --db=alone.db scan core
same 'has its say' '1 1' "$(sqlite3 -separator ' ' alone.db "select (select count(*) from declared), (select count(*) from member where is_lead = 1)")"
rm core/.gitlead

# ---- forks ----
answers 'the same history twice' 128 git lead --db=forks.db scan core billing.git
check 'is refused by name' grep -q "^git-lead: billing.git: it is the same history as 'core'" "$work/stderr"
same 'and replaces nothing' core "$(sqlite3 forks.db 'select name from repository')"
git clone -q billing.git work.git
(cd work.git && at 103 'Bo Sample' && change src/c.c 'only in the fork' && git push -q origin HEAD)
printf '[repository]\n\tpath = ../core\n[repository "fork"]\n\tpath = ../billing.git\n' >org/fork.conf
answers 'a labelled fork' 0 git lead --config=org/fork.conf scan
same 'is counted beside, and what both have once' "$root|3
fork|1" "$(sqlite3 org/fork.db "select r.key, count(*) from metric_change c join repository r on r.id = c.repository_id
	where team = '' group by 1 order by 2 desc")"
same 'the rest is a copy' 3 "$(sqlite3 org/fork.db "select count(*) from change_credit where excluded = 'copied'")"
cp org/fork.db fork.before
answers 'the fork alone' 0 git lead --config=org/fork.conf scan fork
same 'keeps its key' "$(sqlite3 fork.before 'select key from repository order by 1')" "$(sqlite3 org/fork.db 'select key from repository order by 1')"

# ---- one mailmap for all ----
mkdir many
number=1
while [ $number -le 12 ]; do
	git init -q many/r$number
	(
		cd many/r$number || exit 1
		at $number 'Ada Example' "ada@place$((number % 3)).example"
		change a.c "work $number"
		at $number 'Cy Common' "cy@house$number.example"
		change b.c "more $number"
	)
	printf '[repository]\n\tpath = many/r%s\n' $number >>many.conf
	number=$((number + 1))
done
people() {
	git lead --config=many.conf query --format=csv "select count(distinct person) from v_commit where author_name = '$1'
		union all select count(distinct author_person) from v_commit where author_name = '$1'" 2>/dev/null ||
		git lead --config=many.conf query --format=csv "select count(distinct author_person) from v_commit where author_name = '$1'" | tail -1
}
answers 'twelve repositories' 0 git lead --config=many.conf scan
same 'three addresses are three persons' 3 "$(people 'Ada Example')"
same 'an equal name over repositories ties nobody' 12 "$(people 'Cy Common')"
printf 'Ada Example <ada@place0.example> <ada@place1.example>\nAda Example <ada@place0.example> <ada@place2.example>\n' >all.mailmap
answers 'with one mailmap' 0 git lead --config=many.conf --mailmap=all.mailmap report
same 'they are one' 1 "$(people 'Ada Example')"
same 'and names alone still tie nobody' 12 "$(people 'Cy Common')"
printf '[lead]\n\tmailmap = all.mailmap\n' >>many.conf
answers 'named in the file' 0 git lead --config=many.conf scan
mv all.mailmap gone.mailmap
answers 'a database alone' 0 git lead --db=many.db people
same 'resolves the same' 1 "$(git lead --db=many.db query --format=csv "select count(distinct author_person) from v_commit where author_name = 'Ada Example'" | tail -1)"
answers 'a mailmap that is not there' 128 git lead --config=many.conf report
complains 'is an error' "mailmap for all repositories: cannot open 'all.mailmap'"
mv gone.mailmap all.mailmap
chmod a-w many.db
sed -i '$d' all.mailmap
answers 'a database that cannot be written' 0 git lead --config=many.conf --no-scan report
chmod u+w many.db

# ---- names and addresses of commits ----
mkdir named
cp -r core named/first
cp -r many/r1 named/second
cat >named/org.conf <<'C'
[repository "ledger"]
	path = first
	url = https://forge.example/ledger/{commit}
[repository]
	path = second
[team "x"]
	member = ada@example.org
	member = nobody@example.org
C
answers 'labels' 0 git lead --config=named/org.conf scan
complains 'a member whom nobody knows is named' "team.x.member 'nobody@example.org': nobody of that name or address in this history"
git lead --config=named/org.conf report --format=json >named/report.json 2>/dev/null
same 'a report calls repositories by label, else by the path' 'ledger https://forge.example/ledger/{commit} true
second null true' "$(jq -r '.repositories | sort_by(.name)[] | "\(.name) \(.url) \(.changes >= 0)"' named/report.json)"
answers 'an answer in place of the database' 129 git lead --config=named/org.conf report -o named/org.db
complains 'is refused' "would replace a file that this run reads"
answers 'nor of the file' 129 git lead --config=named/org.conf report -o named/org.conf
answers 'of which both are whole' 0 git lead --config=named/org.conf report
