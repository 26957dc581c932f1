/*
 * The word lists behind person_kind_of. To teach a new bot, model or placeholder, add it in kinds_table.c and a row in
 * tests/test_kinds.c; a project's own belong in its configuration: [identity] bot, model, placeholder, human.
 */
#ifndef LEAD_PEOPLE_KINDS_H
#define LEAD_PEOPLE_KINDS_H

#include "lead/people.h"

/* Whether the project's own settings name the identity: the most trusted that fits, the last of equals. */
bool person_kind_configured(enum person_kind *out, const struct config *config, struct identity_fact identity);
/* "Name <mail>" fits by both, "<mail>" or "mail" by the address, anything else by the whole name; ASCII case ignored. */
bool identity_fits(struct text value, struct identity_fact identity);

/* Lists end in NULL; all words are lower case. */
extern const char *const bot_names[];          /* whole names or logins */
extern const char *const bot_emails[];         /* whole addresses */
extern const char *const model_emails[];       /* addresses that vendors give their models */
extern const char *const model_words[];        /* names of models that nobody bears */
extern const char *const model_given_names[];  /* names of models that a person with an address may bear too */
extern const char *const model_common_names[]; /* names of models that are commoner as people's */
extern const char *const model_editions[];     /* of versions, the ones that are models' names if a number follows */
extern const char *const model_vendors[];      /* may stand before a model's name */
extern const char *const model_versions[];     /* may stand behind it */
extern const char *const model_decisive[];     /* of those, the ones that no family name is */
extern const char *const placeholder_names[];  /* whole names */
extern const char *const company_names[];      /* whole names */
extern const char *const company_forms[];      /* last words of a company's name: "inc" */
extern const char *const group_words[];        /* last words of a group's name: "team" */

/* The rules on mapped identities that a project's lists never change: bump when a list changes its verdicts. */
#define KINDS_VERSION "4"

#endif
