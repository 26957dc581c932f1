/*
 * P07 no-mentoring-trace: does the record show any help for newcomers and people with less time here, where there was
 * occasion for it? About declared leads, persons named and the viewer alone. Most mentoring leaves nothing in git, and who
 * mentors whom is biased: one trace is enough to be silent, and nobody is ever compared with anybody.
 */
#include <math.h>
#include "lead/alloc.h"
#include "finding.h"

#define SPAN_SECS (26 * WEEK_SECS) /* two quarters that end with the period, whatever the period is */
#define EXPECTED_DEFAULT 3.0       /* from it on nothing at all is rarer than 5 % by chance: exp(-3) */
#define NEWCOMER_SECS (180 * DAY_SECS)
#define DECLARED_SHARE (1.0 / 3)

struct sight {
	int64_t changes, covered;      /* of the team in the span, and those with review evidence */
	int64_t own, traces, joint;    /* of the person */
	int64_t team_own, team_traces; /* of all members, the person included */
	int64_t newcomers,
		newcomer_changes;      /* newcomers with three changes in the home areas, and all newcomers' there */
	int64_t supported, supporters; /* of those changes, and by how many people */
	int64_t juniors;               /* less time here, and five changes in the home areas */
	int64_t first_time;            /* the person's, in these repositories; INT64_MIN: not known */
	int64_t notes;                 /* SELF */
	double expected, least;
	bool has_words; /* something said on a request, which may be a trace */
	bool is_whole;  /* the team was looked at, and words were */
};

/*
 * A trace is a change of somebody else that the person co-authored, commented on, helped with, or reviewed for a newcomer;
 * each change once. The rate is that of M30: what the team's members leave of it for each own change.
 */
/* clang-format off */
static const char sql_traces[] =
	"SELECT coalesce(sum(CASE WHEN p.person_id = :person THEN p.is_own ELSE 0 END), 0),\n"
	"       coalesce(sum(CASE WHEN p.person_id = :person THEN p.is_trace ELSE 0 END), 0),\n"
	"       coalesce(sum(CASE WHEN p.person_id = :person THEN p.is_joint ELSE 0 END), 0),\n"
	"       coalesce(sum(p.is_own * p.is_member), 0),\n"
	"       coalesce(sum(p.is_trace * p.is_member), 0),\n"
	"       (SELECT count(*) FROM scope_change c WHERE c.landed_time >= :since),\n"
	"       (SELECT coalesce(sum(c.has_review), 0) FROM scope_change c WHERE c.landed_time >= :since)\n"
	"FROM (\n"
	"  SELECT person_id, is_own, is_joint, is_member,\n"
	"         CASE WHEN is_pair = 1 OR is_cmt = 1 OR is_help = 1 OR is_newcomer = 1 THEN 1 ELSE 0 END AS is_trace\n"
	"  FROM scope_part\n"
	"  WHERE landed_time >= :since\n"
	") p";

/*
 * The same of the person alone, from the acts themselves: most people leave some trace, or no reviews are recorded, and then
 * nothing has to be gathered. Only whether a comment counts is not decided here.
 */
static const char sql_person[] =
	"SELECT coalesce(sum(is_own), 0),\n"
	"       coalesce(sum(CASE WHEN is_pair = 1 OR is_newcomer = 1 OR (is_own = 0 AND is_help = 1) THEN 1 ELSE 0 END), 0),\n"
	"       coalesce(sum(CASE WHEN is_own = 1 AND author_count > 1 THEN 1 ELSE 0 END), 0),\n"
	"       coalesce(sum(is_word), 0)\n"
	"FROM (\n"
	"  SELECT a.change_id, c.author_count,\n"
	"         max(CASE WHEN a.kind IN ('auth', 'pair') THEN 1 ELSE 0 END) AS is_own,\n"
	"         max(CASE WHEN a.kind = 'pair' AND c.author_id <> :person THEN 1 ELSE 0 END) AS is_pair,\n"
	"         max(CASE WHEN a.kind = 'help' THEN 1 ELSE 0 END) AS is_help,\n"
	"         max(CASE WHEN a.kind IN ('rev', 'help', 'pair') THEN a.is_newcomer ELSE 0 END) AS is_newcomer,\n"
	"         max(CASE WHEN a.request_act_id IS NOT NULL THEN 1 ELSE 0 END) AS is_word\n"
	"  FROM act a\n"
	"  CROSS JOIN metric_change c\n"
	"  WHERE a.person_id = :person AND a.counted = 1 AND a.kind IN ('auth', 'pair', 'rev', 'ack', 'cmt', 'help')\n"
	"    AND c.id = a.change_id AND c.team = :team AND c.landed_time >= :since AND c.landed_time < :until\n"
	"    AND (:repository IS NULL OR c.repository_id = :repository)\n"
	"  GROUP BY a.change_id, c.author_count\n"
	") t";

/* Changes by others in the home areas; less time here: came 180 days later or more, as for mentoring acts. */
#define CHANGES_THERE \
	"SELECT c.id, c.key, c.newest_id, c.author_id, c.is_newcomer, c.landed_time, c.has_review,\n" \
	"       CASE WHEN t.first_time >= o.first_time + 15552000 THEN 1 ELSE 0 END AS is_junior\n" \
	"FROM scope_change c\n" \
	"LEFT JOIN tenure t ON t.repository_id = c.repository_id AND t.person_id = c.author_id\n" \
	"LEFT JOIN tenure o ON o.repository_id = c.repository_id AND o.person_id = :person\n" \
	"WHERE c.landed_time >= :since AND c.author_id <> :person AND EXISTS (\n" \
	"  SELECT 1\n" \
	"  FROM change_area a\n" \
	"  JOIN scope_home h ON h.area = a.area AND h.repository_id = c.repository_id\n" \
	"  WHERE a.change_id = c.id AND h.person_id = :person)\n"

static const char sql_occasions[] =
	"WITH there AS (\n"
	CHANGES_THERE
	"), author AS (\n"
	"  SELECT author_id, sum(is_newcomer) AS newcomer_changes, sum(is_junior) AS junior_changes\n"
	"  FROM there\n"
	"  GROUP BY author_id\n"
	"), support AS (\n"
	"  SELECT p.change_id, p.person_id\n"
	"  FROM there w\n"
	"  JOIN scope_part p ON p.change_id = w.id AND p.is_newcomer = 1\n"
	"  WHERE w.is_newcomer = 1\n"
	")\n"
	"SELECT count(CASE WHEN newcomer_changes >= 3 THEN 1 END), coalesce(sum(newcomer_changes), 0),\n"
	"       (SELECT count(DISTINCT change_id) FROM support), (SELECT count(DISTINCT person_id) FROM support),\n"
	"       count(CASE WHEN junior_changes >= 5 THEN 1 END)\n"
	"FROM author";

/* Smallest of the person's first times; far back where none is known. */
static const char sql_first[] =
	"SELECT coalesce(min(first_time), -9000000000000000000)\n"
	"FROM tenure\n"
	"WHERE person_id = :person AND (:repository IS NULL OR repository_id = :repository)";

static const char sql_mentors[] =
	"SELECT DISTINCT person_id\n"
	"FROM declared\n"
	"WHERE kind = 'mentor' AND person_id <> :person AND person_id <> 0 AND from_time < :until AND until_time > :since\n"
	"ORDER BY person_id";

/* What there was to support. */
static const char sql_proof[] =
	"SELECT w.key, lower(hex(k.oid)), CASE WHEN w.is_newcomer = 1 THEN 'newcomer' ELSE 'less tenure' END, 'commit',\n"
	"       k.subject, w.has_review, NULL\n"
	"FROM (\n"
	CHANGES_THERE
	") w\n"
	"JOIN commits k ON k.id = w.newest_id\n"
	"WHERE w.is_newcomer = 1 OR w.is_junior = 1\n"
	"ORDER BY w.landed_time, w.key";
/* clang-format on */

static struct pattern_input span_of(const struct pattern_input *input, struct scope *scope)
{
	struct pattern_input span = *input;
	int64_t until = input->scope->period.until_time;

	*scope = *input->scope;
	scope->period.since_time = until < INT64_MIN + SPAN_SECS ? INT64_MIN : until - SPAN_SECS;
	span.scope = scope;
	return span;
}

static int open_statement(struct statement **out, const struct pattern_input *span, const char *sql)
{
	int ret = store_statement(out, span->store, sql);

	if (ret)
		return ret;
	scope_bind(*out, span->scope);
	statement_bind_int(*out, ":person", span->person);
	return 0;
}

/* The one row of a statement, as that many counts. */
static int read_counts(int64_t *const *counts, size_t count, const struct pattern_input *span, const char *sql)
{
	struct statement *row;
	int ret = open_statement(&row, span, sql);

	if (ret)
		return ret;
	ret = statement_step(row);
	for (size_t i = 0; ret == 0 && i < count; i++)
		*counts[i] = statement_int(row, (int)i);
	statement_reset(row);
	return ret < 0 ? ret : 0;
}

static int look_at_person(struct sight *sight, const struct pattern_input *span)
{
	int64_t words = 0;
	int64_t *const acts[] = { &sight->own, &sight->traces, &sight->joint, &words };
	int64_t *const first[] = { &sight->first_time };
	int ret = read_counts(acts, 4, span, sql_person);

	sight->has_words = words > 0;
	return ret ? ret : read_counts(first, 1, span, sql_first);
}

static int look_at_team(struct sight *sight, const struct pattern_input *span)
{
	int64_t *const traces[] = { &sight->own,         &sight->traces,  &sight->joint,  &sight->team_own,
		                    &sight->team_traces, &sight->changes, &sight->covered };
	int64_t *const occasions[] = { &sight->newcomers, &sight->newcomer_changes, &sight->supported,
		                       &sight->supporters, &sight->juniors };
	int ret = metric_prepare(span->store, span->scope);

	if (!ret)
		ret = read_counts(traces, 7, span, sql_traces);
	if (!ret)
		ret = read_counts(occasions, 5, span, sql_occasions);
	if (!ret)
		ret = input_self_notes(&sight->notes, span);
	if (!ret && sight->team_own > 0)
		sight->expected = (double)sight->own * (double)sight->team_traces / (double)sight->team_own;
	sight->is_whole = ret == 0;
	return ret;
}

/* ---- words ---- */

static void add_numbers(struct finding *out, const struct sight *sight)
{
	finding_add_count(out, "own_changes", sight->own);
	finding_add(out, "traces", (double)sight->traces, garwood_byar(sight->traces));
	finding_add_count(out, "joint", sight->joint);
	finding_add(out, "expected", sight->expected, NO_INTERVAL);
	finding_add_count(out, "team_traces", sight->team_traces);
	finding_add_count(out, "team_own_changes", sight->team_own);
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

static void say_occasions(struct buf *text, const struct sight *sight, const struct pattern_input *span)
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

static void say_expected(struct buf *text, const struct sight *sight)
{
	buf_add_fmt(text, "The team's members left %lld such traces beside ", (long long)sight->team_traces);
	say_count(text, sight->team_own, "own change", "own changes");
	buf_add_str(text, "; at that rate ");
	say_count(text, sight->own, "own change", "own changes");
	buf_add_fmt(text, " of this person would go with %.1f, and with none at all by chance in ", sight->expected);
	say_percent(text, exp(-sight->expected));
	buf_add_str(text, " of cases. ");
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

static void end_fired(struct finding *out, const struct sight *sight, const struct pattern_input *span)
{
	struct buf reason = { 0 }, text = { 0 };

	buf_add_str(&reason, "no trace of mentoring in 26 weeks, where most mentoring leaves none");
	buf_add_str(&text, OPENING " ");
	say_occasions(&text, sight, span);
	say_expected(&text, sight);
	buf_add_fmt(&text, "The rule: %s Base rate: %s. ", pattern_p07.rule, pattern_p07.base_rate);
	buf_add_str(&text,
	            "Talk, calls, reviews of drafts and questions answered elsewhere are not visible here. Who was "
	            "helped, and how?");
	out->weight = sight->expected / garwood_byar(0).high;
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

/* Whether anybody else has the task, for more than a third of the span. */
static int has_other_mentor(bool *out, const struct pattern_input *span)
{
	struct statement *row;
	int64_t mentors[64];
	size_t count = 0;
	int ret = open_statement(&row, span, sql_mentors);

	*out = false;
	if (ret)
		return ret;
	while (count < sizeof(mentors) / sizeof(mentors[0]) && (ret = statement_step(row)) == 0)
		mentors[count++] = statement_int(row, 0);
	statement_reset(row);
	if (ret < 0)
		return ret;
	ret = 0;
	for (size_t i = 0; ret == 0 && i < count && !*out; i++) {
		double share;

		ret = input_declared_share(&share, span, "mentor", mentors[i]);
		*out = ret == 0 && share > DECLARED_SHARE;
	}
	return ret;
}

static int end_rule(struct finding *out, const struct sight *sight, const struct pattern_input *span)
{
	struct buf reason = { 0 }, more = { 0 };
	bool has_mentor = false;
	double absence = 0;
	int ret = has_other_mentor(&has_mentor, span);

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

static void end_uncovered(struct finding *out, int64_t covered, int64_t changes, const char *when,
                          const struct pattern_input *input)
{
	struct buf reason = { 0 }, more = { 0 };

	say_percent(&reason, changes > 0 ? (double)covered / (double)changes : 0);
	buf_add_fmt(&reason, " of %lld changes %s name a reviewer; 70 %% are needed for silence to mean anything",
	            (long long)changes, when);
	say_command(out, &more, input);
	end_quiet(out, OUTCOME_UNKNOWN, &reason, &more);
	buf_release(&more);
}

/* Whether silence can mean anything at all; ends with an outcome if not. */
static int judge_record(struct finding *out, bool *has_ended, const struct sight *sight,
                        const struct pattern_input *span)
{
	struct buf reason = { 0 }, more = { 0 };
	struct horizon horizon;
	int ret = input_horizon(&horizon, span);

	*has_ended = true;
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
	} else if (span->coverage != COVERAGE_USABLE) {
		end_uncovered(out, input_count(span, "M07", 0), input_count(span, "M00", 0), "of the period", span);
	} else if (sight->first_time > span->scope->period.until_time - NEWCOMER_SECS) {
		buf_add_str(&reason, "this person came here less than 180 days before the end of the period");
		end_plain(out, OUTCOME_NA, &reason, "A newcomer is not asked about newcomers.");
	} else {
		*has_ended = false;
	}
	return 0;
}

static int judge_team(struct finding *out, const struct sight *sight, const struct pattern_input *span)
{
	struct buf reason = { 0 }, more = { 0 };
	int ret = 0;

	if (sight->covered * 10 < sight->changes * 7) {
		end_uncovered(out, sight->covered, sight->changes, "in 26 weeks", span);
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

static int judge_silence(struct finding *out, struct sight *sight, const struct pattern_input *span)
{
	struct buf reason = { 0 };
	bool has_ended = true;
	int ret;

	if (!span->is_subject) {
		buf_add_str(&reason, "not declared as a lead");
		end_plain(out, OUTCOME_NA, &reason, "The question is asked of leads only.");
		return 0;
	}
	ret = judge_record(out, &has_ended, sight, span);
	if (!ret && !has_ended && !sight->is_whole)
		ret = look_at_team(sight, span);
	if (ret || has_ended)
		return ret;
	add_numbers(out, sight);
	return judge_team(out, sight, span);
}

static int judge(struct finding *out, const struct pattern_input *input, double least)
{
	struct sight sight = { .least = least };
	struct buf presence = { 0 };
	struct scope scope;
	struct pattern_input span = span_of(input, &scope);
	int ret;

	say_presence(&presence, input);
	if (presence.size > 0) {
		end_clear(out, &presence);
		return 0;
	}
	ret = look_at_person(&sight, &span);
	if (!ret && sight.has_words)
		ret = look_at_team(&sight, &span);
	if (ret)
		return ret;
	list_item(&presence, sight.traces, "change of others with a trace", "changes of others with a trace");
	list_item(&presence, sight.joint, "change written together with others",
	          "changes written together with others");
	if (presence.size == 0)
		return judge_silence(out, &sight, &span);
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

static int prove(const struct pattern_input *input, int (*each)(void *payload, const struct evidence_row *row),
                 void *payload)
{
	struct statement *rows;
	struct scope scope;
	struct pattern_input span = span_of(input, &scope);
	int ret = metric_prepare(span.store, span.scope);

	if (!ret)
		ret = open_statement(&rows, &span, sql_proof);
	return ret ? ret : prove_rows(rows, each, payload);
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
		"(pattern.P07.expected) would be expected of the person, and there are none.",
	.silencers =
		"any change written together, any comment, thanks for help or newcomer's review, a note of one's own, "
		"another declared mentor, a declared absence",
	.base_rate = "not known: no public pilot has measured it; in 37 Apache projects 27 % of pull requests "
		     "contain mentoring, of which few leave a line in git",
	.source = "a hiring guide for tech leads: leading asks for developing others; Feng, Chatterjee, Sarma and "
		  "Ahmed 2022",
	.subjects = PATTERN_PERSON,
	.warning = WARN_NEVER,
	.silencing = "absence self",
	.evidence = "M13 M12 M15",
	.evaluate = evaluate,
	.prove = prove,
};
