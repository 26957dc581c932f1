# Planted truth for patterns of review: P01 to P04, each spoken, silenced, thin and unknown.
# shellcheck shell=sh disable=SC2154

# shellcheck source=/dev/null
. "$(dirname "$test_file")/kit.sh"

# ---- P01: the lead ships twenty changes and is named on nobody else's ----
own_only() { # <changes> <further words>
	crew
	tenure ada
	quarter
	echo "change at=92 every=4 n=$1 by=ada files=src/ada/new%.c:20 rev=bo|cy|di"
}
own_only 20 | plant p01
judge p01 --lead=ada@example.org --lead=bo@example.org
same 'P01 speaks' note "$(outcome p01 P01 ada@example.org)"
same 'P01 is silent on a lead who reviews' clear "$(outcome p01 P01 bo@example.org)"
same 'P01: and nothing else is said of anybody' 'P01 ada@example.org note' "$(speaking p01)"
same 'P01 says what is visible' own-only "$(jq -r '.people[] | select(.name == "Ada Example").patterns[] | select(.id == "P01").visible' "$work/p01.report")"

{ own_only 20; echo 'change at=2 every=4 n=20 by=ada files=src/ada/early%.c:20 rev=bo|cy|di'; quarter 1; } | plant p01w
judge p01w --lead=ada@example.org
same 'P01 warns where the quarter before is the same' warn "$(outcome p01w P01 ada@example.org)"

{ own_only 20; cat <<'P'; } | plant p01s
config: [absence]
config: 	person = ada@example.org from 2026-04-01 until 2026-05-15
P
judge p01s --lead=ada@example.org
same 'P01 is silenced by an absence of half the quarter' silenced "$(outcome p01s P01 ada@example.org)"
same 'P01 silenced: nobody speaks' '' "$(speaking p01s)"

{ own_only 20; echo 'self at=160 by=ada text="an hour a week with two newcomers"'; } | plant p01n
judge p01n --lead=ada@example.org
same 'P01 is silenced by a note of their own' silenced "$(outcome p01n P01 ada@example.org)"
{ own_only 20; echo 'self at=160 by=bo text="an hour a week with Ada Example"'; } | plant p01o
judge p01o --lead=ada@example.org
same 'P01 is not silenced by what somebody else says of them' note "$(outcome p01o P01 ada@example.org)"

own_only 12 | plant p01t
judge p01t --lead=ada@example.org
same 'P01 is thin on twelve changes' thin "$(outcome p01t P01 ada@example.org)"

own_only 20 | sed 's/ rev=[^ ]*//' | plant p01u
judge p01u --lead=ada@example.org
same 'P01 is unknown where nobody is named' unknown "$(outcome p01u P01 ada@example.org)"
same 'P01 unknown: says what is visible all the same' own-only "$(jq -r '.people[] | select(.name == "Ada Example").patterns[] | select(.id == "P01").visible' "$work/p01u.report")"
same 'P01 unknown: nobody speaks' '' "$(speaking p01u)"

# ---- P02: one of six gives most of the reviews ----
bottleneck() { # <changes>
	crew
	tenure
	echo "change at=91 every=1.4 n=$1 by=cy|di|ed|fi|gu files=src/core/new%.c:12 rev=bo|bo|bo|bo|bo|bo|bo|ada"
}
bottleneck 60 | plant p02
judge p02
same 'P02 speaks' note "$(outcome p02 P02)"
same 'P02: and nothing else' 'P02 team note' "$(speaking p02)"
{ bottleneck 60; cat <<'P'; } | plant p02s
config: [policy]
config: 	ownerOnly = src/core
P
judge p02s
same 'P02 is silenced where one reviewer is meant to look' silenced "$(outcome p02s P02)"
bottleneck 15 | plant p02t
judge p02t
same 'P02 is thin on fifteen reviews' thin "$(outcome p02t P02)"
bottleneck 60 | sed 's/rev=bo|bo|bo|bo|bo|bo|bo|ada/rev=bo|-|-|bo|-/' | plant p02u
judge p02u
same 'P02 is unknown where two in five changes name a reviewer' unknown "$(outcome p02u P02)"
{ crew; tenure; quarter; } | plant p02c
judge p02c
same 'P02 is clear where six share the reviews' clear "$(outcome p02c P02)"
same 'and nobody speaks of them' '' "$(speaking p02c)"

# ---- P03: approvals without a word within a minute ----
stamping() { # <approvals by the viewer> <further acts>
	crew
	tenure ada
	cat <<P
change at=92 every=1.5 n=$1 by=bo|cy|di pr=+ open=30 draft=6 files=src/core/s%.c:60 acts=$2ada/approve/0.02/0
change at=91.5 every=1.2 n=70 by=cy|di|ed pr=+ open=30 files=src/core/t%.c:60 acts=fi/approve/9/12|gu/approve/14/9|bo/approve/20/15
change at=93 every=8 n=10 by=ada pr=+ open=30 files=src/ada/own%.c:30 acts=fi/approve/9/12
P
}
stamping 30 '' | plant p03
judge p03
same 'P03 speaks of the viewer' note "$(outcome p03 P03 ada@example.org)"
same 'P03: and nothing else' 'P03 ada@example.org note' "$(speaking p03)"
stamping 30 'gu/review/-3/30,' | plant p03s
judge p03s
same 'P03 is silenced where somebody else had commented before' silenced "$(outcome p03s P03 ada@example.org)"
stamping 12 '' | plant p03t
judge p03t
same 'P03 is thin on twelve approvals' thin "$(outcome p03t P03 ada@example.org)"
stamping 30 '' | sed 's/ pr=+.*files=/ rev=ada|fi files=/; s/ acts=.*//' | plant p03u
judge p03u
same 'P03 is unknown without a forge' unknown "$(outcome p03u P03 ada@example.org)"

# ---- P04: three in ten changes are committed by their author and name nobody else ----
alone() { # <changes> <reviewers>
	crew
	tenure
	echo "change at=91 every=0.6 n=$1 by=bo|cy|di files=src/core/new%.c:12 rev=$2"
}
alone 130 'ed|fi|gu|ed|fi|gu|ed|-|-|-' | plant p04
judge p04
same 'P04 speaks' note "$(outcome p04 P04)"
same 'P04: and nothing else' 'P04 team note' "$(speaking p04)"
{ alone 130 'ed|fi|gu|ed|fi|gu|ed|-|-|-'; cat <<'P'; } | plant p04s
config: [policy]
config: 	review = after-merge
P
judge p04s
same 'P04 is silenced where reviews come after the merge' silenced "$(outcome p04s P04)"
alone 17 'ed|fi|gu|ed|fi|gu|ed|-|-|-' | plant p04t
judge p04t
same 'P04 is thin on seventeen changes' thin "$(outcome p04t P04)"
alone 130 'ed|fi|gu|ed|-|-|-|-|-|-' | plant p04u
judge p04u
same 'P04 is unknown where two in five changes name a reviewer' unknown "$(outcome p04u P04)"
alone 130 'ed|fi|gu|ed|fi|gu|-|-|-|-' | plant p04p
judge p04p
same 'P04 is unknown where three in five do' unknown "$(outcome p04p P04)"
same 'P04 unknown: nobody speaks' '' "$(speaking p04u)"
