/* What a forge tells of changes that planted_team.h put in: requests, and acts on them with their verdicts. */
#ifndef TESTS_PLANTED_REQUEST_H
#define TESTS_PLANTED_REQUEST_H

#include "planted_team.h"

#define HOUR_SECS INT64_C(3600)

/* Zero means: not told. */
struct planted_request {
	int64_t number;     /* of "pr:<number>" */
	const char *key;    /* what stands before the number; NULL: "pr:" */
	int64_t joins;      /* the change that it landed as; 0: the one of that key, if there is one */
	const char *origin; /* NULL: export */
	const char *state;  /* NULL: open; merged where merged_time is told, closed where closed_time is */
	const char *draft;  /* "yes", "no"; NULL: not told */
	int64_t opener;     /* person */
	int64_t created_time, ready_time, closed_time, merged_time, seen_time;
	int64_t line_count;
	bool is_foreign; /* another project's: not the change that bears its number */
};
void planted_request(struct planted *planted, struct planted_request request);
#define REQUEST(planted, ...) planted_request((planted), (struct planted_request){ __VA_ARGS__ })

/* A patch set: pushed at that time, landed in the end or not. */
void planted_push(struct planted *planted, const char *key, int64_t number, int64_t time);

struct planted_request_act {
	int64_t number;
	const char *key;          /* as above */
	const char *origin;       /* NULL: export */
	const char *kind;         /* NULL: rev */
	const char *state, *head; /* NULL: empty */
	int64_t person, time;
	int64_t word_count; /* -1: not told */
	int64_t change;     /* also an act on this change; 0: on none */
	const char *why;    /* of that act; NULL: it counts */
	bool is_mentoring;
};
void planted_request_act(struct planted *planted, struct planted_request_act act);
#define ACT(planted, ...) planted_request_act((planted), (struct planted_request_act){ __VA_ARGS__ })

#endif
