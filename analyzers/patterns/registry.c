/*
 * The one table of patterns. How to add one: write Pnn_<name>.c with its gates, rule, silencers and words and a
 * `const struct pattern_info`, declare that in finding.h, add its address here and take it off the list of those
 * not built. tests/test_patterns.c checks the words; add a planted truth for every gate and silencer there.
 */
#include "lead/pattern.h"
#include "finding.h"

static const struct pattern_info *const patterns[] = { &pattern_p01, &pattern_p04, &pattern_p09 };

#define PATTERN_COUNT (sizeof(patterns) / sizeof(patterns[0]))

const char *const patterns_not_built[] = {
	"P02 review-bottleneck",     "P03 rubber-stamping",    "P05 hero-risk",
	"P06 lost-touch-with-code",  "P07 no-mentoring-trace", "P08 slow-first-review",
	"P10 newcomer-neglect",      "P11 review-buddies",     "P12 gatekeeping",
	"P13 quality-only",          "P14 delivery-only",      "P15 carries-too-much",
	"P16 decisions-without-why", "P17 oversized-changes",  NULL,
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
