/*
 * A small database with planted truth: persons, changes and acts put in by number, so that every figure can be worked
 * out by hand. Facts and derived tables are written directly; nothing is scanned or resolved.
 */
#ifndef TESTS_PLANTED_TEAM_H
#define TESTS_PLANTED_TEAM_H

#include "lead/metric.h"

#define PLANTED_SINCE INT64_C(1775001600)  /* 2026-04-01, the quarter under test */
#define PLANTED_UNTIL INT64_C(1782864000)  /* 2026-07-01 */
#define PLANTED_BEFORE INT64_C(1767225600) /* 2026-01-01, the quarter before it */

struct planted {
	struct store *store;
	int64_t change_count;
};

/* An empty database in memory with one repository. The test fails if that fails. */
void planted_start(struct planted *planted);
void planted_stop(struct planted *planted);
/* Runs a script; the test fails with the database's message. */
void planted_sql(struct planted *planted, const char *sql);
/* Humans 1 to count, all of them members of the team '' forever. */
void planted_people(struct planted *planted, int64_t count);

/* Another repository, from 2 on; its key sorts by its number: "repo2". */
void planted_repository(struct planted *planted, int64_t id);

/* One change. Zero means: no such thing; author 0 is no author. */
struct planted_change {
	int64_t author, pair; /* pair: co-author */
	int64_t reviewer, acker, integrator, helper, commenter;
	int64_t time; /* 0: the first second of the quarter under test */
	const char *excluded, *area, *key;
	bool has_test, has_doc, has_decision, has_standard, has_operation, is_doc_only, is_fix, is_newcomer,
		is_mentoring;
	bool is_forge;        /* the record does not say who integrated */
	int64_t repository;   /* 0: the first */
	int64_t lines, files; /* 0 files: one */
	bool has_no_lines;    /* the lines are not known */
};
/* Puts it count times and answers the id of the last. An integrator of 0 without is_forge is the author. */
int64_t planted_add(struct planted *planted, int64_t count, struct planted_change change);
/* A change with its default values changed by the designated initialisers given. */
#define PLANT(planted, count, ...) planted_add((planted), (count), (struct planted_change){ __VA_ARGS__ })
void planted_subject(struct planted *planted, int64_t person);

#endif
