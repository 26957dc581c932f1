/* Gitea's and Forgejo's subjects and trailers. */
#include <check.h>
#include "support/reader_log.h"

Suite *suite_gitea(void);

static const struct reader_row rows[] = {
	{ 2,
	  "Merge pull request 'T' (#5) from o/r:b into main\n\nReviewed-on: https://h/o/r/pulls/5\nReviewed-by: A "
	  "<a@example.org>\n",
	  "pr 5 login=o subject:gitea\n" },
	/* The description stands in the same paragraph: git sees no block there. */
	{ 2,
	  "Merge pull request 'T' (#5) from b into main\n\nprose\nmore prose\nReviewed-on: https://h/o/r/pulls/5\n"
	  "Reviewed-by: A <a@example.org>\n",
	  "pr 5 subject:gitea\nrev A <a@example.org> trailer:Reviewed-by line=6\n" },
	{ 2, "Merge pull request 'it's a 'T' (#4) from x' (#5) from feature/b into main\n", "pr 5 subject:gitea\n" },
	{ 2, "Merge pull request 'T' (!5) from o/r:b into main\n", "pr 5 login=o subject:gitea\n" },
	{ 1, "Merge pull request 'T' (#5) from o/r:b into main\n", "" },
	{ 2, "Merge pull request 'T' from o/r:b into main\n", "" },
	{ 2, "Merge pull request 'T' (#5) from o/r:b\n", "" },
	{ 1, "Title (#5)\n\nReviewed-on: https://h/o/r/pulls/5\nReviewed-by: A <a@example.org>\n",
	  "pr 5 trailer:Reviewed-on\n" },
	{ 1, "s\n\nReviewed-on: https://review.example.org/c/p/+/5\n", "" },
	{ 1, "s\n\n    Reviewed-on: https://h/o/r/pulls/5\n", "" },
};

START_TEST(each_message_gives_exactly_what_it_says)
{
	reader_check(&reader_gitea, &rows[_i]);
}
END_TEST

Suite *suite_gitea(void)
{
	Suite *suite = suite_create("gitea");
	TCase *rows_case = tcase_create("rows");

	tcase_add_loop_test(rows_case, each_message_gives_exactly_what_it_says, 0, sizeof(rows) / sizeof(rows[0]));
	suite_add_tcase(suite, rows_case);
	return suite;
}
