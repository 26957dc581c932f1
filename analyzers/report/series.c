/*
 * Eight periods of a few metrics, of the team and of each person. What protects the figures of the period protects each point:
 * here absence, membership and what is not known; what sums would tell is withheld in protect.c.
 */
#include <math.h>
#include <string.h>
#include "model.h"

/* What a series is told of; in the order of the page. */
static const char *const team_ids[] = { "M07",       "M29", "M09", "M09.active", "M12.new",   "M16.count",
	                                "M17.count", "M20", "M01", "M25",        "M25.single" };
static const char *const person_ids[] = { "M01.code",      "M01", "M02",       "M03",       "M04",    "M12",
	                                  "M13.mentoring", "M13", "M16.count", "M17.count", "M29.int" };

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static struct figure empty_figure(const char *id, const char *note)
{
	struct figure figure = { .id = id,
		                 .value = NAN,
		                 .low = NAN,
		                 .high = NAN,
		                 .state = STATE_UNKNOWN,
		                 .before = NAN,
		                 .year = NAN,
		                 .note = note };

	figure_describe(&figure);
	return figure;
}

static void start_series(struct report_series **out, size_t *out_count, struct building *building,
                         const char *const *ids, size_t count)
{
	struct report_series *series = model_array(building, count, sizeof(*series));

	for (size_t i = 0; i < count; i++) {
		struct figure empty = empty_figure(ids[i], "before the history");

		/* A part stands alone here: without the dash that ties it to the row above. */
		series[i] = (struct report_series){ .id = empty.id,
			                            .label = empty.label + (strncmp(empty.label, "- ", 2) ? 0 : 2),
			                            .unit = empty.unit };
		for (int j = 0; j < SERIES_PERIODS; j++)
			series[i].points[j] = empty;
	}
	*out = series;
	*out_count = count;
}

static void fill_points(struct building *building, struct report_series *series, size_t count, int position,
                        enum part part, int64_t person)
{
	for (size_t i = 0; i < count; i++) {
		struct figure *point = &series[i].points[position];

		if (figure_of(point, building, part, series[i].id, person))
			point->id = series[i].id;
		else
			*point = empty_figure(series[i].id, "no figure of this time");
	}
}

/* Whether the person belonged to the team at any time of the period. */
static int is_member(bool *out, struct building *building, int64_t person, struct period period)
{
	struct statement *statement;
	int64_t is_in;
	int ret = model_statement(&statement, building,
	                          "SELECT :team = '' OR EXISTS (\n"
	                          "  SELECT 1 FROM member m WHERE m.team = :team AND m.person_id = :person\n"
	                          "    AND m.from_time < :until AND m.until_time > :since)");

	if (ret)
		return ret;
	statement_bind_int(statement, ":person", person);
	statement_bind_int(statement, ":since", period.since_time);
	statement_bind_int(statement, ":until", period.until_time);
	ret = statement_take_int(&is_in, statement);
	*out = is_in != 0;
	return ret;
}

static int fill_person_points(struct building *building, struct report_person *person, int64_t id, int position,
                              enum part part)
{
	struct period period = building->report->periods[position].period;
	bool is_in = true;
	double away = 0;
	int64_t days;
	int ret = is_member(&is_in, building, id, period);

	if (ret == 0)
		ret = person_absence(&away, &days, building, id, period);
	if (ret)
		return ret;
	fill_points(building, person->series, person->series_count, position, part, id);
	for (size_t i = 0; i < person->series_count && (!is_in || away >= 1); i++) {
		figures_withhold(&person->series[i].points[position], 1);
		person->series[i].points[position].state = is_in ? STATE_WITHHELD : STATE_NA;
	}
	return 0;
}

static int fill_position(struct building *building, int position, enum part part)
{
	struct report *report = building->report;
	int ret = 0;

	building->team->coverages[position] = building->coverage[part];
	fill_points(building, building->team->series, building->team->series_count, position, part, 0);
	for (size_t i = 0; model_is_first_team(building) && i < report->person_count && ret == 0; i++)
		ret = fill_person_points(building, &report->people[i], building->person_ids[i], position, part);
	return ret;
}

/* The period before is there already, unless it was sealed. */
static bool is_at_hand(const struct building *building, int position)
{
	return position == SLOT_PREVIOUS && !building->report->periods[position].is_sealed;
}

int series_fill(struct building *building)
{
	struct report *report = building->report;
	int ret = 0;

	start_series(&building->team->series, &building->team->series_count, building, team_ids, COUNT_OF(team_ids));
	for (size_t i = 0; model_is_first_team(building) && i < report->person_count; i++)
		start_series(&report->people[i].series, &report->people[i].series_count, building, person_ids,
		             COUNT_OF(person_ids));
	for (int i = 0; i < SERIES_PERIODS - 1 && ret == 0; i++) {
		bool is_there = is_at_hand(building, i);

		if (!report->periods[i].is_known)
			continue;
		if (!is_there)
			ret = past_load(building, i);
		if (ret == 0)
			ret = fill_position(building, i, is_there ? PART_PREVIOUS : PART_PAST);
	}
	return ret ? ret : fill_position(building, SERIES_PERIODS - 1, PART_PERIOD);
}
