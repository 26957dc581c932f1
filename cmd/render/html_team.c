/* The page of a team, or of everybody. */
#include <string.h>
#include "html.h"
#include "number.h"
#include "words.h"

static void put_facts(struct page *page, const struct report_team *team)
{
	struct buf members = { 0 };

	words_add_members(&members, team);
	html_raw(page, "<dl class=\"facts\">\n<dt>Active in the period</dt><dd>");
	html_text(page, buf_text(&members));
	html_raw(page, "</dd>\n");
	if (team->repository_count) {
		html_raw(page, "<dt>Repositories</dt><dd>");
		for (size_t i = 0; i < team->repository_count; i++) {
			html_raw(page, i ? ", " : "");
			html_data(page, team->repositories[i]);
		}
		html_raw(page, "</dd>\n");
	}
	if (team->lead_count) {
		html_raw(page, "<dt>Declared leads</dt><dd>");
		for (size_t i = 0; i < team->lead_count; i++) {
			html_raw(page, i ? ", " : "");
			html_data(page, team->leads[i].name);
			if (team->leads[i].words && team->leads[i].words[0]) {
				html_raw(page, " (");
				html_text(page, text_of(team->leads[i].words));
				html_raw(page, ")");
			}
		}
		html_raw(page, "</dd>\n");
	}
	html_raw(page, "</dl>\n");
	buf_release(&members);
}

static void put_period_list(struct page *page, const struct report_team *team, enum coverage_state state,
                            const char *title)
{
	bool is_any = false;

	for (int i = 0; i < SERIES_PERIODS; i++) {
		const struct report_period *period = &page->report->periods[i];

		if (!period->is_known || team->coverages[i] != state)
			continue;
		html_raw(page, is_any ? ", " : title);
		html_text(page, text_of(period->name));
		is_any = true;
	}
	if (is_any)
		html_raw(page, ". ");
}

static void put_coverages(struct page *page, const struct report_team *team)
{
	bool is_any = false;

	html_raw(page, "<p class=\"aside\">");
	put_period_list(page, team, COVERAGE_USABLE,
	                "Reviews are recorded well enough that a missing one means something in ");
	put_period_list(page, team, COVERAGE_PARTIAL,
	                "Reviews are recorded partly, so that nothing stronger than a note is said, in ");
	put_period_list(page, team, COVERAGE_UNKNOWN,
	                "Reviews are hardly recorded, so that a missing one means nothing, in ");
	for (int i = 0; i < SERIES_PERIODS; i++) {
		const struct report_period *period = &page->report->periods[i];

		if (period->is_known || !period->name)
			continue;
		html_raw(page, is_any ? ", " : "Before the history begins, or behind its cut: ");
		html_text(page, text_of(period->name));
		is_any = true;
	}
	html_raw(page, is_any ? ".</p>\n" : "</p>\n");
}

/* The waiting for a first answer is known where an export or notes tell the times of requests. */
static void put_waiting(struct page *page, const struct report_team *team)
{
	for (size_t i = 0; i < team->figure_count; i++) {
		const struct figure *figure = &team->figures[i];
		struct html_figure which = { figure, false };

		if (strcmp(figure->id, "M20"))
			continue;
		html_raw(page, "<h3>Time to review</h3>\n<p>");
		html_words(page, words_of_label(figure));
		html_raw(page, ": ");
		html_figure_value(page, which);
		if (html_has_interval(figure)) {
			html_raw(page, " (");
			html_figure_interval(page, which);
			html_raw(page, ")");
		}
		html_raw(page, ".");
		if (figure_is_words(figure) && figure->state != STATE_WITHHELD)
			html_raw(page, " It needs the times of requests, which an import from the forge or notes "
			               "brings: <code dir=\"ltr\">git lead sources</code> names the command.");
		html_raw(page, "</p>\n");
	}
}

void html_team(struct page *page, size_t position)
{
	const struct report_team *team = &page->report->teams[position];

	html_fmt(page, "<section id=\"team-%zu\" class=\"page\"", position);
	html_attribute(page, "data-subject", team->name);
	html_raw(page, ">\n<h2>");
	html_data(page, words_of_team(page->report, team));
	html_raw(page, "</h2>\n");
	html_paragraph(page, "coverage", team->coverage.line);
	html_paragraph(page, "aside", team->coverage.not_visible);
	put_facts(page, team);
	if (team->is_withheld)
		html_raw(page, "<p>The only active member opted out: no figures.</p>\n");
	if (team->series_count) {
		html_raw(page, "<h3>Eight periods</h3>\n");
		put_coverages(page, team);
		html_series(page, team->series, team->series_count, false);
	}
	html_matrix(page, &team->matrix);
	put_waiting(page, team);
	if (page->report->is_long)
		html_decisions(page, team->decisions, team->decision_count, true);
	html_knowledge(page, team);
	html_findings(page, team->findings, team->finding_count, NULL, NULL);
	if (team->figure_count)
		html_figures(page, team->figures, team->figure_count, NULL);
	html_raw(page, "</section>\n");
}
