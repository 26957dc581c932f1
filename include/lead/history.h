/*
 * The only room that knows libgit2: opens repositories, reads commits leniently, compares trees, counts lines, reads refs,
 * files and git's configuration. It knows nothing of people, reviews or SQL.
 */
#ifndef LEAD_HISTORY_H
#define LEAD_HISTORY_H

#include <stdbool.h>
#include "lead/config.h"
#include "lead/facts.h"

struct repository; /* opaque */

/* Once a process, before anything else; sets allocator hooks, cache limits and accepted extensions. */
int history_init(void) MUST_CHECK;
void history_shutdown(void);

/*
 * Opens the repository at or above path (honours GIT_DIR when path is NULL). ERR_NOTFOUND: not a repository.
 * ERR_INVALID by name: SHA-256, reftable, unknown extension. Closed by repository_close (accepts NULL).
 */
int repository_open(struct repository **out, const char *path) MUST_CHECK;
void repository_close(struct repository *repository);

const char *repository_common_dir(const struct repository *repository); /* ends in '/'; borrowed */
const char *repository_label(const struct repository *repository);      /* last component of the work tree or git dir */
bool repository_is_shallow(const struct repository *repository);
bool repository_is_partial(const struct repository *repository); /* promisor remote configured */
/* URL of "origin" (else the only remote) without credentials, or "". Borrowed. */
const char *repository_remote(const struct repository *repository);

/* Resolves a revision to a commit, peeling tags. ERR_NOTFOUND if there is no such commit (HEAD of an empty repository). */
int repository_resolve(struct oid *out, struct repository *repository, const char *revision) MUST_CHECK;

/* Appends the name of the branch that HEAD is, without refs/heads/. ERR_NOTFOUND: HEAD is detached. */
int repository_head_branch(struct buf *out, struct repository *repository) MUST_CHECK;
/* Where the upstream of that branch stands here. ERR_NOTFOUND: there is none. */
int repository_upstream(struct oid *out, struct repository *repository) MUST_CHECK;

/* Whether it is a commit that is here. */
bool repository_has_commit(struct repository *repository, const struct oid *oid);

/* The last commit that is here on the first-parent line of a tip: its root, but for shallow clones. ERR_MISSING: no tip. */
int repository_first_root(struct oid *out, struct repository *repository, const struct oid *tip) MUST_CHECK;

/*
 * Adds git's configuration (all levels, then GIT_CONFIG_COUNT/KEY/VALUE and GIT_CONFIG_PARAMETERS, as git itself orders
 * them) with origin CONFIG_GIT. repository may be NULL: global levels and the environment only.
 */
int repository_read_config(struct repository *repository, struct config *config) MUST_CHECK;

/*
 * A project file (".mailmap", ".gitlead", ".gitattributes", …): from the work tree if there is one, else HEAD. A symbolic
 * link in the work tree is ignored. Appends at most max_size bytes. ERR_NOTFOUND if absent, ERR_INVALID if larger.
 */
int repository_read_file(struct buf *out, struct repository *repository, const char *path, size_t max_size) MUST_CHECK;
/* The file at a revision's tree; same errors, ERR_MISSING if the object is not here. */
int repository_read_file_at(struct buf *out, struct repository *repository, const struct oid *commit, const char *path,
                            size_t max_size) MUST_CHECK;
/* The id of the file's blob, which is not read: two commits with the same id hold the same bytes. Same errors. */
int repository_find_file_at(struct oid *blob, struct repository *repository, const struct oid *commit,
                            const char *path) MUST_CHECK;
/* Appends a blob of at most max_size bytes. ERR_MISSING if it is not here, ERR_INVALID if larger. */
int repository_read_blob(struct buf *out, struct repository *repository, const struct oid *blob,
                         size_t max_size) MUST_CHECK;
/*
 * All mailmaps git would apply, in git's order: .mailmap (work tree, or HEAD:.mailmap when bare), mailmap.blob,
 * mailmap.file. Appends text; a missing one is skipped.
 */
int repository_read_mailmap(struct buf *out, struct repository *repository, const struct config *config) MUST_CHECK;
/* The same with the .mailmap of a commit in place of the work tree's. */
int repository_read_mailmap_at(struct buf *out, struct repository *repository, const struct config *config,
                               const struct oid *commit) MUST_CHECK;
/* Paths of all blobs in the commit's tree, one callback each in path order; a missing tree is ERR_MISSING. */
int repository_each_path(struct repository *repository, const struct oid *commit,
                         void (*each)(void *payload, struct text path), void *payload) MUST_CHECK;
/* Paths of blobs that differ between the trees of two commits, one callback each in path order; same error. */
int repository_each_changed_path(struct repository *repository, const struct oid *before, const struct oid *after,
                                 void (*each)(void *payload, struct text path), void *payload) MUST_CHECK;

/*
 * What a commit changed against its first parent, as `git patch-id --stable` has it of the diff that git makes by default; parts that
 * are not text, and diffs of thousands of files, have none. ERR_MISSING: an object is not here.
 */
int repository_patch_id(bool *is_found, unsigned char out[OID_SIZE], struct repository *repository,
                        const struct oid *commit) MUST_CHECK;

/* ---- refs ---- */
struct ref_fact {
	struct text name;
	struct oid target; /* the commit, tags peeled */
	bool is_annotated;
	struct identity_fact tagger; /* annotated tags only */
	int64_t tag_time;
};
/*
 * Refs with one of these prefixes, which end with NULL, by name, each with the id that it holds itself: reads no object, and none need
 * be here.
 */
int repository_each_held_ref(struct repository *repository, const char *const *prefixes,
                             void (*each)(void *payload, struct text name, const struct oid *held),
                             void *payload) MUST_CHECK;
/* Refs with this prefix ("refs/pull/", "refs/tags/"), sorted by name. Refs whose target is no commit are left out. */
int repository_each_ref(struct repository *repository, const char *prefix,
                        void (*each)(void *payload, const struct ref_fact *ref), void *payload) MUST_CHECK;

/* ---- commits ---- */
/* What has been read before; called from the calling thread only. */
typedef bool history_known(void *payload, const struct oid *oid);

struct oid_list {
	struct oid *at;
	size_t count, capacity;
};
void oid_list_release(struct oid_list *list);

struct history_missing {
	struct oid oid;
	const char *what; /* "commit", "tree" or "blob" */
};

/*
 * Lists the commits reachable from the tips and not known, oldest last; a commit that known() claims is not entered.
 * Stops at shallow borders (.git/shallow is honoured). Missing commits are handed to missing() and passed over.
 */
int history_list_new(struct oid_list *out, struct repository *repository, const struct oid *tips, size_t tip_count,
                     history_known *known, void (*missing)(void *, const struct history_missing *),
                     void *payload) MUST_CHECK;

/*
 * The commits reachable from the tip and not from the base (NULL: all), newest first: what `git rev-list base..tip` lists, for
 * the price of the range and of what the base has beyond it. Wrong clocks are allowed for as far as a walk by commit time can.
 * ERR_MISSING: a commit of the range, the tip or the base is not in this clone.
 */
int history_list_between(struct oid_list *out, struct repository *repository, const struct oid *tip,
                         const struct oid *base) MUST_CHECK;
/* Whether the tip is the commit or reaches it; the same price and errors. */
int history_reaches(bool *out, struct repository *repository, const struct oid *tip,
                    const struct oid *commit) MUST_CHECK;
/* The newest commit that both reach and that no other such commit reaches. ERR_NOTFOUND: their histories share none. */
int history_merge_base(struct oid *out, struct repository *repository, const struct oid *a,
                       const struct oid *b) MUST_CHECK;

struct history_options {
	unsigned thread_count; /* 0 = as many as processors, at most 16 */
	bool want_files;       /* changed paths of non-merges against the first parent (root: against nothing) */
	bool want_lines;       /* line counts too: git's own without attributes or renames (DESIGN 6) */
	bool exact_lines;      /* never trim before the diff: git's own figures at their price */
};

/* Called from the calling thread, in the order of the list. Facts live until the callback returns. */
struct history_sink {
	void *payload;
	int (*commit)(void *payload, const struct commit_fact *fact);
	void (*missing)(void *payload, const struct history_missing *missing);
};
/*
 * Reads the listed commits, with several threads and bounded memory whatever their number. Stops at the first non-zero
 * answer of sink->commit and returns it. A malformed commit is read leniently and marked; it is never an error.
 */
int history_read(struct repository *repository, const struct oid *oids, size_t count,
                 const struct history_options *options, const struct history_sink *sink) MUST_CHECK;

/* ---- records kept as chains of commits: refs/changes/<nn>/<number>/meta of Gerrit ---- */
/* A chain while it is looked at. Everything in it lives until the call that it was handed to returns. */
struct chain_reading; /* opaque */
struct chain_fact {
	size_t position;                   /* in the list of tips */
	const struct commit_fact *commits; /* newest first, along first parents; of files and parents nothing is told */
	size_t commit_count;
	bool is_cut;        /* what comes before the last of them was not read: it is not here, or too much */
	bool is_branched;   /* some commit has several parents */
	struct oid missing; /* with is_missing: the commit that should be here and is not */
	bool is_missing;
	struct chain_reading *reading;
};
/* Of one chain; more is cut off. */
#define CHAIN_MAX_COUNT ((size_t)100000)
#define CHAIN_MAX_SIZE ((size_t)64 << 20)
/* Of all chains of a call: once they had so many commits beyond the free ones each, later ones are cut to the free ones. */
#define CHAIN_FREE_COUNT ((size_t)64)
#define CHAIN_LONG_MAX_COUNT UINT64_C(20000000)

enum chain_note_state { CHAIN_NOTE_READ, CHAIN_NOTE_MISSING, CHAIN_NOTE_TOO_LARGE };
struct chain_note {
	struct oid annotated, blob;
	enum chain_note_state state;
	struct text bytes; /* of one that was read; borrowed for the call */
};
/*
 * The notes in the tree of the chain's newest commit, in order of the annotated ids, whatever the fan-out; each is read when
 * its turn comes. False: the tree, or one below it, is not here or larger than any that git writes, and some may be left out.
 */
bool chain_each_note(const struct chain_fact *chain, size_t max_size,
                     void (*each)(void *payload, const struct chain_note *note), void *payload);

struct chain_sink {
	void *payload;
	/* Makes of a chain what take() gets, in any of several threads at once: touches nothing that they share. */
	void *(*digest)(void *payload, const struct chain_fact *chain);
	/* In the calling thread, in the order of the list. The digest is its own. */
	int (*take)(void *payload, void *digest);
	void (*drop)(void *digest); /* of a digest that is not taken any more */
	uint64_t long_max_count;    /* 0: CHAIN_LONG_MAX_COUNT */
};
/*
 * Reads the chains that end at the tips, with several threads (0: as many as processors) and bounded memory. Stops at the
 * first non-zero answer of take and returns it. A tip that is not here gives a chain without commits.
 */
int history_read_chains(struct repository *repository, const struct oid *tips, size_t count, unsigned thread_count,
                        const struct chain_sink *sink) MUST_CHECK;

/* ---- notes ---- */
/* Refs below refs/notes/, sorted by name, with the notes commit. */
int repository_each_notes_ref(struct repository *repository,
                              void (*each)(void *payload, struct text ref, const struct oid *commit),
                              void *payload) MUST_CHECK;

struct note_fact {
	struct oid annotated; /* whatever object it is, here or not */
	struct text bytes;    /* at most max_size; borrowed for the call */
};
struct note_visit {
	void *payload;
	/* Whether the note on this object is asked for; NULL: all are. */
	bool (*wants)(void *payload, const struct oid *annotated);
	int (*each)(void *payload, const struct note_fact *note);
	bool is_strict; /* what cannot be read whole is an error, not passed over */
};
/*
 * Every note of one notes commit, in order of the annotated ids, whatever the fan-out; entries that are no notes are
 * passed over, notes longer than max_size and absent blobs and trees too. Stops at the first non-zero answer and returns
 * it. ERR_INVALID: the tree is larger than any that git writes. Strict: ERR_MISSING and ERR_INVALID name the note that is
 * not here, or longer than max_size.
 */
int repository_each_note(struct repository *repository, const struct oid *notes_commit, size_t max_size,
                         const struct note_visit *visit) MUST_CHECK;

/* A line of a note, and who brought it: the author of the notes commit that has it and whose parents do not. */
struct note_line_fact {
	struct oid annotated;
	struct text bytes; /* without white space at either end, not empty; borrowed for the call */
	uint32_t number;   /* 1-based, in the note as it is */
	struct identity_fact author;
	bool is_signed; /* that commit carries a signature, which nobody verified */
};
struct note_line_visit {
	void *payload;
	bool (*wants)(void *payload, const struct oid *annotated); /* as in note_visit */
	int (*each)(void *payload, const struct note_line_fact *line);
};
#define NOTE_LINE_MAX_COUNT 1000
/*
 * The lines of every note asked for, in order of the annotated ids, then of the note. What repository_each_note passes over
 * is passed over, and notes with a NUL byte, lines behind the first NOTE_LINE_MAX_COUNT, and lines whose writer is not known
 * because a commit or an older text of the note is not here or not read. The first non-zero answer ends it and is returned.
 */
int repository_each_note_line(struct repository *repository, const struct oid *notes_commit, size_t max_size,
                              const struct note_line_visit *visit) MUST_CHECK;

struct note_write {
	struct oid annotated;
	struct text bytes; /* empty: the note is removed */
};
/*
 * Writes the given notes over those of ref, which must still stand at seen (NULL: must not exist): what the notes were made
 * from. A ref that somebody else moved meanwhile is ERR_FAILED, and nothing is written. One commit by git's own identity (user.*, author.*, committer.*, GIT_AUTHOR_*,
 * GIT_COMMITTER_*; ERR_INVALID says what to set), with the given parents behind the ref's own; parents that another one
 * reaches are left out. Notes not given and entries that are no notes stay as they are. The tree depends on its entries
 * alone. If nothing changes there is no commit, and if what comes out is what the one remaining parent holds the ref moves
 * there: *is_changed. now_time: seconds UTC, used where the environment names no date. Order of notes does not matter; no
 * object twice.
 */
int repository_write_notes(bool *is_changed, struct repository *repository, const char *ref, const struct oid *seen,
                           const struct note_write *notes, size_t count, const struct oid *merged_parents,
                           size_t parent_count, const char *message, int64_t now_time) MUST_CHECK;
/* Whether ancestor is descendant or one of its ancestors; false too where a commit on the way is not here. */
bool repository_reaches(struct repository *repository, const struct oid *descendant, const struct oid *ancestor);

/* ---- git's configuration of this clone, written ---- */
/* "origin" if there is such a remote, else the only one. Owned by caller; NULL if neither. */
char *repository_default_remote(struct repository *repository);
bool repository_has_remote(struct repository *repository, const char *name);
/* Adds a value to a key that may have several, unless it is among them already. */
int repository_add_config(bool *is_changed, struct repository *repository, const char *key,
                          const char *value) MUST_CHECK;
/* Sets the one value of a key, unless it is that already. */
int repository_set_config(bool *is_changed, struct repository *repository, const char *key,
                          const char *value) MUST_CHECK;

#endif
