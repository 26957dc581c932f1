/*
 * P04 self-merge-unreviewed: do changes land on their author's word alone? A matter of the team, and only where reviews
 * are recorded; elsewhere it tells who merged, which is a fact, and leaves the rest open.
 */
#include <math.h>
#include "lead/alloc.h"
#include "finding.h"

#define LOWER_DEFAULT 0.20
#define CHANGE_MINIMUM 20

struct sight {
	int64_t changes, covered;
	int64_t alone; /* integrated by an author, nobody else named */
	int64_t by_other, by_author;
	int64_t substantial; /* of alone: not documentation only, written by one person */
	int64_t active;
	double lower;
	bool has_integrators, has_reviews; /* recorded well enough for what is not seen to mean something */
};

static void look(struct sight *sight, const struct pattern_input *input, double lower)
{
	const struct metric_value *by_author = input_figure(input, "M29.author", 0);

	*sight = (struct sight){
		.changes = input_count(input, "M00", 0),
		.covered = input_count(input, "M07", 0),
		.alone = input_count(input, "M08", 0),
		.by_other = input_count(input, "M29.other", 0),
		.by_author = by_author ? by_author->k : 0,
		.active = input_count(input, "M09.active", 0),
		.lower = lower,
		.has_integrators = by_author && by_author->state != STATE_UNKNOWN,
		.has_reviews = input->coverage == COVERAGE_USABLE,
	};
}

static int count_substantial(int64_t *out, const struct pattern_input *input)
{
	struct statement *statement;
	int ret = store_statement(&statement, input->store,
	                          "SELECT count(*)\n"
	                          "FROM metric_change\n"
	                          "WHERE team = :team AND landed_time >= :since AND landed_time < :until\n"
	                          "  AND (:repository IS NULL OR repository_id = :repository)\n"
	                          "  AND integrator = 'author' AND has_review = 0 AND is_doc_only = 0\n"
	                          "  AND author_count < 2");

	if (ret)
		return ret;
	scope_bind(statement, input->scope);
	ret = statement_step(statement);
	if (ret == 0) {
		*out = statement_int(statement, 0);
		statement_reset(statement);
	}
	return ret < 0 ? ret : 0;
}

static int say_largest(struct buf *text, const struct pattern_input *input)
{
	struct statement *statement;
	bool is_first = true;
	int ret = store_statement(&statement, input->store,
	                          "SELECT key, lines\n"
	                          "FROM metric_change\n"
	                          "WHERE team = :team AND landed_time >= :since AND landed_time < :until\n"
	                          "  AND (:repository IS NULL OR repository_id = :repository)\n"
	                          "  AND integrator = 'author' AND has_review = 0\n"
	                          "ORDER BY coalesce(lines, -1) DESC, landed_time DESC, key\n"
	                          "LIMIT 3");

	if (ret)
		return ret;
	scope_bind(statement, input->scope);
	while ((ret = statement_step(statement)) == 0) {
		struct text key = statement_text(statement, 0);

		if (text_starts(key, TEXT("commit:")))
			key = text_slice(key, sizeof("commit:") - 1, sizeof("commit:") - 1 + 12);
		buf_add_str(text, is_first ? "The largest: " : ", ");
		utf8_add_clean(text, key);
		if (!statement_is_null(statement, 1))
			buf_add_fmt(text, " (%lld lines)", (long long)statement_int(statement, 1));
		is_first = false;
	}
	if (!is_first)
		buf_add_str(text, ". ");
	return ret < 0 ? ret : 0;
}

static void add_numbers(struct finding *out, const struct sight *sight)
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
	if (sight->changes > 0 && sight->has_reviews)
		finding_add(out, "self_merged_unreviewed", (double)sight->alone / (double)sight->changes,
		            wilson(sight->alone, sight->changes));
	out->n = sight->changes;
}

/* Who merged is told wherever it is known, whatever follows. */
static void say_merges(struct buf *text, const struct sight *sight)
{
	int64_t silent = sight->changes - sight->by_other - sight->by_author;

	buf_add_fmt(text, "%lld of ", (long long)sight->by_other);
	say_count(text, sight->changes, "change was", "changes were");
	buf_add_fmt(text, " merged by somebody other than an author, %lld by an author", (long long)sight->by_author);
	if (silent > 0)
		buf_add_fmt(text, "; for %lld the record does not say who merged", (long long)silent);
}

static void end_uncovered(struct finding *out, const struct sight *sight, const struct pattern_input *input)
{
	struct buf reason = { 0 }, text = { 0 };
	const char *command = input->evidence_command;

	say_percent(&reason, sight->changes > 0 ? (double)sight->covered / (double)sight->changes : 0);
	buf_add_fmt(&reason, " of %lld changes name a reviewer; 70 %% are needed", (long long)sight->changes);
	say_merges(&text, sight);
	buf_add_str(&text, input->coverage == COVERAGE_PARTIAL
	                           ? "; whether they were reviewed is recorded here only in part"
	                           : "; whether they were reviewed is not recorded here");
	buf_add_fmt(&text, ": %s.", buf_str(&reason));
	if (command != NULL && *command != '\0') {
		buf_add_fmt(&text, " To learn more: %s", command);
		out->next_command = xstrdup(command);
	}
	finding_end(out, OUTCOME_UNKNOWN, &reason, &text);
}

static void end_short(struct finding *out, enum outcome outcome, const struct sight *sight, struct buf *reason)
{
	struct buf text = { 0 };

	say_sentence(&text, buf_str(reason));
	say_merges(&text, sight);
	buf_add_char(&text, '.');
	finding_end(out, outcome, reason, &text);
}

static int end_fired(struct finding *out, const struct sight *sight, const struct pattern_input *input)
{
	struct buf reason = { 0 }, text = { 0 };
	int ret;

	buf_add_str(&text, "In ");
	say_period(&text, input->scope->period);
	buf_add_str(&text, " ");
	say_share(&text, sight->alone, sight->changes);
	buf_add_str(&text,
	            " of the team's changes were integrated by one of their authors and name no reviewer, while ");
	say_percent(&text, (double)sight->covered / (double)sight->changes);
	buf_add_str(&text, " of all changes name one. ");
	ret = say_largest(&text, input);
	if (ret) {
		buf_release(&text);
		return ret;
	}
	say_merges(&text, sight);
	buf_add_fmt(&text, ". The rule: the lower end of the 95 %% interval lies over %.0f %%. ", 100 * sight->lower);
	buf_add_fmt(&text, "It would be silent with: %s. Base rate: %s.", pattern_p04.silencers, pattern_p04.base_rate);
	say_share(&reason, sight->alone, sight->changes);
	buf_add_str(&reason, " changes integrated by an author without a named reviewer");
	finding_end(out, OUTCOME_NOTE, &reason, &text);
	return 0;
}

static int apply_rule(struct finding *out, struct sight *sight, const struct pattern_input *input)
{
	struct buf reason = { 0 };
	int ret;

	if (wilson(sight->alone, sight->changes).low <= sight->lower) {
		say_share(&reason, sight->alone, sight->changes);
		buf_add_str(&reason, " changes integrated by an author without a named reviewer");
		end_short(out, OUTCOME_CLEAR, sight, &reason);
		return 0;
	}
	ret = count_substantial(&sight->substantial, input);
	if (ret)
		return ret;
	if (wilson(sight->substantial, sight->changes).low <= sight->lower) {
		buf_add_fmt(&reason, "%lld of these %lld changes are documentation alone or were written by two people",
		            (long long)(sight->alone - sight->substantial), (long long)sight->alone);
		end_short(out, OUTCOME_SILENCED, sight, &reason);
		return 0;
	}
	return end_fired(out, sight, input);
}

static int evaluate_at(struct finding *out, const struct pattern_input *input, double lower)
{
	struct buf reason = { 0 };
	struct sight sight;
	int ret = 0;

	finding_start(out, pattern_p04.id, 0);
	look(&sight, input, lower);
	add_numbers(out, &sight);
	if (sight.changes > 0 && sight.changes == input_count(input, "M01", 0) && sight.active == 1) {
		buf_add_str(&reason, "one active person: nobody else could have looked");
		end_short(out, OUTCOME_NA, &sight, &reason);
	} else if (sight.changes > 0 && input->coverage != COVERAGE_USABLE) {
		end_uncovered(out, &sight, input);
	} else if (sight.changes < CHANGE_MINIMUM) {
		say_count(&reason, sight.changes, "change", "changes");
		buf_add_fmt(&reason, " where %d are needed", CHANGE_MINIMUM);
		end_short(out, OUTCOME_THIN, &sight, &reason);
	} else {
		ret = apply_rule(out, &sight, input);
	}
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
		"the changes name a reviewer.",
	.silencers = "most of them being documentation alone or written by two people; only one active person",
	.base_rate = "in a pilot on five public projects the median quarter had 0 to 2 % of such changes, at most "
		     "6 %, and 14 % in one more, where custodians apply their own work; not yet repeated with "
		     "this program",
	.source = "a handbook's duty to keep quality through reviews; a pilot on six public projects",
	.subjects = PATTERN_TEAM,
	.warning = WARN_REPEATED,
	.silencing = "review",
	.evidence = "M08",
	.evaluate = evaluate,
};
