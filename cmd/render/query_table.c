/*
 * Answers of a query as an aligned table for reading. The first rows are kept to learn the widths; then rows stream,
 * so that a large answer needs no large memory. A row wider than the terminal is left to the pager.
 */
#include <stdlib.h>
#include "lead/alloc.h"
#include "escape.h"
#include "number.h"
#include "render_table.h"

#define HELD_ROWS_MAX 500
#define CELL_COLUMNS_MAX 60 /* one long text must not push all others off the screen */

struct column {
	int width;
	bool is_text; /* left-aligned; else every cell so far was a number */
};

struct table_state {
	struct column *columns;
	struct buf *held; /* cells of the first rows, row by row */
	size_t held_count, held_capacity;
	size_t name_count; /* the first cells held are the names */
	bool is_streaming;
};

static struct buf *hold(struct table_state *state)
{
	if (state->held_count == state->held_capacity) {
		state->held_capacity = state->held_capacity ? 2 * state->held_capacity : 64;
		state->held = xrealloc_array(state->held, state->held_capacity, sizeof(*state->held));
	}
	state->held[state->held_count] = (struct buf){ 0 };
	return &state->held[state->held_count++];
}

static void widen(struct column *column, const struct buf *cell)
{
	int columns = (int)utf8_columns(buf_text(cell));

	if (columns > column->width)
		column->width = columns > CELL_COLUMNS_MAX ? CELL_COLUMNS_MAX : columns;
}

static int begin(struct table *table, const char *const *names, int count)
{
	struct table_state *state = xcalloc(1, sizeof(*state));

	table->state = state;
	table->column_count = count;
	state->columns = xcalloc((size_t)count, sizeof(*state->columns));
	state->name_count = (size_t)count;
	for (int i = 0; i < count; i++) {
		struct buf *cell = hold(state);

		escape_terminal(cell, text_of(names[i]));
		widen(&state->columns[i], cell);
	}
	return 0;
}

static void add_spaces(struct buf *out, int count)
{
	for (int i = 0; i < count; i++)
		buf_add_char(out, ' ');
}

/* One cell within its column; the last one of a row leaves no space behind it. */
static void add_aligned(struct table *table, const struct buf *cell, int position, bool is_left)
{
	const struct column *column = &table->state->columns[position];
	int gap = column->width - (int)utf8_columns(buf_text(cell));

	if (position)
		add_spaces(table->out, 2);
	if (!is_left)
		add_spaces(table->out, gap);
	buf_add_text(table->out, buf_text(cell));
	if (position + 1 == table->column_count)
		buf_add_char(table->out, '\n');
	else if (is_left)
		add_spaces(table->out, gap);
}

static void add_rule(struct table *table)
{
	for (int i = 0; i < table->column_count; i++) {
		if (i)
			add_spaces(table->out, 2);
		for (int j = 0; j < table->state->columns[i].width; j++)
			buf_add_char(table->out, '-');
	}
	buf_add_char(table->out, '\n');
}

static void add_cell(struct buf *out, const struct cell *cell)
{
	switch (cell->kind) {
	case CELL_NULL:
		break;
	case CELL_INT:
		buf_add_fmt(out, "%lld", (long long)cell->integer);
		break;
	case CELL_REAL:
		number_add_real(out, cell->real);
		break;
	case CELL_TEXT:
		escape_terminal(out, cell->text);
		break;
	case CELL_BLOB:
		number_add_hex(out, cell->text);
		break;
	}
}

/* "name: value, name: value": for whom columns are no help. Cells without a value are left out. */
static void add_statement(struct table *table, const struct buf *cells)
{
	struct table_state *state = table->state;
	bool is_first = true;

	for (size_t i = 0; i < state->name_count; i++) {
		if (!cells[i].size)
			continue;
		buf_add_fmt(table->out, "%s%s: %s", is_first ? "" : ", ", buf_str(&state->held[i]), buf_str(&cells[i]));
		is_first = false;
	}
	buf_add_char(table->out, '\n');
}

static void add_plain_row(struct table *table, const struct cell *cells, int count)
{
	struct buf *texts = xcalloc((size_t)count, sizeof(*texts));

	for (int i = 0; i < count; i++)
		add_cell(&texts[i], &cells[i]);
	add_statement(table, texts);
	for (int i = 0; i < count; i++)
		buf_release(&texts[i]);
	free(texts);
}

static void release_held(struct table_state *state)
{
	for (size_t i = 0; i < state->held_count; i++)
		buf_release(&state->held[i]);
	state->held_count = 0;
}

/* Writes what was held and begins to stream. */
static void flush_held(struct table *table)
{
	struct table_state *state = table->state;

	for (size_t i = 0; i < state->held_count; i++) {
		int position = (int)(i % state->name_count);

		add_aligned(table, &state->held[i], position, state->columns[position].is_text);
		if (i + 1 == state->name_count)
			add_rule(table);
	}
	release_held(state);
	state->is_streaming = true;
}

static int row(struct table *table, const struct cell *cells, int count)
{
	struct table_state *state = table->state;
	struct buf cell = { 0 };

	if (table->options.is_plain) {
		add_plain_row(table, cells, count);
		return 0;
	}
	if (table->row_count++ == HELD_ROWS_MAX)
		flush_held(table);
	for (int i = 0; i < count; i++) {
		bool is_text = cells[i].kind == CELL_TEXT || cells[i].kind == CELL_BLOB;

		if (!state->is_streaming) {
			struct buf *held = hold(state);

			add_cell(held, &cells[i]);
			widen(&state->columns[i], held);
			state->columns[i].is_text |= is_text;
			continue;
		}
		add_cell(&cell, &cells[i]);
		add_aligned(table, &cell, i, state->columns[i].is_text);
		buf_clear(&cell);
	}
	buf_release(&cell);
	return 0;
}

static int end(struct table *table)
{
	struct table_state *state = table->state;

	if (!state)
		return 0;
	if (table->options.is_plain)
		release_held(state);
	else
		flush_held(table);
	free(state->held);
	free(state->columns);
	free(state);
	table->state = NULL;
	return 0;
}

const struct table_renderer query_table_renderer = { "table", begin, row, end };
