/*
 * UTF-8: decoding that survives any bytes, and encoding. Widths are in utf8_width.c, folding in utf8_fold.c.
 */
#include "lead/text.h"

#define REPLACEMENT 0xfffd
#define CODE_POINT_MAX 0x10ffff

/* Length of a sequence by its first byte, 0 for a byte that begins none. 0xc0, 0xc1 begin only overlong forms. */
static size_t sequence_size(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first < 0xc2)
		return 0;
	if (first < 0xe0)
		return 2;
	if (first < 0xf0)
		return 3;
	return first < 0xf5 ? 4 : 0;
}

static bool decode(struct text text, size_t at, uint32_t *code_point, size_t *size)
{
	static const unsigned char first_bits[] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *bytes = (const unsigned char *)text.at + at;
	uint32_t value;

	*size = sequence_size(bytes[0]);
	if (*size == 0 || *size > text.size - at)
		return false;
	value = bytes[0] & first_bits[*size];
	for (size_t i = 1; i < *size; i++) {
		if ((bytes[i] & 0xc0) != 0x80)
			return false;
		value = value << 6 | (bytes[i] & 0x3f);
	}
	*code_point = value;
	return value >= least[*size] && value <= CODE_POINT_MAX && (value < 0xd800 || value > 0xdfff);
}

uint32_t utf8_next(struct text text, size_t *at)
{
	uint32_t code_point;
	size_t size;

	if (!decode(text, *at, &code_point, &size)) {
		++*at;
		return REPLACEMENT;
	}
	*at += size;
	return code_point;
}

bool utf8_valid(struct text text)
{
	uint32_t code_point;
	size_t size;

	for (size_t at = 0; at < text.size; at += size)
		if (!decode(text, at, &code_point, &size))
			return false;
	return true;
}

void utf8_add(struct buf *buf, uint32_t code_point)
{
	char bytes[4];
	size_t size = 0;

	if (code_point > CODE_POINT_MAX || (code_point >= 0xd800 && code_point <= 0xdfff))
		code_point = REPLACEMENT;
	if (code_point < 0x80) {
		bytes[size++] = (char)code_point;
	} else if (code_point < 0x800) {
		bytes[size++] = (char)(0xc0 | code_point >> 6);
	} else if (code_point < 0x10000) {
		bytes[size++] = (char)(0xe0 | code_point >> 12);
		bytes[size++] = (char)(0x80 | (code_point >> 6 & 0x3f));
	} else {
		bytes[size++] = (char)(0xf0 | code_point >> 18);
		bytes[size++] = (char)(0x80 | (code_point >> 12 & 0x3f));
		bytes[size++] = (char)(0x80 | (code_point >> 6 & 0x3f));
	}
	if (code_point >= 0x80)
		bytes[size++] = (char)(0x80 | (code_point & 0x3f));
	buf_add(buf, bytes, size);
}

void utf8_add_clean(struct buf *buf, struct text text)
{
	size_t done = 0, at = 0;

	while (at < text.size) {
		uint32_t code_point;
		size_t size;

		if (decode(text, at, &code_point, &size)) {
			at += size;
			continue;
		}
		buf_add(buf, text.at + done, at - done);
		utf8_add(buf, REPLACEMENT);
		done = ++at;
	}
	if (done < text.size)
		buf_add(buf, text.at + done, text.size - done);
}
