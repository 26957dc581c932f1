/*
 * Aligned rows of figures. Columns are fixed for 80 columns; a wider terminal gives labels and bars more room.
 */
#include <math.h>
#include <string.h>
#include "number.h"
#include "plain.h"
#include "text.h"

#define INDENT 2
#define LABEL_COLUMNS 25
#define ID_COLUMNS 14
#define VALUE_COLUMNS 28 /* of id and number together: words for an unknown reach into the room behind a short id */
#define HALF_COLUMNS 8
#define REST_COLUMNS 9
#define PART_COLUMNS 24 /* of id and "12 of 57" */
#define TREND_COLUMN 16 /* behind "12 of 57  21 % (13-33)" */
#define NOTE_COLUMN 17  /* of what is no more than a bound, and has no trend */
#define SHARE_COLUMNS 18
#define BAR_MIN_COLUMNS 7
#define BAR_MAX_COLUMNS 40
#define WIDE_COLUMNS 120  /* from here on rows say what they are compared with */
#define REMARK_COLUMNS 24 /* "before 12 %, year 18 %" */

static int label_columns(const struct pen *pen)
{
	return pen->columns >= 120 ? LABEL_COLUMNS + 15 : pen->columns >= 100 ? LABEL_COLUMNS + 5 : LABEL_COLUMNS;
}

static void put_label(struct pen *pen, const struct figure *figure)
{
	int label = label_columns(pen);

	pen_to(pen, INDENT);
	pen_put(pen, PAINT_PLAIN, text_of(figure->label), label - 1);
	pen_to(pen, INDENT + label);
	pen_put(pen, PAINT_DIM, text_of(figure->id), ID_COLUMNS);
}

static int value_right(const struct pen *pen)
{
	return INDENT + label_columns(pen) + VALUE_COLUMNS;
}

struct figure_columns table_columns(const struct pen *pen, const struct report *report,
                                    const struct report_person *person)
{
	int right = value_right(pen);
	struct figure_columns columns = { .person = person };

	columns.team = report->team_count ? &report->teams[0] : NULL;
	columns.has_halves = report->is_default_period && person->half_count > 0 &&
	                     right + 2 * HALF_COLUMNS + REST_COLUMNS <= pen->columns;
	columns.has_rest = person->rest_count > 0 &&
	                   right + (columns.has_halves ? 2 * HALF_COLUMNS : 0) + REST_COLUMNS <= pen->columns;
	return columns;
}

void table_draw_head(struct pen *pen, const char *title, const struct report *report, struct figure_columns columns)
{
	int right = value_right(pen);

	pen_put(pen, PAINT_HEADING, text_of(title), right - 12);
	if (pen->is_plain) {
		pen_end_line(pen);
		return;
	}
	if (columns.person)
		pen_put_right(pen, PAINT_DIM, report->is_default_period ? TEXT("weeks 1-26") : TEXT("the period"),
		              right);
	if (columns.has_halves) {
		pen_put_right(pen, PAINT_DIM, TEXT("1-13"), right += HALF_COLUMNS);
		pen_put_right(pen, PAINT_DIM, TEXT("14-26"), right += HALF_COLUMNS);
	}
	if (columns.has_rest)
		pen_put_right(pen, PAINT_DIM, TEXT("the rest"), right + REST_COLUMNS);
	pen_end_line(pen);
}

static void put_narrow(struct pen *pen, const struct figure *figure, int right)
{
	struct buf text = { 0 };

	if (!figure)
		return;
	figure_add_narrow(&text, figure);
	pen_put_right(pen, PAINT_PLAIN, buf_text(&text), right);
	buf_release(&text);
}

static void put_trend(struct pen *pen, const struct figure *figure)
{
	bool is_up = figure->trend == TREND_UP;

	if (figure->trend != TREND_NONE)
		pen_put_str(pen, PAINT_BOLD, pen->use_unicode ? is_up ? "\u2191" : "\u2193" : is_up ? "up" : "down");
}

static void add_value(struct buf *out, const struct figure *figure, double value)
{
	struct figure other = *figure;

	other.value = value;
	figure_add_narrow(out, &other);
}

/* What a figure moved from, and the own year before where that is on the same scale. */
static void put_past(struct pen *pen, const struct figure *figure)
{
	struct buf text = { 0 };

	if (figure->trend != TREND_NONE) {
		buf_add_str(&text, "before ");
		add_value(&text, figure, figure->before);
	}
	if (figure_is_share(figure) && !isnan(figure->year)) {
		buf_add_str(&text, text.size ? ", year " : "year ");
		add_value(&text, figure, figure->year);
	}
	if (text.size) {
		pen_to(pen, pen->at + 2);
		pen_put(pen, PAINT_DIM, buf_text(&text), 0);
	}
	buf_release(&text);
}

bool figure_middle(const struct figure **low, const struct figure **high, const struct figure *figure,
                   const struct report_team *team)
{
	if (!team || strcmp(figure->id, "M10.balance"))
		return false;
	*low = figure_find(team->figures, team->figure_count, "M10.team.q1");
	*high = figure_find(team->figures, team->figure_count, "M10.team.q3");
	return *low && *high && (*low)->state == STATE_OK && (*high)->state == STATE_OK;
}

static void put_middle(struct pen *pen, const struct figure *figure, const struct report_team *team)
{
	const struct figure *low, *high;
	struct buf text = { 0 };

	if (!figure_middle(&low, &high, figure, team))
		return;
	buf_add_str(&text, "half of the team ");
	add_value(&text, low, low->value);
	buf_add_str(&text, " to ");
	add_value(&text, high, high->value);
	pen_to(pen, pen->at + 2);
	pen_put(pen, PAINT_DIM, buf_text(&text), 0);
	buf_release(&text);
}

void table_draw_count(struct pen *pen, const struct figure *figure, struct figure_columns columns)
{
	const struct report_person *person = columns.person;
	bool is_words = figure_is_words(figure);
	int right = value_right(pen);
	struct buf text = { 0 };

	if (pen->is_plain) {
		plain_draw_figure(pen, figure, columns);
		return;
	}
	put_label(pen, figure);
	figure_add_long(&text, figure);
	pen_put_right(pen, is_words ? PAINT_DIM : PAINT_BOLD, buf_text(&text), right);
	if (figure->trend != TREND_NONE)
		pen_to(pen, right + 1);
	put_trend(pen, figure);
	for (int i = 0; i < 2 && columns.has_halves; i++) {
		right += HALF_COLUMNS;
		if (!is_words)
			put_narrow(pen, figure_find(person->halves[i], person->half_count, figure->id), right);
	}
	if (columns.has_rest)
		put_narrow(pen, figure_find(person->rest, person->rest_count, figure->id), right + REST_COLUMNS);
	if (pen->columns >= WIDE_COLUMNS) {
		if (figure->trend != TREND_NONE)
			pen_to(pen, right + REST_COLUMNS);
		put_past(pen, figure);
		put_middle(pen, figure, columns.team);
	}
	pen_end_line(pen);
	buf_release(&text);
}

/* The bar, or what stands in its place where the share is no more than a bound. */
static void put_reach(struct pen *pen, const struct figure *figure)
{
	int bar = pen->columns - pen->at - (pen->columns >= WIDE_COLUMNS ? REMARK_COLUMNS : 0);

	if (figure->note)
		pen_put(pen, PAINT_DIM, text_of(figure->note), 0);
	else if (bar >= BAR_MIN_COLUMNS)
		pen_put_bar(pen, figure->value, figure->low, figure->high,
		            bar < BAR_MAX_COLUMNS ? bar : BAR_MAX_COLUMNS);
}

void table_draw_share(struct pen *pen, const struct figure *figure)
{
	struct buf text = { 0 };
	int right = INDENT + label_columns(pen) + PART_COLUMNS;

	if (pen->is_plain) {
		plain_draw_figure(pen, figure, (struct figure_columns){ 0 });
		return;
	}
	put_label(pen, figure);
	if (figure_is_words(figure)) {
		figure_add_short(&text, figure);
		pen_put_right(pen, PAINT_DIM, buf_text(&text), value_right(pen));
		pen_end_line(pen);
		buf_release(&text);
		return;
	}
	/* Without an interval the share is not simply one part of a whole. */
	if (!isnan(figure->low))
		buf_add_fmt(&text, "%lld of %lld", (long long)figure->k, (long long)figure->n);
	pen_put_right(pen, PAINT_PLAIN, buf_text(&text), right);
	if (figure->state == STATE_THIN) {
		pen_put_str(pen, PAINT_DIM, "  too few for a share");
		pen_end_line(pen);
		buf_release(&text);
		return;
	}
	buf_clear(&text);
	number_add_percent(&text, figure->value);
	pen_put_right(pen, PAINT_BOLD, buf_text(&text), right + 7);
	buf_clear(&text);
	number_add_interval(&text, figure->low, figure->high, true);
	if (text.size) {
		pen_to(pen, pen->at + 1);
		pen_put(pen, PAINT_PLAIN, buf_text(&text), 0);
	}
	if (figure->trend != TREND_NONE)
		pen_to(pen, right + TREND_COLUMN);
	put_trend(pen, figure);
	/* A word in place of an arrow takes the bar's place. */
	if (pen->use_unicode || figure->trend == TREND_NONE) {
		pen_to(pen, right + (figure->note ? NOTE_COLUMN : SHARE_COLUMNS));
		put_reach(pen, figure);
	}
	if (pen->columns >= WIDE_COLUMNS)
		put_past(pen, figure);
	pen_end_line(pen);
	buf_release(&text);
}
