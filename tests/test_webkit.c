/* WebKit's sentence. */
#include <check.h>
#include "support/reader_log.h"

Suite *suite_webkit(void);

static const struct reader_row rows[] = {
	{ 1, "s\n\nReviewed by Ada Example and Bo Sample.\n",
	  "rev Ada Example message:webkit line=3\nrev Bo Sample message:webkit line=3 #1\n" },
	{ 1, "s\n\nReviewed by Ada Example, Bo Sample and Cy Third.\n",
	  "rev Ada Example message:webkit line=3\nrev Bo Sample message:webkit line=3 #1\nrev Cy Third message:webkit "
	  "line=3 #2\n" },
	{ 1, "s\n\n        Reviewed by Ada Example.\n\ntext\n", "rev Ada Example message:webkit line=3\n" },
	{ 1, "s\n\nRubber-stamped by Ada Example.\n", "ack Ada Example message:webkit line=3\n" },
	{ 1, "s\n\nReviewed and rubber-stamped by Ada Example.  \n", "rev Ada Example message:webkit line=3\n" },
	{ 1, "s\n\nReviewed by Ada J. Example.\n", "rev Ada J. Example message:webkit line=3\n" },
	{ 1, "s\n\nReviewed by NOBODY (OOPS!).\n", "" },
	{ 1, "s\n\nUnreviewed build fix.\n\nUnreviewed, rolling out r1.\n", "" },
	{ 1, "s\n\nReviewed by the security team.\n", "" },
	{ 1, "s\n\nReviewed by nobody yet, this must wait.\n", "" },
	{ 1, "s\n\nReviewed by Ada Example\n", "" },
	{ 1, "s\n\nReviewed by .\n", "" },
	{ 1, "s\n\nThis was\nReviewed by me.\n", "" },
	{ 1, "s\n\n> Reviewed by Ada Example.\n", "" },
	{ 1, "s\n\ncode\n    Reviewed by Ada Example.\n", "" },
	{ 1, "s\n\n```\nReviewed by Ada Example.\n```\n", "" },
	{ 1, "Reviewed by Ada Example.\n", "" },
	{ 2, "Merge\n\nReviewed by Ada Example.\n", "" },
	{ 1, "", "" },
};

START_TEST(each_message_gives_its_reviewers)
{
	reader_check(&reader_webkit, &rows[_i]);
}
END_TEST

Suite *suite_webkit(void)
{
	Suite *suite = suite_create("webkit");
	TCase *rows_case = tcase_create("rows");

	tcase_add_loop_test(rows_case, each_message_gives_its_reviewers, 0, sizeof(rows) / sizeof(rows[0]));
	suite_add_tcase(suite, rows_case);
	return suite;
}
