/* What a continuous-integration system says of the run it started: one table, a row a system. Private to cmd/. */
#ifndef CMD_CI_H
#define CMD_CI_H

#include <stdbool.h>
#include "lead/ci_event.h"

/* Where variables are read; tests give a table in place of the process's environment. */
struct ci_environment {
	void *payload;
	const char *(*get)(void *payload, const char *name); /* NULL: not set */
};
/* The process's own. */
extern const struct ci_environment ci_process;

/* How the range lies between the revisions told. */
enum ci_range {
	CI_NONE,    /* the system names no range for such an event: the last change of the tip */
	CI_LOST,    /* such an event has a range, and it is not told: an event that cannot be read */
	CI_PUSH,    /* base..tip, both told */
	CI_NEW,     /* a new branch: from where it and the default branch part */
	CI_REQUEST, /* a pull or merge request: from where base and tip part */
	CI_MERGED,  /* a merge commit that was made to try or to land a request: what it brings */
};

struct ci_system {
	const char *name;   /* "GitHub Actions" */
	const char *deepen; /* what makes its clones whole, and where it is written: the end of a sentence */
};

/* Revisions are ids or names of branches; empty: not told. */
struct ci_run {
	const struct ci_system *system; /* NULL: no known system */
	char event[CI_NAME_SIZE];       /* its own word for what started the run */
	enum ci_range range;
	char base[CI_ID_SIZE], tip[CI_ID_SIZE];
	char target[CI_NAME_SIZE];         /* the branch that a request is for */
	char default_branch[CI_NAME_SIZE]; /* of the project */
	char branch[CI_NAME_SIZE];         /* the line of work; for what was told of it */
	bool is_request;                   /* not landed yet */
	bool is_base_of_target; /* base is where the forge saw the target's branch, not where the request parts */
};

/*
 * Fills out, zero first. A file that the environment names and that cannot be read is as good as none: the event then tells
 * nothing.
 */
void ci_read(struct ci_run *out, const struct ci_environment *environment);
/* The same of the system alone, which reads no file. NULL: no known system. */
const struct ci_system *ci_system_of(const struct ci_environment *environment);

#endif
