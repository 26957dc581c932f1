/* `git lead report`: team facts, patterns, and the persons asked for, over a period. */
#include <stddef.h>
#include <string.h>

#include "command.h"
#include "report_common.h"

struct values {
	struct common_values common;
	const char *format;
	bool freeze, is_long, is_short;
};

static const struct option options[] = {
	{ "format", 0, OPTION_TEXT, "<form>", "text, json, csv, md or html", offsetof(struct values, format) },
	{ "long", 0, OPTION_FLAG, NULL, "with all pages: eight periods, who reviews whom, records, proofs",
	  offsetof(struct values, is_long) },
	{ "short", 0, OPTION_FLAG, NULL, "the period alone (default but for html)", offsetof(struct values, is_short) },
	{ "freeze", 0, OPTION_FLAG, NULL, "seal the figures of a closed period", offsetof(struct values, freeze) },
	{ NULL, 0, OPTION_FLAG, NULL, NULL, 0 },
};

static const struct option *const tables[] = { options, pseudonym_options, NULL };

/* One's own page is about nobody else, and what is told to oneself alone is not for a seal or a pseudonym. */
static int check_own_page(const struct session *session, const struct values *values, int argc)
{
	const struct common_values *common = session->values;

	if (argc > 1 || common->leads.count)
		return error_set(ERR_USAGE,
		                 "'report me' is about oneself alone; ask for other persons in another report");
	if (values->freeze || common->pseudonyms)
		return error_set(ERR_USAGE, "'report me' is for one's own eyes and knows no --%s",
		                 values->freeze ? "freeze" : "pseudonyms");
	return 0;
}

static bool has_me(int argc, char **argv)
{
	for (int i = 0; i < argc; i++)
		if (strcmp(argv[i], "me") == 0)
			return true;
	return false;
}

static int run(struct session *session, const void *values, int argc, char **argv)
{
	const struct values *mine = values;

	struct answer_options wanted = { .format = mine->format ? mine->format : "text", .freeze = mine->freeze };

	if (mine->is_long && mine->is_short)
		return error_set(ERR_USAGE, "--long and --short exclude one another");
	wanted.is_own_page = has_me(argc, argv);
	if (wanted.is_own_page) {
		int ret = check_own_page(session, mine, argc);

		if (ret)
			return ret;
		session->is_private = true;
		wanted.is_long = !mine->is_short;
		return report_answer(session, 0, NULL, &wanted);
	}
	wanted.is_long = mine->is_long || (!mine->is_short && strcmp(wanted.format, "html") == 0);
	return report_answer(session, argc, argv, &wanted);
}

const struct command command_report = {
	.name = "report",
	.summary = "the report over a period: the team, then the persons asked for",
	.usage =
		"report [<options>] [--format=<form>] [--long | --short] [--freeze] [--pseudonyms] [--] [<person>...]\n"
		"report [<options>] [--format=<form>] [--long | --short] me",
	.options = tables,
	.values_size = sizeof(struct values),
	.run = run,
};
