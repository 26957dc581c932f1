/* The parts of a Gerrit record that notedb.c puts together: messages, footers, votes, idents, dates. Private to this room. */
#ifndef LEAD_EVIDENCE_NOTEDB_PARTS_H
#define LEAD_EVIDENCE_NOTEDB_PARTS_H

#include "lead/alloc.h"
#include "lead/notedb.h"

/* ---- notedb_footers.c ---- */

/* A commit's message in its three parts; the middle one is what Gerrit calls the change message, and may be empty. */
struct notedb_message {
	struct text subject, body, footers;
};
void notedb_split(struct notedb_message *out, struct text message);

enum notedb_key {
	NOTEDB_PATCH_SET,
	NOTEDB_COMMIT,
	NOTEDB_CURRENT,
	NOTEDB_STATUS,
	NOTEDB_LABEL,
	NOTEDB_REVIEWER,
	NOTEDB_REVIEWER_EMAIL,
	NOTEDB_CC,
	NOTEDB_REMOVED,
	NOTEDB_TAG,
	NOTEDB_REAL_USER,
	NOTEDB_BRANCH,
	NOTEDB_CHANGE_ID,
	NOTEDB_WORK_IN_PROGRESS,
	NOTEDB_PRIVATE,
	NOTEDB_ATTENTION,
	NOTEDB_COPIED_LABEL,
	NOTEDB_KEY_COUNT
};
struct notedb_footer {
	enum notedb_key key;
	struct text value; /* trimmed */
};
/* Takes the next footer that has a meaning here off *rest; false at the end. */
bool notedb_next_footer(struct text *rest, struct notedb_footer *out);

/* "Name <id@server>": the name before the last '<'. False if there is no address. */
bool notedb_parse_ident(struct identity_fact *out, struct text ident);

enum patch_set_state { PATCH_SET_PLAIN, PATCH_SET_DRAFT, PATCH_SET_PUBLISHED, PATCH_SET_DELETED };
/* "3", "3 (published)" */
bool notedb_parse_patch_set(uint32_t *number, enum patch_set_state *state, struct text value);

/* A value of Label or Copied-Label. */
struct notedb_vote {
	struct text label;
	int value;       /* 0 for one that was removed */
	bool is_removed; /* "-Label" */
	struct text uuid, tag;
	struct identity_fact voter, real; /* email empty: whoever wrote the commit */
};
bool notedb_parse_vote(struct notedb_vote *out, struct text value);
bool notedb_parse_copied_vote(struct notedb_vote *out, struct text value);

/* ---- notedb_words.c ---- */
/* Words of a change message that a person wrote, without what Gerrit itself writes around them; 0: none. */
int64_t notedb_word_count(struct text body);
/* NAME of "Change has been successfully merged by NAME"; empty if it says no such thing. */
struct text notedb_merger(struct text body);

/* ---- notedb_dates.c ---- */
/* "Jan 2, 2015 3:04:05 PM", which names no zone: read as if it were UTC. False if it is none. */
bool notedb_parse_local_date(int64_t *out, struct text text);
/* "Mon Jan 2 03:04:05 2012 +0000" */
bool notedb_parse_git_date(int64_t *out, struct text text);

/* ---- notedb_comments.c ---- */
/* One comment as a file tells it. */
struct notedb_comment {
	struct text file, uuid, message, revision, server, tag;
	struct text written; /* the time as JSON tells it */
	int64_t line;
	int64_t author, real_author;                   /* accounts by number; -1: not told */
	struct identity_fact author_ident, real_ident; /* of the text form, which names accounts in full */
	int64_t time;                                  /* 0: not told */
	bool is_undated;                               /* the time names no zone, or there is none */
	bool is_robot;
};
/* Hands over each comment of a file, in its order. Returns how many were none. */
uint64_t notedb_each_comment(struct text bytes, void (*each)(void *payload, const struct notedb_comment *comment),
                             void *payload);
/*
 * notedb_plain.c: one comment in the usual form of JSON, all of it but its time. False: it is of another form, or malformed, and
 * what is in *out has no meaning. room: as many bytes as the object has, for texts that are not in it as they are.
 */
bool notedb_read_plain_comment(struct notedb_comment *out, char *room, struct text object);
/* notedb_text.c: the comments of a file of the form before JSON. */
uint64_t notedb_each_text_comment(struct text bytes, void (*each)(void *payload, const struct notedb_comment *comment),
                                  void *payload);

#endif
