/* What subjects say of patches, and ids of patches: those that `git patch-id --stable` gives. */
#include <check.h>
#include <string.h>
#include "../analyzers/evidence/mail_message.h"
#include "lead/patch_id.h"

Suite *suite_mail_patch(void);

START_TEST(subjects)
{
	static const struct {
		const char *subject, *rest;
		unsigned version, part, part_count;
		bool is_patch, is_reply;
	} rows[] = {
		{ "[PATCH] a: b", "a: b", 1, 0, 0, true, false },
		{ "[PATCH v3 2/7] a: b", "a: b", 3, 2, 7, true, false },
		{ "[RFC PATCH 1/7] x", "x", 1, 1, 7, true, false },
		{ "[PATCH net-next] x", "x", 1, 0, 0, true, false },
		{ "[list PATCH] x", "x", 1, 0, 0, true, false },
		{ "[PATCHv2 02/12] x", "x", 2, 2, 12, true, false },
		{ "[PATCH-v2] x", "x", 2, 0, 0, true, false },
		{ "[PATCH 0/3] cover", "cover", 1, 0, 3, true, false },
		{ "[PATCH RESEND v4] x", "x", 4, 0, 0, true, false },
		{ "[Xen-devel] [PATCH V2] [tag] x", "x", 2, 0, 0, true, false },
		{ "Re: [PATCH 1/2] x", "x", 1, 1, 2, true, true },
		{ "AW: Re: [PATCH] x", "x", 1, 0, 0, true, true },
		{ "Re[2]: [PATCH] x", "x", 1, 0, 0, true, true },
		{ "SV:  Antw: x", "x", 0, 0, 0, false, true },
		{ "[GIT PULL] x", "x", 0, 0, 0, false, false },
		{ "[PATCH 9/3] x", "x", 1, 0, 0, true, false },
		{ "[PATCHES] x", "x", 0, 0, 0, false, false },
		{ "refs: x", "refs: x", 0, 0, 0, false, false },
		{ "[all of it]", "[all of it]", 0, 0, 0, false, false },
		{ "[open", "[open", 0, 0, 0, false, false },
		{ "", "", 0, 0, 0, false, false },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct mail_subject got;

		mail_subject_parse(&got, text_of(rows[i].subject));
		ck_assert_msg(text_equal(got.rest, text_of(rows[i].rest)) && got.version == rows[i].version &&
		                      got.part == rows[i].part && got.part_count == rows[i].part_count &&
		                      got.is_patch == rows[i].is_patch && got.is_reply == rows[i].is_reply,
		              "'%s': '" TEXT_FMT "' %u %u/%u %d %d", rows[i].subject, TEXT_ARG(got.rest), got.version,
		              got.part, got.part_count, got.is_patch, got.is_reply);
	}
}
END_TEST

static void expect_id(const char *body, const char *want)
{
	struct mail_fact fact = { 0 };
	struct buf hex = { 0 };

	(void)mail_patch_find(&fact, text_of(body));
	if (fact.has_patch_id)
		buf_add_hex(&hex, (struct text){ (const char *)fact.patch_id, sizeof(fact.patch_id) });
	ck_assert_str_eq(buf_str(&hex), want);
	buf_release(&hex);
}

#define DIFF_A "diff --git a/a b/a\nindex 1..2 100644\n--- a/a\n+++ b/a\n@@ -1 +1,2 @@\n x\n+y\n"
#define DIFF_B "diff --git a/b b/b\nnew file mode 100644\nindex 0..2\n--- /dev/null\n+++ b/b\n@@ -0,0 +1 @@\n+z z\n"

/* The ids are those of git 2.39. */
START_TEST(ids_are_those_of_git)
{
	expect_id("text\n---\n a | 1 +\n\n" DIFF_A "-- \n2.39\n", "1364eede86daae989d2cabc4fd71f854d5a5129f");
	expect_id(DIFF_A, "1364eede86daae989d2cabc4fd71f854d5a5129f");
	expect_id("diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -7 +9,2 @@ f()\n  x\n+  y  \n",
	          "1364eede86daae989d2cabc4fd71f854d5a5129f");
	expect_id(DIFF_B, "0f8fdf085b8ad83411f7a64c8b322b093592cb95");
	expect_id(DIFF_A DIFF_B, "22f3cde7e16487cdae23521189a4235e0a38de34");
	expect_id(DIFF_B DIFF_A, "22f3cde7e16487cdae23521189a4235e0a38de34");
	expect_id("diff --git a/c b/c\nold mode 100644\nnew mode 100755\n", "96964605746d84e6a00ae22427fee9a55a084024");
	expect_id("diff --git a/d b/e\nsimilarity index 100%\nrename from d\nrename to e\n",
	          "4ff0eb40276ecddee78ff7aab6aa9b08c70aa7c0");
	expect_id("diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n-x\n+y\n\\ No newline at end of file\n",
	          "9625f18297c5b06cde46cc0d14145b284d1bcefc");
}
END_TEST

START_TEST(what_has_none)
{
	expect_id("no diff at all\ndiff of opinions\n", "");
	expect_id("diff --git a/a b/a\nBinary files a/a and b/a differ\n", "");
	expect_id("diff --git a/a b/a\nindex 1..2\nGIT binary patch\nliteral 1\nabc\n", "");
}
END_TEST

START_TEST(a_blank_lost_on_the_way_changes_nothing)
{
	expect_id("diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1,2 +1,3 @@\n \n x\n+y\n" DIFF_B,
	          "22f3cde7e16487cdae23521189a4235e0a38de34");
	expect_id("diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1,2 +1,3 @@\n\n x\n+y\n" DIFF_B,
	          "22f3cde7e16487cdae23521189a4235e0a38de34");
}
END_TEST

static void own_header(const char *text, const char *name, const char *email, const char *subject)
{
	struct mail_fact fact = { .from = { TEXT("List"), TEXT("list@example.org") }, .subject = TEXT("as sent") };
	struct arena arena = { 0 };

	mail_patch_own_header(&fact, &arena, text_of(text));
	ck_assert(text_equal(fact.from.name, text_of(name)));
	ck_assert(text_equal(fact.from.email, text_of(email)));
	ck_assert(text_equal(fact.subject, text_of(subject)));
	arena_release(&arena);
}

START_TEST(a_patch_may_name_its_author)
{
	own_header("From: Ada Example <ada@example.org>\n\ntext\n", "Ada Example", "ada@example.org", "as sent");
	own_header("From: Ada Example <ada@example.org>\nDate: now\nSubject: [PATCH] own\n\ntext\n", "Ada Example",
	           "ada@example.org", "own");
	own_header("text\nFrom: Ada Example <ada@example.org>\n", "List", "list@example.org", "as sent");
	own_header("From: nobody\n", "List", "list@example.org", "as sent");
}
END_TEST

Suite *suite_mail_patch(void)
{
	Suite *suite = suite_create("mail_patch");
	TCase *tcase = tcase_create("mail_patch");

	tcase_add_test(tcase, subjects);
	tcase_add_test(tcase, ids_are_those_of_git);
	tcase_add_test(tcase, what_has_none);
	tcase_add_test(tcase, a_blank_lost_on_the_way_changes_nothing);
	tcase_add_test(tcase, a_patch_may_name_its_author);
	suite_add_tcase(suite, tcase);
	return suite;
}
