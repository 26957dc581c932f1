/* Findings and strengths with their proofs. What they mean was decided before; here it is said in plain words. */
#include <string.h>
#include "html.h"
#include "words.h"

static const char *plain_words(enum outcome outcome)
{
	static const char *const words[OUTCOME_COUNT] = {
		[OUTCOME_UNKNOWN] = "Unknown: the record cannot tell",
		[OUTCOME_NA] = "Not applicable here",
		[OUTCOME_THIN] = "Too few to tell",
		[OUTCOME_SILENCED] = "Silenced: something else explains it, or it was declared",
		[OUTCOME_CLEAR] = "Clear: looked for and not seen",
		[OUTCOME_NOTE] = "Note: seen in this period",
		[OUTCOME_WARN] = "Warning: seen in this period and in the one before",
	};

	return words[outcome];
}

/* A team's pattern that warns at once does not wait for a second period. */
static const char *outcome_words(const struct pattern_info *pattern, enum outcome outcome)
{
	if (outcome == OUTCOME_WARN && pattern && pattern->warning == WARN_AT_ONCE)
		return "Warning: seen, and what it costs is hard to win back";
	return plain_words(outcome);
}

static const struct pattern_info *pattern_of(struct page *page, const struct finding *finding)
{
	const struct pattern_info *pattern = pattern_find(text_of(finding->pattern)), *other;

	for (size_t i = 0; pattern && i < HTML_PATTERNS_MAX && (other = pattern_at(i)); i++)
		if (other == pattern)
			page->has_pattern[i] = true;
	return pattern;
}

/* ---- proofs ---- */

static void put_proof(struct page *page, const struct report_proof_line *line)
{
	struct buf oid = { 0 };

	buf_add_text(&oid, text_slice(text_of(line->oid), 0, 12));
	html_raw(page, "<li>");
	html_link(page, line->url, buf_str(&oid));
	html_raw(page, " <small>");
	html_text(page, text_of(line->kind));
	if (line->change && strncmp(line->change, "commit:", 7)) {
		html_raw(page, ", ");
		html_data(page, line->change);
	}
	html_raw(page, "</small> ");
	html_data(page, line->raw);
	html_raw(page, "</li>\n");
	buf_release(&oid);
}

static void put_proofs(struct page *page, const struct report_proofs *proofs)
{
	if (!proofs || !proofs->line_count)
		return;
	html_fmt(page, "<details class=\"proofs\"><summary>Proofs: %zu of %lld</summary>\n<ul>\n", proofs->line_count,
	         (long long)proofs->total_count);
	for (size_t i = 0; i < proofs->line_count; i++)
		put_proof(page, &proofs->lines[i]);
	html_raw(page, "</ul>\n");
	if (proofs->command && proofs->command[0]) {
		html_raw(page, "<p class=\"aside\">All of them: ");
		html_code(page, proofs->command);
		html_raw(page, "</p>\n");
	}
	html_raw(page, "</details>\n");
}

/* ---- findings ---- */

static void put_more(struct page *page, const char *title, const char *words)
{
	if (!words || !words[0])
		return;
	html_fmt(page, "<p><span class=\"term\">%s</span> ", title);
	html_words(page, words);
	html_raw(page, "</p>\n");
}

/* Neither would stand in a pseudonymous report: it would have to name somebody. */
static void put_command(struct page *page, const struct finding *finding, const struct report_person *person)
{
	struct buf command = { 0 }, rest = { 0 };

	words_add_explain(&command, &rest, page->report, finding, finding->pattern, person);
	buf_add_text(&command, buf_text(&rest));
	if (command.size) {
		html_raw(page, "<p class=\"aside\">More: ");
		html_code(page, buf_str(&command));
		html_raw(page, "</p>\n");
	}
	if (command.size && finding->next_command && finding->next_command[0] &&
	    strcmp(finding->next_command, buf_str(&command)) != 0) {
		html_raw(page, "<p class=\"aside\">Would tell more: ");
		html_code(page, finding->next_command);
		html_raw(page, "</p>\n");
	}
	buf_release(&command);
	buf_release(&rest);
}

static void put_body(struct page *page, const struct finding *finding, const struct report_proofs *proofs,
                     const struct report_person *person)
{
	if (finding->visible != VISIBLE_NONE)
		html_fmt(page, "<p><span class=\"term\">Visible:</span> %s.</p>\n", words_of_visible(finding->visible));
	html_paragraph(page, NULL, finding->explanation);
	put_more(page, "Looked for:", finding->looked_for);
	put_more(page, "What would change it:", finding->would_change);
	/* Of what is told in a line it stands in the glossary. */
	if (words_is_told_in_full(finding))
		put_more(page, WORDS_BASE_RATE, words_of_base_rate(finding));
	put_proofs(page, proofs);
	put_command(page, finding, person);
}

static void put_full(struct page *page, const struct finding *finding, const struct report_proofs *proofs,
                     const struct report_person *person)
{
	const struct pattern_info *pattern = pattern_of(page, finding);

	html_raw(page, "<article class=\"finding\">\n<h4><small>");
	html_text(page, text_of(finding->pattern));
	html_raw(page, "</small> ");
	html_text(page, text_of(pattern ? pattern->question : finding->pattern));
	html_raw(page, "</h4>\n<p class=\"outcome\"><strong>");
	html_text(page, text_of(outcome_words(pattern, finding->outcome)));
	html_raw(page, "</strong>");
	if (finding->reason && finding->reason[0]) {
		html_raw(page, ". ");
		html_words(page, finding->reason);
		html_raw(page, ".");
	}
	html_raw(page, "</p>\n");
	put_body(page, finding, proofs, person);
	html_raw(page, "</article>\n");
}

static bool is_more(const struct finding *finding)
{
	return words_has_explanation(finding) || (finding->looked_for && finding->looked_for[0]) ||
	       (finding->would_change && finding->would_change[0]);
}

static void put_line(struct page *page, const struct finding *finding, const struct report_proofs *proofs,
                     const struct report_person *person)
{
	const struct pattern_info *pattern = pattern_of(page, finding);
	bool opens = is_more(finding) || (proofs && proofs->line_count);

	html_raw(page, opens ? "<li><details><summary>" : "<li>");
	html_raw(page, "<small>");
	html_text(page, text_of(finding->pattern));
	html_raw(page, "</small> ");
	html_text(page, text_of(pattern ? pattern->name : ""));
	if (finding->reason && finding->reason[0]) {
		html_raw(page, ": ");
		html_words(page, finding->reason);
	}
	if (opens) {
		html_raw(page, "</summary>\n");
		put_body(page, finding, proofs, person);
		html_raw(page, "</details>");
	}
	html_raw(page, "</li>\n");
}

static void put_group(struct page *page, const struct finding *findings, size_t count,
                      const struct report_proofs *proofs, const struct report_person *person, enum outcome outcome)
{
	bool is_any = false;

	for (size_t i = 0; i < count; i++) {
		if (findings[i].outcome != outcome || words_is_told_in_full(&findings[i]))
			continue;
		if (!is_any)
			html_fmt(page, "<p class=\"group\">%s</p>\n<ul class=\"findings\">\n", plain_words(outcome));
		is_any = true;
		put_line(page, &findings[i], proofs ? &proofs[i] : NULL, person);
	}
	if (is_any)
		html_raw(page, "</ul>\n");
}

void html_findings(struct page *page, const struct finding *findings, size_t count, const struct report_proofs *proofs,
                   const struct report_person *person)
{
	static const enum outcome order[] = { OUTCOME_CLEAR, OUTCOME_UNKNOWN, OUTCOME_NA, OUTCOME_THIN,
		                              OUTCOME_SILENCED };
	bool is_any = false;

	if (!count)
		return;
	html_raw(page, "<h3>What was looked for</h3>\n");
	for (size_t i = 0; i < count; i++) {
		if (!words_is_told_in_full(&findings[i]))
			continue;
		put_full(page, &findings[i], proofs ? &proofs[i] : NULL, person);
		is_any = true;
	}
	if (!is_any)
		html_raw(page, "<p>Nothing to note.</p>\n");
	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++)
		put_group(page, findings, count, proofs, person, order[i]);
}

/* ---- strengths ---- */

static const char *strength_name(struct page *page, const char *id)
{
	const struct strength_info *strength = strength_find(text_of(id)), *other;

	for (size_t i = 0; strength && i < HTML_STRENGTHS_MAX && (other = strength_at(i)); i++)
		if (other == strength)
			page->has_strength[i] = true;
	return strength ? strength->name : id;
}

void html_strengths(struct page *page, const struct report_person *person)
{
	if (!person->strength_count)
		return;
	html_raw(page, "<h3>In the record</h3>\n<ul class=\"strengths\">\n");
	for (size_t i = 0; i < person->strength_count; i++) {
		const struct strength *strength = &person->strengths[i];

		html_raw(page, "<li><strong>");
		html_text(page, text_of(strength_name(page, strength->id)));
		html_raw(page, "</strong>: ");
		html_words(page, strength->reason ? strength->reason : "");
		put_proofs(page, person->strength_proofs ? &person->strength_proofs[i] : NULL);
		html_raw(page, "</li>\n");
	}
	html_raw(page, "</ul>\n");
}
