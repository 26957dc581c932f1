/* The page of a declared lead or of a person who was asked for. */
#include "html.h"
#include "number.h"
#include "words.h"

static void put_memberships(struct page *page, const struct report_person *person)
{
	if (!person->membership_count)
		return;
	html_raw(page, "<dl class=\"facts\"><dt>Teams</dt><dd>");
	for (size_t i = 0; i < person->membership_count; i++) {
		const struct report_membership *membership = &person->memberships[i];

		html_raw(page, i ? "; " : "");
		html_data(page, membership->name);
		html_raw(page, membership->is_lead ? ", lead" : "");
		if (membership->words && membership->words[0]) {
			html_raw(page, ", ");
			html_text(page, text_of(membership->words));
		}
	}
	html_raw(page, "</dd></dl>\n");
}

static void put_state(struct page *page, const struct report_person *person)
{
	struct buf words = { 0 };

	words_add_absence(&words, person);
	html_paragraph(page, "state", buf_str(&words));
	buf_clear(&words);
	words_add_unsealed(&words, person);
	html_paragraph(page, "state", buf_str(&words));
	buf_release(&words);
	if (person->is_opted_out)
		html_raw(page, "<p class=\"state\">Opted out: this page is for the one it is about; nothing of it is "
		               "kept.</p>\n");
}

static void put_excluded(struct page *page, const struct report_person *person)
{
	if (!person->excluded_count)
		return;
	html_raw(page,
	         "<h3>Left out of the review share</h3>\n<p>Reviews are not recorded well enough there to tell of "
	         "absences.</p>\n<ul>\n");
	for (size_t i = 0; i < person->excluded_count; i++) {
		const struct report_excluded *excluded = &person->excluded[i];
		struct buf share = { 0 };

		number_add_percent(&share, excluded->share);
		html_raw(page, "<li>");
		html_data(page, excluded->repository);
		html_fmt(page, ": %lld own %s, %s of all own ones</li>\n", (long long)excluded->own_count,
		         excluded->own_count == 1 ? "change" : "changes", buf_str(&share));
		buf_release(&share);
	}
	html_raw(page, "</ul>\n");
}

static void put_suggestions(struct page *page, const struct report_person *person)
{
	if (!person->suggestion_count)
		return;
	html_raw(page, "<h3>What one could look at next</h3>\n<ul>\n");
	for (size_t i = 0; i < person->suggestion_count; i++) {
		html_raw(page, "<li>");
		html_words(page, person->suggestions[i]);
		html_raw(page, "</li>\n");
	}
	html_raw(page, "</ul>\n<p class=\"aside\">These are questions to oneself, never targets.</p>\n");
}

static void put_figures(struct page *page, const struct report_person *person)
{
	html_strengths(page, person);
	html_findings(page, person->findings, person->finding_count, person->proofs, person);
	if (person->series_count) {
		html_raw(page, "<h3>Eight periods: own code and work for others</h3>\n");
		html_series(page, person->series, person->series_count, true);
	}
	html_areas(page, person);
	if (page->report->is_long)
		html_decisions(page, person->decisions, person->decision_count, false);
	put_excluded(page, person);
	put_suggestions(page, person);
	if (person->figure_count)
		html_figures(page, person->figures, person->figure_count, person);
}

void html_person(struct page *page, size_t position)
{
	const struct report_person *person = &page->report->people[position];

	html_fmt(page, "<section id=\"person-%zu\" class=\"page\"", position);
	html_attribute(page, "data-subject", person->key);
	html_raw(page, ">\n<h2>");
	html_data(page, person->name);
	if (person->is_lead)
		html_raw(page, " <small>lead</small>");
	html_raw(page, "</h2>\n");
	put_memberships(page, person);
	put_state(page, person);
	if (!person->is_excluded && !person->is_outside)
		put_figures(page, person);
	html_raw(page, "</section>\n");
}
