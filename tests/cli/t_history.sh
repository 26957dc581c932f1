# What v_commit says is what git says: identities, times, parents, files, lines.
# shellcheck shell=sh disable=SC2154

git init -q repo
cd repo || exit 1
at 10 'Ada Example'
printf 'a\nb\nc\n' >f.txt
printf '\0binary' >b.bin
git add . && git commit -q -m 'first'
at 11 'Bo Sample'
printf 'a\nB\nc\nd' >f.txt
git mv b.bin c.bin
git commit -q -a -m 'second'
git checkout -q -b topic HEAD~1
at 12 'Cy Test'
mkdir -p dir/sub
printf 'x\r\ny\r\n' >dir/sub/g.c
ln -s g.c dir/sub/link
git add . && git commit -q -m 'third'
git checkout -q main
at 13 'Ada Example'
git merge -q --no-ff -m "Merge branch 'topic'" topic
chmod +x f.txt
git add f.txt && git commit -q --allow-empty -m 'mode only'
git rm -q -r dir && git commit -q -m 'away'
git commit -q --allow-empty -m 'empty'

git log --format='%H,%an,%ae,%at,%cn,%ce,%ct,%P' | sort >"$work/git.csv"
same 'identities, times and parents' "$(cat "$work/git.csv")" \
	"$(rows 'select oid, author_name, author_email, author_time, committer_name, committer_email, commit_time, parents from v_commit' | sort)"

git log --no-merges --no-renames --numstat --format='@%H' | awk '
	/^@/ { if (id) print id "," files "," plus "," minus; id = substr($0, 2); files = plus = minus = 0; next }
	NF { files++; plus += $1; minus += $2 }
	END { print id "," files "," plus "," minus }' | sort >"$work/numstat"
same 'files and lines' "$(cat "$work/numstat")" \
	"$(rows 'select oid, files, insertions, deletions from v_commit where is_merge = 0' | sort)"
same 'a merge has none' '1,,,' "$(rows 'select count(*), max(files), max(insertions), max(deletions) from v_commit where is_merge = 1')"

same 'the topic is one change, landed by its merge' "$(git log -1 --format=%ct ':/^Merge')" \
	"$(rows "select landed_time from v_commit where subject = 'third'")"

git reset -q --hard HEAD~3
at 20 'Ada Example'
change f.txt 'after a force-push'
same 'what is not reachable leaves the views' "$(git rev-list --count HEAD)" "$(git lead --no-pager >/dev/null && rows 'select count(*) from v_commit')"
git lead scan --rescan
same 'and a full rescan agrees' "$(git rev-list --count HEAD)" "$(rows 'select count(*) from v_commit')"
