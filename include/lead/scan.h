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
#include "lead/import.h"
#include "lead/store.h"
#include "lead/store_merge.h"

struct scan_options {
	const char *revision;  /* NULL = HEAD */
	bool no_lines;         /* changed paths only */
	bool exact_lines;      /* git's own line counts at their price */
	bool rescan;           /* read everything again */
	unsigned thread_count; /* 0 = as many as processors */
	const char *key;       /* of the repository in the database; NULL: lead.repository, else its root commit */
	const char *label;     /* what reports call it; NULL: last component of where it lies */
	/* The commit whose .gitlead, .mailmap and .gitattributes hold in place of those here; NULL: none. Borrowed. */
	const struct oid *settings;
	struct text mailmap; /* the one for all repositories, kept beside the repository's own; empty: none */
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

/*
 * The key that a repository would have by itself: lead.repository, else the root commit of its first-parent line. Appended;
 * ERR_NOTFOUND: it is empty.
 */
int scan_natural_key(struct buf *out, struct repository *repository, const struct config *config) MUST_CHECK;
/*
 * Gives the row that was last scanned at the repository's place the key, unless another row has it, or the history there now
 * begins elsewhere than the one of the row.
 */
int scan_rename_repository(struct store *store, struct repository *repository, struct text key) MUST_CHECK;

/* ---- imports ---- */
/* Fed with an export, cut anywhere. One transaction a bounded number of facts; a killed import is finished by the next. */
struct scan_import; /* opaque */
struct scan_import_result {
	struct import_summary summary;
	uint64_t new_count;     /* requests, acts and accounts written or changed */
	uint64_t act_count;     /* acts told, one told twice counted twice */
	uint64_t bot_act_count; /* of those, acts of "name[bot]" */
	uint64_t request_count; /* requests told of */
	uint64_t joined_count;  /* those that a change of the history is */
};
/* trouble (may be NULL) is told each item that could not be read. Whatever it answers, scan_import_free(*out) must follow. */
int scan_import_new(struct scan_import **out, struct store *store, int64_t repository_id,
                    void (*trouble)(void *payload, const struct import_trouble *trouble), void *payload) MUST_CHECK;
/* What comes now is another file, called so: import_begin. */
void scan_import_begin(struct scan_import *import, struct text name);
/* At least 64 KiB at once, unless the rest is long in coming: what a smaller piece tells is committed at once. */
int scan_import_feed(struct scan_import *import, const char *bytes, size_t size) MUST_CHECK;
/* Pieces of any size, where the rest is at hand. */
int scan_import_feed_at_hand(struct scan_import *import, struct text bytes) MUST_CHECK;
/* Ends it and lands the history again if requests now point at commits. Always followed by scan_import_free. */
int scan_import_finish(struct scan_import *import, struct scan_import_result *out) MUST_CHECK;
void scan_import_free(struct scan_import *import); /* accepts NULL */
/* Takes back all that exports and mails told of the repository; what notes tell stays. */
int scan_import_forget(struct store *store, int64_t repository_id) MUST_CHECK;

/* ---- mails ---- */
/* Fed with mailboxes and archives. A killed import is finished by the next. */
struct scan_mails; /* opaque */
struct scan_mail_result {
	uint64_t mail_count, patch_count; /* mails told; of those, patches */
	uint64_t deleted_count;           /* that an archive took back */
	uint64_t lost_count;              /* that could not be read */
	uint64_t new_count;               /* mails written or changed */
	uint64_t html_count;              /* that hold HTML alone: nobody reads their words */
	uint64_t collision_count;         /* that bear the id of another one, of which one stands */
	uint64_t cut_count;               /* acts on large series that were told of some of the patches only */
	/* Of all mails of the repository: patches through their versions, and those that landed. */
	uint64_t request_count, joined_count;
	/* Commits that are a patch: named by its id, by author and subject, by what they change. */
	uint64_t by_id_count, by_subject_count, by_patch_count;
};
/* trouble (may be NULL) is told each mail that could not be read. */
int scan_mails_new(struct scan_mails **out, struct store *store, int64_t repository_id,
                   void (*trouble)(void *payload, const struct import_trouble *trouble), void *payload) MUST_CHECK;
/* Bytes of one mailbox or one mail, cut anywhere. */
int scan_mails_feed(struct scan_mails *mails, struct text bytes) MUST_CHECK;
/* Whether the repository is an archive of public-inbox: v1, or an epoch of v2. */
bool scan_is_inbox(struct repository *repository);
/* What such an archive holds that was not read before. watch may be NULL. */
int scan_mails_read_inbox(struct scan_mails *mails, struct repository *inbox,
                          const struct scan_watch *watch) MUST_CHECK;
/*
 * Ends it, joins all mails to the history and lands that again if requests now point at commits. repository (may be NULL) is where
 * patches are compared. Always followed by scan_mails_free.
 */
int scan_mails_finish(struct scan_mails *mails, struct repository *repository, struct scan_mail_result *out) MUST_CHECK;
void scan_mails_free(struct scan_mails *mails); /* accepts NULL */

/* ---- merging ---- */
struct scan_merge_watch {
	void *payload;
	void (*tell)(void *payload, const char *words); /* something that somebody should know; may be NULL */
};
/*
 * Unites the databases into the store: the union of facts, and of each repository the tip that contains the other. In one
 * transaction; errors as store_merge_load. People are not brought up to date. watch may be NULL.
 */
int scan_merge(struct merge_result *out, struct store *store, const char *const *paths, size_t count,
               const struct scan_merge_watch *watch) MUST_CHECK;

/* ---- pruning ---- */
struct scan_prune_options {
	const char *repository; /* key of one that goes with all that is known of it; NULL: none */
	int64_t before_time;    /* stored figures that are not sealed go if their period ended before it; seconds UTC */
	const char *const *branches; /* lines of work whose place is kept besides those that end at a tip */
	size_t branch_count;
	bool is_dry_run; /* counts, and changes nothing */
};
struct scan_prune_result {
	int64_t repository_count;
	int64_t commit_count; /* that neither a tip, nor the head of a request, nor a tag, nor an export leads to */
	int64_t file_count, event_count;    /* of those commits */
	int64_t identity_count, path_count; /* that nothing names any more */
	int64_t figure_count;
	int64_t scan_count; /* scans that a later one replaced, and places that are none any more */
	int64_t told_count; /* of lines of work that are gone */
};
/*
 * Drops what no answer needs, in one transaction. What exports told stays but with the repository that is named. ERR_NOTFOUND: no
 * repository has the key. The file does not shrink before scan_give_back.
 */
int scan_prune(struct scan_prune_result *out, struct store *store, const struct scan_prune_options *options) MUST_CHECK;
/* Writes the file anew without the space that is free in it; for that time the disk holds both. */
int scan_give_back(struct store *store) MUST_CHECK;

/* ---- recording ---- */
#define LEAD_NOTES_REF "refs/notes/lead-reviews"
#define SELF_NOTES_REF "refs/notes/lead-self" /* what people say of themselves; read, never written */
struct scan_record_result {
	uint64_t change_count;  /* commits that stand for changes with something to record */
	uint64_t note_count;    /* notes written or changed, with is_dry_run those that would be */
	uint64_t waiting_count; /* merged requests that no commit of the history is */
	bool is_changed;        /* the ref moved */
};
/*
 * Writes what exports told of landed changes into LEAD_NOTES_REF, one note a change, united with the lines that are
 * there and with those of fetched copies of the ref (LEAD_NOTES_REF "-<remote>"). ERR_INVALID where git knows no identity
 * to write under; ERR_MISSING, ERR_INVALID and ERR_FAILED where a note was not read whole, would be too large to be read
 * again, or the ref moved since: then nothing is written. now_time: seconds UTC, of the commit where the environment names
 * no date.
 */
int scan_record(struct scan_record_result *out, struct store *store, int64_t repository_id,
                struct repository *repository, int64_t now_time, bool is_dry_run) MUST_CHECK;

#endif
