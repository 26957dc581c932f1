/* Hexadecimal digits: of object ids, and of escapes in texts. */
#include "lead/facts.h"

/* The value of a digit plus one; 0 for every other byte. Three ids are read for each commit, some of them twice. */
static const unsigned char values[256] = {
	['0'] = 1,  ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,  ['5'] = 6,  ['6'] = 7,  ['7'] = 8,
	['8'] = 9,  ['9'] = 10, ['a'] = 11, ['b'] = 12, ['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16,
	['A'] = 11, ['B'] = 12, ['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16,
};

int char_hex_value(char c)
{
	return (int)values[(unsigned char)c] - 1;
}

bool text_is_hex(struct text text)
{
	for (size_t i = 0; i < text.size; i++)
		if (char_hex_value(text.at[i]) < 0)
			return false;
	return true;
}

void buf_add_hex(struct buf *buf, struct text bytes)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < bytes.size; i++) {
		unsigned char byte = (unsigned char)bytes.at[i];

		buf_add_char(buf, digits[byte >> 4]);
		buf_add_char(buf, digits[byte & 15]);
	}
}

bool oid_from_hex(struct oid *out, struct text hex)
{
	struct oid oid;

	if (hex.size != 2 * OID_SIZE)
		return false;
	for (size_t i = 0; i < OID_SIZE; i++) {
		int high = char_hex_value(hex.at[2 * i]);
		int low = char_hex_value(hex.at[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		oid.bytes[i] = (unsigned char)(high << 4 | low);
	}
	*out = oid;
	return true;
}

void oid_add_hex(struct buf *buf, const struct oid *oid)
{
	buf_add_hex(buf, (struct text){ (const char *)oid->bytes, OID_SIZE });
}
