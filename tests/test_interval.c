/*
 * Intervals and small statistics, against values worked out by hand or printed in the sources named.
 */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include "lead/interval.h"

Suite *suite_interval(void);

#define ROWS(table) ((int)(sizeof(table) / sizeof((table)[0])))

static const struct {
	int64_t k, n;
	double low, high;
} wilsons[] = {
	{ 0, 0, 0, 1 },
	{ 0, 1, 0, 0.793450685622763 },
	{ 1, 1, 0.206549314377237, 1 },
	{ 0, 10, 0, 0.277540168766617 },
	{ 5, 10, 0.236593090512564, 0.763406909487436 },
	{ 10, 10, 0.722459831233383, 1 },
	/* Newcombe 1998, table I: 81 of 263, 15 of 148 (method 3) */
	{ 81, 263, 0.2553, 0.3662 },
	{ 15, 148, 0.0624, 0.1605 },
};

START_TEST(wilson_gives_the_known_interval)
{
	struct interval got = wilson(wilsons[_i].k, wilsons[_i].n);

	ck_assert_double_eq_tol(got.low, wilsons[_i].low, 5e-5);
	ck_assert_double_eq_tol(got.high, wilsons[_i].high, 5e-5);
}
END_TEST

/* The least n at which k of n is shown to be under a fifth. */
static const struct {
	int64_t k, n;
} fifths[] = { { 0, 16 }, { 1, 25 }, { 2, 33 }, { 3, 40 }, { 4, 47 }, { 5, 54 } };

START_TEST(upper_bound_crosses_a_fifth_between_n_minus_1_and_n)
{
	int64_t k = fifths[_i].k, n = fifths[_i].n;

	ck_assert_double_lt(wilson(k, n).high, 0.20);
	ck_assert_double_ge(wilson(k, n - 1).high, 0.20);
	ck_assert_double_ge(wilson(k + 1, n).high, 0.20);
}
END_TEST

START_TEST(wilson_holds_the_share_and_stays_within_0_and_1)
{
	for (int64_t n = 1; n <= 200; n++) {
		for (int64_t k = 0; k <= n; k++) {
			struct interval got = wilson(k, n), mirror = wilson(n - k, n);
			double share = (double)k / (double)n;

			ck_assert(got.low >= 0 && got.low <= share && share <= got.high && got.high <= 1);
			ck_assert_double_eq_tol(got.low, 1 - mirror.high, 1e-12);
		}
	}
	ck_assert_double_eq(wilson(0, 7).low, 0);
	ck_assert_double_eq(wilson(7, 7).high, 1);
}
END_TEST

/* Garwood 1936, as printed in tables of exact limits. */
static const struct {
	int64_t x;
	double low, high;
} garwoods[] = {
	{ 0, 0, 3.6889 },         { 1, 0.0253, 5.5716 },    { 2, 0.2422, 7.2247 },      { 3, 0.6187, 8.7673 },
	{ 4, 1.0899, 10.2416 },   { 5, 1.6235, 11.6683 },   { 10, 4.7954, 18.3904 },    { 20, 12.2165, 30.8884 },
	{ 30, 20.2409, 42.8269 }, { 50, 37.1110, 65.9188 }, { 100, 81.3640, 121.6268 },
};

START_TEST(garwood_gives_the_printed_limits)
{
	struct interval got = garwood(garwoods[_i].x);

	ck_assert_double_eq_tol(got.low, garwoods[_i].low, 5.1e-5);
	ck_assert_double_eq_tol(got.high, garwoods[_i].high, 5.1e-5);
}
END_TEST

/* What makes the limits exact: as likely as one in forty, or less likely, from either end. */
START_TEST(garwood_leaves_one_in_forty_beyond_either_limit)
{
	for (int64_t x = 1; x <= 120; x++) {
		struct interval got = garwood(x);
		double low_tail = 0, high_tail = 0;

		for (int64_t k = 0; k <= x; k++) {
			double ways = lgamma((double)k + 1);

			if (k < x)
				low_tail += exp((double)k * log(got.low) - got.low - ways);
			high_tail += exp((double)k * log(got.high) - got.high - ways);
		}
		ck_assert_double_eq_tol(1 - low_tail, 0.025, 1e-9);
		ck_assert_double_eq_tol(high_tail, 0.025, 1e-9);
	}
}
END_TEST

START_TEST(garwood_is_sound_where_the_approximation_begins_and_at_a_billion)
{
	struct interval exact = garwood(99999), near = garwood(100000), billion = garwood(1000000000);

	ck_assert_double_eq_tol(near.low - exact.low, 1, 0.01);
	ck_assert_double_eq_tol(near.high - exact.high, 1, 0.01);
	ck_assert_double_eq_tol(billion.low, 1e9 - 1.959964 * sqrt(1e9), 2);
	ck_assert_double_eq_tol(billion.high, 1e9 + 1.959964 * sqrt(1e9), 3);
}
END_TEST

/* Newcombe 1998, table II, method 10; printed there with four digits and a longer z. */
static const struct {
	int64_t k1, n1, k2, n2;
	double low, high;
} differences[] = {
	{ 56, 70, 48, 80, 0.0524, 0.3339 },
	{ 9, 10, 3, 10, 0.1705, 0.8090 },
	{ 6, 7, 2, 7, 0.0582, 0.8062 },
	{ 5, 56, 0, 29, -0.0381, 0.1926 },
	{ 0, 10, 0, 20, -0.1611, 0.2775 },
	{ 0, 10, 0, 10, -0.2775, 0.2775 },
	{ 10, 10, 0, 20, 0.6791, 1 },
	{ 10, 10, 0, 10, 0.6075, 1 },
	{ 0, 0, 3, 4, -1, 1 },
	{ 3, 4, 0, 0, -1, 1 },
};

START_TEST(newcombe_gives_the_printed_interval)
{
	struct interval got = newcombe(differences[_i].k1, differences[_i].n1, differences[_i].k2, differences[_i].n2);

	ck_assert_double_eq_tol(got.low, differences[_i].low, 1e-4);
	ck_assert_double_eq_tol(got.high, differences[_i].high, 1e-4);
}
END_TEST

START_TEST(a_share_becomes_a_ratio)
{
	struct interval got = ratio_from_share((struct interval){ 0.2, 0.5 });

	ck_assert_double_eq_tol(got.low, 0.25, 1e-12);
	ck_assert_double_eq_tol(got.high, 1, 1e-12);
	ck_assert(isinf(ratio_from_share((struct interval){ 0, 1 }).high));
	ck_assert_double_eq(ratio_from_share((struct interval){ 0, 1 }).low, 0);
}
END_TEST

START_TEST(herfindahl_is_unbiased)
{
	const int64_t one[] = { 10 }, even[] = { 5, 5 }, singles[] = { 1, 1, 1, 1 }, mixed[] = { 6, 3, 1 };

	ck_assert_double_eq(herfindahl_unbiased(one, 1), 1);
	ck_assert_double_eq_tol(herfindahl_unbiased(even, 2), 40.0 / 90, 1e-12);
	ck_assert_double_eq(herfindahl_unbiased(singles, 4), 0);
	ck_assert_double_eq_tol(herfindahl_unbiased(mixed, 3), 36.0 / 90, 1e-12);
	ck_assert(isnan(herfindahl_unbiased(singles, 1)));
	ck_assert(isnan(herfindahl_unbiased(NULL, 0)));
}
END_TEST

START_TEST(quantiles_interpolate)
{
	double values[] = { 4, 1, 3, 2 };

	ck_assert_double_eq(quantile(values, 4, 0.5), 2.5);
	ck_assert_double_eq(values[0], 1);
	ck_assert_double_eq(quantile(values, 4, 0), 1);
	ck_assert_double_eq(quantile(values, 4, 1), 4);
	ck_assert_double_eq_tol(quantile(values, 4, 0.9), 3.7, 1e-12);
	ck_assert_double_eq(quantile(values, 1, 0.5), 1);
	ck_assert(isnan(quantile(NULL, 0, 0.5)));
}
END_TEST

Suite *suite_interval(void)
{
	Suite *suite = suite_create("interval");
	TCase *tc = tcase_create("interval");

	tcase_add_loop_test(tc, wilson_gives_the_known_interval, 0, ROWS(wilsons));
	tcase_add_loop_test(tc, upper_bound_crosses_a_fifth_between_n_minus_1_and_n, 0, ROWS(fifths));
	tcase_add_test(tc, wilson_holds_the_share_and_stays_within_0_and_1);
	tcase_add_loop_test(tc, garwood_gives_the_printed_limits, 0, ROWS(garwoods));
	tcase_add_test(tc, garwood_leaves_one_in_forty_beyond_either_limit);
	tcase_add_test(tc, garwood_is_sound_where_the_approximation_begins_and_at_a_billion);
	tcase_add_loop_test(tc, newcombe_gives_the_printed_interval, 0, ROWS(differences));
	tcase_add_test(tc, a_share_becomes_a_ratio);
	tcase_add_test(tc, herfindahl_is_unbiased);
	tcase_add_test(tc, quantiles_interpolate);
	suite_add_tcase(suite, tc);
	return suite;
}
