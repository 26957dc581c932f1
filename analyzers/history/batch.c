/* A batch's life: begun, indexed, ordered, finished, released. Reads no objects. */
#include <stdlib.h>
#include <string.h>
#include "batch.h"

void batch_begin(struct batch *batch, const struct oid *oids, size_t count, unsigned part_count)
{
	if (!batch->parts) {
		batch->part_count = part_count;
		batch->parts = xcalloc(part_count, sizeof(*batch->parts));
	}
	batch->oids = oids;
	batch->count = count;
	batch->commits = xrealloc_array(batch->commits, count, sizeof(*batch->commits));
	memset(batch->commits, 0, count * sizeof(*batch->commits));
	oid_set_clear(&batch->index);
	batch->order_count = 0;
	VEC_CLEAR(&batch->missing);
	for (unsigned i = 0; i < batch->part_count; i++) {
		struct batch_part *part = &batch->parts[i];

		arena_clear(&part->raw);
		map_free(part->paths);
		part->paths = map_new();
		VEC_CLEAR(&part->path_hashes);
		VEC_CLEAR(&part->changes);
		VEC_CLEAR(&part->missing);
		part->edits.count = 0;
	}
	atomic_store(&batch->next, 0);
	atomic_store(&batch->change_total, 0);
	atomic_store(&batch->raw_total, 0);
}

void batch_add_missing(struct batch_part *part, uint32_t commit, const struct oid *oid, const char *what)
{
	*VEC_PUSH(&part->missing) = (struct missing_fact){ commit, { *oid, what } };
}

void batch_index_commits(struct batch *batch)
{
	bool is_new;

	batch->positions = xrealloc_array(batch->positions, batch->count, sizeof(*batch->positions));
	for (size_t i = 0; i < batch->count; i++)
		batch->positions[oid_set_add(&batch->index, &batch->oids[i], &is_new)] = (uint32_t)i;
	atomic_store(&batch->next, 0);
}

static int compare_order(const void *left, const void *right)
{
	const struct blob_order *a = left, *b = right;

	if (a->path_hash != b->path_hash)
		return a->path_hash < b->path_hash ? -1 : 1;
	return a->commit < b->commit ? -1 : a->commit > b->commit;
}

void batch_order_blobs(struct batch *batch)
{
	size_t next = atomic_load(&batch->next), total = 0;

	/* Commits that were not reached when the bound was are left to the next batch. */
	if (batch->count > next)
		batch->count = next;
	for (unsigned i = 0; i < batch->part_count; i++)
		total += batch->parts[i].changes.count;
	batch->order = xrealloc_array(batch->order, total, sizeof(*batch->order));
	for (unsigned i = 0; i < batch->part_count; i++) {
		const struct batch_part *part = &batch->parts[i];

		for (size_t j = 0; j < part->changes.count; j++) {
			const struct change *change = &part->changes.at[j];

			batch->order[batch->order_count++] = (struct blob_order){ part->path_hashes.at[change->path],
				                                                  change->commit, (uint32_t)j, i };
		}
	}
	/* A path's hash stands for the path: only neighbourhood matters, and numbers sort faster. */
	if (total)
		qsort(batch->order, total, sizeof(*batch->order), compare_order);
	atomic_store(&batch->next, 0);
}

static int compare_missing(const void *left, const void *right)
{
	const struct missing_fact *a = left, *b = right;

	if (a->commit != b->commit)
		return a->commit < b->commit ? -1 : 1;
	return memcmp(a->missing.oid.bytes, b->missing.oid.bytes, OID_SIZE);
}

static void mark_mass_changes(struct batch *batch)
{
	struct edit_list all = { 0 };
	size_t end;

	for (unsigned i = 0; i < batch->part_count; i++) {
		const struct edit_list *edits = &batch->parts[i].edits;

		for (size_t j = 0; j < edits->count; j++)
			edit_list_add(&all, edits->at[j].commit, edits->at[j].hash);
	}
	edit_list_sort(&all);
	for (size_t i = 0; i < all.count; i = end) {
		struct batch_commit *commit = &batch->commits[all.at[i].commit];

		for (end = i; end < all.count && all.at[end].commit == all.at[i].commit; end++)
			;
		commit->is_mass = is_mass_change(commit->change_count, &all.at[i], end - i);
	}
	edit_list_release(&all);
}

void batch_finish(struct batch *batch)
{
	mark_mass_changes(batch);
	for (unsigned i = 0; i < batch->part_count; i++) {
		const struct batch_part *part = &batch->parts[i];

		for (size_t j = 0; j < part->missing.count; j++) {
			if (part->missing.at[j].commit < batch->count)
				*VEC_PUSH(&batch->missing) = part->missing.at[j];
		}
	}
	if (batch->missing.count)
		qsort(batch->missing.at, batch->missing.count, sizeof(*batch->missing.at), compare_missing);
}

void batch_release(struct batch *batch)
{
	for (unsigned i = 0; i < batch->part_count; i++) {
		struct batch_part *part = &batch->parts[i];

		arena_release(&part->raw);
		map_free(part->paths);
		VEC_RELEASE(&part->path_hashes);
		VEC_RELEASE(&part->changes);
		VEC_RELEASE(&part->missing);
		edit_list_release(&part->edits);
	}
	free(batch->parts);
	free(batch->commits);
	free(batch->order);
	free(batch->positions);
	oid_set_release(&batch->index);
	VEC_RELEASE(&batch->missing);
}
