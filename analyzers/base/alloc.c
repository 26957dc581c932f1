/*
 * Memory: the allocators that do not fail, the arena, and the growth of arrays. Knows nothing of what is kept in it.
 */
#include "lead/alloc.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "lead/vec.h"

#define EXIT_FAILED 128
#define ARENA_BLOCK_SIZE ((size_t)32 * 1024)
#define VEC_FIRST_CAPACITY 8

/* Without exit handlers: they may allocate again, and any thread may be the one that comes here. */
void alloc_fail(size_t size)
{
	fprintf(stderr, "git-lead: out of memory (%zu bytes wanted)\n", size);
	_exit(EXIT_FAILED);
}

void *xmalloc(size_t size)
{
	void *memory = malloc(size ? size : 1);

	if (!memory)
		alloc_fail(size);
	return memory;
}

void *xcalloc(size_t count, size_t size)
{
	void *memory = count && size ? calloc(count, size) : calloc(1, 1);

	if (!memory)
		alloc_fail(size && count > SIZE_MAX / size ? SIZE_MAX : count * size);
	return memory;
}

void *xrealloc(void *old, size_t size)
{
	void *memory = realloc(old, size ? size : 1);

	if (!memory)
		alloc_fail(size);
	return memory;
}

void *xrealloc_array(void *old, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		alloc_fail(SIZE_MAX);
	return xrealloc(old, count * size);
}

char *xstrndup(const char *text, size_t size)
{
	char *copy;

	if (size == SIZE_MAX)
		alloc_fail(size);
	copy = xmalloc(size + 1);
	if (size)
		memcpy(copy, text, size);
	copy[size] = '\0';
	return copy;
}

char *xstrdup(const char *text)
{
	return xstrndup(text, strlen(text));
}

char *xstrfmt(const char *fmt, ...)
{
	va_list args;
	char *text;
	int size;

	va_start(args, fmt);
	size = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (size < 0)
		alloc_fail(SIZE_MAX);
	text = xmalloc((size_t)size + 1);
	va_start(args, fmt);
	vsnprintf(text, (size_t)size + 1, fmt, args);
	va_end(args);
	return text;
}

struct arena_block {
	struct arena_block *next;
	size_t size, used_size; /* of bytes */
	alignas(max_align_t) unsigned char bytes[];
};

static struct arena_block *block_new(size_t size)
{
	struct arena_block *block;

	if (size > SIZE_MAX - sizeof(*block))
		alloc_fail(size);
	block = xmalloc(sizeof(*block) + size);
	block->next = NULL;
	block->size = size;
	block->used_size = 0;
	return block;
}

/* The block to cut the next piece from. The first of the list is the one being filled. */
static struct arena_block *block_for(struct arena *arena, size_t size)
{
	struct arena_block *first = arena->blocks, *block;

#ifdef LEAD_ARENA_MALLOC
	bool has_own = true;
#else
	bool has_own = size > ARENA_BLOCK_SIZE / 4;

	if (first && first->size - first->used_size >= size)
		return first;
#endif
	block = block_new(has_own ? size : ARENA_BLOCK_SIZE);
	if (has_own && first) {
		block->next = first->next;
		first->next = block;
	} else {
		block->next = first;
		arena->blocks = block;
	}
	return block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	struct arena_block *block;
	size_t piece_size = size;
	void *piece;

#ifndef LEAD_ARENA_MALLOC
	const size_t unit = alignof(max_align_t);

	if (size > SIZE_MAX - unit)
		alloc_fail(size);
	piece_size = size ? (size + unit - 1) / unit * unit : unit;
#endif
	block = block_for(arena, piece_size);
	piece = block->bytes + block->used_size;
	block->used_size += piece_size;
	arena->used_size += size;
	return piece;
}

char *arena_copy(struct arena *arena, const char *text, size_t size)
{
	char *copy;

	if (size == SIZE_MAX)
		alloc_fail(size);
	copy = arena_alloc(arena, size + 1);
	if (size)
		memcpy(copy, text, size);
	copy[size] = '\0';
	return copy;
}

void arena_clear(struct arena *arena)
{
	struct arena_block *kept = NULL, *next;

	for (struct arena_block *block = arena->blocks; block; block = next) {
		next = block->next;
		if (!kept && block->size == ARENA_BLOCK_SIZE)
			kept = block;
		else
			free(block);
	}
	if (kept) {
		kept->next = NULL;
		kept->used_size = 0;
	}
	arena->blocks = kept;
	arena->used_size = 0;
}

void arena_release(struct arena *arena)
{
	arena_clear(arena);
	free(arena->blocks);
	arena->blocks = NULL;
}

void *vec_grow(void *array, size_t *count, size_t *capacity, size_t element_size)
{
	if (*count == *capacity) {
		size_t wanted = *capacity + *capacity / 2;

		*capacity = wanted < VEC_FIRST_CAPACITY ? VEC_FIRST_CAPACITY : wanted;
		array = xrealloc_array(array, *capacity, element_size);
	}
	memset((char *)array + *count * element_size, 0, element_size);
	++*count;
	return array;
}
