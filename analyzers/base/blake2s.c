/* BLAKE2s as RFC 7693 has it: ten rounds over words of 32 bits, in blocks of 64 bytes. Constant tables are of the standard. */
#include <string.h>
#include "lead/pseudonym.h"

#define BLOCK_SIZE 64
#define ROUND_COUNT 10
#define LAST_BLOCK UINT32_MAX

static const uint32_t start_words[8] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
	                                 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 };

/* Which word of the block each half of a mixing step takes. */
static const uint8_t order[ROUND_COUNT][16] = {
	{ 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 },
	{ 14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3 },
	{ 11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4 },
	{ 7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8 },
	{ 9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13 },
	{ 2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9 },
	{ 12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11 },
	{ 13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10 },
	{ 6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5 },
	{ 10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0 },
};

/* The four words that each of the eight steps of a round mixes: columns, then diagonals. */
static const uint8_t lanes[8][4] = {
	{ 0, 4, 8, 12 },  { 1, 5, 9, 13 },  { 2, 6, 10, 14 }, { 3, 7, 11, 15 },
	{ 0, 5, 10, 15 }, { 1, 6, 11, 12 }, { 2, 7, 8, 13 },  { 3, 4, 9, 14 },
};

static uint32_t rotate(uint32_t word, int bits)
{
	return word >> bits | word << (32 - bits);
}

static void mix(uint32_t *words, const uint8_t *lane, uint32_t x, uint32_t y)
{
	uint32_t a = words[lane[0]], b = words[lane[1]], c = words[lane[2]], d = words[lane[3]];

	a += b + x;
	d = rotate(d ^ a, 16);
	c += d;
	b = rotate(b ^ c, 12);
	a += b + y;
	d = rotate(d ^ a, 8);
	c += d;
	b = rotate(b ^ c, 7);
	words[lane[0]] = a;
	words[lane[1]] = b;
	words[lane[2]] = c;
	words[lane[3]] = d;
}

static void compress(uint32_t state[8], const uint8_t *block, uint64_t byte_count, uint32_t last)
{
	uint32_t words[16], message[16];

	for (int i = 0; i < 16; i++)
		message[i] = (uint32_t)block[4 * i] | (uint32_t)block[4 * i + 1] << 8 |
		             (uint32_t)block[4 * i + 2] << 16 | (uint32_t)block[4 * i + 3] << 24;
	for (int i = 0; i < 8; i++) {
		words[i] = state[i];
		words[i + 8] = start_words[i];
	}
	words[12] ^= (uint32_t)byte_count;
	words[13] ^= (uint32_t)(byte_count >> 32);
	words[14] ^= last;
	for (int round = 0; round < ROUND_COUNT; round++)
		for (int i = 0; i < 8; i++)
			mix(words, lanes[i], message[order[round][2 * i]], message[order[round][2 * i + 1]]);
	for (int i = 0; i < 8; i++)
		state[i] ^= words[i] ^ words[i + 8];
}

void blake2s(uint8_t out[BLAKE2S_SIZE], struct text key, struct text message)
{
	uint8_t block[BLOCK_SIZE] = { 0 };
	uint64_t byte_count = 0;
	uint32_t state[8];

	if (key.size > BLAKE2S_SIZE)
		BUG("a key of %zu bytes", key.size);
	memcpy(state, start_words, sizeof(state));
	state[0] ^= UINT32_C(0x01010000) ^ (uint32_t)key.size << 8 ^ BLAKE2S_SIZE;
	if (key.size) {
		memcpy(block, key.at, key.size);
		byte_count = BLOCK_SIZE;
		compress(state, block, byte_count, message.size ? 0 : LAST_BLOCK);
	}
	while (message.size || byte_count == 0) {
		size_t size = message.size < BLOCK_SIZE ? message.size : BLOCK_SIZE;

		memset(block, 0, sizeof(block));
		if (size)
			memcpy(block, message.at, size);
		message = text_slice(message, size, message.size);
		byte_count += size;
		compress(state, block, byte_count, message.size ? 0 : LAST_BLOCK);
		if (!message.size)
			break;
	}
	for (int i = 0; i < BLAKE2S_SIZE; i++)
		out[i] = (uint8_t)(state[i / 4] >> 8 * (i % 4));
}
