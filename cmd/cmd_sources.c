/* `git lead sources`: what evidence this repository holds, what is missing, and the command that would get it. */
#include <stddef.h>

#include "command.h"
#include "lead/report.h"
#include "render/escape.h"

struct values {
	struct common_values common;
};

static void add_row(struct buf *out, const struct source_row *row)
{
	size_t start;

	buf_add_str(out, "  ");
	start = out->size;
	escape_terminal(out, text_of(row->name));
	for (size_t width = utf8_columns(text_slice(buf_text(out), start, out->size)); width < 28; width++)
		buf_add_char(out, ' ');
	buf_add_fmt(out, "%9lld %10lld  ", (long long)row->change_count, (long long)row->year_count);
	civil_format(out, row->last_time);
	buf_add_fmt(out, "  %-5s %s\n", row->is_live ? "live" : "", row->what ? row->what : "");
}

static int answer(struct session *session)
{
	struct sources sources = { 0 };
	struct buf out = { 0 };
	int ret = sources_build(&sources, session->store, session->repository_id);

	if (ret)
		return ret;
	buf_add_fmt(&out,
	            "Evidence in this repository, in changes (live: at least 10 and 5 %% of the trailing year)\n\n");
	buf_add_fmt(&out, "  %-28s%9s %10s  %-10s\n", "source", "all time", "last year", "newest");
	for (size_t i = 0; i < sources.row_count; i++)
		add_row(&out, &sources.rows[i]);
	if (sources.row_count == 0)
		buf_add_str(&out, "  none\n");
	buf_add_str(&out, sources.missing_count ? "\nNot here, and how to get it\n\n"
	                                        : "\nNothing more can be fetched with git.\n");
	for (size_t i = 0; i < sources.missing_count; i++) {
		buf_add_fmt(&out, "  %s: %s\n", sources.missing[i].what, sources.missing[i].why);
		if (sources.missing[i].command && *sources.missing[i].command)
			buf_add_fmt(&out, "    %s\n", sources.missing[i].command);
	}
	ret = output_write(session, &out, true);
	buf_release(&out);
	sources_release(&sources);
	return ret;
}

static int run(struct session *session, const void *values, int argc, char **argv)
{
	int ret;

	(void)values;
	(void)argv;
	if (argc > 0)
		return error_set(ERR_USAGE, "sources takes no arguments");
	ret = session_prepare(session);
	if (ret == 0 && session->is_empty) {
		struct buf out = { 0 };

		buf_add_str(&out, "This repository has no commits yet.\n");
		ret = output_write(session, &out, false);
		buf_release(&out);
		return ret;
	}
	return ret ? ret : answer(session);
}

const struct command command_sources = {
	.name = "sources",
	.summary = "what evidence there is, what is missing, and the command that gets it",
	.usage = "sources [<options>]",
	.options = NULL,
	.values_size = sizeof(struct values),
	.run = run,
};
