/* The first two phases of a batch: commits, then the paths they changed. Reads no blobs. */
#include "batch.h"

/* Neighbouring commits share trees, so a thread takes a run of them; short ones, so that all end together. */
#define RUN_COMMITS 64

static void read_commit(struct batch *batch, struct worker *worker, size_t position)
{
	struct batch_part *part = &batch->parts[worker->number];
	struct batch_commit *commit = &batch->commits[position];
	git_odb_object *object = object_read(&worker->reader, &batch->oids[position], GIT_OBJECT_COMMIT);
	struct raw_commit raw;
	struct text bytes;

	if (!object) {
		batch_add_missing(part, (uint32_t)position, &batch->oids[position], "commit");
		return;
	}
	bytes = object_text(object);
	raw_commit_parse(&raw, bytes);
	commit->is_here = true;
	commit->has_tree = raw.has_tree;
	commit->tree = raw.tree;
	commit->parent_count = raw.parent_count;
	if (raw.parent_count)
		raw_commit_parent(&commit->first_parent, &raw, 0);
	if (atomic_fetch_add(&batch->raw_total, bytes.size) + bytes.size <= BATCH_RAW_MAX_SIZE)
		commit->raw = (struct text){ arena_copy(&part->raw, bytes.at, bytes.size), bytes.size };
	git_odb_object_free(object);
}

void batch_read_commits(struct batch *batch, struct worker *worker)
{
	size_t from;

	while ((from = atomic_fetch_add(&batch->next, RUN_COMMITS)) < batch->count) {
		for (size_t i = from; i < from + RUN_COMMITS && i < batch->count; i++)
			read_commit(batch, worker, i);
	}
}

static void add_change(void *payload, const struct tree_change *found)
{
	struct worker *worker = payload;
	struct batch_part *part = &worker->batch->parts[worker->number];
	struct change *change = VEC_PUSH(&part->changes);
	bool is_new;

	change->path = map_intern(part->paths, found->path, map_count(part->paths), &is_new);
	if (is_new)
		*VEC_PUSH(&part->path_hashes) = text_hash(TEXT_HASH_SEED, found->path);
	change->commit = worker->commit;
	change->status = found->status;
	change->old_kind = (unsigned char)found->old_kind;
	change->new_kind = (unsigned char)found->new_kind;
	change->old_oid = found->old_oid;
	change->new_oid = found->new_oid;
	change->insertions = change->deletions = -1;
}

/* The tree of the first parent, from the batch if it is in there. False: it is not here. */
static bool find_parent_tree(struct oid *out, struct batch *batch, struct worker *worker, size_t position)
{
	const struct oid *parent = &batch->commits[position].first_parent;
	uint32_t index = oid_set_find(&batch->index, parent);
	struct raw_commit raw;
	git_odb_object *object;

	if (index != OID_SET_NONE && batch->commits[batch->positions[index]].is_here) {
		*out = batch->commits[batch->positions[index]].tree;
		return batch->commits[batch->positions[index]].has_tree;
	}
	object = object_read(&worker->reader, parent, GIT_OBJECT_COMMIT);
	if (!object) {
		batch_add_missing(&batch->parts[worker->number], (uint32_t)position, parent, "commit");
		return false;
	}
	raw_commit_parse(&raw, object_text(object));
	*out = raw.tree;
	git_odb_object_free(object);
	return raw.has_tree;
}

static enum files_state read_changes(struct batch *batch, struct worker *worker, size_t position)
{
	const struct history_options *options = worker->options;
	struct batch_commit *commit = &batch->commits[position];
	struct batch_part *part = &batch->parts[worker->number];
	struct oid parent_tree;
	int ret;

	if (!options->want_files || commit->parent_count > 1)
		return FILES_NOT_READ;
	if (!commit->has_tree || (commit->parent_count && worker->repository->is_shallow &&
	                          oid_set_find(&worker->repository->shallow, &batch->oids[position]) != OID_SET_NONE))
		return FILES_UNKNOWN;
	if (commit->parent_count && !find_parent_tree(&parent_tree, batch, worker, position))
		return FILES_UNKNOWN;
	worker->batch = batch;
	worker->commit = (uint32_t)position;
	ret = tree_diff(&worker->walk, commit->parent_count ? &parent_tree : NULL, &commit->tree);
	if (!ret)
		return options->want_lines ? FILES_COMPLETE : FILES_NO_LINES;
	if (ret == ERR_MISSING)
		batch_add_missing(part, (uint32_t)position, &worker->walk.missing, "tree");
	part->changes.count = commit->first_change; /* half of a commit's files is none */
	return FILES_UNKNOWN;
}

void batch_read_trees(struct batch *batch, struct worker *worker)
{
	struct batch_part *part = &batch->parts[worker->number];
	size_t from;

	worker->walk.reader = &worker->reader;
	worker->walk.each = add_change;
	worker->walk.payload = worker;
	/* Every run that was taken is read to its end, so what was read is always a beginning of the batch. */
	while (atomic_load(&batch->change_total) < BATCH_CHANGES_MAX &&
	       (from = atomic_fetch_add(&batch->next, RUN_COMMITS)) < batch->count) {
		size_t before = part->changes.count;

		for (size_t i = from; i < from + RUN_COMMITS && i < batch->count; i++) {
			struct batch_commit *commit = &batch->commits[i];

			commit->part = (unsigned char)worker->number;
			commit->first_change = part->changes.count;
			if (commit->is_here)
				commit->files_state = (unsigned char)read_changes(batch, worker, i);
			commit->change_count = part->changes.count - commit->first_change;
		}
		atomic_fetch_add(&batch->change_total, part->changes.count - before);
	}
}
