/* `git lead check`: the changes of one range and the team's facts before it, held against the rules of [check]. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "lead/alloc.h"
#include "lead/check.h"
#include "range.h"
#include "render/check_render.h"

struct values {
	struct common_values common;
	const char *format, *base, *summary;
	bool is_news_only;
};

static const struct option options[] = {
	{ "base", 0, OPTION_TEXT, "<rev>", "from where HEAD and this revision part", offsetof(struct values, base) },
	{ "format", 0, OPTION_TEXT, "<form>", "text, json, github, gitlab, sarif or md",
	  offsetof(struct values, format) },
	{ "summary", 0, OPTION_TEXT, "<file>", "write the summary there too, in Markdown",
	  offsetof(struct values, summary) },
	{ "since-last", 0, OPTION_FLAG, NULL, "tell only what no earlier check told",
	  offsetof(struct values, is_news_only) },
	{ NULL, 0, OPTION_FLAG, NULL, NULL, 0 },
};

static const struct option *const tables[] = { options, NULL };

static int draw(struct session *session, const struct check *check, const struct check_renderer *renderer)
{
	struct render_options how = output_options(session);
	struct buf text = { 0 };
	int ret = renderer->draw(&text, check, &how);

	if (ret == 0)
		ret = output_write(session, &text, false);
	buf_release(&text);
	return ret;
}

static int judge(struct session *session, const struct values *mine, const struct range *range,
                 const struct check_renderer *renderer)
{
	struct check_request request = {
		.repository = session->repository_id,
		.team = session->values->team ? session->values->team : "",
		.commits = range->commits.at,
		.commit_count = range->commits.count,
		.tip = range->tip,
		.base = range->base,
		.has_base = range->has_base,
		.range = range->words,
		.branch = "",
		.is_request = range->is_request,
		.is_news_only = mine->is_news_only,
	};
	struct check check = { 0 };
	int ret = check_build(&check, session->store, session->config, &request);

	if (ret == 0)
		ret = draw(session, &check, renderer);
	if (ret == 0)
		ret = check.status;
	check_release(&check);
	return ret;
}

static int run(struct session *session, const void *values, int argc, char **argv)
{
	const struct values *mine = values;
	const struct check_renderer *renderer = check_renderer_find(mine->format ? mine->format : "text");
	struct range range = { 0 };
	int ret;

	if (!renderer)
		return error_set(ERR_USAGE, "unknown format '%s'", mine->format);
	if (argc > 1)
		return error_set(ERR_USAGE, "check takes one range");
	ret = range_choose(&range, session->repository, argc ? argv[0] : NULL, mine->base);
	if (ret == 0)
		ret = session_prepare(session);
	if (ret == 0)
		ret = judge(session, mine, &range, renderer);
	range_release(&range);
	return ret;
}

const struct command command_check = {
	.name = "check",
	.summary = "the changes of a range held against the rules of [check]",
	.usage = "check [<options>] [--base=<rev>] [--since-last] [--format=<form>] [--summary=<file>] [--] [<range>]",
	.options = tables,
	.needs_repository = true,
	.values_size = sizeof(struct values),
	.run = run,
};
