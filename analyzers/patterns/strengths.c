/* The one table of strengths. How to add one: write strength_<name>.c, declare it in finding.h and put its address here. */
#include <stdlib.h>
#include <string.h>
#include "finding.h"

static const struct strength_info *const strengths[] = { NULL };

const struct strength_info *strength_at(size_t position)
{
	return position + 1 < sizeof(strengths) / sizeof(strengths[0]) ? strengths[position] : NULL;
}

const struct strength_info *strength_find(struct text id)
{
	for (size_t i = 0; strengths[i] != NULL; i++)
		if (text_equal_nocase(text_of(strengths[i]->id), id))
			return strengths[i];
	return NULL;
}

void strength_release(struct strength *strength)
{
	free(strength->reason);
	memset(strength, 0, sizeof(*strength));
}
