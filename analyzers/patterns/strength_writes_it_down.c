/* More is written down than in the person's own year before: documents (metrics M16) or decisions (M17). */
#include "lead/statistics.h"
#include "finding.h"

#define LEAST_RECORDS 2 /* one record in a quarter is beyond chance by arithmetic alone */

static const struct metric_value *year_figure(const struct pattern_input *input, const char *id)
{
	return input->year_values ? metric_values_find(input->year_values, id, input->person) : NULL;
}

static bool says_documents(struct strength *out, struct buf *reason, const struct pattern_input *input)
{
	const struct metric_value *now = input_figure(input, "M16", input->person), *year = year_figure(input, "M16");
	struct interval rise;

	if (!now || !year || now->state != STATE_OK || year->state != STATE_OK)
		return false;
	rise = newcombe(now->k, now->n, year->k, year->n);
	if (!(rise.low > 0))
		return false;
	buf_add_str(reason, "documents in ");
	say_share(reason, now->k, now->n);
	buf_add_str(reason, " own changes; in the year before ");
	say_share(reason, year->k, year->n);
	strength_add(out, "documents", now->value, (struct interval){ now->low, now->high });
	strength_add(out, "documents_year", year->value, (struct interval){ year->low, year->high });
	return true;
}

/* Two rates of a Poisson process: the share of all records that fell into the period against the share of time. */
static bool is_more_often(int64_t k, struct period period, int64_t year_k)
{
	double length = (double)period.until_time - (double)period.since_time;
	double year = (double)(365 * DAY_SECS);

	return k >= LEAST_RECORDS && length > 0 && wilson(k, k + year_k).low > length / (length + year);
}

static bool says_decisions(struct strength *out, struct buf *reason, const struct pattern_input *input)
{
	const struct metric_value *now = input_figure(input, "M17.count", input->person);
	const struct metric_value *year = year_figure(input, "M17.count");

	if (!now || !year || now->state != STATE_OK || !is_more_often(now->k, input->scope->period, year->k))
		return false;
	buf_add_fmt(reason, "%s%lld changes of decision records; in the year before %lld", reason->size ? "; " : "",
	            (long long)now->k, (long long)year->k);
	strength_add_count(out, "records", (double)now->k);
	strength_add_count(out, "records_year", (double)year->k);
	return true;
}

static int evaluate(struct strength *out, const struct pattern_input *input)
{
	struct buf reason = { 0 };
	bool has_documents = says_documents(out, &reason, input);
	bool has_decisions = says_decisions(out, &reason, input);

	if (has_documents || has_decisions)
		strength_show(out, &reason);
	return 0;
}

const struct strength_info strength_writes_it_down = {
	.id = "writes-it-down",
	.name = "writes it down",
	.rule = "the share of own changes with documentation (M16) is above that of the person's own year before, and "
		"the "
		"interval of the difference leaves zero out; or two decision records or more (M17), at a rate whose "
		"interval lies above the year's",
	.source = "M16, M17",
	.evaluate = evaluate,
};
