/* The parts of a long report as text: eight periods, who reviews whom, records, knowledge, areas, proofs. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "bars.h"
#include "number.h"
#include "text.h"
#include "words.h"

#define INDENT 2
#define OID_SHOWN 12

void text_draw_part(struct pen *pen, const char *title)
{
	pen_end_line(pen);
	pen_to(pen, INDENT);
	pen_put_str(pen, PAINT_BOLD, title);
	pen_end_line(pen);
}

/* name: told beside it in a plain text, where no heading stands above. */
static void put_count(struct pen *pen, const char *name, int64_t count, int right)
{
	struct buf text = { 0 };

	if (pen->is_plain)
		buf_add_fmt(&text, "%s ", name);
	if (count < 0)
		buf_add_str(&text, pen->is_plain ? WORDS_NOT_ASKED : "-");
	else
		number_add_count(&text, (double)count);
	pen_put_right(pen, PAINT_PLAIN, buf_text(&text), right);
	buf_release(&text);
}

/* ---- eight periods ---- */

/* What a terminal has room for; a wider one tells ids, a wide one intervals too. */
struct series_columns {
	int label, id, point;
	bool has_intervals;
};
#define SPARK_COLUMNS (SERIES_PERIODS + 1)

static struct series_columns series_columns(const struct pen *pen)
{
	int wide = pen->columns - INDENT - 15 - SPARK_COLUMNS - 15 * SERIES_PERIODS;

	if (wide >= 28)
		return (struct series_columns){ wide < 44 ? wide : 44, 15, 15, true };
	if (pen->columns >= 110)
		return (struct series_columns){ 28, 15, 7, false };
	return (struct series_columns){ pen->columns - INDENT - SPARK_COLUMNS - 6 * SERIES_PERIODS, 0, 6, false };
}

/* "2026-Q3", "2026-01-01" where it has no short name; a narrow column breaks it behind the year. */
static void add_period_name(struct buf *out, const struct report_period *period, int columns, int row)
{
	struct buf name = { 0 };
	struct text text;
	ptrdiff_t dash;

	if (period->name && utf8_columns(text_of(period->name)) <= 10)
		buf_add_str(&name, period->name);
	else
		civil_format(&name, period->period.since_time);
	text = buf_text(&name);
	dash = text_find_char(text, '-', 0);
	if ((int)utf8_columns(text) < columns || dash < 0)
		buf_add_text(out, row ? text : TEXT(""));
	else
		buf_add_text(out,
		             row ? text_slice(text, (size_t)dash + 1, text.size) : text_slice(text, 0, (size_t)dash));
	buf_release(&name);
}

static void draw_period_names(struct pen *pen, const struct report *report, struct series_columns columns)
{
	/* Who hears it is told the period beside each value. */
	for (int row = pen->is_plain ? 2 : columns.has_intervals; row < 2; row++) {
		int right = INDENT + columns.label + columns.id + SPARK_COLUMNS;

		for (int i = 0; i < SERIES_PERIODS; i++) {
			struct buf name = { 0 };

			add_period_name(&name, &report->periods[i], columns.point, row);
			right += columns.point;
			if (name.size)
				pen_put_right(pen, PAINT_DIM, buf_text(&name), right);
			buf_release(&name);
		}
		if (pen->at)
			pen_end_line(pen);
	}
}

static void put_spark(struct pen *pen, const struct report_series *series)
{
	double values[SERIES_PERIODS];

	if (pen->is_plain)
		return;
	for (int i = 0; i < SERIES_PERIODS; i++)
		values[i] = figure_is_words(&series->points[i]) ? NAN : series->points[i].value;
	spark_add(pen->out, values, SERIES_PERIODS, figure_is_share(&series->points[SERIES_PERIODS - 1]),
	          pen->use_unicode);
	pen->at += SERIES_PERIODS;
}

static void draw_points(struct pen *pen, const struct report *report, const struct report_series *series,
                        struct series_columns columns)
{
	int right = INDENT + columns.label + columns.id + SPARK_COLUMNS;

	for (int i = 0; i < SERIES_PERIODS; i++) {
		struct buf point = { 0 };

		if (pen->is_plain)
			buf_add_fmt(&point, "%s ", report->periods[i].name);
		if (columns.has_intervals)
			figure_add_point(&point, &series->points[i]);
		else if (figure_is_thin_share(&series->points[i]))
			buf_add_str(&point, "few");
		else
			figure_add_narrow(&point, &series->points[i]);
		right += columns.point;
		pen_put_right(pen, figure_is_words(&series->points[i]) ? PAINT_DIM : PAINT_PLAIN, buf_text(&point),
		              right);
		buf_release(&point);
	}
	pen_end_line(pen);
}

/* "; coverage of reviews unknown: 2024-Q4, 2025-Q1": only what is not usable is told. */
static void add_covered(struct buf *out, const struct report *report, const enum coverage_state *coverages,
                        enum coverage_state state)
{
	bool is_first = true;

	for (int i = 0; i < SERIES_PERIODS; i++) {
		if (coverages[i] != state || !report->periods[i].is_known)
			continue;
		if (is_first)
			buf_add_fmt(out, "%scoverage of reviews %s: ", out->size ? "; " : "", words_of_coverage(state));
		buf_add_fmt(out, "%s%s", is_first ? "" : ", ", report->periods[i].name);
		is_first = false;
	}
}

static bool is_any_few(const struct report_series *series, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (int j = 0; j < SERIES_PERIODS; j++)
			if (figure_is_thin_share(&series[i].points[j]))
				return true;
	return false;
}

static void draw_period_notes(struct pen *pen, const struct report *report, const enum coverage_state *coverages,
                              bool has_few)
{
	struct buf notes = { 0 };

	words_add_series_periods(&notes, report);
	if (coverages) {
		add_covered(&notes, report, coverages, COVERAGE_UNKNOWN);
		add_covered(&notes, report, coverages, COVERAGE_PARTIAL);
	}
	if (has_few)
		buf_add_fmt(&notes, "%sfew: too few for a share", notes.size ? "; " : "");
	if (notes.size) {
		pen_to(pen, INDENT);
		pen_wrap(pen, PAINT_DIM, buf_text(&notes), INDENT, 0);
	}
	buf_release(&notes);
}

void text_draw_series(struct pen *pen, const struct report *report, const struct report_series *series, size_t count,
                      const enum coverage_state *coverages)
{
	struct series_columns columns = series_columns(pen);

	if (!count)
		return;
	text_draw_part(pen, WORDS_SERIES);
	draw_period_names(pen, report, columns);
	for (size_t i = 0; i < count; i++) {
		pen_to(pen, INDENT);
		pen_put(pen, PAINT_PLAIN, text_of(series[i].label), columns.label - 1);
		if (columns.id) {
			pen_to(pen, INDENT + columns.label);
			pen_put(pen, PAINT_DIM, text_of(series[i].id), columns.id - 1);
		}
		pen_to(pen, INDENT + columns.label + columns.id);
		put_spark(pen, &series[i]);
		draw_points(pen, report, &series[i], columns);
	}
	draw_period_notes(pen, report, coverages, !columns.has_intervals && is_any_few(series, count));
}

/* ---- who reviews whom ---- */

#define CELL_COLUMNS 6
#define GROUP_LEAST 20 /* columns of a group's name */
#define NUMBER_COLUMNS 4

/* Where the groups are too many for the line: those a row has reviews of, one behind the other. */
static void draw_matrix_list(struct pen *pen, const struct report_matrix *matrix, size_t row)
{
	struct buf text = { 0 };

	for (size_t i = 0; i < matrix->count; i++) {
		int64_t cell = matrix->cells[row * matrix->count + i];

		if (cell > 0)
			buf_add_fmt(&text, "%s%lld of %zu", text.size ? ", " : ": ", (long long)cell, i + 1);
	}
	pen_wrap(pen, PAINT_PLAIN, buf_text(&text), INDENT + NUMBER_COLUMNS, 0);
	buf_release(&text);
}

static void draw_matrix_row(struct pen *pen, const struct report_matrix *matrix, size_t row, int group)
{
	struct buf number = { 0 };

	buf_add_fmt(&number, "%zu", row + 1);
	if (!pen->is_plain || group <= 0)
		pen_put_right(pen, PAINT_DIM, buf_text(&number), INDENT + NUMBER_COLUMNS - 1);
	pen_to(pen, INDENT + NUMBER_COLUMNS);
	pen_put(pen, PAINT_PLAIN, text_of(matrix->groups[row]), group > 0 ? group - 1 : GROUP_LEAST);
	buf_release(&number);
	if (group <= 0) {
		draw_matrix_list(pen, matrix, row);
		return;
	}
	for (size_t i = 0; i < matrix->count; i++)
		put_count(pen, matrix->groups[i], matrix->cells[row * matrix->count + i],
		          INDENT + NUMBER_COLUMNS + group + CELL_COLUMNS * (int)(i + 1));
	pen_end_line(pen);
}

void text_draw_matrix(struct pen *pen, const struct report_matrix *matrix)
{
	int group = pen->columns - INDENT - NUMBER_COLUMNS - CELL_COLUMNS * (int)matrix->count;

	if (!matrix->count && !matrix->note)
		return;
	text_draw_part(pen, WORDS_MATRIX);
	if (matrix->count) {
		pen_to(pen, INDENT);
		pen_wrap_str(pen, PAINT_DIM, WORDS_MATRIX_RULE, INDENT, 0);
	}
	group = group > 44 ? 44 : group < GROUP_LEAST ? 0 : group;
	for (size_t i = 0; group && !pen->is_plain && i < matrix->count; i++)
		put_count(pen, "", (int64_t)i + 1, INDENT + NUMBER_COLUMNS + group + CELL_COLUMNS * (int)(i + 1));
	if (pen->at)
		pen_end_line(pen);
	for (size_t i = 0; i < matrix->count; i++)
		draw_matrix_row(pen, matrix, i, group);
	if (matrix->note) {
		pen_to(pen, INDENT);
		pen_wrap_str(pen, PAINT_DIM, matrix->note, INDENT, 0);
	}
}

/* ---- records ---- */

void text_draw_decisions(struct pen *pen, const struct report_decision *decisions, size_t count)
{
	if (!count)
		return;
	text_draw_part(pen, WORDS_RECORDS);
	for (size_t i = 0; i < count; i++) {
		const struct report_decision *decision = &decisions[i];
		struct buf text = { 0 };

		civil_format(&text, decision->time);
		pen_to(pen, INDENT);
		pen_put(pen, PAINT_DIM, buf_text(&text), 0);
		pen_to(pen, INDENT + 12);
		pen_put(pen, PAINT_PLAIN, text_of(decision->event), 15);
		pen_to(pen, INDENT + 28);
		buf_clear(&text);
		words_add_record(&text, decision);
		if (decision->repository && decision->repository[0])
			buf_add_fmt(&text, " (%s)", decision->repository);
		pen_wrap(pen, PAINT_PLAIN, buf_text(&text), INDENT + 28, 2);
		buf_release(&text);
	}
}

/* ---- knowledge and areas ---- */

#define AREA_COLUMNS 38
#define AREA_NUMBER_COLUMNS 9

/* "billing: src/ledger" */
static void put_area(struct pen *pen, const char *repository, const char *area, int columns)
{
	struct buf text = { 0 };

	buf_add_fmt(&text, "%s: %s", repository, area);
	pen_to(pen, INDENT);
	pen_put(pen, PAINT_PLAIN, buf_text(&text), columns - 1);
	buf_release(&text);
}

static int area_columns(const struct pen *pen)
{
	return pen->columns >= 120 ? 2 * AREA_COLUMNS : AREA_COLUMNS;
}

static void draw_area_head(struct pen *pen, const char *const *heads, size_t count)
{
	int right = INDENT + area_columns(pen);

	for (size_t i = 0; !pen->is_plain && i < count; i++)
		pen_put_right(pen, PAINT_DIM, text_of(heads[i]), right += AREA_NUMBER_COLUMNS);
	if (!pen->is_plain)
		pen_end_line(pen);
}

void text_draw_knowledge(struct pen *pen, const struct report_team *team)
{
	static const char *const heads[] = { "files", "one knows", "nobody", "people" };
	struct buf left = { 0 };

	if (!team->knowledge_count)
		return;
	text_draw_part(pen, WORDS_KNOWLEDGE);
	draw_area_head(pen, heads, 4);
	for (size_t i = 0; i < team->knowledge_count; i++) {
		const struct report_knowledge *area = &team->knowledge[i];
		struct buf knowers = { 0 };
		int right = INDENT + area_columns(pen);

		if (pen->is_plain)
			buf_add_fmt(&knowers, "%s ", heads[3]);

		put_area(pen, area->repository, area->area, area_columns(pen));
		put_count(pen, heads[0], area->file_count, right += AREA_NUMBER_COLUMNS);
		put_count(pen, heads[1], area->single_count, right += AREA_NUMBER_COLUMNS);
		put_count(pen, heads[2], area->nobody_count, right += AREA_NUMBER_COLUMNS);
		words_add_knowers(&knowers, area);
		pen_put_right(pen, PAINT_PLAIN, buf_text(&knowers), right + AREA_NUMBER_COLUMNS);
		pen_end_line(pen);
		buf_release(&knowers);
	}
	words_add_left(&left, team);
	if (left.size) {
		pen_to(pen, INDENT);
		pen_wrap(pen, PAINT_DIM, buf_text(&left), INDENT, 0);
	}
	buf_release(&left);
}

void text_draw_areas(struct pen *pen, const struct report_person *person)
{
	static const char *const heads[] = { "own", "others'" };

	if (!person->area_count)
		return;
	text_draw_part(pen, WORDS_AREAS);
	draw_area_head(pen, heads, 2);
	for (size_t i = 0; i < person->area_count; i++) {
		const struct report_area *area = &person->areas[i];
		int right = INDENT + area_columns(pen);

		put_area(pen, area->repository, area->area, area_columns(pen));
		put_count(pen, heads[0], area->own_count, right += AREA_NUMBER_COLUMNS);
		put_count(pen, heads[1], area->other_count, right += AREA_NUMBER_COLUMNS);
		if (area->is_home)
			pen_put_str(pen, PAINT_DIM, "  home area");
		pen_end_line(pen);
	}
}

/* ---- proofs ---- */

void text_draw_proofs(struct pen *pen, const struct report_proofs *proofs, int indent)
{
	for (size_t i = 0; i < proofs->line_count; i++) {
		const struct report_proof_line *line = &proofs->lines[i];

		pen_to(pen, indent);
		pen_put(pen, PAINT_DIM, text_slice(text_of(line->oid), 0, OID_SHOWN), 0);
		pen_to(pen, indent + OID_SHOWN + 1);
		pen_put(pen, PAINT_DIM, text_of(line->kind), 8);
		pen_to(pen, indent + OID_SHOWN + 10);
		pen_put(pen, PAINT_PLAIN, text_of(line->raw), pen->columns - pen->at);
		pen_end_line(pen);
	}
	if (words_has_more_proofs(proofs)) {
		struct buf more = { 0 };

		words_add_more_proofs(&more, proofs);
		pen_to(pen, indent);
		pen_put(pen, PAINT_DIM, buf_text(&more), 0);
		pen_end_line(pen);
		buf_release(&more);
	}
}

/* ---- the first page ---- */

#define TITLE_COLUMNS 36

static void draw_headline(struct pen *pen, const char *title, const char *sentence, int indent)
{
	pen_to(pen, indent);
	pen_put(pen, PAINT_PLAIN, text_of(title), TITLE_COLUMNS - indent);
	pen_to(pen, INDENT + TITLE_COLUMNS);
	pen_wrap_str(pen, PAINT_PLAIN, sentence ? sentence : "", INDENT + TITLE_COLUMNS, 0);
}

/* Of one team a line a question; of several the question, then a line a team. */
void text_draw_headlines(struct pen *pen, const struct report *report)
{
	const struct report_team *first = report->team_count ? &report->teams[0] : NULL;

	for (size_t i = 0; first && i < first->headline_count; i++) {
		if (i == 0)
			text_draw_heading(pen, "At a glance", NULL);
		if (report->team_count == 1) {
			draw_headline(pen, first->headlines[i].title, first->headlines[i].sentence, INDENT);
			continue;
		}
		pen_to(pen, INDENT);
		pen_put_str(pen, PAINT_BOLD, first->headlines[i].title);
		pen_end_line(pen);
		for (size_t j = 0; j < report->team_count; j++) {
			const struct report_team *team = &report->teams[j];

			if (i < team->headline_count)
				draw_headline(pen, words_of_team(report, team), team->headlines[i].sentence,
				              2 * INDENT);
		}
	}
}
