/*
 * Survival curves, medians by rank and rarefaction, against published values and exact fractions.
 */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "lead/statistics.h"

Suite *suite_statistics(void);

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/*
 * Weeks in remission, Freireich and others 1963: the two arms of the trial that every text on survival works through.
 * Medians 23 (13, none) and 8 (4, 11) on the log-log scale.
 */
static const struct lifetime treated[] = {
	{ 35, 0, 1 }, { 6, 3, 1 },  { 7, 1, 0 },  { 9, 0, 1 },  { 10, 1, 1 }, { 11, 0, 1 }, { 13, 1, 0 }, { 16, 1, 0 },
	{ 17, 0, 1 }, { 19, 0, 1 }, { 20, 0, 1 }, { 22, 1, 0 }, { 23, 1, 0 }, { 25, 0, 1 }, { 32, 0, 2 }, { 34, 0, 1 },
};
static const struct lifetime untreated[] = {
	{ 1, 2, 0 },  { 2, 2, 0 },  { 3, 1, 0 },  { 4, 2, 0 },  { 5, 2, 0 },  { 8, 4, 0 },
	{ 11, 2, 0 }, { 12, 2, 0 }, { 15, 1, 0 }, { 17, 1, 0 }, { 22, 1, 0 }, { 23, 1, 0 },
};

static struct survival survive(const struct lifetime *rows, size_t count)
{
	struct lifetime *copy = xcalloc(count + 1, sizeof(*copy));
	struct survival out;

	if (count > 0)
		memcpy(copy, rows, count * sizeof(*copy));
	out = survival_of(copy, count);
	free(copy);
	return out;
}

START_TEST(survival_gives_the_published_medians)
{
	struct survival got = survive(treated, COUNT(treated));

	ck_assert_int_eq(got.n, 21);
	ck_assert_int_eq(got.observed, 9);
	ck_assert_double_eq(got.median, 23);
	ck_assert_double_eq(got.interval.low, 13);
	ck_assert(isinf(got.interval.high));
	ck_assert(isnan(got.p75));

	got = survive(untreated, COUNT(untreated));
	ck_assert_int_eq(got.observed, 21);
	ck_assert_double_eq(got.median, 8);
	ck_assert_double_eq(got.interval.low, 4);
	ck_assert_double_eq(got.interval.high, 11);
	ck_assert_double_eq(got.p75, 12);
}
END_TEST

START_TEST(survival_without_censoring_is_the_median_and_in_any_order_the_same)
{
	const struct lifetime even[] = { { 40, 1, 0 }, { 10, 1, 0 }, { 30, 1, 0 }, { 20, 1, 0 } };
	struct survival got = survive(even, COUNT(even));

	/* Half is left from 20 on: the middle of 20 and 30. A quarter from 30: the middle of 30 and 40. */
	ck_assert_double_eq(got.median, 25);
	ck_assert_double_eq(got.p75, 35);
	ck_assert(isnan(got.interval.low) && isnan(got.interval.high));
}
END_TEST

START_TEST(survival_is_sound_at_none_one_and_a_billion)
{
	const struct lifetime one[] = { { 5, 1, 0 } }, open[] = { { 5, 0, 1 } };
	const struct lifetime many[] = { { 1, 400000000, 0 }, { 2, 300000000, 0 }, { 3, 0, 299999999 }, { 4, 1, 0 } };
	struct survival got = survive(NULL, 0);

	ck_assert_int_eq(got.n, 0);
	ck_assert(isnan(got.median) && isnan(got.p75) && isnan(got.interval.low));
	got = survive(one, 1);
	ck_assert_double_eq(got.median, 5);
	ck_assert_double_eq(got.p75, 5);
	ck_assert(isnan(got.interval.low));
	got = survive(open, 1);
	ck_assert_int_eq(got.n, 1);
	ck_assert_int_eq(got.observed, 0);
	ck_assert(isnan(got.median));
	got = survive(many, COUNT(many));
	ck_assert_int_eq(got.n, 1000000000);
	ck_assert_double_eq(got.median, 2);
	ck_assert_double_eq(got.interval.low, 2);
	ck_assert_double_eq(got.interval.high, 2);
	ck_assert_double_eq(got.p75, 4);
}
END_TEST

/* The printed tables of exact ranks, closest above 95 %; from 1,001 on the approximation may be one rank wider. */
static const struct {
	int64_t n, low, high;
} ranks[] = {
	{ 6, 1, 6 },        { 8, 1, 8 },        { 9, 2, 8 },
	{ 10, 2, 9 },       { 11, 2, 10 },      { 12, 3, 10 },
	{ 15, 4, 12 },      { 17, 5, 13 },      { 18, 5, 14 },
	{ 20, 6, 15 },      { 100, 40, 61 },    { 999, 469, 531 },
	{ 1000, 469, 532 }, { 1001, 469, 533 }, { 1000000000, 499969010, 500030991 },
};

START_TEST(ranks_around_a_median_are_those_of_the_table)
{
	int64_t low = 0, high = 0;

	ck_assert(median_ranks(&low, &high, ranks[_i].n));
	ck_assert_int_eq(low, ranks[_i].low);
	ck_assert_int_eq(high, ranks[_i].high);
}
END_TEST

START_TEST(below_six_values_a_median_has_no_interval)
{
	double values[] = { 5, 1, 4, 2, 3, 6 };
	int64_t low, high;

	for (int64_t n = 0; n < 6; n++)
		ck_assert(!median_ranks(&low, &high, n));
	ck_assert(isnan(median_interval(values, 5).low));
	ck_assert(isnan(median_interval(NULL, 0).high));
	ck_assert_double_eq(median_interval(values, 6).low, 1);
	ck_assert_double_eq(median_interval(values, 6).high, 6);
}
END_TEST

START_TEST(rarefaction_is_the_hypergeometric_expectation)
{
	const int64_t pair[] = { 1, 1 }, mixed[] = { 4, 3, 2, 1 }, reviews[] = { 15, 10, 5 };

	/* Of two single ones a sample of one shows one. */
	ck_assert_double_eq_tol(rarefied(pair, 2, 1), 1, 1e-12);
	/* 4 - (C(6,3) + C(7,3) + C(8,3) + C(9,3)) / C(10,3) = 4 - 195 / 120 */
	ck_assert_double_eq_tol(rarefied(mixed, 4, 3), 4 - 195.0 / 120, 1e-12);
	/* 3 - C(20,20) / C(30,20) - C(25,20) / C(30,20), and of the first 15 at most 15 can be missed. */
	ck_assert_double_eq_tol(rarefied(reviews, 3, 20), 3 - (1 + 53130.0) / 30045015, 1e-12);
	ck_assert_double_eq(rarefied(mixed, 4, 10), 4);
	ck_assert_double_eq(rarefied(mixed, 4, 11), 4);
	ck_assert_double_eq(rarefied(mixed, 4, 0), 0);
	ck_assert_double_eq(rarefied(NULL, 0, 20), 0);
}
END_TEST

START_TEST(rarefaction_is_sound_at_a_billion)
{
	const int64_t halves[] = { 500000000, 500000000 }, rare[] = { 999999999, 1 };

	/* A fair coin all but for the last digits: 2 - 2 * 2^-20. */
	ck_assert_double_eq_tol(rarefied(halves, 2, 20), 2 - ldexp(2, -20), 1e-9);
	ck_assert_double_eq_tol(rarefied(halves, 2, 400000000), 2, 1e-9);
	ck_assert_double_eq_tol(rarefied(rare, 2, 250000000), 1.25, 1e-9);
}
END_TEST

/* ---- movement ---- */

static const struct {
	int64_t k, n, k0, n0;
	enum trend trend;
} share_trends[] = {
	{ 0, 0, 0, 0, TREND_NONE },
	{ 5, 10, 0, 0, TREND_NONE },
	{ 0, 0, 5, 10, TREND_NONE },
	{ 1, 1, 0, 1, TREND_NONE },
	{ 0, 1, 1, 1, TREND_NONE },
	/* The interval of 56/70 - 48/80 is 0.0524 to 0.3339 (Newcombe 1998, table II, method 10); of 9/10 - 3/10 0.1705 up. */
	{ 56, 70, 48, 80, TREND_UP },
	{ 48, 80, 56, 70, TREND_DOWN },
	{ 9, 10, 3, 10, TREND_UP },
	{ 3, 10, 9, 10, TREND_DOWN },
	/* Far apart, but so few that chance is not left out. */
	{ 4, 5, 2, 5, TREND_NONE },
	/* Certain and small: exactly the limit, and one thing beyond it. */
	{ 500000000, 1000000000, 380000000, 1000000000, TREND_NONE },
	{ 500000001, 1000000000, 380000000, 1000000000, TREND_UP },
	{ 380000000, 1000000000, 500000001, 1000000000, TREND_DOWN },
	{ 0, 1000000000, 1000000000, 1000000000, TREND_DOWN },
	{ 1, 1, 500000000, 1000000000, TREND_NONE },
};

START_TEST(a_share_moves_beyond_chance_and_beyond_its_limit)
{
	ck_assert_int_eq(
		trend_of_shares(share_trends[_i].k, share_trends[_i].n, share_trends[_i].k0, share_trends[_i].n0),
		share_trends[_i].trend);
}
END_TEST

static const struct {
	int64_t k, span, k0, span0;
	enum trend trend;
} count_trends[] = {
	{ 0, 90, 0, 90, TREND_NONE },
	{ 1, 90, 0, 90, TREND_NONE },
	/* Of all that is new z * z = 3.84 are needed: k / (k + 3.84) above a half. */
	{ 3, 90, 0, 90, TREND_NONE },
	{ 4, 90, 0, 90, TREND_UP },
	{ 0, 90, 3, 90, TREND_NONE },
	{ 0, 90, 4, 90, TREND_DOWN },
	{ 20, 90, 12, 90, TREND_NONE },
	{ 40, 90, 20, 90, TREND_UP },
	{ 20, 90, 40, 90, TREND_DOWN },
	/* The same rate over another time. */
	{ 40, 180, 20, 90, TREND_NONE },
	{ 20, 45, 20, 90, TREND_UP },
	/* Certain: exactly the limit, and one thing beyond it. */
	{ 1500000000, 1, 1000000000, 1, TREND_NONE },
	{ 1500000001, 1, 1000000000, 1, TREND_UP },
	{ 1000000000, 1, 1500000000, 1, TREND_NONE },
	{ 1000000000, 1, 1500000001, 1, TREND_DOWN },
	/* Without time there is no rate. */
	{ 40, 0, 20, 90, TREND_NONE },
	{ 40, 90, 20, 0, TREND_NONE },
	{ 40, 90, 20, -1, TREND_NONE },
	{ -1, 90, 20, 90, TREND_NONE },
};

START_TEST(a_count_moves_beyond_chance_and_beyond_its_factor)
{
	ck_assert_int_eq(
		trend_of_counts(count_trends[_i].k, count_trends[_i].span, count_trends[_i].k0, count_trends[_i].span0),
		count_trends[_i].trend);
}
END_TEST

/* ---- truck factor ---- */

static int64_t factor_of(int64_t *files, int64_t *removed, const struct file_knower *rows, size_t count)
{
	struct file_knower *copy = xcalloc(count + 1, sizeof(*copy));
	int64_t out;

	if (count > 0)
		memcpy(copy, rows, count * sizeof(*copy));
	out = truck_factor(files, removed, copy, count);
	free(copy);
	return out;
}

/* Of five files 1 knows three, 2 two and 3 two; 1 and 2 share one. Without 1 two are lost, without 1 and 2 four of five. */
static const struct file_knower shared[] = { { 12, 2, 1 }, { 11, 1, 1 }, { 10, 1, 1 }, { 12, 1, 1 },
	                                     { 13, 2, 1 }, { 13, 3, 1 }, { 14, 3, 1 } };
/* 4 and 9 know two files each: the lower number goes first, and then half is not more than half. */
static const struct file_knower even[] = { { 1, 9, 1 }, { 2, 9, 1 }, { 3, 4, 1 }, { 4, 4, 1 } };
/* Half are nobody's: one more makes it more than half. Of four in seven it is so already. */
static const struct file_knower half[] = { { 1, 0, 3 }, { 2, 5, 2 }, { 3, 6, 1 } };
static const struct file_knower lost[] = { { 1, 0, 4 }, { 2, 5, 2 }, { 3, 6, 1 } };
static const struct file_knower one[] = { { 1, 7, 1 } };

static const struct {
	const struct file_knower *rows;
	size_t count;
	int64_t files, factor, removed[2];
} trucks[] = {
	{ shared, COUNT(shared), 5, 2, { 1, 2 } }, { even, COUNT(even), 4, 2, { 4, 9 } },
	{ half, COUNT(half), 6, 1, { 5, 0 } },     { lost, COUNT(lost), 7, 0, { 0, 0 } },
	{ one, COUNT(one), 1, 1, { 7, 0 } },       { one, 0, 0, 0, { 0, 0 } },
};

START_TEST(who_knows_most_goes_first_until_more_than_half_is_lost)
{
	int64_t files, removed[3] = { 0 };

	ck_assert_int_eq(factor_of(&files, removed, trucks[_i].rows, trucks[_i].count), trucks[_i].factor);
	ck_assert_int_eq(files, trucks[_i].files);
	ck_assert_int_eq(removed[0], trucks[_i].removed[0]);
	ck_assert_int_eq(removed[1], trucks[_i].removed[1]);
	ck_assert_int_eq(factor_of(&files, NULL, trucks[_i].rows, trucks[_i].count), trucks[_i].factor);
}
END_TEST

/* A thousand people with a set of files each, in falling size; a set of 10^6 counts as one of as many files. */
START_TEST(a_truck_factor_is_sound_with_many_files)
{
	struct file_knower *rows = xcalloc(1000, sizeof(*rows));
	int64_t files;

	for (int64_t i = 0; i < 1000; i++)
		rows[i] = (struct file_knower){ i + 1, 1000 - i, 1000000 };
	/* Equal sets: 501 of 1,000 are the first to be more than half. */
	ck_assert_int_eq(truck_factor(&files, NULL, rows, 1000), 501);
	ck_assert_int_eq(files, 1000000000);
	rows[0].count = 1000000000;
	ck_assert_int_eq(truck_factor(&files, NULL, rows, 1000), 1);
	free(rows);
}
END_TEST

Suite *suite_statistics(void)
{
	Suite *suite = suite_create("statistics");
	TCase *tc = tcase_create("statistics");

	tcase_add_test(tc, survival_gives_the_published_medians);
	tcase_add_test(tc, survival_without_censoring_is_the_median_and_in_any_order_the_same);
	tcase_add_test(tc, survival_is_sound_at_none_one_and_a_billion);
	tcase_add_loop_test(tc, ranks_around_a_median_are_those_of_the_table, 0, (int)COUNT(ranks));
	tcase_add_test(tc, below_six_values_a_median_has_no_interval);
	tcase_add_test(tc, rarefaction_is_the_hypergeometric_expectation);
	tcase_add_test(tc, rarefaction_is_sound_at_a_billion);
	tcase_add_loop_test(tc, a_share_moves_beyond_chance_and_beyond_its_limit, 0, (int)COUNT(share_trends));
	tcase_add_loop_test(tc, a_count_moves_beyond_chance_and_beyond_its_factor, 0, (int)COUNT(count_trends));
	tcase_add_loop_test(tc, who_knows_most_goes_first_until_more_than_half_is_lost, 0, (int)COUNT(trucks));
	tcase_add_test(tc, a_truck_factor_is_sound_with_many_files);
	suite_add_tcase(suite, tc);
	return suite;
}
