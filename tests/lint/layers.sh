#!/bin/sh
# The floors of the house: a file includes from its own room and from floors below, never upward, never from a sibling; each
# library is known to one room. Takes the root of the tree (default: this one); prints file:line for each breach.
set -eu
export LC_ALL=C
cd "${1:-$(dirname "$0")/../..}"

files=$(mktemp)
trap 'rm -f "$files"' EXIT
find analyzers cmd include tests -type f \( -name '*.c' -o -name '*.h' \) 2>/dev/null | sort >"$files"

awk -v list="$files" '
# Which room speaks through which public header. A new header gets its line here.
function rooms() {
	own("base", "error alloc text vec map period interval statistics config facts wildmatch pseudonym link percent sha1 patch_id")
	own("history", "history grouping pathclass")
	own("evidence", "evidence import archive owners ci_event appraise notedb mail")
	own("store", "store store_derive store_merge store_request store_mail")
	own("scan", "scan")
	own("people", "people owned")
	own("metrics", "metric")
	own("patterns", "pattern significant")
	own("report", "report report_pages")
	own("check", "check")
}

function own(room, names,    list, count, i) {
	count = split(names, list, " ")
	for (i = 1; i <= count; i++)
		owner["lead/" list[i] ".h"] = room
}

BEGIN {
	rooms()
	count = split("base 1 history 2 evidence 2 store 2 scan 3 people 3 metrics 4 patterns 5 report 6 check 7 render 8 cmd 9", pair, " ")
	for (i = 1; i < count; i += 2)
		floor[pair[i]] = pair[i + 1]
	while ((getline path < list) > 0) {
		exists[path] = 1
		ARGV[ARGC++] = path
	}
	if (ARGC == 1) {
		print "layers: no sources found"
		exit failed = 1
	}
}

function room_of(path,    part) {
	split(path, part, "/")
	if (part[1] == "include")
		return (part[2] "/" part[3]) in owner ? owner[part[2] "/" part[3]] : "?"
	if (part[1] == "analyzers")
		return part[2] ~ /\.[ch]$/ ? substr(part[2], 1, length(part[2]) - 2) : part[2]
	if (part[1] == "cmd")
		return part[2] == "render" ? "render" : "cmd"
	return "tests"
}

function complain(words) {
	printf "%s:%d: %s\n", FILENAME, FNR, words
	failed = 1
}

# A library and where it may be known.
function check_library(name) {
	if (room == "tests")
		return
	if (name ~ /^git2(\.h|\/)/ && (room != "history" || is_public))
		complain("<git2.h> is known to analyzers/history alone")
	else if (name ~ /^sqlite3/ && (room != "store" || is_public))
		complain("<sqlite3.h> is known to analyzers/store alone")
	else if (name ~ /^jansson/ && !(room == "evidence" && !is_public) && FILENAME !~ /^cmd\/render\/json[a-z_]*\.[ch]$/)
		complain("<jansson.h> is known to analyzers/evidence and cmd/render/json_*.c alone")
	else if (name ~ /^zlib/ && (room != "evidence" || is_public || FILENAME !~ /\/inflate\.c$/))
		complain("<zlib.h> is known to analyzers/evidence/inflate.c alone")
	else if (name == "check.h")
		complain("<check.h> is for tests")
}

function check_public(name,    from) {
	if (!(name in owner)) {
		complain("\"" name "\" has no room: name it in tests/lint/layers.sh")
		return
	}
	from = owner[name]
	if (room == "tests" || room == from)
		return
	if (from == "scan" && room != "cmd")
		complain(room " may not include \"" name "\": only cmd starts a scan")
	else if (from == "history" && room != "scan" && room != "people" && room != "cmd")
		complain(room " may not include \"" name "\": reports read the store, not git")
	else if (floor[from] >= floor[room])
		complain(room " may not include \"" name "\" of " from ": that is " \
		         (floor[from] == floor[room] ? "sideways" : "upward"))
}

# A header without "lead/": private to a folder.
function check_private(name,    folder) {
	if (name ~ /\.inc$/ || room == "tests")
		return
	folder = FILENAME
	sub(/[^\/]*$/, "", folder)
	if (is_public)
		complain("a public header may not include the private \"" name "\"")
	else if (room == "cmd" && name ~ /^render\/[^\/]*$/ && (folder name) in exists)
		return
	else if (name ~ /\// || !((folder name) in exists))
		complain("\"" name "\" is not of this room")
	else if (FILENAME ~ /\/cmd_[a-z_]*\.c$/ && name ~ /^cmd_/)
		complain("commands never include one another")
}

FNR == 1 {
	room = room_of(FILENAME)
	is_public = FILENAME ~ /^include\//
	if (!(room in floor) && room != "tests")
		complain("room \"" room "\" has no floor: name it in tests/lint/layers.sh")
}

/^[ \t]*#[ \t]*include[ \t]*[<"]/ {
	name = $0
	sub(/^[^<"]*[<"]/, "", name)
	sub(/[>"].*$/, "", name)
	if ($0 ~ /^[^"]*</)
		check_library(name)
	else if (name ~ /^lead\//)
		check_public(name)
	else if (name ~ /^(git2|sqlite3|jansson|zlib)/)
		check_library(name)
	else
		check_private(name)
}

END {
	exit failed
}
'
