/*
 * P06 lost-touch-with-code: did own changes to code stop while the work on those of others went on? Information, about
 * declared leads, persons named and the viewer alone. What is counted is presence: reviews that are not recorded only keep
 * the pattern silent, and a fall beside which nothing else is seen is left open where they are not recorded.
 */
#include <math.h>
#include "lead/alloc.h"
#include "lead/people.h"
#include "finding.h"

#define QUARTERS 6 /* spans of 13 weeks that end with the period, the newest first, whatever the period is */
#define QUARTER_SECS (13 * WEEK_SECS)
#define DROP_DEFAULT 0.80
#define PRESENCE_DEFAULT 10
#define BASELINE_QUARTERS 4 /* before the newest, whose median is what own changes fell from */

struct sight {
	int64_t code[QUARTERS], others[QUARTERS], decisions[QUARTERS];
	int64_t touched[QUARTERS]; /* changes on which anything of the person is recorded */
	int64_t elsewhere
		[QUARTERS]; /* own code in other repositories of the database, mechanical, imported or reverted */
	int64_t last_time;  /* of the last own change to code in these quarters; INT64_MIN: none */
	double baseline;    /* median of the four quarters before the newest */
	double drop;
	int64_t presence;
	enum coverage_state coverage; /* of the person */
	bool is_whole;                /* the history reaches back over all quarters */
	bool has_newest;              /* it reaches back over the newest two, which is all that their silence needs */
};

/* ---- what is counted ---- */

/*
 * One row a change. Where it is not known which files an own change touched, it may be code. Own code counts whoever's team it
 * belongs to; reviews and merges count on the team's changes, as the report has them. CROSS JOIN: from the changes of the
 * time, never through every act of a person's life here.
 */
#define OWN_CHANGES                                                                                                   \
	"  SELECT c.id, c.landed_time,\n"                                                                             \
	"         CASE WHEN :repository IS NULL OR c.repository_id = :repository THEN 1 ELSE 0 END AS is_here,\n"     \
	"         CASE WHEN k.excluded IS NULL THEN 1 ELSE 0 END AS is_counted,\n"                                    \
	"         CASE WHEN k.has_code = 1 OR k.has_test = 1 OR (\n"                                                  \
	"             max(CASE WHEN a.kind IN ('auth', 'pair') THEN 1 ELSE 0 END) = 1 AND EXISTS (\n"                 \
	"               SELECT 1 FROM landed l JOIN commits m ON m.id = l.commit_id\n"                                \
	"               WHERE l.change_id = c.id AND m.file_count IS NULL AND length(m.parents) <= 20))\n"            \
	"           THEN 1 ELSE 0 END AS is_code,\n"                                                                  \
	"         CASE WHEN EXISTS (\n"                                                                               \
	"             SELECT 1 FROM member t\n"                                                                       \
	"             WHERE t.team = :team AND t.person_id = k.author_id AND t.from_time <= c.landed_time\n"          \
	"               AND t.until_time > c.landed_time AND (t.team NOT IN (SELECT team FROM team_limit) OR EXISTS " \
	"(\n"                                                                                                         \
	"                 SELECT 1 FROM team_change l WHERE l.team = t.team AND l.change_id = c.id)))\n"              \
	"           THEN 1 ELSE 0 END AS is_team,\n"                                                                  \
	"         max(CASE WHEN a.kind IN ('auth', 'pair') THEN 1 ELSE 0 END) AS is_own,\n"                           \
	"         max(CASE WHEN a.kind IN ('rev', 'ack', 'int') THEN 1 ELSE 0 END) AS is_for_others,\n"               \
	"         sum(CASE WHEN a.kind = 'dec' THEN 1 ELSE 0 END) AS decisions\n"                                     \
	"  FROM change c\n"                                                                                           \
	"  CROSS JOIN act a\n"                                                                                        \
	"  CROSS JOIN change_credit k\n"                                                                              \
	"  WHERE c.landed_time >= :first AND c.landed_time < :until AND k.change_id = c.id\n"                         \
	"    AND a.person_id = :person AND a.change_id = c.id AND a.counted = 1\n"                                    \
	"  GROUP BY c.id, c.landed_time, c.repository_id, k.excluded, k.has_code, k.has_test, k.author_id\n"

/* clang-format off */
static const char sql_quarters[] =
	"SELECT (:until - 1 - landed_time) / :quarter,\n"
	"       sum(is_here * is_counted * is_own * is_code),\n"
	"       sum((1 - is_here * is_counted) * is_own * is_code),\n"
	"       sum(is_here * is_counted * (1 - is_own) * is_for_others * is_team),\n"
	"       sum(is_here * decisions),\n"
	"       sum(is_here),\n"
	"       max(CASE WHEN is_here * is_counted * is_own * is_code = 1 THEN landed_time END)\n"
	"FROM (\n"
	OWN_CHANGES
	") t\n"
	"GROUP BY (:until - 1 - landed_time) / :quarter\n"
	"ORDER BY 1";

/* Own code of the six quarters, and what was done for others in the newest two. */
static const char sql_proof[] =
	"SELECT c.key, lower(hex(k.oid)), a.kind,\n"
	"       CASE WHEN q.origin LIKE 'refs/%' THEN 'note:' || q.origin ELSE s.name END AS source,\n"
	"       coalesce(e.raw, coalesce(nullif(i.name, ''), i.email) || q.words, ltrim(i.name || ' <' || i.email || '>')) AS raw, a.counted, a.why\n"
	"FROM (\n"
	OWN_CHANGES
	") t\n"
	"JOIN change c ON c.id = t.id\n"
	"JOIN act a ON a.change_id = c.id AND a.person_id + 0 = :person AND a.counted = 1\n"
	"JOIN source s ON s.id = a.source_id\n"
	"JOIN identity i ON i.id = a.identity_id\n"
	"JOIN commits k ON k.id = coalesce(a.commit_id, c.newest_id)\n"
	"LEFT JOIN event e ON e.id = a.event_id\n"
	"LEFT JOIN request_line q ON q.id = a.request_act_id\n"
	"WHERE (t.is_own = 1 AND t.is_code = 1 AND a.kind IN ('auth', 'pair'))\n"
	"  OR (t.is_here = 1 AND t.is_counted = 1 AND t.is_own = 0 AND t.is_team = 1\n"
	"    AND t.landed_time >= :until - 2 * :quarter AND a.kind IN ('rev', 'ack', 'int'))\n"
	"  OR (t.is_here = 1 AND a.kind = 'dec' AND t.landed_time >= :until - 2 * :quarter)\n"
	"ORDER BY c.landed_time, c.key, a.kind, 2, 4, 5";
/* clang-format on */

static int64_t first_time(const struct pattern_input *input)
{
	int64_t until = input->scope->period.until_time;

	return until < INT64_MIN + QUARTERS * QUARTER_SECS ? INT64_MIN : until - QUARTERS * QUARTER_SECS;
}

static int open_statement(struct statement **out, const struct pattern_input *input, const char *sql)
{
	int ret = store_statement(out, input->store, sql);

	if (ret)
		return ret;
	scope_bind(*out, input->scope);
	statement_bind_int(*out, ":person", input->person);
	statement_bind_int(*out, ":first", first_time(input));
	statement_bind_int(*out, ":quarter", QUARTER_SECS);
	return 0;
}

static int read_quarters(struct sight *sight, const struct pattern_input *input)
{
	struct statement *row;
	int ret = open_statement(&row, input, sql_quarters);

	if (ret)
		return ret;
	sight->last_time = INT64_MIN;
	while ((ret = statement_step(row)) == 0) {
		int64_t place = statement_int(row, 0);

		if (place < 0 || place >= QUARTERS)
			continue;
		sight->code[place] = statement_int(row, 1);
		sight->elsewhere[place] = statement_int(row, 2);
		sight->others[place] = statement_int(row, 3);
		sight->decisions[place] = statement_int(row, 4);
		sight->touched[place] = statement_int(row, 5);
		if (!statement_is_null(row, 6) && statement_int(row, 6) > sight->last_time)
			sight->last_time = statement_int(row, 6);
	}
	return ret < 0 ? ret : 0;
}

static bool reaches_back(const struct horizon *horizon, int64_t time)
{
	return horizon->first_time <= time && horizon->cut_time <= time;
}

static int look(struct sight *sight, const struct pattern_input *input)
{
	double before[BASELINE_QUARTERS];
	struct metric_base base;
	struct horizon horizon;
	int ret = read_quarters(sight, input);

	if (!ret)
		ret = input_base(&base, input);
	if (!ret)
		ret = metric_horizon(&horizon, input->store, input->scope->repository);
	if (ret)
		return ret;
	sight->coverage = base.coverage;
	sight->is_whole = reaches_back(&horizon, first_time(input));
	sight->has_newest =
		sight->is_whole || reaches_back(&horizon, input->scope->period.until_time - 2 * QUARTER_SECS);
	for (size_t i = 0; i < BASELINE_QUARTERS; i++)
		before[i] = (double)sight->code[1 + i];
	sight->baseline = quantile(before, BASELINE_QUARTERS, 0.5);
	return 0;
}

static int64_t presence_in(const struct sight *sight, size_t quarter)
{
	return sight->others[quarter] + sight->decisions[quarter];
}

static bool was_present(const struct sight *sight)
{
	return presence_in(sight, 0) >= sight->presence && presence_in(sight, 1) >= sight->presence;
}

static bool is_silent(int64_t newest, int64_t before)
{
	return newest == 0 && before == 0;
}

static bool has_dropped(const struct sight *sight, int64_t newest)
{
	/* Half a change more or less: the smaller count has the lower interval. */
	int64_t baseline = (int64_t)floor(sight->baseline);

	return sight->baseline > 0 && (double)newest <= (1 - sight->drop) * sight->baseline + 1e-9 &&
	       garwood(newest).high < garwood(baseline).low;
}

static int64_t sum(const int64_t *counts, size_t count)
{
	int64_t total = 0;

	for (size_t i = 0; i < count; i++)
		total += counts[i];
	return total;
}

/* ---- words ---- */

/* That nothing was seen is a number only where it would have been recorded. */
static void add_numbers(struct finding *out, const struct sight *sight)
{
	static const char *const code[QUARTERS] = { "code_1", "code_2", "code_3", "code_4", "code_5", "code_6" };
	static const char *const others[QUARTERS] = { "for_others_1", "for_others_2", "for_others_3",
		                                      "for_others_4", "for_others_5", "for_others_6" };
	static const char *const decisions[QUARTERS] = { "decisions_1", "decisions_2", "decisions_3",
		                                         "decisions_4", "decisions_5", "decisions_6" };

	for (size_t i = 0; i < QUARTERS; i++)
		finding_add_estimate(out, code[i], (double)sight->code[i], garwood(sight->code[i]));
	for (size_t i = 0; i < QUARTERS; i++)
		if (sight->others[i] > 0 || sight->coverage != COVERAGE_UNKNOWN)
			finding_add_count(out, others[i], sight->others[i]);
	for (size_t i = 0; i < QUARTERS; i++)
		finding_add_count(out, decisions[i], sight->decisions[i]);
	finding_add_estimate(out, "code_median", sight->baseline, garwood((int64_t)floor(sight->baseline)));
	out->n = sum(sight->code, QUARTERS);
}

/* From the oldest to the newest, as one reads. */
static void say_row(struct buf *text, const char *words, const int64_t *counts)
{
	buf_add_str(text, words);
	for (size_t i = QUARTERS; i-- > 0;)
		buf_add_fmt(text, "%lld%s", (long long)counts[i], i > 0 ? ", " : "");
}

static void say_day(struct buf *text, int64_t time)
{
	civil_format(text, time);
}

static void say_quarters(struct buf *text, const struct sight *sight, const struct pattern_input *input)
{
	buf_add_str(text, "Quarters here are spans of 13 weeks that end with the period, on ");
	say_day(text, input->scope->period.until_time - 1);
	buf_add_str(text, ", whatever its length. Six of them, the oldest first: ");
	say_row(text, "own changes to code ", sight->code);
	say_row(text, "; changes of others reviewed or merged ", sight->others);
	if (sight->coverage == COVERAGE_UNKNOWN)
		buf_add_str(text, ", as far as that is recorded here");
	say_row(text, "; parts in decision records ", sight->decisions);
	buf_add_str(text, ". ");
	if (!sight->is_whole)
		buf_add_str(text, "The history at hand begins within these quarters. ");
	if (sight->last_time != INT64_MIN) {
		buf_add_str(text, "The last own change to code landed on ");
		say_day(text, sight->last_time);
		buf_add_str(text, ". ");
	}
}

static void end_open(struct finding *out, enum outcome outcome, const struct sight *sight,
                     const struct pattern_input *input, struct buf *reason, const char *consequence)
{
	struct buf text = { 0 };

	say_sentence(&text, buf_str(reason));
	say_quarters(&text, sight, input);
	buf_add_str(&text, consequence);
	finding_end(out, outcome, reason, &text);
}

static void say_searched(struct finding *out, const struct sight *sight)
{
	struct buf text = { 0 };

	buf_add_str(&text, "Changes written together with others count as own. ");
	/* The same words whether one repository of the database is asked about or all of them. */
	buf_add_fmt(&text,
	            "Looked for in the last two quarters: own code in other repositories of this database, in "
	            "mechanical changes, in imports and in what was reverted (%lld). ",
	            (long long)sum(sight->elsewhere, 2));
	buf_add_str(&text,
	            "Looked for as well: a declared architect or manager and a declared absence over a third of a "
	            "quarter. Prototypes on branches that were not merged are not visible here.");
	out->looked_for = buf_detach(&text);
}

static void say_change(struct finding *out, const struct sight *sight)
{
	struct buf text = { 0 };

	buf_add_fmt(
		&text,
		"Own code in either of the last two quarters, alone or with others, ends the silence; a fall is told "
		"from %.0f %% on (pattern.P06.drop), and either of them beside %lld reviews, merges and decisions in "
		"each quarter (pattern.P06.presence), of a fall in the newest. A declaration as architect or manager "
		"silences it.",
		100 * sight->drop, (long long)sight->presence);
	out->would_change = buf_detach(&text);
}

static void say_reason(struct buf *reason, const struct sight *sight, bool is_zero)
{
	if (is_zero) {
		buf_add_str(reason, "no own change to code in the last two quarters of 13 weeks, beside ");
		say_count(reason, presence_in(sight, 0) + presence_in(sight, 1), "review, merge or decision",
		          "reviews, merges and decisions");
		return;
	}
	say_count(reason, sight->code[0], "own change", "own changes");
	buf_add_fmt(reason, " to code in the last 13 weeks, where the median of the four quarters before is %g",
	            sight->baseline);
}

static void end_fired(struct finding *out, const struct sight *sight, const struct pattern_input *input)
{
	bool is_zero = is_silent(sight->code[0], sight->code[1]) && was_present(sight);
	struct interval interval = garwood((int64_t)floor(sight->baseline));
	struct interval now = garwood(sight->code[0]);
	struct buf reason = { 0 }, text = { 0 };

	say_reason(&reason, sight, is_zero);
	say_sentence(&text, buf_str(&reason));
	say_quarters(&text, sight, input);
	if (!is_zero)
		buf_add_fmt(&text,
		            "The 95 %% interval of the newest count is %.1f to %.1f, that of the median %.1f to %.1f. ",
		            now.low, now.high, interval.low, interval.high);
	buf_add_fmt(&text, "The rule: %s Base rate: %s. ", pattern_p06.rule, pattern_p06.base_rate);
	buf_add_str(&text, "This is information: a lead may well mean to write less. Is it meant to be so?");
	out->weight = (sight->baseline - (double)sight->code[0]) / (interval.high - interval.low);
	finding_end(out, OUTCOME_NOTE, &reason, &text);
}

/* ---- the rule ---- */

/* What was done for others was hardly recorded, and there was something to record. */
static bool is_unrecorded(const struct sight *sight, const struct pattern_input *input)
{
	return sight->coverage == COVERAGE_UNKNOWN && input_count(input, "M00", 0) > 0;
}

static int end_uncovered(struct finding *out, const struct sight *sight, const struct pattern_input *input)
{
	struct buf reason = { 0 }, text = { 0 };
	int ret;

	if (is_silent(sight->code[0], sight->code[1]))
		buf_add_str(&reason, "no own change to code in the last two quarters of 13 weeks");
	else
		say_reason(&reason, sight, false);
	buf_add_str(&reason, "; ");
	ret = say_hardly_recorded(&reason, input);
	buf_add_str(&reason, ", so whether other work went on cannot be told");
	say_sentence(&text, buf_str(&reason));
	say_quarters(&text, sight, input);
	say_command(out, &text, input);
	finding_end(out, OUTCOME_UNKNOWN, &reason, &text);
	return ret;
}

/* A fall by itself: whether the person went on with other work, or did less of everything, only that work can tell. */
static bool is_fall_alone(const struct sight *sight)
{
	return presence_in(sight, 0) < sight->presence;
}

static int end_fall_alone(struct finding *out, const struct sight *sight, const struct pattern_input *input)
{
	struct buf reason = { 0 };

	if (is_unrecorded(sight, input))
		return end_uncovered(out, sight, input);
	say_reason(&reason, sight, false);
	buf_add_str(&reason, ", beside ");
	say_count(&reason, presence_in(sight, 0), "review, merge or decision", "reviews, merges and decisions");
	buf_add_fmt(&reason, " where %lld are needed", (long long)sight->presence);
	end_open(out, OUTCOME_THIN, sight, input, &reason,
	         "Less of everything is no loss of touch with the code: it may be another task, or time away.");
	return 0;
}

static bool has_fired(const struct sight *sight, int64_t more, int64_t more_before)
{
	return (is_silent(sight->code[0] + more, sight->code[1] + more_before) && was_present(sight)) ||
	       (sight->is_whole && has_dropped(sight, sight->code[0] + more));
}

/* Of the person, for one of the last two quarters: the engine looks at the period alone, which may be shorter. */
static int find_declared(const char **out, const struct pattern_input *input)
{
	static const char *const kinds[] = { "absence", "architect", "manager" };
	int64_t until = input->scope->period.until_time;

	for (int64_t quarter = 0; quarter < 2; quarter++) {
		struct scope scope = *input->scope;
		struct pattern_input there = *input;

		scope.period = (struct period){ until - (quarter + 1) * QUARTER_SECS, until - quarter * QUARTER_SECS };
		there.scope = &scope;
		for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
			double share;
			int ret = input_declared_share(&share, &there, kinds[i], input->person);

			if (ret)
				return ret;
			if (share > DECLARED_SHARE) {
				*out = kinds[i];
				return 0;
			}
		}
	}
	return 0;
}

static int end_rule(struct finding *out, const struct sight *sight, const struct pattern_input *input)
{
	struct buf reason = { 0 };
	const char *declared = NULL;
	int ret;

	if (!has_fired(sight, sight->elsewhere[0], sight->elsewhere[1])) {
		say_count(&reason, sum(sight->elsewhere, 2), "own change", "own changes");
		buf_add_str(&reason,
		            " to code in other repositories of this database, or mechanical, imported or reverted");
		end_open(out, OUTCOME_SILENCED, sight, input, &reason, "That is code as well.");
		return 0;
	}
	ret = find_declared(&declared, input);
	if (ret)
		return ret;
	if (declared) {
		buf_add_fmt(&reason, "declared: %s", declared);
		end_open(out, OUTCOME_SILENCED, sight, input, &reason, "Less own code is what such a time looks like.");
		return 0;
	}
	end_fired(out, sight, input);
	return 0;
}

static int end_unfired(struct finding *out, const struct sight *sight, const struct pattern_input *input)
{
	struct buf reason = { 0 };
	int64_t least = presence_in(sight, 0) < presence_in(sight, 1) ? presence_in(sight, 0) : presence_in(sight, 1);

	if (is_silent(sight->code[0], sight->code[1]) && is_unrecorded(sight, input))
		return end_uncovered(out, sight, input);
	if (is_silent(sight->code[0], sight->code[1])) {
		say_count(&reason, least, "review, merge or decision", "reviews, merges and decisions");
		buf_add_fmt(&reason, " in one of the last two quarters where %lld are needed",
		            (long long)sight->presence);
		end_open(out, OUTCOME_THIN, sight, input, &reason,
		         "Little is recorded of this person in these quarters, and silence says nothing.");
		return 0;
	}
	say_count(&reason, sum(sight->code, 2), "own change", "own changes");
	buf_add_str(&reason, " to code in the last 26 weeks");
	end_open(out, OUTCOME_CLEAR, sight, input, &reason, "The rule stays silent.");
	return 0;
}

/* Own code now, and not far less of it than before as far as the history reaches. */
static bool is_refuted(const struct sight *sight)
{
	return (sight->code[0] > 0 || (sight->code[1] > 0 && sight->is_whole)) && !has_dropped(sight, sight->code[0]);
}

/* Silence after code of which some is known: how much more of it there was does not matter. */
static bool is_silence_seen(const struct sight *sight)
{
	return sight->has_newest && is_silent(sight->code[0], sight->code[1]) && sum(sight->code, QUARTERS) > 0;
}

static int judge(struct finding *out, const struct sight *sight, const struct pattern_input *input)
{
	struct buf reason = { 0 };
	int ret = 0;

	if (is_refuted(sight))
		return end_unfired(out, sight, input);
	if (!input->is_subject) {
		buf_add_str(&reason, "not declared as a lead");
		end_open(out, OUTCOME_NA, sight, input, &reason, "The question is asked of leads only.");
		return 0;
	}
	if (!sight->is_whole && !is_silence_seen(sight)) {
		buf_add_str(&reason, "the history at hand begins within the six quarters looked at");
		end_open(out, OUTCOME_UNKNOWN, sight, input, &reason, "What came before cannot be told from here.");
		return 0;
	}
	if (sum(sight->code, QUARTERS) == 0) {
		buf_add_str(&reason,
		            "no own change to code in any of six quarters, so there was nothing to lose touch with");
		end_open(out, OUTCOME_NA, sight, input, &reason, "The question is asked of those who wrote code.");
		return 0;
	}
	ret = input_judge_identities(&reason, input);
	if (ret) {
		buf_release(&reason);
		return ret;
	}
	if (reason.size > 0) {
		end_open(out, OUTCOME_UNKNOWN, sight, input, &reason,
		         "This can be neither confirmed nor ruled out from here.");
	} else if (!has_fired(sight, 0, 0)) {
		ret = end_unfired(out, sight, input);
	} else if (sight->touched[0] == 0) {
		/* Somebody who is away is not out of touch: unexplained silence is no evidence. */
		buf_add_str(&reason, "nothing of this person is recorded in the last 13 weeks");
		end_open(out, OUTCOME_UNKNOWN, sight, input, &reason, "Silence says nothing by itself.");
	} else if (is_fall_alone(sight)) {
		ret = end_fall_alone(out, sight, input);
	} else {
		ret = end_rule(out, sight, input);
	}
	return ret;
}

static int evaluate(struct finding *out, const struct pattern_input *input)
{
	struct sight sight = { 0 };
	double presence = 0;
	int ret = input_threshold(&sight.drop, input, "pattern.P06.drop", DROP_DEFAULT);

	if (!ret)
		ret = input_limit(&presence, input, "pattern.P06.presence", PRESENCE_DEFAULT, 1, 1000000);
	if (!ret)
		ret = look(&sight, input);
	if (ret)
		return ret;
	sight.presence = (int64_t)ceil(presence);
	finding_start(out, pattern_p06.id, input->person);
	add_numbers(out, &sight);
	say_searched(out, &sight);
	say_change(out, &sight);
	ret = judge(out, &sight, input);
	if (ret)
		finding_release(out);
	return ret;
}

static int prove(const struct pattern_input *input, int (*each)(void *payload, const struct evidence_row *row),
                 void *payload)
{
	struct statement *rows;
	int ret = open_statement(&rows, input, sql_proof);

	return ret ? ret : evidence_each(rows, each, payload);
}

const struct pattern_info pattern_p06 = {
	.id = "P06",
	.name = "lost-touch-with-code",
	.question = "Did own changes to code stop while the work on those of others went on?",
	.rule = "In each of the last two quarters of 13 weeks no own change to production or test code, alone or with "
		"others, beside 10 reviews, merges and decisions or more (pattern.P06.presence); or in the last one "
		"fewer own changes by 80 % or more (pattern.P06.drop) than the median of the four before it, with "
		"95 % intervals that do not overlap, beside such work in that quarter.",
	.silencers = "a declared architect or manager, a declared absence, code in other repositories of the database",
	.base_rate = "of the quarters in which listed maintainers of three public projects reviewed or merged ten "
		     "changes or more, 16 to 25 % hold no code of theirs, and of two such quarters running 10 to 11 %; "
		     "the rule spoke in 3 to 4 % of their quarters that could be judged, 2021 to 2026, and in 6 % of "
		     "those of the ten most active of five projects",
	.source =
		"a hiring guide for tech leads: the risk of losing touch with the code of every day; a pilot on public "
		"projects",
	.subjects = PATTERN_PERSON,
	.warning = WARN_NEVER,
	.silencing = "absence architect manager",
	.evidence = "M01 M03 M29 M17",
	.evaluate = evaluate,
	.prove = prove,
};
