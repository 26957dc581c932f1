/* The statements of plain.h: everything that a row of figures tells by its place is said by a word. */
#include <math.h>
#include <string.h>
#include "number.h"
#include "plain.h"

/* A part of a figure is indented by a dash elsewhere. */
static void put_name(struct pen *pen, const struct figure *figure)
{
	struct buf name = { 0 };
	const char *label = strncmp(figure->label, "- ", 2) ? figure->label : figure->label + 2;

	buf_add_fmt(&name, "%s (%s)", label, figure->id);
	pen_put(pen, PAINT_PLAIN, buf_text(&name), 0);
	buf_release(&name);
}

static void put_words(struct pen *pen, struct buf *words)
{
	pen_to(pen, 0);
	pen_put(pen, PAINT_PLAIN, buf_text(words), 0);
	buf_release(words);
}

static void put_reach(struct pen *pen, const struct figure *figure)
{
	struct buf words = { 0 };

	if (isnan(figure->low) || isnan(figure->high))
		return;
	figure_add_past(&words, figure, figure->low);
	buf_add_str(&words, isinf(figure->high) ? " or more" : " to ");
	if (!isinf(figure->high))
		figure_add_past(&words, figure, figure->high);
	put_words(pen, &words);
}

/* "<words> 12": nothing where there is no number. */
static void put_other(struct pen *pen, const char *before, const struct figure *figure)
{
	struct buf words = { 0 };

	if (!figure || figure_is_words(figure))
		return;
	buf_add_str(&words, before);
	figure_add_short(&words, figure);
	put_words(pen, &words);
}

static void put_past(struct pen *pen, const char *before, const struct figure *figure, double value)
{
	struct buf words = { 0 };

	if (isnan(value))
		return;
	buf_add_str(&words, before);
	figure_add_past(&words, figure, value);
	put_words(pen, &words);
}

static void put_team(struct pen *pen, const struct figure *figure, const struct report_team *team)
{
	const struct figure *low, *high;
	struct buf words = { 0 };

	if (!figure_middle(&low, &high, figure, team))
		return;
	buf_add_str(&words, "half of the team ");
	figure_add_past(&words, low, low->value);
	buf_add_str(&words, " to ");
	figure_add_past(&words, high, high->value);
	put_words(pen, &words);
}

static void put_value(struct pen *pen, const struct figure *figure)
{
	bool is_share = figure_is_share(figure);
	struct buf words = { 0 };

	if (is_share && !figure_is_words(figure) && figure->state == STATE_THIN) {
		buf_add_fmt(&words, "%lld of %lld, too few for a share", (long long)figure->k, (long long)figure->n);
		put_words(pen, &words);
		return;
	}
	figure_add_short(&words, figure);
	put_words(pen, &words);
	if (figure_is_words(figure))
		return;
	put_reach(pen, figure);
	if (is_share && !isnan(figure->low)) {
		buf_add_fmt(&words, "%lld of %lld", (long long)figure->k, (long long)figure->n);
		put_words(pen, &words);
	}
	if (figure->note) {
		buf_add_str(&words, figure->note);
		put_words(pen, &words);
	}
}

void plain_draw_figure(struct pen *pen, const struct figure *figure, struct figure_columns columns)
{
	const struct report_person *person = columns.person;

	put_name(pen, figure);
	put_value(pen, figure);
	if (figure->trend != TREND_NONE)
		put_past(pen, figure->trend == TREND_UP ? "up from " : "down from ", figure, figure->before);
	if (figure_is_share(figure))
		put_past(pen, "the year before ", figure, figure->year);
	for (int i = 0; i < 2 && columns.has_halves && !figure_is_share(figure); i++)
		put_other(pen, i ? "weeks 14 to 26: " : "weeks 1 to 13: ",
		          figure_find(person->halves[i], person->half_count, figure->id));
	if (columns.has_rest && !figure_is_share(figure))
		put_other(pen, "the rest of the team: ", figure_find(person->rest, person->rest_count, figure->id));
	put_team(pen, figure, columns.team);
	pen_end_line(pen);
}
