/* The temporary tables that every metric reads. Private to this room. */
#ifndef METRICS_SCOPE_H
#define METRICS_SCOPE_H

#include "lead/metric.h"

/* Binds :team, :repository, :since and :until of the scope. */
void scope_bind(struct statement *statement, const struct scope *scope);

#endif
