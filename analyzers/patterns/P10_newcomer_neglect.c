/*
 * P10 newcomer-neglect: are newcomers' changes looked at as others' are? A matter of the team. It warns at once: what it costs
 * newcomers is gone by the next period. Either of two things speaks: fewer of their changes name a reviewer, or they wait
 * longer for a first answer.
 */
#include <stdlib.h>
#include "lead/alloc.h"
#include "finding.h"
#include "waits.h"

#define GAP_DEFAULT 0.10
#define NEWCOMER_MINIMUM 8 /* changes, or requests */
#define REST_MINIMUM 20    /* requests of everybody else, for the times */
#define TIMES 2

struct part {
	int64_t k, n;
};

enum leg { LEG_UNKNOWN, LEG_CLEAR, LEG_FIRED };

struct sight {
	struct part newcomers, rest;               /* changes that name a reviewer, of all */
	struct part own_newcomers, own_rest;       /* the same without documentation alone */
	struct part most;                          /* of the newcomer with most changes that name no reviewer */
	struct waits waits;                        /* empty where no forge tells */
	struct survival newcomers_wait, rest_wait; /* hours */
	int64_t people, documents;                 /* newcomers; their changes to documentation alone */
	double gap;
	enum leg coverage, times;
	bool is_one; /* the coverage would have spoken, of one newcomer alone */
	bool is_partial, is_shallow;
};

static double share_of(struct part part)
{
	return part.n > 0 ? (double)part.k / (double)part.n : NAN;
}

static struct interval gap_of(struct part newcomers, struct part rest)
{
	return newcombe(newcomers.k, newcomers.n, rest.k, rest.n);
}

/* ---- looking ---- */

/* Repositories in which less than half of the changes name a reviewer tell nothing of anybody's (M12). */
#define COMPARED                                                              \
	"repository_id NOT IN (SELECT x.repository_id FROM scope_left_out x " \
	"WHERE x.since_time = :since AND x.person_id = 0)"

static int count_changes(struct sight *sight, const struct pattern_input *input)
{
	struct statement *row;
	int ret = store_statement(&row, input->store,
	                          "SELECT is_newcomer, sum(has_review), count(*),\n"
	                          "       sum(has_review * (1 - is_doc_only)), sum(1 - is_doc_only),\n"
	                          "       count(DISTINCT author_id)\n"
	                          "FROM metric_change\n"
	                          "WHERE team = :team AND landed_time >= :since AND landed_time < :until\n"
	                          "  AND (:repository IS NULL OR repository_id = :repository)\n"
	                          "  AND " COMPARED "\n"
	                          "GROUP BY is_newcomer\n"
	                          "ORDER BY is_newcomer");

	if (ret)
		return ret;
	scope_bind(row, input->scope);
	while ((ret = statement_step(row)) == 0) {
		bool is_newcomer = statement_int(row, 0) != 0;
		struct part all = { statement_int(row, 1), statement_int(row, 2) };
		struct part own = { statement_int(row, 3), statement_int(row, 4) };

		*(is_newcomer ? &sight->newcomers : &sight->rest) = all;
		*(is_newcomer ? &sight->own_newcomers : &sight->own_rest) = own;
		if (is_newcomer) {
			sight->people = statement_int(row, 5);
			sight->documents = all.n - own.n;
		}
	}
	return ret < 0 ? ret : 0;
}

/* Numbers alone are read, so that it does not matter who of two it is. */
static int count_most(struct sight *sight, const struct pattern_input *input)
{
	struct statement *row;
	int ret = store_statement(&row, input->store,
	                          "SELECT sum(has_review), count(*)\n"
	                          "FROM metric_change\n"
	                          "WHERE team = :team AND landed_time >= :since AND landed_time < :until\n"
	                          "  AND (:repository IS NULL OR repository_id = :repository)\n"
	                          "  AND is_newcomer = 1 AND author_id IS NOT NULL AND " COMPARED "\n"
	                          "GROUP BY author_id\n"
	                          "ORDER BY count(*) - sum(has_review) DESC, count(*) DESC\n"
	                          "LIMIT 1");

	if (ret)
		return ret;
	scope_bind(row, input->scope);
	ret = statement_step(row);
	if (ret == 0)
		sight->most = (struct part){ statement_int(row, 0), statement_int(row, 1) };
	statement_reset(row);
	return ret < 0 ? ret : 0;
}

/* In a cut history nobody is told to be new. */
static int look_for_cut(struct sight *sight, const struct pattern_input *input)
{
	struct statement *row;
	int64_t count = 0;
	int ret = store_statement(&row, input->store,
	                          "SELECT count(*)\n"
	                          "FROM repository r\n"
	                          "WHERE (:repository IS NULL OR r.id = :repository) AND (\n"
	                          "  SELECT s.is_shallow FROM scan s WHERE s.repository_id = r.id\n"
	                          "  ORDER BY s.id DESC LIMIT 1) = 1");

	if (ret)
		return ret;
	scope_bind(row, input->scope);
	ret = statement_take_int(&count, row);
	sight->is_shallow = count > 0;
	return ret;
}

/* Twice as long, and more than by chance. Where the middle of newcomers' waits was not reached, its lower limit counts. */
static enum leg compare_waits(const struct survival *newcomers, const struct survival *rest)
{
	double middle = isnan(newcomers->median) ? newcomers->interval.low : newcomers->median;

	return middle >= TIMES * rest->median && newcomers->interval.low > rest->interval.high ? LEG_FIRED : LEG_CLEAR;
}

/*
 * Too few answers for a curve: by the time that counts as slow, enough newcomers waited still, and beyond chance fewer than
 * half had been answered. Whose request ended before that time tells nothing.
 */
static enum leg count_waits(const struct waits *waits, const struct survival *rest)
{
	double slow = HOUR_SECS * fmax(TIMES * rest->median, rest->interval.high);
	int64_t waited = 0, answered = 0;

	if (!isfinite(rest->interval.high))
		return LEG_UNKNOWN;
	for (size_t i = 0; i < waits->rows.count; i++) {
		const struct wait *wait = &waits->rows.at[i];
		bool is_long = (double)(wait->until - wait->since) > slow;

		waited += wait->is_newcomer && is_long;
		answered += wait->is_newcomer && !is_long && wait->is_answered;
	}
	return waited >= NEWCOMER_MINIMUM && wilson(answered, answered + waited).high < 0.5 ? LEG_FIRED : LEG_UNKNOWN;
}

/* Enough requests of both, and the middle of everybody else's waits. */
static bool has_measure(const struct sight *sight)
{
	return sight->newcomers_wait.n >= NEWCOMER_MINIMUM && sight->rest_wait.n >= REST_MINIMUM &&
	       !isnan(sight->rest_wait.median);
}

/*
 * Changes come in series, which the interval knows nothing of: one newcomer's long one, of a new driver, may make all of the
 * difference. It has to be there without that newcomer, if enough changes of the others are left to tell.
 */
static enum leg judge_coverage(struct sight *sight)
{
	struct part others = { sight->newcomers.k - sight->most.k, sight->newcomers.n - sight->most.n };

	if (gap_of(sight->newcomers, sight->rest).high >= -sight->gap)
		return LEG_CLEAR;
	sight->is_one = others.n >= NEWCOMER_MINIMUM && gap_of(others, sight->rest).high >= -sight->gap;
	return sight->is_one ? LEG_CLEAR : LEG_FIRED;
}

static void judge_legs(struct sight *sight, const struct pattern_input *input)
{
	sight->is_partial = input->coverage == COVERAGE_PARTIAL;
	if (input->coverage != COVERAGE_UNKNOWN && sight->newcomers.n >= NEWCOMER_MINIMUM && sight->rest.n > 0)
		sight->coverage = judge_coverage(sight);
	if (!has_measure(sight))
		return;
	if (isnan(sight->newcomers_wait.interval.low))
		sight->times = count_waits(&sight->waits, &sight->rest_wait);
	else
		sight->times = compare_waits(&sight->newcomers_wait, &sight->rest_wait);
}

static int look(struct sight *sight, const struct pattern_input *input)
{
	const struct metric_value *answer = input_figure(input, "M20", 0);
	int ret = metric_prepare(input->store, input->scope);

	if (!ret)
		ret = count_changes(sight, input);
	if (!ret)
		ret = count_most(sight, input);
	if (!ret)
		ret = look_for_cut(sight, input);
	if (!ret && answer != NULL && answer->state != STATE_UNKNOWN && answer->n > 0)
		ret = waits_read(&sight->waits, input);
	sight->newcomers_wait = waits_hours(&sight->waits, true);
	sight->rest_wait = waits_hours(&sight->waits, false);
	judge_legs(sight, input);
	return ret;
}

static void add_numbers(struct finding *out, const struct sight *sight)
{
	finding_add_count(out, "newcomers", sight->people);
	finding_add_count(out, "newcomers_changes", sight->newcomers.n);
	finding_add_count(out, "newcomers_documents", sight->documents);
	if (sight->newcomers.n > 0)
		finding_add(out, "newcomers_coverage", share_of(sight->newcomers),
		            wilson(sight->newcomers.k, sight->newcomers.n));
	if (sight->rest.n > 0)
		finding_add(out, "rest_coverage", share_of(sight->rest), wilson(sight->rest.k, sight->rest.n));
	if (sight->newcomers.n > 0 && sight->rest.n > 0)
		finding_add_difference(out, "gap", share_of(sight->newcomers) - share_of(sight->rest),
		                       gap_of(sight->newcomers, sight->rest));
	if (sight->newcomers_wait.n > 0)
		finding_add_count(out, "newcomers_requests", sight->newcomers_wait.n);
	if (!isnan(sight->newcomers_wait.median))
		finding_add_measure(out, "newcomers_hours", sight->newcomers_wait.median,
		                    sight->newcomers_wait.interval);
	if (!isnan(sight->rest_wait.median))
		finding_add_measure(out, "rest_hours", sight->rest_wait.median, sight->rest_wait.interval);
	out->n = sight->newcomers.n > 0 ? sight->newcomers.n : sight->newcomers_wait.n;
}

/* ---- words ---- */

static void say_hours(struct buf *buf, const struct survival *wait)
{
	if (isnan(wait->median))
		buf_add_fmt(buf, "fewer than half of %lld within the time that is told", (long long)wait->n);
	else
		buf_add_fmt(buf, "half of %lld within %.1f hours", (long long)wait->n, wait->median);
	if (isnan(wait->interval.low))
		return;
	if (isinf(wait->interval.high))
		buf_add_fmt(buf, " (%.1f or more)", wait->interval.low);
	else
		buf_add_fmt(buf, " (%.1f to %.1f)", wait->interval.low, wait->interval.high);
}

static void say_coverages(struct buf *buf, const struct sight *sight)
{
	say_share(buf, sight->newcomers.k, sight->newcomers.n);
	buf_add_str(buf, " changes by newcomers name a reviewer, and ");
	say_share(buf, sight->rest.k, sight->rest.n);
	buf_add_str(buf, " by everybody else");
}

static void say_times(struct buf *buf, const struct sight *sight)
{
	buf_add_str(buf, "requests of newcomers had a first answer: ");
	say_hours(buf, &sight->newcomers_wait);
	buf_add_str(buf, "; of everybody else: ");
	say_hours(buf, &sight->rest_wait);
}

static void say_seen(struct buf *buf, const struct sight *sight, bool has_times)
{
	struct buf clause = { 0 };
	struct interval gap = gap_of(sight->newcomers, sight->rest);

	if (sight->newcomers.n > 0) {
		say_coverages(&clause, sight);
		if (sight->rest.n > 0)
			buf_add_fmt(&clause, ": %+.0f points (%+.0f to %+.0f)",
			            100 * (share_of(sight->newcomers) - share_of(sight->rest)), 100 * gap.low,
			            100 * gap.high);
		say_sentence(buf, buf_str(&clause));
		buf_clear(&clause);
	}
	if (sight->newcomers_wait.n > 0 && !has_times) {
		say_times(&clause, sight);
		say_sentence(buf, buf_str(&clause));
	}
	buf_release(&clause);
	buf_add_fmt(buf,
	            "Newcomers with changes that landed: %lld (in their first 180 days here, or with fewer than ten "
	            "changes).",
	            (long long)sight->people);
}

/* The request that has waited longest and is open still; where no forge tells, the change that landed first without a review. */
static int say_oldest(struct buf *buf, const struct sight *sight, const struct pattern_input *input)
{
	struct statement *statement;
	int ret;

	for (size_t i = 0; i < sight->waits.rows.count; i++) {
		const struct wait *wait = &sight->waits.rows.at[i];

		if (!wait->is_newcomer || wait->is_answered || !wait->is_open)
			continue;
		buf_add_str(buf, " The oldest open one without an answer: ");
		utf8_add_clean(buf, text_of(wait->change));
		buf_add_str(buf, ", ready on ");
		civil_format(buf, wait->since);
		buf_add_str(buf, ". ");
		return 0;
	}
	ret = store_statement(&statement, input->store,
	                      "SELECT key\n"
	                      "FROM metric_change\n"
	                      "WHERE team = :team AND landed_time >= :since AND landed_time < :until\n"
	                      "  AND (:repository IS NULL OR repository_id = :repository)\n"
	                      "  AND is_newcomer = 1 AND has_review = 0 AND " COMPARED "\n"
	                      "ORDER BY landed_time, key\n"
	                      "LIMIT 1");
	if (ret)
		return ret;
	scope_bind(statement, input->scope);
	return say_changes(buf, statement, " The oldest one that landed without a named reviewer: ");
}

static void say_looked_for(struct finding *out, const struct sight *sight)
{
	struct buf text = { 0 };

	buf_add_fmt(&text, "Newcomers' changes to documentation alone: %lld of %lld. ", (long long)sight->documents,
	            (long long)sight->newcomers.n);
	if (sight->own_newcomers.n > 0 && sight->own_rest.n > 0) {
		buf_add_str(&text, "Without such changes ");
		say_share(&text, sight->own_newcomers.k, sight->own_newcomers.n);
		buf_add_str(&text, " of newcomers' and ");
		say_share(&text, sight->own_rest.k, sight->own_rest.n);
		buf_add_str(&text, " of everybody else's name a reviewer. ");
	}
	if (sight->is_one)
		buf_add_str(&text, "The difference in named reviewers is not told from none without the one newcomer "
		                   "with most changes that name none. ");
	buf_add_str(&text, "Changes by machines count for nobody.");
	out->looked_for = buf_detach(&text);
}

static void say_would_change(struct finding *out, const struct sight *sight)
{
	struct buf text = { 0 };
	struct part needed = sight->newcomers;

	while (needed.k < needed.n && gap_of(needed, sight->rest).high < -sight->gap)
		needed.k++;
	if (sight->coverage == LEG_FIRED)
		buf_add_fmt(
			&text,
			"A named reviewer on %lld of the %lld changes by newcomers, in place of %lld, would leave the "
			"coverage silent (pattern.P10.gap is %.2f). ",
			(long long)needed.k, (long long)needed.n, (long long)sight->newcomers.k, sight->gap);
	if (sight->times == LEG_FIRED)
		buf_add_str(&text,
		            "A first answer to newcomers in less than twice the time of everybody else's, or within "
		            "the same interval, would leave the times silent. ");
	buf_add_str(&text, "So does it if most of newcomers' changes are documentation alone.");
	out->would_change = buf_detach(&text);
}

/* ---- outcomes ---- */

static void end_short(struct finding *out, enum outcome outcome, const struct sight *sight,
                      const struct pattern_input *input, struct buf *reason)
{
	bool has_times = outcome == OUTCOME_CLEAR && sight->coverage != LEG_CLEAR;
	struct buf text = { 0 };

	/* What clears is one of the two figures, and is said once. */
	if (outcome != OUTCOME_CLEAR || has_times)
		say_sentence(&text, buf_str(reason));
	say_seen(&text, sight, has_times);
	if (outcome == OUTCOME_UNKNOWN)
		say_command(out, &text, input);
	say_looked_for(out, sight);
	finding_end(out, outcome, reason, &text);
}

static void say_fired(struct buf *buf, const struct sight *sight)
{
	if (sight->coverage == LEG_FIRED)
		say_coverages(buf, sight);
	if (sight->coverage == LEG_FIRED && sight->times == LEG_FIRED)
		buf_add_str(buf, "; ");
	if (sight->times == LEG_FIRED)
		say_times(buf, sight);
}

static int end_fired(struct finding *out, const struct sight *sight, const struct pattern_input *input)
{
	struct interval gap = gap_of(sight->newcomers, sight->rest);
	struct buf reason = { 0 }, text = { 0 };
	int ret;

	buf_add_str(&text, "In ");
	say_period(&text, input->scope->period);
	buf_add_str(&text, ": ");
	say_seen(&text, sight, false);
	ret = say_oldest(&text, sight, input);
	if (ret) {
		buf_release(&text);
		return ret;
	}
	if (sight->coverage == LEG_FIRED && sight->is_partial)
		buf_add_str(&text, "Reviews are recorded here only in part. ");
	buf_add_fmt(&text,
	            "The rule: newcomers' share lies below everybody else's by more than %.0f points with its whole "
	            "interval, or the median wait is at least twice as long and the intervals do not meet. ",
	            100 * sight->gap);
	buf_add_fmt(&text, "It would be silent with: %s. Base rate: %s.", pattern_p10.silencers, pattern_p10.base_rate);
	say_fired(&reason, sight);
	say_looked_for(out, sight);
	say_would_change(out, sight);
	out->is_capped = sight->is_partial && sight->times != LEG_FIRED;
	if (sight->coverage == LEG_FIRED)
		out->weight = (share_of(sight->rest) - share_of(sight->newcomers)) / (gap.high - gap.low);
	finding_end(out, OUTCOME_WARN, &reason, &text);
	return 0;
}

/* Documentation is often taken without a review, whoever wrote it. */
static bool is_trivial(const struct sight *sight)
{
	if (2 * sight->documents > sight->newcomers.n)
		return true;
	return sight->times != LEG_FIRED && !(gap_of(sight->own_newcomers, sight->own_rest).high < -sight->gap);
}

static int end_uncovered(struct finding *out, const struct sight *sight, const struct pattern_input *input)
{
	struct buf reason = { 0 };
	int ret = say_declared_unrecorded(&reason, input);

	if (ret)
		return ret;
	if (reason.size == 0) {
		say_share(&reason, sight->newcomers.k + sight->rest.k, sight->newcomers.n + sight->rest.n);
		buf_add_str(&reason, " changes name a reviewer: too few to tell what is not looked at");
	}
	end_short(out, OUTCOME_UNKNOWN, sight, input, &reason);
	return 0;
}

/* Neither leg spoke. */
static int end_silent(struct finding *out, const struct sight *sight, const struct pattern_input *input)
{
	bool has_changes = sight->newcomers.n >= NEWCOMER_MINIMUM;
	bool has_requests = sight->newcomers_wait.n >= NEWCOMER_MINIMUM;
	struct buf reason = { 0 };

	if (sight->coverage == LEG_CLEAR || sight->times == LEG_CLEAR) {
		if (sight->coverage == LEG_CLEAR)
			say_coverages(&reason, sight);
		else
			say_times(&reason, sight);
		end_short(out, OUTCOME_CLEAR, sight, input, &reason);
	} else if (sight->newcomers.n == 0 && sight->newcomers_wait.n == 0) {
		buf_add_str(&reason, sight->is_shallow ? "history is cut: who is new is not known"
		                                       : "no change or request by a newcomer");
		end_short(out, sight->is_shallow ? OUTCOME_UNKNOWN : OUTCOME_NA, sight, input, &reason);
	} else if (!has_changes && !has_requests) {
		say_count(&reason, sight->newcomers.n, "change", "changes");
		buf_add_fmt(&reason, " by newcomers where %d are needed", NEWCOMER_MINIMUM);
		end_short(out, OUTCOME_THIN, sight, input, &reason);
	} else if (has_measure(sight)) {
		say_times(&reason, sight);
		buf_add_str(&reason, ": too few answers to compare the two");
		end_short(out, OUTCOME_THIN, sight, input, &reason);
	} else if (sight->rest.n == 0) {
		buf_add_str(&reason, "everybody here is a newcomer");
		end_short(out, OUTCOME_NA, sight, input, &reason);
	} else {
		return end_uncovered(out, sight, input);
	}
	return 0;
}

static int judge(struct finding *out, const struct sight *sight, const struct pattern_input *input)
{
	struct buf reason = { 0 };

	if (sight->coverage != LEG_FIRED && sight->times != LEG_FIRED)
		return end_silent(out, sight, input);
	if (!is_trivial(sight))
		return end_fired(out, sight, input);
	buf_add_fmt(&reason, "%lld of %lld changes by newcomers are documentation alone", (long long)sight->documents,
	            (long long)sight->newcomers.n);
	end_short(out, OUTCOME_SILENCED, sight, input, &reason);
	return 0;
}

static int evaluate(struct finding *out, const struct pattern_input *input)
{
	struct sight sight = { 0 };
	int ret = input_threshold(&sight.gap, input, "pattern.P10.gap", GAP_DEFAULT);

	finding_start(out, pattern_p10.id, 0);
	if (!ret)
		ret = look(&sight, input);
	if (!ret) {
		add_numbers(out, &sight);
		ret = judge(out, &sight, input);
	}
	waits_release(&sight.waits);
	if (ret)
		finding_release(out);
	return ret;
}

/* Newcomers' changes, those without a named reviewer first. */
static int prove(const struct pattern_input *input, int (*each)(void *payload, const struct evidence_row *row),
                 void *payload)
{
	struct statement *statement;
	int ret = metric_prepare(input->store, input->scope);

	if (!ret)
		ret = store_statement(
			&statement, input->store,
			"SELECT c.key, lower(hex(k.oid)), k.subject, c.has_review\n"
			"FROM metric_change c\n"
			"JOIN commits k ON k.id = c.newest_id\n"
			"WHERE c.team = :team AND c.landed_time >= :since AND c.landed_time < :until\n"
			"  AND (:repository IS NULL OR c.repository_id = :repository) AND c.is_newcomer = 1\n"
			"  AND " COMPARED "\n"
			"ORDER BY c.has_review, c.landed_time, c.key");

	if (ret)
		return ret;
	scope_bind(statement, input->scope);
	while ((ret = statement_step(statement)) == 0) {
		bool has_review = statement_int(statement, 3) != 0;
		const struct evidence_row row = { .change = statement_text(statement, 0),
			                          .oid = statement_text(statement, 1),
			                          .kind = TEXT("newcomer"),
			                          .source = TEXT("commit"),
			                          .raw = statement_text(statement, 2),
			                          .counted = has_review,
			                          .why = has_review ? TEXT("") : TEXT("no reviewer named") };

		ret = each(payload, &row);
		if (ret) {
			statement_reset(statement);
			return ret;
		}
	}
	return ret < 0 ? ret : 0;
}

const struct pattern_info pattern_p10 = {
	.id = "P10",
	.name = "newcomer-neglect",
	.question = "Are newcomers' changes looked at as everybody else's are?",
	.rule = "Newcomers' share of changes with a named reviewer lies below everybody else's by more than 0.10 "
		"(pattern.P10.gap) with its whole interval, with 8 changes by newcomers or more, where at least half "
		"of "
		"all changes name a reviewer (a note at most below 70 %), and does so without the newcomer with most "
		"changes that name none, where 8 by others remain; or, where a forge tells, newcomers' median "
		"wait for "
		"a first human answer is at least twice everybody else's and the intervals do not meet; where too few "
		"were answered for a median, eight or more still waited by then, and beyond chance fewer than half had "
		"been answered.",
	.silencers =
		"most of newcomers' changes being documentation alone, or no such difference without documentation; "
		"changes by machines are not counted in the first place",
	.base_rate = "in 97 quarters, 2021 to 2026, of five public projects the coverage spoke in none, and in three "
		     "before one newcomer's series was left out; newcomers' changes carry review evidence as often as "
		     "others' or a little more often; the times were not measured",
	.source =
		"research on newcomers: Balali and others 2018; Xiao and others 2023; a pilot on seven public projects",
	.subjects = PATTERN_TEAM,
	.warning = WARN_AT_ONCE,
	.silencing = "",
	.evidence = "M20",
	.evaluate = evaluate,
	.prove = prove,
};
