/* The table of subcommands, the options they share, and what -h prints. */
#include "command.h"

#include <stddef.h>
#include <string.h>

#include "lead/text.h"

static const struct command *const commands[] = {
	&command_scan,   &command_import,  &command_record, &command_report, &command_explain, &command_people,
	&command_owners, &command_sources, &command_query,  &command_merge,  &command_check,   &command_prune,
};

#define COMMAND_COUNT (sizeof(commands) / sizeof(commands[0]))
#define AT(member) offsetof(struct common_values, member)

const struct option common_options[] = {
	{ "directory", 'C', OPTION_TEXT, "<path>", "run as if started in <path>", AT(directory) },
	{ "db", 0, OPTION_TEXT, "<file>", "the database (default: lead.db in the common git directory)", AT(db) },
	{ "config", 0, OPTION_TEXT, "<file>", "settings before git's own; may name repositories", AT(config_file) },
	{ "mailmap", 0, OPTION_TEXT, "<file>", "a mailmap for all repositories, beside their own", AT(mailmap) },
	{ "lead", 0, OPTION_LIST, "<who>", "a declared lead: name, address or login; may be repeated", AT(leads) },
	{ "team", 0, OPTION_TEXT, "<name>", "a configured team instead of everybody", AT(team) },
	{ "quarter", 0, OPTION_TEXT, "<name>", "2026Q3, last-quarter", AT(quarter) },
	{ "period", 0, OPTION_TEXT, "<name>", "2026, 2026-07, 2026-01-01..2026-03-31", AT(period) },
	{ "since", 0, OPTION_TEXT, "<date>", "start of the period, inclusive", AT(since) },
	{ "until", 0, OPTION_TEXT, "<date>", "end of the period, exclusive", AT(until) },
	{ "output", 'o', OPTION_TEXT, "<file>", "write the answer there", AT(output) },
	{ "color", 0, OPTION_TEXT, "<when>", "always, never or auto", AT(color) },
	{ "width", 0, OPTION_NUMBER, "<n>", "columns of text, instead of the terminal's", AT(width) },
	{ "plain", 0, OPTION_FLAG, NULL, "for a screen reader: one statement a line, no tables", AT(plain) },
	{ "no-pager", 0, OPTION_FLAG, NULL, "never start a pager", AT(no_pager) },
	{ "no-scan", 0, OPTION_FLAG, NULL, "answer from the database as it is", AT(no_scan) },
	{ "quiet", 'q', OPTION_FLAG, NULL, "no progress", AT(quiet) },
	{ NULL, 0, OPTION_FLAG, NULL, NULL, 0 },
};

const struct command *command_at(size_t position)
{
	return position < COMMAND_COUNT ? commands[position] : NULL;
}

const struct command *command_find(const char *name)
{
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

static void add_usage(struct buf *out, const struct command *command)
{
	struct text usage = text_of(command->usage), line;
	const char *lead = "usage: ";

	while (text_next_line(&usage, &line)) {
		buf_add_fmt(out, "%sgit lead%s" TEXT_FMT "\n", lead, line.size ? " " : "", TEXT_ARG(line));
		lead = "   or: ";
	}
}

void command_help(struct buf *out, const struct command *command)
{
	const struct option *common[] = { common_options, NULL };

	add_usage(out, command);
	buf_add_fmt(out, "\n%s\n\n", command->summary);
	if (command->options) {
		option_help(out, command->options);
		buf_add_char(out, '\n');
	}
	option_help(out, common);
	if (*command->name == '\0') {
		buf_add_str(out, "\ncommands\n");
		for (size_t i = 0; i < COMMAND_COUNT; i++)
			buf_add_fmt(out, "    %-10s %s\n", commands[i]->name, commands[i]->summary);
	}
}
