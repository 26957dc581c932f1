/*
 * Bringing a database up to date with a repository: the only place where history, evidence and store meet.
 *   facts    commits not read before, their files and the evidence in their messages, oldest first, in batches
 *   heads    what pull- and merge-request heads tell of squashed changes
 *   records  decision records at the tip, in their own words
 *   landing  which commits belong to which change, for the tip the report will speak of (derived)
 * Killed at any moment, the next scan goes on and ends in the same answers.
 */
#ifndef LEAD_SCAN_H
#define LEAD_SCAN_H

#include "lead/history.h"
#include "lead/store.h"

struct scan_options {
	const char *revision;  /* NULL = HEAD */
	bool no_lines;         /* changed paths only */
	bool exact_lines;      /* git's own line counts at their price */
	bool rescan;           /* read everything again */
	unsigned thread_count; /* 0 = as many as processors */
};

struct scan_watch {
	void *payload;
	void (*progress)(void *payload, const char *what, uint64_t done_count, uint64_t total_count);
	bool (*is_cancelled)(void *payload);
};

struct scan_result {
	int64_t repository_id; /* 0 if the repository is empty */
	uint64_t new_commit_count, new_head_commit_count;
	bool is_empty;
};

/*
 * Scans one repository. An empty repository is no error: is_empty is set. ERR_CANCELLED leaves what was stored.
 * watch may be NULL.
 */
int scan_repository(struct scan_result *out, struct store *store, struct repository *repository,
                    const struct config *config, const struct scan_options *options,
                    const struct scan_watch *watch) MUST_CHECK;

#endif
