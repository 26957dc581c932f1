/*
 * The tables of renderers. To add one: write cmd/render/<name>.c with one draw function, declare it in
 * render_table.h, add a line here; tests/test_render.c holds every renderer to the same model.
 */
#include <string.h>
#include "render_table.h"

static const struct renderer renderers[] = {
	{ "text", "text/plain; charset=utf-8", text_draw }, { "json", "application/json", json_draw },
	{ "csv", "text/csv; charset=utf-8", csv_draw },     { "md", "text/markdown; charset=utf-8", markdown_draw },
	{ "html", "text/html; charset=utf-8", html_draw },
};

static const struct table_renderer *const table_renderers[] = {
	&query_table_renderer,
	&query_csv_renderer,
	&query_json_renderer,
};

const struct renderer *renderer_at(size_t position)
{
	return position < sizeof(renderers) / sizeof(renderers[0]) ? &renderers[position] : NULL;
}

const struct renderer *renderer_find(const char *name)
{
	const struct renderer *renderer;

	for (size_t i = 0; (renderer = renderer_at(i)); i++) {
		if (!strcmp(renderer->name, name))
			return renderer;
	}
	return NULL;
}

const struct table_renderer *table_renderer_at(size_t position)
{
	return position < sizeof(table_renderers) / sizeof(table_renderers[0]) ? table_renderers[position] : NULL;
}

const struct table_renderer *table_renderer_find(const char *name)
{
	const struct table_renderer *renderer;

	for (size_t i = 0; (renderer = table_renderer_at(i)); i++) {
		if (!strcmp(renderer->name, name))
			return renderer;
	}
	return NULL;
}
