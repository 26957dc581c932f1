/*
 * What stands beside a figure: its movement since the period before, and the year before as one's own baseline. A change
 * in what is recorded must never look like a change in what was done.
 */
#include <math.h>
#include <string.h>
#include "lead/people.h"
#include "model.h"

/* The index over time finds both ends at once. */
static const char sql_ends[] =
	"SELECT (SELECT landed_time FROM change WHERE :repository IS NULL OR repository_id + 0 = :repository\n"
	"        ORDER BY landed_time LIMIT 1),\n"
	"       (SELECT landed_time FROM change WHERE :repository IS NULL OR repository_id + 0 = :repository\n"
	"        ORDER BY landed_time DESC LIMIT 1)";

int model_read_history(struct building *building)
{
	struct statement *statement;
	int ret = model_statement(&statement, building, sql_ends);

	if (ret)
		return ret;
	ret = statement_step(statement);
	if (ret == 0 && !statement_is_null(statement, 0))
		building->history = (struct period){ statement_int(statement, 0), statement_int(statement, 1) + 1 };
	statement_reset(statement);
	return ret < 0 ? ret : 0;
}

/* Seconds of the period in which there was history: a clone of last week has not seen the whole quarter. */
static int64_t seconds_covered(const struct building *building, struct period period)
{
	int64_t length;

	if (period.since_time < building->history.since_time)
		period.since_time = building->history.since_time;
	if (period.until_time > building->history.until_time)
		period.until_time = building->history.until_time;
	if (period.until_time <= period.since_time ||
	    __builtin_sub_overflow(period.until_time, period.since_time, &length))
		return 0;
	return length;
}

bool model_rests_on_reviews(const char *id)
{
	const struct metric_info *info = metric_find(text_of(id));
	const struct metric_part *part = info ? metric_part_find(info, text_of(id)) : NULL;
	const char *needs = part ? part->needs : info ? info->needs : "";

	return !strcmp(needs, "review") || !strcmp(needs, "usable");
}

/*
 * A bound, or what left no trace, is compared with nothing. What rests on reviews only where they were recorded throughout:
 * a project that took up a trailer did not take up reviewing.
 */
static bool is_comparable(const struct building *building, const struct figure *now, const struct figure *past,
                          enum part part)
{
	if (now->state != STATE_OK || past->state != STATE_OK || now->note || past->note)
		return false;
	if (!model_rests_on_reviews(now->id))
		return true;
	return building->coverage[PART_PERIOD] == COVERAGE_USABLE && building->coverage[part] == COVERAGE_USABLE;
}

static enum trend trend_between(const struct building *building, const struct figure *now, const struct figure *past,
                                bool is_away)
{
	const struct metric_info *info = metric_find(text_of(now->id));
	const struct metric_part *part = info ? metric_part_find(info, text_of(now->id)) : NULL;
	const char *interval = part ? part->interval : info ? info->interval : "";
	struct period period = building->scope.period;

	if (!strcmp(interval, "wilson"))
		return trend_of_shares(now->k, now->n, past->k, past->n);
	if (!strcmp(interval, "garwood") && !is_away)
		return trend_of_counts(now->k, seconds_covered(building, period), past->k,
		                       seconds_covered(building, period_before(period)));
	return TREND_NONE;
}

/* Declared absence of the person in each part, as a share of it; all 0 for the team. */
struct absence {
	double now, before, year;
};

static int read_absence(struct absence *out, struct building *building, int64_t person)
{
	int64_t days;
	int ret = 0;

	*out = (struct absence){ 0 };
	if (person)
		ret = person_absence(&out->now, &days, building, person, model_period(building->request, PART_PERIOD));
	if (person && ret == 0)
		ret = person_absence(&out->before, &days, building, person,
		                     model_period(building->request, PART_PREVIOUS));
	if (person && ret == 0)
		ret = person_absence(&out->year, &days, building, person, model_period(building->request, PART_YEAR));
	return ret;
}

/*
 * Of a period with more than a third of declared absence nothing is drawn, neither from it nor against it; with less of it
 * counts do not move: fewer or more is no news then.
 */
static int fill_figures(struct building *building, struct figure *figures, size_t count, int64_t person)
{
	struct absence absence;
	int ret = read_absence(&absence, building, person);
	bool is_away = absence.now > 0 || absence.before > 0;

	if (ret || absence.now > DECLARED_SHARE)
		return ret;
	for (size_t i = 0; i < count; i++) {
		struct figure *figure = &figures[i];
		struct figure past;

		if (absence.before <= DECLARED_SHARE && figure_of(&past, building, PART_PREVIOUS, figure->id, person) &&
		    is_comparable(building, figure, &past, PART_PREVIOUS)) {
			figure->before = past.value;
			figure->trend = trend_between(building, figure, &past, is_away);
		}
		if (absence.year <= DECLARED_SHARE && figure_of(&past, building, PART_YEAR, figure->id, person) &&
		    is_comparable(building, figure, &past, PART_YEAR))
			figure->year = past.value;
	}
	return ret;
}

int model_fill_trends(struct building *building)
{
	struct report *report = building->report;
	int ret = fill_figures(building, building->team->figures, building->team->figure_count, 0);
	for (size_t i = 0; model_is_first_team(building) && i < report->person_count && ret == 0; i++)
		ret = fill_figures(building, report->people[i].figures, report->people[i].figure_count,
		                   building->person_ids[i]);
	return ret;
}
