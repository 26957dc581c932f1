/* Which record a record speaks of: by path, by folder, by the number in the same folder. */
#include <string.h>

#include "decisions.h"

#define NUMBER_MAX 9 /* digits */

/* "docs/adr" and "../rfc/./x.md#y" give "docs/rfc/x.md". False if it leads out of the repository. */
static bool join(struct buf *out, struct text folder, struct text target)
{
	ptrdiff_t hash = text_find_char(target, '#', 0);

	target = text_slice(target, 0, hash < 0 ? target.size : (size_t)hash);
	buf_clear(out);
	if (target.size && target.at[0] != '/')
		buf_add_text(out, folder);
	while (target.size) {
		ptrdiff_t slash = text_find_char(target, '/', 0);
		struct text part = text_slice(target, 0, slash < 0 ? target.size : (size_t)slash);

		target = text_slice(target, slash < 0 ? target.size : (size_t)slash + 1, target.size);
		if (text_equal(part, TEXT(".."))) {
			struct text above = decision_folder_of(buf_text(out));

			if (!out->size)
				return false;
			out->size = above.size;
			out->at[out->size] = '\0';
		} else if (part.size && !text_equal(part, TEXT("."))) {
			if (out->size)
				buf_add_char(out, '/');
			buf_add_text(out, part);
		}
	}
	return out->size > 0;
}

static uint32_t find_path(const struct decision_list *list, struct buf *path)
{
	uint32_t index = map_get(list->paths, buf_text(path));

	if (index != UINT32_MAX)
		return index;
	/* A folder, or the prose in it, is the record that describes the folder. */
	if (text_ends(buf_text(path), TEXT("/README.md")))
		path->size -= strlen("/README.md");
	path->at[path->size] = '\0';
	buf_add_str(path, "/kep.yaml");
	return map_get(list->paths, buf_text(path));
}

static bool number_of(struct text text, uint64_t *number)
{
	size_t start = 0, end;

	while (start < text.size && !char_is_digit(text.at[start]))
		start++;
	for (end = start; end < text.size && char_is_digit(text.at[end]);)
		end++;
	return end > start && end - start <= NUMBER_MAX && text_to_uint(text_slice(text, start, end), number);
}

/* "484", "ADR-0005", "RFC 12": the record of the same folder with that number, if there is only one. */
static uint32_t find_number(const struct map *numbers, const struct decision_record *from, struct text target)
{
	struct text folder = decision_folder_of(text_of(from->path));
	struct buf key = { 0 };
	uint64_t number;
	uint32_t index = UINT32_MAX;

	if (target.size <= 2 * NUMBER_MAX && number_of(target, &number)) {
		buf_add_fmt(&key, "%llu ", (unsigned long long)number);
		buf_add_text(&key, folder);
		index = map_get(numbers, buf_text(&key));
	}
	buf_release(&key);
	return index;
}

/* Number and folder of each record: its index, or UINT32_MAX - 1 where two share them. */
static struct map *load_numbers(const struct decision_list *list)
{
	struct map *numbers = map_new();
	struct buf key = { 0 };

	for (size_t i = 0; i < list->records.count; i++) {
		const struct decision_record *record = &list->records.at[i];
		uint64_t number;
		bool is_new = false;

		if (!record->is_read || !number_of(record->fact.number, &number))
			continue;
		buf_clear(&key);
		buf_add_fmt(&key, "%llu ", (unsigned long long)number);
		buf_add_text(&key, decision_folder_of(text_of(record->path)));
		(void)map_intern(numbers, buf_text(&key), (uint32_t)i, &is_new);
		if (!is_new)
			map_put(numbers, buf_text(&key), UINT32_MAX - 1);
	}
	buf_release(&key);
	return numbers;
}

void decision_resolve_links(struct decision_list *list)
{
	struct map *numbers = load_numbers(list);
	struct buf path = { 0 };

	for (size_t i = 0; i < list->records.count; i++) {
		struct decision_record *record = &list->records.at[i];
		struct decision_link *links;

		if (!record->is_read || !record->fact.link_count)
			continue;
		links = arena_alloc(&list->arena, record->fact.link_count * sizeof(*links));
		for (size_t j = 0; j < record->fact.link_count; j++) {
			struct text target = record->fact.links[j].target;
			uint32_t index = UINT32_MAX;

			links[j] = record->fact.links[j];
			if (join(&path, decision_folder_of(text_of(record->path)), target))
				index = find_path(list, &path);
			if (index == UINT32_MAX && join(&path, TEXT(""), target))
				index = find_path(list, &path);
			if (index == UINT32_MAX)
				index = find_number(numbers, record, target);
			if (index < list->records.count)
				links[j].target = text_of(list->records.at[index].path);
		}
		record->fact.links = links;
	}
	map_free(numbers);
	buf_release(&path);
}
