/* What P07 looks at: traces of mentoring, occasions for it, and who else has the task. Decides nothing. */
#include "lead/people.h"
#include "lead/vec.h"
#include "P07.h"

#define SPAN_SECS (26 * WEEK_SECS)

/*
 * A trace is a change of somebody else that the person co-authored, commented on, helped with, or reviewed for a newcomer;
 * each change once. The rate is that of M30: what the team's members leave of it for each own change. Traces are far from
 * evenly spread, so a Poisson expectation from the mean is not enough: peers, with as much occasion, tell how usual none is.
 */
/* clang-format off */
static const char sql_traces[] =
	"WITH part AS (\n"
	"  SELECT p.person_id, p.is_own, p.is_joint, p.is_member,\n"
	"         CASE WHEN p.is_pair = 1 OR p.is_cmt = 1 OR p.is_help = 1 OR p.is_newcomer = 1 THEN 1 ELSE 0 END AS is_trace,\n"
	"         CASE WHEN x.person_id IS NULL THEN 1 ELSE 0 END AS is_here\n"
	"  FROM scope_part p\n"
	"  LEFT JOIN scope_left_out x ON x.since_time = :since AND x.person_id = :person\n"
	"    AND x.repository_id = p.repository_id\n"
	"  WHERE p.landed_time >= :since\n"
	"), peer AS (\n"
	"  SELECT person_id, sum(is_trace + is_joint) AS traces\n"
	"  FROM part\n"
	"  WHERE person_id <> :person AND is_member = 1\n"
	"    AND person_id NOT IN (SELECT person_id FROM declared WHERE kind = 'optout')\n"
	"  GROUP BY person_id\n"
	"  HAVING sum(is_own * is_here) >= 10\n"
	")\n"
	"SELECT coalesce(sum(CASE WHEN p.person_id = :person THEN p.is_own * p.is_here ELSE 0 END), 0),\n"
	"       coalesce(sum(CASE WHEN p.person_id = :person THEN p.is_trace ELSE 0 END), 0),\n"
	"       coalesce(sum(CASE WHEN p.person_id = :person THEN p.is_joint ELSE 0 END), 0),\n"
	"       coalesce(sum(p.is_own * p.is_member * p.is_here), 0),\n"
	"       coalesce(sum(p.is_trace * p.is_member * p.is_here), 0),\n"
	"       (SELECT count(*) FROM peer),\n"
	"       (SELECT count(*) FROM peer WHERE traces = 0)\n"
	"FROM part p";

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
	"  SELECT a.change_id, k.author_count,\n"
	"         max(CASE WHEN a.kind IN ('auth', 'pair') THEN 1 ELSE 0 END) AS is_own,\n"
	"         max(CASE WHEN a.kind = 'pair' AND k.author_id <> :person THEN 1 ELSE 0 END) AS is_pair,\n"
	"         max(CASE WHEN a.kind = 'help' THEN 1 ELSE 0 END) AS is_help,\n"
	"         max(CASE WHEN a.kind IN ('rev', 'help', 'pair') THEN a.is_newcomer ELSE 0 END) AS is_newcomer,\n"
	"         max(CASE WHEN a.request_act_id IS NOT NULL THEN 1 ELSE 0 END) AS is_word\n"
	"  FROM change c\n"
	"  CROSS JOIN act a\n"
	"  CROSS JOIN change_credit k\n"
	"  CROSS JOIN member m\n"
	"  WHERE c.landed_time >= :since AND c.landed_time < :until\n"
	"    AND (:repository IS NULL OR c.repository_id + 0 = :repository)\n"
	"    AND a.person_id = :person AND a.change_id = c.id AND a.counted = 1\n"
	"    AND a.kind IN ('auth', 'pair', 'rev', 'ack', 'cmt', 'help')\n"
	"    AND k.change_id = c.id AND k.excluded IS NULL\n"
	"    AND m.team = :team AND m.person_id = k.author_id\n"
	"    AND m.from_time <= c.landed_time AND m.until_time > c.landed_time\n"
	"    AND (m.team NOT IN (SELECT team FROM team_limit) OR EXISTS (\n"
	"      SELECT 1 FROM team_change l WHERE l.team = m.team AND l.change_id = c.id))\n"
	"  GROUP BY a.change_id, k.author_count\n"
	") t";

/* Changes by others in the home areas; less time here: came 180 days later or more, as for mentoring acts. */
#define CHANGES_THERE \
	"SELECT c.id, c.key, c.newest_id, c.author_id, c.is_newcomer, c.landed_time, c.has_review,\n" \
	"       CASE WHEN t.first_time >= o.first_time + 15552000 THEN 1 ELSE 0 END AS is_junior\n" \
	"FROM scope_change c\n" \
	"LEFT JOIN tenure t ON t.repository_id = c.repository_id AND t.person_id = c.author_id\n" \
	"LEFT JOIN tenure o ON o.repository_id = c.repository_id AND o.person_id = :person\n" \
	"WHERE c.landed_time >= :since AND c.author_id <> :person AND c.repository_id NOT IN (\n" \
	"  SELECT x.repository_id FROM scope_left_out x WHERE x.since_time = :since AND x.person_id = :person)\n" \
	"  AND EXISTS (\n" \
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

struct pattern_input p07_span(const struct pattern_input *input, struct scope *scope)
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

int p07_look_at_person(struct p07_sight *sight, const struct pattern_input *span)
{
	int64_t words = 0;
	int64_t *const acts[] = { &sight->own, &sight->traces, &sight->joint, &words };
	int64_t *const first[] = { &sight->first_time };
	int ret = read_counts(acts, 4, span, sql_person);

	sight->has_words = words > 0;
	return ret ? ret : read_counts(first, 1, span, sql_first);
}

int p07_look_at_team(struct p07_sight *sight, const struct pattern_input *span)
{
	int64_t *const traces[] = { &sight->own,         &sight->traces, &sight->joint,       &sight->team_own,
		                    &sight->team_traces, &sight->peers,  &sight->silent_peers };
	struct metric_base base;
	int64_t *const occasions[] = { &sight->newcomers, &sight->newcomer_changes, &sight->supported,
		                       &sight->supporters, &sight->juniors };
	int ret = metric_person_base(&base, span->store, span->scope, span->person);

	/* Declarations are asked after for the period. */
	sight->coverage = base.recorded;
	sight->changes = base.changes;
	sight->covered = base.reviewed;
	if (!ret)
		ret = read_counts(traces, sizeof(traces) / sizeof(traces[0]), span, sql_traces);
	if (!ret)
		ret = read_counts(occasions, 5, span, sql_occasions);
	if (!ret)
		ret = input_self_notes(&sight->notes, span);
	if (!ret && sight->team_own > 0)
		sight->expected = (double)sight->own * (double)sight->team_traces / (double)sight->team_own;
	sight->is_whole = ret == 0;
	return ret;
}

int p07_has_other_mentor(bool *out, const struct pattern_input *span)
{
	VEC(int64_t) mentors = { 0 };
	struct statement *row;
	int ret = open_statement(&row, span, sql_mentors);

	*out = false;
	if (ret)
		return ret;
	while ((ret = statement_step(row)) == 0)
		*VEC_PUSH(&mentors) = statement_int(row, 0);
	ret = ret < 0 ? ret : 0;
	for (size_t i = 0; ret == 0 && i < mentors.count && !*out; i++) {
		double share;

		ret = input_declared_share(&share, span, "mentor", mentors.at[i]);
		*out = ret == 0 && share > DECLARED_SHARE;
	}
	VEC_RELEASE(&mentors);
	return ret;
}

int p07_prove(const struct pattern_input *input, int (*each)(void *payload, const struct evidence_row *row),
              void *payload)
{
	struct statement *rows;
	struct scope scope;
	struct pattern_input span = p07_span(input, &scope);
	int ret = metric_prepare(span.store, span.scope);

	if (!ret)
		ret = open_statement(&rows, &span, sql_proof);
	return ret ? ret : evidence_each(rows, each, payload);
}
