/*
 * The one table of patterns. How to add one: write Pnn_<name>.c with its gates, rule, silencers and words and a
 * `const struct pattern_info`, declare that in finding.h, add its address here and take it off the list of those
 * not built. tests/test_patterns.c checks the words; add a planted truth for every gate and silencer there.
 */
#include "lead/pattern.h"
#include "finding.h"

static const struct pattern_info *const patterns[] = {
	&pattern_p01, &pattern_p02, &pattern_p03, &pattern_p04, &pattern_p05, &pattern_p06,
	&pattern_p07, &pattern_p08, &pattern_p09, &pattern_p10, &pattern_p14, &pattern_p17,
};

#define PATTERN_COUNT (sizeof(patterns) / sizeof(patterns[0]))

const char *const patterns_not_built[] = {
	"P11 review-buddies",   "P12 gatekeeping",           "P13 quality-only",
	"P15 carries-too-much", "P16 decisions-without-why", NULL,
};

const struct pattern_info *pattern_at(size_t position)
{
	return position < PATTERN_COUNT ? patterns[position] : NULL;
}

const struct pattern_info *pattern_find(struct text id)
{
	for (size_t i = 0; i < PATTERN_COUNT; i++)
		if (text_equal_nocase(text_of(patterns[i]->id), id))
			return patterns[i];
	return NULL;
}
