/*
 * Ownership files with their history: each one that is or was on the first-parent line, read at every commit of that line
 * that changed it or brought a change of it. A file is read again only when another such commit came.
 */
#include <stdlib.h>
#include <string.h>

#include "owner_walk.h"

/* ---- one file ---- */

static struct text keep_version(struct owner_walk *walk, struct text text)
{
	return (struct text){ arena_copy(&walk->version, text.at, text.size), text.size };
}

static void collect(void *payload, const struct owner_fact *fact)
{
	struct owner_walk *walk = payload;
	struct owner_fact *kept = VEC_PUSH(&walk->facts);

	*kept = *fact;
	kept->section = keep_version(walk, fact->section);
	kept->pattern = keep_version(walk, fact->pattern);
	kept->who.name = keep_version(walk, fact->who.name);
	kept->who.email = keep_version(walk, fact->who.email);
}

/* Files older than UTF-8 are Latin-1: names must come out the same whenever they were written. */
static void make_valid(struct buf *bytes)
{
	struct buf clean = { 0 };

	if (utf8_valid(buf_text(bytes)))
		return;
	for (size_t i = 0; i < bytes->size; i++)
		utf8_add(&clean, (unsigned char)bytes->at[i]);
	buf_release(bytes);
	*bytes = clean;
}

/* The file as that commit has it; nothing where it is gone. ERR_MISSING if this clone does not hold it. */
static int read_version(struct owner_walk *walk, struct text file, const struct stop *stop)
{
	struct owner_sink sink = { walk, collect };
	char *path = xstrndup(file.at, file.size);
	int ret;

	VEC_CLEAR(&walk->facts);
	arena_clear(&walk->version);
	buf_clear(&walk->bytes);
	ret = repository_read_file_at(&walk->bytes, walk->repository, &stop->oid, path, OWNER_FILE_MAX_SIZE);
	free(path);
	if (ret == 0) {
		make_valid(&walk->bytes);
		owner_read(file, buf_text(&walk->bytes), &sink);
		return 0;
	}
	return ret == ERR_NOTFOUND || ret == ERR_INVALID ? 1 : ret;
}

static int put_entry(struct owner_walk *walk, struct text file, const struct timeline_entry *entry, uint32_t position)
{
	const struct owner_fact *fact = &entry->fact;
	struct statement *statement;
	int64_t identity;
	int ret = store_put_identity(&identity, walk->store, fact->who);

	if (ret == 0)
		ret = store_statement(&statement, walk->store,
		                      "INSERT INTO owner_entry (repository_id, file, grammar, section, position,\n"
		                      "  pattern, role, is_group, identity_id, since_time, until_time)\n"
		                      "VALUES (:repository, :file, :grammar, :section, :position, :pattern, :role,\n"
		                      "  :is_group, :identity, :since, :until)\n"
		                      "ON CONFLICT DO NOTHING");
	if (ret)
		return ret;
	statement_bind_int(statement, ":repository", walk->repository_id);
	statement_bind_text(statement, ":file", file);
	statement_bind_text(statement, ":grammar", text_of(owner_grammar_names[fact->grammar]));
	statement_bind_text(statement, ":section", fact->section);
	statement_bind_int(statement, ":position", position);
	statement_bind_text(statement, ":pattern", fact->pattern);
	statement_bind_text(statement, ":role", text_of(owner_role_names[fact->role]));
	statement_bind_int(statement, ":is_group", fact->is_group);
	statement_bind_int(statement, ":identity", identity);
	statement_bind_int(statement, ":since", entry->since_time);
	if (entry->until_time == TIMELINE_OPEN)
		statement_bind_null(statement, ":until");
	else
		statement_bind_int(statement, ":until", entry->until_time);
	return statement_run(statement);
}

static int run_for_file(struct owner_walk *walk, const char *sql, struct text file, struct text versions,
                        bool is_present)
{
	struct statement *statement;
	int ret = store_statement(&statement, walk->store, sql);

	if (ret)
		return ret;
	statement_bind_int(statement, ":repository", walk->repository_id);
	statement_bind_text(statement, ":file", file);
	statement_bind_text(statement, ":versions", versions);
	statement_bind_int(statement, ":is_present", is_present);
	return statement_run(statement);
}

static int clear_entries(struct owner_walk *walk, struct text file)
{
	return run_for_file(walk, "DELETE FROM owner_entry WHERE repository_id = :repository AND file = :file", file,
	                    (struct text){ NULL, 0 }, false);
}

/* What stood for no time at all between two commits of one second was never listed. */
static int put_timeline(struct owner_walk *walk, struct text file, const struct timeline *timeline)
{
	int ret = clear_entries(walk, file);
	uint32_t position = 0;

	for (uint32_t i = timeline_first(timeline); ret == 0 && i != TIMELINE_END; i = timeline->entries.at[i].next) {
		const struct timeline_entry *entry = &timeline->entries.at[i];

		if (entry->since_time < entry->until_time)
			ret = put_entry(walk, file, entry, position++);
	}
	return ret;
}

static int read_file(struct owner_walk *walk, const struct change *changes, size_t count, struct text versions)
{
	struct text file = walk->files.at[changes[0].file];
	struct timeline timeline = { 0 };
	bool is_present = false, is_complete = true;
	int ret = 0;

	for (size_t i = 0; ret >= 0 && i < count; i++) {
		const struct stop *stop = &walk->stops.at[changes[i].stop];

		if (timeline_is_full(&timeline) && i + 1 < count)
			continue;
		ret = read_version(walk, file, stop);
		if (ret == ERR_MISSING) {
			is_complete = false;
			ret = 0;
			continue;
		}
		is_present = ret == 0;
		if (ret >= 0)
			timeline_add(&timeline, walk->facts.at, walk->facts.count, stop->time);
	}
	if (ret >= 0)
		ret = put_timeline(walk, file, &timeline);
	timeline_release(&timeline);
	if (ret)
		return ret;
	return run_for_file(walk,
	                    "INSERT INTO owner_file (repository_id, file, is_present, versions)\n"
	                    "VALUES (:repository, :file, :is_present, :versions)\n"
	                    "ON CONFLICT (repository_id, file) DO UPDATE\n"
	                    "SET is_present = excluded.is_present, versions = excluded.versions",
	                    file, is_complete ? versions : (struct text){ NULL, 0 }, is_present);
}

/* ---- all files ---- */

/* What was read before, to be read again only where it differs. */
struct read_before {
	struct map *index; /* file to index in versions */
	struct arena arena;
	VEC(struct text) versions;
	VEC(bool) is_seen;
};

static int load_before(struct read_before *before, const struct owner_walk *walk)
{
	struct statement *statement;
	int ret = store_statement(&statement, walk->store,
	                          "SELECT file, versions FROM owner_file WHERE repository_id = :repository\n"
	                          "ORDER BY file");

	before->index = map_new();
	if (ret)
		return ret;
	statement_bind_int(statement, ":repository", walk->repository_id);
	while ((ret = statement_step(statement)) == 0) {
		struct text versions = statement_text(statement, 1);

		map_put(before->index, statement_text(statement, 0), (uint32_t)before->versions.count);
		*VEC_PUSH(&before->versions) =
			(struct text){ arena_copy(&before->arena, versions.at, versions.size), versions.size };
		(void)VEC_PUSH(&before->is_seen);
	}
	return ret == 1 ? 0 : ret;
}

static void add_versions(struct buf *out, const struct owner_walk *walk, const struct change *changes, size_t count)
{
	uint64_t hash = text_hash(TEXT_HASH_SEED, TEXT(RULES_VERSION));

	for (size_t i = 0; i < count; i++) {
		const struct stop *stop = &walk->stops.at[changes[i].stop];

		hash = text_hash(hash, (struct text){ (const char *)stop->oid.bytes, OID_SIZE });
		hash = text_hash(hash, (struct text){ (const char *)&stop->time, sizeof(stop->time) });
	}
	buf_clear(out);
	buf_add_fmt(out, "%zu %016llx", count, (unsigned long long)hash);
}

static int read_files(struct owner_walk *walk, struct read_before *before)
{
	struct buf versions = { 0 };
	int ret = 0;

	for (size_t i = 0, end; ret == 0 && i < walk->changes.count; i = end) {
		uint32_t index = map_get(before->index, walk->files.at[walk->changes.at[i].file]);

		for (end = i; end < walk->changes.count && walk->changes.at[end].file == walk->changes.at[i].file;)
			end++;
		add_versions(&versions, walk, &walk->changes.at[i], end - i);
		if (index != UINT32_MAX) {
			before->is_seen.at[index] = true;
			if (text_equal(before->versions.at[index], buf_text(&versions)))
				continue;
		}
		ret = read_file(walk, &walk->changes.at[i], end - i, buf_text(&versions));
	}
	buf_release(&versions);
	return ret;
}

/* Files that the history has no more: another branch, a rewritten one, or now a vendored copy. */
static int forget_others(struct owner_walk *walk, const struct read_before *before)
{
	int ret = 0;

	for (uint32_t i = 0; ret == 0 && i < map_count(before->index); i++) {
		struct text file = map_key(before->index, i);

		if (before->is_seen.at[map_value(before->index, i)])
			continue;
		ret = clear_entries(walk, file);
		if (ret == 0)
			ret = run_for_file(walk,
			                   "DELETE FROM owner_file WHERE repository_id = :repository AND file = :file",
			                   file, (struct text){ NULL, 0 }, false);
	}
	return ret;
}

static int update(struct owner_walk *walk, const struct oid *tip)
{
	struct read_before before = { 0 };
	int ret = owner_walk_find_changes(walk, tip);

	if (ret == 0)
		ret = load_before(&before, walk);
	if (ret == 0)
		ret = read_files(walk, &before);
	if (ret == 0)
		ret = forget_others(walk, &before);
	map_free(before.index);
	VEC_RELEASE(&before.versions);
	VEC_RELEASE(&before.is_seen);
	arena_release(&before.arena);
	return ret;
}

static void walk_release(struct owner_walk *walk)
{
	path_classes_free(walk->classes);
	VEC_RELEASE(&walk->stops);
	VEC_RELEASE(&walk->by_id);
	VEC_RELEASE(&walk->files);
	VEC_RELEASE(&walk->changes);
	VEC_RELEASE(&walk->facts);
	map_free(walk->file_index);
	buf_release(&walk->bytes);
	arena_release(&walk->arena);
	arena_release(&walk->version);
}

int scan_read_owners(struct store *store, int64_t repository_id, struct repository *repository,
                     const struct config *config, const struct oid *tip)
{
	struct owner_walk walk = { .store = store, .repository = repository, .repository_id = repository_id };
	struct buf attributes = { 0 };
	int ret = repository_read_file_at(&attributes, repository, tip, ".gitattributes", CONFIG_TEXT_MAX_SIZE);

	if (ret)
		buf_clear(&attributes);
	walk.classes = path_classes_new(buf_text(&attributes), config);
	walk.file_index = map_new();
	ret = store_begin(store);
	if (ret == 0)
		ret = store_end(store, update(&walk, tip));
	walk_release(&walk);
	buf_release(&attributes);
	return ret;
}
