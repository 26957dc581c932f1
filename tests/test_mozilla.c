/* Mozilla's flags. */
#include <check.h>
#include "support/reader_log.h"

Suite *suite_mozilla(void);

#define M " subject:mozilla line=1"

static const struct reader_row rows[] = {
	{ 1, "Bug 1 - x r=ax,#grp-reviewers,bs a=rm",
	  "rev ax" M "\nrev grp-reviewers" M " #1 group\nrev bs" M " #2\nack rm" M " #3 note=approval\n" },
	{ 1, "Bug 1 - x r?ax", "req ax" M " requested\n" },
	{ 1, "Bug 1 - Fix overflow in foo, r=bsample,#bar-reviewers",
	  "rev bsample" M "\nrev bar-reviewers" M " #1 group\n" },
	{ 1, "Bug 1 - x r=nss-reviewers,ax!", "rev nss-reviewers" M " group\nrev ax" M " #1\n" },
	{ 1, "Bug 1 - x r=#grp", "rev grp" M " group\n" },
	{ 1, "Bug 1 - x r?#grp", "req grp" M " group\n" },
	{ 1, "Bug 1 - x. r=ax.", "rev ax" M "\n" },
	{ 1, "Bug 1 - x. r=first.last, sr=bs.", "rev first.last" M "\nrev bs" M " #1\n" },
	{ 1, "Bug 1 - x r=ax, r=bs", "rev ax" M "\nrev bs" M " #1\n" },
	{ 1, "Bug 1 - x (r=ax)", "rev ax" M "\n" },
	{ 1, "Bug 1 - x [r=ax/bs]", "rev ax" M "\nrev bs" M " #1\n" },
	{ 1, "Bug 1 - x r=ax/sr=bs", "rev ax" M "\nrev bs" M " #1\n" },
	{ 1, "Bug 1 - x r=ax, bs", "rev ax" M "\nrev bs" M " #1\n" },
	{ 1, "Bug 1 - x, r=ax, and more words", "rev ax" M "\n" },
	{ 1, "Bug 1 - x r=ax Modified Files: y.c", "rev ax" M "\n" },
	{ 1, "Bug 1 - x rs=ax ui-r=bs", "ack ax" M " note=rubber stamp\nrev bs" M " #1\n" },
	{ 1, "Bug 1 - x R=ax", "rev ax" M "\n" },
	{ 1, "Bug 1 - x r=:ax,:bs", "rev ax" M "\nrev bs" M " #1\n" },
	{ 1, "Bug 1 - x r=:", "" },
	{ 1, "Bug 1\nr=ax\n\nbody", "rev ax" M "\n" },
	/* Nobody. */
	{ 1, "Bug 1 - x r=me", "" },
	{ 1, "Backed out changeset 0123 r=backout", "" },
	{ 1, "Bug 1 - x r=merge a=testonly r=bustage", "" },
	{ 1, "Bug 1 - x r= ax", "" },
	{ 1, "Bug 1 - x r==ax", "" },
	{ 1, "Bug 1 - x bar=ax", "" },
	{ 1, "Bug 1 - x r=", "" },
	{ 1, "r=", "" },
	{ 1, "", "" },
	/* Other ways to name a bug. */
	{ 1, "Fix for 123456 . r=ax . And more", "rev ax" M "\n" },
	{ 1, "#123456 r=ax And more", "rev ax" M "\n" },
	/* Without a bug nothing but flags may follow. */
	{ 1, "Fix for many. r=ax . And more", "" },
	{ 1, "#define r=ax And more", "" },
	{ 1, "Fix x. r=ax", "rev ax" M "\n" },
	{ 1, "Fix x. r=ax a=bs", "rev ax" M "\nack bs" M " #1 note=approval\n" },
	{ 1, "update readme, r=ax DONTBUILD", "rev ax" M "\n" },
	{ 1, "Parse r=value in headers", "" },
	{ 1, "Set a=b", "" },
	{ 1, "add a==nil usecase", "" },
	/* A body line of flags alone. */
	{ 1, "Bug 1 - x\n\nbody\n\nr=ax, bs.\n", "rev ax message:mozilla line=5\nrev bs message:mozilla line=5 #1\n" },
	{ 1, "Bug 1 - x\n\nr=ax is the reviewer\n\n    r=ax\n\n> r=ax\n", "" },
	{ 1, "Bug 1 - x\n\nR=ax\n", "" },
	{ 1, "Fix x\n\nr=ax\n", "" },
	/* Merges have their own grammars. */
	{ 2, "Auto merge of #7 - bs:fix, r=ax", "" },
};

START_TEST(each_subject_gives_its_flags)
{
	reader_check(&reader_mozilla, &rows[_i]);
}
END_TEST

Suite *suite_mozilla(void)
{
	Suite *suite = suite_create("mozilla");
	TCase *rows_case = tcase_create("rows");

	tcase_add_loop_test(rows_case, each_subject_gives_its_flags, 0, sizeof(rows) / sizeof(rows[0]));
	suite_add_tcase(suite, rows_case);
	return suite;
}
