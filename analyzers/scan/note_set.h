/* Notes of several refs beside one another, and how those on one object become one. For notes.c and record.c alone. */
#ifndef LEAD_SCAN_NOTE_SET_H
#define LEAD_SCAN_NOTE_SET_H

#include "lead/alloc.h"
#include "lead/history.h"
#include "lead/import.h"
#include "lead/vec.h"

#define NOTE_MAX_SIZE ((size_t)1024 * 1024)
/* Of refs of our own: what is recorded must be read again. */
#define LEAD_NOTE_MAX_SIZE ((size_t)16 * 1024 * 1024)

/* A notes ref as listed. */
struct notes_ref {
	const char *name; /* in the list's arena */
	struct oid target;
	bool is_own;  /* LEAD_NOTES_REF itself */
	bool is_lead; /* that or a copy of it that was fetched */
	bool is_self; /* SELF_NOTES_REF or a copy of it */
	bool is_copy; /* read under another name than its own */
	/* The ref under whose name it is read: copies are read together with what they are copies of. */
	const char *group;
};
struct notes_ref_list {
	VEC(struct notes_ref) refs; /* by name */
	struct arena arena;
};
int notes_ref_list_read(struct notes_ref_list *out, struct repository *repository) MUST_CHECK;
void notes_ref_list_release(struct notes_ref_list *list);

struct note_text {
	struct oid annotated;
	struct text bytes; /* in the set's arena, or static */
	bool is_own;       /* stands in LEAD_NOTES_REF as it is */
	bool is_copy;      /* stands in a fetched copy of it */
	size_t position;   /* in the order of adding */
};
struct note_set {
	VEC(struct note_text) notes;
	struct arena arena;
};
/*
 * Adds every note of a ref. What is larger than LEAD_NOTE_MAX_SIZE (NOTE_MAX_SIZE where it is none of our own) or not here is
 * passed over, a tree too large to be notes too; where is_strict, for who will write over what was read, it is an error that
 * names the object.
 */
int note_set_add_ref(struct note_set *set, struct repository *repository, const struct notes_ref *ref,
                     bool is_strict) MUST_CHECK;
void note_set_add(struct note_set *set, const struct oid *annotated, struct text bytes);
/* By annotated id, then as added. */
void note_set_sort(struct note_set *set);
/* How many from there on are on the same object. */
size_t note_set_run(const struct note_set *set, size_t from);
void note_set_release(struct note_set *set);

/* ---- self_notes.c ---- */
struct self_notes_visit {
	void *payload;
	bool (*wants)(void *payload, const struct oid *annotated);
	void (*event)(void *payload, const struct oid *annotated, const struct event_fact *event);
};
/* What every ref of the list that is_self says, each line of a writer on one commit once. Notes larger than NOTE_MAX_SIZE say nothing. */
int self_notes_read(struct repository *repository, const struct notes_ref_list *list,
                    const struct self_notes_visit *visit) MUST_CHECK;

/* The lines of all, sorted by bytes, without doubles and empty ones: what git's cat_sort_uniq makes of them. */
void note_lines_unite(struct buf *out, const struct note_text *notes, size_t count);
/* The first one as it is, and behind it what lines the others have more: for lines that stand in an order. */
void note_lines_append(struct buf *out, const struct note_text *notes, size_t count);

#endif
