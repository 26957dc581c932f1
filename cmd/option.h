/*
 * Options from a table: parsing, -h text and the manual's synopsis test all come from it. Behaves as git's own parser:
 * "--name=value", "--name value", "-n value", "--no-name", unique prefixes, "--" ends options, options and arguments mix.
 */
#ifndef CMD_OPTION_H
#define CMD_OPTION_H

#include <stdbool.h>
#include <stddef.h>
#include "lead/error.h"
#include "lead/text.h"

enum option_kind {
	OPTION_FLAG,   /* bool: --name, --no-name */
	OPTION_TEXT,   /* const char *: the last one wins */
	OPTION_LIST,   /* struct option_list: may be repeated */
	OPTION_NUMBER, /* unsigned: 0..1,000,000 */
};

struct option_list {
	const char **at;
	size_t count;
};

struct option {
	const char *name; /* without dashes; NULL ends a table */
	char letter;      /* short form, 0 = none */
	enum option_kind kind;
	const char *argument; /* "<file>"; NULL for flags */
	const char *help;     /* one clause, for -h */
	size_t offset;        /* of the value in the command's struct of values */
};

/*
 * Takes the options out of argv (argv[0] is skipped) and leaves the arguments in argv[0..*argc). tables: several tables, ended
 * by NULL, whose offsets all speak of values. *is_help is set by -h. ERR_USAGE with a message for a wrong call.
 */
int option_parse(int *argc, char **argv, const struct option *const *tables, void *values, bool *is_help) MUST_CHECK;
/* Like option_parse but stops before the first argument that is no option (for what stands before the subcommand). */
int option_parse_leading(int *argc, char **argv, const struct option *const *tables, void *values,
                         bool *is_help) MUST_CHECK;

/* By name or unique prefix, as a call has it; NULL if none is meant, or if several could be (*is_ambiguous). */
const struct option *option_find_long(const struct option *const *tables, struct text name, bool *is_ambiguous);
const struct option *option_find_letter(const struct option *const *tables, char letter);

/* The lines that -h prints for these tables. */
void option_help(struct buf *out, const struct option *const *tables);

#endif
