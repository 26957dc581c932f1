/* Survival curves, medians by rank, rarefaction, truck factor. Pure arithmetic; what the numbers mean is decided above. */
#include "lead/statistics.h"

#include <math.h>
#include <stdlib.h>
#include "lead/alloc.h"

#define Z 1.96
#define LEAST_FOR_MEDIAN \
	6 /* the chance that six values all lie on one side of the median is above 2.5 %, of five twice */
#define EXACT_RANKS 1000 /* 2^-n is a double up to here */
#define SLACK 1e-9       /* products of shares miss a half by their last digits */

static int compare_lifetimes(const void *a, const void *b)
{
	double x = ((const struct lifetime *)a)->time, y = ((const struct lifetime *)b)->time;

	return (x > y) - (x < y);
}

/* The curve at one time, while it is walked. */
struct curve {
	double share;    /* still open */
	double variance; /* Greenwood's sum: of log share */
	int64_t at_risk;
};

static void curve_step(struct curve *curve, int64_t ended)
{
	double at_risk = (double)curve->at_risk, left = (double)(curve->at_risk - ended);

	if (ended == 0)
		return;
	curve->variance += left > 0 ? (double)ended / (at_risk * left) : 0;
	curve->share = left > 0 ? curve->share * (left / at_risk) : 0;
}

/*
 * The limits of the share on the log-log scale: share^exp(-+ z se). At 0 the scale ends: nothing above 0 can be excluded
 * there by this curve, so that its upper limit is 1.
 */
static struct interval curve_limits(const struct curve *curve)
{
	double log_share, reach;

	if (curve->share <= 0)
		return (struct interval){ 0, 1 };
	if (curve->share >= 1)
		return (struct interval){ 1, 1 };
	log_share = log(curve->share);
	reach = exp(Z * sqrt(curve->variance) / fabs(log_share));
	return (struct interval){ exp(log_share * reach), exp(log_share / reach) };
}

/* A time at which the curve comes down to a level: where it lies level on it, the middle of that stretch. */
struct crossing {
	double level, time;
	bool is_level; /* the curve lies on the level since time */
};

static void crossing_step(struct crossing *crossing, double share, double time)
{
	if (crossing->is_level) {
		crossing->time = (crossing->time + time) / 2;
		crossing->is_level = false;
	} else if (isnan(crossing->time) && share <= crossing->level + SLACK) {
		crossing->time = time;
		crossing->is_level = share >= crossing->level - SLACK;
	}
}

/* The times at which the limits of the curve come down to a level. */
static void interval_step(struct interval *interval, struct interval limits, double level, double time)
{
	if (isnan(interval->low) && limits.low <= level)
		interval->low = time;
	if (isinf(interval->high) && limits.high <= level)
		interval->high = time;
}

static void walk(struct survival *out, const struct lifetime *rows, size_t count)
{
	struct curve curve = { 1, 0, out->n };
	struct crossing median = { 0.5, NAN, false }, p75 = { 0.25, NAN, false };
	struct interval limits, interval = { NAN, HUGE_VAL }, p75_interval = { NAN, HUGE_VAL };

	for (size_t i = 0; i < count;) {
		double time = rows[i].time;
		int64_t ended = 0, gone = 0;

		for (; i < count && rows[i].time <= time; i++) {
			ended += rows[i].observed;
			gone += rows[i].observed + rows[i].censored;
		}
		curve_step(&curve, ended);
		curve.at_risk -= gone;
		if (ended == 0)
			continue;
		crossing_step(&median, curve.share, time);
		crossing_step(&p75, curve.share, time);
		limits = curve_limits(&curve);
		interval_step(&interval, limits, 0.5, time);
		interval_step(&p75_interval, limits, 0.25, time);
	}
	out->median = median.time;
	out->p75 = p75.time;
	if (out->observed >= LEAST_FOR_MEDIAN && !isnan(interval.low))
		out->interval = interval;
	if (out->observed >= LEAST_FOR_MEDIAN && !isnan(p75_interval.low))
		out->p75_interval = p75_interval;
}

struct survival survival_of(struct lifetime *rows, size_t count)
{
	struct survival out = { NAN, NAN, { NAN, NAN }, { NAN, NAN }, 0, 0 };

	if (count == 0)
		return out;
	qsort(rows, count, sizeof(rows[0]), compare_lifetimes);
	for (size_t i = 0; i < count; i++) {
		out.observed += rows[i].observed;
		out.n += rows[i].observed + rows[i].censored;
	}
	walk(&out, rows, count);
	return out;
}

/* The greatest rank below which at most 2.5 % of a fair coin's n throws lie. */
static int64_t lower_rank(int64_t n)
{
	double term, sum = 0;
	int64_t rank = 0;

	if (n > EXACT_RANKS)
		return (int64_t)floor((double)n / 2 - Z * sqrt((double)n) / 2 + 0.5);
	term = ldexp(1, -(int)n);
	while (sum + term <= 0.025) {
		sum += term;
		term *= (double)(n - rank) / (double)(rank + 1);
		rank++;
	}
	return rank;
}

bool median_ranks(int64_t *low, int64_t *high, int64_t n)
{
	if (n < LEAST_FOR_MEDIAN)
		return false;
	*low = lower_rank(n);
	*high = n + 1 - *low;
	return true;
}

struct interval median_interval(double *values, size_t count)
{
	int64_t low, high;

	if (!median_ranks(&low, &high, (int64_t)count))
		return (struct interval){ NAN, NAN };
	(void)quantile(values, count, 0.5);
	return (struct interval){ values[low - 1], values[high - 1] };
}

/* The chance that a sample misses one kind: C(total - kind, sample) / C(total, sample), where the two may change places. */
static double missed(int64_t total, int64_t kind, int64_t sample)
{
	int64_t factors = kind < sample ? kind : sample;
	double apart = (double)(kind < sample ? sample : kind), product = 1;

	if (kind + sample > total)
		return 0;
	for (int64_t i = 0; i < factors && product > 1e-18; i++)
		product *= 1 - apart / (double)(total - i);
	return product;
}

double rarefied(const int64_t *counts, size_t count, int64_t sample)
{
	int64_t total = 0;
	double sum = 0;

	for (size_t i = 0; i < count; i++)
		total += counts[i];
	if (sample > total)
		sample = total;
	for (size_t i = 0; i < count; i++)
		sum += 1 - missed(total, counts[i], sample);
	return sum;
}

/* ---- truck factor ---- */

struct holder {
	int64_t person, files;
	size_t place; /* order of leaving, from 0 */
};

static int compare_numbers(int64_t left, int64_t right)
{
	return (left > right) - (left < right);
}

static int compare_by_person(const void *a, const void *b)
{
	const struct file_knower *left = a, *right = b;
	int order = compare_numbers(left->person, right->person);

	return order ? order : compare_numbers(left->file, right->file);
}

static int compare_by_file(const void *a, const void *b)
{
	const struct file_knower *left = a, *right = b;
	int order = compare_numbers(left->file, right->file);

	return order ? order : compare_numbers(left->person, right->person);
}

static int compare_by_files(const void *a, const void *b)
{
	const struct holder *left = a, *right = b;
	int order = compare_numbers(right->files, left->files);

	return order ? order : compare_numbers(left->person, right->person);
}

static int compare_by_number(const void *a, const void *b)
{
	const struct holder *left = a, *right = b;

	return compare_numbers(left->person, right->person);
}

/* Everybody with the number of files known and the place in the order of leaving, sorted by person. */
static size_t rank_holders(struct holder *holders, struct file_knower *rows, size_t count)
{
	size_t people = 0;

	qsort(rows, count, sizeof(rows[0]), compare_by_person);
	for (size_t i = 0; i < count; i++) {
		if (rows[i].person == 0)
			continue;
		if (people == 0 || holders[people - 1].person != rows[i].person)
			holders[people++] = (struct holder){ .person = rows[i].person };
		holders[people - 1].files += rows[i].count;
	}
	qsort(holders, people, sizeof(holders[0]), compare_by_files);
	for (size_t i = 0; i < people; i++)
		holders[i].place = i;
	qsort(holders, people, sizeof(holders[0]), compare_by_number);
	return people;
}

/* lost[n]: files whose last knower is the n-th to leave, from 1; lost[0]: nobody's. Answers how many there are. */
static int64_t count_lost(int64_t *lost, const struct holder *holders, size_t people, struct file_knower *rows,
                          size_t count)
{
	int64_t files = 0;

	qsort(rows, count, sizeof(rows[0]), compare_by_file);
	for (size_t i = 0; i < count;) {
		size_t first = i, last = 0;

		for (; i < count && rows[i].file == rows[first].file; i++) {
			const struct holder key = { .person = rows[i].person };
			const struct holder *found =
				bsearch(&key, holders, people, sizeof(holders[0]), compare_by_number);

			if (found != NULL && found->place + 1 > last)
				last = found->place + 1;
		}
		lost[last] += rows[first].count;
		files += rows[first].count;
	}
	return files;
}

int64_t truck_factor(int64_t *files, int64_t *removed, struct file_knower *rows, size_t count)
{
	struct holder *holders = xcalloc(count + 1, sizeof(*holders));
	int64_t *lost = xcalloc(count + 1, sizeof(*lost)), gone;
	size_t people = 0, factor = 0;

	*files = 0;
	if (count > 0) {
		people = rank_holders(holders, rows, count);
		*files = count_lost(lost, holders, people, rows, count);
	}
	gone = lost[0];
	while (factor < people && gone <= *files - gone)
		gone += lost[++factor];
	for (size_t i = 0; removed != NULL && i < people; i++)
		if (holders[i].place < factor)
			removed[holders[i].place] = holders[i].person;
	free(holders);
	free(lost);
	return (int64_t)factor;
}

/* ---- movement ---- */

const char *const trend_names[TREND_COUNT] = { "none", "up", "down" };

enum trend trend_of_shares(int64_t k, int64_t n, int64_t k0, int64_t n0)
{
	struct interval interval = newcombe(k, n, k0, n0);
	double difference;

	if (n <= 0 || n0 <= 0)
		return TREND_NONE;
	difference = (double)k / (double)n - (double)k0 / (double)n0;
	if (interval.low > 0 && difference > TREND_SHARE)
		return TREND_UP;
	return interval.high < 0 && difference < -TREND_SHARE ? TREND_DOWN : TREND_NONE;
}

enum trend trend_of_counts(int64_t k, int64_t span, int64_t k0, int64_t span0)
{
	struct interval interval;
	double equal, rate, rate0;

	if (k < 0 || k0 < 0 || span <= 0 || span0 <= 0 || (k == 0 && k0 == 0))
		return TREND_NONE;
	interval = wilson(k, k + k0);
	equal = (double)span / ((double)span + (double)span0);
	rate = (double)k / (double)span;
	rate0 = (double)k0 / (double)span0;
	if (interval.low > equal && rate > TREND_FACTOR * rate0)
		return TREND_UP;
	return interval.high < equal && rate0 > TREND_FACTOR * rate ? TREND_DOWN : TREND_NONE;
}
