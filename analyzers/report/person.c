/*
 * The persons of the report: leads, those named, and the viewer, in order of their names and never of a figure. What
 * the others did stands beside as one sum, and only if it is the sum of enough people.
 */
#include <stdlib.h>
#include <string.h>
#include "model.h"

static const char sql_person[] =
	"SELECT p.key, p.name,\n"
	"       EXISTS (SELECT 1 FROM member m WHERE m.person_id = p.id AND m.is_lead = 1\n"
	"         AND (:team = '' OR m.team = :team) AND m.from_time < :until AND m.until_time > :since),\n"
	"       CASE WHEN :team = '' OR EXISTS (SELECT 1 FROM member m WHERE m.person_id = p.id AND m.team = :team\n"
	"         AND m.from_time < :until AND m.until_time > :since) THEN 0 ELSE 1 END\n"
	"FROM person p\n"
	"WHERE p.id = :person";

struct subject {
	int64_t id;
	const char *key, *name;
	bool is_lead, is_excluded, is_outside;
	int64_t absent_days;
};

static int read_subject(struct building *building, struct subject *subject)
{
	struct statement *statement;
	int ret = model_statement(&statement, building, sql_person);

	if (ret)
		return ret;
	statement_bind_int(statement, ":person", subject->id);
	ret = statement_step(statement);
	if (ret == 0) {
		struct text name = statement_text(statement, 1);

		subject->key = model_text(building, statement_text(statement, 0));
		subject->name = name.size ? model_text(building, name) : subject->key;
		subject->is_lead = statement_int(statement, 2) != 0;
		subject->is_outside = statement_int(statement, 3) != 0;
	}
	statement_reset(statement);
	return ret;
}

static int read_absence(struct building *building, struct subject *subject)
{
	double share;
	int ret = person_absence(&share, &subject->absent_days, building, subject->id, building->scope.period);

	subject->is_excluded = share >= 1;
	return ret;
}

static int compare_subjects(const void *a, const void *b)
{
	const struct subject *x = a;
	const struct subject *y = b;
	int order = strcmp(x->name, y->name);

	return order ? order : strcmp(x->key, y->key);
}

/* What somebody did who is not in the team is not zero: it is not asked. */
static void clear_figures(struct figure *figures, size_t count)
{
	figures_withhold(figures, count);
	for (size_t i = 0; i < count; i++)
		figures[i].state = STATE_NA;
}

/* A half that is declared absence as a whole. */
static int withhold_half(struct building *building, struct report_person *person, int half, int64_t id)
{
	enum part part = half ? PART_SECOND_HALF : PART_FIRST_HALF;
	double share;
	int64_t days;
	int ret = person_absence(&share, &days, building, id, model_period(building->request, part));

	if (ret == 0 && share >= 1)
		figures_withhold(person->halves[half], person->half_count);
	return ret;
}

static int fill_person(struct building *building, struct report_person *person, const struct subject *subject,
                       bool has_rest)
{
	int ret = 0;

	person->key = subject->key;
	person->name = subject->name;
	person->is_lead = subject->is_lead;
	person->is_viewer = subject->id == building->request->viewer;
	person->absent_days = subject->absent_days;
	person->is_excluded = subject->is_excluded;
	person->figures = figures_of(building, &person->figure_count, PART_PERIOD, subject->id);
	person->is_outside = subject->is_outside;
	if (person->is_outside)
		clear_figures(person->figures, person->figure_count);
	else if (person->is_excluded)
		figures_withhold(person->figures, person->figure_count);
	else if (has_rest)
		person->rest = figures_rest(building, &person->rest_count, subject->id);
	if (building->request->is_default_period) {
		size_t count;

		person->halves[0] = figures_of(building, &person->half_count, PART_FIRST_HALF, subject->id);
		person->halves[1] = figures_of(building, &count, PART_SECOND_HALF, subject->id);
		if (count < person->half_count)
			person->half_count = count;
		for (int half = 0; half < 2 && person->is_outside; half++)
			clear_figures(person->halves[half], person->half_count);
		for (int half = 0; half < 2 && ret == 0 && !person->is_outside; half++)
			ret = withhold_half(building, person, half, subject->id);
	}
	return ret ? ret : report_is_opted_out(&person->is_opted_out, building->store, subject->id);
}

int model_fill_people(struct building *building)
{
	const struct report_request *request = building->request;
	struct report *report = building->report;
	struct subject *subjects = model_array(building, request->subject_count + 1, sizeof(*subjects));
	size_t count = 0;
	int ret = 0;

	for (size_t i = 0; i < request->subject_count && ret == 0; i++) {
		subjects[count].id = request->subjects[i];
		ret = read_subject(building, &subjects[count]);
		if (ret == 1) {
			ret = 0;
			continue;
		}
		if (ret == 0)
			ret = read_absence(building, &subjects[count]);
		count++;
	}
	if (ret)
		return ret;
	qsort(subjects, count, sizeof(*subjects), compare_subjects);
	report->people = model_array(building, count + 1, sizeof(*report->people));
	building->person_ids = model_array(building, count + 1, sizeof(*building->person_ids));
	for (size_t i = 0; i < count && ret == 0; i++) {
		ret = fill_person(building, &report->people[i], &subjects[i],
		                  building->pass->unshown_counts[SLOT_PERIOD] >= request->least_rest);
		building->person_ids[i] = subjects[i].id;
		report->viewer_known |= report->people[i].is_viewer;
	}
	report->person_count = count;
	return ret;
}
