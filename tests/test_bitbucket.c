/* Bitbucket's merge and squash messages. */
#include <check.h>
#include "support/reader_log.h"

Suite *suite_bitbucket(void);

static const struct reader_row rows[] = {
	{ 2, "Merged in b (pull request #5)\n\nT\n\nApproved-by: A <a@example.org>\nApproved-by: B <b@example.org>",
	  "pr 5 subject:bitbucket\n" },
	/* Below them something else: git sees no block, so the approvers are read here. */
	{ 2, "Merged in feature/x (pull request #5)\n\nT\n\nApproved-by: A <a@example.org>\nApproved-by: B\n\n* done\n",
	  "pr 5 subject:bitbucket\nack A <a@example.org> trailer:Approved-by line=5\nack B trailer:Approved-by "
	  "line=6\n" },
	{ 2, "Merged in x (pull request #5)\n\nApproved-by: A\n> Approved-by: C\n\nend\n",
	  "pr 5 subject:bitbucket\nack A trailer:Approved-by line=3\n" },
	{ 1, "Merged in x (pull request #5)\n\nApproved-by: A\n\nend\n", "pr 5 subject:bitbucket\n" },
	{ 1, "Merged in x (pull request #5) and more\n", "" },
	{ 1, "Merged in (pull request #5)\n", "" },
	{ 2, "Pull request #5: Title\n\nMerge in P/r from x to main\n", "pr 5 subject:bitbucket\n" },
	{ 2, "Merge pull request #5 in P/r from feature to main\n", "pr 5 subject:bitbucket\n" },
	{ 1, "Merge pull request #5 in P/r from feature to main\n", "" },
	{ 2, "Merge pull request #5 from o/b\n", "" },
};

START_TEST(each_message_gives_exactly_what_it_says)
{
	reader_check(&reader_bitbucket, &rows[_i]);
}
END_TEST

Suite *suite_bitbucket(void)
{
	Suite *suite = suite_create("bitbucket");
	TCase *rows_case = tcase_create("rows");

	tcase_add_loop_test(rows_case, each_message_gives_exactly_what_it_says, 0, sizeof(rows) / sizeof(rows[0]));
	suite_add_tcase(suite, rows_case);
	return suite;
}
