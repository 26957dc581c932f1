/* What is unknown for one reason is said once, with the rules it leaves open and how many changes that concerns. */
#include <stdlib.h>
#include <string.h>

#include "check.h"

/* Which changes a gap counted already. */
struct tally {
	bool *changes; /* by position in check->changes */
};

/* A rule that is set to fail does not make failures of others. */
static size_t find_gap(const struct check *check, const struct check_result *result)
{
	size_t i = 0;

	while (i < check->gap_count &&
	       (check->gaps[i].shown != result->shown || strcmp(check->gaps[i].message, result->message) != 0))
		i++;
	return i;
}

static bool names_rule(const char *rules, const char *id)
{
	struct text rest = text_of(rules), word;

	while (text_next_word(&rest, &word)) {
		if (text_ends(word, TEXT(",")))
			word.size--;
		if (text_equal(word, text_of(id)))
			return true;
	}
	return false;
}

static void add_result(struct checking *checking, struct check_gap *gap, const struct check_result *result,
                       struct tally *tally)
{
	const struct check *check = checking->out;

	if (!names_rule(gap->rules, result->rule->id))
		gap->rules = *gap->rules ? checking_text(checking, "%s, %s", gap->rules, result->rule->id)
		                         : result->rule->id;
	if (!gap->advice)
		gap->advice = result->advice;
	gap->is_new |= result->is_new;
	if (!result->change)
		return;
	if (!tally->changes)
		tally->changes = xcalloc(check->change_count, sizeof(*tally->changes));
	if (!tally->changes[result->change - check->changes])
		gap->change_count++;
	tally->changes[result->change - check->changes] = true;
}

void checking_collect_gaps(struct checking *checking)
{
	struct check *check = checking->out;
	struct tally *tallies = xcalloc(check->result_count + 1, sizeof(*tallies));

	check->gaps = (struct check_gap *)arena_alloc(&check->arena, (check->result_count + 1) * sizeof(*check->gaps));
	for (size_t i = 0; i < check->result_count; i++) {
		const struct check_result *result = &check->results[i];
		size_t at;

		if (result->outcome != CHECK_UNKNOWN)
			continue;
		at = find_gap(check, result);
		if (at == check->gap_count)
			check->gaps[check->gap_count++] =
				(struct check_gap){ .message = result->message, .rules = "", .shown = result->shown };
		add_result(checking, &check->gaps[at], result, &tallies[at]);
	}
	for (size_t i = 0; i < check->gap_count; i++)
		free(tallies[i].changes);
	free(tallies);
}
