/* A binary heap of commits by commit time. Knows no objects. */
#include "queue.h"

#include <stdbool.h>
#include <stdlib.h>
#include "lead/alloc.h"

static bool is_before(const struct queued_commit *a, const struct queued_commit *b)
{
	return a->commit_time != b->commit_time ? a->commit_time > b->commit_time : a->index < b->index;
}

void commit_queue_push(struct commit_queue *queue, struct queued_commit commit)
{
	size_t at = queue->count++;

	if (queue->count > queue->capacity) {
		queue->capacity += queue->capacity / 2 + 64;
		queue->at = xrealloc_array(queue->at, queue->capacity, sizeof(*queue->at));
	}
	for (; at && is_before(&commit, &queue->at[(at - 1) / 2]); at = (at - 1) / 2)
		queue->at[at] = queue->at[(at - 1) / 2];
	queue->at[at] = commit;
}

struct queued_commit commit_queue_pop(struct commit_queue *queue)
{
	struct queued_commit top = queue->at[0], last = queue->at[--queue->count];
	size_t at = 0, child;

	while ((child = 2 * at + 1) < queue->count) {
		if (child + 1 < queue->count && is_before(&queue->at[child + 1], &queue->at[child]))
			child++;
		if (!is_before(&queue->at[child], &last))
			break;
		queue->at[at] = queue->at[child];
		at = child;
	}
	queue->at[at] = last;
	return top;
}

void commit_queue_release(struct commit_queue *queue)
{
	free(queue->at);
	*queue = (struct commit_queue){ 0 };
}
