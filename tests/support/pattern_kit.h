/*
 * What tests of patterns share: a planted team, one lead, and a pattern evaluated over the quarter under test with the
 * quarter before it at hand.
 */
#ifndef TESTS_PATTERN_KIT_H
#define TESTS_PATTERN_KIT_H

#include "lead/pattern.h"
#include "planted_team.h"

#define LEAD 1
#define QUARTER_BEFORE (PLANTED_BEFORE + DAY_SECS)
#define FETCH "git fetch origin '+refs/pull/*/head:refs/pull/*/head'"

struct pattern_kit {
	struct planted planted;
	struct finding finding; /* of the last evaluation */
	struct config *config;
	bool is_subject;
	int64_t repository;  /* of the scope; 0: all */
	int64_t least_group; /* figures of fewer people are withheld, as in a report; 0: none are */
	bool has_year;       /* the figures of the 365 days before the quarter are at hand */
	bool is_viewer;      /* a pattern of the team and of oneself is asked of the lead, who looks at own figures */
};

/* Twelve people, of whom the first is the lead and the subject. */
void pattern_kit_start(struct pattern_kit *kit);
void pattern_kit_stop(struct pattern_kit *kit);
/* The status of the evaluation itself. */
int pattern_kit_evaluate(struct pattern_kit *kit, const char *id);
/* The outcome's name; fails the test unless there are a reason and an explanation. */
const char *pattern_kit_outcome(struct pattern_kit *kit, const char *id);
/* Declared for the whole quarter under test; person 0: by the team. */
void pattern_kit_declare(struct pattern_kit *kit, const char *kind, int64_t person, const char *value);
bool pattern_kit_has_number(const struct pattern_kit *kit, const char *name);
/* A number of the last finding; fails the test if it has none of this name. */
double pattern_kit_number(const struct pattern_kit *kit, const char *name);

/* Six members who review one another: 60 changes, all reviewed, each with 10 own and 10 reviews. */
void plant_reviewing_team(struct pattern_kit *kit, int64_t time);
/* Own changes of the lead, reviewed by somebody, and reviews by the lead. */
void plant_lead(struct pattern_kit *kit, int64_t own, int64_t reviews, int64_t time);

#define ck_assert_has(text, part) ck_assert_msg(strstr((text), (part)) != NULL, "%s", (text))

#endif
