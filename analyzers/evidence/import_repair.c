/* Bodies of requests hold what people pasted; one bad escape in a comment is no reason to lose the review beside it. */
#include "import_repair.h"
#include <string.h>

/* A double of a larger exponent may be infinite. */
#define EXPONENT_MAX 300

/* The four hex digits at a place, or -1. */
static int hex4(struct text text, size_t at)
{
	int value = 0;

	if (text.size - at < 4)
		return -1;
	for (size_t i = at; i < at + 4; i++) {
		int digit = char_hex_value(text.at[i]);

		if (digit < 0)
			return -1;
		value = value * 16 + digit;
	}
	return value;
}

static bool is_high(int unit)
{
	return unit >= 0xD800 && unit < 0xDC00;
}

static bool is_low(int unit)
{
	return unit >= 0xDC00 && unit < 0xE000;
}

/* An escape at text.at[at], a backslash. Returns what is behind it. */
static size_t repair_escape(struct buf *out, struct text text, size_t at, bool is_key_bad, unsigned *repairs)
{
	size_t size = text.size - at < 2 ? 1 : 2;
	int unit = size == 2 && text.at[at + 1] == 'u' ? hex4(text, at + 2) : -1;
	const char *instead = NULL;

	if (unit >= 0)
		size = 6;
	if (is_high(unit) && text.size - at >= 12 && text.at[at + 6] == '\\' && text.at[at + 7] == 'u' &&
	    is_low(hex4(text, at + 8))) {
		size = 12;
	} else if (is_high(unit) || is_low(unit)) {
		instead = "\\ufffd";
		*repairs |= REPAIR_SURROGATE;
	} else if (unit == 0 && is_key_bad) {
		instead = "\\ufffd";
		*repairs |= REPAIR_KEY;
	}
	if (instead)
		buf_add_str(out, instead);
	else
		buf_add(out, text.at + at, size);
	return at + size;
}

/* Bytes of a string without escapes or control bytes. */
static void repair_run(struct buf *out, struct text run, unsigned *repairs)
{
	if (utf8_valid(run)) {
		buf_add_text(out, run);
	} else {
		*repairs |= REPAIR_UTF8;
		utf8_add_clean(out, run);
	}
}

/* A string whose opening quote was before at. Returns what is behind its closing one. */
static size_t repair_string(struct buf *out, struct text text, size_t at, bool is_key_bad, unsigned *repairs)
{
	while (at < text.size && text.at[at] != '"') {
		size_t from = at;

		while (at < text.size && text.at[at] != '"' && text.at[at] != '\\' && (unsigned char)text.at[at] >= ' ')
			at++;
		repair_run(out, text_slice(text, from, at), repairs);
		if (at == text.size || text.at[at] == '"')
			break;
		if (text.at[at] == '\\') {
			at = repair_escape(out, text, at, is_key_bad, repairs);
		} else {
			buf_add_fmt(out, "\\u%04x", (unsigned char)text.at[at++]);
			*repairs |= REPAIR_CONTROL;
		}
	}
	if (at < text.size)
		buf_add_char(out, text.at[at++]);
	return at;
}

static bool is_number_byte(char c)
{
	return char_is_digit(c) || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

static bool is_beyond(struct text number)
{
	struct text digits = text_slice(number, number.size && number.at[0] == '-', number.size);
	const char *most = digits.size == number.size ? "9223372036854775807" : "9223372036854775808";
	size_t exponent = 0;
	uint64_t value;

	while (exponent < number.size && number.at[exponent] != 'e' && number.at[exponent] != 'E')
		exponent++;
	if (exponent < number.size) {
		struct text power = text_slice(number, exponent + 1, number.size);

		if (power.size && (power.at[0] == '-' || power.at[0] == '+'))
			power = text_slice(power, 1, power.size);
		return !text_to_uint(power, &value) || value > EXPONENT_MAX;
	}
	for (size_t i = 0; i < digits.size; i++) {
		if (!char_is_digit(digits.at[i]))
			return digits.size > EXPONENT_MAX;
	}
	return digits.size > 19 || (digits.size == 19 && memcmp(digits.at, most, 19) > 0);
}

static size_t repair_number(struct buf *out, struct text text, size_t at, unsigned *repairs)
{
	size_t from = at;
	struct text number;

	while (at < text.size && is_number_byte(text.at[at]))
		at++;
	number = text_slice(text, from, at);
	if (!is_beyond(number)) {
		buf_add_text(out, number);
		return at;
	}
	*repairs |= REPAIR_NUMBER;
	buf_add_char(out, '"');
	buf_add_text(out, number);
	buf_add_char(out, '"');
	return at;
}

unsigned import_repair(struct buf *out, struct text item, bool is_key_bad)
{
	unsigned repairs = 0;
	size_t at = 0;

	while (at < item.size) {
		char c = item.at[at];

		if (c == '-' || char_is_digit(c)) {
			at = repair_number(out, item, at, &repairs);
			continue;
		}
		buf_add_char(out, c);
		at++;
		if (c == '"')
			at = repair_string(out, item, at, is_key_bad, &repairs);
	}
	return repairs;
}

void import_repair_words(struct buf *out, unsigned repairs)
{
	static const struct {
		unsigned repair;
		const char *words;
	} rows[] = {
		{ REPAIR_SURROGATE, "half a surrogate pair" },      { REPAIR_UTF8, "not UTF-8" },
		{ REPAIR_NUMBER, "a number beyond 64 bit" },        { REPAIR_CONTROL, "control bytes in a string" },
		{ REPAIR_KEY, "a null character in a name of it" },
	};
	bool is_first = true;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (!(repairs & rows[i].repair))
			continue;
		buf_add_str(out, is_first ? "" : ", ");
		buf_add_str(out, rows[i].words);
		is_first = false;
	}
	buf_add_str(out, ": repaired");
}
