/*
 * A pen writes aligned, wrapped and painted lines. It measures in terminal columns, cleans every text it is given,
 * and knows nothing of reports.
 *
 * A plain pen writes the same words for a screen reader: where others go to a column it writes ": " the first time in a line
 * and ", " from then on; it cuts, breaks and paints nothing, and draws no bar.
 */
#ifndef RENDER_PEN_H
#define RENDER_PEN_H

#include <stdbool.h>
#include "lead/text.h"
#include "render.h"

#define PEN_MIN_COLUMNS 76 /* a row of figures; a narrower terminal folds lines itself */
#define PEN_MAX_COLUMNS 200
#define PEN_PROSE_COLUMNS 96 /* wider prose is hard to read */

enum paint { PAINT_PLAIN, PAINT_BOLD, PAINT_DIM, PAINT_HEADING };

struct pen {
	struct buf *out;
	int columns;
	bool use_color, use_unicode;
	int at; /* columns used on the current line */
	bool is_plain;
	bool has_gap;  /* of a plain pen: something stands between what was written and what comes next */
	int gap_count; /* of a plain pen: gaps of the current line */
};

struct pen pen_on(struct buf *out, const struct render_options *options);

/* Text at the current place, cut to max columns with an ellipsis; max 0 = as long as it is. Returns its columns. */
int pen_put(struct pen *pen, enum paint paint, struct text text, int max);
int pen_put_str(struct pen *pen, enum paint paint, const char *text);
/* Spaces up to a column of the line; at least one where text already stands beyond it. Plain: a gap, if text stands before. */
void pen_to(struct pen *pen, int column);
/* So that it ends before the column right; never closer than one space to what stands before. */
void pen_put_right(struct pen *pen, enum paint paint, struct text text, int right);
void pen_end_line(struct pen *pen);
/* A share with its reach, width columns. */
void pen_put_bar(struct pen *pen, double share, double low, double high, int width);

/*
 * Prose: from the current place on, broken at spaces, following lines indented. max_lines 0 = no limit; else the last
 * line ends in an ellipsis where words are left over. Ends the line. Returns the lines used.
 */
int pen_wrap(struct pen *pen, enum paint paint, struct text text, int indent, int max_lines);
int pen_wrap_str(struct pen *pen, enum paint paint, const char *text, int indent, int max_lines);

#endif
