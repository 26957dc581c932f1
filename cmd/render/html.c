/*
 * The report as one HTML document for the wall, the screen and the printer: summary, a page a team, a page a person, then limits,
 * glossary and origin once. It runs nothing and loads nothing; the policy in its head makes a browser hold to that.
 */
#include "html.h"
#include "render_table.h"
#include "words.h"

static const char style[] =
#include "report_css.inc"
	;

static void put_head(struct page *page)
{
	html_raw(
		page,
		"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
		"base-uri 'none'; form-action 'none'\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		"<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" "
		"content=\"no-referrer\">\n"
		"<meta name=\"generator\" content=\"git-lead " LEAD_VERSION "\">\n<title>");
	html_text(page, text_of(page->report->title ? page->report->title : page->report->period_name));
	html_raw(page, "</title>\n<style>\n");
	html_raw(page, style);
	html_raw(page, "</style>\n</head>\n");
}

static void put_link(struct page *page, const char *target, size_t position, const char *name)
{
	html_fmt(page, "<li><a href=\"#%s-%zu\">", target, position);
	html_data(page, name);
	html_raw(page, "</a></li>\n");
}

static void put_navigation(struct page *page)
{
	const struct report *report = page->report;

	html_raw(page, "<nav aria-label=\"Pages\">\n<ul>\n<li><a href=\"#summary\">At a glance</a></li>\n");
	for (size_t i = 0; i < report->team_count; i++)
		put_link(page, "team", i, words_of_team(report, &report->teams[i]));
	for (size_t i = 0; i < report->person_count; i++)
		put_link(page, "person", i, report->people[i].name);
	html_raw(page, "<li><a href=\"#limits\">Coverage and limits</a></li>\n"
	               "<li><a href=\"#glossary\">Glossary</a></li>\n"
	               "<li><a href=\"#origin\">How it was computed</a></li>\n</ul>\n</nav>\n");
}

static void put_top(struct page *page)
{
	const struct report *report = page->report;
	struct buf period = { 0 };

	words_add_period(&period, report);
	html_raw(page, "<body>\n<a class=\"skip\" href=\"#content\">Skip to the report</a>\n<header>\n<h1>");
	html_data(page, report->title ? report->title : report->period_name);
	html_raw(page, "</h1>\n<p class=\"period\">");
	html_text(page, buf_text(&period));
	html_raw(page, report->is_sealed ? "; sealed</p>\n" : "</p>\n");
	html_raw(page, "<p>What the repositories show of a team\u2019s work for one another: reviews, help, decisions, "
	               "documents. " WORDS_PURPOSE "</p>\n</header>\n");
	put_navigation(page);
	buf_release(&period);
}

int html_draw(struct buf *out, const struct report *report, const struct render_options *options)
{
	struct page page = { .out = out, .report = report };

	(void)options;
	put_head(&page);
	put_top(&page);
	html_raw(&page, "<main id=\"content\">\n");
	html_summary(&page);
	for (size_t i = 0; i < report->team_count; i++)
		html_team(&page, i);
	for (size_t i = 0; i < report->person_count; i++)
		html_person(&page, i);
	html_limits(&page);
	html_glossary(&page);
	html_origin(&page);
	html_raw(&page,
	         "</main>\n<footer>\n<p>" WORDS_PURPOSE " Made by git-lead " LEAD_VERSION
	         " from what the repositories hold; nothing was sent anywhere.</p>\n</footer>\n</body>\n</html>\n");
	return 0;
}
