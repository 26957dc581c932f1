/*
 * The hash map.
 */
#include <check.h>
#include <stdlib.h>
#include "lead/map.h"

Suite *suite_map(void);

START_TEST(an_empty_map_has_nothing)
{
	struct map *map = map_new();

	ck_assert_uint_eq(map_count(map), 0);
	ck_assert_uint_eq(map_get(map, TEXT("a")), UINT32_MAX);
	ck_assert_uint_eq(map_get(map, TEXT("")), UINT32_MAX);
	map_free(map);
	map_free(NULL);
}
END_TEST

START_TEST(the_last_value_put_is_found)
{
	struct map *map = map_new();

	map_put(map, TEXT("a"), 1);
	map_put(map, TEXT("b"), 2);
	map_put(map, TEXT("a"), 3);
	ck_assert_uint_eq(map_get(map, TEXT("a")), 3);
	ck_assert_uint_eq(map_get(map, TEXT("b")), 2);
	ck_assert_uint_eq(map_count(map), 2);
	map_free(map);
}
END_TEST

START_TEST(interning_keeps_the_first_value)
{
	struct map *map = map_new();
	bool is_new = false;

	ck_assert_uint_eq(map_intern(map, TEXT("a"), 5, &is_new), 5);
	ck_assert(is_new);
	ck_assert_uint_eq(map_intern(map, TEXT("a"), 6, &is_new), 5);
	ck_assert(!is_new);
	ck_assert_uint_eq(map_intern(map, TEXT("b"), 7, NULL), 7);
	map_free(map);
}
END_TEST

START_TEST(keys_are_bytes_and_are_copied)
{
	struct map *map = map_new();
	char key[] = "a\0b";

	map_put(map, (struct text){ key, 3 }, 1);
	map_put(map, (struct text){ NULL, 0 }, 2);
	key[2] = 'c';
	ck_assert_uint_eq(map_get(map, TEXT("a\0b")), 1);
	ck_assert_uint_eq(map_get(map, TEXT("a\0c")), UINT32_MAX);
	ck_assert_uint_eq(map_get(map, TEXT("a")), UINT32_MAX);
	ck_assert_uint_eq(map_get(map, TEXT("")), 2);
	map_free(map);
}
END_TEST

START_TEST(order_is_that_of_insertion)
{
	struct map *map = map_new();
	struct buf key = { 0 };

	for (uint32_t i = 0; i < 20000; i++) {
		buf_clear(&key);
		buf_add_fmt(&key, "key number %u", i);
		map_put(map, buf_text(&key), i);
	}
	ck_assert_uint_eq(map_count(map), 20000);
	for (uint32_t i = 0; i < 20000; i++) {
		buf_clear(&key);
		buf_add_fmt(&key, "key number %u", i);
		ck_assert_uint_eq(map_get(map, buf_text(&key)), i);
		ck_assert(text_equal(map_key(map, i), buf_text(&key)));
		ck_assert_uint_eq(map_value(map, i), i);
	}
	buf_release(&key);
	map_free(map);
}
END_TEST

START_TEST(keys_of_every_size_are_told_apart)
{
	struct map *map = map_new();
	char zeros[64] = { 0 };

	for (uint32_t size = 0; size < sizeof(zeros); size++)
		map_put(map, (struct text){ zeros, size }, size);
	for (uint32_t size = 0; size < sizeof(zeros); size++)
		ck_assert_uint_eq(map_get(map, (struct text){ zeros, size }), size);
	map_free(map);
}
END_TEST

Suite *suite_map(void)
{
	Suite *suite = suite_create("map");
	TCase *tc = tcase_create("map");

	tcase_add_test(tc, an_empty_map_has_nothing);
	tcase_add_test(tc, the_last_value_put_is_found);
	tcase_add_test(tc, interning_keeps_the_first_value);
	tcase_add_test(tc, keys_are_bytes_and_are_copied);
	tcase_add_test(tc, order_is_that_of_insertion);
	tcase_add_test(tc, keys_of_every_size_are_told_apart);
	suite_add_tcase(suite, tc);
	return suite;
}
