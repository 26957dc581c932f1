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

/* A number of the configuration, any; the fallback where it, or all configuration, is absent. */
int input_number(double *out, const struct pattern_input *input, const char *name, double fallback) MUST_CHECK;
/* A threshold "pattern.P01.upper" strictly between 0 and 1; ERR_INVALID by name if it is set to anything else. */
int input_threshold(double *out, const struct pattern_input *input, const char *name, double fallback) MUST_CHECK;

/* A threshold of another unit: at least low and at most high; ERR_INVALID by name if it is set to anything else. */
int input_limit(double *out, const struct pattern_input *input, const char *name, double fallback, double low,
                double high) MUST_CHECK;
/* Appends why the person's acts cannot be told from others', or not be seen; nothing if they can be relied on. */
int input_judge_identities(struct buf *reason, const struct pattern_input *input) MUST_CHECK;

/*
 * What holds for the input's person over several repositories, or for the team. Reads the tables of metric_prepare only where
 * the person's coverage is not unknown.
 */
int input_base(struct metric_base *out, const struct pattern_input *input) MUST_CHECK;

/* Repositories that metric_each_excluded names for the input's person. */
struct left_out {
	char *list; /* "lib (30 % of this person's own changes), a (4 %), b (0 %) and 2 more (1 %)"; NULL: none; owned */
	int64_t own;  /* changes of the person in them */
	double share; /* of all own changes */
};
int input_left_out(struct left_out *out, const struct pattern_input *input) MUST_CHECK;
void left_out_release(struct left_out *left_out);
/* One sentence and a space; nothing if there are none. coverage: the person's. */
void say_left_out(struct buf *text, const struct left_out *left_out, enum coverage_state coverage);
/* The clause of a person whose coverage is worse than that of all repositories; false, and nothing, if that is not so. */
bool say_worked_uncovered(struct buf *reason, const struct left_out *left_out, const struct metric_base *base);

/* Part of the period, 0..1, that declarations of this kind cover, of the person or of the team (0). */
int input_declared_share(double *out, const struct pattern_input *input, const char *kind, int64_t person) MUST_CHECK;

/* Self-declared notes of the person on what landed in the period (a merge may land no single change); 0 for a team. */
int input_self_notes(int64_t *out, const struct pattern_input *input) MUST_CHECK;

/* Starts a finding: all empty, named. */
void finding_start(struct finding *out, const char *pattern, int64_t person);
/* A share, 0..1; a difference of two; days, hours and whatever else is measured; a count that has an interval. */
void finding_add(struct finding *finding, const char *name, double value, struct interval interval);
void finding_add_difference(struct finding *finding, const char *name, double value, struct interval interval);
void finding_add_measure(struct finding *finding, const char *name, double value, struct interval interval);
void finding_add_estimate(struct finding *finding, const char *name, double value, struct interval interval);
void finding_add_count(struct finding *finding, const char *name, int64_t value);
/* Takes reason and explanation out of the buffers. */
void finding_end(struct finding *finding, enum outcome outcome, struct buf *reason, struct buf *explanation);

/*
 * Why the coverage of the input's period does not do. say_declared_unrecorded: that it was declared, or nothing;
 * say_hardly_recorded: that, or "reviews are hardly recorded here"; say_uncovered: that, or "41 % of 90 changes name a
 * reviewer; " and what is needed.
 */
int say_declared_unrecorded(struct buf *reason, const struct pattern_input *input) MUST_CHECK;
int say_hardly_recorded(struct buf *reason, const struct pattern_input *input) MUST_CHECK;
int say_uncovered(struct buf *reason, const struct pattern_input *input, const char *needed) MUST_CHECK;
/* Whether the team has no change in the period; the reason says so then. */
bool say_no_changes(struct buf *reason, const struct pattern_input *input);

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
/* The key of a change: "pr:7", and of a commit twelve digits of its id, which are enough to find it by. */
void say_key(struct buf *buf, struct text key);
/*
 * "The largest: pr:7 (900 lines), pr:9. " of a statement, bound before, that answers keys of changes, and maybe their lines
 * beside them; nothing at all where it answers no row.
 */
int say_changes(struct buf *buf, struct statement *rows, const char *introduction) MUST_CHECK;
/* " To learn more: <command>", and the finding's next command; nothing where none is known. */
void say_command(struct finding *finding, struct buf *buf, const struct pattern_input *input);

/* Shown, for this reason, taken out of the buffer. */
void strength_show(struct strength *out, struct buf *reason);
void strength_add(struct strength *out, const char *name, double value, struct interval interval); /* a share */
void strength_add_difference(struct strength *out, const char *name, double value, struct interval interval);
void strength_add_count(struct strength *out, const char *name, double value);

#define NO_INTERVAL ((struct interval){ NAN, NAN })

extern const struct pattern_info pattern_p01;
extern const struct pattern_info pattern_p02;
extern const struct pattern_info pattern_p03;
extern const struct pattern_info pattern_p04;
extern const struct pattern_info pattern_p05;
extern const struct pattern_info pattern_p06;
extern const struct pattern_info pattern_p07;
extern const struct pattern_info pattern_p08;
extern const struct pattern_info pattern_p09;
extern const struct pattern_info pattern_p10;
extern const struct pattern_info pattern_p14;
extern const struct pattern_info pattern_p17;

extern const struct strength_info strength_broad_reviewer;
extern const struct strength_info strength_gives_credit;
extern const struct strength_info strength_multiplier;
extern const struct strength_info strength_newcomer_friend;
extern const struct strength_info strength_spread_knowledge;
extern const struct strength_info strength_writes_it_down;

#endif
