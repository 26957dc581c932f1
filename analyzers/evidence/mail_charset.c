/*
 * How mails write what is not ASCII: the charsets that single bytes stand for, base64, quoted-printable. Tables instead of the C
 * library's converter, so that the same bytes give the same text everywhere.
 */
#include <string.h>
#include "mail_message.h"

/* What the bytes from 80 to 9f mean in windows-1252; 0: nothing. */
static const uint16_t windows[32] = {
	0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
	0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
	0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

/* Where iso-8859-15 is not iso-8859-1. */
static const struct {
	unsigned char byte;
	uint16_t code_point;
} latin9[] = {
	{ 0xa4, 0x20ac }, { 0xa6, 0x0160 }, { 0xa8, 0x0161 }, { 0xb4, 0x017d },
	{ 0xb8, 0x017e }, { 0xbc, 0x0152 }, { 0xbd, 0x0153 }, { 0xbe, 0x0178 },
};

enum charset { CHARSET_UTF8, CHARSET_WINDOWS, CHARSET_LATIN9 };

/* iso-8859-1 is windows-1252 in all that anybody writes; so it is read in browsers too. */
static const struct {
	const char *name;
	enum charset charset;
} charsets[] = {
	{ "iso-8859-1", CHARSET_WINDOWS }, { "iso8859-1", CHARSET_WINDOWS }, { "latin1", CHARSET_WINDOWS },
	{ "latin-1", CHARSET_WINDOWS },    { "cp1252", CHARSET_WINDOWS },    { "windows-1252", CHARSET_WINDOWS },
	{ "iso-8859-15", CHARSET_LATIN9 }, { "iso8859-15", CHARSET_LATIN9 }, { "latin-9", CHARSET_LATIN9 },
};

static uint32_t code_point_of(enum charset charset, unsigned char byte)
{
	if (byte < 0x80)
		return byte;
	if (charset == CHARSET_WINDOWS && byte < 0xa0)
		return windows[byte - 0x80] ? windows[byte - 0x80] : 0xfffd;
	for (size_t i = 0; charset == CHARSET_LATIN9 && i < sizeof(latin9) / sizeof(latin9[0]); i++) {
		if (latin9[i].byte == byte)
			return latin9[i].code_point;
	}
	return byte;
}

void mail_charset_add(struct buf *out, struct text bytes, struct text charset)
{
	enum charset found = CHARSET_UTF8;

	for (size_t i = 0; i < sizeof(charsets) / sizeof(charsets[0]); i++) {
		if (text_equal_nocase(charset, text_of(charsets[i].name)))
			found = charsets[i].charset;
	}
	if (found == CHARSET_UTF8) {
		utf8_add_clean(out, bytes);
		return;
	}
	for (size_t i = 0; i < bytes.size; i++)
		utf8_add(out, code_point_of(found, (unsigned char)bytes.at[i]));
}

static int base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* Bytes that are none of the alphabet are passed over; a '=' begins anew, for texts that were put together. */
void mail_base64_add(struct buf *out, struct text bytes)
{
	uint32_t bits = 0;
	int bit_count = 0;

	for (size_t i = 0; i < bytes.size; i++) {
		int value = base64_value(bytes.at[i]);

		if (bytes.at[i] == '=')
			bit_count = 0;
		if (value < 0)
			continue;
		bits = (bits << 6 | (uint32_t)value) & 0xffffff;
		bit_count += 6;
		if (bit_count >= 8) {
			bit_count -= 8;
			buf_add_char(out, (char)(unsigned char)(bits >> bit_count & 0xff));
		}
	}
}

/* The size of a soft line break at the place ("=", blanks, line end), or 0. */
static size_t soft_break(struct text bytes, size_t at)
{
	size_t end = at + 1;

	while (end < bytes.size && (bytes.at[end] == ' ' || bytes.at[end] == '\t' || bytes.at[end] == '\r'))
		end++;
	if (end >= bytes.size)
		return end - at;
	return bytes.at[end] == '\n' ? end + 1 - at : 0;
}

void mail_quoted_printable_add(struct buf *out, struct text bytes, bool in_header)
{
	for (size_t i = 0; i < bytes.size; i++) {
		char c = bytes.at[i];
		int high = -1, low = -1;
		size_t skipped;

		if (c != '=') {
			buf_add_char(out, in_header && c == '_' ? ' ' : c);
			continue;
		}
		if (i + 2 < bytes.size) {
			high = char_hex_value(bytes.at[i + 1]);
			low = char_hex_value(bytes.at[i + 2]);
		}
		if (high >= 0 && low >= 0) {
			buf_add_char(out, (char)(unsigned char)(high << 4 | low));
			i += 2;
			continue;
		}
		skipped = in_header ? 0 : soft_break(bytes, i);
		if (skipped)
			i += skipped - 1;
		else
			buf_add_char(out, c);
	}
}
