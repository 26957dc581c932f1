/*
 * Answers of a query as a JSON array of objects, one a line, streamed. A column name that occurs again gets ":1",
 * ":2".
 */
#include <stdlib.h>
#include <string.h>
#include <math.h>
#include "lead/alloc.h"
#include "escape.h"
#include "json.h"
#include "number.h"
#include "render_table.h"

struct table_state {
	struct buf *keys; /* quoted and escaped */
};

static int add_plain(const char *bytes, size_t size, void *payload)
{
	buf_add(payload, bytes, size);
	return 0;
}

static int add_string(struct buf *out, struct text text)
{
	struct buf plain = { 0 };
	json_t *value = json_clean(text);
	int ret = json_dump_callback(value, add_plain, &plain, JSON_ENCODE_ANY);

	json_decref(value);
	escape_json(out, buf_text(&plain));
	buf_release(&plain);
	return ret ? error_set(ERR_FAILED, "cannot write JSON") : 0;
}

static int add_key(struct buf *out, const char *const *names, int position)
{
	struct buf name = { 0 };
	int same = 0;
	int ret;

	for (int i = 0; i < position; i++)
		same += !strcmp(names[i], names[position]);
	buf_add_str(&name, names[position]);
	if (same)
		buf_add_fmt(&name, ":%d", same);
	ret = add_string(out, buf_text(&name));
	buf_release(&name);
	return ret;
}

static int begin(struct table *table, const char *const *names, int count)
{
	int ret = 0;

	table->column_count = count;
	table->state = xcalloc(1, sizeof(*table->state));
	table->state->keys = xcalloc((size_t)count, sizeof(*table->state->keys));
	for (int i = 0; i < count && ret == 0; i++)
		ret = add_key(&table->state->keys[i], names, i);
	buf_add_char(table->out, '[');
	return ret;
}

static int add_cell(struct buf *out, const struct cell *cell)
{
	struct buf hex = { 0 };
	int ret = 0;

	switch (cell->kind) {
	case CELL_NULL:
		buf_add_str(out, "null");
		break;
	case CELL_INT:
		buf_add_fmt(out, "%lld", (long long)cell->integer);
		break;
	case CELL_REAL:
		if (isfinite(cell->real))
			number_add_real(out, cell->real);
		else
			buf_add_str(out, "null");
		break;
	case CELL_TEXT:
		ret = add_string(out, cell->text);
		break;
	case CELL_BLOB:
		number_add_hex(&hex, cell->text);
		ret = add_string(out, buf_text(&hex));
		buf_release(&hex);
		break;
	}
	return ret;
}

static int row(struct table *table, const struct cell *cells, int count)
{
	int ret = 0;

	buf_add_str(table->out, table->row_count++ ? ",\n{" : "\n{");
	for (int i = 0; i < count && ret == 0; i++) {
		buf_add_str(table->out, i ? ", " : "");
		buf_add_text(table->out, buf_text(&table->state->keys[i]));
		buf_add_str(table->out, ": ");
		ret = add_cell(table->out, &cells[i]);
	}
	buf_add_char(table->out, '}');
	return ret;
}

static int end(struct table *table)
{
	if (!table->state)
		return 0;
	for (int i = 0; i < table->column_count; i++)
		buf_release(&table->state->keys[i]);
	free(table->state->keys);
	free(table->state);
	table->state = NULL;
	buf_add_str(table->out, table->row_count ? "\n]\n" : "]\n");
	return 0;
}

const struct table_renderer query_json_renderer = { "json", begin, row, end };
