/*
 * Settings and their order of trust. The syntax is in config_text.c; what a key means is its user's business.
 */
#include "lead/config.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include "config_text.h"
#include "lead/alloc.h"
#include "lead/map.h"
#include "lead/vec.h"

/* Digits that a double holds exactly, and powers of ten likewise: so the quotient below is the nearest double. */
#define NUMBER_MAX_DIGITS 15

struct config {
	VEC(struct config_entry) entries; /* in order of reading */
	struct map *best;                 /* "section.sub.key" -> index of the entry in force */
	struct arena texts;
};

struct config *config_new(void)
{
	struct config *config = xcalloc(1, sizeof(*config));

	config->best = map_new();
	return config;
}

void config_free(struct config *config)
{
	if (!config)
		return;
	VEC_RELEASE(&config->entries);
	map_free(config->best);
	arena_release(&config->texts);
	free(config);
}

/* Where a name's section ends and its key begins: the first dot and the last. A name without a dot is all key. */
struct name_parts {
	struct text section, subsection, key;
	bool has_subsection;
};

static struct name_parts split_name(const char *name)
{
	struct text text = text_of(name);
	const char *first = strchr(name, '.'), *last = strrchr(name, '.');
	struct name_parts parts = { .key = text };

	if (!first)
		return parts;
	parts.section = text_slice(text, 0, (size_t)(first - name));
	parts.key = text_slice(text, (size_t)(last - name) + 1, text.size);
	parts.has_subsection = last > first;
	if (parts.has_subsection)
		parts.subsection = text_slice(text, (size_t)(first - name) + 1, (size_t)(last - name));
	return parts;
}

static void add_lower(struct buf *buf, struct text text)
{
	for (size_t i = 0; i < text.size; i++)
		buf_add_char(buf, char_lower(text.at[i]));
}

/* The form under which a name is looked up: section and key in lower case, subsection as it is. */
static void add_canonical(struct buf *buf, const struct name_parts *parts)
{
	add_lower(buf, parts->section);
	buf_add_char(buf, '.');
	if (parts->has_subsection) {
		buf_add_text(buf, parts->subsection);
		buf_add_char(buf, '.');
	}
	add_lower(buf, parts->key);
}

static const char *copy_lower(struct config *config, struct text text)
{
	char *copy = arena_copy(&config->texts, text.at, text.size);

	for (size_t i = 0; i < text.size; i++)
		copy[i] = char_lower(copy[i]);
	return copy;
}

static void append(struct config *config, const char *name, const char *value, enum config_origin origin, unsigned line)
{
	struct name_parts parts = split_name(name);
	struct config_entry *entry = VEC_PUSH(&config->entries);

	entry->section = copy_lower(config, parts.section);
	if (parts.has_subsection)
		entry->subsection = arena_copy(&config->texts, parts.subsection.at, parts.subsection.size);
	entry->key = copy_lower(config, parts.key);
	if (value)
		entry->value = arena_copy(&config->texts, value, strlen(value));
	entry->origin = origin;
	entry->line = line;
}

/* Lets entries from this one on take the place of those that are trusted less, or no more and earlier. */
static void put_in_force(struct config *config, size_t from)
{
	struct buf name = { 0 };

	for (size_t i = from; i < config->entries.count; i++) {
		const struct config_entry *entry = &config->entries.at[i];
		struct name_parts parts = { text_of(entry->section), text_of(entry->subsection), text_of(entry->key),
			                    entry->subsection != NULL };
		uint32_t now;

		buf_clear(&name);
		add_canonical(&name, &parts);
		now = map_get(config->best, buf_text(&name));
		if (now == UINT32_MAX || entry->origin <= config->entries.at[now].origin)
			map_put(config->best, buf_text(&name), (uint32_t)i);
	}
	buf_release(&name);
}

struct parse_target {
	struct config *config;
	enum config_origin origin;
};

static void append_parsed(void *payload, const char *name, const char *value, unsigned line)
{
	const struct parse_target *target = payload;

	append(target->config, name, value, target->origin, line);
}

int config_parse(struct config *config, struct text bytes, enum config_origin origin, const char *label)
{
	struct parse_target target = { config, origin };
	size_t before = config->entries.count;
	unsigned bad_line;

	if (origin == CONFIG_PROJECT && bytes.size > CONFIG_TEXT_MAX_SIZE)
		return error_set(ERR_INVALID, "%s is larger than %d bytes", label, CONFIG_TEXT_MAX_SIZE);
	bad_line = config_text_read(bytes, append_parsed, &target);
	if (bad_line) {
		config->entries.count = before;
		return error_set(ERR_INVALID, "bad configuration line %u in %s", bad_line, label);
	}
	put_in_force(config, before);
	return 0;
}

int config_add(struct config *config, const char *name, const char *value, enum config_origin origin)
{
	struct name_parts parts = split_name(name);

	if (parts.section.size == 0 || parts.key.size == 0)
		return error_set(ERR_INVALID, "configuration name '%s' is not of the form section.key", name);
	append(config, name, value, origin, 0);
	put_in_force(config, config->entries.count - 1);
	return 0;
}

void config_copy(struct config *config, const struct config *from,
                 bool (*is_wanted)(const struct config_entry *entry, const void *payload), const void *payload)
{
	size_t before = config->entries.count;

	for (size_t i = 0; i < from->entries.count; i++) {
		const struct config_entry *entry = &from->entries.at[i];
		struct config_entry *copy;

		if (!is_wanted(entry, payload))
			continue;
		copy = VEC_PUSH(&config->entries);
		copy->section = copy_lower(config, text_of(entry->section));
		copy->key = copy_lower(config, text_of(entry->key));
		copy->origin = entry->origin;
		copy->line = entry->line;
		if (entry->subsection)
			copy->subsection = arena_copy(&config->texts, entry->subsection, strlen(entry->subsection));
		if (entry->value)
			copy->value = arena_copy(&config->texts, entry->value, strlen(entry->value));
	}
	put_in_force(config, before);
}

static const struct config_entry *find(const struct config *config, const char *name)
{
	struct name_parts parts = split_name(name);
	struct buf canonical = { 0 };
	uint32_t index;

	add_canonical(&canonical, &parts);
	index = map_get(config->best, buf_text(&canonical));
	buf_release(&canonical);
	return index == UINT32_MAX ? NULL : &config->entries.at[index];
}

const char *config_get(const struct config *config, const char *name)
{
	const struct config_entry *entry = find(config, name);

	return entry ? entry->value : NULL;
}

/* What "k", "m" or "g" behind a number multiplies by; 0 for anything else. */
static int64_t unit_factor(const char *unit)
{
	if (!*unit)
		return 1;
	if (unit[1])
		return 0;
	switch (char_lower(*unit)) {
	case 'k':
		return 1024;
	case 'm':
		return 1024 * 1024;
	case 'g':
		return 1024 * 1024 * 1024;
	default:
		return 0;
	}
}

/* git's integers: C notation with a unit, within an int. */
static bool parse_int(const char *value, int64_t *out)
{
	int64_t factor, product;
	intmax_t number;
	char *end;

	errno = 0;
	number = strtoimax(value, &end, 0);
	factor = unit_factor(end);
	if (errno || end == value || factor == 0 || __builtin_mul_overflow(number, factor, &product))
		return false;
	*out = product;
	return product >= -(int64_t)INT_MAX && product <= INT_MAX;
}

static bool parse_bool(const char *value, bool *out)
{
	static const char *const words[] = { "false", "true", "no", "yes", "off", "on" };
	int64_t number;

	*out = value == NULL;
	if (!value || !*value)
		return true;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (text_equal_nocase(text_of(value), text_of(words[i]))) {
			*out = i % 2;
			return true;
		}
	}
	if (!parse_int(value, &number))
		return false;
	*out = number != 0;
	return true;
}

static int refuse(const struct config_entry *entry, const char *name, const char *wanted)
{
	if (!entry->value)
		return error_set(ERR_INVALID, "configuration '%s' needs %s", name, wanted);
	if (entry->line)
		return error_set(ERR_INVALID, "configuration '%s' (line %u) must be %s, not '%s'", name, entry->line,
		                 wanted, entry->value);
	return error_set(ERR_INVALID, "configuration '%s' must be %s, not '%s'", name, wanted, entry->value);
}

int config_get_bool(bool *out, const struct config *config, const char *name, bool fallback)
{
	const struct config_entry *entry = find(config, name);
	bool value = fallback;

	if (entry && !parse_bool(entry->value, &value))
		return refuse(entry, name, "true or false");
	*out = value;
	return 0;
}

/* Plain decimal notation, read without the locale: "-12", "0.20", ".5", "8k". */
static bool parse_number(const char *value, double *out)
{
	bool is_negative = *value == '-', has_point = false;
	uint64_t sum = 0;
	double power = 1;
	int digits = 0;
	int64_t factor;

	for (value += is_negative; char_is_digit(*value) || (*value == '.' && !has_point); value++) {
		if (*value == '.') {
			has_point = true;
			continue;
		}
		if (++digits > NUMBER_MAX_DIGITS)
			return false;
		sum = sum * 10 + (uint64_t)(*value - '0');
		if (has_point)
			power *= 10;
	}
	factor = unit_factor(value);
	if (digits == 0 || factor == 0)
		return false;
	*out = (is_negative ? -(double)sum : (double)sum) / power * (double)factor;
	return true;
}

int config_get_number(double *out, const struct config *config, const char *name, double fallback)
{
	const struct config_entry *entry = find(config, name);
	double value = fallback;

	if (entry && (!entry->value || !parse_number(entry->value, &value)))
		return refuse(entry, name, "a number");
	*out = value;
	return 0;
}

const struct config_entry *config_entry_at(const struct config *config, size_t position)
{
	return position < config->entries.count ? &config->entries.at[position] : NULL;
}

/* A part that is absent must not look like an empty one, nor two parts like one longer. */
static uint64_t hash_part(uint64_t hash, const char *part)
{
	hash = text_hash(hash, part ? TEXT("1") : TEXT("0"));
	hash = text_hash(hash, text_of(part));
	return text_hash(hash, TEXT("\0"));
}

uint64_t config_hash(const struct config *config, const char *const *sections)
{
	static const char *const origins[] = { "line", "file", "git", "project" };
	uint64_t hash = TEXT_HASH_SEED;

	for (size_t i = 0; i < config->entries.count; i++) {
		const struct config_entry *entry = &config->entries.at[i];
		const char *const *section = sections;

		while (*section && strcmp(*section, entry->section) != 0)
			section++;
		if (!*section)
			continue;
		hash = hash_part(hash, origins[entry->origin]);
		hash = hash_part(hash, entry->section);
		hash = hash_part(hash, entry->subsection);
		hash = hash_part(hash, entry->key);
		hash = hash_part(hash, entry->value);
	}
	return hash;
}
