/*
 * Lists commits by its own walk over raw commits, newest first as git log does: libgit2's gives up on one malformed
 * commit. Reads no trees.
 */
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "raw_commit.h"
#include "room.h"

/* A commit seen and not yet listed. */
struct pending {
	int64_t commit_time;
	uint32_t index; /* into the set of ids seen; also the order of arrival, which breaks ties */
	uint32_t parent_count;
	struct oid *parents; /* owned; only the frontier of the walk holds them */
};

struct walk {
	struct repository *repository;
	struct object_reader reader;
	struct oid_set seen;
	struct pending *heap; /* the newest on top */
	size_t heap_count, heap_capacity;
	history_known *known;
	void (*missing)(void *, const struct history_missing *);
	void *payload;
};

static bool is_before(const struct pending *a, const struct pending *b)
{
	return a->commit_time != b->commit_time ? a->commit_time > b->commit_time : a->index < b->index;
}

static void push(struct walk *walk, struct pending pending)
{
	size_t at = walk->heap_count++;

	if (walk->heap_count > walk->heap_capacity) {
		walk->heap_capacity += walk->heap_capacity / 2 + 64;
		walk->heap = xrealloc_array(walk->heap, walk->heap_capacity, sizeof(*walk->heap));
	}
	for (; at && is_before(&pending, &walk->heap[(at - 1) / 2]); at = (at - 1) / 2)
		walk->heap[at] = walk->heap[(at - 1) / 2];
	walk->heap[at] = pending;
}

static struct pending pop(struct walk *walk)
{
	struct pending top = walk->heap[0], last = walk->heap[--walk->heap_count];
	size_t at = 0, child;

	while ((child = 2 * at + 1) < walk->heap_count) {
		if (child + 1 < walk->heap_count && is_before(&walk->heap[child + 1], &walk->heap[child]))
			child++;
		if (!is_before(&walk->heap[child], &last))
			break;
		walk->heap[at] = walk->heap[child];
		at = child;
	}
	walk->heap[at] = last;
	return top;
}

static void read_parents(struct pending *pending, const struct raw_commit *commit)
{
	pending->parent_count = (uint32_t)commit->parent_count;
	pending->parents = xrealloc_array(NULL, commit->parent_count, sizeof(*pending->parents));
	for (size_t i = 0; i < commit->parent_count; i++)
		raw_commit_parent(&pending->parents[i], commit, i);
}

/* Takes the commit into the walk if it is new, here, and not known. */
static void enter(struct walk *walk, const struct oid *oid)
{
	struct pending pending = { 0 };
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
	push(walk, pending);
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
	while (walk.heap_count) {
		struct pending newest = pop(&walk);

		add_to_list(out, &walk.seen.at[newest.index]);
		for (uint32_t i = 0; i < newest.parent_count; i++)
			enter(&walk, &newest.parents[i]);
		free(newest.parents);
	}
	oid_set_release(&walk.seen);
	free(walk.heap);
	return 0;
}

void oid_list_release(struct oid_list *list)
{
	free(list->at);
	*list = (struct oid_list){ 0 };
}
