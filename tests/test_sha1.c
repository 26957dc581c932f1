/* SHA-1 against the published examples and against lengths around the edges of its blocks. */
#include <check.h>

#include "lead/sha1.h"

Suite *suite_sha1(void);

static void hash(struct buf *out, struct text bytes)
{
	unsigned char digest[SHA1_SIZE];

	sha1_of(digest, bytes);
	buf_add_hex(out, (struct text){ (const char *)digest, SHA1_SIZE });
}

START_TEST(published_examples)
{
	static const struct {
		const char *bytes, *wanted;
	} rows[] = {
		{ "", "da39a3ee5e6b4b0d3255bfef95601890afd80709" },
		{ "abc", "a9993e364706816aba3e25717850c26c9cd0d89d" },
		{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		  "84983e441c3bd26ebaae4aa1f95129e5e54670f1" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buf got = { 0 };

		hash(&got, text_of(rows[i].bytes));
		ck_assert_str_eq(buf_str(&got), rows[i].wanted);
		buf_release(&got);
	}
}
END_TEST

START_TEST(edges_of_blocks)
{
	static const struct {
		size_t size;
		const char *wanted;
	} rows[] = {
		{ 55, "c1c8bbdc22796e28c0e15163d20899b65621d65a" },
		{ 56, "c2db330f6083854c99d4b5bfb6e8f29f201be699" },
		{ 63, "03f09f5b158a7a8cdad920bddc29b81c18a551f5" },
		{ 64, "0098ba824b5c16427bd7a1122a5a442a25ec644d" },
		{ 65, "11655326c708d70319be2610e8a57d9a5b959d3b" },
		{ 119, "ee971065aaa017e0632a8ca6c77bb3bf8b1dfc56" },
		{ 120, "f34c1488385346a55709ba056ddd08280dd4c6d6" },
		{ 128, "ad5b3fdbcb526778c2839d2f151ea753995e26a0" },
		{ 1000000, "34aa973cd4c4daa4f61eeb2bdbad27316534016f" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buf bytes = { 0 }, got = { 0 };

		while (bytes.size < rows[i].size)
			buf_add_char(&bytes, 'a');
		hash(&got, buf_text(&bytes));
		ck_assert_str_eq(buf_str(&got), rows[i].wanted);
		buf_release(&bytes);
		buf_release(&got);
	}
}
END_TEST

START_TEST(pieces_of_any_size)
{
	unsigned char digest[SHA1_SIZE];
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
	sha1_end(&sha1, digest);
	buf_add_hex(&hex, (struct text){ (const char *)digest, sizeof(digest) });
	ck_assert_str_eq(buf_str(&hex), "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
	buf_release(&bytes);
	buf_release(&hex);
}
END_TEST

Suite *suite_sha1(void)
{
	Suite *suite = suite_create("sha1");
	TCase *tc = tcase_create("sha1");

	tcase_add_test(tc, pieces_of_any_size);
	tcase_add_test(tc, published_examples);
	tcase_add_test(tc, edges_of_blocks);
	suite_add_tcase(suite, tc);
	return suite;
}
