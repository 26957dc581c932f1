/*
 * Reviews that git-appraise keeps as notes (gitlead-notes(5)): bytes of two notes on one commit in, a request and acts on it
 * out. A pure function of its input; memory is bounded by the size of the notes.
 */
#ifndef LEAD_APPRAISE_H
#define LEAD_APPRAISE_H

#include "lead/alloc.h"
#include "lead/import.h"

#define APPRAISE_ORIGIN "appraise" /* and the name of the source */
#define APPRAISE_NOTE_MAX_SIZE ((size_t)25 * 1024 * 1024)
#define APPRAISE_LINE_MAX_SIZE ((size_t)1024 * 1024)
#define APPRAISE_COMMENT_MAX_COUNT 100000
#define APPRAISE_REVIEWER_MAX_COUNT 10000

/* What stands now of the lines of a requests note. Texts live in the arena. */
struct appraise_request {
	struct text requester; /* an address, else a login or a name */
	struct text review_ref;
	struct text target_ref; /* empty: abandoned */
	struct oid alias;       /* the first revision as it was rebased */
	bool has_alias;
	int64_t created_time,
		alias_time; /* of the first line, of the first that names the alias; seconds UTC, 0: not told */
	int64_t seen_time;  /* of the line that stands: the newest */
};
/* False: no line is a request. */
bool appraise_read_request(struct appraise_request *out, struct arena *arena, struct text note);

/* Counts, added to. */
struct appraise_summary {
	uint64_t lost_count;    /* lines that are no request and no comment, too long, or too many */
	uint64_t comment_count; /* each once, edits among them */
	uint64_t reply_count;
	uint64_t edit_count;
	uint64_t stray_count; /* replies and edits of comments that are not in the note */
};

struct appraise_review {
	struct oid annotated;          /* the first revision, here or not */
	struct text requests, discuss; /* the lines of both notes, in any order; either may be empty */
	bool is_submitted;             /* its alias, else the first revision, is in what it was to go into */
};
/*
 * The request, asked reviewers, comments and reviews. Without a request line the comments alone, on the commit. Nobody is told
 * to have accepted or rejected but by a comment on the review itself that says so in their own words: no reply does, and
 * no edit by another.
 */
void appraise_read(const struct appraise_review *review, const struct request_sink *sink,
                   struct appraise_summary *summary);

#endif
