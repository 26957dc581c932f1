/* What the record holds and what it cannot show, once; and how the report was computed. */
#include "escape.h"
#include "html.h"
#include "words.h"

static const char *coverage_words(enum coverage_state state)
{
	switch (state) {
	case COVERAGE_USABLE:
		return "well enough to tell of absences";
	case COVERAGE_PARTIAL:
		return "partly";
	case COVERAGE_UNKNOWN:
		break;
	}
	return "not well enough: what is missing means nothing";
}

static void open_number(struct page *page, const char *label)
{
	html_fmt(page, "<td role=\"cell\" class=\"number\" data-label=\"%s\">", label);
}

static void put_repository(struct page *page, const struct report_repository *repository)
{
	struct buf words = { 0 };

	html_raw(page, "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">");
	html_data(page, repository->name);
	html_raw(page, "</th>");
	open_number(page, "Changes");
	html_fmt(page, "%lld</td>", (long long)repository->change_count);
	open_number(page, "With review evidence");
	if (repository->review_count < 0)
		html_raw(page, "withheld</td>");
	else
		html_fmt(page, "%lld</td>", (long long)repository->review_count);
	html_raw(page, "<td role=\"cell\" data-label=\"Reviews recorded\">");
	html_raw(page, coverage_words(repository->coverage));
	html_raw(page, "</td><td role=\"cell\" data-label=\"As it was read\">");
	words_add_repository(&words, repository);
	html_text(page, buf_text(&words));
	html_raw(page, "</td></tr>\n");
	buf_release(&words);
}

static void put_repositories(struct page *page)
{
	static const char *const titles[] = { "Repository", "Changes", "With review evidence", "Reviews recorded",
		                              "As it was read" };

	html_raw(page, "<h3>Repositories</h3>\n<table class=\"stack repositories\" role=\"table\"><caption>Changes of "
	               "the period</caption>"
	               "<thead role=\"rowgroup\"><tr role=\"row\">");
	for (size_t i = 0; i < sizeof(titles) / sizeof(titles[0]); i++)
		html_fmt(page, "<th role=\"columnheader\" scope=\"col\"%s>%s</th>",
		         i == 1 || i == 2 ? " class=\"number\"" : "", titles[i]);
	html_raw(page, "</tr></thead><tbody role=\"rowgroup\">\n");
	for (size_t i = 0; i < page->report->repository_count; i++)
		put_repository(page, &page->report->repositories[i]);
	html_raw(page, "</tbody></table>\n");
}

static void put_count(struct page *page, const char *label, int64_t count)
{
	if (count > 0)
		html_fmt(page, "<dt>%s</dt><dd>%lld</dd>\n", label, (long long)count);
	else if (count < 0)
		html_fmt(page, "<dt>%s</dt><dd>withheld</dd>\n", label);
}

static void put_counts(struct page *page)
{
	const struct report_coverage *coverage = &page->report->coverage;

	html_raw(page, "<h3>What was counted</h3>\n<dl class=\"facts\">\n");
	html_fmt(page, "<dt>Changes counted</dt><dd>%lld</dd>\n", (long long)coverage->change_count);
	put_count(page, "Of them with review evidence", coverage->review_count);
	put_count(page, "Changes left out (bots, imports, copies)", coverage->excluded_count);
	put_count(page, "Changes by bots", coverage->bot_change_count);
	put_count(page, "Credits to language models, not counted", coverage->model_credit_count);
	put_count(page, "People", coverage->person_count);
	put_count(page, "Acts by names that no commit explains", coverage->unresolved_count);
	html_raw(page, "</dl>\n");
}

static void put_channels(struct page *page)
{
	const struct report_coverage *coverage = &page->report->coverage;

	if (!coverage->channel_count)
		return;
	html_raw(page,
	         "<h3>Where evidence was read</h3>\n<table class=\"channels\"><thead><tr><th scope=\"col\">Channel</th>"
	         "<th scope=\"col\" class=\"number\">Changes</th><th scope=\"col\">Use</th></tr></thead><tbody>\n");
	for (size_t i = 0; i < coverage->channel_count; i++) {
		const struct report_channel *channel = &coverage->channels[i];

		html_raw(page, "<tr><th scope=\"row\">");
		html_data(page, channel->name);
		html_fmt(page, "</th><td class=\"number\">%lld</td><td>%s</td></tr>\n",
		         (long long)channel->change_count, channel->is_live ? "regular" : "not in regular use");
	}
	html_raw(page, "</tbody></table>\n");
}

static void put_notes(struct page *page)
{
	if (!page->report->note_count)
		return;
	html_raw(page, "<h3>Notes</h3>\n<ul>\n");
	for (size_t i = 0; i < page->report->note_count; i++) {
		html_raw(page, "<li>");
		html_words(page, page->report->notes[i]);
		html_raw(page, "</li>\n");
	}
	html_raw(page, "</ul>\n");
}

/* The coverage line itself stands at the head of the first page. */
void html_limits(struct page *page)
{
	html_raw(page,
	         "<section id=\"limits\" class=\"page\">\n<h2>Coverage and limits</h2>\n"
	         "<p>A repository keeps what was written into it. Talk, design at a table, pairing without a second "
	         "name, "
	         "help in a chat and most of what makes a group work leave nothing there. So \u201cunknown\u201d is an "
	         "answer here and never counts as zero, and where too little is recorded nothing is said of what is "
	         "missing.</p>\n");
	put_repositories(page);
	put_counts(page);
	put_channels(page);
	put_notes(page);
	html_raw(page, "<h3>What this is for</h3>\n"
	               "<p>It is written so that a lead can look at the own quarter, and a team at its habits in a "
	               "retrospective. "
	               "It is no ground for deciding on pay, on hiring or dismissal, or for setting people against one "
	               "another: it sums nobody up in a number and puts people in no order but that of names.</p>\n"
	               "<p>In many countries figures like these are monitoring of work, which needs a lawful ground, "
	               "an assessment "
	               "of its effects and a word with those concerned or their council beforehand. They are personal "
	               "data also "
	               "where pseudonyms stand in place of names.</p>\n"
	               "</section>\n");
}

/* ---- how it was computed ---- */

static void put_tips(struct page *page)
{
	html_raw(page, "<table class=\"stack\" role=\"table\"><caption>What was read</caption><thead role=\"rowgroup\">"
	               "<tr role=\"row\"><th role=\"columnheader\" scope=\"col\">Repository</th>"
	               "<th role=\"columnheader\" scope=\"col\">Tip</th>"
	               "<th role=\"columnheader\" scope=\"col\" class=\"number\">Commits</th></tr></thead>"
	               "<tbody role=\"rowgroup\">\n");
	for (size_t i = 0; i < page->report->repository_count; i++) {
		const struct report_repository *repository = &page->report->repositories[i];

		html_raw(page, "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">");
		html_data(page, repository->name);
		html_raw(page, "</th><td role=\"cell\">");
		html_code(page, repository->tip);
		html_raw(page, "</td>");
		open_number(page, "Commits");
		html_fmt(page, "%lld</td></tr>\n", (long long)repository->commit_count);
	}
	html_raw(page, "</tbody></table>\n");
}

static void put_fact(struct page *page, const char *title, const char *words)
{
	html_fmt(page, "<dt>%s</dt><dd>", title);
	html_words(page, words);
	html_raw(page, "</dd>\n");
}

static void put_command(struct page *page)
{
	const struct report *report = page->report;
	struct buf command = { 0 };

	buf_add_str(&command, "git lead report ");
	words_add_period_options(&command, report);
	if (report->team_count && report->teams[0].name[0]) {
		buf_add_str(&command, "--team=");
		escape_shell(&command, text_of(report->teams[0].name));
		buf_add_char(&command, ' ');
	}
	if (report->is_pseudonymous)
		buf_add_str(&command, "--pseudonyms ");
	buf_add_str(&command, report->is_long ? "--format=html" : "--short --format=html");
	html_raw(page, "<p>The same bytes again, from the same tips and the same configuration:<br>");
	html_code(page, buf_str(&command));
	html_raw(page, "</p>\n");
	buf_release(&command);
}

void html_origin(struct page *page)
{
	const struct report *report = page->report;
	struct buf words = { 0 };

	html_raw(page, "<section id=\"origin\" class=\"page\">\n<h2>How it was computed</h2>\n<dl class=\"facts\">\n");
	words_add_period(&words, report);
	put_fact(page, "Period", buf_str(&words));
	buf_clear(&words);
	civil_format_iso(&words, report->period.since_time);
	buf_add_str(&words, " up to, not including, ");
	civil_format_iso(&words, report->period.until_time);
	put_fact(page, "Exactly", buf_str(&words));
	put_fact(page, "Program", "git-lead " LEAD_VERSION);
	put_fact(page, "Rules", report->rules ? report->rules : "");
	put_fact(page, "Schema", report->schema ? report->schema : "");
	put_fact(page, "Sealed", report->is_sealed ? "yes: the figures are those of the day of sealing" : "no");
	html_raw(page, "</dl>\n");
	put_tips(page);
	put_command(page);
	if (report->next_step && report->next_step[0]) {
		html_raw(page, "<p>To see more: ");
		html_code(page, report->next_step);
		html_raw(page, "<br>");
		html_words(page, report->next_reason ? report->next_reason : "");
		html_raw(page, "</p>\n");
	}
	html_raw(page, "</section>\n");
	buf_release(&words);
}
