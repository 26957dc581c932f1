/* What a merge's subject says it joins. */
#include <check.h>
#include "support/reader_log.h"

Suite *suite_merge(void);

static const struct reader_row rows[] = {
	{ 2, "Merge tag 'net-2026' of git://h/net\n", "tree-pull git://h/net subject:merge\n" },
	{ 2, "Merge tag 'net-2026' of https://h/net into next\n", "tree-pull https://h/net subject:merge\n" },
	{ 2, "Merge branch 'master' of git://h/usb\n", "tree-pull git://h/usb subject:merge\n" },
	{ 2, "Merge branch 'master' of git://h/usb into next\n", "tree-pull git://h/usb subject:merge\n" },
	{ 2, "Merge branches 'a' and 'b' of ../other\n", "tree-pull ../other subject:merge\n" },
	{ 2, "Merge git://h/gitk/gitk\n", "tree-pull git://h/gitk/gitk subject:merge\n" },
	{ 2, "Merge with git://h/u.git\n", "tree-pull git://h/u.git subject:merge\n" },
	{ 2, "Merge branch 'x' of .\n", "" },
	{ 2, "Merge branch 'main' into feature\n", "backmerge feature subject:merge\n" },
	{ 2, "Merge branch 'master' into 'feature/x'\n", "backmerge feature/x subject:merge\n" },
	{ 2, "Merge branch 'master' into develop\n", "backmerge develop subject:merge\n" },
	{ 2, "Merge branch 'upstream' into topic\n", "backmerge topic subject:merge\n" },
	{ 2, "Merge branch 'master' of https://h/r into feature/x\n", "backmerge feature/x subject:merge\n" },
	{ 2, "Merge branch 'unstable' of h:/o/r into unstable\n", "backmerge unstable subject:merge\n" },
	{ 2, "Merge remote-tracking branch 'origin/main' into x\n", "backmerge x subject:merge\n" },
	{ 2, "Merge remote-tracking branch 'upstream/master' into x\n", "backmerge x subject:merge\n" },
	{ 2, "Merge remote-tracking branch 'origin/master'\n", "backmerge subject:merge\n" },
	{ 2, "Merge remote-tracking branch 'usb/master'\n", "tree-pull usb/master subject:merge\n" },
	{ 2, "Merge remote branch 'bo/topic'\n", "" },
	{ 2, "Merge remote-tracking branch 'origin/topic' into x\n", "" },
	{ 2, "Merge branch 'develop'\n", "tree-pull develop subject:merge\n" },
	{ 2, "Merge branch 'develop' into 'master'\n", "tree-pull develop subject:merge\n" },
	{ 2, "Merge branch 'maint'\n", "tree-pull maint subject:merge\n" },
	{ 2, "Sync with maint\n", "tree-pull maint subject:merge\n" },
	{ 2, "Merge branch 'ab/topic'\n", "" },
	{ 2, "Merge branch 'ab/topic' into maint\n", "" },
	{ 2, "Merge branch 'ab/it's' into main\n", "" },
	{ 2, "Merge branch 'bo:main' into main\n", "tree-pull bo:main subject:merge\n" },
	{ 2, "Merge patch series \"x\"\n", "" },
	{ 2, "Merge pull request #5 from a/main\n", "" },
	{ 2, "Merge \"Merge branch 'main' into x\"\n", "" },
	{ 2, "Merge\n", "" },
	{ 2, "Merge branch \n", "" },
	{ 1, "Merge branch 'main' into feature\n", "" },
};

START_TEST(each_message_gives_exactly_what_it_says)
{
	reader_check(&reader_merge, &rows[_i]);
}
END_TEST

Suite *suite_merge(void)
{
	Suite *suite = suite_create("merge");
	TCase *rows_case = tcase_create("rows");

	tcase_add_loop_test(rows_case, each_message_gives_exactly_what_it_says, 0, sizeof(rows) / sizeof(rows[0]));
	suite_add_tcase(suite, rows_case);
	return suite;
}
