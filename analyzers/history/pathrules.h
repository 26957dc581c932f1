/* The built-in tables of path classes. Private to this room. */
#ifndef LEAD_HISTORY_PATHRULES_H
#define LEAD_HISTORY_PATHRULES_H

#include "lead/pathclass.h"

/* What a rule asks of the path beside its own word. */
enum path_condition {
	ON_ROOT = 1,     /* the directory, or the file itself, stands at the top of the tree */
	ON_PROSE = 2,    /* the file holds prose, by its extension */
	ON_TITLE = 4,    /* the file holds prose or has no extension */
	ON_CAPITALS = 8, /* the word is written in capitals */
	IS_FIRM = 16,    /* documentation even among tests and decisions: README */
	IS_PROSE = 32    /* an extension of prose */
};

struct path_rule {
	const char *word; /* lower case */
	enum path_class class;
	unsigned conditions; /* enum path_condition */
};

/* Ended by a NULL word. */
extern const struct path_rule path_directory_rules[]; /* a directory's name */
extern const struct path_rule path_name_rules[];      /* the file's whole name */
extern const struct path_rule path_stem_rules[];      /* the file's name up to its first dot */
extern const struct path_rule path_extension_rules[]; /* behind the last dot */
extern const struct path_rule path_ending_rules[];    /* the end of the file's name, case matters */
extern const struct path_rule path_beginning_rules[]; /* the beginning of the file's name, case matters */
extern const struct path_rule path_part_rules[];      /* directories in a row, each with its slash */

/* Names that have an extension of prose and hold none. */
extern const char *const path_no_prose[];

#endif
