/* The parts of the JSON form, apart only because a file should be short. Each gives a new reference. */
#ifndef RENDER_JSON_PART_H
#define RENDER_JSON_PART_H

#include <jansson.h>
#include "lead/report.h"

/* Sets the key; takes the reference. */
void json_set(json_t *object, const char *key, json_t *value);
/* "2026-07-01T00:00:00Z". */
json_t *json_time(int64_t time);

/* ---- json_figure.c ---- */
/* By id: metrics alone, or what has no metric's id (sums such as "M16+M17"). */
json_t *json_metrics(const struct figure *figures, size_t count, bool is_of_metrics);
/* A list, each with its id. */
json_t *json_figures(const struct figure *figures, size_t count);
/* By id; its points are lists in order of the report's periods. */
json_t *json_series(const struct report_series *series, size_t count);
json_t *json_coverage(const struct report_coverage *coverage);

/* ---- json_finding.c ---- */
/* proofs: one a finding or strength, or NULL: without. */
json_t *json_patterns(const struct finding *findings, size_t count, const struct report_proofs *proofs);
json_t *json_strengths(const struct strength *strengths, size_t count, const struct report_proofs *proofs);
/* Every finding once more in one list, each with the person or team it speaks of. */
json_t *json_all_patterns(const struct report *report);

/* ---- json_page.c ---- */
json_t *json_teams(const struct report *report);
json_t *json_persons(const struct report *report);

#endif
