/* The list of ACKs in Bitcoin Core's merges. */
#include <check.h>
#include "support/reader_log.h"

Suite *suite_bitcoin(void);

static const struct reader_row rows[] = {
	{ 2,
	  "Merge example/example#12: title\n\nPull request description:\n\n  ACKs for top commit:\n    no: ACK\n\n"
	  "ACKs for top commit:\n  ax:\n    ACK 0123abc - looks good\n  bs:\n    utACK 0123abc\n  cm:\n    Concept "
	  "ACK\n"
	  "  dd:\n    NACK, this breaks x\n  ee:\n    looks good\n\nTree-SHA512: 0123\n",
	  "rev ax message:acks line=10\nrev bs message:acks line=12\nack cm message:acks line=14\nrev dd message:acks "
	  "line=16\n" },
	{ 2, "Merge #1\n\nACKs for top commit:\n  ax:\n    Concept ACK\n    re-ACK 0123\n",
	  "rev ax message:acks line=6\n" },
	{ 2, "Merge #1\n\nACKs for top commit:\n  ax:\n    Approach ACK, code review to follow\n",
	  "ack ax message:acks line=5\n" },
	{ 2, "Merge #1\n\nACKs for top commit:\n  ax:\n    Code Review ACK 0123\n  b-s:\n    tACK 0123\n",
	  "rev ax message:acks line=5\nrev b-s message:acks line=7\n" },
	{ 2, "Merge #1\n\nACKs for commit 0123ab:\n  ax:\n    crACK 0123ab\n", "rev ax message:acks line=5\n" },
	{ 2, "Merge #1\r\n\r\nACKs for top commit:\r\n  ax:\r\n    ACK\r\n", "rev ax message:acks line=5\n" },
	{ 2, "Merge #1\n\nTop commit has no ACKs.\n\nTree-SHA512: 01\n", "" },
	{ 2, "Merge #1\n\nACKs for top commit:\n  ax:\n    backpack, slacker\n", "" },
	{ 2, "Merge #1\n\nACKs for top commit:\n    ACK\n", "" },
	{ 2, "Merge #1\n\nACKs for top commit:\nax:\n    ACK\n", "" },
	{ 2, "Merge #1\n\nACKs for top commit:\n\n  ax:\n    ACK\n", "" },
	{ 2, "Merge #1\n\nACKs for top commit:\n", "" },
	{ 1, "", "" },
};

START_TEST(each_merge_gives_one_act_a_login)
{
	reader_check(&reader_bitcoin, &rows[_i]);
}
END_TEST

Suite *suite_bitcoin(void)
{
	Suite *suite = suite_create("bitcoin");
	TCase *rows_case = tcase_create("rows");

	tcase_add_loop_test(rows_case, each_merge_gives_one_act_a_login, 0, sizeof(rows) / sizeof(rows[0]));
	suite_add_tcase(suite, rows_case);
	return suite;
}
