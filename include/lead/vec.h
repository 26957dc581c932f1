/*
 * A growable array, type-safe by macro. VEC(struct thing) things = { 0 }; VEC_PUSH(&things) returns a pointer to a
 * zeroed new last element, valid until the next push.
 */
#ifndef LEAD_VEC_H
#define LEAD_VEC_H

#include <stdlib.h>
#include <stddef.h>

#define VEC(type)                       \
	struct {                        \
		type *at;               \
		size_t count, capacity; \
	}
#define VEC_PUSH(vec)                                                                          \
	((vec)->at = vec_grow((vec)->at, &(vec)->count, &(vec)->capacity, sizeof(*(vec)->at)), \
	 &(vec)->at[(vec)->count - 1])
#define VEC_CLEAR(vec) ((vec)->count = 0)
#define VEC_RELEASE(vec) (free((vec)->at), (vec)->at = NULL, (vec)->count = (vec)->capacity = 0)

/* Makes room for one more element of the given size, zeroes it and counts it; returns the array's new place. */
void *vec_grow(void *array, size_t *count, size_t *capacity, size_t element_size);

#endif
