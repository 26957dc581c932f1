/* The first page and the pages of teams and people in the long Markdown form. */
#include <string.h>
#include "lead/alloc.h"
#include "markdown.h"
#include "number.h"
#include "words.h"

#define TEAMS_BESIDE 3 /* so many teams stand beside one another in the first table; more stand below one another */

static void add_heading(struct buf *out, int level, const char *title, const char *more)
{
	struct buf text = { 0 };

	buf_add_fmt(&text, "%s%s%s", title, more[0] ? ", " : "", more);
	md_heading(out, level, buf_str(&text));
	buf_release(&text);
}

/* ---- the first page ---- */

static char *columns_of(size_t count)
{
	char *columns = xmalloc(count + 1);

	memset(columns, 'l', count);
	columns[count] = '\0';
	return columns;
}

/* A row a question, a column a team. */
static void draw_beside(struct buf *out, const struct report *report)
{
	char *columns = columns_of(report->team_count + 1);
	struct md_table table = { .columns = columns };

	md_cell(&table, "");
	for (size_t i = 0; i < report->team_count; i++)
		md_cell(&table, words_of_team(report, &report->teams[i]));
	for (size_t i = 0; i < report->teams[0].headline_count; i++) {
		md_cell(&table, report->teams[0].headlines[i].title);
		for (size_t j = 0; j < report->team_count; j++)
			md_cell(&table,
			        i < report->teams[j].headline_count ? report->teams[j].headlines[i].sentence : "");
	}
	md_table_end(out, &table);
	free(columns);
}

/* A row a team, a column a question. */
static void draw_below(struct buf *out, const struct report *report)
{
	char *columns = columns_of(report->teams[0].headline_count + 1);
	struct md_table table = { .columns = columns };

	md_cell(&table, "Team");
	for (size_t i = 0; i < report->teams[0].headline_count; i++)
		md_cell(&table, report->teams[0].headlines[i].title);
	for (size_t i = 0; i < report->team_count; i++) {
		md_cell(&table, words_of_team(report, &report->teams[i]));
		for (size_t j = 0; j < report->teams[0].headline_count; j++)
			md_cell(&table,
			        j < report->teams[i].headline_count ? report->teams[i].headlines[j].sentence : "");
	}
	md_table_end(out, &table);
	free(columns);
}

void md_first_page(struct buf *out, const struct report *report)
{
	md_coverage_line(out, &report->coverage);
	if (!report->team_count || !report->teams[0].headline_count)
		return;
	if (report->team_count <= TEAMS_BESIDE)
		draw_beside(out, report);
	else
		draw_below(out, report);
	for (size_t i = 0; i < report->teams[0].headline_count; i++) {
		const struct report_headline *headline = &report->teams[0].headlines[i];
		struct buf title = { 0 };

		buf_add_fmt(&title, "%s:", headline->title);
		md_item(out, buf_str(&title), headline->question);
		buf_release(&title);
	}
	md_end_list(out);
}

/* ---- a team ---- */

static void draw_team_facts(struct buf *out, const struct report_team *team)
{
	struct buf text = { 0 };

	words_add_team_facts(&text, team);
	md_paragraph(out, buf_str(&text));
	buf_release(&text);
}

static void draw_matrix(struct buf *out, const struct report_matrix *matrix)
{
	char *columns = columns_of(matrix->count + 1);
	struct md_table table = { .columns = columns };

	if (matrix->count || matrix->note)
		md_heading(out, 3, WORDS_MATRIX);
	if (matrix->count)
		md_paragraph(out, WORDS_MATRIX_RULE);
	memset(columns + 1, 'r', matrix->count);
	md_cell(&table, "");
	for (size_t i = 0; i < matrix->count; i++)
		md_cell(&table, matrix->groups[i]);
	for (size_t i = 0; i < matrix->count; i++) {
		md_cell(&table, matrix->groups[i]);
		for (size_t j = 0; j < matrix->count; j++) {
			struct buf cell = { 0 };

			if (matrix->cells[i * matrix->count + j] < 0)
				buf_add_str(&cell, WORDS_NOT_ASKED);
			else
				number_add_count(&cell, (double)matrix->cells[i * matrix->count + j]);
			md_cell_of(&table, &cell);
		}
	}
	md_table_end(out, &table);
	md_paragraph(out, matrix->note);
	free(columns);
}

static void add_count(struct md_table *table, int64_t count)
{
	struct buf cell = { 0 };

	number_add_count(&cell, (double)count);
	md_cell_of(table, &cell);
}

static void draw_knowledge(struct buf *out, const struct report_team *team)
{
	static const char *const heads[] = { "Repository", "Area", "Files", "One knows", "Nobody knows", "People" };
	struct md_table table = { .columns = "llrrrr" };
	struct buf left = { 0 };

	if (!team->knowledge_count)
		return;
	md_heading(out, 3, WORDS_KNOWLEDGE);
	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
		md_cell(&table, heads[i]);
	for (size_t i = 0; i < team->knowledge_count; i++) {
		const struct report_knowledge *area = &team->knowledge[i];
		struct buf knowers = { 0 };

		md_cell(&table, area->repository);
		md_cell(&table, area->area);
		add_count(&table, area->file_count);
		add_count(&table, area->single_count);
		add_count(&table, area->nobody_count);
		words_add_knowers(&knowers, area);
		md_cell_of(&table, &knowers);
	}
	md_table_end(out, &table);
	words_add_left(&left, team);
	md_paragraph(out, buf_str(&left));
	buf_release(&left);
}

void md_team(struct buf *out, const struct report *report, const struct report_team *team)
{
	struct buf members = { 0 };

	words_add_members(&members, team);
	add_heading(out, 2, words_of_team(report, team), buf_str(&members));
	buf_release(&members);
	if (report->team_count > 1)
		md_paragraph(out, team->coverage.line);
	draw_team_facts(out, team);
	if (team->finding_count) {
		md_heading(out, 3, "Findings");
		md_findings(out, report, team->findings, team->finding_count, NULL, NULL);
	}
	if (team->figure_count) {
		md_heading(out, 3, "Figures");
		md_figures(out, team->figures, team->figure_count, NULL);
	}
	if (team->series_count) {
		md_heading(out, 3, WORDS_SERIES);
		md_series(out, report, team->series, team->series_count, team->coverages);
	}
	draw_matrix(out, &team->matrix);
	if (team->decision_count) {
		md_heading(out, 3, WORDS_RECORDS);
		md_decisions(out, team->decisions, team->decision_count);
	}
	draw_knowledge(out, team);
}

/* ---- a person ---- */

static void draw_person_facts(struct buf *out, const struct report_person *person)
{
	struct buf text = { 0 };

	for (size_t i = 0; i < person->membership_count; i++) {
		buf_add_str(&text, i ? "; " : "Teams: ");
		words_add_membership(&text, &person->memberships[i]);
	}
	md_paragraph(out, buf_str(&text));
	buf_clear(&text);
	words_add_absence(&text, person);
	md_paragraph(out, buf_str(&text));
	buf_clear(&text);
	words_add_unsealed(&text, person);
	md_paragraph(out, buf_str(&text));
	buf_clear(&text);
	for (size_t i = 0; i < person->excluded_count; i++)
		words_add_excluded(&text, &person->excluded[i], i == 0);
	md_paragraph(out, buf_str(&text));
	buf_release(&text);
}

static void draw_areas(struct buf *out, const struct report_person *person)
{
	static const char *const heads[] = { "Repository", "Area", "Own changes", "Others' worked on", "" };
	struct md_table table = { .columns = "llrrl" };

	if (!person->area_count)
		return;
	md_heading(out, 3, WORDS_AREAS);
	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
		md_cell(&table, heads[i]);
	for (size_t i = 0; i < person->area_count; i++) {
		md_cell(&table, person->areas[i].repository);
		md_cell(&table, person->areas[i].area);
		add_count(&table, person->areas[i].own_count);
		add_count(&table, person->areas[i].other_count);
		md_cell(&table, person->areas[i].is_home ? "home area" : "");
	}
	md_table_end(out, &table);
}

static void draw_suggestions(struct buf *out, const struct report_person *person)
{
	if (!person->suggestion_count)
		return;
	md_heading(out, 3, WORDS_SUGGESTIONS);
	for (size_t i = 0; i < person->suggestion_count; i++)
		md_item(out, NULL, person->suggestions[i]);
	md_end_list(out);
}

void md_person(struct buf *out, const struct report *report, const struct report_person *person)
{
	add_heading(out, 2, person->name, person->is_lead ? "lead" : "");
	draw_person_facts(out, person);
	if (person->is_excluded || person->is_outside)
		return;
	if (person->strength_count) {
		md_heading(out, 3, WORDS_STRENGTHS);
		md_strengths(out, person->strengths, person->strength_count, person->strength_proofs);
	}
	if (person->finding_count) {
		md_heading(out, 3, "Findings");
		md_findings(out, report, person->findings, person->finding_count, person->proofs, person);
	}
	md_heading(out, 3, "Figures");
	md_figures(out, person->figures, person->figure_count, person);
	if (person->series_count) {
		md_heading(out, 3, WORDS_SERIES);
		md_series(out, report, person->series, person->series_count, NULL);
	}
	draw_areas(out, person);
	if (person->decision_count) {
		md_heading(out, 3, WORDS_RECORDS);
		md_decisions(out, person->decisions, person->decision_count);
	}
	draw_suggestions(out, person);
}
