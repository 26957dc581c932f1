#!/bin/sh
# Proves that each lint can fail: plants one breach after another in a small good tree and expects the lint to end with a
# failure that names the file and line, and to pass before and after.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

mkdir -p "$root/include/lead" "$root/cmd/render" "$root/man" "$root/tests"
for room in base history evidence store scan people metrics patterns report; do
	mkdir -p "$root/analyzers/$room"
done
for name in error facts history evidence store scan people metric pattern report; do
	printf '#ifndef LEAD_%s\n#define LEAD_%s\nstruct a_%s;\n#endif\n' "$name" "$name" "$name" >"$root/include/lead/$name.h"
done
printf '#include <stdlib.h>\n#include "lead/error.h"\n/* strcpy(a, b) in a comment */\nconst char *a = "gets(x)";\n' \
	>"$root/analyzers/base/error.c"
printf 'int ranking;\n' >"$root/analyzers/patterns/own.h"
printf '#include "lead/report.h"\n#include "render.h"\n/* no score, nobody is lazy */\n' >"$root/cmd/render/text.c"
printf '#define RENDER 1\n' >"$root/cmd/render/render.h"
printf '#include "lead/scan.h"\n#include "render/render.h"\n' >"$root/cmd/main.c"
printf '.Sh NAME\n' >"$root/man/git-lead.1"
printf '#include <git2.h>\n#include "../analyzers/patterns/own.h"\n' >"$root/tests/test_x.c"

# Counts are kept in files: half of the checks run at the end of a pipe, in a process of their own.
: >"$root/.checks"
: >"$root/.wrong"

complain() {
	echo "selftest: $1"
	echo "$1" >>"$root/.wrong"
}

passes() {
	echo "$1" >>"$root/.checks"
	sh "$here/$1.sh" "$root" >"$root/.out" 2>&1 || {
		complain "$1 refuses a good tree:"
		cat "$root/.out"
	}
}

# fails <lint> <file> <line>: with the file as standard input gives it, the lint must name that line.
fails() {
	echo "$1" >>"$root/.checks"
	[ ! -f "$root/$2" ] || mv "$root/$2" "$root/.kept"
	cat >"$root/$2"
	if sh "$here/$1.sh" "$root" >"$root/.out" 2>&1; then
		complain "$1 accepts a bad $2:"
		cat "$root/$2"
	elif ! grep -q "$2:$3:" "$root/.out"; then
		complain "$1 does not name $2:$3 but says:"
		cat "$root/.out"
	fi
	rm -f "$root/$2"
	[ ! -f "$root/.kept" ] || mv "$root/.kept" "$root/$2"
}

# The lines given, as so many more of one.
repeat() {
	awk -v count="$1" -v line="$2" 'BEGIN { while (count-- > 0) print line }'
}

for lint in layers sizes banned headers words; do
	passes "$lint"
done

# ---- layers ----
# include <file> <what stands after #include>
include() {
	printf '\n#include %s\n' "$2" | fails layers "$1" 2
}
include analyzers/base/new.c '"lead/store.h"'
include analyzers/base/new.c '<git2.h>'
include analyzers/history/new.c '"lead/store.h"'
include analyzers/history/new.c '"lead/evidence.h"'
include analyzers/history/new.c '<sqlite3.h>'
include analyzers/evidence/new.c '"lead/history.h"'
include analyzers/evidence/new.c '<git2/oid.h>'
include analyzers/evidence/new.c '<zlib.h>'
include analyzers/store/new.c '"lead/evidence.h"'
include analyzers/store/new.c '"git2.h"'
include analyzers/store/new.c '<jansson.h>'
include analyzers/scan/new.c '"lead/people.h"'
include analyzers/scan.c '"lead/metric.h"'
include analyzers/people/new.c '"lead/metric.h"'
include analyzers/people/new.c '"lead/scan.h"'
include analyzers/metrics/new.c '"lead/pattern.h"'
include analyzers/metrics/new.c '"lead/history.h"'
include analyzers/metrics/new.c '"own.h"'
include analyzers/metrics/new.c '"../patterns/own.h"'
include analyzers/patterns/new.c '"lead/report.h"'
include analyzers/report/new.c '"render.h"'
include analyzers/report/new.c '<sqlite3.h>'
mkdir "$root/analyzers/newroom"
echo 'int x;' | fails layers analyzers/newroom/new.c 1
include analyzers/base/new.c '"lead/unheard.h"'
include cmd/render/new.c '<jansson.h>'
include cmd/render/new.c '"../command.h"'
include cmd/render/new.c '"lead/scan.h"'
include cmd/new.c '<sqlite3.h>'
include cmd/new.c '"../analyzers/patterns/own.h"'
include cmd/cmd_new.c '"cmd_other.h"'
include include/lead/store.h '<sqlite3.h>'
include include/lead/store.h '"lead/report.h"'
include include/lead/store.h '"own.h"'

# ---- sizes ----
repeat 601 'int x;' | fails sizes analyzers/base/new.c 601
repeat 601 ':' | fails sizes tests/new.sh 601
{ printf 'void f(void)\n{\n' && repeat 79 '	x();' && printf '}\n'; } | fails sizes analyzers/base/new.c 2
{ printf 'f() {\n' && repeat 79 '	:' && printf '}\n'; } | fails sizes tests/new.sh 1
{ printf 'void f(void)\n{\n' && repeat 78 '	x();' && printf '}\n' && repeat 500 'int x;'; } >"$root/analyzers/base/fits.c"
passes sizes
rm -f "$root/analyzers/base/fits.c"

# ---- banned ----
# call <file> <line of C>
call() {
	printf '/*\n*/ %s\n' "$2" | fails banned "$1" 2
}
for name in strcpy strcat sprintf gets strtok atoi system popen setjmp alloca; do
	call analyzers/base/new.c "x = $name (y);"
	call tests/test_new.c "$name(y);"
done
call analyzers/store/new.c 'exit(1);'
call cmd/cmd_new.c 'if (x) exit(1);'
call analyzers/store/new.c 'sqlite3_exec(db, "x", 0, 0, 0);'
printf '\n#include <ctype.h>\n' | fails banned analyzers/store/new.c 2
call analyzers/store/new.c 'snprintf(a, n, "SELECT %s", x);'
call cmd/new.c 'buf_add_fmt(&b, "DELETE FROM x");'
call analyzers/metrics/new.c 'buf_add_str(&b, x ? "" : "UPDATE y");'
printf 'void f(void)\n{\n\tbuf_add_fmt(&b, "WITH x AS ("\n\t\t"SELECT 1)", a);\n}\n' | fails banned analyzers/people/new.c 3
for word in 'TO''DO' 'FIX''ME' 'X''XX' 'HA''CK'; do
	call analyzers/base/new.c "/* $word: later */"
	printf '\n%s later\n' "$word" | fails banned man/new.1 2
done
for folder in 'wo''rk' 'tm''p' 'ho''me' 'ro''ot' 'Us''ers'; do
	printf '\nsee "/%s/somebody"\n' "$folder" | fails banned README.md 2
done
printf 'see https://example.org/wo''rk/x and x/tm''p/y\n' >"$root/README.md"
passes banned
rm -f "$root/README.md"

# ---- headers ----
printf 'size_t x;\n' | fails headers include/lead/new.h 1
printf 'struct twice {\n\tint x;\n};\n' | fails headers analyzers/people/new.h 1

# ---- words ----
# say <file> <line>
say() {
	printf '\n%s\n' "$2" | fails words "$1" 2
}
for word in 'fails to' lazy poor underperforms weak 'bad at' 'low performer' 'a ranking of people' Score; do
	say cmd/new.c "const char *x = \"who is $word x\";"
	say analyzers/patterns/new.c "f(\"$word\");"
	say analyzers/metrics/new.sql "-- definition: $word x"
	say man/new.1 "Somebody $word x."
done
printf 'f("somebody fails "\n  "to review");\n' | fails words analyzers/report/new.c 2
printf 'Nobody is bad\nat anything.\n' | fails words man/new.1 2
printf 'SELECT score FROM poor; -- weak\n/* lazy */\n' >"$root/analyzers/metrics/x.sql"
passes words
rm -f "$root/analyzers/metrics/x.sql"

# ---- language: of what was built and of what was printed ----
# spoken <wanted status> <text>
spoken() {
	echo language >>"$root/.checks"
	printf '%s\n' "$2" >"$root/.said"
	status=0
	sh "$here/language.sh" "$root/.said" >"$root/.out" 2>&1 || status=$?
	[ "$status" -eq "$1" ] || complain "language answers $status to: $2"
}
spoken 0 'A failed request is said; 16 own changes, no trace of reviews; nobody is named.'
spoken 0 '.git-blame-ignore-revs, an interval beyond chance'
for words in 'Ada fails to review' 'Bo is inactive' 'the worst reviewer' 'no weekends' 'a score of 3' 'top performers'; do
	spoken 1 "In 2026-Q2 $words here."
	spoken 1 "$(printf 'In 2026-Q2 %s' "$words" | sed 's/ \([a-z]*\)$/\n        \1/')"
done
echo language >>"$root/.checks"
! sh "$here/language.sh" >/dev/null 2>&1 || complain 'language is content with nothing to read'

checks=$(wc -l <"$root/.checks")
if [ -s "$root/.wrong" ]; then
	echo "selftest: not every lint does its work"
	exit 1
fi
echo "selftest: $checks checks, each lint can fail"
