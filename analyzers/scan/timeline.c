/*
 * See timeline.h. Entries that a version has in common with the one before go on. Where the order of lines decides, one that
 * was moved ends and begins anew; the longest rising sequence tells which ones stayed where they were. A step from version to
 * version walks what stands in the two: those that ended are only links of the chain.
 */
#include "timeline.h"

#include <stdlib.h>
#include <string.h>

#define NONE UINT32_MAX

static void add_part(struct buf *key, struct text part)
{
	buf_add_text(key, part);
	buf_add_char(key, '\0');
}

static void make_key(struct buf *key, const struct owner_fact *fact)
{
	buf_clear(key);
	buf_add_fmt(key, "%d %d ", (int)fact->grammar, (int)fact->role);
	add_part(key, fact->section);
	add_part(key, fact->pattern);
	add_part(key, fact->who.name);
	add_part(key, fact->who.email);
}

static struct text keep(struct timeline *timeline, struct text text)
{
	return (struct text){ arena_copy(&timeline->arena, text.at, text.size), text.size };
}

/* Begins an entry behind another one of the chain, or at its start. Texts of an earlier one with its key are shared. */
static uint32_t begin_entry(struct timeline *timeline, const struct owner_fact *fact, int64_t time, uint32_t behind)
{
	struct buf key = { 0 };
	struct timeline_entry *entry = VEC_PUSH(&timeline->entries);
	uint32_t *place = behind == TIMELINE_END ? &timeline->first : &timeline->entries.at[behind].next;
	uint32_t before, index = (uint32_t)timeline->entries.count - 1;

	make_key(&key, fact);
	before = map_get(timeline->keys, buf_text(&key));
	entry->fact = before == NONE ? *fact : timeline->entries.at[before].fact;
	entry->fact.is_group = fact->is_group;
	entry->fact.position = fact->position;
	if (before == NONE) {
		entry->fact.section = keep(timeline, fact->section);
		entry->fact.pattern = keep(timeline, fact->pattern);
		entry->fact.who.name = keep(timeline, fact->who.name);
		entry->fact.who.email = keep(timeline, fact->who.email);
		timeline->text_size += key.size;
	}
	map_put(timeline->keys, buf_text(&key), index);
	buf_release(&key);
	entry->since_time = time;
	entry->until_time = TIMELINE_OPEN;
	entry->next = *place;
	*place = index;
	return index;
}

/* ---- one step from version to version ---- */

static size_t rank_of(const struct timeline *timeline, uint32_t entry)
{
	return timeline->entries.at[entry].rank;
}

struct step {
	uint32_t *old;  /* of each new fact: the entry that goes on, or NONE */
	bool *is_fixed; /* of each new fact: it stands where it stood */
	bool *goes_on;  /* of each open entry, by its rank */
};

static void find_old(struct step *step, const struct timeline *timeline, const struct owner_fact *facts, size_t count)
{
	struct buf key = { 0 };

	for (size_t i = 0; i < count; i++) {
		uint32_t entry;

		make_key(&key, &facts[i]);
		entry = map_get(timeline->keys, buf_text(&key));
		if (entry != NONE && timeline->entries.at[entry].until_time != TIMELINE_OPEN)
			entry = NONE;
		step->old[i] = entry;
	}
	buf_release(&key);
}

/* Marks a longest subsequence of the new facts whose old ranks rise. */
static void find_fixed(struct step *step, const struct timeline *timeline, size_t count)
{
	uint32_t *tails = xcalloc(count, sizeof(*tails)), *before = xcalloc(count, sizeof(*before));
	size_t length = 0;
	uint32_t at;

	for (size_t i = 0; i < count; i++) {
		size_t low = 0, high = length;

		if (step->old[i] == NONE)
			continue;
		while (low < high) {
			size_t middle = (low + high) / 2;

			if (rank_of(timeline, step->old[tails[middle]]) < rank_of(timeline, step->old[i]))
				low = middle + 1;
			else
				high = middle;
		}
		before[i] = low ? tails[low - 1] : NONE;
		tails[low] = (uint32_t)i;
		length += low == length;
	}
	at = length ? tails[length - 1] : NONE;
	for (; at != NONE; at = before[at])
		step->is_fixed[at] = true;
	free(tails);
	free(before);
}

static bool order_decides(const struct owner_fact *fact)
{
	return fact->grammar == OWNER_GITHUB || fact->grammar == OWNER_GITLAB;
}

/* Decides which entries go on and ends all others. */
static void end_others(struct step *step, struct timeline *timeline, const struct owner_fact *facts, size_t count,
                       int64_t time)
{
	for (size_t i = 0; i < count; i++) {
		if (step->old[i] == NONE)
			continue;
		if (order_decides(&facts[i]) && !step->is_fixed[i])
			step->old[i] = NONE;
		else
			step->goes_on[rank_of(timeline, step->old[i])] = true;
	}
	for (size_t i = 0; i < timeline->open.count; i++)
		if (!step->goes_on[i])
			timeline->entries.at[timeline->open.at[i]].until_time = time;
}

/* New entries come behind what stands before them in the new version. */
static void begin_new(const struct step *step, struct timeline *timeline, const struct owner_fact *facts, size_t count,
                      int64_t time)
{
	VEC(uint32_t) open = { 0 };
	uint32_t behind = TIMELINE_END;
	size_t next = 0;

	for (size_t i = 0; i <= count; i++) {
		bool is_end = i == count;

		if (!is_end && step->old[i] == NONE) {
			behind = begin_entry(timeline, &facts[i], time, behind);
			*VEC_PUSH(&open) = behind;
			continue;
		}
		if (!is_end && !step->is_fixed[i])
			continue; /* moved where it does not matter: it keeps its place */
		for (; next < timeline->open.count && (is_end || next <= rank_of(timeline, step->old[i])); next++)
			if (step->goes_on[next])
				*VEC_PUSH(&open) = timeline->open.at[next];
		behind = is_end ? behind : step->old[i];
	}
	free(timeline->open.at);
	timeline->open.at = open.at;
	timeline->open.count = open.count;
	timeline->open.capacity = open.capacity;
}

void timeline_add(struct timeline *timeline, const struct owner_fact *facts, size_t count, int64_t time)
{
	struct step step = {
		.old = xcalloc(count, sizeof(*step.old)),
		.is_fixed = xcalloc(count, sizeof(*step.is_fixed)),
		.goes_on = xcalloc(timeline->open.count, sizeof(*step.goes_on)),
	};

	if (!timeline->keys) {
		timeline->keys = map_new();
		timeline->first = TIMELINE_END;
	}
	for (size_t i = 0; i < timeline->open.count; i++)
		timeline->entries.at[timeline->open.at[i]].rank = (uint32_t)i;
	find_old(&step, timeline, facts, count);
	find_fixed(&step, timeline, count);
	end_others(&step, timeline, facts, count, time);
	begin_new(&step, timeline, facts, count, time);
	free(step.old);
	free(step.is_fixed);
	free(step.goes_on);
}

uint32_t timeline_first(const struct timeline *timeline)
{
	return timeline->keys ? timeline->first : TIMELINE_END;
}

bool timeline_is_full(const struct timeline *timeline)
{
	return timeline->entries.count > TIMELINE_ENTRY_MAX_COUNT || timeline->text_size > TIMELINE_TEXT_MAX_SIZE;
}

void timeline_release(struct timeline *timeline)
{
	map_free(timeline->keys);
	VEC_RELEASE(&timeline->entries);
	VEC_RELEASE(&timeline->open);
	arena_release(&timeline->arena);
	*timeline = (struct timeline){ 0 };
}
