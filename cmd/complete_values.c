/* Completion: what a value or an argument may be, by the name it bears in the help text: "<file>", "<metric>". */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "complete.h"
#include "lead/alloc.h"
#include "lead/metric.h"
#include "lead/pattern.h"

void complete_offer(const struct complete_context *context, const char *word, const char *clause)
{
	if (!text_starts(text_of(word), context->typed))
		return;
	buf_add_str(context->out, context->before);
	buf_add_str(context->out, word);
	if (clause)
		buf_add_fmt(context->out, "\t%s", clause);
	buf_add_char(context->out, '\n');
}

static void offer_metrics(const struct complete_context *context)
{
	for (size_t i = 0; metric_at(i); i++)
		complete_offer(context, metric_at(i)->id, metric_at(i)->name);
}

static void offer_patterns(const struct complete_context *context)
{
	for (size_t i = 0; pattern_at(i); i++)
		complete_offer(context, pattern_at(i)->id, pattern_at(i)->name);
}

static void offer_strengths(const struct complete_context *context)
{
	for (size_t i = 0; strength_at(i); i++)
		complete_offer(context, strength_at(i)->id, strength_at(i)->name);
}

static void offer_files(const struct complete_context *context)
{
	buf_add_str(context->out, ":files\n");
}

static void offer_directories(const struct complete_context *context)
{
	buf_add_str(context->out, ":directories\n");
}

static void offer_revisions(const struct complete_context *context)
{
	buf_add_str(context->out, ":revisions\n");
}

static void offer_remotes(const struct complete_context *context)
{
	buf_add_str(context->out, ":remotes\n");
}

/* The names in the order of reading, each once: a team has as many entries as members. */
static void offer_teams_of(const struct complete_context *context, const struct config *config)
{
	const struct config_entry *entry, *before;

	for (size_t i = 0; (entry = config_entry_at(config, i)) != NULL; i++) {
		size_t first = 0;

		if (strcmp(entry->section, "team") != 0 || !entry->subsection)
			continue;
		for (; (before = config_entry_at(config, first)) != entry; first++)
			if (!strcmp(before->section, "team") && before->subsection &&
			    !strcmp(before->subsection, entry->subsection))
				break;
		if (first == i)
			complete_offer(context, entry->subsection, "a configured team");
	}
}

/* The command line is not whole yet: no command runs. */
static const struct command anywhere = { .works_anywhere = true };

static void offer_teams(const struct complete_context *context)
{
	struct session session = { 0 };

	if (context->common->directory && chdir(context->common->directory))
		return;
	if (session_open(&session, context->common, &anywhere) == 0)
		offer_teams_of(context, session.config);
	session_close(&session);
}

/* An option's own clause lists its values: "text, json or csv", or "only this one: owner, approver". */
static void offer_choices(const struct complete_context *context, const char *clause)
{
	const char *colon = strstr(clause, ": ");
	struct text rest = text_of(colon ? colon + 2 : clause), word;

	while (text_next_word(&rest, &word)) {
		char *choice;

		if (text_equal(word, TEXT("or")))
			continue;
		if (text_ends(word, TEXT(",")))
			word.size--;
		choice = xstrndup(word.at, word.size);
		complete_offer(context, choice, NULL);
		free(choice);
	}
}

/* What stands for what; a name that is not here has no known values. */
static const struct {
	const char *name;
	void (*offer)(const struct complete_context *context);
} kinds[] = {
	{ "<file>", offer_files },         { "<database>", offer_files },
	{ "<path>", offer_files },         { "<repository>", offer_directories },
	{ "<range>", offer_revisions },    { "<rev>", offer_revisions },
	{ "<revision>", offer_revisions }, { "<commit>", offer_revisions },
	{ "<remote>", offer_remotes },     { "<metric>", offer_metrics },
	{ "<pattern>", offer_patterns },   { "<strength>", offer_strengths },
};

static void offer_kind(const struct complete_context *context, struct text name)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (text_equal(name, text_of(kinds[i].name)))
			kinds[i].offer(context);
}

bool complete_is_choice(const struct option *option)
{
	static const char *const names[] = { "<form>", "<when>", "<role>" };

	for (size_t i = 0; option->argument && i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(option->argument, names[i]) == 0)
			return true;
	return false;
}

void complete_option_value(const struct complete_context *context, const struct option *option)
{
	if (complete_is_choice(option))
		offer_choices(context, option->help);
	else if (!strcmp(option->name, "team"))
		offer_teams(context);
	else if (!strcmp(option->name, "directory"))
		offer_directories(context);
	else if (option->argument)
		offer_kind(context, text_of(option->argument));
}

/* Takes the next item of a usage line: a word, or all of a bracket with what clings to it. */
static bool next_item(struct text *rest, struct text *item)
{
	size_t depth = 0, end = 0;

	while (rest->size && rest->at[0] == ' ')
		*rest = text_slice(*rest, 1, rest->size);
	while (end < rest->size && (depth || rest->at[end] != ' ')) {
		depth += rest->at[end] == '[';
		depth -= rest->at[end] == ']' && depth;
		end++;
	}
	*item = text_slice(*rest, 0, end);
	*rest = text_slice(*rest, end, rest->size);
	return item->size > 0;
}

/* "[<file>...]" -> "<file>", and whether it may be repeated; false for options. */
static bool argument_name(struct text item, struct text *name, bool *may_repeat)
{
	if (text_starts(item, TEXT("[")) && text_ends(item, TEXT("]")))
		item = text_slice(item, 1, item.size - 1);
	*may_repeat = text_ends(item, TEXT("..."));
	if (*may_repeat)
		item.size -= 3;
	*name = item;
	return !text_starts(item, TEXT("-")) && !text_equal(item, TEXT("<options>"));
}

static void offer_of_line(const struct complete_context *context, struct text line, size_t place)
{
	struct text item, name;
	size_t at = 0;
	bool may_repeat;

	if (!next_item(&line, &item)) /* the command's own name */
		return;
	while (next_item(&line, &item)) {
		if (!argument_name(item, &name, &may_repeat))
			continue;
		if (at == place || (may_repeat && at < place)) {
			char *word = xstrndup(name.at, name.size);

			if (word[0] == '<')
				offer_kind(context, name);
			else
				complete_offer(context, word, NULL);
			free(word);
		}
		at++;
	}
}

void complete_argument(const struct complete_context *context, const struct command *command, size_t place)
{
	struct text usage = text_of(command->usage), line;

	while (text_next_line(&usage, &line))
		offer_of_line(context, line, place);
}
