/* Starts and stops libgit2: memory that does not fail, limits on caches and maps. Opens nothing. */
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <git2/sys/alloc.h>
#include "lead/alloc.h"
#include "room.h"

/*
 * Mapped packs count as resident memory. Windows are small, so that the limit holds whatever the pack's size, and many
 * enough that reading by path seldom maps one again.
 */
#define WINDOW_SIZE ((size_t)8 << 20)
#define MAPPED_LIMIT ((size_t)64 << 20)

/* Blobs come and go by the ten thousand: below these sizes freed pages stay with the process. */
#define HEAP_BLOCK_MAX_SIZE (16 << 20)
#define HEAP_TRIM_SIZE (24 << 20)

/* libgit2 1.5 does not check everywhere for NULL, so an allocation that fails must not return. */
static void *hook_realloc(void *old, size_t size, const char *file, int line)
{
	void *memory = realloc(old, size ? size : 1);

	(void)file, (void)line;
	if (!memory)
		alloc_fail(size);
	return memory;
}

static void *hook_malloc(size_t size, const char *file, int line)
{
	return hook_realloc(NULL, size, file, line);
}

#if LIBGIT2_HAS_LONG_ALLOCATOR
static size_t array_size(size_t count, size_t element_size)
{
	if (element_size && count > SIZE_MAX / element_size)
		alloc_fail(SIZE_MAX);
	return count * element_size;
}

static void *hook_calloc(size_t count, size_t element_size, const char *file, int line)
{
	size_t size = array_size(count, element_size);
	void *memory = calloc(1, size ? size : 1);

	(void)file, (void)line;
	if (!memory)
		alloc_fail(size);
	return memory;
}

static void *hook_realloc_array(void *old, size_t count, size_t element_size, const char *file, int line)
{
	return hook_realloc(old, array_size(count, element_size), file, line);
}

static void *hook_malloc_array(size_t count, size_t element_size, const char *file, int line)
{
	return hook_realloc(NULL, array_size(count, element_size), file, line);
}

static char *hook_substrdup(const char *text, size_t size, const char *file, int line)
{
	char *copy;

	if (size == SIZE_MAX)
		alloc_fail(size);
	copy = hook_malloc(size + 1, file, line);
	memcpy(copy, text, size);
	copy[size] = '\0';
	return copy;
}

static char *hook_strdup(const char *text, const char *file, int line)
{
	return hook_substrdup(text, strlen(text), file, line);
}

static char *hook_strndup(const char *text, size_t size, const char *file, int line)
{
	return hook_substrdup(text, strnlen(text, size), file, line);
}
#endif

static int set_options(void)
{
	if (libgit2_allow_extensions() < 0 ||
	    /* A hash over every object read costs as much as inflating it; git does not do it either. */
	    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0) < 0 ||
	    git_libgit2_opts(GIT_OPT_ENABLE_CACHING, 0) < 0 ||
	    git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, WINDOW_SIZE) < 0 ||
	    git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, MAPPED_LIMIT) < 0)
		return git_failed(ERR_FAILED, "cannot set up libgit2");
	return 0;
}

int history_init(void)
{
	static const git_allocator hooks = {
		.gmalloc = hook_malloc,
		.grealloc = hook_realloc,
		.gfree = free,
#if LIBGIT2_HAS_LONG_ALLOCATOR
		.gcalloc = hook_calloc,
		.gstrdup = hook_strdup,
		.gstrndup = hook_strndup,
		.gsubstrdup = hook_substrdup,
		.greallocarray = hook_realloc_array,
		.gmallocarray = hook_malloc_array,
#endif
	};

	(void)mallopt(M_MMAP_THRESHOLD, HEAP_BLOCK_MAX_SIZE);
	(void)mallopt(M_TRIM_THRESHOLD, HEAP_TRIM_SIZE);
	/* Before the start: what libgit2 allocates then must be freed by the same functions. */
	if (git_libgit2_opts(GIT_OPT_SET_ALLOCATOR, &hooks) < 0 || git_libgit2_init() < 0)
		return git_failed(ERR_FAILED, "cannot start libgit2");
	return set_options();
}

void history_shutdown(void)
{
	git_libgit2_shutdown();
}
