/*
 * What a vote on a label of Gerrit's is an act of. Labels are a project's own: those that machines and mechanics vote on
 * are known by name, every other one is taken for a review.
 */
#ifndef LEAD_EVIDENCE_GERRIT_LABELS_H
#define LEAD_EVIDENCE_GERRIT_LABELS_H

#include "lead/facts.h"

/*
 * The kind of a vote other than 0: EVENT_REV, EVENT_QA (Verified) or EVENT_INFO (checks, queues). False: no vote at all, but
 * how old servers kept who pressed submit. Case does not matter, as in Gerrit's own settings.
 */
bool gerrit_label_kind(enum event_kind *out, struct text label);
/* Whether that kind is EVENT_REV. */
bool gerrit_label_is_review(struct text label);

#endif
