/*
 * The bytes of a sealed report. One function a struct writes, reads, and shows each text to a visitor, so that these cannot differ:
 * whoever adds a field adds one line there, and raises SEAL_FORMAT. Reading believes nothing: what does not fit makes is_bad, never a
 * crash, and from then on everything reads as nothing. Private to this room.
 *
 * Whole numbers are zigzag varints, reals the eight bytes of IEEE 754 with the lowest first and one NaN alone, texts their size
 * and one (0: NULL) before their bytes.
 */
#ifndef REPORT_SEAL_CODEC_H
#define REPORT_SEAL_CODEC_H

#include "lead/report.h"

#define SEAL_FORMAT 1

enum codec_mode { CODEC_WRITE, CODEC_READ, CODEC_VISIT };

struct codec {
	enum codec_mode mode;
	struct buf *out;
	/* Of a visitor: puts another text on the heap in place of *text, which is there too, or leaves it. */
	void (*visit)(void *payload, char **text);
	void *payload;
	struct text in;
	size_t at;
	size_t room;         /* bytes that what is read may still take: a small body makes no large model */
	struct arena *arena; /* of what is read, and of texts that a visitor changed */
	bool is_bad;
};

struct codec codec_writer(struct buf *out);
struct codec codec_reader(struct text in, struct arena *arena);
struct codec codec_visitor(void (*visit)(void *payload, char **text), void *payload, struct arena *arena);
/* Everything was read, and nothing was wrong with it. */
bool codec_is_done(const struct codec *codec);

/* ---- one a kind of value ---- */
void codec_bool(struct codec *codec, bool *value);
void codec_int(struct codec *codec, int64_t *value);
void codec_real(struct codec *codec, double *value);
void codec_text(struct codec *codec, const char **text); /* read into the arena; NULL stays NULL */
void codec_word(struct codec *codec, const char **text); /* the same of one that is never NULL */
void codec_term(struct codec *codec,
                const char **text);                 /* a word of ours, as an id or a unit: no visitor is shown it */
void codec_owned(struct codec *codec, char **text); /* read onto the heap */
/* 0..count - 1 */
int codec_choice(struct codec *codec, int value, int count);
#define CODEC_CHOICE(codec, field, count) ((field) = codec_choice((codec), (int)(field), (count)))

/* Each element by its function; what is read lies in the arena, zeroed before. */
void *codec_array(struct codec *codec, void *array, size_t *count, size_t size,
                  void (*each)(struct codec *codec, void *element));
#define CODEC_ARRAY(codec, array, count, each) \
	((array) = codec_array((codec), (void *)(array), &(count), sizeof(*(array)), (each)))
void codec_each_word(struct codec *codec, void *text); /* const char ** */
void codec_each_int(struct codec *codec, void *value); /* int64_t * */

/* ---- seal_parts.c: what persons and teams are made of ---- */
void codec_period(struct codec *codec, struct period *period);
void codec_figure(struct codec *codec, void *figure);
void codec_finding(struct codec *codec, void *finding);
void codec_strength(struct codec *codec, void *strength);
void codec_series(struct codec *codec, void *series);
void codec_decision(struct codec *codec, void *decision);
void codec_area(struct codec *codec, void *area);
void codec_membership(struct codec *codec, void *membership);
void codec_excluded(struct codec *codec, void *excluded);
void codec_proofs(struct codec *codec, void *proofs);
/* NULL, or one list a finding or strength. */
void codec_proof_lists(struct codec *codec, struct report_proofs **proofs, size_t count);
void codec_headline(struct codec *codec, void *headline);
void codec_matrix(struct codec *codec, struct report_matrix *matrix);
void codec_knowledge(struct codec *codec, void *knowledge);
void codec_coverage(struct codec *codec, struct report_coverage *coverage);
void codec_repository(struct codec *codec, void *repository);
/* unread_count, which stands behind all else: reports sealed before it was told end without it. */
void codec_unread(struct codec *codec, struct report *report);

/* ---- seal_model.c ---- */
/* Everything of a person but what the reader's day decides: is_viewer, is_opted_out, is_unsealed. */
void codec_person(struct codec *codec, struct report_person *person);
/* Everything of a report but its people. */
void codec_report(struct codec *codec, struct report *report);

/* What stands beside the model and decides what a reader may see of it. */
struct seal_person {
	const char *key; /* empty: somebody who opted out since */
	bool is_opted_out;
	int64_t id; /* as the database knows the person now; 0: not at all; not kept */
};
struct seal_sighting {
	int64_t person; /* position among the people */
	int64_t team, slot;
	bool is_shown; /* by the report that was sealed */
};
struct seal_top { /* among those who gave most reviews in the team */
	int64_t person, team;
};
struct seal_segment { /* something that counts in all of these teams at once */
	int64_t person, slot;
	const char *teams; /* '0' or '1' a team */
};
struct seal_context {
	int64_t least_group;        /* lead.minimumGroup of the day */
	struct seal_person *people; /* active in some part of the report; by key */
	size_t person_count;
	struct seal_sighting *sightings;
	size_t sighting_count;
	struct seal_segment *segments;
	size_t segment_count;
	struct seal_top *tops;
	size_t top_count;
	const char *next_what, *next_why, *next_command; /* the evidence to get next; NULL: none */
};
/* is_bad where a position leads out of the people or of that many teams. */
void codec_context(struct codec *codec, struct seal_context *context, size_t team_count);

#endif
