/*
 * Garwood's exact interval of a Poisson count: the two means that leave 2.5 % beyond it on either side. The tails are the
 * incomplete gamma function (DLMF 8.7.1 for the series, 8.9.2 for the fraction), the means are found by halving.
 */
#include <math.h>
#include "lead/interval.h"

#define TAIL 0.025
#define HALVINGS 80
#define BYAR_FROM 100000 /* from here on Byar's approximation agrees to seven digits, and costs nothing */
#define Z 1.959963984540054

/* The part of the gamma distribution of that shape that lies below x, for x up to shape + 1. */
static double below_by_series(double shape, double x)
{
	double term = 1 / shape, sum = term;

	for (int n = 1; n < 100000 && term > sum * 1e-17; n++) {
		term *= x / (shape + n);
		sum += term;
	}
	return sum * exp(shape * log(x) - x - lgamma(shape));
}

/* The part above x, for x from shape + 1 on; by the modified method of Lentz. */
static double above_by_fraction(double shape, double x)
{
	const double tiny = 1e-300;
	double b = x + 1 - shape, c = 1 / tiny, d = 1 / b, product = d;

	for (int n = 1; n < 100000; n++) {
		double a = -n * (n - shape), step;

		b += 2;
		d = a * d + b;
		c = b + a / c;
		d = 1 / (fabs(d) < tiny ? tiny : d);
		c = fabs(c) < tiny ? tiny : c;
		step = d * c;
		product *= step;
		if (fabs(step - 1) < 1e-15)
			break;
	}
	return product * exp(shape * log(x) - x - lgamma(shape));
}

static double below(double shape, double x)
{
	if (x <= 0)
		return 0;
	return x < shape + 1 ? below_by_series(shape, x) : 1 - above_by_fraction(shape, x);
}

/* The x below which that share of the gamma distribution lies. */
static double gamma_quantile(double shape, double share)
{
	double low = 0, high = shape + 12 * sqrt(shape) + 12;

	for (int i = 0; i < HALVINGS; i++) {
		double middle = (low + high) / 2;

		if (below(shape, middle) < share)
			low = middle;
		else
			high = middle;
	}
	return (low + high) / 2;
}

static double byar(double x, double z)
{
	double root = 1 - 1 / (9 * x) + z / (3 * sqrt(x));

	return x * root * root * root;
}

struct interval garwood(int64_t x)
{
	double count = (double)x;

	if (x >= BYAR_FROM)
		return (struct interval){ byar(count, -Z), byar(count + 1, Z) };
	return (struct interval){ x > 0 ? gamma_quantile(count, TAIL) : 0, gamma_quantile(count + 1, 1 - TAIL) };
}
