/*
 * Makes one figure of the many rows that a statement gives for it. The arithmetic is lead/statistics.h; here is which
 * number of it becomes the value, k, n and the parts.
 */
#include "aggregate.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "lead/statistics.h"

#define HOUR_SECS 3600.0

typedef void make_fn(struct metric_values *out, const struct aggregate *aggregate, const struct metric_info *info);

/* The figure's own value with its number filled in, for the caller to add the rest. */
static struct metric_value *add_value(struct metric_values *out, const struct aggregate *aggregate, double value)
{
	struct metric_value *added = VEC_PUSH(out);

	*added = aggregate->value;
	added->value = value;
	added->low = added->high = NAN;
	return added;
}

/* "M20" and "p75" make "M20.p75", if the metric has such a part. */
static void add_part(struct metric_values *out, const struct metric_value *whole, const struct metric_info *info,
                     const char *name, double value)
{
	struct metric_value part = *whole;
	int size = snprintf(part.id, sizeof(part.id), "%s.%s", whole->id, name);

	if (size < 0 || (size_t)size >= sizeof(part.id))
		BUG("%s.%s is too long", whole->id, name);
	if (!metric_part_find(info, text_of(part.id)))
		return;
	part.value = value;
	part.low = part.high = NAN;
	*VEC_PUSH(out) = part;
}

static double hours(double seconds)
{
	return seconds / HOUR_SECS;
}

/* k: seconds, n: 1 where that was the end, 0 where it was still open. */
static void make_survival(struct metric_values *out, const struct aggregate *aggregate, const struct metric_info *info)
{
	size_t count = aggregate->rows.count;
	struct lifetime *rows = xcalloc(count + 1, sizeof(*rows));
	struct survival survival;
	struct metric_value whole;

	for (size_t i = 0; i < count; i++) {
		const struct aggregate_row *row = &aggregate->rows.at[i];

		rows[i] = (struct lifetime){ (double)row->k, row->n != 0, row->n == 0 };
	}
	survival = survival_of(rows, count);
	whole = *add_value(out, aggregate, hours(survival.median));
	whole.k = survival.observed;
	whole.n = survival.n;
	whole.low = hours(survival.interval.low);
	whole.high = hours(survival.interval.high);
	out->at[out->count - 1] = whole;
	add_part(out, &whole, info, "p75", hours(survival.p75));
	free(rows);
}

static double *values_of(const struct aggregate *aggregate)
{
	double *values = xcalloc(aggregate->rows.count + 1, sizeof(*values));

	for (size_t i = 0; i < aggregate->rows.count; i++)
		values[i] = (double)aggregate->rows.at[i].k;
	return values;
}

/* k: the value of one. */
static struct metric_value make_median_of(struct metric_values *out, const struct aggregate *aggregate, double *values)
{
	size_t count = aggregate->rows.count;
	struct metric_value *added = add_value(out, aggregate, quantile(values, count, 0.5));
	struct interval interval = median_interval(values, count);

	added->k = added->n = (int64_t)count;
	added->low = interval.low;
	added->high = interval.high;
	return *added;
}

static void make_median(struct metric_values *out, const struct aggregate *aggregate, const struct metric_info *info)
{
	double *values = values_of(aggregate);
	struct metric_value whole = make_median_of(out, aggregate, values);

	add_part(out, &whole, info, "p90", quantile(values, aggregate->rows.count, 0.9));
	free(values);
}

/* The spread over people: nothing of it below the smallest group, not even how many. */
static void make_spread(struct metric_values *out, const struct aggregate *aggregate, const struct metric_info *info)
{
	size_t count = aggregate->rows.count;
	double *values = values_of(aggregate);
	struct metric_value whole;

	if (count < METRIC_GROUP_LEAST) {
		whole = *add_value(out, aggregate, NAN);
		out->at[out->count - 1].state = whole.state = STATE_WITHHELD;
	} else {
		whole = make_median_of(out, aggregate, values);
		/* The interval of a median ends at two rows' own values: here those of two persons. */
		whole.low = whole.high = NAN;
		out->at[out->count - 1] = whole;
	}
	add_part(out, &whole, info, "q1", count < METRIC_GROUP_LEAST ? NAN : quantile(values, count, 0.25));
	add_part(out, &whole, info, "q3", count < METRIC_GROUP_LEAST ? NAN : quantile(values, count, 0.75));
	free(values);
}

/* k: how many of one kind. */
static void make_rarefied(struct metric_values *out, const struct aggregate *aggregate, const struct metric_info *info)
{
	size_t count = aggregate->rows.count;
	int64_t *counts = xcalloc(count + 1, sizeof(*counts)), total = 0;
	struct metric_value *added;

	(void)info;
	for (size_t i = 0; i < count; i++) {
		counts[i] = aggregate->rows.at[i].k;
		total += counts[i];
	}
	added = add_value(out, aggregate, rarefied(counts, count, aggregate->minimum));
	added->k = (int64_t)count;
	added->n = total;
	free(counts);
}

/* k: a file, n: the place of one who knows it, 0 for nobody, count: how many such files. */
static void make_truck(struct metric_values *out, const struct aggregate *aggregate, const struct metric_info *info)
{
	size_t count = aggregate->rows.count;
	struct file_knower *rows = xcalloc(count + 1, sizeof(*rows));
	struct metric_value *added;
	int64_t files, factor;

	(void)info;
	for (size_t i = 0; i < count; i++) {
		const struct aggregate_row *row = &aggregate->rows.at[i];

		rows[i] = (struct file_knower){ row->k, row->n, row->count };
	}
	factor = truck_factor(&files, NULL, rows, count);
	added = add_value(out, aggregate, files > 0 ? (double)factor : NAN);
	added->k = factor;
	added->n = files;
	free(rows);
}

static const struct {
	const char *interval;
	make_fn *make;
} kinds[] = {
	{ "survival", make_survival }, { "median", make_median }, { "spread", make_spread },
	{ "rarefied", make_rarefied }, { "truck", make_truck },
};

static make_fn *find_kind(const char *interval)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kinds[i].interval, interval) == 0)
			return kinds[i].make;
	return NULL;
}

bool aggregate_is(const char *interval)
{
	return find_kind(interval) != NULL;
}

void aggregate_finish(struct metric_values *out, struct aggregate *aggregate, const struct metric_info *info)
{
	if (aggregate->interval != NULL)
		find_kind(aggregate->interval)(out, aggregate, info);
	aggregate->interval = NULL;
	VEC_CLEAR(&aggregate->rows);
}

void aggregate_release(struct aggregate *aggregate)
{
	VEC_RELEASE(&aggregate->rows);
}
