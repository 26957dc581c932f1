# Planted truth for patterns of knowledge: P05 and P09, each spoken, silenced, thin and unknown.
# shellcheck shell=sh disable=SC2154

# shellcheck source=/dev/null
. "$(dirname "$test_file")/kit.sh"

# ---- P05: one person wrote thirty files alone, three more are present ----
hero() { # <files> <reviewers of the three rounds>
	crew
	cat <<P
change at=-60 every=1.5 n=$1 by=ada files=src/core/f%.c:40 rev=$2
change at=10 every=1.5 n=$1 by=ada files=src/core/f%.c:25 rev=$3
change at=92 every=1.5 n=$1 by=ada files=src/core/f%.c:15 rev=$4
change at=93 every=8 n=9 by=bo|cy|di files=src/side/s%.c:15 rev=cy|di|bo
P
}
hero 30 bo cy di | plant p05
judge p05
same 'P05 speaks, of two periods' warn "$(outcome p05 P05)"
same 'P05 names no person' 0 "$(jq -r '.teams[] | select(.name == "") | .patterns[] | select(.id == "P05") | .reason' "$work/p05.report" | grep -c Ada)"
same 'P05: and nothing else of the team' 'P05 team warn' "$(speaking p05 P05 | grep team)"
hero 30 bo bo bo | plant p05s
judge p05s
same 'P05 is silenced by a reviewer who has seen each file three times' silenced "$(outcome p05s P05)"
hero 8 - - - | plant p05t
judge p05t
same 'P05 is thin on eleven files' thin "$(outcome p05t P05)"
# A cut history tells of nobody what they knew before.
git clone -q --bare --depth=30 "file://$work/p05" "$work/p05u" 2>"$work/clone.err"
cp "$work/p05.config" "$work/p05u.config"
judge p05u
same 'P05 is unknown in a cut history' unknown "$(outcome p05u P05)"
hero 30 - - - | plant p05n
judge p05n
same 'P05 is unknown where nobody records reviews' unknown "$(outcome p05n P05)"
{ crew; echo 'change at=91 every=1.4 n=60 by=bo|cy|di|ed|fi|gu rev=cy|di|ed|fi|gu|bo files=src/core/new%.c:12'; } | plant p05c
judge p05c
same 'P05 is clear where six know a part each' clear "$(outcome p05c P05)"

# ---- P09: the code moves on, its document does not ----
stale() { # <changes a quarter>
	crew
	tenure
	cat <<P
put at=-200 by=bo path=docs/net.md text="how it works\n"
config: [docs]
config: 	map = src/net docs/net.md
change at=2 every=3 n=$1 by=bo|cy|di rev=ed|fi files=src/net/a%.c:20
change at=92 every=3 n=$1 by=bo|cy|di rev=ed|fi files=src/net/b%.c:20
P
}
stale 26 | plant p09
judge p09
same 'P09 speaks' note "$(outcome p09 P09)"
same 'P09: and nothing else' 'P09 team note' "$(speaking p09)"
{ stale 26; cat <<'P'; } | plant p09s
config: [policy]
config: 	docs = elsewhere
P
judge p09s
same 'P09 is silenced where documents are kept elsewhere' silenced "$(outcome p09s P09)"
# No map, so that the share of changes with documents is all there is to go by: of six changes.
stale 6 | sed '/^config:/d' | plant p09t
judge p09t
same 'P09 is thin on six changes' thin "$(outcome p09t P09)"
stale 8 | plant p09f
judge p09f
same 'P09 is clear where sixteen changes went by' clear "$(outcome p09f P09)"
stale 26 | sed '/^config:/d; /docs.net.md/d' | plant p09u
judge p09u
same 'P09 does not apply without a map and without records' n/a "$(outcome p09u P09)"
{ stale 26; printf '%s\n' 'put at=150 by=cy path=docs/net.md text="how it works now\n"'; } | plant p09c
judge p09c
same 'P09 is clear where the document moved on too' clear "$(outcome p09c P09)"
