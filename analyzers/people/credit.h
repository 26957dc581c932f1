/*
 * Which act counts for whom (metrics 4.1-4.3), in steps that run in this order within people_derive, after persons are
 * written. What one step hands to the next stands in temporary tables, described where they are made (authors.c).
 */
#ifndef LEAD_PEOPLE_CREDIT_H
#define LEAD_PEOPLE_CREDIT_H

#include "lead/people.h"
#include "lead/vec.h"
#include "roster.h"

#define NEWCOMER_SECS "15552000" /* 180 days */
#define NEWCOMER_CHANGES "10"

/* requests.c: change_request. Runs before persons are resolved. */
int requests_derive(struct store *store) MUST_CHECK;
/* A change did something to a file of code; of one change, order tells what came first. */
struct code_touch {
	int64_t repository, path, change;
	uint32_t order;
	bool is_added, is_removed;
};
struct code_touches {
	struct code_touch *at;
	size_t count, capacity;
};

/* classes.c: path_class, change_area; derive_files. */
int classes_derive(struct store *store, const struct people_settings *settings) MUST_CHECK;
/* authors.c: derive_forge, derive_head, derive_named, derive_author, derive_change; tenure. */
int authors_derive(struct store *store, const struct roster *roster) MUST_CHECK;
/* Of these derive_head, derive_named and derive_author alone, from tables that earlier derivations left; they are empty. */
int authors_list(struct store *store) MUST_CHECK;
/* copies.c: derive_exclusion, derive_copy. Runs before authors_derive. */
int copies_derive(struct store *store) MUST_CHECK;
/* decisions.c: derive_step, derive_role, derive_decision. */
int decisions_derive(struct store *store) MUST_CHECK;
/* acts.c: act, derive_tally. */
int acts_derive(struct store *store, const struct roster *roster) MUST_CHECK;
/* credit.c: change_credit. */
int credit_derive(struct store *store) MUST_CHECK;
/* knowledge.c: code_life, code_knower, presence. Sorts touches. */
int knowledge_derive(struct store *store, struct code_touches *touches) MUST_CHECK;
/* teams.c: member, made anew; also by itself when nothing but teams and leads has changed. */
int teams_derive(struct store *store, const struct config *config) MUST_CHECK;
/* Whether the configuration tells anything of teams, leads or people, so that somebody new may be meant. */
bool teams_are_told(const struct config *config);
/* Else whoever is new is but one of everybody. */
int teams_add_everybody(struct store *store) MUST_CHECK;
/* Whether teams_derive reads derive_author. */
bool teams_need_authors(const struct config *config);

/* ---- of what came since the last derivation alone; grow.c makes sure that nothing older is touched by it ---- */
int classes_derive_new(struct store *store, const struct people_settings *settings) MUST_CHECK;
int copies_derive_new(struct store *store) MUST_CHECK;
/* derive_forge, from the roster's nodes. */
int authors_insert_forges(struct store *store, const struct roster *roster) MUST_CHECK;
/* derive_named, derive_author, derive_tenure. */
int authors_list_new(struct store *store) MUST_CHECK;
/* After copies_derive_new: adds derive_tenure to tenure; derive_change. */
int authors_add_new(struct store *store) MUST_CHECK;
int acts_derive_new(struct store *store, const struct roster *roster) MUST_CHECK;
int credit_derive_new(struct store *store) MUST_CHECK;

/* Makes the temporary tables empty. */
int derive_tables_reset(struct store *store) MUST_CHECK;
int derive_tables_clear(struct store *store) MUST_CHECK;
/* Runs the statements of a NULL-ended list in order. */
int derive_run_all(struct store *store, const char *const *statements) MUST_CHECK;

/* For the test that prepares them all; each ends in NULL. */
extern const char *const requests_statements[];
extern const char *const classes_statements[];
extern const char *const authors_statements[];
extern const char *const copies_statements[];
extern const char *const decisions_statements[];
extern const char *const acts_statements[];
extern const char *const credit_statements[];
extern const char *const knowledge_statements[];
extern const char *const knowledge_due_statements[];
extern const char *const teams_statements[];
extern const char *const find_statements[];
extern const char *const derive_statements[];
extern const char *const listing_statements[];

#endif
