/*
 * P02 review-bottleneck: do a team's reviews hang on one person? A matter of the team, told without a name; and of oneself,
 * if one is that person. Whoever gives the reviews does the work: the question is who could share it.
 */
#include <string.h>
#include "lead/people.h"
#include "lead/statistics.h"
#include "lead/vec.h"
#include "P02.h"

#define SHARE_DEFAULT 0.50
#define REVIEW_MINIMUM 20
#define EFFECTIVE_LIMIT 2
#define EFFECTIVE_ACTIVE 5
#define WAIT_MINIMUM 20 /* requests that waited, below which no time is told */
#define NEW_SECS (90 * DAY_SECS)

typedef VEC(int64_t) id_vec;

static void look(struct p02_sight *sight, const struct pattern_input *input, double limit)
{
	const struct metric_value *top = input_figure(input, "M09", 0);
	const struct metric_value *effective = input_figure(input, "M09.effective", 0);
	const struct metric_value *silent = input_figure(input, "M09.none", 0);
	struct period period = input->scope->period;

	*sight = (struct p02_sight){
		.changes = input_count(input, "M00", 0),
		.covered = input_count(input, "M07", 0),
		.tally = { .reviews = top ? top->n : 0,
		           .top = top ? top->k : 0,
		           .effective = effective ? effective->value : NAN },
		.active = input_count(input, "M09.active", 0),
		.silent = silent && silent->state == STATE_OK ? silent : NULL,
		.limit = limit,
		.wait_p75 = NAN,
	};
	sight->weekly =
		(double)sight->tally.top * (double)WEEK_SECS / ((double)period.until_time - (double)period.since_time);
}

static bool is_share_over(const struct p02_tally *tally, double limit)
{
	return tally->reviews >= REVIEW_MINIMUM && wilson(tally->top, tally->reviews).low > limit;
}

static bool is_concentrated(const struct p02_tally *tally, const struct p02_sight *sight)
{
	bool is_few = tally->effective < EFFECTIVE_LIMIT && sight->active >= EFFECTIVE_ACTIVE;

	return tally->reviews >= REVIEW_MINIMUM && (is_share_over(tally, sight->limit) || is_few);
}

static void add_numbers(struct finding *out, const struct p02_sight *sight)
{
	const struct p02_tally *tally = &sight->tally;

	finding_add_count(out, "reviews", tally->reviews);
	if (sight->changes > 0)
		finding_add(out, "review_coverage", (double)sight->covered / (double)sight->changes,
		            wilson(sight->covered, sight->changes));
	if (tally->reviews > 0) {
		finding_add(out, "top_share", (double)tally->top / (double)tally->reviews,
		            wilson(tally->top, tally->reviews));
		finding_add_measure(out, "top_reviews_a_week", sight->weekly, NO_INTERVAL);
	}
	if (!isnan(tally->effective))
		finding_add_measure(out, "effective_reviewers", tally->effective, NO_INTERVAL);
	finding_add_count(out, "active", sight->active);
	if (sight->silent)
		finding_add_count(out, "without_reviews", sight->silent->k);
	out->n = tally->reviews;
}

/* ---- details, gathered where the rule holds ---- */

/*
 * Who reviewed how much: all, and without changes all of whose areas were meant to have one reviewer when they landed; and
 * whether somebody was seen first within 90 days of the end.
 */
static const char select_reviewers[] =
	"WITH meant AS (\n"
	"  SELECT c.id\n"
	"  FROM scope_change c\n"
	"  WHERE c.landed_time >= :since AND EXISTS (SELECT 1 FROM declared WHERE kind = 'owneronly')\n"
	"    AND EXISTS (SELECT 1 FROM change_area a WHERE a.change_id = c.id)\n"
	"    AND NOT EXISTS (\n"
	"      SELECT 1\n"
	"      FROM change_area a\n"
	"      WHERE a.change_id = c.id AND NOT EXISTS (\n"
	"        SELECT 1\n"
	"        FROM declared d\n"
	"        WHERE d.kind = 'owneronly' AND d.person_id = 0 AND d.from_time <= c.landed_time\n"
	"          AND d.until_time > c.landed_time\n"
	"          AND (d.value IN ('', a.area) OR substr(a.area, 1, length(d.value) + 1) = d.value || '/')))\n"
	"), reviewer AS (\n"
	"  SELECT p.person_id, count(*) AS reviews,\n"
	"         count(CASE WHEN p.change_id NOT IN (SELECT id FROM meant) THEN 1 END) AS open_reviews\n"
	"  FROM scope_part p\n"
	"  WHERE p.is_member = 1 AND p.landed_time >= :since AND (p.is_rev = 1 OR p.is_ack = 1)\n"
	"  GROUP BY p.person_id\n"
	")\n"
	"SELECT r.person_id, r.reviews, r.open_reviews,\n"
	"       CASE WHEN (\n"
	"         SELECT min(t.first_time) FROM tenure t\n"
	"         WHERE t.person_id = r.person_id AND (:repository IS NULL OR t.repository_id = :repository)\n"
	"       ) >= :until - :new THEN 1 ELSE 0 END\n"
	"FROM reviewer r\n"
	"JOIN person n ON n.id = r.person_id\n"
	"ORDER BY r.reviews DESC, n.key";

struct reviewer {
	int64_t person, reviews;
	bool is_new;
};
typedef VEC(struct reviewer) reviewer_vec;

static int read_reviewers(reviewer_vec *out, struct p02_tally *open, const struct pattern_input *input)
{
	VEC(int64_t) counts = { 0 };
	struct statement *row;
	int ret = store_statement(&row, input->store, select_reviewers);

	if (ret)
		return ret;
	scope_bind(row, input->scope);
	statement_bind_int(row, ":new", NEW_SECS);
	while ((ret = statement_step(row)) == 0) {
		int64_t count = statement_int(row, 2);

		*VEC_PUSH(out) =
			(struct reviewer){ statement_int(row, 0), statement_int(row, 1), statement_int(row, 3) != 0 };
		open->reviews += count;
		if (count > open->top)
			open->top = count;
		if (count > 0)
			*VEC_PUSH(&counts) = count;
	}
	open->effective = 1 / herfindahl_unbiased(counts.at, counts.count);
	if (!(open->effective <= (double)counts.count))
		open->effective = (double)counts.count;
	VEC_RELEASE(&counts);
	return ret < 0 ? ret : 0;
}

/* Members whose declared absence touches the period. */
static int read_absent(id_vec *out, const struct pattern_input *input)
{
	struct statement *row;
	int ret = store_statement(&row, input->store,
	                          "SELECT DISTINCT d.person_id\n"
	                          "FROM declared d\n"
	                          "JOIN member m ON m.team = :team AND m.person_id = d.person_id\n"
	                          "  AND m.from_time < :until AND m.until_time > :since\n"
	                          "WHERE d.kind = 'absence' AND d.from_time < :until AND d.until_time > :since\n"
	                          "ORDER BY d.person_id");

	if (ret)
		return ret;
	scope_bind(row, input->scope);
	while ((ret = statement_step(row)) == 0)
		*VEC_PUSH(out) = statement_int(row, 0);
	return ret < 0 ? ret : 0;
}

static int keep_long_absences(id_vec *absent, const struct pattern_input *input)
{
	size_t kept = 0;
	int ret = 0;

	for (size_t i = 0; i < absent->count && ret == 0; i++) {
		double share;

		ret = input_declared_share(&share, input, "absence", absent->at[i]);
		if (ret == 0 && share > DECLARED_SHARE)
			absent->at[kept++] = absent->at[i];
	}
	absent->count = kept;
	return ret;
}

static bool holds(const id_vec *ids, int64_t id)
{
	for (size_t i = 0; i < ids->count; i++)
		if (ids->at[i] == id)
			return true;
	return false;
}

static void count_others(struct p02_sight *sight, const reviewer_vec *reviewers, const id_vec *absent)
{
	sight->absent = (int64_t)absent->count - holds(absent, sight->top_person);
	sight->others = sight->absent;
	for (size_t i = 0; i < reviewers->count; i++) {
		const struct reviewer *reviewer = &reviewers->at[i];

		if (reviewer->person == sight->top_person || holds(absent, reviewer->person))
			continue;
		sight->others++;
		sight->joined += reviewer->is_new;
	}
}

/*
 * How long requests waited that asked this person: from when they were ready and asked, to the first answer by anybody, in
 * business time; what has no answer yet counts until then.
 */
static const char select_waits[] =
	"SELECT s.start_time, s.stop_time, min(q.act_time),\n"
	"       (SELECT min(r.act_time) FROM scope_reaction r\n"
	"        WHERE r.repository_id = s.repository_id AND r.change = s.change AND r.act_time > 0)\n"
	"FROM scope_request s\n"
	"JOIN request_act q ON q.repository_id = s.repository_id AND q.change = s.change AND q.kind = 'req'\n"
	"JOIN identity_person w ON w.repository_id = q.repository_id AND w.identity_id = q.identity_id\n"
	"WHERE s.is_cohort = 1 AND w.person_id = :person\n"
	"GROUP BY s.repository_id, s.change, s.start_time, s.stop_time\n"
	"ORDER BY s.start_time, s.change, s.repository_id";

static struct lifetime wait_of(const struct statement *row)
{
	int64_t start = statement_int(row, 0), stop = statement_int(row, 1), asked = statement_int(row, 2);
	int64_t answer = statement_is_null(row, 3) ? 0 : statement_int(row, 3);
	bool is_answered = answer > 0 && answer <= stop;

	if (asked > start)
		start = asked;
	return (struct lifetime){ .time = (double)business_secs(start, is_answered ? answer : stop),
		                  .observed = is_answered,
		                  .censored = !is_answered };
}

static int measure_waits(struct p02_sight *sight, const struct pattern_input *input)
{
	VEC(struct lifetime) waits = { 0 };
	struct statement *row;
	int ret = store_statement(&row, input->store, select_waits);

	if (ret)
		return ret;
	statement_bind_int(row, ":person", sight->top_person);
	while ((ret = statement_step(row)) == 0)
		*VEC_PUSH(&waits) = wait_of(row);
	sight->waits = (int64_t)waits.count;
	if (ret > 0 && waits.count >= WAIT_MINIMUM)
		sight->wait_p75 = survival_of(waits.at, waits.count).p75;
	VEC_RELEASE(&waits);
	return ret < 0 ? ret : 0;
}

/* Of two who gave equally many, whoever looks at own figures is the one. */
static int64_t top_of(const reviewer_vec *reviewers, int64_t viewer)
{
	for (size_t i = 0; i < reviewers->count && reviewers->at[i].reviews == reviewers->at[0].reviews; i++)
		if (reviewers->at[i].person == viewer)
			return viewer;
	return reviewers->count > 0 ? reviewers->at[0].person : 0;
}

static int look_closer(struct p02_sight *sight, const struct pattern_input *input)
{
	reviewer_vec reviewers = { 0 };
	id_vec absent = { 0 };
	int ret = metric_prepare(input->store, input->scope);

	if (!ret)
		ret = read_reviewers(&reviewers, &sight->open, input);
	if (!ret)
		ret = read_absent(&absent, input);
	if (!ret)
		ret = keep_long_absences(&absent, input);
	if (!ret) {
		sight->top_person = top_of(&reviewers, input->person);
		count_others(sight, &reviewers, &absent);
		ret = measure_waits(sight, input);
	}
	VEC_RELEASE(&absent);
	VEC_RELEASE(&reviewers);
	return ret;
}

/* ---- outcomes ---- */

static void end_short(struct finding *out, enum outcome outcome, const struct p02_sight *sight,
                      const struct pattern_input *input, struct buf *reason)
{
	struct buf text = { 0 };

	say_sentence(&text, buf_str(reason));
	/* The share that clears was the reason. */
	if (outcome == OUTCOME_CLEAR && !is_concentrated(&sight->tally, sight))
		p02_say_spread(&text, sight, input);
	else if (sight->tally.reviews > 0)
		p02_say_figures(&text, out, sight, input);
	if (outcome == OUTCOME_UNKNOWN)
		say_command(out, &text, input);
	finding_end(out, outcome, reason, &text);
}

/* Further than the rule: somebody waits, or it is more than most people review. */
static bool is_pressing(const struct p02_sight *sight)
{
	return sight->wait_p75 > (double)(P02_WAIT_DAYS * DAY_SECS) || sight->weekly > P02_WEEKLY_REVIEWS;
}

static int end_fired(struct finding *out, const struct p02_sight *sight, const struct pattern_input *input)
{
	struct interval share = wilson(sight->tally.top, sight->tally.reviews);
	struct buf reason = { 0 }, text = { 0 };
	int ret = p02_explain(&text, out, sight, input);

	if (ret) {
		buf_release(&text);
		return ret;
	}
	buf_add_fmt(&reason, "%s gave ", p02_who(out));
	say_share(&reason, sight->tally.top, sight->tally.reviews);
	buf_add_str(&reason, " of the team's reviews");
	out->weight = fmax(0, (share.low - sight->limit) / (share.high - share.low));
	finding_end(out, is_pressing(sight) ? OUTCOME_WARN : OUTCOME_NOTE, &reason, &text);
	return 0;
}

/* Leaves reason empty unless something in the record explains the concentration. */
static void explain_away(struct buf *reason, const struct p02_sight *sight)
{
	int64_t hindered = sight->joined + sight->absent;

	if (sight->active < P02_ACTIVE_MINIMUM)
		buf_add_fmt(reason, "%lld active members: there are few to choose from", (long long)sight->active);
	else if (!is_concentrated(&sight->open, sight) && sight->open.reviews < sight->tally.reviews)
		buf_add_str(reason, "declared: owneronly, areas where one reviewer is meant to look");
	else if (hindered > 0 && hindered * 2 >= sight->others)
		buf_add_fmt(reason,
		            "of %lld others who review %lld joined within 90 days and %lld were declared absent",
		            (long long)sight->others, (long long)sight->joined, (long long)sight->absent);
}

static int apply_rule(struct finding *out, struct p02_sight *sight, const struct pattern_input *input)
{
	struct buf reason = { 0 };
	int ret;

	if (!is_concentrated(&sight->tally, sight)) {
		buf_add_str(&reason, "the most by one person are ");
		say_share(&reason, sight->tally.top, sight->tally.reviews);
		buf_add_str(&reason, " of the team's reviews");
		end_short(out, OUTCOME_CLEAR, sight, input, &reason);
		return 0;
	}
	ret = look_closer(sight, input);
	if (ret)
		return ret;
	if (!isnan(sight->wait_p75))
		finding_add_measure(out, "wait_p75_days", sight->wait_p75 / (double)DAY_SECS, NO_INTERVAL);
	if (sight->waits > 0)
		finding_add_count(out, "asked", sight->waits);
	if (input->person != 0 && input->person != sight->top_person) {
		buf_add_str(&reason, "most of the team's reviews were given by somebody else");
		end_short(out, OUTCOME_CLEAR, sight, input, &reason);
		return 0;
	}
	explain_away(&reason, sight);
	if (reason.size == 0)
		return end_fired(out, sight, input);
	end_short(out, OUTCOME_SILENCED, sight, input, &reason);
	return 0;
}

static int evaluate_at(struct finding *out, const struct pattern_input *input, double limit)
{
	struct buf reason = { 0 };
	struct p02_sight sight;
	int ret = 0;

	finding_start(out, pattern_p02.id, input->person);
	look(&sight, input, limit);
	add_numbers(out, &sight);
	if (say_no_changes(&reason, input)) {
		end_short(out, OUTCOME_THIN, &sight, input, &reason);
	} else if (input->coverage != COVERAGE_USABLE) {
		ret = say_uncovered(&reason, input, "70 % are needed");
		if (ret == 0)
			end_short(out, OUTCOME_UNKNOWN, &sight, input, &reason);
	} else if (sight.tally.reviews < REVIEW_MINIMUM) {
		say_count(&reason, sight.tally.reviews, "review", "reviews");
		buf_add_fmt(&reason, " where %d are needed", REVIEW_MINIMUM);
		end_short(out, OUTCOME_THIN, &sight, input, &reason);
	} else {
		ret = apply_rule(out, &sight, input);
	}
	if (ret)
		finding_release(out);
	return ret;
}

static int evaluate(struct finding *out, const struct pattern_input *input)
{
	double limit;
	int ret = input_threshold(&limit, input, "pattern.P02.share", SHARE_DEFAULT);

	return ret ? ret : evaluate_at(out, input, limit);
}

const struct pattern_info pattern_p02 = {
	.id = "P02",
	.name = "review-bottleneck",
	.question = "Do the team's reviews hang on one person?",
	.rule = "The lower end of the 95 % interval of one person's share of all reviews lies over 50 % "
		"(pattern.P02.share), or the reviews are as concentrated as fewer than two equally busy reviewers "
		"would be, among five active members or more; with 20 reviews and four active members or more, where "
		"at least 70 % of the changes name a reviewer. A second period in a row warns where three in four "
		"requests that asked that person waited over two business days, or that person gave more than 10 "
		"reviews a week.",
	.silencers = "three active members or fewer; declared areas that one reviewer is meant to look at, without "
		     "which the rule would not hold; half or more of the others who review having joined within 90 "
		     "days or being declared absent over a third of the period",
	.base_rate = "this program's rule spoke in none of 72 quarters, 2021 to 2026, of Xen, OpenZFS, golang/tools "
		     "and DPDK "
		     "where reviews are recorded well enough; in a pilot in 5 of 14 of a project with five reviewers",
	.source =
		"a handbook's duty to find what holds others up; Hajari, Malmir, Mirsaeedi and Rigby 2024; a pilot on "
		"six public projects",
	.subjects = PATTERN_TEAM | PATTERN_SELF,
	.warning = WARN_CONDITION,
	.condition = "requests for this review wait, or it is more than 10 reviews a week",
	.silencing = "",
	.evidence = "M09",
	.evaluate = evaluate,
};
