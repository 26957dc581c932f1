/* What is known of a change while it is read: filled by notedb.c, told by notedb_tell.c. Private to these two. */
#ifndef LEAD_EVIDENCE_NOTEDB_READING_H
#define LEAD_EVIDENCE_NOTEDB_READING_H

#include "lead/map.h"
#include "lead/vec.h"
#include "notedb_parts.h"

#define NOT_TOLD (-1)
#define NO_TEXT ((struct text){ NULL, 0 })

struct patch_set {
	struct oid oid;
	int64_t push_time;
	bool has_oid, is_draft, is_deleted, is_state_known;
	uint32_t number;
};

struct vote {
	struct text label;
	struct identity_fact who;
	int64_t time;
	uint32_t patch_set;
	int value;
	bool is_excluded; /* of a reviewer who was removed later, or no person's */
};

/* What was written or done at a point in time. */
struct message {
	struct identity_fact who;
	int64_t time, word_count;
	uint32_t patch_set;
};

struct ask {
	struct identity_fact who;
	int64_t time; /* the first by somebody else; 0: none */
};

/* What a commit says of whether the change is a draft; NOT_TOLD: nothing. */
struct readiness {
	int64_t time;
	int is_in_progress, is_private, is_draft;
};

struct notedb_reading {
	struct notedb_change change;
	struct request_sink sink;
	struct notedb_summary summary;
	struct arena arena;
	struct buf key;                    /* scratch */
	VEC(struct notedb_footer) footers; /* of the commit that is being read */
	VEC(struct identity_fact) seen;    /* everybody whom the commits name, newest first, as often as they do */
	struct map *index;                 /* votes, asked and removed accounts, patch sets: key_of */
	struct map *names;                 /* addresses and names seen in this change; NULL until somebody asks */
	VEC(struct identity_fact) idents;
	VEC(struct vote) votes;
	VEC(struct message) messages;
	VEC(struct ask) asks;
	VEC(struct patch_set) patch_sets;
	VEC(struct readiness) readinesses; /* newest first */
	struct text status, branch, change_id;
	int64_t status_time, begin_time, end_time;
	struct identity_fact owner;
	struct identity_fact submitter; /* of the newest legacy marker */
	struct identity_fact merger;    /* of the newest commit that says "merged" */
	struct text merge_words;
	uint32_t current; /* patch set; 0: not yet known */
};

static inline bool notedb_is_somebody(struct identity_fact who)
{
	return who.email.size > 0;
}

static inline bool notedb_is_same(struct identity_fact a, struct identity_fact b)
{
	return text_equal(a.email, b.email);
}

/* Parts of a key of the index as one; borrowed until the next. */
struct text notedb_key_of(struct notedb_reading *reading, char what, uint32_t number, struct text a, struct text b);

/* Hands over the request and all acts that the commits tell. */
void notedb_tell(struct notedb_reading *reading);

#endif
