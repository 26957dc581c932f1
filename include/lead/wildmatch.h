/* Shell patterns over paths, as git matches them: for path rules and for the patterns of ownership files. */
#ifndef LEAD_WILDMATCH_H
#define LEAD_WILDMATCH_H

#include <stdbool.h>
#include "lead/text.h"

/*
 * The whole text against the whole pattern, as git's wildmatch does with WM_PATHNAME: '*', '?' and brackets stop at
 * '/', a "**" that fills its place between slashes does not. Time is at most the product of both sizes, whatever the
 * pattern.
 */
bool wildmatch(struct text pattern, struct text text);

#endif
