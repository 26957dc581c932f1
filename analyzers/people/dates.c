/* Reads the dates of teams and declarations. */
#include "dates.h"

#include <string.h>
#include "lead/period.h"

int date_read(int64_t *out, struct text date)
{
	for (size_t i = 0; i < date.size; i++)
		if (!char_is_digit(date.at[i]) && !strchr("-QqTtZz:@", date.at[i]))
			return error_set(ERR_INVALID, "'" TEXT_FMT "' is no date; write 2026-01-31", TEXT_ARG(date));
	return period_parse_point(out, date, 0, 1);
}

int date_take(struct text *text, struct text word, int64_t *time)
{
	size_t from = text->size;
	size_t before;

	while (from > 0 && !char_is_space(text->at[from - 1]))
		from--;
	before = text_trim(text_slice(*text, 0, from)).size;
	if (before < word.size || from == text->size || !char_is_digit(text->at[from]) ||
	    !text_ends_nocase(text_slice(*text, 0, before), word) ||
	    (before > word.size && !char_is_space(text->at[before - word.size - 1])))
		return 0;
	if (date_read(time, text_slice(*text, from, text->size)))
		return ERR_INVALID;
	*text = text_trim(text_slice(*text, 0, before - word.size));
	return 0;
}
