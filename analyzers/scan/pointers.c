/*
 * Which commits a request says are its own. A commit that the forge names as what landed is the request's, whatever its
 * message says; a head or a commit of the request's own is so only where nothing else says otherwise.
 */
#include <stdlib.h>
#include <string.h>

#include "landing.h"
#include "lead/store_request.h"

/* A rebase on a forge writes all its commits at once; what the same person committed longer before is something else. */
#define REBASE_SPAN_SECS 60
/* Between base and head of a fast-forward; more is a branch brought up to date, not a request. */
#define LINE_MAX_COUNT 250
/* Between what a forge calls the merge and the commit's own time: queues, mirrors and clocks; not a fork's numbers. */
#define POINTER_SLACK_SECS (INT64_C(30) * 86400)

static struct landing_request *request_of(struct landing *landing, struct text key)
{
	bool is_new = false;
	uint32_t at = map_intern(landing->request_index, key, (uint32_t)landing->requests.count, &is_new);

	return is_new ? VEC_PUSH(&landing->requests) : &landing->requests.at[at];
}

int pointers_load(struct landing *landing)
{
	struct statement *statement;
	int ret = store_statement(&statement, landing->store,
	                          "SELECT change, max(state = 'merged'), max(merged_time), max(closed_time)\n"
	                          "FROM request\n"
	                          "WHERE repository_id = :repository\n"
	                          "GROUP BY change\n"
	                          "ORDER BY change");

	landing->request_index = map_new();
	if (ret)
		return ret;
	statement_bind_int(statement, ":repository", landing->repository_id);
	while ((ret = statement_step(statement)) == 0) {
		struct landing_request *request = request_of(landing, statement_text(statement, 0));

		request->is_merged = statement_int(statement, 1);
		request->end_time = statement_int(statement, statement_int(statement, 2) ? 2 : 3);
	}
	return ret == 1 ? 0 : ret;
}

static bool is_near(const struct landing_request *request, int64_t commit_time)
{
	int64_t before = request->end_time - commit_time;

	return request->end_time == 0 || (before <= POINTER_SLACK_SECS && before >= -POINTER_SLACK_SECS);
}

bool pointers_allow(const struct landing *landing, struct text key, int64_t commit_time)
{
	uint32_t at = map_get(landing->request_index, key);

	return at == UINT32_MAX || is_near(&landing->requests.at[at], commit_time);
}

/* ---- what landed ---- */

/* The request that the surest pointers give a commit. */
struct pointed {
	const char *key; /* NULL: none */
	int64_t kind;    /* of the pointer; the surest is the least */
	bool is_shared;  /* several requests point here alike: a batch, or one that carried another along */
};

static uint32_t find_oid(const struct landing *landing, struct text bytes)
{
	struct oid oid;

	if (bytes.size != OID_SIZE)
		return GRAPH_NONE;
	memcpy(oid.bytes, bytes.at, OID_SIZE);
	return store_graph_find(&landing->graph, &oid);
}

/* Commits that the tip reaches. To be freed. */
static bool *find_history(const struct landing *landing)
{
	bool *is_reached = xcalloc(landing->graph.count + 1, sizeof(*is_reached));
	VEC(uint32_t) stack = { 0 };

	*VEC_PUSH(&stack) = landing->tip;
	is_reached[landing->tip] = true;
	while (stack.count) {
		const struct grouping_commit *commit = &landing->commits[stack.at[--stack.count]];

		for (uint32_t i = 0; i < commit->parent_count; i++) {
			uint32_t parent = commit->parents[i];

			if (parent == GRAPH_NONE || is_reached[parent])
				continue;
			is_reached[parent] = true;
			*VEC_PUSH(&stack) = parent;
		}
	}
	VEC_RELEASE(&stack);
	return is_reached;
}

static void note_pointer(struct landing *landing, struct pointed *pointed, const bool *is_reached, uint32_t commit,
                         struct text key, int64_t kind)
{
	struct landing_request *request = request_of(landing, key);

	request->has_landing = true;
	if (commit == GRAPH_NONE || !is_reached[commit])
		return;
	request->is_line |= landing->commits[commit].parent_count < 2;
	pointed += commit;
	if (!pointed->key)
		*pointed = (struct pointed){ arena_copy(&landing->arena, key.at, key.size), kind, false };
	else if (pointed->kind == kind && !text_equal(text_of(pointed->key), key))
		pointed->is_shared = true;
}

static int read_landings(struct landing *landing, struct pointed *pointed, const bool *is_reached)
{
	struct statement *statement;
	int ret = store_statement(
		&statement, landing->store,
		"SELECT oid, change, CASE kind WHEN 'note' THEN 0 WHEN 'merge' THEN 1 ELSE 2 END AS sure\n"
		"FROM request_pointer\n"
		"WHERE repository_id = :repository AND kind IN ('note', 'merge', 'squash')\n"
		"  AND (change LIKE 'pr:%' OR change LIKE 'mr:%' OR change LIKE 'gerrit:%')\n"
		"ORDER BY sure, oid, length(change), change, origin");

	if (ret)
		return ret;
	statement_bind_int(statement, ":repository", landing->repository_id);
	while ((ret = statement_step(statement)) == 0)
		note_pointer(landing, pointed, is_reached, find_oid(landing, statement_text(statement, 0)),
		             statement_text(statement, 1), statement_int(statement, 2));
	return ret == 1 ? 0 : ret;
}

/* A Gerrit change is one commit, which bears its number beside that of a request that carries it. */
static bool is_gerrit(struct text key)
{
	return text_starts(key, TEXT("gerrit:"));
}

/* Whether a message that names one request or several, with a space between, names this one. */
static bool names_request(const char *requests, struct text key)
{
	struct text rest = text_of(requests), request;

	while (text_next_word(&rest, &request))
		if (text_equal(request, key))
			return true;
	return false;
}

/* Where several requests claim a commit alike, its message decides. */
static void apply_landings(struct landing *landing, const struct pointed *pointed)
{
	for (uint32_t i = 0; i < landing->graph.count; i++) {
		struct grouping_commit *commit = &landing->commits[i];

		if (!pointed[i].key || pointed[i].is_shared)
			continue;
		if (is_gerrit(text_of(pointed[i].key))) {
			commit->gerrit = pointed[i].key;
			continue;
		}
		if (!names_request(commit->request, text_of(pointed[i].key)))
			commit->request = pointed[i].key;
		/* As surely as if the forge itself had committed: it stays its own, whatever merge carries it on. */
		commit->is_forge_commit |= commit->parent_count < 2;
	}
}

/* ---- rebases: the forge names the last commit alone, the others have new ids ---- */

struct rebase {
	const char *key; /* of the request; NULL: none yet */
	uint32_t last;   /* the commit it landed as */
	uint32_t count;  /* of its own commits */
	bool is_known;   /* some of them are in the history as they were */
};

static bool is_claimed(const struct grouping_commit *commit)
{
	return commit->request || commit->gerrit || commit->parent_count != 1;
}

/* The commits before the last one, as many as the request tells, committed with it; up to the first that does not fit. */
static void apply_rebase(struct landing *landing, const struct pointed *pointed, const struct rebase *rebase)
{
	uint32_t last = rebase->last, at = last;

	if (!rebase->key || rebase->is_known || last == GRAPH_NONE || !pointed[last].key || pointed[last].is_shared ||
	    !text_equal(text_of(pointed[last].key), text_of(rebase->key)))
		return;
	for (uint32_t left = rebase->count - 1; left && landing->commits[at].parent_count == 1; left--) {
		struct grouping_commit *commit;
		int64_t before;

		at = landing->commits[at].parents[0];
		if (at == GRAPH_NONE || pointed[at].key || is_claimed(&landing->commits[at]))
			return;
		commit = &landing->commits[at];
		before = landing->commits[last].commit_time - commit->commit_time;
		if (before < 0 || before > REBASE_SPAN_SECS ||
		    landing->graph.commits[at].committer != landing->graph.commits[last].committer)
			return;
		commit->request = rebase->key;
		commit->is_forge_commit = true;
	}
}

static int read_rebases(struct landing *landing, const struct pointed *pointed, const bool *is_reached)
{
	struct statement *statement;
	struct rebase rebase = { 0 };
	int ret = store_statement(&statement, landing->store,
	                          "SELECT DISTINCT p.change, p.oid, c.oid\n"
	                          "FROM request_pointer p\n"
	                          "JOIN request_pointer c ON c.repository_id = p.repository_id\n"
	                          "  AND c.change = p.change AND c.kind = 'commit'\n"
	                          "WHERE p.repository_id = :repository AND p.kind = 'merge'\n"
	                          "  AND (p.change LIKE 'pr:%' OR p.change LIKE 'mr:%')\n"
	                          "ORDER BY p.change, p.oid, c.oid");

	if (ret)
		return ret;
	statement_bind_int(statement, ":repository", landing->repository_id);
	while ((ret = statement_step(statement)) == 0) {
		struct text key = statement_text(statement, 0);
		uint32_t last = find_oid(landing, statement_text(statement, 1));
		uint32_t own = find_oid(landing, statement_text(statement, 2));

		if (!rebase.key || rebase.last != last || !text_equal(text_of(rebase.key), key)) {
			apply_rebase(landing, pointed, &rebase);
			rebase = (struct rebase){ arena_copy(&landing->arena, key.at, key.size), last, 0, false };
		}
		rebase.count++;
		rebase.is_known |= own != GRAPH_NONE && is_reached[own];
	}
	apply_rebase(landing, pointed, &rebase);
	return ret == 1 ? 0 : ret;
}

/* ---- heads and commits ---- */

/* The very object of a change that was merged, however its commit came into the history. */
static void apply_patch_set(struct landing *landing, struct grouping_commit *commit, struct text key)
{
	if (!commit->gerrit || text_ends(text_of(commit->gerrit), TEXT("~")))
		commit->gerrit = arena_copy(&landing->arena, key.at, key.size);
}

/*
 * Only of requests that landed without a merge: a merge brings them anyway, and one that is not in this history landed
 * on another branch. The request that was merged first brought what several hold.
 */
static void apply_own_commit(struct landing *landing, const bool *is_reached, uint32_t index, struct text key)
{
	uint32_t at = map_get(landing->request_index, key);
	const struct landing_request *request;
	struct grouping_commit *commit;

	if (index == GRAPH_NONE || !is_reached[index] || at == UINT32_MAX)
		return;
	request = &landing->requests.at[at];
	commit = &landing->commits[index];
	if (is_gerrit(key)) {
		if (request->is_merged)
			apply_patch_set(landing, commit, key);
		return;
	}
	if (commit->request || commit->parent_count >= 2 || !request->is_merged ||
	    (request->has_landing && !request->is_line) || !is_near(request, commit->commit_time))
		return;
	commit->request = arena_copy(&landing->arena, key.at, key.size);
	/* A merge with a number that carries it is surer. */
	commit->is_forge_commit = false;
}

static int read_own_commits(struct landing *landing, const bool *is_reached)
{
	struct statement *statement;
	int ret = store_statement(&statement, landing->store,
	                          "SELECT p.oid, p.change, max(q.merged_time) AS merged_time,\n"
	                          "  min(q.state <> 'merged') AS is_no_merge\n"
	                          "FROM request_pointer p\n"
	                          "JOIN commits c ON c.oid = p.oid\n"
	                          "JOIN request q ON q.repository_id = p.repository_id AND q.change = p.change\n"
	                          "WHERE p.repository_id = :repository AND p.kind IN ('head', 'commit')\n"
	                          "  AND (p.change LIKE 'pr:%' OR p.change LIKE 'mr:%' OR p.change LIKE 'gerrit:%')\n"
	                          "GROUP BY p.oid, p.change\n"
	                          "ORDER BY is_no_merge, merged_time, length(p.change), p.change, p.oid");

	if (ret)
		return ret;
	statement_bind_int(statement, ":repository", landing->repository_id);
	while ((ret = statement_step(statement)) == 0)
		apply_own_commit(landing, is_reached, find_oid(landing, statement_text(statement, 0)),
		                 statement_text(statement, 1));
	return ret == 1 ? 0 : ret;
}

/*
 * A fast-forward: what lies between base and head on the first-parent line is the request's. Where the line does not lead
 * to the base, the head alone is known.
 */
static void apply_line(struct landing *landing, const bool *is_reached, uint32_t head, uint32_t base, struct text key)
{
	uint32_t at = map_get(landing->request_index, key), length = 0;

	if (head == GRAPH_NONE || base == GRAPH_NONE || !is_reached[head] || at == UINT32_MAX ||
	    landing->requests.at[at].has_landing)
		return;
	for (at = head; at != base && length <= LINE_MAX_COUNT; length++) {
		if (!landing->commits[at].parent_count || landing->commits[at].parents[0] == GRAPH_NONE)
			return;
		at = landing->commits[at].parents[0];
	}
	if (length > LINE_MAX_COUNT)
		return;
	for (at = head; at != base; at = landing->commits[at].parents[0])
		apply_own_commit(landing, is_reached, at, key);
}

static int read_lines(struct landing *landing, const bool *is_reached)
{
	struct statement *statement;
	int ret = store_statement(&statement, landing->store,
	                          "SELECT h.oid, b.oid, h.change, max(q.merged_time) AS merged_time\n"
	                          "FROM request_pointer b\n"
	                          "JOIN request_pointer h ON h.repository_id = b.repository_id\n"
	                          "  AND h.change = b.change AND h.kind = 'head'\n"
	                          "JOIN request q ON q.repository_id = b.repository_id AND q.change = b.change\n"
	                          "WHERE b.repository_id = :repository AND b.kind = 'base'\n"
	                          "GROUP BY h.oid, b.oid, h.change\n"
	                          "ORDER BY merged_time, length(h.change), h.change, h.oid, b.oid");

	if (ret)
		return ret;
	statement_bind_int(statement, ":repository", landing->repository_id);
	while ((ret = statement_step(statement)) == 0)
		apply_line(landing, is_reached, find_oid(landing, statement_text(statement, 0)),
		           find_oid(landing, statement_text(statement, 1)), statement_text(statement, 2));
	return ret == 1 ? 0 : ret;
}

int pointers_apply(struct landing *landing)
{
	struct pointed *pointed = xcalloc(landing->graph.count + 1, sizeof(*pointed));
	bool *is_reached = find_history(landing);
	int ret = read_landings(landing, pointed, is_reached);

	if (ret == 0)
		apply_landings(landing, pointed);
	if (ret == 0)
		ret = read_rebases(landing, pointed, is_reached);
	if (ret == 0)
		ret = read_own_commits(landing, is_reached);
	if (ret == 0)
		ret = read_lines(landing, is_reached);
	free(is_reached);
	free(pointed);
	return ret;
}
