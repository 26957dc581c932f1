/*
 * Several databases into one: facts by their natural keys (store), which tip of a repository stands, and the history landed
 * again from there. One transaction: whatever fails, nothing is changed.
 */
#include "lead/scan.h"

#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "lead/store_derive.h"
#include "scan_steps.h"

/* Whether the commit is in the history of the other one. */
static bool contains(const struct store_graph *graph, uint32_t tip, uint32_t wanted)
{
	VEC(uint32_t) left = { 0 };
	bool *is_seen = xcalloc(graph->count, sizeof(*is_seen));
	bool is_found = false;

	*VEC_PUSH(&left) = tip;
	is_seen[tip] = true;
	while (left.count && !is_found) {
		const struct graph_commit *commit;
		uint32_t at = left.at[--left.count];

		is_found = at == wanted;
		commit = &graph->commits[at];
		for (uint32_t i = 0; i < commit->parent_count; i++) {
			uint32_t parent = graph->parents[commit->first_parent + i];

			if (parent == GRAPH_NONE || is_seen[parent])
				continue;
			is_seen[parent] = true;
			*VEC_PUSH(&left) = parent;
		}
	}
	VEC_RELEASE(&left);
	free(is_seen);
	return is_found;
}

static int tell_parted(const struct scan_merge_watch *watch, struct store *store, int64_t repository, const char *path)
{
	struct statement *statement;
	struct buf words = { 0 };
	int ret = store_statement(&statement, store, "SELECT name FROM repository WHERE id = :repository");

	if (ret)
		return ret;
	statement_bind_int(statement, ":repository", repository);
	ret = statement_step(statement);
	if (ret == 0) {
		buf_add_fmt(&words,
		            "%s: its tip of '" TEXT_FMT "' and the one here do not contain each other; the one here "
		            "stays",
		            path, TEXT_ARG(statement_text(statement, 0)));
		if (watch && watch->tell)
			watch->tell(watch->payload, buf_str(&words));
		statement_reset(statement);
	}
	buf_release(&words);
	return ret < 0 ? ret : 0;
}

/* The tip that contains the other is the newer one. */
static int choose_tips(struct store *store, const char *path, const struct scan_merge_watch *watch)
{
	struct store_graph graph = { 0 };
	struct merge_pair pair;
	int ret = store_merge_pair_at(&pair, store, 0);

	if (ret)
		return ret == ERR_NOTFOUND ? 0 : ret;
	ret = store_load_graph(&graph, store, pair.repository);
	for (size_t i = 0; ret == 0 && (ret = store_merge_pair_at(&pair, store, i)) == 0; i++) {
		uint32_t ours = store_graph_find(&graph, &pair.ours), theirs = store_graph_find(&graph, &pair.theirs);
		enum merge_side side = MERGE_OURS;

		if (theirs == GRAPH_NONE || ours == GRAPH_NONE)
			ret = error_set(ERR_INVALID, "'%s' names a tip that it does not hold", path);
		else if (contains(&graph, theirs, ours))
			side = MERGE_THEIRS;
		else if (!contains(&graph, ours, theirs))
			ret = tell_parted(watch, store, pair.repository, path);
		if (ret == 0)
			ret = store_merge_choose(store, pair.repository, side);
	}
	store_graph_release(&graph);
	return ret == ERR_NOTFOUND ? 0 : ret;
}

static int merge_one(struct merge_result *result, struct store *store, const char *path,
                     const struct scan_merge_watch *watch)
{
	int ret = store_merge_load(store, path);

	if (ret == 0)
		ret = store_merge_commits(store);
	if (ret == 0)
		ret = choose_tips(store, path, watch);
	return ret ? ret : store_merge_rest(result, store);
}

static int land_all(struct store *store)
{
	int64_t repository;
	struct oid tip;
	int ret = 0;

	for (size_t i = 0; ret == 0 && (ret = store_merge_repository_at(&repository, store, i)) == 0; i++) {
		ret = store_get_tip(&tip, store, repository);
		if (ret == 0)
			ret = scan_land(store, repository, &tip);
		if (ret == 0)
			ret = scan_stamp_requests(store, repository);
	}
	return ret == ERR_NOTFOUND ? 0 : ret;
}

int scan_merge(struct merge_result *out, struct store *store, const char *const *paths, size_t count,
               const struct scan_merge_watch *watch)
{
	int ret = store_begin(store);

	*out = (struct merge_result){ 0 };
	if (ret)
		return ret;
	for (size_t i = 0; ret == 0 && i < count; i++)
		ret = merge_one(out, store, paths[i], watch);
	if (ret == 0)
		ret = land_all(store);
	return store_end(store, ret);
}
