/* GitHub's subjects and the fields that name a pull request. */
#include <check.h>
#include "support/reader_log.h"

Suite *suite_github(void);

static const struct reader_row rows[] = {
	{ 2, "Merge pull request #5 from bsample/fix\n\nTitle (#9)\n", "pr 5 login=bsample subject:github-merge\n" },
	{ 2, "Merge pull request #5 from bsample/feature/deep\n", "pr 5 login=bsample subject:github-merge\n" },
	{ 2, "Merge pull request #5 from bsample/fix\r\n\r\nTitle\r\n", "pr 5 login=bsample subject:github-merge\n" },
	{ 2, "Merged pull request #12 from aexample/x\n", "pr 12 login=aexample subject:github-merge\n" },
	{ 3, "Merge pull request #5 from bsample/fix", "pr 5 login=bsample subject:github-merge\n" },
	/* A one-parent commit with a merge's subject merged nothing. */
	{ 1, "Merge pull request #5 from bsample/fix\n", "" },
	/* Bitbucket and Gitea begin alike. */
	{ 2, "Merge pull request #5 in P/r from a to b\n", "" },
	{ 2, "Merge pull request 'T' (#5) from o/r:b into main\n", "" },
	{ 1, "Title (#5)\n", "pr 5 subject:squash\n" },
	{ 1, "Title (#5) \t\r\n", "pr 5 subject:squash\n" },
	{ 0, "Title (#5)", "pr 5 subject:squash\n" },
	{ 1, "Title (#5)\nsecond line of the title\n", "pr 5 subject:squash\n" },
	{ 1, "A title that was\nfolded (#5)\n", "pr 5 subject:squash\n" },
	{ 1, "gh-77: Title (GH-78)\n", "pr 78 subject:squash\n" },
	{ 2, "Title (#5)\n\nbody\n", "pr 5 subject:merge-queue\n" },
	{ 1, "Backport: Title (#5) (#9)\n", "pr 9 subject:squash\n" },
	{ 1, "Revert \"Title (#5)\" (#9)\n", "pr 9 subject:squash\n" },
	{ 1, "Revert \"Title (#5)\"\n", "" },
	{ 1, "Title (#5).\n", "" },
	{ 1, "Title (#)\n", "" },
	{ 1, "(#5)\n", "pr 5 subject:squash\n" },
	{ 1, "Title (#007)\n", "pr 7 subject:squash\n" },
	{ 1, "Title (#1234567890123456789)\n", "" },
	{ 1, "Update\n\n    abcdef0 Merge pull request #12 from x/y\n    Title (#13)\n", "" },
	{ 1, "Title\n\n* first (#3)\n* second (#4)\n", "" },
	{ 1, "s\n\nPR-URL: https://github.com/o/r/pull/42\nReviewed-By: A <a@example.org>\n",
	  "pr 42 trailer:PR-URL\n" },
	{ 1, "s\n\nPR-URL: #42\n", "pr 42 trailer:PR-URL\n" },
	{ 1, "s\n\nPull Request:\thttps://github.com/o/r/pull/954\n", "pr 954 trailer:Pull-Request\n" },
	{ 1, "s\n\nPull-request: o/r#954\n", "pr 954 trailer:Pull-Request\n" },
	{ 1, "s\n\nPR-URL: https://github.com/o/r/pull/\n", "" },
	{ 1, "s\n\n> PR-URL: https://github.com/o/r/pull/42\n", "" },
	{ 2, "Merge pull request #5 from a/b\n\nPR-URL: #9\n\ntext\n", "pr 5 login=a subject:github-merge\n" },
	{ 1, "", "" },
};

START_TEST(each_message_gives_exactly_what_it_says)
{
	reader_check(&reader_github, &rows[_i]);
}
END_TEST

Suite *suite_github(void)
{
	Suite *suite = suite_create("github");
	TCase *rows_case = tcase_create("rows");

	tcase_add_loop_test(rows_case, each_message_gives_exactly_what_it_says, 0, sizeof(rows) / sizeof(rows[0]));
	suite_add_tcase(suite, rows_case);
	return suite;
}
