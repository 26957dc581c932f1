/* What of the record can be relied on in one scope: the states of figures rest on it. Private to this room. */
#ifndef METRICS_GROUND_H
#define METRICS_GROUND_H

#include "lead/metric.h"
#include "lead/vec.h"

/* What rests on the repositories that somebody worked in. */
struct ground_base {
	int64_t person; /* 0: the team */
	enum coverage_state coverage;
	bool has_authors, has_integrators;
};

struct ground {
	struct ground_base team;
	VEC(struct ground_base) persons; /* the subjects with an act */
	bool has_changes, has_lines, has_host, has_answers;
};
/* What holds for the person: the team's where the person has no act. Borrowed. */
const struct ground_base *ground_base_of(const struct ground *ground, int64_t person);
void ground_release(struct ground *ground);
/*
 * Fills an empty one, to be released also after a failure, from tables that metric_prepare filled and sorted values that hold at least M07, which counts all
 * changes, and M29, which counts those whose integrator is known; without M00 no host is known of, without M24 no
 * lines.
 */
int ground_of(struct ground *ground, const struct metric_values *values, struct store *store,
              const struct scope *scope) MUST_CHECK;

#endif
