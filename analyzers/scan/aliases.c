/*
 * Commits that name their Gerrit change by its Change-Id alone, and that no request points at: the change is the one of those
 * with that id which was merged when the commit came. One id stands for several changes, on several branches; where more
 * than one fits, or two commits claim the same, the id stays the key.
 */
#include <stdlib.h>
#include <string.h>

#include "landing.h"

/* Between what Gerrit calls the submission and the commit that it made: clocks and queues. */
#define SUBMIT_SLACK_SECS (INT64_C(30) * 86400)
#define NO_CANDIDATE UINT32_MAX
#define SEVERAL (UINT32_MAX - 1)

/* A merged change that has an alias. */
struct candidate {
	const char *key;   /* in the landing's arena */
	uint32_t next;     /* with the same Change-Id; NO_CANDIDATE: the last */
	uint32_t claimant; /* the commit that it fits; NO_CANDIDATE, SEVERAL */
	int64_t merged_time;
	bool is_borne; /* a commit bears its number already */
};

struct aliases {
	struct map *ids;  /* "gerrit:<Change-Id>~" to the first candidate */
	struct map *keys; /* change key to candidate */
	VEC(struct candidate) candidates;
};

static bool is_alias(const struct grouping_commit *commit)
{
	return commit->gerrit && text_ends(text_of(commit->gerrit), TEXT("~"));
}

static void add_candidate(struct aliases *aliases, struct landing *landing, const struct statement *row)
{
	struct text key = statement_text(row, 0), alias = statement_text(row, 1);
	ptrdiff_t end = text_find_char(alias, '~', 0);
	uint32_t index = (uint32_t)aliases->candidates.count, first;
	struct buf id = { 0 };
	bool is_new = false;

	if (end < 0)
		return;
	buf_add_str(&id, "gerrit:");
	buf_add_text(&id, text_slice(alias, 0, (size_t)end + 1));
	first = map_get(aliases->ids, buf_text(&id));
	map_put(aliases->ids, buf_text(&id), index);
	(void)map_intern(aliases->keys, key, index, &is_new);
	*VEC_PUSH(&aliases->candidates) = (struct candidate){ .key = arena_copy(&landing->arena, key.at, key.size),
		                                              .next = first,
		                                              .claimant = NO_CANDIDATE,
		                                              .merged_time = statement_int(row, 2) };
	buf_release(&id);
}

static int load(struct aliases *aliases, struct landing *landing)
{
	struct statement *statement;
	int ret = store_statement(&statement, landing->store,
	                          "SELECT change, max(alias), max(merged_time)\n"
	                          "FROM request\n"
	                          "WHERE repository_id = :repository AND alias <> '' AND merged_time > 0\n"
	                          "GROUP BY change\n"
	                          "ORDER BY change");

	if (ret)
		return ret;
	statement_bind_int(statement, ":repository", landing->repository_id);
	while ((ret = statement_step(statement)) == 0)
		add_candidate(aliases, landing, statement);
	return ret == 1 ? 0 : ret;
}

static void note_borne(struct aliases *aliases, const struct landing *landing)
{
	for (uint32_t i = 0; i < landing->graph.count; i++) {
		const char *key = landing->commits[i].gerrit;
		uint32_t at = key ? map_get(aliases->keys, text_of(key)) : NO_CANDIDATE;

		if (at != NO_CANDIDATE)
			aliases->candidates.at[at].is_borne = true;
	}
}

/* The one change that fits, or NO_CANDIDATE. */
static uint32_t find_candidate(const struct aliases *aliases, const struct grouping_commit *commit)
{
	uint32_t found = NO_CANDIDATE;

	for (uint32_t i = map_get(aliases->ids, text_of(commit->gerrit)); i != NO_CANDIDATE;
	     i = aliases->candidates.at[i].next) {
		const struct candidate *candidate = &aliases->candidates.at[i];
		int64_t after = commit->commit_time - candidate->merged_time;

		if (candidate->is_borne || after > SUBMIT_SLACK_SECS || after < -SUBMIT_SLACK_SECS)
			continue;
		if (found != NO_CANDIDATE)
			return NO_CANDIDATE;
		found = i;
	}
	return found;
}

int landing_resolve_aliases(struct landing *landing)
{
	struct aliases aliases = { .ids = map_new(), .keys = map_new() };
	int ret = load(&aliases, landing);

	if (ret == 0 && aliases.candidates.count) {
		note_borne(&aliases, landing);
		for (uint32_t i = 0; i < landing->graph.count; i++) {
			uint32_t at = is_alias(&landing->commits[i]) ? find_candidate(&aliases, &landing->commits[i])
			                                             : NO_CANDIDATE;

			if (at != NO_CANDIDATE)
				aliases.candidates.at[at].claimant =
					aliases.candidates.at[at].claimant == NO_CANDIDATE ? i : SEVERAL;
		}
		for (size_t i = 0; i < aliases.candidates.count; i++) {
			const struct candidate *candidate = &aliases.candidates.at[i];

			if (candidate->claimant < landing->graph.count)
				landing->commits[candidate->claimant].gerrit = candidate->key;
		}
	}
	VEC_RELEASE(&aliases.candidates);
	map_free(aliases.ids);
	map_free(aliases.keys);
	return ret;
}
