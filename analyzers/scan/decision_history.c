/*
 * What decision records said over time. The versions of a record are the landed commits that changed its file, at its path of
 * today and, where a commit took one away and brought it back elsewhere, at those before. What counts is what the main line held
 * after each: the commit itself, or the merge that brought it.
 */
#include <stdlib.h>
#include <string.h>

#include "decisions.h"

#define MOVES_MAX 4 /* how often a file is followed to an earlier place */

struct version {
	uint32_t record;
	const char *path;  /* where the file was then */
	int64_t commit;    /* commits.id */
	int64_t time;      /* commit time */
	struct oid oid;    /* of the commit */
	struct oid state;  /* of the commit of the main line that brought it */
	uint32_t position; /* of that one on the main line, rising */
	char status;       /* git's: A M D T */
};

struct past {
	struct decision_list *list;
	struct store *store;
	struct repository *repository;
	int64_t repository_id;
	struct store_graph graph;
	uint32_t *positions; /* parallel to graph.commits */
	struct map *owners;  /* path id: record */
	struct map *known;   /* path: anything; a path belongs to one record only */
	VEC(struct version) versions;
	VEC(const char *) paths; /* parallel to owners' order */
	struct buf bytes;
	struct arena arena; /* of one version's reading */
};

/* ---- the main line ---- */

static int load_positions(struct past *past)
{
	uint32_t length = 0;
	int ret = store_load_graph(&past->graph, past->store, past->repository_id);

	if (ret)
		return ret;
	past->positions = xcalloc(past->graph.count + 1, sizeof(*past->positions));
	for (uint32_t at = past->graph.tip; at != GRAPH_NONE;) {
		const struct graph_commit *commit = &past->graph.commits[at];

		past->positions[at] = ++length;
		at = commit->parent_count ? past->graph.parents[commit->first_parent] : GRAPH_NONE;
	}
	return 0;
}

static uint32_t position_of(const struct past *past, const struct oid *oid)
{
	uint32_t index = store_graph_find(&past->graph, oid);

	return index == GRAPH_NONE || !past->positions[index] ? 0 : UINT32_MAX - past->positions[index];
}

/* ---- versions ---- */

static struct text id_key(const int64_t *id)
{
	return (struct text){ (const char *)id, sizeof(*id) };
}

/* False if no commit of the database changed that path, or if it is another record's. */
static int add_path(bool *is_new, struct past *past, struct buf *ids, uint32_t record, const char *path)
{
	struct statement *statement;
	int64_t id = 0;
	int ret;

	*is_new = false;
	(void)map_intern(past->known, text_of(path), record, is_new);
	if (!*is_new)
		return 0;
	ret = store_statement(&statement, past->store, "SELECT id FROM path WHERE name = :name");
	if (ret)
		return ret;
	statement_bind_text(statement, ":name", text_of(path));
	ret = statement_step(statement);
	*is_new = ret == 0;
	if (ret == 0)
		id = statement_int(statement, 0);
	statement_reset(statement);
	if (!*is_new)
		return ret < 0 ? ret : 0;
	map_put(past->owners, id_key(&id), (uint32_t)past->paths.count);
	*VEC_PUSH(&past->paths) = path;
	buf_add_fmt(ids, "%s%lld", ids->size ? "," : "[", (long long)id);
	return 0;
}

static void add_version(struct past *past, const struct statement *row)
{
	int64_t path_id = statement_int(row, 0);
	uint32_t path = map_get(past->owners, id_key(&path_id));
	struct text status = statement_text(row, 1), oid = statement_text(row, 3), state = statement_text(row, 5);
	struct version *version = VEC_PUSH(&past->versions);

	version->path = past->paths.at[path];
	version->record = map_get(past->known, text_of(version->path));
	version->status = status.size ? status.at[0] : 'M';
	version->commit = statement_int(row, 2);
	version->time = statement_int(row, 4);
	memcpy(version->oid.bytes, oid.at, OID_SIZE);
	memcpy(version->state.bytes, state.size == OID_SIZE ? state.at : oid.at, OID_SIZE);
	version->position = position_of(past, &version->state);
}

static int load_versions(struct past *past, struct buf *ids)
{
	struct statement *row;
	int ret = store_statement(&row, past->store,
	                          "SELECT f.path_id, f.status, c.id, c.oid, c.commit_time,\n"
	                          "       CASE WHEN l.is_mainline = 1 THEN c.oid ELSE v.oid END\n"
	                          "FROM file_change f\n"
	                          "CROSS JOIN landed l ON l.repository_id = :repository AND l.commit_id = f.commit_id\n"
	                          "CROSS JOIN commits c ON c.id = f.commit_id\n"
	                          "LEFT JOIN commits v ON v.id = l.via_id\n"
	                          "WHERE f.path_id IN (SELECT value FROM json_each(:paths))\n"
	                          "ORDER BY f.path_id, c.oid");

	if (ret)
		return ret;
	buf_add_char(ids, ']');
	statement_bind_int(row, ":repository", past->repository_id);
	statement_bind_text(row, ":paths", buf_text(ids));
	while ((ret = statement_step(row)) == 0)
		add_version(past, row);
	buf_clear(ids);
	return ret < 0 ? ret : 0;
}

/* By record, then as the main line got them. */
static int compare_versions(const void *a, const void *b)
{
	const struct version *left = a, *right = b;
	int order = (left->record > right->record) - (left->record < right->record);

	if (!order)
		order = (left->position > right->position) - (left->position < right->position);
	if (!order)
		order = (left->time > right->time) - (left->time < right->time);
	if (!order)
		order = memcmp(left->oid.bytes, right->oid.bytes, OID_SIZE);
	/* One commit takes the file away here and brings it there. */
	if (!order)
		order = (left->status != 'D') - (right->status != 'D');
	return order ? order : strcmp(left->path, right->path);
}

static void sort_versions(struct past *past)
{
	if (past->versions.count)
		qsort(past->versions.at, past->versions.count, sizeof(past->versions.at[0]), compare_versions);
}

/* ---- earlier places ---- */

/* What stays when a file moves: "use-x" of "text/0012-use-x.md", the folder's name where the file's says nothing. */
static struct text stem_of(struct text path)
{
	struct text name = path, stem;
	size_t start = path.size;

	while (start > 0 && path.at[start - 1] != '/')
		start--;
	name = text_slice(path, start, path.size);
	stem = text_slice(
		name, 0,
		(size_t)(text_find_char(name, '.', 0) < 0 ? (ptrdiff_t)name.size : text_find_char(name, '.', 0)));
	if (start && (decision_is_folder(path) || text_equal_nocase(stem, TEXT("readme"))))
		return stem_of(text_slice(path, 0, start - 1));
	return stem;
}

static struct text without_digits(struct text stem)
{
	while (stem.size && (char_is_digit(stem.at[0]) || stem.at[0] == '-' || stem.at[0] == '_'))
		stem = text_slice(stem, 1, stem.size);
	return stem;
}

/* How well the file that went fits the one that came: 0 not at all. */
static int likeness(struct text gone, struct text came)
{
	struct text from = stem_of(gone), to = stem_of(came);

	if (decision_is_folder(gone) != decision_is_folder(came) ||
	    !(decision_is_folder(gone) || decision_is_prose(gone)))
		return 0;
	if (text_equal(from, to))
		return 2;
	return without_digits(to).size && text_equal(without_digits(from), without_digits(to));
}

struct removal {
	int64_t commit; /* whose removals are loaded */
	VEC(const char *) paths;
};

static int load_removals(struct removal *removal, struct past *past, int64_t commit)
{
	struct statement *row;
	int ret;

	if (removal->commit == commit)
		return 0;
	VEC_CLEAR(&removal->paths);
	removal->commit = commit;
	ret = store_statement(&row, past->store,
	                      "SELECT p.name\n"
	                      "FROM file_change f\n"
	                      "JOIN path p ON p.id = f.path_id\n"
	                      "WHERE f.commit_id = :commit AND f.status = 'D'\n"
	                      "ORDER BY p.name");
	if (ret)
		return ret;
	statement_bind_int(row, ":commit", commit);
	while ((ret = statement_step(row)) == 0) {
		struct text name = statement_text(row, 0);

		*VEC_PUSH(&removal->paths) = arena_copy(&past->list->arena, name.at, name.size);
	}
	return ret < 0 ? ret : 0;
}

/* The one file that the commit took away and that is like the one it brought, or NULL. */
static const char *find_source(const struct removal *removal, struct text came)
{
	const char *found = NULL;
	int best = 0;

	for (size_t i = 0; i < removal->paths.count; i++) {
		int like = likeness(text_of(removal->paths.at[i]), came);

		if (like > best) {
			best = like;
			found = removal->paths.at[i];
		} else if (like && like == best) {
			found = NULL;
		}
	}
	return found;
}

/* Where each record was before it came to the earliest place known. has_new: some were found. */
static int find_earlier(bool *has_new, struct past *past, struct buf *ids)
{
	struct removal removal = { 0 };
	int ret = 0;

	*has_new = false;
	for (size_t i = 0; ret == 0 && i < past->versions.count; i++) {
		const struct version *version = &past->versions.at[i];
		const char *source;
		bool is_new;

		if ((i && past->versions.at[i - 1].record == version->record) || version->status != 'A')
			continue;
		ret = load_removals(&removal, past, version->commit);
		source = find_source(&removal, text_of(version->path));
		if (ret || !source)
			continue;
		ret = add_path(&is_new, past, ids, version->record, source);
		*has_new |= is_new;
	}
	VEC_RELEASE(&removal.paths);
	return ret;
}

static int load_all(struct past *past)
{
	struct buf ids = { 0 };
	bool has_new = false;
	int ret = 0;

	for (uint32_t i = 0; ret == 0 && i < past->list->records.count; i++) {
		bool is_new = false;

		if (past->list->records.at[i].is_read)
			ret = add_path(&is_new, past, &ids, i, past->list->records.at[i].path);
		has_new |= is_new;
	}
	for (int move = 0; ret == 0 && has_new && move <= MOVES_MAX; move++) {
		ret = load_versions(past, &ids);
		sort_versions(past);
		has_new = false;
		if (ret == 0 && move < MOVES_MAX)
			ret = find_earlier(&has_new, past, &ids);
	}
	buf_release(&ids);
	return ret;
}

/* ---- what a version says ---- */

/* A record being followed. */
struct reading {
	struct past *past;
	struct decision_record *record;
	struct oid blob; /* read last */
	bool has_blob;
	struct text status; /* of that blob, at that path; in the list's arena */
	enum decision_state state;
	const char *path;
};

static void parse(struct reading *reading, struct text bytes, const char *path)
{
	struct decision_file file = {
		.path = text_of(path), .bytes = bytes, .folder = reading->record->folder, .is_status_only = true
	};
	struct decision_fact fact;

	arena_clear(&reading->past->arena);
	decision_read(&fact, &reading->past->arena, &file);
	reading->state = fact.state;
	if (!text_equal(reading->status, fact.status))
		reading->status = (struct text){ arena_copy(&reading->past->list->arena,
			                                    fact.status.at ? fact.status.at : "", fact.status.size),
			                         fact.status.size };
}

/* The status in the commit's tree. ERR_NOTFOUND if the file is not there or not here. */
static int read_status(struct reading *reading, const struct oid *commit, const char *path)
{
	struct past *past = reading->past;
	struct oid blob;
	int ret = repository_find_file_at(&blob, past->repository, commit, path);

	if (ret == 0 && reading->has_blob && reading->path == path && !memcmp(&blob, &reading->blob, sizeof(blob)))
		return 0;
	buf_clear(&past->bytes);
	if (ret == 0)
		ret = repository_read_blob(&past->bytes, past->repository, &blob, DECISION_MAX_SIZE);
	if (ret == 0) {
		reading->blob = blob;
		reading->has_blob = true;
		reading->path = path;
		parse(reading, buf_text(&past->bytes), path);
	}
	return ret == ERR_MISSING || ret == ERR_INVALID ? ERR_NOTFOUND : ret;
}

static void add_status(struct reading *reading, int64_t commit)
{
	*VEC_PUSH(&reading->record->history) =
		(struct decision_status_row){ reading->status, decision_state_names[reading->state], commit };
}

/* Of several commits that one merge brought: the first whose own tree has what the merge left; else the last. */
static int find_writer(int64_t *commit, struct reading *reading, const struct version *from, size_t count)
{
	struct text status = reading->status;
	enum decision_state state = reading->state;
	int ret = 0;

	*commit = from[count - 1].commit;
	for (size_t i = 0; ret == 0 && i + 1 < count; i++) {
		if (from[i].status == 'D')
			continue;
		ret = read_status(reading, &from[i].oid, from[i].path);
		if (ret == 0 && text_equal(reading->status, status)) {
			*commit = from[i].commit;
			break;
		}
		ret = ret == ERR_NOTFOUND ? 0 : ret;
	}
	reading->status = status;
	reading->state = state;
	reading->has_blob = false;
	return ret;
}

/* The path at the end of the versions that one commit of the main line brought; NULL: the file went. */
static const char *last_path(const struct version *from, size_t count)
{
	for (size_t i = count; i > 0; i--)
		if (from[i - 1].status != 'D')
			return from[i - 1].path;
	return NULL;
}

/* One step of the main line. */
static int read_step(struct reading *reading, const struct version *from, size_t count)
{
	struct decision_record *record = reading->record;
	const char *path = last_path(from, count);
	int64_t commit = from[0].commit;
	int ret = 0;

	if (!path)
		return 0;
	if (!record->fact.is_path_status) {
		ret = read_status(reading, &from[0].state, path);
		if (ret)
			return ret == ERR_NOTFOUND ? 0 : ret;
	} else if (reading->path != path) {
		reading->path = path;
		parse(reading, buf_text(&reading->past->bytes), path);
		/* A place that says nothing, before there was this order of folders: no status of its own. */
		if (!reading->status.size) {
			reading->status = record->fact.status;
			reading->state = record->fact.state;
		}
	}
	if (record->history.count == 0) {
		add_status(reading, commit);
		return 0;
	}
	if (text_equal(record->history.at[record->history.count - 1].status, reading->status))
		return 0;
	commit = from[count - 1].commit;
	if (count > 1 && !record->fact.is_path_status)
		ret = find_writer(&commit, reading, from, count);
	if (ret == 0)
		add_status(reading, commit);
	return ret;
}

static int read_record(struct past *past, const struct version *from, size_t count)
{
	struct decision_record *record = &past->list->records.at[from[0].record];
	struct reading reading = { .past = past, .record = record, .state = DECISION_UNKNOWN };
	int ret = 0;

	if (count == 1 || (record->fact.is_path_status && !strcmp(from[0].path, record->path))) {
		reading.status = record->fact.status;
		reading.state = record->fact.state;
		add_status(&reading, from[0].commit);
		return 0;
	}
	buf_clear(&past->bytes);
	/* Where the path says it all, the bytes of today do for every version. */
	if (record->fact.is_path_status)
		ret = repository_read_file_at(&past->bytes, past->repository, &past->graph.commits[past->graph.tip].oid,
		                              record->path, DECISION_MAX_SIZE);
	for (size_t at = 0, end; ret == 0 && at < count; at = end) {
		for (end = at + 1; end < count && from[end].position == from[at].position;)
			end++;
		ret = read_step(&reading, from + at, end - at);
	}
	return ret == ERR_NOTFOUND || ret == ERR_MISSING || ret == ERR_INVALID ? 0 : ret;
}

static int read_all(struct past *past)
{
	int ret = 0;

	for (size_t at = 0, end; ret == 0 && at < past->versions.count; at = end) {
		for (end = at + 1;
		     end < past->versions.count && past->versions.at[end].record == past->versions.at[at].record;)
			end++;
		ret = read_record(past, past->versions.at + at, end - at);
	}
	return ret;
}

int decision_read_histories(struct decision_list *list, struct store *store, int64_t repository_id,
                            struct repository *repository)
{
	struct past past = { .list = list,
		             .store = store,
		             .repository = repository,
		             .repository_id = repository_id,
		             .owners = map_new(),
		             .known = map_new() };
	int ret = list->records.count ? load_positions(&past) : 0;

	if (ret == 0 && list->records.count)
		ret = load_all(&past);
	if (ret == 0)
		ret = read_all(&past);
	free(past.positions);
	if (list->records.count)
		store_graph_release(&past.graph);
	map_free(past.owners);
	map_free(past.known);
	VEC_RELEASE(&past.versions);
	VEC_RELEASE(&past.paths);
	buf_release(&past.bytes);
	arena_release(&past.arena);
	return ret;
}
