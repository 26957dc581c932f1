/*
 * One database into another, by natural keys: what is already there stays one row, and neither the order of databases nor their
 * ids matter. The steps are called in this order inside one transaction; lead/scan.h has the whole.
 */
#ifndef LEAD_STORE_MERGE_H
#define LEAD_STORE_MERGE_H

#include "lead/store.h"

/*
 * Looks whether the file can be merged, and copies its facts beside those of the store. ERR_NOTFOUND, ERR_NEWER, ERR_INVALID: no
 * database of ours, a damaged one, the store's own, or one with a scan that did not end. An older one is brought up to date in
 * memory. The file itself is only read.
 */
int store_merge_load(struct store *store, const char *path) MUST_CHECK;
/* Identities, paths, commits with their files, events, references; and the rows of repositories. */
int store_merge_commits(struct store *store) MUST_CHECK;

/* Which of two tips of one repository stands. */
enum merge_side { MERGE_OURS = -1, MERGE_SAME = 0, MERGE_THEIRS = 1 };
struct merge_pair {
	int64_t repository; /* repository.id of the store */
	struct oid ours, theirs;
};
/* Repositories in order of keys whose tips differ; ERR_NOTFOUND at the end. */
int store_merge_pair_at(struct merge_pair *out, struct store *store, size_t position) MUST_CHECK;
int store_merge_choose(struct store *store, int64_t repository, enum merge_side side) MUST_CHECK;

struct merge_result {
	size_t repository_count;
	size_t new_repository_count, new_commit_count, new_request_count;
	size_t seal_conflict_count;   /* sealed figures that the two know differently; the store's own stay */
	size_t report_conflict_count; /* the same of whole sealed reports */
};
/* All that hangs on repositories, after every pair was chosen; adds to the counts. */
int store_merge_rest(struct merge_result *result, struct store *store) MUST_CHECK;
/* Repositories that were merged, to be landed again: id by position, ERR_NOTFOUND at the end. */
int store_merge_repository_at(int64_t *id, struct store *store, size_t position) MUST_CHECK;

/* For the rows of requests and acts, in request.c. */
int store_merge_requests(size_t *new_count, struct store *store) MUST_CHECK;

#endif
