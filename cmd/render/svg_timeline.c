/* Records by period: a mark a record, filled where it is new. */
#include <string.h>
#include "html.h"

#define WIDTH 344.0
#define LEFT 6.0
#define STEP ((WIDTH - 2 * LEFT) / SERIES_PERIODS)
#define MARK 12.0      /* from one to the next */
#define LABELS 34.0    /* below the line */
#define ROW_COUNT 5    /* marks above one another */
#define COLUMN_COUNT 3 /* and beside */

static void put_mark(struct page *page, const struct report_decision *decision, int place, double base)
{
	double x = LEFT + STEP * decision->period + 9 + MARK * (place / ROW_COUNT);
	double y = base - 9 - MARK * (place % ROW_COUNT);

	html_fmt(page, "<circle%s cx=\"%.1f\" cy=\"%.1f\" r=\"4\"><title>",
	         strncmp(decision->event, "new", 3) ? " class=\"hollow\"" : "", x, y);
	html_text(page, text_of(decision->title));
	html_raw(page, "</title></circle>\n");
}

/* How many lie in each period; the most of them, as far as marks are drawn one above another. */
static int count_rows(int *counts, const struct report_decision *decisions, size_t count)
{
	int most = 1;

	for (size_t i = 0; i < count; i++) {
		int period = decisions[i].period;

		if (period >= 0 && period < SERIES_PERIODS && ++counts[period] > most)
			most = counts[period];
	}
	return most < ROW_COUNT ? most : ROW_COUNT;
}

void svg_timeline(struct page *page, const struct report_decision *decisions, size_t count)
{
	int counts[SERIES_PERIODS] = { 0 }, places[SERIES_PERIODS] = { 0 };
	double base = 24 + MARK * count_rows(counts, decisions, count);

	html_fmt(page,
	         "<svg class=\"timeline\" role=\"img\" aria-label=\"Records in each period\" viewBox=\"0 0 %.0f "
	         "%.0f\">\n",
	         WIDTH, base + LABELS);
	html_fmt(page, "<path class=\"zero\" d=\"M%.1f %.1fH%.1f\"/>\n", LEFT, base, WIDTH - LEFT);
	for (size_t i = 0; i < count; i++) {
		int period = decisions[i].period;

		if (period >= 0 && period < SERIES_PERIODS && places[period] < ROW_COUNT * COLUMN_COUNT)
			put_mark(page, &decisions[i], places[period]++, base);
	}
	for (int i = 0; i < SERIES_PERIODS; i++) {
		html_fmt(page, "<path class=\"grid\" d=\"M%.1f %.1fv6\"/>", LEFT + STEP * i, base);
		if (counts[i])
			html_fmt(page, "<text x=\"%.1f\" y=\"14\">%d</text>\n", LEFT + STEP * (i + 0.5), counts[i]);
	}
	svg_period_labels(page, LEFT, STEP, base + 16);
	html_raw(page, "</svg>\n");
}
