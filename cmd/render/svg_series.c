/*
 * Eight periods as one small drawing: marks with the whiskers of their intervals. What is thin or a lower bound is hollow; what is
 * not known leaves a gap and is never at zero. Sizes are in units of the view box, of which a phone shows one a pixel.
 */
#include <math.h>
#include <string.h>
#include "html.h"
#include "number.h"
#include "words.h"

#define WIDTH 344.0
#define HEIGHT 154.0
#define LEFT 6.0
#define LABELS 15.0
#define TOP 29.0
#define BOTTOM 118.0 /* of the plot: the line of zero */
#define STEP ((WIDTH - 2 * LEFT) / SERIES_PERIODS)

static const char *const months[] = {
	"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
};

static double x_of(int i)
{
	return LEFT + STEP * (i + 0.5);
}

static double y_of(double value, double top)
{
	double part = value / top;

	return BOTTOM - (BOTTOM - TOP) * (part < 0 ? 0 : part > 1 ? 1 : part);
}

/* A table says "no trace" of what was looked for and not seen; in a drawing that is a mark at zero. */
static bool is_no_trace(const struct figure *point)
{
	return figure_is_words(point) && point->state == STATE_OK && point->value == 0;
}

static bool is_drawn(const struct figure *point)
{
	return !figure_is_words(point) || is_no_trace(point);
}

bool svg_series_is_empty(const struct report_series *series)
{
	for (int i = 0; i < SERIES_PERIODS; i++)
		if (is_drawn(&series->points[i]))
			return false;
	return true;
}

/* The end of a count's interval that is far above all points would press these flat. */
static double reach_of(const struct figure *point)
{
	if (!is_drawn(point))
		return 0;
	if (isnan(point->high) || isinf(point->high))
		return fabs(point->value);
	return point->high > 2 * fabs(point->value) + 4 ? 2 * fabs(point->value) + 4 : point->high;
}

double svg_series_top(const struct report_series *series)
{
	double top = 0;

	if (series->unit && !strcmp(series->unit, "share"))
		return 1;
	for (int i = 0; i < SERIES_PERIODS; i++) {
		double reach = reach_of(&series->points[i]);

		if (reach > top)
			top = reach;
	}
	return top > 0 ? 1.1 * top : 1;
}

static void put_short_name(struct page *page, const struct report_period *period, bool is_upper, int64_t year_before)
{
	struct text name = text_of(period->name);
	ptrdiff_t dash = text_find_char(name, '-', 0);
	struct civil since = civil_from_time(period->period.since_time);

	if (dash > 0 && name.size <= 8)
		html_text(page, is_upper                    ? text_slice(name, (size_t)dash + 1, name.size)
		                : since.year == year_before ? TEXT("")
		                                            : text_slice(name, 0, (size_t)dash));
	else if (is_upper && name.size <= 8)
		html_text(page, name);
	else if (is_upper)
		html_text(page, text_of(months[since.month - 1]));
	else if (name.size > 8 && since.year != year_before)
		html_fmt(page, "%lld", (long long)since.year);
}

void svg_period_labels(struct page *page, double left, double step, double y)
{
	int64_t year = INT64_MIN;

	html_raw(page, "<g class=\"tick\">");
	for (int i = 0; i < SERIES_PERIODS; i++) {
		const struct report_period *period = &page->report->periods[i];
		struct civil since = civil_from_time(period->period.since_time);

		if (!period->name)
			continue;
		html_fmt(page, "<text x=\"%.1f\" y=\"%.0f\">", left + step * (i + 0.5), y);
		put_short_name(page, period, true, year);
		html_raw(page, "</text>");
		if (since.year != year) {
			html_fmt(page, "<text x=\"%.1f\" y=\"%.0f\">", left + step * (i + 0.5), y + 13);
			put_short_name(page, period, false, year);
			html_raw(page, "</text>");
		}
		year = since.year;
	}
	html_raw(page, "</g>\n");
}

/* Lines join what is known of neighbouring periods. */
static void put_lines(struct page *page, const struct report_series *series, double top)
{
	html_raw(page, "<path class=\"line\" d=\"");
	for (int i = 0; i + 1 < SERIES_PERIODS; i++) {
		const struct figure *point = &series->points[i], *next = point + 1;

		if (is_drawn(point) && is_drawn(next))
			html_fmt(page, "M%.1f %.1fL%.1f %.1f", x_of(i), y_of(point->value, top), x_of(i + 1),
			         y_of(next->value, top));
	}
	html_raw(page, "\"/>\n");
}

static void put_whiskers(struct page *page, const struct report_series *series, double top)
{
	html_raw(page, "<path class=\"whisker\" d=\"");
	for (int i = 0; i < SERIES_PERIODS; i++) {
		const struct figure *point = &series->points[i];
		double high = isinf(point->high) ? top : point->high;

		if (!is_drawn(point) || isnan(point->low) || isnan(point->high))
			continue;
		html_fmt(page, "M%.1f %.1fV%.1fM%.1f %.1fh6", x_of(i), y_of(point->low, top), y_of(high, top),
		         x_of(i) - 3, y_of(point->low, top));
		if (high <= top)
			html_fmt(page, "M%.1f %.1fh6", x_of(i) - 3, y_of(high, top));
	}
	html_raw(page, "\"/>\n");
}

/* In a row above the drawing, where no whisker reaches. What is not known has its word there and nothing below. */
static void put_label(struct page *page, const struct figure *point, int i)
{
	struct buf text = { 0 };

	if (figure_is_thin_share(point))
		buf_add_fmt(&text, "%lld/%lld", (long long)point->k, (long long)point->n);
	else if (is_no_trace(point))
		buf_add_char(&text, '0');
	else if (is_drawn(point))
		figure_add_narrow(&text, point);
	else
		buf_add_str(&text, point->state == STATE_UNKNOWN    ? "?"
		                   : point->state == STATE_WITHHELD ? "\u2013"
		                   : point->state == STATE_NA       ? "n/a"
		                                                    : "none");
	html_fmt(page, "<text%s x=\"%.1f\" y=\"%.0f\">", is_drawn(point) ? "" : " class=\"gap\"", x_of(i), LABELS);
	html_text(page, buf_text(&text));
	html_raw(page, "</text>\n");
	buf_release(&text);
}

static void put_points(struct page *page, const struct report_series *series, double top)
{
	for (int i = 0; i < SERIES_PERIODS; i++) {
		const struct figure *point = &series->points[i];

		put_label(page, point, i);
		if (!is_drawn(point))
			continue;
		html_fmt(page, "<circle%s cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>",
		         point->state == STATE_OK ? "" : " class=\"hollow\"", x_of(i), y_of(point->value, top));
	}
}

void svg_series(struct page *page, const struct report_series *series, double top, bool is_second)
{
	html_fmt(page, "<svg class=\"series%s\" role=\"img\" viewBox=\"0 0 %.0f %.0f\"", is_second ? " second" : "",
	         WIDTH, HEIGHT);
	html_attribute(page, "aria-label", words_of_label(&(struct figure){ .label = series->label }));
	html_raw(page, ">\n");
	html_fmt(page,
	         "<path class=\"zero\" d=\"M%.1f %.1fH%.1f\"/><path class=\"grid\" d=\"M%.1f %.1fH%.1fM%.1f "
	         "%.1fH%.1f\"/>\n",
	         LEFT, BOTTOM, WIDTH - LEFT, LEFT, y_of(top, top), WIDTH - LEFT, LEFT, y_of(top / 2, top),
	         WIDTH - LEFT);
	put_lines(page, series, top);
	put_whiskers(page, series, top);
	put_points(page, series, top);
	svg_period_labels(page, LEFT, STEP, BOTTOM + 17);
	html_raw(page, "</svg>\n");
}
