/* The first page: how much of the work the record shows, then one table of teams and questions. */
#include <string.h>
#include "html.h"
#include "number.h"
#include "words.h"

static void put_coverage(struct page *page)
{
	const struct report *report = page->report;

	html_paragraph(page, "coverage", report->coverage.line);
	html_paragraph(page, "aside", report->coverage.not_visible);
	if (report->period_was_moved)
		html_raw(page,
		         "<p class=\"aside\">The latest 26 weeks hold fewer than 20 changes, so these end at the last "
		         "commit.</p>\n");
}

static void put_leading(struct page *page, struct html_figure which)
{
	bool is_noted = which.figure->note && !strcmp(which.figure->note, "at least");
	bool is_bound = which.figure->state == STATE_UNKNOWN || is_noted;

	html_fmt(page, "<span class=\"lead%s\">", figure_is_words(which.figure) ? " words" : is_bound ? " bound" : "");
	/* What is unknown says so by itself. */
	if (is_noted && which.figure->state != STATE_UNKNOWN && !figure_is_words(which.figure))
		html_raw(page, "at least ");
	html_figure_value(page, which);
	html_raw(page, "</span>\n");
	/* A number of records is what it is, and a bound has no upper end; what chance makes of them stands on the page of the team. */
	if (html_has_interval(which.figure) && !figure_is_counted(which.figure) && !is_bound) {
		html_raw(page, "<span class=\"interval\">");
		html_figure_interval(page, which);
		html_raw(page, "</span>\n");
	}
	/* Where nothing moved the sentence says so. */
	if (html_has_movement(which.figure) && which.figure->trend != TREND_NONE) {
		html_raw(page, "<span class=\"move\">");
		html_figure_movement(page, which);
		html_raw(page, "</span>\n");
	}
}

/* The leading figure large; what else answers the question stands in its sentence. */
static void put_answer(struct page *page, const struct report_headline *headline)
{
	if (headline->figure_count)
		put_leading(page, (struct html_figure){ &headline->figures[0], false });
	if (headline->sentence) {
		html_raw(page, "<span class=\"sentence\">");
		html_words(page, headline->brief ? headline->brief : headline->sentence);
		html_raw(page, "</span>");
	}
}

static void put_team(struct page *page, size_t position)
{
	const struct report_team *team = &page->report->teams[position];

	html_raw(page, "<tr role=\"row\"");
	html_attribute(page, "data-subject", team->name);
	html_fmt(page, "><th role=\"rowheader\" scope=\"row\"><a href=\"#team-%zu\">", position);
	html_data(page, words_of_team(page->report, team));
	html_raw(page, "</a></th>\n");
	for (size_t i = 0; i < team->headline_count; i++) {
		html_raw(page, "<td role=\"cell\"");
		html_attribute(page, "data-label", team->headlines[i].title);
		html_raw(page, ">");
		put_answer(page, &team->headlines[i]);
		html_raw(page, "</td>\n");
	}
	html_raw(page, "</tr>\n");
}

static void put_table(struct page *page, const struct report_team *first)
{
	html_fmt(page,
	         "<table class=\"headlines stack\" role=\"table\"><caption>%s</caption><thead role=\"rowgroup\">"
	         "<tr role=\"row\"><th role=\"columnheader\" scope=\"col\">Team</th>",
	         page->report->team_count > 1 ? "Everybody first, then the teams by name" : "The team at a glance");
	for (size_t i = 0; i < first->headline_count; i++) {
		html_raw(page, "<th role=\"columnheader\" scope=\"col\">");
		html_text(page, text_of(first->headlines[i].title));
		html_raw(page, "</th>");
	}
	html_raw(page, "</tr></thead>\n<tbody role=\"rowgroup\">\n");
	for (size_t i = 0; i < page->report->team_count; i++)
		put_team(page, i);
	html_raw(page, "</tbody></table>\n");
}

static void put_questions(struct page *page, const struct report_team *first)
{
	html_raw(page, "<h3>What the columns tell</h3>\n<dl class=\"questions\">\n");
	for (size_t i = 0; i < first->headline_count; i++) {
		html_raw(page, "<dt>");
		html_text(page, text_of(first->headlines[i].title));
		html_raw(page, "</dt><dd>");
		html_words(page, first->headlines[i].question);
		html_raw(page, "</dd>\n");
	}
	html_raw(page,
	         "</dl>\n<p class=\"aside\">A range behind a figure is its 95 % interval: what chance alone could have "
	         "made of the same habits. \u201cUp\u201d and \u201cdown\u201d stand only where a difference is beyond "
	         "chance and large enough to matter; neither is good or bad by itself.</p>\n");
}

void html_summary(struct page *page)
{
	const struct report_team *first = page->report->team_count ? &page->report->teams[0] : NULL;

	html_raw(page, "<section id=\"summary\">\n<h2>At a glance</h2>\n");
	put_coverage(page);
	if (first && first->headline_count) {
		put_table(page, first);
		if (page->report->person_count)
			html_raw(page,
			         "<p class=\"aside\">The findings here are those of teams. What was looked for of a "
			         "person stands on that person\u2019s page alone.</p>\n");
		put_questions(page, first);
	}
	html_raw(page, "</section>\n");
}
