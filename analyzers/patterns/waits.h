/* How long requests of a period waited for a first human answer, one by one: what M20 measures, for patterns. */
#ifndef PATTERNS_WAITS_H
#define PATTERNS_WAITS_H

#include "lead/pattern.h"
#include "lead/statistics.h"
#include "lead/vec.h"

#define HOUR_SECS 3600.0

struct wait {
	char *change;         /* "pr:5"; owned; NULL by area */
	int64_t since, until; /* ready; answered, else merged, closed or last looked at; until >= since */
	bool is_answered, is_newcomer, is_open; /* is_open: neither merged nor closed by then */
};
struct waits {
	VEC(struct wait) rows;
};

/*
 * Of requests that became ready in the scope's period, in order of that. Gathers the scope anew (metric_prepare), so that
 * later statements may read its temporary tables. out needs waits_release, also after an error.
 */
int waits_read(struct waits *out, const struct pattern_input *input) MUST_CHECK;
/*
 * Of those that landed, by the area that they touch: calls each once for every area with at least that many requests, most
 * requests first. waits_read has to come before.
 */
int waits_by_area(const struct pattern_input *input, size_t least,
                  void (*each)(void *payload, struct text area, const struct waits *waits), void *payload) MUST_CHECK;
void waits_release(struct waits *waits);

/* The curve over all of them: in business days, or in hours of the clock. */
struct survival waits_business_days(const struct waits *waits);
/* Of newcomers, or of everybody else. */
struct survival waits_hours(const struct waits *waits, bool is_newcomer);

#endif
