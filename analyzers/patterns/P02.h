/* P02's picture of who gives a team's reviews, shared by the rule and by its words. Private to these two files. */
#ifndef PATTERNS_P02_H
#define PATTERNS_P02_H

#include "finding.h"

#define P02_ACTIVE_MINIMUM 4 /* active members; three have few to choose from */
#define P02_WEEKLY_REVIEWS 10
#define P02_WAIT_DAYS 2 /* business days */

/* Reviews given, and the most by one person. */
struct p02_tally {
	int64_t reviews, top;
	double effective; /* how many equally busy reviewers would be as concentrated */
};

struct p02_sight {
	int64_t changes, covered;
	struct p02_tally tally;
	int64_t active; /* members with any act */
	/* Those of them who are asked after and are named on no change of others; NULL where that is not known or not told. */
	const struct metric_value *silent;
	double limit;  /* of the share */
	double weekly; /* reviews a week by the person who gave most */
	/* Below is filled where the rule holds, and needs metric_prepare. */
	int64_t top_person;
	struct p02_tally open;  /* without what landed in areas that are meant to have one reviewer */
	int64_t others;         /* who reviewed too, or were declared absent */
	int64_t joined, absent; /* of others: seen first within 90 days; declared absent over a third of the period */
	int64_t waits;          /* requests that asked that person for a review */
	double wait_p75;        /* of them, business seconds by which three in four had an answer; NAN: not known */
};

/* "this person" of oneself, "one person" of a team. */
const char *p02_who(const struct finding *out);
/* Besides the share: how concentrated the reviews are, and how many are named on none. */
void p02_say_spread(struct buf *text, const struct p02_sight *sight, const struct pattern_input *input);
void p02_say_figures(struct buf *text, const struct finding *out, const struct p02_sight *sight,
                     const struct pattern_input *input);
/* Fills what was looked for and what would change the outcome, and appends the explanation of a note. Needs metric_prepare. */
int p02_explain(struct buf *text, struct finding *out, const struct p02_sight *sight,
                const struct pattern_input *input) MUST_CHECK;

#endif
