/*
 * Intervals and small statistics. Pure arithmetic on doubles; what the numbers mean, and when they are too few, is decided
 * above.
 */
#include "lead/interval.h"

#include <math.h>
#include <stdlib.h>

#define Z 1.96

static double square(double x)
{
	return x * x;
}

struct interval wilson(int64_t k, int64_t n)
{
	struct interval out = { 0, 1 };
	double count = (double)n, share, centre, half, scale;

	if (n <= 0)
		return out;
	share = (double)k / count;
	scale = 1 + Z * Z / count;
	centre = (share + Z * Z / (2 * count)) / scale;
	half = Z * sqrt(share * (1 - share) / count + Z * Z / (4 * count * count)) / scale;
	/* At the ends the formula gives 0 and 1 exactly, floating point does not. */
	if (k > 0)
		out.low = fmax(0, centre - half);
	if (k < n)
		out.high = fmin(1, centre + half);
	return out;
}

/* Products, not pow(): its last digit may differ from one C library to the next. */
struct interval newcombe(int64_t k1, int64_t n1, int64_t k2, int64_t n2)
{
	struct interval out = { -1, 1 }, first, second;
	double p1, p2, difference;

	if (n1 <= 0 || n2 <= 0)
		return out;
	first = wilson(k1, n1);
	second = wilson(k2, n2);
	p1 = (double)k1 / (double)n1;
	p2 = (double)k2 / (double)n2;
	difference = p1 - p2;
	out.low = fmax(-1, difference - sqrt(square(p1 - first.low) + square(second.high - p2)));
	out.high = fmin(1, difference + sqrt(square(first.high - p1) + square(p2 - second.low)));
	return out;
}

static double odds(double share)
{
	return share >= 1 ? HUGE_VAL : share / (1 - share);
}

struct interval ratio_from_share(struct interval share)
{
	return (struct interval){ odds(share.low), odds(share.high) };
}

double herfindahl_unbiased(const int64_t *counts, size_t count)
{
	double sum = 0, total = 0;

	for (size_t i = 0; i < count; i++) {
		double x = (double)counts[i];

		total += x;
		sum += x * (x - 1);
	}
	return total < 2 ? NAN : sum / (total * (total - 1));
}

static int compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double quantile(double *values, size_t count, double q)
{
	double position;
	size_t below;

	if (count == 0)
		return NAN;
	qsort(values, count, sizeof(*values), compare_doubles);
	position = fmin(1, fmax(0, q)) * (double)(count - 1);
	below = (size_t)position;
	if (below + 1 >= count)
		return values[count - 1];
	return values[below] + (position - (double)below) * (values[below + 1] - values[below]);
}
