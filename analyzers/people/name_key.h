/*
 * Full names made comparable. Nothing is guessed: no nicknames, no initials, no diacritics dropped (but in name_loose,
 * which only suggests).
 */
#ifndef LEAD_PEOPLE_NAME_KEY_H
#define LEAD_PEOPLE_NAME_KEY_H

#include <stdbool.h>
#include "lead/text.h"

/*
 * Appends the name folded, "Sample, Bo" turned into "bo sample". True if it is a full name: two tokens or more that are
 * no initials.
 */
bool name_key(struct buf *buf, struct text name);
/* Appends the tokens sorted, Latin diacritics and punctuation dropped: equal for names that may be one person's. */
void name_loose(struct buf *buf, struct text name);
/* Whether two folded names have a token in common that is no initial. */
bool names_share_token(struct text a, struct text b);
/* The same, leaving one token out of account. */
bool names_share_token_but(struct text a, struct text b, struct text but);
bool name_has_token(struct text name, struct text token);

/* The same, or of their loose forms: whether one person may bear both. */
bool names_are_akin(struct text a, struct text b);

#endif
