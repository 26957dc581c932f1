/* Notes as a list: what a notes tree of any fan-out holds. Shared by reading and writing; knows no text of a note. */
#ifndef HISTORY_NOTES_H
#define HISTORY_NOTES_H

#include "lead/alloc.h"
#include "lead/vec.h"
#include "room.h"

struct note_entry {
	struct oid annotated, blob;
	size_t position; /* in the order of the tree */
};

/* An entry that is no note: kept as it is by whoever writes. */
struct note_other {
	const char *path; /* in the arena */
	const char *mode; /* octal, static */
	struct oid oid;
};

struct note_list {
	VEC(struct note_entry) notes; /* by annotated id, then position: the same id twice where two fan-outs hold it */
	VEC(struct note_other) others;
	struct arena arena;
};

/*
 * What the tree of a notes commit holds. Without is_strict absent and malformed trees are passed over, else they are
 * ERR_MISSING and ERR_INVALID. ERR_INVALID too for a tree larger than any that git writes. Released also after a failure.
 */
int note_list_load(struct note_list *out, struct object_reader *reader, const struct oid *commit,
                   bool is_strict) MUST_CHECK;
/* The same of a tree alone. is_whole: whether every tree in it is here and well formed. */
int note_list_load_tree(struct note_list *out, bool *is_whole, struct object_reader *reader,
                        const struct oid *tree) MUST_CHECK;
void note_list_release(struct note_list *list);

/* Appends the blob; false if it is not here or longer than max_size. */
bool note_blob_add(struct buf *out, struct object_reader *reader, const struct oid *blob, size_t max_size);

/* Who writes notes, as git itself finds it. Freed by git_signature_free. */
int notes_author(git_signature **out, struct repository *repository, int64_t now_time) MUST_CHECK;
int notes_committer(git_signature **out, struct repository *repository, int64_t now_time) MUST_CHECK;
/* git's forms of a date: "@<seconds> +0100", ISO 8601, RFC 2822. Without a zone local time is meant. */
bool notes_date_parse(git_time *out, struct text text);

#endif
