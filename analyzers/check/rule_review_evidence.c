/* Whether the record names somebody who reviewed or approved a change and is no author of it. */
#include "check.h"

static int judge(struct check_result *result, struct checking *checking, const struct check_change *change)
{
	if (!change->has_review)
		return checking_end_lacking(result, checking, change,
		                            "The record names nobody who reviewed or approved it");
	checking_end(result, CHECK_HOLDS, "Somebody who is no author of it reviewed or approved it.", NULL);
	return 0;
}

const struct check_rule_entry rule_review_evidence = {
	.rule = {
		.id = "review-evidence",
		.name = "Review evidence",
		.help = "Fires where nobody but authors is named as having reviewed or approved the change. Unknown where reviews "
			"are not recorded.",
		.source = "M07",
		.subject = CHECK_OF_CHANGE,
		.level = CHECK_NOTICE,
		.most = CHECK_FAIL,
	},
	.judge = judge,
};
