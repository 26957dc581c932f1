/*
 * The team over the trailing period: its facts, what they may tell, what is withheld because it would speak of one or two people
 * (docs/adr/0013), and the rows that are kept.
 */
#include <math.h>
#include <string.h>

#include "check.h"
#include "lead/facts.h"
#include "lead/people.h"
#include "lead/store_derive.h"

#define TRAILING_WEEKS 26

static const char *const fact_ids[] = { "M07",      "M29",     "M29.known", "M08",     "M24.large",
	                                "M24.many", "M12.new", "M12.rest",  "M12.gap", NULL };

static struct scope scope_of(const struct checking *checking)
{
	return (struct scope){ checking->request->team, checking->request->repository, checking->out->period };
}

/* 0: the store does not hold the commit. */
static int find_time(int64_t *out, const struct checking *checking, const struct oid *oid)
{
	struct statement *statement;
	int ret = store_statement(&statement, checking->store, "SELECT commit_time FROM commits WHERE oid = :oid");

	*out = 0;
	if (ret)
		return ret;
	statement_bind_blob(statement, ":oid", oid->bytes, OID_SIZE);
	return statement_take_int(out, statement);
}

/* What a request brings has not landed: its changes, which nobody may have reviewed yet, are none of the team's. */
static int find_period(struct checking *checking)
{
	const struct check_request *request = checking->request;
	int64_t end_time = 0;
	int ret = 0;

	if (request->is_request && request->has_base)
		ret = find_time(&end_time, checking, &request->base);
	if (ret == 0 && end_time == 0)
		ret = find_time(&end_time, checking, &request->tip);
	checking->out->period = (struct period){ end_time + 1 - TRAILING_WEEKS * WEEK_SECS, end_time + 1 };
	return ret;
}

/* ---- what was declared and told ---- */

int checking_is_declared(bool *out, const struct checking *checking, const char *kind)
{
	double share;
	int ret = people_declared_share(&share, checking->store, kind, 0, checking->out->period);

	*out = ret == 0 && share > DECLARED_SHARE;
	return ret;
}

static int take_count(int64_t *out, const struct checking *checking, const char *sql)
{
	struct statement *statement;
	struct scope scope = scope_of(checking);
	int ret = store_statement(&statement, checking->store, sql);

	if (ret)
		return ret;
	scope_bind(statement, &scope);
	return statement_take_int(out, statement);
}

/* Nine in ten: of what is left no export tells whether anybody looked. */
static const char sql_told[] =
	"SELECT CASE\n"
	"  WHEN NOT EXISTS (\n"
	"    SELECT 1 FROM request r WHERE r.repository_id = :repository AND r.reviews_seen > 0) THEN 0\n"
	"  ELSE (\n"
	"    SELECT count(*) > 0 AND 10 * sum(told) >= 9 * count(*)\n"
	"    FROM (\n"
	"      SELECT " CHECK_IS_TOLD " AS told\n"
	"      FROM metric_change c\n"
	"      WHERE c.team = :team AND c.landed_time >= :since AND c.landed_time < :until\n"
	"        AND c.repository_id + 0 = :repository)) END";

/* ---- whom figures would give away ---- */

/* Two are enough to know. */
static const char sql_active[] = "SELECT count(*)\n"
				 "FROM (\n"
				 "  SELECT DISTINCT a.person_id\n"
				 "  FROM metric_change c\n"
				 "  CROSS JOIN act a\n"
				 "  WHERE c.team = :team AND c.landed_time >= :since AND c.landed_time < :until\n"
				 "    AND c.repository_id = :repository AND a.change_id = c.id AND a.counted = 1\n"
				 "    AND EXISTS (\n"
				 "      SELECT 1 FROM member m WHERE m.team = :team AND m.person_id = a.person_id\n"
				 "        AND m.from_time <= c.landed_time AND m.until_time > c.landed_time)\n"
				 "  LIMIT 2)";

static const char sql_opted_out[] = "SELECT count(*)\n"
				    "FROM (\n"
				    "  SELECT 1\n"
				    "  FROM metric_change c\n"
				    "  CROSS JOIN act a\n"
				    "  CROSS JOIN declared d\n"
				    "  WHERE c.team = :team AND c.landed_time >= :since AND c.landed_time < :until\n"
				    "    AND c.repository_id = :repository AND a.change_id = c.id AND a.counted = 1\n"
				    "    AND d.kind = 'optout' AND d.person_id = a.person_id\n"
				    "  LIMIT 1)";

static const char sql_newcomers[] =
	"SELECT count(*)\n"
	"FROM (\n"
	"  SELECT DISTINCT author_id\n"
	"  FROM metric_change\n"
	"  WHERE team = :team AND landed_time >= :since AND landed_time < :until AND repository_id = :repository\n"
	"    AND is_newcomer = 1\n"
	"  LIMIT 3)";

/* A team of one that somebody named, or whose one member opted out: as reports withhold it. */
static int find_alone(struct checking *checking)
{
	int64_t active = 0, opted_out = 0;
	int ret = take_count(&active, checking, sql_active);

	if (ret == 0 && active == 1)
		ret = take_count(&opted_out, checking, sql_opted_out);
	checking->is_withheld = active == 1 && (opted_out > 0 || *checking->request->team);
	return ret;
}

static int look_around(struct checking *checking)
{
	int64_t is_told = 0, newcomers = 0;
	int ret = checking_is_declared(&checking->is_unrecorded, checking, "unrecorded");

	if (ret == 0)
		ret = checking_is_declared(&checking->is_reviewed_later, checking, "review");
	if (ret == 0)
		ret = take_count(&is_told, checking, sql_told);
	if (ret == 0)
		ret = find_alone(checking);
	if (ret == 0)
		ret = take_count(&newcomers, checking, sql_newcomers);
	checking->is_told = is_told != 0;
	checking->are_newcomers_few = newcomers > 0 && newcomers < METRIC_GROUP_LEAST;
	return ret;
}

/* ---- facts ---- */

static bool is_withheld(const struct checking *checking, const char *id)
{
	return checking->is_withheld || (checking->are_newcomers_few && strncmp(id, "M12.", 4) == 0);
}

static void add_fact(struct checking *checking, const struct metric_value *value)
{
	struct check *out = checking->out;
	const struct metric_info *info = metric_find(text_of(value->id));
	const struct metric_part *part = metric_part_find(info, text_of(value->id));
	struct figure *fact = &out->facts[out->fact_count++];

	*fact = (struct figure){ .id = arena_copy(&out->arena, value->id, strlen(value->id)),
		                 .label = figure_label(value->id),
		                 .unit = part ? part->unit : info->unit,
		                 .value = value->value,
		                 .low = value->low,
		                 .high = value->high,
		                 .k = value->k,
		                 .n = value->n,
		                 .state = value->state,
		                 .before = NAN,
		                 .year = NAN };
	if (is_withheld(checking, value->id)) {
		fact->value = fact->low = fact->high = NAN;
		fact->k = fact->n = 0;
		fact->state = STATE_WITHHELD;
	} else if ((value->state == STATE_UNKNOWN && value->k == 0) ||
	           (value->state != STATE_OK && strcmp(value->id, "M12.gap") == 0)) {
		/* What was not seen and cannot be known is not the value zero, and a difference of such is none. */
		fact->value = fact->low = fact->high = NAN;
	}
}

static void fill_facts(struct checking *checking)
{
	struct check *out = checking->out;
	const struct metric_value *value;

	out->facts =
		(struct figure *)arena_alloc(&out->arena, sizeof(fact_ids) / sizeof(fact_ids[0]) * sizeof(*out->facts));
	for (size_t i = 0; fact_ids[i]; i++)
		if (strcmp(fact_ids[i], "M29.known") != 0 &&
		    (value = metric_values_find(&checking->values, fact_ids[i], 0)))
			add_fact(checking, value);
}

static const char *coverage_line(struct checking *checking)
{
	static const char *const words[] = { "what is missing means nothing", "what is missing tells little",
		                             "what is missing may be told" };
	const struct metric_value *coverage = metric_values_find(&checking->values, "M07", 0);
	int64_t k = coverage ? coverage->k : 0, n = coverage ? coverage->n : 0;

	if (checking->is_withheld)
		return "One person was active in this team in the 26 weeks before: nothing is told of it.";
	if (n == 0)
		return "No change of the 26 weeks before counts.";
	return checking_text(checking, "%s of the 26 weeks before %s a reviewer: %s.",
	                     checking_part(checking, k, n, "change", "changes"), n == 1 ? "names" : "name",
	                     checking->is_told && !checking->is_unrecorded ? words[COVERAGE_USABLE]
	                                                                   : words[checking->out->coverage]);
}

int checking_fill_team(struct checking *checking)
{
	struct scope scope;
	int ret = find_period(checking);

	if (ret)
		return ret;
	scope = scope_of(checking);
	ret = metric_compute_some(&checking->values, &checking->out->coverage, checking->store, &scope, fact_ids);
	if (ret == 0)
		ret = look_around(checking);
	if (ret)
		return ret;
	fill_facts(checking);
	checking->out->coverage_line = coverage_line(checking);
	return 0;
}

/* ---- kept ---- */

static struct metric_row row_of(const struct checking *checking, const struct metric_value *value)
{
	const struct check *check = checking->out;
	bool is_unseen = value->state == STATE_UNKNOWN && value->k == 0;

	return (struct metric_row){ .key = { .repos = text_of(check->repository_key),
		                             .team = text_of(check->team),
		                             .person = TEXT(""),
		                             .since_time = check->period.since_time,
		                             .until_time = check->period.until_time },
		                    .metric = text_of(value->id),
		                    .value = is_unseen ? NAN : value->value,
		                    .low = is_unseen ? NAN : value->low,
		                    .high = is_unseen ? NAN : value->high,
		                    .n = value->state == STATE_NA ? -1 : value->n,
		                    .state = text_of(metric_state_names[value->state]),
		                    .rules = TEXT(RULES_VERSION),
		                    .tip = text_of(check->tip) };
}

/* Whether the row stands there with this state, these rules and this tip: of one tip and period the same figures follow. */
static int is_kept(bool *out, const struct checking *checking, const struct metric_row *row)
{
	struct statement *statement;
	int64_t count;
	int ret = store_statement(&statement, checking->store,
	                          "SELECT count(*)\n"
	                          "FROM metric_value\n"
	                          "WHERE repos = :repos AND team = :team AND person = '' AND since = :since\n"
	                          "  AND until = :until AND metric = :metric AND sealed = 0 AND rules = :rules\n"
	                          "  AND tip = :tip AND state = :state AND coalesce(n, -1) = :n\n"
	                          "  AND coalesce(value, -7) = :value");

	if (ret)
		return ret;
	statement_bind_text(statement, ":repos", row->key.repos);
	statement_bind_text(statement, ":team", row->key.team);
	statement_bind_int(statement, ":since", row->key.since_time);
	statement_bind_int(statement, ":until", row->key.until_time);
	statement_bind_text(statement, ":metric", row->metric);
	statement_bind_text(statement, ":rules", row->rules);
	statement_bind_text(statement, ":tip", row->tip);
	statement_bind_text(statement, ":state", row->state);
	statement_bind_int(statement, ":n", row->n);
	statement_bind_real(statement, ":value", isnan(row->value) ? -7 : row->value);
	ret = statement_take_int(&count, statement);
	*out = ret == 0 && count == 1;
	return ret;
}

static int are_kept(bool *out, const struct checking *checking)
{
	int ret = 0;

	*out = true;
	for (size_t i = 0; ret == 0 && *out && i < checking->values.count; i++) {
		struct metric_row row = row_of(checking, &checking->values.at[i]);

		ret = is_kept(out, checking, &row);
	}
	return ret;
}

int checking_keep_facts(struct checking *checking)
{
	bool is_there = true;
	int ret = 0;

	/* The tip of a request is no history of the project's. */
	if (store_is_writable(checking->store) && !checking->request->is_request)
		ret = are_kept(&is_there, checking);
	if (ret || is_there)
		return ret;
	/* Asked outside of it: most of many runs at once have nothing to write and wait for nobody. */
	ret = store_begin(checking->store);
	if (ret)
		return ret;
	for (size_t i = 0; ret == 0 && i < checking->values.count; i++) {
		struct metric_row row = row_of(checking, &checking->values.at[i]);

		ret = store_put_metric(checking->store, &row);
	}
	return store_end(checking->store, ret);
}
