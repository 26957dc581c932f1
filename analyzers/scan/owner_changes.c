/*
 * At which commits of the first-parent line an ownership file changed: commits of the line itself name their files, merges are
 * compared with the line before them.
 */
#include <stdlib.h>
#include <string.h>

#include "owner_walk.h"

#define NOT_OURS (UINT32_MAX - 1)

/* ---- the first-parent line ---- */

static int compare_stop_ids(const void *a, const void *b, void *payload)
{
	const struct owner_walk *walk = payload;
	int64_t left = walk->stops.at[*(const uint32_t *)a].id, right = walk->stops.at[*(const uint32_t *)b].id;

	return (left > right) - (left < right);
}

/*
 * Clocks go wrong: what stood at a moment is what the last commit of the line that is not later than the moment left, as
 * `git rev-list --first-parent --before` has it. So a commit's time is the earliest of its own and those after it.
 */
static void settle_times(struct owner_walk *walk)
{
	for (size_t i = walk->stops.count; i-- > 1;)
		if (walk->stops.at[i - 1].time > walk->stops.at[i].time)
			walk->stops.at[i - 1].time = walk->stops.at[i].time;
	for (size_t i = 0; i < walk->stops.count; i++)
		*VEC_PUSH(&walk->by_id) = (uint32_t)i;
	if (walk->by_id.count)
		qsort_r(walk->by_id.at, walk->by_id.count, sizeof(*walk->by_id.at), compare_stop_ids, walk);
}

static int load_stops(struct owner_walk *walk, const struct oid *tip)
{
	struct statement *statement;
	int ret = store_statement(
		&statement, walk->store,
		"WITH RECURSIVE line (depth, id, oid, parents, commit_time) AS (\n"
		"  SELECT 0, id, oid, parents, commit_time FROM commits WHERE oid = :tip\n"
		"  UNION ALL\n"
		"  SELECT line.depth + 1, c.id, c.oid, c.parents, c.commit_time\n"
		"  FROM line\n"
		"  JOIN commits c ON length(line.parents) > 0 AND c.oid = substr(line.parents, 1, 20))\n"
		"SELECT id, oid, commit_time, length(parents) FROM line ORDER BY depth DESC");

	if (ret)
		return ret;
	statement_bind_blob(statement, ":tip", tip->bytes, OID_SIZE);
	while ((ret = statement_step(statement)) == 0) {
		struct stop *stop = VEC_PUSH(&walk->stops);

		stop->id = statement_int(statement, 0);
		memcpy(stop->oid.bytes, statement_text(statement, 1).at, OID_SIZE);
		stop->time = statement_int(statement, 2);
		stop->is_merge = statement_int(statement, 3) > OID_SIZE;
	}
	settle_times(walk);
	return ret == 1 ? 0 : ret;
}

static uint32_t find_stop(const struct owner_walk *walk, int64_t id)
{
	size_t low = 0, high = walk->by_id.count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (walk->stops.at[walk->by_id.at[middle]].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == walk->by_id.count || walk->stops.at[walk->by_id.at[low]].id != id)
		return UINT32_MAX;
	return walk->by_id.at[low];
}

/* ---- what merges of the line changed ---- */

/*
 * Looked up in the trees: a merge's own commit names no files, and what it brought need not be in any commit that it merges
 * (a conflict solved, a change made while merging). Kept, so that each merge is compared once.
 */
struct merge_writer {
	struct owner_walk *walk;
	int64_t commit_id;
	int status;
};

static void put_merge_file(void *payload, struct text path)
{
	struct merge_writer *writer = payload;
	struct statement *statement;

	if (writer->status || !owner_is_file(path))
		return;
	writer->status = store_statement(&statement, writer->walk->store,
	                                 "INSERT INTO owner_merge (repository_id, commit_id, file)\n"
	                                 "VALUES (:repository, :commit, :file)\n"
	                                 "ON CONFLICT DO NOTHING");
	if (writer->status)
		return;
	statement_bind_int(statement, ":repository", writer->walk->repository_id);
	statement_bind_int(statement, ":commit", writer->commit_id);
	statement_bind_text(statement, ":file", path);
	writer->status = statement_run(statement);
}

/* The first stop behind the tip of the last scan; 0 if that is not on this line. */
static int first_unread_stop(size_t *first, struct owner_walk *walk, const char *stamp_name)
{
	struct buf stamp = { 0 }, hex = { 0 };
	int ret = store_stamp_get(&stamp, walk->store, stamp_name);

	*first = 0;
	for (size_t i = walk->stops.count; ret == 0 && i-- > 0 && !*first;) {
		buf_clear(&hex);
		oid_add_hex(&hex, &walk->stops.at[i].oid);
		if (text_equal(buf_text(&hex), buf_text(&stamp)))
			*first = i + 1;
	}
	buf_release(&stamp);
	buf_release(&hex);
	return ret == ERR_NOTFOUND ? 0 : ret;
}

static int forget_merges(struct owner_walk *walk)
{
	struct statement *statement;
	int ret = store_statement(&statement, walk->store, "DELETE FROM owner_merge WHERE repository_id = :repository");

	if (ret)
		return ret;
	statement_bind_int(statement, ":repository", walk->repository_id);
	return statement_run(statement);
}

static int read_merges(struct owner_walk *walk)
{
	struct merge_writer writer = { .walk = walk };
	char *stamp_name = xstrfmt("owners %lld", (long long)walk->repository_id);
	struct buf tip = { 0 };
	size_t first;
	int ret = first_unread_stop(&first, walk, stamp_name);

	if (ret == 0 && first == 0)
		ret = forget_merges(walk);
	for (size_t i = first ? first : 1; ret == 0 && i < walk->stops.count; i++) {
		if (!walk->stops.at[i].is_merge)
			continue;
		writer.commit_id = walk->stops.at[i].id;
		ret = repository_each_changed_path(walk->repository, &walk->stops.at[i - 1].oid, &walk->stops.at[i].oid,
		                                   put_merge_file, &writer);
		if (ret == 0 || ret == ERR_MISSING || ret == ERR_INVALID)
			ret = writer.status; /* a tree that is not here, or one too large to be real, tells nothing */
	}
	if (ret == 0 && walk->stops.count) {
		oid_add_hex(&tip, &walk->stops.at[walk->stops.count - 1].oid);
		ret = store_stamp_put(walk->store, stamp_name, buf_text(&tip));
	}
	buf_release(&tip);
	free(stamp_name);
	return ret;
}

/* ---- which files changed where ---- */

/* The name itself makes a file a standard wherever it lies; a neighbour without such a name tells of the directory. Projects mark copies as generated too. */
static bool is_vendored(const struct owner_walk *walk, struct text path)
{
	struct buf neighbour = { 0 };
	enum path_class class;

	while (path.size && path.at[path.size - 1] != '/')
		path.size--;
	buf_add_text(&neighbour, path);
	buf_add_str(&neighbour, "a.c");
	class = path_class_of(walk->classes, buf_text(&neighbour));
	buf_release(&neighbour);
	return class == PATH_VENDORED || class == PATH_GENERATED;
}

static uint32_t find_file(struct owner_walk *walk, struct text path)
{
	uint32_t index = map_get(walk->file_index, path);

	if (index != UINT32_MAX)
		return index;
	index = NOT_OURS;
	if (owner_is_file(path) && !is_vendored(walk, path)) {
		index = (uint32_t)walk->files.count;
		*VEC_PUSH(&walk->files) = (struct text){ arena_copy(&walk->arena, path.at, path.size), path.size };
	}
	map_put(walk->file_index, path, index);
	return index;
}

static void add_change(struct owner_walk *walk, struct text path, uint32_t stop)
{
	uint32_t file = find_file(walk, path);

	if (file != NOT_OURS && stop != UINT32_MAX)
		*VEC_PUSH(&walk->changes) = (struct change){ file, stop };
}

static int compare_changes(const void *a, const void *b)
{
	const struct change *left = a, *right = b;

	if (left->file != right->file)
		return left->file < right->file ? -1 : 1;
	return (left->stop > right->stop) - (left->stop < right->stop);
}

static int load_changes(struct owner_walk *walk)
{
	struct statement *statement;
	int ret = store_statement(
		&statement, walk->store,
		"SELECT p.name, l.commit_id\n"
		"FROM landed l\n"
		"JOIN file_change f ON f.commit_id = l.commit_id\n"
		"JOIN path p ON p.id = f.path_id\n"
		"WHERE l.repository_id = :repository AND l.is_mainline = 1\n"
		/* The sign: asking for each such path of each commit would take a hundred times as long. */
		"  AND +f.path_id IN (\n"
		"    SELECT id FROM path WHERE name LIKE '%OWNERS%' OR name LIKE '%MAINTAINERS%')\n"
		"UNION ALL\n"
		"SELECT file, commit_id\n"
		"FROM owner_merge\n"
		"WHERE repository_id = :repository\n"
		"ORDER BY 1, 2");

	if (ret)
		return ret;
	statement_bind_int(statement, ":repository", walk->repository_id);
	while ((ret = statement_step(statement)) == 0)
		add_change(walk, statement_text(statement, 0), find_stop(walk, statement_int(statement, 1)));
	return ret == 1 ? 0 : ret;
}

/* Where the history is cut, nothing tells of a change, but the files stand there. */
static void add_border(void *payload, struct text path)
{
	if (owner_is_file(path))
		add_change(payload, path, 0);
}

int owner_walk_find_changes(struct owner_walk *walk, const struct oid *tip)
{
	size_t kept = 0;
	int ret = load_stops(walk, tip);

	if (ret == 0)
		ret = read_merges(walk);
	if (ret == 0)
		ret = load_changes(walk);

	if (ret == 0 && repository_is_shallow(walk->repository) && walk->stops.count) {
		ret = repository_each_path(walk->repository, &walk->stops.at[0].oid, add_border, walk);
		ret = ret == ERR_MISSING ? 0 : ret;
	}
	if (ret || !walk->changes.count)
		return ret;
	qsort(walk->changes.at, walk->changes.count, sizeof(*walk->changes.at), compare_changes);
	for (size_t i = 0; i < walk->changes.count; i++)
		if (!kept || compare_changes(&walk->changes.at[kept - 1], &walk->changes.at[i]))
			walk->changes.at[kept++] = walk->changes.at[i];
	walk->changes.count = kept;
	return 0;
}
