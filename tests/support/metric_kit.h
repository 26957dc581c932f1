/*
 * What tests of metrics share: one planted team, and the figures computed over it. The names are short because every line of
 * such a test uses them; a test runs in a process of its own.
 */
#ifndef TESTS_METRIC_KIT_H
#define TESTS_METRIC_KIT_H

#include "lead/metric.h"
#include "planted_team.h"

extern struct planted planted;
extern struct metric_values values; /* of the last compute */
extern enum coverage_state coverage;
extern const struct scope quarter; /* everybody, the quarter under test */

/* An empty database with people from 1 on: so many, or as a fixture six. */
void metric_kit_start_with(int64_t people);
void metric_kit_start(void);
void metric_kit_stop(void);
/* Fails the test with the message if the computation fails. */
void compute(const struct scope *scope);
/* Fails the test if there is no such figure; person 0 = the team. */
const struct metric_value *value_of(const char *id, int64_t person);
const char *state_of(const char *id, int64_t person);

#endif
