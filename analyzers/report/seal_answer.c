/* A report from its seal: what is the same for every reader is read, what depends on the reader is done anew. */
#include <stdlib.h>
#include <string.h>
#include "seal.h"

static int refuse_body(const struct building *building, int ret)
{
	if (ret != ERR_INVALID)
		return ret;
	return error_set(ERR_INVALID, "the sealed report of %s in this database is damaged",
	                 building->report->period_name);
}

static int refuse_format(const struct building *building, int64_t format)
{
	if (format == SEAL_FORMAT)
		return 0;
	return error_set(format > SEAL_FORMAT ? ERR_NEWER : ERR_INVALID,
	                 "the sealed report of %s has format %lld, this program knows %d: use the git lead that sealed "
	                 "it or a newer one",
	                 building->report->period_name, (long long)format, SEAL_FORMAT);
}

static const char sql_rows[] = "SELECT person, format, body\n"
			       "FROM sealed_report\n"
			       "WHERE repos = :repos AND team = :team AND since = :since AND until = :until\n"
			       "ORDER BY person";

struct reading {
	struct building *building;
	struct report report; /* as it was sealed; everything in the arena of the building's report */
	struct seal_context context;
	const struct report_mask *mask;
	VEC(struct report_person) people; /* those shown */
	VEC(int64_t) ids;                 /* theirs, of today; 0: nobody now */
};

/* ---- who is shown ---- */

static bool is_one_of(const int64_t *ids, size_t count, int64_t id)
{
	for (size_t i = 0; i < count; i++)
		if (id && ids[i] == id)
			return true;
	return false;
}

static bool is_wanted(const struct report_request *request, const struct report_person *person, int64_t id)
{
	if (!request->is_of_seal)
		return is_one_of(request->subjects, request->subject_count, id);
	return request->named_count == 0 || person->is_lead || is_one_of(request->named, request->named_count, id);
}

static int take_person(struct reading *reading, struct text body)
{
	struct building *building = reading->building;
	struct report_person person = { 0 };
	bool is_opted_out = false;
	int64_t id = 0;
	int ret = seal_read_person(&person, body, &building->report->arena);

	if (ret == 0)
		ret = seal_find_person(&id, &is_opted_out, building->store, text_of(person.key));
	if (ret || is_opted_out || !is_wanted(building->request, &person, id)) {
		/* In the arena of the report, as the matrix is. */
		if (ret == 0 && !is_opted_out)
			seal_unname(&reading->report, person.name);
		model_release_person(&person);
		return ret;
	}
	seal_mask_person(&person, reading->mask, &building->report->arena);
	person.is_viewer = id && id == building->request->viewer;
	for (size_t i = 0; i < person.finding_count; i++)
		person.findings[i].person = id ? id : -1;
	if (!person.is_viewer)
		protect_own_findings(&person);
	*VEC_PUSH(&reading->people) = person;
	*VEC_PUSH(&reading->ids) = id;
	return 0;
}

static int take_report(struct reading *reading, struct text body)
{
	struct building *building = reading->building;
	int ret = seal_read_report(&reading->report, &reading->context, body, &building->report->arena);

	if (ret == 0)
		ret = seal_resolve(&reading->report, &reading->context, building->store);
	if (ret == 0)
		seal_mask_report(&reading->report, reading->mask, &building->report->arena);
	return ret;
}

typedef VEC(struct buf) body_vec;

/* Copied: reading one asks the database for more. The first one is the report's. */
static int read_bodies(body_vec *bodies, struct building *building)
{
	struct statement *statement;
	int ret = model_statement(&statement, building, sql_rows);

	if (ret)
		return ret;
	statement_bind_text(statement, ":repos", buf_text(&building->repos));
	while ((ret = statement_step(statement)) == 0) {
		ret = refuse_format(building, statement_int(statement, 1));
		if (ret) {
			statement_reset(statement);
			return ret;
		}
		buf_add_text(VEC_PUSH(bodies), statement_text(statement, 2));
	}
	return ret < 0 ? ret : 0;
}

static int read_rows(struct reading *reading)
{
	body_vec bodies = { 0 };
	int ret = read_bodies(&bodies, reading->building);

	if (ret == 0 && bodies.count == 0)
		ret = ERR_INVALID;
	for (size_t i = 0; i < bodies.count; i++) {
		if (ret == 0)
			ret = i ? take_person(reading, buf_text(&bodies.at[i]))
			        : take_report(reading, buf_text(&bodies.at[i]));
		buf_release(&bodies.at[i]);
	}
	VEC_RELEASE(&bodies);
	return ret;
}

/* ---- who is asked for and was not sealed ---- */

static size_t list_unsealed(int64_t *out, const struct reading *reading)
{
	const struct report_request *request = reading->building->request;
	const int64_t *asked = request->is_of_seal ? request->named : request->subjects;
	size_t asked_count = request->is_of_seal ? request->named_count : request->subject_count, count = 0;

	for (size_t i = 0; i < asked_count; i++)
		if (!is_one_of(reading->ids.at, reading->ids.count, asked[i]) && !is_one_of(out, count, asked[i]))
			out[count++] = asked[i];
	return count;
}

/* The team of one day less a person of another is nobody's sum; nor is one of the eight periods of two days. */
static void take_unsealed(struct reading *reading, struct report_person *person, int64_t id)
{
	person->is_unsealed = true;
	person->rest_count = 0;
	*VEC_PUSH(&reading->people) = *person;
	*VEC_PUSH(&reading->ids) = id;
}

/* Into the arena of the building's report, which is still that of today. */
static int compute_unsealed(struct reading *reading)
{
	struct building *building = reading->building;
	struct report_request *request = (struct report_request *)building->request;
	const struct report_request as_asked = *request;
	int64_t *ids = model_array(building, request->subject_count + request->named_count + 1, sizeof(*ids));
	size_t count = list_unsealed(ids, reading);
	int ret = 0;

	if (count == 0 && !request->proof)
		return 0;
	/* Lines of proof are of today and of whoever is asked for. */
	if (!request->proof) {
		request->subjects = ids;
		request->subject_count = count;
	}
	request->freeze = false;
	ret = model_compute(building);
	for (size_t i = 0; ret == 0 && i < building->report->person_count; i++)
		if (is_one_of(ids, count, building->person_ids[i])) {
			take_unsealed(reading, &building->report->people[i], building->person_ids[i]);
			building->report->people[i].finding_count = building->report->people[i].strength_count = 0;
		}
	*request = as_asked;
	return ret;
}

/* ---- together ---- */

struct place {
	struct report_person person;
	int64_t id;
};

static int compare_places(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	int order = strcmp(x->person.name, y->person.name);

	return order ? order : strcmp(x->person.key, y->person.key);
}

static void set_people(struct reading *reading)
{
	struct building *building = reading->building;
	struct report *report = building->report;
	size_t count = reading->people.count;
	struct place *places = model_array(building, count + 1, sizeof(*places));

	for (size_t i = 0; i < count; i++)
		places[i] = (struct place){ reading->people.at[i], reading->ids.at[i] };
	qsort(places, count, sizeof(*places), compare_places);
	report->people = model_array(building, count + 1, sizeof(*report->people));
	building->person_ids = model_array(building, count + 1, sizeof(*building->person_ids));
	for (size_t i = 0; i < count; i++) {
		report->people[i] = places[i].person;
		building->person_ids[i] = places[i].id;
		report->viewer_known |= places[i].person.is_viewer;
	}
	report->person_count = count;
	reading->people.count = 0;
}

static bool is_shown_now(const struct building *building, const struct seal_person *person, bool was_shown)
{
	for (size_t i = 0; i < building->report->person_count && person->id; i++)
		if (building->person_ids[i] == person->id)
			return was_shown || building->report->people[i].is_unsealed;
	return false;
}

/* Positions among the people of the seal, from 1, stand for ids: all that these are compared with is one another. */
static void add_sighting(const struct reading *reading, const struct seal_sighting *from)
{
	struct building *building = reading->building;
	const struct seal_person *person = &reading->context.people[from->person];
	struct pass *pass = &building->passes[from->team];
	struct sighting sighting = { .person = from->person + 1,
		                     .team = (size_t)from->team,
		                     .slot = (enum slot)from->slot,
		                     .is_shown = is_shown_now(building, person, from->is_shown),
		                     .is_opted_out = person->is_opted_out };

	if (from->team == 0 && pass->active_counts[from->slot] == 0)
		building->first_sightings[from->slot] = building->sightings.count;
	pass->active_counts[from->slot]++;
	pass->unshown_counts[from->slot] += !sighting.is_shown;
	*VEC_PUSH(&building->sightings) = sighting;
}

static void add_segment(const struct reading *reading, const struct seal_segment *from)
{
	struct building *building = reading->building;
	unsigned char *teams = model_array(building, strlen(from->teams), 1);

	for (size_t i = 0; from->teams[i]; i++)
		teams[i] = from->teams[i] == '1';
	*VEC_PUSH(&building->segments) = (struct segment){ from->person + 1, (enum slot)from->slot, teams };
}

/* Who was active beside those shown now. The orders are those of the seal: sightings by team, slot and person. */
static void set_sightings(const struct reading *reading)
{
	struct building *building = reading->building;
	const struct seal_context *context = &reading->context;

	building->sightings.count = building->segments.count = building->tops.count = 0;
	building->passes = model_array(building, building->report->team_count, sizeof(*building->passes));
	for (size_t i = 0; i < context->sighting_count; i++)
		add_sighting(reading, &context->sightings[i]);
	for (size_t i = 0; i < context->segment_count; i++)
		add_segment(reading, &context->segments[i]);
	for (size_t i = 0; i < context->top_count; i++)
		building->passes[context->tops[i].team].is_top_opted_out |=
			context->people[context->tops[i].person].is_opted_out;
}

static void set_opted_out(const struct reading *reading)
{
	const struct seal_context *context = &reading->context;

	for (size_t i = 0; i < context->person_count; i++)
		reading->building->is_anybody_opted_out |= context->people[i].is_opted_out;
}

/* The evidence that was to be got next on the day of sealing. */
static void set_next(const struct reading *reading)
{
	struct sources *sources = &reading->building->sources;
	const struct seal_context *context = &reading->context;

	sources_release(sources);
	if (!context->next_command)
		return;
	sources->missing = arena_alloc(&sources->arena, sizeof(*sources->missing));
	*sources->missing = (struct missing_source){ .what = context->next_what,
		                                     .why = context->next_why,
		                                     .command = context->next_command };
	sources->missing_count = 1;
}

static void drop_pages(struct report_person *person)
{
	person->proofs = person->strength_proofs = NULL;
	person->series_count = person->area_count = person->decision_count = 0;
	person->membership_count = person->excluded_count = 0;
}

/* A short form has nothing of the pages. */
static void shorten(struct report *report)
{
	report->is_long = false;
	memset(report->periods, 0, sizeof(report->periods));
	for (size_t i = 0; i < report->team_count; i++) {
		struct report_team *team = &report->teams[i];

		team->headline_count = team->series_count = team->decision_count = team->knowledge_count = 0;
		team->repository_count = team->lead_count = 0;
		team->knowledge_left_count = 0;
		team->matrix = (struct report_matrix){ 0 };
		memset(team->coverages, 0, sizeof(team->coverages));
	}
	for (size_t i = 0; i < report->person_count; i++)
		drop_pages(&report->people[i]);
}

/* The rest of the team is kept for the most trusted reader; others see what they saw on the day of sealing. */
static void fit_rest(const struct reading *reading)
{
	struct building *building = reading->building;
	struct report_request *request = (struct report_request *)building->request;
	struct report *report = building->report;

	request->least_group = reading->context.least_group;
	if (request->is_for_others)
		request->least_rest = request->least_group;

	for (size_t i = 0; i < report->person_count; i++)
		if (building->passes[0].unshown_counts[SLOT_PERIOD] < building->request->least_rest)
			report->people[i].rest_count = 0;
}

static int put_together(struct reading *reading)
{
	struct building *building = reading->building;
	struct report *report = building->report;
	struct report sealed = reading->report;
	int ret;

	for (size_t i = 0; i < report->person_count; i++)
		model_release_person(&report->people[i]);
	for (size_t i = 0; i < report->team_count; i++)
		model_release_team(&report->teams[i]);
	sealed.arena = report->arena;
	sealed.is_sealed = true;
	*report = sealed;
	reading->report = (struct report){ 0 };
	set_people(reading);
	set_sightings(reading);
	set_next(reading);
	fit_rest(reading);
	while (!building->request->has_teams && report->team_count > 1)
		model_release_team(&report->teams[--report->team_count]);
	if (!building->request->is_long)
		shorten(report);
	ret = protect_find_opted_out(building);
	set_opted_out(reading);
	if (ret == 0 && !model_take_notes(building, report->notes, report->note_count))
		ret = ERR_INVALID;
	protect_top(building);
	return ret;
}

static int erase(struct building *building)
{
	int ret;

	if (!store_is_writable(building->store))
		return 0;
	ret = store_begin(building->store);
	if (ret)
		return ret;
	ret = protect_erase(building);
	return store_end(building->store, ret);
}

int seal_answer(struct building *building)
{
	struct reading reading = { .building = building };
	struct report_mask *mask = NULL;
	int ret = erase(building);

	if (ret == 0)
		ret = report_mask_load(&mask, building->store);
	reading.mask = mask;
	if (ret == 0)
		ret = read_rows(&reading);
	if (ret == 0)
		ret = compute_unsealed(&reading);
	if (ret == 0)
		ret = put_together(&reading);
	/* Empty where all went well. */
	for (size_t i = 0; i < reading.people.count; i++)
		model_release_person(&reading.people.at[i]);
	report_release(&reading.report);
	VEC_RELEASE(&reading.people);
	VEC_RELEASE(&reading.ids);
	report_mask_free(mask);
	return refuse_body(building, ret);
}
