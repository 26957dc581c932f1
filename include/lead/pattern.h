/*
 * Patterns: one file each (analyzers/patterns/Pnn_<name>.c): gates, rule, silencers, explanation. A pattern answers one of
 * seven outcomes and never a bare boolean. Low coverage blocks an accusation, never a refutation (metrics 7).
 */
#ifndef LEAD_PATTERN_H
#define LEAD_PATTERN_H

#include "lead/config.h"
#include "lead/metric.h"

enum outcome {
	OUTCOME_UNKNOWN,
	OUTCOME_NA,
	OUTCOME_THIN,
	OUTCOME_SILENCED,
	OUTCOME_CLEAR,
	OUTCOME_NOTE,
	OUTCOME_WARN,
	OUTCOME_COUNT
};
extern const char *const outcome_names[OUTCOME_COUNT];

enum visible { VISIBLE_NONE, VISIBLE_OWN_ONLY, VISIBLE_MIXED, VISIBLE_OTHERS, VISIBLE_COUNT };
extern const char *const visible_names[VISIBLE_COUNT]; /* "", "own-only", "mixed", "others" */

struct pattern_number {
	const char *name; /* "reviews", "own_changes": stable, lower case */
	double value;
	double low, high; /* NAN if none */
};

struct finding {
	const char *pattern; /* "P01" */
	int64_t person;      /* 0 = team */
	enum outcome outcome;
	enum visible visible;
	char *reason;       /* one short clause, no full stop; owned */
	char *explanation;  /* whole sentences; owned */
	char *next_command; /* the one command that would tell more, or NULL; owned */
	int64_t n;
	struct pattern_number numbers[24];
	size_t number_count;
};
void finding_release(struct finding *finding);

/* What a pattern may look at. Everything is computed before; a pattern runs its own fixed statements for details. */
struct pattern_input {
	struct store *store;
	const struct config *config;
	const struct scope *scope;
	const struct metric_values *values;          /* of the period */
	const struct metric_values *previous_values; /* of the period before; NULL while that one is evaluated itself */
	enum coverage_state coverage, previous_coverage;
	int64_t person;               /* 0 for a team pattern */
	bool is_subject;              /* declared lead, named, or the viewer */
	const char *evidence_command; /* from `sources`: cheapest command that brings review evidence, or NULL */
};

struct pattern_info {
	const char *id, *name, *question, *rule, *silencers, *base_rate, *source;
	bool is_person; /* else team */
	int (*evaluate)(struct finding *out, const struct pattern_input *input);
};
const struct pattern_info *pattern_at(size_t position);  /* registry order; NULL at the end */
const struct pattern_info *pattern_find(struct text id); /* case-insensitive; NULL if there is none */

/* Named in the rules, not built: "P02 review-bottleneck". Printed as what is not looked for yet; ends with NULL. */
extern const char *const patterns_not_built[];

#endif
