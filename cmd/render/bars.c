/*
 * Bars of bars.h. Each cell is one column wide in either alphabet, so that what follows stays aligned.
 */
#include <math.h>
#include "bars.h"

struct alphabet {
	const char *empty, *reach, *share;
};
static const struct alphabet ascii = { ".", "=", "#" };
static const struct alphabet unicode = { "\u00b7", "\u2592", "\u2588" };

/* The cell that holds x; the end of the scale belongs to the last cell. */
static int cell_of(double x, int width)
{
	int cell;

	if (x <= 0)
		return 0;
	if (x >= 1)
		return width - 1;
	cell = (int)(x * width);
	return cell < width ? cell : width - 1;
}

void bar_add(struct buf *out, double share, double low, double high, int width, bool use_unicode)
{
	const struct alphabet *letters = use_unicode ? &unicode : &ascii;
	int at = isnan(share) ? -1 : cell_of(share, width);
	int from = isnan(low) || isnan(high) ? at : cell_of(low, width);
	int to = isnan(low) || isnan(high) ? at : cell_of(high, width);

	for (int i = 0; i < width; i++) {
		if (i == at)
			buf_add_str(out, letters->share);
		else if (at >= 0 && i >= from && i <= to)
			buf_add_str(out, letters->reach);
		else
			buf_add_str(out, letters->empty);
	}
}

/* The lowest is above the line's foot: a zero is seen, what is not known is not. */
static const char *const blocks[] = { "\u2581", "\u2582", "\u2583", "\u2584", "\u2585", "\u2586", "\u2587", "\u2588" };
static const char *const signs[] = { "_", ".", "-", "~", "=", "+", "*", "#" };

void spark_add(struct buf *out, const double *values, int count, bool is_share, bool use_unicode)
{
	double least = 0, most = is_share ? 1 : 0;

	for (int i = 0; i < count; i++) {
		least = values[i] < least ? values[i] : least;
		most = values[i] > most ? values[i] : most;
	}
	for (int i = 0; i < count; i++) {
		int level = most > least && !isnan(values[i]) ? cell_of((values[i] - least) / (most - least), 8) : 0;

		buf_add_str(out, isnan(values[i]) ? " " : use_unicode ? blocks[level] : signs[level]);
	}
}
