/*
 * Borrowed slices of bytes and the growable buffer. Bytes are bytes: nothing here knows an encoding
 * but the utf8_* functions, and nothing here knows what the text means.
 */
#ifndef LEAD_TEXT_H
#define LEAD_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lead/error.h"

/* A borrowed slice, not NUL-terminated. {NULL, 0} is the empty text. */
struct text {
	const char *at;
	size_t size;
};

#define TEXT(literal) ((struct text){ (literal), sizeof(literal) - 1 })
#define TEXT_FMT "%.*s"
#define TEXT_ARG(t) (int)((t).size < 0x7fffffff ? (t).size : 0x7fffffff), ((t).at ? (t).at : "")

struct text text_of(const char *nul_terminated);                  /* NULL gives the empty text */
struct text text_slice(struct text text, size_t from, size_t to); /* clamped to the text */
struct text text_trim(struct text text);                          /* ASCII white space, both ends */
bool text_equal(struct text a, struct text b);
bool text_equal_nocase(struct text a, struct text b); /* ASCII only */
int text_compare(struct text a, struct text b);       /* by bytes, shorter first on a tie */
/* Position of the name in a list of count names (NULL: empty), else fallback. */
int text_find_name(const char *const *names, int count, struct text name, int fallback);
bool text_starts(struct text text, struct text prefix);
bool text_starts_nocase(struct text text, struct text prefix);
bool text_ends(struct text text, struct text suffix);
bool text_ends_nocase(struct text text, struct text suffix);
/* Index of the first occurrence at or after from, or -1. */
ptrdiff_t text_find(struct text text, struct text needle, size_t from);
ptrdiff_t text_find_nocase(struct text text, struct text needle, size_t from);
ptrdiff_t text_find_char(struct text text, char c, size_t from);
/* Takes the next line off *rest (without its LF); false when nothing is left. */
bool text_next_line(struct text *rest, struct text *line);
/* Takes the next word off *rest, never empty; spaces alone part words. False, and *word as it was, when none is left. */
bool text_next_word(struct text *rest, struct text *word);
/* A non-negative decimal number filling the whole text, at most 18 digits; false otherwise. */
bool text_to_uint(struct text text, uint64_t *value);
/* FNV-1a, 64 bit; stable over machines. Chain by giving the last value as seed (start with TEXT_HASH_SEED). */
#define TEXT_HASH_SEED UINT64_C(14695981039346656037)
uint64_t text_hash(uint64_t seed, struct text text);

/* ASCII classes that take any byte: no locale, no undefined behaviour for bytes over 127. */
bool char_is_space(char c); /* space, \t \n \v \f \r */
bool char_is_digit(char c);
bool char_is_alpha(char c);
bool char_is_alnum(char c);
char char_lower(char c);
int char_hex_value(char c);         /* 0..15, either case; -1 for every other byte */
bool text_is_hex(struct text text); /* every byte a hexadecimal digit; true for the empty text */

/* Growable text; always NUL-terminated; an all-zero struct is a valid empty buffer. */
struct buf {
	char *at; /* NULL while nothing was ever added */
	size_t size, capacity;
};
void buf_add(struct buf *buf, const char *bytes, size_t size);
void buf_add_text(struct buf *buf, struct text text);
void buf_add_str(struct buf *buf, const char *nul_terminated);
void buf_add_char(struct buf *buf, char c);
void buf_add_fmt(struct buf *buf, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Two lower-case digits a byte. */
void buf_add_hex(struct buf *buf, struct text bytes);
void buf_clear(struct buf *buf);
void buf_release(struct buf *buf);
const char *buf_str(const struct buf *buf); /* never NULL; borrowed until the next change */
struct text buf_text(const struct buf *buf);
char *buf_detach(struct buf *buf); /* owned by caller, never NULL; the buffer is empty after it */

/*
 * Decodes one code point at text.at[*at] and steps *at over it. Malformed bytes (overlong, surrogate, cut) give
 * U+FFFD and step one byte. Precondition: *at < text.size.
 */
uint32_t utf8_next(struct text text, size_t *at);
bool utf8_valid(struct text text);
void utf8_add(struct buf *buf, uint32_t code_point);
/* Appends the text with every malformed byte replaced by U+FFFD. */
void utf8_add_clean(struct buf *buf, struct text text);
/* Columns on a terminal: 0 for combining and control, 2 for East Asian wide and most emoji, else 1. */
int utf8_width(uint32_t code_point);
size_t utf8_columns(struct text text);
/*
 * A full name or address folded for comparison: lower case over Latin, Greek and Cyrillic, diacritics of Latin letters
 * kept, runs of white space to one space, trimmed, surrounding double quotes dropped. Appends to buf.
 */
void utf8_fold(struct buf *buf, struct text text);

#endif
