/* SHA-1 as git uses it: names of objects, ids of patches. No protection against who makes collisions is meant. */
#ifndef LEAD_SHA1_H
#define LEAD_SHA1_H

#include <stdint.h>
#include "lead/text.h"

#define SHA1_SIZE 20

struct sha1 {
	uint32_t words[5];
	unsigned char block[64];
	uint64_t size; /* bytes so far */
};

void sha1_init(struct sha1 *sha1);
void sha1_add(struct sha1 *sha1, struct text bytes);
/* Afterwards only sha1_init. */
void sha1_end(struct sha1 *sha1, unsigned char out[SHA1_SIZE]);
/* Of the bytes at once. */
void sha1_of(unsigned char out[SHA1_SIZE], struct text bytes);

#endif
