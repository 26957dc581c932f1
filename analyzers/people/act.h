/*
 * Acts in memory between reading and writing. acts.c loads and writes them, verdict.c judges; the rules stand in verdict.c
 * alone.
 */
#ifndef LEAD_PEOPLE_ACT_H
#define LEAD_PEOPLE_ACT_H

#include "lead/facts.h"
#include "roster.h"

/* The names are those of act.why; ACT_COUNTS has none. */
enum act_why {
	ACT_COUNTS,
	ACT_SELF,
	ACT_BOT,
	ACT_MODEL,
	ACT_DUPLICATE,
	ACT_COPIED,
	ACT_REQUESTED,
	ACT_GROUP,
	ACT_SUPERSEDED,
	ACT_EXCLUDED,
	ACT_WHY_COUNT
};
extern const char *const act_why_names[ACT_WHY_COUNT];

/* What shows the act. */
enum act_origin {
	ACT_BY_EVENT,
	ACT_BY_AUTHOR,
	ACT_BY_COMMITTER,
	ACT_BY_MERGE,
	ACT_BY_HEAD,
	ACT_BY_TAG,
	ACT_BY_REQUEST,
	ACT_BY_DECISION
};

struct act_row {
	int64_t repository, change, commit, event, request_act; /* all but repository: 0 = none */
	int64_t identity, person, source;
	int64_t act_time;
	struct oid oid; /* of the commit or tag that shows it: orders equal times */
	uint32_t place; /* in that commit: line, then ordinal */
	enum event_kind kind;
	enum act_origin origin;
	enum person_kind person_kind;
	enum act_why why; /* as loaded: what the reader of the evidence said */
	bool is_own;      /* the person, or a namesake, wrote the very commit that shows it, or opened the request */
	bool is_mentoring, is_newcomer;
};

/* A change as the steps before left it. */
struct act_change {
	int64_t change, author, author_time; /* author_time: when the primary author came */
	int64_t landed_time;
	bool is_newcomer, is_copied;
};

/* What acts say of a change, for credit.c. */
struct act_tally {
	bool has_review, has_second;
	bool has_other;           /* somebody else merged or committed it */
	bool has_own_merge;       /* an author merged it */
	bool has_bot, has_nobody; /* a bot, a placeholder did */
};

/* Numbers under up to three numbers. */
struct number_map {
	struct map *keys;
	VEC(int64_t) values;
};
void number_map_init(struct number_map *map);
void number_map_release(struct number_map *map);
/* False if the key was there; then it keeps its value. */
bool number_map_add(struct number_map *map, int64_t a, int64_t b, int64_t c, int64_t value);
bool number_map_get(int64_t *value, const struct number_map *map, int64_t a, int64_t b, int64_t c);

/* A copied change and what it is a copy of. */
struct act_copy {
	int64_t change, original;
};
struct act_list {
	VEC(struct act_row) rows;
	VEC(struct act_change) changes; /* by change */
	struct number_map authors;      /* change, person: authors and co-authors */
	struct number_map names;        /* change, group of namesakes, 1 if one of them is not declared: authors */
	const struct roster *roster;    /* for its namesakes */
	struct number_map tenures;      /* repository, person: when the person came */
	VEC(struct act_copy) copies;    /* by change */
	struct number_map merged;       /* change: a person's own merge commit brought it */
	struct number_map named;        /* change, person: named by the text of a change that was copied */
	struct number_map seen;         /* change, kind, person: has counted already */
};
/* Sorts by change and time and sets why, is_mentoring, is_newcomer. */
void acts_judge(struct act_list *acts);
/* The change's own row, or NULL. Borrowed. */
const struct act_change *acts_find_change(const struct act_list *acts, int64_t change);
void act_tally_add(struct act_tally *tally, const struct act_row *row, const struct act_change *change);

#endif
