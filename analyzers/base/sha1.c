/* SHA-1 (FIPS 180-4) over bytes that are all at hand. */
#include "lead/sha1.h"

#include <string.h>

#define BLOCK_SIZE 64
#define LENGTH_SIZE 8
#define ROUND_COUNT 80

static uint32_t rotate(uint32_t value, unsigned count)
{
	return value << count | value >> (32 - count);
}

static void schedule(uint32_t words[ROUND_COUNT], const unsigned char *block)
{
	for (size_t i = 0; i < 16; i++)
		words[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
		           (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
	for (size_t i = 16; i < ROUND_COUNT; i++)
		words[i] = rotate(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
}

/* The function of the round, and its constant added. */
static uint32_t mix(size_t round, uint32_t b, uint32_t c, uint32_t d)
{
	if (round < 20)
		return ((b & c) | (~b & d)) + 0x5a827999;
	if (round < 40)
		return (b ^ c ^ d) + 0x6ed9eba1;
	if (round < 60)
		return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
	return (b ^ c ^ d) + 0xca62c1d6;
}

static void take_block(uint32_t state[5], const unsigned char *block)
{
	uint32_t words[ROUND_COUNT], a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];

	schedule(words, block);
	for (size_t i = 0; i < ROUND_COUNT; i++) {
		uint32_t next = rotate(a, 5) + mix(i, b, c, d) + e + words[i];

		e = d;
		d = c;
		c = rotate(b, 30);
		b = a;
		a = next;
	}
	state[0] += a;
	state[1] += b;
	state[2] += c;
	state[3] += d;
	state[4] += e;
}

void sha1_of(unsigned char out[SHA1_SIZE], struct text bytes)
{
	uint32_t state[5] = { 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0 };
	unsigned char tail[2 * BLOCK_SIZE] = { 0 };
	size_t whole = bytes.size / BLOCK_SIZE * BLOCK_SIZE, rest = bytes.size - whole, size;
	uint64_t bits = (uint64_t)bytes.size * 8;

	for (size_t i = 0; i < whole; i += BLOCK_SIZE)
		take_block(state, (const unsigned char *)bytes.at + i);
	if (rest)
		memcpy(tail, bytes.at + whole, rest);
	tail[rest] = 0x80;
	size = rest + 1 + LENGTH_SIZE <= BLOCK_SIZE ? BLOCK_SIZE : 2 * BLOCK_SIZE;
	for (size_t i = 0; i < LENGTH_SIZE; i++)
		tail[size - 1 - i] = (unsigned char)(bits >> 8 * i);
	for (size_t i = 0; i < size; i += BLOCK_SIZE)
		take_block(state, tail + i);
	for (size_t i = 0; i < SHA1_SIZE; i++)
		out[i] = (unsigned char)(state[i / 4] >> (24 - 8 * (i % 4)));
}
