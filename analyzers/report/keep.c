/*
 * Metrics and findings in the database, written by their natural key. Rows that --freeze seals are never computed away: later
 * reports take the series of that period from them, while the period's own report is kept whole (seal.c).
 */
#include <math.h>
#include <string.h>
#include "lead/store_derive.h"
#include "model.h"

static double real_or_nan(const struct statement *statement, int column)
{
	return statement_is_null(statement, column) ? NAN : statement_real(statement, column);
}

/* The numerator is not stored: it follows from value and n where the value is a share, and is the value of a count. */
void keep_restore_value(struct metric_value *value, const struct statement *statement)
{
	int state = text_find_name(metric_state_names, METRIC_STATE_COUNT, statement_text(statement, 6), -1);

	value->value = real_or_nan(statement, 2);
	value->n = statement_is_null(statement, 3) ? 0 : statement_int(statement, 3);
	value->low = real_or_nan(statement, 4);
	value->high = real_or_nan(statement, 5);
	if (state >= 0)
		value->state = (enum metric_state)state;
	if (isnan(value->value))
		value->k = 0;
	else if (value->value <= 1 && value->n > 1)
		value->k = (int64_t)floor(value->value * (double)value->n + 0.5);
	else
		value->k = (int64_t)floor(value->value + 0.5);
}

static struct subject_key key_of(const struct building *building, const char *team, const char *person)
{
	return (struct subject_key){ .repos = buf_text(&building->repos),
		                     .team = text_of(team),
		                     .person = text_of(person),
		                     .since_time = building->scope.period.since_time,
		                     .until_time = building->scope.period.until_time,
		                     .is_sealed = building->request->freeze };
}

/* Sums over several metrics are for reading only; a metric's own id has no plus sign. */
static int write_figures(struct building *building, const char *team, const char *person, const struct figure *figures,
                         size_t count)
{
	int ret = 0;

	for (size_t i = 0; i < count && ret == 0; i++) {
		struct metric_row row = { .key = key_of(building, team, person),
			                  .metric = text_of(figures[i].id),
			                  .value = figures[i].value,
			                  .low = figures[i].low,
			                  .high = figures[i].high,
			                  .n = figures[i].state == STATE_NA ? -1 : figures[i].n,
			                  .state = text_of(metric_state_names[figures[i].state]),
			                  .rules = TEXT(RULES_VERSION),
			                  .tip = buf_text(&building->tips) };

		if (!strchr(figures[i].id, '+'))
			ret = store_put_metric(building->store, &row);
	}
	return ret;
}

static int write_findings(struct building *building, const char *team, const char *person,
                          const struct finding *findings, size_t count)
{
	int ret = 0;

	for (size_t i = 0; i < count && ret == 0; i++) {
		struct finding_row row = { .key = key_of(building, team, person),
			                   .pattern = text_of(findings[i].pattern),
			                   .outcome = text_of(outcome_names[findings[i].outcome]),
			                   .visible = text_of(visible_names[findings[i].visible]),
			                   .reason = text_of(findings[i].reason),
			                   .rules = TEXT(RULES_VERSION) };

		ret = store_put_finding(building->store, &row);
	}
	return ret;
}

static int write_all(struct building *building)
{
	const struct report *report = building->report;
	int ret = protect_erase(building);

	if (ret == 0)
		ret = protect_remember_keys(building);
	for (size_t i = 0; i < report->team_count && ret == 0; i++) {
		const struct report_team *team = &report->teams[i];

		ret = write_figures(building, team->name, "", team->figures, team->figure_count);
		if (ret == 0)
			ret = write_findings(building, team->name, "", team->findings, team->finding_count);
	}
	for (size_t i = 0; i < report->person_count && ret == 0; i++) {
		const struct report_person *person = &report->people[i];

		if (person->is_opted_out)
			continue;
		ret = write_figures(building, report->teams[0].name, person->key, person->figures,
		                    person->figure_count);
		if (ret == 0)
			ret = write_findings(building, report->teams[0].name, person->key, person->findings,
			                     person->finding_count);
	}
	return ret;
}

int keep_write(struct building *building)
{
	int ret = store_begin(building->store);

	if (ret)
		return ret;
	ret = write_all(building);
	if (ret) {
		store_rollback(building->store);
		return error_context(ret, "cannot keep the figures");
	}
	return store_commit(building->store);
}
