/*
 * The registry of metrics and their computation: runs each statement, adds intervals, decides the state. No
 * metric's own rule stands here.
 *
 * How to add one: write analyzers/metrics/<family>/Mnn_<name>.sql with the header keys that lead/metric.h lists,
 * over the tables that scope.c describes; break every tie in ORDER BY; keep to SQL that PostgreSQL runs too.
 * Nothing else needs to change. tests/test_metrics.c checks the header and prepares both statements; add rows with
 * a planted truth there.
 */
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include "lead/metric.h"
#include "lead/vec.h"
#include "aggregate.h"
#include "ground.h"
#include "header.h"
#include "scope.h"

static const struct {
	const char *path, *sql;
} files[] = {
#include "metrics.inc"
};

#define METRIC_COUNT (sizeof(files) / sizeof(files[0]))

const char *const metric_state_names[METRIC_STATE_COUNT] = { "ok", "thin", "unknown", "n/a", "withheld" };

struct entry {
	struct metric_info info;
	struct metric_also also;
};

/* Taken apart once, on first use, and constant from then on. */
static struct entry entries[METRIC_COUNT];
static pthread_once_t entries_once = PTHREAD_ONCE_INIT;

static int compare_entries(const void *a, const void *b)
{
	const struct entry *left = a, *right = b;

	return strcmp(left->info.id, right->info.id);
}

static void fill_entries(void)
{
	for (size_t i = 0; i < METRIC_COUNT; i++)
		header_parse(&entries[i].info, &entries[i].also, files[i].path, files[i].sql);
	qsort(entries, METRIC_COUNT, sizeof(entries[0]), compare_entries);
}

static const struct entry *entry_at(size_t position)
{
	/* Fails only for an invalid control object. */
	(void)pthread_once(&entries_once, fill_entries);
	return position < METRIC_COUNT ? &entries[position] : NULL;
}

const struct metric_info *metric_at(size_t position)
{
	const struct entry *entry = entry_at(position);

	return entry ? &entry->info : NULL;
}

const struct metric_info *metric_find(struct text id)
{
	ptrdiff_t dot = text_find_char(id, '.', 0);
	const struct metric_info *info;

	if (dot >= 0)
		id = text_slice(id, 0, (size_t)dot);
	for (size_t i = 0; (info = metric_at(i)) != NULL; i++)
		if (text_equal_nocase(text_of(info->id), id))
			return info;
	return NULL;
}

const struct metric_part *metric_part_find(const struct metric_info *metric, struct text id)
{
	ptrdiff_t dot = text_find_char(id, '.', 0);
	struct text name;

	if (dot < 0)
		return NULL;
	name = text_slice(id, (size_t)dot + 1, id.size);
	for (size_t i = 0; i < metric->part_count; i++)
		if (text_equal_nocase(text_of(metric->parts[i].name), name))
			return &metric->parts[i];
	return NULL;
}

/* ---- values ---- */

void metric_values_release(struct metric_values *values)
{
	VEC_RELEASE(values);
}

static int compare_key(const struct metric_value *value, const char *id, int64_t person)
{
	int order = strcmp(value->id, id);

	if (order != 0)
		return order;
	return value->person < person ? -1 : value->person > person;
}

static int compare_values(const void *a, const void *b)
{
	const struct metric_value *right = b;

	return compare_key(a, right->id, right->person);
}

const struct metric_value *metric_values_find(const struct metric_values *values, const char *id, int64_t person)
{
	size_t low = 0, high = values->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = compare_key(&values->at[middle], id, person);

		if (order == 0)
			return &values->at[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* ---- what the header says of a value: of the metric, or of its part ---- */

struct rule {
	const char *interval, *needs;
	int64_t minimum;
};

static struct rule rule_of(const struct metric_info *info, const char *id)
{
	const struct metric_part *part = metric_part_find(info, text_of(id));

	if (part != NULL)
		return (struct rule){ part->interval, part->needs, part->minimum };
	if (strchr(id, '.') != NULL)
		BUG("%s is no part of %s", id, info->id);
	return (struct rule){ info->interval, info->needs, info->minimum };
}

static void set_interval(struct metric_value *value, struct rule rule)
{
	struct interval interval = { NAN, NAN };

	if (strcmp(rule.interval, "wilson") == 0 && value->n > 0)
		interval = wilson(value->k, value->n);
	else if (strcmp(rule.interval, "garwood") == 0)
		interval = garwood(value->k);
	else if (strcmp(rule.interval, "ratio") == 0 && value->k + value->n > 0)
		interval = ratio_from_share(wilson(value->k, value->k + value->n));
	value->low = interval.low;
	value->high = interval.high;
}

static double plain_value(const struct metric_value *value, struct rule rule)
{
	if (strcmp(rule.interval, "garwood") == 0 || strcmp(rule.interval, "none") == 0 ||
	    strcmp(rule.interval, "group") == 0)
		return (double)value->k;
	return value->n > 0 ? (double)value->k / (double)value->n : NAN;
}

/* Of a difference the second share stands behind the value. */
static void set_difference(struct metric_value *value, const struct statement *row)
{
	int64_t k = statement_int(row, 5), n = statement_int(row, 6);
	struct interval interval = newcombe(value->k, value->n, k, n);

	value->value = NAN;
	if (value->n > 0 && n > 0)
		value->value = (double)value->k / (double)value->n - (double)k / (double)n;
	value->low = interval.low;
	value->high = interval.high;
}

static void read_key(struct metric_value *out, const struct metric_info *info, const struct statement *row)
{
	struct text id = statement_text(row, 0);

	*out = (struct metric_value){ 0 };
	if (id.size >= sizeof(out->id))
		BUG("%s gives an id that is too long", info->id);
	memcpy(out->id, id.at, id.size);
	out->person = statement_is_null(row, 1) ? 0 : statement_int(row, 1);
}

/* Columns: metric, person_id, k, n, value. A NULL n says that the practice is not in use. */
static void read_value(struct metric_value *out, struct rule rule, const struct statement *row)
{
	out->k = statement_is_null(row, 2) ? 0 : statement_int(row, 2);
	if (statement_is_null(row, 3)) {
		out->state = STATE_NA;
		out->value = out->low = out->high = NAN;
		return;
	}
	out->n = statement_int(row, 3);
	if (strcmp(rule.interval, "group") == 0 && out->n < METRIC_GROUP_LEAST) {
		out->state = STATE_WITHHELD;
		out->k = out->n = 0;
		out->value = out->low = out->high = NAN;
		return;
	}
	if (strcmp(rule.interval, "difference") == 0) {
		set_difference(out, row);
		return;
	}
	if (!statement_is_null(row, 4))
		out->value = statement_real(row, 4);
	else
		out->value = plain_value(out, rule);
	set_interval(out, rule);
}

/* Rows of one figure follow one another; a NULL k begins a figure that may stay without any. */
static void gather_row(struct metric_values *out, struct aggregate *aggregate, const struct metric_info *info,
                       const struct metric_value *key, const struct statement *row)
{
	struct rule rule = rule_of(info, key->id);

	if (aggregate->interval == NULL || compare_key(&aggregate->value, key->id, key->person) != 0) {
		aggregate_finish(out, aggregate, info);
		aggregate->value = *key;
		aggregate->interval = rule.interval;
		aggregate->minimum = rule.minimum;
	}
	if (!statement_is_null(row, 2))
		*VEC_PUSH(&aggregate->rows) =
			(struct aggregate_row){ statement_int(row, 2), statement_int(row, 3),
			                        statement_is_null(row, 4) ? 1 : statement_int(row, 4) };
}

static int run_metric(struct metric_values *out, struct store *store, const struct metric_info *info,
                      const struct scope *scope)
{
	struct aggregate aggregate = { 0 };
	struct statement *statement;
	int ret = store_statement(&statement, store, info->sql);

	if (ret)
		return error_context(ret, "metric %s", info->id);
	scope_bind(statement, scope);
	while ((ret = statement_step(statement)) == 0) {
		struct metric_value value;
		struct rule rule;

		read_key(&value, info, statement);
		rule = rule_of(info, value.id);
		if (aggregate_is(rule.interval)) {
			gather_row(out, &aggregate, info, &value, statement);
			continue;
		}
		read_value(&value, rule, statement);
		*VEC_PUSH(out) = value;
	}
	aggregate_finish(out, &aggregate, info);
	aggregate_release(&aggregate);
	return ret < 0 ? error_context(ret, "metric %s", info->id) : 0;
}

/* ---- states ---- */

static bool is_met(const char *needs, const struct ground *ground, int64_t person)
{
	const struct ground_base *base = ground_base_of(ground, person);

	if (strcmp(needs, "commits") == 0)
		return true;
	if (strcmp(needs, "author") == 0)
		return base->has_authors;
	if (strcmp(needs, "integrator") == 0)
		return base->has_integrators;
	if (strcmp(needs, "lines") == 0)
		return ground->has_lines;
	if (strcmp(needs, "host") == 0)
		return ground->has_host;
	if (strcmp(needs, "answer") == 0)
		return ground->has_host && ground->has_answers;
	if (strcmp(needs, "review") == 0)
		return base->coverage != COVERAGE_UNKNOWN;
	if (strcmp(needs, "usable") == 0)
		return base->coverage == COVERAGE_USABLE;
	BUG("a metric needs '%s'", needs);
}

/* Fewer than half, or a quarter more, had come by the end: how long it takes is not known yet. */
static bool is_unreached(const struct metric_value *value, struct rule rule)
{
	return isnan(value->value) &&
	       (strcmp(rule.interval, "survival") == 0 || text_ends(text_of(value->id), TEXT(".p75")));
}

/* Without any change there is nothing that could be unknown: that is thin. */
static void set_state(struct metric_value *value, struct rule rule, const struct ground *ground, bool is_enough)
{
	int64_t seen = strcmp(rule.interval, "ratio") == 0 ? value->k + value->n : value->n;

	if (value->state == STATE_NA || value->state == STATE_WITHHELD)
		return;
	if (ground->has_changes && !is_met(rule.needs, ground, value->person))
		value->state = STATE_UNKNOWN;
	else if (seen < rule.minimum || (rule.minimum > 0 && !is_enough) || is_unreached(value, rule))
		value->state = STATE_THIN;
	else
		value->state = STATE_OK;
}

static const struct entry *entry_of(const char *id)
{
	for (size_t i = 0; i < METRIC_COUNT; i++)
		if (strncmp(entries[i].info.id, id, strlen(entries[i].info.id)) == 0)
			return &entries[i];
	BUG("no metric %s", id);
}

static void set_states(struct metric_values *values, const struct ground *ground)
{
	for (size_t i = 0; i < values->count; i++) {
		struct metric_value *value = &values->at[i];
		const struct entry *entry = entry_of(value->id);
		const struct metric_value *also = NULL;

		if (entry->also.id != NULL)
			also = metric_values_find(values, entry->also.id, 0);
		set_state(value, rule_of(&entry->info, value->id), ground,
		          also == NULL || also->k >= entry->also.least);
	}
}

typedef bool is_wanted_fn(const struct metric_info *info, const void *payload);

/* Over tables that are filled already. */
static int compute(struct metric_values *out, enum coverage_state *coverage, struct store *store,
                   const struct scope *scope, is_wanted_fn *is_wanted, const void *payload)
{
	struct metric_values values = { 0 };
	const struct metric_info *info;
	struct ground ground = { 0 };
	int ret = 0;

	for (size_t i = 0; !ret && (info = metric_at(i)) != NULL; i++)
		if (is_wanted == NULL || is_wanted(info, payload))
			ret = run_metric(&values, store, info, scope);
	if (!ret && values.count > 0)
		qsort(values.at, values.count, sizeof(values.at[0]), compare_values);
	if (!ret)
		ret = ground_of(&ground, &values, store, scope);
	if (ret) {
		metric_values_release(&values);
	} else {
		set_states(&values, &ground);
		*coverage = ground.team.coverage;
		*out = values;
	}
	ground_release(&ground);
	return ret;
}

int metric_compute(struct metric_values *out, enum coverage_state *coverage, struct store *store,
                   const struct scope *scope)
{
	int ret = scope_fill(store, scope);

	return ret ? ret : compute(out, coverage, store, scope, NULL, NULL);
}

static bool is_asked(const struct metric_value *value, const char *const *ids)
{
	for (; *ids; ids++)
		if (value->person == 0 && strcmp(value->id, *ids) == 0)
			return true;
	return false;
}

/* Which of several needs only requests that were told of can meet. */
static bool asks_host(const struct metric_info *info)
{
	bool asks = strcmp(info->needs, "host") == 0 || strcmp(info->needs, "answer") == 0;

	for (size_t i = 0; !asks && i < info->part_count; i++)
		asks = strcmp(info->parts[i].needs, "host") == 0 || strcmp(info->parts[i].needs, "answer") == 0;
	return asks;
}

/* And what states rest on (ground.c). */
static bool is_of_ids(const struct metric_info *info, const void *payload)
{
	static const char *const grounds[] = { "M07", "M24", "M29" };

	for (const char *const *id = payload; *id; id++)
		if (metric_find(text_of(*id)) == info ||
		    (strcmp(info->id, "M00") == 0 && asks_host(metric_find(text_of(*id)))))
			return true;
	for (size_t i = 0; i < sizeof(grounds) / sizeof(grounds[0]); i++)
		if (strcmp(info->id, grounds[i]) == 0)
			return true;
	return false;
}

/* Figures of the team that count changes and look at nobody. */
static bool rests_on_changes(const char *id)
{
	static const char *const ids[] = { "M07",       "M08",      "M12.new",   "M12.rest", "M12.gap",
		                           "M24.large", "M24.many", "M24.known", "M29",      "M29.known" };

	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++)
		if (strcmp(ids[i], id) == 0)
			return true;
	return false;
}

int metric_compute_some(struct metric_values *out, enum coverage_state *coverage, struct store *store,
                        const struct scope *scope, const char *const *ids)
{
	struct scope_needs needs = { 0 };
	const struct metric_info *info;
	size_t kept = 0;
	int ret;

	for (size_t i = 0; (info = metric_at(i)) != NULL; i++)
		if (is_of_ids(info, ids))
			scope_add_needs(&needs, info->sql);
	for (const char *const *id = ids; *id; id++)
		needs.parts = needs.parts || !rests_on_changes(*id);
	ret = scope_fill_some(store, scope, needs);
	if (!ret)
		ret = compute(out, coverage, store, scope, is_of_ids, ids);
	for (size_t i = 0; !ret && i < out->count; i++)
		if (is_asked(&out->at[i], ids))
			out->at[kept++] = out->at[i];
	if (!ret)
		out->count = kept;
	return ret;
}

/* ---- the year as a baseline ---- */

/* What is compared with one's own past. M07 and M29 always: the states rest on them. */
static bool is_of_year(const struct metric_info *info, const void *payload)
{
	static const char *const ids[] = { "M01", "M03", "M04", "M07", "M15", "M16", "M17", "M29" };

	(void)payload;
	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++)
		if (strcmp(info->id, ids[i]) == 0)
			return true;
	return false;
}

/* The tables hold the whole year's acts of the subjects alone: what adds up everybody's is not known of the team. */
static bool is_half_seen(const struct metric_value *value)
{
	return value->person == 0 && (strncmp(value->id, "M03", 3) == 0 || strcmp(value->id, "M04") == 0 ||
	                              strcmp(value->id, "M29.int") == 0);
}

int metric_compute_year(struct metric_values *out, enum coverage_state *coverage, struct store *store,
                        const struct scope *scope)
{
	struct scope year = *scope;
	size_t kept = 0;
	int ret;

	year.period = period_year(scope->period);
	ret = compute(out, coverage, store, &year, is_of_year, NULL);
	for (size_t i = 0; !ret && i < out->count; i++)
		if (!is_half_seen(&out->at[i]))
			out->at[kept++] = out->at[i];
	if (!ret)
		out->count = kept;
	return ret;
}

int evidence_each(struct statement *statement, int (*each)(void *payload, const struct evidence_row *row),
                  void *payload)
{
	int ret;

	while ((ret = statement_step(statement)) == 0) {
		struct evidence_row row = {
			.change = statement_text(statement, 0),
			.oid = statement_text(statement, 1),
			.kind = statement_text(statement, 2),
			.source = statement_text(statement, 3),
			.raw = statement_text(statement, 4),
			.counted = statement_int(statement, 5) != 0,
			.why = statement_text(statement, 6),
		};

		ret = each(payload, &row);
		if (ret) {
			statement_reset(statement);
			return ret;
		}
	}
	return ret < 0 ? ret : 0;
}

int metric_evidence(struct store *store, const struct metric_info *metric, const struct scope *scope, int64_t person,
                    int (*each)(void *payload, const struct evidence_row *row), void *payload)
{
	struct statement *statement;
	int ret = metric_prepare(store, scope);

	if (!ret)
		ret = store_statement(&statement, store, metric->evidence_sql);
	if (ret)
		return error_context(ret, "evidence of %s", metric->id);
	scope_bind(statement, scope);
	if (person != 0)
		statement_bind_int(statement, ":person", person);
	else
		statement_bind_null(statement, ":person");
	ret = evidence_each(statement, each, payload);
	return ret < 0 ? error_context(ret, "evidence of %s", metric->id) : ret;
}
