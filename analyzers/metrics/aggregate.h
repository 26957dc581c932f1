/* Figures that are made of many rows: survival, median, spread, rarefied, truck (lead/metric.h). Private to this room. */
#ifndef METRICS_AGGREGATE_H
#define METRICS_AGGREGATE_H

#include "lead/metric.h"
#include "lead/vec.h"

/* Fewer could be told apart by what they know of themselves. */
#define GROUP_MIN_PEOPLE 5

struct aggregate_row {
	int64_t k, n, count; /* count: column value, 1 if NULL */
};
/* The rows of one figure so far. Zero it before the first. */
struct aggregate {
	struct metric_value value; /* id and person of the figure */
	const char *interval;      /* its kind; NULL: no figure begun */
	int64_t minimum;
	VEC(struct aggregate_row) rows;
};
/* Whether this kind of interval is made of many rows. */
bool aggregate_is(const char *interval);
/* Adds the figure, and those of its parts that come of the same rows, to out, and empties aggregate for the next. */
void aggregate_finish(struct metric_values *out, struct aggregate *aggregate, const struct metric_info *info);
/* Of a figure that no metric's statement finished. */
void aggregate_release(struct aggregate *aggregate);

#endif
