/*
 * Declared absence within the periods of a report. Nothing is rescaled by it: shares stay shares of what was done, and who is
 * away for all of a period has no figures in it.
 */
#include <math.h>
#include "lead/people.h"
#include "model.h"

int person_absence(double *share, int64_t *days, struct building *building, int64_t person, struct period period)
{
	double length = (double)period.until_time - (double)period.since_time;
	int ret = people_declared_share(share, building->store, "absence", person, period);

	/* A day that was begun counts; the share is a quotient, so its product may lie a trace above a whole number. */
	*days = ret ? 0 : (int64_t)ceil(*share * length / (double)DAY_SECS - 1e-6);
	return ret;
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
