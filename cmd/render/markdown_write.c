/* The pieces and tables of markdown.h. */
#include <string.h>
#include "escape.h"
#include "lead/alloc.h"
#include "markdown.h"

#define CELL_MOST 44 /* columns up to which cells are padded: one long text must not widen every row */

void md_add_text(struct buf *out, const char *text)
{
	escape_markdown(out, text_of(text));
}

void md_add_code(struct buf *out, const char *code)
{
	escape_markdown_code(out, text_of(code), false);
}

void md_add_link(struct buf *out, const char *text, const char *url)
{
	struct buf target = { 0 };

	if (url && escape_url(&target, text_of(url))) {
		buf_add_char(out, '[');
		md_add_text(out, text);
		buf_add_fmt(out, "](%s)", buf_str(&target));
	} else {
		md_add_text(out, text);
	}
	buf_release(&target);
}

void md_heading(struct buf *out, int level, const char *text)
{
	for (int i = 0; i < level; i++)
		buf_add_char(out, '#');
	buf_add_char(out, ' ');
	md_add_text(out, text);
	buf_add_str(out, "\n\n");
}

void md_paragraph(struct buf *out, const char *text)
{
	if (!text || !text[0])
		return;
	md_add_text(out, text);
	buf_add_str(out, "\n\n");
}

void md_paragraph_of(struct buf *out, const struct buf *markup)
{
	if (markup->size)
		buf_add_fmt(out, "%s\n\n", buf_str(markup));
}

void md_item(struct buf *out, const char *title, const char *text)
{
	buf_add_str(out, "- ");
	if (title) {
		buf_add_str(out, "**");
		md_add_text(out, title);
		buf_add_str(out, text && text[0] ? "** " : "**");
	}
	md_add_text(out, text);
	buf_add_char(out, '\n');
}

void md_item_of(struct buf *out, const struct buf *markup)
{
	buf_add_fmt(out, "- %s\n", buf_str(markup));
}

void md_end_list(struct buf *out)
{
	if (out->size > 1 && out->at[out->size - 2] != '\n')
		buf_add_char(out, '\n');
}

/* ---- tables ---- */

void md_cell(struct md_table *table, const char *text)
{
	struct buf markup = { 0 };

	md_add_text(&markup, text);
	md_cell_of(table, &markup);
}

void md_cell_of(struct md_table *table, struct buf *markup)
{
	*VEC_PUSH(&table->cells) = buf_detach(markup);
}

/* At least three: the shortest rule under a heading. */
static size_t width_of(const struct md_table *table, size_t column)
{
	size_t count = strlen(table->columns), width = 3;

	for (size_t i = column; i < table->cells.count; i += count) {
		size_t columns = utf8_columns(text_of(table->cells.at[i]));

		if (columns <= CELL_MOST && columns > width)
			width = columns;
	}
	return width;
}

static void add_spaces(struct buf *out, size_t width, const char *text)
{
	for (size_t i = utf8_columns(text_of(text)); i < width; i++)
		buf_add_char(out, ' ');
}

static void add_cell(struct buf *out, const char *cell, size_t width, bool is_right)
{
	buf_add_str(out, "| ");
	if (is_right)
		add_spaces(out, width, cell);
	buf_add_str(out, cell);
	if (!is_right)
		add_spaces(out, width, cell);
	buf_add_char(out, ' ');
}

static void add_rule(struct buf *out, const size_t *widths, const char *columns)
{
	for (size_t i = 0; columns[i]; i++) {
		buf_add_str(out, "| ");
		for (size_t j = 1; j < widths[i]; j++)
			buf_add_char(out, '-');
		buf_add_str(out, columns[i] == 'r' ? ": " : "- ");
	}
	buf_add_str(out, "|\n");
}

void md_table_end(struct buf *out, struct md_table *table)
{
	size_t count = strlen(table->columns);
	size_t *widths = xcalloc(count, sizeof(*widths));

	for (size_t i = 0; i < count; i++)
		widths[i] = width_of(table, i);
	for (size_t i = 0; i < table->cells.count && table->cells.count > count; i++) {
		size_t column = i % count;

		if (i == count)
			add_rule(out, widths, table->columns);
		add_cell(out, table->cells.at[i], widths[column], table->columns[column] == 'r');
		if (column + 1 == count)
			buf_add_str(out, "|\n");
	}
	if (table->cells.count > count)
		buf_add_char(out, '\n');
	for (size_t i = 0; i < table->cells.count; i++)
		free(table->cells.at[i]);
	VEC_RELEASE(&table->cells);
	free(widths);
}
