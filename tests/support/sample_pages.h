/*
 * A long report built by hand, for tests of renderers: an organisation of three repositories with everybody and two teams, two
 * leads with pages, eight quarters of which two lie before the history. Static storage; nothing of it needs to be released.
 */
#ifndef SUPPORT_SAMPLE_PAGES_H
#define SUPPORT_SAMPLE_PAGES_H

#include <stdbool.h>
#include "lead/report.h"

/* is_hostile: every text that comes from data is one that would do harm where it is not escaped. */
void sample_pages(struct report *out, bool is_hostile);

#endif
