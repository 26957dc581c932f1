/* The functions behind the tables of render.c; one file each. */
#ifndef RENDER_TABLE_H
#define RENDER_TABLE_H

#include "render.h"

int text_draw(struct buf *out, const struct report *report, const struct render_options *options) MUST_CHECK;
int json_draw(struct buf *out, const struct report *report, const struct render_options *options) MUST_CHECK;
int csv_draw(struct buf *out, const struct report *report, const struct render_options *options) MUST_CHECK;
int markdown_draw(struct buf *out, const struct report *report, const struct render_options *options) MUST_CHECK;
int html_draw(struct buf *out, const struct report *report, const struct render_options *options) MUST_CHECK;

extern const struct table_renderer query_table_renderer, query_csv_renderer, query_json_renderer;

#endif
