/*
 * Builds the model of a report: computes the metrics over the periods that are needed, runs the patterns, keeps the
 * results and fills every section. The sections themselves are in the files named after them.
 */
#include <math.h>
#include <stdlib.h>
#include "lead/facts.h"
#include "pages.h"
#include "seal.h"

#define REPORT_SCHEMA "1" /* of the JSON form; changes when a key is renamed or changes its meaning */

static int fill_subjects(struct store *store, const struct report_request *request)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, "DELETE FROM subject");

	if (ret == 0)
		ret = statement_run(statement);
	if (ret == 0)
		ret = store_statement(&statement, store, "INSERT OR IGNORE INTO subject (person_id) VALUES (:person)");
	for (size_t i = 0; i < request->subject_count && ret == 0; i++) {
		statement_bind_int(statement, ":person", request->subjects[i]);
		ret = statement_run(statement);
	}
	return ret;
}

struct period model_period(const struct report_request *request, enum part part)
{
	struct period period = request->period;
	int64_t middle = period.since_time + (period.until_time - period.since_time) / 2;

	switch (part) {
	case PART_FIRST_HALF:
		return (struct period){ period.since_time, middle };
	case PART_SECOND_HALF:
		return (struct period){ middle, period.until_time };
	case PART_PREVIOUS:
		return period_before(period);
	case PART_YEAR:
		return period_year(period_before(period));
	case PART_PERIOD:
	case PART_PAST:
	case PART_COUNT:
		break;
	}
	return period;
}

/* Where history is cut inside the period nothing is silently a number: counts are lower bounds, shares are unknown. */
static void mark_cut(struct metric_values *values)
{
	for (size_t i = 0; i < values->count; i++) {
		struct metric_value *value = &values->at[i];

		if (value->state == STATE_NA || value->state == STATE_WITHHELD)
			continue;
		value->state = STATE_UNKNOWN;
		value->low = value->high = NAN;
	}
}

void values_blank_unseen(struct metric_values *values)
{
	for (size_t i = 0; i < values->count; i++) {
		struct metric_value *value = &values->at[i];

		if (value->state == STATE_UNKNOWN && value->k == 0)
			value->value = value->low = value->high = NAN;
	}
}

static void mark_part(struct building *building, enum part part)
{
	if (building->cut_time >= model_period(building->request, part).since_time) {
		mark_cut(&building->values[part]);
		building->coverage[part] = COVERAGE_UNKNOWN;
	}
	values_blank_unseen(&building->values[part]);
}

static int compute_part(struct building *building, enum part part)
{
	struct scope scope = building->scope;
	int ret;

	scope.period = model_period(building->request, part);
	ret = metric_compute(&building->values[part], &building->coverage[part], building->store, &scope);
	if (ret)
		return ret;
	metric_withhold_groups(&building->values[part], building->request->least_group);
	mark_part(building, part);
	return 0;
}

/* The year ends where the period before does: one set of tables serves both. */
static int compute_past(struct building *building)
{
	struct scope scope = building->scope;
	int ret = compute_part(building, PART_PREVIOUS);

	scope.period = model_period(building->request, PART_PREVIOUS);
	if (ret == 0)
		ret = protect_see(building, SLOT_BEFORE, scope.period);
	if (ret == 0 && building->request->is_long)
		ret = protect_see(building, SLOT_PREVIOUS, scope.period);
	if (ret == 0)
		ret = protect_see(building, SLOT_YEAR, model_period(building->request, PART_YEAR));
	if (ret == 0)
		ret = metric_compute_year(&building->values[PART_YEAR], &building->coverage[PART_YEAR], building->store,
		                          &scope);
	if (ret == 0)
		mark_part(building, PART_YEAR);
	return ret;
}

/* The period itself comes last: the tables that metrics gather then speak of it, for the sections that read them. */
static int compute_all(struct building *building)
{
	int ret = 0;

	if (building->request->is_default_period && building->request->subject_count && model_is_first_team(building)) {
		ret = compute_part(building, PART_FIRST_HALF);
		if (ret == 0)
			ret = compute_part(building, PART_SECOND_HALF);
	}
	if (ret == 0)
		ret = compute_past(building);
	if (ret == 0)
		ret = compute_part(building, PART_PERIOD);
	return ret ? ret : protect_see(building, SLOT_PERIOD, building->scope.period);
}

/* Persons stand in the scope of the first team: everybody, or the one that was asked for. */
static int fill_people(struct building *building)
{
	return model_is_first_team(building) ? model_fill_people(building) : 0;
}

static int fill_strengths(struct building *building)
{
	return model_is_first_team(building) ? model_fill_strengths(building) : 0;
}

/* What reads the tables of the period. */
static int fill_pages(struct building *building)
{
	struct report *report = building->report;
	struct report_team *team = building->team;
	int ret = 0;

	/* The short form tells them as well. */
	if (model_is_first_team(building))
		ret = model_fill_repository_counts(building);
	if (ret || !building->request->is_long)
		return ret;
	if (model_is_first_team(building))
		ret = past_fill_periods(building);
	if (ret == 0)
		ret = model_fill_matrix(building, team);
	if (ret == 0)
		ret = model_fill_records(building, team);
	if (ret == 0)
		ret = model_fill_knowledge(building, team);
	if (ret == 0)
		ret = model_fill_team_facts(building, team);
	for (size_t i = 0; model_is_first_team(building) && i < report->person_count && ret == 0; i++)
		ret = model_fill_person_facts(building, &report->people[i], building->person_ids[i]);
	return ret;
}

/* What fills the tables anew. */
static int fill_past(struct building *building)
{
	struct report *report = building->report;
	int ret = 0;

	if (!building->request->is_long)
		return 0;
	for (size_t i = 0; model_is_first_team(building) && i < report->person_count && ret == 0; i++)
		ret = model_fill_proofs(building, &report->people[i], building->person_ids[i]);
	return ret ? ret : series_fill(building);
}

/* One team after the other, each from its own figures to its findings. */
static int (*const sections[])(struct building *building) = {
	compute_all,       model_fill_coverage, model_fill_team, protect_find_top,    fill_people,
	model_fill_trends, fill_strengths,      fill_pages,      model_fill_findings, fill_past,
};

static void release_values(struct building *building)
{
	for (int part = 0; part < PART_COUNT; part++) {
		metric_values_release(&building->values[part]);
		building->coverage[part] = COVERAGE_UNKNOWN;
	}
}

static void tell_progress(const struct building *building, size_t done, size_t total)
{
	const struct report_request *request = building->request;

	if (request->progress)
		request->progress(request->progress_payload, "computing the report", done, total);
}

static int fill_teams(struct building *building)
{
	size_t section_count = sizeof(sections) / sizeof(sections[0]);
	struct report *report = building->report;
	int ret = model_list_teams(building);

	for (size_t i = 0; i < report->team_count && ret == 0; i++) {
		building->team = &report->teams[i];
		building->pass = &building->passes[i];
		building->scope.team = building->team->name;
		for (size_t j = 0; j < section_count && ret == 0; j++) {
			tell_progress(building, i * section_count + j, report->team_count * section_count);
			ret = sections[j](building);
		}
		if (ret && i)
			ret = error_context(ret, "team '%s'", building->team->name);
		release_values(building);
	}
	/* What comes after speaks of the whole report again. */
	building->scope.team = report->teams[0].name;
	report->coverage = report->teams[0].coverage;
	return ret;
}

int model_compute(struct building *building)
{
	int ret = model_fill_links(building);

	if (ret == 0)
		ret = sources_build_missing(&building->sources, building->store, building->scope.repository);
	if (ret == 0)
		ret = fill_subjects(building->store, building->request);
	if (ret == 0)
		ret = model_read_history(building);
	if (ret == 0)
		ret = fill_teams(building);
	if (ret == 0)
		ret = model_fill_notes(building);
	if (ret)
		return ret;
	protect_top(building);
	model_fill_title(building);
	return store_is_writable(building->store) && !building->request->is_own_page &&
	                       !building->request->keeps_nothing
	               ? keep_write(building)
	               : 0;
}

/* What is kept does not depend on who reads this report; what is shown does. */
static int fit_to_reader(struct building *building)
{
	int ret;

	protect_complement(building);
	protect_series(building);
	protect_find_differences(building);
	protect_differences(building);
	building->report->coverage = building->report->teams[0].coverage;
	protect_viewer(building);
	ret = report_mask_data(building);
	if (ret == 0)
		ret = model_hide_names(building);
	model_note_unsealed(building);
	model_fill_next(building);
	model_limit_notes(building);
	headlines_fill(building);
	suggestions_fill(building);
	return ret;
}

int model_begin(struct building *building, struct report *report, struct store *store, const struct config *config,
                struct report_request *request)
{
	struct buf name = { 0 };
	int ret;

	*building = (struct building){ .report = report, .store = store, .config = config, .request = request };
	*report = (struct report){ .schema = REPORT_SCHEMA,
		                   .period = request->period,
		                   .period_was_moved = request->period_was_moved,
		                   .is_default_period = request->is_default_period,
		                   .is_long = request->is_long };
	building->scope = (struct scope){ request->team ? request->team : "", request->repository, request->period };
	period_format(&name, request->period, request->fiscal_month ? request->fiscal_month : 1);
	report->period_name = model_buf(building, &name);
	ret = protect_request(request, building);
	return ret ? ret : model_fill_repositories(building);
}

void model_end(struct building *building)
{
	VEC_RELEASE(&building->sightings);
	VEC_RELEASE(&building->segments);
	VEC_RELEASE(&building->tops);
	sources_release(&building->sources);
	buf_release(&building->repos);
	buf_release(&building->tips);
}

int report_build(struct report *out, struct store *store, const struct config *config,
                 const struct report_request *request)
{
	struct report_request own = *request;
	struct building building;
	struct report report;
	bool is_sealed = false, is_new = false;
	int ret = model_begin(&building, &report, store, config, &own);

	if (ret == 0 && !own.is_own_page)
		ret = seal_find(&is_sealed, &building);
	if (ret == 0 && own.freeze && !is_sealed) {
		ret = seal_make(&building);
		is_sealed = is_new = true;
	}
	if (ret == 0)
		ret = is_sealed ? seal_answer(&building) : model_compute(&building);
	report.is_new_seal = is_new;
	if (ret == 0)
		ret = fit_to_reader(&building);
	model_end(&building);
	if (ret)
		report_release(&report);
	else
		*out = report;
	return ret;
}

static void release_findings(struct finding *findings, size_t count)
{
	for (size_t i = 0; i < count; i++)
		finding_release(&findings[i]);
}

static void release_strengths(struct strength *strengths, size_t count)
{
	for (size_t i = 0; i < count; i++)
		strength_release(&strengths[i]);
}

void model_release_team(struct report_team *team)
{
	release_findings(team->findings, team->finding_count);
}

void model_release_person(struct report_person *person)
{
	release_findings(person->findings, person->finding_count);
	release_strengths(person->strengths, person->strength_count);
}

void report_release(struct report *report)
{
	for (size_t i = 0; i < report->team_count; i++)
		model_release_team(&report->teams[i]);
	for (size_t i = 0; i < report->person_count; i++)
		model_release_person(&report->people[i]);
	arena_release(&report->arena);
	*report = (struct report){ 0 };
}
