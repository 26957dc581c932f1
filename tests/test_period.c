/*
 * Civil dates, names of periods, points in time, the clock.
 */
#include <check.h>
#include <stdlib.h>
#include "lead/period.h"

Suite *suite_period(void);

#define ROWS(table) ((int)(sizeof(table) / sizeof((table)[0])))
/* 2026-08-12 15:30:00 */
#define NOW INT64_C(1786548600)

static const struct {
	int64_t time;
	const char *text;
} moments[] = {
	{ 0, "1970-01-01T00:00:00Z" },
	{ -1, "1969-12-31T23:59:59Z" },
	{ NOW, "2026-08-12T15:30:00Z" },
	{ 951782399, "2000-02-28T23:59:59Z" },
	{ 951782400, "2000-02-29T00:00:00Z" },
	{ 951868800, "2000-03-01T00:00:00Z" },
	{ INT64_C(4107542400), "2100-03-01T00:00:00Z" },
	{ INT64_C(253402300799), "9999-12-31T23:59:59Z" },
	{ INT64_C(253402300800), "+10000-01-01T00:00:00Z" },
	{ INT64_C(-62167219200), "0000-01-01T00:00:00Z" },
	{ INT64_C(-62167219201), "-0001-12-31T23:59:59Z" },
	{ INT64_MAX, "+292277026596-12-04T15:30:07Z" },
	{ INT64_MIN, "-292277022657-01-27T08:29:52Z" },
};

START_TEST(a_time_is_written_as_utc)
{
	struct buf buf = { 0 };

	civil_format_iso(&buf, moments[_i].time);
	ck_assert_str_eq(buf_str(&buf), moments[_i].text);
	buf_release(&buf);
}
END_TEST

START_TEST(every_day_of_a_long_time_comes_back)
{
	struct civil before = civil_from_time(-DAY_SECS * 800000 - DAY_SECS);

	for (int64_t day = -800000; day < 800000; day++) {
		struct civil date = civil_from_time(day * DAY_SECS + 12345);

		ck_assert_int_eq(civil_to_time(date), day * DAY_SECS);
		if (date.day != 1)
			ck_assert(date.day == before.day + 1 && date.month == before.month && date.year == before.year);
		else
			ck_assert(date.month == before.month % 12 + 1 &&
			          date.year == before.year + (before.month == 12));
		before = date;
	}
}
END_TEST

START_TEST(dates_beyond_all_times_are_clamped)
{
	ck_assert_int_eq(civil_to_time((struct civil){ INT64_C(300000000000), 1, 1 }), INT64_MAX);
	ck_assert_int_eq(civil_to_time((struct civil){ -INT64_C(300000000000), 1, 1 }), INT64_MIN);
	ck_assert_int_eq(civil_to_time(civil_from_time(INT64_MIN)), INT64_MIN);
}
END_TEST

static const struct {
	const char *name;
	int fiscal_month;
	const char *since, *until;
} periods[] = {
	{ "2026", 1, "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z" },
	{ "2026", 4, "2026-04-01T00:00:00Z", "2027-04-01T00:00:00Z" },
	{ "2026Q3", 1, "2026-07-01T00:00:00Z", "2026-10-01T00:00:00Z" },
	{ "2026-Q3", 1, "2026-07-01T00:00:00Z", "2026-10-01T00:00:00Z" },
	{ " 2026q4 ", 1, "2026-10-01T00:00:00Z", "2027-01-01T00:00:00Z" },
	{ "2026Q4", 10, "2027-07-01T00:00:00Z", "2027-10-01T00:00:00Z" },
	{ "2026-07", 1, "2026-07-01T00:00:00Z", "2026-08-01T00:00:00Z" },
	{ "2026-07", 4, "2026-07-01T00:00:00Z", "2026-08-01T00:00:00Z" },
	{ "2024-02-29", 1, "2024-02-29T00:00:00Z", "2024-03-01T00:00:00Z" },
	{ "2026-12-31", 1, "2026-12-31T00:00:00Z", "2027-01-01T00:00:00Z" },
	{ "0000", 1, "0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z" },
	{ "this-quarter", 1, "2026-07-01T00:00:00Z", "2026-10-01T00:00:00Z" },
	{ "last-quarter", 1, "2026-04-01T00:00:00Z", "2026-07-01T00:00:00Z" },
	{ "Last-Quarter", 2, "2026-05-01T00:00:00Z", "2026-08-01T00:00:00Z" },
	{ "this-quarter", 12, "2026-06-01T00:00:00Z", "2026-09-01T00:00:00Z" },
	{ "last-month", 1, "2026-07-01T00:00:00Z", "2026-08-01T00:00:00Z" },
	{ "2026-01-01..2026-03-31", 1, "2026-01-01T00:00:00Z", "2026-04-01T00:00:00Z" },
	{ "2026-01-01 .. 2026-03-31", 1, "2026-01-01T00:00:00Z", "2026-04-01T00:00:00Z" },
	{ "2026-01..2026-03", 1, "2026-01-01T00:00:00Z", "2026-04-01T00:00:00Z" },
	{ "2026Q1..2026Q2", 1, "2026-01-01T00:00:00Z", "2026-07-01T00:00:00Z" },
	{ "2025..2026", 1, "2025-01-01T00:00:00Z", "2027-01-01T00:00:00Z" },
	{ "2026-05-05..2026-05-05", 1, "2026-05-05T00:00:00Z", "2026-05-06T00:00:00Z" },
	{ "2.weeks.ago..now", 1, "2026-07-29T15:30:00Z", "2026-08-12T15:30:00Z" },
	{ "2026-01-01..2026-02-01T06:00:00Z", 1, "2026-01-01T00:00:00Z", "2026-02-01T06:00:00Z" },
};

START_TEST(a_named_period_is_half_open)
{
	struct period period = { 0, 0 };
	struct buf since = { 0 }, until = { 0 };

	ck_assert_int_eq(period_parse(&period, text_of(periods[_i].name), NOW, periods[_i].fiscal_month), 0);
	civil_format_iso(&since, period.since_time);
	civil_format_iso(&until, period.until_time);
	ck_assert_msg(text_equal(buf_text(&since), text_of(periods[_i].since)), "%s begins %s", periods[_i].name,
	              buf_str(&since));
	ck_assert_msg(text_equal(buf_text(&until), text_of(periods[_i].until)), "%s ends %s", periods[_i].name,
	              buf_str(&until));
	buf_release(&since);
	buf_release(&until);
}
END_TEST

static const char *const no_periods[] = {
	"",           " ",           "2",          "202",         "20266",
	"2026Q0",     "2026Q5",      "2026Q11",    "2026Q",       "2026-",
	"2026-0",     "2026-00",     "2026-13",    "2026-1",      "2026-02-29",
	"2026-04-31", "2026-04-00",  "2026-04-1",  "2026-04-011", "2026/04/01",
	"-2026",      "Q3",          "last",       "now",         "3 months ago",
	"..",         "2026..",      "..2026",     "2026..2025",  "2026-05-05..2026-05-04",
	"now..now",   "2026...2027", "2026-Q3-01", "\xff",        "2026\xc2\xa0",
};

START_TEST(what_is_no_period_is_refused)
{
	struct period period = { 1, 2 };

	ck_assert_msg(period_parse(&period, text_of(no_periods[_i]), NOW, 1) == ERR_INVALID, "'%s'", no_periods[_i]);
	ck_assert_int_eq(period.since_time, 1);
	ck_assert_int_eq(period.until_time, 2);
}
END_TEST

static const struct {
	const char *name, *text;
} points[] = {
	{ "2026-01-01", "2026-01-01T00:00:00Z" },
	{ "2026-01-01T12:00:00Z", "2026-01-01T12:00:00Z" },
	{ "2026-01-01 12:34", "2026-01-01T12:34:00Z" },
	{ "2026-01-01T12:00:00+02:00", "2026-01-01T10:00:00Z" },
	{ "2026-01-01 23:00:00 -0330", "2026-01-02T02:30:00Z" },
	{ "@0", "1970-01-01T00:00:00Z" },
	{ "@-86400", "1969-12-31T00:00:00Z" },
	{ "@1786548600", "2026-08-12T15:30:00Z" },
	{ "now", "2026-08-12T15:30:00Z" },
	{ "yesterday", "2026-08-11T00:00:00Z" },
	{ "3 months ago", "2026-05-12T15:30:00Z" },
	{ "3.months.ago", "2026-05-12T15:30:00Z" },
	{ "1 month ago", "2026-07-12T15:30:00Z" },
	{ "2 Weeks Ago", "2026-07-29T15:30:00Z" },
	{ "26 weeks ago", "2026-02-11T15:30:00Z" },
	{ "1 quarter ago", "2026-05-12T15:30:00Z" },
	{ "10 years ago", "2016-08-12T15:30:00Z" },
	{ "90 seconds ago", "2026-08-12T15:28:30Z" },
	{ "5 hours ago", "2026-08-12T10:30:00Z" },
	{ "2026", "2026-01-01T00:00:00Z" },
	{ "2026Q2", "2026-04-01T00:00:00Z" },
	{ "2026-07", "2026-07-01T00:00:00Z" },
	{ "last-quarter", "2026-04-01T00:00:00Z" },
};

START_TEST(a_point_in_time_is_read)
{
	struct buf buf = { 0 };
	int64_t time = 0;

	ck_assert_int_eq(period_parse_point(&time, text_of(points[_i].name), NOW, 1), 0);
	civil_format_iso(&buf, time);
	ck_assert_msg(text_equal(buf_text(&buf), text_of(points[_i].text)), "%s is %s", points[_i].name, buf_str(&buf));
	buf_release(&buf);
}
END_TEST

START_TEST(months_ago_end_at_the_last_day_of_a_short_month)
{
	int64_t now = civil_to_time((struct civil){ 2024, 5, 31 }) + 60, time = 0;

	ck_assert_int_eq(period_parse_point(&time, TEXT("3 months ago"), now, 1), 0);
	ck_assert_int_eq(time, civil_to_time((struct civil){ 2024, 2, 29 }) + 60);
	ck_assert_int_eq(period_parse_point(&time, TEXT("15 months ago"), now, 1), 0);
	ck_assert_int_eq(time, civil_to_time((struct civil){ 2023, 2, 28 }) + 60);
}
END_TEST

static const char *const no_points[] = {
	"",
	"ago",
	"3 months",
	"months ago",
	"3 moons ago",
	"3 s ago",
	"-3 months ago",
	"1000001 days ago",
	"99999999999999999999 days ago",
	"3 months ago now",
	"@",
	"@x",
	"@1.5",
	"@9999999999999999999",
	"2026-01-01T",
	"2026-01-01T24:00:00Z",
	"2026-01-01T12:60:00Z",
	"2026-01-01T12:00:60Z",
	"2026-01-01T1:00:00Z",
	"2026-01-01T12:00:00X",
	"2026-01-01T12:00:00+99:00",
	"2026-02-30",
	"2026-02-30T12:00:00Z",
	"2026-01..02T12:00:00Z",
	"01/02/2026",
	"tomorrow",
};

START_TEST(what_is_no_point_in_time_is_refused)
{
	int64_t time = 7;

	ck_assert_msg(period_parse_point(&time, text_of(no_points[_i]), NOW, 1) == ERR_INVALID, "'%s'", no_points[_i]);
	ck_assert_int_eq(time, 7);
}
END_TEST

static const struct {
	const char *name;
	int fiscal_month;
	const char *shown, *before;
} names[] = {
	{ "2026", 1, "2026", "2025" },
	{ "2026Q3", 1, "2026-Q3", "2026-Q2" },
	{ "2026Q1", 1, "2026-Q1", "2025-Q4" },
	{ "2026-03", 1, "2026-03", "2026-02" },
	{ "2026-01", 1, "2026-01", "2025-12" },
	{ "2026Q4", 10, "2026-Q4", "2026-Q3" },
	{ "2026", 4, "2026", "2025" },
	{ "2026-07..2026-09", 1, "2026-Q3", "2026-Q2" },
	{ "2026-07..2026-09", 2, "2026-07-01 to 2026-09-30", "2026-04-01 to 2026-06-30" },
	{ "2026-01..2026-02", 1, "2026-01-01 to 2026-02-28", "2025-11-03 to 2025-12-31" },
	{ "2026-03-01..2026-03-10", 1, "2026-03-01 to 2026-03-10", "2026-02-19 to 2026-02-28" },
	{ "2026-03-05", 1, "2026-03-05 to 2026-03-05", "2026-03-04 to 2026-03-04" },
};

START_TEST(a_period_is_shown_and_has_one_before)
{
	struct period period = { 0, 0 };
	struct buf buf = { 0 };

	ck_assert_int_eq(period_parse(&period, text_of(names[_i].name), NOW, names[_i].fiscal_month), 0);
	period_format(&buf, period, names[_i].fiscal_month);
	ck_assert_str_eq(buf_str(&buf), names[_i].shown);
	buf_clear(&buf);
	period_format(&buf, period_before(period), names[_i].fiscal_month);
	ck_assert_str_eq(buf_str(&buf), names[_i].before);
	ck_assert_int_eq(period_before(period).until_time, period.since_time);
	buf_release(&buf);
}
END_TEST

START_TEST(periods_at_the_ends_of_time_do_not_overflow)
{
	struct period all = { INT64_MIN, INT64_MAX }, last = { 0, INT64_MAX }, early = { INT64_MIN, 0 };
	struct buf buf = { 0 };

	ck_assert_int_eq(period_before(all).since_time, INT64_MIN);
	ck_assert_int_eq(period_before(last).since_time, -INT64_MAX);
	ck_assert_int_eq(period_before(early).until_time, INT64_MIN);
	period_format(&buf, all, 1);
	ck_assert_str_eq(buf_str(&buf), "-292277022657-01-27 to +292277026596-12-04");
	buf_release(&buf);
}
END_TEST

START_TEST(the_clock_is_an_input)
{
	ck_assert_int_eq(setenv("GIT_LEAD_NOW", "1786548600", 1), 0);
	ck_assert_int_eq(clock_now(), NOW);
	ck_assert_int_eq(setenv("GIT_LEAD_NOW", "-5", 1), 0);
	ck_assert_int_eq(clock_now(), -5);
	ck_assert_int_eq(setenv("GIT_LEAD_NOW", "soon", 1), 0);
	ck_assert_int_gt(clock_now(), INT64_C(1600000000));
	ck_assert_int_eq(unsetenv("GIT_LEAD_NOW"), 0);
	ck_assert_int_gt(clock_now(), INT64_C(1600000000));
}
END_TEST

Suite *suite_period(void)
{
	Suite *suite = suite_create("period");
	TCase *civil = tcase_create("civil"), *named = tcase_create("named"), *clock = tcase_create("clock");

	tcase_add_loop_test(civil, a_time_is_written_as_utc, 0, ROWS(moments));
	tcase_add_test(civil, every_day_of_a_long_time_comes_back);
	tcase_set_timeout(civil, 30);
	tcase_add_test(civil, dates_beyond_all_times_are_clamped);
	tcase_add_loop_test(named, a_named_period_is_half_open, 0, ROWS(periods));
	tcase_add_loop_test(named, what_is_no_period_is_refused, 0, ROWS(no_periods));
	tcase_add_loop_test(named, a_point_in_time_is_read, 0, ROWS(points));
	tcase_add_test(named, months_ago_end_at_the_last_day_of_a_short_month);
	tcase_add_loop_test(named, what_is_no_point_in_time_is_refused, 0, ROWS(no_points));
	tcase_add_loop_test(named, a_period_is_shown_and_has_one_before, 0, ROWS(names));
	tcase_add_test(named, periods_at_the_ends_of_time_do_not_overflow);
	tcase_add_test(clock, the_clock_is_an_input);
	suite_add_tcase(suite, civil);
	suite_add_tcase(suite, named);
	suite_add_tcase(suite, clock);
	return suite;
}
