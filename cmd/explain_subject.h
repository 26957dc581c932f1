/* The second half of `git lead explain`: one subject's figures and findings, and every line behind them. */
#ifndef CMD_EXPLAIN_SUBJECT_H
#define CMD_EXPLAIN_SUBJECT_H

#include "command.h"
#include "lead/report.h"
#include "lead/vec.h"
#include "render/pen.h"

/* What a word of the command line names: one of the three. */
struct topic {
	const struct metric_info *metric;
	const struct pattern_info *pattern;
	const struct strength_info *strength;
};
typedef VEC(struct topic) topic_vec;

/*
 * Appends what the record says on the topics about who (NULL: the team of --team, or everybody): coverage first, then the
 * figures and findings, then the lines they came from. A pattern about persons, asked of a team, is answered for each of its
 * declared leads.
 */
int explain_topics_of(struct pen *pen, struct session *session, const topic_vec *topics, const char *who) MUST_CHECK;

#endif
