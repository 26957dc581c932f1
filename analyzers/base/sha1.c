/* SHA-1 as RFC 3174 has it: eighty steps over words of 32 bits, in blocks of 64 bytes. Constants are of the standard. */
#include "lead/sha1.h"
#include <string.h>

#define BLOCK_SIZE 64
#define STEP_COUNT 80
/* The size in bits stands in the last eight bytes. */
#define TAIL_SIZE 8

static uint32_t rotate(uint32_t word, int bits)
{
	return word << bits | word >> (32 - bits);
}

/* What a step mixes of three words, and the constant that goes with it. */
static uint32_t mixed(int step, uint32_t b, uint32_t c, uint32_t d)
{
	if (step < 20)
		return ((b & c) | (~b & d)) + UINT32_C(0x5a827999);
	if (step < 40)
		return (b ^ c ^ d) + UINT32_C(0x6ed9eba1);
	if (step < 60)
		return ((b & c) | (b & d) | (c & d)) + UINT32_C(0x8f1bbcdc);
	return (b ^ c ^ d) + UINT32_C(0xca62c1d6);
}

static void compress(uint32_t state[5], const unsigned char *block)
{
	uint32_t schedule[STEP_COUNT], words[5];

	for (int i = 0; i < 16; i++)
		schedule[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
		              (uint32_t)block[4 * i + 2] << 8 | (uint32_t)block[4 * i + 3];
	for (int i = 16; i < STEP_COUNT; i++)
		schedule[i] = rotate(schedule[i - 3] ^ schedule[i - 8] ^ schedule[i - 14] ^ schedule[i - 16], 1);
	memcpy(words, state, sizeof(words));
	for (int i = 0; i < STEP_COUNT; i++) {
		uint32_t next = rotate(words[0], 5) + mixed(i, words[1], words[2], words[3]) + words[4] + schedule[i];

		words[4] = words[3];
		words[3] = words[2];
		words[2] = rotate(words[1], 30);
		words[1] = words[0];
		words[0] = next;
	}
	for (int i = 0; i < 5; i++)
		state[i] += words[i];
}

void sha1_init(struct sha1 *sha1)
{
	static const uint32_t start[5] = { 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0 };

	memcpy(sha1->words, start, sizeof(start));
	sha1->size = 0;
}

void sha1_add(struct sha1 *sha1, struct text bytes)
{
	while (bytes.size) {
		size_t at = sha1->size % BLOCK_SIZE, size = BLOCK_SIZE - at;

		if (size > bytes.size)
			size = bytes.size;
		memcpy(sha1->block + at, bytes.at, size);
		sha1->size += size;
		bytes = text_slice(bytes, size, bytes.size);
		if (at + size == BLOCK_SIZE)
			compress(sha1->words, sha1->block);
	}
}

void sha1_end(struct sha1 *sha1, unsigned char out[SHA1_SIZE])
{
	uint64_t bit_count = sha1->size * 8;
	char tail[TAIL_SIZE];

	for (int i = 0; i < TAIL_SIZE; i++)
		tail[i] = (char)(unsigned char)(bit_count >> (56 - 8 * i));
	sha1_add(sha1, (struct text){ "\x80", 1 });
	while (sha1->size % BLOCK_SIZE != BLOCK_SIZE - TAIL_SIZE)
		sha1_add(sha1, (struct text){ "", 1 });
	sha1_add(sha1, (struct text){ tail, TAIL_SIZE });
	for (int i = 0; i < SHA1_SIZE; i++)
		out[i] = (unsigned char)(sha1->words[i / 4] >> (24 - 8 * (i % 4)));
}

void sha1_of(unsigned char out[SHA1_SIZE], struct text bytes)
{
	struct sha1 sha1;

	sha1_init(&sha1);
	sha1_add(&sha1, bytes);
	sha1_end(&sha1, out);
}
