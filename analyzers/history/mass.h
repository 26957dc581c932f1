/*
 * Tells a mass mechanical change (metrics 4.1) by its edits. An edit is what a run of changed lines does, without what
 * its lines keep at both ends: a word replaced everywhere is one edit however many lines it stands in.
 */
#ifndef HISTORY_MASS_H
#define HISTORY_MASS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lead/text.h"

#define MASS_FILES_MIN 200 /* more files than this */
#define MASS_DISTINCT_MAX_PERCENT 10

struct edit {
	uint32_t commit; /* position in a batch */
	uint64_t hash;
};

struct edit_list {
	struct edit *at;
	size_t count, capacity;
};

/* The hash of the edit that turns these lines into those; either may be empty. */
uint64_t edit_hash(struct text removed, struct text added);
void edit_list_add(struct edit_list *list, uint32_t commit, uint64_t hash);
/* Sorts by commit, then hash. */
void edit_list_sort(struct edit_list *list);
/* edits: those of one commit, sorted by hash. */
bool is_mass_change(size_t file_count, const struct edit *edits, size_t edit_count);
void edit_list_release(struct edit_list *list);

#endif
