/*
 * The eight periods of a long report, and the values of one of them: what an earlier --freeze sealed under the same key, else
 * computed by the rules of today.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "lead/facts.h"
#include "model.h"

static const char sql_rules[] =
	"SELECT rules\n"
	"FROM metric_value\n"
	"WHERE sealed = 1 AND repos = :repos AND team = :team AND since = :since AND until = :until\n"
	"ORDER BY rules DESC\n"
	"LIMIT 1";

static const char sql_sealed[] =
	"SELECT m.metric, coalesce(p.id, 0), m.value, m.n, m.low, m.high, m.state\n"
	"FROM metric_value m\n"
	"LEFT JOIN person p ON p.key = m.person\n"
	"WHERE m.sealed = 1 AND m.repos = :repos AND m.team = :team AND m.since = :since AND m.until = :until\n"
	"  AND (m.person = '' OR p.id IS NOT NULL)\n"
	"ORDER BY m.metric, coalesce(p.id, 0)";

/* Of the team at work and a period in place of that of the report. */
static int past_statement(struct statement **out, struct building *building, const char *sql, struct period period)
{
	int ret = model_statement(out, building, sql);

	if (ret)
		return ret;
	statement_bind_text(*out, ":repos", buf_text(&building->repos));
	statement_bind_int(*out, ":since", period.since_time);
	statement_bind_int(*out, ":until", period.until_time);
	return 0;
}

/* ---- the periods ---- */

/* The first team's seal stands for the report's. */
static int fill_rules(struct building *building, struct report_period *period)
{
	struct statement *statement;
	int ret = past_statement(&statement, building, sql_rules, period->period);

	if (ret)
		return ret;
	ret = statement_step(statement);
	if (ret == 0) {
		period->is_sealed = true;
		period->rules = model_text(building, statement_text(statement, 0));
	}
	statement_reset(statement);
	return ret < 0 ? ret : 0;
}

static const char *period_name(struct building *building, struct period period)
{
	int month = building->request->fiscal_month;
	struct buf name = { 0 };

	period_format(&name, period, month ? month : 1);
	return model_buf(building, &name);
}

/* Of the period in which a history began all there is can be told; of one in which a clone was cut it cannot. */
static bool is_known(const struct building *building, struct period period)
{
	return building->history.since_time < building->history.until_time &&
	       period.until_time > building->history.since_time && period.since_time > building->cut_time;
}

int past_fill_periods(struct building *building)
{
	struct report_period *periods = building->report->periods;
	struct period period = building->scope.period;
	int ret = 0;

	for (int i = SERIES_PERIODS - 1; i >= 0 && ret == 0; i--) {
		periods[i].period = period;
		periods[i].name = period_name(building, period);
		periods[i].rules = RULES_VERSION;
		/* That of the report is computed here and now, also where a seal of it is kept for others. */
		periods[i].is_known = i == SERIES_PERIODS - 1 || is_known(building, period);
		if (i < SERIES_PERIODS - 1)
			ret = fill_rules(building, &periods[i]);
		period = period_before(period);
	}
	return ret;
}

/* ---- the values of one ---- */

static int compare_values(const void *a, const void *b)
{
	const struct metric_value *x = a, *y = b;
	int order = strcmp(x->id, y->id);

	return order ? order : (x->person > y->person) - (x->person < y->person);
}

static bool is_sealed_of(const struct metric_values *values, int64_t person)
{
	for (size_t i = 0; i < values->count; i++)
		if (values->at[i].person == person)
			return true;
	return false;
}

static int read_sealed(struct metric_values *out, struct building *building, struct period period)
{
	struct statement *statement;
	int ret = past_statement(&statement, building, sql_sealed, period);

	while (ret == 0 && (ret = statement_step(statement)) == 0) {
		struct text id = statement_text(statement, 0);
		struct metric_value *value;

		if (id.size >= sizeof(value->id) || !metric_find(id))
			continue;
		value = VEC_PUSH(out);
		memcpy(value->id, id.at, id.size);
		value->person = statement_int(statement, 1);
		keep_restore_value(value, statement);
	}
	return ret < 0 ? ret : 0;
}

/* As it was then: coverage is what the sealed figure says. */
static enum coverage_state sealed_coverage(const struct metric_values *values)
{
	const struct metric_value *reviewed = metric_values_find(values, "M07", 0);

	if (!reviewed || reviewed->state == STATE_UNKNOWN || isnan(reviewed->value))
		return COVERAGE_UNKNOWN;
	return reviewed->value < 0.7 ? COVERAGE_PARTIAL : COVERAGE_USABLE;
}

/* Everybody who has a page was sealed then, so that nothing is left to compute. */
static bool is_whole(const struct building *building, const struct metric_values *sealed)
{
	bool is_whole = is_sealed_of(sealed, 0);

	for (size_t i = 0; model_is_first_team(building) && i < building->report->person_count; i++)
		is_whole = is_whole && is_sealed_of(sealed, building->person_ids[i]);
	return is_whole;
}

static void add_unsealed(struct metric_values *sealed, const struct metric_values *computed)
{
	size_t count = sealed->count;

	for (size_t i = 0; i < computed->count; i++) {
		struct metric_values before = { sealed->at, count, count };

		if (!is_sealed_of(&before, computed->at[i].person))
			*VEC_PUSH(sealed) = computed->at[i];
	}
	if (sealed->count)
		qsort(sealed->at, sealed->count, sizeof(*sealed->at), compare_values);
}

static int compute(struct metric_values *out, enum coverage_state *coverage, struct building *building,
                   const struct scope *scope)
{
	struct metric_values sealed = { 0 };
	struct metric_values computed = { 0 };
	int ret = read_sealed(&sealed, building, scope->period);

	if (ret == 0 && is_whole(building, &sealed))
		ret = metric_prepare(building->store, scope);
	else if (ret == 0)
		ret = metric_compute(&computed, coverage, building->store, scope);
	if (ret == 0 && is_sealed_of(&sealed, 0))
		*coverage = sealed_coverage(&sealed);
	add_unsealed(&sealed, &computed);
	metric_values_release(&computed);
	*out = sealed;
	return ret;
}

int past_load(struct building *building, int position)
{
	struct scope scope = building->scope;
	struct metric_values *values = &building->values[PART_PAST];
	int ret;

	scope.period = building->report->periods[position].period;
	metric_values_release(values);
	ret = compute(values, &building->coverage[PART_PAST], building, &scope);
	if (ret)
		return ret;
	metric_withhold_groups(values, building->request->least_group);
	values_blank_unseen(values);
	/* Of the period before everybody was seen when it was computed. */
	return position == SLOT_PREVIOUS ? 0 : protect_see(building, (enum slot)position, scope.period);
}
