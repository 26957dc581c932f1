/* Figures: each number in a span that says which one it is, and tables of them. */
#include <math.h>
#include <string.h>
#include "html.h"
#include "number.h"
#include "text.h"
#include "words.h"

/* The metric behind an id, "M13.a" and "M16+M17" included, is one that the glossary has to tell of. */
static void remember(struct page *page, const char *id)
{
	struct text rest = text_of(id);

	while (rest.size) {
		ptrdiff_t plus = text_find_char(rest, '+', 0);
		struct text one = text_slice(rest, 0, plus < 0 ? rest.size : (size_t)plus);
		const struct metric_info *metric = metric_find(one), *other;

		for (size_t i = 0; metric && i < HTML_METRICS_MAX && (other = metric_at(i)); i++)
			if (other == metric)
				page->has_metric[i] = true;
		rest = text_slice(rest, plus < 0 ? rest.size : (size_t)plus + 1, rest.size);
	}
}

static void put_span(struct page *page, struct html_figure which, const char *part, struct buf *text)
{
	html_raw(page, "<span");
	if (!which.is_within)
		html_attribute(page, "data-id", which.figure->id);
	html_attribute(page, "data-part", part);
	html_raw(page, ">");
	html_text(page, buf_text(text));
	html_raw(page, "</span>");
	buf_release(text);
}

void html_figure_value(struct page *page, struct html_figure which)
{
	struct buf text = { 0 };

	remember(page, which.figure->id);
	if (figure_is_thin_share(which.figure))
		buf_add_fmt(&text, "%lld of %lld", (long long)which.figure->k, (long long)which.figure->n);
	else
		figure_add_short(&text, which.figure);
	put_span(page, which, "value", &text);
}

static void put_past(struct page *page, struct html_figure which, const char *part, double value)
{
	struct buf text = { 0 };

	figure_add_past(&text, which.figure, value);
	put_span(page, which, part, &text);
}

bool html_has_interval(const struct figure *figure)
{
	return !figure_is_words(figure) && !isnan(figure->low) && !isnan(figure->high);
}

void html_figure_interval(struct page *page, struct html_figure which)
{
	struct buf low = { 0 }, high = { 0 };

	if (!html_has_interval(which.figure))
		return;
	figure_add_low(&low, which.figure);
	put_span(page, which, "low", &low);
	html_raw(page, isinf(which.figure->high) ? " " : " to ");
	figure_add_high(&high, which.figure);
	put_span(page, which, "high", &high);
}

bool html_has_movement(const struct figure *figure)
{
	return !figure_is_words(figure) && !isnan(figure->before);
}

void html_figure_movement(struct page *page, struct html_figure which)
{
	static const char *const words[TREND_COUNT] = {
		[TREND_NONE] = "no clear change from ",
		[TREND_UP] = "<span aria-hidden=\"true\">\u2191</span> up from ",
		[TREND_DOWN] = "<span aria-hidden=\"true\">\u2193</span> down from ",
	};

	if (!html_has_movement(which.figure))
		return;
	html_raw(page, words[which.figure->trend]);
	put_past(page, which, "before", which.figure->before);
}

const char *html_state_words(const struct figure *figure)
{
	switch (figure->state) {
	case STATE_OK:
		return "enough to tell";
	case STATE_THIN:
		return "too few to tell";
	case STATE_UNKNOWN:
		return figure_is_words(figure) ? "not recorded well enough" : "at least this; not all is recorded";
	case STATE_NA:
		return "not applicable";
	case STATE_WITHHELD:
		return "withheld";
	case METRIC_STATE_COUNT:
		break;
	}
	return "";
}

/* ---- the table ---- */

struct columns {
	const struct report_person *person;
	bool has_before, has_year, has_halves, has_rest;
};

static struct columns columns_of(const struct figure *figures, size_t count, const struct report_person *person)
{
	struct columns columns = { .person = person };

	for (size_t i = 0; i < count; i++) {
		columns.has_before |= !isnan(figures[i].before);
		columns.has_year |= !isnan(figures[i].year);
	}
	columns.has_halves = person && person->half_count > 0;
	columns.has_rest = person && person->rest_count > 0;
	return columns;
}

static void put_column(struct page *page, const char *title)
{
	html_fmt(page, "<th role=\"columnheader\" scope=\"col\">%s</th>", title);
}

static void put_head(struct page *page, const struct columns *columns)
{
	html_raw(page, "<thead role=\"rowgroup\"><tr role=\"row\">");
	put_column(page, "Figure");
	put_column(page, "Value");
	put_column(page, "95 % interval");
	put_column(page, "Out of");
	if (columns->has_before)
		put_column(page, "Period before");
	if (columns->has_year)
		put_column(page, "Year before");
	if (columns->has_halves) {
		put_column(page, "First half");
		put_column(page, "Second half");
	}
	if (columns->has_rest)
		put_column(page, "Rest of the team");
	put_column(page, "State");
	html_raw(page, "</tr></thead>\n");
}

#define EMPTY_CELL "<td role=\"cell\"></td>"

/* Stacked, on a phone, a cell has no column above it: the style names it by its class. An empty one is not shown there. */
static void open_cell(struct page *page, const char *name)
{
	html_fmt(page, "<td role=\"cell\" class=\"%s\">", name);
}

static void put_beside(struct page *page, const char *name, const struct figure *figures, size_t count,
                       struct html_figure which, const char *part)
{
	const struct figure *figure = figure_find(figures, count, which.figure->id);
	struct buf text = { 0 };

	if (!figure || figure_is_words(which.figure)) {
		html_raw(page, EMPTY_CELL);
		return;
	}
	open_cell(page, name);
	figure_add_short(&text, figure);
	put_span(page, which, part, &text);
	html_raw(page, "</td>");
}

static void put_times(struct page *page, const struct columns *columns, struct html_figure which)
{
	const struct figure *figure = which.figure;

	if (columns->has_before && isnan(figure->before)) {
		html_raw(page, EMPTY_CELL);
	} else if (columns->has_before) {
		open_cell(page, "b");
		put_past(page, which, "before", figure->before);
		if (figure->trend != TREND_NONE)
			html_fmt(page, " <span class=\"move\">(%s since)</span>",
			         figure->trend == TREND_UP ? "\u2191 up" : "\u2193 down");
		html_raw(page, "</td>");
	}
	if (columns->has_year && isnan(figure->year)) {
		html_raw(page, EMPTY_CELL);
	} else if (columns->has_year) {
		open_cell(page, "y");
		put_past(page, which, "year", figure->year);
		html_raw(page, "</td>");
	}
}

/* What is counted is no part of anything, unless the model says of how many. */
static bool has_whole(const struct figure *figure)
{
	return !figure_is_words(figure) && figure->n > 0 &&
	       !(figure_is_counted(figure) && (double)figure->n == figure->value);
}

static void put_row(struct page *page, const struct columns *columns, const struct figure *figure)
{
	const struct report_person *person = columns->person;
	struct html_figure which = { figure, true };
	bool is_part = !strncmp(figure->label, "- ", 2);
	struct buf text = { 0 };

	html_raw(page, "<tr role=\"row\"");
	html_attribute(page, "data-id", figure->id);
	html_fmt(page, "><th role=\"rowheader\" scope=\"row\"%s>", is_part ? " class=\"part\"" : "");
	html_text(page, text_of(words_of_label(figure)));
	html_raw(page, " <small>");
	html_text(page, text_of(figure->id));
	html_raw(page, "</small></th>");
	open_cell(page, "v");
	html_figure_value(page, which);
	html_raw(page, "</td>");
	if (html_has_interval(figure)) {
		open_cell(page, "i");
		html_figure_interval(page, which);
		html_raw(page, "</td>");
	} else {
		html_raw(page, EMPTY_CELL);
	}
	if (has_whole(figure)) {
		open_cell(page, "n");
		number_add_count(&text, (double)figure->n);
		put_span(page, which, "n", &text);
		html_raw(page, "</td>");
	} else {
		html_raw(page, EMPTY_CELL);
	}
	put_times(page, columns, which);
	if (columns->has_halves) {
		put_beside(page, "h1", person->halves[0], person->half_count, which, "half-1");
		put_beside(page, "h2", person->halves[1], person->half_count, which, "half-2");
	}
	if (columns->has_rest)
		put_beside(page, "r", person->rest, person->rest_count, which, "rest");
	if (figure->state == STATE_OK) {
		html_raw(page, EMPTY_CELL "</tr>\n");
		return;
	}
	open_cell(page, "s");
	html_text(page, text_of(html_state_words(figure)));
	html_raw(page, "</td></tr>\n");
}

/* What has no row: parts without a number, n/a, withheld. */
static void put_rowless(struct page *page, const struct figure *figures, size_t count)
{
	enum metric_state state;
	const char *title;

	for (size_t i = 0; (title = words_of_rowless(i, &state)); i++) {
		struct buf list = { 0 };

		words_add_rowless(&list, figures, count, state);
		if (list.size) {
			html_fmt(page, "<p class=\"aside\">%s: ", title);
			html_words(page, buf_str(&list));
			html_raw(page, ".</p>\n");
		}
		buf_release(&list);
	}
}

void html_figures(struct page *page, const struct figure *figures, size_t count, const struct report_person *person)
{
	struct columns columns = columns_of(figures, count, person);

	html_raw(page, "<h3>All figures of the period</h3>\n<table class=\"figures stack\" role=\"table\">"
	               "<caption>Where nothing is said of its state a figure rests on enough; what it means stands in "
	               "the glossary</caption>\n");
	put_head(page, &columns);
	html_raw(page, "<tbody role=\"rowgroup\">\n");
	for (size_t i = 0; i < count; i++)
		if (words_has_row(&figures[i]))
			put_row(page, &columns, &figures[i]);
	html_raw(page, "</tbody></table>\n");
	put_rowless(page, figures, count);
	for (size_t i = 0; i < count; i++)
		remember(page, figures[i].id);
}
