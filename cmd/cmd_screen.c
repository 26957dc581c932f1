/* `git lead`: scan what is new, then the first screen. */
#include <stdlib.h>

#include "command.h"
#include "lead/report.h"
#include "render/render.h"
#include "report_common.h"

struct values {
	struct common_values common;
};

static int run(struct session *session, const void *values, int argc, char **argv)
{
	(void)values;
	return report_answer(session, argc, argv, "text", true, false);
}

const struct command command_screen = {
	.name = "",
	.summary = "does the record show work that makes others better, or only own code?",
	.usage = "[<options>]\n<command> [<options>] [<args>]",
	.options = NULL,
	.values_size = sizeof(struct values),
	.run = run,
};
