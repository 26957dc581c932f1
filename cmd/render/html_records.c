/* What is no figure of its own: records, who reviews whom, who knows which code, areas. */
#include "html.h"

#define SHADES 5 /* classes s0 to s4 of the style */

/* ---- records and documents ---- */

/* is_marked: among those of eight periods, the last one's stand out */
static void put_decision(struct page *page, const struct report_decision *decision, bool is_marked)
{
	html_raw(page, "<tr role=\"row\"><td role=\"cell\">");
	html_date(page, decision->time);
	if (decision->time >= page->report->period.since_time && decision->time < page->report->period.until_time &&
	    is_marked)
		html_raw(page, " <small><strong>in this report's period</strong></small>");
	html_raw(page, "</td><th role=\"rowheader\" scope=\"row\">");
	if (decision->number && decision->number[0]) {
		html_data(page, decision->number);
		html_raw(page, " ");
	}
	html_link(page, decision->url, decision->title && decision->title[0] ? decision->title : decision->path);
	html_raw(page, "<br><small>");
	html_data(page, decision->path);
	html_raw(page, "</small></th><td role=\"cell\">");
	html_text(page, text_of(decision->event));
	html_raw(page, "</td><td role=\"cell\">");
	html_data(page, decision->repository);
	html_raw(page, "</td></tr>\n");
}

void html_decisions(struct page *page, const struct report_decision *decisions, size_t count, bool has_timeline)
{
	html_raw(page, "<h3>Decisions and documents</h3>\n");
	if (!count) {
		html_raw(page, has_timeline ? "<p>No decision record in the eight periods.</p>\n"
		                            : "<p>No decision record of the period.</p>\n");
		return;
	}
	if (has_timeline) {
		html_raw(page, "<figure class=\"wide\"><figcaption>Records in each period: filled where new, hollow "
		               "where one was accepted, superseded or otherwise changed</figcaption>\n");
		svg_timeline(page, decisions, count);
		html_raw(page, "</figure>\n");
	}
	html_raw(page,
	         "<table class=\"records stack\" role=\"table\"><caption>By time</caption><thead role=\"rowgroup\">"
	         "<tr role=\"row\"><th role=\"columnheader\" scope=\"col\">Landed</th>"
	         "<th role=\"columnheader\" scope=\"col\">Record</th><th role=\"columnheader\" scope=\"col\">Event</th>"
	         "<th role=\"columnheader\" scope=\"col\">Repository</th></tr></thead><tbody role=\"rowgroup\">\n");
	for (size_t i = 0; i < count; i++)
		put_decision(page, &decisions[i], has_timeline);
	html_raw(page, "</tbody></table>\n");
}

/* ---- who reviews whom ---- */

static int64_t most_of(const struct report_matrix *matrix)
{
	int64_t most = 0;

	for (size_t i = 0; i < matrix->count * matrix->count; i++)
		if (matrix->cells[i] > most)
			most = matrix->cells[i];
	return most;
}

static bool is_unasked(const struct report_matrix *matrix)
{
	for (size_t i = 0; i < matrix->count * matrix->count; i++)
		if (matrix->cells[i] < 0)
			return true;
	return false;
}

static void put_matrix_row(struct page *page, const struct report_matrix *matrix, size_t row, int64_t most)
{
	html_fmt(page, "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">%zu. ", row + 1);
	html_data(page, matrix->groups[row]);
	html_raw(page, "</th>");
	for (size_t column = 0; column < matrix->count; column++) {
		int64_t cell = matrix->cells[row * matrix->count + column];
		int64_t shade = cell <= 0 || most <= 0 ? 0 : 1 + (SHADES - 2) * cell / most;

		html_fmt(page, "<td role=\"cell\" class=\"s%lld\"", (long long)shade);
		html_attribute(page, "data-label", matrix->groups[column]);
		if (cell < 0)
			html_raw(page, ">\u2013<span class=\"hidden\"> not asked</span></td>");
		else
			html_fmt(page, ">%lld</td>", (long long)cell);
	}
	html_raw(page, "</tr>\n");
}

void html_matrix(struct page *page, const struct report_matrix *matrix)
{
	int64_t most = most_of(matrix);

	if (!matrix->count && !matrix->note)
		return;
	html_raw(page, "<h3>Who reviews whom</h3>\n");
	if (matrix->count) {
		html_raw(page, "<p class=\"aside\">Reviews that the people of a row gave on changes of those of a "
		               "column. Columns "
		               "bear the numbers of the rows; darker is more.</p>\n"
		               "<table class=\"matrix stack\" role=\"table\"><caption>Reviews in the period</caption>"
		               "<thead role=\"rowgroup\"><tr role=\"row\"><td role=\"cell\"></td>");
		for (size_t i = 0; i < matrix->count; i++) {
			html_fmt(page, "<th role=\"columnheader\" scope=\"col\">%zu<span class=\"hidden\"> ", i + 1);
			html_data(page, matrix->groups[i]);
			html_raw(page, "</span></th>");
		}
		html_raw(page, "</tr></thead><tbody role=\"rowgroup\">\n");
		for (size_t i = 0; i < matrix->count; i++)
			put_matrix_row(page, matrix, i, most);
		html_raw(page, "</tbody></table>\n");
	}
	if (is_unasked(matrix))
		html_raw(page,
		         "<p class=\"aside\">A dash: not asked; only changes of the team\u2019s own people are looked "
		         "at.</p>\n");
	html_paragraph(page, "aside", matrix->note);
}

/* ---- the knowledge map ---- */

static void open_number(struct page *page, const char *label)
{
	html_fmt(page, "<td role=\"cell\" class=\"number\" data-label=\"%s\">", label);
}

static void put_area_name(struct page *page, const char *repository, const char *area)
{
	html_raw(page, "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">");
	html_data(page, area);
	html_raw(page, " <small>");
	html_data(page, repository);
	html_raw(page, "</small></th>");
}

static void put_knowledge(struct page *page, const struct report_knowledge *area)
{
	int64_t several_count = area->file_count - area->single_count - area->nobody_count;

	put_area_name(page, area->repository, area->area);
	html_raw(page, "<td role=\"cell\" class=\"drawing\">");
	svg_bar(page, (double)area->single_count, (double)several_count, (double)area->nobody_count,
	        (double)area->file_count);
	html_raw(page, "</td>");
	open_number(page, "Files");
	html_fmt(page, "%lld</td>", (long long)area->file_count);
	open_number(page, "Known to one");
	html_fmt(page, "%lld</td>", (long long)area->single_count);
	open_number(page, "To several");
	html_fmt(page, "%lld</td>", (long long)several_count);
	open_number(page, "To nobody");
	html_fmt(page, "%lld</td>", (long long)area->nobody_count);
	open_number(page, "People");
	if (area->knower_count < 0)
		html_raw(page, "withheld</td></tr>\n");
	else
		html_fmt(page, "%lld</td></tr>\n", (long long)area->knower_count);
}

void html_knowledge(struct page *page, const struct report_team *team)
{
	if (!team->knowledge_count)
		return;
	html_raw(page, "<h3>Who knows the code</h3>\n<p class=\"key\">");
	svg_swatch(page, "filled");
	html_raw(page, "known to one ");
	svg_swatch(page, "pale");
	html_raw(page, "to several ");
	svg_swatch(page, "hollow");
	html_raw(page,
	         "to nobody present</p>\n<table class=\"stack\" role=\"table\"><caption>Files of each area by how many "
	         "people present know them</caption><thead role=\"rowgroup\"><tr role=\"row\">");
	for (size_t i = 0; i < 7; i++) {
		static const char *const titles[] = {
			"Area", "Files, as parts of all", "Files", "Known to one", "To several", "To nobody", "People"
		};

		html_fmt(page, "<th role=\"columnheader\" scope=\"col\"%s>%s</th>", i > 1 ? " class=\"number\"" : "",
		         titles[i]);
	}
	html_raw(page, "</tr></thead><tbody role=\"rowgroup\">\n");
	for (size_t i = 0; i < team->knowledge_count; i++)
		put_knowledge(page, &team->knowledge[i]);
	html_raw(page, "</tbody></table>\n");
	if (team->knowledge_left_count)
		html_fmt(page, "<p class=\"aside\">%lld smaller %s left out.</p>\n",
		         (long long)team->knowledge_left_count,
		         team->knowledge_left_count == 1 ? "area is" : "areas are");
}

/* ---- areas of a person ---- */

static void put_area(struct page *page, const struct report_area *area, double whole)
{
	put_area_name(page, area->repository, area->area);
	html_raw(page, "<td role=\"cell\" class=\"drawing\">");
	svg_bar(page, (double)area->own_count, (double)area->other_count, 0, whole);
	html_raw(page, "</td>");
	open_number(page, "Own");
	html_fmt(page, "%lld</td>", (long long)area->own_count);
	open_number(page, "Others'");
	html_fmt(page, "%lld</td><td role=\"cell\">%s</td></tr>\n", (long long)area->other_count,
	         area->is_home ? "home area" : "");
}

void html_areas(struct page *page, const struct report_person *person)
{
	int64_t whole = 0;

	if (!person->area_count)
		return;
	for (size_t i = 0; i < person->area_count; i++)
		if (person->areas[i].own_count + person->areas[i].other_count > whole)
			whole = person->areas[i].own_count + person->areas[i].other_count;
	html_raw(page, "<h3>Areas</h3>\n<p class=\"key\">");
	svg_swatch(page, "filled");
	html_raw(page, "own changes ");
	svg_swatch(page, "pale");
	html_raw(page, "changes of others, worked on</p>\n<table class=\"stack\" role=\"table\"><caption>Changes of "
	               "the period in "
	               "each area</caption><thead role=\"rowgroup\"><tr role=\"row\">"
	               "<th role=\"columnheader\" scope=\"col\">Area</th>"
	               "<th role=\"columnheader\" scope=\"col\">Changes</th>"
	               "<th role=\"columnheader\" scope=\"col\" class=\"number\">Own</th>"
	               "<th role=\"columnheader\" scope=\"col\" class=\"number\">Others\u2019</th>"
	               "<th role=\"columnheader\" scope=\"col\">Home</th></tr></thead><tbody role=\"rowgroup\">\n");
	for (size_t i = 0; i < person->area_count; i++)
		put_area(page, &person->areas[i], (double)whole);
	html_raw(page,
	         "</tbody></table>\n<p class=\"aside\">Home areas: the fewest that hold 80 % of what was touched in a "
	         "year.</p>\n");
}
