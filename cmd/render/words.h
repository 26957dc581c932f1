/*
 * What every form for readers says in the same words: periods, outcomes, absences, the command that tells more. Plain text that is
 * not escaped yet: names and explanations in it come from data.
 */
#ifndef RENDER_WORDS_H
#define RENDER_WORDS_H

#include <stdbool.h>
#include "lead/report.h"
#include "lead/text.h"

#define WORDS_FLAGSHIP "P01" /* of the first screen, and told in full where it is unknown */
#define WORDS_PURPOSE "For reflection and retrospectives; not for pay, hiring or comparing people."

/* "2026-Q3 (2026-07-01 to 2026-09-30), UTC"; the dates only once where the name already is dates. */
void words_add_period(struct buf *out, const struct report *report);
/* "--quarter=2026-Q3 ": typed as it stands a command speaks of the same period as the report; nothing for the default one. */
void words_add_period_options(struct buf *out, const struct report *report);
/* How a team is called: the one without a name is everybody where others stand beside it. */
const char *words_team_name(const struct report *report, const struct report_team *team);
/* "14 people; withheld: 2 persons" */
void words_add_members(struct buf *out, const struct report_team *team);
/* What was declared absence of the period, or that there was no membership; adds nothing where there is neither. */
void words_add_absence(struct buf *out, const struct report_person *person);
/* "; shallow: ...; 3 missing objects": what is unusual of a repository; nothing where nothing is. */
void words_add_conditions(struct buf *out, const struct report_repository *repository);

/* ---- figures ---- */
/* M00 stands in the coverage section already. */
bool words_is_of_coverage(const struct figure *figure);
/* A figure without a number still gets a row of its own, but not each of its parts: those are named in a list. */
bool words_is_row(const struct figure *figure);
/* In a list a part stands alone: without the dash that ties it to the row above. */
const char *words_plain_label(const struct figure *figure);

/* ---- findings ---- */
/* "mostly own code"; "" for VISIBLE_NONE. */
const char *words_visible(enum visible visible);
/* "note; visible: mostly own code" */
void words_add_outcome(struct buf *out, const struct finding *finding);
bool words_has_explanation(const struct finding *finding);
/* Whether the base rate of the pattern stands in the explanation already. */
bool words_tells_base_rate(const struct finding *finding);
/*
 * What speaks of somebody is said in full, the rest in a line. P01 in full where it is unknown too: what is visible all the
 * same is the answer most repositories can give.
 */
bool words_is_told_in_full(const struct finding *finding);
/* A command that would have to name somebody is left out of a pseudonymous report. */
bool words_may_name(const struct report *report, const struct report_person *person);
/*
 * "git lead explain --quarter=2026-Q3 " and "P01 "ada@example.org"" (person NULL: of the team), apart because a line of text may
 * have to break between them.
 */
void words_add_explain_start(struct buf *out, const struct report *report);
void words_add_explain_rest(struct buf *out, const char *pattern, const struct report_person *person);

#endif
