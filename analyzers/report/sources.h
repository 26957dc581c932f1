/*
 * What the files about sources share: sources.c lists, sources_requests.c counts what is told of requests,
 * sources_troubles.c what of it could not be read, sources_missing.c looks for what is missing, sources_quarters.c for gaps in time.
 */
#ifndef LEAD_REPORT_SOURCES_H
#define LEAD_REPORT_SOURCES_H

#include "lead/report.h"

#define LIVE_CHANGES 10
#define LIVE_SHARE 20 /* one in so many of the trailing year's changes: 5 % */

/* :repository; 0 binds NULL: all of the database. */
void sources_bind_repository(struct statement *statement, int64_t repository);
/* sources_requests.c: fills requests and requests_count. */
int sources_build_requests(struct sources *out, struct store *store, int64_t repository) MUST_CHECK;
/* sources_troubles.c: fills troubles and trouble_count. */
int sources_build_troubles(struct sources *out, struct store *store, int64_t repository) MUST_CHECK;
/* sources_quarters.c: fills quarters, quarter_count and the since and until of them, up to the newest tip. */
int sources_build_quarters(struct sources *out, struct store *store, int64_t repository) MUST_CHECK;

#endif
