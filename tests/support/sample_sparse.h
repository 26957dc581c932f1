/*
 * A long report of little, by hand: one repository, one team of few, nothing declared, reviews hardly recorded; four people of
 * whom one was away, one is no member, one was not sealed, and one has every outcome. Static storage; nothing to release.
 */
#ifndef SUPPORT_SAMPLE_SPARSE_H
#define SUPPORT_SAMPLE_SPARSE_H

#include "lead/report.h"

void sample_sparse(struct report *out);

#endif
