/*
 * The first screen: what the record shows of the viewer beside the rest of the team, in at most 40 lines. It shows
 * little on purpose; the full report is in text_report.c.
 */
#include <string.h>
#include "text.h"
#include "words.h"

#define COVERAGE_MAX_LINES 3
#define HIDDEN_MAX_LINES 1
#define PATTERN_MAX_LINES 9
#define STRENGTH_MAX_LINES 2
#define REASON_MAX_LINES 2
#define PURPOSE_MAX_LINES 1

/* The five figures of a person, in this order. */
static const char *const five[] = { "M01", "M03", "M13", "M29.int", "M16+M17" };
/* What tells most of a team where the viewer is a guest. */
static const char *const team_counts[] = { "M01", "M03", "M13", "M29.int", "M16+M17" };
static const char *const team_shares[] = { "M07", "M29", "M15", "M16" };

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static void draw_title(struct pen *pen, const struct report *report)
{
	struct buf period = { 0 };
	struct buf count = { 0 };

	pen_put_str(pen, PAINT_HEADING, "git lead");
	pen_put_str(pen, PAINT_PLAIN, "  ");
	if (report->repository_count == 1) {
		pen_put(pen, PAINT_BOLD, text_of(report->repositories[0].name), pen->columns / 3);
	} else {
		buf_add_fmt(&count, "%zu repositories", report->repository_count);
		pen_put(pen, PAINT_BOLD, buf_text(&count), 0);
	}
	pen_put_str(pen, PAINT_PLAIN, "  ");
	words_add_period(&period, report);
	if (report->is_default_period)
		buf_add_str(&period, ", 26 weeks");
	pen_put(pen, PAINT_DIM, buf_text(&period), pen->columns - pen->at);
	pen_end_line(pen);
	if (report->period_was_moved)
		pen_wrap_str(pen, PAINT_DIM, WORDS_MOVED, 0, 2);
	buf_release(&count);
	buf_release(&period);
}

static const struct report_person *viewer_of(const struct report *report)
{
	for (size_t i = 0; report->viewer_known && i < report->person_count; i++) {
		if (report->people[i].is_viewer)
			return &report->people[i];
	}
	return NULL;
}

static void draw_five(struct pen *pen, const struct report *report, const struct report_person *person)
{
	struct figure_columns columns = table_columns(pen, report, person);
	const struct figure *share = figure_find(person->figures, person->figure_count, "M04");

	table_draw_head(pen, person->name, report, columns);
	text_draw_absence(pen, person);
	if (person->is_excluded || person->is_outside)
		return;
	for (size_t i = 0; i < COUNT_OF(five); i++) {
		const struct figure *figure = figure_find(person->figures, person->figure_count, five[i]);

		if (figure)
			table_draw_count(pen, figure, columns);
	}
	if (share && share->state == STATE_OK)
		table_draw_share(pen, share);
}

static void draw_flagship(struct pen *pen, const struct report_person *person)
{
	for (size_t i = 0; i < person->finding_count && !person->is_excluded && !person->is_outside; i++) {
		const struct finding *finding = &person->findings[i];

		if (strcmp(finding->pattern, WORDS_FLAGSHIP))
			continue;
		pen_end_line(pen);
		text_draw_answer(pen, finding, PATTERN_MAX_LINES);
		return;
	}
}

static void draw_team(struct pen *pen, const struct report *report)
{
	const struct report_team *team = report->team_count ? &report->teams[0] : NULL;
	struct figure_columns none = { 0 };

	if (!team)
		return;
	table_draw_head(pen, team->name[0] ? team->name : "The team", report, none);
	for (size_t i = 0; i < COUNT_OF(team_counts); i++) {
		const struct figure *figure = figure_find(team->figures, team->figure_count, team_counts[i]);

		if (figure)
			table_draw_count(pen, figure, none);
	}
	for (size_t i = 0; i < COUNT_OF(team_shares); i++) {
		const struct figure *figure = figure_find(team->figures, team->figure_count, team_shares[i]);

		if (figure && figure->state != STATE_NA)
			table_draw_share(pen, figure);
	}
}

static void draw_command(struct pen *pen, const char *command, const char *what)
{
	pen_to(pen, 2);
	pen_put(pen, PAINT_BOLD, text_of(command), 0);
	pen_end_line(pen);
	if (what)
		pen_wrap_str(pen, PAINT_PLAIN, what, 4, REASON_MAX_LINES);
}

static void draw_next(struct pen *pen, const struct report *report, bool is_guest)
{
	pen_end_line(pen);
	if (is_guest) {
		pen_put_str(pen, PAINT_HEADING, "You are not in this history; try");
		pen_end_line(pen);
		draw_command(pen, "git lead report \"Full Name\"", "figures of one person beside the rest of the team");
		draw_command(pen, "git lead report --quarter=last-quarter", "the team's report for the last quarter");
		if (!report->next_step)
			return;
		pen_put_str(pen, PAINT_HEADING, "To see more");
	} else if (report->next_step) {
		pen_put_str(pen, PAINT_HEADING, "Next");
	} else {
		return;
	}
	pen_end_line(pen);
	draw_command(pen, report->next_step, report->next_reason);
}

void text_draw_screen(struct pen *pen, const struct report *report)
{
	const struct report_person *viewer = viewer_of(report);

	draw_title(pen, report);
	pen_wrap_str(pen, PAINT_PLAIN, report->coverage.line, 0, COVERAGE_MAX_LINES);
	if (report->coverage.not_visible)
		pen_wrap_str(pen, PAINT_DIM, report->coverage.not_visible, 0, HIDDEN_MAX_LINES);
	pen_end_line(pen);
	if (viewer) {
		draw_five(pen, report, viewer);
		text_draw_strength_names(pen, viewer->strengths, viewer->strength_count, STRENGTH_MAX_LINES);
		draw_flagship(pen, viewer);
	} else {
		draw_team(pen, report);
	}
	draw_next(pen, report, !viewer);
	pen_end_line(pen);
	/* The only note that the first screen has. */
	if (report->is_pseudonymous && report->note_count)
		pen_wrap_str(pen, PAINT_DIM, report->notes[report->note_count - 1], 0, PURPOSE_MAX_LINES);
	pen_wrap_str(pen, PAINT_DIM, WORDS_PURPOSE, 0, PURPOSE_MAX_LINES);
}
