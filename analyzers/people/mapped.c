/* Areas of paths, and the documents that speak of areas. Reads settings and names; knows no file and no database. */
#include "mapped.h"

#include <string.h>
#include "lead/pathclass.h"

#define AREA_DEPTH 2 /* components of the directory that make an area where none is configured */

bool path_is_within(struct text pattern, struct text path)
{
	struct text directory = pattern;

	if (directory.size > 0 && directory.at[directory.size - 1] == '/')
		directory.size--;
	return path_matches(pattern, path) || (directory.size > 0 && path.size > directory.size &&
	                                       path.at[directory.size] == '/' && text_starts(path, directory));
}

static const struct config_entry *next_entry(const struct config *config, size_t *position, const char *section,
                                             const char *key)
{
	const struct config_entry *entry;

	while ((entry = config_entry_at(config, (*position)++)))
		if (entry->value && strcmp(entry->section, section) == 0 && strcmp(entry->key, key) == 0)
			return entry;
	return NULL;
}

struct text path_area(const struct config *config, struct text path)
{
	const struct config_entry *entry;
	size_t end = 0;
	int depth = 0;

	for (size_t i = 0; (entry = next_entry(config, &i, "area", "path"));)
		if (entry->subsection && path_is_within(text_of(entry->value), path))
			return text_of(entry->subsection);
	for (size_t i = 0; i < path.size && depth < AREA_DEPTH; i++) {
		if (path.at[i] == '/') {
			end = i;
			depth++;
		}
	}
	return end > 0 ? text_slice(path, 0, end) : TEXT(".");
}

/* ---- an area's own documents ---- */

/* The area whose very directory this is; false if it is only a part of one. "" is the top. */
static bool area_at(struct text *area, const struct config *config, struct text directory)
{
	const struct config_entry *entry;
	struct buf inside = { 0 };
	bool is_area;

	for (size_t i = 0; (entry = next_entry(config, &i, "area", "path"));) {
		struct text path = text_of(entry->value);

		if (text_ends(path, TEXT("/")))
			path.size--;
		if (entry->subsection && text_equal(path, directory)) {
			*area = text_of(entry->subsection);
			return true;
		}
	}
	/* Any file in it tells; a name that no pattern of an area is likely to know. */
	buf_add_fmt(&inside, TEXT_FMT "%sx", TEXT_ARG(directory), directory.size ? "/" : "");
	*area = directory.size ? directory : TEXT(".");
	is_area = text_equal(path_area(config, buf_text(&inside)), *area);
	buf_release(&inside);
	return is_area;
}

/* Where a component of that name begins, or -1. */
static ptrdiff_t find_component(struct text path, struct text name)
{
	for (ptrdiff_t at = text_find(path, name, 0); at >= 0; at = text_find(path, name, (size_t)at + 1)) {
		size_t end = (size_t)at + name.size;

		if ((at == 0 || path.at[at - 1] == '/') && end < path.size && path.at[end] == '/')
			return at;
	}
	return -1;
}

static struct text directory_before(struct text path, size_t at)
{
	return text_slice(path, 0, at > 0 ? at - 1 : 0);
}

static void add_row(struct mapped_list *out, struct text area, struct text document, bool is_configured)
{
	*VEC_PUSH(&out->rows) = (struct mapped_document){ area, document, is_configured };
}

static void add_own(struct mapped_list *out, const struct config *config, struct text path)
{
	static const char *const directories[] = { "docs", "doc" };
	size_t base = path.size;
	struct text area;

	while (base > 0 && path.at[base - 1] != '/')
		base--;
	if (path.size - base >= 6 && text_equal_nocase(text_slice(path, base, base + 6), TEXT("readme")) &&
	    area_at(&area, config, directory_before(path, base)))
		add_row(out, area, path, false);
	for (size_t i = 0; i < sizeof(directories) / sizeof(directories[0]); i++) {
		struct text name = text_of(directories[i]);
		ptrdiff_t at = find_component(path, name);

		if (at >= 0 && area_at(&area, config, directory_before(path, (size_t)at)))
			add_row(out, area, text_slice(path, 0, (size_t)at + name.size), false);
	}
}

/* ---- by settings ---- */

/* "<area or its path> <document>" */
static void add_configured(struct mapped_list *out, const struct config *config, struct text path)
{
	const struct config_entry *entry;

	for (size_t i = 0; (entry = next_entry(config, &i, "docs", "map"));) {
		struct text value = text_trim(text_of(entry->value)), from, document, area;
		ptrdiff_t space = text_find_char(value, ' ', 0);

		if (entry->subsection || space <= 0)
			continue;
		from = text_slice(value, 0, (size_t)space);
		document = text_trim(text_slice(value, (size_t)space, value.size));
		if (!path_is_within(document, path))
			continue;
		if (text_ends(from, TEXT("/")))
			from.size--;
		if (!area_at(&area, config, from))
			area = path_area(config, from);
		add_row(out, area, document, true);
	}
}

void mapped_add(struct mapped_list *out, const struct config *config, struct text path, bool is_document)
{
	add_configured(out, config, path);
	if (is_document)
		add_own(out, config, path);
}
