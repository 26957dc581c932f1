/* Gerrit's footers and merges. */
#include <check.h>
#include "support/reader_log.h"

Suite *suite_gerrit(void);

static const struct reader_row rows[] = {
	{ 1,
	  "s\n\nChange-Id: I0123456789abcdef0123456789abcdef01234567\nReviewed-on: "
	  "https://go-review.example.org/c/tools/+/12345\n",
	  "gerrit 12345 trailer:Reviewed-on\nchange-id I0123456789abcdef0123456789abcdef01234567 trailer:Change-Id\n" },
	{ 1, "s\n\nReviewed-on: https://r.example.org/12345\n", "gerrit 12345 trailer:Reviewed-on\n" },
	{ 1, "s\n\nReviewed-on: https://r.example.org/#/c/12345/\n", "gerrit 12345 trailer:Reviewed-on\n" },
	{ 1, "s\n\nReviewed-on: https://r.example.org/c/p/+/12345/3\n", "gerrit 12345 trailer:Reviewed-on\n" },
	{ 1, "s\n\nReviewed-on: http://r.example.org:8080/12345/\n", "gerrit 12345 trailer:Reviewed-on\n" },
	{ 1, "s\n\nReviewed-on: http://12345\n", "" },
	{ 1, "s\n\nReviewed-on: https://h/o/r/pulls/5\n", "" },
	{ 1, "s\n\nReviewed-on: Monday\n", "" },
	/* Picked with the older footers above: the last are the commit's own. */
	{ 1,
	  "s\n\nReviewed-on: https://r.example.org/1\n(cherry picked from commit "
	  "0123456789abcdef0123456789abcdef01234567)\n"
	  "Reviewed-on: https://r.example.org/2\n",
	  "gerrit 2 trailer:Reviewed-on\n" },
	{ 1, "s\n\nChange-Id: I0123\n", "" },
	{ 1, "s\n\nChange-Id: J0123456789abcdef0123456789abcdef01234567\n", "" },
	{ 1, "s\n\nChange-Id: I0123456789abcdef0123456789abcdef0123456g\n", "" },
	{ 1, "s\n\n> Change-Id: I0123456789abcdef0123456789abcdef01234567\n", "" },
	/* Not in the last paragraph: git's own block does not hold it. */
	{ 1, "s\n\nChange-Id: I0123456789abcdef0123456789abcdef01234567\n\nSigned-off-by: A <a@example.org>\n",
	  "change-id I0123456789abcdef0123456789abcdef01234567 trailer:Change-Id\n" },
	{ 2, "Merge \"Fix it\" into stable\n\nChange-Id: I0123456789abcdef0123456789abcdef01234567\n\nlater text\n",
	  "" },
	{ 2, "Merge \"Fix it\"\n\nChange-Id: I0123456789abcdef0123456789abcdef01234567\n",
	  "change-id I0123456789abcdef0123456789abcdef01234567 trailer:Change-Id\n" },
	{ 2, "Merge \"Fix it\"\n", "" },
	{ 2, "Merge changes I0123abcd,I4567abcd\n", "" },
	{ 1, "Change-Id: I0123456789abcdef0123456789abcdef01234567\n", "" },
};

START_TEST(each_message_gives_exactly_what_it_says)
{
	reader_check(&reader_gerrit, &rows[_i]);
}
END_TEST

Suite *suite_gerrit(void)
{
	Suite *suite = suite_create("gerrit");
	TCase *rows_case = tcase_create("rows");

	tcase_add_loop_test(rows_case, each_message_gives_exactly_what_it_says, 0, sizeof(rows) / sizeof(rows[0]));
	suite_add_tcase(suite, rows_case);
	return suite;
}
