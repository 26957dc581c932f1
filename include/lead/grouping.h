/*
 * Which commits are one change (metrics 4.1). A pure function over a commit graph: no git, no SQL, no persons.
 *
 * Rules, first match wins, and each change names the one in force:
 *   host      a merge on some line carries a pull or merge request number: all it brings, the innermost such merge
 *             (a commit that a forge itself squashed keeps its own number, whatever larger merge carries it on)
 *   gerrit    the commit names its Gerrit change
 *   squash    the commit's own subject or trailer names a request
 *   topology  a merge without a number: the commits reachable from its other parents and not from its first. Not for
 *             merges of another tree (a sub-maintainer's pull), of the base into a feature, or of over TOPOLOGY_MAX_AUTHORS
 *             authors: there the patch is what was reviewed
 *   commit    the single commit
 */
#ifndef LEAD_GROUPING_H
#define LEAD_GROUPING_H

#include "lead/facts.h"

#define GROUPING_NONE UINT32_MAX
#define TOPOLOGY_MAX_AUTHORS 3
/* Two landings of one request number further apart than this are two requests: forks count anew. Seconds. */
#define REQUEST_SPAN_SECS (INT64_C(365) * 86400)

enum grouping_rule { GROUP_HOST, GROUP_GERRIT, GROUP_SQUASH, GROUP_TOPOLOGY, GROUP_COMMIT, GROUP_RULE_COUNT };
extern const char *const grouping_rule_names[GROUP_RULE_COUNT]; /* "host", "gerrit", … */

struct grouping_commit {
	const uint32_t *parents; /* indices; GROUPING_NONE for a parent that is not here */
	uint32_t parent_count;
	uint32_t author; /* any number that tells raw author identities apart */
	int64_t commit_time;
	struct oid oid;
	/*
	 * "pr:5", "mr:5" of the commit's own text; NULL if none. Borrowed throughout. A merge of several requests
	 * names them in the order of its further parents, a space between ("pr:7 pr:9"): each parent then brings its
	 * own.
	 */
	const char *request;
	const char *gerrit;   /* "gerrit:123" or "gerrit:<Change-Id>~"; NULL if none */
	bool is_forge_commit; /* committer is the forge itself (web-flow) */
	bool is_tree_pull, is_backmerge, is_import;
};

struct grouping_change {
	char *key; /* "pr:5", …, "commit:<hex of newest>"; owned by the grouping */
	enum grouping_rule rule;
	uint32_t newest;       /* the member that landed last: greatest time on the line, then id */
	uint32_t merge;        /* the merge that brought it, or GROUPING_NONE */
	int64_t landed_time;   /* commit time of that merge, else of newest; seconds UTC */
	uint32_t commit_count; /* non-merge members */
	bool is_import;
};

struct grouping {
	uint32_t *change_of; /* per commit: index of its change, for a merge of what it lands, or GROUPING_NONE */
	uint32_t *via;       /* per commit: the mainline merge that brought it, else GROUPING_NONE */
	bool *is_mainline;   /* per commit: on the first-parent line of the tip */
	struct grouping_change *changes;
	uint32_t change_count, commit_count;
};

/* Groups all commits reachable from tip. Linear in commits and parents; no recursion over history. */
int grouping_build(struct grouping *out, const struct grouping_commit *commits, uint32_t count,
                   uint32_t tip) MUST_CHECK;
void grouping_release(struct grouping *grouping);

#endif
