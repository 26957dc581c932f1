# What git-lead-gh and git-lead-glab share: options, the place where answers are kept until all are there, and how to ask a
# forge that is slow, busy or away. Read by them, not run. They set, before fetch_options:
#   self     the name in messages ("git lead-gh")
#   tool     the forge's program ("gh")
#   usage    the text of -h
# and define smaller(): asks for less in one answer from now on, false if there is no less; has_data(): whether
# $kept/body.new holds what was asked for, although errors stand beside it.
# shellcheck shell=sh disable=SC2154

set -eu
LC_ALL=C
export LC_ALL
# Answers are read by this program: no colours, no pager, no questions.
NO_COLOR=1 GH_PROMPT_DISABLED=1 NO_PROMPT=1
export NO_COLOR GH_PROMPT_DISABLED NO_PROMPT
unset GH_FORCE_TTY CLICOLOR_FORCE GH_DEBUG DEBUG

cr=$(printf '\r')
try_max=6           # failed tries of one question before the run stops; what was answered is kept
wait_max=20         # rests in a row for one question
rest_max=3900       # seconds; limits are counted by the hour
wait_all=''         # seconds of all rests together, from --wait; empty: no end
rested=0
default_weeks=52    # the report looks at 26 weeks and at the 26 before
remaining_min=100   # of the hour's points: below this, rest. A page of git-lead-gh costs about 31

# What forges and callers wrote may hold what moves a terminal.
say() {
	printf '%s: %s\n' "$self" "$(printf '%s' "$1" | tr '\001-\037\177' '[?*]')" >&2
}

die() {
	say "$1"
	exit 128
}

misused() {
	say "$1"
	printf '%s\n' "$usage" >&2
	exit 129
}

now() {
	if [ -n "${GIT_LEAD_NOW:-}" ]; then
		printf '%s\n' "$GIT_LEAD_NOW"
	else
		date +%s
	fi
}

# iso <seconds>: as forges write times. date(1) has no portable way back from seconds.
iso() {
	awk -v seconds="$1" 'BEGIN {
		days = int(seconds / 86400)
		rest = seconds - days * 86400
		# Years from 1 March, so that the day of a leap year is the last one.
		z = days + 719468
		era = int(z / 146097)
		doe = z - era * 146097
		yoe = int((doe - int(doe / 1460) + int(doe / 36524) - int(doe / 146096)) / 365)
		doy = doe - (365 * yoe + int(yoe / 4) - int(yoe / 100))
		mp = int((5 * doy + 2) / 153)
		month = mp < 10 ? mp + 3 : mp - 9
		printf "%04d-%02d-%02dT%02d:%02d:%02dZ\n", yoe + era * 400 + (month <= 2), month,
			doy - int((153 * mp + 2) / 5) + 1, int(rest / 3600), int(rest % 3600 / 60), rest % 60
	}'
}

# moment <date>: any date in the past that git understands; a plain day begins at midnight, and not at this time of the
# day as git has it.
moment() {
	case $1 in
	[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]) moment_time=${1}T00:00:00Z ;;
	*)
		moment_at=$(GIT_TEST_DATE_NOW=$(now) git rev-parse --since="$1") || return 1
		moment_at=${moment_at#--max-age=}
		# git takes what it cannot read for the present time.
		[ "$moment_at" -lt $(($(now) - 60)) ] || return 1
		moment_time=$(iso "$moment_at")
		;;
	esac
	is_day "${moment_time%T*}" || return 1
	[ "$(printf '%s\n%s\n' "$moment_time" "$(iso "$(now)")" | sort | head -n 1)" = "$moment_time" ] || return 1
	printf '%s\n' "$moment_time"
}

# is_day <year>-<month>-<day>
is_day() {
	printf '%s\n' "$1" | awk -F - '{
		last = $2 == 2 ? 28 + ($1 % 4 == 0 && ($1 % 100 || $1 % 400 == 0)) : 30 + ($2 + ($2 > 7)) % 2
		exit !($2 >= 1 && $2 <= 12 && $3 >= 1 && $3 <= last)
	}'
}

fetch_options() {
	since='' until='' repo='' state=merged keep='' is_import=1 numbers=''
	for option in "$@"; do
		case $option in
		--since=?*) since=${option#*=} ;;
		--until=?*) until=${option#*=} ;;
		--repo=?*/?*) repo=${option#*=} ;;
		--repo=*) misused "--repo takes <owner>/<name>, not '${option#*=}'" ;;
		--state=merged | --state=all) state=${option#*=} ;;
		--state=*) misused "--state takes merged or all, not '${option#*=}'" ;;
		--keep=?*) keep=${option#*=} ;;
		--no-import) is_import='' ;;
		--wait=*[!0-9]* | --wait=) misused "--wait takes seconds, not '${option#*=}'" ;;
		--wait=*) wait_all=${option#*=} ;;
		-h | --help)
			printf '%s\n' "$usage"
			exit 0
			;;
		*[!0-9a-f]* | '') misused "unknown option '$option'" ;;
		????????????????????????????????????????) numbers="$numbers $option" ;;
		*[!0-9]* | 0*) misused "unknown option '$option'" ;;
		*) numbers="$numbers $option" ;;
		esac
	done
	[ -z "$numbers" ] || [ -z "$since$until" ] || misused 'numbers have no period'
	folder=$(git rev-parse --git-common-dir 2>/dev/null) || die 'not in a git repository'
	asked="$repo $state $since $until$numbers"
	asked_since=${since:-$default_weeks weeks ago} asked_until=$until
	since=$(moment "$asked_since") || misused "--since: '$asked_since' is no date in the past"
	if [ -n "$until" ]; then
		until=$(moment "$asked_until") || misused "--until: '$asked_until' is no date in the past"
		[ "$(printf '%s\n%s\n' "$since" "$until" | sort | head -n 1)" != "$until" ] ||
			misused "--until must be later than --since"
	fi
	if [ -n "$keep" ] && { [ -d "$keep" ] || [ ! -d "$(dirname -- "$keep")" ]; }; then
		die "cannot write '$keep'"
	fi
	command -v "$tool" >/dev/null 2>&1 || die "$tool is not installed"
}

# Everything that was answered lies in $kept until the import took it, so that a run after a break asks for the rest only.
# The same options find the same folder, and with it the period that the first run took them for.
fetch_begin() {
	kept=$folder/lead-$tool/$(printf '%s' "$asked" | cksum | tr -cs '0-9\n' '-')
	mkdir -p "$kept" || die "cannot make '$kept'"
	if [ -f "$kept/running" ] && kill -0 "$(cat "$kept/running")" 2>/dev/null; then
		die "process $(cat "$kept/running") is at it already; if that is something else, remove '$kept/running'"
	fi
	echo $$ >"$kept/running"
	trap 'rm -f "$kept/running" "$kept"/*.new' EXIT
	trap 'exit 129' HUP
	trap 'exit 130' INT
	trap 'exit 143' TERM
	if [ -f "$kept/period" ]; then
		read -r since until <"$kept/period" || :
		say "going on where the last run stopped"
	else
		printf '%s %s\n' "$since" "$until" >"$kept/period.new"
		mv "$kept/period.new" "$kept/period"
	fi
}

# json_values <path…>: from JSON on standard input the scalars at these paths, a line each: path, tab, value with its
# escapes. Keys are joined with dots, arrays add nothing: "data.nodes.number". Cut at quotes, so that it is fast.
json_values() {
	awk -v paths="$*" '
	BEGIN {
		RS = "\""
		count = split(paths, list, " ")
		for (i = 1; i <= count; i++) {
			wanted[list[i]] = 1
			sub(/.*\./, "", list[i])
			leaf[list[i]] = 1
		}
	}

	function emit(value,    path, i) {
		if (!(key[depth] in leaf))
			return
		for (i = 1; i <= depth; i++)
			if (type[i] == "{")
				path = path (path == "" ? "" : ".") key[i]
		if (path in wanted)
			print path "\t" value
	}

	function scalar() {
		if (token != "")
			emit(token)
		token = ""
	}

	function outside(piece,    i, c) {
		for (i = 1; i <= length(piece); i++) {
			c = substr(piece, i, 1)
			if (c == "{" || c == "[") {
				type[++depth] = c
				key[depth] = ""
				is_key = c == "{"
			} else if (c == "}" || c == "]") {
				scalar()
				depth--
				is_key = 0
			} else if (c == ",") {
				scalar()
				is_key = type[depth] == "{"
			} else if (c == ":")
				is_key = 0
			else if (c !~ /[ \t\r\n]/)
				token = token c
		}
	}

	!is_inside {
		outside($0)
		is_inside = 1
		text = ""
		next
	}

	{
		text = text $0
		# A quote behind an odd number of backslashes belongs to the text.
		if (match($0, /\\+$/) && RLENGTH % 2) {
			text = text "\""
			next
		}
		is_inside = 0
		if (is_key)
			key[depth] = text
		else
			emit(text)
	}

	END {
		scalar()
	}'
}

# is_commit <number or commit>: git's names of commits are 40 digits long.
is_commit() {
	[ ${#1} -eq 40 ]
}

# refused_number <n> <what>: told once; the run goes on with the next.
refused_number() {
	say "$2 $1: $(words)"
	: >"$kept/none.$1"
	echo "$1" >>"$kept/refused"
}

# header <name>: of the last answer; empty if it has none.
header() {
	sed -n "s/^$1: *\([^$cr]*\).*/\1/p" "$kept/head.new" | tail -n 1
}

# rest <seconds> <why>
rest() {
	rest_seconds=$1
	[ "$rest_seconds" -ge 1 ] || rest_seconds=1
	[ "$rest_seconds" -le $rest_max ] || rest_seconds=$rest_max
	rested=$((rested + rest_seconds))
	[ -z "$wait_all" ] || [ $rested -le "$wait_all" ] || die "$2: it would take another $rest_seconds s; run it again later to go on"
	say "$2: waiting $rest_seconds s"
	sleep "$rest_seconds"
}

# Seconds until the forge counts anew; nothing if it does not tell.
until_reset() {
	for name in '[Xx]-[Rr]ate[Ll]imit-[Rr]eset' '[Rr]ate[Ll]imit-[Rr]eset'; do
		reset=$(header "$name")
		case $reset in
		'' | *[!0-9]*) ;;
		*)
			echo $((reset - $(now) + 1))
			return
			;;
		esac
	done
}

remaining() {
	for name in '[Xx]-[Rr]ate[Ll]imit-[Rr]emaining' '[Rr]ate[Ll]imit-[Rr]emaining'; do
		left=$(header "$name")
		case $left in
		'' | *[!0-9]*) ;;
		*)
			echo "$left"
			return
			;;
		esac
	done
}

# Rests as the forge asks for: its own number, the end of the hour, or ever longer.
rest_as_told() {
	told=$(header '[Rr]etry-[Aa]fter')
	case $told in
	'' | *[!0-9]*)
		told=''
		[ "$(remaining)" != 0 ] || told=$(until_reset)
		;;
	esac
	[ -n "$told" ] || told=$((30 << (waits < 5 ? waits : 5)))
	rest "$told" 'the forge limits the rate'
}

# What the forge said, in one line.
words() {
	words_said=$(json_values message error errors.message <"$kept/body.new" | cut -f 2- | head -n 1)
	[ -n "$words_said" ] || words_said=$(head -n 1 "$kept/errors.new")
	printf '%s\n' "${words_said:-no answer}"
}

limits_rate() {
	[ "$status" = 429 ] || [ -n "$(header '[Rr]etry-[Aa]fter')" ] || [ "$(remaining)" = 0 ] ||
		cat "$kept/body.new" "$kept/errors.new" | grep -q -i -e 'rate.limit' -e RATE_LIMITED -e 'abuse detection' -e 'too many requests'
}

# judge <exit code of the tool>: sets verdict to fine, limited, again, login or refused.
judge() {
	status=$(sed -n '1s,^HTTP/[0-9.]* *\([0-9][0-9][0-9]\).*,\1,p' "$kept/head.new")
	verdict=refused
	case $status in
	2??)
		if [ "$1" -eq 0 ]; then
			verdict=fine
		elif limits_rate; then
			verdict=limited
		else
			judge_errors
		fi
		;;
	401) verdict=login ;;
	403 | 429) ! limits_rate || verdict=limited ;;
	408 | 5??) verdict=again ;;
	'')
		# No answer came: the tool does not know who it is, or where; or the line is down.
		if grep -q -i -e 'auth login' -e 'not logged in' -e 'authenticat' -e '_TOKEN' "$kept/errors.new"; then
			verdict=login
		elif ! grep -q -i -e 'git remote' -e 'not a git repository' -e 'unknown flag' -e 'unknown command' "$kept/errors.new"; then
			verdict=again
		fi
		;;
	esac
}

# An answer with errors[] beside the data. What is forbidden stays so; the rest is mostly a question that took too long.
judge_errors() {
	verdict=again
	types=$(json_values errors.type <"$kept/body.new" | cut -f 2- | sort -u | tr '\n' ' ')
	case $types in
	'FORBIDDEN ' | 'NOT_FOUND ' | 'FORBIDDEN NOT_FOUND ')
		verdict=refused
		! has_data || verdict=fine
		[ $verdict = refused ] || say "the forge leaves something out: $(words)"
		;;
	*INSUFFICIENT_SCOPES* | *NOT_FOUND* | *FORBIDDEN*) verdict=refused ;;
	esac
}

# ask <command…>: runs the tool with --include until it gives an answer; the body is in $kept/body.new. Returns 1 if the
# forge refuses (status and words tell why); stops the run if it cannot be reached, with all that was answered kept.
ask() {
	tries=0
	waits=0
	while :; do
		code=0
		"$@" >"$kept/answer.new" 2>"$kept/errors.new" || code=$?
		sed "/^$cr*\$/q" "$kept/answer.new" >"$kept/head.new"
		sed "1,/^$cr*\$/d" "$kept/answer.new" >"$kept/body.new"
		judge "$code"
		case $verdict in
		fine)
			left=$(remaining)
			if [ -n "$left" ] && [ "$left" -lt "$remaining_min" ] && [ -n "$(until_reset)" ]; then
				is_low=1
			else
				is_low=''
			fi
			return 0
			;;
		limited)
			waits=$((waits + 1))
			[ $waits -le $wait_max ] || die "the forge limits the rate for too long; run it again later to go on"
			rest_as_told
			;;
		again)
			tries=$((tries + 1))
			[ $tries -lt $try_max ] || die "no answer after $tries tries ($(words)); run it again to go on"
			! smaller || say 'asking for less at once'
			rest $((1 << tries)) "$(words)"
			;;
		login) die "$tool may not ask (${status:-$(words)}): see '$tool auth status' and '$tool auth login'" ;;
		*) return 1 ;;
		esac
	done
}

# To be called when the answer is safe on disk: rests if little of the hour's allowance is left.
rest_if_low() {
	[ -z "${is_low:-}" ] || rest "$(until_reset)" "$left of the hour's allowance left"
	is_low=''
}

# fetch_end <count> <what>: hands what all_answers prints to git lead import, and forgets it once that took it.
fetch_end() {
	code=0
	[ -t 2 ] && say "$1 $2"
	[ -z "$keep" ] || { all_answers >"$keep"; } 2>/dev/null || die "cannot write '$keep'"
	if [ "$1" -eq 0 ] && [ -n "$numbers" ]; then
		[ ! -f "$kept/refused" ] || code=128
		rm -rf "$kept"
		exit $code
	elif [ "$1" -eq 0 ]; then
		say "no $2 since $since${until:+, until $until}"
	elif [ -n "$is_import" ]; then
		all_answers | git lead import - || code=$?
		[ $code -eq 0 ] || say "the answers are kept: run it again to import them without asking"
	elif [ -z "$keep" ]; then
		all_answers
	fi
	[ $code -ne 0 ] || rm -rf "$kept"
	exit $code
}
