/* Reverts, picks, fixed commits, closed requests, mails, imports. */
#include <check.h>
#include "support/reader_log.h"

Suite *suite_origin(void);

static const struct reader_row rows[] = {
	{ 1, "Revert \"s\"\n\nThis reverts commit 0123456789abcdef0123456789abcdef01234567.\n",
	  "reverts 0123456789abcdef0123456789abcdef01234567 message:revert\n" },
	{ 1,
	  "s\n\nThis reverts commit 0123456789abcdef0123456789abcdef01234567, reversing\nchanges made to "
	  "89abcdef0123456789abcdef0123456789abcdef.\n",
	  "reverts 0123456789abcdef0123456789abcdef01234567 message:revert\n" },
	{ 1, "s\n\nThis reverts commits 0123456a, 89abcdef and\n77777777.\nlater 88888888\n",
	  "reverts 0123456a message:revert\nreverts 89abcdef message:revert\nreverts 77777777 message:revert\n" },
	{ 1, "s\n\nThis reverts commit\n0123456789abcdef0123456789abcdef01234567\n",
	  "reverts 0123456789abcdef0123456789abcdef01234567 message:revert\n" },
	{ 1, "s\n\nIt broke. This reverts commit 0123456a (\"t\").\n", "reverts 0123456a message:revert\n" },
	{ 1,
	  "s\n\nThis reverts commit 0123456789abcdef0123456789abcdef01234567.\nThis reverts commit "
	  "89abcdef0123456789abcdef0123456789abcdef.\n",
	  "reverts 0123456789abcdef0123456789abcdef01234567 message:revert\nreverts "
	  "89abcdef0123456789abcdef0123456789abcdef message:revert\n" },
	{ 1, "s\n\nThis reverts commit abc.\nThis reverts commitment 0123456a\n", "" },
	{ 1, "s\n\n> This reverts commit 0123456789abcdef0123456789abcdef01234567.\n", "" },
	{ 2, "Merge x\n\nThis reverts commit 0123456789abcdef0123456789abcdef01234567.\n", "" },
	{ 1, "s\n\n(cherry picked from commit 0123456789abcdef0123456789abcdef01234567)\n",
	  "picked 0123456789abcdef0123456789abcdef01234567 message:cherry-pick\n" },
	{ 1,
	  "s\n\n(cherry picked from commit 0123456789abcdef0123456789abcdef01234567)\nSigned-off-by: A "
	  "<a@example.org>\n(cherry picked from commit 89abcdef0123456789abcdef0123456789abcdef)\n",
	  "picked 0123456789abcdef0123456789abcdef01234567 message:cherry-pick\npicked "
	  "89abcdef0123456789abcdef0123456789abcdef message:cherry-pick\n" },
	{ 1, "s\n\n(backported from commit 0123456789abcdef0123456789abcdef01234567)\n",
	  "picked 0123456789abcdef0123456789abcdef01234567 message:backport\n" },
	{ 1, "s\n\nFixes: 0123456789ab (\"t\")\n", "fixes 0123456789ab trailer:Fixes\n" },
	{ 1, "s\n\nFixes: commit 0123456789ab (\"t\")\n", "fixes 0123456789ab trailer:Fixes\n" },
	{ 1, "s\n\nFixes: defaced\nFixes the 0123456 bug\nFix 01234567\n", "" },
	{ 1, "s\n\nCloses #12\n", "closes 12 message:closes\n" },
	{ 1, "s\n\nCloses: #12\n", "closes 12 message:closes\n" },
	{ 1, "s\n\nFixes #12, #13 and #14.\n",
	  "closes 12 message:closes\ncloses 13 message:closes\ncloses 14 message:closes\n" },
	{ 1, "s\n\n* Resolves GH-5\n", "closes 5 message:closes\n" },
	{ 1, "s\n\nCloses https://github.com/o/r/pull/12\nFixes: https://h/o/r/issues/13#note\n",
	  "closes 12 message:closes\ncloses 13 message:closes\n" },
	{ 1, "s\n\nCloses o/r#12\nCloses-Bug: #13\nCloses nothing\nClosest #4\nCloses#5\n", "" },
	{ 2, "Merge branch 'x' into 'main'\n\nT\n\nCloses #1, #2\n\nSee merge request g/p!5\n",
	  "closes 1 message:closes\ncloses 2 message:closes\n" },
	{ 1, "s\n\nMessage-Id: <1.2@example.org>\n", "review 1.2@example.org trailer:Message-Id\n" },
	{ 1, "s\n\nMessage-ID: <1.2@example.org>\n", "review 1.2@example.org trailer:Message-Id\n" },
	{ 1, "s\n\nLink: https://lore.example.org/r/1.2@example.org/\n", "review 1.2@example.org trailer:Link\n" },
	{ 1, "s\n\nLink: https://lore.example.org/all/a%2Fb%401.2%example.org/T/#u [1]\n",
	  "review a/b@1.2%example.org trailer:Link\n" },
	{ 1, "s\n\nLink: https://bugs.example.org/12\nLink: nowhere\n", "" },
	{ 1, "s\n\nDiscussion: https://postgr.example.org/m/CA+x=1@mail.example.org\n",
	  "review CA+x=1@mail.example.org trailer:Discussion\n" },
	{ 1,
	  "Squashed 'lib/x/' changes from 0123456..89abcde\n\ngit-subtree-dir: lib/x\ngit-subtree-split: "
	  "0123456789abcdef0123456789abcdef01234567\n",
	  "import lib/x subject:subtree\nimport lib/x trailer:git-subtree-dir\n" },
	{ 1, "Squashed 'lib/' content from commit 0123456\n", "import lib subject:subtree\n" },
	{ 2, "Merge commit '0123456789abcdef0123456789abcdef01234567' as 'lib/x'\n", "import lib/x subject:subtree\n" },
	{ 1, "Merge commit '0123456789abcdef0123456789abcdef01234567' as 'lib/x'\n", "" },
	{ 1, "Squashed 'lib/' and 'x'\n", "" },
};

START_TEST(each_message_gives_exactly_what_it_says)
{
	reader_check(&reader_origin, &rows[_i]);
}
END_TEST

Suite *suite_origin(void)
{
	Suite *suite = suite_create("origin");
	TCase *rows_case = tcase_create("rows");

	tcase_add_loop_test(rows_case, each_message_gives_exactly_what_it_says, 0, sizeof(rows) / sizeof(rows[0]));
	suite_add_tcase(suite, rows_case);
	return suite;
}
