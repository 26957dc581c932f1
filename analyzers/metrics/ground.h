/* What of the record can be relied on in one scope: the states of figures rest on it. Private to this room. */
#ifndef METRICS_GROUND_H
#define METRICS_GROUND_H

#include "lead/metric.h"

struct ground {
	enum coverage_state coverage;
	bool has_changes, has_authors, has_integrators, has_lines, has_host, has_answers;
};
/*
 * Fills an empty one, from tables that metric_prepare filled and sorted values that hold at least M07, which counts all
 * changes, and M29, which counts those whose integrator is known; without M00 no host is known of, without M24 no
 * lines.
 */
int ground_of(struct ground *ground, const struct metric_values *values, struct store *store,
              const struct scope *scope) MUST_CHECK;

#endif
