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

enum number_unit {
	NUMBER_COUNT,      /* of changes, reviews, files: whole, or the middle of whole numbers */
	NUMBER_SHARE,      /* 0..1 */
	NUMBER_DIFFERENCE, /* of two shares, -1..1 */
	NUMBER_MEASURE,    /* days, hours, so many a week: its name says what */
};

struct pattern_number {
	const char *name; /* "reviews", "own_changes": stable, lower case */
	double value;
	double low, high; /* NAN if none */
	enum number_unit unit;
};

struct finding {
	const char *pattern; /* "P01" */
	int64_t person;      /* 0 = team */
	enum outcome outcome;
	enum visible visible;
	char *reason;      /* one short clause, no full stop; owned */
	char *explanation; /* whole sentences: what was seen, with its numbers; owned */
	char *looked_for; /* whole sentences: the counter-evidence that was looked for, with what was found; or NULL; owned */
	char *would_change; /* whole sentences: what would lead to another outcome; or NULL; owned */
	char *next_command; /* the one command that would tell more, or NULL; owned */
	int64_t n;
	double weight; /* size of the effect over the width of its interval: orders the notes of one person; NAN: none */
	bool is_capped; /* a note at most: partial coverage, a stretched period */
	struct pattern_number numbers[32];
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
	const struct metric_values *year_values;     /* of the 365 days before the period; NULL where not at hand */
	enum coverage_state coverage, previous_coverage;
	int64_t person;               /* 0 for a team pattern */
	bool is_subject;              /* declared lead, named, or the viewer */
	bool is_viewer;               /* the person looks at own figures */
	const char *evidence_command; /* from `sources`: cheapest command that brings review evidence, or NULL */
};

/* Of whom a pattern speaks, as bits. */
enum {
	PATTERN_TEAM = 1,
	PATTERN_PERSON = 2, /* of declared leads, persons named, and the viewer */
	PATTERN_SELF = 4,   /* of a person to that person alone */
};

/* When a pattern warns instead of noting: never on one period alone, save WARN_AT_ONCE (metrics 7). */
enum pattern_warning {
	WARN_NEVER,
	WARN_REPEATED,  /* where the period before spoke as well */
	WARN_CONDITION, /* where evaluate itself answers OUTCOME_WARN and the period before spoke as well; else a note */
	WARN_AT_ONCE,   /* as evaluate says: of the team, and what it costs people is gone later */
};

struct pattern_info {
	const char *id, *name, *question, *rule, *silencers, *base_rate, *source;
	unsigned subjects; /* PATTERN_TEAM | … */
	enum pattern_warning warning;
	const char *condition; /* of WARN_CONDITION: a clause that says what held; NULL for the other kinds */
	/*
	 * Kinds of declarations, separated by spaces, that silence a note if they hold for more than a third of the period:
	 * "absence solo self" (analyzers/people/declared.h lists them). Those of the person, or of the team.
	 */
	const char *silencing;
	/* Metrics whose evidence stands behind the numbers, separated by spaces: "M03 M13"; of the subject. */
	const char *evidence;
	/* One period, by itself. What another period, a declaration or the number of notes changes comes after. */
	int (*evaluate)(struct finding *out, const struct pattern_input *input);
	/* Further proofs that no metric lists (files, documents, requests); NULL if there are none. */
	int (*prove)(const struct pattern_input *input, int (*each)(void *payload, const struct evidence_row *row),
	             void *payload);
};
const struct pattern_info *pattern_at(size_t position);  /* registry order; NULL at the end */
const struct pattern_info *pattern_find(struct text id); /* case-insensitive; NULL if there is none */

/*
 * The pattern's answer: its own evaluation, what was declared, and the period before for a warning. out needs
 * finding_release, also after an error.
 */
int pattern_evaluate(struct finding *out, const struct pattern_info *pattern,
                     const struct pattern_input *input) MUST_CHECK;

/* Named in the rules, not built: "P11 review-buddies". Printed as what is not looked for yet; ends with NULL. */
extern const char *const patterns_not_built[];

/* ---- strengths: what the record shows in favour of a person; absence of one is not printed (metrics 7) ---- */

struct strength {
	const char *id; /* "multiplier" */
	bool is_shown;
	char *reason; /* a clause with its numbers; owned; NULL unless shown */
	struct pattern_number numbers[6];
	size_t number_count;
};
void strength_release(struct strength *strength);

/*
 * evaluate reads the tables of metric_prepare, which must speak of input->scope. A lower bound is enough: what shows is
 * there, whatever else is not recorded.
 */
struct strength_info {
	const char *id, *name, *rule, *source;
	int (*evaluate)(struct strength *out, const struct pattern_input *input);
};
const struct strength_info *strength_at(size_t position);  /* registry order; NULL at the end */
const struct strength_info *strength_find(struct text id); /* case-insensitive; NULL if there is none */

#endif
