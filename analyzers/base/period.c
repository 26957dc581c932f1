/*
 * Names of periods and of points in time. Everything is UTC; a date means its midnight. Civil dates are in civil.c.
 */
#include "lead/period.h"

#include <inttypes.h>

#define MONTHS_OF_YEAR 12
#define MONTHS_OF_QUARTER 3

/* Midnight of the first day of a month; months are counted from January of year 0. */
static int64_t month_time(int64_t month)
{
	int64_t year = month / MONTHS_OF_YEAR - (month % MONTHS_OF_YEAR < 0);

	return civil_to_time((struct civil){ year, (int)(month - year * MONTHS_OF_YEAR) + 1, 1 });
}

static int64_t month_number(struct civil date)
{
	return date.year * MONTHS_OF_YEAR + date.month - 1;
}

static struct period months_from(int64_t month, int count)
{
	return (struct period){ month_time(month), month_time(month + count) };
}

static int days_of_month(int64_t month)
{
	return (int)((month_time(month + 1) - month_time(month)) / DAY_SECS);
}

/* Month number at which the fiscal quarter around now begins. */
static int64_t quarter_month(int64_t now, int fiscal_month)
{
	int64_t month = month_number(civil_from_time(now)) - (fiscal_month - 1);
	int64_t rest = month % MONTHS_OF_QUARTER;

	return month - (rest < 0 ? rest + MONTHS_OF_QUARTER : rest) + (fiscal_month - 1);
}

static bool take_char(struct text *rest, char c)
{
	if (rest->size == 0 || char_lower(rest->at[0]) != c)
		return false;
	*rest = text_slice(*rest, 1, rest->size);
	return true;
}

/* Exactly so many digits, within the limits. */
static bool take_number(struct text *rest, size_t digits, int64_t low, int64_t high, int64_t *out)
{
	uint64_t value;

	if (rest->size < digits || !text_to_uint(text_slice(*rest, 0, digits), &value))
		return false;
	*rest = text_slice(*rest, digits, rest->size);
	*out = (int64_t)value;
	return *out >= low && *out <= high;
}

/* "2026", "2026Q3", "2026-Q3", "2026-07", "2026-07-15". A fiscal year bears the number of the year it begins in. */
static bool parse_calendar(struct period *out, struct text name, int fiscal_month)
{
	struct text rest = name, quarter;
	int64_t year, month, day, number;
	bool has_dash;

	if (!take_number(&rest, 4, 0, 9999, &year))
		return false;
	month = year * MONTHS_OF_YEAR + fiscal_month - 1;
	if (rest.size == 0) {
		*out = months_from(month, MONTHS_OF_YEAR);
		return true;
	}
	has_dash = take_char(&rest, '-');
	quarter = rest;
	if (take_char(&quarter, 'q')) {
		if (!take_number(&quarter, 1, 1, 4, &number) || quarter.size)
			return false;
		*out = months_from(month + (number - 1) * MONTHS_OF_QUARTER, MONTHS_OF_QUARTER);
		return true;
	}
	if (!has_dash || !take_number(&rest, 2, 1, MONTHS_OF_YEAR, &number))
		return false;
	month = year * MONTHS_OF_YEAR + number - 1;
	if (rest.size == 0) {
		*out = months_from(month, 1);
		return true;
	}
	if (!take_char(&rest, '-') || !take_number(&rest, 2, 1, days_of_month(month), &day) || rest.size)
		return false;
	out->since_time = month_time(month) + (day - 1) * DAY_SECS;
	out->until_time = out->since_time + DAY_SECS;
	return true;
}

/* A calendar name or one relative to now. */
static bool parse_named(struct period *out, struct text name, int64_t now, int fiscal_month)
{
	int64_t month = month_number(civil_from_time(now));

	if (text_equal_nocase(name, TEXT("this-quarter")))
		*out = months_from(quarter_month(now, fiscal_month), MONTHS_OF_QUARTER);
	else if (text_equal_nocase(name, TEXT("last-quarter")))
		*out = months_from(quarter_month(now, fiscal_month) - MONTHS_OF_QUARTER, MONTHS_OF_QUARTER);
	else if (text_equal_nocase(name, TEXT("last-month")))
		*out = months_from(month - 1, 1);
	else
		return parse_calendar(out, name, fiscal_month);
	return true;
}

/* "+02:00", "-0330" behind a time of day; secs is what to take off to come to UTC. */
static bool parse_zone(struct text zone, int64_t *secs)
{
	int64_t hours, minutes, sign;

	*secs = 0;
	if (zone.size == 0 || text_equal_nocase(zone, TEXT("Z")))
		return true;
	sign = zone.at[0] == '-' ? -1 : 1;
	if (!take_char(&zone, '+') && !take_char(&zone, '-'))
		return false;
	if (!take_number(&zone, 2, 0, 14, &hours))
		return false;
	take_char(&zone, ':');
	if (!take_number(&zone, 2, 0, 59, &minutes) || zone.size)
		return false;
	*secs = sign * (hours * 3600 + minutes * 60);
	return true;
}

/* "2026-01-01T12:00:00Z"; a space for the T, the seconds and the zone may be left out (then UTC). */
static bool parse_moment(int64_t *out, struct text name)
{
	const size_t date_size = sizeof("2026-01-01") - 1;
	struct text rest = text_slice(name, date_size, name.size);
	int64_t hours, minutes, secs = 0, zone_secs;
	struct period day;

	if (!take_char(&rest, 't') && !take_char(&rest, ' '))
		return false;
	if (!parse_calendar(&day, text_slice(name, 0, date_size), 1) || day.until_time - day.since_time != DAY_SECS)
		return false;
	if (!take_number(&rest, 2, 0, 23, &hours) || !take_char(&rest, ':') || !take_number(&rest, 2, 0, 59, &minutes))
		return false;
	if (take_char(&rest, ':') && !take_number(&rest, 2, 0, 59, &secs))
		return false;
	if (!parse_zone(text_trim(rest), &zone_secs))
		return false;
	*out = day.since_time + hours * 3600 + minutes * 60 + secs - zone_secs;
	return true;
}

static bool is_separator(char c)
{
	return char_is_space(c) || c == '.';
}

static struct text take_word(struct text *rest)
{
	size_t from = 0, to;
	struct text word;

	while (from < rest->size && is_separator(rest->at[from]))
		from++;
	for (to = from; to < rest->size && !is_separator(rest->at[to]);)
		to++;
	word = text_slice(*rest, from, to);
	*rest = text_slice(*rest, to, rest->size);
	return word;
}

/* The same day of an earlier month; the last day where that month is shorter. */
static int64_t months_before(int64_t now, int64_t count)
{
	struct civil date = civil_from_time(now);
	int64_t month = month_number(date) - count;
	int days = days_of_month(month);

	return month_time(month) + ((date.day < days ? date.day : days) - 1) * DAY_SECS + (now - civil_to_time(date));
}

/* "3 months ago", "3.months.ago". At most a million units: enough for any history, and no sum can overflow. */
static bool parse_ago(int64_t *out, struct text name, int64_t now)
{
	static const struct {
		const char *name;
		int64_t secs;
		int months;
	} units[] = {
		{ "second", 1, 0 },
		{ "minute", 60, 0 },
		{ "hour", 3600, 0 },
		{ "day", DAY_SECS, 0 },
		{ "week", WEEK_SECS, 0 },
		{ "month", 0, 1 },
		{ "quarter", 0, MONTHS_OF_QUARTER },
		{ "year", 0, MONTHS_OF_YEAR },
	};
	struct text rest = name;
	struct text number = take_word(&rest), unit = take_word(&rest), ago = take_word(&rest);
	uint64_t count;

	if (rest.size || !text_equal_nocase(ago, TEXT("ago")) || !text_to_uint(number, &count) || count > 1000000)
		return false;
	if (unit.size > 1 && char_lower(unit.at[unit.size - 1]) == 's')
		unit = text_slice(unit, 0, unit.size - 1);
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (!text_equal_nocase(unit, text_of(units[i].name)))
			continue;
		*out = units[i].months ? months_before(now, (int64_t)count * units[i].months)
		                       : now - (int64_t)count * units[i].secs;
		return true;
	}
	return false;
}

static bool parse_seconds(int64_t *out, struct text name)
{
	bool is_negative;
	uint64_t value;

	if (!take_char(&name, '@'))
		return false;
	is_negative = take_char(&name, '-');
	if (!text_to_uint(name, &value))
		return false;
	*out = is_negative ? -(int64_t)value : (int64_t)value;
	return true;
}

static bool parse_point(int64_t *out, struct text name, int64_t now, int fiscal_month)
{
	struct period period;

	if (parse_named(&period, name, now, fiscal_month)) {
		*out = period.since_time;
		return true;
	}
	if (text_equal_nocase(name, TEXT("now"))) {
		*out = now;
		return true;
	}
	if (text_equal_nocase(name, TEXT("yesterday"))) {
		*out = civil_to_time(civil_from_time(now)) - DAY_SECS;
		return true;
	}
	return parse_moment(out, name) || parse_ago(out, name, now) || parse_seconds(out, name);
}

int period_parse_point(int64_t *out, struct text name, int64_t now, int fiscal_month)
{
	if (!parse_point(out, text_trim(name), now, fiscal_month))
		return error_set(ERR_INVALID,
		                 "cannot read '" TEXT_FMT "' as a time: write 2026-01-01, 2026Q3 or '3 months ago'",
		                 TEXT_ARG(name));
	return 0;
}

static int parse_range(struct period *out, struct text name, size_t dots, int64_t now, int fiscal_month)
{
	struct text first = text_trim(text_slice(name, 0, dots));
	struct text last = text_trim(text_slice(name, dots + 2, name.size));
	struct period end, range;
	int status;

	status = period_parse_point(&range.since_time, first, now, fiscal_month);
	if (status)
		return status;
	if (parse_named(&end, last, now, fiscal_month))
		range.until_time = end.until_time;
	else
		status = period_parse_point(&range.until_time, last, now, fiscal_month);
	if (status)
		return status;
	if (range.since_time >= range.until_time)
		return error_set(ERR_INVALID, "period '" TEXT_FMT "' ends before it begins", TEXT_ARG(name));
	*out = range;
	return 0;
}

int period_parse(struct period *out, struct text name, int64_t now, int fiscal_month)
{
	struct text trimmed = text_trim(name);
	ptrdiff_t dots = text_find(trimmed, TEXT(".."), 0);

	if (dots >= 0)
		return parse_range(out, trimmed, (size_t)dots, now, fiscal_month);
	if (!parse_named(out, trimmed, now, fiscal_month))
		return error_set(ERR_INVALID,
		                 "unknown period '" TEXT_FMT "': write 2026, 2026Q3, 2026-07, last-quarter or "
		                 "2026-01-01..2026-03-31",
		                 TEXT_ARG(name));
	return 0;
}

/* Whether the period is so many whole months; the number of the first goes to *month. */
static bool is_months(struct period period, int count, int64_t *month)
{
	*month = month_number(civil_from_time(period.since_time));
	return month_time(*month) == period.since_time && month_time(*month + count) == period.until_time;
}

/* Whether such a period begins where the fiscal year has one; which one, counted from year 0, goes to *number. */
static bool is_fiscal(struct period period, int count, int fiscal_month, int64_t *number)
{
	int64_t month;

	if (!is_months(period, count, &month))
		return false;
	*number = (month - (fiscal_month - 1)) / count;
	return *number >= 0 && *number * count + (fiscal_month - 1) == month;
}

void period_format(struct buf *buf, struct period period, int fiscal_month)
{
	int64_t number;

	if (is_fiscal(period, MONTHS_OF_YEAR, fiscal_month, &number)) {
		buf_add_fmt(buf, "%04" PRId64, number);
	} else if (is_fiscal(period, MONTHS_OF_QUARTER, fiscal_month, &number)) {
		buf_add_fmt(buf, "%04" PRId64 "-Q%d", number / 4, (int)(number % 4) + 1);
	} else if (is_fiscal(period, 1, 1, &number)) {
		buf_add_fmt(buf, "%04" PRId64 "-%02d", number / MONTHS_OF_YEAR, (int)(number % MONTHS_OF_YEAR) + 1);
	} else {
		civil_format(buf, period.since_time);
		buf_add_str(buf, " to ");
		civil_format(buf, period.until_time > period.since_time ? period.until_time - 1 : period.since_time);
	}
}

struct period period_before(struct period period)
{
	static const int kinds[] = { 1, MONTHS_OF_QUARTER, MONTHS_OF_YEAR };
	struct period out = { INT64_MIN, period.since_time };
	int64_t length, month;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (is_months(period, kinds[i], &month))
			return months_from(month - kinds[i], kinds[i]);
	if (!__builtin_sub_overflow(period.until_time, period.since_time, &length) &&
	    __builtin_sub_overflow(period.since_time, length, &out.since_time))
		out.since_time = INT64_MIN;
	return out;
}

struct period period_year(struct period period)
{
	const int64_t length = 365 * DAY_SECS;

	return (struct period){ period.until_time < INT64_MIN + length ? INT64_MIN : period.until_time - length,
		                period.until_time };
}
