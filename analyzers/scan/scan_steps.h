/* The steps of a scan, for scan.c alone. Each is idempotent: done again with nothing new it changes nothing. */
#ifndef LEAD_SCAN_STEPS_H
#define LEAD_SCAN_STEPS_H

#include "lead/scan.h"
#include "lead/vec.h"

/* ---- fact_writer.c ---- carries commits from history into the store */
struct fact_writer {
	struct store *store;
	const struct scan_watch *watch;
	const char *what;  /* for the progress line */
	int64_t commit_id; /* of the commit being written */
	int status;        /* the first failure inside a sink that cannot return one */
	bool is_resumed;   /* the last scan did not end */
	bool reads_again;  /* facts that are there are read and completed again */
	size_t batch_count;
	uint64_t commit_count, total_count;
	uint64_t new_count, new_head_count;
	VEC(struct history_missing) missing;
};

/* Reads the listed commits into the store, in transactions of a bounded size. */
int fact_writer_read(struct fact_writer *writer, struct repository *repository, const struct oid_list *list,
                     const struct history_options *options) MUST_CHECK;
void fact_writer_missing(void *payload, const struct history_missing *missing);
void oid_list_reverse(struct oid_list *list);

/* repository.c: the row of the repository, its natural key being the root of the first-parent line of tip. */
int scan_put_repository(int64_t *id, struct store *store, struct repository *repository, const struct config *config,
                        const struct oid *tip) MUST_CHECK;
int scan_read_tags(struct store *store, int64_t repository_id, struct repository *repository) MUST_CHECK;

/* landing.c: which commits are reachable from tip, and which are one change. */
int scan_land(struct store *store, int64_t repository_id, const struct oid *tip) MUST_CHECK;

/* heads.c: pull- and merge-request heads. */
int scan_list_heads(struct store *store, int64_t repository_id, struct repository *repository) MUST_CHECK;
int scan_read_heads(struct fact_writer *writer, int64_t repository_id, struct repository *repository) MUST_CHECK;

/* decisions.c: decision records at the tip. */
int scan_read_decisions(struct store *store, int64_t repository_id, struct repository *repository,
                        const struct config *config, const struct oid *tip) MUST_CHECK;

/* owners.c: ownership files and who they listed when. After scan_land. */
int scan_read_owners(struct store *store, int64_t repository_id, struct repository *repository,
                     const struct config *config, const struct oid *tip) MUST_CHECK;

#endif
