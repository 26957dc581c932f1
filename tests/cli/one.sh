#!/bin/sh
# The world of one whole-program test: identity, configuration, locale, time and place are all given, nothing of the
# developer's is read. Arguments: the test file, the program, an empty folder. The test file uses the functions below.
set -u

test_file=$1
program=$2
work=$3
failures=0

unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_PAGER PAGER COLUMNS NO_COLOR GIT_CONFIG_PARAMETERS GIT_CONFIG_COUNT
unset GITHUB_ACTIONS GITEA_ACTIONS FORGEJO_ACTIONS GITLAB_CI GERRIT_EVENT_TYPE GERRIT_REFNAME GITHUB_STEP_SUMMARY
export HOME="$work/home" XDG_CONFIG_HOME="$work/home" GIT_CONFIG_GLOBAL="$work/home/.gitconfig" GIT_CONFIG_SYSTEM=/dev/null
export GIT_AUTHOR_NAME='Ada Example' GIT_AUTHOR_EMAIL='ada@example.org'
export GIT_COMMITTER_NAME='Ada Example' GIT_COMMITTER_EMAIL='ada@example.org'
export LC_ALL=C.UTF-8 TZ=UTC TERM=dumb
export GIT_LEAD_NOW=1783036800 # 2026-07-03
mkdir -p "$HOME"
printf '[init]\n\tdefaultBranch = main\n[user]\n\tname = Ada Example\n\temail = ada@example.org\n' >"$GIT_CONFIG_GLOBAL"
# The program must be found as `git lead` too.
mkdir -p "$work/bin"
ln -s "$program" "$work/bin/git-lead"
PATH="$work/bin:$PATH"
cd "$work" || exit 1

# check <sentence> <command…>: one check, passed if the command succeeds.
check() {
	sentence=$1
	shift
	if "$@" >"$work/check.out" 2>&1; then
		printf 'ok %s: %s\n' "$(basename "$test_file" .sh)" "$sentence"
	else
		printf 'not ok %s: %s\n' "$(basename "$test_file" .sh)" "$sentence"
		sed 's/^/    /' "$work/check.out" | head -n 40
		failures=$((failures + 1))
	fi
}

# same <sentence> <wanted> <got>: two texts are equal.
same() {
	printf '%s\n' "$2" >"$work/wanted"
	printf '%s\n' "$3" >"$work/got"
	check "$1" diff -u "$work/wanted" "$work/got"
}

# answers <sentence> <exit code> <command…>: the exit code; what was printed stays in $work/stdout and $work/stderr.
answers() {
	answers_sentence=$1
	answers_wanted=$2
	shift 2
	"$@" >"$work/stdout" 2>"$work/stderr"
	answers_code=$?
	if [ "$answers_code" -eq "$answers_wanted" ]; then
		check "$answers_sentence" true
	else
		check "$answers_sentence" sh -c "echo 'exit code $answers_code, wanted $answers_wanted'; cat '$work/stderr'; false"
	fi
}

says() { # <sentence> <pattern>: stdout of the last `answers` matches
	check "$1" grep -E -e "$2" "$work/stdout"
}

complains() { # <sentence> <pattern>: stderr of the last `answers` is exactly one line, and it matches
	check "$1" sh -c "cat '$work/stderr'; [ \$(wc -l <'$work/stderr') -eq 1 ] && grep -E -e \"\$1\" '$work/stderr'" sh "$2"
}

# at <day> <name> [<address>]: author and committer of the commits that follow, days since 2026-01-01.
at() {
	when=$((1767225600 + $1 * 86400 + 3600))
	export GIT_AUTHOR_DATE="@$when +0000" GIT_COMMITTER_DATE="@$when +0000"
	address=${3:-$(printf '%s' "$2" | cut -d' ' -f1 | tr '[:upper:]' '[:lower:]')@example.org}
	export GIT_AUTHOR_NAME="$2" GIT_AUTHOR_EMAIL="$address" GIT_COMMITTER_NAME="$2" GIT_COMMITTER_EMAIL="$address"
}

# change <file> <message>: a commit that adds a line to the file.
change() {
	mkdir -p "$(dirname "$1")"
	[ -f "$1" ] || : >"$1"
	printf 'line %s\n' "$(wc -l <"$1")" >>"$1"
	git add "$1" && git commit -q -m "$2"
}

# rows <sql>: the answer as CSV without its header.
rows() {
	git lead query --format=csv "$1" | tail -n +2
}

# shellcheck source=/dev/null
. "$test_file"
[ "$failures" -eq 0 ]
