/* Azure DevOps' subjects. */
#include <check.h>
#include "support/reader_log.h"

Suite *suite_azure(void);

static const struct reader_row rows[] = {
	{ 2, "Merged PR 5: Title\n\nRelated work items: #1, #2\n", "pr 5 subject:azure\n" },
	{ 1, "Merged PR 1234567: Title\n", "pr 1234567 subject:azure\n" },
	{ 1, "[Git2Git] Merged PR 12: Title\n", "pr 12 subject:azure\n" },
	{ 1, "[Git2Git Merged PR 12: Title\n", "" },
	{ 1, "Merged PR : Title\n", "" },
	{ 1, "Merged PR 12 Title\n", "" },
	{ 1, "Title\n\nMerged PR 12: Title\n", "" },
};

START_TEST(each_message_gives_exactly_what_it_says)
{
	reader_check(&reader_azure, &rows[_i]);
}
END_TEST

Suite *suite_azure(void)
{
	Suite *suite = suite_create("azure");
	TCase *rows_case = tcase_create("rows");

	tcase_add_loop_test(rows_case, each_message_gives_exactly_what_it_says, 0, sizeof(rows) / sizeof(rows[0]));
	suite_add_tcase(suite, rows_case);
	return suite;
}
