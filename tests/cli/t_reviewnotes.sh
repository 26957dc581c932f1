# Notes of Gerrit's plugin reviewnotes: votes and who submitted, whose change it is, copies, refs that move and go.
# shellcheck shell=sh disable=SC2154

review_note() { # <repository> <commit> <number> <vote line>…
	note_repository=$1 note_commit=$2 note_number=$3
	shift 3
	{
		printf '%s\n' "$@"
		printf 'Submitted-at: Fri, 02 Jan 2026 03:04:05 +0000\n'
		printf 'Reviewed-on: https://review.example.org/c/project/+/%s\nProject: project\nBranch: refs/heads/main\n' "$note_number"
	} | git -C "$note_repository" notes --ref=review add -f -F - "$note_commit" 2>/dev/null
}

git init -q work
cd work || exit 1
at 100 'Ada Example'
change a.c start
at 101 'Bo Sample'
change b.c 'work of Bo'
first=$(git rev-parse HEAD)
at 102 'Bo Sample'
change b.c 'more of it'
second=$(git rev-parse HEAD)
at 103 'Ada Example'
change a.c 'no review'
review_note . "$first" 12 'Code-Review+2: Ada Example <ada@example.org>' 'Library-Compliance-1: Cay Sample <cay@example.org>' \
	'Verified+1: Example CI <ci@example.org>' 'Code-Style+1: Example CI <ci@example.org>' \
	'Submitted-by: Ada Example <ada@example.org>'
review_note . "$second" 13 'Code-Review+1: Ada Example' 'Code-Review+2: Bo Sample <bo@example.org>' 'Code-Review+0: Cay Sample' \
	'Code-Review-1: Anonymous Coward #1000042'
git notes --ref=review append -m 'Tested-by: Cay Sample <cay@example.org>' "$second"
git notes --ref=review add -m 'Reviewed-by: Cay Sample <cay@example.org>' HEAD

told="select change, kind, name, email, source, raw, counted, why from v_event where source in ('reviewnotes', 'note:refs/notes/review')
	order by change, kind, name, raw, counted desc"
git lead query --format=csv "$told" >"$work/once"
# One line a row, as it stands in the note.
cat >"$work/expected" <<EOF
change,kind,name,email,source,raw,counted,why
commit:$(git rev-parse HEAD),rev,Cay Sample,cay@example.org,note:refs/notes/review,Reviewed-by: Cay Sample <cay@example.org>,1,
gerrit:12,info,Example CI,ci@example.org,reviewnotes,Code-Style+1: Example CI <ci@example.org>,0,bot
gerrit:12,int,Ada Example,ada@example.org,reviewnotes,Submitted-by: Ada Example <ada@example.org>,1,
gerrit:12,qa,Example CI,ci@example.org,reviewnotes,Verified+1: Example CI <ci@example.org>,0,bot
gerrit:12,rev,Ada Example,ada@example.org,reviewnotes,Code-Review+2: Ada Example <ada@example.org>,1,
gerrit:12,rev,Cay Sample,cay@example.org,reviewnotes,Library-Compliance-1: Cay Sample <cay@example.org>,1,
gerrit:13,qa,Cay Sample,cay@example.org,note:refs/notes/review,Tested-by: Cay Sample <cay@example.org>,1,
gerrit:13,rev,Ada Example,,reviewnotes,Code-Review+1: Ada Example,1,
gerrit:13,rev,Anonymous Coward #1000042,,reviewnotes,Code-Review-1: Anonymous Coward #1000042,1,
gerrit:13,rev,Bo Sample,bo@example.org,reviewnotes,Code-Review+2: Bo Sample <bo@example.org>,0,self
EOF
check 'each line is what it says, on its change' diff -u "$work/expected" "$work/once"
git tag later
git lead scan -q
git lead query --format=csv "$told" >"$work/again"
check 'and no other way the next time' cmp "$work/once" "$work/again"

# What others fetched of it is the same, beside the ref and in its place.
git clone -q . ../clone
cd ../clone || exit 1
git fetch -q origin refs/notes/review:refs/notes/remotes/origin/review
git lead query --format=csv "$told" >"$work/copy"
check 'a copy says the same' cmp "$work/once" "$work/copy"
git fetch -q origin refs/notes/review:refs/notes/review refs/notes/review:refs/notes/review-origin
git lead query --format=csv "$told" >"$work/copies"
check 'three copies say it once' cmp "$work/once" "$work/copies"
review_note . "$first" 12 'Code-Review+2: Ada Example <ada@example.org>' 'Code-Review+1: Dee Sample <dee@example.org>'
same 'what one has more is told beside' 'Ada Example,Cay Sample,Dee Sample' \
	"$(rows "select group_concat(name) from (select name from v_event where change = 'gerrit:12' and kind = 'rev' order by 1)" | tr -d '"')"
git update-ref refs/notes/review-ideas "$(git rev-parse refs/notes/review)"
same 'a ref that people named so is none of them' 'note:refs/notes/review-ideas' \
	"$(rows "select distinct source from v_event where source like '%ideas'")"
git update-ref -d refs/notes/review-ideas
git update-ref -d refs/notes/review
git update-ref -d refs/notes/review-origin
git lead query --format=csv "$told" >"$work/copies"
check 'gone again, the copy says it still' cmp "$work/once" "$work/copies"
git update-ref -d refs/notes/remotes/origin/review
same 'without any nothing is told' 0 "$(rows "select count(*) from v_event where source in ('reviewnotes', 'note:refs/notes/review')")"
same 'and the change is a commit again' 0 "$(rows "select count(*) from v_event where change like 'gerrit:%'")"

# Step by step and at once.
cd ../work || exit 1
review_note . "$first" 12 'Code-Review-2: Dee Sample <dee@example.org>'
git lead scan -q
at 104 'Bo Sample'
change b.c 'still more'
review_note . HEAD 14 'Code-Review+2: Ada Example <ada@example.org>'
git lead query --format=csv "$told" >"$work/steps"
check 'votes are taken back with their note' sh -c "! grep -q Library-Compliance '$work/steps'"
git lead scan -q --db="$work/fresh.db"
git lead query --no-scan --db="$work/fresh.db" --format=csv "$told" >"$work/fresh"
check 'in steps or at once, the same' cmp "$work/steps" "$work/fresh"
git lead scan -q --rescan
git lead query --format=csv "$told" >"$work/again"
check 'read again, the same' cmp "$work/steps" "$work/again"

# Two repositories of one database with the commits in common, and notes of their own on them.
git clone -q . ../other
review_note ../other "$first" 12 'Code-Review+1: Eve Sample <eve@example.org>'
voters() { # <database>
	sqlite3 "$1" "select group_concat(name) from (select distinct name from v_event where source = 'reviewnotes' and kind = 'rev'
		and change = 'gerrit:12' order by 1)"
}
both() { # <database> <first> <second>
	rm -f "$1"
	git -C "../$2" lead scan -q --db="$1"
	git -C "../$3" lead scan -q --db="$1"
}
git -C ../other config lead.repository other
both "$work/both.db" work other
same 'each tells its own' 'Dee Sample,Eve Sample' "$(voters "$work/both.db")"
both "$work/turned.db" other work
same 'in either order' 'Dee Sample,Eve Sample' "$(voters "$work/turned.db")"
git -C ../other update-ref -d refs/notes/review
git -C ../other lead scan -q --db="$work/both.db"
git lead scan -q --db="$work/both.db"
same 'gone in one, the other tells its own' 'Dee Sample' "$(voters "$work/both.db")"

# Two files as one.
git lead scan -q --db="$work/one.db"
git -C ../clone lead scan -q --db="$work/two.db"
git lead merge --db="$work/two.db" "$work/one.db" >/dev/null 2>&1
same 'a merge of files takes votes along' 'Dee Sample' "$(voters "$work/two.db")"
