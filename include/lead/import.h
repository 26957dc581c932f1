/*
 * Exports of forges and the notes that git lead itself keeps: bytes in, requests and acts out. Pure functions of their
 * input, as the commit readers are. Memory is bounded by the largest item, whatever the size of the export.
 */
#ifndef LEAD_IMPORT_H
#define LEAD_IMPORT_H

#include "lead/evidence.h"

/* An item that was not read whole. Texts are borrowed for the call. */
struct import_trouble {
	uint64_t item;     /* 1-based number of the item; 0 = the export as a whole */
	uint64_t offset;   /* bytes from the start of the input to the item */
	bool is_lost;      /* false: read after a repair, or only something in it is missing */
	struct text words; /* "cut off in the middle", "not UTF-8: repaired"; plain, without number and offset */
};

/* Where facts of requests go. Everything handed over is borrowed for the length of the call. */
struct request_sink {
	void *payload;
	void (*request)(void *payload, const struct request_fact *request);
	void (*act)(void *payload, const struct request_act_fact *act);
	void (*account)(void *payload, const struct account_fact *account);
	void (*trouble)(void *payload, const struct import_trouble *trouble);
};

/* What went by. Counts of items, not of facts. */
struct import_summary {
	uint64_t byte_count;
	uint64_t item_count; /* read */
	uint64_t lost_count; /* bad, too large, or of no known kind */
	uint64_t
		missing_count; /* items the export itself says it does not hold: totalCount, hasNextPage, capped lists */
	uint64_t ghost_count;  /* acts of deleted users */
	uint64_t issue_count;  /* items about issues, passed over */
	bool is_cut;           /* the input ends inside an item, or the export says that more follows */
	char project[256];     /* "owner/name" of the first item that tells; else empty */
	uint64_t kind_counts[64]; /* by position in import_format_at */
};

/* One row a kind of item, for the summary and the manual. NULL name at the end. */
struct evidence_format import_format_at(size_t position);

struct import; /* opaque */
#define IMPORT_ITEM_MAX_SIZE ((size_t)64 * 1024 * 1024)

/* sink is copied. */
struct import *import_new(const struct request_sink *sink);
/*
 * The address of the repository's remote, copied: of an archive that holds several projects the one it names is read. Before the
 * first bytes; without it none of several is.
 */
void import_set_remote(struct import *import, struct text remote);
/*
 * What comes now is another file, called so: what the one before ends in the middle of is told, and numbers of items and
 * offsets begin anew. An import of one file needs none; a name may tell which request an answer is about.
 */
void import_begin(struct import *import, struct text name);
/* The next bytes, cut anywhere. */
void import_feed(struct import *import, const char *bytes, size_t size);
/* No more bytes: tells of what is unfinished. Then only import_free. */
void import_finish(struct import *import, struct import_summary *summary);
void import_free(struct import *import); /* accepts NULL */

/*
 * Whether a file of a directory or archive is worth reading, by its path with slashes, and when: what tells who is who comes before
 * what needs it.
 */
enum import_turn { IMPORT_NEVER, IMPORT_FIRST, IMPORT_SECOND };
enum import_turn import_turn_of(struct text path);

/* ---- the note lines of refs/notes/lead-reviews, and of others: gitlead-notes(5) ---- */
/* Where Gerrit's plugin reviewnotes writes; people write reviews there too. */
#define REVIEW_NOTES_REF "refs/notes/review"
#define REVIEWNOTES_SOURCE "reviewnotes" /* of what that plugin wrote there */
/*
 * One note. With is_lead_ref lines of our own form go to requests, else requests may be NULL; all other lines are read as
 * trailers and pointers and go to events, whose unknown_key is not asked; where events is NULL they are passed over. ref
 * names the source: "note:<ref>"; lines of Gerrit's plugin in REVIEW_NOTES_REF have their own. Of a request no pointers are told: the commit that the note stands on is the caller's to
 * add.
 */
void note_read(struct text bytes, struct text ref, bool is_lead_ref, const struct request_sink *requests,
               const struct evidence_sink *events);
/*
 * One line of a self-declared note, said by who wrote it, and of nobody else: an event of kind self, its note "signed" where
 * the commit that brought the line carries a signature. What the line says is not looked into. Nothing for a line without a
 * letter or digit, with a control byte in it, or of nobody.
 */
struct self_line {
	struct text bytes;
	uint32_t number; /* 1-based */
	struct identity_fact author;
	bool is_signed;
};
void note_read_self(const struct self_line *line, struct text ref, const struct evidence_sink *events);
/*
 * Append one line with its LF. The same fact gives the same bytes, and reading them the same fact, but for a request's
 * pointers. Acts of other kinds than rev, cmt, int and req have no line, nor have accounts that name nobody.
 */
void note_add_request(struct buf *out, const struct request_fact *request);
void note_add_act(struct buf *out, const struct request_act_fact *act);
void note_add_account(struct buf *out, const struct account_fact *account);
/*
 * Appends as few lines as hold all that was told: one, or one for each age of what is told, so that joining what they give
 * (request_telling_join) with other tellings gives what joining the telling itself would.
 */
void note_add_telling(struct buf *out, const struct request_telling *telling);

#endif
