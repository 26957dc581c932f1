/*
 * Compares two trees as `git diff-tree -r --no-renames` does, over raw tree objects. Depth costs heap, not stack.
 */
#ifndef HISTORY_TREE_DIFF_H
#define HISTORY_TREE_DIFF_H

#include "room.h"
#include "tree_entry.h"

/* A commit with more changes or longer paths than this is not one that anybody wrote: its files count as unknown. */
#define TREE_CHANGES_MAX ((size_t)1 << 20)
#define TREE_PATHS_MAX_SIZE ((size_t)64 << 20)

/* One changed path; the texts live until the callback returns. A side that is absent has a zero id. */
struct tree_change {
	struct text path;
	char status; /* A M D T */
	enum entry_kind old_kind, new_kind;
	struct oid old_oid, new_oid;
};

#define TREE_CACHE_COUNT 4096
#define TREE_CACHE_MAX_SIZE ((size_t)6 << 20)

struct tree_frame; /* private to tree_diff.c */

/* Of one thread; all zero but the reader is valid. */
struct tree_walk {
	struct object_reader *reader;
	struct buf path;
	struct tree_frame *frames;
	size_t frame_count, frame_capacity;
	/* Neighbours in a history share most trees. */
	git_odb_object *cache[TREE_CACHE_COUNT];
	size_t cache_size;
	size_t change_count, path_size; /* of the comparison under way */
	struct oid missing;             /* the tree that was not here, after ERR_MISSING */
	void (*each)(void *payload, const struct tree_change *change);
	void *payload;
};

/*
 * Calls back for each changed path, in the order of the paths if the trees are in order. NULL is the empty tree.
 * ERR_MISSING: a tree is not here or malformed, its id is in walk->missing. ERR_INVALID: over the limits above.
 */
int tree_diff(struct tree_walk *walk, const struct oid *old_tree, const struct oid *new_tree) MUST_CHECK;
void tree_walk_release(struct tree_walk *walk);

#endif
