/*
 * The record that Gerrit keeps of a change in git itself (NoteDb): commits of refs/changes/<nn>/<number>/meta, the comments in the tree
 * of the newest one, and the labels that refs/meta/config declares. Pure functions of their input, as all readers are.
 */
#ifndef LEAD_NOTEDB_H
#define LEAD_NOTEDB_H

#include "lead/import.h"

/* ---- labels ---- */
struct notedb_labels; /* opaque */
/*
 * What the votes are on: Code-Review, labels that end with "-Review" and those that the project's own configuration (the
 * bytes of project.config, NULL-less, maybe empty) declares are reviews, but for those that machines or the mechanics of
 * submitting are known to use. *is_malformed: the text is no git configuration, and nothing of it was taken.
 */
struct notedb_labels *notedb_labels_new(struct text project_config, bool *is_malformed);
void notedb_labels_free(struct notedb_labels *labels); /* accepts NULL */
/* Review labels of the configuration, by name, a space behind each: what the facts of a change depend on. Appended. */
void notedb_labels_add(struct buf *out, const struct notedb_labels *labels);
/* EVENT_REV, EVENT_QA (Verified) or EVENT_INFO. */
enum event_kind notedb_label_kind(const struct notedb_labels *labels, struct text label);

/* ---- one change ---- */
struct notedb_change {
	struct text key;                   /* "gerrit:<number>" */
	const struct commit_fact *commits; /* newest first */
	size_t commit_count;
	bool is_cut; /* there are older ones, which are not told */
	const struct notedb_labels *labels;
};

/* What could not be read of a change; what could was told. */
struct notedb_summary {
	uint64_t malformed_count; /* commits without a patch set, an account or a time that is one */
	uint64_t unread_count;    /* comments, or files of them, that are none */
	uint64_t
		serverless_count; /* commits of accounts without the id of a server: such accounts of two servers would mix */
	uint64_t
		undated_count; /* comments whose time names no zone: UTC was taken, held within the life of the change */
};

struct notedb_reading; /* opaque */
/*
 * Tells the request and the acts of its commits: votes, messages, who was asked, who submitted. trouble and account of the
 * sink are not asked. Everything in the change and the sink's payload is borrowed until notedb_finish.
 */
struct notedb_reading *notedb_begin(const struct notedb_change *change, const struct request_sink *sink);
#define NOTEDB_NOTE_MAX_SIZE ((size_t)25 << 20) /* what Gerrit itself reads at most */
/* One file of comments, which stands on a patch set: JSON, or the text form before it. */
void notedb_read_comments(struct notedb_reading *reading, const struct oid *patch_set, struct text bytes);
/* Ends it. */
void notedb_finish(struct notedb_reading *reading, struct notedb_summary *summary);

#endif
