/*
 * The clock and civil dates: seconds since 1970 to year, month, day and back, in UTC, without the C library's time zones.
 * Names of periods are in period.c.
 */
#include "lead/period.h"

#include <inttypes.h>
#include <stdlib.h>
#include <time.h>

/* Days of 400 years, and from 0000-03-01 to 1970-01-01. */
#define ERA_DAYS INT64_C(146097)
#define EPOCH_DAYS INT64_C(719468)

/* The clock of tests: seconds, perhaps negative. Anything else in the variable is as if it were not set. */
static bool read_test_clock(int64_t *out)
{
	struct text text = text_of(getenv("GIT_LEAD_NOW"));
	bool is_negative = text_starts(text, TEXT("-"));
	uint64_t value;

	if (!text_to_uint(text_slice(text, is_negative, text.size), &value))
		return false;
	*out = is_negative ? -(int64_t)value : (int64_t)value;
	return true;
}

int64_t clock_now(void)
{
	int64_t now;

	return read_test_clock(&now) ? now : (int64_t)time(NULL);
}

static int64_t floor_div(int64_t value, int64_t by)
{
	return value / by - (value % by < 0);
}

/* After Howard Hinnant, "chrono-compatible low-level date algorithms": years begin in March, leap days come last. */
struct civil civil_from_time(int64_t time)
{
	int64_t days = floor_div(time, DAY_SECS) + EPOCH_DAYS;
	int64_t era = floor_div(days, ERA_DAYS);
	int64_t day_of_era = days - era * ERA_DAYS;
	int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t march_month = (5 * day_of_year + 2) / 153;
	struct civil out;

	out.day = (int)(day_of_year - (153 * march_month + 2) / 5 + 1);
	out.month = (int)(march_month < 10 ? march_month + 3 : march_month - 9);
	out.year = year_of_era + era * 400 + (out.month <= 2);
	return out;
}

/* A day out of the range of times gives the nearest time there is. */
int64_t civil_to_time(struct civil date)
{
	int64_t year = date.year - (date.month <= 2);
	int64_t era = floor_div(year, 400);
	int64_t year_of_era = year - era * 400;
	int64_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	int64_t days, time;

	if (__builtin_mul_overflow(era, ERA_DAYS, &days) ||
	    __builtin_add_overflow(days, day_of_era - EPOCH_DAYS, &days) ||
	    __builtin_mul_overflow(days, DAY_SECS, &time))
		return date.year < 0 ? INT64_MIN : INT64_MAX;
	return time;
}

void civil_format(struct buf *buf, int64_t time)
{
	struct civil date = civil_from_time(time);

	if (date.year >= 0 && date.year <= 9999)
		buf_add_fmt(buf, "%04" PRId64 "-%02d-%02d", date.year, date.month, date.day);
	else
		buf_add_fmt(buf, "%+05" PRId64 "-%02d-%02d", date.year, date.month, date.day);
}

void civil_format_iso(struct buf *buf, int64_t time)
{
	int rest = (int)(time % DAY_SECS), secs = rest < 0 ? rest + (int)DAY_SECS : rest;

	civil_format(buf, time);
	buf_add_fmt(buf, "T%02d:%02d:%02dZ", secs / 3600, secs / 60 % 60, secs % 60);
}
