/* Completion: which word stands at the cursor. An option, its value, a command, or a command's argument. */
#include "complete.h"

#include <stdlib.h>
#include <string.h>

#include "lead/alloc.h"

#define TABLES_MAX 4

struct reader {
	const struct command *command; /* NULL: not named yet */
	bool is_unknown;               /* a command of no name of ours */
	const struct option *tables[TABLES_MAX];
	const struct option *pending; /* wants its value in the next word */
	bool has_ended;               /* "--" was seen */
	size_t place;                 /* of the next argument */
};

static void take_tables(struct reader *reader, const struct option *const *tables)
{
	size_t count = 0;

	reader->tables[count++] = common_options;
	for (; tables && *tables && count + 1 < TABLES_MAX; tables++)
		reader->tables[count++] = *tables;
	reader->tables[count] = NULL;
}

static const struct option *find_letter_value(const struct reader *reader, const char *word)
{
	for (const char *letter = word + 1; *letter; letter++) {
		const struct option *option = option_find_letter(reader->tables, *letter);

		if (option && option->kind != OPTION_FLAG)
			return letter[1] ? NULL : option;
	}
	return NULL;
}

static void read_option(struct reader *reader, const char *word)
{
	const struct option *option;
	bool is_ambiguous;

	if (word[1] != '-') {
		reader->pending = find_letter_value(reader, word);
		return;
	}
	option = option_find_long(reader->tables, text_of(word + 2), &is_ambiguous);
	if (option && option->kind != OPTION_FLAG)
		reader->pending = option;
}

static void read_word(struct reader *reader, const char *word)
{
	if (reader->pending) {
		reader->pending = NULL;
	} else if (!reader->has_ended && strcmp(word, "--") == 0) {
		reader->has_ended = true;
	} else if (!reader->has_ended && word[0] == '-' && word[1]) {
		read_option(reader, word);
	} else if (reader->command) {
		reader->place++;
	} else {
		reader->command = command_find(word);
		reader->is_unknown = !reader->command;
		reader->has_ended = false;
		if (reader->command)
			take_tables(reader, reader->command->options);
	}
}

static void offer_option(const struct complete_context *context, const struct option *option)
{
	char *word = xstrfmt("--%s%s", option->name, option->kind == OPTION_FLAG ? "" : "=");

	complete_offer(context, word, option->help);
	free(word);
	/* git too tells of these only when asked. */
	if (option->kind != OPTION_FLAG || !text_starts(context->typed, TEXT("--no-")) ||
	    text_starts(text_of(option->name), TEXT("no-")))
		return;
	word = xstrfmt("--no-%s", option->name);
	complete_offer(context, word, NULL);
	free(word);
}

static void offer_options(const struct complete_context *context, const struct reader *reader)
{
	for (size_t i = 0; reader->tables[i]; i++)
		for (const struct option *option = reader->tables[i]; option->name; option++)
			offer_option(context, option);
	complete_offer(context, "--help", "open the manual page");
	if (!reader->command)
		complete_offer(context, "--version", "print the version");
}

static void offer_commands(const struct complete_context *context)
{
	const struct command *command;

	for (size_t i = 0; (command = command_at(i)) != NULL; i++)
		complete_offer(context, command->name, command->summary);
}

/* "--name=typed": the shell gets whole words. */
static void offer_attached(struct complete_context *context, const struct reader *reader, const char *word)
{
	const char *equals = strchr(word, '=');
	struct text name = { word + 2, (size_t)(equals - word) - 2 };
	bool is_ambiguous;
	const struct option *option = option_find_long(reader->tables, name, &is_ambiguous);
	char *before = xstrndup(word, (size_t)(equals - word) + 1);

	context->before = before;
	context->typed = text_of(equals + 1);
	if (option)
		complete_option_value(context, option);
	free(before);
	context->before = "";
}

static void offer(struct complete_context *context, const struct reader *reader, const char *word)
{
	if (reader->is_unknown)
		return;
	if (reader->pending)
		complete_option_value(context, reader->pending);
	else if (!reader->has_ended && !strncmp(word, "--", 2) && strchr(word, '='))
		offer_attached(context, reader, word);
	else if (!reader->has_ended && word[0] == '-')
		offer_options(context, reader);
	else if (reader->command)
		complete_argument(context, reader->command, reader->place);
	else
		offer_commands(context);
}

/* What -C, --db and --config of the words before say. A wrong call is no matter here; values is owned by the caller. */
static struct common_values *read_values(const struct reader *reader, int count, char **words)
{
	struct common_values *values =
		xcalloc(1, reader->command ? reader->command->values_size : command_screen.values_size);
	char **all = xcalloc((size_t)count + 2, sizeof(*all));
	int all_count = count + 1;
	bool is_help = false;
	int ignored;

	all[0] = (char *)(uintptr_t) "";
	for (int i = 0; i < count; i++)
		all[i + 1] = words[i];
	ignored = option_parse(&all_count, all, reader->tables, values, &is_help);
	(void)ignored;
	free(all);
	return values;
}

void complete_words(struct buf *out, int count, char **words)
{
	struct reader reader = { 0 };
	struct complete_context context = { .out = out, .before = "" };
	struct common_values *values;

	if (count <= 0)
		return;
	take_tables(&reader, command_screen.options);
	for (int i = 0; i + 1 < count; i++)
		read_word(&reader, words[i]);
	values = read_values(&reader, count - 1, words);
	context.common = values;
	context.typed = text_of(words[count - 1]);
	offer(&context, &reader, words[count - 1]);
	free(values->leads.at);
	free(values);
}
