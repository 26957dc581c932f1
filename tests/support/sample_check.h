/* Checks built by hand for tests of their renderers. Static storage: one at a time. */
#ifndef SUPPORT_SAMPLE_CHECK_H
#define SUPPORT_SAMPLE_CHECK_H

#include "lead/check.h"

enum sample_check {
	SAMPLE_CHECK_MIXED, /* a result of each outcome and level, gaps of changes and of the team, one of them under fail */
	SAMPLE_CHECK_NEWS,    /* the same, of which only what is new is told */
	SAMPLE_CHECK_REQUEST, /* not landed: nothing is said of reviews */
	SAMPLE_CHECK_QUIET,   /* all holds */
	SAMPLE_CHECK_EMPTY,   /* no commit at all, from the beginning of the history */
	SAMPLE_CHECK_MANY,    /* more changes and results than a table or a log has room for */
	SAMPLE_CHECK_HOSTILE, /* texts that are commands, markup, formulas, escapes; one of each a change */
	SAMPLE_CHECK_COUNT
};

/* Fills the model; nothing of it needs to be released. */
void sample_check(struct check *out, enum sample_check sample);
/* "mixed", "news", ... */
const char *sample_check_name(enum sample_check sample);
/* The hostile texts; NULL at the end. */
const char *sample_check_text(size_t position);

#endif
