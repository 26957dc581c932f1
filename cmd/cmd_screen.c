/* `git lead`: scan what is new, then the first screen. */
#include <stddef.h>
#include <stdlib.h>

#include "command.h"
#include "lead/report.h"
#include "render/render.h"
#include "report_common.h"

struct values {
	struct common_values common;
	bool pseudonyms;
};

static const struct option options[] = {
	{ "pseudonyms", 0, OPTION_FLAG, NULL, "keyed names in place of people's; lead.pseudonymKey is the key",
	  offsetof(struct values, pseudonyms) },
	{ NULL, 0, OPTION_FLAG, NULL, NULL, 0 },
};

static const struct option *const tables[] = { options, NULL };

static int run(struct session *session, const void *values, int argc, char **argv)
{
	const struct values *mine = values;
	struct answer_options wanted = { .format = "text", .is_screen = true, .pseudonyms = mine->pseudonyms };

	return report_answer(session, argc, argv, &wanted);
}

const struct command command_screen = {
	.name = "",
	.summary = "does the record show work that makes others better, or only own code?",
	.usage = "[<options>]\n<command> [<options>] [<args>]",
	.options = tables,
	.values_size = sizeof(struct values),
	.run = run,
};
