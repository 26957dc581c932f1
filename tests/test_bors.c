/* Homu's merges. */
#include <check.h>
#include "support/reader_log.h"

Suite *suite_bors(void);

static const struct reader_row rows[] = {
	{ 2, "Auto merge of #7 - bs:fix, r=ax\n\nTitle\n", "pr 7 login=bs subject:bors\nrev ax subject:bors line=1\n" },
	{ 2, "Auto merge of #7 - bs:fix, r=<try>\n", "" },
	{ 2, "Auto merge of #7 - ax:fix, r=AX\n", "pr 7 login=ax subject:bors\nrev AX subject:bors line=1 self\n" },
	{ 2, "Auto merge of #7 - bs:fix, r=ax,cm\n",
	  "pr 7 login=bs subject:bors\nrev ax subject:bors line=1\nrev cm subject:bors line=1 #1\n" },
	{ 2, "Auto merge of #7 - bs:fix, r=ax, cm and more\n",
	  "pr 7 login=bs subject:bors\nrev ax subject:bors line=1\nrev cm subject:bors line=1 #1\n" },
	{ 2, "Auto merge of #7 - bs:fix, r=ax+bs\n",
	  "pr 7 login=bs subject:bors\nrev ax subject:bors line=1\nrev bs subject:bors line=1 #1 self\n" },
	{ 2, "Auto merge of #7 - bs:fix, r=@ax\n", "pr 7 login=bs subject:bors\nrev ax subject:bors line=1\n" },
	{ 2, "Auto merge of #7 - bs:fix, r=`ax`,\n", "pr 7 login=bs subject:bors\nrev ax subject:bors line=1\n" },
	{ 2, "Auto merge of #7 - bs:fix, r=ax \xf0\x9f\x8e\x89 thanks\n",
	  "pr 7 login=bs subject:bors\nrev ax subject:bors line=1\n" },
	{ 2, "Auto merge of #7 - bs:fix, r=\xf0\x9f\x8e\x89\n", "pr 7 login=bs subject:bors\n" },
	{ 2, "Auto merge of #7 - bs:fix, r=me\n", "pr 7 login=bs subject:bors\n" },
	{ 2, "Auto merge of #7 - dep[bot]:x, r=ax[bot]\n",
	  "pr 7 login=dep[bot] subject:bors\nrev ax[bot] subject:bors line=1\n" },
	{ 2, "Auto merge of #7 - bs:odd, r=name, r=ax\n", "pr 7 login=bs subject:bors\nrev ax subject:bors line=1\n" },
	{ 2, "Auto merge of #7 - bs:fix\n", "pr 7 login=bs subject:bors\n" },
	{ 2, "auto merge of #7 : bs/repo/fix, r=ax\n", "pr 7 login=bs subject:bors\nrev ax subject:bors line=1\n" },
	{ 2, "Rollup merge of #7 - bs:fix, r=ax\n", "pr 7 login=bs subject:bors\nrev ax subject:bors line=1\n" },
	{ 2, "Auto merge of #7 - bs:fix, r=ax\r\n", "pr 7 login=bs subject:bors\nrev ax subject:bors line=1\n" },
	{ 1, "Auto merge of #7 - bs:fix, r=ax\n", "" },
	{ 1, "Update\n\nAuto merge of #7 - bs:fix, r=ax\n", "" },
	{ 2, "Auto merge of #x - bs:fix, r=ax\n", "" },
};

START_TEST(each_message_gives_exactly_what_it_says)
{
	reader_check(&reader_bors, &rows[_i]);
}
END_TEST

Suite *suite_bors(void)
{
	Suite *suite = suite_create("bors");
	TCase *rows_case = tcase_create("rows");

	tcase_add_loop_test(rows_case, each_message_gives_exactly_what_it_says, 0, sizeof(rows) / sizeof(rows[0]));
	suite_add_tcase(suite, rows_case);
	return suite;
}
