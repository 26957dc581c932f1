/* Lines of two contents, sorted into classes of equal ones. Knows no diff. */
#ifndef HISTORY_LINE_TABLE_H
#define HISTORY_LINE_TABLE_H

#include <stdbool.h>
#include "lead/text.h"

enum line_side { LINE_OLD, LINE_NEW, LINE_SIDE_COUNT };

struct line_class {
	struct text line; /* borrowed; with its line feed, if it has one */
	uint64_t hash;
	uint32_t counts[LINE_SIDE_COUNT]; /* lines of this class on either side */
	uint32_t common_count;            /* equal lines outside of what is compared */
	uint32_t first_line;              /* position on the side where it came first */
};

struct line_entry {
	struct text line;
	uint32_t class_index;
};

struct line_list {
	struct line_entry *at;
	size_t count, capacity;
};

/* All zero is a valid empty table. */
struct line_table {
	struct line_class *classes;
	size_t class_count, class_capacity;
	uint32_t *slots; /* index + 1 into classes, 0 = free */
	size_t slot_count, slot_capacity;
	struct line_list sides[LINE_SIDE_COUNT];
	bool has_match; /* some class has lines on both sides */
};

void line_table_clear(struct line_table *table);
/* Adds every line of the content to one side. */
void line_table_add(struct line_table *table, enum line_side side, struct text content);
/* Counts the content's lines as common_count of the classes there are; returns how many lines it has. */
size_t line_table_add_common(struct line_table *table, struct text content);
void line_table_release(struct line_table *table);

/* Lines of a content, a last one without line feed included. */
size_t count_lines(struct text content);

#endif
