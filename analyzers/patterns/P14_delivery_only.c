/*
 * P14 delivery-only: much own code, and little seen of the rest of a lead's work? The milder brother of P01, from which it
 * takes its picture of the person; silent wherever P01 speaks. Half of what refutes P01 refutes it.
 */
#include <math.h>
#include "lead/alloc.h"
#include "lead/vec.h"
#include "P01.h"

#define UPPER 0.20 /* of P01's picture: what counts as mostly own code in its words */
#define QUANTILE_DEFAULT 0.75
#define DOCUMENTS_DEFAULT 0.50
#define SAMPLE_MINIMUM 30 /* reviews and own changes */
#define MEMBER_MINIMUM 5
#define WORK_PART 0.5

struct sight {
	struct p01_sight person;
	struct p01_baseline team;
	double own_quartile, own_median, own_upper; /* of the members' own changes; own_upper: at the quantile set */
	size_t author_count;                        /* members with an own change */
	struct interval documents;                  /* share of own changes that touch documentation */
	double team_documents;
	double quantile, documents_part;
};

/* ---- the team ---- */

static int measure_authors(struct sight *sight, const struct pattern_input *input)
{
	VEC(double) counts = { 0 };
	struct statement *row;
	int ret = store_statement(&row, input->store,
	                          "SELECT person_id, count(*)\n"
	                          "FROM scope_part\n"
	                          "WHERE is_member = 1 AND is_own = 1 AND landed_time >= :since\n"
	                          "  AND person_id NOT IN (SELECT person_id FROM declared WHERE kind = 'optout')\n"
	                          "GROUP BY person_id\n"
	                          "ORDER BY person_id");

	if (ret)
		return ret;
	statement_bind_int(row, ":since", input->scope->period.since_time);
	while ((ret = statement_step(row)) == 0)
		*VEC_PUSH(&counts) = (double)statement_int(row, 1);
	sight->author_count = counts.count;
	if (counts.count >= MEMBER_MINIMUM) {
		sight->own_quartile = quantile(counts.at, counts.count, 0.25);
		sight->own_median = quantile(counts.at, counts.count, 0.5);
		sight->own_upper = quantile(counts.at, counts.count, sight->quantile);
	}
	VEC_RELEASE(&counts);
	return ret < 0 ? ret : 0;
}

static int measure_team(struct sight *sight, const struct pattern_input *input)
{
	const struct metric_value *documents = input_figure(input, "M16", 0);
	int ret = p01_measure_baseline(&sight->team, input);

	if (!ret)
		ret = measure_authors(sight, input);
	sight->documents = wilson(sight->person.documents, sight->person.all_own);
	sight->team_documents = documents && documents->n > 0 ? (double)documents->k / (double)documents->n : 0;
	return ret;
}

static bool has_team(const struct sight *sight)
{
	return sight->author_count >= MEMBER_MINIMUM && sight->team.member_count >= P01_MEDIAN_MEMBERS;
}

static void add_numbers(struct finding *out, const struct sight *sight, const struct pattern_input *input)
{
	const struct p01_sight *person = &sight->person;
	int64_t acts = person->reviews + person->own;

	finding_add_estimate(out, "own_changes", (double)person->all_own, garwood(person->all_own));
	if (person->all_reviews > 0 || person->has_reviews)
		finding_add_count(out, "reviews", person->all_reviews);
	if (acts > 0 && person->has_reviews)
		finding_add(out, "review_share", (double)person->reviews / (double)acts, person->share);
	if (person->changes > 0)
		finding_add(out, "review_coverage", (double)person->covered / (double)person->changes,
		            wilson(person->covered, person->changes));
	finding_add_count(out, "others_worked_on", input_count(input, "M13", input->person));
	finding_add_count(out, "decisions", person->decisions + person->decided);
	finding_add_count(out, "standards", person->standards);
	finding_add_count(out, "documents", person->documents);
	out->n = acts;
	out->visible = p01_visible(person);
}

static void add_team_numbers(struct finding *out, const struct sight *sight)
{
	if (!has_team(sight))
		return;
	finding_add_estimate(out, "team_own_q1", sight->own_quartile, NO_INTERVAL);
	finding_add_estimate(out, "team_own_median", sight->own_median, NO_INTERVAL);
	finding_add_estimate(out, "team_own_upper", sight->own_upper, NO_INTERVAL);
	finding_add(out, "team_review_share", sight->team.median, NO_INTERVAL);
	finding_add(out, "team_documents", sight->team_documents, NO_INTERVAL);
}

/* ---- words ---- */

static void end_open(struct finding *out, enum outcome outcome, const struct p01_sight *person,
                     const struct pattern_input *input, struct buf *reason, const char *consequence)
{
	struct buf text = { 0 };

	say_sentence(&text, buf_str(reason));
	p01_say_visible(&text, person, input);
	buf_add_str(&text, consequence);
	finding_end(out, outcome, reason, &text);
}

static void say_searched(struct finding *out, const struct sight *sight, const struct pattern_input *input)
{
	struct buf text = { 0 };

	say_left_out(&text, &sight->person.left_out, sight->person.base.coverage);
	buf_add_str(&text, "Looked for, with what was found: ");
	p01_say_counts(&text, &sight->person);
	buf_add_fmt(
		&text,
		", changes of others written together, commented on or helped with (%lld). Half of what would refute "
		"P01 is enough.",
		(long long)input_count(input, "M13", input->person));
	out->looked_for = buf_detach(&text);
}

static void say_change(struct finding *out, const struct sight *sight)
{
	struct buf text = { 0 };

	buf_add_fmt(
		&text,
		"Any of these would, a declared launch, and as many reviews as bring the share's interval up to the "
		"team's median. Own changes are many from the team's %.0f %% point on (pattern.P14.quantile), "
		"documentation is little below %.0f %% of the team's share (pattern.P14.documents).",
		100 * sight->quantile, 100 * sight->documents_part);
	out->would_change = buf_detach(&text);
}

static void say_own(struct buf *buf, const struct sight *sight)
{
	say_count(buf, sight->person.all_own, "own change", "own changes");
	buf_add_fmt(buf, " where the upper end of the team's middle lies at %g", sight->own_upper);
}

static void end_fired(struct finding *out, const struct sight *sight, const struct pattern_input *input)
{
	const struct p01_sight *person = &sight->person;
	struct buf reason = { 0 }, text = { 0 };

	buf_add_str(&reason, "much own code, and little seen beside it: reviews are ");
	say_share(&reason, person->reviews, person->reviews + person->own);
	buf_add_str(&text, "In ");
	say_period(&text, input->scope->period);
	buf_add_str(&text, " this person is an author of ");
	say_count(&text, person->all_own, "change", "changes");
	buf_add_fmt(
		&text,
		"; of the team's %zu members with an own change a quarter have up to %g, half up to %g, and the limit "
		"of the rule is %g. Reviews are ",
		sight->author_count, sight->own_quartile, sight->own_median, sight->own_upper);
	say_share(&text, person->reviews, person->reviews + person->own);
	buf_add_str(&text,
	            " of this person's reviews and own changes; half of the members with ten or more such acts lie "
	            "above ");
	say_percent(&text, sight->team.median);
	buf_add_str(&text, ", the middle half between ");
	say_percent(&text, sight->team.lower_quartile);
	buf_add_str(&text, " and ");
	say_percent(&text, sight->team.upper_quartile);
	buf_add_str(&text, ". ");
	say_left_out(&text, &person->left_out, person->base.coverage);
	buf_add_str(&text, "Documentation is touched in ");
	say_share(&text, person->documents, person->all_own);
	buf_add_str(&text, " of the own changes, and in ");
	say_percent(&text, sight->team_documents);
	buf_add_fmt(&text,
	            " of the team's. No trace of help, comments, writing together, decision records or standards. The "
	            "rule: %s "
	            "Base rate: %s. ",
	            pattern_p14.rule, pattern_p14.base_rate);
	buf_add_str(&text, "Conversations, meetings and design work leave nothing in a repository. Was this a time to "
	                   "deliver?");
	out->weight = (sight->team.median - (double)person->reviews / (double)(person->reviews + person->own)) /
	              (person->share.high - person->share.low);
	out->is_capped = person->base.coverage != COVERAGE_USABLE;
	finding_end(out, OUTCOME_NOTE, &reason, &text);
}

/* ---- the rule ---- */

/* Leaves reason empty if every part of the rule holds; else says which does not. */
static void judge_parts(struct buf *reason, const struct sight *sight)
{
	const struct p01_sight *person = &sight->person;

	if ((double)person->all_own < sight->own_upper) {
		say_own(reason, sight);
	} else if (person->share.high >= sight->team.median) {
		buf_add_str(reason, "reviews are ");
		say_share(reason, person->reviews, person->reviews + person->own);
		buf_add_str(reason, " of reviews and own changes, where half of the team lies above ");
		say_percent(reason, sight->team.median);
	} else if (sight->documents.high >= sight->documents_part * sight->team_documents) {
		buf_add_str(reason, "documentation is touched in ");
		say_share(reason, person->documents, person->all_own);
		buf_add_str(reason, " own changes, where the team's share is ");
		say_percent(reason, sight->team_documents);
	}
}

static int is_told_by_p01(bool *out, const struct pattern_input *input)
{
	struct finding finding = { 0 };
	int ret = pattern_p01.evaluate(&finding, input);

	*out = ret == 0 && (finding.outcome == OUTCOME_NOTE || finding.outcome == OUTCOME_WARN);
	finding_release(&finding);
	return ret;
}

static int apply_rule(struct finding *out, const struct sight *sight, const struct pattern_input *input)
{
	struct buf reason = { 0 };
	bool is_told = false;
	int ret;

	judge_parts(&reason, sight);
	if (reason.size > 0) {
		end_open(out, OUTCOME_CLEAR, &sight->person, input, &reason, "The rule stays silent.");
		return 0;
	}
	ret = is_told_by_p01(&is_told, input);
	if (ret)
		return ret;
	if (is_told) {
		buf_add_str(&reason, "P01 own-code-only says it");
		end_open(out, OUTCOME_NA, &sight->person, input, &reason, "One of the two is enough.");
		return 0;
	}
	end_fired(out, sight, input);
	return 0;
}

static int judge_team(struct finding *out, struct sight *sight, const struct pattern_input *input)
{
	const struct p01_sight *person = &sight->person;
	struct buf reason = { 0 };
	int ret = measure_team(sight, input);

	if (ret)
		return ret;
	add_team_numbers(out, sight);
	if (!has_team(sight)) {
		buf_add_fmt(&reason,
		            "quartiles are told of %d members or more: %zu have an own change, %zu ten own changes and "
		            "reviews",
		            MEMBER_MINIMUM, sight->author_count, sight->team.member_count);
		end_open(out, OUTCOME_NA, person, input, &reason, "There is nothing to measure by.");
	} else if (person->reviews + person->own < SAMPLE_MINIMUM) {
		say_count(&reason, person->reviews + person->own, "review or own change", "reviews and own changes");
		buf_add_fmt(&reason, " where %d are needed", SAMPLE_MINIMUM);
		end_open(out, OUTCOME_THIN, person, input, &reason, "That is too few to say anything.");
	} else {
		ret = apply_rule(out, sight, input);
	}
	return ret;
}

static void say_presence(struct buf *list, const struct p01_sight *person, const struct pattern_input *input)
{
	int64_t worked = input_count(input, "M13", input->person);

	p01_say_work(list, person, WORK_PART);
	if (list->size == 0 && worked > 0)
		say_count(list, worked, "change of others written together, commented on or helped with",
		          "changes of others written together, commented on or helped with");
}

static int end_uncovered(struct finding *out, const struct p01_sight *person, const struct pattern_input *input)
{
	struct buf reason = { 0 }, text = { 0 };
	int ret = say_declared_unrecorded(&reason, input);

	if (!ret && reason.size == 0 && !say_worked_uncovered(&reason, &person->left_out, &person->base))
		ret = say_uncovered(&reason, input, "half are needed");
	if (ret)
		return ret;
	say_sentence(&text, buf_str(&reason));
	p01_say_visible(&text, person, input);
	buf_add_str(&text, "This can be neither confirmed nor ruled out from here.");
	say_command(out, &text, input);
	finding_end(out, OUTCOME_UNKNOWN, &reason, &text);
	return 0;
}

static int judge(struct finding *out, struct sight *sight, const struct pattern_input *input)
{
	const struct p01_sight *person = &sight->person;
	struct buf reason = { 0 }, presence = { 0 };
	int ret = 0;

	say_presence(&presence, person, input);
	if (presence.size > 0) {
		buf_add_fmt(&reason, "shown by %s", buf_str(&presence));
		end_open(out, OUTCOME_CLEAR, person, input, &reason, "The record shows more than delivery.");
	} else if (!input->is_subject) {
		buf_add_str(&reason, "not declared as a lead");
		end_open(out, OUTCOME_NA, person, input, &reason, "The question is asked of leads only.");
	} else if ((ret = input_judge_identities(&reason, input)) == 0 && reason.size > 0) {
		end_open(out, OUTCOME_UNKNOWN, person, input, &reason,
		         "This can be neither confirmed nor ruled out from here.");
	} else if (ret == 0 && say_no_changes(&reason, input)) {
		end_open(out, OUTCOME_THIN, person, input, &reason, "That is too few to say anything.");
	} else if (ret == 0 && person->base.coverage == COVERAGE_UNKNOWN) {
		ret = end_uncovered(out, person, input);
	} else if (ret == 0) {
		ret = judge_team(out, sight, input);
	}
	buf_release(&presence);
	return ret;
}

static int evaluate(struct finding *out, const struct pattern_input *input)
{
	struct sight sight = { 0 };
	int ret = input_limit(&sight.quantile, input, "pattern.P14.quantile", QUANTILE_DEFAULT, 0.5, 1);

	if (!ret)
		ret = input_threshold(&sight.documents_part, input, "pattern.P14.documents", DOCUMENTS_DEFAULT);
	if (!ret)
		ret = p01_look(&sight.person, input, UPPER);
	if (ret) {
		p01_release(&sight.person);
		return ret;
	}
	finding_start(out, pattern_p14.id, input->person);
	add_numbers(out, &sight, input);
	say_searched(out, &sight, input);
	say_change(out, &sight);
	ret = judge(out, &sight, input);
	p01_release(&sight.person);
	if (ret)
		finding_release(out);
	return ret;
}

const struct pattern_info pattern_p14 = {
	.id = "P14",
	.name = "delivery-only",
	.question = "Much own code, and little seen of the rest of a lead's work?",
	.rule = "Own changes at or above the team's 75 % point (pattern.P14.quantile), 30 reviews and own changes or "
		"more, the "
		"upper end of the 95 % interval of the review share below the team's median, no work on changes of "
		"others "
		"by writing together, comments or help, no decision record, no change to standards, and the upper end "
		"of "
		"the share of own changes with documentation below half of the team's (pattern.P14.documents).",
	.silencers = "half of anything that silences P01, a declared launch, absence or time alone; P01 itself where "
		     "it speaks",
	.base_rate =
		"in quarters, 2021 to 2026, that could be judged the rule spoke in none of 1,885 of listed maintainers "
		"of Xen, DPDK and U-Boot, and in none of 863 of the ten most active people of five public projects",
	.source = "a hiring guide for tech leads: the risk of too much delivery and too little leadership",
	.subjects = PATTERN_PERSON,
	.warning = WARN_NEVER,
	.silencing = "absence launch self solo",
	.evidence = "M01 M03 M13 M16 M19",
	.evaluate = evaluate,
};
