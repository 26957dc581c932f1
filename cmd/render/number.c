/*
 * Numbers and figures as text. An unknown never looks like a zero here: what was not seen becomes words.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "number.h"
#include "words.h"

void number_add_count(struct buf *out, double value)
{
	if (isnan(value))
		return;
	if (fabs(value) < 1e15 && floor(value) == value)
		buf_add_fmt(out, "%lld", (long long)value);
	else
		buf_add_fmt(out, "%.2f", value);
}

void number_add_percent(struct buf *out, double share)
{
	double percent = 100 * share;

	if (isnan(share))
		return;
	if (share > 0 && percent < 0.5)
		buf_add_str(out, "<1 %");
	else if (share < 1 && percent >= 99.5)
		buf_add_str(out, ">99 %");
	else
		buf_add_fmt(out, "%.0f %%", floor(percent + 0.5));
}

void number_add_interval(struct buf *out, double low, double high, bool is_share)
{
	if (isnan(low) || isnan(high))
		return;
	if (is_share) {
		buf_add_fmt(out, "(%.0f-%.0f)", floor(100 * low + 0.5), floor(100 * high + 0.5));
		return;
	}
	if (isinf(high))
		buf_add_fmt(out, "(%.2f or more)", low);
	else if (floor(low) == low && floor(high) == high)
		buf_add_fmt(out, "(%.0f-%.0f)", low, high);
	else
		buf_add_fmt(out, "(%.2f-%.2f)", low, high);
}

void number_add_real(struct buf *out, double value)
{
	char digits[40];

	for (int precision = 15; precision <= 17; precision++) {
		snprintf(digits, sizeof(digits), "%.*g", precision, value);
		if (strtod(digits, NULL) == value)
			break;
	}
	buf_add_str(out, digits);
	if (isfinite(value) && !strpbrk(digits, ".e"))
		buf_add_str(out, ".0");
}

void number_add_hex(struct buf *out, struct text bytes)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < bytes.size; i++) {
		buf_add_char(out, digits[(unsigned char)bytes.at[i] >> 4]);
		buf_add_char(out, digits[(unsigned char)bytes.at[i] & 15]);
	}
}

double number_rounded(double value)
{
	double rounded;

	if (!isfinite(value) || fabs(value) >= 1e9)
		return value;
	rounded = floor(value * 1e6 + 0.5) / 1e6;
	return rounded == 0 ? 0 : rounded;
}

static bool has_unit(const struct figure *figure, const char *unit)
{
	return figure->unit && !strcmp(figure->unit, unit);
}

bool figure_is_share(const struct figure *figure)
{
	return has_unit(figure, "share");
}

bool figure_has_number(const struct figure *figure)
{
	return !isnan(figure->value) && figure->state != STATE_NA && figure->state != STATE_WITHHELD;
}

bool figure_is_words(const struct figure *figure)
{
	if (!figure_has_number(figure))
		return true;
	/* A share that coverage does not carry is no figure, unless the model calls it a bound. */
	if (figure->state == STATE_UNKNOWN && figure_is_share(figure) && !figure->note)
		return true;
	return figure->value == 0 && (figure->note || figure->state == STATE_UNKNOWN);
}

/* One decimal: six minutes are as fine as these times are. */
static void add_hours(struct buf *out, double hours)
{
	buf_add_fmt(out, "%.1f", floor(10 * hours + 0.5) / 10);
}

void number_add_points(struct buf *out, double difference)
{
	double points = floor(100 * difference + 0.5);

	buf_add_fmt(out, points > 0 ? "+%.0f" : "%.0f", points == 0 ? 0 : points);
}

static void add_value(struct buf *out, const struct figure *figure)
{
	if (figure_is_share(figure))
		number_add_percent(out, figure->value);
	else if (has_unit(figure, "hours"))
		add_hours(out, figure->value);
	else if (has_unit(figure, "difference"))
		number_add_points(out, figure->value);
	else if (has_unit(figure, "lines"))
		buf_add_fmt(out, "%.0f", figure->value);
	else
		number_add_count(out, figure->value);
}

/* The unit of a number that is no count of things. */
static const char *unit_words(const struct figure *figure)
{
	static const char *const words[][2] = { { "hours", " h" }, { "days", " d" }, { "difference", " points" } };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (has_unit(figure, words[i][0]))
			return words[i][1];
	return "";
}

static void add_words(struct buf *out, const struct figure *figure)
{
	bool is_trace = figure->state == STATE_OK || figure->state == STATE_THIN;

	buf_add_str(out, figure->note ? figure->note : is_trace ? "no trace" : words_of_state(figure->state));
}

void figure_add_short(struct buf *out, const struct figure *figure)
{
	if (figure_is_words(figure)) {
		add_words(out, figure);
		return;
	}
	if (figure->state == STATE_UNKNOWN)
		buf_add_str(out, "at least ");
	add_value(out, figure);
	buf_add_str(out, unit_words(figure));
}

void figure_add_narrow(struct buf *out, const struct figure *figure)
{
	if (figure_is_words(figure)) {
		buf_add_char(out, '-');
		return;
	}
	add_value(out, figure);
	if (figure->state == STATE_UNKNOWN)
		buf_add_char(out, '+');
}

/* " (3.5-12.0)" in hours, " (-12 to +3)" in points; the upper end of hours may be open. */
static void add_measured_interval(struct buf *out, const struct figure *figure)
{
	bool is_hours = has_unit(figure, "hours");

	if (isnan(figure->low) || isnan(figure->high))
		return;
	buf_add_str(out, " (");
	is_hours ? add_hours(out, figure->low) : number_add_points(out, figure->low);
	if (isinf(figure->high)) {
		buf_add_str(out, " or more)");
		return;
	}
	buf_add_str(out, is_hours ? "-" : " to ");
	is_hours ? add_hours(out, figure->high) : number_add_points(out, figure->high);
	buf_add_char(out, ')');
}

void figure_add_long(struct buf *out, const struct figure *figure)
{
	if (figure_is_words(figure)) {
		add_words(out, figure);
		return;
	}
	if (figure_is_share(figure)) {
		buf_add_fmt(out, "%lld of %lld  ", (long long)figure->k, (long long)figure->n);
		figure_add_short(out, figure);
	} else {
		figure_add_short(out, figure);
		if (has_unit(figure, "hours") || has_unit(figure, "difference"))
			add_measured_interval(out, figure);
		if (!has_unit(figure, "ratio"))
			return;
	}
	buf_add_char(out, ' ');
	number_add_interval(out, figure->low, figure->high, figure_is_share(figure));
}

bool figure_is_thin_share(const struct figure *figure)
{
	return figure->state == STATE_THIN && figure_is_share(figure) && !figure_is_words(figure);
}

void figure_add_row(struct buf *out, const struct figure *figure)
{
	if (figure_is_words(figure) || !figure_is_share(figure)) {
		figure_add_long(out, figure);
		return;
	}
	if (figure_is_thin_share(figure)) {
		buf_add_str(out, "too few for a share");
	} else {
		figure_add_short(out, figure);
		if (!isnan(figure->low))
			buf_add_char(out, ' ');
		number_add_interval(out, figure->low, figure->high, true);
	}
	/* Without an interval the share is not simply one part of a whole. */
	if (!isnan(figure->low))
		buf_add_fmt(out, ", %lld of %lld", (long long)figure->k, (long long)figure->n);
}

void figure_add_point(struct buf *out, const struct figure *figure)
{
	bool is_share = figure_is_share(figure);

	if (figure_is_thin_share(figure)) {
		buf_add_fmt(out, "%lld of %lld", (long long)figure->k, (long long)figure->n);
		return;
	}
	figure_add_narrow(out, figure);
	if (figure_is_words(figure) || isnan(figure->low) || isnan(figure->high))
		return;
	if (has_unit(figure, "hours") || has_unit(figure, "difference")) {
		add_measured_interval(out, figure);
		return;
	}
	buf_add_char(out, ' ');
	/* Things that are counted come whole. */
	if (is_share || has_unit(figure, "ratio"))
		number_add_interval(out, figure->low, figure->high, is_share);
	else
		number_add_interval(out, round(figure->low), round(figure->high), false);
}

void figure_add_past(struct buf *out, const struct figure *figure, double value)
{
	struct figure past = *figure;

	if (isnan(value))
		return;
	past.value = value;
	add_value(out, &past);
	buf_add_str(out, unit_words(&past));
}

bool figure_is_counted(const struct figure *figure)
{
	return !figure_is_share(figure) && !has_unit(figure, "ratio") && !*unit_words(figure);
}

static void add_end(struct buf *out, const struct figure *figure, double value)
{
	struct figure end = *figure;

	end.value = value;
	if (!figure_is_counted(figure) || floor(value) == value)
		add_value(out, &end);
	else
		buf_add_fmt(out, value < 10 ? "%.1f" : "%.0f", value);
}

void figure_add_low(struct buf *out, const struct figure *figure)
{
	struct buf end = { 0 };
	struct text text;

	if (isnan(figure->low))
		return;
	add_end(&end, figure, figure->low);
	text = buf_text(&end);
	buf_add_text(out, text_ends(text, TEXT(" %")) ? text_slice(text, 0, text.size - 2) : text);
	buf_release(&end);
}

void figure_add_high(struct buf *out, const struct figure *figure)
{
	if (isnan(figure->high))
		return;
	if (isinf(figure->high)) {
		buf_add_str(out, "or more");
		return;
	}
	add_end(out, figure, figure->high);
	buf_add_str(out, unit_words(figure));
}
