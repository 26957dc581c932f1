# What git lead check --since-last may not swallow: what nobody was told, another team's news, and what a request shares a name with.
# shellcheck shell=sh disable=SC2154,SC2016

git init -q repo
cd repo || exit 1
at 90 'Ada Example'
printf '[check]\n\tsize = warn\n[check "size"]\n\tfiles = 1\n[team "near"]\n\tmember = ada@example.org\n[team "far"]\n\tmember = bo@example.org\n' >.gitlead
git add .gitlead
change a.c 'one'
place() { sqlite3 .git/lead.db "select count(*) from checked"; }
large() { # <day> <name> <message>
	at "$1" "$2"
	for file in a b c; do
		printf '%s\n' "$3" >>"$file.c"
	done
	git add . && git commit -q -m "$3"
}

# ---- an answer that did not arrive was not told ----
answers 'a first check' 0 git lead check --since-last
large 91 'Ada Example' 'nobody heard of it'
if [ -w /dev/full ]; then
	answers 'an answer that cannot be written' 128 sh -c 'git lead check --since-last >/dev/full'
	answers 'is given the next time' 0 git lead check --since-last
	says 'with the change' 'nobody heard of it'
	large 92 'Ada Example' 'nor of this one'
	answers 'a summary that cannot be written' 128 git lead check --since-last --summary=/dev/full
	answers 'is made the next time' 0 git lead check --since-last
	says 'with its change' 'nor of this one'
fi
answers 'and then it was told' 0 git lead check --since-last
check 'once' sh -c "! grep -q 'nor of this one' '$work/stdout'"

# ---- what a check in between left out ----
large 92 'Ada Example' 'left out'
at 92 'Ada Example'
change a.c 'the last change'
answers 'a check of the last change alone' 0 git lead check
check 'does not tell of the one before' sh -c "! grep -q 'left out' '$work/stdout'"
at 92 'Ada Example'
change a.c 'one more'
answers 'the next one begins before it' 0 git lead check --since-last
says 'and tells of it' 'left out'

# ---- teams ----
answers 'a check for one team' 0 git lead check --since-last --team=far
large 93 'Bo Sample' 'of the far team'
answers 'another team looks at it first' 0 git lead check --since-last --team=near
large 94 'Ada Example' 'of the near team'
answers 'and at what comes next' 0 git lead check --since-last --team=near
answers 'the first team goes on from its own place' 0 git lead check --since-last --team=far
says 'and is told what is news to it' 'of the far team'

# ---- requests ----
event=$work/event.json
of_request() {
	env GITHUB_ACTIONS=true GITHUB_EVENT_NAME=pull_request GITHUB_EVENT_PATH="$event" GITHUB_HEAD_REF=main GITHUB_BASE_REF=main \
		GITHUB_SHA="$(git rev-parse HEAD)" "$@"
}
git config check.size fail
rm .git/lead.db
base=$(git rev-parse HEAD)
printf '{"pull_request": {"base": {"sha": "%s", "ref": "main"}, "head": {"sha": ""}}}' "$base" >"$event"
git checkout -q -b work
large 95 'Gil Sample' 'a large request'
answers 'a request that a rule stops' 1 of_request git lead check --since-last
at 96 'Gil Sample'
change a.c 'a small change on top of it'
answers 'is stopped whatever comes on top' 1 of_request git lead check --since-last
check 'and told once' sh -c "! grep -q 'a large request' '$work/stdout'"
same 'a request leaves no place' 0 "$(place)"
git checkout -q main
git merge -q --ff-only work
answers 'what a fork calls main' 1 env GITHUB_ACTIONS=true GITHUB_EVENT_NAME=push GITHUB_EVENT_PATH=/dev/null GITHUB_REF_NAME=main git lead check --since-last HEAD~2..HEAD
says 'is news of main when it lands there' 'a large request'
