/* The steps of a scan, for this room alone. Each is idempotent: done again with nothing new it changes nothing. */
#ifndef LEAD_SCAN_STEPS_H
#define LEAD_SCAN_STEPS_H

#include "lead/scan.h"
#include "lead/vec.h"

/* Hashes of the refs that a scan reads, by what they are. */
struct ref_hashes {
	uint64_t tags, heads, notes, changes;
	bool has_appraise; /* notes of git-appraise: then branches are in the value of notes */
};

/* ---- unchanged.c ---- whether there is anything to do */
/* "lines", "names", "exact": the options that change facts. */
const char *scan_options_text(const struct scan_options *options);
int scan_hash_refs(struct ref_hashes *out, struct repository *repository) MUST_CHECK;
/* Everything a scan's facts depend on, as one line, appended: equal lines mean that there is nothing to read. */
void scan_fingerprint(struct buf *out, const struct repository *repository, const struct config *config,
                      const struct scan_options *options, const struct oid *tip, const struct ref_hashes *refs);
/* Empty while a scan is under way. */
int scan_put_fingerprint(struct store *store, const struct repository *repository, struct text value) MUST_CHECK;
/* The repository's row if its last scan saw exactly this; 0 if there is something to do. */
int scan_find_unchanged(int64_t *id, struct store *store, const struct repository *repository,
                        const struct config *config, const struct scan_options *options, const struct oid *tip,
                        struct text wanted) MUST_CHECK;
/* Whether a scan into this file did not end, wherever it was made. */
int scan_find_broken_off(bool *out, struct store *store) MUST_CHECK;
/* Whether facts of an earlier scan were read in another way than is asked for now. */
int scan_must_read_again(bool *out, struct store *store, struct repository *repository,
                         const struct scan_options *options) MUST_CHECK;

/* ---- fact_writer.c ---- carries commits from history into the store */
struct fact_writer {
	struct store *store;
	const struct scan_watch *watch;
	const char *what;  /* for the progress line */
	int64_t commit_id; /* of the commit being written */
	int status;        /* the first failure inside a sink that cannot return one */
	struct ref_hashes refs;
	bool is_resumed;  /* the last scan did not end */
	bool is_one;      /* all goes into one transaction, which is open */
	bool reads_again; /* facts that are there are read and completed again */
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
                        const struct scan_options *options, const struct oid *tip) MUST_CHECK;
int scan_read_tags(struct store *store, int64_t repository_id, struct repository *repository) MUST_CHECK;

/* landing.c: which commits are reachable from tip, and which are one change. */
int scan_land(struct store *store, int64_t repository_id, const struct oid *tip) MUST_CHECK;
/*
 * landing_grow.c: the same for a history that has only grown since it landed, at the price of what is new; commits: ids of what landed,
 * a JSON list, appended. Else *is_done is false and
 * nothing was done. The caller answers for it that nothing was told anew of what is old: no commit read again or found that
 * was missing, no request head, note or export moved.
 */
int scan_land_more(bool *is_done, struct buf *commits, struct store *store, int64_t repository_id,
                   const struct oid *tip) MUST_CHECK;

/* request_writer.c: carries what is told of requests into the store, in transactions of a bounded size. */
struct request_writer {
	struct store *store;
	int64_t repository_id;
	struct text origin; /* ORIGIN_EXPORT or a notes ref; borrowed */
	void (*trouble)(void *payload, const struct import_trouble *trouble); /* may be NULL */
	void *trouble_payload;
	int status;         /* the first failure; the sinks cannot return one, and write nothing after it */
	uint64_t new_count; /* rows written or changed */
	uint64_t act_count, bot_act_count;  /* acts told; of those, of "name[bot]" */
	struct map *told;                   /* keys of the requests told of; NULL while there are none */
	struct buf project;                 /* private: whose requests are told already; empty: nobody's yet */
	struct buf refused;                 /* private: key of the last request of another project */
	bool knows_project, has_complained; /* private */
	size_t batch_count;                 /* private: facts in the open transaction */
	bool is_open;                       /* private */
};
/* The sink that writes through the writer, which must stay where it is. */
struct request_sink request_writer_sink(struct request_writer *writer);
/* Ends the transaction; returns the status. */
int request_writer_flush(struct request_writer *writer) MUST_CHECK;
/* Of the requests told of, those that a change of the history is. */
int request_writer_count_joined(uint64_t *out, struct request_writer *writer) MUST_CHECK;
void request_writer_release(struct request_writer *writer);

/*
 * requests_stamp.c: stamp "landed requests <repository key>", a value of the content of all that is told of requests,
 * put when the history has landed with it. Until then those facts are news.
 */
int scan_stamp_requests(struct store *store, int64_t repository_id) MUST_CHECK;
int scan_requests_are_news(bool *out, struct store *store, int64_t repository_id) MUST_CHECK;
/* landing.c: again at the tip it has, if requests are news; then puts their stamp. Nothing before the first landing. */
int scan_land_requests(struct store *store, int64_t repository_id) MUST_CHECK;

/* heads.c: pull- and merge-request heads. are_moved: some is new or points elsewhere than before. */
int scan_list_heads(bool *are_moved, struct store *store, int64_t repository_id,
                    struct repository *repository) MUST_CHECK;
int scan_read_heads(struct fact_writer *writer, int64_t repository_id, struct repository *repository) MUST_CHECK;

/*
 * notes.c: every notes ref that moved, and the others for commits that are new. Before the history is landed: requests that
 * notes tell of say which commits are theirs. And once more if heads brought commits. reads_again: what the notes say is
 * read anew.
 */
int scan_read_notes(struct store *store, int64_t repository_id, struct repository *repository,
                    bool reads_again) MUST_CHECK;

/* appraise.c: reviews of git-appraise, where its refs, a branch or the tip have moved. After the commits, before landing. */
int scan_read_appraise(struct store *store, int64_t repository_id, struct repository *repository, const struct oid *tip,
                       bool reads_again) MUST_CHECK;

/*
 * mail_join.c: requests of origin "mail", from the mails of the repository and its landed history, where one of them changed since
 * or is_asked, which fills the counts whatever changed. repository: to compare patches; NULL: what was compared before counts.
 */
struct scan_mail_join {
	bool is_changed;                                        /* requests are others now: land them */
	uint64_t request_count, joined_count;                   /* patches through their versions; those that landed */
	uint64_t by_id_count, by_subject_count, by_patch_count; /* commits that are a patch, by how that is known */
	uint64_t cut_count; /* acts on large series that were told of some of the patches only */
};
int scan_join_mails(struct scan_mail_join *out, struct store *store, int64_t repository_id,
                    struct repository *repository, bool is_asked) MUST_CHECK;

/*
 * notedb.c: Gerrit's records of changes whose refs moved, before the history is landed. reads_again: all are read anew. Of what it
 * could not read of a change table trouble says how much.
 */
int scan_read_notedb(struct store *store, int64_t repository_id, struct repository *repository,
                     bool reads_again) MUST_CHECK;
/* Whether it reads the ref. */
bool scan_is_notedb_ref(struct text name);

/*
 * touched.c: whether decisions and owners have to be read again, where nothing but these commits (a JSON list of ids; empty: who
 * knows) landed since; and that both were read up to the tip. are_anywhere: that says nothing of later commits.
 */
int scan_records_are_touched(bool *out, struct store *store, int64_t repository_id, struct repository *repository,
                             const struct config *config, const struct oid *tip, const struct buf *commits) MUST_CHECK;
int scan_stamp_records(struct store *store, int64_t repository_id, struct repository *repository,
                       const struct config *config, const struct oid *tip, bool are_anywhere) MUST_CHECK;

/* decisions.c: decision records at the tip. are_anywhere: a tool's settings say where any prose is one. */
int scan_read_decisions(bool *are_anywhere, struct store *store, int64_t repository_id, struct repository *repository,
                        const struct config *config, const struct oid *tip) MUST_CHECK;

/* owners.c: ownership files and who they listed when. After scan_land. */
int scan_read_owners(struct store *store, int64_t repository_id, struct repository *repository,
                     const struct config *config, const struct oid *tip) MUST_CHECK;

#endif
