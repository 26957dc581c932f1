# Every rule of [check] in real small repositories: one change or team that makes it fire, one that keeps it silent, one that
# leaves it unknown where there is such a thing; with what exit code at fail, and nothing at off.
# shellcheck shell=sh disable=SC2154,SC2016

# shellcheck source=tests/ci/world.sh
. "$(dirname "$test_file")/../ci/world.sh"

# judge [<setting>…] [-- <argument>…]: a check of what landed last, as JSON in $work/stdout; answers its exit code.
judge() {
	set_options=
	while [ $# -gt 0 ] && [ "$1" != -- ]; do
		set_options="$set_options -c $1"
		shift
	done
	[ $# -eq 0 ] || shift
	# shellcheck disable=SC2086
	git $set_options lead check -q --format=json "$@" >"$work/stdout" 2>"$work/stderr"
}
# outcome <rule>: of the last judgement, once; several lines if there are several; none.
outcome() {
	jq -r --arg rule "$1" '[.results[] | select(.rule == $rule) | .outcome] | if . == [] then "none" else .[] end' "$work/stdout" | sort -u
}
message() {
	jq -r --arg rule "$1" '.results[] | select(.rule == $rule) | .message' "$work/stdout"
}
# is <sentence> <rule> <outcome> <exit code at fail> [<setting>…]: what the rule answers at fail, and that it does not at off.
is() {
	is_sentence=$1 is_rule=$2 is_wanted=$3 is_code=$4
	shift 4
	judge "$@" "check.$is_rule=fail"
	is_got=$?
	same "$is_rule: $is_sentence" "$is_wanted, exit code $is_code $is_code" \
		"$(outcome "$is_rule"), exit code $is_got $(jq .status "$work/stdout")"
	judge "$@" "check.$is_rule=off"
	same "$is_rule: off" none "$(outcome "$is_rule")"
}
# by_itself: nothing fails unless it is asked for.
by_itself() {
	judge
	same 'by default nothing fails' '0 0' "$? $(jq .status "$work/stdout")"
}
reviewed() { # <file> <message> <reviewer>
	change "$1" "$2

Reviewed-by: $3 <$(printf '%s' "$3" | cut -d' ' -f1 | tr '[:upper:]' '[:lower:]')@example.org>"
}
# members: Ada and Bo wrote for longer than a newcomer would be one, and their reviews are recorded of late.
members() {
	i=0
	while [ $i -lt 12 ]; do
		at $((i - 300)) 'Ada Example'
		reviewed old/a.c "old $i" 'Bo Sample'
		at $((i - 300)) 'Bo Sample'
		reviewed old/b.c "older $i" 'Ada Example'
		i=$((i + 1))
	done
}
lately() { # <first day> <count>: reviewed changes of both in turn
	i=0
	while [ $i -lt "$2" ]; do
		at $(($1 + i)) 'Ada Example'
		reviewed work/a.c "work $i" 'Bo Sample'
		at $(($1 + i)) 'Bo Sample'
		reviewed work/b.c "more $i" 'Ada Example'
		i=$((i + 1))
	done
}

# ---- where reviews are recorded ----
git init -q recorded
cd recorded || exit 1
members
lately 100 15
at 150 'Bo Sample'
reviewed work/b.c 'a reviewed one' 'Ada Example'
for rule in second-person review-evidence self-integrated; do
	is 'a review is silent' $rule holds 0
done
is 'no newcomer' newcomer-review n/a 0
is 'a small one' size holds 0
is 'nothing to decide' decision-record n/a 0
is 'nothing is mapped' documents n/a 0
is 'all is reviewed' coverage holds 0
is 'all is reviewed' second-person-share holds 0
is 'all is reviewed' self-integrated-share holds 0
is 'none is large' large-changes holds 0
is 'there are no newcomers' newcomer-gap n/a 0
judge
same 'no rule about persons or patterns speaks by itself' '' "$(jq -r '.results[] | select(.rule | test("^P")) | .rule' "$work/stdout")"
same 'and nobody is named' '' "$(jq -r '.results[], .gaps[] | .message, .advice // "" | select(test("Ada|Bo S"))' "$work/stdout")"

at 151 'Bo Sample'
change work/b.c 'nobody looked'
is 'one alone' second-person fires 1
is 'one alone' review-evidence fires 1
is 'one alone' self-integrated fires 1
same 'the numbers are told' \
	'The record names nobody but the author on it, where 31 of 32 changes (97 %) of the 26 weeks before name a reviewer.' \
	"$(judge && message second-person)"
by_itself
is 'what is declared not to be recorded' second-person unknown 3 policy.unrecorded=review
is 'what is reviewed after the merge' review-evidence n/a 0 policy.review=after-merge
is "a custodian's own" self-integrated n/a 0 'policy.custodian=bo@example.org'
git notes --ref=lead-reviews append -m 'Reviewed-by: Ada Example <ada@example.org>' HEAD
is 'a note of a review settles it' review-evidence holds 0
git update-ref -d refs/notes/lead-reviews

# ---- newcomers ----
at 152 'Cy Other'
change work/c.c 'a first change'
is 'nobody looked at a first change' newcomer-review fires 1
at 152 'Cy Other'
reviewed work/c.c 'a second change' 'Ada Example'
is 'somebody did' newcomer-review holds 0

# ---- what is not judged ----
at 153 'dependabot[bot]' '49699333+dependabot[bot]@users.noreply.github.com'
change work/d.c 'Bump something'
judge check.second-person=fail check.review-evidence=fail check.size=fail check.size.files=1 check.size.lines=1
same 'a change of a bot is not judged' '0 bot ' "$? $(jq -r '.changes[].excluded' "$work/stdout") $(jq -r '.results[] | select(.change) | .rule' "$work/stdout")"
at 153 'Bo Sample'
change vendor/lib/x.c 'Take what others wrote'
judge check.second-person=fail
same 'nor one of vendored files alone' '0 vendored' "$? $(jq -r '.changes[].excluded' "$work/stdout")"

# ---- size ----
at 154 'Bo Sample'
seq 401 >work/large.c
git add work/large.c
git commit -q -m 'Large

Reviewed-by: Ada Example <ada@example.org>'
is '401 lines' size fires 1
same 'with its numbers' \
	'It changes 401 lines in 1 file; [check "size"] asks for at most 400 lines and 30 files outside generated and vendored ones.' \
	"$(judge && message size)"
is 'as many as the team allows' size holds 0 check.size.lines=401
is 'fewer lines, but files' size holds 0 check.size.lines=1000 check.size.files=1
is 'a declared migration' size n/a 0 policy.migration=true
is 'a share of the team' large-changes fires 1 check.large-changes.most=0.001
is 'under a declared migration' large-changes n/a 0 check.large-changes.most=0.001 policy.migration=true
is 'one alone among many, if none may be' self-integrated-share fires 1 check.self-integrated-share.most=0.001
is 'if all have to be' coverage fires 1 check.coverage.least=1
is 'if all have to be' second-person-share fires 1 check.second-person-share.least=1

# ---- documents ----
at 155 'Bo Sample'
mkdir guide
echo 'how it works' >guide/work.md
git add guide
git commit -q -m 'A guide'
printf '[docs]\n\tmap = work guide/work.md\n[check "documents"]\n\tchanges = 3\n' >.gitlead
git add .gitlead
git commit -q -m 'Map it'
for day in 156 157; do
	at $day 'Bo Sample'
	reviewed work/b.c "code $day" 'Ada Example'
done
is 'two changes behind' documents holds 0
at 158 'Bo Sample'
reviewed work/b.c 'code again' 'Ada Example'
is 'three changes behind' documents fires 1
same 'and leads to the document' guide/work.md "$(judge && jq -r '.results[] | select(.rule == "documents") | .path' "$work/stdout")"
is 'documents kept elsewhere' documents n/a 0 policy.docs=elsewhere
at 159 'Bo Sample'
echo 'how it works now' >guide/work.md
git commit -q -a -m 'The guide again'
# The policy of the run before is gone, and history grew since: both at once.
judge -- 'HEAD~2..HEAD'
same 'a range that touches the document is silent' 'holds n/a' "$(outcome documents | tr '\n' ' ' | sed 's/ $//')"

# ---- decision records ----
mkdir -p docs/adr include
for number in 1 2; do
	printf '# Record %s\n\n## Status\n\naccepted\n\n## Context\n\nSome.\n' $number >docs/adr/000$number-x.md
done
git add docs
git commit -q -m 'Two records'
at 160 'Bo Sample'
echo 'int f(void);' >include/f.h
git add include
git commit -q -m 'An interface'
is 'two records are no practice' decision-record n/a 0
at 161 'Bo Sample'
printf '# Record 3\n\n## Status\n\naccepted\n\n## Context\n\nSome.\n' >docs/adr/0003-x.md
git add docs
git commit -q -m 'A third'
at 162 'Bo Sample'
echo 'int g(void);' >>include/f.h
git commit -q -a -m 'The interface again'
is 'an interface without a record' decision-record fires 1
same 'and why' "It might call for a decision record (interface 'include/f.h'), and none of these changes brings or changes one." \
	"$(judge && message decision-record)"
judge -- 'HEAD~2..HEAD'
same 'a record in the range is silent' 'holds n/a' "$(outcome decision-record | tr '\n' ' ' | sed 's/ $//')"
is 'records kept elsewhere' decision-record n/a 0 policy.decisions=elsewhere
interface=$(git rev-parse HEAD)
git checkout -q -b taken HEAD~1
cp docs/adr/0003-x.md docs/adr/0004-x.md
git add docs && git commit -q -m 'A fourth'
git cherry-pick "$interface" >/dev/null 2>&1
git rm -q docs/adr/0004-x.md && git commit -q -m 'A record less'
judge -- 'HEAD~2..HEAD'
same 'a record that is taken away is none' 'fires n/a' "$(outcome decision-record | tr '\n' ' ' | sed 's/ $//')"
at 162 'helper[bot]' '1+helper[bot]@users.noreply.github.com'
echo 'More.' >>docs/adr/0003-x.md
git commit -q -a -m 'Spaces'
judge -- 'HEAD~3..HEAD'
same 'what a bot touches is none either' 'fires n/a' "$(outcome decision-record | tr '\n' ' ' | sed 's/ $//')"
at 162 'Bo Sample'
git checkout -q main

# ---- teams and persons ----
printf '[team "core"]\n\tmember = Ada Example\n\tmember = Cy Other\n\tlead = Ada Example\n[team "one"]\n\tmember = Cy Other\n' >.gitlead
at 163 'Bo Sample'
git add .gitlead
git commit -q -m 'Teams'
judge -- --team=core
same 'a change of another team is outside' outside "$(jq -r '.changes[].excluded' "$work/stdout")"
judge -- --team=one
same 'a team of one is withheld' 'n/a' "$(outcome coverage)"
same 'with all its facts' withheld "$(jq -r '.facts[].state' "$work/stdout" | sort -u)"
judge check.P01=notice
same 'a declared lead is named by a rule that was switched on' 'Ada Example' "$(jq -r '.results[] | select(.rule == "P01") | .person' "$work/stdout")"
same 'as a notice at most' "$(outcome P01)" "$(jq -r '.results[] | select(.rule == "P01" and (.shown == "off" or .shown == "notice")) | .outcome' "$work/stdout")"
judge check.P01=notice optout.person=ada@example.org
same 'nobody who opted out' none "$(outcome P01)"
answers 'a rule about a person cannot fail' 128 git -c check.P01=fail lead check -q
complains 'and says why' 'check.P01 can be notice at most: it speaks of a person'

# ---- what is written of no rule ----
for wrong in check.sise=warn check.size=loud check.sise.lines=3 check.size.linez=3 check.size.lines=0 check.coverage.least=2; do
	answers "$wrong is refused" 128 git -c "$wrong" lead check -q
	complains 'by name' 'sise|check.size|linez|check.coverage.least'
done
cd ..

# ---- a squash repository where no review is recorded ----
git init -q squashed
cd squashed || exit 1
git remote add origin git@github.com:example/project.git
at -200 'Bo Sample'
change work/start.c 'The start, long before anybody here was new'
number=1
while [ $number -le 24 ]; do
	at $((99 + number)) 'Bo Sample'
	export GIT_COMMITTER_NAME='GitHub' GIT_COMMITTER_EMAIL='noreply@github.com'
	change "work/b$number.c" "Work $number (#$number)"
	number=$((number + 1))
done
at 130 'Cy Other'
export GIT_COMMITTER_NAME='GitHub' GIT_COMMITTER_EMAIL='noreply@github.com'
change work/c.c 'A first change (#25)'
for rule in second-person review-evidence self-integrated newcomer-review coverage second-person-share self-integrated-share; do
	is 'what is not recorded is unknown' $rule unknown 3
done
is 'sizes are known' size holds 0
by_itself
same 'one reason is one gap' 1 "$(jq '.gaps | length' "$work/stdout")"
check 'which names a command' grep -q 'git-lead-gh' "$work/stdout"

# ---- told whole by an export ----
tell() { # <number> <reviewer, - for none>
	pull "$1" "$(git log --format=%H --grep="(#$1)")" 'Cy Other' 'Cy Other' "$when" "$2"
	printf '{"data":{"repository":{"nameWithOwner":"example/project","pullRequest":%s}}}' "$(cat "$world/pr.$1")" | git lead import -q -
}
tell 25 -
for rule in second-person review-evidence self-integrated newcomer-review; do
	is 'what a forge tells whole was not done there' $rule fires 1
done
tell 25 'Ada Example'
is 'what it tells was done' newcomer-review holds 0
cd ..

# ---- a few changes ----
git init -q few
cd few || exit 1
lately 100 5
for rule in coverage second-person-share self-integrated-share large-changes; do
	is 'ten changes are too few' $rule unknown 3
done
cd ..

# ---- half of a team's changes, and newcomers ----
git init -q gap
cd gap || exit 1
members
lately 100 15
i=0
while [ $i -lt 12 ]; do
	at $((120 + i)) "$(printf 'Cy Other\nDee Sample\nEve Other\n' | sed -n "$((i % 3 + 1))p")"
	change "work/new$i.c" "new $i"
	i=$((i + 1))
done
is "newcomers' changes are looked at less" newcomer-gap fires 1
same 'with its numbers' 1 "$(judge && message newcomer-gap | grep -c '0 of 12 changes (0 %) by newcomers and 30 of 30 changes (100 %) by everybody else')"
is 'as the pattern says' P10 fires 1 check.P10=notice
is 'a pattern that is quiet' P17 holds 0 check.P17=notice
is 'seven in ten' coverage holds 0
i=0
while [ $i -lt 14 ]; do
	at $((135 + i)) 'Bo Sample'
	change work/b.c "alone $i"
	i=$((i + 1))
done
is 'half of them' coverage fires 1 check.coverage.least=0.9

# ---- the manual ----
sed -n 's/^\.It Ic check\./check./p' "$(dirname "$test_file")/../../man/gitlead-config.5" | sed 's/ , /\n/g' >"$work/names"
same 'gitlead-config(5) tells of every rule' 24 "$(grep -vc '\..*\.' "$work/names")"
while read -r name; do
	case $name in
	*.changes | *.lines | *.files) check "$name is a number of a rule" git -c "$name=3" lead check -q ;;
	*.*.*) check "$name is a number of a rule" git -c "$name=0.3" lead check -q ;;
	*) check "$name is a rule" git -c "$name=off" lead check -q ;;
	esac
done <"$work/names"
