/* Compares raw trees, skipping what is equal. Knows no commits and no blobs. */
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "tree_diff.h"

enum { SIDE_OLD, SIDE_NEW, SIDE_COUNT };

/* One side of a directory: what is left of its entries, and the next of them. */
struct tree_side {
	git_odb_object *object; /* NULL: absent */
	struct text rest;
	struct tree_entry entry;
	bool has_entry;
	struct oid oid;
};

struct tree_frame {
	struct tree_side sides[SIDE_COUNT];
	size_t path_size; /* of the directory, with its '/' */
};

static size_t cache_slot(const struct oid *oid)
{
	return (size_t)(oid->bytes[0] | oid->bytes[1] << 8) % TREE_CACHE_COUNT;
}

static void cache_clear(struct tree_walk *walk)
{
	for (size_t i = 0; i < TREE_CACHE_COUNT; i++) {
		git_odb_object_free(walk->cache[i]);
		walk->cache[i] = NULL;
	}
	walk->cache_size = 0;
}

/* The tree, shared with the cache; NULL if it is not here. */
static git_odb_object *read_tree(struct tree_walk *walk, const struct oid *oid)
{
	git_odb_object **slot = &walk->cache[cache_slot(oid)], *object = NULL;
	size_t size;

	if (*slot && !memcmp(git_odb_object_id(*slot)->id, oid->bytes, OID_SIZE)) {
		git_odb_object_dup(&object, *slot);
		return object;
	}
	object = object_read(walk->reader, oid, GIT_OBJECT_TREE);
	if (!object)
		return NULL;
	size = git_odb_object_size(object);
	if (size > TREE_CACHE_MAX_SIZE / 8)
		return object;
	if (walk->cache_size + size > TREE_CACHE_MAX_SIZE)
		cache_clear(walk);
	if (*slot)
		walk->cache_size -= git_odb_object_size(*slot);
	git_odb_object_free(*slot);
	git_odb_object_dup(slot, object);
	walk->cache_size += size;
	return object;
}

static int push_frame(struct tree_walk *walk, const struct oid *old_tree, const struct oid *new_tree)
{
	const struct oid *oids[SIDE_COUNT] = { old_tree, new_tree };
	struct tree_frame frame = { .path_size = walk->path.size };

	for (int i = 0; i < SIDE_COUNT; i++) {
		struct tree_side *side = &frame.sides[i];

		if (!oids[i])
			continue;
		side->oid = *oids[i];
		side->object = read_tree(walk, oids[i]);
		if (!side->object) {
			walk->missing = *oids[i];
			git_odb_object_free(frame.sides[SIDE_OLD].object);
			return error_set(ERR_MISSING, "a tree is not in this clone");
		}
		side->rest = object_text(side->object);
	}
	if (walk->frame_count == walk->frame_capacity) {
		walk->frame_capacity += walk->frame_capacity / 2 + 16;
		walk->frames = xrealloc_array(walk->frames, walk->frame_capacity, sizeof(*walk->frames));
	}
	walk->frames[walk->frame_count++] = frame;
	return 0;
}

static void pop_frame(struct tree_walk *walk)
{
	struct tree_frame *frame = &walk->frames[--walk->frame_count];

	for (int i = 0; i < SIDE_COUNT; i++)
		git_odb_object_free(frame->sides[i].object);
}

/* Steps both sides over entries that are the same byte for byte, without looking into them. */
static void skip_equal(struct text *a, struct text *b)
{
	while (a->size && b->size) {
		const char *nul = memchr(a->at, '\0', a->size);
		size_t size = nul ? (size_t)(nul - a->at) + 1 + OID_SIZE : SIZE_MAX;

		if (size > a->size || size > b->size || memcmp(a->at, b->at, size))
			return;
		*a = (struct text){ a->at + size, a->size - size };
		*b = (struct text){ b->at + size, b->size - size };
	}
}

static int next_entry(struct tree_walk *walk, struct tree_side *side)
{
	enum tree_entry_status status;

	if (side->has_entry || !side->object)
		return 0;
	status = tree_entry_next(&side->rest, &side->entry);
	if (status == TREE_ENTRY_MALFORMED) {
		walk->missing = side->oid;
		return error_set(ERR_MISSING, "a tree is malformed");
	}
	side->has_entry = status == TREE_ENTRY_FOUND;
	return 0;
}

static char status_of(const struct tree_entry *old_entry, const struct tree_entry *new_entry)
{
	bool is_old_file, is_new_file;

	if (!old_entry)
		return 'A';
	if (!new_entry)
		return 'D';
	is_old_file = old_entry->kind == ENTRY_FILE || old_entry->kind == ENTRY_PROGRAM;
	is_new_file = new_entry->kind == ENTRY_FILE || new_entry->kind == ENTRY_PROGRAM;
	return old_entry->kind == new_entry->kind || (is_old_file && is_new_file) ? 'M' : 'T';
}

static int report(struct tree_walk *walk, const struct tree_entry *old_entry, const struct tree_entry *new_entry)
{
	struct tree_change change = { .status = status_of(old_entry, new_entry) };

	walk->path_size += walk->path.size;
	if (++walk->change_count > TREE_CHANGES_MAX || walk->path_size > TREE_PATHS_MAX_SIZE)
		return error_set(ERR_INVALID, "a commit changes too many files");
	change.path = buf_text(&walk->path);
	if (old_entry) {
		change.old_kind = old_entry->kind;
		change.old_oid = old_entry->oid;
	}
	if (new_entry) {
		change.new_kind = new_entry->kind;
		change.new_oid = new_entry->oid;
	}
	walk->each(walk->payload, &change);
	return 0;
}

static void truncate_path(struct tree_walk *walk, size_t size)
{
	walk->path.size = size;
	if (walk->path.at)
		walk->path.at[size] = '\0';
}

/* One name of a directory: of either side, or of both. May add a frame, so takes copies. */
static int compare_entries(struct tree_walk *walk, const struct tree_entry *old_entry,
                           const struct tree_entry *new_entry)
{
	const struct tree_entry *either = old_entry ? old_entry : new_entry;

	if (old_entry && new_entry && old_entry->kind == new_entry->kind && oid_equal(&old_entry->oid, &new_entry->oid))
		return 0;
	buf_add_text(&walk->path, either->name);
	if (either->kind != ENTRY_TREE)
		return report(walk, old_entry, new_entry);
	if (walk->path.size > TREE_PATHS_MAX_SIZE)
		return error_set(ERR_INVALID, "a path is too long");
	buf_add_char(&walk->path, '/');
	return push_frame(walk, old_entry ? &old_entry->oid : NULL, new_entry ? &new_entry->oid : NULL);
}

static int step(struct tree_walk *walk)
{
	struct tree_frame *frame = &walk->frames[walk->frame_count - 1];
	struct tree_side *old_side = &frame->sides[SIDE_OLD], *new_side = &frame->sides[SIDE_NEW];
	struct tree_entry old_entry, new_entry;
	int order, ret;

	truncate_path(walk, frame->path_size);
	if (!old_side->has_entry && !new_side->has_entry)
		skip_equal(&old_side->rest, &new_side->rest);
	ret = next_entry(walk, old_side);
	if (!ret)
		ret = next_entry(walk, new_side);
	if (ret)
		return ret;
	if (!old_side->has_entry && !new_side->has_entry) {
		pop_frame(walk);
		return 0;
	}
	if (!old_side->has_entry || !new_side->has_entry)
		order = old_side->has_entry ? -1 : 1;
	else
		order = tree_entry_compare(&old_side->entry, &new_side->entry);
	old_entry = old_side->entry;
	new_entry = new_side->entry;
	if (order <= 0)
		old_side->has_entry = false;
	if (order >= 0)
		new_side->has_entry = false;
	return compare_entries(walk, order <= 0 ? &old_entry : NULL, order >= 0 ? &new_entry : NULL);
}

int tree_diff(struct tree_walk *walk, const struct oid *old_tree, const struct oid *new_tree)
{
	int ret = 0;

	walk->change_count = 0;
	walk->path_size = 0;
	buf_clear(&walk->path);
	if (!old_tree || !new_tree || !oid_equal(old_tree, new_tree))
		ret = push_frame(walk, old_tree, new_tree);
	while (!ret && walk->frame_count)
		ret = step(walk);
	while (walk->frame_count)
		pop_frame(walk);
	return ret;
}

void tree_walk_release(struct tree_walk *walk)
{
	cache_clear(walk);
	free(walk->frames);
	buf_release(&walk->path);
	walk->frames = NULL;
	walk->frame_capacity = 0;
}
