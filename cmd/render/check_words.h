/*
 * The words that every form of a check says alike: levels, answers, what is told at all, the verdict. Plain UTF-8, some of it from
 * data: each form escapes at its own one place.
 */
#ifndef RENDER_CHECK_WORDS_H
#define RENDER_CHECK_WORDS_H

#include "lead/check.h"
#include "lead/text.h"

#define CHECK_WORDS_TITLE "git lead check"
#define CHECK_WORDS_GAPS "Cannot be judged"
#define CHECK_WORDS_CHANGES "Changes"
#define CHECK_WORDS_NEWEST "the newest are shown; --format=json has all"

/* ---- levels ---- */
/* "failure", "warning", "notice"; "" for off. */
const char *check_words_of_level(enum check_level level);
/* "Failures", "Warnings", "Notices": a title. */
const char *check_words_of_levels(enum check_level level);
/* "change", "team", "person". */
const char *check_words_of_subject(enum check_subject subject);

/* ---- what is told: in every form but JSON, which holds all and says what is new ---- */
/* It fires, and where only news are asked for no earlier check told it. */
bool check_is_told(const struct check *check, const struct check_result *result);
bool check_is_gap_told(const struct check *check, const struct check_gap *gap);
/* Results told at that level, without gaps. */
size_t check_count_told(const struct check *check, enum check_level level);
size_t check_count_gaps(const struct check *check);
/* Nothing is told, and there is no gap to tell of. */
bool check_is_quiet(const struct check *check);

/* ---- clauses, appended ---- */
/* "main..HEAD: 14 commits, 6 changes (2 not judged), 0123456789ab to fedcba987654." and what kind of range it is. */
void check_words_add_range(struct buf *out, const struct check *check);
/* "1 failure; 2 reasons why something cannot be judged. Exit code 1: a rule that is set to fail fired." */
void check_words_add_verdict(struct buf *out, const struct check *check);
/* "exit code 1: a rule that is set to fail fired". */
void check_words_add_exit(struct buf *out, const struct check *check);
/* "pr:12", "0123456789ab". */
void check_words_add_key(struct buf *out, const struct check_change *change);
/* "pr:12 Split the parser: ": what stands before a message about a change; nothing of NULL. */
void check_words_add_change(struct buf *out, const struct check_change *change);
/* "The team, 26 weeks to 2026-07-03"; a team by its name. */
void check_words_add_team(struct buf *out, const struct check *check);
/* "not judged: bot", "newcomer, decision record, documents"; nothing where there is nothing of note. */
void check_words_add_marks(struct buf *out, const struct check_change *change);
/* "author"; "-" of what has not landed. */
const char *check_words_integrator(const struct check_change *change);
/* "2 changes", "the team; set to fail, so this is a failure". */
void check_words_add_reach(struct buf *out, const struct check_gap *gap);
/* The message and what would settle it. */
void check_words_add_result(struct buf *out, const struct check_result *result);
void check_words_add_gap(struct buf *out, const struct check_gap *gap);
/* 32 hex: the same while the gap's rules are the same, and another one for each gap of a check. */
void check_words_add_gap_fingerprint(struct buf *out, const struct check *check, const struct check_gap *gap);

/* ---- answers about each change: "yes", "no", "unknown"; "-" where it is not judged ---- */
struct check_answers {
	const char *second, *review;
};
struct check_walk {
	const struct check *check;
	size_t second_at, review_at; /* among the results */
};
struct check_walk check_walk_begin(const struct check *check);
/* Of the changes in their order, each once. */
struct check_answers check_walk_next(struct check_walk *walk, const struct check_change *change);

#endif
