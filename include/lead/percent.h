/* Shares as they stand in sentences: whole percent, the same everywhere. Nothing here depends on the locale. */
#ifndef LEAD_PERCENT_H
#define LEAD_PERCENT_H

#include "lead/text.h"

/* A share 0..1 in percent, rounded to a whole number. */
double percent_of(double share);
/* "82 %"; what is neither 0 nor 1 never reads "0 %" or "100 %" but "under 1 %", "over 99 %". NAN adds nothing. */
void percent_add(struct buf *out, double share);
/* "78 to 86"; NAN adds nothing. */
void percent_add_interval(struct buf *out, double low, double high);

#endif
