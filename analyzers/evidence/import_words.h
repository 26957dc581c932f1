/* Words of an export that are shown to people: bounded, and without control characters. */
#ifndef LEAD_EVIDENCE_IMPORT_WORDS_H
#define LEAD_EVIDENCE_IMPORT_WORDS_H

#include <jansson.h>
#include "lead/text.h"

#if JANSSON_VERSION_HEX < 0x020b00
#error "jansson is too old: git-lead needs 2.11 or later, which names its errors by codes"
#endif

/* Appends at most max bytes (and "..." where more was), on one line, every malformed byte as U+FFFD. */
void import_words_add(struct buf *out, struct text text, size_t max);
/* Appends what an error object or GraphQL error says. */
void import_words_add_message(struct buf *out, const json_t *object);

#endif
