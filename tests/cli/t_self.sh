# Self-declared notes, made by two people with plain git: appended, edited, merged, removed. Each line is its writer's.
# shellcheck shell=sh disable=SC2154

git init -q --bare hub.git
git init -q one
cd one || exit 1
git remote add origin ../hub.git
at 90 'Ada Example'
change a.c start
number=1
while [ $number -le 4 ]; do
	at $((100 + number)) 'Bo Sample'
	change "b$number.c" "work $number"
	number=$((number + 1))
done
git push -q origin main
git clone -q ../hub.git ../two

as() { # <login> <command…>
	login=$1
	shift
	GIT_AUTHOR_NAME="$login Example" GIT_AUTHOR_EMAIL="$login@example.org" "$@"
}
said() { # who said what, of the database of this clone
	git lead query --format=csv "select name, raw, counted from v_event where kind = 'self' order by 1, 2, 3" | tail -n +2
}
figures() { # all but the column of self-declared notes
	answers 'a report' 0 git lead report --quarter=2026Q2 --lead=ada@example.org --lead=bo@example.org
	rows "select person, metric, value, n, low, high, state from v_metric where metric <> 'M13.self' order by 1, 2"
}
last=$(git rev-parse HEAD)

git lead -q scan
figures >../before
same 'nothing is said' '' "$(said)"
as ada git notes --ref=lead-self append -m 'two hours on the design with Bo, 2026-04-10
Reviewed-by: Cay Sample <cay@example.org>' "$last"
same 'each line is an event of its writer' 'ada Example,Reviewed-by: Cay Sample <cay@example.org>,1
ada Example,"two hours on the design with Bo, 2026-04-10",1' "$(said)"
same 'nobody else is named by it' 0 "$(rows "select count(*) from v_event where name like 'Cay%'")"
as bob git notes --ref=lead-self append -m 'paired on the parser' "$last" 2>/dev/null
same 'who appends takes nobody'"'"'s lines' 'ada 2
bob 1' "$(said | cut -d' ' -f1 | sort | uniq -c | awk '{ print $2, $1 }')"
same 'the source names the ref' 'note:refs/notes/lead-self' "$(rows "select distinct source from v_event where kind = 'self'")"
same 'of the change it stands on' "commit:$last" "$(rows "select distinct change from v_event where kind = 'self'")"
answers 'sources' 0 git lead sources
says 'lists the ref' 'note:refs/notes/lead-self'

# In its own column and in no other figure.
figures >../after
check 'there are figures' test "$(wc -l <../before)" -gt 100
check 'no other figure moves' diff ../before ../after
same 'the column' 2 "$(rows "select cast(value as integer) from v_metric where metric = 'M13.self' and person like 'Ada%' ")"
answers 'explain' 0 git lead explain --quarter=2026Q2 M13 ada@example.org
says 'shows the lines' 'two hours on the design'

# A second clone, which says something on the same commit and on another.
git push -q origin refs/notes/lead-self
cd ../two || exit 1
git fetch -q origin refs/notes/lead-self:refs/notes/lead-self
same 'a clone knows it all' "$(cd ../one && said)" "$(said)"
as cay git notes --ref=lead-self append -m 'talked a newcomer through the build' "$last" 2>/dev/null
as cay git notes --ref=lead-self add -m 'office hour' HEAD~1 2>/dev/null
cd ../one || exit 1
as ada git notes --ref=lead-self append -m 'wrote the minutes' "$last" 2>/dev/null
git fetch -q ../two '+refs/notes/lead-self:refs/notes/lead-self-two'
said >../apart
same 'a fetched copy is read beside the own ref' 6 "$(wc -l <../apart | tr -d ' ')"
check 'lines of both once' grep -q 'cay Example,office hour,1' ../apart
as bob git notes --ref=lead-self merge -q -s cat_sort_uniq lead-self-two
git update-ref -d refs/notes/lead-self-two
said >../merged
check 'merged they are the same, and the merger'"'"'s are no more' cmp ../apart ../merged
git lead -q scan
git lead -q scan
said >../again
check 'nor does another scan change them' cmp ../merged ../again
cp .git/lead.db ../kept.db
rm .git/lead.db
said >../anew
check 'a new database knows the same' cmp ../merged ../anew

# Who wrote what a shallow fetch cut off is not known, and is not guessed.
git clone -q ../hub.git ../cut
(cd ../cut && git fetch -q --depth=1 "file://$work/one" refs/notes/lead-self:refs/notes/lead-self)
same 'a cut history says nothing' '' "$(cd ../cut && said)"
(cd ../cut && git fetch -q --unshallow "file://$work/one" refs/notes/lead-self)
same 'a whole one does' "$(cat ../merged)" "$(cd ../cut && said)"

# Edited and removed.
git notes --ref=lead-self show "$last" | sed 's/paired on the parser/paired on the whole parser/' >../edited
as dan git notes --ref=lead-self add -f -F ../edited "$last" 2>/dev/null
said >../changed
check 'who edits a line says it' grep -q 'dan Example,paired on the whole parser,1' ../changed
check 'the old one is gone' sh -c '! grep -q "paired on the parser" ../changed'
same 'the others stay' 5 "$(grep -c '^ada\|^cay' ../changed)"
as ada git notes --ref=lead-self remove "$last" 2>/dev/null
same 'a removed note takes its events with it' 'cay Example,office hour,1' "$(said)"
git update-ref -d refs/notes/lead-self
same 'and so does a ref that is gone' '' "$(said)"

# Bots, strangers to the history, and what no person would write.
GIT_AUTHOR_NAME='dependabot[bot]' GIT_AUTHOR_EMAIL='49699333+dependabot[bot]@users.noreply.github.com' \
	git notes --ref=lead-self add -m 'kept everything fresh' "$last"
same 'a bot says nothing that counts' 'dependabot[bot],kept everything fresh,0' "$(said)"
git update-ref -d refs/notes/lead-self
seq 10000 >../many
as ada git notes --ref=lead-self add -F ../many "$last"
same 'ten thousand lines are bounded' 1000 "$(said | wc -l | tr -d ' ')"
printf 'x\0y\n' >../binary
as ada git notes --ref=lead-self add -f -C "$(git hash-object -w ../binary)" "$last" 2>/dev/null
same 'binary gives nothing' '' "$(said)"
head -c 2000000 /dev/zero | tr '\0' x >../huge
as ada git notes --ref=lead-self add -f -F ../huge "$last" 2>/dev/null
same 'nor does a huge one' '' "$(said)"
as ada git notes --ref=lead-self add -f -m 'after that' "$last" 2>/dev/null
same 'what follows a note that cannot be read is nobody'"'"'s' '' "$(said)"
git update-ref -d refs/notes/lead-self

# A note speaks of the time of its commit, whenever it was made.
as ada git notes --ref=lead-self add -m 'design meeting' HEAD~1
same 'the period is that of the commit' 1 \
	"$(rows "select count(*) from v_event where kind = 'self' and landed_time = (select landed_time from v_commit where oid = '$(git rev-parse HEAD~1)')")"
