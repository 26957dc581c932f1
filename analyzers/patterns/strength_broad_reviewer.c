/* Reviews reach more different people than those of most members (metrics M11). */
#include <stdlib.h>
#include "lead/statistics.h"
#include "lead/vec.h"
#include "finding.h"

#define LEAST_REVIEWS 20 /* as M11 */
#define LEAST_MEMBERS 5  /* below, quartiles speak of single persons */
#define QUARTILE 0.75

static const char sql_reviewed[] = "SELECT person_id, author_id, count(*)\n"
				   "FROM scope_part\n"
				   "WHERE is_member = 1 AND (is_rev = 1 OR is_ack = 1) AND landed_time >= :since\n"
				   "  AND person_id NOT IN (SELECT person_id FROM declared WHERE kind = 'optout')\n"
				   "GROUP BY person_id, author_id\n"
				   "ORDER BY person_id, author_id";

typedef VEC(int64_t) count_vec;
typedef VEC(double) breadth_vec;

static void end_member(breadth_vec *out, count_vec *counts)
{
	int64_t total = 0;

	for (size_t i = 0; i < counts->count; i++)
		total += counts->at[i];
	if (total >= LEAST_REVIEWS)
		*VEC_PUSH(out) = rarefied(counts->at, counts->count, LEAST_REVIEWS);
	VEC_CLEAR(counts);
}

static int read_members(breadth_vec *out, const struct pattern_input *input)
{
	count_vec counts = { 0 };
	struct statement *row;
	int64_t member = 0;
	int ret = store_statement(&row, input->store, sql_reviewed);

	if (ret)
		return ret;
	scope_bind(row, input->scope);
	while ((ret = statement_step(row)) == 0) {
		if (statement_int(row, 0) != member)
			end_member(out, &counts);
		member = statement_int(row, 0);
		*VEC_PUSH(&counts) = statement_int(row, 2);
	}
	end_member(out, &counts);
	VEC_RELEASE(&counts);
	return ret < 0 ? ret : 0;
}

static int evaluate(struct strength *out, const struct pattern_input *input)
{
	const struct metric_value *own = input_figure(input, "M11", input->person);
	struct buf reason = { 0 };
	breadth_vec members = { 0 };
	double limit;
	int ret;

	if (!own || own->n < LEAST_REVIEWS || isnan(own->value))
		return 0;
	ret = read_members(&members, input);
	limit = members.count >= LEAST_MEMBERS ? quantile(members.at, members.count, QUARTILE) : NAN;
	if (ret == 0 && own->value > limit) {
		buf_add_fmt(
			&reason,
			"twenty of %lld reviews reach %.1f people on average; three in four of %zu reviewing members "
			"reach %.1f or fewer",
			(long long)own->n, own->value, members.count, limit);
		strength_add_count(out, "people", own->value);
		strength_add_count(out, "team_upper_quartile", limit);
		strength_add_count(out, "members", (double)members.count);
		strength_show(out, &reason);
	}
	VEC_RELEASE(&members);
	return ret;
}

const struct strength_info strength_broad_reviewer = {
	.id = "broad-reviewer",
	.name = "broad reviewer",
	.rule = "the breadth of reviews (M11) lies above the 75th percentile of the members with twenty reviews or "
		"more, of "
		"whom there must be five",
	.source = "M11",
	.evaluate = evaluate,
};
