/*
 * P03 rubber-stamping: were large changes approved without a word, and faster than they can be read? A rate of the team, and
 * of oneself beside it. A forge or a note has to tell of requests: a line that names an approver says nothing of how. Silence
 * alone is no sign: most approvals have no words.
 */
#include "lead/vec.h"
#include "finding.h"

#define SHARE_DEFAULT 0.50
#define APPROVAL_MINIMUM 20
#define TEAM_FACTOR 2   /* times the team's share, for one person */
#define LARGE_LINES 400 /* from 401 on a change is large */

/* Approvals of changes of fifty lines or more, and the fast and silent ones among them. */
struct stratum {
	int64_t n, fast;
};

struct sight {
	struct stratum all;
	/* Of all.fast, each under the first that holds. */
	int64_t joint;    /* the change was written by two people */
	int64_t seconded; /* somebody else had written words on it before */
	int64_t repeated; /* takes something back, or brings it from another branch */
	int64_t explained;
	struct stratum medium, large; /* up to 400 lines, and over */
	double pace;                  /* median of lines an hour; NAN without approvals */
	int64_t team_fast, team_n;
	double limit;
};

/* As M23 counts, approval by approval. Approved at the very second counts as one second. */
static const char select_approvals[] =
	"WITH approval AS (\n"
	"  SELECT repository_id, change, change_id, person_id, act_time AS time, row_number() OVER (\n"
	"           PARTITION BY change_id, person_id ORDER BY act_time, change) AS place\n"
	"  FROM scope_reaction\n"
	"  WHERE state = 'approved' AND act_time > 0 AND change_id IS NOT NULL\n"
	"), begun AS (\n"
	"  SELECT a.change_id, a.person_id, a.time, s.start_time, s.created_time, c.author_count, c.newest_id, c.key,\n"
	"         CASE WHEN n.requests = 1 OR c.lines < s.lines THEN c.lines ELSE s.lines END AS lines,\n"
	"         coalesce((SELECT max(p.push_time) FROM scope_push p\n"
	"                   WHERE p.repository_id = a.repository_id AND p.change = a.change AND p.push_time <= a.time\n"
	"                     AND p.push_time < s.stop_time), 0) AS push_time\n"
	"  FROM approval a\n"
	"  JOIN scope_request s ON s.repository_id = a.repository_id AND s.change = a.change\n"
	"  JOIN scope_change c ON c.id = a.change_id\n"
	"  JOIN (SELECT change_id, count(*) AS requests FROM scope_request GROUP BY change_id) n\n"
	"    ON n.change_id = a.change_id\n"
	"  WHERE a.place = 1 AND c.landed_time >= :since AND s.created_time > 0\n"
	"    AND (:person IS NULL OR a.person_id = :person)\n"
	"), timed AS (\n"
	"  SELECT change_id, person_id, time, lines, author_count, newest_id, key,\n"
	"         time - CASE WHEN push_time >= created_time AND (push_time >= start_time OR time < start_time)\n"
	"                  THEN push_time\n"
	"                  WHEN time >= start_time THEN start_time ELSE created_time END AS seconds\n"
	"  FROM begun\n"
	"  WHERE lines >= 50\n"
	")\n"
	"SELECT t.lines, t.seconds,\n"
	"       CASE WHEN (t.seconds < 120 OR t.lines * 3600 > t.seconds * 2000) AND NOT EXISTS (\n"
	"         SELECT 1 FROM scope_reaction r\n"
	"         WHERE r.change_id = t.change_id AND r.person_id = t.person_id\n"
	"           AND (r.kind = 'cmt' OR r.word_count > 0)) THEN 1 ELSE 0 END,\n"
	"       CASE WHEN t.author_count > 1 THEN 1 ELSE 0 END,\n"
	"       CASE WHEN EXISTS (\n"
	"         SELECT 1 FROM scope_reaction r\n"
	"         WHERE r.change_id = t.change_id AND r.person_id <> t.person_id\n"
	"           AND r.act_time > 0 AND r.act_time <= t.time AND (r.kind = 'cmt' OR r.word_count > 0))\n"
	"         THEN 1 ELSE 0 END,\n"
	"       CASE WHEN EXISTS (\n"
	"         SELECT 1 FROM reference f\n"
	"         WHERE f.commit_id = t.newest_id AND f.kind IN ('reverts', 'picked')) THEN 1 ELSE 0 END\n"
	"FROM timed t\n"
	"WHERE t.seconds >= 0\n"
	"ORDER BY t.time, t.key, t.change_id, t.person_id";

static void count_approval(struct sight *sight, const struct statement *row)
{
	struct stratum *size = statement_int(row, 0) > LARGE_LINES ? &sight->large : &sight->medium;

	sight->all.n++;
	size->n++;
	if (statement_int(row, 2) == 0)
		return;
	sight->all.fast++;
	size->fast++;
	if (statement_int(row, 3))
		sight->joint++;
	else if (statement_int(row, 4))
		sight->seconded++;
	else if (statement_int(row, 5))
		sight->repeated++;
	else
		return;
	sight->explained++;
}

static int look(struct sight *sight, const struct pattern_input *input)
{
	VEC(double) paces = { 0 };
	struct statement *row;
	int ret = metric_prepare(input->store, input->scope);

	if (!ret)
		ret = store_statement(&row, input->store, select_approvals);
	if (ret)
		return ret;
	scope_bind(row, input->scope);
	if (input->person)
		statement_bind_int(row, ":person", input->person);
	else
		statement_bind_null(row, ":person");
	while ((ret = statement_step(row)) == 0) {
		double seconds = statement_real(row, 1);

		count_approval(sight, row);
		*VEC_PUSH(&paces) = statement_real(row, 0) * 3600 / (seconds > 1 ? seconds : 1);
	}
	sight->pace = quantile(paces.at, paces.count, 0.5);
	VEC_RELEASE(&paces);
	return ret < 0 ? ret : 0;
}

static void add_share(struct finding *out, const char *name, struct stratum stratum)
{
	if (stratum.n > 0)
		finding_add(out, name, (double)stratum.fast / (double)stratum.n, wilson(stratum.fast, stratum.n));
}

static void add_numbers(struct finding *out, const struct sight *sight)
{
	finding_add_count(out, "approvals", sight->all.n);
	finding_add_count(out, "fast_silent", sight->all.fast);
	add_share(out, "fast_silent_share", sight->all);
	add_share(out, "fast_silent_medium", sight->medium);
	add_share(out, "fast_silent_large", sight->large);
	if (sight->all.n > 0)
		finding_add_measure(out, "lines_an_hour", sight->pace, NO_INTERVAL);
	if (out->person)
		add_share(out, "team_share", (struct stratum){ sight->team_n, sight->team_fast });
	out->n = sight->all.n;
}

/* ---- words ---- */

static void say_figures(struct buf *text, const struct finding *out, const struct sight *sight,
                        const struct pattern_input *input)
{
	buf_add_str(text, "In ");
	say_period(text, input->scope->period);
	buf_add_str(text, " ");
	say_share(text, sight->all.fast, sight->all.n);
	buf_add_fmt(text,
	            " of %s approvals of changes of fifty lines or more came without a word, and within two minutes or "
	            "faster than 2,000 lines an hour. ",
	            out->person ? "this person's" : "the team's");
	if (out->person) {
		buf_add_str(text, "Of the whole team's it is ");
		say_share(text, sight->team_fast, sight->team_n);
		buf_add_str(text, ". ");
	}
	buf_add_str(text, "Up to 400 lines: ");
	say_share(text, sight->medium.fast, sight->medium.n);
	buf_add_str(text, "; over 400: ");
	say_share(text, sight->large.fast, sight->large.n);
	if (sight->all.n > 0)
		buf_add_fmt(text,
		            ". Half of all these approvals came at %.0f lines an hour or more, counted from when the "
		            "request was ready or last pushed to before. ",
		            sight->pace);
	else
		buf_add_str(text, ". ");
	buf_add_str(text, "Silent approvals of small changes are normal and not counted.");
}

static void say_searched(struct finding *out, const struct sight *sight)
{
	struct buf text = { 0 };

	if (sight->all.fast == 0)
		return;
	buf_add_fmt(&text,
	            "Among these %lld approvals: the change was written by two people (%lld), somebody else had "
	            "commented before (%lld), the change takes something back or comes from another branch (%lld). "
	            "Generated and vendored lines are not counted as lines, and bots not as people. A design that was "
	            "talked through before, or words in another channel, are not visible here.",
	            (long long)sight->all.fast, (long long)sight->joint, (long long)sight->seconded,
	            (long long)sight->repeated);
	out->looked_for = buf_detach(&text);
}

static void say_would_change(struct finding *out, const struct sight *sight)
{
	int64_t n = sight->all.n - sight->explained, most = sight->all.fast - sight->explained;
	struct buf text = { 0 };

	while (most > 0 && wilson(most, n).low > sight->limit)
		most--;
	buf_add_fmt(&text,
	            "Of %lld such approvals up to %lld would leave the rule silent (pattern.P03.share = %.2f). So "
	            "would any "
	            "of these: %s.",
	            (long long)n, (long long)most, sight->limit, pattern_p03.silencers);
	out->would_change = buf_detach(&text);
}

/* ---- outcomes ---- */

static void end_with(struct finding *out, enum outcome outcome, const struct sight *sight,
                     const struct pattern_input *input, struct buf *reason)
{
	struct buf text = { 0 };

	say_sentence(&text, buf_str(reason));
	if (sight->all.n > 0)
		say_figures(&text, out, sight, input);
	finding_end(out, outcome, reason, &text);
}

static void end_untold(struct finding *out, const struct pattern_input *input, enum outcome outcome)
{
	const struct metric_value *told = input_figure(input, "M00.told", 0);
	struct buf reason = { 0 }, text = { 0 };

	if (outcome == OUTCOME_NA)
		buf_add_str(&reason, "nobody approves in so many words here");
	else
		buf_add_fmt(&reason, "a forge's record tells of the requests of %lld of %lld changes; half are needed",
		            (long long)(told ? told->k : 0), (long long)(told ? told->n : 0));
	say_sentence(&text, buf_str(&reason));
	buf_add_str(&text, "Lines that name an approver tell neither when nor how somebody looked.");
	if (outcome == OUTCOME_UNKNOWN)
		say_command(out, &text, input);
	finding_end(out, outcome, &reason, &text);
}

static void say_clause(struct buf *reason, const struct sight *sight)
{
	say_share(reason, sight->all.fast, sight->all.n);
	buf_add_str(reason, " approvals of larger changes came silent and at once");
}

static void end_fired(struct finding *out, const struct sight *sight, const struct pattern_input *input)
{
	struct interval share = wilson(sight->all.fast, sight->all.n);
	struct buf reason = { 0 }, text = { 0 };

	say_figures(&text, out, sight, input);
	buf_add_fmt(&text, " The rule: the lower end of the 95 %% interval lies over %.0f %%%s. Base rate: %s.",
	            100 * sight->limit, out->person ? ", and the share is twice the team's or more" : "",
	            pattern_p03.base_rate);
	say_would_change(out, sight);
	say_clause(&reason, sight);
	out->weight = (share.low - sight->limit) / (share.high - share.low);
	finding_end(out, OUTCOME_NOTE, &reason, &text);
}

static bool is_over(const struct sight *sight, int64_t left_out, int64_t person)
{
	int64_t fast = sight->all.fast - left_out, n = sight->all.n - left_out;

	if (wilson(fast, n).low <= sight->limit)
		return false;
	return person == 0 || fast * sight->team_n >= TEAM_FACTOR * sight->team_fast * n;
}

static void apply_rule(struct finding *out, const struct sight *sight, const struct pattern_input *input)
{
	struct buf reason = { 0 };

	say_searched(out, sight);
	if (sight->all.n < APPROVAL_MINIMUM) {
		say_count(&reason, sight->all.n, "approval", "approvals");
		buf_add_fmt(&reason, " of changes of fifty lines or more, where %d are needed", APPROVAL_MINIMUM);
		end_with(out, OUTCOME_THIN, sight, input, &reason);
	} else if (!is_over(sight, 0, input->person)) {
		say_clause(&reason, sight);
		end_with(out, OUTCOME_CLEAR, sight, input, &reason);
	} else if (!is_over(sight, sight->explained, input->person)) {
		buf_add_fmt(&reason,
		            "%lld of these %lld approvals had a reason in the record: written by two people, commented "
		            "on by "
		            "somebody else before, taken back or brought from another branch",
		            (long long)sight->explained, (long long)sight->all.fast);
		end_with(out, OUTCOME_SILENCED, sight, input, &reason);
	} else {
		end_fired(out, sight, input);
	}
}

static int evaluate(struct finding *out, const struct pattern_input *input)
{
	const struct metric_value *team = input_figure(input, "M23", 0);
	struct sight sight = { .pace = NAN };
	int ret;

	finding_start(out, pattern_p03.id, input->person);
	ret = input_threshold(&sight.limit, input, "pattern.P03.share", SHARE_DEFAULT);
	if (ret)
		return ret;
	if (team == NULL || team->state == STATE_UNKNOWN || team->state == STATE_NA) {
		end_untold(out, input, team && team->state == STATE_NA ? OUTCOME_NA : OUTCOME_UNKNOWN);
		return 0;
	}
	sight.team_fast = team->k;
	sight.team_n = team->n;
	ret = look(&sight, input);
	if (ret)
		return ret;
	add_numbers(out, &sight);
	apply_rule(out, &sight, input);
	return 0;
}

const struct pattern_info pattern_p03 = {
	.id = "P03",
	.name = "rubber-stamping",
	.question = "Were larger changes approved faster than they can be read, and without a word?",
	.rule = "Of approvals of changes of fifty lines or more that are not generated, the share that came without "
		"any "
		"comment, and within two minutes or faster than 2,000 lines an hour, has an interval whose lower end "
		"lies "
		"over 50 % (pattern.P03.share); with 20 such approvals or more, where a forge's record tells of the "
		"requests. Of oneself: that share is also twice the team's or more.",
	.silencers =
		"most of them on changes that two people wrote, that somebody else had commented on before, or that "
		"take something back or bring it from another branch. Not visible here: words in another channel, "
		"a design that was talked through before",
	.base_rate = "not known; in a study of five public projects 65 % of all requests had no comment at all, which "
		     "is why "
		     "silence alone does not count",
	.source = "a handbook's duty to review for quality; a study of review smells in eight projects; rules of this "
		  "program",
	.subjects = PATTERN_TEAM | PATTERN_SELF,
	.warning = WARN_NEVER,
	.silencing = "",
	.evidence = "M23",
	.evaluate = evaluate,
};
