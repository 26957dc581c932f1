/* The gathering in its parts, each in a file of its own. Private to this room. */
#ifndef METRICS_SCOPE_H
#define METRICS_SCOPE_H

#include "lead/metric.h"

/* Fills all temporary tables anew, whatever they hold. metric_prepare does so only if they hold something else. */
int scope_fill(struct store *store, const struct scope *scope) MUST_CHECK;
/* What not every metric asks for, and takes long to gather. */
struct scope_needs {
	bool parts; /* who did what on each change */
	bool homes, documents, knowledge;
};
/* Adds what a metric's statement names. */
void scope_add_needs(struct scope_needs *needs, const char *sql);
/* The same without what is not needed; metric_prepare does not take it for the whole. */
int scope_fill_some(struct store *store, const struct scope *scope, struct scope_needs needs) MUST_CHECK;
/* Runs one statement of the gathering. */
int scope_run_step(struct store *store, const char *sql, const struct scope *scope) MUST_CHECK;

/*
 * Fills scope_request and scope_comment from scope_change; both empty where nothing was imported. analyzers/metrics/
 * scope_request.c says what is in them.
 */
int scope_fill_requests(struct store *store, const struct scope *scope) MUST_CHECK;

/*
 * Fills scope_repository, scope_person and scope_left_out from scope_change and scope_part; analyzers/metrics/
 * scope_repository.c says what is in them.
 */
int scope_fill_repositories(struct store *store, const struct scope *scope) MUST_CHECK;
/* Whether it is declared of most of the period that reviews are not recorded: then coverage is unknown. */
int scope_is_unrecorded(bool *out, struct store *store, const struct scope *scope) MUST_CHECK;

/* Fills scope_present, scope_file and scope_knower; analyzers/metrics/scope_knowledge.c says what is in them. */
int scope_fill_knowledge(struct store *store, const struct scope *scope) MUST_CHECK;

#endif
