/* The parts of recording, for record.c alone. */
#ifndef LEAD_SCAN_RECORD_H
#define LEAD_SCAN_RECORD_H

#include "note_set.h"
#include "scan_steps.h"

/* ---- record_place.c ---- */
struct record_mainline {
	int64_t commit_time; /* seconds UTC */
	struct oid oid;
};
struct record_places {
	VEC(struct record_mainline) commits; /* of the first-parent line, by time, then id */
};
int record_places_read(struct record_places *out, struct store *store, int64_t repository_id) MUST_CHECK;
/* Where a request is told of that no commit of the history is; false if there is no commit at all. created_time: UTC. */
bool record_place(struct oid *out, const struct record_places *places, struct text change, int64_t created_time);
void record_places_release(struct record_places *places);

/* ---- record_unite.c ---- */
/*
 * Appends the lines of notes on one object as one note. Requests are joined; one whose line says what was told now but for
 * when it was seen keeps that line.
 */
void record_unite(struct buf *out, const struct note_text *notes, size_t count);

#endif
