/* P07's picture of what there was to mentor and what the record shows of it. Private to the pattern's two files. */
#ifndef PATTERNS_P07_H
#define PATTERNS_P07_H

#include "finding.h"

#define P07_PEER_CHANGES 10 /* own changes from which on a member's silence says as much as the person's */

struct p07_sight {
	int64_t changes,
		covered; /* of the team in the span, where the person's coverage rests on; with review evidence */
	int64_t own, traces, joint;    /* of the person: own in these repositories, traces in all */
	int64_t team_own, team_traces; /* of all members in these, the person included */
	int64_t peers, silent_peers;   /* other members with P07_PEER_CHANGES own changes; without any trace */
	int64_t newcomers,
		newcomer_changes;      /* newcomers with three changes in the home areas, and all newcomers' there */
	int64_t supported, supporters; /* of those changes, and by how many people */
	int64_t juniors;               /* less time here, and five changes in the home areas */
	int64_t first_time;            /* the person's, in these repositories; INT64_MIN: not known */
	int64_t notes;                 /* SELF */
	double expected, least;
	enum coverage_state coverage; /* of the person in the span */
	bool has_words;               /* something said on a request, which may be a trace */
	bool is_whole;                /* the team was looked at, and words were */
};

/* The input over the 26 weeks that end with its period; scope receives these and must outlive the result. */
struct pattern_input p07_span(const struct pattern_input *input, struct scope *scope);
/* What the acts of the person alone show. */
int p07_look_at_person(struct p07_sight *sight, const struct pattern_input *span) MUST_CHECK;
/* The occasions, the team's rate, and what only the metrics' tables tell of the person; prepares these for the span. */
int p07_look_at_team(struct p07_sight *sight, const struct pattern_input *span) MUST_CHECK;
/* Whether anybody else has the task, for more than a third of the span. */
int p07_has_other_mentor(bool *out, const struct pattern_input *span) MUST_CHECK;
/* The changes that newcomers and members with less time here landed in the home areas. */
int p07_prove(const struct pattern_input *input, int (*each)(void *payload, const struct evidence_row *row),
              void *payload) MUST_CHECK;

#endif
