/* The table of check renderers. */
#include "check_render.h"

#include <string.h>

static const struct check_renderer renderers[] = {
	{ "text", check_text_draw },     { "json", check_json_draw },   { "github", check_github_draw },
	{ "gitlab", check_gitlab_draw }, { "sarif", check_sarif_draw }, { "md", check_markdown_draw },
};

const struct check_renderer *check_renderer_at(size_t position)
{
	return position < sizeof(renderers) / sizeof(renderers[0]) ? &renderers[position] : NULL;
}

const struct check_renderer *check_renderer_find(const char *name)
{
	const struct check_renderer *renderer;

	for (size_t i = 0; (renderer = check_renderer_at(i)); i++)
		if (strcmp(renderer->name, name) == 0)
			return renderer;
	return NULL;
}
