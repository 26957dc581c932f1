/* Dates of old comments: those of Java for the server's language and zone, and those of git. */
#include "lead/period.h"
#include "notedb_parts.h"

static bool take_char(struct text *rest, char c)
{
	if (!rest->size || rest->at[0] != c)
		return false;
	*rest = text_slice(*rest, 1, rest->size);
	return true;
}

static bool take_number(struct text *rest, size_t max_digits, int max, int *out)
{
	size_t size = 0;

	*out = 0;
	while (size < rest->size && size < max_digits && char_is_digit(rest->at[size]))
		*out = *out * 10 + (rest->at[size++] - '0');
	*rest = text_slice(*rest, size, rest->size);
	return size > 0 && *out <= max;
}

static bool take_month(struct text *rest, int *out)
{
	static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

	for (*out = 1; *out <= 12; ++*out) {
		if (text_starts_nocase(*rest, (struct text){ names + (size_t)(*out - 1) * 3, 3 })) {
			*rest = text_slice(*rest, 3, rest->size);
			take_char(rest, '.');
			return true;
		}
	}
	return false;
}

/* Spaces of any kind that Java put there over the years, and a comma before them. */
static void skip_space(struct text *rest)
{
	static const char narrow[] = "\xe2\x80\xaf"; /* U+202F */

	take_char(rest, ',');
	for (;;) {
		if (text_starts(*rest, text_of(narrow)))
			*rest = text_slice(*rest, sizeof(narrow) - 1, rest->size);
		else if (!take_char(rest, ' '))
			return;
	}
}

static bool take_clock(struct text *rest, int64_t *secs)
{
	int hour, minute, second;

	if (!take_number(rest, 2, 23, &hour) || !take_char(rest, ':') || !take_number(rest, 2, 59, &minute) ||
	    !take_char(rest, ':') || !take_number(rest, 2, 60, &second))
		return false;
	*secs = hour * INT64_C(3600) + minute * INT64_C(60) + second;
	return true;
}

static bool is_date(int year, int month, int day)
{
	static const int days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return year >= 1970 && day >= 1 && day <= days[month - 1];
}

bool notedb_parse_local_date(int64_t *out, struct text text)
{
	int month, day, year;
	int64_t secs;

	text = text_trim(text);
	if (!take_month(&text, &month))
		return false;
	skip_space(&text);
	if (!take_number(&text, 2, 31, &day))
		return false;
	skip_space(&text);
	if (!take_number(&text, 4, 9999, &year) || !is_date(year, month, day))
		return false;
	skip_space(&text);
	if (!take_clock(&text, &secs))
		return false;
	skip_space(&text);
	if (text_equal_nocase(text, TEXT("PM")))
		secs += secs < INT64_C(43200) ? INT64_C(43200) : 0;
	else if (text_equal_nocase(text, TEXT("AM")))
		secs -= secs >= INT64_C(43200) ? INT64_C(43200) : 0;
	else if (text.size)
		return false;
	*out = civil_to_time((struct civil){ year, month, day }) + secs;
	return true;
}

bool notedb_parse_git_date(int64_t *out, struct text text)
{
	int month, day, year, zone;
	int64_t secs;
	bool is_west;

	text = text_trim(text);
	/* The name of the day says nothing that the date does not. */
	text = text_trim(text_slice(text, 3, text.size));
	if (!take_month(&text, &month))
		return false;
	skip_space(&text);
	if (!take_number(&text, 2, 31, &day))
		return false;
	skip_space(&text);
	if (!take_clock(&text, &secs))
		return false;
	skip_space(&text);
	if (!take_number(&text, 4, 9999, &year) || !is_date(year, month, day))
		return false;
	skip_space(&text);
	is_west = take_char(&text, '-');
	if ((!is_west && !take_char(&text, '+')) || !take_number(&text, 4, 2359, &zone) || zone % 100 > 59 || text.size)
		return false;
	zone = zone / 100 * 60 + zone % 100;
	*out = civil_to_time((struct civil){ year, month, day }) + secs - (is_west ? -zone : zone) * INT64_C(60);
	return true;
}
