/*
 * The keyed hash against RFC 7693 and the vectors published with BLAKE2 (key 00 to 1f, messages 00 01 02 …), and names against
 * an independent computation in another language.
 */
#include <check.h>
#include <string.h>
#include "lead/alloc.h"
#include "lead/pseudonym.h"

Suite *suite_pseudonym(void);

#define ADA TEXT("Ada Example <ada@example.org>")
#define KEY TEXT("a key of sixteen")

static void expect_hash(struct text key, struct text message, const char *want)
{
	uint8_t hash[BLAKE2S_SIZE];
	struct buf hex = { 0 };

	blake2s(hash, key, message);
	buf_add_hex(&hex, (struct text){ (const char *)hash, sizeof(hash) });
	ck_assert_str_eq(buf_str(&hex), want);
	buf_release(&hex);
}

static void expect_name(struct text key, struct text person, int digits, const char *want)
{
	struct buf name = { 0 };

	pseudonym_add(&name, key, person, digits);
	ck_assert_str_eq(buf_str(&name), want);
	buf_release(&name);
}

START_TEST(the_hash_is_that_of_the_standard)
{
	expect_hash(TEXT(""), TEXT("abc"), "508c5e8c327c14e2e1a72ba34eeb452f37458b209ed63a294d999b4c86675982");
}
END_TEST

START_TEST(the_keyed_hash_is_as_published)
{
	static const struct {
		size_t size;
		const char *hash;
	} vectors[] = {
		{ 0, "48a8997da407876b3d79c0d92325ad3b89cbb754d86ab71aee047ad345fd2c49" },
		{ 1, "40d15fee7c328830166ac3f918650f807e7e01e177258cdc0a39b11f598066f1" },
		{ 64, "8975b0577fd35566d750b362b0897a26c399136df07bababbde6203ff2954ed4" },
		{ 65, "21fe0ceb0052be7fb0f004187cacd7de67fa6eb0938d927677f2398c132317a8" },
		{ 255, "3fb735061abc519dfe979e54c1ee5bfad0a9d858b3315bad34bde999efd724dd" },
	};
	char bytes[255];

	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (char)i;
	for (size_t i = 0; i < sizeof(vectors) / sizeof(vectors[0]); i++)
		expect_hash((struct text){ bytes, BLAKE2S_SIZE }, (struct text){ bytes, vectors[i].size },
		            vectors[i].hash);
}
END_TEST

START_TEST(the_same_person_and_key_give_the_same_name)
{
	expect_name(KEY, ADA, 8, "person SDG3-5F3S");
	expect_name(KEY, ADA, 8, "person SDG3-5F3S");
	expect_name(KEY, ADA, 6, "person SDG3-5F");
	expect_name(KEY, ADA, PSEUDONYM_MAX_DIGITS,
	            "person SDG3-5F3S-CZG8-9RY4-S73R-H1MD-FZP2-30HK-09NZ-B7F7-P47G-K2FN");
}
END_TEST

START_TEST(another_key_or_person_gives_another_name)
{
	struct buf name = { 0 };

	expect_name(TEXT("another key, long enough to be hashed first"), ADA, 8, "person 90KS-SR4K");
	pseudonym_add(&name, KEY, TEXT("Bo Sample <bo@example.org>"), PSEUDONYM_DIGITS);
	ck_assert_str_ne(buf_str(&name), "person SDG3-5F3S");
	buf_release(&name);
}
END_TEST

Suite *suite_pseudonym(void)
{
	Suite *suite = suite_create("pseudonym");
	TCase *tc = tcase_create("pseudonym");

	tcase_add_test(tc, the_hash_is_that_of_the_standard);
	tcase_add_test(tc, the_keyed_hash_is_as_published);
	tcase_add_test(tc, the_same_person_and_key_give_the_same_name);
	tcase_add_test(tc, another_key_or_person_gives_another_name);
	suite_add_tcase(suite, tc);
	return suite;
}
