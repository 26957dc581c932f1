/*
 * A run of commits that is read at once: by several threads, trees in the order of commits, blobs in that of paths.
 * Private to history_read.
 */
#ifndef HISTORY_BATCH_H
#define HISTORY_BATCH_H

#include <stdatomic.h>
#include "lead/alloc.h"
#include "lead/map.h"
#include "lead/vec.h"
#include "line_count.h"
#include "mass.h"
#include "raw_commit.h"
#include "room.h"
#include "tree_diff.h"

/* Both bounds hold memory; the more of a path's history lies in one batch, the fewer delta bases are read twice. */
#define BATCH_COMMITS_MAX 32768
#define BATCH_CHANGES_MAX 262144
/* Bytes of commits kept until they are handed over; those beyond are read a second time. */
#define BATCH_RAW_MAX_SIZE ((size_t)16 << 20)

struct change {
	struct oid old_oid, new_oid;
	uint32_t path;   /* position in the part's map of paths */
	uint32_t commit; /* position in the batch */
	int32_t insertions, deletions;
	unsigned char old_kind, new_kind; /* enum entry_kind */
	char status;
	bool is_missing; /* a blob is not here */
};

struct batch_commit {
	struct text raw; /* in a part's arena; at = NULL: read it again */
	struct oid tree, first_parent;
	size_t parent_count;
	size_t first_change, change_count; /* in the changes of the part */
	unsigned char part;
	unsigned char files_state; /* enum files_state */
	bool is_here, has_tree, is_mass;
};

struct missing_fact {
	uint32_t commit; /* position in the batch */
	struct history_missing missing;
};

/* What one thread adds to a batch. */
struct batch_part {
	struct arena raw;
	struct map *paths;
	VEC(uint64_t) path_hashes;
	VEC(struct change) changes;
	VEC(struct missing_fact) missing;
	struct edit_list edits;
};

/* One change in the order of reading blobs: paths together, newest first. */
struct blob_order {
	uint64_t path_hash;
	uint32_t commit, change;
	uint32_t part;
};

struct batch {
	const struct oid *oids; /* borrowed from the caller's list */
	size_t count;           /* shrinks to what was read when a bound is reached */
	struct batch_commit *commits;
	struct oid_set index;     /* ids of the commits */
	uint32_t *positions;      /* of an id of the index in the batch; a list may name a commit twice */
	struct batch_part *parts; /* one a thread */
	unsigned part_count;
	struct blob_order *order;
	size_t order_count;
	VEC(struct missing_fact) missing; /* of all parts, by commit */
	/* Shared among the threads within one phase. */
	atomic_size_t next, change_total, raw_total;
};

/* What a thread keeps from batch to batch. */
#define BLOB_CACHE_COUNT 8
#define BLOB_CACHE_MAX_SIZE ((size_t)4 << 20)

struct blob_cache {
	git_odb_object *objects[BLOB_CACHE_COUNT]; /* the last used first */
	size_t size;
};

struct worker {
	const struct history_options *options;
	const struct repository *repository;
	unsigned number;
	struct object_reader reader;
	struct tree_walk walk;
	struct blob_cache blobs;
	struct line_counter counter;
	/* The batch and commit under way, for callbacks. */
	struct batch *batch;
	uint32_t commit;
};

/* Phase 1, all threads: reads and parses the commits. */
void batch_read_commits(struct batch *batch, struct worker *worker);
/* Between, one thread: lets phase 2 find a parent's tree. */
void batch_index_commits(struct batch *batch);
/* Phase 2, all threads: changed paths. */
void batch_read_trees(struct batch *batch, struct worker *worker);
/* Between, one thread: the order of phase 3. */
void batch_order_blobs(struct batch *batch);
/* Phase 3, all threads: line counts. */
void batch_read_blobs(struct batch *batch, struct worker *worker);
/* At the end, one thread: what needs all of a commit's parts. */
void batch_finish(struct batch *batch);

void batch_begin(struct batch *batch, const struct oid *oids, size_t count, unsigned part_count);
void batch_add_missing(struct batch_part *part, uint32_t commit, const struct oid *oid, const char *what);
void batch_release(struct batch *batch);
/* Hands the batch's facts to the sink; the first non-zero answer ends it and is returned. */
int batch_deliver(const struct batch *batch, struct repository *repository, const struct history_sink *sink) MUST_CHECK;

void worker_release(struct worker *worker);

#endif
