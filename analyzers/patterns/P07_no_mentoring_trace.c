/*
 * P07 no-mentoring-trace: does the record show any help for newcomers and people with less time here, where there was
 * occasion for it? About declared leads, persons named and the viewer alone. Most mentoring leaves nothing in git, and who
 * mentors whom is biased: one trace is enough to be silent, and nobody is ever compared with anybody.
 */
#include <math.h>
#include "lead/alloc.h"
#include "lead/people.h"
#include "P07.h"

#define EXPECTED_DEFAULT 3.0 /* from it on nothing at all is rarer than 5 % by chance: exp(-3) */
#define NEWCOMER_SECS (180 * DAY_SECS)
#define PEERS 5 /* others with as much occasion, of whom a third without a trace makes none usual */

/* ---- words ---- */

static void add_numbers(struct finding *out, const struct p07_sight *sight)
{
	finding_add_count(out, "own_changes", sight->own);
	finding_add_estimate(out, "traces", (double)sight->traces, garwood(sight->traces));
	finding_add_count(out, "joint", sight->joint);
	finding_add_measure(out, "expected", sight->expected, NO_INTERVAL);
	finding_add_count(out, "team_traces", sight->team_traces);
	finding_add_count(out, "team_own_changes", sight->team_own);
	finding_add_count(out, "peers", sight->peers);
	finding_add_count(out, "peers_without", sight->silent_peers);
	finding_add_count(out, "newcomers", sight->newcomers);
	finding_add_count(out, "newcomer_changes", sight->newcomer_changes);
	finding_add_count(out, "newcomer_changes_supported", sight->supported);
	finding_add_count(out, "less_tenured", sight->juniors);
	if (sight->changes > 0)
		finding_add(out, "review_coverage", (double)sight->covered / (double)sight->changes,
		            wilson(sight->covered, sight->changes));
	out->n = sight->own;
}

#define OPENING "No trace of mentoring in git. Most mentoring leaves none."

static void say_occasions(struct buf *text, const struct p07_sight *sight, const struct pattern_input *span)
{
	buf_add_str(text, "In ");
	say_period(text, span->scope->period);
	buf_add_str(text, ", the 26 weeks up to the end of the period, ");
	say_count(text, sight->newcomers, "newcomer", "newcomers");
	buf_add_str(text,
	            " with three changes or more worked in this person's home areas; all newcomers together landed ");
	say_count(text, sight->newcomer_changes, "change", "changes");
	buf_add_str(text, " there, and ");
	say_count(text, sight->supporters, "person", "people");
	buf_add_fmt(text, " supported %lld of these by review, help or writing together. ",
	            (long long)sight->supported);
	say_count(text, sight->juniors, "member", "members");
	buf_add_str(text, " with less time here landed five changes or more there. ");
}

static void say_expected(struct buf *text, const struct p07_sight *sight)
{
	buf_add_fmt(text, "The team's members left %lld such traces beside ", (long long)sight->team_traces);
	say_count(text, sight->team_own, "own change", "own changes");
	buf_add_str(text, "; at that rate ");
	say_count(text, sight->own, "own change", "own changes");
	buf_add_fmt(text, " of this person would go with %.1f, and with none at all by chance in ", sight->expected);
	say_percent(text, exp(-sight->expected));
	buf_add_str(text, " of cases if traces were evenly spread. ");
}

/* How many, never who: the explanation that it is not the person alone, or that it is no rare thing. */
static void say_peers(struct buf *text, const struct p07_sight *sight, const char *either)
{
	buf_add_fmt(text, "%lld of %lld other members with %d or more own changes show none%s",
	            (long long)sight->silent_peers, (long long)sight->peers, P07_PEER_CHANGES, either);
}

/* Nothing was seen, and nothing follows from that. */
static void end_quiet(struct finding *out, enum outcome outcome, struct buf *reason, const struct buf *more)
{
	struct buf text = { 0 };

	buf_add_str(&text, OPENING " ");
	say_sentence(&text, buf_str(reason));
	buf_add_text(&text, buf_text(more));
	finding_end(out, outcome, reason, &text);
}

static void end_plain(struct finding *out, enum outcome outcome, struct buf *reason, const char *consequence)
{
	struct buf text = { 0 };

	say_sentence(&text, buf_str(reason));
	buf_add_str(&text, consequence);
	finding_end(out, outcome, reason, &text);
}

static void say_searched(struct finding *out)
{
	out->looked_for =
		xstrdup("Looked for, in the period and in 26 weeks: changes of others written together, comments "
	                "of eight words or more on them, thanks for help, reviews for newcomers, own changes "
	                "that name a co-author, a note of one's own, a declared absence, another declared "
	                "mentor.");
	out->would_change = xstrdup("Any one of these would. Trailers that count: Co-authored-by, Co-developed-by, "
	                            "Helped-by, Mentored-by, Suggested-by, and Reviewed-by on a newcomer's change. "
	                            "The expectation from which silence is told is pattern.P07.expected.");
}

static void end_fired(struct finding *out, const struct p07_sight *sight, const struct pattern_input *span)
{
	struct buf reason = { 0 }, text = { 0 };

	buf_add_str(&reason, "no trace of mentoring in 26 weeks, where most mentoring leaves none");
	buf_add_str(&text, OPENING " ");
	say_occasions(&text, sight, span);
	say_expected(&text, sight);
	say_peers(&text, sight, ". ");
	buf_add_fmt(&text, "The rule: %s Base rate: %s. ", pattern_p07.rule, pattern_p07.base_rate);
	buf_add_str(&text,
	            "Talk, calls, reviews of drafts and questions answered elsewhere are not visible here. Who was "
	            "helped, and how?");
	out->weight = sight->expected / garwood(0).high;
	finding_end(out, OUTCOME_NOTE, &reason, &text);
}

/* ---- the rule ---- */

static void list_item(struct buf *list, int64_t count, const char *one, const char *many)
{
	if (count == 0)
		return;
	if (list->size > 0)
		buf_add_str(list, ", ");
	say_count(list, count, one, many);
}

/* Any one of them is enough, at any coverage. */
static void say_presence(struct buf *list, const struct pattern_input *input)
{
	int64_t person = input->person;

	list_item(list, input_count(input, "M13", person),
	          "change of others written together, commented on or helped with",
	          "changes of others written together, commented on or helped with");
	list_item(list, input_count(input, "M12", person), "newcomers' change supported",
	          "newcomers' changes supported");
	list_item(list, input_count(input, "M15.joint", person), "change written together with others",
	          "changes written together with others");
}

static int end_rule(struct finding *out, const struct p07_sight *sight, const struct pattern_input *span)
{
	struct buf reason = { 0 }, more = { 0 };
	bool has_mentor = false;
	double absence = 0;
	int ret = p07_has_other_mentor(&has_mentor, span);

	if (!ret)
		ret = input_declared_share(&absence, span, "absence", span->person);
	if (ret)
		return ret;
	if (sight->notes > 0)
		buf_add_str(&reason, "a self-declared note tells of work that leaves no trace");
	else if (has_mentor)
		buf_add_str(&reason, "declared: somebody else is the mentor");
	else if (absence > DECLARED_SHARE)
		buf_add_str(&reason, "declared: absence");
	if (reason.size > 0)
		end_quiet(out, OUTCOME_SILENCED, &reason, &more);
	else
		end_fired(out, sight, span);
	return 0;
}

/* input: over the time whose coverage does not do. */
static int end_uncovered(struct finding *out, const struct metric_base *base, const char *when,
                         const struct pattern_input *input)
{
	struct buf reason = { 0 }, more = { 0 };
	struct left_out left_out;
	int ret = say_declared_unrecorded(&reason, input);

	if (ret)
		return ret;
	if (reason.size > 0) {
		end_quiet(out, OUTCOME_UNKNOWN, &reason, &more);
		return 0;
	}
	ret = input_left_out(&left_out, input);
	if (!ret && say_worked_uncovered(&reason, &left_out, base)) {
		say_command(out, &more, input);
		end_quiet(out, OUTCOME_UNKNOWN, &reason, &more);
		buf_release(&more);
	}
	left_out_release(&left_out);
	if (ret || out->reason)
		return ret;
	say_percent(&reason, base->changes > 0 ? (double)base->reviewed / (double)base->changes : 0);
	buf_add_fmt(&reason, " of %lld changes %s name a reviewer; 70 %% are needed for silence to mean anything",
	            (long long)base->changes, when);
	say_command(out, &more, input);
	end_quiet(out, OUTCOME_UNKNOWN, &reason, &more);
	buf_release(&more);
	return 0;
}

/* Whether silence can mean anything at all; ends with an outcome if not. */
static int judge_record(struct finding *out, bool *has_ended, const struct p07_sight *sight,
                        const struct pattern_input *input, const struct pattern_input *span)
{
	struct buf reason = { 0 }, more = { 0 };
	struct metric_base base;
	struct horizon horizon;
	int ret = metric_horizon(&horizon, span->store, span->scope->repository);

	*has_ended = true;
	if (!ret)
		ret = input_base(&base, input);
	if (!ret)
		ret = input_judge_identities(&reason, span);
	if (ret) {
		buf_release(&reason);
		return ret;
	}
	if (reason.size > 0) {
		end_quiet(out, OUTCOME_UNKNOWN, &reason, &more);
	} else if (horizon.cut_time >= span->scope->period.since_time) {
		buf_add_str(&reason, "this clone is shallow and its history is cut within the 26 weeks looked at");
		end_quiet(out, OUTCOME_UNKNOWN, &reason, &more);
	} else if (say_no_changes(&reason, input)) {
		end_quiet(out, OUTCOME_THIN, &reason, &more);
	} else if (base.coverage != COVERAGE_USABLE) {
		return end_uncovered(out, &base, "of the period", input);
	} else if (sight->first_time > span->scope->period.until_time - NEWCOMER_SECS) {
		buf_add_str(&reason, "this person came here less than 180 days before the end of the period");
		end_plain(out, OUTCOME_NA, &reason, "A newcomer is not asked about newcomers.");
	} else {
		*has_ended = false;
	}
	return 0;
}

/* A third of all with as much occasion, the person counted among them: otherwise three of eight would each be one of few. */
static bool is_usual(const struct p07_sight *sight)
{
	return 3 * (sight->silent_peers + 1) >= sight->peers + 1;
}

static int judge_team(struct finding *out, const struct p07_sight *sight, const struct pattern_input *span)
{
	struct buf reason = { 0 }, more = { 0 };
	int ret = 0;

	if (sight->coverage != COVERAGE_USABLE) {
		const struct metric_base base = { sight->coverage, sight->coverage, sight->changes, sight->covered };

		ret = end_uncovered(out, &base, "in 26 weeks", span);
	} else if (sight->newcomers < 1 && sight->juniors < 3) {
		buf_add_str(&reason,
		            "no newcomer with three changes, nor three members with less time here and five changes "
		            "each, in this person's home areas");
		end_plain(out, OUTCOME_NA, &reason, "There was little occasion for mentoring.");
	} else if (sight->expected < sight->least) {
		buf_add_fmt(&reason, "%.2f traces would be expected at the team's rate where %g are needed",
		            sight->expected, sight->least);
		say_expected(&more, sight);
		end_quiet(out, OUTCOME_THIN, &reason, &more);
	} else if (sight->peers < PEERS) {
		say_count(&reason, sight->peers, "other member has", "other members have");
		buf_add_fmt(&reason, " %d or more own changes; %d are needed to tell how usual it is to leave no trace",
		            P07_PEER_CHANGES, PEERS);
		say_expected(&more, sight);
		end_quiet(out, OUTCOME_THIN, &reason, &more);
	} else if (is_usual(sight)) {
		say_peers(&reason, sight, " either");
		say_expected(&more, sight);
		end_quiet(out, OUTCOME_CLEAR, &reason, &more);
	} else {
		ret = end_rule(out, sight, span);
	}
	buf_release(&more);
	return ret;
}

static void end_clear(struct finding *out, struct buf *presence)
{
	struct buf reason = { 0 };

	buf_add_fmt(&reason, "shown by %s", buf_str(presence));
	buf_release(presence);
	end_plain(out, OUTCOME_CLEAR, &reason, "What the record shows is a lower bound.");
}

static int judge_silence(struct finding *out, struct p07_sight *sight, const struct pattern_input *input,
                         const struct pattern_input *span)
{
	struct buf reason = { 0 };
	bool has_ended = true;
	int ret;

	if (!span->is_subject) {
		buf_add_str(&reason, "not declared as a lead");
		end_plain(out, OUTCOME_NA, &reason, "The question is asked of leads only.");
		return 0;
	}
	ret = judge_record(out, &has_ended, sight, input, span);
	if (!ret && !has_ended && !sight->is_whole)
		ret = p07_look_at_team(sight, span);
	if (ret || has_ended)
		return ret;
	add_numbers(out, sight);
	return judge_team(out, sight, span);
}

static int judge(struct finding *out, const struct pattern_input *input, double least)
{
	struct p07_sight sight = { .least = least };
	struct buf presence = { 0 };
	struct scope scope;
	struct pattern_input span = p07_span(input, &scope);
	int ret;

	say_presence(&presence, input);
	if (presence.size > 0) {
		end_clear(out, &presence);
		return 0;
	}
	ret = p07_look_at_person(&sight, &span);
	if (!ret && sight.has_words)
		ret = p07_look_at_team(&sight, &span);
	if (ret)
		return ret;
	list_item(&presence, sight.traces, "change of others with a trace", "changes of others with a trace");
	list_item(&presence, sight.joint, "change written together with others",
	          "changes written together with others");
	if (presence.size == 0)
		return judge_silence(out, &sight, input, &span);
	buf_add_str(&presence, " in 26 weeks");
	end_clear(out, &presence);
	return 0;
}

static int evaluate(struct finding *out, const struct pattern_input *input)
{
	double least;
	int ret = input_limit(&least, input, "pattern.P07.expected", EXPECTED_DEFAULT, EXPECTED_DEFAULT, 1000000);

	if (ret)
		return ret;
	finding_start(out, pattern_p07.id, input->person);
	out->n = input_count(input, "M01", input->person);
	say_searched(out);
	ret = judge(out, input, least);
	if (ret)
		finding_release(out);
	return ret;
}

const struct pattern_info pattern_p07 = {
	.id = "P07",
	.name = "no-mentoring-trace",
	.question = "Does the record show help for newcomers and people with less time here?",
	.rule = "In the 26 weeks up to the end of the period one newcomer with three changes or more, or three members "
		"with "
		"180 days less here and five changes or more each, worked in the person's home areas; at least 70 % of "
		"the "
		"changes name a reviewer; at the team's rate of traces for each own change three or more "
		"(pattern.P07.expected) would be expected of the person, and there are none. Traces are unevenly "
		"spread: "
		"of the person and five or more other members with ten or more own changes fewer than a third may be "
		"without one, or nothing is unusual; with fewer such members it is too thin.",
	.silencers =
		"any change written together, any comment, thanks for help or newcomer's review, a note of one's own, "
		"another declared mentor, a declared absence",
	.base_rate = "in quarters, 2021 to 2026, that could be judged the rule spoke in 6 of 846 of the ten most "
		     "active people of five public projects (under 1 %), and in 1 of 1,660 of listed maintainers of "
		     "Xen, DPDK and U-Boot; in 37 Apache projects 27 % of pull requests contain mentoring, of which "
		     "few leave a line in git",
	.source = "a hiring guide for tech leads: leading asks for developing others; Feng, Chatterjee, Sarma and "
		  "Ahmed 2022",
	.subjects = PATTERN_PERSON,
	.warning = WARN_NEVER,
	.silencing = "absence self",
	.evidence = "M13 M12 M15",
	.evaluate = evaluate,
	.prove = p07_prove,
};
