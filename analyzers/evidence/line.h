/*
 * What the readers of message lines share: cutting "Key: value", joining folded values, telling names from prose, and
 * which reader a line belongs to where two could take it. Private to this room.
 */
#ifndef LEAD_EVIDENCE_LINE_H
#define LEAD_EVIDENCE_LINE_H

#include "message.h"
#include "reader.h"

/*
 * Cuts "Key: value", up to three spaces in front, the key of letters, '-', '_' and single spaces. Both are trimmed; the
 * value may be empty. False if the line has another shape.
 */
bool line_split(struct text line, struct text *key, struct text *value);

/* Whether the word is in the list, which NULL ends; case does not matter. */
bool word_is_one_of(struct text word, const char *const *words);

/* Whether the line is "Key: value" with a key of the dictionary. */
bool line_has_key(struct text line);

/*
 * The value with the continuation lines below line `at` joined by one space each, at most `limit` lines, not leaving
 * git's block if `at` is inside it and not taking a line that has a key of its own. *next becomes the line to go on
 * with. Borrowed from the message.
 */
struct text line_unfold(const struct message *message, uint32_t at, uint32_t limit, struct text value, uint32_t *next);

/* Whether a body line can hold evidence at all: neither fenced nor quoted nor indented like code. */
bool line_is_plain(const struct message_line *line);

/* Whether the parsed value is a sentence beyond doubt: the one reason not to take a line of git's own block. */
bool persons_read_like_prose(const struct value_persons *persons);
/* Whether the parsed value reads like names, logins or addresses and not like prose. */
bool persons_look_like_names(const struct value_persons *persons);

/* ---- trailers.c: the one place that decides which lines are trailers ---- */

struct trailer {
	const struct key_meaning *meaning;
	struct text key; /* as written */
	struct text raw; /* the line, trimmed */
	uint32_t line;   /* index in message->lines */
	struct value_persons persons;
};

struct trailer_taker {
	void *payload;
	void (*trailer)(void *payload, const struct trailer *trailer);
	void (*unknown_key)(void *payload, struct text key); /* NULL if nobody asks */
};

/* Hands over each trailer that names persons, by line. */
void trailers_each(const struct message *message, const struct trailer_taker *taker);

/* Where the events of trailers go; all zero but the sink at the start. */
struct trailer_emission {
	const struct evidence_sink *sink;
	uint32_t line, event_count; /* events handed over so far for that line */
};
/* The event once for each of the persons, with ordinals that go on through the trailer's line. */
void trailer_emit(struct trailer_emission *emission, const struct trailer *trailer, const struct value_persons *persons,
                  struct event_fact event);

/* ---- origin.c ---- */

/* The id of a mail, "<id>" or an address of an archive that holds one, as a reference to a review. */
void mail_emit(struct text value, const char *source, const struct evidence_sink *sink);

/* ---- phabricator.c ---- */

/* Whether Phabricator wrote the message: then its "Reviewed By:" field is not the trailers' reader's. */
bool phabricator_wrote(const struct message *message);

/* ---- suggestion.c ---- */

/* Where the commits of taken suggestions stand in a message; all zero is the start. Lines are asked for in order. */
struct suggestion_cursor {
	uint32_t line;
	bool is_whole, is_section;
};
/* Whether the line belongs to a commit that applies a reviewer's suggestion. */
bool suggestion_holds(struct suggestion_cursor *cursor, const struct message *message, uint32_t line);
/* Splits co-authors: those whose suggestion was taken (everybody but the commit's author) and the others. */
void suggestion_split(const struct message *message, const struct value_persons *from, struct value_persons *reviewers,
                      struct value_persons *others);

#endif
