/* Lenient looks into forge objects: what each key gives, and what counts as a written word. */
#include <check.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include "../analyzers/evidence/import_reader.h"
#include "lead/alloc.h"

Suite *suite_forge_json(void);

static json_t *parse(const char *json)
{
	json_t *value = json_loads(json, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);

	ck_assert_ptr_nonnull(value);
	return value;
}

static void assert_text(struct text got, const char *expected)
{
	ck_assert_msg(text_equal(got, text_of(expected)), "got \"" TEXT_FMT "\", expected \"%s\"", TEXT_ARG(got),
	              expected);
}

START_TEST(another_type_reads_as_absent)
{
	static const char *const keys[] = { "n", "f", "b", "z", "a", "o", "gone" };
	json_t *json = parse("{\"n\":7,\"f\":7.5,\"b\":true,\"z\":null,\"a\":[1],\"o\":{\"x\":1},\"s\":\"text\","
	                     "\"d\":\"12\",\"nul\":\"a\\u0000b\"}");

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		assert_text(forge_text(json, keys[i]), "");
		ck_assert_int_eq(forge_time(json, keys[i]), 0);
		ck_assert_int_eq(forge_int(json, keys[i], -1), strcmp(keys[i], "n") == 0 ? 7 : -1);
		ck_assert_int_eq(forge_array(json, keys[i]) != NULL, strcmp(keys[i], "a") == 0);
		ck_assert_int_eq(forge_object(json, keys[i]) != NULL, strcmp(keys[i], "o") == 0);
	}
	assert_text(forge_text(json, "s"), "text");
	ck_assert_int_eq(forge_text(json, "nul").size, 3);
	ck_assert_int_eq(forge_int(json, "d", -1), 12);
	ck_assert_int_eq(forge_int(json, "s", -1), -1);
	ck_assert_int_eq(forge_time(json, "s"), 0);
	json_decref(json);
}
END_TEST

START_TEST(nothing_can_be_asked_of_no_object)
{
	struct arena arena = { NULL, 0 };
	json_t *array = parse("[1]");

	assert_text(forge_text(NULL, "x"), "");
	assert_text(forge_text(array, "x"), "");
	ck_assert_int_eq(forge_int(NULL, "x", 3), 3);
	ck_assert_int_eq(forge_time(NULL, "x"), 0);
	ck_assert_ptr_null(forge_array(NULL, "x"));
	ck_assert_ptr_null(forge_object(array, "x"));
	assert_text(forge_github_login(&arena, NULL), "");
	assert_text(forge_github_login(&arena, array), "");
	arena_release(&arena);
	json_decref(array);
}
END_TEST

static const struct {
	const char *text;
	int64_t time;
} times[] = {
	{ "2026-01-02T03:04:05Z", 1767323045 },
	{ "2026-01-02t03:04:05z", 1767323045 },
	{ "2026-01-02 03:04:05Z", 1767323045 },
	{ "2026-01-02T03:04:05.678Z", 1767323045 },
	{ "2026-01-02T03:04:05+00:00", 1767323045 },
	{ "2026-01-02T05:04:05.1+02:00", 1767323045 },
	{ "2026-01-01T21:34:05-0530", 1767323045 },
	{ "2024-02-29T00:00:00Z", 1709164800 },
	{ "1970-01-01T00:00:01Z", 1 },
	{ "0001-01-01T00:00:00Z", 0 },
	{ "2023-02-29T00:00:00Z", 0 },
	{ "2026-13-01T00:00:00Z", 0 },
	{ "2026-00-01T00:00:00Z", 0 },
	{ "2026-01-02T24:00:00Z", 0 },
	{ "2026-01-02T03:04:05", 0 },
	{ "2026-01-02T03:04:05Z ", 0 },
	{ "2026-01-02T03:04:05+2", 0 },
	{ "2026-01-02", 0 },
	{ "2026-1-2T03:04:05Z", 0 },
	{ "1767323045", 0 },
	{ "", 0 },
};

START_TEST(times_are_rfc_3339)
{
	json_t *json = json_object();

	json_object_set_new(json, "t", json_string(times[_i].text));
	ck_assert_msg(forge_time(json, "t") == times[_i].time, "%s gives %" PRId64, times[_i].text,
	              forge_time(json, "t"));
	json_decref(json);
}
END_TEST

START_TEST(times_of_other_forms)
{
	static const char *const texts[] = { "2026-01-02 03:04:05.000000000", " 2026-01-02 03:04:05",
		                             "2026-01-02T04:04:05+01:00" };
	json_t *json = json_object();

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		json_object_set_new(json, "t", json_string(texts[i]));
		ck_assert_int_eq(forge_time_utc(json, "t"), 1767323045);
	}
	json_object_set_new(json, "t", json_string("2026-01-02 03:04:05 x"));
	ck_assert_int_eq(forge_time_utc(json, "t"), 0);
	json_object_set_new(json, "t", json_integer(1767323045999));
	ck_assert_int_eq(forge_epoch(json, "t", 1000), 1767323045);
	ck_assert_int_eq(forge_epoch(json, "t", 1), 0);
	json_object_set_new(json, "t", json_integer(-5));
	ck_assert_int_eq(forge_epoch(json, "t", 1), 0);
	ck_assert_int_eq(forge_epoch(json, "none", 1), 0);
	json_decref(json);
}
END_TEST

static const struct {
	const char *url, *number, *project;
} urls[] = {
	{ "https://github.com/o/r/pull/12", "12", "o/r" },
	{ "https://github.com/o/r/pull/12/", "12", "o/r" },
	{ "https://github.com/o/r/pull/12#discussion_r1", "12", "o/r" },
	{ "https://github.com/o/r/pull/12?x=/9", "12", "o/r" },
	{ "https://github.com/o/r/issues/12#issuecomment-9", "12", "o/r" },
	{ "https://github.com/pull/pull/pull/12", "12", "pull/pull" },
	{ "https://github.com/repos/r/pull/12", "12", "repos/r" },
	{ "https://api.github.com/repos/o/r/pulls/12", "12", "o/r" },
	{ "https://api.github.com/repos/o/r/issues/12", "12", "o/r" },
	{ "https://forge.example.org/api/v3/repos/o/r/pulls/12", "12", "o/r" },
	{ "https://forge.example.org/g/sub/p/-/merge_requests/3", "3", "g/sub/p" },
	{ "https://forge.example.org/g/p/merge_requests/3", "3", "g/p" },
	{ "https://forge.example.org/api/v4/projects/7/merge_requests/3", "3", "" },
	{ "https://forge.example.org/api/v4/projects/g%2Fp/merge_requests/3", "3", "" },
	{ "https://github.com/o/r/pull/12/files", "", "" },
	{ "https://github.com/o/r/pull/", "", "" },
	{ "https://github.com/o/pull/12", "12", "" },
	{ "https://pull/12", "12", "" },
	{ "https:///12", "12", "" },
	{ "github.com/o/r/pull/12", "12", "" },
	{ "12", "", "" },
	{ "/", "", "" },
	{ "", "", "" },
};

START_TEST(addresses_name_project_and_number)
{
	assert_text(forge_url_number(text_of(urls[_i].url)), urls[_i].number);
	assert_text(forge_url_project(text_of(urls[_i].url)), urls[_i].project);
}
END_TEST

static const struct {
	const char *user, *login;
} logins[] = {
	{ "{\"login\":\"aexample\"}", "aexample" },
	{ "{\"login\":\"AExample\",\"is_bot\":false,\"name\":\"Ada Example\"}", "AExample" },
	{ "\"aexample\"", "aexample" },
	{ "{\"login\":\"app/helper\",\"is_bot\":true}", "helper[bot]" },
	{ "{\"login\":\"app/helper\"}", "helper[bot]" },
	{ "{\"login\":\"apps/helper\"}", "helper[bot]" },
	{ "{\"login\":\"apps/\"}", "" },
	{ "{\"login\":\"helper[bot]\",\"type\":\"Bot\"}", "helper[bot]" },
	{ "{\"login\":\"helper[bot]\"}", "helper[bot]" },
	{ "{\"login\":\"helper\",\"type\":\"Bot\"}", "helper[bot]" },
	{ "{\"login\":\"helper\",\"__typename\":\"Bot\"}", "helper[bot]" },
	{ "{\"login\":\"helper\",\"__typename\":\"User\"}", "helper" },
	{ "\"app/helper\"", "helper[bot]" },
	{ "\"helper[bot]\"", "helper[bot]" },
	/* A deleted user, however it is told. */
	{ "{\"is_bot\":true,\"login\":\"app/\"}", "" },
	{ "{\"is_bot\":true,\"login\":\"\"}", "" },
	{ "{\"login\":\"\"}", "" },
	{ "{\"login\":null}", "" },
	{ "{\"login\":7}", "" },
	{ "{\"login\":\"ghost\",\"type\":\"User\"}", "" },
	{ "\"ghost\"", "" },
	{ "\"[bot]\"", "" },
	{ "\"\"", "" },
	{ "{}", "" },
	{ "null", "" },
	{ "true", "" },
	{ "[\"aexample\"]", "" },
	/* No login has these. */
	{ "\"a b\"", "" },
	{ "\"a\\u0000b\"", "" },
	{ "\"a\\u001b[2J\"", "" },
};

START_TEST(a_login_has_one_form)
{
	struct arena arena = { NULL, 0 };
	json_t *user = parse(logins[_i].user);

	assert_text(forge_github_login(&arena, user), logins[_i].login);
	json_decref(user);
	arena_release(&arena);
}
END_TEST

static const struct {
	const char *body;
	int64_t count;
} bodies[] = {
	{ "", 0 },
	{ "  \r\n\r\n", 0 },
	{ "Looks good to me.", 4 },
	{ "one\r\ntwo\r\n", 2 },
	{ "don't split `foo_bar` or l\xe2\x80\x99\xc3\xa9quipe", 4 },
	{ "'quoted' _soft_ __init__ trailing_ rock'n'roll", 5 },
	{ "well-known: 3rd, v2.0", 5 },
	{ "@a-sample @org/docs please look", 4 },
	{ "a/b ada@example.org", 5 },
	/* quotes */
	{ "> you said this\n>and that\n  > and more\nI say no", 3 },
	{ "a > b", 2 },
	{ "> quoted\r\n\r\nown words\r\n", 2 },
	/* fences */
	{ "before\n```c\nint x = 1;\n```\nafter", 2 },
	{ "```suggestion\r\nreturn value;\r\n```\r\n", 0 },
	{ "use this:\r\n```suggestion\r\nreturn value;\r\n```\r\nthanks", 3 },
	{ "````\n```\ncode\n````\nword", 1 },
	{ "~~~\ncode\n```\ncode\n~~~\nword", 1 },
	{ "- item\n    ```\n    code\n    ```\n- item", 2 },
	{ "```never closed\ncode code", 0 },
	{ "```inline``` word", 1 },
	{ "``` not `a fence\nword", 4 },
	{ "> ```\nword", 1 },
	{ "```\n> not a quote\n```\nword", 1 },
	/* code in a line */
	{ "call `do_it(now)` before that", 3 },
	{ "``a ` b`` and `c``d` end", 2 },
	{ "one ` tick only", 3 },
	{ "`` two `ticks", 2 },
	{ "of`code`f", 2 },
	/* indented code */
	{ "so:\n\n    int x = 1;\n\n    return x;\n\nyes", 2 },
	{ "so:\r\n\r\n\tint x = 1;\r\nyes", 2 },
	{ "    first line", 0 },
	{ "goes\n    on here", 3 },
	{ "- item\n\n  goes on\n\n    and on\n\n      code code\n", 5 },
	{ "10. item\n\n    goes on\n", 4 },
	{ "- item\n    - more\n\n      goes on\n", 4 },
	{ "- item\n\nend\n\n    code\n", 2 },
	/* HTML comments */
	{ "a <!-- hidden words --> b", 2 },
	{ "a <!-- hidden\n> hidden\n```\nhidden --> b\nc", 3 },
	{ "<!-- x --><!-- y -->z", 1 },
	{ "<!-- never closed\nhidden", 0 },
	{ "text <!-- not closed\nshown", 4 },
	{ "a <!-- <!-- --> b --> c", 3 },
	{ "```\n<!--\n```\nshown", 1 },
	/* addresses */
	{ "see https://example.org/a/b-c?d=e#f now", 2 },
	{ "HTTP://EXAMPLE.ORG", 0 },
	{ "[the page](https://example.org/x_(y)_z) says", 3 },
	{ "<https://example.org/x>done", 1 },
	{ "\xe8\xa6\x8b https://example.org/x\xe3\x80\x82\xe6\xac\xa1", 2 },
	{ "xhttp://example", 2 },
	/* other scripts */
	{ "\xe7\x9c\x8b\xe8\xb5\xb7\xe6\x9d\xa5\xe4\xb8\x8d\xe9\x94\x99", 5 },
	{ "\xe4\xbf\xae\xe6\x94\xb9"
	  "foo\xe5\x87\xbd\xe6\x95\xb0",
	  5 },
	{ "\xe3\x82\xb3\xe3\x83\xbc\xe3\x83\x89\xe3\x82\x92\xe7\xa2\xba\xe8\xaa\x8d", 3 },
	{ "\xed\x99\x95\xec\x9d\xb8 \xeb\xb6\x80\xed\x83\x81", 2 },
	{ "\xd0\xa5\xd0\xbe\xd1\x80\xd0\xbe\xd1\x88\xd0\xbe, \xd1\x81\xd0\xbf\xd0\xb0\xd1\x81\xd0\xb8\xd0\xb1\xd0\xbe!",
	  2 },
	{ "caf\xc3\xa9 cafe\xcc\x81 bar", 3 },
	{ "\xe2\x80\x9cgood\xe2\x80\x9d \xe2\x80\x94 \xe3\x80\x8c", 1 },
	/* emoji */
	{ "\xf0\x9f\x91\x8d", 0 },
	{ "\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7 \xe2\x9d\xa4\xef\xb8\x8f "
	  "\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa",
	  0 },
	{ "1\xef\xb8\x8f\xe2\x83\xa3 first", 1 },
	{ "LGTM :+1::tada: thanks :100:", 2 },
	{ "(:rocket:)", 0 },
	{ "std::string a:b:c 10:30:15", 8 },
	/* malformed bytes part words and are none */
	{ "a\xff"
	  "b\xc3",
	  2 },
};

START_TEST(words_that_a_person_wrote)
{
	int64_t count = forge_word_count(text_of(bodies[_i].body));

	ck_assert_msg(count == bodies[_i].count, "%" PRId64 " words, not %" PRId64 ", in: %s", count, bodies[_i].count,
	              bodies[_i].body);
}
END_TEST

/* Each opening sign looks ahead; that must not be done again and again to the end of a large body. */
START_TEST(a_large_body_of_openings_takes_no_longer)
{
	static const char *const pieces[] = { "x<!--\n", "<!--", "x <!-- --", "```\n", "(http://(", ":a", "@", "'a" };
	size_t length = strlen(pieces[_i]), count = ((size_t)4 << 20) / length;
	char *body = xmalloc(count * length);

	for (size_t i = 0; i < count; i++)
		memcpy(body + i * length, pieces[_i], length);
	ck_assert_int_ge(forge_word_count((struct text){ body, count * length }), 0);
	free(body);
}
END_TEST

Suite *suite_forge_json(void)
{
	Suite *suite = suite_create("forge_json");
	TCase *looks = tcase_create("looks"), *words = tcase_create("words");

	tcase_add_test(looks, another_type_reads_as_absent);
	tcase_add_test(looks, nothing_can_be_asked_of_no_object);
	tcase_add_loop_test(looks, times_are_rfc_3339, 0, sizeof(times) / sizeof(times[0]));
	tcase_add_test(looks, times_of_other_forms);
	tcase_add_loop_test(looks, addresses_name_project_and_number, 0, sizeof(urls) / sizeof(urls[0]));
	tcase_add_loop_test(looks, a_login_has_one_form, 0, sizeof(logins) / sizeof(logins[0]));
	suite_add_tcase(suite, looks);
	tcase_add_loop_test(words, words_that_a_person_wrote, 0, sizeof(bodies) / sizeof(bodies[0]));
	tcase_add_loop_test(words, a_large_body_of_openings_takes_no_longer, 0, 8);
	suite_add_tcase(suite, words);
	return suite;
}
