/* bors-ng's merges. */
#include <check.h>
#include "support/reader_log.h"

Suite *suite_bors_ng(void);

static const struct reader_row rows[] = {
	{ 3, "Merge #7 #9\n\n7: t1 r=ax,cm a=bs\n\n\n\n9: t2 r=ax a=dd\n\n\n\nCo-authored-by: D <d@example.org>\n",
	  "rev ax subject:bors-ng line=3 in=pr:7\nrev cm subject:bors-ng line=3 #1 in=pr:7\n"
	  "rev ax subject:bors-ng line=7 in=pr:9\npr 7 login=bs subject:bors-ng\npr 9 login=dd subject:bors-ng\n" },
	{ 2, "Merge #7\n\n7: title with r=zz in it r=ax a=bs\n",
	  "rev ax subject:bors-ng line=3 in=pr:7\npr 7 login=bs subject:bors-ng\n" },
	{ 2, "Merge #7\n\n7: own r=bs a=bs\n",
	  "rev bs subject:bors-ng line=3 in=pr:7 self\npr 7 login=bs subject:bors-ng\n" },
	{ 2, "Merge #7\n\n7: t r=ax, cm a=bs\n",
	  "rev ax subject:bors-ng line=3 in=pr:7\nrev cm subject:bors-ng line=3 #1 in=pr:7\npr 7 login=bs "
	  "subject:bors-ng\n" },
	/* A description cannot name reviewers of another request, nor a second time. */
	{ 2, "Merge #7\n\n8: t r=zz a=bs\n7: t r=ax a=bs\n7: t r=yy a=bs\n",
	  "rev ax subject:bors-ng line=4 in=pr:7\npr 7 login=bs subject:bors-ng\n" },
	{ 2, "Merge #48\n", "pr 48 subject:bors-ng\n" },
	{ 2, "Merge #7 from here\n\n7: t r=ax a=bs\n", "" },
	{ 2, "Merge\n", "" },
	{ 2, "Merge #\n", "" },
	{ 1, "Merge #7\n\n7: t r=ax a=bs\n", "" },
};

START_TEST(each_message_gives_exactly_what_it_says)
{
	reader_check(&reader_bors_ng, &rows[_i]);
}
END_TEST

Suite *suite_bors_ng(void)
{
	Suite *suite = suite_create("bors_ng");
	TCase *rows_case = tcase_create("rows");

	tcase_add_loop_test(rows_case, each_message_gives_exactly_what_it_says, 0, sizeof(rows) / sizeof(rows[0]));
	suite_add_tcase(suite, rows_case);
	return suite;
}
