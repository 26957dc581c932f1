/*
 * The syntax of git-config files, apart from what is done with the settings. Private to base.
 */
#ifndef CONFIG_TEXT_H
#define CONFIG_TEXT_H

#include "lead/text.h"

/* name is "section.key", "section.sub.section.key", or "key" before any section; value NULL for a key without "=". Borrowed. */
typedef void (*config_text_fn)(void *payload, const char *name, const char *value, unsigned line);

/* Calls back for each setting in order. 0, or the 1-based line of the first syntax error. */
unsigned config_text_read(struct text bytes, config_text_fn each, void *payload);

#endif
