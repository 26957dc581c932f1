/* Rietveld's lines. */
#include <check.h>
#include "support/reader_log.h"

Suite *suite_rietveld(void);

static const struct reader_row rows[] = {
	{ 1, "s\n\nR=golang-dev, ax, 0bs\nCC=golang-dev\nhttps://golang.org/cl/1234\n",
	  "req golang-dev rietveld:R line=3 group\nreq ax rietveld:R line=3 #1 requested\nreq 0bs rietveld:R line=3 #2 "
	  "requested\n" },
	{ 1, "s\n\nLGTM=ax\nR=ax\n", "rev ax rietveld:LGTM line=3\nreq ax rietveld:R line=4 requested\n" },
	{ 1, "s\n\nR=ax@example.org\n", "req  <ax@example.org> rietveld:R line=3 requested\n" },
	{ 1, "s\n\nR=dev-team@example.org, ax@example.org,\n",
	  "req  <dev-team@example.org> rietveld:R line=3 group\nreq  <ax@example.org> rietveld:R line=3 #1 "
	  "requested\n" },
	{ 1, "s\n\nTBR=ax\n", "req ax rietveld:TBR line=3 requested\n" },
	{ 1, "s\n\nBUG=1\nR=ax\nReview URL: https://codereview.example.org/1234 .\n",
	  "req ax rietveld:R line=4 requested\nreview https://codereview.example.org/1234 rietveld:Review URL\n" },
	{ 1, "s\n\nReview-Url: https://codereview.example.org/1234\n",
	  "review https://codereview.example.org/1234 rietveld:Review URL\n" },
	/* Code, not Rietveld. */
	{ 1, "s\n\nR=5\n", "" },
	{ 1, "s\n\nR=ax\n", "" },
	{ 1, "s\n\nR=f(x)\nCC=gcc\n", "" },
	{ 1, "s\n\nR=\nCC=\n", "" },
	{ 1, "s\n\n    R=ax\nBUG=1\n", "" },
	{ 1, "s\n\n```\nR=ax\nBUG=1\n```\n", "" },
	{ 1, "s\n\nReview URL: none\n", "" },
	{ 1, "R=ax\n", "" },
	{ 2, "Merge\n\nTBR=ax\n", "" },
	{ 1, "", "" },
};

START_TEST(each_message_gives_its_lines)
{
	reader_check(&reader_rietveld, &rows[_i]);
}
END_TEST

Suite *suite_rietveld(void)
{
	Suite *suite = suite_create("rietveld");
	TCase *rows_case = tcase_create("rows");

	tcase_add_loop_test(rows_case, each_message_gives_its_lines, 0, sizeof(rows) / sizeof(rows[0]));
	suite_add_tcase(suite, rows_case);
	return suite;
}
