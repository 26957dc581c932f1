#!/bin/sh
# What may not stand in the project: unsafe or locale-bound functions, ends of the process outside main, SQL made by
# formatting, marks of unfinished work, paths of one machine. Takes the root of the tree (default: this one); prints file:line.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
export LC_ALL=C
cd "${1:-$here/../..}"

files=$(mktemp)
trap 'rm -f "$files"' EXIT
failed=0

# ---- calls in C ----
find analyzers cmd include tests -type f \( -name '*.c' -o -name '*.h' \) 2>/dev/null | sort >"$files"
awk -v list="$files" "$(cat "$here/c_lex.awk")"'
BEGIN {
	while ((getline path < list) > 0)
		ARGV[ARGC++] = path
	if (ARGC == 1) {
		print "banned: no sources found"
		exit failed = 1
	}
	before = "(^|[^A-Za-z0-9_])"
	after = "[ \t]*[(]"
	unsafe = before "(strcpy|strcat|strncpy|strncat|sprintf|vsprintf|gets|strtok|strtok_r|atoi|atol|atoll|atof|system|popen|" \
	         "setjmp|longjmp|sigsetjmp|siglongjmp|alloca|tmpnam|tempnam|mktemp|localtime|gmtime|ctime|asctime|" \
	         "sqlite3_mprintf|sqlite3_vmprintf|sqlite3_snprintf)" after
	format = before "(snprintf|vsnprintf|asprintf|vasprintf|dprintf|xstrfmt|buf_add[a-z_]*)" after
	sql = "(^|[^A-Za-z_])(SELECT|INSERT|UPDATE|DELETE)([^A-Za-z_]|$)"
}

function complain(line, words) {
	printf "%s:%d: %s\n", FILENAME, line, words
	failed = 1
}

function named(pattern,    name) {
	match(CODE, pattern)
	name = substr(CODE, RSTART, RLENGTH)
	gsub(/[^A-Za-z0-9_]/, "", name)
	return name
}

FNR == 1 {
	c_begin()
	formatting = 0
}

{
	c_lex($0)
}

CODE ~ unsafe {
	complain(FNR, named(unsafe) "() is banned")
}

CODE ~ (before "(exit|quick_exit|_Exit)" after) && FILENAME !~ /^(tests\/|cmd\/main\.c$|analyzers\/base\/alloc\.c$)/ {
	complain(FNR, "only cmd/main.c and analyzers/base/alloc.c end the process")
}

CODE ~ (before "sqlite3_exec" after) && FILENAME !~ /^(tests\/|analyzers\/store\/(store|migrate)\.c$)/ {
	complain(FNR, "sqlite3_exec() is for analyzers/store/store.c and migrate.c alone")
}

/^[ \t]*#[ \t]*include[ \t]*<ctype\.h>/ {
	complain(FNR, "<ctype.h> follows the locale: use char_is_* of lead/text.h")
}

CODE ~ /__attribute__[ \t]*\(\([ \t]*(__)?cleanup/ {
	complain(FNR, "cleanup attributes are banned: one label \"done\" frees")
}

# A call that formats, up to its semicolon.
CODE ~ format && FILENAME !~ /^tests\// {
	formatting = FNR
}

formatting && TEXT ~ sql {
	complain(formatting, "SQL is never built by formatting: bind parameters")
	formatting = 0
}

formatting && CODE ~ /;/ {
	formatting = 0
}

END {
	exit failed
}
' || failed=1

# ---- words and paths in every text file ----
find . \( -name .git -o -path ./build -o -path ./tests/fuzz/corpus \) -prune -o -type f -print |
	sed 's,^\./,,' | sort >"$files"
unfinished='TO''DO|FIX''ME|X''XX|HA''CK'
machine='(^|[^A-Za-z0-9_.}*-])/(wo''rk|tm''p|ho''me|ro''ot|Us''ers)/'

# search <what is wrong> <grep option> <pattern>
search() {
	found=$(tr '\n' '\0' <"$files" | xargs -0 grep -nHI "$2" "$3" -- /dev/null | sed "s|\$|   <- $1|") || :
	if [ -n "$found" ]; then
		printf '%s\n' "$found"
		failed=1
	fi
}

search 'a mark of unfinished work' -wE "$unfinished"
search 'a path of one machine' -E "$machine"
exit $failed
