/*
 * Small steps over one line of text for readers that know a fixed grammar. Every step either moves *at and answers
 * true, or leaves it and answers false. Nothing here knows a format.
 */
#ifndef LEAD_EVIDENCE_SCAN_H
#define LEAD_EVIDENCE_SCAN_H

#include "line.h"

bool scan_literal(struct text text, size_t *at, const char *literal);
bool scan_literal_nocase(struct text text, size_t *at, const char *literal);
/* A run of bytes that are no white space. */
bool scan_word(struct text text, size_t *at, struct text *word);
/* The first word of a value, without the '<' that may stand before an address. */
bool scan_first_word(struct text value, struct text *word);
/*
 * 'name' or "name"; a closing quote is one that white space, punctuation or the end follows, so that names may hold
 * quotes.
 */
bool scan_quoted(struct text text, size_t *at, struct text *inside);
/* A run of hex digits of at least min and at most 40 that no further letter or digit follows. */
bool scan_hex(struct text text, size_t *at, size_t min, struct text *hex);
/* True if any white space was stepped over. */
bool scan_spaces(struct text text, size_t *at);
/* Nothing but white space is left. */
bool scan_ended(struct text text, size_t at);

/* The digits right behind the last occurrence of the marker ("/pull/"), up to a byte that is no letter or digit. */
bool scan_number_behind(struct text text, const char *marker, struct text *number);
/* The digits of "(#12)" at the end of a subject, opening being "(#", "(GH-" or "(!". */
bool scan_number_at_end(struct text subject, const char *opening, struct text *number);

/* Same key: case does not matter, '-', '_' and ' ' are one. */
bool key_is(struct text key, const char *wanted);

/*
 * The rev or ack lines of a merge that git's own trailer block does not hold (inside it they belong to trailers.c):
 * each "<key>: persons" becomes events of that kind.
 */
void merge_names_emit(const struct message *message, const char *key, enum event_kind kind,
                      const struct evidence_sink *sink);

#endif
