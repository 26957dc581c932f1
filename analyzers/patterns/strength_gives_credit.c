/* Own changes name who else had a part in them more often than the team's do (metrics M28). */
#include "finding.h"

static int evaluate(struct strength *out, const struct pattern_input *input)
{
	const struct metric_value *own = input_figure(input, "M28", input->person);
	const struct metric_value *team = input_figure(input, "M28", 0);
	struct buf reason = { 0 };

	if (!own || !team || own->state != STATE_OK || team->state != STATE_OK || !(own->low > team->value))
		return 0;
	buf_add_str(&reason, "credits others on ");
	say_share(&reason, own->k, own->n);
	buf_add_str(&reason, " own changes; the team on ");
	say_percent(&reason, team->value);
	strength_add(out, "credited", own->value, (struct interval){ own->low, own->high });
	strength_add(out, "team", team->value, (struct interval){ team->low, team->high });
	strength_show(out, &reason);
	return 0;
}

const struct strength_info strength_gives_credit = {
	.id = "gives-credit",
	.name = "gives credit",
	.rule = "the whole interval of M28, own changes that credit another human, lies above the team's share",
	.source = "M28",
	.evaluate = evaluate,
};
