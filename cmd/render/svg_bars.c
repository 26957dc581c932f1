/* Bars in the cells of a table, whose numbers stand beside them. */
#include "html.h"

#define WIDTH 160.0
#define HEIGHT 12.0

static double put_part(struct page *page, const char *name, double from, double part, double whole)
{
	double width = WIDTH * part / whole;

	if (width <= 0)
		return from;
	html_fmt(page, "<rect class=\"%s\" x=\"%.1f\" y=\"1\" width=\"%.1f\" height=\"%.0f\"/>", name, from + 0.5,
	         width > 2 ? width - 1 : 1.0, HEIGHT - 2);
	return from + width;
}

void svg_bar(struct page *page, double filled, double pale, double hollow, double whole)
{
	double at = 0;

	html_fmt(page, "<svg class=\"bar\" aria-hidden=\"true\" viewBox=\"0 0 %.0f %.0f\">", WIDTH + 1, HEIGHT);
	if (whole > 0) {
		at = put_part(page, "filled", at, filled, whole);
		at = put_part(page, "pale", at, pale, whole);
		put_part(page, "hollow", at, hollow, whole);
	}
	html_raw(page, "</svg>");
}

void svg_swatch(struct page *page, const char *name)
{
	html_fmt(page,
	         "<svg class=\"swatch\" aria-hidden=\"true\" viewBox=\"0 0 12 12\"><rect class=\"%s\" x=\"1\" y=\"1\" "
	         "width=\"10\" height=\"10\"/></svg> ",
	         name);
}
