/* Whether the record names anybody but the author on a change. */
#include "check.h"

static int judge(struct check_result *result, struct checking *checking, const struct check_change *change)
{
	if (change->has_second) {
		result->outcome = CHECK_HOLDS;
		result->message = "Somebody other than the author reviewed, integrated, commented or wrote along.";
	} else if (change->is_told || checking->out->coverage == COVERAGE_USABLE) {
		result->outcome = CHECK_FIRES;
		result->message = "The record names nobody but the author.";
		result->advice = "A review, an approval or a trailer that names a second person would.";
	} else {
		result->outcome = CHECK_UNKNOWN;
		result->message =
			"The record names nobody but the author, and reviews are not recorded well enough here for "
			"that to mean anything.";
		result->advice = "'git lead sources' names the command that brings review evidence.";
	}
	return 0;
}

const struct check_rule_entry rule_second_person = {
	.rule = {
		.id = "second-person",
		.name = "An independent second person",
		.help = "Somebody other than the primary author reviewed, approved, integrated, commented, helped or wrote along. "
			"Unknown where nobody did and reviews are not recorded.",
		.source = "M29",
		.subject = CHECK_OF_CHANGE,
		.level = CHECK_WARN,
		.most = CHECK_FAIL,
	},
	.judge = judge,
};
