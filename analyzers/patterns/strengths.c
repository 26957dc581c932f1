/* The one table of strengths. How to add one: write strength_<name>.c, declare it in finding.h and put its address here. */
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "finding.h"

static const struct strength_info *const strengths[] = {
	&strength_broad_reviewer,  &strength_gives_credit,     &strength_multiplier,
	&strength_newcomer_friend, &strength_spread_knowledge, &strength_writes_it_down,
};

#define STRENGTH_COUNT (sizeof(strengths) / sizeof(strengths[0]))

const struct strength_info *strength_at(size_t position)
{
	return position < STRENGTH_COUNT ? strengths[position] : NULL;
}

const struct strength_info *strength_find(struct text id)
{
	for (size_t i = 0; i < STRENGTH_COUNT; i++)
		if (text_equal_nocase(text_of(strengths[i]->id), id))
			return strengths[i];
	return NULL;
}

void strength_release(struct strength *strength)
{
	free(strength->reason);
	memset(strength, 0, sizeof(*strength));
}

void strength_show(struct strength *out, struct buf *reason)
{
	out->is_shown = true;
	out->reason = buf_detach(reason);
}

static void add_number(struct strength *out, const char *name, double value, struct interval interval,
                       enum number_unit unit)
{
	size_t limit = sizeof(out->numbers) / sizeof(out->numbers[0]);

	if (out->number_count == limit)
		BUG("%s gives more than %zu numbers", out->id, limit);
	out->numbers[out->number_count++] = (struct pattern_number){ name, value, interval.low, interval.high, unit };
}

void strength_add(struct strength *out, const char *name, double value, struct interval interval)
{
	add_number(out, name, value, interval, NUMBER_SHARE);
}

void strength_add_difference(struct strength *out, const char *name, double value, struct interval interval)
{
	add_number(out, name, value, interval, NUMBER_DIFFERENCE);
}

void strength_add_count(struct strength *out, const char *name, double value)
{
	add_number(out, name, value, NO_INTERVAL, NUMBER_COUNT);
}
