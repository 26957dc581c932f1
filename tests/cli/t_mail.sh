# Mails: one archive as mailbox, as public-inbox v1 and as v2 with two epochs gives the same facts; patches land by message id, by
# author and subject, and by what they change; who answered is named.
# shellcheck shell=sh disable=SC2154

day() { # <day>: seconds of noon, days since 2026-01-01
	echo $((1767225600 + $1 * 86400 + 43200))
}

mkdir mails
# mail <id> <name> <day> <subject> [<parent>…]: one mail, its text from standard input.
mail() {
	# In a pipe: no variable would last.
	mail_file=$work/mails/$(printf %03d "$(find "$work/mails" -type f | wc -l)")
	{
		printf 'Message-ID: <%s>\nFrom: %s <%s@example.org>\nDate: %s\nSubject: %s\n' "$1" "$2" \
			"$(printf %s "$2" | cut -d' ' -f1 | tr '[:upper:]' '[:lower:]')" \
			"$(date -u -d "@$(day "$3")" '+%a, %d %b %Y %H:%M:%S +0000')" "$4"
		mail_id=$1
		mail_day=$3
		shift 4
		if [ $# -gt 0 ]; then
			printf 'In-Reply-To: <%s>\nReferences:' "$1"
			for parent; do printf ' <%s>' "$parent"; done
			echo
		fi
		echo
		cat
	} >"$mail_file"
	printf '%s %s %s\n' "$mail_id" "$mail_day" "$mail_file" >>"$work/list"
}

# patch <commit>: what format-patch sends of it, without its header.
patch() {
	git -C "$work/repo" format-patch -1 --stdout "$1" | sed '1,/^$/d'
}

quoted() {
	echo 'On Monday somebody wrote:'
	sed 's/^/> /'
}

# ---- the repository, and what it looked like before ----

git init -q repo
cd repo || exit 1
at 0 'Ada Example'
printf 'a\nb\nc\n' >file
git add file && git commit -q -m start
at 2 'Ada Example'
git checkout -q -b draft
printf 'a\nb\nx\n' >file && git commit -q -am 'file: make it better'
first_version=$(git rev-parse HEAD)
git checkout -q main
at 10 'Ada Example'
printf 'a\nb\nd\n' >file && git commit -q -am 'file: make it better'
by_subject=$(git rev-parse HEAD)
at 12 'Ada Example'
printf 'named\n' >named && git add named && git commit -q -m 'named: what the integrator calls it

Link: https://lists.example.org/r/named%401@x
Reviewed-by: Cy Test <cy@example.org>'
by_id=$(git rev-parse HEAD)
at 14 'Ada Example'
mkdir src && printf 'one\ntwo\n' >src/x.c && git add src && git commit -q -m 'src: reworded when it was applied'
by_patch=$(git rev-parse HEAD)
at 16 'Bo Sample'
printf 'p1\n' >p1 && git add p1 && git commit -q -m 'series: first'
part_1=$(git rev-parse HEAD)
printf 'p2\n' >p2 && git add p2 && git commit -q -m 'series: second'
part_2=$(git rev-parse HEAD)
printf 'p3\n' >p3 && git add p3 && git commit -q -m 'series: third'
part_3=$(git rev-parse HEAD)
at 20 'Ada Example'
printf 'q1\n' >q1 && git add q1 && git commit -q -m 'orphans: first'
orphan_1=$(git rev-parse HEAD)
printf 'q2\n' >q2 && git add q2 && git commit -q -m 'orphans: second'
orphan_2=$(git rev-parse HEAD)
at 22 'Dee Sample'
printf 'loop\n' >loop && git add loop && git commit -q -m 'loop: of two mails'
cd ..

# ---- the mails ----

patch "$first_version" | mail better@1 'Ada Example' 2 '[PATCH] file: make it better'
patch "$first_version" | quoted | sed 's/^> +x/&\
\
Why not d, which comes next?/' | mail better-review@x 'Bo Sample' 3 'Re: [PATCH] file: make it better' better@1
mail better-answer@x 'Ada Example' 4 'Re: [PATCH] file: make it better' better-review@x better@1 <<'T'
Bo Sample wrote:
> Why not d, which comes next?

You are right.
T
patch "$by_subject" | mail better@2 'Ada Example' 5 '[PATCH v2] file: make it better' better@1
mail better-tested@x 'Cy Test' 6 'Re: [PATCH v2] file: make it better' better@2 ghost@x <<'T'
Works here.

Tested-by: Cy Test <cy@example.org>
Reviewed-by: Ada Example <ada@example.org>
T
mail better-applied@x 'Dee Sample' 9 'Re: [PATCH v2] file: make it better' nowhere@x better@2 <<'T'
Applied, thanks.
T
patch "$by_id" | mail named@1@x 'Ada Example' 8 '[PATCH] named: what its author called it'
mail named-review@x 'Cy Test' 9 'Re: [PATCH] named: what its author called it' named@1@x <<'T'
Reviewed-by: Cy Test <cy@example.org>
T
mail named-ack@x 'Bo Sample' 9 'Re: [PATCH] named: what its author called it' named-review@x named@1@x <<'T'
Acked-by: Bo Sample <bo@example.org>
T
patch "$by_patch" | mail patch@1 'Ada Example' 11 '[PATCH] src: as it was sent'
mail patch-review@x 'Dee Sample' 12 'Re: [PATCH] src: as it was sent' patch@1 <<'T'
Reviewed-by: Dee Sample <dee@example.org>
T
echo 'Three of them.' | mail series@0 'Bo Sample' 13 '[PATCH v2 0/3] A series'
patch "$part_1" | mail series@1 'Bo Sample' 13 '[PATCH v2 1/3] series: first' series@0
patch "$part_2" | mail series@2 'Bo Sample' 13 '[PATCH v2 2/3] series: second' series@0
patch "$part_3" | mail series@3 'Bo Sample' 13 '[PATCH v2 3/3] series: third' series@0
mail series-all@x 'Ada Example' 14 'Re: [PATCH v2 0/3] A series' series@0 <<'T'
Nice work, all of it.

Reviewed-by: Ada Example <ada@example.org>
T
mail series-some@x 'Cy Test' 14 'Re: [PATCH v2 0/3] A series' series@0 <<'T'
For patches 2-3:
Acked-by: Cy Test <cy@example.org>
T
mail series-from-part@x 'Dee Sample' 14 'Re: [PATCH v2 1/3] series: first' series@1 series@0 <<'T'
For the series:
Reviewed-by: Dee Sample <dee@example.org>
T
patch "$orphan_1" | mail orphan@1 'Ada Example' 18 '[PATCH 1/2] orphans: first' lost-cover@x
patch "$orphan_2" | mail orphan@2 'Ada Example' 18 '[PATCH 2/2] orphans: second' lost-cover@x
mail orphan-review@x 'Bo Sample' 19 'Re: [PATCH 0/2] orphans' lost-cover@x <<'T'
Reviewed-by: Bo Sample <bo@example.org>
T
git -C repo format-patch -1 --stdout HEAD | sed '1,/^$/d' | mail loop@1 'Dee Sample' 21 '[PATCH] loop: of two mails' loop@2
mail loop@2 'Cy Test' 21 'Re: [PATCH] loop: of two mails' loop@1 <<'T'
Round and round.
T
patch "$first_version" | mail never@1 'Cy Test' 21 '[PATCH] never: taken'
mail never-review@x 'Bo Sample' 22 'Re: [PATCH] never: taken' never@1 <<'T'
I would rather not do this.
T

# ---- the three archives ----

while read -r _ _ file; do
	echo 'From mboxrd@z Thu Jan  1 00:00:00 1970'
	sed 's/^>*From />&/' "$file"
	echo
done <list >mails.mbox

received() { # <day>
	at "$1" Inbox inbox@example.org
}

# One that the archive took back.
printf 'Message-ID: <spam@x>\nFrom: Eve <eve@example.org>\nSubject: x\n\nx\n' >spam

git init -q --bare v1.git
export GIT_INDEX_FILE="$work/index"
v1() { # <message>: a commit of what the index holds
	v1_parent=$(git -C v1.git rev-parse -q --verify refs/heads/main) || v1_parent=
	v1_commit=$(git -C v1.git commit-tree -m "$1" ${v1_parent:+-p "$v1_parent"} "$(git -C v1.git write-tree)")
	git -C v1.git update-ref refs/heads/main "$v1_commit"
}
v1_path() { # <id>
	printf %s "$1" | sha1sum | sed 's/^\(..\)\(.\{38\}\).*/\1\/\2/'
}
received 0
git -C v1.git update-index --add --cacheinfo 100644 "$(git -C v1.git hash-object -w "$work/spam")" "$(v1_path spam@x)"
v1 x
while read -r id sent file; do
	received $((sent + 1))
	git -C v1.git update-index --add --cacheinfo 100644 "$(git -C v1.git hash-object -w "$file")" "$(v1_path "$id")"
	v1 x
done <list
git -C v1.git --work-tree=. update-index --force-remove "$(v1_path spam@x)"
v1 rm
unset GIT_INDEX_FILE

v2() { # <epoch> <file> <name>
	[ -d "v2/git/$1.git" ] || git init -q --bare "v2/git/$1.git"
	v2_parent=$(git -C "v2/git/$1.git" rev-parse -q --verify refs/heads/main) || v2_parent=
	v2_tree=$(printf '100644 blob %s\t%s\n' "$(git -C "v2/git/$1.git" hash-object -w "$2")" "$3" | git -C "v2/git/$1.git" mktree)
	v2_commit=$(git -C "v2/git/$1.git" commit-tree -m x ${v2_parent:+-p "$v2_parent"} "$v2_tree")
	git -C "v2/git/$1.git" update-ref refs/heads/main "$v2_commit"
}
mkdir -p v2/git
received 0
v2 0 "$work/spam" m
number=0
while read -r _ sent file; do
	number=$((number + 1))
	received $((sent + 1))
	v2 $((number / 10 > 0)) "$file" m
done <list
v2 1 "$work/spam" d

# ---- imports ----

at 30 'Ada Example'
cd repo || exit 1
facts="select m.message_id, m.parents, i.name, i.email, m.mail_time, m.kind, m.subject, m.version, m.part, m.part_count,
  hex(m.patch_id), m.fingerprint, a.position, s.name, a.kind, a.state, a.word_count, a.parts, a.raw
from mail m join identity i on i.id = m.identity_id left join mail_act a on a.mail_id = m.id left join source s on s.id = a.source_id
where m.kind <> 'deleted' order by m.message_id, a.position"
requests="select q.change, q.state, q.created_time, i.email, hex(p.oid), p.kind
from request q join identity i on i.id = q.author_id left join request_pointer p on p.change = q.change and p.origin = q.origin
where q.origin = 'mail' order by q.change, p.oid"
events="select oid, change, kind, email, time, source, raw, counted, why from v_event where source like 'mail:%' order by 1, 2, 3, 4, 5, 6, 7"

git lead scan -q
answers 'a mailbox' 0 git lead import ../mails.mbox
says 'tells what it held' '^  held      25 mails, 11 of them patches$'
says 'and what of it landed' '^  told      10 patches in all their versions, 9 of them in the history$'
says 'and how that is known' '^  joined    1 commit by message id, 7 commits by author and subject, 1 commit by what they change$'
says 'and what is new' '^  new       25 mails$'
rows "$facts" >../mbox.facts
rows "$requests" >../mbox.requests
rows "$events" >../mbox.events
answers 'the mailbox again' 0 git lead import ../mails.mbox
says 'is nothing new' '^  new       nothing new$'
for form in v1.git v2; do
	git lead import --forget >/dev/null
	same "$form: what was imported is forgotten" 0 "$(rows "select (select count(*) from mail) + (select count(*) from request where origin = 'mail') + (select count(*) from v_event where source like 'mail:%')")"
	answers "$form" 0 git lead import "../$form"
	says "$form: what it took back is told" '^  besides   1 mail that the archive took back$'
	rows "$facts" >../form.facts
	rows "$requests" >../form.requests
	rows "$events" >../form.events
	check "$form: the same mails" diff ../mbox.facts ../form.facts
	check "$form: the same requests" diff ../mbox.requests ../form.requests
	check "$form: the same acts" diff ../mbox.events ../form.events
	answers "$form again" 0 git lead import "../$form"
	says "$form: is not read again" '^  held      0 new mails$'
	says "$form: and nothing is new" '^  new       nothing new$'
done
answers 'one directory too deep' 128 git lead import ../v2/git
complains 'names the one above' "holds repositories as one does in its directory 'git': the directory above may be meant"
git lead import ../mails.mbox >/dev/null
same 'what an archive took back stays so' 1 "$(rows "select count(*) from mail where message_id = 'spam@x' and kind = 'deleted'")"
answers 'an epoch alone' 0 git lead import ../v2/git/1.git
says 'was read' '^  held      0 new mails$'
answers 'a mail alone, by standard input' 0 sh -c 'git lead import - <../mails/000'
says 'is known' '^  new       nothing new$'

# ---- what they tell ----

acts() { # <commit> [<kind>]
	rows "select kind || ' ' || name || ' ' || substr(source, 6) || coalesce(' ' || why, '') from v_event
where oid = '$1' and source like 'mail:%' order by time, kind, name, source" | tr '\n' ';'
}
same 'by author and subject, through its versions' \
	'cmt Bo Sample review;cmt Ada Example reply self;cmt Cy Test reply;qa Cy Test trailer;int Dee Sample applied;' "$(acts "$by_subject")"
same 'by message id' 'ack Bo Sample trailer;rev Cy Test trailer;' "$(acts "$by_id")"
same 'one review of one person counts once' 1 \
	"$(rows "select sum(counted) from v_event where oid = '$by_id' and kind = 'rev' and name = 'Cy Test'")"
same 'by what it changes' 'rev Dee Sample trailer;' "$(acts "$by_patch")"
same 'a comment on a cover letter is about the first patch, its trailer about all' \
	'ack Cy Test trailer;|cmt Ada Example reply;rev Ada Example trailer;rev Dee Sample trailer;|rev Ada Example trailer;rev Dee Sample trailer;' \
	"$(acts "$part_2" | grep -o 'ack[^;]*;')|$(acts "$part_1")|$(acts "$part_2" | sed 's/ack[^;]*;//')"
same 'patches that a trailer leaves out' '0,1,1' \
	"$(rows "select sum(oid = '$part_1'), sum(oid = '$part_2'), sum(oid = '$part_3') from v_event where name = 'Cy Test' and kind = 'ack'")"
same 'a cover letter that is in no archive' 'rev Bo Sample trailer;rev Bo Sample trailer;' "$(acts "$orphan_1")$(acts "$orphan_2")"
same 'a loop of two mails' 'cmt Cy Test reply;' "$(acts "$(git rev-parse HEAD)")"
same 'what did not land' 'open' "$(rows "select state from request where change = 'mail:never@1'")"
same 'and who answered it all the same' 1 "$(rows "select count(*) from request_act where change = 'mail:never@1'")"
same 'patch ids are those of git' "$(git format-patch -1 --stdout "$by_subject" | git patch-id --stable | cut -d' ' -f1)" \
	"$(rows "select lower(hex(patch_id)) from mail where message_id = 'better@2'")"
same 'of commits too' "$(git diff-tree -p "$by_patch" | git patch-id --stable | cut -d' ' -f1)" \
	"$(rows "select lower(hex(patch_id)) from commit_patch p join commits c on c.id = p.commit_id where lower(hex(c.oid)) = '$by_patch'")"

# ---- what comes later ----

at 40 'Cy Test'
printf 'a\nb\nd\ntaken after all\n' >file && git commit -q -am 'never: taken'
git lead scan -q
same 'a commit that comes later' 'cmt Bo Sample reply;' "$(acts "$(git rev-parse HEAD)")"
same 'closes it' merged "$(rows "select state from request where change = 'mail:never@1'")"
printf 'Message-ID: <later@x>\nFrom: Cy Test <cy@example.org>\nDate: Fri, 13 Feb 2026 00:00:00 +0000\nSubject: Re: x\nIn-Reply-To: <patch@1>\n\nReviewed-by: Cy Test <cy@example.org>\n' >../later
git lead import ../later >/dev/null
same 'a mail that comes later' 'rev Dee Sample trailer;rev Cy Test trailer;' "$(acts "$by_patch")"

# Each has what the other lacks.
for half in one two; do
	git lead scan -q --db="$work/$half.db"
done
git lead import --db="$work/one.db" ../mails.mbox >/dev/null
git lead import --db="$work/two.db" ../later >/dev/null
git lead import --db="$work/two.db" ../v1.git >/dev/null
git lead merge --db="$work/both.db" "$work/one.db" "$work/two.db" >/dev/null
git lead merge --db="$work/other.db" "$work/two.db" "$work/one.db" >/dev/null
both() { # <database>
	git lead query --db="$work/$1.db" --format=csv "$facts" | tail -n +2
}
rows "$facts" >../facts
both both >../both.facts
both other >../other.facts
check 'a merge of databases keeps mails' diff ../facts ../both.facts
check 'in either order' diff ../facts ../other.facts

# ---- lists that send in their own name, and what is said of a series ----

mkdir ../lists
git init -q ../lists/repo
cd ../lists/repo || exit 1
box=$work/lists/box
letter() { # <id> <from> <day> <subject> [<parent>]: the text from standard input
	printf 'From mboxrd@z Thu Jan  1 00:00:00 1970\nMessage-ID: <%s>\nFrom: %s\nDate: %s\nSubject: %s\n' "$1" "$2" \
		"$(date -u -d "@$(day "$3")" '+%a, %d %b %Y %H:%M:%S +0000')" "$4"
	[ $# -lt 5 ] || printf 'In-Reply-To: <%s>\n' "$5"
	echo
	cat
	echo
}
at 0 'Zed Sample'
echo s >s && git add s && git commit -q -m start
at 10 'Ada Example'
echo 1 >l1 && git add l1 && git commit -q -m 'net: direct'
direct=$(git rev-parse HEAD)
echo 2 >l2 && git add l2 && git commit -q -m 'net: by name'
by_name=$(git rev-parse HEAD)
echo 3 >l3 && git add l3 && git commit -q -m 'net: inside'
inside=$(git rev-parse HEAD)
at 10 'Bo Sample'
echo 4 >l4 && git add l4 && git commit -q -m 'part: one'
part_1=$(git rev-parse HEAD)
echo 5 >l5 && git add l5 && git commit -q -m 'part: two'
part_2=$(git rev-parse HEAD)
echo 6 >l6 && git add l6 && git commit -q -m 'part: three'
part_3=$(git rev-parse HEAD)
# Two of one name, with one subject.
at 11 'Jon Sample' jon@one.example.org
echo 7 >l7 && git add l7 && git commit -q -m 'net: twice'
twice=$(git rev-parse HEAD)
at 12 'Jon Sample' jon@two.example.org
echo 8 >l8 && git add l8 && git commit -q -m 'net: twice'
list='<net@lists.example.org>'
{
	git format-patch -1 --stdout "$direct" | sed '1,/^$/d' | letter l1@x 'Ada Example <ada@example.org>' 1 '[PATCH] net: direct'
	echo 'Why the cast?' | letter l2@x "Gus Test via net $list" 2 'Re: [PATCH] net: direct' l1@x
	echo 'Reviewed-by: Fay Test <fay@example.org>' | letter l3@x "Fay Test via net $list" 2 'Re: [PATCH] net: direct' l1@x
	echo 'Why not two?' | letter l4@x "Hal Test (via lists) $list" 2 'Re: [PATCH] net: direct' l1@x
	echo 'Reviewed-by: Ivy Test <ivy@corp.example.org>' | letter l5@x 'Ivy Test <ivy@example.org>' 2 'Re: [PATCH] net: direct' l1@x
	echo 'I applied the patch on v6.1 and it oopses.' | letter l6@x 'Kim Test <kim@example.org>' 3 'Re: [PATCH] net: direct' l1@x
	git format-patch -1 --stdout "$by_name" | sed '1,/^$/d; s/^+2/+x/' | letter n1@x "Ada Example via net $list" 1 '[PATCH] net: by name'
	echo 'Acked-by: Gus Test <gus@example.org>' | letter n2@x 'Gus Test <gus@example.org>' 2 'Re: [PATCH] net: by name' n1@x
	{
		printf 'From: Ada Example <ada@example.org>\n\n'
		git format-patch -1 --stdout "$inside" | sed '1,/^$/d; s/^+3/+x/'
	} | letter i1@x "Cy Test via net $list" 1 '[PATCH] net: inside'
	git format-patch -1 --stdout "$twice" | sed '1,/^$/d; s/^+7/+x/' | letter t1@x "Jon Sample via net $list" 1 '[PATCH] net: twice'
	echo 'Three.' | letter p0@x 'Bo Sample <bo@example.org>' 1 '[PATCH 0/3] part'
	git format-patch -1 --stdout "$part_1" | sed '1,/^$/d' | letter p1@x 'Bo Sample <bo@example.org>' 1 '[PATCH 1/3] part: one' p0@x
	git format-patch -1 --stdout "$part_2" | sed '1,/^$/d' | letter p2@x 'Bo Sample <bo@example.org>' 1 '[PATCH 2/3] part: two' p0@x
	git format-patch -1 --stdout "$part_3" | sed '1,/^$/d' | letter p3@x 'Bo Sample <bo@example.org>' 1 '[PATCH 3/3] part: three' p0@x
	echo 'Patches 1-2 applied, thanks.' | letter p4@x 'Dee Sample <dee@example.org>' 2 'Re: [PATCH 0/3] part' p0@x
	echo 'Series applied' | letter p5@x 'Gus Test <gus@example.org>' 3 'Re: [PATCH 2/3] part: two' p2@x
	echo '<p>Fine.</p>' | letter h1@x 'Dee Sample <dee@example.org>
Content-Type: text/html' 3 'Re: [PATCH] net: direct' l1@x
	echo 'Another.' | letter l2@x 'Eve Test <eve@example.org>' 4 'Re: [PATCH] net: direct' l1@x
} >"$box"
git lead scan -q
answers 'lists that send in their own name' 0 git lead import "$box"
says 'mails of HTML alone are counted' '^  missing   1 mail holds only HTML: its words are not read$'
says 'ids that two mails bear are counted' '^  besides   1 mail that bears the id of another: one of them stands$'
check 'and named' grep 'two mails with the id <l2@x>: one of them stands' "$work/stderr"
says 'patches of theirs land by name and subject where one alone has both' '^  joined    6 commits by author and subject$'
same 'answers are told by their writers' \
	'cmt Gus Test ;cmt Hal Test ;rev Fay Test fay@example.org;rev Ivy Test ivy@corp.example.org;cmt Kim Test kim@example.org;' \
	"$(rows "select kind || ' ' || name || ' ' || email from v_event where oid = '$direct' and source like 'mail:%' order by time, kind, name" | tr '\n' ';')"
same 'and are as many persons' 5 "$(rows "select count(distinct person) from v_event where oid = '$direct' and source like 'mail:%'")"
same 'the list is nobody' 0 "$(rows "select count(*) from identity where email like 'net@%'")"
same 'by name' 'ack Gus Test trailer;' "$(acts "$by_name")"
same 'what two of one name have is nobody else'"'"'s' 0 \
	"$(rows "select count(*) from request_pointer where change = 'mail:t1@x'")"
same 'patches that were taken' 'Dee Sample,Gus Test|Dee Sample,Gus Test|Gus Test' \
	"$(for oid in "$part_1" "$part_2" "$part_3"; do rows "select group_concat(name) from (select name from v_event where oid = '$oid' and source = 'mail:applied' order by name)"; done | tr -d '"' | paste -sd '|' -)"

# Patches times answers.
awk 'BEGIN {
	head = "From mboxrd@z Thu Jan  1 00:00:00 1970\nDate: Mon, 12 Jan 2026 00:00:00 +0000\n"
	printf "%sMessage-ID: <w0@x>\nFrom: Bo Sample <bo@example.org>\nSubject: [PATCH 0/300] wide\n\nwords\n\n", head
	for (i = 1; i <= 300; i++)
		printf "%sMessage-ID: <w%d@x>\nFrom: Bo Sample <bo@example.org>\nSubject: [PATCH %d/300] wide %d\nIn-Reply-To: <w0@x>\n\n---\ndiff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n\n", head, i, i, i
	for (i = 1; i <= 300; i++)
		printf "%sMessage-ID: <v%d@x>\nFrom: Person %d <p%d@example.org>\nSubject: Re: [PATCH 0/300] wide\nIn-Reply-To: <w0@x>\n\nReviewed-by: Person %d <p%d@example.org>\n\n", head, i, i, i, i, i
}' >../wide
answers 'a series of many patches and many answers' 0 git lead import ../wide
says 'is told within bounds, and said so' '^  missing   267 answers to large series are not told of all their patches$'
same 'and no more' '10167' "$(rows "select count(*) from request_act where change like 'mail:w%'")"
cd ../../repo || exit 1

# ---- what is hostile ----

{
	printf 'From mboxrd@z Thu Jan  1 00:00:00 1970\nMessage-ID: <large@x>\nFrom: Eve <eve@example.org>\n\n'
	yes '0123456789012345678901234567890123456789012345678901234567890123456789' | head -c 104857600
	printf '\n\nFrom mboxrd@z Thu Jan  1 00:00:00 1970\nMessage-ID: <behind@x>\nFrom: Bo Sample <bo@example.org>\n\nx\n'
} >../large.mbox
git-lead import ../large.mbox >"$work/stdout" 2>"$work/stderr" &
import=$!
peak=0
while now=$(sed -n 's/^VmHWM:[[:space:]]*\([0-9]*\) kB/\1/p' "/proc/$import/status" 2>/dev/null) && [ -n "$now" ]; do
	peak=$now
	sleep 0.05
done
check 'a mail of 100 MB' wait $import
check 'is named' grep -E 'large.mbox: item 1 at byte 0: a mail larger than 64 MiB: passed over' "$work/stderr"
says 'and what stands behind it is read' '^  held      1 mail,'
[ -n "${ASAN_OPTIONS-}" ] || check "and memory is bounded: $peak kB" test "$peak" -lt 262144
rm ../large.mbox
printf 'From x Thu Jan  1 00:00:00 1970\nno header at all\n' >../none.mbox
answers 'no mail in it' 128 git lead import ../none.mbox
check 'is said' grep 'could be read as a mail' "$work/stderr"
answers 'a repository that is no archive' 128 git lead import ../repo

# Somebody else's archive, as in a container: git's own variable makes it so.
chown -R 12345 ../v1.git 2>/dev/null && {
	answers 'an archive of somebody else' 128 git lead import ../v1.git
	check 'is refused with the way out' grep 'is not owned by the current user; to trust it: git config --global --add safe.directory' "$work/stderr"
}
