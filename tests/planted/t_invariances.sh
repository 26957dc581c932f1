# What must not change a figure: how work landed, machines, addresses, names, copies, dates; and what must add up. Each of
# these was seen to fail with the code broken on purpose (mutants.sh).
# shellcheck shell=sh disable=SC2154,SC2086,SC2016,SC2034

# shellcheck source=/dev/null
. "$(dirname "$test_file")/kit.sh"
git config --global user.email nobody@example.org # no viewer: names are permuted below

leads='--lead=ada@example.org --lead=bo@example.org --lead=cy@example.org --lead=ne@example.org'
span='--since=2026-04-01 --until=2026-07-01'

# A bit of everything that is counted.
work_of_all() { # <attributes of changes that a forge knows>
	crew
	tenure ada
	cat <<P
person ne "Ne Fresh" ne@example.org nfresh
person ov "Ov Fresh" ov@example.org ofresh
config: [docs]
config: 	map = src/core docs/core.md
put at=-210 by=cy path=docs/adr/0001-use-c.md text="---\nstatus: accepted\ndate: 2025-06-01\ndeciders: {cy}, {di}\n---\n# Use C\n\n## Context\n\nOne language.\n"
put at=-209 by=di path=docs/core.md text="how the core works\n"
change at=1 every=1.4 n=60 by=bo|cy|di|ed|fi|gu rev=cy|di|ed|fi|gu|bo files=src/core/first%.c:12
change at=91.1 every=1.4 n=60 by=bo|cy|di|ed|fi|gu rev=cy|di|ed|fi|gu|bo files=src/core/new%.c:12,src/core/new%.h:6 commits=2 $1
change at=91.4 every=3.9 n=22 by=ada rev=bo|cy|- files=src/ada/a%.c:30,src/ada/b%.c:420|src/ada/b%.c:8 commits=2 int=bo $1
change at=92.2 every=6 n=13 by=cy,bo|di,bo|ada,ed rev=fi files=src/net/a%.c:22,src/net/b%.c:5 commits=2 int=cy $1
change at=93.3 every=5 n=12 by=ne|ov|ne,cy ack=gu help=fi|bo files=src/net/n%.c:14,docs/net%.md:9 commits=2 int=gu $1
change at=94.2 every=20 n=4 by=ed rev=gu files=.clang-format:3,CONTRIBUTING.md:4 commits=2 $1
change at=95.2 every=16 n=5 by=fi files=src/core/lone%.c:6,src/core/other%.c:5 commits=2 trailer="Co-authored-by: Claude <noreply@anthropic.com>" $1
put at=150 by=bo path=docs/adr/0002-use-make.md text="---\nstatus: accepted\ndate: 2026-05-30\ndeciders: {bo}, {cy}\n---\n# Use make\n\n## Context\n\nOne tool.\n"
P
}

# figures <name> [<metrics, a pattern>]: what a report says of changes and people, without names of places and dates.
figures() {
	jq -S --arg only "${2:-.}" '{
		coverage: (.coverage | {changes, reviewed, review_share, state}),
		teams: [.teams[] | {name, metrics: (.metrics | with_entries(select((.key | test($only)) and (.key | test("^M00.(bot|copied|excluded)$") | not)))),
			patterns: [.patterns[] | {id, outcome, visible, n, numbers, reason}]}],
		people: [.people[] | {person, is_lead, metrics: (.metrics | with_entries(select(.key | test($only)))),
			rest: (.rest | with_entries(select(.key | test($only)))),
			halves: [.halves[] | with_entries(select(.key | test($only)))],
			patterns: [.patterns[] | {id, outcome, visible, n, numbers, reason}]}] | sort_by(.person)}' "$work/$1.report" |
		sed -E 's/[0-9]{4}-([0-9]{2}-[0-9]{2}|Q[1-4])/DATE/g'
}

# Who did what as it counts: on which request, or when.
acts() { # <name> <condition>
	lead_in "$1" query --format=csv "select change, kind, person from v_event where counted = 1 $2 order by 1, 2, 3"
}
timed_acts() { # on what people wrote
	lead_in "$1" query --format=csv "select landed_time, time, kind, person from v_event
		where counted = 1 and change in (select change from v_event where kind = 'auth' and counted = 1) order by 1, 2, 3, 4"
}

same_files() { # <sentence> <name> <name> <command…>: the command says the same of both
	same_sentence=$1 same_a=$2 same_b=$3
	shift 3
	"$1" "$same_a" ${2+"$2"} >"$work/$same_a.figures"
	"$1" "$same_b" ${2+"$2"} >"$work/$same_b.figures"
	check "$same_sentence" sh -c '[ -s "$1" ] && diff -u "$1" "$2"' sh "$work/$same_a.figures" "$work/$same_b.figures"
}

work_of_all '' >"$work/plan"
work_of_all 'pr=+ open=30' >"$work/forge.plan"
plant base <"$work/plan"
judge base $leads
check 'the plan shows something of everybody' test "$(jq '.people | length' "$work/base.report")" -eq 4
check 'and most figures have a value' test "$(jq '[.teams[0].metrics[] | select(.state == "ok")] | length' "$work/base.report")" -gt 25

# ---- how it landed ----
# A squash is one commit with its number, a merge brings two commits, a rebase puts two commits on the main line that name their
# request. Whichever it was: the same changes, authors, co-authors, reviews and help. Who pressed the button differs: a squash and
# a rebase do not say. Commits of a rebase that name no request are a change each: the grouping rule, and nothing beyond it.
for land in squash merge rebase; do
	sed 's/pr=+/pr=+ link=1/' "$work/forge.plan" | plant $land --untold --land=$land
	judge $land $leads
done
said="and kind in ('auth', 'pair', 'rev', 'ack', 'help', 'dec') and change like 'pr:%'"
same_files 'a squash is a merge: the same people did the same on the same changes' squash merge acts "$said"
same_files 'a rebase that names its request is a squash' squash rebase acts "$said"
check 'these are all of them' test "$(grep -c '^pr:' "$work/squash.figures")" -gt 200
landing_free='^M(0[1-7]|1[0-9]|24|30)'
metrics_alone() { figures "$1" "$2" | jq 'del(.teams[].patterns, .people[].patterns)'; }
same_files 'a squash has the figures of a merge' squash merge metrics_alone "$landing_free"
same_files 'a rebase has the figures of a squash' squash rebase metrics_alone "$landing_free"
plant loose --untold --land=rebase <"$work/forge.plan"
judge loose $leads
authored() { # <name> <address>
	jq -r --arg who "$2" '.people[] | select(.person | contains($who)).metrics.M01.value' "$work/$1.report"
}
for who in ada bo cy ne; do
	puts=$(grep -c "^put at=1.* by=$who" "$work/plan") # these are no requests
	same "a rebase without its number: $who has two changes for one, the grouping rule" \
		"$((2 * ($(authored squash $who@) - puts) + puts))" "$(authored loose $who@)"
done

# ---- machines ----
plant bots --bots <"$work/plan"
judge bots $leads
check 'there are machines in it' test "$(jq .coverage.bot_changes "$work/bots.report")" -gt 20
same_files 'what machines do changes nothing' base bots figures
same_files 'and no act on what people wrote' base bots timed_acts

# ---- two addresses, and a mailmap ----
plant split --split=bo <"$work/plan"
judge split $leads
figures base >"$work/base.figures"
figures split >"$work/split.figures"
check 'another name at another address is somebody else' sh -c '! cmp -s "$1" "$2"' sh "$work/base.figures" "$work/split.figures"
sed 's/text="# nobody/text="Bo Sample <bo@example.org> bsample <bo@home.example.org>/' "$work/plan" | plant mapped --split=bo
judge mapped $leads
same_files 'a mailmap repairs it' base mapped figures
same_files 'act by act' base mapped timed_acts

# ---- names ----
plant named --names=ada:bo,bo:cy,cy:ada,di:ed,ed:di <"$work/plan"
judge named $leads
back() { # what is said of Bo is Ada's again
	figures "$1" | sed 's/Bo Sample <bo@/@1@/g; s/Cy Test <cy@/@2@/g; s/Ada Example <ada@/@3@/g;
		s/@1@/Ada Example <ada@/g; s/@2@/Bo Sample <bo@/g; s/@3@/Cy Test <cy@/g' | jq -S '.people |= sort_by(.person)'
}
figures named >"$work/named.raw"
figures base >"$work/base.raw"
check 'another name stands beside a figure' sh -c '! cmp -s "$1" "$2"' sh "$work/named.raw" "$work/base.raw"
back named >"$work/named.figures"
check 'and nothing else' diff -u "$work/base.raw" "$work/named.figures"

# ---- copies ----
plant copied --copies=same <"$work/plan"
judge copied $leads
check 'there are copies in it' test "$(git -C "$work/copied" rev-list --count main)" -gt "$((2 * $(git -C "$work/base" rev-list --count main) - 60))"
same_files 'a branch of copies, merged, changes nothing' base copied figures
same_files 'and adds no act' base copied timed_acts
# The same by git itself: two branches that hold the same work, one of them picked from the other.
for how in '' -x; do
	git init -q "$work/picked$how"
	cd "$work/picked$how" || exit 1
	git -C "$work/base" bundle create -q "$work/base.bundle" main
	git pull -q "$work/base.bundle" main
	git checkout -q -b stable 'main~40'
	git cherry-pick $how --keep-redundant-commits 'main~40..main~10' >/dev/null 2>"$work/pick.err" || cat "$work/pick.err"
	git checkout -q main
	git merge -q -m "Merge branch 'stable'" stable >/dev/null
	cd "$work" || exit 1
	cp base.config "picked$how.config"
	judge "picked$how" $leads
	check "thirty were picked $how" test "$(git -C "picked$how" rev-list --count main)" -ge "$((31 + $(git -C base rev-list --count main)))"
	same_files "what git cherry-pick $how copied changes nothing" base "picked$how" figures
done

# ---- dates ----
period=$span
judge base $leads
for weeks in 52 -520; do
	plant moved --shift=$((weeks * 7)) <"$work/plan"
	period="--since=$(date -u -d "2026-04-01 $((weeks * 7)) days" +%F) --until=$(date -u -d "2026-07-01 $((weeks * 7)) days" +%F)"
	GIT_LEAD_NOW=$((1783036800 + weeks * 604800)) judge moved $leads
	same_files "moved by $weeks weeks, nothing but dates is another" base moved figures
done
period=$span

# ---- what adds up ----
everybody=$(git lead -C "$work/base" query --format=csv "select distinct email from v_person where kind = 'human'" 2>/dev/null | tail -n +2)
[ -n "$everybody" ] || everybody='ada@example.org bo@example.org cy@example.org di@example.org ed@example.org fi@example.org gu@example.org ne@example.org ov@example.org'
lead_in base report --format=json $span $everybody >"$work/base.report"
same 'shares of authorship of all make the number of changes' "$(jq '.coverage.changes' "$work/base.report")" \
	"$(jq '([.people[].metrics.M02.value] | add) * .coverage.changes | . * 1000 | round / 1000' "$work/base.report")"
same 'and the reviews of all make those of the team' "$(jq '.teams[0].metrics.M03.value' "$work/base.report")" \
	"$(jq '[.people[].metrics.M03.value] | add' "$work/base.report")"
same 'and what all authored those of the team' "$(jq '.teams[0].metrics.M04 | .n - (.n * .value | round)' "$work/base.report")" \
	"$(jq '[.people[].metrics.M01.value] | add' "$work/base.report")"

# ---- the same plan, the same objects ----
plant again <"$work/plan"
same 'a plan is planted the same each time' "$(git -C "$work/base" rev-parse main)" "$(git -C "$work/again" rev-parse main)"
