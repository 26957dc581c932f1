/* Texts that a test compares with a file of tests/golden; GIT_LEAD_WRITE_GOLDEN=1 writes it anew: read the difference then. */
#ifndef SUPPORT_GOLDEN_H
#define SUPPORT_GOLDEN_H

#include "lead/text.h"

/* file: "render_report_hostile.csv". Ends the test at the first line that differs, so that a failure is short. */
void golden_check(const char *file, const struct buf *drawn);

#endif
