/* A second look at an item that jansson does not read: what is plainly meant is written the way JSON wants it. */
#ifndef LEAD_EVIDENCE_IMPORT_REPAIR_H
#define LEAD_EVIDENCE_IMPORT_REPAIR_H

#include "lead/text.h"

enum import_repair {
	REPAIR_SURROGATE = 1, /* half of a pair of \u escapes: U+FFFD */
	REPAIR_UTF8 = 2,      /* bytes that are not UTF-8: U+FFFD */
	REPAIR_NUMBER = 4,    /* beyond what a number holds here: its digits become a string */
	REPAIR_CONTROL = 8,   /* raw control bytes in strings: escaped */
	REPAIR_KEY = 16,      /* \u0000 in a key: U+FFFD */
};

/* Appends a repaired copy. is_key_bad: jansson refused a NUL in a key. Returns what was done, enum import_repair. */
unsigned import_repair(struct buf *out, struct text item, bool is_key_bad);
/* "not UTF-8: repaired"; appends. */
void import_repair_words(struct buf *out, unsigned repairs);

#endif
