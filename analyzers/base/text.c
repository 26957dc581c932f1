/*
 * Slices of bytes and the growable buffer. Knows no encoding and no locale.
 */
#include "lead/text.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"

#define UINT_MAX_DIGITS 18
#define BUF_FIRST_CAPACITY 64

bool char_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

bool char_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool char_is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool char_is_alnum(char c)
{
	return char_is_alpha(c) || char_is_digit(c);
}

char char_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

struct text text_of(const char *nul_terminated)
{
	return (struct text){ nul_terminated, nul_terminated ? strlen(nul_terminated) : 0 };
}

struct text text_slice(struct text text, size_t from, size_t to)
{
	if (to > text.size)
		to = text.size;
	if (from > to)
		from = to;
	if (!text.at)
		return text;
	return (struct text){ text.at + from, to - from };
}

struct text text_trim(struct text text)
{
	size_t from = 0, to = text.size;

	while (from < to && char_is_space(text.at[from]))
		from++;
	while (to > from && char_is_space(text.at[to - 1]))
		to--;
	return text_slice(text, from, to);
}

/* memcmp and its kin may not see NULL, not even with size 0. */
static bool same_bytes(const char *a, const char *b, size_t size)
{
	return size == 0 || memcmp(a, b, size) == 0;
}

static bool same_bytes_nocase(const char *a, const char *b, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (char_lower(a[i]) != char_lower(b[i]))
			return false;
	return true;
}

bool text_equal(struct text a, struct text b)
{
	return a.size == b.size && same_bytes(a.at, b.at, a.size);
}

bool text_equal_nocase(struct text a, struct text b)
{
	return a.size == b.size && same_bytes_nocase(a.at, b.at, a.size);
}

int text_compare(struct text a, struct text b)
{
	size_t size = a.size < b.size ? a.size : b.size;
	int order = size ? memcmp(a.at, b.at, size) : 0;

	if (order)
		return order < 0 ? -1 : 1;
	return (a.size > b.size) - (a.size < b.size);
}

int text_find_name(const char *const *names, int count, struct text name, int fallback)
{
	for (int i = 0; i < count; i++)
		if (text_equal(text_of(names[i]), name))
			return i;
	return fallback;
}

bool text_starts(struct text text, struct text prefix)
{
	return text.size >= prefix.size && same_bytes(text.at, prefix.at, prefix.size);
}

bool text_starts_nocase(struct text text, struct text prefix)
{
	return text.size >= prefix.size && same_bytes_nocase(text.at, prefix.at, prefix.size);
}

bool text_ends(struct text text, struct text suffix)
{
	return text.size >= suffix.size && text_equal(text_slice(text, text.size - suffix.size, text.size), suffix);
}

bool text_ends_nocase(struct text text, struct text suffix)
{
	return text.size >= suffix.size &&
	       text_equal_nocase(text_slice(text, text.size - suffix.size, text.size), suffix);
}

ptrdiff_t text_find(struct text text, struct text needle, size_t from)
{
	const char *found;

	if (from > text.size || needle.size > text.size - from)
		return -1;
	if (needle.size == 0)
		return (ptrdiff_t)from;
	found = memmem(text.at + from, text.size - from, needle.at, needle.size);
	return found ? found - text.at : -1;
}

ptrdiff_t text_find_nocase(struct text text, struct text needle, size_t from)
{
	if (from > text.size || needle.size > text.size - from)
		return -1;
	for (size_t at = from; at <= text.size - needle.size; at++)
		if (same_bytes_nocase(text.at + at, needle.at, needle.size))
			return (ptrdiff_t)at;
	return -1;
}

ptrdiff_t text_find_char(struct text text, char c, size_t from)
{
	const char *found;

	if (from >= text.size)
		return -1;
	found = memchr(text.at + from, (unsigned char)c, text.size - from);
	return found ? found - text.at : -1;
}

bool text_next_line(struct text *rest, struct text *line)
{
	ptrdiff_t end;

	if (rest->size == 0)
		return false;
	end = text_find_char(*rest, '\n', 0);
	if (end < 0) {
		*line = *rest;
		*rest = text_slice(*rest, rest->size, rest->size);
	} else {
		*line = text_slice(*rest, 0, (size_t)end);
		*rest = text_slice(*rest, (size_t)end + 1, rest->size);
	}
	return true;
}

bool text_next_word(struct text *rest, struct text *word)
{
	size_t from = 0, to;

	while (from < rest->size && rest->at[from] == ' ')
		from++;
	for (to = from; to < rest->size && rest->at[to] != ' ';)
		to++;
	if (to > from)
		*word = text_slice(*rest, from, to);
	*rest = text_slice(*rest, to, rest->size);
	return to > from;
}

bool text_to_uint(struct text text, uint64_t *value)
{
	uint64_t sum = 0;

	if (text.size == 0 || text.size > UINT_MAX_DIGITS)
		return false;
	for (size_t i = 0; i < text.size; i++) {
		if (!char_is_digit(text.at[i]))
			return false;
		sum = sum * 10 + (uint64_t)(text.at[i] - '0');
	}
	*value = sum;
	return true;
}

uint64_t text_hash(uint64_t seed, struct text text)
{
	for (size_t i = 0; i < text.size; i++)
		seed = (seed ^ (unsigned char)text.at[i]) * UINT64_C(1099511628211);
	return seed;
}

/* Room for size more bytes and the NUL. */
static void buf_reserve(struct buf *buf, size_t size)
{
	size_t needed, wanted;

	if (size >= SIZE_MAX - buf->size)
		alloc_fail(SIZE_MAX);
	needed = buf->size + size + 1;
	if (needed <= buf->capacity)
		return;
	wanted = buf->capacity + buf->capacity / 2;
	if (wanted < BUF_FIRST_CAPACITY)
		wanted = BUF_FIRST_CAPACITY;
	if (wanted < needed)
		wanted = needed;
	buf->at = xrealloc(buf->at, wanted);
	buf->capacity = wanted;
}

void buf_add(struct buf *buf, const char *bytes, size_t size)
{
	if (size == 0)
		return;
	buf_reserve(buf, size);
	memcpy(buf->at + buf->size, bytes, size);
	buf->size += size;
	buf->at[buf->size] = '\0';
}

void buf_add_text(struct buf *buf, struct text text)
{
	buf_add(buf, text.at, text.size);
}

void buf_add_str(struct buf *buf, const char *nul_terminated)
{
	buf_add_text(buf, text_of(nul_terminated));
}

void buf_add_char(struct buf *buf, char c)
{
	buf_add(buf, &c, 1);
}

void buf_add_fmt(struct buf *buf, const char *fmt, ...)
{
	va_list args;
	int size;

	va_start(args, fmt);
	size = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (size < 0)
		alloc_fail(INT_MAX);
	if (size == 0)
		return;
	buf_reserve(buf, (size_t)size);
	va_start(args, fmt);
	vsnprintf(buf->at + buf->size, (size_t)size + 1, fmt, args);
	va_end(args);
	buf->size += (size_t)size;
}

void buf_clear(struct buf *buf)
{
	buf->size = 0;
	if (buf->at)
		buf->at[0] = '\0';
}

void buf_release(struct buf *buf)
{
	free(buf->at);
	*buf = (struct buf){ 0 };
}

const char *buf_str(const struct buf *buf)
{
	return buf->at ? buf->at : "";
}

struct text buf_text(const struct buf *buf)
{
	return (struct text){ buf->at, buf->size };
}

char *buf_detach(struct buf *buf)
{
	char *text = buf->at ? buf->at : xstrdup("");

	*buf = (struct buf){ 0 };
	return text;
}
