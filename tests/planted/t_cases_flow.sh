# Planted truth for patterns of flow: P08, P10 and P17, each spoken, silenced, thin and unknown.
# shellcheck shell=sh disable=SC2154

# shellcheck source=/dev/null
. "$(dirname "$test_file")/kit.sh"

# ---- P08: requests wait for days ----
waiting() { # <requests> <hours> <hours> <hours> <hours>
	crew
	tenure
	cat <<P
change at=96 every=1.9 n=$1 by=bo|cy|di pr=+ open=110 files=src/core/w%.c:30 acts=ed/approve/$2/12|fi/approve/$3/12|gu/approve/$4/12|ed/approve/$5/12
P
}
waiting 40 60 70 80 90 | plant p08
judge p08
same 'P08 speaks' note "$(outcome p08 P08)"
same 'P08: and nothing else' 'P08 team note' "$(speaking p08)"
# Half of them over one business day and not over two, the others over two.
{ waiting 40 30 34 100 110; cat <<'P'; } | plant p08s
config: [policy]
config: 	timezones = spread
P
judge p08s
same 'P08 is silenced where time zones are declared' silenced "$(outcome p08s P08)"
waiting 12 60 70 80 90 | plant p08t
judge p08t
same 'P08 is thin on twelve requests' thin "$(outcome p08t P08)"
waiting 40 60 70 80 90 | sed 's/ pr=+ open=[^ ]*/ rev=ed|fi/; s/ acts=.*//' | plant p08u
judge p08u
same 'P08 is unknown without a forge' unknown "$(outcome p08u P08)"
waiting 40 2 4 6 20 | plant p08c
judge p08c
same 'P08 is clear where answers come within hours' clear "$(outcome p08c P08)"
same 'and nobody speaks of it' '' "$(speaking p08c)"
# A machine that answers at once answers for nobody.
waiting 40 60 70 80 90 | sed "/pr=+/{s,acts=,acts=!helper/review/0.1/20\,,; s,/12|,/12|!helper/review/0.1/20\,,g}" | plant p08b
judge p08b
same 'P08 speaks whatever machines answer' note "$(outcome p08b P08)"

# What is a draft to the end waits for nobody: told by the export, and by notes.
drafts() { # <unready=1, or nothing>
	waiting 40 2 2 2 2 | sed 's/ open=110/ open=10/'
	echo "request at=95 every=0.9 n=60 by=bo|cy|di $1 lines=30"
}
drafts unready=1 | plant p08d
judge p08d
same 'P08 is clear where the others are drafts' clear "$(outcome p08d P08)"
drafts unready=1 | plant p08n --notes
judge p08n
same 'P08 is clear where notes tell that they are' clear "$(outcome p08n P08)"
drafts unready=1 | sed '/^request/s/$/ close=240/' | plant p08x
judge p08x
same 'P08 is clear where drafts were closed' clear "$(outcome p08x P08)"
drafts '' | plant p08o
judge p08o
same 'P08 speaks where they are none' note "$(outcome p08o P08)"

# ---- P10: what newcomers do is not looked at ----
neglect() { # <changes of newcomers> <files>
	crew
	tenure
	cat <<P
person ne "Ne Fresh" ne@example.org nfresh
person ov "Ov Fresh" ov@example.org ofresh
person pa "Pa Fresh" pa@example.org pfresh
person qu "Qu Fresh" qu@example.org qfresh
change at=91 every=0.85 n=100 by=bo|cy|di|ed|fi|gu rev=cy|di|ed|fi|gu|bo files=src/core/new%.c:12
change at=92 every=3 n=$1 by=ne|ov|pa|qu files=$2 int=bo
P
}
neglect 28 src/extra/ne%.c:30 | plant p10
judge p10
same 'P10 warns at once' warn "$(outcome p10 P10)"
same 'P10: and nothing else' 'P10 team warn' "$(speaking p10)"
neglect 28 docs/ne%.md:2 | plant p10s
judge p10s
same 'P10 is silenced where newcomers change documents alone' silenced "$(outcome p10s P10)"
neglect 6 src/extra/ne%.c:30 | plant p10t
judge p10t
same 'P10 is thin on six changes of newcomers' thin "$(outcome p10t P10)"
neglect 28 src/extra/ne%.c:30 | sed 's/rev=cy|di|ed|fi|gu|bo files=src.core.new/rev=cy|-|-|-|-|- files=src\/core\/new/' | plant p10u
judge p10u
same 'P10 is unknown where few changes name a reviewer' unknown "$(outcome p10u P10)"
same 'P10 unknown: nobody speaks' '' "$(speaking p10u)"
neglect 28 src/extra/ne%.c:30 | sed 's/ int=bo/ rev=bo/' | plant p10c
judge p10c
same 'P10 is clear where newcomers are looked at too' clear "$(outcome p10c P10)"

# ---- P17: half of what is reviewed is over four hundred lines ----
oversized() { # <changes>
	crew
	tenure
	echo "change at=91 every=1.4 n=$1 by=bo|cy|di|ed|fi|gu rev=cy|di|ed|fi|gu|bo files=src/core/new%.c:520|src/core/new%.c:20"
}
oversized 60 | plant p17
judge p17
same 'P17 speaks' note "$(outcome p17 P17)"
same 'P17: and nothing else' 'P17 team note' "$(speaking p17)"
{ oversized 60; cat <<'P'; } | plant p17s
config: [policy]
config: 	migration = from 2026-04-01 until 2026-06-15
P
judge p17s
same 'P17 is silenced by a declared migration' silenced "$(outcome p17s P17)"
oversized 14 | plant p17t
judge p17t
same 'P17 is thin on fourteen changes' thin "$(outcome p17t P17)"
git -C "$work/p17" config uploadpack.allowFilter true
git clone -q --bare --filter=blob:none "file://$work/p17" "$work/p17u" 2>"$work/clone.err"
git -C "$work/p17u" remote set-url origin file:///nowhere
cp "$work/p17.config" "$work/p17u.config"
judge p17u
same 'P17 is unknown without blobs' unknown "$(outcome p17u P17)"
same 'P17 unknown: nobody speaks' '' "$(speaking p17u)"
# Generated files are no lines to read.
{ oversized 60 | sed 's|src/core/new%.c:520|src/core/gen%.pb.go:520,src/core/new%.c:20|'; } | plant p17c
judge p17c
same 'P17 is clear where the lines are generated' clear "$(outcome p17c P17)"
