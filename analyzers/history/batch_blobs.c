/*
 * The last phase of a batch: lines. A path's changes are read one after the other, so that its blobs are found in the
 * library's cache of delta bases, or in the thread's own small one. Reads no trees.
 */
#include <string.h>
#include "batch.h"

#define RUN_CHANGES 256

static void cache_drop_last(struct blob_cache *cache)
{
	for (size_t i = BLOB_CACHE_COUNT; i-- > 0;) {
		if (cache->objects[i]) {
			cache->size -= git_odb_object_size(cache->objects[i]);
			git_odb_object_free(cache->objects[i]);
			cache->objects[i] = NULL;
			return;
		}
	}
}

static void cache_put_first(struct blob_cache *cache, git_odb_object *object, size_t from)
{
	memmove(&cache->objects[1], &cache->objects[0], from * sizeof(cache->objects[0]));
	cache->objects[0] = object;
}

/* The blob, to be freed by the caller; NULL if it is not here. */
static git_odb_object *read_blob(struct worker *worker, const struct oid *oid)
{
	struct blob_cache *cache = &worker->blobs;
	git_odb_object *object = NULL, *kept = NULL;
	size_t size;

	for (size_t i = 0; i < BLOB_CACHE_COUNT && cache->objects[i]; i++) {
		if (!memcmp(git_odb_object_id(cache->objects[i])->id, oid->bytes, OID_SIZE)) {
			object = cache->objects[i];
			cache_put_first(cache, object, i);
			git_odb_object_dup(&kept, object);
			return kept;
		}
	}
	object = object_read(&worker->reader, oid, GIT_OBJECT_BLOB);
	if (!object)
		return NULL;
	size = git_odb_object_size(object);
	if (size > BLOB_CACHE_MAX_SIZE)
		return object;
	while (cache->objects[BLOB_CACHE_COUNT - 1] || (cache->objects[0] && cache->size + size > BLOB_CACHE_MAX_SIZE))
		cache_drop_last(cache);
	git_odb_object_dup(&kept, object);
	cache_put_first(cache, kept, BLOB_CACHE_COUNT - 1);
	cache->size += size;
	return object;
}

/* One side of a change. */
struct content {
	git_odb_object *object;
	struct buf made; /* of a submodule: the line that git compares */
	struct text text;
};

/* False: the blob is not here. */
static bool load(struct content *content, struct worker *worker, const struct oid *oid, enum entry_kind kind)
{
	if (kind == ENTRY_GITLINK) {
		buf_add_str(&content->made, "Subproject commit ");
		oid_add_hex(&content->made, oid);
		buf_add_char(&content->made, '\n');
		content->text = buf_text(&content->made);
		return true;
	}
	content->object = read_blob(worker, oid);
	if (content->object)
		content->text = object_text(content->object);
	return content->object != NULL;
}

static void release_content(struct content *content)
{
	git_odb_object_free(content->object);
	buf_release(&content->made);
}

static void note_edit(void *payload, struct text removed, struct text added)
{
	struct worker *worker = payload;

	edit_list_add(&worker->batch->parts[worker->number].edits, worker->commit, edit_hash(removed, added));
}

/* What is no run of lines is an edit too: of the mode, the same everywhere; of binary content, never the same. */
static void note_other_edit(struct worker *worker, const struct change *change, struct line_counts counts)
{
	const char kinds[] = { (char)change->old_kind, (char)change->new_kind };
	uint64_t hash = text_hash(TEXT_HASH_SEED, (struct text){ kinds, sizeof(kinds) });

	if (counts.insertions > 0 || counts.deletions > 0)
		return;
	if (counts.insertions < 0) {
		hash = text_hash(hash, (struct text){ (const char *)change->old_oid.bytes, OID_SIZE });
		hash = text_hash(hash, (struct text){ (const char *)change->new_oid.bytes, OID_SIZE });
	}
	edit_list_add(&worker->batch->parts[worker->number].edits, worker->commit, hash);
}

static void count_change(struct batch *batch, struct worker *worker, struct change *change)
{
	bool is_large = batch->commits[change->commit].change_count > MASS_FILES_MIN;
	struct line_hunks hunks = { note_edit, worker };
	struct batch_part *part = &batch->parts[worker->number];
	struct content sides[LINE_SIDE_COUNT] = { { 0 }, { 0 } };
	struct line_counts counts;

	worker->batch = batch;
	worker->commit = change->commit;
	if (change->status != 'A' && !load(&sides[LINE_OLD], worker, &change->old_oid, change->old_kind)) {
		batch_add_missing(part, change->commit, &change->old_oid, "blob");
		change->is_missing = true;
	}
	if (change->status != 'D' && !load(&sides[LINE_NEW], worker, &change->new_oid, change->new_kind)) {
		batch_add_missing(part, change->commit, &change->new_oid, "blob");
		change->is_missing = true;
	}
	if (!change->is_missing) {
		counts = line_count(&worker->counter, sides[LINE_OLD].text, sides[LINE_NEW].text,
		                    worker->options->exact_lines, is_large ? &hunks : NULL);
		change->insertions = counts.insertions;
		change->deletions = counts.deletions;
		if (is_large)
			note_other_edit(worker, change, counts);
	}
	release_content(&sides[LINE_OLD]);
	release_content(&sides[LINE_NEW]);
}

void batch_read_blobs(struct batch *batch, struct worker *worker)
{
	size_t from;

	if (!worker->options->want_lines)
		return;
	while ((from = atomic_fetch_add(&batch->next, RUN_CHANGES)) < batch->order_count) {
		for (size_t i = from; i < from + RUN_CHANGES && i < batch->order_count; i++) {
			const struct blob_order *order = &batch->order[i];

			count_change(batch, worker, &batch->parts[order->part].changes.at[order->change]);
		}
	}
	while (worker->blobs.objects[0])
		cache_drop_last(&worker->blobs);
}
