/* SHA-1 against RFC 3174 and against names that git gives. */
#include <check.h>
#include "lead/alloc.h"
#include "lead/sha1.h"

Suite *suite_sha1(void);

static void expect(struct text bytes, const char *want)
{
	unsigned char hash[SHA1_SIZE];
	struct buf hex = { 0 };

	sha1_of(hash, bytes);
	buf_add_hex(&hex, (struct text){ (const char *)hash, sizeof(hash) });
	ck_assert_str_eq(buf_str(&hex), want);
	buf_release(&hex);
}

START_TEST(it_is_that_of_the_standard)
{
	expect(TEXT(""), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
	expect(TEXT("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
	expect(TEXT("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
	       "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
	/* git's empty blob. */
	expect(TEXT("blob 0\0"), "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
}
END_TEST

START_TEST(a_million_bytes_in_pieces_of_any_size)
{
	unsigned char hash[SHA1_SIZE];
	struct buf bytes = { 0 }, hex = { 0 };
	struct sha1 sha1;
	size_t size = 0;

	for (int i = 0; i < 1000000; i++)
		buf_add_char(&bytes, 'a');
	sha1_init(&sha1);
	for (size_t at = 0; at < bytes.size; at += size) {
		size = size * 3 % 197 + 1;
		sha1_add(&sha1, text_slice(buf_text(&bytes), at, at + size));
	}
	sha1_end(&sha1, hash);
	buf_add_hex(&hex, (struct text){ (const char *)hash, sizeof(hash) });
	ck_assert_str_eq(buf_str(&hex), "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
	buf_release(&bytes);
	buf_release(&hex);
}
END_TEST

Suite *suite_sha1(void)
{
	Suite *suite = suite_create("sha1");
	TCase *tcase = tcase_create("sha1");

	tcase_add_test(tcase, it_is_that_of_the_standard);
	tcase_add_test(tcase, a_million_bytes_in_pieces_of_any_size);
	suite_add_tcase(suite, tcase);
	return suite;
}
