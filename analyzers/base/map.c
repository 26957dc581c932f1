/*
 * The hash map. Its keys come from repositories, so the hash is keyed afresh for each map: nobody can prepare names that
 * all fall into one place. Nothing that leaves a map depends on the hash.
 */
#include "lead/map.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include "lead/alloc.h"
#include "lead/vec.h"

#define NONE UINT32_MAX
#define FIRST_SLOT_COUNT 16

struct entry {
	struct text key;
	uint64_t hash;
	uint32_t value;
};

struct map {
	VEC(struct entry) entries; /* in order of insertion */
	uint32_t *slots;           /* index into entries, or NONE */
	size_t slot_count;         /* a power of two, always more than 4/3 of the entries */
	uint64_t secret[2];
	struct arena keys;
};

static uint64_t rotate(uint64_t word, int bits)
{
	return word << bits | word >> (64 - bits);
}

static void sip_round(uint64_t v[4])
{
	v[0] += v[1];
	v[1] = rotate(v[1], 13) ^ v[0];
	v[0] = rotate(v[0], 32);
	v[2] += v[3];
	v[3] = rotate(v[3], 16) ^ v[2];
	v[0] += v[3];
	v[3] = rotate(v[3], 21) ^ v[0];
	v[2] += v[1];
	v[1] = rotate(v[1], 17) ^ v[2];
	v[2] = rotate(v[2], 32);
}

/* SipHash-1-3 (Aumasson and Bernstein 2012), words in the machine's own byte order. */
static uint64_t hash_key(const struct map *map, struct text key)
{
	uint64_t v[4] = { map->secret[0] ^ UINT64_C(0x736f6d6570736575), map->secret[1] ^ UINT64_C(0x646f72616e646f6d),
		          map->secret[0] ^ UINT64_C(0x6c7967656e657261),
		          map->secret[1] ^ UINT64_C(0x7465646279746573) };
	uint64_t word;
	size_t at = 0;

	for (; key.size - at >= sizeof(word); at += sizeof(word)) {
		memcpy(&word, key.at + at, sizeof(word));
		v[3] ^= word;
		sip_round(v);
		v[0] ^= word;
	}
	word = (uint64_t)key.size << 56;
	for (int shift = 0; at < key.size; at++, shift += 8)
		word |= (uint64_t)(unsigned char)key.at[at] << shift;
	v[3] ^= word;
	sip_round(v);
	v[0] ^= word;
	v[2] ^= 0xff;
	for (int i = 0; i < 3; i++)
		sip_round(v);
	return v[0] ^ v[1] ^ v[2] ^ v[3];
}

struct map *map_new(void)
{
	struct map *map = xcalloc(1, sizeof(*map));

	/* Without a source of randomness the address of the map has to do. */
	if (getrandom(map->secret, sizeof(map->secret), GRND_NONBLOCK) != (ssize_t)sizeof(map->secret))
		map->secret[0] = (uint64_t)(uintptr_t)map;
	map->slot_count = FIRST_SLOT_COUNT;
	map->slots = xmalloc(FIRST_SLOT_COUNT * sizeof(*map->slots));
	memset(map->slots, 0xff, FIRST_SLOT_COUNT * sizeof(*map->slots));
	return map;
}

void map_free(struct map *map)
{
	if (!map)
		return;
	VEC_RELEASE(&map->entries);
	free(map->slots);
	arena_release(&map->keys);
	free(map);
}

/* The slot that holds the key, or the empty one where it belongs. */
static size_t find_slot(const struct map *map, struct text key, uint64_t hash)
{
	size_t slot = hash & (map->slot_count - 1);

	for (;; slot = (slot + 1) & (map->slot_count - 1)) {
		const struct entry *entry;

		if (map->slots[slot] == NONE)
			return slot;
		entry = &map->entries.at[map->slots[slot]];
		if (entry->hash == hash && text_equal(entry->key, key))
			return slot;
	}
}

static void double_slots(struct map *map)
{
	size_t count = map->slot_count * 2;

	map->slots = xrealloc_array(map->slots, count, sizeof(*map->slots));
	memset(map->slots, 0xff, count * sizeof(*map->slots));
	map->slot_count = count;
	for (size_t i = 0; i < map->entries.count; i++) {
		size_t slot = map->entries.at[i].hash & (count - 1);

		while (map->slots[slot] != NONE)
			slot = (slot + 1) & (count - 1);
		map->slots[slot] = (uint32_t)i;
	}
}

/* The entry under the key, made with the value if it was not there. */
static struct entry *find_or_add(struct map *map, struct text key, uint32_t value, bool *is_new)
{
	uint64_t hash = hash_key(map, key);
	size_t slot = find_slot(map, key, hash);
	struct entry *entry;

	*is_new = map->slots[slot] == NONE;
	if (!*is_new)
		return &map->entries.at[map->slots[slot]];
	if (map->entries.count >= NONE - 1)
		alloc_fail(SIZE_MAX);
	if ((map->entries.count + 1) * 4 > map->slot_count * 3) {
		double_slots(map);
		slot = find_slot(map, key, hash);
	}
	map->slots[slot] = (uint32_t)map->entries.count;
	entry = VEC_PUSH(&map->entries);
	entry->key = (struct text){ arena_copy(&map->keys, key.at, key.size), key.size };
	entry->hash = hash;
	entry->value = value;
	return entry;
}

uint32_t map_get(const struct map *map, struct text key)
{
	uint32_t index = map->slots[find_slot(map, key, hash_key(map, key))];

	return index == NONE ? NONE : map->entries.at[index].value;
}

void map_put(struct map *map, struct text key, uint32_t value)
{
	bool is_new;

	find_or_add(map, key, value, &is_new)->value = value;
}

uint32_t map_intern(struct map *map, struct text key, uint32_t value, bool *is_new)
{
	bool added;
	uint32_t kept = find_or_add(map, key, value, &added)->value;

	if (is_new)
		*is_new = added;
	return kept;
}

uint32_t map_count(const struct map *map)
{
	return (uint32_t)map->entries.count;
}

struct text map_key(const struct map *map, uint32_t position)
{
	return map->entries.at[position].key;
}

uint32_t map_value(const struct map *map, uint32_t position)
{
	return map->entries.at[position].value;
}
