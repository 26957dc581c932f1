/*
 * Lists commits by its own walk over raw commits, newest first as git log does: libgit2's gives up on one malformed
 * commit. Reads no trees.
 */
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "queue.h"
#include "raw_commit.h"
#include "room.h"

struct walk {
	struct repository *repository;
	struct object_reader reader;
	struct oid_set seen;
	struct commit_queue queue; /* seen and not yet listed: only this frontier holds parents */
	history_known *known;
	void (*missing)(void *, const struct history_missing *);
	void *payload;
};

static void read_parents(struct queued_commit *pending, const struct raw_commit *commit)
{
	pending->parent_count = (uint32_t)commit->parent_count;
	pending->parents = xrealloc_array(NULL, commit->parent_count, sizeof(*pending->parents));
	for (size_t i = 0; i < commit->parent_count; i++)
		raw_commit_parent(&pending->parents[i], commit, i);
}

/* Takes the commit into the walk if it is new, here, and not known. */
static void enter(struct walk *walk, const struct oid *oid)
{
	struct queued_commit pending = { 0 };
	struct raw_commit commit;
	git_odb_object *object;
	bool is_new;

	pending.index = oid_set_add(&walk->seen, oid, &is_new);
	if (!is_new || (walk->known && walk->known(walk->payload, oid)))
		return;
	object = object_read(&walk->reader, oid, GIT_OBJECT_COMMIT);
	if (!object) {
		if (walk->missing)
			walk->missing(walk->payload, &(struct history_missing){ *oid, "commit" });
		return;
	}
	raw_commit_parse(&commit, object_text(object));
	pending.commit_time = commit.committer.time;
	if (oid_set_find(&walk->repository->shallow, oid) == OID_SET_NONE)
		read_parents(&pending, &commit);
	commit_queue_push(&walk->queue, pending);
	git_odb_object_free(object);
}

static void add_to_list(struct oid_list *list, const struct oid *oid)
{
	if (list->count == list->capacity) {
		list->capacity += list->capacity / 2 + 64;
		list->at = xrealloc_array(list->at, list->capacity, sizeof(*list->at));
	}
	list->at[list->count++] = *oid;
}

int history_list_new(struct oid_list *out, struct repository *repository, const struct oid *tips, size_t tip_count,
                     history_known *known, void (*missing)(void *, const struct history_missing *), void *payload)
{
	struct walk walk = {
		.repository = repository,
		.reader = { .odb = repository->odb },
		.known = known,
		.missing = missing,
		.payload = payload,
	};

	for (size_t i = 0; i < tip_count; i++)
		enter(&walk, &tips[i]);
	while (walk.queue.count) {
		struct queued_commit newest = commit_queue_pop(&walk.queue);

		add_to_list(out, &walk.seen.at[newest.index]);
		for (uint32_t i = 0; i < newest.parent_count; i++)
			enter(&walk, &newest.parents[i]);
		free(newest.parents);
	}
	oid_set_release(&walk.seen);
	commit_queue_release(&walk.queue);
	return 0;
}

void oid_list_release(struct oid_list *list)
{
	free(list->at);
	*list = (struct oid_list){ 0 };
}
