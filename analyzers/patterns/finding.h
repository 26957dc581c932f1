/* What patterns share: reading figures, collecting numbers, wording shares and intervals. Private to this room. */
#ifndef PATTERNS_FINDING_H
#define PATTERNS_FINDING_H

#include <math.h>
#include "lead/pattern.h"

/* The figure of the input's period, or NULL. Borrowed. */
const struct metric_value *input_figure(const struct pattern_input *input, const char *id, int64_t person);
/* Its count; 0 if there is none. */
int64_t input_count(const struct pattern_input *input, const char *id, int64_t person);
/* The input as it stood one period earlier. previous receives that scope and must outlive the result. */
struct pattern_input input_before(const struct pattern_input *input, struct scope *previous);

/* A threshold "pattern.P01.upper" strictly between 0 and 1; ERR_INVALID by name if it is set to anything else. */
int input_threshold(double *out, const struct pattern_input *input, const char *name, double fallback) MUST_CHECK;

/* Part of the period, 0..1, that declarations of this kind cover, of the person or of the team (0). */
int input_declared_share(double *out, const struct pattern_input *input, const char *kind, int64_t person) MUST_CHECK;

/* Starts a finding: all empty, named. */
void finding_start(struct finding *out, const char *pattern, int64_t person);
void finding_add(struct finding *finding, const char *name, double value, struct interval interval);
void finding_add_count(struct finding *finding, const char *name, int64_t value);
/* Takes reason and explanation out of the buffers. */
void finding_end(struct finding *finding, enum outcome outcome, struct buf *reason, struct buf *explanation);

/* "6 %", "under 1 %" */
void say_percent(struct buf *buf, double share);
/* "2 of 36 (6 %, 2 to 18)"; "0 of 0" without brackets. */
void say_share(struct buf *buf, int64_t k, int64_t n);
/* The clause as a sentence of its own, and a space. */
void say_sentence(struct buf *buf, const char *clause);
/* "2026-Q2" or "2026-01-01 to 2026-03-31" */
void say_period(struct buf *buf, struct period period);
/* "1 change", "2 changes" */
void say_count(struct buf *buf, int64_t count, const char *one, const char *many);

#define NO_INTERVAL ((struct interval){ NAN, NAN })

extern const struct pattern_info pattern_p01;
extern const struct pattern_info pattern_p04;
extern const struct pattern_info pattern_p09;

#endif
