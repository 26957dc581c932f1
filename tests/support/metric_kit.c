/* The metric tests' kit. */
#include "metric_kit.h"

#include <check.h>

struct planted planted;
struct metric_values values;
enum coverage_state coverage;

const struct scope quarter = { "", 0, { PLANTED_SINCE, PLANTED_UNTIL } };

void metric_kit_start_with(int64_t people)
{
	planted_start(&planted);
	planted_people(&planted, people);
}

void metric_kit_start(void)
{
	metric_kit_start_with(6);
}

void metric_kit_stop(void)
{
	metric_values_release(&values);
	planted_stop(&planted);
}

void compute(const struct scope *scope)
{
	int ret;

	metric_values_release(&values);
	ret = metric_compute(&values, &coverage, planted.store, scope);
	ck_assert_msg(ret == 0, "%s", error_message());
}

const struct metric_value *value_of(const char *id, int64_t person)
{
	const struct metric_value *value = metric_values_find(&values, id, person);

	ck_assert_msg(value != NULL, "no %s of %lld", id, (long long)person);
	return value;
}

const char *state_of(const char *id, int64_t person)
{
	return metric_state_names[value_of(id, person)->state];
}
