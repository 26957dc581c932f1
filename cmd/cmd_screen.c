/* `git lead`: scan what is new, then the first screen. */
#include <stdlib.h>

#include "command.h"
#include "lead/report.h"
#include "render/render.h"
#include "report_common.h"

struct values {
	struct common_values common;
};

static const struct option *const tables[] = { pseudonym_options, NULL };

static int run(struct session *session, const void *values, int argc, char **argv)
{
	struct answer_options wanted = { .format = "text", .is_screen = true };

	(void)values;
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
