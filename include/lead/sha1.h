/* SHA-1 of bytes, as git-appraise names its comments by. No guard against forged collisions: it names, it does not protect. */
#ifndef LEAD_SHA1_H
#define LEAD_SHA1_H

#include "lead/text.h"

#define SHA1_SIZE 20

void sha1_of(unsigned char out[SHA1_SIZE], struct text bytes);

#endif
