#!/bin/sh
# Breaks the code on purpose, one place at a time, and demands that the planted tests notice: at least the named check must
# fail. Works on a copy of the source tree; arguments: names of mutants if not all. Prints a table. Long: `make mutants`.
set -u

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/git-lead-mutants.XXXXXX")
trap 'rm -rf "$work"' EXIT
# --applies: only whether each still finds the place it breaks; quick, and part of `make check`.
dry=
[ "${1:-}" != --applies ] || {
	dry=1
	shift
}
wanted=" $* "
killed=0
lived=''

# Files with sources, tests and the Makefile; what was built before does not fit another place.
mkdir "$work/tree"
(cd "$root" && tar -cf - Makefile analyzers cmd include man tests/planted tests/cli tests/ci) | tar -xf - -C "$work/tree"
cd "$work/tree" || exit 1

build() {
	make -s MODE=debug build/debug/git-lead -j2 >"$work/build.out" 2>&1
}

# mutant <name> <test> <check that must fail> <file> <sed script>
mutant() {
	case $wanted in
	'  ' | *" $1 "*) ;;
	*) return ;;
	esac
	cp -p "$4" "$work/whole"
	sed -i "$5" "$4"
	if cmp -s "$4" "$work/whole"; then
		verdict='does not apply'
	elif [ -n "$dry" ]; then
		verdict='noticed: it applies'
		killed=$((killed + 1))
	elif ! build; then
		verdict='does not build'
	else
		suite=planted
		[ -f "tests/planted/t_$2.sh" ] || suite=cli
		sh tests/$suite/run.sh build/debug/git-lead "$2" >"$work/out" 2>&1
		count=$(grep -c '^not ok' "$work/out")
		if grep -q "^not ok t_$2: .*$3" "$work/out"; then
			verdict="noticed by $count checks"
			killed=$((killed + 1))
		else
			verdict="LIVED ($count other checks failed)"
		fi
	fi
	case $dry$verdict in
	1noticed*) ;;
	*) printf '%-22s %-14s %-34s %s\n' "$1" "$2" "$verdict" "$3" ;;
	esac
	case $verdict in
	noticed*) ;;
	LIVED*)
		lived="$lived $1"
		grep '^not ok' "$work/out" | sed 's/^/    /'
		;;
	*) lived="$lived $1" ;;
	esac
	cp -p "$work/whole" "$4"
	touch "$4"
}

[ -n "$dry" ] || build || {
	cat "$work/build.out"
	exit 1
}

# ---- invariances ----
mutant grouping invariances 'a squash is a merge' analyzers/evidence/github.c \
	's/"Merge pull request #/"Merge pull  request #/'
mutant request-link invariances 'a rebase that names its request' analyzers/evidence/github.c \
	's/{ "pr-url", "trailer:PR-URL" }/{ "pr-urn", "trailer:PR-URL" }/'
mutant bots-known invariances 'what machines do changes nothing' analyzers/people/kinds.c \
	's/text_equal(word, TEXT("bot")) ||/text_equal(word, TEXT("b0t")) ||/'
mutant bots-review invariances 'what machines do changes nothing' analyzers/people/verdict.c \
	's/row->person_kind == PERSON_BOT/change == NULL/'
mutant mailmap invariances 'a mailmap repairs it' analyzers/people/mailmap.c \
	's/^\tif (!found)$/\tif (found || !found)/'
mutant names invariances 'and nothing else' analyzers/metrics/review/M03_reviews.sql \
	"s/^  SELECT s.person_id, count(p.change_id),/  SELECT s.person_id, count(p.change_id) + (SELECT CASE WHEN q.key < 'B' THEN 1 ELSE 0 END FROM person q WHERE q.id = s.person_id),/"
mutant copies-found invariances 'a branch of copies' analyzers/people/copies.c \
	's/" WHERE change_id <> original_id"/" WHERE change_id < 0"/'
mutant copies-excluded invariances 'changes nothing' analyzers/people/credit.c \
	's/WHEN d.is_copied = 1 THEN/WHEN d.is_copied = 2 THEN/'
mutant copies-documents invariances 'a branch of copies' analyzers/metrics/scope.c \
	"s/AND k.excluded = 'copied')/AND k.excluded = 'mass')/"
mutant dates invariances 'moved by' analyzers/metrics/scope.c \
	's/WHERE team = :team AND landed_time >= :first/WHERE team = :team AND landed_time >= max(:first, 1767225600)/'
mutant fractions invariances 'shares of authorship' analyzers/metrics/authorship/M02_author_share.sql \
	's/1.0 \* piece.changes \/ piece.authors/1.0 * piece.changes/'
mutant models invariances 'what all authored' analyzers/people/verdict.c \
	's/row->person_kind == PERSON_MODEL/change == NULL/'
mutant coverage-gate thinning 'below half of the changes' analyzers/metrics/ground.c \
	's/coverage->k \* 2 < coverage->n/coverage->k * 20 < coverage->n/'
mutant coverage-usable thinning 'below seven in ten' analyzers/metrics/ground.c \
	's/return coverage->k \* 10 < coverage->n \* 7 ?/return coverage->k * 10 < coverage->n * 5 ?/'

# ---- what the independent computation guards ----
mutant answers-of-bots independent 'seed 1' analyzers/metrics/scope_request.c "s/p.kind = 'human'\\\\n/p.kind <> 'model'\\\\n/"
mutant answers-own independent 'seed 1' analyzers/metrics/scope_request.c \
	's/AND w.person_id <> coalesce(s.opener_id, 0)/AND w.person_id <> coalesce(s.opener_id - s.opener_id, 0)/'
mutant drafts independent 'seed 1' analyzers/metrics/scope_request.c 's/CASE WHEN t.ready_time > 0 THEN t.ready_time/CASE WHEN t.ready_time < 0 THEN t.ready_time/'
mutant drafts-open independent 'seed 1' analyzers/metrics/scope_request.c "s/draft_place = 1 AND draft = 'yes'/draft_place = 1 AND draft = 'maybe'/"
mutant censoring independent 'seed 2' analyzers/base/statistics.c 's/gone += rows\[i\].observed + rows\[i\].censored/gone += rows[i].observed/'
mutant quartile independent 'seed 1' analyzers/base/statistics.c 's/p75 = { 0.25, NAN/p75 = { 0.30, NAN/'
mutant merged-time independent 'seed 1' analyzers/metrics/flow/M21_integration.sql 's/is_merged$/1/'
mutant eight-words independent 'seed 1' analyzers/metrics/scope_request.c 's/word_count >= 8/word_count >= 7/'
mutant twenty-lines independent 'seed 1' analyzers/metrics/review/M22_substantive.sql 's/coalesce(c.lines, s.lines) >= 20/coalesce(c.lines, s.lines) >= 21/'
mutant fast-lines independent 'the figures of the plan' analyzers/metrics/review/M23_fast_approvals.sql 's/t.seconds \* 2000/t.seconds * 500/'
mutant afterthought independent 'seed 1' analyzers/people/verdict.c 's/change->landed_time + LANDING_SLACK_SECS/INT64_MAX/'

# ---- patterns: rule, gate, silencer ----
mutant P01-rule cases_review 'P01 speaks' analyzers/patterns/P01_own_code_only.c 's/^#define UPPER_DEFAULT .*/#define UPPER_DEFAULT 0.02/'
mutant P01-sample cases_review 'P01 is thin' analyzers/patterns/P01_own_code_only.c 's/^#define OWN_MINIMUM .*/#define OWN_MINIMUM 8/'
mutant P01-silence cases_review 'P01 is silenced by an absence' analyzers/patterns/evaluate.c 's/team > DECLARED_SHARE || own > DECLARED_SHARE/team > 1 || own > 1/'
mutant P02-rule cases_review 'P02 speaks' analyzers/patterns/P02_review_bottleneck.c 's/^#define SHARE_DEFAULT .*/#define SHARE_DEFAULT 0.99/; s/^#define EFFECTIVE_LIMIT .*/#define EFFECTIVE_LIMIT 0/'
mutant P02-gate cases_review 'P02 is unknown' analyzers/patterns/P02_review_bottleneck.c 's/input->coverage != COVERAGE_USABLE/input->scope == NULL/'
mutant P02-silence cases_review 'P02 is silenced' analyzers/patterns/P02_review_bottleneck.c 's/^	explain_away(&reason, sight);/	if (sight->active < 0)\n		explain_away(\&reason, sight);/'
mutant P03-rule cases_review 'P03 speaks' analyzers/patterns/P03_rubber_stamping.c 's/t.seconds < 120 OR t.lines \* 3600 > t.seconds \* 2000/t.seconds < 0/'
mutant P03-sample cases_review 'P03 is thin' analyzers/patterns/P03_rubber_stamping.c 's/^#define APPROVAL_MINIMUM .*/#define APPROVAL_MINIMUM 10/'
mutant P03-silence cases_review 'P03 is silenced' analyzers/patterns/P03_rubber_stamping.c 's/!is_over(sight, sight->explained, input->person)/!is_over(sight, 0, input->person)/'
mutant P04-rule cases_review 'P04 speaks' analyzers/patterns/P04_self_merge_unreviewed.c 's/^#define LOWER_DEFAULT .*/#define LOWER_DEFAULT 0.50/'
mutant P04-gate cases_review 'P04 is unknown where three in five' analyzers/patterns/P04_self_merge_unreviewed.c 's/sight.base.coverage != COVERAGE_USABLE/sight.base.coverage == COVERAGE_UNKNOWN/'
mutant P04-silence cases_review 'P04 is silenced' analyzers/patterns/P04_self_merge_unreviewed.c 's/\.silencing = "[^"]*"/.silencing = ""/'
mutant P05-rule cases_know 'P05 is clear' analyzers/patterns/P05_hero_risk.c 's/unit->factor != 1)/unit->factor > 100)/; s/unit->factor_reviewed == 1 /unit->factor_reviewed >= 1 /'
mutant P05-silence cases_know 'P05 is silenced' analyzers/patterns/P05_hero_risk.c 's/unit->factor_reviewed == 1 .. p05_is_mostly(unit->reviewed, unit, sight->share)/unit->factor == 1/'
mutant P06-rule cases_lead 'P06 speaks' analyzers/patterns/P06_lost_touch_with_code.c 's/^#define PRESENCE_DEFAULT .*/#define PRESENCE_DEFAULT 1000/; s/^#define DROP_DEFAULT .*/#define DROP_DEFAULT 1.01/'
mutant P06-silence cases_lead 'P06 is silenced' analyzers/patterns/P06_lost_touch_with_code.c 's/architect/arch1tect/g'
mutant P07-rule cases_lead 'P07 is thin for that reason' analyzers/patterns/P07_no_mentoring_trace.c 's/^#define EXPECTED_DEFAULT .*/#define EXPECTED_DEFAULT 0.5/'
mutant P07-silence cases_lead 'P07 is silenced' analyzers/patterns/P07_traces.c 's/"mentor"/"m3ntor"/'
mutant P08-rule cases_flow 'P08 speaks' analyzers/patterns/P08_slow_first_review.c 's/^#define DAYS_DEFAULT .*/#define DAYS_DEFAULT 90/'
mutant P08-silence cases_flow 'P08 is silenced' analyzers/patterns/P08_slow_first_review.c 's/spread_share > DECLARED_SHARE/spread_share > 1.5/'
mutant P08-bots cases_flow 'whatever machines answer' analyzers/metrics/scope_request.c "s/p.kind = 'human'\\\\n/p.kind <> 'model'\\\\n/"
mutant P08-drafts cases_flow 'P08 is clear where notes tell' analyzers/evidence/note_lines.c 's/field_raw(fields, "draft")/field_raw(fields, "graft")/'
mutant P09-rule cases_know 'P09 speaks' analyzers/patterns/P09_docs_gap.c 's/^#define CHANGES_DEFAULT .*/#define CHANGES_DEFAULT 2000/'
mutant P09-silence cases_know 'P09 is silenced' analyzers/patterns/P09_docs_gap.c 's/elsewhere > DECLARED_SHARE/elsewhere > 1.5/'
mutant P10-rule cases_flow 'P10 warns' analyzers/patterns/P10_newcomer_neglect.c 's/^#define GAP_DEFAULT .*/#define GAP_DEFAULT 0.999/'
mutant P10-silence cases_flow 'P10 is silenced' analyzers/patterns/P10_newcomer_neglect.c 's/if (!is_trivial(sight))/if (!is_trivial(sight) || sight != NULL)/'
mutant P14-rule cases_lead 'P14 speaks' analyzers/patterns/P14_delivery_only.c 's/^#define DOCUMENTS_DEFAULT .*/#define DOCUMENTS_DEFAULT 0.01/'
mutant P14-silence cases_lead 'P14 is silenced' analyzers/patterns/P14_delivery_only.c 's/\.silencing = "[^"]*"/.silencing = ""/'
mutant P17-rule cases_flow 'P17 speaks' analyzers/patterns/P17_oversized_changes.c 's/^#define SHARE_DEFAULT .*/#define SHARE_DEFAULT 0.9/'
mutant P17-silence cases_flow 'P17 is silenced' analyzers/patterns/P17_oversized_changes.c 's/\.silencing = "[^"]*"/.silencing = ""/'

# ---- rules of the check: absence, limits, who is left out ----
mutant check-absence check_rules 'what is not recorded is unknown' analyzers/check/evidence.c \
	's/checking->out->coverage != COVERAGE_USABLE/checking->out->coverage > COVERAGE_USABLE/'
mutant check-told check_rules 'what a forge tells whole was not done there' analyzers/check/evidence.c \
	's/!change->is_told \&\& checking->out->coverage/checking->out->coverage/'
mutant check-unrecorded check_rules 'what is declared not to be recorded' analyzers/check/evidence.c \
	's/^	if (checking->is_unrecorded)$/	if (checking->is_unrecorded \&\& !change)/'
mutant check-size check_rules 'as many as the team allows' analyzers/check/rule_size.c \
	's/(double)change->lines <= most_lines/(double)change->lines < most_lines/'
mutant check-interval check_rules 'coverage: all is reviewed' analyzers/check/rule_shares.c \
	's/value->high < limit : value->low > limit/value->low < limit + 0.2 : value->low > limit/'
mutant check-newcomer check_rules 'no newcomer' analyzers/check/rule_newcomer_review.c \
	's/^	if (change->is_newcomer \&\& !change->has_review)/	if (!change->has_review || !change->is_newcomer)/'
mutant check-documents check_rules 'three changes behind' analyzers/check/rule_documents.c \
	's/c.landed_time <= a.landed_time\\n"$/c.landed_time < a.landed_time\\n"/'
mutant check-record check_rules 'a record in the range' analyzers/check/rule_decision_record.c \
	's/WHERE k.has_decision = 1 AND/WHERE k.has_decision = 2 AND/'
mutant check-excluded check_rules 'a change of a bot is not judged' analyzers/check/check.c \
	's/if (change->excluded)/if (change->excluded \&\& !change->path)/'
mutant check-persons check_rules 'a rule about a person cannot fail' analyzers/check/patterns.c \
	's/CHECK_OF_PERSON, CHECK_NOTICE/CHECK_OF_PERSON, CHECK_FAIL/'
mutant check-exit check_rules 'what is not recorded is unknown' analyzers/check/check.c \
	's/has_unjudged ? 3 : 0/has_unjudged ? 0 : 0/'

if [ -n "$dry" ]; then
	printf 'mutants: %d find their place, not:%s\n' "$killed" "${lived:- none}"
else
	printf 'mutants: %d noticed, not noticed:%s\n' "$killed" "${lived:- none}"
fi
[ -z "$lived" ] && [ "$killed" -gt 0 ]
