/*
 * Who is who, decided when a report is made and never when a commit is read; and which act counts (metrics 4.2-4.5).
 * Fills the derived tables person, identity_person, tenure, member, act, change_credit from facts and configuration.
 */
#ifndef LEAD_PEOPLE_H
#define LEAD_PEOPLE_H

#include <stdbool.h>
#include "lead/config.h"
#include "lead/store.h"

/*
 * Brings the derived tables up to date if facts, mailmap, lists or the sections of configuration they depend on changed
 * since (stamp "people"); else does nothing. One transaction.
 */
int people_derive(struct store *store, const struct config *config) MUST_CHECK;
/* Whether people_derive would do something. */
int people_is_stale(bool *out, struct store *store, const struct config *config) MUST_CHECK;

/*
 * Finds the person meant by "Name <mail>", a mail, a full name or a login (case-insensitive, mailmapped).
 * ERR_NOTFOUND; ERR_INVALID if several persons fit (message names them).
 */
int people_find(int64_t *person, struct store *store, struct text who) MUST_CHECK;

/* ---- mailmap, git's own matching ---- */
struct mailmap; /* opaque */
struct mailmap *mailmap_parse(struct text bytes);
void mailmap_free(struct mailmap *mailmap); /* accepts NULL */
/* The proper identity; texts borrowed from the mailmap or from the argument. True if an entry matched. */
bool mailmap_resolve(struct identity_fact *out, const struct mailmap *mailmap, struct identity_fact recorded);

/* ---- kinds ---- */
enum person_kind { PERSON_HUMAN, PERSON_BOT, PERSON_MODEL, PERSON_PLACEHOLDER };
extern const char *const person_kind_names[4];
/* From name and address alone; never by substring of a name. config: [identity] bot, model, placeholder, human. */
enum person_kind person_kind_of(struct identity_fact identity, const struct config *config);
/* The forge itself is told by identity_is_forge of lead/facts.h. */

#endif
