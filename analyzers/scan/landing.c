/*
 * From commit facts to changes: loads the graph, groups it, writes landed and change. What it writes depends on facts and tip
 * alone, never on the order in which they were scanned. A history that only grew is added to (landing_grow.c), any other
 * is written anew.
 */
#include <stdlib.h>
#include <string.h>

#include "landing.h"
#include "scan_steps.h"

/* Which recorded identities are a forge's own: it commits for anybody. */
static int load_forges(struct map *forges, struct store *store)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, "SELECT id, name, email FROM identity");

	while (ret == 0 && (ret = statement_step(statement)) == 0) {
		struct identity_fact who = { statement_text(statement, 1), statement_text(statement, 2) };
		int64_t id = statement_int(statement, 0);

		if (identity_is_forge(who))
			map_put(forges, (struct text){ (const char *)&id, sizeof(id) }, 1);
	}
	return ret == 1 ? 0 : ret;
}

void landing_fill_commits(struct landing *landing, const struct map *forges)
{
	landing->commits = xcalloc(landing->graph.count ? landing->graph.count : 1, sizeof(*landing->commits));
	for (uint32_t i = 0; i < landing->graph.count; i++) {
		const struct graph_commit *from = &landing->graph.commits[i];
		int64_t committer = from->committer;

		landing->commits[i] = (struct grouping_commit){
			.parents = landing->graph.parents + from->first_parent,
			.parent_count = from->parent_count,
			.author = from->author,
			.commit_time = from->commit_time,
			.oid = from->oid,
			.is_forge_commit = map_get(forges, (struct text){ (const char *)&committer,
			                                                  sizeof(committer) }) != UINT32_MAX,
		};
	}
}

static int fill_commits(struct landing *landing)
{
	struct map *forges = map_new();
	int ret = load_forges(forges, landing->store);

	if (ret == 0)
		landing_fill_commits(landing, forges);
	map_free(forges);
	return ret;
}

static const char *make_key(struct landing *landing, const char *prefix, struct text value, const char *suffix)
{
	struct buf key = { 0 };
	const char *copy;

	buf_add_str(&key, prefix);
	buf_add_text(&key, value);
	buf_add_str(&key, suffix);
	copy = arena_copy(&landing->arena, buf_str(&key), key.size);
	buf_release(&key);
	return copy;
}

/*
 * The number of a request in a message. A number of the subject stands before one of a trailer: rows come in that order
 * and the first one stays.
 */
static void apply_request(struct landing *landing, struct grouping_commit *commit, const char *prefix,
                          struct text value, struct text source)
{
	const char *key;

	if (commit->request && !text_equal(source, TEXT("subject:bors-ng")))
		return;
	key = make_key(landing, prefix, value, "");
	if (!pointers_allow(landing, text_of(key), commit->commit_time))
		return;
	if (commit->request) {
		/* Several requests in one merge, each brought by a parent of its own, in the order of their numbers. */
		char *both = xstrfmt("%s %s", commit->request, key);

		key = arena_copy(&landing->arena, both, strlen(both));
		free(both);
	}
	commit->request = key;
}

/*
 * One pointer of a commit. "closes" names an issue or a request, and only request heads and exports can tell which.
 */
static void apply_reference(struct landing *landing, struct grouping_commit *commit, struct text kind,
                            struct text value, struct text source)
{
	if (text_equal(kind, TEXT("pr")) || text_equal(kind, TEXT("closes"))) {
		apply_request(landing, commit, "pr:", value, source);
	} else if (text_equal(kind, TEXT("mr"))) {
		apply_request(landing, commit, "mr:", value, source);
	} else if (text_equal(kind, TEXT("gerrit"))) {
		commit->gerrit = make_key(landing, "gerrit:", value, "");
	} else if (text_equal(kind, TEXT("change-id"))) {
		if (!commit->gerrit)
			commit->gerrit = make_key(landing, "gerrit:", value, "~");
	} else if (text_equal(kind, TEXT("tree-pull"))) {
		commit->is_tree_pull = true;
	} else if (text_equal(kind, TEXT("backmerge"))) {
		commit->is_backmerge = true;
	} else if (text_equal(kind, TEXT("import"))) {
		commit->is_import = true;
	}
}

int landing_fill_references(struct landing *landing, struct statement *statement)
{
	int ret;

	statement_bind_int(statement, ":repository", landing->repository_id);
	while ((ret = statement_step(statement)) == 0) {
		uint32_t i = store_graph_find_id(&landing->graph, statement_int(statement, 0));

		if (i != GRAPH_NONE)
			apply_reference(landing, &landing->commits[i], statement_text(statement, 1),
			                statement_text(statement, 2), statement_text(statement, 3));
	}
	return ret == 1 ? 0 : ret;
}

static int fill_references(struct landing *landing)
{
	struct statement *statement;
	int ret = store_statement(&statement, landing->store, LANDING_REFERENCES("1"));

	return ret ? ret : landing_fill_references(landing, statement);
}

static int64_t commit_id_of(const struct landing *landing, uint32_t index)
{
	return index == GROUPING_NONE ? 0 : landing->graph.commits[index].id;
}

static int write_changes(struct landing *landing, int64_t *ids)
{
	int ret = 0;

	for (uint32_t i = 0; ret == 0 && i < landing->grouping.change_count; i++) {
		const struct grouping_change *change = &landing->grouping.changes[i];
		struct change_row row = {
			.repository = landing->repository_id,
			.key = text_of(change->key),
			.rule = grouping_rule_names[change->rule],
			.landed_time = change->landed_time,
			.newest = commit_id_of(landing, change->newest),
			.merge = commit_id_of(landing, change->merge),
			.commit_count = change->commit_count,
			.is_import = change->is_import,
		};

		ret = store_put_change(&ids[i], landing->store, &row);
	}
	return ret;
}

/* Reachable is what the grouping reached: on the line, or brought by a merge of it. */
static bool is_reachable(const struct grouping *grouping, uint32_t i)
{
	return grouping->is_mainline[i] || grouping->via[i] != GROUPING_NONE || grouping->change_of[i] != GROUPING_NONE;
}

static int write_landed(struct landing *landing, const int64_t *change_ids)
{
	const struct grouping *grouping = &landing->grouping;
	int ret = 0;

	for (uint32_t i = 0; ret == 0 && i < landing->graph.count; i++) {
		uint32_t via = grouping->via[i];
		uint32_t change = grouping->change_of[i];
		struct landed_row row = {
			.repository = landing->repository_id,
			.commit = landing->graph.commits[i].id,
			.change = change == GROUPING_NONE ? 0 : change_ids[change],
			.via = commit_id_of(landing, via),
			.landed_time = landing->graph.commits[via == GROUPING_NONE ? i : via].commit_time,
			.is_mainline = grouping->is_mainline[i],
		};

		if (is_reachable(grouping, i))
			ret = store_put_landed(landing->store, &row);
	}
	return ret;
}

int landing_write(struct landing *landing, const struct oid *tip)
{
	int64_t *ids = xcalloc(landing->grouping.change_count + 1, sizeof(*ids));
	int ret = write_changes(landing, ids);

	if (ret == 0)
		ret = write_landed(landing, ids);
	if (ret == 0)
		ret = store_set_tip(landing->store, landing->repository_id, tip);
	free(ids);
	return ret;
}

/* Stamp "landing": how often some history was written anew. What was derived from one before holds no longer. */
static int count_landing(struct store *store)
{
	struct statement *statement;
	int ret = store_statement(&statement, store,
	                          "INSERT INTO stamp (name, value) VALUES ('landing', '1')\n"
	                          "ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1");

	return ret ? ret : statement_run(statement);
}

static int write_anew(struct landing *landing, const struct oid *tip)
{
	int ret = store_begin(landing->store);

	if (ret)
		return ret;
	ret = store_clear_landed(landing->store, landing->repository_id);
	if (ret == 0)
		ret = count_landing(landing->store);
	if (ret == 0)
		ret = landing_write(landing, tip);
	return store_end(landing->store, ret);
}

void landing_release(struct landing *landing)
{
	grouping_release(&landing->grouping);
	store_graph_release(&landing->graph);
	free(landing->commits);
	map_free(landing->request_index);
	VEC_RELEASE(&landing->requests);
	arena_release(&landing->arena);
}

int scan_land(struct store *store, int64_t repository_id, const struct oid *tip)
{
	struct landing landing = { .store = store, .repository_id = repository_id };
	int ret = store_load_graph(&landing.graph, store, repository_id);

	if (ret == 0)
		ret = fill_commits(&landing);
	landing.tip = ret == 0 ? store_graph_find(&landing.graph, tip) : GRAPH_NONE;
	if (ret == 0 && landing.tip == GRAPH_NONE)
		ret = error_set(ERR_MISSING, "the tip of the history is not in this clone");
	if (ret == 0)
		ret = pointers_load(&landing);
	if (ret == 0)
		ret = fill_references(&landing);
	if (ret == 0)
		ret = pointers_apply(&landing);
	if (ret == 0)
		ret = landing_resolve_aliases(&landing);
	if (ret == 0)
		ret = grouping_build(&landing.grouping, landing.commits, landing.graph.count, landing.tip);
	if (ret == 0)
		ret = write_anew(&landing, tip);
	landing_release(&landing);
	return ret;
}

int scan_land_requests(struct store *store, int64_t repository_id)
{
	struct oid tip;
	bool are_news = false;
	int ret = scan_requests_are_news(&are_news, store, repository_id);

	if (ret || !are_news)
		return ret;
	ret = store_get_tip(&tip, store, repository_id);
	if (ret)
		return ret == ERR_NOTFOUND ? 0 : ret;
	ret = scan_land(store, repository_id, &tip);
	return ret ? ret : scan_stamp_requests(store, repository_id);
}
