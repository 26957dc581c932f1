/* Comments that are read without the parser: what is taken so is valid, and means what the parser says; the rest is left to it. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "../analyzers/evidence/import_reader.h"
#include "../analyzers/evidence/notedb_parts.h"

Suite *suite_notedb_plain(void);

static void check_same(struct text got, struct text wanted)
{
	ck_assert_msg(text_equal(got, wanted), TEXT_FMT " is not " TEXT_FMT, TEXT_ARG(got), TEXT_ARG(wanted));
}

static void check_as_parsed(const struct notedb_comment *got, const char *text)
{
	json_t *object = json_loads(text, JSON_ALLOW_NUL, NULL);
	const json_t *key = json_object_get(object, "key");

	ck_assert_ptr_nonnull(object);
	check_same(got->file, forge_text(key, "filename"));
	check_same(got->uuid, forge_text(key, "uuid"));
	check_same(got->message, forge_text(object, "message"));
	check_same(got->revision, forge_text(object, "revId"));
	check_same(got->server, forge_text(object, "serverId"));
	check_same(got->tag, forge_text(object, "tag"));
	check_same(got->written, forge_text(object, "writtenOn"));
	ck_assert_int_eq(got->line, forge_int(object, "lineNbr", 0));
	ck_assert_int_eq(got->author, forge_int(json_object_get(object, "author"), "id", -1));
	ck_assert_int_eq(got->real_author, forge_int(json_object_get(object, "realAuthor"), "id", -1));
	ck_assert_int_eq(got->is_robot, json_object_get(object, "robotId") != NULL);
	json_decref(object);
}

static const struct {
	const char *text;
	bool is_plain;
} objects[] = {
	{ "{}", true },
	{ "{ \"key\" :\t{ \"uuid\" : \"a\",\r\n \"filename\": \"src/x.c\", \"patchSetId\": 1 }, \"lineNbr\" : 12 }",
	  true },
	{ "{\"author\":{\"id\":1},\"realAuthor\":{\"id\":2},\"writtenOn\":\"x\",\"tag\":\"t\",\"serverId\":\"s\"}",
	  true },
	{ "{\"message\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0027\\u003D end\",\"revId\":\"r\"}", true },
	{ "{\"message\":\"a\\nb\",\"tag\":\"c\\td\",\"revId\":\"\"}", true },
	{ "{\"\\u006dessage\":\"a\",\"range\":{\"startLine\":-1,\"x\":null},\"unresolved\":false,\"robotId\":true}",
	  true },
	{ "{\"id\":5,\"author\":{\"uuid\":\"a\",\"key\":1},\"key\":{\"id\":1,\"author\":2}}", true },
	{ "{\"lineNbr\":-0,\"author\":{\"id\":999999999999999999}}", true },
	/* Valid, and of another form. */
	{ "{\"author\":{\"id\":1000000000000000000}}", false },
	{ "{\"lineNbr\":\"12\"}", false },
	{ "{\"lineNbr\":1.5}", false },
	{ "{\"x\":1e3}", false },
	{ "{\"message\":null}", false },
	{ "{\"key\":1}", false },
	{ "{\"x\":[]}", false },
	{ "{\"range\":{\"start\":{}}}", false },
	{ "{\"tag\":\"a\",\"tag\":\"b\"}", false },
	{ "{\"message\":\"\xc3\xa4\"}", false },
	{ "{\"message\":\"\\u00e4\"}", false },
	{ "{\"message\":\"\\u0000\"}", false },
	{ "{\"message\":\"\\ud83d\\ude00\"}", false },
	/* Malformed. */
	{ "", false },
	{ "{", false },
	{ "{\"", false },
	{ "{\"tag", false },
	{ "{\"tag\"", false },
	{ "{\"tag\":", false },
	{ "{\"tag\":\"", false },
	{ "{\"tag\":\"\\", false },
	{ "{\"tag\":\"\\u002", false },
	{ "{\"tag\":\"\\x\"}", false },
	{ "{\"tag\":\"a\nb\"}", false },
	{ "{\"tag\":\"a\"", false },
	{ "{\"tag\":\"a\",}", false },
	{ "{\"tag\":\"a\"}}", false },
	{ "{\"lineNbr\":-}", false },
	{ "{\"lineNbr\":01}", false },
	{ "{\"x\":truth}", false },
	{ "{\"x\":}", false },
	{ "{,}", false },
};

START_TEST(what_is_read_without_the_parser_is_as_the_parser_says)
{
	/* Of their own sizes, so that sanitizers see whoever reads or writes beyond. */
	size_t size = strlen(objects[_i].text);
	char *room = xmalloc(size), *copy = xmalloc(size);
	struct notedb_comment comment;

	memcpy(copy, objects[_i].text, size);
	ck_assert_int_eq(notedb_read_plain_comment(&comment, room, (struct text){ copy, size }), objects[_i].is_plain);
	if (objects[_i].is_plain)
		check_as_parsed(&comment, objects[_i].text);
	free(copy);
	free(room);
}
END_TEST

Suite *suite_notedb_plain(void)
{
	Suite *suite = suite_create("notedb_plain");
	TCase *all = tcase_create("all");

	tcase_add_loop_test(all, what_is_read_without_the_parser_is_as_the_parser_says, 0,
	                    (int)(sizeof(objects) / sizeof(objects[0])));
	suite_add_tcase(suite, all);
	return suite;
}
