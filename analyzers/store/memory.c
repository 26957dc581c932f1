/*
 * SQLite's memory comes from us, so that its end is ours: one line and exit 128, never a half-handled failure inside
 * the library.
 */
#include <stdlib.h>
#include "lead/alloc.h"
#include "database.h"

/* SQLite asks a block for its size; it stands in front. Blocks must be aligned to 8 bytes. */
struct block {
	int64_t size;
};

static void *memory_allocate(int size)
{
	struct block *block = xmalloc(sizeof(*block) + (size_t)size);

	block->size = size;
	return block + 1;
}

static void memory_free(void *bytes)
{
	if (bytes != NULL)
		free((struct block *)bytes - 1);
}

static void *memory_resize(void *bytes, int size)
{
	struct block *block = xrealloc((struct block *)bytes - 1, sizeof(*block) + (size_t)size);

	block->size = size;
	return block + 1;
}

static int memory_size(void *bytes)
{
	return bytes != NULL ? (int)((struct block *)bytes - 1)->size : 0;
}

static int memory_round_up(int size)
{
	return (size + 7) & ~7;
}

static int memory_start(void *data)
{
	(void)data;
	return SQLITE_OK;
}

static void memory_stop(void *data)
{
	(void)data;
}

int store_init(void)
{
	static const sqlite3_mem_methods methods = {
		.xMalloc = memory_allocate,
		.xFree = memory_free,
		.xRealloc = memory_resize,
		.xSize = memory_size,
		.xRoundup = memory_round_up,
		.xInit = memory_start,
		.xShutdown = memory_stop,
	};
	int code = sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);

	/* SQLite runs already: a second call, the hooks are in place. */
	if (code == SQLITE_MISUSE)
		return 0;
	if (code == SQLITE_OK)
		code = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	/* A file may be called "file:x?mode=memory": names are names. */
	if (code == SQLITE_OK)
		code = sqlite3_config(SQLITE_CONFIG_URI, 0);
	if (code == SQLITE_OK)
		code = sqlite3_initialize();
	if (code != SQLITE_OK)
		return error_set(ERR_FAILED, "cannot start SQLite: %s", sqlite3_errstr(code));
	return 0;
}
