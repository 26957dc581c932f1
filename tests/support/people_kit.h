/*
 * Histories planted straight into a database in memory, for tests of who is who and what counts: a line says who did what, the
 * kit fills in ids. What cannot be planted fails the test at once.
 */
#ifndef SUPPORT_PEOPLE_KIT_H
#define SUPPORT_PEOPLE_KIT_H

#include "lead/config.h"
#include "lead/people.h"
#include "lead/store_derive.h"

struct people_kit {
	struct store *store;
	struct config *config;
	int64_t repository; /* the first one's id; the default of what is planted */
	unsigned commit_count;
};

/* "Name <mail>" or a bare name. Borrowed from the text. */
struct identity_fact people_kit_who(const char *text);

void people_kit_start(struct people_kit *kit);
void people_kit_stop(struct people_kit *kit);
int64_t people_kit_repository(struct people_kit *kit, const char *key);
void people_kit_config(struct people_kit *kit, const char *text);
void people_kit_mailmap(struct people_kit *kit, const char *text);
/* Runs the whole derivation. */
void people_kit_derive(struct people_kit *kit);

/* A commit; committer NULL: the author. Its object id is made of its number. */
struct people_kit_commit {
	const char *author, *committer, *subject; /* subject NULL: "commit <number>" */
	int64_t author_time, time;                /* author_time 0: time */
	unsigned parents;                         /* 0: one; 2: a merge */
	const char *files;                        /* paths separated by spaces, 3 lines added in each */
	bool is_mass;
};
int64_t people_kit_commit(struct people_kit *kit, struct people_kit_commit commit);
struct oid people_kit_oid(unsigned number);
/* "Reviewed-by: Name <mail>" and the like: kind "rev". */
void people_kit_event(struct people_kit *kit, int64_t commit, enum event_kind kind, const char *who);
/* The same about a change, or with a mark. */
void people_kit_event_on(struct people_kit *kit, int64_t commit, enum event_kind kind, const char *who,
                         const char *change, enum event_mark mark);
void people_kit_reference(struct people_kit *kit, int64_t commit, enum reference_kind kind, const char *value,
                          const char *login);
/* A change of these commits (ended by 0); merge 0: none. All landed at the time given. */
int64_t people_kit_change(struct people_kit *kit, const char *key, int64_t time, int64_t merge, const int64_t *commits);
/* A commit of the author alone, landed as a change of its own "commit:<number>"; returns the commit. */
int64_t people_kit_solo(struct people_kit *kit, const char *author, int64_t time);
void people_kit_head(struct people_kit *kit, const char *change, int64_t commit);

/* All rows of a query, "a|b" a line, joined by one space; to be freed. */
char *people_kit_rows(struct people_kit *kit, const char *sql);
/* Fails the test, naming the query, if the rows are not as wanted. */
void people_kit_expect(struct people_kit *kit, const char *sql, const char *want);

#endif
