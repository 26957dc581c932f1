/*
 * The history of one ownership file: fed with its versions, oldest first, it tells who was listed from when until when.
 * Private to this room.
 */
#ifndef LEAD_SCAN_TIMELINE_H
#define LEAD_SCAN_TIMELINE_H

#include "lead/alloc.h"
#include "lead/map.h"
#include "lead/owners.h"
#include "lead/vec.h"

#define TIMELINE_OPEN INT64_MAX /* until_time of what stands at the end */

struct timeline_entry {
	struct owner_fact fact;         /* texts in the timeline's arena */
	int64_t since_time, until_time; /* seconds UTC */
};

/* An all-zero struct is a valid empty timeline. */
struct timeline {
	struct arena arena;
	struct map *keys; /* to the newest entry with that key */
	VEC(struct timeline_entry) entries;
	VEC(uint32_t) order; /* entries as they stand in the file, those of all versions together */
};

/* What the file lists from this time on; count 0: it is gone. Times must not go back. Facts are copied. */
void timeline_add(struct timeline *timeline, const struct owner_fact *facts, size_t count, int64_t time);
void timeline_release(struct timeline *timeline);

#endif
