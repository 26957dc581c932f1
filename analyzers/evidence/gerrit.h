/* Gerrit's own words for a change, wherever they stand: in messages, in notes. */
#ifndef LEAD_EVIDENCE_GERRIT_H
#define LEAD_EVIDENCE_GERRIT_H

#include <stdbool.h>
#include "lead/text.h"

/* "I" and 40 hex digits. */
bool gerrit_is_change_id(struct text value);
/*
 * The number at the end of a change's address: ".../c/project/+/123", ".../c/123", "host/#/c/123/", "host/123", with or
 * without a patch set behind. Addresses of other forges' requests are theirs: false.
 */
bool gerrit_change_number(struct text value, struct text *number);

#endif
