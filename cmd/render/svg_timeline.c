/* Records by period: a mark a record, filled where it is new. */
#include <string.h>
#include "html.h"

#define WIDTH 344.0
#define LEFT 6.0
#define STEP ((WIDTH - 2 * LEFT) / SERIES_PERIODS)
#define BASE 78.0
#define ROW_COUNT 5    /* marks above one another */
#define COLUMN_COUNT 3 /* and beside */

static void put_mark(struct page *page, const struct report_decision *decision, int place)
{
	double x = LEFT + STEP * decision->period + 9 + 12.0 * (place / ROW_COUNT);
	double y = BASE - 9 - 12.0 * (place % ROW_COUNT);

	html_fmt(page, "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"><title>",
	         strcmp(decision->event, "new") ? "mark hollow" : "mark", x, y);
	html_text(page, text_of(decision->title));
	html_raw(page, "</title></circle>\n");
}

void svg_timeline(struct page *page, const struct report_decision *decisions, size_t count)
{
	int counts[SERIES_PERIODS] = { 0 };

	html_fmt(page,
	         "<svg class=\"timeline\" role=\"img\" aria-label=\"Records in each period\" viewBox=\"0 0 %.0f "
	         "104\">\n",
	         WIDTH);
	html_fmt(page, "<path class=\"zero\" d=\"M%.1f %.1fH%.1f\"/>\n", LEFT, BASE, WIDTH - LEFT);
	for (size_t i = 0; i < count; i++) {
		int period = decisions[i].period;

		if (period < 0 || period >= SERIES_PERIODS)
			continue;
		if (counts[period] < ROW_COUNT * COLUMN_COUNT)
			put_mark(page, &decisions[i], counts[period]);
		counts[period]++;
	}
	for (int i = 0; i < SERIES_PERIODS; i++) {
		html_fmt(page, "<path class=\"grid\" d=\"M%.1f %.1fv6\"/>", LEFT + STEP * i, BASE);
		if (counts[i] > ROW_COUNT * COLUMN_COUNT)
			html_fmt(page, "<text class=\"value\" x=\"%.1f\" y=\"12\">%d</text>\n", LEFT + STEP * (i + 0.5),
			         counts[i]);
	}
	svg_period_labels(page, LEFT, STEP, BASE + 16);
	html_raw(page, "</svg>\n");
}
