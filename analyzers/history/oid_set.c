/* A set of object ids: ids packed in one array, a table of indices over them. Never removes a single id. */
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "oid_set.h"

static size_t slot_of(const struct oid_set *set, const struct oid *oid)
{
	uint64_t head, tail;

	/* An id is a hash already; both ends are taken so that a chosen prefix alone does not pile ids up. */
	memcpy(&head, oid->bytes, sizeof(head));
	memcpy(&tail, oid->bytes + OID_SIZE - sizeof(tail), sizeof(tail));
	return (size_t)((head ^ tail * UINT64_C(0x9e3779b97f4a7c15)) & (set->slot_count - 1));
}

/* The slot that holds the id, or the free one where it belongs. */
static size_t find_slot(const struct oid_set *set, const struct oid *oid)
{
	size_t slot = slot_of(set, oid);

	while (set->slots[slot] && memcmp(set->at[set->slots[slot] - 1].bytes, oid->bytes, OID_SIZE))
		slot = (slot + 1) & (set->slot_count - 1);
	return slot;
}

static void grow_slots(struct oid_set *set)
{
	free(set->slots);
	set->slot_count = set->slot_count ? set->slot_count * 2 : 64;
	set->slots = xcalloc(set->slot_count, sizeof(*set->slots));
	for (size_t i = 0; i < set->count; i++)
		set->slots[find_slot(set, &set->at[i])] = (uint32_t)i + 1;
}

uint32_t oid_set_add(struct oid_set *set, const struct oid *oid, bool *is_new)
{
	size_t slot;

	if (set->count + set->count / 2 >= set->slot_count)
		grow_slots(set);
	slot = find_slot(set, oid);
	*is_new = !set->slots[slot];
	if (!*is_new)
		return set->slots[slot] - 1;
	if (set->count >= UINT32_MAX - 1)
		BUG("more than 2^32 object ids");
	if (set->count == set->capacity) {
		/* By half only: the peak of memory matters more here than the number of copies. */
		set->capacity += set->capacity / 2 + 64;
		set->at = xrealloc_array(set->at, set->capacity, sizeof(*set->at));
	}
	set->at[set->count++] = *oid;
	set->slots[slot] = (uint32_t)set->count;
	return (uint32_t)set->count - 1;
}

uint32_t oid_set_find(const struct oid_set *set, const struct oid *oid)
{
	if (!set->count)
		return OID_SET_NONE;
	/* A free slot holds 0, which wraps to OID_SET_NONE. */
	return set->slots[find_slot(set, oid)] - 1;
}

void oid_set_clear(struct oid_set *set)
{
	set->count = 0;
	if (set->slots)
		memset(set->slots, 0, set->slot_count * sizeof(*set->slots));
}

void oid_set_release(struct oid_set *set)
{
	free(set->at);
	free(set->slots);
	*set = (struct oid_set){ 0 };
}
