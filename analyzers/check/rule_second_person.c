/* Whether the record names anybody but the author on a change. */
#include "check.h"

static int judge(struct check_result *result, struct checking *checking, const struct check_change *change)
{
	if (!change->has_second)
		return checking_end_lacking(result, checking, change, "The record names nobody but the author on it");
	checking_end(result, CHECK_HOLDS,
	             "Somebody other than the author reviewed, integrated, commented or wrote along.", NULL);
	return 0;
}

const struct check_rule_entry rule_second_person = {
	.rule = {
		.id = "second-person",
		.name = "An independent second person",
		.help = "Fires where the record names nobody but the primary author: nobody else reviewed, approved, integrated, "
			"commented, helped or wrote along. Unknown where nobody did and reviews are not recorded.",
		.source = "M29",
		.subject = CHECK_OF_CHANGE,
		.level = CHECK_WARN,
		.most = CHECK_FAIL,
	},
	.judge = judge,
};
