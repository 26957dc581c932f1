/*
 * The words that every form says alike: outcomes, states, movements, what is absent or withheld. Plain UTF-8, some of it from
 * data: each form escapes at its own one place.
 */
#ifndef RENDER_WORDS_H
#define RENDER_WORDS_H

#include "lead/report.h"
#include "lead/text.h"

#define WORDS_FLAGSHIP "P01" /* of the first screen; told in full also where it is unknown */
#define WORDS_PURPOSE "For reflection and retrospectives; not for pay, hiring or comparing people."
#define WORDS_MOVED "The latest 26 weeks hold fewer than 20 changes, so these end at the last commit."
#define WORDS_GAP "A dash: no trace, not recorded or not known there. Few cases are told as so many of so many."
#define WORDS_BASE_RATE "Base rate: "
#define WORDS_NOT_LIVE "not in regular use"
#define WORDS_SEALED "sealed: figures are those of the day of sealing"
/* titles of parts */
#define WORDS_SERIES "Eight periods"
#define WORDS_MATRIX "Who reviews whom"
#define WORDS_MATRIX_RULE "A row gave so many reviews on changes of each column's people."
#define WORDS_NOT_ASKED "not asked" /* reviews of changes that are not the team's */
#define WORDS_RECORDS "Records and documents"
#define WORDS_KNOWLEDGE "Who knows the code"
#define WORDS_AREAS "Areas"
#define WORDS_STRENGTHS "In the record"
#define WORDS_SUGGESTIONS "What one could look at next"
#define WORDS_COVERAGE "Coverage and limits"
#define WORDS_GLOSSARY "Glossary"
#define WORDS_COMPUTED "How it was computed"
#define WORDS_LOOKED_FOR "Looked for: "

/* ---- one word for one value ---- */
/* "too few to say", "not recorded here", "not applicable", "withheld"; "" for ok. */
const char *words_of_state(enum metric_state state);
/* "Not applicable (n/a)", "Thin (too few to say)", "Clear": a title for what has this outcome. */
const char *words_of_outcome(enum outcome outcome);
/* "mostly own code", "own code and work for others", "mostly work for others"; "". */
const char *words_of_visible(enum visible visible);
/* "up", "down"; "" where nothing moved. */
const char *words_of_trend(enum trend trend);
/* "unknown", "partial", "usable". */
const char *words_of_coverage(enum coverage_state state);
/* What it means: a sentence without its full stop, in small letters. */
const char *words_of_coverage_meaning(enum coverage_state state);
/* Its name; where it is everybody, "Everybody" beside other teams and "The team" alone. */
const char *words_of_team(const struct report *report, const struct report_team *team);
/* "multiplier"; its id where the registry does not know it. */
const char *words_of_strength(const struct strength *strength);
/* In a list a part stands alone: without the dash that ties it to the row above. */
const char *words_of_label(const struct figure *figure);

/* ---- clauses, appended ---- */
/* "2026-Q3 (2026-07-01 to 2026-09-30), UTC"; the dates only once where the name already is dates. */
void words_add_period(struct buf *out, const struct report *report);
/* "14 people; withheld: 1 person". */
void words_add_members(struct buf *out, const struct report_team *team);
/* "period partly excluded: 10 days declared", "no member of this team in the period: no figures"; nothing if all is as usual. */
void words_add_absence(struct buf *out, const struct report_person *person);
/* "was not sealed: figures of today, no rest of the team"; nothing if sealed, or of a period that is not. */
void words_add_unsealed(struct buf *out, const struct report_person *person);
/* "up from 71 %"; nothing where nothing moved. */
void words_add_movement(struct buf *out, const struct figure *figure);
/* "tip 0123456789ab; 900 commits; changes grouped by ...; shallow: ...". */
void words_add_repository(struct buf *out, const struct report_repository *repository);
/* "sealed by rules 2", "before the history"; nothing of a known period of today's rules. */
void words_add_series_period(struct buf *out, const struct report *report, const struct report_period *period);
/* The same of all eight: "2024-Q4 to 2025-Q1 before the history; 2025-Q4 sealed, by rules 2, not 3". */
void words_add_series_periods(struct buf *out, const struct report *report);
/* "Leads: Ada Example, until 2026-08-01. Repositories: billing, web."; nothing where the model has neither. */
void words_add_team_facts(struct buf *out, const struct report_team *team);
/* "core (lead), until 2026-08-01". */
void words_add_membership(struct buf *out, const struct report_membership *membership);
/* "9", "withheld": present people who know a file of the area at least. */
void words_add_knowers(struct buf *out, const struct report_knowledge *knowledge);
/* "0007 SQLite as the store"; its path where it has no title. */
void words_add_record(struct buf *out, const struct report_decision *decision);
/* "and 4 more areas"; nothing where none is left out. */
void words_add_left(struct buf *out, const struct report_team *team);
/* "Left out of the review share, because reviews are not recorded well enough there: web (9 changes, 22 %)"; then ", ...". */
void words_add_excluded(struct buf *out, const struct report_excluded *excluded, bool is_first);
/* "changes by bots", with its number; position from 0, NULL at the end. */
const char *words_of_coverage_count(size_t position, const struct report_coverage *coverage, int64_t *count);
/* One sentence on how the report was made; position from 0, false at the end. It may add nothing. */
bool words_add_computed(struct buf *out, size_t position, const struct report *report);
/* "--quarter=2026-Q3 ": typed as it stands a command speaks of the same period as the report; nothing for the default one. */
void words_add_period_options(struct buf *out, const struct report *report);
/* Whether there are more than are shown. */
bool words_has_more_proofs(const struct report_proofs *proofs);
/* "2 of 42 shown"; the command that lists all stands behind. */
void words_add_more_proofs(struct buf *out, const struct report_proofs *proofs);

/* ---- which figures have a row ---- */
/* Not what stands in the coverage section already; of figures without a number not each of their parts. */
bool words_has_row(const struct figure *figure);
/* "Unknown here as well", "Not applicable", "Withheld", with their state; position from 0, NULL at the end. */
const char *words_of_rowless(size_t position, enum metric_state *state);
/* "decision records (M17.count), ...": what has no row for that state; nothing if there is none. */
void words_add_rowless(struct buf *out, const struct figure *figures, size_t count, enum metric_state state);

/* ---- findings ---- */
/* "note; visible: mostly own code"; with its reason behind unless the explanation says that again. */
void words_add_answer(struct buf *out, const struct finding *finding);
bool words_has_explanation(const struct finding *finding);
/* What speaks of somebody is said in full, the rest in a line. */
bool words_is_told_in_full(const struct finding *finding);
/* The base rate of its pattern where it is not said already; NULL if there is nothing to say. */
const char *words_of_base_rate(const struct finding *finding);
/* Outcomes in the order in which those told in a line stand; OUTCOME_COUNT at the end. */
enum outcome words_listed_outcome(size_t position);
/* "P04 self-merge-unreviewed (2 of 1842 changes); ...": findings of that outcome not told in full, equal reasons once. */
void words_add_listed(struct buf *out, const struct finding *findings, size_t count, enum outcome outcome);
/* "P02 review-bottleneck". */
void words_add_pattern(struct buf *out, const struct finding *finding);
/*
 * The command behind a finding, in two parts so that a line can be broken between: "git lead explain --quarter=2026-Q3 " and
 * "--team=core P01 \"ada@example.org\"". of: one of the findings of that page; person NULL: it is a team's. Nothing where it would have to name somebody in a pseudonymous report.
 */
void words_add_explain(struct buf *start, struct buf *rest, const struct report *report, const struct finding *of,
                       const char *pattern, const struct report_person *person);

#endif
