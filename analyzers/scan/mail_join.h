/*
 * From mails to requests: threads, series, versions of a patch, the commits they landed as. All in numbers: a mail is its position in
 * the order of message ids, so that nothing depends on what was imported first. Private to this room.
 */
#ifndef SCAN_MAIL_JOIN_H
#define SCAN_MAIL_JOIN_H

#include "lead/alloc.h"
#include "lead/mail.h"
#include "lead/map.h"
#include "scan_steps.h"

#define JOIN_NONE UINT32_MAX
#define JOIN_GHOST MAIL_KIND_COUNT /* kind of what is answered and in no archive */

struct join_mail {
	int64_t time;
	uint32_t parent;  /* what it answers, ghosts among it; JOIN_NONE */
	uint32_t root;    /* of its series: the cover letter, the first patch, a ghost; itself */
	uint32_t target;  /* the nearest patch, cover letter or ghost from itself upwards; JOIN_NONE */
	uint32_t author;  /* place in authors */
	uint32_t key;     /* of author and subject; patches only, else JOIN_NONE */
	uint32_t lineage; /* patches only */
	uint32_t version, part, part_count;
	unsigned char kind; /* enum mail_kind, JOIN_GHOST */
	bool has_patch_id;
	uint32_t spread_count; /* of a series' root: how often its patches were gone through for one act */
};

struct join_commit {
	int64_t id, author_time, commit_time;
	struct oid oid;
	uint32_t author; /* JOIN_NONE: of nobody who sent a patch */
	uint32_t key;    /* JOIN_NONE: no patch of its author has its subject */
	bool is_named;   /* a message id says what patch it was */
	bool is_joined;
};

/* Versions of one patch. */
struct join_lineage {
	int64_t first_time, newest_time;
	uint32_t first, newest; /* mails */
	uint32_t author;
	const char *message_id; /* of the first mail */
	bool is_joined;
};

struct join_claim {
	uint32_t lineage, commit;
};

/* Of a name and a subject. */
struct join_writer {
	struct text address; /* empty: nobody's */
	bool are_several;
};

struct mail_join {
	struct store *store;
	struct repository *repository; /* NULL: not at hand */
	int64_t repository_id;
	VEC(struct join_mail) mails;     /* by message id; ghosts behind them */
	uint32_t mail_count;             /* without ghosts */
	struct map *ids;                 /* of mails and ghosts, hashed */
	struct map *authors;             /* addresses, hashed */
	struct map *keys;                /* authors with subjects, hashed */
	VEC(struct join_commit) commits; /* by oid */
	VEC(struct join_lineage) lineages;
	VEC(struct join_claim) claims;
	VEC(uint32_t) parts; /* patches of series, by root, part and place */
	struct map *writers; /* names with subjects of patches without an address, hashed */
	VEC(struct join_writer) writer_rows;
	struct arena arena;
	uint64_t cut_count; /* acts that were told of fewer patches than they are about */
	uint64_t by_id_count, by_subject_count, by_patch_count;
};

/* A map's key that takes sixteen bytes whatever the text. */
struct join_key {
	char bytes[16];
};
struct text join_key(struct join_key *out, struct text text);
/* An address in lower case, a subject with single spaces: what keys are made of. */
void join_add_author(struct buf *out, struct text address);
void join_add_subject(struct buf *out, struct text address, struct text subject);

/* ---- mail_threads.c ---- */
/* Reads the mails; who answers what, and the series. */
int join_read_threads(struct mail_join *join) MUST_CHECK;
/* The patches of the series with that root, [*from, *to) of join->parts; the first thousand of larger ones. */
void join_series(const struct mail_join *join, uint32_t root, size_t *from, size_t *to);

/* ---- mail_writers.c ---- */
/* Before the mails are read. */
int join_read_writers(struct mail_join *join) MUST_CHECK;
/* Appends the address of a patch's writer who is known by name alone, or what is no address and his. */
void join_add_writer(struct buf *out, const struct mail_join *join, struct text name, struct text subject);

/* ---- mail_lineage.c ---- */
/* The landed commits, the versions of each patch, and which of them landed as which, by message id and by subject. */
int join_find_lineages(struct mail_join *join) MUST_CHECK;
/* ---- mail_patches.c ---- those that are left, by patch id */
int join_by_patch_id(struct mail_join *join) MUST_CHECK;
void join_claim(struct mail_join *join, uint32_t lineage, uint32_t commit);

/* ---- mail_acts.c ---- */
/* All that follows, handed to the sink in an order that depends on the mails alone. */
int join_tell(struct mail_join *join, const struct request_sink *sink) MUST_CHECK;

#endif
