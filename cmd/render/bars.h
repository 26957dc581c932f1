/*
 * Small bars drawn with characters. A bar marks where a share lies and how far its interval reaches.
 */
#ifndef RENDER_BARS_H
#define RENDER_BARS_H

#include <stdbool.h>
#include "lead/text.h"

/*
 * A scale from 0 to 1 of exactly width columns: dots, the interval shaded, the share itself solid. NAN bounds draw the
 * share alone; a NAN share draws dots. Values outside 0..1 are clamped.
 */
void bar_add(struct buf *out, double share, double low, double high, int width, bool use_unicode);

/*
 * One column a value, from zero (or the least below it) to the greatest, of shares to 1; a gap where it is NAN. A course, not a
 * measure: the values stand beside it.
 */
void spark_add(struct buf *out, const double *values, int count, bool is_share, bool use_unicode);

#endif
