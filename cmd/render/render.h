/*
 * Renderers draw a finished model into bytes: one function a medium, found by name in one table. They compute nothing
 * and read neither the database nor git. Whoever calls them writes the bytes out; nothing here prints.
 */
#ifndef RENDER_H
#define RENDER_H

#include <stdbool.h>
#include <stddef.h>
#include "lead/report.h"
#include "lead/store.h"
#include "lead/text.h"

struct render_options {
	int columns;      /* of the terminal; 0 = 80. Lines are never wider than this, nor than is good to read */
	bool use_color;   /* bold and dim; never a colour that judges */
	bool use_unicode; /* block characters in bars and an ellipsis; else ASCII stand-ins */
	bool is_screen;   /* the first screen: at most 40 lines; else the full report */
	bool is_terminal; /* the bytes go to a terminal: CSV loses its control characters too; text always does */
	/*
	 * For whoever hears the text instead of seeing it: one statement a line, nothing told by place, shape or colour. Then
	 * columns, use_color and use_unicode do not matter.
	 */
	bool is_plain;
};

struct renderer {
	const char *name;  /* --format: "text", "json", "csv", "md" */
	const char *media; /* "text/plain; charset=utf-8" */
	int (*draw)(struct buf *out, const struct report *report, const struct render_options *options) MUST_CHECK;
};

/* The renderer of that name; NULL if there is none. */
const struct renderer *renderer_find(const char *name);
/* Position from 0; NULL at the end: for usage texts. */
const struct renderer *renderer_at(size_t position);

/*
 * One running table of answers to the user's own query. Set out and options, zero the rest; then begin, rows, end. What
 * has been appended to out may be written away and cleared between calls.
 */
struct table_state; /* opaque */
struct table {
	struct buf *out;
	struct render_options options;
	int column_count;
	size_t row_count;
	struct table_state *state; /* from begin to end */
};

struct table_renderer {
	const char *name; /* --format: "table", "csv", "json" */
	int (*begin)(struct table *table, const char *const *names, int count) MUST_CHECK;
	int (*row)(struct table *table, const struct cell *cells, int count) MUST_CHECK;
	int (*end)(struct table *table) MUST_CHECK; /* call it after an error too: it releases what begin took */
};

/* "table", "csv", "json"; NULL if there is none. */
const struct table_renderer *table_renderer_find(const char *name);
/* Position from 0; NULL at the end. */
const struct table_renderer *table_renderer_at(size_t position);

#endif
