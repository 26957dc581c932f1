/* Hexadecimal digits and object ids. */
#include <check.h>
#include <string.h>
#include "lead/facts.h"

Suite *suite_hex(void);

START_TEST(every_byte_is_a_digit_or_is_not)
{
	static const char lower[] = "0123456789abcdef", upper[] = "0123456789ABCDEF";

	for (int byte = 0; byte < 256; byte++) {
		const char *low = byte ? strchr(lower, byte) : NULL;
		const char *high = byte ? strchr(upper, byte) : NULL;
		int want = low ? (int)(low - lower) : high ? (int)(high - upper) : -1;

		ck_assert_int_eq(char_hex_value((char)byte), want);
	}
}
END_TEST

START_TEST(a_text_is_hex_if_all_of_it_is)
{
	ck_assert(text_is_hex(TEXT("00fFaA9")));
	ck_assert(text_is_hex(TEXT("")));
	ck_assert(!text_is_hex(TEXT("0g")));
	ck_assert(!text_is_hex(TEXT("\xc3\xa9")));
}
END_TEST

START_TEST(object_ids_are_forty_digits)
{
	struct oid oid = { { 7 } };
	struct buf buf = { 0 };

	ck_assert(!oid_from_hex(&oid, TEXT("0123456789abcdefABCDEF0123456789abcdef0")));
	ck_assert(!oid_from_hex(&oid, TEXT("0123456789abcdefABCDEF0123456789abcdef0g")));
	ck_assert(!oid_from_hex(&oid, TEXT("0123456")));
	ck_assert(!oid_from_hex(&oid, TEXT("")));
	ck_assert_int_eq(oid.bytes[0], 7);
	ck_assert(oid_from_hex(&oid, TEXT("0123456789abcdefABCDEF0123456789abcdef01")));
	oid_add_hex(&buf, &oid);
	ck_assert_str_eq(buf_str(&buf), "0123456789abcdefabcdef0123456789abcdef01");
	buf_release(&buf);
}
END_TEST

Suite *suite_hex(void)
{
	Suite *suite = suite_create("hex");
	TCase *tc = tcase_create("hex");

	tcase_add_test(tc, every_byte_is_a_digit_or_is_not);
	tcase_add_test(tc, a_text_is_hex_if_all_of_it_is);
	tcase_add_test(tc, object_ids_are_forty_digits);
	suite_add_tcase(suite, tc);
	return suite;
}
