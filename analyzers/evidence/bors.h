/* What bors.c and bors_ng.c share: the list of logins behind "r=". */
#ifndef LEAD_EVIDENCE_BORS_H
#define LEAD_EVIDENCE_BORS_H

#include "scan.h"

/*
 * Emits an event of event->kind for each login of the list. A login equal to the owner is marked as self. '@' and
 * quotes around a login, and whatever follows the list, are dropped.
 */
void bors_reviewers_emit(struct text list, struct text owner, struct event_fact event,
                         const struct evidence_sink *sink);

#endif
