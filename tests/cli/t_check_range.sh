# What git lead check looks at: ranges by word, by base, by a CI system's environment; whose settings hold; and going on from the
# last check.
# shellcheck shell=sh disable=SC2154,SC2016

git init -q repo
cd repo || exit 1
at 90 'Ada Example'
printf '[check]\n\tsecond-person = fail\n\tsize = fail\n[check "size"]\n\tfiles = 2\n' >.gitlead
git add .gitlead
change a.c 'one'
at 91 'Bo Sample'
change a.c 'two

Reviewed-by: Ada Example <ada@example.org>'
reviewed=$(git rev-parse HEAD)
at 92 'Ada Example'
change a.c 'three'
alone=$(git rev-parse HEAD)

answers 'the last change, which nobody but its author is named on' 3 git lead check
answers 'that range by name' 3 git lead check HEAD^..HEAD
answers 'one revision is what came with it' 0 git lead check "$reviewed"
answers 'a range that holds what cannot be judged' 3 git lead check "$reviewed^.."
answers 'from where a base parts' 3 git lead check --base="$reviewed"
answers 'an empty range' 0 git lead check HEAD..HEAD
answers 'a base that HEAD is' 0 git lead check --base=HEAD
answers 'a revision that is not there' 128 git lead check nowhere..HEAD
complains 'is named' "no commit 'nowhere'"
answers 'two ranges are wrong usage' 129 git lead check a b
answers 'so are a range and a base' 129 git lead check --base=a b
answers 'an unknown format too' 129 git lead check --format=runes
answers 'a team that is not there' 128 git lead check --team=nobody
complains 'is named' "no team 'nobody' with members known"

# ---- a CI system's environment ----
event=$work/event.json
in_github() { # <event> <command…>
	event_name=$1
	shift
	env GITHUB_ACTIONS=true GITHUB_EVENT_NAME="$event_name" GITHUB_EVENT_PATH="$event" GITHUB_SHA="$(git rev-parse HEAD)" \
		GITHUB_REF=refs/heads/main GITHUB_REF_NAME=main "$@"
}
printf '{"before": "%s", "repository": {"default_branch": "main"}}' "$(git rev-parse "$reviewed")" >"$event"
answers 'a push of GitHub' 3 in_github push git lead check
printf '{"before": "%s", "repository": {"default_branch": "main"}}' "$(git rev-parse HEAD)" >"$event"
answers 'a push of nothing' 0 in_github push git lead check
answers 'an argument stands before the environment' 3 in_github push git lead check HEAD^..
answers 'so does a base' 3 in_github push git lead check --base=HEAD^
answers 'another event is about the last change' 3 in_github schedule git lead check
printf '{"before": "1234567890123456789012345678901234567890", "repository": {"default_branch": "main"}}' >"$event"
answers 'what was pushed away by force is not guessed' 3 in_github push git lead check
complains 'and says what to do' 'GitHub Actions tells of the commit before the push 123456789012, which is not in this clone; .*--base'
printf 'no event' >"$event"
printf '[check]\n\tsecond-person = off\n\tsize = off\n' >"$work/off"
answers 'an event that cannot be read names no range' 3 in_github push git -c check.coverage=fail lead check "--config=$work/off"
complains 'which is said' 'GitHub Actions does not tell where the range of this push begins; name a base with --base'
answers 'without a gate the last change is looked at' 0 in_github push git lead check "--config=$work/off"
complains 'which is said too' 'does not tell where the range of this push begins; .* the last change alone is looked at'
answers 'of a request neither' 3 in_github pull_request git lead check "--config=$work/off"
answers 'with a base it is not asked' 0 in_github push git lead check "--config=$work/off" --base=HEAD
rm "$event"
answers 'nor does one that is not there' 3 in_github push git -c check.coverage=fail lead check "--config=$work/off"
in_gitlab() {
	env GITLAB_CI=true CI_PIPELINE_SOURCE=push CI_COMMIT_BRANCH=main CI_DEFAULT_BRANCH=main CI_COMMIT_SHA="$alone" "$@"
}
answers 'a push of GitLab' 3 in_gitlab CI_COMMIT_BEFORE_SHA="$reviewed" git lead check
answers 'a push of nothing there' 0 in_gitlab CI_COMMIT_BEFORE_SHA="$alone" git lead check
answers 'a change that Gerrit merged' 0 env GERRIT_EVENT_TYPE=change-merged GERRIT_BRANCH=main GERRIT_PATCHSET_REVISION="$reviewed" git lead check
answers 'a ref that Gerrit updated' 3 env GERRIT_EVENT_TYPE=ref-updated GERRIT_REFNAME=refs/heads/main GERRIT_OLDREV="$reviewed" GERRIT_NEWREV="$alone" git lead check

# ---- whose settings hold ----
git checkout -q -b request
at 93 'Dee Sample'
printf '[check]\n\tsecond-person = off\n\tsize = off\n' >.gitlead
printf 'Ada Example <ada@example.org> <dee@example.org>\n' >.mailmap
git add .gitlead .mailmap
change b.c 'a request that would rather not be asked'
request=$(git rev-parse HEAD)
printf '{"pull_request": {"base": {"sha": "%s", "ref": "main"}, "head": {"sha": "%s"}}}' "$alone" "$request" >"$event"
answers 'as a change of a branch its own settings hold' 0 git lead check main...HEAD
answers 'as a request those of its base' 1 in_github pull_request git lead check
answers 'also where a range is named' 1 in_github pull_request git lead check HEAD^..
check 'and its mailmap' test "$(sqlite3 .git/lead.db "select count(*) from repository_text where kind = 'mailmap' and text <> ''")" = 0
git clone -q . "$work/fork"
(
	cd "$work/fork" && git checkout -q -B main "$alone" && printf '[check]\n\tsize = off\n' >.gitlead && git commit -q -a -m 'none asked' &&
		git checkout -q -B request "$request"
) 2>/dev/null
git clone -q "$work/fork" "$work/of-fork"
(
	cd "$work/of-fork" || exit 1
	in_github pull_request_target git lead check >/dev/null 2>&1
	echo $? >"$work/code"
)
same "in a clone of a fork the fork's main has no say" 1 "$(cat "$work/code")"
answers 'in GitLab too' 1 env GITLAB_CI=true CI_PIPELINE_SOURCE=merge_request_event CI_MERGE_REQUEST_IID=1 \
	CI_COMMIT_SHA="$request" CI_MERGE_REQUEST_DIFF_BASE_SHA="$alone" CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main git lead check
answers 'and in Gerrit' 1 env GERRIT_EVENT_TYPE=patchset-created GERRIT_BRANCH=main GERRIT_PATCHSET_REVISION="$request" git lead check
git checkout -q --detach main
at 94 'GitHub' noreply@github.com
git merge -q --no-ff -m "Merge $request into $alone" request
answers 'on the merge that tries it' 1 in_github pull_request git lead check
in_github pull_request git lead check --format=json >"$work/trial.json" 2>/dev/null
check 'its range begins with the base' grep -q "\"base\": *\"$alone\"" "$work/trial.json"
git checkout -q main
printf '{"pull_request": {"base": {"sha": "%s", "ref": "main"}, "head": {"sha": "1234567890123456789012345678901234567890"}}}' "$alone" >"$event"
answers 'a request whose head is not here' 3 in_github pull_request_target git lead check
complains 'is named with what to do' "the request's head 123456789012, which is not in this clone; check out"
answers 'then a check of main has its own settings again' 3 git lead check

# ---- going on ----
rm .git/lead.db
answers 'a first check' 3 git lead check --since-last
answers 'again, at the same place: the same outcome' 3 git lead check --since-last
place() { sqlite3 .git/lead.db "select branch, lower(hex(base)), lower(hex(tip)) from checked where branch = 'main'"; }
same 'and the same place' "main|$reviewed|$alone" "$(place)"
at 95 'Bo Sample'
change a.c 'four

Reviewed-by: Ada Example <ada@example.org>'
change a.c 'five

Reviewed-by: Ada Example <ada@example.org>'
answers 'what came since is looked at' 0 git lead check --since-last
same 'from where the last one ended' "main|$alone|$(git rev-parse HEAD)" "$(place)"
answers 'a range that is named' 3 git lead check "$reviewed..$alone"
same 'moves no place' "main|$alone|$(git rev-parse HEAD)" "$(place)"
git checkout -q -b beside "$reviewed"
answers 'another branch has a place of its own' 0 git lead check --since-last
git checkout -q main
git reset -q --hard "$reviewed"
at 96 'Ada Example'
change a.c 'another three'
answers 'a branch that was pushed by force is looked at as usual' 3 git lead check --since-last
same 'from its last change' "main|$reviewed|$(git rev-parse HEAD)" "$(place)"

# ---- what is told only once, and where it goes ----
git reset -q --hard "$alone"
rm .git/lead.db
answers 'every check tells all' 3 git lead check --format=json
cp "$work/stdout" "$work/first.json"
says 'as new' '"is_new": true'
answers 'also the next one' 3 git lead check --format=json
check 'which knows what is not new' sh -c "! grep -q '\"is_new\": true' '$work/stdout'"
answers 'as news there is nothing then, and the outcome is the same' 3 git lead check --since-last
check 'no change is named in it' sh -c "! grep -q 'commit:' '$work/stdout'"
at 97 'Ada Example'
change a.c 'six'
answers 'a new change is news' 3 git lead check --since-last --format=json
says 'that is told' '"is_new": true'
answers 'in two forms' 3 git lead check --format=gitlab -o "$work/quality.json" --summary="$work/note.md"
check 'the report is written' grep -q fingerprint "$work/quality.json"
check 'and so is the note' grep -q '^#' "$work/note.md"
check 'nothing else is said' test ! -s "$work/stdout"
printf 'of a step before\n' >"$work/steps.md"
GITHUB_STEP_SUMMARY="$work/steps.md" answers 'annotations' 3 git lead check --format=github
check 'come with a summary below what is there' sh -c "head -n 1 '$work/steps.md' | grep -q '^of a step before$' && grep -q '^#' '$work/steps.md'"
before=$(wc -l <"$work/steps.md")
GITHUB_STEP_SUMMARY="$work/steps.md" answers 'also where it is named' 3 git lead check --summary="$work/steps.md"
check 'it is added to' test "$(wc -l <"$work/steps.md")" -gt "$before"
GITHUB_STEP_SUMMARY="$work/other.md" answers 'other forms' 3 git lead check
check 'write none' test ! -e "$work/other.md"
answers 'a summary in no folder' 129 git lead check --summary="$work/no/such/place.md"
answers 'an empty repository in every form' 0 sh -c 'git init -q "$0/void" && for form in text json github gitlab sarif md; do git -C "$0/void" lead check --format=$form || exit 1; done' "$work"
check 'and an empty range' sh -c 'for form in text json github gitlab sarif md; do git lead check --format=$form HEAD..HEAD >/dev/null || exit 1; done'
answers 'the range is told' 0 git lead check HEAD..HEAD
says 'with its emptiness' 'no commits'

# ---- what the remote's default branch lacks has not landed ----
git clone -q "file://$work/repo" "$work/clone" 2>/dev/null
cd "$work/clone" || exit 1
answers 'what is on it is judged' 3 git lead check "$reviewed.."
git checkout -q -b topic
at 98 'Ada Example'
change a.c 'of a topic'
answers 'what is not has time' 0 git lead check
check 'which is said' sh -c "tr '\\n' ' ' <'$work/stdout' | grep -q 'It has not landed yet'"
check 'and nobody integrated it' sh -c "git lead check --format=json | grep -q '\"integrator\": null'"
answers 'also by name' 0 git lead check origin/HEAD..topic
at 99 'Ada Example'
seq 3 >x.c
seq 3 >y.c
git add x.c y.c
change z.c 'more files in one more commit'
git checkout -q -b other origin/HEAD
answers 'a topic is as large as all of it' 1 git lead check origin/HEAD..topic
