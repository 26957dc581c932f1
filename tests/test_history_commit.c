/* Raw commits and tags, malformed as they come. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "../analyzers/history/raw_commit.h"

Suite *suite_history_commit(void);

static const struct {
	const char *line, *name, *email;
	int64_t time;
	int zone;
	unsigned damage;
} identity_rows[] = {
	{ "A B <a@b> 12 +0200", "A B", "a@b", 12, 120, 0 },
	{ "A B <a@b> 12 -0330", "A B", "a@b", 12, -210, 0 },
	{ "A B   <a@b> 12 +0000", "A B", "a@b", 12, 0, 0 },
	{ " A B <a@b> 12 +0000", " A B", "a@b", 12, 0, 0 },
	{ "<a@b> 12 +0000", "", "a@b", 12, 0, 0 },
	{ "A <> 12 +0000", "A", "", 12, 0, 0 },
	{ "A < a@b > 12 +0000", "A", " a@b ", 12, 0, 0 },
	{ "A <a@b> <c@d> 12 +0000", "A", "a@b", 12, 0, 0 },
	{ "A <a <a@b>> 12 +0000", "A", "a <a@b", 12, 0, 0 },
	{ "A <a@b>12 +0000", "A", "a@b", 12, 0, 0 },
	{ "A <a@b> 9223372036854775807 +0000", "A", "a@b", INT64_MAX, 0, 0 },
	{ "A <a@b> 9223372036854775808 +0000", "A", "a@b", 0, 0, DAMAGE_TIME },
	{ "A <a@b> 99999999999999999999999999 +0000", "A", "a@b", 0, 0, DAMAGE_TIME },
	{ "A <a@b> -12 +0000", "A", "a@b", 0, 0, DAMAGE_TIME },
	{ "A <a@b> 12 +051800", "A", "a@b", 12, 518 * 60, DAMAGE_TIME },
	{ "A <a@b> 12 -7", "A", "a@b", 12, -7, 0 },
	{ "A <a@b> 12 0200", "A", "a@b", 0, 0, DAMAGE_TIME },
	{ "A <a@b> 12", "A", "a@b", 0, 0, DAMAGE_TIME },
	{ "A <a@b> Thu Apr 7 2005", "A", "a@b", 0, 0, DAMAGE_TIME },
	{ "A <a@b>", "A", "a@b", 0, 0, DAMAGE_TIME },
	{ "A <a@b 12 +0000", "", "", 0, 0, DAMAGE_TIME | DAMAGE_IDENTITY },
	{ "A a@b 12 +0000", "", "", 0, 0, DAMAGE_TIME | DAMAGE_IDENTITY },
	{ "", "", "", 0, 0, DAMAGE_TIME | DAMAGE_IDENTITY },
	{ "<>", "", "", 0, 0, DAMAGE_TIME },
};

static void assert_text(struct text got, const char *want)
{
	ck_assert_msg(text_equal(got, text_of(want)), "'" TEXT_FMT "' instead of '%s'", TEXT_ARG(got), want);
}

START_TEST(an_identity_is_split_as_git_splits_it)
{
	struct raw_identity identity;
	unsigned damage = raw_identity_parse(&identity, text_of(identity_rows[_i].line));

	assert_text(identity.who.name, identity_rows[_i].name);
	assert_text(identity.who.email, identity_rows[_i].email);
	ck_assert_int_eq(identity.time, identity_rows[_i].time);
	ck_assert_int_eq(identity.zone, identity_rows[_i].zone);
	ck_assert_uint_eq(damage, identity_rows[_i].damage);
}
END_TEST

#define TREE "tree 0123456789012345678901234567890123456789\n"
#define PARENT(digit) "parent 012345678901234567890123456789012345678" digit "\n"
#define AUTHOR "author A <a> 1 +0000\n"
#define COMMITTER "committer C <c> 2 +0000\n"

static const struct {
	const char *bytes;
	size_t parent_count;
	bool has_tree;
	const char *author, *message;
	unsigned damage;
} commit_rows[] = {
	{ TREE AUTHOR COMMITTER "\nsubject\n", 0, true, "A", "subject\n", 0 },
	{ TREE PARENT("1") PARENT("2") AUTHOR COMMITTER "\ns", 2, true, "A", "s", 0 },
	{ TREE AUTHOR COMMITTER, 0, true, "A", "", 0 },
	{ TREE AUTHOR COMMITTER "\n", 0, true, "A", "", 0 },
	{ TREE AUTHOR COMMITTER "gpgsig -----BEGIN\n author X <x> 9 +0000\n \n -----END\n\ns", 0, true, "A", "s", 0 },
	{ TREE PARENT("1") AUTHOR PARENT("2") COMMITTER "\ns", 1, true, "A", "s", DAMAGE_HEADER },
	{ AUTHOR COMMITTER "\ns", 0, false, "A", "s", DAMAGE_HEADER },
	{ "tree 01\n" AUTHOR COMMITTER "\ns", 0, false, "A", "s", DAMAGE_HEADER },
	{ TREE "parent 12\n" AUTHOR COMMITTER "\ns", 0, true, "A", "s", DAMAGE_HEADER },
	{ TREE COMMITTER "\ns", 0, true, "", "s", DAMAGE_IDENTITY | DAMAGE_TIME },
	{ TREE "\nauthor A <a> 1 +0000\n", 0, true, "", "author A <a> 1 +0000\n", DAMAGE_IDENTITY | DAMAGE_TIME },
	{ TREE AUTHOR "author B <b> 3 +0000\n" COMMITTER "\ns", 0, true, "B", "s", DAMAGE_HEADER },
	{ "", 0, false, "", "", DAMAGE_HEADER | DAMAGE_IDENTITY | DAMAGE_TIME },
	{ "\n", 0, false, "", "", DAMAGE_HEADER | DAMAGE_IDENTITY | DAMAGE_TIME },
};

START_TEST(a_commit_is_parsed_whatever_is_wrong_with_it)
{
	struct raw_commit commit;

	raw_commit_parse(&commit, text_of(commit_rows[_i].bytes));
	ck_assert_uint_eq(commit.parent_count, commit_rows[_i].parent_count);
	ck_assert_int_eq(commit.has_tree, commit_rows[_i].has_tree);
	assert_text(commit.author.who.name, commit_rows[_i].author);
	assert_text(commit.message, commit_rows[_i].message);
	ck_assert_msg(commit.damage == commit_rows[_i].damage, "row %d: damage %u", _i, commit.damage);
}
END_TEST

START_TEST(parents_are_told_apart_by_position)
{
	struct raw_commit commit;
	struct oid first, second;

	raw_commit_parse(&commit, TEXT(TREE PARENT("1") PARENT("2") AUTHOR COMMITTER "\n"));
	raw_commit_parent(&first, &commit, 0);
	raw_commit_parent(&second, &commit, 1);
	ck_assert_uint_eq(first.bytes[19], 0x81);
	ck_assert_uint_eq(second.bytes[19], 0x82);
}
END_TEST

START_TEST(a_message_ends_at_a_nul_as_in_git)
{
	static const char bytes[] = TREE AUTHOR COMMITTER "\nseen\0hidden";
	struct raw_commit commit;

	raw_commit_parse(&commit, (struct text){ bytes, sizeof(bytes) - 1 });
	assert_text(commit.message, "seen");
}
END_TEST

static const struct {
	const char *encoding, *name, *message, *want_name, *want_message;
	unsigned damage;
} encoding_rows[] = {
	{ NULL, "J\xc3\xb6rg", "gr\xc3\xbc\xc3\x9f", "J\xc3\xb6rg", "gr\xc3\xbc\xc3\x9f", 0 },
	{ NULL, "J\xf6rg", "m", "J\xf6rg", "m", DAMAGE_ENCODING },
	{ NULL, "J", "gr\xfc\xdf", "J", "gr\xfc\xdf", DAMAGE_ENCODING },
	{ "ISO-8859-1", "J\xf6rg", "gr\xfc\xdf", "J\xc3\xb6rg", "gr\xc3\xbc\xc3\x9f", 0 },
	{ "latin-1", "J\xf6rg", "m", "J\xc3\xb6rg", "m", 0 },
	{ "utf8", "J\xc3\xb6rg", "m", "J\xc3\xb6rg", "m", 0 },
	{ "no-such-encoding", "J\xf6rg", "m", "J\xf6rg", "m", DAMAGE_ENCODING },
	{ "ISO-8859-1//IGNORE", "J\xf6rg", "m", "J\xf6rg", "m", DAMAGE_ENCODING },
	{ "EUC-JP", "J\xff", "m", "J\xff", "m", DAMAGE_ENCODING },
	{ "EUC-JP", "\xa4\xa2", "\xa4\xa4", "\xe3\x81\x82", "\xe3\x81\x84", 0 },
};

START_TEST(a_declared_encoding_becomes_utf8)
{
	struct recoder recoder = { 0 };
	struct arena arena = { 0 };
	struct raw_commit commit;
	struct buf bytes = { 0 };

	buf_add_fmt(&bytes, TREE "author %s <a> 1 +0000\n" COMMITTER, encoding_rows[_i].name);
	if (encoding_rows[_i].encoding)
		buf_add_fmt(&bytes, "encoding %s\n", encoding_rows[_i].encoding);
	buf_add_fmt(&bytes, "\n%s", encoding_rows[_i].message);
	for (int twice = 0; twice < 2; twice++) {
		raw_commit_parse(&commit, buf_text(&bytes));
		raw_commit_recode(&recoder, &commit, &arena);
		assert_text(commit.author.who.name, encoding_rows[_i].want_name);
		assert_text(commit.message, encoding_rows[_i].want_message);
		ck_assert_uint_eq(commit.damage, encoding_rows[_i].damage);
	}
	buf_release(&bytes);
	recoder_release(&recoder);
	arena_release(&arena);
}
END_TEST

START_TEST(a_long_message_is_converted_whole)
{
	struct recoder recoder = { 0 };
	struct arena arena = { 0 };
	struct raw_commit commit = { .encoding = TEXT("ISO-8859-1") };
	char *message = xmalloc(100000);

	memset(message, 0xe4, 100000);
	commit.message = (struct text){ message, 100000 };
	raw_commit_recode(&recoder, &commit, &arena);
	ck_assert_uint_eq(commit.message.size, 200000);
	ck_assert(utf8_valid(commit.message));
	free(message);
	recoder_release(&recoder);
	arena_release(&arena);
}
END_TEST

START_TEST(a_tag_names_its_target_and_tagger)
{
	struct text bytes = TEXT("object 0123456789012345678901234567890123456789\ntype commit\ntag v1\n"
	                         "tagger T <t> 5 +0100\n\nwords\n");
	struct raw_identity tagger;
	struct oid target;

	ck_assert(raw_tag_target(bytes, &target));
	ck_assert_uint_eq(target.bytes[0], 0x01);
	ck_assert(raw_tag_tagger(bytes, &tagger));
	assert_text(tagger.who.name, "T");
	ck_assert_int_eq(tagger.time, 5);
	ck_assert(!raw_tag_target(TEXT("object 01\n"), &target));
	ck_assert(!raw_tag_tagger(TEXT("object x\n\ntagger T <t> 5 +0100\n"), &tagger));
}
END_TEST

Suite *suite_history_commit(void)
{
	Suite *suite = suite_create("history_commit");
	TCase *tc = tcase_create("parse");

	tcase_add_loop_test(tc, an_identity_is_split_as_git_splits_it, 0,
	                    sizeof(identity_rows) / sizeof(identity_rows[0]));
	tcase_add_loop_test(tc, a_commit_is_parsed_whatever_is_wrong_with_it, 0,
	                    sizeof(commit_rows) / sizeof(commit_rows[0]));
	tcase_add_test(tc, parents_are_told_apart_by_position);
	tcase_add_test(tc, a_message_ends_at_a_nul_as_in_git);
	tcase_add_test(tc, a_tag_names_its_target_and_tagger);
	suite_add_tcase(suite, tc);
	tc = tcase_create("encoding");
	tcase_add_loop_test(tc, a_declared_encoding_becomes_utf8, 0, sizeof(encoding_rows) / sizeof(encoding_rows[0]));
	tcase_add_test(tc, a_long_message_is_converted_whole);
	suite_add_tcase(suite, tc);
	return suite;
}
