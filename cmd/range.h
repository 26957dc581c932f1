/* Which commits a check is about. Private to cmd/. */
#ifndef CMD_RANGE_H
#define CMD_RANGE_H

#include "lead/history.h"

struct range {
	struct oid base, tip;
	bool has_base;           /* false: the range begins with the history */
	bool is_request;         /* a pull or merge request that has not landed */
	char *words;             /* how it was chosen; owned */
	struct oid_list commits; /* reachable from the tip and not from the base; owned */
};
/*
 * The one named (a..b, a...b, or one revision: what came with it), else from base (may be NULL) on, else what the CI system's
 * environment names, else the last change of HEAD. ERR_NOTFOUND names the revision that is not here. Released by range_release,
 * also after an error.
 */
int range_choose(struct range *out, struct repository *repository, const char *named, const char *base) MUST_CHECK;
void range_release(struct range *range);

#endif
