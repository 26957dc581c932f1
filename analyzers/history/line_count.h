/*
 * Counts the lines that differ between two contents as git does, at a price that follows the size of the change instead
 * of the size of the file. Knows no objects.
 */
#ifndef HISTORY_LINE_COUNT_H
#define HISTORY_LINE_COUNT_H

#include "lead/text.h"
#include "line_table.h"

struct line_counts {
	int32_t insertions, deletions; /* -1 each: binary */
};

/* Gets each run of changed lines, with their line feeds; either side may be empty. */
struct line_hunks {
	void (*each)(void *payload, struct text removed, struct text added);
	void *payload;
};

/* Of one thread: buffers used again and again. All zero is valid. */
struct line_counter {
	struct line_table table;
	struct buf old_tokens, new_tokens;
	size_t pad_count; /* lines put before both token texts */
	const struct line_hunks *hunks;
	struct line_counts counts;
};

/* git's test: a NUL among the first 8,000 bytes, or larger than core.bigFileThreshold's default. */
bool content_is_binary(struct text content);

/*
 * is_exact hands both contents whole to the library's diff; else common head and tail are taken off first and what the
 * algorithm needs to know of them is told in its place, so that the counts are the same. hunks may be NULL.
 */
struct line_counts line_count(struct line_counter *counter, struct text old_content, struct text new_content,
                              bool is_exact, const struct line_hunks *hunks);
void line_counter_release(struct line_counter *counter);

#endif
