/*
 * Statistics with intervals, 95 % (z = 1.96) throughout. Pure functions; no rounding.
 * Sources: Wilson 1927; Newcombe 1998 (hybrid score, method 10); Garwood 1936.
 */
#ifndef LEAD_INTERVAL_H
#define LEAD_INTERVAL_H

#include <stddef.h>
#include <stdint.h>

struct interval {
	double low, high;
};

/* Proportion k of n, 0 <= k <= n; n = 0 gives [0, 1]. */
struct interval wilson(int64_t k, int64_t n);
/* Count x >= 0 of a Poisson process, exact; x = 0 gives low = 0. */
struct interval garwood(int64_t x);
/* Difference k1/n1 - k2/n2; n1 or n2 = 0 gives [-1, 1]. */
struct interval newcombe(int64_t k1, int64_t n1, int64_t k2, int64_t n2);
/* The ratio R/A from the share's interval: L/(1-L), U/(1-U); U = 1 gives HUGE_VAL. */
struct interval ratio_from_share(struct interval share);
/* Unbiased Herfindahl index: sum x(x-1) / (N(N-1)); N < 2 gives NAN. */
double herfindahl_unbiased(const int64_t *counts, size_t count);
/* Median of values; sorts them in place; count 0 gives NAN. quantile: 0..1, linear interpolation (type 7). */
double quantile(double *values, size_t count, double q);

#endif
