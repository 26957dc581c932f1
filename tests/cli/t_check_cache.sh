# A database handed from job to job: older, newer, of another branch, another place or machine, half written, read-only. The
# answers are those of a fresh one each time.
# shellcheck shell=sh disable=SC2154

git init -q repo
cd repo || exit 1
number=0
while [ $number -lt 40 ]; do
	at $((60 + number)) 'Ada Example'
	if [ $((number % 4)) -eq 0 ]; then
		change "src/a$((number % 3)).c" "change $number

Reviewed-by: Bo Sample <bo@example.org>"
	else
		change "src/a$((number % 3)).c" "change $number"
	fi
	[ $number -ne 20 ] || git branch older
	[ $number -ne 30 ] || git branch middle
	number=$((number + 1))
done
git checkout -q -b beside older
at 90 'Cy Test'
change side.c 'beside'
at 101 'Cy Test'
change side.c 'still beside'
git checkout -q main
cd ..

answer() { # <clone> <database>: what a check and a report say
	git -C "$1" lead check -q --db="$2" 2>&1
	echo "exit code $?"
	git -C "$1" lead check -q --db="$2" HEAD~4..HEAD 2>&1
	git lead report --db="$2" --format=json 2>&1
	sqlite3 "$2" 'select k.key, lower(hex(c.oid)), l.landed_time, c.file_count, c.insertions from landed l join commits c on c.id = l.commit_id join change k on k.id = l.change_id order by c.oid' 2>&1
}
fresh() { # <clone> <name>
	rm -f "$work/fresh.db"
	answer "$1" "$work/fresh.db" >"$work/$2.fresh"
}
equal() { # <sentence> <clone> <database> <name>
	answer "$2" "$work/$3" >"$work/$4.restored"
	check "$1" diff -u "$work/$4.fresh" "$work/$4.restored"
	check 'in a sound file' test "$(sqlite3 "$work/$3" 'pragma integrity_check')" = ok
}

git clone -q repo one
fresh one main
check 'there is something in the answer' grep -q '"M07"' main.fresh
git lead scan -q --db=whole.db one
for branch in older middle beside main; do
	git clone -q -b $branch repo "on_$branch"
	rm -f $branch.db
	(cd "on_$branch" && git lead check -q --db="$work/$branch.db" >/dev/null)
done

cp older.db a.db
equal 'an older database' one a.db main
fresh on_older older
cp main.db b.db
equal 'a newer database' on_older b.db older
cp beside.db c.db
equal 'one of another branch' one c.db main
cp whole.db d.db
equal 'one that a scan made at the same place' one d.db main
mkdir -p far/away
git clone -q repo far/away/two
cp main.db e.db
equal 'one from another place' far/away/two e.db main
equal 'and back at the first' one e.db main
cp main.db f.db
git lead scan -q --db=f.db on_beside
equal 'one that has seen another branch since' one f.db main

rm -f g.db
git lead scan -q --no-lines --db=g.db on_older
equal 'facts without lines from another place' one g.db main
cp older.db h.db
sqlite3 h.db "update scan set rules_version = 'another'; delete from event"
equal 'facts that other rules read at another place' one h.db main
cp main.db i.db
sqlite3 i.db "insert into scan (repository_id, tip, options, tool_version, rules_version, is_shallow, is_partial)
  select repository_id, tip, options, tool_version, 'another', is_shallow, is_partial from scan limit 1; delete from event; delete from stamp"
git lead scan -q --db=i.db one
git lead scan -q --db=i.db one
same 'the newest scan is the one that counts' "$(sqlite3 main.db 'select rules_version from scan')" "$(sqlite3 i.db 'select rules_version from scan order by id desc limit 1')"
equal 'facts that were read again' one i.db main

git clone -q --bare "file://$work/repo" blobless.git 2>/dev/null
git -C repo config uploadpack.allowFilter true
rm -rf blobless.git
git clone -q --bare --filter=blob:none "file://$work/repo" blobless.git 2>/dev/null
rm -f j.db
git -C blobless.git lead check -q --db="$work/j.db" >/dev/null
equal 'facts of a clone without blobs' one j.db main

# What a scan at another place left when it was killed: a child whose parent is not there, and its own empty stamp.
cp older.db k.db
sqlite3 k.db "pragma foreign_keys = on; update stamp set value = '' where name like 'scan %';
  delete from landed; delete from change; update repository set tip = null;
  delete from commits where id in (select id from commits order by commit_time limit 3 offset 5)"
equal 'what a killed scan left at another place' one k.db main

# A folder in which several projects are built in turn.
git init -q other
(
	cd other || exit 1
	at 90 'Dee Sample'
	change o.c 'another project'
	change o.c 'and more of it'
)
mkdir place
cp -r repo/.git place/.git && git -C place reset -q --hard main
git -C place lead check -q --db="$work/l.db" >/dev/null
rm -rf place/.git && cp -r other/.git place/.git
git -C place lead check -q --db="$work/l.db" >/dev/null
rm -rf place/.git && cp -r repo/.git place/.git
git -C place lead check -q --db="$work/l.db" >/dev/null
git -C place lead check -q --db="$work/l.db" >"$work/l.out"
git -C place lead check -q --db="$work/l.db" >"$work/l.again"
rm -f m.db
git -C place lead check -q --db="$work/m.db" >"$work/m.out"
check 'a place that another project was built in' diff -u m.out l.out
check 'also when nothing is new' diff -u m.out l.again

# Copied while it was written: the journal comes along and is played back.
cp main.db n.db
sqlite3 n.db "pragma cache_size = 1; begin; update commits set subject = subject || 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'; update event set raw = raw || 'yyyyyyyyyyyyyyyyyyyyyyyyyyyy'; update landed set landed_time = 1;" \
	'.shell cp n.db torn.db; cp n.db-journal torn.db-journal' 'rollback'
check 'a copy with its journal' test -s torn.db-journal
equal 'is as if nothing had been written' one torn.db main

# One that cannot be written is brought up to date in memory. For root every file can be: then it is somebody else who runs it.
place=$(mktemp -d)
mkdir "$place/home" "$place/ro"
cp -r one "$place/one"
cp older.db "$place/ro/lead.db"
cp "$program" "$place/git-lead"
printf '[safe]\n\tdirectory = *\n' >"$place/home/.gitconfig"
run() { env HOME="$place/home" GIT_CONFIG_GLOBAL="$place/home/.gitconfig" "$@"; }
if [ "$(id -u)" -eq 0 ]; then
	chmod -R a+rX "$place"
	run() { env HOME="$place/home" GIT_CONFIG_GLOBAL="$place/home/.gitconfig" setpriv --reuid=12345 --regid=12345 --clear-groups -- "$@"; }
fi
chmod 444 "$place/ro/lead.db" && chmod 555 "$place/ro"
git -C one lead check --db="$work/main.db" >ro.fresh
run "$place/git-lead" -C "$place/one" check --db="$place/ro/lead.db" >ro.out 2>ro.err
check 'a read-only database has the same answer' diff -u ro.fresh ro.out
check 'and says that nothing is kept' grep -q "ro/lead.db' cannot be written: nothing of this run is kept" ro.err
check 'and stays as it was' cmp older.db "$place/ro/lead.db"
chmod 755 "$place/ro" && rm -f "$place/ro/lead.db" && chmod 555 "$place/ro"
run "$place/git-lead" -C "$place/one" check -q --db="$place/ro/lead.db" >ro.out 2>ro.err
check 'where no database can be made too' diff -u ro.fresh ro.out
check 'in silence if asked for' test ! -s ro.err
check 'and leaves none' test ! -e "$place/ro/lead.db"
chmod 755 "$place/ro"
rm -rf "$place"
