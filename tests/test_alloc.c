/*
 * Allocation, arenas and growing arrays.
 */
#include <check.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "lead/vec.h"

Suite *suite_alloc(void);

#define EXIT_FAILED 128

START_TEST(nothing_is_allocated_as_something)
{
	void *a = xmalloc(0), *b = xcalloc(0, 8), *c = xrealloc(NULL, 0);

	ck_assert_ptr_nonnull(a);
	ck_assert_ptr_nonnull(b);
	ck_assert_ptr_nonnull(c);
	ck_assert_ptr_ne(a, b);
	free(a);
	free(b);
	free(c);
}
END_TEST

START_TEST(strings_are_copied_and_formatted)
{
	char *a = xstrdup("abc"), *b = xstrndup("abc", 2), *c = xstrfmt("%s-%d", "x", 5), *d = xstrndup(NULL, 0);

	ck_assert_str_eq(a, "abc");
	ck_assert_str_eq(b, "ab");
	ck_assert_str_eq(c, "x-5");
	ck_assert_str_eq(d, "");
	free(a);
	free(b);
	free(c);
	free(d);
}
END_TEST

START_TEST(cleared_memory_is_zero)
{
	unsigned char *bytes = xcalloc(100, 3);

	for (int i = 0; i < 300; i++)
		ck_assert_uint_eq(bytes[i], 0);
	free(bytes);
}
END_TEST

/* The line printed on the way out is expected here and would look like a failure in the log. */
static void silence_stderr(void)
{
	ck_assert_ptr_nonnull(freopen("/dev/null", "w", stderr));
}

START_TEST(out_of_memory_ends_with_128)
{
	silence_stderr();
	alloc_fail(5);
}
END_TEST

START_TEST(an_array_that_overflows_ends_with_128)
{
	silence_stderr();
	free(xrealloc_array(NULL, SIZE_MAX / 2, 3));
}
END_TEST

START_TEST(an_arena_piece_that_overflows_ends_with_128)
{
	struct arena arena = { 0 };

	silence_stderr();
	arena_alloc(&arena, SIZE_MAX);
}
END_TEST

START_TEST(pieces_are_aligned_and_apart)
{
	struct arena arena = { 0 };
	unsigned char *pieces[300];

	for (size_t i = 0; i < 300; i++) {
		pieces[i] = arena_alloc(&arena, i * 7);
		ck_assert_uint_eq((uintptr_t)pieces[i] % alignof(max_align_t), 0);
		memset(pieces[i], (int)(i & 0xff), i * 7);
	}
	for (size_t i = 0; i < 300; i++)
		for (size_t at = 0; at < i * 7; at++)
			ck_assert_uint_eq(pieces[i][at], i & 0xff);
	arena_release(&arena);
	ck_assert_ptr_null(arena.blocks);
}
END_TEST

START_TEST(an_arena_counts_what_it_handed_out)
{
	struct arena arena = { 0 };

	arena_alloc(&arena, 10);
	arena_copy(&arena, "abc", 3);
	ck_assert_uint_eq(arena.used_size, 14);
	arena_clear(&arena);
	ck_assert_uint_eq(arena.used_size, 0);
	arena_release(&arena);
}
END_TEST

START_TEST(copies_end_in_a_nul)
{
	struct arena arena = { 0 };

	ck_assert_str_eq(arena_copy(&arena, "abcdef", 3), "abc");
	ck_assert_str_eq(arena_copy(&arena, NULL, 0), "");
	arena_release(&arena);
}
END_TEST

START_TEST(an_arena_can_be_used_after_clear_and_release)
{
	struct arena arena = { 0 };

	for (int round = 0; round < 5; round++) {
		for (int i = 0; i < 100; i++)
			memset(arena_alloc(&arena, 3000), round, 3000);
		memset(arena_alloc(&arena, 1 << 20), round, 1 << 20);
		if (round % 2)
			arena_release(&arena);
		else
			arena_clear(&arena);
	}
	arena_release(&arena);
}
END_TEST

START_TEST(a_pushed_element_is_zero_and_earlier_ones_stay)
{
	VEC(int64_t) numbers = { 0 };

	for (int64_t i = 0; i < 1000; i++) {
		int64_t *number = VEC_PUSH(&numbers);

		ck_assert_int_eq(*number, 0);
		*number = i;
	}
	ck_assert_uint_eq(numbers.count, 1000);
	for (int64_t i = 0; i < 1000; i++)
		ck_assert_int_eq(numbers.at[i], i);
	VEC_CLEAR(&numbers);
	ck_assert_int_eq(*VEC_PUSH(&numbers), 0);
	VEC_RELEASE(&numbers);
	ck_assert_ptr_null(numbers.at);
}
END_TEST

Suite *suite_alloc(void)
{
	Suite *suite = suite_create("alloc");
	TCase *memory = tcase_create("memory"), *arena = tcase_create("arena"), *vec = tcase_create("vec");

	tcase_add_test(memory, nothing_is_allocated_as_something);
	tcase_add_test(memory, strings_are_copied_and_formatted);
	tcase_add_test(memory, cleared_memory_is_zero);
	tcase_add_exit_test(memory, out_of_memory_ends_with_128, EXIT_FAILED);
	tcase_add_exit_test(memory, an_array_that_overflows_ends_with_128, EXIT_FAILED);
	tcase_add_exit_test(arena, an_arena_piece_that_overflows_ends_with_128, EXIT_FAILED);
	tcase_add_test(arena, pieces_are_aligned_and_apart);
	tcase_add_test(arena, an_arena_counts_what_it_handed_out);
	tcase_add_test(arena, copies_end_in_a_nul);
	tcase_add_test(arena, an_arena_can_be_used_after_clear_and_release);
	tcase_add_test(vec, a_pushed_element_is_zero_and_earlier_ones_stay);
	suite_add_tcase(suite, memory);
	suite_add_tcase(suite, arena);
	suite_add_tcase(suite, vec);
	return suite;
}
