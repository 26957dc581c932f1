/*
 * Renderers of a check, as render.h has those of a report: they draw the finished model of lead/check.h and compute nothing. To
 * add one: write cmd/render/check_<name>.c (json_check_<name>.c where it makes JSON), declare its draw function below and add a
 * line in check_render.c.
 */
#ifndef RENDER_CHECK_RENDER_H
#define RENDER_CHECK_RENDER_H

#include "lead/check.h"
#include "render.h"

struct check_renderer {
	const char *name; /* --format: text, json, github, gitlab, sarif, md */
	int (*draw)(struct buf *out, const struct check *check, const struct render_options *options) MUST_CHECK;
};
/* NULL if there is none. */
const struct check_renderer *check_renderer_find(const char *name);
/* Position from 0; NULL at the end. */
const struct check_renderer *check_renderer_at(size_t position);

int check_text_draw(struct buf *out, const struct check *check, const struct render_options *options) MUST_CHECK;
int check_json_draw(struct buf *out, const struct check *check, const struct render_options *options) MUST_CHECK;
int check_github_draw(struct buf *out, const struct check *check, const struct render_options *options) MUST_CHECK;
int check_gitlab_draw(struct buf *out, const struct check *check, const struct render_options *options) MUST_CHECK;
int check_sarif_draw(struct buf *out, const struct check *check, const struct render_options *options) MUST_CHECK;
int check_markdown_draw(struct buf *out, const struct check *check, const struct render_options *options) MUST_CHECK;

#endif
