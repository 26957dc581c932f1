/* A metric's file, taken apart: the "-- key: value" lines, the statement, the evidence. Private to this room. */
#ifndef METRICS_HEADER_H
#define METRICS_HEADER_H

#include "lead/metric.h"

/* A second condition for state ok: the team's figure under id must reach least. id is NULL if there is none. */
struct metric_also {
	const char *id;
	int64_t least;
};

/*
 * Takes one file apart; what is missing stays NULL. Everything it gives lives as long as the process. A line that is no
 * header line, an unknown key or a part with too few fields is a BUG: the files are our own.
 */
void header_parse(struct metric_info *out, struct metric_also *also, const char *path, const char *sql);

#endif
