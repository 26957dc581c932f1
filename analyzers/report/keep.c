/*
 * Metrics and findings in the database: written by their natural key, and read back where an earlier --freeze sealed
 * the same period. What is sealed is never computed away.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "lead/store_derive.h"
#include "model.h"

static const char sql_sealed_metrics[] =
	"SELECT m.metric, coalesce(p.id, 0), m.value, m.n, m.low, m.high, m.state\n"
	"FROM metric_value m\n"
	"LEFT JOIN person p ON p.key = m.person\n"
	"WHERE m.sealed = 1 AND m.repos = :repos AND m.team = :team AND m.since = :since AND m.until = :until\n"
	"  AND (m.person = '' OR p.id IS NOT NULL)\n"
	"ORDER BY m.metric, m.person";

static const char sql_sealed_findings[] =
	"SELECT f.pattern, f.outcome, f.visible, f.reason\n"
	"FROM finding f\n"
	"WHERE f.sealed = 1 AND f.repos = :repos AND f.team = :team AND f.since = :since AND f.until = :until\n"
	"  AND f.person = :person\n"
	"ORDER BY f.pattern";

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

static struct metric_value *find_value(struct metric_values *values, struct text id, int64_t person)
{
	for (size_t i = 0; i < values->count; i++) {
		if (values->at[i].person == person && text_equal(text_of(values->at[i].id), id))
			return &values->at[i];
	}
	return NULL;
}

static void note_sealed(struct building *building, int64_t person)
{
	for (size_t i = 0; i < building->request->subject_count; i++)
		if (building->request->subjects[i] == person)
			building->is_subject_sealed[i] = true;
}

bool keep_is_sealed(const struct building *building, int64_t person)
{
	for (size_t i = 0; i < building->request->subject_count; i++)
		if (building->request->subjects[i] == person)
			return building->is_subject_sealed[i];
	return false;
}

int keep_read_sealed(bool *is_sealed, struct building *building)
{
	struct statement *statement;
	int ret = model_statement(&statement, building, sql_sealed_metrics);

	*is_sealed = false;
	building->is_subject_sealed =
		model_array(building, building->request->subject_count + 1, sizeof(*building->is_subject_sealed));
	if (ret)
		return ret;
	statement_bind_text(statement, ":repos", buf_text(&building->repos));
	while ((ret = statement_step(statement)) == 0) {
		struct metric_value *value = find_value(&building->values[PART_PERIOD], statement_text(statement, 0),
		                                        statement_int(statement, 1));

		if (value)
			keep_restore_value(value, statement);
		note_sealed(building, statement_int(statement, 1));
		*is_sealed = true;
	}
	building->pass->is_sealed = *is_sealed;
	if (model_is_first_team(building))
		building->report->is_sealed = *is_sealed;
	return ret < 0 ? ret : 0;
}

/* What was sealed has its reason alone; the sentences and numbers of another answer would contradict it. */
static void restore_finding(struct finding *finding, enum outcome outcome, enum visible visible, struct text reason)
{
	if (finding->outcome != outcome || finding->visible != visible ||
	    !text_equal(text_of(finding->reason ? finding->reason : ""), reason)) {
		const char *pattern = finding->pattern;
		int64_t person = finding->person;

		finding_release(finding);
		*finding = (struct finding){ .pattern = pattern, .person = person, .weight = NAN };
	}
	finding->outcome = outcome;
	finding->visible = visible;
	free(finding->reason);
	finding->reason = xstrndup(reason.at ? reason.at : "", reason.size);
}

static int restore_findings(struct building *building, const char *person, struct finding *findings, size_t count)
{
	struct statement *statement;
	int ret = model_statement(&statement, building, sql_sealed_findings);

	if (ret)
		return ret;
	statement_bind_text(statement, ":repos", buf_text(&building->repos));
	statement_bind_text(statement, ":person", text_of(person));
	while ((ret = statement_step(statement)) == 0) {
		int outcome = text_find_name(outcome_names, OUTCOME_COUNT, statement_text(statement, 1), -1);
		int visible = text_find_name(visible_names, VISIBLE_COUNT, statement_text(statement, 2), -1);

		for (size_t i = 0; i < count && outcome >= 0 && visible >= 0; i++) {
			struct text reason = statement_text(statement, 3);

			if (!text_equal(text_of(findings[i].pattern), statement_text(statement, 0)))
				continue;
			restore_finding(&findings[i], (enum outcome)outcome, (enum visible)visible, reason);
		}
	}
	return ret < 0 ? ret : 0;
}

int keep_restore_findings(struct building *building)
{
	struct report *report = building->report;
	int ret = restore_findings(building, "", building->team->findings, building->team->finding_count);

	for (size_t i = 0; model_is_first_team(building) && i < report->person_count && ret == 0; i++)
		if (!report->people[i].is_excluded)
			ret = restore_findings(building, report->people[i].key, report->people[i].findings,
			                       report->people[i].finding_count);
	return ret;
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
