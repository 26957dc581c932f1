/*
 * The full report as text: coverage, repositories, the team, then each person by name.
 */
#include <math.h>
#include <string.h>
#include "number.h"
#include "text.h"
#include "words.h"

void text_draw_heading(struct pen *pen, const char *title, const char *more)
{
	pen_end_line(pen);
	pen_put(pen, PAINT_HEADING, text_of(title), pen->columns - 2);
	if (more && pen->at + (int)utf8_columns(text_of(more)) + 2 <= pen->columns) {
		pen_put_str(pen, PAINT_PLAIN, "  ");
		pen_put(pen, PAINT_DIM, text_of(more), 0);
	}
	pen_end_line(pen);
}

static void draw_number(struct pen *pen, const char *label, int64_t number)
{
	struct buf text = { 0 };

	if (!number)
		return;
	pen_to(pen, 2);
	pen_put_str(pen, PAINT_PLAIN, label);
	number_add_count(&text, (double)number);
	pen_put_right(pen, PAINT_PLAIN, buf_text(&text), 54);
	pen_end_line(pen);
	buf_release(&text);
}

static void draw_channels(struct pen *pen, const struct report_coverage *coverage)
{
	if (!coverage->channel_count)
		return;
	pen_to(pen, 2);
	pen_put_str(pen, PAINT_DIM, "Where evidence was read");
	pen_put_right(pen, PAINT_DIM, TEXT("changes"), 54);
	pen_end_line(pen);
	for (size_t i = 0; i < coverage->channel_count; i++) {
		const struct report_channel *channel = &coverage->channels[i];
		struct buf text = { 0 };

		number_add_count(&text, (double)channel->change_count);
		pen_to(pen, 4);
		pen_put(pen, PAINT_PLAIN, text_of(channel->name), 40);
		pen_put_right(pen, PAINT_PLAIN, buf_text(&text), 54);
		if (!channel->is_live)
			pen_put_str(pen, PAINT_DIM, "  " WORDS_NOT_LIVE);
		pen_end_line(pen);
		buf_release(&text);
	}
}

static void draw_coverage(struct pen *pen, const struct report *report)
{
	const struct report_coverage *coverage = &report->coverage;
	const char *label;
	int64_t count;

	text_draw_heading(pen, "Coverage", NULL);
	pen_wrap_str(pen, PAINT_PLAIN, coverage->line, 2, 0);
	if (coverage->not_visible)
		pen_wrap_str(pen, PAINT_DIM, coverage->not_visible, 2, 0);
	for (size_t i = 0; (label = words_of_coverage_count(i, coverage, &count)); i++)
		draw_number(pen, label, count);
	draw_channels(pen, coverage);
}

static void draw_repositories(struct pen *pen, const struct report *report)
{
	text_draw_heading(pen, report->repository_count == 1 ? "Repository" : "Repositories", NULL);
	for (size_t i = 0; i < report->repository_count; i++) {
		const struct report_repository *repository = &report->repositories[i];
		struct buf text = { 0 };

		pen_to(pen, 2);
		pen_put(pen, PAINT_BOLD, text_of(repository->name), 30);
		words_add_repository(&text, repository);
		pen_put_str(pen, PAINT_PLAIN, "  ");
		pen_wrap(pen, PAINT_PLAIN, buf_text(&text), 4, 0);
		buf_release(&text);
	}
}

static void draw_rows(struct pen *pen, const struct figure *figures, size_t count, struct figure_columns columns,
                      bool is_share)
{
	for (size_t i = 0; i < count; i++) {
		const struct figure *figure = &figures[i];

		if (figure_is_share(figure) != is_share || !words_has_row(figure))
			continue;
		if (is_share)
			table_draw_share(pen, figure);
		else
			table_draw_count(pen, figure, columns);
	}
}

static void draw_list(struct pen *pen, const char *title, const struct figure *figures, size_t count,
                      enum metric_state state)
{
	struct buf list = { 0 };

	words_add_rowless(&list, figures, count, state);
	if (list.size) {
		pen_to(pen, 2);
		pen_put_str(pen, PAINT_DIM, title);
		pen_put_str(pen, PAINT_DIM, ": ");
		pen_wrap(pen, PAINT_DIM, buf_text(&list), 4, 0);
	}
	buf_release(&list);
}

/* Counts, then shares, then what has no row. */
static void draw_figures(struct pen *pen, const struct figure *figures, size_t count, struct figure_columns columns)
{
	enum metric_state state;
	const char *title;

	draw_rows(pen, figures, count, columns, false);
	draw_rows(pen, figures, count, columns, true);
	for (size_t i = 0; (title = words_of_rowless(i, &state)); i++)
		draw_list(pen, title, figures, count, state);
}

/* Of one of several teams. */
static void draw_team_coverage(struct pen *pen, const struct report *report, const struct report_team *team)
{
	if (report->team_count < 2 || !team->coverage.line)
		return;
	pen_to(pen, 2);
	pen_wrap_str(pen, PAINT_PLAIN, team->coverage.line, 2, 0);
}

static void draw_team_facts(struct pen *pen, const struct report_team *team)
{
	struct buf text = { 0 };

	words_add_team_facts(&text, team);
	if (text.size) {
		pen_to(pen, 2);
		pen_wrap(pen, PAINT_DIM, buf_text(&text), 2, 0);
	}
	buf_release(&text);
}

static void draw_team(struct pen *pen, const struct report *report, const struct report_team *team)
{
	struct figure_columns none = { 0 };
	struct buf members = { 0 };

	words_add_members(&members, team);
	text_draw_heading(pen, words_of_team(report, team), buf_str(&members));
	draw_team_coverage(pen, report, team);
	draw_team_facts(pen, team);
	draw_figures(pen, team->figures, team->figure_count, none);
	if (team->finding_count) {
		pen_end_line(pen);
		text_draw_findings(pen, report, team->findings, team->finding_count, NULL, NULL);
	}
	buf_release(&members);
	if (!report->is_long)
		return;
	text_draw_series(pen, report, team->series, team->series_count, team->coverages);
	text_draw_matrix(pen, &team->matrix);
	text_draw_decisions(pen, team->decisions, team->decision_count);
	text_draw_knowledge(pen, team);
}

/* A line of prose under a person's name; nothing of nothing. */
static void draw_fact(struct pen *pen, struct buf *text)
{
	if (text->size) {
		pen_to(pen, 2);
		pen_wrap(pen, PAINT_PLAIN, buf_text(text), 2, 0);
	}
	buf_clear(text);
}

void text_draw_absence(struct pen *pen, const struct report_person *person)
{
	struct buf text = { 0 };

	words_add_absence(&text, person);
	draw_fact(pen, &text);
	words_add_unsealed(&text, person);
	draw_fact(pen, &text);
	buf_release(&text);
}

static void draw_memberships(struct pen *pen, const struct report_person *person)
{
	struct buf text = { 0 };

	for (size_t i = 0; i < person->membership_count; i++) {
		buf_add_str(&text, i ? "; " : "Teams: ");
		words_add_membership(&text, &person->memberships[i]);
	}
	draw_fact(pen, &text);
	for (size_t i = 0; i < person->excluded_count; i++)
		words_add_excluded(&text, &person->excluded[i], i == 0);
	draw_fact(pen, &text);
	buf_release(&text);
}

static void draw_suggestions(struct pen *pen, const struct report_person *person)
{
	if (person->suggestion_count)
		text_draw_part(pen, WORDS_SUGGESTIONS);
	for (size_t i = 0; i < person->suggestion_count; i++) {
		pen_to(pen, 2);
		pen_put_str(pen, PAINT_DIM, "- ");
		pen_wrap_str(pen, PAINT_PLAIN, person->suggestions[i], 4, 0);
	}
}

static void draw_person_pages(struct pen *pen, const struct report *report, const struct report_person *person)
{
	text_draw_series(pen, report, person->series, person->series_count, NULL);
	text_draw_areas(pen, person);
	text_draw_decisions(pen, person->decisions, person->decision_count);
	draw_suggestions(pen, person);
}

static void draw_person(struct pen *pen, const struct report *report, const struct report_person *person)
{
	struct figure_columns columns = table_columns(pen, report, person);
	struct buf title = { 0 };

	buf_add_str(&title, person->name);
	if (person->is_lead)
		buf_add_str(&title, " (lead)");
	pen_end_line(pen);
	table_draw_head(pen, buf_str(&title), report, columns);
	text_draw_absence(pen, person);
	draw_memberships(pen, person);
	buf_release(&title);
	if (person->is_excluded || person->is_outside)
		return;
	draw_figures(pen, person->figures, person->figure_count, columns);
	if (person->strength_count) {
		pen_end_line(pen);
		text_draw_strengths(pen, person->strengths, person->strength_count, person->strength_proofs);
	}
	if (person->finding_count) {
		pen_end_line(pen);
		text_draw_findings(pen, report, person->findings, person->finding_count, person->proofs, person);
	}
	if (report->is_long)
		draw_person_pages(pen, report, person);
}

static void draw_computed(struct pen *pen, const struct report *report)
{
	struct buf sentence = { 0 };

	text_draw_heading(pen, WORDS_COMPUTED, NULL);
	for (size_t i = 0; words_add_computed(&sentence, i, report); i++)
		draw_fact(pen, &sentence);
	buf_release(&sentence);
}

static void draw_title(struct pen *pen, const struct report *report)
{
	struct buf period = { 0 };

	if (report->is_long && report->title) {
		pen_put(pen, PAINT_HEADING, text_of(report->title), pen->columns);
		pen_end_line(pen);
	}
	words_add_period(&period, report);
	pen_put_str(pen, PAINT_HEADING, "git lead report");
	pen_put_str(pen, PAINT_PLAIN, "  ");
	pen_put(pen, PAINT_BOLD, buf_text(&period), 0);
	pen_end_line(pen);
	if (report->period_was_moved)
		pen_wrap_str(pen, PAINT_DIM, WORDS_MOVED, 0, 0);
	if (report->is_long && report->is_sealed)
		pen_wrap_str(pen, PAINT_DIM, WORDS_SEALED, 0, 0);
	buf_release(&period);
}

void text_draw_report(struct pen *pen, const struct report *report)
{
	draw_title(pen, report);
	if (report->is_long)
		text_draw_headlines(pen, report);
	draw_coverage(pen, report);
	draw_repositories(pen, report);
	for (size_t i = 0; i < report->team_count; i++)
		draw_team(pen, report, &report->teams[i]);
	for (size_t i = 0; i < report->person_count; i++)
		draw_person(pen, report, &report->people[i]);
	if (report->note_count)
		text_draw_heading(pen, "Notes", NULL);
	for (size_t i = 0; i < report->note_count; i++)
		pen_wrap_str(pen, PAINT_PLAIN, report->notes[i], 2, 0);
	if (report->is_long)
		draw_computed(pen, report);
	pen_end_line(pen);
	pen_wrap_str(pen, PAINT_DIM, WORDS_PURPOSE, 0, 0);
}
