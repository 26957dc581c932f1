/* Counts distinct edits. Knows neither objects nor commits, only positions. */
#include <stdlib.h>
#include "lead/alloc.h"
#include "mass.h"

static uint64_t hash_pair(uint64_t hash, struct text removed, struct text added)
{
	size_t head = 0, tail = 0, shorter;

	removed = text_trim(removed);
	added = text_trim(added);
	shorter = removed.size < added.size ? removed.size : added.size;
	while (head < shorter && removed.at[head] == added.at[head])
		head++;
	while (tail < shorter - head && removed.at[removed.size - 1 - tail] == added.at[added.size - 1 - tail])
		tail++;
	hash = text_hash(hash, text_slice(removed, head, removed.size - tail));
	hash = text_hash(hash, TEXT("\n"));
	hash = text_hash(hash, text_slice(added, head, added.size - tail));
	return text_hash(hash, TEXT("\n"));
}

uint64_t edit_hash(struct text removed, struct text added)
{
	uint64_t hash = TEXT_HASH_SEED;

	while (removed.size || added.size) {
		struct text old_line = { 0 }, new_line = { 0 };

		(void)text_next_line(&removed, &old_line); /* the shorter side is filled up with empty lines */
		(void)text_next_line(&added, &new_line);
		hash = hash_pair(hash, old_line, new_line);
	}
	return hash;
}

void edit_list_add(struct edit_list *list, uint32_t commit, uint64_t hash)
{
	if (list->count == list->capacity) {
		list->capacity += list->capacity / 2 + 64;
		list->at = xrealloc_array(list->at, list->capacity, sizeof(*list->at));
	}
	list->at[list->count++] = (struct edit){ commit, hash };
}

static int compare_edits(const void *left, const void *right)
{
	const struct edit *a = left, *b = right;

	if (a->commit != b->commit)
		return a->commit < b->commit ? -1 : 1;
	return a->hash < b->hash ? -1 : a->hash > b->hash;
}

void edit_list_sort(struct edit_list *list)
{
	if (list->count)
		qsort(list->at, list->count, sizeof(*list->at), compare_edits);
}

bool is_mass_change(size_t file_count, const struct edit *edits, size_t edit_count)
{
	size_t distinct = 0;

	if (file_count <= MASS_FILES_MIN || !edit_count)
		return false;
	for (size_t i = 0; i < edit_count; i++)
		distinct += !i || edits[i].hash != edits[i - 1].hash;
	return distinct * 100 <= edit_count * MASS_DISTINCT_MAX_PERCENT;
}

void edit_list_release(struct edit_list *list)
{
	free(list->at);
	*list = (struct edit_list){ 0 };
}
