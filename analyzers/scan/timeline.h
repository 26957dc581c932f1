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
#define TIMELINE_END UINT32_MAX /* behind the last entry */
#define TIMELINE_ENTRY_MAX_COUNT 200000
#define TIMELINE_TEXT_MAX_SIZE ((size_t)64 * 1024 * 1024) /* bytes */

struct timeline_entry {
	struct owner_fact fact;         /* texts in the timeline's arena */
	int64_t since_time, until_time; /* seconds UTC */
	uint32_t next;                  /* entry behind it in the file, those of all versions together */
	uint32_t rank;                  /* private: among the open ones */
};

/* An all-zero struct is a valid empty timeline. */
struct timeline {
	struct arena arena;
	struct map *keys; /* to the newest entry with that key */
	VEC(struct timeline_entry) entries;
	VEC(uint32_t) open; /* entries of the last version, in the order of the chain */
	uint32_t first;     /* of the chain: see timeline_first */
	size_t text_size;   /* bytes of all keys */
};

/* What the file lists from this time on; count 0: it is gone. Times must not go back. Facts are copied. */
void timeline_add(struct timeline *timeline, const struct owner_fact *facts, size_t count, int64_t time);
/* Where the chain of all entries begins, each followed by its next; TIMELINE_END if there is none. */
uint32_t timeline_first(const struct timeline *timeline);
/*
 * Whether there is so much in it that only the last version should follow: what came and went in between is then not told.
 */
bool timeline_is_full(const struct timeline *timeline);
void timeline_release(struct timeline *timeline);

#endif
