/*
 * P08 slow-first-review: how long do requests wait for a first human answer? A matter of the team, told in business days, and
 * only where a forge tells when requests were opened and answered.
 */
#include "lead/alloc.h"
#include "lead/people.h"
#include "finding.h"
#include "waits.h"

#define DAYS_DEFAULT 1.0
#define REQUEST_MINIMUM 20
#define AREA_LIMIT 5

struct sight {
	struct waits waits;
	struct survival survival; /* business days */
	double days;              /* of the rule, for the median; three in four have twice that */
	double spread_share;      /* part of the period for which time zones are declared to be spread */
	int64_t open, done;       /* requests open at the end, however old; finished in the period */
	double weeks;
	int64_t machine_first;
};

static void release(struct sight *sight)
{
	waits_release(&sight->waits);
}

static double per_week(const struct sight *sight)
{
	return sight->weeks > 0 ? (double)sight->done / sight->weeks : 0;
}

/* ---- looking ---- */

/*
 * Open and finished requests of the team's people, drafts left out; not those of the period alone, as scope_request has
 * them. An export ends somewhere: weeks are counted up to what it knew last. Patches by mail that did not land are left out, as
 * nobody closes them.
 */
static int count_open(struct sight *sight, const struct pattern_input *input)
{
	static const char sql[] =
		/* clang-format off */
		"WITH telling AS (\n"
		"  SELECT q.*, row_number() OVER (\n"
		"           PARTITION BY q.repository_id, q.change ORDER BY q.seen_time DESC, q.origin) AS place,\n"
		"         row_number() OVER (\n"
		"           PARTITION BY q.repository_id, q.change\n"
		"           ORDER BY CASE q.draft WHEN '' THEN 1 ELSE 0 END, q.draft_seen DESC, q.draft, q.origin) AS draft_place\n"
		"  FROM request q\n"
		"  WHERE (:repository IS NULL OR q.repository_id = :repository)\n"
		"), told AS (\n"
		"  SELECT repository_id, change, coalesce(min(nullif(created_time, 0)), 0) AS created_time,\n"
		"         max(ready_time) AS ready_time, max(merged_time) AS merged_time,\n"
		"         max(CASE WHEN place = 1 THEN closed_time END) AS closed_time,\n"
		"         max(CASE WHEN state = 'merged' OR (place = 1 AND state = 'closed') THEN 1 ELSE 0 END) AS is_done,\n"
		"         max(CASE WHEN state = 'merged' OR merged_time > 0 THEN 1 ELSE 0 END) AS is_merged,\n"
		"         max(CASE WHEN draft_place = 1 AND draft = 'yes' THEN 1 ELSE 0 END) AS is_draft,\n"
		"         coalesce(max(CASE WHEN place = 1 THEN author_id END), max(author_id)) AS identity_id\n"
		"  FROM telling\n"
		"  GROUP BY repository_id, change\n"
		"), joined AS (\n"
		"  SELECT h.repository_id, d.request, min(h.landed_time) AS landed_time\n"
		"  FROM change_request d\n"
		"  JOIN change h ON h.id = d.change_id\n"
		"  GROUP BY h.repository_id, d.request\n"
		"), known AS (\n"
		"  SELECT CASE WHEN t.ready_time > 0 THEN t.ready_time ELSE t.created_time END AS start_time, t.is_done,\n"
		"         CASE WHEN t.merged_time > 0 THEN t.merged_time WHEN h.request IS NOT NULL THEN h.landed_time\n"
		"           ELSE t.closed_time END AS end_time,\n"
		"         CASE WHEN t.is_merged = 0 AND h.request IS NULL THEN t.is_draft ELSE 0 END AS is_draft, o.person_id\n"
		"  FROM told t\n"
		"  JOIN identity_person o ON o.repository_id = t.repository_id AND o.identity_id = t.identity_id\n"
		"  JOIN person p ON p.id = o.person_id AND p.kind = 'human'\n"
		"  LEFT JOIN joined h ON h.repository_id = t.repository_id AND h.request = t.change\n"
		"  WHERE h.request IS NOT NULL OR t.change NOT LIKE 'mail:%'\n"
		"), own AS (\n"
		"  SELECT k.start_time, k.is_done, k.end_time\n"
		"  FROM known k\n"
		"  WHERE k.is_draft = 0 AND k.start_time > 0 AND k.start_time < :until\n"
		"    AND (:team = '' OR EXISTS (\n"
		"      SELECT 1 FROM member m\n"
		"      WHERE m.team = :team AND m.person_id = k.person_id\n"
		"        AND m.from_time <= k.start_time AND m.until_time > k.start_time))\n"
		"), seen AS (\n"
		"  SELECT max(time) AS time\n"
		"  FROM (SELECT max(created_time) AS time FROM request\n"
		"        WHERE :repository IS NULL OR repository_id = :repository\n"
		"        UNION ALL SELECT max(closed_time) FROM request\n"
		"        WHERE :repository IS NULL OR repository_id = :repository\n"
		"        UNION ALL SELECT max(merged_time) FROM request\n"
		"        WHERE :repository IS NULL OR repository_id = :repository\n"
		"        UNION ALL SELECT max(act_time) FROM request_act\n"
		"        WHERE :repository IS NULL OR repository_id = :repository) told_times\n"
		")\n"
		"SELECT count(CASE WHEN end_time >= :until OR (end_time = 0 AND is_done = 0) THEN 1 END),\n"
		"       count(CASE WHEN end_time >= :since AND end_time < :until THEN 1 END),\n"
		"       (SELECT CASE WHEN time > :since AND time < :until THEN time - :since ELSE :until - :since END FROM seen)\n"
		"FROM own";
	/* clang-format on */
	struct statement *statement;
	int ret = store_statement(&statement, input->store, sql);

	if (ret)
		return ret;
	scope_bind(statement, input->scope);
	ret = statement_step(statement);
	if (ret == 0) {
		sight->open = statement_int(statement, 0);
		sight->done = statement_int(statement, 1);
		sight->weeks = (double)statement_int(statement, 2) / (double)WEEK_SECS;
		statement_reset(statement);
	}
	return ret < 0 ? ret : 0;
}

/* Requests on which a machine wrote, voted or ran checks before any human answered. Reads what waits_read gathered. */
static int count_machines(struct sight *sight, const struct pattern_input *input)
{
	struct statement *statement;
	int ret = store_statement(&statement, input->store,
	                          "SELECT count(*)\n"
	                          "FROM scope_request s\n"
	                          "WHERE s.is_cohort = 1 AND EXISTS (\n"
	                          "  SELECT 1\n"
	                          "  FROM request_act q\n"
	                          "  JOIN identity_person w\n"
	                          "    ON w.repository_id = q.repository_id AND w.identity_id = q.identity_id\n"
	                          "  JOIN person p ON p.id = w.person_id AND p.kind IN ('bot', 'model')\n"
	                          "  WHERE q.repository_id = s.repository_id AND q.change = s.change\n"
	                          "    AND q.kind IN ('rev', 'ack', 'cmt', 'qa', 'info') AND q.mark IS NULL\n"
	                          "    AND q.act_time > 0 AND q.act_time <= s.stop_time\n"
	                          "    AND NOT EXISTS (\n"
	                          "      SELECT 1 FROM scope_reaction r\n"
	                          "      WHERE r.repository_id = s.repository_id AND r.change = s.change\n"
	                          "        AND r.act_time > 0 AND r.act_time <= q.act_time))");

	return ret ? ret : statement_take_int(&sight->machine_first, statement);
}

static int look(struct sight *sight, const struct pattern_input *input)
{
	int ret = waits_read(&sight->waits, input);

	if (!ret)
		ret = input_declared_share(&sight->spread_share, input, "timezones", 0);
	if (!ret)
		ret = count_machines(sight, input);
	if (!ret)
		ret = count_open(sight, input);
	sight->survival = waits_business_days(&sight->waits);
	return ret;
}

static int64_t open_unanswered(const struct sight *sight)
{
	int64_t count = 0;

	for (size_t i = 0; i < sight->waits.rows.count; i++)
		count += sight->waits.rows.at[i].is_open && !sight->waits.rows.at[i].is_answered;
	return count;
}

static void add_numbers(struct finding *out, const struct sight *sight)
{
	const struct survival *survival = &sight->survival;

	finding_add_count(out, "requests", survival->n);
	finding_add_count(out, "answered", survival->observed);
	if (!isnan(survival->median))
		finding_add_measure(out, "median_days", survival->median, survival->interval);
	if (!isnan(survival->p75))
		finding_add_measure(out, "p75_days", survival->p75, survival->p75_interval);
	finding_add_count(out, "open_unanswered", open_unanswered(sight));
	finding_add_count(out, "open", sight->open);
	finding_add_measure(out, "done_a_week", per_week(sight), NO_INTERVAL);
	finding_add_count(out, "machine_first", sight->machine_first);
	out->n = survival->n;
}

/* ---- the rule ---- */

static int64_t count_longer(const struct waits *waits, double days)
{
	int64_t count = 0;

	for (size_t i = 0; i < waits->rows.count; i++)
		count += (double)business_secs(waits->rows.at[i].since, waits->rows.at[i].until) >
		         days * (double)DAY_SECS;
	return count;
}

/*
 * A curve that does not come down far enough by what was merged, closed or last looked at lies above the limit all the same,
 * if enough requests were still waiting beyond it.
 */
static bool is_over(const struct sight *sight, double days)
{
	const struct survival *survival = &sight->survival;

	if (survival->median <= days || survival->p75 <= 2 * days)
		return false;
	return !isnan(survival->p75) || count_longer(&sight->waits, 2 * days) >= REQUEST_MINIMUM;
}

/* Whether the curve ends before it tells the one thing that the rule still depends on. */
static bool is_open_ended(const struct survival *survival, double days)
{
	return isnan(survival->median) || (survival->median > days && isnan(survival->p75));
}

/* ---- words ---- */

/* Below a day to a quarter of an hour, from there to about two hours. */
static void say_number(struct buf *buf, double days)
{
	buf_add_fmt(buf, "%.*f", days < 1 ? 2 : 1, days);
}

/* "1.3 (0.92 to 2.1)", in business days */
static void say_days(struct buf *buf, double value, struct interval interval)
{
	say_number(buf, value);
	if (isnan(interval.low))
		return;
	buf_add_str(buf, " (");
	say_number(buf, interval.low);
	if (isinf(interval.high)) {
		buf_add_str(buf, " or more)");
		return;
	}
	buf_add_str(buf, " to ");
	say_number(buf, interval.high);
	buf_add_char(buf, ')');
}

/* "half within 1.3 (0.9 to 2.1) business days, three in four within 3.0 (…)" */
static void say_curve(struct buf *buf, const struct survival *survival)
{
	if (isnan(survival->median)) {
		buf_add_str(buf, "fewer than half by the time they were merged, closed or last looked at");
		return;
	}
	buf_add_str(buf, "half within ");
	say_days(buf, survival->median, survival->interval);
	buf_add_str(buf, " business days, three in four ");
	if (isnan(survival->p75)) {
		buf_add_str(buf, "not by the time they were merged, closed or last looked at");
		return;
	}
	buf_add_str(buf, "within ");
	say_days(buf, survival->p75, survival->p75_interval);
}

static void say_seen(struct buf *buf, const struct sight *sight, const struct pattern_input *input)
{
	const struct survival *survival = &sight->survival;

	buf_add_str(buf, "Of ");
	say_count(buf, survival->n, "request", "requests");
	buf_add_str(buf, " that became ready in ");
	say_period(buf, input->scope->period);
	buf_add_fmt(buf, " %lld had an answer by a human: ", (long long)survival->observed);
	say_curve(buf, survival);
	buf_add_fmt(buf, "; still open without one: %lld. ", (long long)open_unanswered(sight));
	buf_add_fmt(buf, "Requests of any age that were open at the end: %lld; finished a week: %.1f. ",
	            (long long)sight->open, per_week(sight));
	if (sight->machine_first > 0)
		buf_add_fmt(buf, "On %lld a machine came first, which is no answer. ", (long long)sight->machine_first);
}

struct area_words {
	struct buf *buf;
	int count;
};

static void say_area(void *payload, struct text area, const struct waits *waits)
{
	struct area_words *words = payload;
	struct survival survival = waits_business_days(waits);

	if (words->count == AREA_LIMIT)
		return;
	buf_add_str(words->buf, words->count++ == 0 ? "By area, of what landed: " : "; ");
	utf8_add_clean(words->buf, area);
	buf_add_fmt(words->buf, " %lld, ", (long long)survival.n);
	say_curve(words->buf, &survival);
}

static int say_areas(struct buf *buf, const struct pattern_input *input)
{
	struct area_words words = { buf, 0 };
	int ret = waits_by_area(input, REQUEST_MINIMUM, say_area, &words);

	if (words.count > 0)
		buf_add_str(buf, ". ");
	return ret;
}

static void say_looked_for(struct finding *out, const struct sight *sight)
{
	struct buf text = { 0 };

	buf_add_str(&text,
	            "A wait begins when a request left draft for the last time, where that is told; what is told to be "
	            "a draft still waits for nobody. ");
	if (sight->spread_share > 0) {
		buf_add_str(&text, "Spread time zones are declared for ");
		say_percent(&text, sight->spread_share);
		buf_add_str(&text, " of the period. ");
	} else {
		buf_add_str(&text, "No spread time zones are declared. ");
	}
	buf_add_fmt(&text, "Machines that came before any human: on %lld requests. ", (long long)sight->machine_first);
	buf_add_str(&text,
	            "Waiting for the author, for checks to run, or over public holidays cannot be told apart here.");
	out->looked_for = buf_detach(&text);
}

static void say_would_change(struct finding *out, const struct sight *sight)
{
	struct buf text = { 0 };

	buf_add_fmt(&text,
	            "A median of %.1f business days or less (pattern.P08.days), or three in four answered within %.1f, "
	            "would leave it silent",
	            sight->days, 2 * sight->days);
	buf_add_str(&text, "; [policy] timezones = spread doubles both. It warns once more requests are open than get "
	                   "finished in a week, and the period before spoke as well.");
	out->would_change = buf_detach(&text);
}

/* ---- outcomes ---- */

static void end_short(struct finding *out, enum outcome outcome, const struct sight *sight,
                      const struct pattern_input *input, struct buf *reason)
{
	struct buf text = { 0 };

	/* A clear one has no more to say than what was seen. */
	if (outcome != OUTCOME_CLEAR)
		say_sentence(&text, buf_str(reason));
	say_seen(&text, sight, input);
	buf_add_str(&text, "Business days are Monday to Friday, UTC.");
	say_looked_for(out, sight);
	finding_end(out, outcome, reason, &text);
}

/* No requests, or nothing of what was said on them. The command that lists what can be had is the same everywhere. */
static void end_untold(struct finding *out, const struct pattern_input *input)
{
	const struct metric_value *told = input_figure(input, "M00.told", 0);
	const char *command = input->evidence_command;
	struct buf reason = { 0 }, text = { 0 };

	if (told != NULL && told->n > 0 && 2 * told->k >= told->n)
		buf_add_str(&reason, "of the requests of this period no answer is told with its time");
	else
		buf_add_fmt(&reason, "an export tells the requests of %lld of %lld changes; half are needed",
		            (long long)(told ? told->k : 0), (long long)(told ? told->n : 0));
	say_sentence(&text, buf_str(&reason));
	buf_add_str(&text,
	            "When a request was opened and answered stands in no commit; an export of the forge tells it "
	            "(git lead import).");
	if (command != NULL && text_starts(text_of(command), TEXT("git-lead-g"))) {
		say_command(out, &text, input);
	} else {
		buf_add_str(&text, " To learn more: git lead sources");
		out->next_command = xstrdup("git lead sources");
	}
	finding_end(out, OUTCOME_UNKNOWN, &reason, &text);
}

static int end_fired(struct finding *out, const struct sight *sight, const struct pattern_input *input)
{
	const struct survival *survival = &sight->survival;
	struct buf reason = { 0 }, text = { 0 };
	bool is_piling = (double)sight->open > per_week(sight);
	int ret;

	say_seen(&text, sight, input);
	ret = say_areas(&text, input);
	if (ret) {
		buf_release(&text);
		return ret;
	}
	buf_add_fmt(
		&text,
		"The rule: the median lies over %.1f business days and three in four over %.1f, by Kaplan and Meier. ",
		sight->days, 2 * sight->days);
	buf_add_str(&text, "Business days are Monday to Friday, UTC. ");
	buf_add_fmt(&text, "It would be silent with: %s. Base rate: %s.", pattern_p08.silencers, pattern_p08.base_rate);
	buf_add_str(&reason, "a first human answer came to ");
	say_curve(&reason, survival);
	say_looked_for(out, sight);
	say_would_change(out, sight);
	if (!isnan(survival->median) && isfinite(survival->interval.high))
		out->weight = (survival->median - sight->days) /
		              fmax(survival->interval.high - survival->interval.low, 1.0 / 24);
	finding_end(out, is_piling ? OUTCOME_WARN : OUTCOME_NOTE, &reason, &text);
	return 0;
}

static int judge(struct finding *out, struct sight *sight, const struct pattern_input *input)
{
	const struct survival *survival = &sight->survival;
	bool is_spread = sight->spread_share > DECLARED_SHARE;
	double days = (is_spread ? 2 : 1) * sight->days;
	struct buf reason = { 0 };

	if (survival->n < REQUEST_MINIMUM) {
		say_count(&reason, survival->n, "request", "requests");
		buf_add_fmt(&reason, " where %d are needed", REQUEST_MINIMUM);
		end_short(out, OUTCOME_THIN, sight, input, &reason);
		return 0;
	}
	if (is_over(sight, days)) {
		sight->days = days;
		return end_fired(out, sight, input);
	}
	buf_add_str(&reason, "a first human answer came to ");
	say_curve(&reason, survival);
	if (is_spread && is_over(sight, sight->days)) {
		buf_add_str(&reason, "; declared: timezones");
		end_short(out, OUTCOME_SILENCED, sight, input, &reason);
	} else if (is_open_ended(survival, days)) {
		buf_add_fmt(&reason, ", and %lld waited over %.1f business days where %d are needed",
		            (long long)count_longer(&sight->waits, 2 * days), 2 * days, REQUEST_MINIMUM);
		end_short(out, OUTCOME_THIN, sight, input, &reason);
	} else {
		end_short(out, OUTCOME_CLEAR, sight, input, &reason);
	}
	return 0;
}

/* Above zero and of a size that days have. */
static int read_days(double *out, const struct pattern_input *input)
{
	int ret = input_number(out, input, "pattern.P08.days", DAYS_DEFAULT);

	if (!ret && !(*out > 0 && *out <= 365))
		return error_set(ERR_INVALID, "'pattern.P08.days' must lie between 0 and 365");
	return ret;
}

static int evaluate(struct finding *out, const struct pattern_input *input)
{
	const struct metric_value *answer = input_figure(input, "M20", 0);
	struct sight sight = { 0 };
	int ret = read_days(&sight.days, input);

	finding_start(out, pattern_p08.id, 0);
	if (ret)
		return ret;
	if (answer == NULL || answer->state == STATE_UNKNOWN) {
		end_untold(out, input);
		return 0;
	}
	ret = look(&sight, input);
	if (!ret) {
		add_numbers(out, &sight);
		ret = judge(out, &sight, input);
	}
	release(&sight);
	if (ret)
		finding_release(out);
	return ret;
}

const struct pattern_info pattern_p08 = {
	.id = "P08",
	.name = "slow-first-review",
	.question = "How long do requests wait for a first human answer?",
	.rule = "The median wait for a first answer by a human lies over 1 business day (pattern.P08.days) and three "
		"in four "
		"waits over 2, by Kaplan and Meier, with 20 requests or more, where a forge tells of them and of "
		"the answers; a warning where more requests are open than get finished in a week.",
	.silencers =
		"spread time zones declared, which double both limits; time as a draft is not counted; waiting for the "
		"author or for checks to run leaves no mark and is in the times",
	.base_rate =
		"not measured on public projects yet; a large company's public guide asks for a response within one "
		"business day, vendors of such figures for 24 to 48 hours",
	.source = "a public guide to code review; Kaplan and Meier 1958; Hasan and others 2023, on first answers by "
		  "machines",
	.subjects = PATTERN_TEAM,
	.warning = WARN_CONDITION,
	.condition = "more requests are open than get finished in a week",
	.silencing = "",
	.evidence = "M20",
	.evaluate = evaluate,
};
