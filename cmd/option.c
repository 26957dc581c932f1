/* Table-driven option parsing. Knows nothing of any command. */
#include "option.h"

#include <string.h>

#include "lead/alloc.h"
#include "lead/text.h"

struct parser {
	const struct option *const *tables;
	char *values;
	char **arguments;
	int argument_count;
	int position; /* of the next word */
	bool *is_help;
};

const struct option *option_find_long(const struct option *const *tables, struct text name, bool *is_ambiguous)
{
	const struct option *prefix_match = NULL;

	*is_ambiguous = false;
	for (const struct option *const *table = tables; *table; table++) {
		for (const struct option *option = *table; option->name; option++) {
			struct text whole = text_of(option->name);

			if (text_equal(whole, name))
				return option;
			if (name.size > 0 && text_starts(whole, name)) {
				*is_ambiguous |= prefix_match && prefix_match != option;
				prefix_match = option;
			}
		}
	}
	return *is_ambiguous ? NULL : prefix_match;
}

const struct option *option_find_letter(const struct option *const *tables, char letter)
{
	for (const struct option *const *table = tables; *table; table++)
		for (const struct option *option = *table; option->name; option++)
			if (option->letter && option->letter == letter)
				return option;
	return NULL;
}

static int store_number(unsigned *out, const struct option *option, const char *value)
{
	uint64_t number;

	if (!text_to_uint(text_of(value), &number) || number > 1000000)
		return error_set(ERR_USAGE, "option '--%s' wants a number, not '%s'", option->name, value);
	*out = (unsigned)number;
	return 0;
}

static int store_value(struct parser *parser, const struct option *option, const char *value)
{
	void *place = (char *)parser->values + option->offset;
	struct option_list *list;

	switch (option->kind) {
	case OPTION_FLAG:
		*(bool *)place = value != NULL;
		return 0;
	case OPTION_TEXT:
		*(const char **)place = value;
		return 0;
	case OPTION_LIST:
		list = place;
		list->at = xrealloc_array(list->at, list->count + 1, sizeof(*list->at));
		list->at[list->count++] = value;
		return 0;
	case OPTION_NUMBER:
		return store_number(place, option, value);
	}
	BUG("unknown kind of option '%s'", option->name);
}

/* The value of an option that wants one: behind "=", else the next word. */
static int take_value(struct parser *parser, const struct option *option, const char *attached)
{
	if (option->kind == OPTION_FLAG) {
		if (attached)
			return error_set(ERR_USAGE, "option '--%s' takes no value", option->name);
		return store_value(parser, option, "");
	}
	if (!attached)
		attached = parser->arguments[parser->position];
	else
		parser->position--;
	if (!attached)
		return error_set(ERR_USAGE, "option '--%s' wants %s", option->name, option->argument);
	parser->position++;
	return store_value(parser, option, attached);
}

static int parse_long(struct parser *parser, const char *word)
{
	struct text name = text_of(word + 2);
	ptrdiff_t equals = text_find_char(name, '=', 0);
	const char *attached = NULL;
	const struct option *option;
	bool is_ambiguous;

	if (equals >= 0) {
		attached = name.at + equals + 1;
		name.size = (size_t)equals;
	}
	option = option_find_long(parser->tables, name, &is_ambiguous);
	if (option)
		return take_value(parser, option, attached);
	if (is_ambiguous)
		return error_set(ERR_USAGE, "option '--" TEXT_FMT "' is ambiguous", TEXT_ARG(name));
	if (text_starts(name, TEXT("no-")) && !attached) {
		option = option_find_long(parser->tables, text_slice(name, 3, name.size), &is_ambiguous);
		if (option && option->kind == OPTION_FLAG)
			return store_value(parser, option, NULL);
	}
	return error_set(ERR_USAGE, "unknown option '--" TEXT_FMT "'", TEXT_ARG(name));
}

static int parse_letters(struct parser *parser, const char *word)
{
	int ret;

	for (const char *letter = word + 1; *letter; letter++) {
		const struct option *option = option_find_letter(parser->tables, *letter);

		if (*letter == 'h' && !option) {
			*parser->is_help = true;
			continue;
		}
		if (!option)
			return error_set(ERR_USAGE, "unknown option '-%c'", *letter);
		if (option->kind != OPTION_FLAG)
			return take_value(parser, option, letter[1] ? letter + 1 : NULL);
		ret = store_value(parser, option, "");
		if (ret)
			return ret;
	}
	return 0;
}

static int parse(int *argc, char **argv, const struct option *const *tables, void *values, bool *is_help,
                 bool stop_early)
{
	struct parser parser = { tables, values, argv, *argc, 1, is_help };
	int kept = 0, ret;

	while (parser.position < parser.argument_count) {
		char *word = argv[parser.position++];

		if (strcmp(word, "--") == 0)
			break;
		if (word[0] != '-' || word[1] == '\0') {
			if (stop_early) {
				parser.position--;
				break;
			}
			argv[kept++] = word;
			continue;
		}
		ret = word[1] == '-' ? parse_long(&parser, word) : parse_letters(&parser, word);
		if (ret)
			return ret;
	}
	while (parser.position < parser.argument_count)
		argv[kept++] = argv[parser.position++];
	argv[kept] = NULL;
	*argc = kept;
	return 0;
}

int option_parse(int *argc, char **argv, const struct option *const *tables, void *values, bool *is_help)
{
	return parse(argc, argv, tables, values, is_help, false);
}

int option_parse_leading(int *argc, char **argv, const struct option *const *tables, void *values, bool *is_help)
{
	return parse(argc, argv, tables, values, is_help, true);
}

void option_help(struct buf *out, const struct option *const *tables)
{
	for (const struct option *const *table = tables; *table; table++) {
		for (const struct option *option = *table; option->name; option++) {
			size_t start = out->size;

			if (option->letter)
				buf_add_fmt(out, "    -%c, --%s", option->letter, option->name);
			else
				buf_add_fmt(out, "    --%s", option->name);
			if (option->argument)
				buf_add_fmt(out, "=%s", option->argument);
			do
				buf_add_char(out, ' ');
			while (out->size < start + 30);
			buf_add_fmt(out, "%s\n", option->help);
		}
	}
}
