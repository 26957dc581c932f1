/*
 * The full report as text: coverage, repositories, the team, then each person by name.
 */
#include <math.h>
#include <string.h>
#include "number.h"
#include "text.h"
#include "words.h"

static void draw_heading(struct pen *pen, const char *title, const char *more)
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
			pen_put_str(pen, PAINT_DIM, "  not in regular use");
		pen_end_line(pen);
		buf_release(&text);
	}
}

static void draw_coverage(struct pen *pen, const struct report *report)
{
	const struct report_coverage *coverage = &report->coverage;

	draw_heading(pen, "Coverage", NULL);
	pen_wrap_str(pen, PAINT_PLAIN, coverage->line, 2, 0);
	if (coverage->not_visible)
		pen_wrap_str(pen, PAINT_DIM, coverage->not_visible, 2, 0);
	draw_number(pen, "changes counted", coverage->change_count);
	draw_number(pen, "changes left out (bots, imports, copies)", coverage->excluded_count);
	draw_number(pen, "changes by bots", coverage->bot_change_count);
	draw_number(pen, "credits to language models, not counted", coverage->model_credit_count);
	draw_number(pen, "people", coverage->person_count);
	draw_number(pen, "acts by names that no commit explains", coverage->unresolved_count);
	draw_channels(pen, coverage);
}

static void draw_repositories(struct pen *pen, const struct report *report)
{
	draw_heading(pen, report->repository_count == 1 ? "Repository" : "Repositories", NULL);
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

/* M00 stands in the coverage section already. */
static bool is_of_coverage(const struct figure *figure)
{
	return !strncmp(figure->id, "M00", 3);
}

/* A figure without a number still gets a row of its own, but not each of its parts. */
static bool is_row(const struct figure *figure)
{
	if (!figure_is_words(figure))
		return true;
	if (figure->state == STATE_NA || figure->state == STATE_WITHHELD)
		return false;
	return figure->state != STATE_UNKNOWN || !strchr(figure->id, '.') || !strcmp(figure->id, "M29.int");
}

static void draw_rows(struct pen *pen, const struct figure *figures, size_t count, struct figure_columns columns,
                      bool is_share)
{
	for (size_t i = 0; i < count; i++) {
		const struct figure *figure = &figures[i];

		if (figure_is_share(figure) != is_share || is_of_coverage(figure) || !is_row(figure))
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

	for (size_t i = 0; i < count; i++) {
		const struct figure *figure = &figures[i];

		if (figure->state == state && !is_row(figure) && !is_of_coverage(figure))
			buf_add_fmt(&list, "%s%s (%s)", list.size ? ", " : "", words_of_label(figure), figure->id);
	}
	if (list.size) {
		pen_to(pen, 2);
		pen_put_str(pen, PAINT_DIM, title);
		pen_wrap(pen, PAINT_DIM, buf_text(&list), 4, 0);
	}
	buf_release(&list);
}

/* Counts, then shares, then what has no row. */
static void draw_figures(struct pen *pen, const struct figure *figures, size_t count, struct figure_columns columns)
{
	draw_rows(pen, figures, count, columns, false);
	draw_rows(pen, figures, count, columns, true);
	draw_list(pen, "Unknown here as well: ", figures, count, STATE_UNKNOWN);
	draw_list(pen, "Not applicable: ", figures, count, STATE_NA);
	draw_list(pen, "Withheld: ", figures, count, STATE_WITHHELD);
}

static void draw_team(struct pen *pen, const struct report *report, const struct report_team *team)
{
	struct figure_columns none = { 0 };
	struct buf members = { 0 };

	words_add_members(&members, team);
	draw_heading(pen, words_of_team(report, team), buf_str(&members));
	draw_figures(pen, team->figures, team->figure_count, none);
	if (team->finding_count) {
		pen_end_line(pen);
		text_draw_findings(pen, report, team->findings, team->finding_count, NULL);
	}
	buf_release(&members);
}

void text_draw_absence(struct pen *pen, const struct report_person *person)
{
	struct buf text = { 0 };

	words_add_absence(&text, person);
	if (text.size) {
		pen_to(pen, 2);
		pen_put(pen, PAINT_PLAIN, buf_text(&text), 0);
		pen_end_line(pen);
	}
	buf_release(&text);
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
	buf_release(&title);
	if (person->is_excluded || person->is_outside)
		return;
	draw_figures(pen, person->figures, person->figure_count, columns);
	if (person->strength_count) {
		pen_end_line(pen);
		text_draw_strengths(pen, person->strengths, person->strength_count);
	}
	if (person->finding_count) {
		pen_end_line(pen);
		text_draw_findings(pen, report, person->findings, person->finding_count, person);
	}
}

void text_draw_report(struct pen *pen, const struct report *report)
{
	struct buf period = { 0 };

	words_add_period(&period, report);
	pen_put_str(pen, PAINT_HEADING, "git lead report");
	pen_put_str(pen, PAINT_PLAIN, "  ");
	pen_put(pen, PAINT_BOLD, buf_text(&period), 0);
	pen_end_line(pen);
	if (report->period_was_moved)
		pen_wrap_str(pen, PAINT_DIM, WORDS_MOVED, 0, 0);
	draw_coverage(pen, report);
	draw_repositories(pen, report);
	for (size_t i = 0; i < report->team_count; i++)
		draw_team(pen, report, &report->teams[i]);
	for (size_t i = 0; i < report->person_count; i++)
		draw_person(pen, report, &report->people[i]);
	if (report->note_count)
		draw_heading(pen, "Notes", NULL);
	for (size_t i = 0; i < report->note_count; i++)
		pen_wrap_str(pen, PAINT_PLAIN, report->notes[i], 2, 0);
	pen_end_line(pen);
	pen_wrap_str(pen, PAINT_DIM, WORDS_PURPOSE, 0, 0);
	buf_release(&period);
}
