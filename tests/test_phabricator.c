/* Phabricator's fields, and who reads "Reviewed By". */
#include <check.h>
#include "support/reader_log.h"

Suite *suite_phabricator(void);

#define D1 "Differential Revision: https://reviews.example.org/D12345\n"
#define D1_LOG "review D12345 phabricator:Differential Revision\n"

static const struct reader_row rows[] = {
	{ 1, "s\n\nSummary: x\n\nReviewers: ax, bs, #grp\n\nReviewed By: ax, #grp\n\nSubscribers: cm\n\n" D1,
	  "req ax phabricator:Reviewers line=5 requested\nreq bs phabricator:Reviewers line=5 #1 requested\n"
	  "req grp phabricator:Reviewers line=5 #2 group\nrev ax phabricator:Reviewed By line=7\n"
	  "rev grp phabricator:Reviewed By line=7 #1 group\n" D1_LOG },
	{ 1, "s\n\nReviewed By: ax\n\n" D1, "rev ax phabricator:Reviewed By line=3\n" D1_LOG },
	{ 1, "s\n\nReviewed By: ax\n\nTest Plan: make check\n", "rev ax phabricator:Reviewed By line=3\n" },
	{ 1, "s\n\nReviewers: ax,\n  bs\n",
	  "req ax phabricator:Reviewers line=3 requested\n"
	  "req bs phabricator:Reviewers line=3 #1 requested\n" },
	{ 1, "s\n\nReviewed By: ax\n", "" },
	/* FreeBSD's key is another. */
	{ 1, "s\n\nReviewed by:\tax\n" D1, D1_LOG },
	{ 1, "s\n\nReviewers: is this too strong?\n", "" },
	{ 1, "s\n\nReviewers: please look at this, and at that\n", "" },
	{ 1, "s\n\nReviewers:\n\n" D1, D1_LOG },
	{ 1, "s\n\n    Reviewers: ax\n> Reviewers: ax\n", "" },
	{ 1, "s\n\nDifferential Revision: D7\n", "review D7 phabricator:Differential Revision\n" },
	{ 1, "s\n\nDifferential Revision: https://h/D7#inline-3\n", "review D7 phabricator:Differential Revision\n" },
	{ 1, "s\n\nDifferential Revision: https://h/D7/\n", "review D7 phabricator:Differential Revision\n" },
	{ 1, "s\n\nDifferential Revision: none\n", "" },
	{ 1, "s\n\nDifferential Revision: https://h/AD7\n", "" },
	{ 1, "s\n\nDifferential Revision: D\nDifferential Revision: 7\n", "" },
	{ 2, "Merge\n\nReviewed By: ax\n\n" D1, "" },
	{ 1, "", "" },
};

START_TEST(each_message_gives_its_fields)
{
	reader_check(&reader_phabricator, &rows[_i]);
}
END_TEST

Suite *suite_phabricator(void)
{
	Suite *suite = suite_create("phabricator");
	TCase *rows_case = tcase_create("rows");

	tcase_add_loop_test(rows_case, each_message_gives_its_fields, 0, sizeof(rows) / sizeof(rows[0]));
	suite_add_tcase(suite, rows_case);
	return suite;
}
