/* Texts of the model: numbers with their nouns, shares with their intervals. Whole percent; the noun follows the whole. */
#include <stdarg.h>
#include <stdio.h>

#include "check.h"
#include "lead/percent.h"

const char *checking_text(struct checking *checking, const char *format, ...)
{
	va_list args;
	char *text;
	int size;

	va_start(args, format);
	size = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (size < 0)
		BUG("a text cannot be made from '%s'", format);
	text = arena_alloc(&checking->out->arena, (size_t)size + 1);
	va_start(args, format);
	vsnprintf(text, (size_t)size + 1, format, args);
	va_end(args);
	return text;
}

static const char *keep(struct checking *checking, struct buf *buf)
{
	const char *copy = arena_copy(&checking->out->arena, buf_str(buf), buf->size);

	buf_release(buf);
	return copy;
}

const char *checking_count(struct checking *checking, int64_t count, const char *one, const char *many)
{
	return checking_text(checking, "%lld %s", (long long)count, count == 1 ? one : many);
}

static const char *share(struct checking *checking, int64_t k, int64_t n, const char *noun, bool has_interval)
{
	struct buf text = { 0 };

	buf_add_fmt(&text, "%lld of %lld %s", (long long)k, (long long)n, noun);
	if (n > 0) {
		struct interval interval = wilson(k, n);

		buf_add_str(&text, " (");
		percent_add(&text, (double)k / (double)n);
		if (has_interval) {
			buf_add_str(&text, ", ");
			percent_add_interval(&text, interval.low, interval.high);
		}
		buf_add_char(&text, ')');
	}
	return keep(checking, &text);
}

const char *checking_part(struct checking *checking, int64_t k, int64_t n, const char *one, const char *many)
{
	return share(checking, k, n, n == 1 ? one : many, false);
}

const char *checking_share(struct checking *checking, int64_t k, int64_t n, const char *one, const char *many)
{
	return share(checking, k, n, n == 1 ? one : many, true);
}

const char *checking_percent(struct checking *checking, double value)
{
	struct buf text = { 0 };

	percent_add(&text, value);
	return keep(checking, &text);
}

const char *checking_clean(struct checking *checking, struct text text)
{
	struct buf clean = { 0 };

	utf8_add_clean(&clean, text);
	return keep(checking, &clean);
}
