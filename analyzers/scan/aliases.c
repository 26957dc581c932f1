/*
 * What commits say themselves of their Gerrit change, held against what Gerrit tells. A Change-Id alone stands for several
 * changes, on several branches: it is the one of the branch that was scanned which was merged when the commit came. A number may
 * be that of another server: it is believed only where the Change-Id agrees. Where more than one change fits, or two commits
 * claim the same, the id stays the key.
 */
#include <stdlib.h>
#include <string.h>

#include "landing.h"

/* Between what Gerrit calls the submission and the commit that it made: clocks and queues. */
#define SUBMIT_SLACK_SECS (INT64_C(30) * 86400)
#define NO_CANDIDATE UINT32_MAX
#define SEVERAL (UINT32_MAX - 1)

/* A change that has an alias. */
struct candidate {
	const char *key;   /* in the landing's arena */
	const char *id;    /* "gerrit:<Change-Id>~" */
	uint32_t branch;   /* number of its branch */
	uint32_t next;     /* with the same Change-Id; NO_CANDIDATE: the last */
	uint32_t claimant; /* the commit that it fits; NO_CANDIDATE, SEVERAL */
	int64_t merged_time;
	bool is_borne; /* one of its patch sets is in the history */
};

struct aliases {
	struct map *ids;      /* "gerrit:<Change-Id>~" to the first candidate */
	struct map *keys;     /* change key to candidate */
	struct map *branches; /* to numbers */
	VEC(struct candidate) candidates;
	bool *is_pointed; /* by commit: it is a patch set of the change whose key it bears */
	uint32_t branch;  /* of most patch sets that are in the history; NO_CANDIDATE: none is */
};

static bool is_alias(const char *gerrit)
{
	return gerrit && text_ends(text_of(gerrit), TEXT("~"));
}

static const char *make_id(struct landing *landing, struct text change_id)
{
	char *id = xstrfmt("gerrit:" TEXT_FMT "~", TEXT_ARG(change_id));
	const char *copy = arena_copy(&landing->arena, id, strlen(id));

	free(id);
	return copy;
}

static void add_candidate(struct aliases *aliases, struct landing *landing, const struct statement *row)
{
	struct text key = statement_text(row, 0), alias = statement_text(row, 1);
	ptrdiff_t end = text_find_char(alias, '~', 0);
	uint32_t index = (uint32_t)aliases->candidates.count, first;
	struct candidate *candidate;
	bool is_new = false;

	if (end < 0)
		return;
	candidate = VEC_PUSH(&aliases->candidates);
	*candidate = (struct candidate){
		.key = arena_copy(&landing->arena, key.at, key.size),
		.id = make_id(landing, text_slice(alias, 0, (size_t)end)),
		.branch = map_intern(aliases->branches, text_slice(alias, (size_t)end + 1, alias.size),
		                     map_count(aliases->branches), &is_new),
		.claimant = NO_CANDIDATE,
		.merged_time = statement_int(row, 2),
	};
	first = map_get(aliases->ids, text_of(candidate->id));
	candidate->next = first;
	map_put(aliases->ids, text_of(candidate->id), index);
	(void)map_intern(aliases->keys, key, index, &is_new);
}

static int load(struct aliases *aliases, struct landing *landing)
{
	struct statement *statement;
	int ret = store_statement(&statement, landing->store,
	                          "SELECT change, max(alias), max(merged_time)\n"
	                          "FROM request\n"
	                          "WHERE repository_id = :repository AND alias <> ''\n"
	                          "GROUP BY change\n"
	                          "ORDER BY change");

	if (ret)
		return ret;
	statement_bind_int(statement, ":repository", landing->repository_id);
	while ((ret = statement_step(statement)) == 0)
		add_candidate(aliases, landing, statement);
	return ret == 1 ? 0 : ret;
}

/* ---- patch sets in the history ---- */

static int note_patch_sets(struct aliases *aliases, const struct landing *landing)
{
	struct statement *statement;
	int ret = store_statement(&statement, landing->store,
	                          "SELECT c.id, p.change\n"
	                          "FROM request_pointer p\n"
	                          "JOIN commits c ON c.oid = p.oid\n"
	                          "WHERE p.repository_id = :repository AND p.change LIKE 'gerrit:%'\n"
	                          "ORDER BY c.id, p.change");

	if (ret)
		return ret;
	statement_bind_int(statement, ":repository", landing->repository_id);
	while ((ret = statement_step(statement)) == 0) {
		uint32_t i = store_graph_find_id(&landing->graph, statement_int(statement, 0));
		struct text key = statement_text(statement, 1);
		uint32_t at = map_get(aliases->keys, key);

		if (i == GRAPH_NONE || !landing->commits[i].gerrit ||
		    !text_equal(text_of(landing->commits[i].gerrit), key))
			continue;
		aliases->is_pointed[i] = true;
		if (at != UINT32_MAX)
			aliases->candidates.at[at].is_borne = true;
	}
	return ret == 1 ? 0 : ret;
}

/* Of two branches with as many the one whose name comes first. */
static void find_branch(struct aliases *aliases)
{
	uint32_t count = map_count(aliases->branches);
	uint32_t *counts = xcalloc(count + 1, sizeof(*counts));

	aliases->branch = NO_CANDIDATE;
	for (size_t i = 0; i < aliases->candidates.count; i++)
		counts[aliases->candidates.at[i].branch] += aliases->candidates.at[i].is_borne;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t best = aliases->branch;

		if (counts[i] && (best == NO_CANDIDATE || counts[i] > counts[best] ||
		                  (counts[i] == counts[best] &&
		                   text_compare(map_key(aliases->branches, i), map_key(aliases->branches, best)) < 0)))
			aliases->branch = i;
	}
	free(counts);
}

/* ---- what commits say ---- */

/* A number that is told of, on a commit that is none of its patch sets: the Change-Id must be the same, or it is another server's. */
static int hold_numbers(struct aliases *aliases, struct landing *landing)
{
	const char **ids = xcalloc(landing->graph.count + 1, sizeof(*ids));
	struct statement *statement;
	int ret = store_statement(&statement, landing->store,
	                          "SELECT commit_id, value FROM reference\n"
	                          "WHERE kind = 'change-id'\n"
	                          "ORDER BY commit_id, value");

	while (ret == 0 && (ret = statement_step(statement)) == 0) {
		uint32_t i = store_graph_find_id(&landing->graph, statement_int(statement, 0));

		if (i != GRAPH_NONE)
			ids[i] = make_id(landing, statement_text(statement, 1));
	}
	for (uint32_t i = 0; ret == 1 && i < landing->graph.count; i++) {
		struct grouping_commit *commit = &landing->commits[i];
		uint32_t at = commit->gerrit && !aliases->is_pointed[i]
		                      ? map_get(aliases->keys, text_of(commit->gerrit))
		                      : UINT32_MAX;

		if (at != UINT32_MAX && (!ids[i] || strcmp(ids[i], aliases->candidates.at[at].id) != 0))
			commit->gerrit = ids[i];
	}
	free(ids);
	return ret == 1 ? 0 : ret;
}

/* The one change that fits, or NO_CANDIDATE. */
static uint32_t find_candidate(const struct aliases *aliases, const struct grouping_commit *commit)
{
	uint32_t found = NO_CANDIDATE;

	for (uint32_t i = map_get(aliases->ids, text_of(commit->gerrit)); i != NO_CANDIDATE;
	     i = aliases->candidates.at[i].next) {
		const struct candidate *candidate = &aliases->candidates.at[i];
		int64_t after = commit->commit_time - candidate->merged_time;

		if (candidate->is_borne || !candidate->merged_time || after > SUBMIT_SLACK_SECS ||
		    after < -SUBMIT_SLACK_SECS ||
		    (aliases->branch != NO_CANDIDATE && candidate->branch != aliases->branch))
			continue;
		if (found != NO_CANDIDATE)
			return NO_CANDIDATE;
		found = i;
	}
	return found;
}

static void resolve(struct aliases *aliases, struct landing *landing)
{
	for (uint32_t i = 0; i < landing->graph.count; i++) {
		uint32_t at = is_alias(landing->commits[i].gerrit) ? find_candidate(aliases, &landing->commits[i])
		                                                   : NO_CANDIDATE;

		if (at != NO_CANDIDATE)
			aliases->candidates.at[at].claimant =
				aliases->candidates.at[at].claimant == NO_CANDIDATE ? i : SEVERAL;
	}
	for (size_t i = 0; i < aliases->candidates.count; i++) {
		const struct candidate *candidate = &aliases->candidates.at[i];

		if (candidate->claimant < landing->graph.count)
			landing->commits[candidate->claimant].gerrit = candidate->key;
	}
}

int landing_resolve_aliases(struct landing *landing)
{
	struct aliases aliases = { .ids = map_new(),
		                   .keys = map_new(),
		                   .branches = map_new(),
		                   .is_pointed = xcalloc(landing->graph.count + 1, sizeof(bool)) };
	int ret = load(&aliases, landing);

	if (ret == 0 && aliases.candidates.count) {
		ret = note_patch_sets(&aliases, landing);
		if (ret == 0)
			ret = hold_numbers(&aliases, landing);
		find_branch(&aliases);
		if (ret == 0)
			resolve(&aliases, landing);
	}
	VEC_RELEASE(&aliases.candidates);
	map_free(aliases.ids);
	map_free(aliases.keys);
	map_free(aliases.branches);
	free(aliases.is_pointed);
	return ret;
}
