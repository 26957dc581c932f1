/* What gzip packed, fed in pieces and given on in pieces. Members behind one another are one; zlib is known here alone. */
#ifndef LEAD_EVIDENCE_INFLATE_H
#define LEAD_EVIDENCE_INFLATE_H

#include <stdbool.h>
#include "lead/text.h"

enum inflate_trouble {
	INFLATE_DAMAGED, /* nothing behind it can be read */
	INFLATE_CUT,     /* the input ends inside of a member */
};

struct inflate_sink {
	void *payload;
	/* False: no more is wanted. */
	bool (*bytes)(void *payload, struct text bytes);
	void (*trouble)(void *payload, enum inflate_trouble trouble);
};

struct inflate; /* opaque */

bool inflate_matches(struct text head);
/* sink is copied. */
struct inflate *inflate_new(const struct inflate_sink *sink);
void inflate_feed(struct inflate *gzip, struct text bytes);
void inflate_finish(struct inflate *gzip);
void inflate_free(struct inflate *gzip); /* accepts NULL */

#endif
