/*
 * Any bytes as a period and as a point in time. The first byte chooses the fiscal month, the second and third the present.
 */
#include "fuzz.h"
#include "lead/period.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct period period, before;
	struct buf shown = { 0 };
	struct text name;
	int64_t now, time;
	int month;

	if (size < 3)
		return 0;
	month = data[0] % 12 + 1;
	now = (((int64_t)data[1] << 8 | data[2]) - 20000) * DAY_SECS + 3600;
	name = (struct text){ (const char *)data + 3, size - 3 };
	if (period_parse_point(&time, name, now, month) == 0)
		civil_format_iso(&shown, time);
	if (period_parse(&period, name, now, month) == 0) {
		FUZZ_CHECK(period.since_time < period.until_time);
		before = period_before(period);
		FUZZ_CHECK(before.until_time == period.since_time);
		FUZZ_CHECK(before.since_time < before.until_time);
		period_format(&shown, period, month);
	}
	FUZZ_CHECK(utf8_valid(buf_text(&shown)));
	buf_release(&shown);
	return 0;
}
