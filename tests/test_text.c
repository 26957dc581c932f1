/*
 * Slices, buffers and error messages.
 */
#include <check.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "lead/text.h"

Suite *suite_text(void);

static const struct {
	const char *in, *out;
} trims[] = {
	{ "", "" },           { " ", "" },
	{ "a", "a" },         { " \t a b\r\n", "a b" },
	{ "\v\fx\f\v", "x" }, { "\xc2\xa0", "\xc2\xa0" },
};

START_TEST(trim_takes_ascii_white_space_off_both_ends)
{
	struct text got = text_trim(text_of(trims[_i].in));

	ck_assert_msg(text_equal(got, text_of(trims[_i].out)), "'%s' gave '" TEXT_FMT "'", trims[_i].in, TEXT_ARG(got));
}
END_TEST

START_TEST(slice_is_clamped_to_the_text)
{
	struct text text = TEXT("abcdef");

	ck_assert(text_equal(text_slice(text, 2, 4), TEXT("cd")));
	ck_assert(text_equal(text_slice(text, 4, 100), TEXT("ef")));
	ck_assert_uint_eq(text_slice(text, 5, 3).size, 0);
	ck_assert_uint_eq(text_slice(text, 100, 200).size, 0);
	ck_assert_uint_eq(text_slice((struct text){ NULL, 0 }, 1, 2).size, 0);
}
END_TEST

static const struct {
	const char *a, *b;
	int order;
} orders[] = {
	{ "", "", 0 },     { "a", "a", 0 },  { "a", "b", -1 },    { "b", "a", 1 },
	{ "a", "aa", -1 }, { "aa", "a", 1 }, { "z", "\xff", -1 }, { "", "a", -1 },
};

START_TEST(compare_orders_by_unsigned_bytes_then_size)
{
	ck_assert_int_eq(text_compare(text_of(orders[_i].a), text_of(orders[_i].b)), orders[_i].order);
	ck_assert_int_eq(text_equal(text_of(orders[_i].a), text_of(orders[_i].b)), orders[_i].order == 0);
}
END_TEST

START_TEST(the_null_text_equals_the_empty_one)
{
	struct text null = { NULL, 0 };

	ck_assert(text_equal(null, TEXT("")));
	ck_assert(text_equal_nocase(null, TEXT("")));
	ck_assert_int_eq(text_compare(null, TEXT("")), 0);
	ck_assert(text_starts(TEXT("a"), null));
	ck_assert(text_ends(TEXT("a"), null));
	ck_assert_uint_eq(text_of(NULL).size, 0);
	ck_assert_uint_eq(text_trim(null).size, 0);
}
END_TEST

START_TEST(a_name_is_found_by_its_place_else_the_fallback_stands)
{
	static const char *const names[] = { NULL, "one", "two" };

	ck_assert_int_eq(text_find_name(names, 3, TEXT("two"), -1), 2);
	ck_assert_int_eq(text_find_name(names, 3, TEXT("tw"), -1), -1);
	ck_assert_int_eq(text_find_name(names, 3, TEXT("Two"), 7), 7);
	ck_assert_int_eq(text_find_name(names, 3, TEXT(""), -1), 0);
	ck_assert_int_eq(text_find_name(names, 2, TEXT("two"), -1), -1);
}
END_TEST

START_TEST(case_is_ignored_for_ascii_letters_only)
{
	ck_assert(text_equal_nocase(TEXT("Reviewed-BY"), TEXT("reviewed-by")));
	ck_assert(!text_equal_nocase(TEXT("[["), TEXT("{{")));
	ck_assert(!text_equal_nocase(TEXT("\xc3\x84"), TEXT("\xc3\xa4")));
	ck_assert(!text_equal(TEXT("A"), TEXT("a")));
	ck_assert(text_starts_nocase(TEXT("Merge branch"), TEXT("mERGE")));
	ck_assert(!text_starts_nocase(TEXT("Mer"), TEXT("merge")));
	ck_assert(text_ends_nocase(TEXT("X-By"), TEXT("-BY")));
	ck_assert(!text_ends_nocase(TEXT("by"), TEXT("-by")));
}
END_TEST

START_TEST(bytes_past_a_nul_count)
{
	ck_assert(!text_equal(TEXT("a\0b"), TEXT("a\0c")));
	ck_assert_int_eq(text_find(TEXT("a\0b"), TEXT("b"), 0), 2);
	ck_assert_int_eq(text_find_char(TEXT("a\0b"), '\0', 0), 1);
}
END_TEST

static const struct {
	const char *text, *needle;
	size_t from;
	ptrdiff_t at;
} finds[] = {
	{ "abcabc", "bc", 0, 1 }, { "abcabc", "bc", 2, 4 }, { "abcabc", "bc", 5, -1 },
	{ "abc", "", 3, 3 },      { "abc", "", 4, -1 },     { "abc", "abcd", 0, -1 },
	{ "abc", "c", 2, 2 },     { "", "a", 0, -1 },       { "", "", 0, 0 },
};

START_TEST(find_gives_the_first_place_at_or_after)
{
	struct text text = text_of(finds[_i].text), needle = text_of(finds[_i].needle);

	ck_assert_int_eq(text_find(text, needle, finds[_i].from), finds[_i].at);
	ck_assert_int_eq(text_find_nocase(text, needle, finds[_i].from), finds[_i].at);
}
END_TEST

START_TEST(find_without_case_meets_either_case)
{
	ck_assert_int_eq(text_find_nocase(TEXT("see pull Request"), TEXT("REQUEST"), 0), 9);
	ck_assert_int_eq(text_find_char(TEXT("abc"), 'c', 3), -1);
	ck_assert_int_eq(text_find_char(TEXT("abc"), 'c', 1), 2);
}
END_TEST

START_TEST(lines_are_taken_without_their_lf)
{
	struct text rest = TEXT("one\n\nthree\r\nlast"), line;

	ck_assert(text_next_line(&rest, &line) && text_equal(line, TEXT("one")));
	ck_assert(text_next_line(&rest, &line) && text_equal(line, TEXT("")));
	ck_assert(text_next_line(&rest, &line) && text_equal(line, TEXT("three\r")));
	ck_assert(text_next_line(&rest, &line) && text_equal(line, TEXT("last")));
	ck_assert(!text_next_line(&rest, &line));
}
END_TEST

START_TEST(a_final_lf_begins_no_line)
{
	struct text rest = TEXT("one\n"), line;

	ck_assert(text_next_line(&rest, &line));
	ck_assert(!text_next_line(&rest, &line));
}
END_TEST

/* Each word in brackets. */
static const struct {
	const char *in, *out;
} words[] = {
	{ "", "" },
	{ "  ", "" },
	{ "one", "[one]" },
	{ "one two", "[one][two]" },
	{ "  one   two ", "[one][two]" },
	{ "one\ttwo three\n", "[one\ttwo][three\n]" },
	{ "a b c", "[a][b][c]" },
	{ "\xc2\xa0 x", "[\xc2\xa0][x]" },
};

START_TEST(words_are_taken_one_after_another)
{
	struct text rest = text_of(words[_i].in), word;
	struct buf out = { 0 };

	while (text_next_word(&rest, &word))
		buf_add_fmt(&out, "[" TEXT_FMT "]", TEXT_ARG(word));
	ck_assert_str_eq(buf_str(&out), words[_i].out);
	ck_assert_uint_eq(rest.size, 0);
	buf_release(&out);
}
END_TEST

START_TEST(no_word_is_left_in_the_null_text)
{
	struct text rest = { NULL, 0 }, word = TEXT("kept");

	ck_assert(!text_next_word(&rest, &word));
	ck_assert(text_equal(word, TEXT("kept")));
}
END_TEST

static const struct {
	const char *in;
	bool is_number;
	uint64_t value;
} numbers[] = {
	{ "0", true, 0 },
	{ "007", true, 7 },
	{ "999999999999999999", true, UINT64_C(999999999999999999) },
	{ "1000000000000000000", false, 0 },
	{ "", false, 0 },
	{ "-1", false, 0 },
	{ "+1", false, 0 },
	{ " 1", false, 0 },
	{ "1 ", false, 0 },
	{ "1a", false, 0 },
};

START_TEST(a_number_fills_the_whole_text)
{
	uint64_t value = 0;

	ck_assert_int_eq(text_to_uint(text_of(numbers[_i].in), &value), numbers[_i].is_number);
	ck_assert_uint_eq(value, numbers[_i].value);
}
END_TEST

START_TEST(hash_is_fnv_1a_and_chains)
{
	ck_assert(text_hash(TEXT_HASH_SEED, TEXT("")) == TEXT_HASH_SEED);
	ck_assert(text_hash(TEXT_HASH_SEED, TEXT("a")) == UINT64_C(0xaf63dc4c8601ec8c));
	ck_assert(text_hash(TEXT_HASH_SEED, TEXT("foobar")) == UINT64_C(0x85944171f73967e8));
	ck_assert(text_hash(text_hash(TEXT_HASH_SEED, TEXT("foo")), TEXT("bar")) ==
	          text_hash(TEXT_HASH_SEED, TEXT("foobar")));
}
END_TEST

START_TEST(character_classes_take_any_byte)
{
	for (int c = -128; c < 256; c++) {
		bool is_lower = c >= 'a' && c <= 'z', is_upper = c >= 'A' && c <= 'Z', is_digit = c >= '0' && c <= '9';

		ck_assert_int_eq(char_is_alpha((char)c), is_lower || is_upper);
		ck_assert_int_eq(char_is_digit((char)c), is_digit);
		ck_assert_int_eq(char_is_alnum((char)c), is_lower || is_upper || is_digit);
		ck_assert_int_eq(char_is_space((char)c), c == ' ' || (c >= 9 && c <= 13));
		ck_assert_int_eq(char_lower((char)c), is_upper ? c + 32 : (char)c);
	}
}
END_TEST

START_TEST(an_untouched_buffer_is_empty_and_printable)
{
	struct buf buf = { 0 };
	char *detached;

	ck_assert_str_eq(buf_str(&buf), "");
	ck_assert_uint_eq(buf_text(&buf).size, 0);
	buf_clear(&buf);
	buf_add_text(&buf, (struct text){ NULL, 0 });
	ck_assert_ptr_null(buf.at);
	detached = buf_detach(&buf);
	ck_assert_str_eq(detached, "");
	free(detached);
	buf_release(&buf);
}
END_TEST

START_TEST(a_buffer_grows_and_stays_terminated)
{
	struct buf buf = { 0 };

	for (int i = 0; i < 1000; i++) {
		buf_add_char(&buf, 'x');
		ck_assert_uint_eq(strlen(buf_str(&buf)), (size_t)i + 1);
	}
	buf_add_fmt(&buf, "%d-%s", 7, "end");
	buf_add_fmt(&buf, "%s", "");
	buf_add_str(&buf, "!");
	ck_assert_uint_eq(buf.size, 1006);
	ck_assert(text_ends(buf_text(&buf), TEXT("xx7-end!")));
	buf_clear(&buf);
	ck_assert_str_eq(buf_str(&buf), "");
	buf_release(&buf);
}
END_TEST

START_TEST(detaching_empties_the_buffer)
{
	struct buf buf = { 0 };
	char *text;

	buf_add_str(&buf, "kept");
	text = buf_detach(&buf);
	ck_assert_str_eq(text, "kept");
	ck_assert_ptr_null(buf.at);
	ck_assert_uint_eq(buf.size, 0);
	free(text);
}
END_TEST

START_TEST(an_error_returns_its_code_and_keeps_its_words)
{
	ck_assert_int_eq(error_set(ERR_NOTFOUND, "cannot open '%s'", "x"), ERR_NOTFOUND);
	ck_assert_str_eq(error_message(), "cannot open 'x'");
	ck_assert_int_eq(error_context(ERR_INVALID, "while %s", "reading"), ERR_INVALID);
	ck_assert_str_eq(error_message(), "while reading: cannot open 'x'");
	error_set(ERR_FAILED, "%s again", error_message());
	ck_assert_str_eq(error_message(), "while reading: cannot open 'x' again");
}
END_TEST

START_TEST(an_error_cannot_drive_a_terminal)
{
	error_set(ERR_FAILED, "a\x1b[31m\nb\x7f\xc2\x9b"
	                      "c\xc3\xa9\xe2\x80\xae"
	                      "d\xe2\x81\xa6");
	ck_assert_str_eq(error_message(), "a?[31m b???c\xc3\xa9???d???");
}
END_TEST

START_TEST(a_long_error_is_cut_between_characters)
{
	struct buf long_text = { 0 };

	for (int shift = 0; shift < 3; shift++) {
		buf_clear(&long_text);
		buf_add(&long_text, "xx", (size_t)shift);
		for (int i = 0; i < 3000; i++)
			buf_add_str(&long_text, "\xe2\x82\xac");
		error_set(ERR_FAILED, "%s", buf_str(&long_text));
		ck_assert(utf8_valid(text_of(error_message())));
		ck_assert_uint_gt(strlen(error_message()), 4000);
		error_context(ERR_FAILED, "%s", "in a file");
		ck_assert(utf8_valid(text_of(error_message())));
		ck_assert(text_starts(text_of(error_message()), TEXT("in a file: ")));
	}
	buf_release(&long_text);
}
END_TEST

/* The line printed on the way out is expected here and would look like a failure in the log. */
static void silence_stderr(void)
{
	ck_assert_ptr_nonnull(freopen("/dev/null", "w", stderr));
}

START_TEST(a_bug_aborts)
{
	silence_stderr();
	BUG("seen by a test: %d", 1);
}
END_TEST

#define ROWS(table) ((int)(sizeof(table) / sizeof((table)[0])))

static TCase *slice_cases(void)
{
	TCase *tc = tcase_create("slices");

	tcase_add_loop_test(tc, trim_takes_ascii_white_space_off_both_ends, 0, ROWS(trims));
	tcase_add_test(tc, slice_is_clamped_to_the_text);
	tcase_add_loop_test(tc, compare_orders_by_unsigned_bytes_then_size, 0, ROWS(orders));
	tcase_add_test(tc, the_null_text_equals_the_empty_one);
	tcase_add_test(tc, a_name_is_found_by_its_place_else_the_fallback_stands);
	tcase_add_test(tc, case_is_ignored_for_ascii_letters_only);
	tcase_add_test(tc, bytes_past_a_nul_count);
	tcase_add_loop_test(tc, find_gives_the_first_place_at_or_after, 0, ROWS(finds));
	tcase_add_test(tc, find_without_case_meets_either_case);
	tcase_add_test(tc, lines_are_taken_without_their_lf);
	tcase_add_test(tc, a_final_lf_begins_no_line);
	tcase_add_loop_test(tc, words_are_taken_one_after_another, 0, ROWS(words));
	tcase_add_test(tc, no_word_is_left_in_the_null_text);
	tcase_add_loop_test(tc, a_number_fills_the_whole_text, 0, ROWS(numbers));
	tcase_add_test(tc, hash_is_fnv_1a_and_chains);
	tcase_add_test(tc, character_classes_take_any_byte);
	return tc;
}

Suite *suite_text(void)
{
	Suite *suite = suite_create("text");
	TCase *buffers = tcase_create("buffers"), *errors = tcase_create("errors");

	tcase_add_test(buffers, an_untouched_buffer_is_empty_and_printable);
	tcase_add_test(buffers, a_buffer_grows_and_stays_terminated);
	tcase_add_test(buffers, detaching_empties_the_buffer);
	tcase_add_test(errors, an_error_returns_its_code_and_keeps_its_words);
	tcase_add_test(errors, an_error_cannot_drive_a_terminal);
	tcase_add_test(errors, a_long_error_is_cut_between_characters);
	tcase_add_test_raise_signal(errors, a_bug_aborts, SIGABRT);
	suite_add_tcase(suite, slice_cases());
	suite_add_tcase(suite, buffers);
	suite_add_tcase(suite, errors);
	return suite;
}
