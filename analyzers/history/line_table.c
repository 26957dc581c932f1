/* Sorts lines into classes with a hash table of its own: this is the inner loop of the whole scan. */
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "line_table.h"

/* Takes the next line off *rest, with its line feed. Precondition: something is left. */
static struct text take_line(struct text *rest)
{
	const char *feed = memchr(rest->at, '\n', rest->size);
	size_t size = feed ? (size_t)(feed - rest->at) + 1 : rest->size;
	struct text line = { rest->at, size };

	*rest = (struct text){ rest->at + size, rest->size - size };
	return line;
}

static uint64_t mix(uint64_t value)
{
	value ^= value >> 32;
	value *= UINT64_C(0xd6e8feb86659fd93);
	return value ^ value >> 29;
}

/* Eight bytes at a time. Never leaves the process, so byte order does not matter. */
static uint64_t hash_line(struct text line)
{
	uint64_t hash = line.size * UINT64_C(0x9e3779b97f4a7c15), word = 0;
	size_t at = 0;

	for (; at + sizeof(word) <= line.size; at += sizeof(word)) {
		memcpy(&word, line.at + at, sizeof(word));
		hash = (hash ^ word) * UINT64_C(0xff51afd7ed558ccd);
		hash ^= hash >> 33;
	}
	word = 0;
	memcpy(&word, line.at + at, line.size - at);
	return mix(hash ^ word);
}

static size_t find_slot(const struct line_table *table, uint64_t hash, struct text line)
{
	size_t slot = (size_t)hash & (table->slot_count - 1);

	while (table->slots[slot]) {
		const struct line_class *class = &table->classes[table->slots[slot] - 1];

		if (class->hash == hash && class->line.size == line.size && !memcmp(class->line.at, line.at, line.size))
			break;
		slot = (slot + 1) & (table->slot_count - 1);
	}
	return slot;
}

static void set_slot_count(struct line_table *table, size_t count)
{
	table->slot_count = count;
	if (count > table->slot_capacity) {
		table->slots = xrealloc_array(table->slots, count, sizeof(*table->slots));
		table->slot_capacity = count;
	}
	memset(table->slots, 0, count * sizeof(*table->slots));
	for (size_t i = 0; i < table->class_count; i++)
		table->slots[find_slot(table, table->classes[i].hash, table->classes[i].line)] = (uint32_t)i + 1;
}

void line_table_clear(struct line_table *table)
{
	table->class_count = 0;
	table->has_match = false;
	set_slot_count(table, 64);
	for (int i = 0; i < LINE_SIDE_COUNT; i++)
		table->sides[i].count = 0;
}

/* first_line: where the line stands, if it is the first of its class. */
static uint32_t intern(struct line_table *table, struct text line, size_t first_line)
{
	uint64_t hash = hash_line(line);
	size_t slot = find_slot(table, hash, line);

	if (table->slots[slot])
		return table->slots[slot] - 1;
	if (table->class_count == table->class_capacity) {
		table->class_capacity += table->class_capacity / 2 + 64;
		table->classes = xrealloc_array(table->classes, table->class_capacity, sizeof(*table->classes));
	}
	table->classes[table->class_count++] =
		(struct line_class){ .line = line, .hash = hash, .first_line = (uint32_t)first_line };
	table->slots[slot] = (uint32_t)table->class_count;
	if (table->class_count * 2 > table->slot_count)
		set_slot_count(table, table->slot_count * 2);
	return (uint32_t)table->class_count - 1;
}

void line_table_add(struct line_table *table, enum line_side side, struct text content)
{
	struct line_list *list = &table->sides[side];
	const struct line_list *other = &table->sides[!side];
	size_t guess = 0;

	while (content.size) {
		struct text line = take_line(&content);
		uint32_t class_index;

		/* What follows a shared line is most often shared too: comparing with it is cheaper than a hash. */
		if (guess < other->count && text_equal(other->at[guess].line, line))
			class_index = other->at[guess++].class_index;
		else {
			class_index = intern(table, line, list->count);
			guess = (size_t)table->classes[class_index].first_line + 1;
		}
		if (list->count == list->capacity) {
			list->capacity += list->capacity / 2 + 64;
			list->at = xrealloc_array(list->at, list->capacity, sizeof(*list->at));
		}
		list->at[list->count++] = (struct line_entry){ line, class_index };
		table->classes[class_index].counts[side]++;
		table->has_match = table->has_match || table->classes[class_index].counts[!side];
	}
}

size_t line_table_add_common(struct line_table *table, struct text content)
{
	size_t count = 0;

	for (; content.size; count++) {
		struct text line = take_line(&content);
		uint32_t found = table->slots[find_slot(table, hash_line(line), line)];

		if (found)
			table->classes[found - 1].common_count++;
	}
	return count;
}

void line_table_release(struct line_table *table)
{
	free(table->classes);
	free(table->slots);
	for (int i = 0; i < LINE_SIDE_COUNT; i++)
		free(table->sides[i].at);
	*table = (struct line_table){ 0 };
}

size_t count_lines(struct text content)
{
	const char *at = content.at, *end = content.at + content.size;
	size_t count = 0;

	for (; at < end; count++) {
		const char *feed = memchr(at, '\n', (size_t)(end - at));

		at = feed ? feed + 1 : end;
	}
	return count;
}
