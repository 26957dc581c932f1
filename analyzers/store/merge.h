/* The statements of a merge, for merge.c and the test that prepares them all. */
#ifndef STORE_MERGE_H
#define STORE_MERGE_H

#include "lead/store.h"

struct merge_table {
	const char *name;
	const char *prepare; /* script: an empty temporary table */
	const char *select;  /* from the other database */
	const char *insert;
};
extern const struct merge_table merge_tables[]; /* ends with NULL */

/* Scripts over the temporary tables: o_* rows of the other database, m_* its ids beside ours. */
extern const char merge_commits_script[];
extern const char merge_rest_script[];

/* In request.c: joins what is told into the row, as store_put_request does. change: at most LINE_MAX_SIZE bytes. */
int request_put_telling(bool *is_changed, struct store *store, int64_t repository, struct text origin,
                        struct text change, const struct request_telling *told) MUST_CHECK;

#endif
