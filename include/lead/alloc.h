/*
 * Allocation that does not fail: out of memory ends the process with one line and exit 128.
 * This is the only place below cmd/ that may end the process.
 */
#ifndef LEAD_ALLOC_H
#define LEAD_ALLOC_H

#include <stddef.h>
#include "lead/error.h"

/* Each returns memory owned by the caller, to be given to free(). Sizes in bytes; size 0 gives a unique pointer. */
void *xmalloc(size_t size) __attribute__((malloc));
void *xcalloc(size_t count, size_t size) __attribute__((malloc));
void *xrealloc(void *old, size_t size);
void *xrealloc_array(void *old, size_t count, size_t size);
char *xstrdup(const char *text) __attribute__((malloc));
char *xstrndup(const char *text, size_t size) __attribute__((malloc));
char *xstrfmt(const char *fmt, ...) PRINTF_LIKE(1, 2) __attribute__((malloc));

/* What happens when memory ends: prints one line to stderr and exits 128. Libraries' allocator hooks call it too. */
_Noreturn void alloc_fail(size_t size);

/*
 * Pieces that die together. An all-zero struct is a valid empty arena. Pieces are aligned for any type.
 * With LEAD_ARENA_MALLOC defined each piece is a real malloc, so that sanitizers see overruns.
 */
struct arena {
	struct arena_block *blocks;
	size_t used_size; /* bytes handed out since init or clear */
};
void *arena_alloc(struct arena *arena, size_t size);
/* Copies size bytes and a NUL behind them. */
char *arena_copy(struct arena *arena, const char *text, size_t size);
/* Forgets all pieces; keeps one block for use again. */
void arena_clear(struct arena *arena);
void arena_release(struct arena *arena);

#endif
