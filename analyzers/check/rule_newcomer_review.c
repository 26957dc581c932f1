/* Whether somebody looked at a newcomer's change. */
#include "check.h"

#define NEWCOMER_SECS (180 * DAY_SECS)

/* In a history of less than that everybody is new. */
static int is_everybody_new(bool *out, const struct checking *checking, const struct check_change *change)
{
	struct horizon horizon;
	int ret = metric_horizon(&horizon, checking->store, checking->request->repository);

	*out = ret == 0 && change->landed_time - NEWCOMER_SECS < horizon.first_time;
	return ret;
}

static int judge(struct check_result *result, struct checking *checking, const struct check_change *change)
{
	bool is_young = false;
	int ret = change->is_newcomer ? is_everybody_new(&is_young, checking, change) : 0;

	if (ret)
		return ret;
	if (is_young) {
		checking_end(result, CHECK_NA, "The history is younger than the 180 days in which somebody is new.",
		             NULL);
		return 0;
	}
	if (change->is_newcomer && !change->has_review)
		return checking_end_lacking(
			result, checking, change,
			"It is a newcomer's (first 180 days here, or fewer than ten changes), and the "
			"record names nobody who reviewed it");
	if (change->is_newcomer)
		checking_end(result, CHECK_HOLDS, "Somebody reviewed or approved this change of a newcomer.", NULL);
	else
		checking_end(result, CHECK_NA, "It is no newcomer's.", NULL);
	return 0;
}

const struct check_rule_entry rule_newcomer_review = {
	.rule = {
		.id = "newcomer-review",
		.name = "A review for a newcomer",
		.help = "Fires where somebody in the first 180 days here, or with fewer than ten changes, landed a change and nobody "
			"else is named as having reviewed or approved it. Unknown where reviews are not recorded.",
		.source = "M12",
		.subject = CHECK_OF_CHANGE,
		.level = CHECK_WARN,
		.most = CHECK_FAIL,
	},
	.judge = judge,
};
