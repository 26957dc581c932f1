/*
 * CSV: the figures of a report, one row each, and the rows of a query as they come. LF line ends, NULL and unknown
 * empty.
 */
#include <math.h>
#include "escape.h"
#include "number.h"
#include "render_table.h"

/* ---- report ---- */

/* Names come from data; labels and ids are our own and may start with a dash. */
#define DATA_FLAGS (CSV_GUARD | CSV_TERMINAL)

struct csv_row {
	struct buf *out;
	const char *subject, *name, *part;
};

static void add_field(struct csv_row *row, const char *text, unsigned flags)
{
	if (row->out->size && row->out->at[row->out->size - 1] != '\n')
		buf_add_char(row->out, ',');
	escape_csv(row->out, text_of(text), flags);
}

static void add_number(struct buf *out, double value)
{
	buf_add_char(out, ',');
	if (!isfinite(value))
		return;
	value = number_rounded(value);
	if (floor(value) == value && fabs(value) < 1e15)
		number_add_count(out, value);
	else
		number_add_real(out, value);
}

static void add_figures(struct csv_row *row, const struct figure *figures, size_t count)
{
	for (size_t i = 0; figures && i < count; i++) {
		const struct figure *figure = &figures[i];

		add_field(row, row->subject, CSV_EXACT);
		add_field(row, row->name, DATA_FLAGS);
		add_field(row, row->part, CSV_EXACT);
		add_field(row, figure->id, CSV_EXACT);
		add_field(row, figure->label, CSV_EXACT);
		add_field(row, figure->unit, CSV_EXACT);
		add_number(row->out, figure->value);
		buf_add_fmt(row->out, ",%lld", (long long)figure->n);
		add_number(row->out, figure->low);
		add_number(row->out, figure->high);
		add_field(row, metric_state_names[figure->state], CSV_EXACT);
		add_field(row, trend_names[figure->trend], CSV_EXACT);
		add_number(row->out, figure->before);
		add_number(row->out, figure->year);
		buf_add_char(row->out, '\n');
	}
}

int csv_draw(struct buf *out, const struct report *report, const struct render_options *options)
{
	(void)options;
	buf_add_str(out, "subject,name,part,id,label,unit,value,n,low,high,state,trend,before,year\n");
	for (size_t i = 0; i < report->team_count; i++) {
		const struct report_team *team = &report->teams[i];
		struct csv_row row = { out, "team", team->name, "period" };

		add_figures(&row, team->figures, team->figure_count);
	}
	for (size_t i = 0; i < report->person_count; i++) {
		const struct report_person *person = &report->people[i];
		struct csv_row row = { out, "person", person->name, "period" };

		add_figures(&row, person->figures, person->figure_count);
		row.part = "first half";
		add_figures(&row, person->halves[0], person->half_count);
		row.part = "second half";
		add_figures(&row, person->halves[1], person->half_count);
		row.part = "rest of team";
		add_figures(&row, person->rest, person->rest_count);
	}
	return 0;
}

/* ---- query ---- */

/* Names and addresses as recorded, byte for byte, but for a terminal that would act on them. */
static unsigned flags_of(const struct render_options *options)
{
	return options->is_terminal ? CSV_TERMINAL : CSV_EXACT;
}

static int begin(struct table *table, const char *const *names, int count)
{
	table->column_count = count;
	for (int i = 0; i < count; i++) {
		if (i)
			buf_add_char(table->out, ',');
		escape_csv(table->out, text_of(names[i]), flags_of(&table->options));
	}
	buf_add_char(table->out, '\n');
	return 0;
}

static void add_cell(struct table *table, const struct cell *cell)
{
	switch (cell->kind) {
	case CELL_NULL:
		break;
	case CELL_INT:
		buf_add_fmt(table->out, "%lld", (long long)cell->integer);
		break;
	case CELL_REAL:
		number_add_real(table->out, cell->real);
		break;
	case CELL_TEXT:
		escape_csv(table->out, cell->text, flags_of(&table->options));
		break;
	case CELL_BLOB:
		number_add_hex(table->out, cell->text);
		break;
	}
}

static int row(struct table *table, const struct cell *cells, int count)
{
	for (int i = 0; i < count; i++) {
		if (i)
			buf_add_char(table->out, ',');
		add_cell(table, &cells[i]);
	}
	buf_add_char(table->out, '\n');
	table->row_count++;
	return 0;
}

static int end(struct table *table)
{
	(void)table;
	return 0;
}

const struct table_renderer query_csv_renderer = { "csv", begin, row, end };
