/*
 * Landing what came since: where the old tip lies on the first-parent line of the new one, and nothing that is new takes a
 * number that is old, the history before stays as it is, and only the new commits are grouped. Their parents in the old history
 * are to the grouping as parents that are not here: a walk that begins at the old root has left both behind alike.
 */
#include <stdlib.h>
#include <string.h>

#include "landing.h"
#include "scan_steps.h"

/* From here on all is no dearer. */
#define NEW_COMMITS_MAX 4096

struct growth {
	struct landing landing;
	VEC(struct graph_commit) commits; /* new ones, in order of discovery; first_parent: index into parents */
	VEC(struct oid) parents;
	VEC(struct oid) stack;
	struct map *seen; /* oids on the stack or behind it */
	struct buf ids;   /* of the new commits, a JSON list */
	struct oid old_tip;
	bool is_whole; /* it did not simply grow */
};

static struct text oid_text(const struct oid *oid)
{
	return (struct text){ (const char *)oid->bytes, OID_SIZE };
}

/* ---- which commits are new ---- */

static void take_commit(struct growth *growth, const struct oid *oid, const struct statement *row)
{
	struct text parents = statement_text(row, 1);
	struct graph_commit *commit = VEC_PUSH(&growth->commits);

	*commit = (struct graph_commit){
		.id = statement_int(row, 0),
		.oid = *oid,
		.first_parent = (uint32_t)growth->parents.count,
		.parent_count = (uint32_t)(parents.size / OID_SIZE),
		.author = (uint32_t)statement_int(row, 2),
		.committer = (uint32_t)statement_int(row, 3),
		.commit_time = statement_int(row, 4),
	};
	for (uint32_t i = 0; i < commit->parent_count; i++) {
		struct oid parent;
		bool is_new = false;

		memcpy(parent.bytes, parents.at + (size_t)i * OID_SIZE, OID_SIZE);
		*VEC_PUSH(&growth->parents) = parent;
		(void)map_intern(growth->seen, oid_text(&parent), 0, &is_new);
		if (is_new)
			*VEC_PUSH(&growth->stack) = parent;
	}
}

/* A commit that is not here ends the growing: it may have been there before, or come later. */
static int find_new(struct growth *growth, const struct oid *tip)
{
	struct statement *row;
	int ret = store_statement(&row, growth->landing.store,
	                          "SELECT c.id, c.parents, c.author_id, c.committer_id, c.commit_time,\n"
	                          "       EXISTS (SELECT 1 FROM landed l\n"
	                          "               WHERE l.repository_id = :repository AND l.commit_id = c.id)\n"
	                          "FROM commits c\n"
	                          "WHERE c.oid = :oid");

	*VEC_PUSH(&growth->stack) = *tip;
	map_put(growth->seen, oid_text(tip), 0);
	while (ret == 0 && growth->stack.count && !growth->is_whole) {
		struct oid oid = growth->stack.at[--growth->stack.count];

		statement_bind_int(row, ":repository", growth->landing.repository_id);
		statement_bind_blob(row, ":oid", oid.bytes, OID_SIZE);
		ret = statement_step(row);
		if (ret == 0 && !statement_int(row, 5))
			take_commit(growth, &oid, row);
		growth->is_whole = ret == 1 || growth->commits.count > NEW_COMMITS_MAX;
		statement_reset(row);
		ret = ret < 0 ? ret : 0;
	}
	return ret;
}

static int compare_ids(const void *a, const void *b)
{
	const struct graph_commit *left = a, *right = b;

	return (left->id > right->id) - (left->id < right->id);
}

/* The graph of what is new alone; also the list of its ids. */
static void make_graph(struct growth *growth)
{
	struct store_graph *graph = &growth->landing.graph;
	struct map *index = map_new();

	graph->tip = GRAPH_NONE;
	graph->count = (uint32_t)growth->commits.count;
	graph->commits = growth->commits.at;
	growth->commits.at = NULL;
	if (graph->count)
		qsort(graph->commits, graph->count, sizeof(*graph->commits), compare_ids);
	for (uint32_t i = 0; i < graph->count; i++) {
		map_put(index, oid_text(&graph->commits[i].oid), i);
		buf_add_fmt(&growth->ids, "%s%lld", i ? "," : "[", (long long)graph->commits[i].id);
	}
	buf_add_str(&growth->ids, graph->count ? "]" : "[]");
	graph->parent_count = (uint32_t)growth->parents.count;
	graph->parents = xcalloc(growth->parents.count + 1, sizeof(*graph->parents));
	for (size_t i = 0; i < growth->parents.count; i++)
		graph->parents[i] = map_get(index, oid_text(&growth->parents.at[i]));
	map_free(index);
}

/* Down the first-parent line of the new tip: what follows its new commits must be the old tip. */
static bool is_on_line(const struct growth *growth, const struct oid *tip)
{
	const struct store_graph *graph = &growth->landing.graph;
	uint32_t at = growth->landing.tip;
	const struct oid *end = tip;

	while (at != GRAPH_NONE) {
		const struct graph_commit *commit = &graph->commits[at];

		if (!commit->parent_count)
			return false;
		end = &growth->parents.at[commit->first_parent];
		at = graph->parents[commit->first_parent];
	}
	return memcmp(end->bytes, growth->old_tip.bytes, OID_SIZE) == 0;
}

/* ---- what they say ---- */

static int fill_forges(struct map *forges, const struct landing *landing)
{
	struct statement *row;
	int ret = store_statement(&row, landing->store, "SELECT name, email FROM identity WHERE id = :id");

	for (uint32_t i = 0; ret == 0 && i < landing->graph.count; i++) {
		int64_t id = landing->graph.commits[i].committer;

		statement_bind_int(row, ":id", id);
		ret = statement_step(row);
		if (ret == 0) {
			struct identity_fact who = { statement_text(row, 0), statement_text(row, 1) };

			if (identity_is_forge(who))
				map_put(forges, (struct text){ (const char *)&id, sizeof(id) }, 1);
		}
		statement_reset(row);
		ret = ret < 0 ? ret : 0;
	}
	return ret;
}

static int fill(struct growth *growth)
{
	struct landing *landing = &growth->landing;
	struct map *forges = map_new();
	struct statement *statement;
	int ret = fill_forges(forges, landing);

	landing->request_index = map_new();
	if (ret == 0)
		landing_fill_commits(landing, forges);
	map_free(forges);
	if (ret == 0)
		ret = store_statement(&statement, landing->store,
		                      LANDING_REFERENCES("r.commit_id IN (SELECT value FROM json_each(:commits))"));
	if (ret)
		return ret;
	statement_bind_text(statement, ":commits", buf_text(&growth->ids));
	return landing_fill_references(landing, statement);
}

/* ---- whether all of it is news ---- */

/* A database that this program has not landed whole yet may hold what an older one made of it. */
static int check_landing(struct growth *growth)
{
	struct buf count = { 0 };
	int ret = store_stamp_get(&count, growth->landing.store, "landing");

	growth->is_whole |= ret == ERR_NOTFOUND;
	buf_release(&count);
	return ret == ERR_NOTFOUND ? 0 : ret;
}

/* Runs a statement that asks whether something old stands in the way. */
static int ask(struct growth *growth, const char *sql, struct text key, struct text number)
{
	struct statement *statement;
	int ret = store_statement(&statement, growth->landing.store, sql);

	if (ret)
		return ret;
	statement_bind_int(statement, ":repository", growth->landing.repository_id);
	statement_bind_text(statement, ":key", key);
	statement_bind_text(statement, ":number", number);
	statement_bind_text(statement, ":commits", buf_text(&growth->ids));
	ret = statement_step(statement);
	growth->is_whole |= ret == 0;
	statement_reset(statement);
	return ret < 0 ? ret : 0;
}

/*
 * A number that an old change bears, that an old commit names whether or not a change came of it, or that an export or a note tells
 * of: what is old may look otherwise now.
 */
static int check_key(struct growth *growth, struct text key)
{
	ptrdiff_t colon = text_find_char(key, ':', 0);
	struct text number = text_slice(key, (size_t)colon + 1, key.size);

	return ask(growth,
	           "SELECT 1 FROM change WHERE repository_id = :repository AND key = :key\n"
	           "UNION ALL\n"
	           "SELECT 1 FROM request WHERE repository_id = :repository AND change = :key\n"
	           "UNION ALL\n"
	           "SELECT 1 FROM request_act WHERE repository_id = :repository AND change = :key\n"
	           "UNION ALL\n"
	           "SELECT 1 FROM request\n"
	           "WHERE repository_id = :repository AND alias <> '' AND substr(:key, -1) = '~'\n"
	           "  AND 'gerrit:' || substr(alias, 1, instr(alias, '~')) = :key\n"
	           "UNION ALL\n"
	           "SELECT 1\n"
	           "FROM reference r\n"
	           "JOIN landed l ON l.repository_id = :repository AND l.commit_id = r.commit_id\n"
	           "WHERE r.value = :number AND r.kind IN ('pr', 'mr', 'closes', 'picked', 'reverts')\n"
	           "  AND r.kind IN ('pr', 'mr', 'closes')\n"
	           "LIMIT 1",
	           key, number);
}

static int check_keys(struct growth *growth)
{
	const struct landing *landing = &growth->landing;
	int ret = 0;

	for (uint32_t i = 0; ret == 0 && !growth->is_whole && i < landing->graph.count; i++) {
		struct text rest = text_of(landing->commits[i].request), key;

		while (ret == 0 && text_next_word(&rest, &key))
			ret = check_key(growth, key);
		if (ret == 0 && landing->commits[i].gerrit)
			ret = check_key(growth, text_of(landing->commits[i].gerrit));
	}
	return ret;
}

/* A forge that names one of these commits may say that it is some request's, whatever its message says. */
static int check_pointers(struct growth *growth)
{
	return ask(growth,
	           "SELECT 1\n"
	           "FROM json_each(:commits) n\n"
	           "JOIN commits c ON c.id = n.value\n"
	           "JOIN request_pointer p ON p.repository_id = :repository AND p.oid = c.oid\n"
	           "LIMIT 1",
	           TEXT(""), TEXT(""));
}

static int check(struct growth *growth, const struct oid *tip)
{
	int ret = check_landing(growth);

	if (ret == 0 && !growth->is_whole)
		ret = find_new(growth, tip);
	if (ret || growth->is_whole)
		return ret;
	make_graph(growth);
	for (uint32_t i = 0; i < growth->landing.graph.count; i++)
		if (memcmp(growth->landing.graph.commits[i].oid.bytes, tip->bytes, OID_SIZE) == 0)
			growth->landing.tip = i;
	growth->is_whole = !is_on_line(growth, tip);
	if (!growth->is_whole)
		ret = check_pointers(growth);
	if (ret == 0 && !growth->is_whole)
		ret = fill(growth);
	return ret || growth->is_whole ? ret : check_keys(growth);
}

static int write(struct growth *growth, const struct oid *tip)
{
	struct landing *landing = &growth->landing;
	int ret = grouping_build(&landing->grouping, landing->commits, landing->graph.count, landing->tip);

	if (ret == 0)
		ret = store_begin(landing->store);
	return ret ? ret : store_end(landing->store, landing_write(landing, tip));
}

int scan_land_more(bool *is_done, struct buf *commits, struct store *store, int64_t repository_id,
                   const struct oid *tip)
{
	struct growth growth = { .landing = { .store = store, .repository_id = repository_id, .tip = GRAPH_NONE },
		                 .seen = map_new() };
	int ret = store_get_tip(&growth.old_tip, store, repository_id);

	growth.is_whole = ret == ERR_NOTFOUND;
	if (ret == 0)
		ret = check(&growth, tip);
	if (ret == 0 && !growth.is_whole && growth.landing.graph.count)
		ret = write(&growth, tip);
	*is_done = ret == 0 && !growth.is_whole;
	if (*is_done)
		buf_add_text(commits, buf_text(&growth.ids));
	landing_release(&growth.landing);
	VEC_RELEASE(&growth.commits);
	VEC_RELEASE(&growth.parents);
	VEC_RELEASE(&growth.stack);
	map_free(growth.seen);
	buf_release(&growth.ids);
	return ret == ERR_NOTFOUND ? 0 : ret;
}
