/* GitLab's merge messages and the lines of merge bots. */
#include <check.h>
#include "support/reader_log.h"

Suite *suite_gitlab(void);

static const struct reader_row rows[] = {
	{ 2, "Merge branch 'fix' into 'main'\n\nTitle\n\nCloses #1, #2\n\nSee merge request group/project!5\n",
	  "mr 5 message:gitlab\n" },
	{ 2, "Merge branch 'fix' into 'main'\r\n\r\nTitle\r\n\r\nSee merge request group/sub/project!5\r\n",
	  "mr 5 message:gitlab\n" },
	{ 2, "Merge branch 'fix' into 'main'\n\nSee merge request !5\n", "mr 5 message:gitlab\n" },
	{ 2, "Merge branch 'fix' into 'main'\n\nSee merge request https://h/g/p/-/merge_requests/5\n",
	  "mr 5 message:gitlab\n" },
	/* A picked merge carries the older line above its own. */
	{ 2, "Merge branch 'fix' into 'main'\n\nSee merge request g/p!4\n\nSee merge request g/p!5\n",
	  "mr 5 message:gitlab\n" },
	{ 2, "Merge branch 'fix' into 'main' (!5)\n", "mr 5 subject:gitlab\n" },
	{ 2, "Merge branch 'fix' into 'main' !5\n", "mr 5 subject:gitlab\n" },
	{ 2, "Merge branch 'fix' into 'main'\n\n!5\n", "mr 5 message:gitlab\n" },
	{ 1, "Title (!5)\n", "mr 5 subject:gitlab\n" },
	{ 1, "Title !5\n", "" },
	{ 1, "s\n\nbody\n\nPart-of: <https://gitlab.example.org/g/p/-/merge_requests/4321>\n",
	  "mr 4321 trailer:Part-of\n" },
	{ 1, "s\n\nPart-of: https://gitlab.example.org/g/p/merge_requests/4321\n", "mr 4321 trailer:Part-of\n" },
	{ 1, "s\n\nhttps://gitlab.example.org/g/p/merge_requests/4321\n", "mr 4321 message:gitlab\n" },
	{ 1, "s\n\nsee https://gitlab.example.org/g/p/merge_requests/4321\n", "" },
	{ 1, "s\n\nhttps://gitlab.example.org/g/p/merge_requests/1\n\ntext\n\nmore\n", "" },
	{ 1, "s\n\n    See merge request g/p!5\n", "" },
	{ 1, "s\n\nSee merge request\n", "" },
	{ 2, "Merge branch 'fix'\n", "" },
};

START_TEST(each_message_gives_exactly_what_it_says)
{
	reader_check(&reader_gitlab, &rows[_i]);
}
END_TEST

Suite *suite_gitlab(void)
{
	Suite *suite = suite_create("gitlab");
	TCase *rows_case = tcase_create("rows");

	tcase_add_loop_test(rows_case, each_message_gives_exactly_what_it_says, 0, sizeof(rows) / sizeof(rows[0]));
	suite_add_tcase(suite, rows_case);
	return suite;
}
