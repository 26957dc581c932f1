/*
 * P04 self-merge-unreviewed: do changes land on their author's word alone? A matter of the team, and of oneself against the
 * team. Only where reviews are recorded; elsewhere it tells who merged, which is a fact, and leaves the rest open.
 */
#include "P04.h"

#define LOWER_DEFAULT 0.20
#define CHANGE_MINIMUM 20
#define TEAM_FACTOR 2 /* times the upper end of the team's share, for one person */

int64_t p04_unexplained(const struct p04_tally *tally)
{
	return tally->alone - tally->custodian - tally->documents - tally->joint - tally->release - tally->lonely;
}

/* Custodians apply their own work by custom: those changes leave the count altogether. */
int64_t p04_judged(const struct p04_tally *tally)
{
	return tally->changes - tally->custodian_changes;
}

static int look(struct p04_sight *sight, const struct pattern_input *input, double lower)
{
	const struct metric_value *alone = input_figure(input, "M08", 0);
	const struct metric_value *by_author = input_figure(input, "M29.author", 0);

	*sight = (struct p04_sight){
		.changes = input_count(input, "M00", 0),
		.covered = input_count(input, "M07", 0),
		.alone = alone ? alone->k : 0,
		.looked = alone ? alone->n : 0,
		.by_other = input_count(input, "M29.other", 0),
		.by_author = by_author ? by_author->k : 0,
		.active = input_count(input, "M09.active", 0),
		.lower = lower,
		.has_integrators = by_author && by_author->state != STATE_UNKNOWN,
	};
	struct metric_base base;
	int ret = input_base(&base, input);

	if (!ret)
		ret = input_left_out(&sight->left_out, input);
	sight->base = base;
	sight->has_reviews = base.coverage == COVERAGE_USABLE;
	sight->team_share = wilson(sight->alone, sight->looked);
	return ret;
}

/*
 * Whoever acted on a change within 14 days before or after it was there to look; written by two people is a class of its own,
 * so that a lonely change has one author.
 */
static const char tally_changes[] =
	"WITH looked AS (\n"
	"  SELECT c.landed_time, c.author_id, c.repository_id, c.is_doc_only, c.author_count,\n"
	"         CASE WHEN c.integrator = 'author' AND c.has_review = 0 THEN 1 ELSE 0 END AS is_alone,\n"
	"         CASE WHEN c.integrator = 'author' AND EXISTS (\n"
	"           SELECT 1 FROM declared d\n"
	"           WHERE d.kind = 'custodian' AND d.person_id = c.author_id AND d.from_time <= c.landed_time\n"
	"             AND d.until_time > c.landed_time) THEN 1 ELSE 0 END AS is_custodian,\n"
	"         CASE WHEN k.oid IN (SELECT target FROM tag) THEN 1 ELSE 0 END AS is_release\n"
	"  FROM metric_change c\n"
	"  JOIN commits k ON k.id = c.newest_id\n"
	"  WHERE c.team = :team AND c.landed_time >= :since AND c.landed_time < :until\n"
	"    AND (:repository IS NULL OR c.repository_id = :repository)\n"
	"    AND (:person IS NULL OR c.author_id = :person)\n"
	"    AND c.repository_id NOT IN (\n"
	"      SELECT x.repository_id FROM scope_left_out x\n"
	"      WHERE x.since_time = :since AND x.person_id = coalesce(:person, 0))\n"
	"), told AS (\n"
	"  SELECT is_alone, is_custodian,\n"
	"         CASE WHEN is_alone = 0 THEN 'none'\n"
	"           WHEN is_custodian = 1 THEN 'custodian'\n"
	"           WHEN is_doc_only = 1 THEN 'documents'\n"
	"           WHEN author_count > 1 THEN 'joint'\n"
	"           WHEN is_release = 1 THEN 'release'\n"
	"           WHEN NOT EXISTS (\n"
	"             SELECT 1\n"
	"             FROM change o\n"
	"             CROSS JOIN act a\n"
	"             CROSS JOIN member m\n"
	"             WHERE o.landed_time >= looked.landed_time - :company AND o.landed_time < :until\n"
	"               AND o.landed_time <= looked.landed_time + :company\n"
	"               AND (:repository IS NULL OR o.repository_id = :repository)\n"
	"               AND a.change_id = o.id AND a.counted = 1 AND a.person_id <> looked.author_id\n"
	"               AND a.kind IN ('auth', 'pair', 'rev', 'ack', 'int', 'help', 'cmt')\n"
	"               AND m.team = :team AND m.person_id = a.person_id AND m.from_time <= o.landed_time\n"
	"               AND m.until_time > o.landed_time) THEN 'lonely'\n"
	"           ELSE 'left' END AS why\n"
	"  FROM looked\n"
	")\n"
	"SELECT count(*), count(CASE WHEN is_alone = 1 THEN 1 END), count(CASE WHEN why = 'custodian' THEN 1 END),\n"
	"       count(CASE WHEN why = 'documents' THEN 1 END), count(CASE WHEN why = 'joint' THEN 1 END),\n"
	"       count(CASE WHEN why = 'release' THEN 1 END), count(CASE WHEN why = 'lonely' THEN 1 END),\n"
	"       count(CASE WHEN is_custodian = 1 THEN 1 END)\n"
	"FROM told";

static int count_changes(struct p04_tally *out, const struct pattern_input *input)
{
	struct statement *row;
	int ret = metric_prepare(input->store, input->scope);

	if (!ret)
		ret = store_statement(&row, input->store, tally_changes);
	if (ret)
		return ret;
	scope_bind(row, input->scope);
	statement_bind_int(row, ":company", P04_COMPANY_DAYS * DAY_SECS);
	if (input->person)
		statement_bind_int(row, ":person", input->person);
	else
		statement_bind_null(row, ":person");
	ret = statement_step(row);
	if (ret == 0) {
		*out = (struct p04_tally){
			.changes = statement_int(row, 0),
			.alone = statement_int(row, 1),
			.custodian = statement_int(row, 2),
			.documents = statement_int(row, 3),
			.joint = statement_int(row, 4),
			.release = statement_int(row, 5),
			.lonely = statement_int(row, 6),
			.custodian_changes = statement_int(row, 7),
		};
		statement_reset(row);
	}
	return ret < 0 ? ret : 0;
}

static void add_numbers(struct finding *out, const struct p04_sight *sight)
{
	finding_add_count(out, "changes", sight->changes);
	if (sight->by_other > 0 || sight->has_integrators)
		finding_add_count(out, "merged_by_other", sight->by_other);
	if (sight->by_author > 0 || sight->has_integrators)
		finding_add_count(out, "merged_by_author", sight->by_author);
	if (sight->changes > 0)
		finding_add(out, "review_coverage", (double)sight->covered / (double)sight->changes,
		            wilson(sight->covered, sight->changes));
	/* Where reviews are not recorded, a change without one was not seen to be reviewed, no more. */
	if (sight->looked > 0 && sight->has_reviews)
		finding_add(out, "self_merged_unreviewed", (double)sight->alone / (double)sight->looked,
		            sight->team_share);
	out->n = sight->changes;
}

static void add_own_numbers(struct finding *out, const struct p04_tally *tally)
{
	finding_add_count(out, "own_changes", tally->changes);
	if (tally->changes > 0)
		finding_add(out, "own_self_merged_unreviewed", (double)tally->alone / (double)tally->changes,
		            wilson(tally->alone, tally->changes));
	out->n = tally->changes;
}

/* ---- outcomes ---- */

static int end_uncovered(struct finding *out, const struct p04_sight *sight, const struct pattern_input *input)
{
	struct buf reason = { 0 }, text = { 0 };
	int ret = say_declared_unrecorded(&reason, input);

	if (!ret && reason.size == 0 && !say_worked_uncovered(&reason, &sight->left_out, &sight->base))
		ret = say_uncovered(&reason, input, "70 % are needed");
	if (ret)
		return ret;
	p04_say_merges(&text, sight);
	buf_add_str(&text, sight->base.coverage == COVERAGE_PARTIAL
	                           ? "; whether they were reviewed is recorded here only in part"
	                           : "; whether they were reviewed is not recorded here");
	buf_add_fmt(&text, ": %s.", buf_str(&reason));
	say_command(out, &text, input);
	finding_end(out, OUTCOME_UNKNOWN, &reason, &text);
	return 0;
}

static void end_short(struct finding *out, enum outcome outcome, const struct p04_sight *sight, struct buf *reason)
{
	struct buf text = { 0 };

	say_sentence(&text, buf_str(reason));
	p04_say_merges(&text, sight);
	buf_add_char(&text, '.');
	finding_end(out, outcome, reason, &text);
}

static void say_count_alone(struct buf *reason, const struct p04_sight *sight, int64_t person)
{
	say_share(reason, sight->tally.alone, sight->tally.changes);
	buf_add_str(reason, person ? " own changes integrated by an author without a named reviewer"
	                           : " changes integrated by an author without a named reviewer");
}

/* The limit that the lower end of the interval has to pass. */
static double limit_of(const struct p04_sight *sight, int64_t person)
{
	return person ? TEAM_FACTOR * sight->team_share.high : sight->lower;
}

static int end_fired(struct finding *out, const struct p04_sight *sight, const struct pattern_input *input)
{
	struct interval share = wilson(sight->tally.alone, sight->tally.changes);
	struct buf reason = { 0 }, text = { 0 };
	int ret = p04_explain(&text, sight, input);

	if (ret) {
		buf_release(&text);
		return ret;
	}
	p04_say_searched(out, &sight->tally);
	p04_say_would_change(out, sight);
	say_count_alone(&reason, sight, input->person);
	out->weight = (share.low - limit_of(sight, input->person)) / (share.high - share.low);
	finding_end(out, OUTCOME_NOTE, &reason, &text);
	return 0;
}

static void end_explained(struct finding *out, const struct p04_sight *sight)
{
	const struct p04_tally *tally = &sight->tally;
	struct buf reason = { 0 };

	if (tally->custodian * 2 > tally->alone - p04_unexplained(tally))
		buf_add_fmt(&reason, "%lld of these %lld changes are a declared custodian's own",
		            (long long)tally->custodian, (long long)tally->alone);
	else
		buf_add_fmt(
			&reason,
			"%lld of these %lld changes are documentation alone, were written by two people, are tagged "
			"releases, a declared custodian's own, or landed while nobody else was active",
			(long long)(tally->alone - p04_unexplained(tally)), (long long)tally->alone);
	p04_say_searched(out, tally);
	end_short(out, OUTCOME_SILENCED, sight, &reason);
}

static int apply_rule(struct finding *out, const struct p04_sight *sight, const struct pattern_input *input)
{
	const struct p04_tally *tally = &sight->tally;
	double limit = limit_of(sight, input->person);
	struct buf reason = { 0 };

	if (wilson(tally->alone, tally->changes).low <= limit) {
		say_count_alone(&reason, sight, input->person);
		p04_say_searched(out, tally);
		end_short(out, OUTCOME_CLEAR, sight, &reason);
	} else if (wilson(p04_unexplained(tally), p04_judged(tally)).low <= limit) {
		end_explained(out, sight);
	} else {
		return end_fired(out, sight, input);
	}
	return 0;
}

/* ---- gates ---- */

static int count_and_apply(struct finding *out, struct p04_sight *sight, const struct pattern_input *input)
{
	struct buf reason = { 0 };
	int ret = count_changes(&sight->tally, input);

	if (ret)
		return ret;
	if (input->person)
		add_own_numbers(out, &sight->tally);
	if (sight->tally.changes >= CHANGE_MINIMUM)
		return apply_rule(out, sight, input);
	if (input->person)
		say_count(&reason, sight->tally.changes, "own change", "own changes");
	else
		say_count(&reason, sight->tally.changes, "change", "changes");
	buf_add_fmt(&reason, " where %d are needed", CHANGE_MINIMUM);
	end_short(out, OUTCOME_THIN, sight, &reason);
	return 0;
}

static int evaluate_at(struct finding *out, const struct pattern_input *input, double lower)
{
	struct buf reason = { 0 };
	struct p04_sight sight;
	int ret = look(&sight, input, lower);

	finding_start(out, pattern_p04.id, input->person);
	add_numbers(out, &sight);
	if (ret) {
		left_out_release(&sight.left_out);
		return ret;
	}
	if (sight.changes > 0 && sight.changes == input_count(input, "M01", 0) && sight.active == 1) {
		buf_add_str(&reason, "one active person: nobody else could have looked");
		end_short(out, OUTCOME_NA, &sight, &reason);
	} else if (say_no_changes(&reason, input)) {
		end_short(out, OUTCOME_THIN, &sight, &reason);
	} else if (sight.base.coverage != COVERAGE_USABLE) {
		ret = end_uncovered(out, &sight, input);
	} else {
		ret = count_and_apply(out, &sight, input);
	}
	left_out_release(&sight.left_out);
	if (ret)
		finding_release(out);
	return ret;
}

static int evaluate(struct finding *out, const struct pattern_input *input)
{
	double lower;
	int ret = input_threshold(&lower, input, "pattern.P04.lower", LOWER_DEFAULT);

	return ret ? ret : evaluate_at(out, input, lower);
}

const struct pattern_info pattern_p04 = {
	.id = "P04",
	.name = "self-merge-unreviewed",
	.question = "Do changes land on their author's word alone?",
	.rule = "The lower end of the 95 % interval of changes that an author integrated and nobody else is "
		"named on lies over 20 % (pattern.P04.lower), with 20 changes or more, where at least 70 % of "
		"the changes name a reviewer. Of oneself: that end lies over twice the upper end of the team's "
		"interval, with 20 own changes or more.",
	.silencers = "most of them being documentation alone, written by two people, tagged releases, or landed "
		     "while nobody else was active within 14 days; a declared policy of review after the merge; "
		     "declared custodians, whose own integrations leave the count; only one active person. Not "
		     "visible here: formatting alone, emergencies",
	.base_rate =
		"this program's rule spoke in none of 72 quarters, 2021 to 2026, of Xen, OpenZFS, golang/tools and "
		"DPDK "
		"where reviews are recorded well enough: the median quarter had 0 to 2 % of such changes, at most 3 %; "
		"in a pilot 14 % in U-Boot, where custodians apply their own work",
	.source = "a handbook's duty to keep quality through reviews; a pilot on six public projects",
	.subjects = PATTERN_TEAM | PATTERN_SELF,
	.warning = WARN_REPEATED,
	.silencing = "review",
	.evidence = "M08",
	.evaluate = evaluate,
};
