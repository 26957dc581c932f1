# git lead check in every kind of clone, and with every kind of database restored from elsewhere: exit code and words of each.
# shellcheck shell=sh disable=SC2154

git init -q origin
git -C origin config uploadpack.allowFilter true
git -C origin config uploadpack.allowAnySHA1InWant true
cd origin || exit 1
number=0
while [ $number -lt 60 ]; do
	at $((30 + number)) 'Ada Example'
	change "a$((number % 3)).c" "change $number" >/dev/null
	number=$((number + 1))
done
at 95 'Bo Sample'
git checkout -q -b topic
change b.c 'a topic'
git checkout -q main
at 96 'Cy Test'
git merge -q --no-ff -m 'Merge branch topic' topic
cd ..
clone() { git clone -q "$@" 2>/dev/null; }

# what the answer of a whole clone is
clone "file://$work/origin" whole
answers 'a whole clone is checked' 0 git -C whole lead check
cp "$work/stdout" whole.out
check 'with nothing on stderr' test ! -s "$work/stderr"
same_answer() { # <sentence>: the last answer is that of the whole clone
	check "$1" diff -u "$work/whole.out" "$work/stdout"
}

for depth in 1 50; do
	clone --depth=$depth "file://$work/origin" shallow$depth
	answers "depth $depth is not answered" 3 git -C shallow$depth lead check
	complains 'and says what to do' "^git-lead: this is a shallow clone, whose history is cut off: run 'git fetch --unshallow' first\$"
	check 'and leaves no database' test ! -e shallow$depth/.git/lead.db
	answers "before a range is looked for" 3 git -C shallow$depth lead check nowhere..HEAD
done
GITHUB_ACTIONS=true answers 'in GitHub Actions' 3 git -C shallow1 lead check
complains 'the line of the workflow is named' "put 'fetch-depth: 0' under 'with:' of actions/checkout$"
GITHUB_ACTIONS=true answers 'for annotations' 3 git -C shallow1 lead check --format=github
says 'the same is an error there' "^::error title=git lead check::this is a shallow clone.*fetch-depth: 0"
GITHUB_ACTIONS=true GITEA_ACTIONS=true answers 'in Gitea Actions' 3 git -C shallow1 lead check
complains 'the same line' 'fetch-depth: 0'
GITLAB_CI=true answers 'in GitLab CI' 3 git -C shallow1 lead check
complains 'the line of the job is named' "put 'GIT_DEPTH: \"0\"' under 'variables:' of the job$"
git -C shallow50 fetch -q --unshallow
answers 'once deepened it is answered' 0 git -C shallow50 lead check

clone --filter=blob:none "file://$work/origin" blobless
answers 'a blobless clone is checked' 0 git -C blobless lead check
clone --bare --filter=blob:none "file://$work/origin" blobless.git
answers 'a bare one too' 0 git -C blobless.git lead check
check 'and nothing was fetched' sh -c "git -C blobless.git rev-list --objects --all --missing=print | grep -q '^?'"
clone --bare --filter=tree:0 "file://$work/origin" treeless.git
answers 'a treeless clone without a work tree does not know its settings' 3 git -C treeless.git lead check
complains 'and says what brings them' "'git cat-file -e HEAD:.gitlead' fetches it"
check 'and nothing was fetched' sh -c "git -C treeless.git rev-list --objects --all --missing=print | grep -q '^?'"
clone --no-checkout --filter=tree:0 "file://$work/origin" treeless
answers 'one with an empty work tree is checked' 0 git -C treeless lead check HEAD~3..HEAD
git -C treeless.git cat-file -e HEAD:.gitlead 2>/dev/null
answers 'and the first one, once they are there' 0 git -C treeless.git lead check
git -C treeless.git -c check.size=fail lead check >"$work/stdout" 2>"$work/stderr"
same 'what it cannot see is not judged' 3 $?
git -C blobless.git -c check.size=fail lead check >"$work/stdout" 2>"$work/stderr"
same 'without blobs few files do not tell the size' 3 $?
clone --single-branch "file://$work/origin" single
answers 'a clone of one branch' 0 git -C single lead check
same_answer 'has the same answer'
clone "file://$work/origin" detached
git -C detached checkout -q --detach
answers 'a detached HEAD' 0 git -C detached lead check
same_answer 'has the same answer'
clone "file://$work/origin" remoteless
git -C remoteless remote remove origin
answers 'a clone without a remote' 0 git -C remoteless lead check
answers 'a repository without a commit' 0 sh -c 'git init -q empty && git -C empty lead check'
says 'says so' 'No commits yet'
answers 'a range without a commit' 0 git -C whole lead check HEAD..HEAD
answers 'a bare repository' 0 git -C origin/.git lead check
git -C origin worktree add -q ../tree topic
answers 'a work tree of another branch' 0 git -C tree lead check
answers 'outside a repository' 128 git lead check
complains 'by name' 'not a git repository'

# databases from elsewhere
clone "file://$work/origin" cached
cd cached || exit 1
answers 'no cache' 0 git lead check
cp .git/lead.db "$work/good.db"
sqlite3 .git/lead.db 'PRAGMA user_version = 99' >/dev/null
answers 'a cache from the future' 128 git lead check
complains 'is named with what to do' "version 99.*use a newer git lead, or another file"
check 'and is left alone' test "$(sqlite3 .git/lead.db 'PRAGMA user_version')" = 99
head -c 20000 "$work/good.db" >.git/lead.db
answers 'a damaged cache' 128 git lead check
complains 'is named with what to do' 'the file is damaged.*move it away and run'
printf 'no database, and that is long enough to look at it\n' >.git/lead.db
answers 'a cache that is none' 128 git lead check
complains 'is named with what to do' 'is not a database of git lead; move it away'
: >.git/lead.db
answers 'an empty file is a new cache' 0 git lead check
same_answer 'with the same answer'
cp "$work/good.db" .git/lead.db
git reset -q --hard HEAD~5
git lead check -q >"$work/older.out"
rm .git/lead.db
answers 'a cache whose tip is newer than HEAD' 0 git lead check -q
check 'gives the answer of this HEAD' diff -u "$work/older.out" "$work/stdout"
cp "$work/good.db" .git/lead.db
at 97 'Dee Sample'
git checkout -q -b other
change d.c 'beside it'
answers 'a cache whose tip is beside HEAD' 0 git lead check -q
cp "$work/stdout" "$work/beside.out"
rm .git/lead.db
git lead check -q >"$work/fresh.out"
check 'gives the answer of a fresh one' diff -u "$work/fresh.out" "$work/beside.out"
sqlite3 .git/lead.db "update scan set rules_version = '999'; update stamp set value = replace(value, ' ', '  ') where name like 'scan %'"
sqlite3 .git/lead.db "delete from event"
answers 'facts that newer rules read' 0 git lead check -q
check 'are read again' diff -u "$work/fresh.out" "$work/stdout"
check 'by the rules of this program' test "$(sqlite3 .git/lead.db 'select rules_version from scan order by id desc limit 1')" != 999
cd ..

# Somebody else's repository, as in a container: git's own variable makes it so.
chown -R 12345 tree 2>/dev/null && chown -R 12345 origin 2>/dev/null && {
	answers 'a repository of somebody else' 128 git -c safe.directory= -C / lead -C "$work/origin" check
	complains 'is refused with the way out' "is not owned by the current user; to trust it: git config --global --add safe.directory"
	git config --global --add safe.directory "$work/origin"
	answers 'once trusted' 0 git -C / lead -C "$work/origin" check
	git config --global --unset-all safe.directory
	git config --global --add safe.directory '*'
	answers 'or with all trusted' 0 git -C / lead -C "$work/origin" check
	git config --global --unset-all safe.directory
}
