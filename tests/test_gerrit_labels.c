/* Which labels of Gerrit's are reviews. */
#include <check.h>

#include "../analyzers/evidence/gerrit_labels.h"

Suite *suite_gerrit_labels(void);

START_TEST(labels_have_kinds)
{
	static const struct {
		const char *label;
		enum event_kind kind;
	} rows[] = {
		{ "Code-Review", EVENT_REV },
		{ "Library-Compliance", EVENT_REV },
		{ "lib", EVENT_REV },
		{ "Verified", EVENT_QA },
		{ "verified", EVENT_QA },
		{ "Verified-Linux", EVENT_INFO },
		{ "Presubmit-Verified", EVENT_INFO },
		{ "-Verified", EVENT_REV },
		{ "Code-Style", EVENT_INFO },
		{ "Commit-Queue", EVENT_INFO },
		{ "Autosubmit", EVENT_INFO },
		{ "Auto-Submit", EVENT_INFO },
		{ "LUCI-TryBot-Result", EVENT_INFO },
		{ "Run-TryBot", EVENT_INFO },
		{ "TryBot-Result", EVENT_INFO },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		enum event_kind kind = EVENT_AUTH;

		ck_assert_msg(gerrit_label_kind(&kind, text_of(rows[i].label)), "%s", rows[i].label);
		ck_assert_msg(kind == rows[i].kind, "%s", rows[i].label);
		ck_assert(gerrit_label_is_review(text_of(rows[i].label)) == (rows[i].kind == EVENT_REV));
	}
}
END_TEST

START_TEST(the_submit_marker_is_no_label)
{
	enum event_kind kind;

	ck_assert(!gerrit_label_kind(&kind, TEXT("SUBM")));
	ck_assert(!gerrit_label_is_review(TEXT("SUBM")));
}
END_TEST

Suite *suite_gerrit_labels(void)
{
	Suite *suite = suite_create("gerrit_labels");
	TCase *tc = tcase_create("gerrit_labels");

	tcase_add_test(tc, labels_have_kinds);
	tcase_add_test(tc, the_submit_marker_is_no_label);
	suite_add_tcase(suite, tc);
	return suite;
}
