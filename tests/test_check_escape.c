/* The escapes for CI systems: their logs, their commands, and paths in their reports. */
#include <check.h>
#include <string.h>
#include "../cmd/render/escape.h"

Suite *suite_check_escape(void);

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static const struct {
	const char *in, *data, *property;
} workflows[] = {
	{ "plain words", "plain words", "plain words" },
	{ "50%, a:b", "50%25, a:b", "50%25%2C a%3Ab" },
	{ "a\r\nb", "a%0D%0Ab", "a%0D%0Ab" },
	{ "%0A", "%250A", "%250A" },
	{ "##[error]x", "##\342\200\213[error]x", "##\342\200\213[error]x" },
	{ "a ##vso[b]", "a ##\342\200\213vso[b]", "a ##\342\200\213vso[b]" },
	{ "\033[2J\342\200\256x\377", "\357\277\275[2J\357\277\275x\357\277\275",
	  "\357\277\275[2J\357\277\275x\357\277\275" },
};

START_TEST(a_value_stays_a_value_of_its_command)
{
	struct buf out = { 0 };

	escape_workflow(&out, text_of(workflows[_i].in), false);
	ck_assert_str_eq(buf_str(&out), workflows[_i].data);
	buf_clear(&out);
	escape_workflow(&out, text_of(workflows[_i].in), true);
	ck_assert_str_eq(buf_str(&out), workflows[_i].property);
	buf_release(&out);
}
END_TEST

static const struct {
	const char *in, *out;
} logs[] = {
	{ "::error::x", ":\342\200\213:error::x" },
	{ "area::part", "area::part" },
	{ "a ::b", "a :\342\200\213:b" },
	{ "vec<int>::size", "vec<int>::size" },
	{ ":::x", ":\342\200\213:\342\200\213:x" },
	{ "##[group]", "##\342\200\213[group]" },
	{ "# ## #[", "# ## #[" },
};

START_TEST(no_text_starts_a_command_in_a_log)
{
	struct buf out = { 0 };

	escape_log(&out, text_of(logs[_i].in));
	ck_assert_str_eq(buf_str(&out), logs[_i].out);
	buf_release(&out);
}
END_TEST

START_TEST(json_means_the_same_and_starts_no_command)
{
	struct buf out = { 0 };

	escape_json(&out, TEXT("[\"##[error]a\", \"##vso[b]\", \"# ##\", \"[v\"]"));
	ck_assert_str_eq(buf_str(&out), "[\"##\\u005berror]a\", \"##\\u0076so[b]\", \"# ##\", \"[v\"]");
	buf_release(&out);
}
END_TEST

START_TEST(a_path_becomes_a_reference_of_a_uri)
{
	struct buf out = { 0 };

	escape_path(&out, TEXT("src/a b/c:d%e[f]#\303\244\377?.c"));
	ck_assert_str_eq(buf_str(&out), "src/a%20b/c%3Ad%25e%5Bf%5D%23%C3%A4%FF%3F.c");
	buf_release(&out);
}
END_TEST

Suite *suite_check_escape(void)
{
	Suite *suite = suite_create("check_escape");
	TCase *tests = tcase_create("core");

	tcase_add_loop_test(tests, a_value_stays_a_value_of_its_command, 0, COUNT_OF(workflows));
	tcase_add_loop_test(tests, no_text_starts_a_command_in_a_log, 0, COUNT_OF(logs));
	tcase_add_test(tests, json_means_the_same_and_starts_no_command);
	tcase_add_test(tests, a_path_becomes_a_reference_of_a_uri);
	suite_add_tcase(suite, tests);
	return suite;
}
