/*
 * Sealed reports (docs/adr/0017): the model as it was on the day of --freeze, before anything that depends on the reader. Private to
 * this room.
 */
#ifndef REPORT_SEAL_H
#define REPORT_SEAL_H

#include "model.h"
#include "seal_codec.h"

/* ---- seal.c: rows ---- */
/* Whether the report of this scope is sealed. Needs building->repos. */
int seal_find(bool *is_sealed, struct building *building) MUST_CHECK;
/* Builds the long report as for others, with everybody told of, and seals it. Refuses what cannot be told for good. */
int seal_make(struct building *building) MUST_CHECK;
/* Takes those who opted out since from every sealed report, for good. In a transaction. */
int seal_erase(struct store *store) MUST_CHECK;

/* ---- seal_answer.c ---- */
/* Fills the model from the seal; who is asked for and not in it comes from today's figures. */
int seal_answer(struct building *building) MUST_CHECK;

/* ---- seal_body.c: bytes of a row, with a sum over them ---- */
void seal_write_report(struct buf *out, struct report *report, struct seal_context *context);
void seal_write_person(struct buf *out, struct report_person *person);
/* ERR_INVALID without a message of its own. What was read until then is in out all the same, to be released. */
int seal_read_report(struct report *out, struct seal_context *context, struct text body,
                     struct arena *arena) MUST_CHECK;
int seal_read_person(struct report_person *out, struct text body, struct arena *arena) MUST_CHECK;

/* ---- seal_mask.c ---- */
/* The person of a key of an earlier day, 0 if there is none now; whether that one opted out. */
int seal_find_person(int64_t *id, bool *is_opted_out, struct store *store, struct text key) MUST_CHECK;
/* Finds who the people of the context are now. Who opted out loses the key there, and counts as such in the teams. */
int seal_resolve(struct report *report, struct seal_context *context, struct store *store) MUST_CHECK;
/* Takes what names somebody of the mask out of the texts. */
void seal_mask_report(struct report *report, const struct report_mask *mask, struct arena *arena);
/* Nobody is named in a matrix who has no page: the row of a person sealed and not shown now goes to the others. */
void seal_unname(struct report *report, const char *name);
void seal_mask_person(struct report_person *person, const struct report_mask *mask, struct arena *arena);

#endif
