/* The short Markdown form: what fits into a comment of a merge request. */
#include <string.h>
#include "markdown.h"
#include "number.h"
#include "words.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* What tells most of a team, in this order; the first of them are the columns where several teams stand together. */
static const char *const team_ids[] = {
	"M07", "M29", "M09", "M12.new", "M17.count", "M15", "M16", "M01", "M03", "M20"
};
#define TEAM_COLUMNS 5
/* Of a person: the figures of the first screen. */
static const char *const person_ids[] = { "M01", "M03", "M13", "M29.int", "M16+M17", "M04" };

static void add_value(struct md_table *table, const struct figure *figure)
{
	struct buf value = { 0 }, movement = { 0 };

	if (figure) {
		figure_add_row(&value, figure);
		words_add_movement(&movement, figure);
		if (movement.size)
			buf_add_fmt(&value, ", %s", buf_str(&movement));
	}
	md_cell(table, buf_str(&value));
	buf_release(&movement);
	buf_release(&value);
}

static void draw_figures(struct buf *out, const struct figure *figures, size_t count, const char *const *ids,
                         size_t id_count)
{
	struct md_table table = { .columns = "lll" };

	md_cell(&table, "Figure");
	md_cell(&table, "Value (95 %)");
	md_cell(&table, "Id");
	for (size_t i = 0; i < id_count; i++) {
		const struct figure *figure = figure_find(figures, count, ids[i]);

		if (!figure || !words_has_row(figure))
			continue;
		md_cell(&table, words_of_label(figure));
		add_value(&table, figure);
		md_cell(&table, figure->id);
	}
	md_table_end(out, &table);
}

/* A row a team; columns are what the first one has a figure of. */
static void draw_teams(struct buf *out, const struct report *report)
{
	const struct report_team *first = &report->teams[0];
	const char *ids[TEAM_COLUMNS];
	char columns[TEAM_COLUMNS + 2] = "l";
	struct md_table table = { .columns = columns };
	size_t count = 0;

	md_cell(&table, "Team");
	for (size_t i = 0; i < COUNT_OF(team_ids) && count < TEAM_COLUMNS; i++) {
		const struct figure *figure = figure_find(first->figures, first->figure_count, team_ids[i]);
		struct buf title = { 0 };

		if (!figure)
			continue;
		buf_add_fmt(&title, "%s (%s)", words_of_label(figure), figure->id);
		md_cell(&table, buf_str(&title));
		columns[count + 1] = 'l';
		ids[count++] = figure->id;
		buf_release(&title);
	}
	for (size_t i = 0; i < report->team_count; i++) {
		const struct report_team *team = &report->teams[i];

		md_cell(&table, words_of_team(report, team));
		for (size_t j = 0; j < count; j++)
			add_value(&table, figure_find(team->figures, team->figure_count, ids[j]));
	}
	md_table_end(out, &table);
}

static void add_heading(struct buf *out, const struct report *report, const struct report_team *team)
{
	struct buf title = { 0 };

	buf_add_fmt(&title, "%s, ", words_of_team(report, team));
	words_add_members(&title, team);
	md_heading(out, 3, buf_str(&title));
	buf_release(&title);
}

static void draw_person(struct buf *out, const struct report_person *person)
{
	struct buf title = { 0 }, line = { 0 };

	buf_add_fmt(&title, "%s%s", person->name, person->is_lead ? " (lead)" : "");
	md_heading(out, 3, buf_str(&title));
	words_add_absence(&line, person);
	md_paragraph(out, buf_str(&line));
	if (!person->is_excluded && !person->is_outside) {
		draw_figures(out, person->figures, person->figure_count, person_ids, COUNT_OF(person_ids));
		md_strengths(out, person->strengths, person->strength_count, NULL);
		md_findings_short(out, person->findings, person->finding_count);
	}
	buf_release(&line);
	buf_release(&title);
}

static void draw_next(struct buf *out, const struct report *report)
{
	struct buf line = { 0 };

	if (report->next_step && report->next_step[0]) {
		buf_add_str(&line, "Next: ");
		md_add_code(&line, report->next_step);
		if (report->next_reason && report->next_reason[0]) {
			buf_add_str(&line, ", ");
			md_add_text(&line, report->next_reason);
		}
	}
	md_paragraph_of(out, &line);
	buf_release(&line);
}

void md_draw_short(struct buf *out, const struct report *report)
{
	md_title(out, report, 2);
	md_coverage_line(out, &report->coverage);
	if (report->team_count > 1)
		draw_teams(out, report);
	for (size_t i = 0; i < report->team_count; i++) {
		const struct report_team *team = &report->teams[i];

		add_heading(out, report, team);
		if (i)
			md_paragraph(out, team->coverage.line);
		if (report->team_count == 1)
			draw_figures(out, team->figures, team->figure_count, team_ids, COUNT_OF(team_ids));
		md_findings_short(out, team->findings, team->finding_count);
	}
	for (size_t i = 0; i < report->person_count; i++)
		draw_person(out, &report->people[i]);
	draw_next(out, report);
	/* Under pseudonyms the last note says what they are. */
	for (size_t i = 0; i < report->note_count; i++)
		md_item(out, NULL, report->notes[i]);
	if (report->note_count)
		md_end_list(out);
	md_paragraph(out, WORDS_PURPOSE);
}
