/*
 * A set of object ids in order of arrival, about 30 bytes each. Knows nothing of git.
 */
#ifndef HISTORY_OID_SET_H
#define HISTORY_OID_SET_H

#include <stdbool.h>
#include "lead/facts.h"

#define OID_SET_NONE UINT32_MAX

/* All zero is a valid empty set. */
struct oid_set {
	struct oid *at;
	size_t count, capacity;
	uint32_t *slots; /* index + 1 into at, 0 = free */
	size_t slot_count;
};

/* Index of the id; *is_new says whether it was added. */
uint32_t oid_set_add(struct oid_set *set, const struct oid *oid, bool *is_new);
/* Index of the id, or OID_SET_NONE. */
uint32_t oid_set_find(const struct oid_set *set, const struct oid *oid);
void oid_set_clear(struct oid_set *set);
void oid_set_release(struct oid_set *set);

#endif
