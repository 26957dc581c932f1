/*
 * Names that stand for people without naming them: the same person and key give the same one, another key another, and without
 * the key nobody can tell which name makes which. Whoever has the history can guess all the same: pseudonymous, not anonymous.
 * Pure functions.
 */
#ifndef LEAD_PSEUDONYM_H
#define LEAD_PSEUDONYM_H

#include <stdint.h>
#include "lead/text.h"

#define BLAKE2S_SIZE 32

/* BLAKE2s-256 (RFC 7693) of the message; an empty key is the plain hash. Precondition: key.size <= BLAKE2S_SIZE. */
void blake2s(uint8_t out[BLAKE2S_SIZE], struct text key, struct text message);

#define PSEUDONYM_DIGITS 8 /* 40 bits: among a thousand people two agree once in two million reports */
#define PSEUDONYM_MAX_DIGITS 48

/*
 * Appends "person 7K4Q-2WMD": digits of Crockford's base 32, in groups of four, of the keyed hash of the person's key. A key of
 * any length; one over 32 bytes is hashed first. Precondition: digits is 1 to PSEUDONYM_MAX_DIGITS.
 */
void pseudonym_add(struct buf *out, struct text key, struct text person, int digits);

#endif
