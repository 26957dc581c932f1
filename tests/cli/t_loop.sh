# The job after a merge against a bare remote and a made gh: what it writes, what it leaves alone, and that nothing but a rule
# set to fail makes it red.
# shellcheck shell=sh disable=SC2154,SC2016

# shellcheck source=tests/ci/world.sh
. "$(dirname "$test_file")/../ci/world.sh"

job() {
	git-lead-ci --format=text "$@"
}
notes_of() { # <number>: the lines of the remote's notes that tell of it
	git -C "$work/remote.git" grep -h "pr:$1;" refs/notes/lead-reviews 2>/dev/null
}

made_remote
cd "$work/dev" || exit 1
at 100 'Ada Example'
change a.c 'start'
at 101 'Bo Sample'
change b.c 'first (#1)'
pull 1 "$(git rev-parse HEAD)" 'Bo Sample' 'Ada Example' "$when" 'Ada Example'
start=$(git rev-parse HEAD^)
git push -q origin main

# ---- the first merge: no ref of notes is there yet ----
as_actions push refs/heads/main "$start"
fresh job
answers 'the first job of all' 0 job
same 'asks for the request that landed' 1 "$(tr '\n' ' ' <"$world/asked" | tr -d ' ')"
check 'and its review is in the notes of the remote' sh -c 'git -C "$1/remote.git" grep -q "^Reviewed-by: ada_example; request=pr:1" refs/notes/lead-reviews' sh "$work"
same 'on the commit that landed' "$(git rev-parse HEAD)" "$(git -C "$work/remote.git" notes --ref=lead-reviews list | cut -d' ' -f2)"
check 'no token is told' sh -c '! grep -r secret-of-a-test "$1/stdout" "$1/stderr" "$1/job/.git"' sh "$work"
check 'nor does anything else stand in the log' sh -c '! grep -e lead-ci "$1/stderr"' sh "$work"

before=$(git -C "$work/remote.git" rev-parse refs/notes/lead-reviews)
rm "$world/asked"
fresh job
answers 'the same job again, without a cache' 0 job
same 'leaves the notes as they are' "$before" "$(git -C "$work/remote.git" rev-parse refs/notes/lead-reviews)"

# ---- a name of its own where the clone has none ----
cd "$work/dev" || exit 1
at 102 'Cy Other'
change c.c 'second (#2)'
pull 2 "$(git rev-parse HEAD)" 'Cy Other' 'Cy Other' "$when" -
git push -q origin main
as_actions push refs/heads/main "$(git rev-parse HEAD^)"
unset GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL
printf '[init]\n\tdefaultBranch = main\n' >"$GIT_CONFIG_GLOBAL"
fresh job
answers 'a runner without a name' 0 job
same 'writes as git lead' 'git lead <git-lead@localhost>' "$(git -C "$work/remote.git" log -1 --format='%an <%ae>' refs/notes/lead-reviews)"

# ---- who writes nothing ----
cd "$work/dev" || exit 1
at 103 'Bo Sample'
change b.c 'third (#3)'
pull 3 "$(git rev-parse HEAD)" 'Bo Sample' 'Ada Example' "$when" 'Ada Example'
git push -q origin main
third=$(git rev-parse HEAD)
before=$(git -C "$work/remote.git" for-each-ref)
nothing_written() { # <sentence>
	same "$1: the remote is as it was" "$before" "$(git -C "$work/remote.git" for-each-ref)"
	check "$1: nobody was asked" test ! -f "$world/asked"
}
rm -f "$world/asked"
for event in pull_request pull_request_target issue_comment workflow_run merge_group; do
	as_actions $event refs/pull/9/merge "$(git -C "$work/dev" rev-parse "$third^")"
	fresh job
	answers "$event" 0 job
	nothing_written "$event"
	check "$event: it says so" grep -q '^git lead-ci: read-only: ' "$work/stderr"
done
as_actions push refs/heads/topic "$(git -C "$work/dev" rev-parse "$third^")"
fresh job
answers 'a push to another branch' 0 job
nothing_written 'another branch'
complains 'and says so' 'read-only: refs/heads/topic is not main'
as_actions push refs/heads/main "$(git -C "$work/dev" rev-parse "$third^")"
unset GH_TOKEN
fresh job
answers 'no token' 0 job
nothing_written 'no token'
complains 'is said' 'git lead-ci: read-only: no token'
says 'and the notes that are there are read' 'second-person'
as_actions push refs/heads/main "$(git -C "$work/dev" rev-parse "$third^")"
fresh job
answers 'read-only by wish' 0 job --read-only
nothing_written 'by wish'
mv "$work/made/gh" "$work/made/gh.away"
fresh job
(
	PATH="$work/made:$work/bin:$(dirname "$(command -v git)"):/bin"
	command -v gh
) >/dev/null || {
	answers 'no gh' 0 job
	nothing_written 'no gh'
	complains 'is said' 'gh is not installed'
}
mv "$work/made/gh.away" "$work/made/gh"

# ---- a forge that is away, and the job after it ----
touch "$world/gh_fails"
fresh job
answers 'a forge that is away' 0 job
check 'is told, and no reason to be red' grep -q 'a later job asks again' "$work/stderr"
check 'it is not waited for long' sh -c 'awk "{ n += \$1 } END { exit n > 60 }" "$world/slept"'
same 'the remote is as it was' "$before" "$(git -C "$work/remote.git" for-each-ref)"
rm "$world/gh_fails" "$world/asked"
cd "$work/dev" || exit 1
at 104 'Dee Fourth'
change d.c 'fourth (#4)'
pull 4 "$(git rev-parse HEAD)" 'Dee Fourth' 'Ada Example' "$when" 'Ada Example'
git push -q origin main
as_actions push refs/heads/main "$third"
fresh job
answers 'the job after the next merge' 0 job
same 'asks for what was missed too' '4 3 ' "$(tr '\n' ' ' <"$world/asked")"
check 'and both are in the notes' sh -c 'git -C "$1/remote.git" grep -q pr:3 refs/notes/lead-reviews && git -C "$1/remote.git" grep -q pr:4 refs/notes/lead-reviews' sh "$work"
cd "$work/dev" || exit 1
at 105 'Dee Fourth'
change d.c 'no such number (#404)'
git push -q origin main
as_actions push refs/heads/main "$(git rev-parse HEAD^)"
fresh job
answers 'a number that the forge does not have' 0 job
check 'is told' grep -q 'no pull request 404' "$work/stderr"

# ---- databases that a cache brings ----
for what in cut text later; do
	fresh job
	case $what in
	cut)
		git lead scan --quiet && truncate -s 20000 .git/lead.db
		;;
	text) echo 'no database' >.git/lead.db ;;
	later)
		git lead scan --quiet && sqlite3 .git/lead.db 'PRAGMA user_version = 900' >/dev/null
		;;
	esac
	answers "a restored database: $what" 0 job
	check "$what: all is scanned anew, and said" grep -q 'could not be used, so all was scanned' "$work/stderr"
	same "$what: and answered" 6 "$(rows 'select count(*) from v_commit')"
done

fresh job
git lead scan --quiet
printf '#!/bin/sh\n[ "$1" != scan ] || { echo "git-lead: cannot write: another git lead is at work on it" >&2; exit 128; }\nexec "%s" "$@"\n' "$program" >"$work/made/git-lead"
chmod +x "$work/made/git-lead"
answers 'a database that another program is at work on' 0 job
rm "$work/made/git-lead"
check 'is left where it is' sh -c '[ -f .git/lead.db ] && [ ! -f .git/lead.db.unusable ]'

# ---- a rule that is set to fail, and a clone that was cut ----
cd "$work/dev" || exit 1
printf '[check]\n\tsecond-person = fail\n' >.gitlead
git add .gitlead
at 106 'Bo Sample'
git commit -q -m 'a rule (#6)'
pull 6 "$(git rev-parse HEAD)" 'Bo Sample' 'Bo Sample' "$when" -
git push -q origin main
as_actions push refs/heads/main "$(git rev-parse HEAD^)"
fresh job
answers 'a rule set to fail' 1 job
check 'does not keep the reviews out of the notes' sh -c 'git -C "$1/remote.git" grep -q pr:6 refs/notes/lead-reviews' sh "$work"
fresh job --depth=1
before=$(git -C "$work/remote.git" for-each-ref)
rm -f "$world/asked"
answers 'a shallow clone' 3 job
check 'the log says what to do' grep -q 'fetch-depth: 0' "$work/stdout" "$work/stderr"
nothing_written 'shallow'

# ---- little to work on ----
as_actions push refs/heads/main 0000000000000000000000000000000000000000
fresh job
git remote remove origin
answers 'no remote' 1 job HEAD^..HEAD
answers 'a remote that was asked for and is not there' 1 job --remote=nope HEAD^..HEAD
check 'is named' grep -q "no remote 'nope'" "$work/stderr"
answers 'no remote again' 1 job HEAD^..HEAD
check 'is nothing to complain of' sh -c '! grep -e "notes could not" -e "were not pushed" "$1"' sh "$work/stderr"
fresh job
GITHUB_EVENT_PATH=/nonexistent answers 'an event that is not told' 3 job
for text in '' '{' 'x"before":"$(touch here)"' '{"before":"--output=here","repository":{"default_branch":"main"}}'; do
	printf '%s' "$text" >"$GITHUB_EVENT_PATH"
	answers "an event in no known form: $text" 1 job HEAD^..HEAD
	check 'is not run' test ! -e here
done
as_actions push refs/heads/main 0000000000000000000000000000000000000000
git init -q "$work/empty"
cd "$work/empty" || exit 1
answers 'a repository without commits' "$(git lead check >/dev/null 2>&1; echo $?)" job
check 'is as good as the check finds it' test -s "$work/stdout" -o -s "$work/stderr"
cd "$work/job" || exit 1

# ---- calls ----
answers 'help' 0 git-lead-ci -h
says 'is the usage' 'usage: git lead-ci'
answers 'a database elsewhere' 129 git-lead-ci --db=x.db
answers 'a forge that is none' 129 git-lead-ci --forge=svn

# ---- lines, where the clone has no blobs ----
cd "$work/dev" || exit 1
at 130 'Bo Sample'
seq 500 >large.c
git add large.c
git commit -qm 'a large file'
at 131 'Bo Sample'
seq 1000 1800 >large.c
git commit -qam 'and another one in its place'
git push -q origin main
as_actions push refs/heads/main "$(git rev-parse HEAD^)"
fresh job
git config check.size fail
answers 'a size that is not known is not judged' 3 job
rm -f .git/lead.db
answers 'with its blobs it is' 1 job --lines
says 'in lines' '1301 lines'
