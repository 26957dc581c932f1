/* `git lead report`: team facts, patterns, and the persons asked for, over a period. */
#include <stddef.h>

#include "command.h"
#include "report_common.h"

struct values {
	struct common_values common;
	const char *format;
	bool freeze;
};

static const struct option options[] = {
	{ "format", 0, OPTION_TEXT, "<form>", "text, json or csv", offsetof(struct values, format) },
	{ "freeze", 0, OPTION_FLAG, NULL, "seal the figures of a closed period", offsetof(struct values, freeze) },
	{ NULL, 0, OPTION_FLAG, NULL, NULL, 0 },
};

static const struct option *const tables[] = { options, pseudonym_options, NULL };

static int run(struct session *session, const void *values, int argc, char **argv)
{
	const struct values *mine = values;

	struct answer_options wanted = { .format = mine->format ? mine->format : "text", .freeze = mine->freeze };

	return report_answer(session, argc, argv, &wanted);
}

const struct command command_report = {
	.name = "report",
	.summary = "the report over a period: the team, then the persons asked for",
	.usage = "report [<options>] [--format=<form>] [--freeze] [--pseudonyms] [--] [<person>...]",
	.options = tables,
	.values_size = sizeof(struct values),
	.run = run,
};
