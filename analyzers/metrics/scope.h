/* The part of the gathering that forges tell of. Private to this room. */
#ifndef METRICS_SCOPE_H
#define METRICS_SCOPE_H

#include "lead/metric.h"

/*
 * Fills scope_request and scope_comment from scope_change; both empty where nothing was imported. analyzers/metrics/
 * scope_request.c says what is in them.
 */
int scope_fill_requests(struct store *store, const struct scope *scope) MUST_CHECK;

#endif
