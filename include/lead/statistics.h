/*
 * Statistics of times and of small samples, beside the intervals of lead/interval.h; 95 % throughout. Pure functions.
 * Sources: Kaplan and Meier 1958; Greenwood 1926; Brookmeyer and Crowley 1982, on the log-log scale (Kalbfleisch and
 * Prentice 2002), as SAS and Stata have it; Conover 1999 for order statistics; Hurlbert 1971 and Heck, van Belle and
 * Simberloff 1975 for rarefaction; Avelino, Passos, Hora and Valente 2016 for the truck factor.
 */
#ifndef LEAD_STATISTICS_H
#define LEAD_STATISTICS_H

#include <stdbool.h>
#include "lead/interval.h"

/* What ended at a time, and what was still open when it was last looked at. One time may have several rows. */
struct lifetime {
	double time; /* >= 0, any unit */
	int64_t observed, censored;
};
/* NAN where the curve does not come down far enough; interval: HUGE_VAL above where only the upper limit does not. */
struct survival {
	double median, p75;       /* times at which half, and three quarters, have ended */
	struct interval interval; /* of the median; NAN below six observed ends */
	struct interval p75_interval;
	int64_t observed, n;
};
/* Sorts rows in place. Of equal times ends come before what is censored there. */
struct survival survival_of(struct lifetime *rows, size_t count);

/*
 * Ranks, from 1, of the two order statistics that hold the median of n values: exact by the binomial up to 1,000, its
 * normal approximation from there. False below six, where no pair holds it with 95 %.
 */
bool median_ranks(int64_t *low, int64_t *high, int64_t n);
/* The interval of the median of values, which get sorted; NAN below six. */
struct interval median_interval(double *values, size_t count);

/*
 * How many different kinds a random sample of that many shows, out of counts of each kind. A sample of all or more shows
 * every kind. Exact products, no logarithms: at most some 200,000 factors a kind for a total of 10^9.
 */
double rarefied(const int64_t *counts, size_t count, int64_t sample);

/* A person who knows a file, or a set of files that are known alike. Who has the lower number goes first among equals. */
struct file_knower {
	int64_t file, person; /* person 0: nobody knows it */
	int64_t count;        /* files of that set, above 0; the same in all rows of it */
};
/*
 * How many people have to go until more than half of the files have nobody left who knows them, those first who know most
 * files. 0: that is so already, or there is no file. Sorts rows in place and adds up the files; one person stands with one
 * file at most once. removed may be NULL, or has room for as many persons as there are: who went, in that order.
 */
int64_t truck_factor(int64_t *files, int64_t *removed, struct file_knower *rows, size_t count);

/*
 * Whether a figure moved since a period before: only where the difference is beyond chance and large enough to matter
 * (metrics 5: 0.12 of a share, a factor of 1.5 of a count; a share of one person wobbles by 0.12 from quarter to quarter).
 */
enum trend { TREND_NONE, TREND_UP, TREND_DOWN, TREND_COUNT };
extern const char *const trend_names[TREND_COUNT]; /* "none", "up", "down" */
#define TREND_SHARE 0.12
#define TREND_FACTOR 1.5
/* Of k in n since k0 in n0: Newcombe's interval of the difference leaves zero out, and the difference is over TREND_SHARE. */
enum trend trend_of_shares(int64_t k, int64_t n, int64_t k0, int64_t n0);
/*
 * Of two counts over spans of time (any unit, above zero): the rates differ by over TREND_FACTOR, and Wilson's interval of k
 * in k + k0 leaves out the share that equal rates would give (the score interval of two Poisson rates).
 */
enum trend trend_of_counts(int64_t k, int64_t span, int64_t k0, int64_t span0);

#endif
