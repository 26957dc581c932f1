/* The one table of ownership readers, and what all of them share: order, doubles, the bound. Adding one: owner_reader.h. */
#include "lead/map.h"
#include "lead/vec.h"
#include "owner_reader.h"

/*
 * In MAINTAINERS lines multiply: every person of a section for every path. Real files have an entry for every thirty bytes,
 * the longest one half of the most; a made one could have thousands for each line.
 */
#define ENTRY_FREE_COUNT 200                     /* and one more for each byte of the file */
#define TEXT_MAX_SIZE ((size_t)16 * 1024 * 1024) /* of all entries together, in bytes */

/* The first that takes path and content reads. */
static const struct owner_reader *const readers[] = {
	&owners_gitlab,   &owners_github, &owners_aliases, &owners_kubernetes,
	&owners_chromium, &owners_kernel, &owners_list,
};

#define READER_COUNT (sizeof(readers) / sizeof(readers[0]))

const char *const owner_grammar_names[OWNER_GRAMMAR_COUNT] = {
	"",
	"codeowners-github",
	"codeowners-gitlab",
	"owners-kubernetes",
	"owners-aliases",
	"owners-chromium",
	"maintainers",
	"maintainers-regex",
	"list",
};

const char *const owner_role_names[OWNER_ROLE_COUNT] = {
	"owner",  "approver", "reviewer", "maintainer", "emeritus",
	"member", "include",  "noparent", "excluded",   "nobody",
};

bool owner_is_file(struct text path)
{
	for (size_t i = 0; i < READER_COUNT; i++)
		if (readers[i]->is_path(path))
			return true;
	return false;
}

/* ---- from what a reader finds to what is handed over ---- */

struct collector {
	struct arena arena;
	struct map *keys;  /* of entries: the first of equal ones stays */
	struct map *lines; /* section and pattern to the last position with them; NULL where every line counts */
	struct buf key;
	VEC(struct owner_fact) facts;
	VEC(uint32_t) groups; /* of each fact: its run of facts with one section and pattern */
	uint32_t group_count;
	size_t max_count, text_size;
	bool is_full;
};

static void add_part(struct buf *key, struct text part)
{
	buf_add_text(key, part);
	buf_add_char(key, '\0');
}

static void make_line_key(struct buf *key, const struct owner_fact *fact)
{
	buf_clear(key);
	add_part(key, fact->section);
	add_part(key, fact->pattern);
	buf_add_char(key, (char)('0' + (int)(fact->role == OWNER_EXCLUDED)));
}

static struct text keep(struct collector *collector, struct text text)
{
	return (struct text){ arena_copy(&collector->arena, text.at, text.size), text.size };
}

static bool continues_line(const struct collector *collector, const struct owner_fact *fact)
{
	const struct owner_fact *last;

	if (!collector->facts.count)
		return false;
	last = &collector->facts.at[collector->facts.count - 1];
	return text_equal(last->section, fact->section) && text_equal(last->pattern, fact->pattern) &&
	       last->role == fact->role && last->position == fact->position;
}

static void collect(void *payload, const struct owner_fact *fact)
{
	struct collector *collector = payload;
	struct owner_fact *kept;

	collector->text_size += fact->section.size + fact->pattern.size + fact->who.name.size + fact->who.email.size;
	collector->is_full |= collector->facts.count == collector->max_count || collector->text_size > TEXT_MAX_SIZE;
	if (collector->is_full)
		return;
	collector->group_count += !continues_line(collector, fact);
	if (collector->lines) {
		make_line_key(&collector->key, fact);
		map_put(collector->lines, buf_text(&collector->key), collector->group_count);
	}
	*VEC_PUSH(&collector->groups) = collector->group_count;
	kept = VEC_PUSH(&collector->facts);
	*kept = *fact;
	kept->section = keep(collector, fact->section);
	kept->pattern = keep(collector, fact->pattern);
	kept->who.name = keep(collector, fact->who.name);
	kept->who.email = keep(collector, fact->who.email);
}

static bool is_dead(struct collector *collector, size_t at)
{
	if (!collector->lines)
		return false;
	make_line_key(&collector->key, &collector->facts.at[at]);
	return map_get(collector->lines, buf_text(&collector->key)) != collector->groups.at[at];
}

static bool is_double(struct collector *collector, const struct owner_fact *fact)
{
	struct buf *key = &collector->key;
	bool is_new = false;

	make_line_key(key, fact);
	buf_add_char(key, (char)('0' + (int)fact->grammar));
	buf_add_char(key, (char)('0' + (int)fact->role));
	add_part(key, fact->who.name);
	add_part(key, fact->who.email);
	(void)map_intern(collector->keys, buf_text(key), 0, &is_new);
	return !is_new;
}

static void hand_over(struct collector *collector, const struct owner_sink *sink)
{
	uint32_t position = 0;

	for (size_t i = 0; i < collector->facts.count; i++) {
		struct owner_fact *fact = &collector->facts.at[i];

		if (is_dead(collector, i) || is_double(collector, fact))
			continue;
		fact->position = position++;
		sink->entry(sink->payload, fact);
	}
}

static const struct owner_reader *find_reader(struct text path, struct text bytes)
{
	for (size_t i = 0; i < READER_COUNT; i++)
		if (readers[i]->is_path(path) && (!readers[i]->is_content || readers[i]->is_content(path, bytes)))
			return readers[i];
	return NULL;
}

void owner_read(struct text path, struct text bytes, const struct owner_sink *sink)
{
	struct collector collector = { 0 };
	struct arena arena = { 0 };
	struct owner_file file = {
		.path = path, .arena = &arena, .is_full = &collector.is_full, .payload = &collector, .entry = collect
	};
	const struct owner_reader *reader;

	if (text_starts(bytes, TEXT("\xef\xbb\xbf")))
		bytes = text_slice(bytes, 3, bytes.size);
	reader = find_reader(path, bytes);
	if (!reader || bytes.size > OWNER_FILE_MAX_SIZE || text_find_char(bytes, '\0', 0) >= 0)
		return;
	file.bytes = bytes;
	collector.max_count = ENTRY_FREE_COUNT + bytes.size;
	if (collector.max_count > OWNER_ENTRY_MAX_COUNT)
		collector.max_count = OWNER_ENTRY_MAX_COUNT;
	collector.keys = map_new();
	if (reader->last_decides)
		collector.lines = map_new();
	reader->read(&file);
	hand_over(&collector, sink);
	map_free(collector.keys);
	map_free(collector.lines);
	buf_release(&collector.key);
	VEC_RELEASE(&collector.facts);
	VEC_RELEASE(&collector.groups);
	arena_release(&collector.arena);
	arena_release(&arena);
}
