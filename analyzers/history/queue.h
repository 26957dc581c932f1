/* Commits waiting to be looked at, the newest first: what both walks over raw commits stand on. */
#ifndef HISTORY_QUEUE_H
#define HISTORY_QUEUE_H

#include <stddef.h>
#include "lead/facts.h"

struct queued_commit {
	int64_t commit_time;
	uint32_t index; /* of the walk's own set of ids; also the order of arrival, which breaks ties */
	uint32_t parent_count;
	struct oid *parents; /* the walk's own */
};

/* All zero is a valid empty queue. */
struct commit_queue {
	struct queued_commit *at; /* a heap, the newest on top */
	size_t count, capacity;
};
void commit_queue_push(struct commit_queue *queue, struct queued_commit commit);
/* Precondition: count > 0. */
struct queued_commit commit_queue_pop(struct commit_queue *queue);
void commit_queue_release(struct commit_queue *queue);

#endif
