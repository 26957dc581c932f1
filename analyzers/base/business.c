/* Time that passes on business days: Monday to Friday of UTC. No holidays and no hours of work: those are not collected. */
#include "lead/period.h"

#define MONDAY_SECS (4 * DAY_SECS) /* 1970-01-05, the first Monday */

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* Business seconds from the first Monday to time; negative before it. Smaller than time itself, hence never too large. */
static int64_t since_monday(int64_t time)
{
	int64_t weeks = time / WEEK_SECS, rest = time % WEEK_SECS - MONDAY_SECS;

	if (rest < 0) {
		rest += WEEK_SECS;
		weeks--;
	}
	if (rest < 0) {
		rest += WEEK_SECS;
		weeks--;
	}
	return weeks * BUSINESS_WEEK_SECS + least(rest, BUSINESS_WEEK_SECS);
}

int64_t business_secs(int64_t from, int64_t until)
{
	int64_t before = since_monday(from), after = since_monday(until);

	if (until <= from)
		return 0;
	if (before < 0 && after > INT64_MAX + before)
		return INT64_MAX;
	return after - before;
}
