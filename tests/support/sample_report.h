/*
 * Reports built by hand for tests of renderers: one of each kind of repository that a reader may stand in. Static
 * storage.
 */
#ifndef SUPPORT_SAMPLE_REPORT_H
#define SUPPORT_SAMPLE_REPORT_H

#include "lead/report.h"

enum sample {
	SAMPLE_TRAILERS, /* reviews recorded; the viewer is a lead; default period with halves */
	SAMPLE_SQUASH,   /* a forge that squashes and records no review; the viewer is there */
	SAMPLE_GUEST,    /* the same, the viewer is not in the history */
	SAMPLE_HOSTILE,  /* names with escapes, formulas, wide and combining characters */
	SAMPLE_COUNT
};

/* Fills the model; nothing of it needs to be released. */
void sample_report(struct report *out, enum sample sample);
/* "trailers", "squash", … */
const char *sample_name(enum sample sample);

#endif
