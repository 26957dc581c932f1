/* A figure element a series: the drawing, what it means, and its numbers as a table that opens. */
#include <math.h>
#include <string.h>
#include "html.h"
#include "number.h"
#include "words.h"

/* Own code is drawn in the first hue, all else of a person in the second. */
static bool is_own_code(const struct report_series *series)
{
	return !strncmp(series->id, "M01", 3);
}

/* Side by side lengths are compared: series of a person that count the same things share one scale. */
static double top_of(const struct report_series *series, size_t count, size_t at, bool is_shared)
{
	double top = svg_series_top(&series[at]);

	for (size_t i = 0; is_shared && i < count; i++) {
		double other = svg_series_top(&series[i]);

		if (series[i].unit && series[at].unit && !strcmp(series[i].unit, series[at].unit) && other > top)
			top = other;
	}
	return top;
}

static const char *label_of(const struct report_series *series)
{
	return words_of_label(&(struct figure){ .label = series->label });
}

static void put_table(struct page *page, const struct report_series *series)
{
	html_raw(page, "<details><summary>Its numbers<span class=\"hidden\">: ");
	html_text(page, text_of(label_of(series)));
	html_raw(page, "</span></summary><table class=\"points\"");
	html_attribute(page, "data-id", series->id);
	html_raw(page, "><thead><tr><th scope=\"col\">Period</th>"
	               "<th scope=\"col\">Value</th><th scope=\"col\">95 % interval</th></tr></thead><tbody>\n");
	for (int i = 0; i < SERIES_PERIODS; i++) {
		const struct report_period *period = &page->report->periods[i];
		struct html_figure which = { &series->points[i], true };

		html_raw(page, "<tr");
		html_attribute(page, "data-period", period->name ? period->name : "");
		html_raw(page, "><th scope=\"row\">");
		html_text(page, text_of(period->name));
		html_raw(page, "</th><td>");
		html_figure_value(page, which);
		if (which.figure->state == STATE_THIN)
			html_raw(page, " <small>too few to tell</small>");
		html_raw(page, "</td><td>");
		html_figure_interval(page, which);
		html_raw(page, "</td></tr>\n");
	}
	html_raw(page, "</tbody></table></details>\n");
}

static void put_series(struct page *page, const struct report_series *series, double top, bool is_second)
{
	html_raw(page, "<figure><figcaption>");
	html_words(page, label_of(series));
	html_raw(page, " <small>");
	html_text(page, text_of(series->id));
	if (series->unit) {
		html_raw(page, ", ");
		html_text(page, text_of(series->unit));
	}
	html_raw(page, "</small></figcaption>\n");
	svg_series(page, series, top, is_second);
	put_table(page, series);
	html_raw(page, "</figure>\n");
}

static bool has_state(const struct report_series *series, size_t count, enum metric_state state)
{
	for (size_t i = 0; i < count; i++)
		for (int j = 0; j < SERIES_PERIODS; j++)
			if (series[i].points[j].state == state)
				return true;
	return false;
}

/* Which periods are known by other rules than those of the report. */
static void put_rules(struct page *page)
{
	const struct report *report = page->report;
	bool is_any = false;

	for (int i = 0; i < SERIES_PERIODS; i++) {
		const struct report_period *period = &report->periods[i];

		if (!period->is_known || !period->rules || !strcmp(period->rules, report->rules))
			continue;
		html_raw(page, is_any ? ", " : " Computed by rules of another version: ");
		html_text(page, text_of(period->name));
		html_raw(page, " (");
		html_text(page, text_of(period->rules));
		html_raw(page, period->is_sealed ? ", sealed)" : ")");
		is_any = true;
	}
	if (is_any)
		html_raw(page, ".");
}

/* Eight question marks would take the room of a drawing and tell less than a word. */
static void put_empty(struct page *page, const struct report_series *series, size_t count)
{
	bool is_any = false;

	for (size_t i = 0; i < count; i++) {
		if (!svg_series_is_empty(&series[i]))
			continue;
		html_raw(page,
		         is_any ? ", "
		                : "<p class=\"aside\">No number in any of the eight periods, which is not zero: ");
		html_words(page, label_of(&series[i]));
		html_fmt(page, " (%s)", series[i].id);
		is_any = true;
	}
	html_raw(page, is_any ? ".</p>\n" : "");
}

static bool is_all_empty(const struct report_series *series, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!svg_series_is_empty(&series[i]))
			return false;
	return true;
}

void html_series(struct page *page, const struct report_series *series, size_t count, bool is_person)
{
	if (is_all_empty(series, count)) {
		put_empty(page, series, count);
		return;
	}
	html_raw(page, "<p class=\"aside\">A mark is the figure of a period, the line through it its 95 % interval.");
	if (is_person)
		html_raw(page, " What is counted in the same unit is drawn to the same scale.");
	if (has_state(series, count, STATE_THIN))
		html_raw(page, " A hollow mark rests on few changes or is a lower bound.");
	if (has_state(series, count, STATE_UNKNOWN))
		html_raw(page, " \u201c?\u201d: not known there, which is not zero.");
	if (has_state(series, count, STATE_WITHHELD))
		html_raw(page, " \u201c\u2013\u201d: withheld, it would tell of too few people.");
	put_rules(page);
	html_raw(page, "</p>\n<div class=\"charts\">\n");
	for (size_t i = 0; i < count; i++)
		if (!svg_series_is_empty(&series[i]))
			put_series(page, &series[i], top_of(series, count, i, is_person),
			           is_person && !is_own_code(&series[i]));
	html_raw(page, "</div>\n");
	put_empty(page, series, count);
}
