# Planted truth for patterns of leads: P06, P07 and P14, each spoken, silenced, thin and unknown.
# shellcheck shell=sh disable=SC2154

# shellcheck source=/dev/null
. "$(dirname "$test_file")/kit.sh"

# ---- P06: a year of own code, then two quarters of reviews alone ----
lost_touch() { # <reviews a quarter>
	crew
	tenure
	cat <<P
change at=-370 every=9.2 n=40 by=ada files=src/ada/old%.c:20 rev=bo|cy
change at=1 every=5 n=$1 by=bo|cy|di files=src/core/first%.c:15 rev=ada
change at=92 every=5 n=$1 by=bo|cy|di files=src/core/second%.c:15 rev=ada
change at=1.5 every=2.9 n=60 by=bo|cy|di|ed|fi|gu rev=cy|di|ed|fi|gu|bo files=src/core/x%.c:12
P
}
lost_touch 16 | plant p06
judge p06 --lead=ada@example.org --lead=bo@example.org
same 'P06 speaks' note "$(outcome p06 P06 ada@example.org)"
same 'P06 is clear of a lead who writes code' clear "$(outcome p06 P06 bo@example.org)"
same 'P06: and nothing else' 'P06 ada@example.org note' "$(speaking p06)"
{ lost_touch 16; cat <<'P'; } | plant p06s
config: [policy]
config: 	architect = ada@example.org
P
judge p06s --lead=ada@example.org
same 'P06 is silenced of a declared architect' silenced "$(outcome p06s P06 ada@example.org)"
same 'P06 silenced: nobody speaks' '' "$(speaking p06s)"
# Five reviews in the quarter before, and never so much own code that its end would show by itself.
lost_touch 16 | sed 's/ n=16 \(.*first\)/ n=5 \1/; s/every=9.2 n=40/every=30 n=12/' | plant p06t
judge p06t --lead=ada@example.org
same 'P06 is thin where the quarter before has five reviews' thin "$(outcome p06t P06 ada@example.org)"
lost_touch 16 | sed 's/ rev=[^ ]*//' | plant p06u
judge p06u --lead=ada@example.org
same 'P06 is unknown where no review is recorded' unknown "$(outcome p06u P06 ada@example.org)"
same 'P06 unknown: nobody speaks' '' "$(speaking p06u)"

# ---- P07: two newcomers in the lead's area, whom everybody else works with ----
no_mentoring() { # <changes of newcomers a quarter>
	crew
	tenure ada
	cat <<P
person ne "Ne Fresh" ne@example.org nfresh
person ov "Ov Fresh" ov@example.org ofresh
change at=1 every=4 n=20 by=ada files=src/ada/first%.c:20 rev=bo|cy|di
change at=92 every=4 n=20 by=ada files=src/ada/second%.c:20 rev=bo|cy|di
change at=20 every=4 n=$1 by=ne,bo|ov,cy|ne,di|ov,ed files=src/ada/ne%.c:20 rev=fi|gu
change at=91.5 every=4 n=$1 by=ne,bo|ov,cy|ne,di|ov,ed files=src/ada/ov%.c:20 rev=fi|gu
change at=2 every=4 n=20 by=bo|cy|di|fi|gu files=src/core/a%.c:20 rev=ada|ed
change at=93 every=4 n=20 by=bo|cy|di|fi|gu files=src/core/b%.c:20 rev=ada|ed
P
}
no_mentoring 16 | plant p07
judge p07 --lead=ada@example.org --lead=bo@example.org
same 'P07 speaks' note "$(outcome p07 P07 ada@example.org)"
same 'P07 is clear of a lead who wrote with newcomers' clear "$(outcome p07 P07 bo@example.org)"
same 'P07: and nothing else' 'P07 ada@example.org note' "$(speaking p07)"
{ no_mentoring 16; cat <<'P'; } | plant p07s
config: [policy]
config: 	mentor = bo@example.org
P
judge p07s --lead=ada@example.org
same 'P07 is silenced by another declared mentor' silenced "$(outcome p07s P07 ada@example.org)"
# Six changes of one newcomer, which others review: fewer than three would be expected of the lead.
no_mentoring 3 | sed 's/ne,bo|ov,cy|ne,di|ov,ed/ne/' | plant p07t
judge p07t --lead=ada@example.org
same 'P07 is thin where fewer than three would be expected' thin "$(outcome p07t P07 ada@example.org)"
same 'P07 is thin for that reason' 1 \
	"$(jq -r '.people[].patterns[] | select(.id == "P07") | .reason' "$work/p07t.report" | grep -c 'traces would be expected')"
no_mentoring 16 | sed 's/ rev=[^ ]*//' | plant p07u
judge p07u --lead=ada@example.org
same 'P07 is unknown where nobody is named as reviewer' unknown "$(outcome p07u P07 ada@example.org)"
{ crew; tenure ada; quarter; quarter 1; echo 'change at=92 every=4 n=20 by=ada files=src/ada/second%.c:20 rev=bo|cy|di'; } | plant p07n
judge p07n --lead=ada@example.org
same 'P07 does not apply without anybody to mentor' n/a "$(outcome p07n P07 ada@example.org)"

# ---- P14: much own code and some reviews, where the others review, document and decide ----
delivery() { # <own changes> <reviews>
	crew
	tenure ada
	cat <<P
change at=91 every=1.4 n=60 by=bo|cy|di|ed|fi|gu rev=cy|di|ed|fi|gu|bo files=src/core/new%.c:12,docs/core%.md:8
change at=91.3 every=2 n=$1 by=ada files=src/ada/new%.c:20 rev=bo|cy|di
change at=92.3 every=8 n=$2 by=bo|cy|di files=src/core/other%.c:9 rev=ada
P
}
delivery 42 9 | plant p14
judge p14 --lead=ada@example.org --lead=bo@example.org
same 'P14 speaks' note "$(outcome p14 P14 ada@example.org)"
same 'P14 is clear of a lead who documents' clear "$(outcome p14 P14 bo@example.org)"
same 'P14: and nothing else' 'P14 ada@example.org note' "$(speaking p14)"
{ delivery 42 9; cat <<'P'; } | plant p14s
config: [policy]
config: 	launch = from 2026-04-01 until 2026-06-15
P
judge p14s --lead=ada@example.org
same 'P14 is silenced by a declared launch' silenced "$(outcome p14s P14 ada@example.org)"
delivery 22 5 | plant p14t
judge p14t --lead=ada@example.org
same 'P14 is thin on twenty-seven events' thin "$(outcome p14t P14 ada@example.org)"
delivery 42 9 | sed 's/ rev=[^ ]*//' | plant p14u
judge p14u --lead=ada@example.org
same 'P14 is unknown where no review is recorded' unknown "$(outcome p14u P14 ada@example.org)"
same 'P14 unknown: nobody speaks' '' "$(speaking p14u)"
delivery 42 0 | plant p14n
judge p14n --lead=ada@example.org
same 'P14 leaves to P01 what is its' 'P01 ada@example.org note' "$(speaking p14n)"
