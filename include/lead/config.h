/*
 * Settings from four places in order of trust: command line, --config file, git's configuration, the project's .gitlead.
 * This file knows the syntax and the order, not what any key means, and opens no file.
 */
#ifndef LEAD_CONFIG_H
#define LEAD_CONFIG_H

#include <stdbool.h>
#include "lead/text.h"

#define CONFIG_TEXT_MAX_SIZE (256 * 1024) /* bytes of a .gitlead; a larger one is ERR_INVALID */

/* Less is more trusted. */
enum config_origin {
	CONFIG_COMMAND_LINE,
	CONFIG_FILE,
	CONFIG_GIT,
	CONFIG_PROJECT, /* .gitlead: comes with the repository and is untrusted */
};

struct config_entry {
	const char *section;    /* lower case */
	const char *subsection; /* as written; NULL if there is none */
	const char *key;        /* lower case */
	const char *value;      /* NULL for a key without "=": true */
	enum config_origin origin;
	unsigned line; /* 1-based; 0 if it came from no text */
};

struct config; /* opaque */

struct config *config_new(void);
void config_free(struct config *config); /* accepts NULL */
/*
 * Reads git-config syntax (sections, subsections, quotes, escapes, continuation lines, comments; includes are plain
 * sections that do nothing). label names the text in messages. ERR_INVALID with label and line on a syntax error, then
 * nothing of the text was added.
 */
int config_parse(struct config *config, struct text bytes, enum config_origin origin, const char *label) MUST_CHECK;
/* Adds one setting; name is "section.key" or "section.subsection.key". ERR_INVALID for a name without a dot. Copied. */
int config_add(struct config *config, const char *name, const char *value, enum config_origin origin) MUST_CHECK;
/* Adds those entries of another configuration that are wanted, with their origin and line. Copied. */
void config_copy(struct config *config, const struct config *from,
                 bool (*is_wanted)(const struct config_entry *entry, const void *payload), const void *payload);
/*
 * The most trusted, then last, value of "section.key" or "section.subsection.key"; NULL if unset or without "=". Borrowed.
 */
const char *config_get(const struct config *config, const char *name);
/* git's booleans; fallback if unset; ERR_INVALID if it is no boolean. */
int config_get_bool(bool *out, const struct config *config, const char *name, bool fallback) MUST_CHECK;
int config_get_number(double *out, const struct config *config, const char *name, double fallback) MUST_CHECK;
/* All entries in order of reading, for multi-valued keys; position from 0; NULL at the end. Borrowed. */
const struct config_entry *config_entry_at(const struct config *config, size_t position);
/* Hash over every entry of these sections, for stamps of derived data; sections ends with NULL. */
uint64_t config_hash(const struct config *config, const char *const *sections);

#endif
