/* What landing.c, landing_grow.c and pointers.c share: a commit graph being prepared for grouping. */
#ifndef LEAD_SCAN_LANDING_H
#define LEAD_SCAN_LANDING_H

#include "lead/alloc.h"
#include "lead/grouping.h"
#include "lead/map.h"
#include "lead/store_derive.h"
#include "lead/vec.h"

/* What exports and notes tell of a request, all origins together. */
struct landing_request {
	int64_t end_time; /* merged, else closed; 0 = not told */
	bool is_merged;
	bool has_landing; /* told which commit it landed as */
	bool is_line;     /* one such commit is in the history of the tip and no merge */
};

struct landing {
	struct store *store;
	int64_t repository_id;
	struct store_graph graph;
	struct grouping_commit *commits; /* parallel to graph.commits */
	uint32_t tip;
	struct arena arena; /* keys */
	struct grouping grouping;
	struct map *request_index; /* key to index into requests */
	VEC(struct landing_request) requests;
};

/* ---- landing.c ---- */
/* The graph's commits for grouping; forges: identities, eight bytes each, under which a forge commits for anybody. */
void landing_fill_commits(struct landing *landing, const struct map *forges);
/* Gives the commit the requests that the rows of a statement of LANDING_REFERENCES name, and steps to the end. */
int landing_fill_references(struct landing *landing, struct statement *statement) MUST_CHECK;
/* change and landed of all that was grouped, and the tip. In a transaction of the caller. */
int landing_write(struct landing *landing, const struct oid *tip) MUST_CHECK;
void landing_release(struct landing *landing);

/* What messages point at, of the commits that the condition on r picks. */
#define LANDING_REFERENCES(condition)                                                                        \
	"SELECT r.commit_id, r.kind, r.value, s.name\n"                                                      \
	"FROM reference r\n"                                                                                 \
	"JOIN source s ON s.id = r.source_id\n"                                                              \
	"WHERE " condition " AND (r.kind IN ('pr', 'mr', 'gerrit', 'change-id', 'tree-pull', 'backmerge',\n" \
	"    'import')\n"                                                                                    \
	"  OR (r.kind = 'closes' AND (EXISTS (\n"                                                            \
	"    SELECT 1 FROM request_head h\n"                                                                 \
	"    WHERE h.repository_id = :repository AND h.change = 'pr:' || r.value)\n"                         \
	"  OR EXISTS (\n"                                                                                    \
	"    SELECT 1 FROM request q\n"                                                                      \
	"    WHERE q.repository_id = :repository AND q.change = 'pr:' || r.value))))\n"                      \
	"ORDER BY r.commit_id,\n"                                                                            \
	"  CASE r.kind WHEN 'closes' THEN 2 WHEN 'change-id' THEN 1 ELSE 0 END,\n"                           \
	"  CASE WHEN s.name LIKE 'subject:%' THEN 0 ELSE 1 END,\n"                                           \
	"  r.kind, length(r.value), r.value"

/* ---- pointers.c ---- */
int pointers_load(struct landing *landing) MUST_CHECK;
/*
 * Whether a commit of this time can be of the request that its own number names: forks count anew, and an export may be
 * of the fork. True where nothing is told of that request.
 */
bool pointers_allow(const struct landing *landing, struct text key, int64_t commit_time);
/* After the messages: gives commits the requests that point at them. */
int pointers_apply(struct landing *landing) MUST_CHECK;

/* ---- aliases.c ---- */
/* After the pointers: gives commits that name a Change-Id alone the number of the change that it stands for. */
int landing_resolve_aliases(struct landing *landing) MUST_CHECK;

#endif
