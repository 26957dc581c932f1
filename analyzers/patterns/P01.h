/* P01's picture of a person, shared by its rule, its words, and P14, its milder brother. Private to these. */
#ifndef PATTERNS_P01_H
#define PATTERNS_P01_H

#include "finding.h"

#define P01_MEDIAN_MEMBERS 5 /* members with enough acts, below which no median is told */

/* What is visible of one person in one period. */
struct p01_sight {
	int64_t own, reviews;            /* in the repositories that the review share rests on */
	int64_t all_own, all_reviews;    /* in all of them */
	int64_t changes, others_changes; /* of the team, where the share rests on; those the person is no author of */
	int64_t covered;                 /* of these changes, those with review evidence */
	int64_t commented;               /* changes of others */
	int64_t integrated, coauthored, joint, helped, helped_people, newcomer_changes;
	int64_t decisions; /* changes to decision records */
	int64_t decided;   /* acts on records, one a status: as author, decider, sponsor */
	int64_t documents, doc_only, standards;
	/* Each change once, whatever the person did on it: all, and those by others or written along. */
	int64_t touched, touched_others;
	int64_t home_changes; /* by others, in home areas */
	int64_t self_notes;
	double declared;                       /* part of the period declared as absence or as work done alone */
	const struct metric_value *delegation; /* M27 */
	struct interval share;                 /* of reviews in reviews and own changes */
	struct interval whole_share;           /* the same in all repositories: a lower bound */
	struct metric_base base;               /* of the person */
	struct left_out left_out;
	double upper;         /* the threshold */
	bool has_reviews;     /* recorded for at least half of the changes */
	bool has_integrators; /* the same of who merged */
	bool is_half_year;
};

/* How the team reviews, the measure for one of them. */
struct p01_baseline {
	size_t member_count; /* with enough acts for a share of their own, without who opted out */
	double median, lower_quartile, upper_quartile;
	int64_t other_reviews, other_own; /* of everybody else */
	int64_t other_count;              /* who that is */
	int64_t team_reviews, team_own;   /* of all, where the person's share rests on */
	int64_t year_reviews, year_own;   /* of the person, in the year before the period; 0 where not at hand */
	bool is_met;
};

/* Fills sight from the input's figures and acts; upper: the threshold of the review share. To be released, also then. */
int p01_look(struct p01_sight *sight, const struct pattern_input *input, double upper) MUST_CHECK;
void p01_release(struct p01_sight *sight);
/* Prepares the metrics of the input's scope. */
int p01_measure_baseline(struct p01_baseline *out, const struct pattern_input *input) MUST_CHECK;

enum visible p01_visible(const struct p01_sight *sight);
/* Appends everything that by itself shows work on others' changes or for everybody; nothing if nothing does. */
void p01_say_presence(struct buf *list, const struct p01_sight *sight);
/* As before without reviews: counter-evidence of which this part (1: all) of its least count is enough. */
void p01_say_work(struct buf *list, const struct p01_sight *sight, double part);
/* Appends all that p01_say_work looks at, each with its count in brackets. */
void p01_say_counts(struct buf *list, const struct p01_sight *sight);
/* Appends the sentences on what the record shows, whatever it cannot show. */
void p01_say_visible(struct buf *text, const struct p01_sight *sight, const struct pattern_input *input);
/* Fills what was looked for beside reviews. */
void p01_say_searched(struct finding *out, const struct p01_sight *sight);
/* Appends the whole explanation of a note, adds its numbers, and fills what would change it. Needs metric_prepare. */
int p01_explain(struct buf *text, struct finding *out, const struct p01_sight *sight,
                const struct p01_baseline *baseline, const struct pattern_input *input) MUST_CHECK;

#endif
