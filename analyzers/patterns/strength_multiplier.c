/* Others do the work in the person's areas, and the person stands behind it (metrics M27). */
#include "finding.h"

#define LEAST_SHARE 0.3
#define LEAST_OTHERS 3
#define LEAST_CHANGES 20 /* as M27: its own state may be unknown, and a lower bound is enough here */

static int evaluate(struct strength *out, const struct pattern_input *input)
{
	const struct metric_value *supported = input_figure(input, "M27", input->person);
	int64_t others = input_count(input, "M27.others", input->person);
	struct buf reason = { 0 };

	if (!supported || supported->n < LEAST_CHANGES || !(supported->low > LEAST_SHARE) || others < LEAST_OTHERS)
		return 0;
	buf_add_str(&reason, "others wrote, and this person reviewed or integrated, ");
	say_share(&reason, supported->k, supported->n);
	buf_add_fmt(&reason, " changes in the home areas; %lld others wrote three or more there", (long long)others);
	strength_add(out, "supported", supported->value, (struct interval){ supported->low, supported->high });
	strength_add_count(out, "others", (double)others);
	strength_show(out, &reason);
	return 0;
}

const struct strength_info strength_multiplier = {
	.id = "multiplier",
	.name = "multiplier",
	.rule = "the whole interval of M27, others' work in the home areas that the person reviewed or integrated, "
		"lies "
		"above 0.30, and at least three others wrote three changes or more there",
	.source = "M27",
	.evaluate = evaluate,
};
