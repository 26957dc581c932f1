/* CSV: the rows of a query as they come. LF line ends, NULL empty. */
#include "escape.h"
#include "number.h"
#include "render_table.h"

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
