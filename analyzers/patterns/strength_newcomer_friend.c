/* Newcomers found a reviewer, a helper or a co-author in the person (metrics M12). */
#include "finding.h"

#define LEAST_NEWCOMERS 2

static int evaluate(struct strength *out, const struct pattern_input *input)
{
	int64_t newcomers = input_count(input, "M12.people", input->person);
	int64_t changes = input_count(input, "M12", input->person);
	struct buf reason = { 0 };

	if (newcomers < LEAST_NEWCOMERS)
		return 0;
	buf_add_fmt(&reason, "reviewed, helped with or co-wrote %lld changes of %lld newcomers", (long long)changes,
	            (long long)newcomers);
	strength_add_count(out, "newcomers", (double)newcomers);
	strength_add_count(out, "changes", (double)changes);
	strength_show(out, &reason);
	return 0;
}

const struct strength_info strength_newcomer_friend = {
	.id = "newcomer-friend",
	.name = "newcomer friend",
	.rule = "changes of two newcomers or more were reviewed, helped with or written together with them (M12)",
	.source = "M12",
	.evaluate = evaluate,
};
