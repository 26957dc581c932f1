/* P04's picture of changes that land on their author's word, shared by the rule and by its words. Private to these two files. */
#ifndef PATTERNS_P04_H
#define PATTERNS_P04_H

#include "finding.h"

#define P04_COMPANY_DAYS 14 /* without anybody else active for as long, nobody could have looked */

/* Changes of the team, or of one person as primary author. */
struct p04_tally {
	int64_t changes;
	int64_t alone; /* integrated by an author, nobody named as reviewer */
	/* Of alone, each under the first that holds: */
	int64_t custodian; /* a declared custodian's own */
	int64_t documents, joint, release,
		lonely;            /* documentation only; by two people; a tagged commit; nobody else active */
	int64_t custodian_changes; /* of changes: integrated by their author, a declared custodian */
};

struct p04_sight {
	int64_t changes, covered;
	int64_t alone, looked; /* of the team; of how many changes: those in repositories that record reviews */
	int64_t by_other, by_author;
	int64_t active;
	double lower; /* the threshold */
	struct interval team_share;
	struct p04_tally tally;            /* of the subject; empty while not counted */
	struct metric_base base;           /* of the subject */
	struct left_out left_out;          /* of the person; owned */
	bool has_integrators, has_reviews; /* recorded well enough for what is not seen to mean something */
};

/* What is left of tally.alone, and of how many changes, without what the record explains. */
int64_t p04_unexplained(const struct p04_tally *tally);
int64_t p04_judged(const struct p04_tally *tally);

void p04_say_merges(struct buf *text, const struct p04_sight *sight);
/* Fills what was looked for among such changes, if there are any; needs the tally. */
void p04_say_searched(struct finding *out, const struct p04_tally *tally);
void p04_say_would_change(struct finding *out, const struct p04_sight *sight);
/* Appends the whole explanation of a note. */
int p04_explain(struct buf *text, const struct p04_sight *sight, const struct pattern_input *input) MUST_CHECK;

#endif
