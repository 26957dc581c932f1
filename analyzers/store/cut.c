/*
 * Cuts texts to what the database keeps of them. Knows no SQL.
 */
#include "cut.h"

/* A byte that goes on with a character; a character has at most three of them. */
static bool is_continuation(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

struct text cut_text(struct text text, size_t max_size)
{
	size_t size = max_size;

	if (text.size <= max_size)
		return text;
	for (int back = 0; back < 3 && size > 0 && is_continuation(text.at[size]); back++)
		size--;
	/* Four of them in a row are no UTF-8 at all: cut where the limit is. */
	return (struct text){ text.at, is_continuation(text.at[size]) ? max_size : size };
}

struct text subject_of(struct text message)
{
	struct text line;

	while (text_next_line(&message, &line)) {
		line = text_trim(line);
		if (line.size > 0)
			return cut_text(line, LINE_MAX_SIZE);
	}
	return (struct text){ 0 };
}
