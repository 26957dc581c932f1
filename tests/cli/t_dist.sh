# The tarball of the sources: the same bytes from a checkout and from an unpacked tarball, wherever, whoever, whenever.
# shellcheck shell=sh disable=SC2154

source=$(cd "$(dirname "$test_file")/../.." && pwd)
# The checkout may be somebody else's here, and its mode bits of no account.
git config --global safe.directory '*'
unset GIT_AUTHOR_DATE GIT_COMMITTER_DATE

SOURCE_DATE_EPOCH=1780000000 answers 'the sources are packed' 0 sh "$source/.ci/dist.sh" 0.test
mv "$source/build/git-lead-0.test.tar.gz" "$work/first.tar.gz"
tar -tzf "$work/first.tar.gz" >"$work/names"
check 'below one folder' sh -c "! grep -v '^git-lead-0\.test/' '$work/names'"
check 'with what a build needs' test "$(grep -cE '/(Makefile|cmd/main\.c|debian/rules|\.ci/run|man/git-lead\.1)$' "$work/names")" -eq 5
check 'and nothing that was built' sh -c "! grep -E '/build/|\.o$|/git-lead-0\.test/git-lead$' '$work/names'"

mkdir -p deep/folder
tar -xzf first.tar.gz -C deep/folder
cd deep/folder/git-lead-0.test || exit 1
mkdir -p build/debug debian/git-lead
touch build/debug/x.o git-lead debian/git-lead/x debian/files
(umask 077 && TZ=Asia/Tokyo LC_ALL=C sh .ci/dist.sh 0.test >/dev/null)
check 'an unpacked tarball gives the same bytes' cmp "$work/first.tar.gz" build/git-lead-0.test.tar.gz
touch -d '2001-01-01' man/git-lead.1
chmod 666 man/git-lead.1
sh .ci/dist.sh 0.test >/dev/null
check 'whatever the times and modes of its files' cmp "$work/first.tar.gz" build/git-lead-0.test.tar.gz

rm -rf build git-lead debian/git-lead debian/files
git init -q .
git add -A
GIT_COMMITTER_DATE='@1780000000 +0900' git commit -q -m 'one'
echo untracked >leftover
(umask 000 && TZ=America/Lima sh .ci/dist.sh 0.test >/dev/null)
check 'so does a checkout with that time of commit' cmp "$work/first.tar.gz" build/git-lead-0.test.tar.gz
echo changed >>README.md
sh .ci/dist.sh 0.test >/dev/null
check 'another text gives other bytes' sh -c "! cmp -s '$work/first.tar.gz' build/git-lead-0.test.tar.gz"
same 'the version is that of the changelog' "$(sed -n 's/^VERSION := //p' Makefile)" "$(sed -n '1s/.*(\(.*\)).*/\1/p' debian/changelog)"
