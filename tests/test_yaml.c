/* YAML as it stands in the heads of documents, right and wrong. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "../analyzers/evidence/yaml.h"

Suite *suite_yaml(void);

static const struct {
	const char *text;
	const char *expected; /* "path=value;" for each scalar, '*' in front of the first of an item */
} rows[] = {
	{ "status: accepted\n", "status=accepted;" },
	{ "status: accepted # for now\n# all\nb: a#b\n", "status=accepted;b=a#b;" },
	{ "a: 'it''s'\nb: \"x \\\"y\\\"\" # z\nc: 'a' and b\n", "a=it's;b=x \"y\";c='a' and b;" },
	{ "authors:\n  - \"@ax\"\n  - '@bs'\n  - @cm\nstatus: x\n",
	  "authors=;*authors=@ax;*authors=@bs;*authors=@cm;status=x;" },
	{ "authors:\n- ax\n- bs\nb: 1\n", "authors=;*authors=ax;*authors=bs;b=1;" },
	{ "a: [x, 'y, z', \"w\"] # n\nb: []\n", "*a=x;*a=y, z;*a=w;" },
	{ "a: [x,\n  y,\n  z]\nb: 1\n", "*a=x;*a=y;*a=z;b=1;" },
	{ "project:\n  adrFolder: ./a\n  packages:\n    - name: core\n      adrFolder: ./b\n    - name: web\n      "
	  "adrFolder: ./c\n",
	  "project=;project.adrFolder=./a;project.packages=;*project.packages.name=core;project.packages.adrFolder=./b;"
	  "*project.packages.name=web;project.packages.adrFolder=./c;" },
	{ "a:\n  -\n    name: x\nb: y\n", "a=;*a.name=x;b=y;" },
	{ "a: >-\n  one\n  two\n\nb: |\n  three\nc: d\n", "a=one two;b=three;c=d;" },
	{ "title: one\n  two\nb: x\n", "title=one two;b=x;" },
	{ "title:\n  one\n  two\nb: x\n", "title=one two;b=x;" },
	{ "a:\n\t- x\n\t- y\nb: z\n", "a=;*a=x;*a=y;b=z;" },
	{ "status: {proposed | accepted}\n", "status={proposed | accepted};" },
	{ "a: 1\na: 2\n", "a=1;a=2;" },
	{ "see: https://h/x: y\nu: https://h/x\n", "see=https://h/x: y;u=https://h/x;" },
	{ "\"a b\": c\n'd': e\n", "a b=c;d=e;" },
	{ "a: &x b\nc: !!str d\n", "a=b;c=d;" },
	{ "\xef\xbb\xbf"
	  "a: b\r\nc: d\r\n",
	  "a=b;c=d;" },
	{ "- a\n- b: c\n", "*=a;*b=c;" },
	{ "a: 'open\nb: c\n", "a='open;b=c;" },
	{ "a: [x, y\nb: c\n", "*a=x;*a=y;b=c;" },
	{ "no key\n: x\n", "" },
	{ "", "" },
};

static void add(void *payload, const struct yaml_scalar *scalar)
{
	buf_add_fmt(payload, "%s" TEXT_FMT "=" TEXT_FMT ";", scalar->starts_item ? "*" : "", TEXT_ARG(scalar->path),
	            TEXT_ARG(scalar->value));
}

START_TEST(scalars_come_with_the_keys_above_them)
{
	struct arena arena = { 0 };
	struct buf got = { 0 };

	yaml_each(text_of(rows[_i].text), &arena, &got, add);

	ck_assert_msg(strcmp(buf_str(&got), rows[_i].expected) == 0, "text:\n%s\nwanted: %s\ngot:    %s", rows[_i].text,
	              rows[_i].expected, buf_str(&got));
	buf_release(&got);
	arena_release(&arena);
}
END_TEST

START_TEST(a_head_ends_at_its_mark)
{
	struct text rest = TEXT("\n---\na: b\n---\nbody\n"), head = { NULL, 0 };

	ck_assert(yaml_take_head(&head, &rest));
	ck_assert(text_equal(head, TEXT("a: b\n")));
	ck_assert(text_equal(rest, TEXT("body\n")));
	ck_assert(!yaml_take_head(&head, &rest));
	ck_assert(text_equal(rest, TEXT("body\n")));
	rest = TEXT("---\na: b\n");
	ck_assert(yaml_take_head(&head, &rest));
	ck_assert(text_equal(head, TEXT("a: b\n")));
	ck_assert_uint_eq(rest.size, 0);
}
END_TEST

START_TEST(depth_and_length_are_bounded)
{
	static const char *const pieces[] = { "- ", "a:\n ", "[", "x: [\n", "x: >\n", "\n", "- x: '\n", "\"", "a: &" };
	struct arena arena = { 0 };

	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		struct buf bytes = { 0 }, got = { 0 };

		while (bytes.size < 300000)
			buf_add_str(&bytes, pieces[i]);
		yaml_each(buf_text(&bytes), &arena, &got, add);
		buf_clear(&bytes);
		for (size_t depth = 0; depth < 600; depth++) {
			for (size_t at = 0; at < depth; at++)
				buf_add_char(&bytes, ' ');
			buf_add_str(&bytes, "key:\n");
		}
		yaml_each(buf_text(&bytes), &arena, &got, add);
		buf_release(&bytes);
		buf_release(&got);
	}
	arena_release(&arena);
}
END_TEST

Suite *suite_yaml(void)
{
	Suite *suite = suite_create("yaml");
	TCase *scalars = tcase_create("scalars");

	tcase_add_loop_test(scalars, scalars_come_with_the_keys_above_them, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(scalars, a_head_ends_at_its_mark);
	tcase_add_test(scalars, depth_and_length_are_bounded);
	suite_add_tcase(suite, scalars);
	return suite;
}
