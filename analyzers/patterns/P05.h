/* P05 hero-risk: what was looked at (P05_units.c), for its rule (P05_hero_risk.c) and its words (P05_words.c). */
#ifndef PATTERNS_P05_H
#define PATTERNS_P05_H

#include "lead/statistics.h"
#include "lead/vec.h"
#include "finding.h"

#define P05_FILES 20
#define P05_PEOPLE 3
#define P05_AWAY_DAYS 90

struct knower_rows {
	struct file_knower *at;
	size_t count, capacity;
};

/* The files of the team, or those of one area. Where areas are only parts of paths, they make no finding by themselves. */
struct unit {
	char *area, *label;       /* NULL: all files; label: the area, with its repository where there are several */
	int64_t repository;       /* of the area; 0: all files */
	int64_t files, people;    /* people: about, and with an act in the area in the last 180 days */
	int64_t single, reviewed; /* files with exactly one knower; the same, knowing by reviewing included */
	int64_t none;             /* files with no knower */
	int64_t factor, factor_reviewed;
	int64_t alone;              /* files that this person alone knows, where the unit speaks */
	int64_t holder_place;       /* in scope_present, of the one who knows most of the files; 0: nobody */
	int64_t away_days;          /* since that person's last act, where it is as long ago as P05_AWAY_DAYS; else 0 */
	int64_t own[2], changes[2]; /* changes of the period and of the one before: that person's, and all */
	struct knower_rows knowers, reviewers; /* read where the rule may speak; the latter with those who reviewed */
	bool is_judged;                        /* the whole, and what the configuration calls an area */
	bool is_found, is_known_by_review;
};

/* Areas of one sort. */
struct area_count {
	int64_t judged, found, reviewed;
};

struct sight {
	double share; /* of the files, over which the rule speaks */
	struct unit whole;
	VEC(struct unit) areas; /* with enough files and people, the largest first */
	struct area_count configured, others;
};

/* P05_units.c; metric_prepare came before. */
int p05_read_areas(struct sight *sight, const struct pattern_input *input) MUST_CHECK;
/* Of the units most of whose files have one knower. */
int p05_read_knowers(struct sight *sight, const struct pattern_input *input) MUST_CHECK;
/* Of the units that were found: who knows most of them, and what that person did. */
int p05_read_holders(struct sight *sight, const struct pattern_input *input) MUST_CHECK;
void p05_release(struct sight *sight);

bool p05_is_mostly(int64_t files, const struct unit *unit, double share);
/* Whether what makes it more than a note holds of the unit. */
bool p05_is_away(const struct unit *unit);
bool p05_is_carried(const struct unit *unit);
/* Whether the unit speaks: found, and judged at all. */
bool p05_speaks(const struct unit *unit);

void p05_add_numbers(struct finding *out, const struct sight *sight);
void p05_end(struct finding *out, enum outcome outcome, const struct sight *sight, const struct pattern_input *input);
/* With a reason of its own; takes reason. */
void p05_end_short(struct finding *out, enum outcome outcome, const struct sight *sight, struct buf *reason);

#endif
