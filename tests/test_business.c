/*
 * Time on business days, against a count of every hour.
 */
#include <check.h>
#include "lead/period.h"

Suite *suite_business(void);

#define HOUR INT64_C(3600)
/* 2026-08-10 00:00, a Monday */
#define MONDAY INT64_C(1786320000)

static const struct {
	int64_t from, until, want; /* hours from that Monday; hours */
} spans[] = {
	{ 0, 0, 0 },     { 0, 24, 24 },   { 0, 120, 120 },   { 0, 168, 120 },    { 96, 120, 24 },  { 110, 178, 20 },
	{ 120, 168, 0 }, { 121, 167, 0 }, { 100, 140, 20 },  { 150, 180, 12 },   { 24, 0, 0 },     { -24, 0, 0 },
	{ -48, 0, 0 },   { -49, 1, 2 },   { 0, 1680, 1200 }, { -1680, 0, 1200 }, { 12, 180, 120 }, { 0, 8760, 6264 },
};

START_TEST(weekends_do_not_pass)
{
	ck_assert_int_eq(business_secs(MONDAY + spans[_i].from * HOUR, MONDAY + spans[_i].until * HOUR),
	                 spans[_i].want * HOUR);
}
END_TEST

START_TEST(every_hour_of_three_weeks_is_counted_alike)
{
	/* Across the first Monday there is, where the sign changes. */
	int64_t counted = 0;

	for (int64_t hour = -240; hour < 264; hour++) {
		int64_t day = (hour + 240) / 24; /* 1969-12-22 was a Monday */
		ck_assert_int_eq(business_secs(-240 * HOUR, hour * HOUR), counted);
		if (day % 7 < 5)
			counted += HOUR;
	}
}
END_TEST

START_TEST(the_ends_of_time_do_not_run_over)
{
	ck_assert_int_eq(business_secs(INT64_MIN, INT64_MAX), INT64_MAX);
	ck_assert_int_eq(business_secs(INT64_MAX, INT64_MIN), 0);
	ck_assert_int_gt(business_secs(0, INT64_MAX), INT64_MAX / 7 * 5 - WEEK_SECS);
	ck_assert_int_gt(business_secs(INT64_MIN, 0), INT64_MAX / 7 * 5 - WEEK_SECS);
}
END_TEST

Suite *suite_business(void)
{
	Suite *suite = suite_create("business");
	TCase *tc = tcase_create("business");

	tcase_add_loop_test(tc, weekends_do_not_pass, 0, sizeof(spans) / sizeof(spans[0]));
	tcase_add_test(tc, every_hour_of_three_weeks_is_counted_alike);
	tcase_add_test(tc, the_ends_of_time_do_not_run_over);
	suite_add_tcase(suite, tc);
	return suite;
}
