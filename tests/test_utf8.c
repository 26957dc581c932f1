/*
 * UTF-8: decoding of any bytes, columns, folding.
 */
#include <check.h>
#include <stdlib.h>
#include "lead/text.h"

Suite *suite_utf8(void);

#define ROWS(table) ((int)(sizeof(table) / sizeof((table)[0])))

static const struct {
	const char *bytes;
	uint32_t code_point;
	size_t size;
} sequences[] = {
	{ "a", 'a', 1 },
	{ "\xc2\x80", 0x80, 2 },
	{ "\xdf\xbf", 0x7ff, 2 },
	{ "\xe0\xa0\x80", 0x800, 3 },
	{ "\xed\x9f\xbf", 0xd7ff, 3 },
	{ "\xee\x80\x80", 0xe000, 3 },
	{ "\xf0\x90\x80\x80", 0x10000, 4 },
	{ "\xf4\x8f\xbf\xbf", 0x10ffff, 4 },
	/* malformed: one byte each */
	{ "\x80", 0xfffd, 1 },
	{ "\xc0\x80", 0xfffd, 1 },
	{ "\xc1\xbf", 0xfffd, 1 },
	{ "\xe0\x9f\xbf", 0xfffd, 1 },
	{ "\xed\xa0\x80", 0xfffd, 1 },
	{ "\xf0\x8f\xbf\xbf", 0xfffd, 1 },
	{ "\xf4\x90\x80\x80", 0xfffd, 1 },
	{ "\xf5\x80\x80\x80", 0xfffd, 1 },
	{ "\xff", 0xfffd, 1 },
	{ "\xc3", 0xfffd, 1 },
	{ "\xe2\x82", 0xfffd, 1 },
	{ "\xe2\x82y", 0xfffd, 1 },
	{ "\xf0\x9f\x98", 0xfffd, 1 },
};

START_TEST(each_sequence_decodes_or_steps_one_byte)
{
	struct text text = text_of(sequences[_i].bytes);
	size_t at = 0;

	ck_assert_uint_eq(utf8_next(text, &at), sequences[_i].code_point);
	ck_assert_uint_eq(at, sequences[_i].size);
	ck_assert_int_eq(utf8_valid(text), sequences[_i].code_point != 0xfffd);
}
END_TEST

START_TEST(every_code_point_comes_back)
{
	struct buf buf = { 0 };

	for (uint32_t code_point = 0; code_point <= 0x110000; code_point++) {
		bool is_scalar = code_point <= 0x10ffff && (code_point < 0xd800 || code_point > 0xdfff);
		size_t at = 0;

		buf_clear(&buf);
		utf8_add(&buf, code_point);
		ck_assert_uint_eq(utf8_next(buf_text(&buf), &at), is_scalar ? code_point : 0xfffd);
		ck_assert_uint_eq(at, buf.size);
	}
	buf_release(&buf);
}
END_TEST

START_TEST(cleaning_replaces_bad_bytes_only)
{
	static const struct {
		struct text in, out;
	} rows[] = {
		{ { "", 0 }, { "", 0 } },
		{ { "caf\xc3\xa9", 5 }, { "caf\xc3\xa9", 5 } },
		{ { "caf\xe9", 4 }, { "caf\xef\xbf\xbd", 6 } },
		{ { "\xff\xfe"
		    "a\0b",
		    5 },
		  { "\xef\xbf\xbd\xef\xbf\xbd"
		    "a\0b",
		    9 } },
	};
	struct buf buf = { 0 };

	for (int i = 0; i < ROWS(rows); i++) {
		buf_clear(&buf);
		utf8_add_clean(&buf, rows[i].in);
		ck_assert(text_equal(buf_text(&buf), rows[i].out));
		ck_assert(utf8_valid(buf_text(&buf)));
	}
	buf_release(&buf);
}
END_TEST

static const struct {
	uint32_t code_point;
	int width;
} widths[] = {
	{ 0, 0 },       { '\n', 0 },    { ' ', 1 },     { '~', 1 },     { 0x7f, 0 },     { 0x9f, 0 },   { 0xa0, 1 },
	{ 0xad, 1 },    { 0xe9, 1 },    { 0x300, 0 },   { 0x36f, 0 },   { 0x370, 1 },    { 0x10ff, 1 }, { 0x1100, 2 },
	{ 0x1160, 0 },  { 0x200b, 0 },  { 0x200d, 0 },  { 0x20ac, 1 },  { 0x20d0, 0 },   { 0x231a, 2 }, { 0x2500, 1 },
	{ 0x3000, 2 },  { 0x3042, 2 },  { 0x4e00, 2 },  { 0x9fff, 2 },  { 0xa000, 2 },   { 0xac00, 2 }, { 0xd7a3, 2 },
	{ 0xe000, 1 },  { 0xfe0f, 0 },  { 0xfeff, 0 },  { 0xff01, 2 },  { 0xff61, 1 },   { 0xfffd, 1 }, { 0x1f600, 2 },
	{ 0x1f680, 2 }, { 0x20000, 2 }, { 0x3fffd, 2 }, { 0xe0101, 0 }, { 0x10ffff, 1 },
};

START_TEST(width_is_that_of_a_terminal)
{
	ck_assert_msg(utf8_width(widths[_i].code_point) == widths[_i].width, "U+%04X is %d columns, not %d",
	              widths[_i].code_point, utf8_width(widths[_i].code_point), widths[_i].width);
}
END_TEST

START_TEST(columns_add_up)
{
	ck_assert_uint_eq(utf8_columns(TEXT("")), 0);
	ck_assert_uint_eq(utf8_columns(TEXT("abc")), 3);
	ck_assert_uint_eq(utf8_columns(TEXT("e\xcc\x81")), 1);
	ck_assert_uint_eq(utf8_columns(TEXT("\xe5\xb1\xb1\xe7\x94\xb0")), 4);
	ck_assert_uint_eq(utf8_columns(TEXT("\xff\xff")), 2);
}
END_TEST

static const struct {
	const char *in, *out;
} folds[] = {
	{ "", "" },
	{ "Ada Lovelace", "ada lovelace" },
	{ "  Ada \t  Lovelace\n", "ada lovelace" },
	{ "\"Ada Lovelace\"", "ada lovelace" },
	{ " \" Ada\" ", "ada" },
	{ "\"", "\"" },
	{ "\"Ada\" Lovelace", "\"ada\" lovelace" },
	{ "ADA@EXAMPLE.ORG", "ada@example.org" },
	{ "\xc3\x89mile ZOL\xc3\x84", "\xc3\xa9mile zol\xc3\xa4" },
	{ "\xc5\x81ukasz \xc5\xbb", "\xc5\x82ukasz \xc5\xbc" },
	{ "\xce\x9d\xce\x99\xce\x9a\xce\x9f\xce\xa3", "\xce\xbd\xce\xb9\xce\xba\xce\xbf\xcf\x83" },
	{ "\xce\xbd\xce\xb9\xce\xba\xce\xbf\xcf\x82", "\xce\xbd\xce\xb9\xce\xba\xce\xbf\xcf\x83" },
	{ "\xd0\x98\xd0\x92\xd0\x90\xd0\x9d \xd0\x81", "\xd0\xb8\xd0\xb2\xd0\xb0\xd0\xbd \xd1\x91" },
	{ "\xe1\xba\x9e", "\xc3\x9f" },
	{ "\xe1\xbb\xaa", "\xe1\xbb\xab" },
	{ "a\xc2\xa0\xe3\x80\x80"
	  "b",
	  "a b" },
	{ "\xe5\xb1\xb1\xe7\x94\xb0 X", "\xe5\xb1\xb1\xe7\x94\xb0 x" },
	{ "J\xd6RG", "j\xc3\xb6rg" },
	{ "M\xfcller", "m\xc3\xbcller" },
};

START_TEST(folding_makes_equal_what_is_written_differently)
{
	struct buf buf = { 0 };

	utf8_fold(&buf, text_of(folds[_i].in));
	ck_assert_str_eq(buf_str(&buf), folds[_i].out);
	buf_release(&buf);
}
END_TEST

START_TEST(folding_keeps_malformed_names_apart)
{
	struct buf a = { 0 }, b = { 0 };

	utf8_fold(&a, TEXT("M\xfcller"));
	utf8_fold(&b, TEXT("M\xf6ller"));
	ck_assert_str_ne(buf_str(&a), buf_str(&b));
	ck_assert(utf8_valid(buf_text(&a)));
	buf_release(&a);
	buf_release(&b);
}
END_TEST

START_TEST(folding_twice_changes_nothing_more)
{
	struct buf once = { 0 }, twice = { 0 }, letter = { 0 };

	for (uint32_t code_point = 1; code_point < 0x11000; code_point++) {
		buf_clear(&letter);
		buf_clear(&once);
		buf_clear(&twice);
		utf8_add(&letter, code_point);
		utf8_fold(&once, buf_text(&letter));
		utf8_fold(&twice, buf_text(&once));
		ck_assert(text_equal(buf_text(&once), buf_text(&twice)));
	}
	buf_release(&once);
	buf_release(&twice);
	buf_release(&letter);
}
END_TEST

START_TEST(folding_appends)
{
	struct buf buf = { 0 };

	buf_add_str(&buf, "x ");
	utf8_fold(&buf, TEXT(" Y"));
	ck_assert_str_eq(buf_str(&buf), "x y");
	buf_release(&buf);
}
END_TEST

Suite *suite_utf8(void)
{
	Suite *suite = suite_create("utf8");
	TCase *coding = tcase_create("coding"), *width = tcase_create("width"), *fold = tcase_create("fold");

	tcase_add_loop_test(coding, each_sequence_decodes_or_steps_one_byte, 0, ROWS(sequences));
	tcase_add_test(coding, every_code_point_comes_back);
	tcase_set_timeout(coding, 30);
	tcase_add_test(coding, cleaning_replaces_bad_bytes_only);
	tcase_add_loop_test(width, width_is_that_of_a_terminal, 0, ROWS(widths));
	tcase_add_test(width, columns_add_up);
	tcase_add_loop_test(fold, folding_makes_equal_what_is_written_differently, 0, ROWS(folds));
	tcase_add_test(fold, folding_keeps_malformed_names_apart);
	tcase_add_test(fold, folding_twice_changes_nothing_more);
	tcase_add_test(fold, folding_appends);
	suite_add_tcase(suite, coding);
	suite_add_tcase(suite, width);
	suite_add_tcase(suite, fold);
	return suite;
}
