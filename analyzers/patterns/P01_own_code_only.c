/*
 * P01 own-code-only: does the record show work on other people's changes? About declared leads, persons named and the
 * viewer alone. What shows such work clears at any coverage; missing evidence never weighs against anybody.
 */
#include <math.h>
#include "lead/alloc.h"
#include "lead/people.h"
#include "lead/vec.h"
#include "P01.h"

#define UPPER_DEFAULT 0.20
#define OWN_MINIMUM 16    /* 0 of 16 is the smallest sample whose upper bound lies under 0.20 */
#define OTHERS_MINIMUM 10 /* changes by others, below which there was little to review */
#define MEMBER_MINIMUM 10 /* acts of a member, from which the share enters the median */
#define BASELINE_MINIMUM 0.20
#define HALF_YEAR_SECS (26 * WEEK_SECS)

/*
 * One change is one piece of work, even where the person reviewed, helped and merged it (metrics M13, M29.int). CROSS JOIN: from
 * the changes of the period (metric_change), never through every act of a person's life here.
 */
static int count_touched(struct p01_sight *sight, const struct pattern_input *input)
{
	struct statement *statement;
	int ret = store_statement(&statement, input->store,
	                          "SELECT count(*),\n"
	                          "       count(CASE WHEN (is_pair = 1 AND author_id <> :person)\n"
	                          "                    OR (is_pair = 0 AND is_auth = 0) THEN 1 END),\n"
	                          "       count(CASE WHEN is_comment = 1 AND is_pair = 0 AND is_auth = 0 THEN 1 END)\n"
	                          "FROM (\n"
	                          "  SELECT a.change_id, k.author_id,\n"
	                          "         max(CASE WHEN a.kind = 'auth' THEN 1 ELSE 0 END) AS is_auth,\n"
	                          "         max(CASE WHEN a.kind = 'pair' THEN 1 ELSE 0 END) AS is_pair,\n"
	                          "         max(CASE WHEN a.kind = 'cmt' THEN 1 ELSE 0 END) AS is_comment\n"
	                          "  FROM change c\n"
	                          "  CROSS JOIN act a\n"
	                          "  CROSS JOIN change_credit k\n"
	                          "  CROSS JOIN member m\n"
	                          "  WHERE c.landed_time >= :since AND c.landed_time < :until\n"
	                          "    AND (:repository IS NULL OR c.repository_id + 0 = :repository)\n"
	                          "    AND a.person_id = :person AND a.change_id = c.id AND a.counted = 1\n"
	                          "    AND a.kind IN ('auth', 'pair', 'rev', 'ack', 'cmt', 'help', 'int')\n"
	                          "    AND k.change_id = c.id AND k.excluded IS NULL\n"
	                          "    AND m.team = :team AND m.person_id = k.author_id\n"
	                          "    AND m.from_time <= c.landed_time AND m.until_time > c.landed_time\n"
	                          "    AND (m.team NOT IN (SELECT team FROM team_limit) OR EXISTS (\n"
	                          "      SELECT 1 FROM team_change l WHERE l.team = m.team AND l.change_id = c.id))\n"
	                          "  GROUP BY a.change_id, k.author_id\n"
	                          ") t");

	if (ret)
		return ret;
	scope_bind(statement, input->scope);
	statement_bind_int(statement, ":person", input->person);
	ret = statement_step(statement);
	if (ret == 0) {
		sight->touched = statement_int(statement, 0);
		sight->touched_others = statement_int(statement, 1);
		sight->commented = statement_int(statement, 2);
		statement_reset(statement);
	}
	return ret < 0 ? ret : 0;
}

/* Whichever is longer: what was declared silences a note in the engine, and is told here among what was looked for. */
static int look_at_declared(struct p01_sight *sight, const struct pattern_input *input)
{
	double absent = 0, alone = 0, team = 0;
	int ret = input_declared_share(&absent, input, "absence", input->person);

	if (!ret)
		ret = input_declared_share(&alone, input, "solo", input->person);
	if (!ret)
		ret = input_declared_share(&team, input, "solo", 0);
	sight->declared = fmax(absent, fmax(alone, team));
	return ret;
}

int p01_look(struct p01_sight *sight, const struct pattern_input *input, double upper)
{
	int64_t person = input->person;
	const struct metric_value *share = input_figure(input, "M04", person);
	const struct metric_value *involvement = input_figure(input, "M06", person);
	const struct metric_value *integrated = input_figure(input, "M29.int", person);
	struct metric_base base;
	int ret = input_base(&base, input);

	*sight = (struct p01_sight){
		.own = share ? share->n - share->k : 0,
		.reviews = share ? share->k : 0,
		.all_own = input_count(input, "M01", person),
		.all_reviews = input_count(input, "M03", person),
		.changes = base.changes,
		.covered = base.reviewed,
		.base = base,
		.others_changes = involvement ? involvement->n : 0,
		.integrated = integrated ? integrated->k : 0,
		.coauthored = input_count(input, "M13.a", person),
		.joint = input_count(input, "M15.joint", person),
		.helped = input_count(input, "M13.c", person),
		.helped_people = input_count(input, "M13.c.people", person),
		.newcomer_changes = input_count(input, "M12", person),
		.decisions = input_count(input, "M17.count", person),
		.decided = input_count(input, "M17.acts", person),
		.documents = input_count(input, "M16.count", person),
		.doc_only = input_count(input, "M16.only", person),
		.standards = input_count(input, "M19.std", person),
		.home_changes = input_count(input, "M27.open", person),
		.delegation = input_figure(input, "M27", person),
		.upper = upper,
		.has_reviews = base.coverage != COVERAGE_UNKNOWN,
		.has_integrators = integrated && integrated->state != STATE_UNKNOWN,
	};
	sight->share = wilson(sight->reviews, sight->reviews + sight->own);
	sight->whole_share = wilson(sight->all_reviews, sight->all_reviews + sight->all_own);
	if (!ret)
		ret = input_left_out(&sight->left_out, input);
	if (!ret)
		ret = count_touched(sight, input);
	if (!ret)
		ret = input_self_notes(&sight->self_notes, input);
	return ret ? ret : look_at_declared(sight, input);
}

void p01_release(struct p01_sight *sight)
{
	left_out_release(&sight->left_out);
}

/* What was seen counts anywhere; that nothing was seen is a number only where it would have been recorded. */
static void add_seen(struct finding *out, const char *name, int64_t count, bool is_recorded)
{
	if (count > 0 || is_recorded)
		finding_add_count(out, name, count);
}

/* Shares of a record that is mostly silent say nothing of the person, whatever their numerator. */
static void add_review_shares(struct finding *out, const struct p01_sight *sight)
{
	int64_t acts = sight->reviews + sight->own;

	if (acts > 0)
		finding_add(out, "review_share", (double)sight->reviews / (double)acts, sight->share);
	if (sight->others_changes > 0)
		finding_add(out, "involvement", (double)sight->reviews / (double)sight->others_changes,
		            wilson(sight->reviews, sight->others_changes));
	if (sight->delegation && sight->delegation->n > 0)
		finding_add(out, "delegation", sight->delegation->value,
		            (struct interval){ sight->delegation->low, sight->delegation->high });
}

static void add_numbers(struct finding *out, const struct p01_sight *sight)
{
	finding_add_count(out, "own_changes", sight->own);
	add_seen(out, "reviews", sight->reviews, sight->has_reviews);
	if (sight->has_reviews)
		add_review_shares(out, sight);
	if (sight->changes > 0) {
		finding_add(out, "review_coverage", (double)sight->covered / (double)sight->changes,
		            wilson(sight->covered, sight->changes));
		finding_add(out, "authored_share", (double)sight->own / (double)sight->changes,
		            wilson(sight->own, sight->changes));
	}
	finding_add_count(out, "others_changes", sight->others_changes);
	finding_add_count(out, "home_changes", sight->home_changes);
	add_seen(out, "integrated", sight->integrated, sight->has_integrators);
	finding_add_count(out, "coauthored", sight->coauthored);
	finding_add_count(out, "joint", sight->joint);
	finding_add_count(out, "helped", sight->helped);
	add_seen(out, "commented", sight->commented, false);
	add_seen(out, "newcomer_changes", sight->newcomer_changes, sight->has_reviews);
	finding_add_count(out, "decisions", sight->decisions);
	add_seen(out, "decided", sight->decided, false);
	add_seen(out, "self_notes", sight->self_notes, false);
	finding_add_count(out, "documents", sight->documents);
	finding_add_count(out, "doc_only", sight->doc_only);
	finding_add_count(out, "standards", sight->standards);
	if (sight->left_out.list) {
		finding_add_count(out, "own_changes_left_out", sight->left_out.own);
		finding_add(out, "left_out_share", sight->left_out.share, NO_INTERVAL);
	}
	out->n = sight->reviews + sight->own;
	out->visible = p01_visible(sight);
}

/* ---- outcomes ---- */

static void end_clear(struct finding *out, const struct p01_sight *sight, const struct pattern_input *input,
                      struct buf *presence)
{
	struct buf reason = { 0 }, text = { 0 };

	buf_add_fmt(&reason, "shown by %s", buf_str(presence));
	buf_add_fmt(&text, "The record shows work beyond own code: %s. ", buf_str(presence));
	p01_say_visible(&text, sight, input);
	finding_end(out, OUTCOME_CLEAR, &reason, &text);
}

/* Ends with a reason that is a clause, the same clause as a sentence, and what is visible all the same. */
static void end_open(struct finding *out, enum outcome outcome, const struct p01_sight *sight,
                     const struct pattern_input *input, struct buf *reason, const char *consequence)
{
	struct buf text = { 0 };

	say_sentence(&text, buf_str(reason));
	p01_say_visible(&text, sight, input);
	buf_add_str(&text, consequence);
	if (outcome == OUTCOME_UNKNOWN)
		say_command(out, &text, input);
	finding_end(out, outcome, reason, &text);
}

#define CANNOT_TELL "This can be neither confirmed nor ruled out from here."

static int end_uncovered(struct finding *out, const struct p01_sight *sight, const struct pattern_input *input)
{
	struct buf reason = { 0 };
	bool is_declared;
	int ret = say_declared_unrecorded(&reason, input);

	if (ret)
		return ret;
	is_declared = reason.size > 0;
	if (!is_declared && !say_worked_uncovered(&reason, &sight->left_out, &sight->base)) {
		buf_add_str(&reason, "reviews are hardly recorded here: ");
		say_percent(&reason, (double)sight->covered / (double)sight->changes);
		buf_add_fmt(&reason, " of %lld changes name a reviewer", (long long)sight->changes);
	}
	buf_add_str(&reason, ", so being named on few or none means nothing");
	out->would_change = xstrdup(
		is_declared ? "A declaration ([policy] unrecorded) that covers a third of the period or less."
			    : "A reviewer named on at least half of the changes: a forge's record imported, notes of "
			      "reviews fetched, or a line Reviewed-by agreed on from now on.");
	end_open(out, OUTCOME_UNKNOWN, sight, input, &reason, CANNOT_TELL);
	return 0;
}

/* ---- gate 6: how the others review ---- */

static bool is_reviewing(int64_t reviews, int64_t of)
{
	return reviews > 0 && (double)reviews >= BASELINE_MINIMUM * (double)of;
}

static void look_at_year(struct p01_baseline *out, const struct pattern_input *input)
{
	const struct metric_value *share =
		input->year_values ? metric_values_find(input->year_values, "M04", input->person) : NULL;

	out->year_reviews = share ? share->k : 0;
	out->year_own = share ? share->n - share->k : 0;
}

static void finish_baseline(struct p01_baseline *out, double *shares, size_t count)
{
	out->member_count = count;
	if (count >= P01_MEDIAN_MEMBERS) {
		out->lower_quartile = quantile(shares, count, 0.25);
		out->median = quantile(shares, count, 0.5);
		out->upper_quartile = quantile(shares, count, 0.75);
		out->is_met = out->median >= BASELINE_MINIMUM;
	} else {
		/* Too few to tell what is usual among them: the others' sum, or the person's own year before. */
		out->is_met = is_reviewing(out->other_reviews, out->other_own) ||
		              is_reviewing(out->year_reviews, out->year_reviews + out->year_own);
	}
}

/*
 * Each member's share rests on repositories as the person's does; whose reviews are hardly recorded has none. Sums are over the
 * repositories of the person's own share.
 */
static const char select_members[] =
	"SELECT p.person_id,\n"
	"       count(CASE WHEN x.person_id IS NULL AND (p.is_rev = 1 OR p.is_ack = 1) THEN 1 END),\n"
	"       count(CASE WHEN x.person_id IS NULL AND p.is_own = 1 THEN 1 END),\n"
	"       CASE WHEN p.person_id IN (\n"
	"         SELECT person_id FROM declared WHERE kind = 'optout') THEN 1 ELSE 0 END,\n"
	"       count(CASE WHEN y.person_id IS NULL AND (p.is_rev = 1 OR p.is_ack = 1) THEN 1 END),\n"
	"       count(CASE WHEN y.person_id IS NULL AND p.is_own = 1 THEN 1 END),\n"
	"       count(CASE WHEN y.person_id IS NULL THEN 1 END), coalesce(max(w.coverage), 0)\n"
	"FROM scope_part p\n"
	"LEFT JOIN scope_person w ON w.since_time = :since AND w.person_id = p.person_id\n"
	"LEFT JOIN scope_left_out x ON x.since_time = :since AND x.person_id = p.person_id\n"
	"  AND x.repository_id = p.repository_id\n"
	"LEFT JOIN scope_left_out y ON y.since_time = :since AND y.person_id = :person\n"
	"  AND y.repository_id = p.repository_id\n"
	"WHERE p.is_member = 1 AND p.landed_time >= :since\n"
	"GROUP BY p.person_id\n"
	"ORDER BY p.person_id";

int p01_measure_baseline(struct p01_baseline *out, const struct pattern_input *input)
{
	VEC(double) shares = { 0 };
	struct statement *statement;
	int ret = metric_prepare(input->store, input->scope);

	*out = (struct p01_baseline){ 0 };
	look_at_year(out, input);
	if (!ret)
		ret = store_statement(&statement, input->store, select_members);
	if (ret)
		goto done;
	statement_bind_int(statement, ":since", input->scope->period.since_time);
	statement_bind_int(statement, ":person", input->person);
	while ((ret = statement_step(statement)) == 0) {
		int64_t reviews = statement_int(statement, 1), own = statement_int(statement, 2);

		out->team_reviews += statement_int(statement, 4);
		out->team_own += statement_int(statement, 5);
		if (statement_int(statement, 0) != input->person && statement_int(statement, 6) > 0) {
			out->other_reviews += statement_int(statement, 4);
			out->other_own += statement_int(statement, 5);
			out->other_count++;
		}
		/* Who opted out stands in sums alone. */
		if (reviews + own >= MEMBER_MINIMUM && statement_int(statement, 3) == 0 &&
		    statement_int(statement, 7) != COVERAGE_UNKNOWN)
			*VEC_PUSH(&shares) = (double)reviews / (double)(reviews + own);
	}
	if (ret < 0)
		goto done;
	ret = 0;
	finish_baseline(out, shares.at, shares.count);
done:
	VEC_RELEASE(&shares);
	return ret;
}

/* ---- the rule ---- */

static int evaluate_at(struct finding *out, const struct pattern_input *input, double upper, bool is_half_year);

static int end_fired(struct finding *out, const struct p01_sight *sight, const struct p01_baseline *baseline,
                     const struct pattern_input *input)
{
	struct buf reason = { 0 }, text = { 0 };
	int ret = p01_explain(&text, out, sight, baseline, input);

	if (ret) {
		buf_release(&text);
		return ret;
	}
	buf_add_str(&reason, "the record shows hardly any work on changes of others: reviews are ");
	say_share(&reason, sight->reviews, sight->reviews + sight->own);
	out->weight = (sight->upper - sight->share.high) / (sight->share.high - sight->share.low);
	/* Below usable coverage, and over a stretched period, it never becomes more than a note. */
	out->is_capped = sight->base.coverage != COVERAGE_USABLE || sight->is_half_year;
	finding_end(out, OUTCOME_NOTE, &reason, &text);
	return 0;
}

/* Gate 7, its middle part: a short period with few own changes is looked at again as half a year. */
static int evaluate_half_year(struct finding *out, const struct pattern_input *input, double upper)
{
	struct metric_values values = { 0 };
	struct pattern_input half = *input;
	struct scope scope = *input->scope;
	int ret;

	scope.period.since_time = scope.period.until_time - HALF_YEAR_SECS;
	half.scope = &scope;
	half.values = &values;
	ret = metric_compute(&values, &half.coverage, input->store, &scope);
	if (!ret)
		ret = evaluate_at(out, &half, upper, true);
	metric_values_release(&values);
	return ret;
}

/* Half a year before the period before would reach back behind it, and one that begins in a cut history lacks something. */
static int may_look_longer(bool *out, const struct p01_sight *sight, const struct pattern_input *input)
{
	struct period period = input->scope->period;
	struct horizon horizon;
	int ret;

	*out = !sight->is_half_year && input->previous_values != NULL &&
	       period.until_time - period.since_time < HALF_YEAR_SECS;
	if (!*out)
		return 0;
	ret = metric_horizon(&horizon, input->store, input->scope->repository);
	*out = ret == 0 && horizon.cut_time < period.until_time - HALF_YEAR_SECS;
	return ret;
}

/* The engine looks at the period alone: what was declared in the rest of the half year counts here. */
static bool end_declared(struct finding *out, const struct p01_sight *sight, const struct pattern_input *input)
{
	struct buf reason = { 0 };

	if (!sight->is_half_year || (sight->self_notes == 0 && sight->declared <= DECLARED_SHARE))
		return false;
	if (sight->self_notes > 0)
		buf_add_str(&reason, "a self-declared note tells of work that leaves no trace");
	else
		buf_add_str(&reason, "declared: absence or work alone over a third of the half year looked at");
	end_open(out, OUTCOME_SILENCED, sight, input, &reason, "The rule stays silent.");
	return true;
}

static void end_thin(struct finding *out, const struct p01_sight *sight, const struct pattern_input *input)
{
	struct buf reason = { 0 };

	say_count(&reason, sight->own, "own change", "own changes");
	buf_add_fmt(&reason, " where %d are needed", OWN_MINIMUM);
	end_open(out, OUTCOME_THIN, sight, input, &reason, "That is too few to say anything.");
}

static int apply_rule(struct finding *out, const struct p01_sight *sight, const struct pattern_input *input)
{
	struct buf reason = { 0 };
	struct p01_baseline baseline;
	bool is_longer = false;
	int ret = p01_measure_baseline(&baseline, input);

	if (!ret && sight->own < OWN_MINIMUM)
		ret = may_look_longer(&is_longer, sight, input);
	if (ret)
		return ret;
	if (baseline.member_count >= P01_MEDIAN_MEMBERS) {
		finding_add(out, "team_median", baseline.median, NO_INTERVAL);
		finding_add(out, "team_q1", baseline.lower_quartile, NO_INTERVAL);
		finding_add(out, "team_q3", baseline.upper_quartile, NO_INTERVAL);
	}
	if (!baseline.is_met) {
		buf_add_str(&reason, "few people in the team are named as reviewers: that is a matter of the team");
		end_open(out, OUTCOME_NA, sight, input, &reason, "Nothing follows for one person.");
		return 0;
	}
	if (is_longer) {
		finding_release(out);
		return evaluate_half_year(out, input, sight->upper);
	}
	if (sight->own < OWN_MINIMUM) {
		end_thin(out, sight, input);
		return 0;
	}
	if (sight->share.high < sight->upper)
		return end_declared(out, sight, input) ? 0 : end_fired(out, sight, &baseline, input);
	buf_add_str(&reason, "reviews are ");
	say_share(&reason, sight->reviews, sight->reviews + sight->own);
	buf_add_str(&reason, " of reviews and own changes");
	end_open(out, OUTCOME_CLEAR, sight, input, &reason,
	         "The rule stays silent: that interval does not lie under its limit.");
	return 0;
}

static int evaluate_at(struct finding *out, const struct pattern_input *input, double upper, bool is_half_year)
{
	struct buf presence = { 0 }, reason = { 0 };
	struct p01_sight sight;
	int ret;

	finding_start(out, pattern_p01.id, input->person);
	ret = p01_look(&sight, input, upper);
	if (ret)
		goto done;
	sight.is_half_year = is_half_year;
	add_numbers(out, &sight);
	p01_say_searched(out, &sight);
	p01_say_presence(&presence, &sight);
	if (presence.size > 0) {
		end_clear(out, &sight, input, &presence);
		goto done;
	}
	if (!input->is_subject) {
		buf_add_str(&reason, "not declared as a lead");
		end_open(out, OUTCOME_NA, &sight, input, &reason, "The question is asked of leads only.");
		goto done;
	}
	ret = input_judge_identities(&reason, input);
	if (ret)
		goto done;
	if (reason.size > 0) {
		end_open(out, OUTCOME_UNKNOWN, &sight, input, &reason, CANNOT_TELL);
	} else if (say_no_changes(&reason, input)) {
		end_open(out, OUTCOME_THIN, &sight, input, &reason, "That is too few to say anything.");
	} else if (sight.base.coverage == COVERAGE_UNKNOWN) {
		ret = end_uncovered(out, &sight, input);
	} else if (sight.others_changes < OTHERS_MINIMUM) {
		say_count(&reason, sight.others_changes, "change by others", "changes by others");
		end_open(out, OUTCOME_NA, &sight, input, &reason, "There was little to review.");
	} else {
		ret = apply_rule(out, &sight, input);
	}
done:
	p01_release(&sight);
	buf_release(&presence);
	buf_release(&reason);
	if (ret)
		finding_release(out);
	return ret;
}

static int evaluate(struct finding *out, const struct pattern_input *input)
{
	double upper;
	int ret = input_threshold(&upper, input, "pattern.P01.upper", UPPER_DEFAULT);

	return ret ? ret : evaluate_at(out, input, upper, false);
}

const struct pattern_info pattern_p01 = {
	.id = "P01",
	.name = "own-code-only",
	.question = "Does the record show work on other people's changes?",
	.rule = "The upper end of the 95 % interval of reviews in reviews and own changes lies under 20 % "
		"(pattern.P01.upper), with 16 own changes or more, where reviews are recorded and the team "
		"reviews.",
	.silencers = "three changes of others integrated, thanks for help from two people or on three changes, "
		     "three changes written together, comments on ten changes of others, two newcomers' changes "
		     "supported, one decision record, "
		     "three changes to documentation alone, two changes to shared standards, reviews or merges "
		     "on more than a fifth of the changes in home areas, a self-declared note, declared absence or "
		     "work agreed to be done alone over a third of the period",
	.base_rate = "of 20 quarters, 2021 to 2026, in which listed maintainers landed 16 changes or more, the rule "
		     "spoke in 0 of 98 in Xen, 31 of 161 (19 %) in DPDK, where the owner of each driver is listed, and "
		     "16 of 234 (7 %) in U-Boot; of the quarters of the ten most active people of five public projects "
		     "in 8 of 955 (1 %)",
	.source = "a hiring guide for tech leads: somebody who only talks about own code; a pilot on Xen, DPDK "
		  "and U-Boot",
	.subjects = PATTERN_PERSON,
	.warning = WARN_REPEATED,
	.silencing = "absence solo self",
	.evidence = "M01 M03 M13 M29 M16",
	.evaluate = evaluate,
};
