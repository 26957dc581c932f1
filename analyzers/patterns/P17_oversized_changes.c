/*
 * P17 oversized-changes: is much of what gets reviewed larger than a review can hold? A matter of the team. Where lines
 * are not known, files stand in for them, and then many files speak while few files say nothing.
 */
#include "lead/alloc.h"
#include "finding.h"

#define SHARE_DEFAULT 0.20
#define CHANGE_MINIMUM 20

struct part {
	int64_t k, n;
};

struct sight {
	struct part reviewed, all; /* large ones of those whose size is known */
	int64_t changes;           /* of any size */
	double limit;
	bool has_lines; /* else files are meant */
	bool has_reviews, is_partial;
};

static struct part part_of(const struct pattern_input *input, const char *id)
{
	const struct metric_value *figure = input_figure(input, id, 0);

	return figure ? (struct part){ figure->k, figure->n } : (struct part){ 0, 0 };
}

static double share_of(struct part part)
{
	return part.n > 0 ? (double)part.k / (double)part.n : NAN;
}

static void look(struct sight *sight, const struct pattern_input *input, double limit)
{
	const struct metric_value *lines = input_figure(input, "M24.large", 0);

	*sight = (struct sight){ .changes = input_count(input, "M00", 0), .limit = limit };
	sight->has_lines = lines != NULL && lines->state != STATE_UNKNOWN;
	sight->all = part_of(input, sight->has_lines ? "M24.large" : "M24.many");
	sight->reviewed = part_of(input, sight->has_lines ? "M24.large.rev" : "M24.many.rev");
	sight->has_reviews = input->coverage != COVERAGE_UNKNOWN;
	sight->is_partial = input->coverage == COVERAGE_PARTIAL;
}

typedef void adder(struct finding *out, const char *name, double value, struct interval interval);

static void add_figure(struct finding *out, const struct pattern_input *input, const char *name, const char *id,
                       adder *add)
{
	const struct metric_value *figure = input_figure(input, id, 0);

	if (figure != NULL && figure->n > 0 && figure->state != STATE_UNKNOWN && !isnan(figure->value))
		add(out, name, figure->value, (struct interval){ figure->low, figure->high });
}

static void add_numbers(struct finding *out, const struct sight *sight, const struct pattern_input *input)
{
	finding_add_count(out, "changes", sight->changes);
	finding_add_count(out, "reviewed_changes", sight->reviewed.n);
	if (sight->reviewed.n > 0)
		finding_add(out, sight->has_lines ? "reviewed_large" : "reviewed_many", share_of(sight->reviewed),
		            wilson(sight->reviewed.k, sight->reviewed.n));
	if (sight->all.n > 0)
		finding_add(out, sight->has_lines ? "large" : "many", share_of(sight->all),
		            wilson(sight->all.k, sight->all.n));
	add_figure(out, input, "median_lines", "M24", finding_add_estimate);
	add_figure(out, input, "p90_lines", "M24.p90", finding_add_estimate);
	add_figure(out, input, "median_files", "M24.files", finding_add_estimate);
	add_figure(out, input, "words_small", "M22.small", finding_add);
	add_figure(out, input, "words_medium", "M22.medium", finding_add);
	add_figure(out, input, "words_large", "M22.large", finding_add);
	out->n = sight->reviewed.n;
}

/* ---- words ---- */

static const char *large_words(const struct sight *sight)
{
	return sight->has_lines ? "over 400 lines" : "over 30 files";
}

static void say_reviewed(struct buf *buf, const struct sight *sight)
{
	say_share(buf, sight->reviewed.k, sight->reviewed.n);
	buf_add_fmt(buf, " reviewed changes are %s", large_words(sight));
}

/* "The middle change has 40 lines (31 to 52), nine in ten have at most 310; 6 of 90 (…) of all changes are over 400 lines. " */
static void say_sizes(struct buf *buf, const struct sight *sight, const struct pattern_input *input)
{
	const struct metric_value *middle = input_figure(input, sight->has_lines ? "M24" : "M24.files", 0);
	const struct metric_value *most = input_figure(input, "M24.p90", 0);
	const char *unit = sight->has_lines ? "lines" : "files";

	if (middle == NULL || isnan(middle->value))
		return;
	buf_add_fmt(buf, "The middle change has %.0f %s", middle->value, unit);
	if (!isnan(middle->low))
		buf_add_fmt(buf, " (%.0f to %.0f)", middle->low, middle->high);
	if (sight->has_lines && most != NULL && !isnan(most->value))
		buf_add_fmt(buf, ", nine in ten have at most %.0f", most->value);
	buf_add_str(buf, "; of all changes ");
	say_share(buf, sight->all.k, sight->all.n);
	buf_add_fmt(buf, " are %s. ", large_words(sight));
}

/* How many of the reviewed changes drew words, by size, where a forge tells. */
static void say_depth(struct buf *buf, const struct pattern_input *input)
{
	static const char *const sizes[][2] = { { "M22.small", "below 50 lines" },
		                                { "M22.medium", "of 50 to 400 lines" },
		                                { "M22.large", "over 400 lines" } };
	bool is_first = true;

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		const struct metric_value *depth = input_figure(input, sizes[i][0], 0);

		if (depth == NULL || depth->state == STATE_UNKNOWN || depth->n == 0)
			continue;
		buf_add_str(buf, is_first ? "A comment of eight words or more was written on " : ", ");
		say_share(buf, depth->k, depth->n);
		buf_add_fmt(buf, " reviewed changes %s", sizes[i][1]);
		is_first = false;
	}
	if (!is_first)
		buf_add_str(buf, ". ");
}

static int say_largest(struct buf *buf, const struct pattern_input *input)
{
	struct statement *statement;
	int ret = store_statement(&statement, input->store,
	                          "SELECT key, lines\n"
	                          "FROM metric_change\n"
	                          "WHERE team = :team AND landed_time >= :since AND landed_time < :until\n"
	                          "  AND (:repository IS NULL OR repository_id = :repository) AND has_review = 1\n"
	                          "ORDER BY coalesce(lines, -1) DESC, coalesce(files, -1) DESC, landed_time DESC, key\n"
	                          "LIMIT 3");

	if (ret)
		return ret;
	scope_bind(statement, input->scope);
	return say_changes(buf, statement, "The largest reviewed: ");
}

static int say_looked_for(struct finding *out, const struct pattern_input *input)
{
	struct buf text = { 0 };
	double migration;
	int ret = input_declared_share(&migration, input, "migration", 0);

	buf_add_str(&text,
	            "Generated and vendored files and files that only moved are in no size. Left out as imports: ");
	buf_add_fmt(&text, "%lld; as one edit over very many files: %lld; as vendored or generated files alone: %lld. ",
	            (long long)input_count(input, "M00.import", 0), (long long)input_count(input, "M00.mass", 0),
	            (long long)input_count(input, "M00.vendored", 0));
	if (migration > 0) {
		buf_add_str(&text, "A migration is declared for ");
		say_percent(&text, migration);
		buf_add_str(&text, " of the period.");
	} else {
		buf_add_str(&text, "No migration is declared.");
	}
	out->looked_for = buf_detach(&text);
	return ret;
}

static void say_would_change(struct finding *out, const struct sight *sight, bool is_up)
{
	struct buf text = { 0 };
	int64_t most = sight->reviewed.n;

	while (most > 0 && wilson(most, sight->reviewed.n).low > sight->limit)
		most--;
	buf_add_fmt(&text,
	            "Of %lld reviewed changes %lld or fewer %s would leave it silent (pattern.P17.share is %.2f)",
	            (long long)sight->reviewed.n, (long long)most, large_words(sight), sight->limit);
	buf_add_str(&text, "; so does a migration declared for more than a third of the period "
	                   "([policy] migration). ");
	buf_add_str(&text,
	            is_up ? "A warning is a note again once the share does not lie above that of the period before."
	                  : "It warns once the share rose in two periods running and the rule spoke in the period "
	                    "before too.");
	out->would_change = buf_detach(&text);
}

/* ---- outcomes ---- */

static int end_short(struct finding *out, enum outcome outcome, const struct sight *sight,
                     const struct pattern_input *input, struct buf *reason)
{
	struct buf text = { 0 };

	say_sentence(&text, buf_str(reason));
	say_sizes(&text, sight, input);
	buf_add_str(&text, "Generated and vendored files and files that only moved are not in these sizes.");
	if (outcome == OUTCOME_UNKNOWN && sight->has_lines)
		say_command(out, &text, input);
	finding_end(out, outcome, reason, &text);
	return say_looked_for(out, input);
}

/* Of reviewed changes that landed in one period; own statement, as the period before the one before has no figures. */
static int count_period(struct part *out, const struct pattern_input *input, struct period period, bool has_lines)
{
	struct scope scope = *input->scope;
	struct statement *statement;
	int ret = store_statement(&statement, input->store,
	                          "SELECT count(CASE WHEN lines > 400 THEN 1 END), count(lines),\n"
	                          "       count(CASE WHEN files > 30 THEN 1 END), count(files)\n"
	                          "FROM metric_change\n"
	                          "WHERE team = :team AND landed_time >= :since AND landed_time < :until\n"
	                          "  AND (:repository IS NULL OR repository_id = :repository) AND has_review = 1");

	if (ret)
		return ret;
	scope.period = period;
	scope_bind(statement, &scope);
	ret = statement_step(statement);
	if (ret == 0) {
		*out = (struct part){ statement_int(statement, has_lines ? 0 : 2),
			              statement_int(statement, has_lines ? 1 : 3) };
		statement_reset(statement);
	}
	return ret < 0 ? ret : 0;
}

/* Whether the share is above that of the period before, and that one above its own; all three on enough changes. */
static int is_rising(bool *out, struct buf *text, const struct sight *sight, const struct pattern_input *input)
{
	struct period before = period_before(input->scope->period);
	struct part parts[3] = { sight->reviewed, { 0, 0 }, { 0, 0 } };
	int ret = count_period(&parts[1], input, before, sight->has_lines);

	if (!ret)
		ret = count_period(&parts[2], input, period_before(before), sight->has_lines);
	*out = !ret && parts[1].n >= CHANGE_MINIMUM && parts[2].n >= CHANGE_MINIMUM &&
	       share_of(parts[0]) > share_of(parts[1]) && share_of(parts[1]) > share_of(parts[2]);
	if (ret || parts[1].n == 0)
		return ret;
	buf_add_str(text, "In the period before it was ");
	say_share(text, parts[1].k, parts[1].n);
	if (parts[2].n > 0) {
		buf_add_str(text, ", and before that ");
		say_share(text, parts[2].k, parts[2].n);
	}
	buf_add_str(text, ". ");
	return 0;
}

static int end_fired(struct finding *out, const struct sight *sight, const struct pattern_input *input)
{
	struct interval interval = wilson(sight->reviewed.k, sight->reviewed.n);
	struct buf reason = { 0 }, text = { 0 };
	bool is_up = false;
	int ret;

	buf_add_str(&text, "In ");
	say_period(&text, input->scope->period);
	buf_add_str(&text, " ");
	say_reviewed(&text, sight);
	buf_add_str(&text, ". ");
	if (!sight->has_lines)
		buf_add_str(&text, "Lines are not known here; files stand in for them. ");
	if (sight->is_partial)
		buf_add_str(&text, "Reviews are recorded here only in part. ");
	ret = is_rising(&is_up, &text, sight, input);
	say_sizes(&text, sight, input);
	say_depth(&text, input);
	if (!ret)
		ret = say_largest(&text, input);
	if (!ret)
		ret = say_looked_for(out, input);
	if (ret) {
		buf_release(&text);
		return ret;
	}
	buf_add_fmt(&text, "The rule: the lower end of the 95 %% interval lies over %.0f %%. ", 100 * sight->limit);
	buf_add_fmt(&text, "It would be silent with: %s. Base rate: %s.", pattern_p17.silencers, pattern_p17.base_rate);
	say_reviewed(&reason, sight);
	say_would_change(out, sight, is_up);
	out->is_capped = sight->is_partial || !sight->has_lines;
	out->weight = (share_of(sight->reviewed) - sight->limit) / (interval.high - interval.low);
	finding_end(out, is_up ? OUTCOME_WARN : OUTCOME_NOTE, &reason, &text);
	return 0;
}

/* Reviews are not recorded: all changes together may still show that few are large. */
static int judge_uncovered(struct finding *out, const struct sight *sight, const struct pattern_input *input)
{
	struct buf reason = { 0 };
	int ret;

	if (sight->has_lines && wilson(sight->all.k, sight->all.n).high < sight->limit) {
		say_share(&reason, sight->all.k, sight->all.n);
		buf_add_fmt(&reason, " changes, reviewed or not, are %s", large_words(sight));
		return end_short(out, OUTCOME_CLEAR, sight, input, &reason);
	}
	ret = say_uncovered(&reason, input, "which sizes get reviewed is not recorded here");
	return ret ? ret : end_short(out, OUTCOME_UNKNOWN, sight, input, &reason);
}

static int evaluate_at(struct finding *out, const struct pattern_input *input, double limit)
{
	struct buf reason = { 0 };
	struct sight sight;

	finding_start(out, pattern_p17.id, 0);
	look(&sight, input, limit);
	add_numbers(out, &sight, input);
	if (say_no_changes(&reason, input))
		return end_short(out, OUTCOME_THIN, &sight, input, &reason);
	if (sight.changes < CHANGE_MINIMUM) {
		say_count(&reason, sight.changes, "change", "changes");
		buf_add_fmt(&reason, " where %d are needed", CHANGE_MINIMUM);
		return end_short(out, OUTCOME_THIN, &sight, input, &reason);
	}
	if (!sight.has_reviews)
		return judge_uncovered(out, &sight, input);
	if (sight.reviewed.n >= CHANGE_MINIMUM && wilson(sight.reviewed.k, sight.reviewed.n).low > limit)
		return end_fired(out, &sight, input);
	if (!sight.has_lines) {
		buf_add_str(&reason, "lines are not known here, and ");
		say_reviewed(&reason, &sight);
		return end_short(out, OUTCOME_UNKNOWN, &sight, input, &reason);
	}
	if (sight.reviewed.n < CHANGE_MINIMUM) {
		say_count(&reason, sight.reviewed.n, "reviewed change", "reviewed changes");
		buf_add_fmt(&reason, " where %d are needed", CHANGE_MINIMUM);
		return end_short(out, OUTCOME_THIN, &sight, input, &reason);
	}
	say_reviewed(&reason, &sight);
	return end_short(out, OUTCOME_CLEAR, &sight, input, &reason);
}

static int evaluate(struct finding *out, const struct pattern_input *input)
{
	double limit;
	int ret = input_threshold(&limit, input, "pattern.P17.share", SHARE_DEFAULT);

	if (!ret)
		ret = evaluate_at(out, input, limit);
	if (ret)
		finding_release(out);
	return ret;
}

const struct pattern_info pattern_p17 = {
	.id = "P17",
	.name = "oversized-changes",
	.question = "Is much of what gets reviewed too large to be looked at closely?",
	.rule = "The lower end of the 95 % interval of reviewed changes over 400 lines lies over 20 % "
		"(pattern.P17.share), with 20 reviewed changes or more; a warning where that share rose in two "
		"periods running. Where lines are not known, changes over 30 files stand in for them.",
	.silencers = "a declared migration; imports, one edit over very many files, generated and vendored files and "
		     "files that only moved are not counted in the first place",
	.base_rate = "in 100 quarters of five public projects it spoke in none; at most 22 % of the reviewed changes "
		     "were over "
		     "400 lines, mostly 1 to 12 %",
	.source = "a handbook's advice to keep changes small; a study of code review at Cisco, 2006, for 400 lines",
	.subjects = PATTERN_TEAM,
	.warning = WARN_CONDITION,
	.condition = "that share rose in two periods running",
	.silencing = "migration",
	.evidence = "M24",
	.evaluate = evaluate,
};
