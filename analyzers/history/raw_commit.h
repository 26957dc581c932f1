/* The bytes of commit and tag objects, read as leniently as git reads them. Reads no object. */
#ifndef HISTORY_RAW_COMMIT_H
#define HISTORY_RAW_COMMIT_H

#include <iconv.h>
#include "lead/alloc.h"
#include "lead/facts.h"

/* All texts are borrowed from the bytes parsed. */
struct raw_identity {
	struct identity_fact who;
	int64_t time; /* 0 if malformed or absent */
	int zone;     /* minutes east of UTC */
};

struct raw_commit {
	bool has_tree;
	struct oid tree;
	struct text parent_lines; /* the lines "parent <id>", 48 bytes each */
	size_t parent_count;
	struct raw_identity author, committer;
	struct text encoding; /* as declared; empty: UTF-8 */
	struct text message;
	unsigned damage; /* enum commit_damage */
};

void raw_commit_parse(struct raw_commit *out, struct text bytes);
/* 0 <= position < parent_count */
void raw_commit_parent(struct oid *out, const struct raw_commit *commit, size_t position);

/* Splits a line as git does; returns the damage found. */
unsigned raw_identity_parse(struct raw_identity *out, struct text line);

/* The object that a tag points at; false if the tag names none. */
bool raw_tag_target(struct text bytes, struct oid *target);
/* The line after "tagger "; false if there is none. */
bool raw_tag_tagger(struct text bytes, struct raw_identity *tagger);

/* Converts declared encodings to UTF-8; keeps the last converter, since commits of one encoding come in a row. */
struct recoder {
	iconv_t converter;
	bool is_open;
	struct buf encoding; /* of the converter */
	char *out;
	size_t out_size;
};
/*
 * Re-encodes names, addresses and message where the commit names an encoding, as git log does: if any of it does not
 * convert, all stays as it is. Sets DAMAGE_ENCODING if the outcome is not UTF-8. New texts live in the arena.
 */
void raw_commit_recode(struct recoder *recoder, struct raw_commit *commit, struct arena *arena);
void recoder_release(struct recoder *recoder);

#endif
