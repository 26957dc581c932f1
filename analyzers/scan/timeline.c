/*
 * See timeline.h. Entries that a version has in common with the one before go on. Where the order of lines decides, one that
 * was moved ends and begins anew; the longest rising sequence tells which ones stayed where they were.
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

static uint32_t begin_entry(struct timeline *timeline, const struct owner_fact *fact, int64_t time)
{
	struct timeline_entry *entry = VEC_PUSH(&timeline->entries);

	entry->fact = *fact;
	entry->fact.section = keep(timeline, fact->section);
	entry->fact.pattern = keep(timeline, fact->pattern);
	entry->fact.who.name = keep(timeline, fact->who.name);
	entry->fact.who.email = keep(timeline, fact->who.email);
	entry->since_time = time;
	entry->until_time = TIMELINE_OPEN;
	return (uint32_t)timeline->entries.count - 1;
}

/* ---- one step from version to version ---- */

struct step {
	uint32_t *old;  /* of each new fact: the entry that goes on, or NONE */
	bool *is_fixed; /* of each new fact: it stands where it stood */
	uint32_t *rank; /* of each entry: its place in the old order */
	bool *goes_on;  /* of each entry */
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
static void find_fixed(struct step *step, size_t count)
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

			if (step->rank[step->old[tails[middle]]] < step->rank[step->old[i]])
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
			step->goes_on[step->old[i]] = true;
	}
	for (size_t i = 0; i < timeline->entries.count; i++)
		if (timeline->entries.at[i].until_time == TIMELINE_OPEN && !step->goes_on[i])
			timeline->entries.at[i].until_time = time;
}

/* New entries come behind what stands before them in the new version. */
static void begin_new(const struct step *step, struct timeline *timeline, const struct owner_fact *facts, size_t count,
                      int64_t time)
{
	VEC(uint32_t) order = { 0 };
	struct buf key = { 0 };
	size_t next = 0;

	for (size_t i = 0; i < count; i++) {
		uint32_t entry;

		if (step->old[i] != NONE && !step->is_fixed[i])
			continue; /* moved where it does not matter: it keeps its place */
		if (step->old[i] != NONE) {
			while (next <= step->rank[step->old[i]])
				*VEC_PUSH(&order) = timeline->order.at[next++];
			continue;
		}
		entry = begin_entry(timeline, &facts[i], time);
		make_key(&key, &facts[i]);
		map_put(timeline->keys, buf_text(&key), entry);
		*VEC_PUSH(&order) = entry;
	}
	while (next < timeline->order.count)
		*VEC_PUSH(&order) = timeline->order.at[next++];
	free(timeline->order.at);
	timeline->order.at = order.at;
	timeline->order.count = order.count;
	timeline->order.capacity = order.capacity;
	buf_release(&key);
}

void timeline_add(struct timeline *timeline, const struct owner_fact *facts, size_t count, int64_t time)
{
	struct step step = {
		.old = xcalloc(count, sizeof(*step.old)),
		.is_fixed = xcalloc(count, sizeof(*step.is_fixed)),
		.rank = xcalloc(timeline->entries.count, sizeof(*step.rank)),
		.goes_on = xcalloc(timeline->entries.count, sizeof(*step.goes_on)),
	};

	if (!timeline->keys)
		timeline->keys = map_new();
	for (size_t i = 0; i < timeline->order.count; i++)
		step.rank[timeline->order.at[i]] = (uint32_t)i;
	find_old(&step, timeline, facts, count);
	find_fixed(&step, count);
	end_others(&step, timeline, facts, count, time);
	begin_new(&step, timeline, facts, count, time);
	free(step.old);
	free(step.is_fixed);
	free(step.rank);
	free(step.goes_on);
}

void timeline_release(struct timeline *timeline)
{
	map_free(timeline->keys);
	VEC_RELEASE(&timeline->entries);
	VEC_RELEASE(&timeline->order);
	arena_release(&timeline->arena);
	*timeline = (struct timeline){ 0 };
}
