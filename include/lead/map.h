/*
 * Hash map from bytes to a 32-bit number (usually an index into somebody's array). Keys are copied.
 * Open addressing; iteration order is insertion order, so that nothing depends on hashing.
 */
#ifndef LEAD_MAP_H
#define LEAD_MAP_H

#include <stdbool.h>
#include <stdint.h>
#include "lead/text.h"

struct map; /* opaque */

struct map *map_new(void);
void map_free(struct map *map); /* accepts NULL */
/* The value under the key, or UINT32_MAX if there is none. */
uint32_t map_get(const struct map *map, struct text key);
/* Puts the value, replacing an older one. */
void map_put(struct map *map, struct text key, uint32_t value);
/* The value under the key; if there was none, value is put and returned, and *is_new (if given) is set. */
uint32_t map_intern(struct map *map, struct text key, uint32_t value, bool *is_new);
uint32_t map_count(const struct map *map);
/* The key at a position in insertion order, 0 <= position < map_count; borrowed until the map is freed. */
struct text map_key(const struct map *map, uint32_t position);
uint32_t map_value(const struct map *map, uint32_t position);

#endif
