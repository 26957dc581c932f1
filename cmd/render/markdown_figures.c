/* Figures, eight periods, records and findings as Markdown: what pages of teams and of people share. */
#include <stdio.h>
#include <string.h>
#include "markdown.h"
#include "number.h"
#include "words.h"

#define OID_SHOWN 12

/* ---- figures ---- */

/* A part keeps its dash, one that begins no list. */
static void add_label(struct md_table *table, const char *label)
{
	struct buf text = { 0 };

	if (!strncmp(label, "- ", 2))
		buf_add_fmt(&text, "\u2013 %s", label + 2);
	else
		buf_add_str(&text, label);
	md_cell(table, buf_str(&text));
	buf_release(&text);
}

/* Further columns of a person: halves and the rest of the team. */
static void add_beside(struct md_table *table, const struct report_person *person, const struct figure *figure)
{
	struct buf cell = { 0 };

	for (int i = 0; i < 2 && person->half_count; i++) {
		const struct figure *half = figure_find(person->halves[i], person->half_count, figure->id);

		if (half)
			figure_add_narrow(&cell, half);
		md_cell_of(table, &cell);
	}
	if (person->rest_count) {
		const struct figure *rest = figure_find(person->rest, person->rest_count, figure->id);

		if (rest)
			figure_add_narrow(&cell, rest);
		md_cell_of(table, &cell);
	}
}

static void add_figure(struct md_table *table, const struct figure *figure, const struct report_person *person)
{
	struct buf cell = { 0 };

	add_label(table, figure->label);
	md_cell(table, figure->id);
	figure_add_row(&cell, figure);
	md_cell(table, buf_str(&cell));
	buf_clear(&cell);
	words_add_movement(&cell, figure);
	md_cell_of(table, &cell);
	if (!figure_is_words(figure) && figure_is_share(figure))
		figure_add_past(&cell, figure, figure->year);
	md_cell_of(table, &cell);
	if (person)
		add_beside(table, person, figure);
	buf_release(&cell);
}

static const char *figure_columns(const struct report_person *person)
{
	if (!person || (!person->half_count && !person->rest_count))
		return "lllll";
	if (!person->half_count)
		return "lllllr";
	return person->rest_count ? "lllllrrr" : "lllllrr";
}

static void add_figure_head(struct md_table *table, const struct report_person *person)
{
	md_cell(table, "Figure");
	md_cell(table, "Id");
	md_cell(table, "Value (95 %)");
	md_cell(table, "Moved");
	md_cell(table, "Year before");
	if (person && person->half_count) {
		md_cell(table, "Weeks 1-13");
		md_cell(table, "14-26");
	}
	if (person && person->rest_count)
		md_cell(table, "The rest");
}

void md_figures(struct buf *out, const struct figure *figures, size_t count, const struct report_person *person)
{
	struct md_table table = { .columns = figure_columns(person) };
	enum metric_state state;
	const char *title;

	add_figure_head(&table, person);
	/* Counts, then shares, as everywhere. */
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < count; i++)
			if (words_has_row(&figures[i]) && figure_is_share(&figures[i]) == (pass == 1))
				add_figure(&table, &figures[i], person);
	md_table_end(out, &table);
	for (size_t i = 0; (title = words_of_rowless(i, &state)); i++) {
		struct buf list = { 0 }, line = { 0 };

		words_add_rowless(&list, figures, count, state);
		if (list.size)
			buf_add_fmt(&line, "%s: %s", title, buf_str(&list));
		md_paragraph(out, buf_str(&line));
		buf_release(&list);
		buf_release(&line);
	}
}

/* ---- eight periods ---- */

#define SERIES_COLUMNS "llrrrrrrrr"

/* What a dash means is told once. */
static void add_series_notes(struct buf *out, const struct report *report, bool is_first)
{
	struct buf notes = { 0 };

	words_add_series_periods(&notes, report);
	if (notes.size)
		buf_add_char(&notes, '.');
	if (is_first)
		buf_add_fmt(&notes, "%s%s", notes.size ? " " : "", WORDS_GAP);
	md_paragraph(out, buf_str(&notes));
	buf_release(&notes);
}

void md_series(struct buf *out, const struct report *report, const struct report_series *series, size_t count,
               const enum coverage_state *coverages)
{
	struct md_table table = { .columns = SERIES_COLUMNS };

	if (!count)
		return;
	md_cell(&table, "Figure");
	md_cell(&table, "Id");
	for (int i = 0; i < SERIES_PERIODS; i++)
		md_cell(&table, report->periods[i].name);
	for (size_t i = 0; i < count; i++) {
		add_label(&table, series[i].label);
		md_cell(&table, series[i].id);
		for (int j = 0; j < SERIES_PERIODS; j++) {
			struct buf cell = { 0 };

			figure_add_point(&cell, &series[i].points[j]);
			md_cell_of(&table, &cell);
		}
	}
	if (coverages) {
		md_cell(&table, "coverage of reviews");
		md_cell(&table, "");
		for (int i = 0; i < SERIES_PERIODS; i++)
			md_cell(&table, words_of_coverage(coverages[i]));
	}
	md_table_end(out, &table);
	add_series_notes(out, report, report->team_count && coverages == report->teams[0].coverages);
}

/* ---- records ---- */

static void add_commit(struct buf *out, const char *oid, const char *url)
{
	char shown[OID_SHOWN + 1];

	snprintf(shown, sizeof(shown), "%s", oid ? oid : "");
	md_add_link(out, shown, url);
}

void md_decisions(struct buf *out, const struct report_decision *decisions, size_t count)
{
	/* The link stands last: it would push apart what is aligned. */
	static const char *const heads[] = { "Day", "Record", "What happened", "Status", "Repository", "Commit" };
	struct md_table table = { .columns = "llllll" };

	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
		md_cell(&table, heads[i]);
	for (size_t i = 0; i < count; i++) {
		const struct report_decision *decision = &decisions[i];
		struct buf cell = { 0 };

		civil_format(&cell, decision->time);
		md_cell_of(&table, &cell);
		words_add_record(&cell, decision);
		md_cell(&table, buf_str(&cell));
		buf_clear(&cell);
		md_cell(&table, decision->event);
		md_cell(&table, decision->status);
		md_cell(&table, decision->repository);
		add_commit(&cell, decision->oid, decision->url);
		md_cell_of(&table, &cell);
		buf_release(&cell);
	}
	md_table_end(out, &table);
}

/* ---- findings ---- */

static void add_proofs(struct buf *out, const struct report_proofs *proofs)
{
	struct buf more = { 0 };

	if (!proofs)
		return;
	for (size_t i = 0; i < proofs->line_count; i++) {
		const struct report_proof_line *line = &proofs->lines[i];

		buf_add_str(out, "  - ");
		add_commit(out, line->oid, line->url);
		buf_add_char(out, ' ');
		md_add_text(out, line->kind);
		buf_add_str(out, ": ");
		md_add_text(out, line->raw);
		buf_add_char(out, '\n');
	}
	if (words_has_more_proofs(proofs)) {
		buf_add_str(out, "  - ");
		words_add_more_proofs(&more, proofs);
		md_add_text(out, buf_str(&more));
		if (proofs->command && proofs->command[0]) {
			buf_add_str(out, "; all: ");
			md_add_code(out, proofs->command);
		}
		buf_add_char(out, '\n');
	}
	buf_release(&more);
}

static void add_sentence(struct buf *out, const char *start, const char *text)
{
	if (!text || !text[0])
		return;
	buf_add_char(out, ' ');
	md_add_text(out, start);
	if (start[0])
		buf_add_char(out, ' ');
	md_add_text(out, text);
	if (!text_ends(text_of(text), TEXT(".")))
		buf_add_char(out, '.');
}

static void add_explain(struct buf *out, const struct report *report, const struct finding *finding,
                        const struct report_person *person)
{
	struct buf start = { 0 }, rest = { 0 };

	words_add_explain(&start, &rest, report, finding, finding->pattern, person);
	buf_add_str(&start, buf_str(&rest));
	if (start.size) {
		buf_add_str(out, " More: ");
		md_add_code(out, buf_str(&start));
	}
	buf_release(&start);
	buf_release(&rest);
}

static void add_name(struct buf *out, const struct finding *finding)
{
	struct buf name = { 0 };

	words_add_pattern(&name, finding);
	buf_add_str(out, "**");
	md_add_text(out, buf_str(&name));
	buf_add_str(out, "**: ");
	buf_release(&name);
}

static void add_full(struct buf *out, const struct report *report, const struct finding *finding,
                     const struct report_proofs *proofs, const struct report_person *person)
{
	struct buf line = { 0 }, answer = { 0 };

	add_name(&line, finding);
	words_add_answer(&answer, finding);
	buf_add_char(&answer, '.');
	md_add_text(&line, buf_str(&answer));
	add_sentence(&line, "", finding->explanation);
	add_sentence(&line, "Looked for:", finding->looked_for);
	add_sentence(&line, "", finding->would_change);
	add_sentence(&line, "Base rate:", words_of_base_rate(finding));
	add_explain(&line, report, finding, person);
	md_item_of(out, &line);
	add_proofs(out, proofs);
	buf_release(&answer);
	buf_release(&line);
}

static void add_listed(struct buf *out, const struct finding *findings, size_t count)
{
	enum outcome outcome;

	for (size_t i = 0; (outcome = words_listed_outcome(i)) != OUTCOME_COUNT; i++) {
		struct buf list = { 0 }, title = { 0 };

		words_add_listed(&list, findings, count, outcome);
		buf_add_fmt(&title, "%s:", words_of_outcome(outcome));
		if (list.size)
			md_item(out, buf_str(&title), buf_str(&list));
		buf_release(&title);
		buf_release(&list);
	}
}

void md_findings(struct buf *out, const struct report *report, const struct finding *findings, size_t count,
                 const struct report_proofs *proofs, const struct report_person *person)
{
	for (size_t i = 0; i < count; i++)
		if (words_is_told_in_full(&findings[i]))
			add_full(out, report, &findings[i], proofs ? &proofs[i] : NULL, person);
	add_listed(out, findings, count);
	md_end_list(out);
	/* What else answered has its proofs as well. */
	for (size_t i = 0; proofs && i < count; i++) {
		struct buf line = { 0 };

		if (words_is_told_in_full(&findings[i]) || !proofs[i].line_count)
			continue;
		buf_add_str(&line, "Behind ");
		words_add_pattern(&line, &findings[i]);
		md_item(out, NULL, buf_str(&line));
		add_proofs(out, &proofs[i]);
		md_end_list(out);
		buf_release(&line);
	}
}

void md_findings_short(struct buf *out, const struct finding *findings, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct buf line = { 0 }, answer = { 0 };

		if (!words_is_told_in_full(&findings[i]))
			continue;
		add_name(&line, &findings[i]);
		buf_add_str(&answer, outcome_names[findings[i].outcome]);
		if (findings[i].reason && findings[i].reason[0])
			buf_add_fmt(&answer, "; %s", findings[i].reason);
		md_add_text(&line, buf_str(&answer));
		md_item_of(out, &line);
		buf_release(&answer);
		buf_release(&line);
	}
	add_listed(out, findings, count);
	md_end_list(out);
}

void md_strengths(struct buf *out, const struct strength *strengths, size_t count, const struct report_proofs *proofs)
{
	for (size_t i = 0; i < count; i++) {
		struct buf title = { 0 };

		buf_add_fmt(&title, "%s:", words_of_strength(&strengths[i]));
		md_item(out, buf_str(&title), strengths[i].reason);
		add_proofs(out, proofs ? &proofs[i] : NULL);
		buf_release(&title);
	}
	if (count)
		md_end_list(out);
}
