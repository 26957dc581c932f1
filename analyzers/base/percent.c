/* Shares as they stand in sentences. */
#include "lead/percent.h"

#include <math.h>

double percent_of(double share)
{
	return floor(100 * share + 0.5);
}

void percent_add(struct buf *out, double share)
{
	double percent = percent_of(share);

	if (isnan(share))
		return;
	if (share > 0 && percent < 1)
		buf_add_str(out, "under 1 %");
	else if (share < 1 && percent > 99)
		buf_add_str(out, "over 99 %");
	else
		buf_add_fmt(out, "%.0f %%", percent);
}

void percent_add_interval(struct buf *out, double low, double high)
{
	if (!isnan(low) && !isnan(high))
		buf_add_fmt(out, "%.0f to %.0f", percent_of(low), percent_of(high));
}
