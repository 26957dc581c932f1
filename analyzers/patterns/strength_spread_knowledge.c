/* Fewer files of the person's home areas are known to one person alone than a period ago (metrics M25). */
#include "finding.h"

#define LEAST_FALL 0.10

static int evaluate(struct strength *out, const struct pattern_input *input)
{
	const struct metric_value *now = input_figure(input, "M25.home", input->person);
	const struct metric_value *before = NULL;
	struct interval fall;
	struct buf reason = { 0 };

	if (input->previous_values)
		before = metric_values_find(input->previous_values, "M25.home", input->person);
	if (!now || !before || now->state != STATE_OK || before->state != STATE_OK || now->n == 0 || before->n == 0)
		return 0;
	fall = newcombe(before->k, before->n, now->k, now->n);
	if (!(fall.low > 0) || !(before->value - now->value > LEAST_FALL))
		return 0;
	buf_add_str(&reason, "files in the home areas that one person alone knows fell from ");
	say_share(&reason, before->k, before->n);
	buf_add_str(&reason, " to ");
	say_share(&reason, now->k, now->n);
	strength_add_difference(out, "fall", before->value - now->value, fall);
	strength_add(out, "before", before->value, (struct interval){ before->low, before->high });
	strength_add(out, "now", now->value, (struct interval){ now->low, now->high });
	strength_show(out, &reason);
	return 0;
}

const struct strength_info strength_spread_knowledge = {
	.id = "spread-knowledge",
	.name = "spread knowledge",
	.rule = "the share of files in the home areas that exactly one present person knows (M25.home) fell by more "
		"than "
		"0.10 since the period before, and the interval of the difference leaves zero out",
	.source = "M25",
	.evaluate = evaluate,
};
