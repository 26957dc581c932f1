/*
 * Row ids by natural key, so that a name or path seen a hundred thousand times is looked up in memory. Knows no SQL.
 */
#include "database.h"

/* Most memory of one cache: keys and what the map needs for each. */
#define ID_CACHE_MAX_SIZE ((size_t)24 << 20)
#define ENTRY_SIZE 64

int64_t id_cache_get(const struct id_cache *cache, struct text key)
{
	uint32_t id = cache->map != NULL ? map_get(cache->map, key) : UINT32_MAX;

	return id == UINT32_MAX ? 0 : id;
}

void id_cache_put(struct id_cache *cache, struct text key, int64_t id)
{
	if (id >= UINT32_MAX || key.size > ID_CACHE_MAX_SIZE / 64)
		return;
	if (cache->used_size + key.size + ENTRY_SIZE > ID_CACHE_MAX_SIZE)
		id_cache_clear(cache);
	if (cache->map == NULL)
		cache->map = map_new();
	map_put(cache->map, key, (uint32_t)id);
	cache->used_size += key.size + ENTRY_SIZE;
}

void id_cache_clear(struct id_cache *cache)
{
	map_free(cache->map);
	*cache = (struct id_cache){ 0 };
}
