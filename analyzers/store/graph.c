/*
 * Reads the whole commit graph into flat arrays. One pass over the table; parents are resolved through a hash table
 * over object ids.
 */
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "lead/store_derive.h"
#include "database.h"

/* Object ids are hashes already; a few bytes of them spread well. Made-up ids cost time, never correctness. */
static uint32_t oid_slot(const struct store_graph *graph, const unsigned char *bytes)
{
	uint32_t hash;

	memcpy(&hash, bytes, sizeof(hash));
	return hash & (graph->slot_count - 1);
}

static uint32_t find_bytes(const struct store_graph *graph, const unsigned char *bytes)
{
	uint32_t slot;

	if (graph->slot_count == 0)
		return GRAPH_NONE;
	for (slot = oid_slot(graph, bytes);; slot = (slot + 1) & (graph->slot_count - 1)) {
		uint32_t index = graph->slots[slot];

		if (index == GRAPH_NONE || memcmp(graph->commits[index].oid.bytes, bytes, OID_SIZE) == 0)
			return index;
	}
}

uint32_t store_graph_find(const struct store_graph *graph, const struct oid *oid)
{
	return find_bytes(graph, oid->bytes);
}

uint32_t store_graph_find_id(const struct store_graph *graph, int64_t id)
{
	uint32_t low = 0, high = graph->count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (graph->commits[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < graph->count && graph->commits[low].id == id ? low : GRAPH_NONE;
}

static void add_slot(struct store_graph *graph, uint32_t index)
{
	uint32_t slot = oid_slot(graph, graph->commits[index].oid.bytes);

	while (graph->slots[slot] != GRAPH_NONE)
		slot = (slot + 1) & (graph->slot_count - 1);
	graph->slots[slot] = index;
}

void store_graph_release(struct store_graph *graph)
{
	if (graph == NULL)
		return;
	free(graph->commits);
	free(graph->parents);
	free(graph->slots);
	*graph = (struct store_graph){ .tip = GRAPH_NONE };
}

static int index_commits(struct store_graph *graph, size_t count, struct store *store)
{
	if (count >= GRAPH_NONE / 4)
		return error_set(ERR_FAILED, "'%s' holds more commits than can be grouped", store->path);
	for (graph->slot_count = 16; graph->slot_count < 2 * (uint32_t)count; graph->slot_count *= 2)
		continue;
	graph->slots = xrealloc_array(NULL, graph->slot_count, sizeof(*graph->slots));
	memset(graph->slots, 0xff, graph->slot_count * sizeof(*graph->slots));
	for (graph->count = 0; graph->count < count; graph->count++)
		add_slot(graph, graph->count);
	return 0;
}

static int read_commit(struct graph_commit *commit, struct buf *parents, const struct call *call)
{
	struct text oid = call_column_text(call, 1);
	struct text ids = call_column_text(call, 2);
	size_t parent_count = ids.size / OID_SIZE;

	if (oid.size != OID_SIZE || ids.size % OID_SIZE != 0 || parents->size / OID_SIZE + parent_count >= GRAPH_NONE)
		return error_set(ERR_FAILED, "'%s' is damaged: a commit has a malformed id", call->store->path);
	commit->id = call_column(call, 0);
	memcpy(commit->oid.bytes, oid.at, OID_SIZE);
	commit->first_parent = (uint32_t)(parents->size / OID_SIZE);
	commit->parent_count = (uint32_t)parent_count;
	commit->author = (uint32_t)call_column(call, 3);
	commit->committer = (uint32_t)call_column(call, 4);
	commit->author_time = call_column(call, 5);
	commit->commit_time = call_column(call, 6);
	commit->files_state = (enum files_state)call_column(call, 7);
	/* Kept as bytes until every commit has its index. */
	buf_add_text(parents, ids);
	return 0;
}

static int read_commits(struct store_graph *graph, struct buf *parents, struct store *store)
{
	VEC(struct graph_commit) commits = { 0 };
	struct call call = call_begin(store, SQL_GRAPH);
	int ret;

	while ((ret = call_step(&call)) == 0) {
		ret = read_commit(VEC_PUSH(&commits), parents, &call);
		if (ret != 0)
			break;
	}
	call_end(&call);
	graph->commits = commits.at;
	return ret == 1 ? index_commits(graph, commits.count, store) : ret;
}

static void resolve_parents(struct store_graph *graph, const struct buf *parents)
{
	graph->parent_count = (uint32_t)(parents->size / OID_SIZE);
	graph->parents = xrealloc_array(NULL, (size_t)graph->parent_count + 1, sizeof(*graph->parents));
	for (uint32_t i = 0; i < graph->parent_count; i++)
		graph->parents[i] = find_bytes(graph, (const unsigned char *)parents->at + (size_t)i * OID_SIZE);
}

int store_load_graph(struct store_graph *out, struct store *store, int64_t repository)
{
	struct store_graph graph = { .tip = GRAPH_NONE };
	struct buf parents = { 0 };
	struct oid tip;
	int ret = read_commits(&graph, &parents, store);

	if (ret != 0)
		goto done;
	resolve_parents(&graph, &parents);
	ret = store_get_tip(&tip, store, repository);
	if (ret == 0)
		graph.tip = store_graph_find(&graph, &tip);
	else if (ret == ERR_NOTFOUND)
		ret = 0;
done:
	buf_release(&parents);
	if (ret == 0)
		*out = graph;
	else
		store_graph_release(&graph);
	return ret;
}
