# Clones that lack something, repositories that cannot be read, configuration that cannot be trusted.
# shellcheck shell=sh disable=SC2154

git init -q origin
cd origin || exit 1
at 30 'Ada Example'
change a.c 'one'
at 31 'Bo Sample'
change b.c 'two'
at 32 'Ada Example'
change a.c 'three'
cd ..

git clone -q --depth=1 "file://$work/origin" shallow
answers 'a shallow clone is scanned' 0 git -C shallow lead scan
answers 'and reported' 0 git -C shallow lead report
says 'as shallow, with the command that deepens' 'git fetch --unshallow'

git -C origin config uploadpack.allowFilter true
git clone -q --bare --filter=blob:none "file://$work/origin" partial.git
answers 'a blobless clone is no error' 0 git -C partial.git lead report
check 'its lines are not available' test "$(git -C partial.git lead query --format=csv 'select count(*) from v_commit where files is not null and insertions is null' | tail -n 1)" -gt 0
check 'and nothing was fetched' sh -c "git -C partial.git rev-list --objects --all --missing=print | grep -q '^?'"

git clone -q --bare origin bare.git
answers 'a bare repository' 0 git -C bare.git lead
git -C origin worktree add -q ../tree HEAD
answers 'a worktree' 0 git -C tree lead
check 'shares the database of the repository' test -f origin/.git/lead.db
git clone -q --sparse origin sparse
answers 'a sparse checkout' 0 git -C sparse lead
GIT_DIR="$work/bare.git" answers 'GIT_DIR' 0 git lead query 'select 1'

if git init -q --object-format=sha256 sha256 2>/dev/null; then
	answers 'SHA-256 is refused' 128 git -C sha256 lead
	complains 'by name' '[Ss][Hh][Aa]-?256|objectformat' # libgit2 before 1.3 names the extension
fi
git clone -q origin odd
git -C odd config core.repositoryFormatVersion 1
git -C odd config extensions.frobnicate true
answers 'an unknown extension is refused' 128 git-lead -C odd
complains 'by name' 'frobnicate'
git clone -q origin ref
git -C ref config core.repositoryFormatVersion 1
git -C ref config extensions.refStorage reftable
answers 'reftable is refused' 128 git-lead -C ref
complains 'by name' 'reftable|refstorage'

git clone -q origin broken
cd broken || exit 1
tree=$(git write-tree)
printf 'tree %s\nparent %s\nauthor Nameless nobody@example.org 1770000000 +0000\ncommitter <> 99999999999999999999 -9999\n\nodd\n' \
	"$tree" "$(git rev-parse HEAD)" >"$work/raw"
bad=$(git hash-object -t commit -w --literally "$work/raw")
git update-ref refs/heads/main "$bad"
answers 'a malformed commit is read leniently' 0 git lead
same 'it is one of the commits' 4 "$(rows 'select count(*) from v_commit')"
cd ..

git clone -q origin lost
blob=$(git -C lost rev-parse HEAD:a.c)
rm -f "lost/.git/objects/$(printf %s "$blob" | cut -c1-2)/$(printf %s "$blob" | cut -c3-)"
git clone -q "file://$work/origin" packed
answers 'a missing blob is no error' 0 git -C lost lead
same 'every commit is there' 3 "$(git -C lost lead query --format=csv 'select count(*) from v_commit' | tail -n 1)"

git clone -q origin config
cd config || exit 1
printf '[team "core"\n' >.gitlead
answers 'an unreadable .gitlead is an error' 128 git lead
complains 'with file and line' 'line 1 in \.gitlead'
printf '[absence]\n\twho = Ada\n' >.gitlead
answers 'absences do not belong into a committed file' 128 git lead
complains 'and that is said' 'absence'
printf '[core]\n\tpager = touch %s/owned\n[include]\n\tpath = /etc/passwd\n' "$work" >.gitlead
answers 'a .gitlead names no program' 0 git lead
check 'and none was run' test ! -e "$work/owned"
head -c 300000 /dev/zero | tr '\0' '#' >.gitlead
answers 'a huge .gitlead is refused' 128 git lead
rm .gitlead
printf 'not a database, but long enough to look at it twice, or even three times, to be sure of it\n' >"$work/fake.db"
answers 'a file that is no database is refused' 128 git lead scan --db="$work/fake.db"
answers 'a directory that cannot be written' 128 git lead scan --db="$work/no/such/dir/lead.db"
cd ..

# Of somebody else's: only root can make one.
if [ "$(id -u)" -eq 0 ]; then
	cp -R origin foreign
	chown -R 4711 foreign
	answers 'a repository of somebody else is refused' 128 env -u SUDO_UID git-lead -C foreign
	complains 'with the command that trusts it' "safe\.directory '$work/foreign'"
	git config --global safe.directory "$work/foreign"
	answers 'named as safe it is read' 0 git-lead -C foreign
	git config --global safe.directory '*'
	answers 'and with every folder safe' 0 git-lead -C foreign
	git config --global --unset safe.directory
fi
