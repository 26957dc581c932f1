/*
 * Writes what history read: repositories, identities, sources, paths, commits and their files. What evidence read is in
 * facts_evidence.c. Every put is idempotent; what a later scan knows better is added, nothing is counted twice.
 */
#include "database.h"
#include "cut.h"

int store_put_repository(int64_t *id, struct store *store, struct text key, struct text name, struct text path,
                         struct text remote)
{
	struct call call = call_begin(store, SQL_REPOSITORY_PUT);
	int ret;

	call_text(&call, 1, key);
	call_text(&call, 2, name);
	call_text(&call, 3, path);
	call_text(&call, 4, remote);
	ret = call_run(&call);
	if (ret != 0)
		return ret;
	call = call_begin(store, SQL_REPOSITORY_FIND);
	call_text(&call, 1, key);
	return call_run_int(&call, id);
}

int store_put_repository_text(struct store *store, int64_t repository, const char *kind, struct text text)
{
	struct call call = call_begin(store, SQL_REPOSITORY_TEXT_PUT);

	call_int(&call, 1, repository);
	call_text(&call, 2, text_of(kind));
	call_text(&call, 3, text);
	return call_run(&call);
}

bool store_has_commit(struct store *store, const struct oid *oid)
{
	struct call call = call_begin(store, SQL_COMMIT_HAS);
	int64_t one;

	call_oid(&call, 1, oid);
	/* A failing read is told by the write that follows: here it means "not known". */
	return call_run_int(&call, &one) == 0;
}

/* Finds the row of a table that is nothing but a name, or makes it. */
static int intern_name(int64_t *id, struct store *store, struct id_cache *cache, enum sql find, enum sql put,
                       struct text name)
{
	struct call call;
	int ret;

	*id = id_cache_get(cache, name);
	if (*id != 0)
		return 0;
	call = call_begin(store, find);
	call_text(&call, 1, name);
	ret = call_run_int(&call, id);
	if (ret < 0)
		return ret;
	if (ret == 1) {
		call = call_begin(store, put);
		call_text(&call, 1, name);
		ret = call_run(&call);
		if (ret != 0)
			return ret;
		*id = store_last_id(store);
	}
	id_cache_put(cache, name, *id);
	return 0;
}

int store_put_source(int64_t *id, struct store *store, struct text name)
{
	return intern_name(id, store, &store->sources, SQL_SOURCE_FIND, SQL_SOURCE_PUT, cut_text(name, LINE_MAX_SIZE));
}

/* The pair as one key: the name's size in front tells ("ab", "c") from ("a", "bc"). */
static struct text identity_key(struct buf *buf, struct identity_fact identity)
{
	uint32_t size = (uint32_t)identity.name.size;

	buf_clear(buf);
	buf_add(buf, (const char *)&size, sizeof(size));
	buf_add_text(buf, identity.name);
	buf_add_text(buf, identity.email);
	return buf_text(buf);
}

int store_put_identity(int64_t *id, struct store *store, struct identity_fact identity)
{
	struct text key;
	struct call call;
	int ret;

	identity.name = cut_text(identity.name, NAME_MAX_SIZE);
	identity.email = cut_text(identity.email, NAME_MAX_SIZE);
	key = identity_key(&store->key, identity);
	*id = id_cache_get(&store->identities, key);
	if (*id != 0)
		return 0;
	call = call_begin(store, SQL_IDENTITY_FIND);
	call_text(&call, 1, identity.name);
	call_text(&call, 2, identity.email);
	ret = call_run_int(&call, id);
	if (ret < 0)
		return ret;
	if (ret == 1) {
		call = call_begin(store, SQL_IDENTITY_PUT);
		call_text(&call, 1, identity.name);
		call_text(&call, 2, identity.email);
		ret = call_run(&call);
		if (ret != 0)
			return ret;
		*id = store_last_id(store);
	}
	id_cache_put(&store->identities, key, *id);
	return 0;
}

/* ---- commits ---- */

/* What a commit row says of its files. -1 is NULL. */
struct totals {
	int64_t file_count, insertions, deletions;
};

static struct totals sum_files(const struct commit_fact *fact)
{
	struct totals totals = { -1, -1, -1 };

	if (fact->files_state != FILES_COMPLETE && fact->files_state != FILES_NO_LINES)
		return totals;
	totals.file_count = (int64_t)fact->file_count;
	if (fact->files_state == FILES_NO_LINES)
		return totals;
	totals.insertions = totals.deletions = 0;
	/* Where everything is known, -1 is a binary file: it has no lines. */
	for (size_t i = 0; i < fact->file_count; i++) {
		totals.insertions += fact->files[i].insertions > 0 ? fact->files[i].insertions : 0;
		totals.deletions += fact->files[i].deletions > 0 ? fact->files[i].deletions : 0;
	}
	return totals;
}

static void bind_totals(struct call *call, int position, struct totals totals)
{
	call_int_or_null(call, position, totals.file_count, totals.file_count < 0);
	call_int_or_null(call, position + 1, totals.insertions, totals.insertions < 0);
	call_int_or_null(call, position + 2, totals.deletions, totals.deletions < 0);
}

static int put_files(struct store *store, int64_t commit, const struct commit_fact *fact)
{
	for (size_t i = 0; i < fact->file_count; i++) {
		const struct file_change *file = &fact->files[i];
		struct call call;
		int64_t path;
		int ret = intern_name(&path, store, &store->paths, SQL_PATH_FIND, SQL_PATH_PUT,
		                      cut_text(file->path, NAME_MAX_SIZE));

		if (ret != 0)
			return ret;
		call = call_begin(store, SQL_FILE_PUT);
		call_int(&call, 1, commit);
		call_int(&call, 2, path);
		call_text(&call, 3, (struct text){ &file->status, 1 });
		call_int_or_null(&call, 4, file->insertions, file->insertions < 0);
		call_int_or_null(&call, 5, file->deletions, file->deletions < 0);
		ret = call_run(&call);
		if (ret != 0)
			return ret;
	}
	return 0;
}

static int insert_commit(bool *is_new, struct store *store, const struct commit_fact *fact)
{
	int64_t author, committer;
	struct call call;
	int ret = store_put_identity(&author, store, fact->author);

	if (ret == 0)
		ret = store_put_identity(&committer, store, fact->committer);
	if (ret != 0)
		return ret;
	call = call_begin(store, SQL_COMMIT_PUT);
	call_oid(&call, 1, &fact->oid);
	call_blob(&call, 2, fact->parents, fact->parent_count * sizeof(*fact->parents));
	call_int(&call, 3, author);
	call_int(&call, 4, committer);
	call_int(&call, 5, fact->author_time);
	call_int(&call, 6, fact->author_zone);
	call_int(&call, 7, fact->commit_time);
	call_int(&call, 8, fact->commit_zone);
	call_text(&call, 9, subject_of(fact->message));
	bind_totals(&call, 10, sum_files(fact));
	call_int(&call, 13, fact->files_state);
	call_int(&call, 14, fact->is_mass_change);
	call_int(&call, 15, fact->damage);
	ret = call_run(&call);
	*is_new = ret == 0 && store_changes(store) > 0;
	return ret;
}

/* The commit is there. A scan that knows more of its files than the earlier one did adds them. */
static int improve_commit(int64_t *id, struct store *store, const struct commit_fact *fact)
{
	struct call call = call_begin(store, SQL_COMMIT_FIND);
	int64_t state = 0;
	int ret;

	call_oid(&call, 1, &fact->oid);
	ret = call_step(&call);
	if (ret == 0) {
		*id = call_column(&call, 0);
		state = call_column(&call, 1);
	}
	call_end(&call);
	if (ret == 1)
		return error_set(ERR_FAILED, "cannot write '%s': a commit is in its index and not in its table",
		                 store->path);
	if (ret != 0 || (int64_t)fact->files_state >= state)
		return ret;
	call = call_begin(store, SQL_COMMIT_IMPROVE);
	call_int(&call, 1, *id);
	bind_totals(&call, 2, sum_files(fact));
	call_int(&call, 5, fact->files_state);
	call_int(&call, 6, fact->is_mass_change);
	ret = call_run(&call);
	return ret == 0 ? put_files(store, *id, fact) : ret;
}

int store_put_commit(int64_t *id, bool *is_new, struct store *store, const struct commit_fact *fact)
{
	int ret = insert_commit(is_new, store, fact);

	if (ret != 0)
		return ret;
	if (!*is_new)
		return improve_commit(id, store, fact);
	*id = store_last_id(store);
	return put_files(store, *id, fact);
}
