/*
 * What the heads of pull and merge requests tell of changes that were squashed: who else wrote on them, whose
 * suggestions were taken. Only merged requests matter; what a head merged from its base is no work on the request.
 */
#include <stdlib.h>
#include <string.h>

#include "lead/alloc.h"
#include "lead/store_derive.h"
#include "scan_steps.h"

#define CLOCK_SLACK_SECS INT64_C(86400)
#define CHAIN_MAX 250 /* commits of a head: a forge lists no more, and a longer chain has another base */

/* ---- which heads there are ---- */

struct head_writer {
	struct store *store;
	int64_t repository_id;
	const char *key_prefix, *ending;
	size_t name_skip;
	int status;
	bool are_moved;
};

static void put_head(void *payload, const struct ref_fact *ref)
{
	struct head_writer *writer = payload;
	struct text number = text_slice(ref->name, writer->name_skip, ref->name.size);
	struct buf change = { 0 };
	bool is_moved = false;
	uint64_t value;

	if (writer->status || !text_ends(number, text_of(writer->ending)))
		return;
	number.size -= strlen(writer->ending);
	if (!text_to_uint(number, &value))
		return;
	buf_add_str(&change, writer->key_prefix);
	buf_add_text(&change, number);
	writer->status = store_put_request_head(&is_moved, writer->store, writer->repository_id, buf_text(&change),
	                                        &ref->target);
	writer->are_moved |= is_moved;
	buf_release(&change);
}

int scan_list_heads(bool *are_moved, struct store *store, int64_t repository_id, struct repository *repository)
{
	static const struct {
		const char *prefix, *ending, *key;
	} places[] = {
		{ "refs/pull/", "/head", "pr:" },
		{ "refs/merge-requests/", "/head", "mr:" },
		{ "refs/pull-requests/", "/from", "pr:" },
	};
	int ret = store_begin(store);

	*are_moved = false;
	if (ret)
		return ret;
	for (size_t i = 0; ret == 0 && i < sizeof(places) / sizeof(places[0]); i++) {
		struct head_writer writer = {
			store, repository_id, places[i].key, places[i].ending, strlen(places[i].prefix), 0, false,
		};

		ret = repository_each_ref(repository, places[i].prefix, put_head, &writer);
		if (ret == 0)
			ret = writer.status;
		*are_moved |= writer.are_moved;
	}
	return store_end(store, ret);
}

/* ---- the heads of landed changes that are not themselves in the history ---- */

struct head {
	char *change;
	struct oid tip;
	int64_t landed_time; /* of the change */
};

typedef VEC(struct head) head_vec;

static void release_heads(head_vec *heads)
{
	for (size_t i = 0; i < heads->count; i++)
		free(heads->at[i].change);
	VEC_RELEASE(heads);
}

/* In the order in which their changes landed: a head stacked on another one holds the other's commits too. */
static int load_heads(head_vec *heads, struct store *store, int64_t repository_id)
{
	struct statement *statement;
	int ret = store_statement(&statement, store,
	                          "SELECT h.change, h.tip, c.landed_time\n"
	                          "FROM request_head h\n"
	                          "JOIN change c ON c.repository_id = h.repository_id AND c.key = h.change\n"
	                          "WHERE h.repository_id = :repository\n"
	                          "  AND NOT EXISTS (\n"
	                          "    SELECT 1\n"
	                          "    FROM commits k\n"
	                          "    JOIN landed l ON l.commit_id = k.id AND l.repository_id = h.repository_id\n"
	                          "    WHERE k.oid = h.tip)\n"
	                          "ORDER BY c.landed_time, length(h.change), h.change");

	if (ret)
		return ret;
	statement_bind_int(statement, ":repository", repository_id);
	while ((ret = statement_step(statement)) == 0) {
		struct text change = statement_text(statement, 0), tip = statement_text(statement, 1);
		struct head *head;

		if (tip.size != OID_SIZE)
			continue;
		head = VEC_PUSH(heads);
		head->change = xstrndup(change.at, change.size);
		memcpy(head->tip.bytes, tip.at, OID_SIZE);
		head->landed_time = statement_int(statement, 2);
	}
	return ret == 1 ? 0 : ret;
}

static bool is_stored(void *payload, const struct oid *oid)
{
	struct fact_writer *writer = payload;

	return store_has_commit(writer->store, oid);
}

/* A head may point at what this clone lacks: that is no missing part of the history. */
static void ignore_missing(void *payload, const struct history_missing *missing)
{
	(void)payload;
	(void)missing;
}

static int read_commits(struct fact_writer *writer, struct repository *repository, const head_vec *heads)
{
	const struct history_options read = { .want_files = false };
	struct oid *tips = xmalloc((heads->count + 1) * sizeof(*tips));
	struct oid_list list = { 0 };
	bool reads_again = writer->reads_again;
	int ret;

	for (size_t i = 0; i < heads->count; i++)
		tips[i] = heads->at[i].tip;
	ret = history_list_new(&list, repository, tips, heads->count, is_stored, ignore_missing, writer);
	oid_list_reverse(&list);
	writer->what = "reading request heads";
	writer->reads_again = false;
	if (ret == 0 && list.count)
		ret = fact_writer_read(writer, repository, &list, &read);
	writer->reads_again = reads_again;
	writer->new_head_count = list.count;
	oid_list_release(&list);
	free(tips);
	return ret;
}

/* ---- which commits are a request's own ---- */

struct chains {
	struct store *store;
	int64_t repository_id;
	struct store_graph graph;
	bool *is_landed;
	bool *is_taken; /* by the head of a change that landed earlier */
	VEC(uint32_t) chain;
};

static int load_landed(struct chains *chains)
{
	struct statement *statement;
	int ret = store_statement(&statement, chains->store,
	                          "SELECT commit_id\n"
	                          "FROM landed\n"
	                          "WHERE repository_id = :repository");

	if (ret)
		return ret;
	statement_bind_int(statement, ":repository", chains->repository_id);
	while ((ret = statement_step(statement)) == 0) {
		uint32_t i = store_graph_find_id(&chains->graph, statement_int(statement, 0));

		if (i != GRAPH_NONE)
			chains->is_landed[i] = true;
	}
	return ret == 1 ? 0 : ret;
}

/*
 * The first-parent line of the head down to the history. What its merges brought came from the base or from elsewhere.
 * False if the line does not reach the history: then the request was made against another base, and nobody can tell
 * which of the commits are its own. False too if anything on it, its base included, is younger than the landing: then
 * the number belongs to another request, as in a fork that counts anew.
 */
static bool collect_chain(struct chains *chains, uint32_t at, int64_t landed_time)
{
	VEC_CLEAR(&chains->chain);
	while (at != GRAPH_NONE && chains->chain.count <= CHAIN_MAX) {
		const struct graph_commit *commit = &chains->graph.commits[at];

		if (commit->commit_time > landed_time + CLOCK_SLACK_SECS)
			return false;
		if (chains->is_landed[at] || chains->is_taken[at])
			return true;
		if (commit->parent_count < 2)
			*VEC_PUSH(&chains->chain) = at;
		if (commit->parent_count == 0)
			return false;
		at = chains->graph.parents[commit->first_parent];
	}
	return false;
}

static int put_chain(struct chains *chains, const struct head *head)
{
	uint32_t tip = store_graph_find(&chains->graph, &head->tip);
	int ret = 0;

	if (tip == GRAPH_NONE || !collect_chain(chains, tip, head->landed_time))
		return 0;
	for (size_t i = 0; ret == 0 && i < chains->chain.count; i++) {
		uint32_t at = chains->chain.at[i];

		chains->is_taken[at] = true;
		ret = store_put_head_commit(chains->store, chains->repository_id, text_of(head->change),
		                            chains->graph.commits[at].id);
	}
	return ret;
}

static int clear_head_commits(struct store *store, int64_t repository_id)
{
	struct statement *statement;
	int ret = store_statement(&statement, store, "DELETE FROM head_commit WHERE repository_id = :repository");

	if (ret)
		return ret;
	statement_bind_int(statement, ":repository", repository_id);
	return statement_run(statement);
}

static int put_chains(struct store *store, int64_t repository_id, const head_vec *heads)
{
	struct chains chains = { .store = store, .repository_id = repository_id };
	int ret = store_begin(store);

	if (ret)
		return ret;
	ret = clear_head_commits(store, repository_id);
	if (ret == 0)
		ret = store_load_graph(&chains.graph, store, repository_id);
	chains.is_landed = xcalloc(chains.graph.count + 1, sizeof(*chains.is_landed));
	chains.is_taken = xcalloc(chains.graph.count + 1, sizeof(*chains.is_taken));
	if (ret == 0)
		ret = load_landed(&chains);
	for (size_t i = 0; ret == 0 && i < heads->count; i++)
		ret = put_chain(&chains, &heads->at[i]);
	ret = store_end(store, ret);
	VEC_RELEASE(&chains.chain);
	free(chains.is_landed);
	free(chains.is_taken);
	store_graph_release(&chains.graph);
	return ret;
}

int scan_read_heads(struct fact_writer *writer, int64_t repository_id, struct repository *repository)
{
	head_vec heads = { 0 };
	int ret = load_heads(&heads, writer->store, repository_id);

	if (ret == 0 && heads.count)
		ret = read_commits(writer, repository, &heads);
	if (ret == 0 && heads.count)
		ret = put_chains(writer->store, repository_id, &heads);
	else if (ret == 0)
		ret = clear_head_commits(writer->store, repository_id);
	release_heads(&heads);
	return ret;
}
