/* How a keyed hash becomes a name that people can say and compare. */
#include "lead/pseudonym.h"

#define GROUP_DIGITS 4
#define DIGIT_BITS 5

/* Crockford's: no letter that is taken for another digit, and no U. */
static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static int digit_at(const uint8_t *hash, int position)
{
	int bit = position * DIGIT_BITS;
	/* Two bytes hold every five bits; behind the last byte nothing is asked for. */
	int both = hash[bit / 8] << 8 | (bit / 8 + 1 < BLAKE2S_SIZE ? hash[bit / 8 + 1] : 0);

	return both >> (16 - DIGIT_BITS - bit % 8) & 31;
}

void pseudonym_add(struct buf *out, struct text key, struct text person, int digits)
{
	uint8_t hash[BLAKE2S_SIZE], short_key[BLAKE2S_SIZE];

	if (digits < 1 || digits > PSEUDONYM_MAX_DIGITS)
		BUG("a pseudonym of %d digits", digits);
	if (key.size > BLAKE2S_SIZE) {
		blake2s(short_key, (struct text){ NULL, 0 }, key);
		key = (struct text){ (const char *)short_key, sizeof(short_key) };
	}
	blake2s(hash, key, person);
	buf_add_str(out, "person ");
	for (int i = 0; i < digits; i++) {
		if (i > 0 && i % GROUP_DIGITS == 0)
			buf_add_char(out, '-');
		buf_add_char(out, alphabet[digit_at(hash, i)]);
	}
}
