/*
 * Times and periods. All times are seconds since 1970 UTC and may be negative; periods are half-open [since, until).
 * Civil dates are proleptic Gregorian. The present is an input: clock_now() honours GIT_LEAD_NOW (seconds) for tests.
 */
#ifndef LEAD_PERIOD_H
#define LEAD_PERIOD_H

#include <stdbool.h>
#include <stdint.h>
#include "lead/text.h"

#define DAY_SECS INT64_C(86400)
#define WEEK_SECS (7 * DAY_SECS)
#define BUSINESS_WEEK_SECS (5 * DAY_SECS)

struct period {
	int64_t since_time; /* inclusive */
	int64_t until_time; /* exclusive */
};

int64_t clock_now(void);

/*
 * Seconds of [from, until) that fall on Monday to Friday, UTC: what waited over a weekend did not wait those days. One
 * business day is DAY_SECS of them, from any hour to the same hour of the next weekday. 0 if until is not after from.
 */
int64_t business_secs(int64_t from, int64_t until);

struct civil {
	int64_t year;
	int month, day; /* 1..12, 1..31 */
};
struct civil civil_from_time(int64_t time);
int64_t civil_to_time(struct civil date);
/* "YYYY-MM-DD" of the UTC day; years outside 0..9999 are written with a sign. */
void civil_format(struct buf *buf, int64_t time);
/* "YYYY-MM-DDTHH:MM:SSZ" */
void civil_format_iso(struct buf *buf, int64_t time);

/*
 * Named periods: "2026", "2026Q3" (also "2026-Q3"), "2026-07", "2026-07-15" (that day), "last-quarter", "this-quarter",
 * "last-month", "a..b" (b a bare date or month or quarter or year: to its end inclusive). fiscal_month: first month
 * of the fiscal year, 1 for the calendar year; it shifts years and quarters only, and a fiscal year bears the number of
 * the calendar year it begins in. ERR_INVALID with a message.
 */
int period_parse(struct period *out, struct text name, int64_t now, int fiscal_month) MUST_CHECK;
/*
 * One point in time for --since/--until: "2026-01-01" (its midnight), "2026-01-01T12:00:00Z", "@<seconds>", "now",
 * "yesterday", "3 months ago", "3.months.ago", "2 weeks ago", "26 weeks ago", a month, quarter or year (its start).
 */
int period_parse_point(int64_t *out, struct text name, int64_t now, int fiscal_month) MUST_CHECK;
/* A short name if the period is exactly a year, quarter or month ("2026-Q3"), else "2026-01-01 to 2026-03-31". */
void period_format(struct buf *buf, struct period period, int fiscal_month);
/* The period of the same kind just before: the previous quarter for a quarter, else equal length. */
struct period period_before(struct period period);
/* The 365 days before its end. */
struct period period_year(struct period period);

#endif
