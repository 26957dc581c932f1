/* Dates behind what somebody declares: "<what> from 2026-01-01 until 2026-03-01", half-open. Private to this room. */
#ifndef PEOPLE_DATES_H
#define PEOPLE_DATES_H

#include <stdint.h>
#include "lead/error.h"
#include "lead/text.h"

/* Dates in a file mean the same every day: ERR_INVALID for words that depend on the present. Seconds UTC. */
int date_read(int64_t *out, struct text date) MUST_CHECK;
/* Takes "<word> <date>" off the end of *text, if it is there; nothing has to stand before it. */
int date_take(struct text *text, struct text word, int64_t *time) MUST_CHECK;

#endif
