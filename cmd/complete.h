/*
 * What a shell could put in the place of the word being typed, from the program's own tables: a new command or option is
 * completed without a line here. The shells' scripts in cmd/completion only ask and pass on.
 */
#ifndef CMD_COMPLETE_H
#define CMD_COMPLETE_H

#include "command.h"
#include "lead/text.h"

/*
 * words: what stands behind "git lead", the last one being the word at the cursor, which may be "". Appends a line a candidate,
 * "<word>\t<clause>", where a word that ends in '=' wants a value; and for what the shell knows better one of ":files",
 * ":directories", ":revisions", ":remotes". Reads configuration if teams are asked for. Never fails: what cannot be known
 * gives no line.
 */
void complete_words(struct buf *out, int count, char **words);

/* ---- complete_values.c ---- */
struct complete_context {
	struct buf *out;
	const struct common_values *common; /* of the words before */
	const char *before;                 /* what every candidate starts with: "", or "--name=" */
	struct text typed;                  /* of the value; only what starts so is told */
};

/* One candidate, if it starts as what was typed; clause may be NULL. */
void complete_offer(const struct complete_context *context, const char *word, const char *clause);
/* Whether its clause in the help text is the list of its values. */
bool complete_is_choice(const struct option *option);
void complete_option_value(const struct complete_context *context, const struct option *option);
/* The argument of a command with this place, from 0, as its usage lines have it. */
void complete_argument(const struct complete_context *context, const struct command *command, size_t place);

#endif
