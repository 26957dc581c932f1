/* Turns a finished batch into facts, in the order of the list. Runs in the caller's thread only. */
#include <stdlib.h>
#include "batch.h"

/* What one commit's fact borrows; used again for the next. */
struct delivery {
	const struct batch *batch;
	struct object_reader reader;
	struct recoder recoder;
	struct arena texts;
	VEC(struct oid) parents;
	VEC(struct file_change) files;
};

static int compare_files(const void *left, const void *right)
{
	const struct file_change *a = left, *b = right;

	return text_compare(a->path, b->path);
}

/* Only a malformed tree gives paths out of order or twice. */
static void order_files(struct delivery *delivery)
{
	size_t kept = 0, count = delivery->files.count;
	struct file_change *files = delivery->files.at;
	bool is_ordered = true;

	for (size_t i = 1; i < count && is_ordered; i++)
		is_ordered = compare_files(&files[i - 1], &files[i]) < 0;
	if (is_ordered)
		return;
	qsort(files, count, sizeof(*files), compare_files);
	for (size_t i = 0; i < count; i++) {
		if (!kept || compare_files(&files[kept - 1], &files[i]))
			files[kept++] = files[i];
	}
	delivery->files.count = kept;
}

static void add_files(struct delivery *delivery, struct commit_fact *fact, const struct batch_commit *commit)
{
	const struct batch_part *part = &delivery->batch->parts[commit->part];

	VEC_CLEAR(&delivery->files);
	for (size_t i = 0; i < commit->change_count; i++) {
		const struct change *change = &part->changes.at[commit->first_change + i];

		*VEC_PUSH(&delivery->files) = (struct file_change){
			.path = map_key(part->paths, change->path),
			.status = change->status,
			.insertions = change->insertions,
			.deletions = change->deletions,
		};
		if (change->is_missing)
			fact->files_state = FILES_NO_LINES;
	}
	order_files(delivery);
	fact->files = delivery->files.at;
	fact->file_count = delivery->files.count;
}

static void add_head(struct delivery *delivery, struct commit_fact *fact, struct text bytes)
{
	struct raw_commit raw;

	raw_commit_parse(&raw, bytes);
	raw_commit_recode(&delivery->recoder, &raw, &delivery->texts);
	VEC_CLEAR(&delivery->parents);
	for (size_t i = 0; i < raw.parent_count; i++)
		raw_commit_parent(VEC_PUSH(&delivery->parents), &raw, i);
	fact->parents = delivery->parents.at;
	fact->parent_count = delivery->parents.count;
	fact->author = raw.author.who;
	fact->author_time = raw.author.time;
	fact->author_zone = raw.author.zone;
	fact->committer = raw.committer.who;
	fact->commit_time = raw.committer.time;
	fact->commit_zone = raw.committer.zone;
	fact->message = raw.message;
	fact->damage = raw.damage;
}

static int deliver_commit(struct delivery *delivery, size_t position, const struct history_sink *sink)
{
	const struct batch_commit *commit = &delivery->batch->commits[position];
	struct commit_fact fact = {
		.oid = delivery->batch->oids[position],
		.files_state = commit->files_state,
		.is_mass_change = commit->is_mass,
	};
	git_odb_object *object = NULL;
	int ret;

	if (!commit->is_here)
		return 0;
	if (!commit->raw.at) {
		object = object_read(&delivery->reader, &fact.oid, GIT_OBJECT_COMMIT);
		if (!object)
			return error_set(ERR_FAILED, "a commit vanished while the repository was read");
	}
	arena_clear(&delivery->texts);
	add_head(delivery, &fact, object ? object_text(object) : commit->raw);
	add_files(delivery, &fact, commit);
	ret = sink->commit(sink->payload, &fact);
	git_odb_object_free(object);
	return ret;
}

int batch_deliver(const struct batch *batch, struct repository *repository, const struct history_sink *sink)
{
	struct delivery delivery = { .batch = batch, .reader = { .odb = repository->odb } };
	size_t missing = 0;
	int ret = 0;

	for (size_t i = 0; i < batch->count && !ret; i++) {
		for (; missing < batch->missing.count && batch->missing.at[missing].commit == i; missing++) {
			if (sink->missing)
				sink->missing(sink->payload, &batch->missing.at[missing].missing);
		}
		ret = deliver_commit(&delivery, i, sink);
	}
	recoder_release(&delivery.recoder);
	arena_release(&delivery.texts);
	VEC_RELEASE(&delivery.parents);
	VEC_RELEASE(&delivery.files);
	return ret;
}
