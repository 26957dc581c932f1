/*
 * Groups that are too small: how something spreads over a few people tells each of them about the others (metrics 8). Which
 * figures speak of a spread is read from the headers of the metrics.
 */
#include <math.h>
#include <string.h>
#include "lead/metric.h"

static const char sql_opted_out[] = "SELECT count(DISTINCT p.person_id)\n"
				    "FROM scope_part p\n"
				    "JOIN declared d ON d.person_id = p.person_id AND d.kind = 'optout'\n"
				    "WHERE p.is_member = 1 AND p.landed_time >= :since";

int metric_count_opted_out(int64_t *count, struct store *store, const struct scope *scope)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, sql_opted_out);

	*count = 0;
	if (ret)
		return ret;
	scope_bind(statement, scope);
	return statement_take_int(count, statement);
}

static const char *interval_of(const char *id)
{
	const struct metric_info *info = metric_find(text_of(id));
	const struct metric_part *part = info ? metric_part_find(info, text_of(id)) : NULL;

	return part ? part->interval : info ? info->interval : "";
}

static bool is_of_people(const struct metric_value *value)
{
	const char *interval = interval_of(value->id);

	return strcmp(interval, "spread") == 0 || strcmp(interval, "group") == 0;
}

/* The figure and its parts: "M10.team" and "M10.team.q1". */
static bool is_under(const struct metric_value *value, const struct metric_value *whole)
{
	size_t size = strlen(whole->id);

	return value->person == whole->person && strncmp(value->id, whole->id, size) == 0 &&
	       (value->id[size] == '\0' || value->id[size] == '.');
}

static void withhold(struct metric_values *values, const struct metric_value *group)
{
	const struct metric_value whole = *group;

	for (size_t i = 0; i < values->count; i++) {
		struct metric_value *value = &values->at[i];

		if (!is_under(value, &whole))
			continue;
		value->value = value->low = value->high = NAN;
		value->k = value->n = 0;
		/* What is not known here stays so: that says more. */
		if (value->state != STATE_UNKNOWN)
			value->state = STATE_WITHHELD;
	}
}

void metric_withhold_groups(struct metric_values *values, int64_t least)
{
	for (size_t i = 0; i < values->count; i++) {
		struct metric_value *value = &values->at[i];

		/* Sealed by a version that told the interval. */
		if (strcmp(interval_of(value->id), "spread") == 0)
			value->low = value->high = NAN;
		if (value->n > 0 && is_of_people(value) && value->n < least)
			withhold(values, value);
	}
}
