/*
 * Declared absence within the periods of a report. Nothing is rescaled by it: shares stay shares of what was done, and who is
 * away for all of a period has no figures in it.
 */
#include <math.h>
#include "model.h"

int person_absence(double *share, int64_t *days, struct building *building, int64_t person, enum part part)
{
	struct period period = model_period(building->request, part);
	int64_t reached = period.since_time, covered = 0;
	struct statement *row;
	int ret = store_statement(&row, building->store,
	                          "SELECT from_time, until_time\n"
	                          "FROM declared\n"
	                          "WHERE kind = 'absence' AND person_id = :person AND from_time < :until\n"
	                          "  AND until_time > :since\n"
	                          "ORDER BY from_time, until_time, value");

	*share = 0;
	*days = 0;
	if (ret)
		return ret;
	statement_bind_int(row, ":person", person);
	statement_bind_int(row, ":since", period.since_time);
	statement_bind_int(row, ":until", period.until_time);
	while ((ret = statement_step(row)) == 0) {
		int64_t from = statement_int(row, 0), until = statement_int(row, 1);

		from = from > reached ? from : reached;
		until = until < period.until_time ? until : period.until_time;
		if (until <= from)
			continue;
		covered += until - from;
		reached = until;
	}
	if (period.until_time > period.since_time)
		*share = (double)covered / ((double)period.until_time - (double)period.since_time);
	*days = (covered + DAY_SECS - 1) / DAY_SECS;
	return ret < 0 ? ret : 0;
}

void figures_withhold(struct figure *figures, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct figure *figure = &figures[i];

		figure->value = figure->low = figure->high = figure->before = figure->year = NAN;
		figure->k = figure->n = 0;
		figure->state = STATE_WITHHELD;
		figure->trend = TREND_NONE;
		figure->note = NULL;
	}
}
