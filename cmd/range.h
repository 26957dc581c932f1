/* Which commits a check is about. Private to cmd/. */
#ifndef CMD_RANGE_H
#define CMD_RANGE_H

#include "ci.h"
#include "lead/history.h"

struct range {
	struct oid base, tip;
	bool has_base;       /* false: the range begins with the history */
	bool is_request;     /* a pull or merge request that has not landed */
	bool is_unlanded;    /* that, or the default branch of the remote does not hold the tip */
	bool is_named;       /* by the caller */
	bool leaves_gap;     /* something lies between the end of the last check and the base, which nobody looked at */
	bool is_off_head;    /* the tip is neither HEAD nor reached by it: it must be scanned by name */
	bool is_empty;       /* HEAD has no commit, and nothing else was named */
	struct oid settings; /* of a request: the commit whose settings hold, for its own could loosen them */
	bool has_settings;
	char *words;  /* how it was chosen; owned */
	char *branch; /* the line of work; "": none is known; of a request with " request" behind it; owned */
	struct oid_list commits; /* reachable from the tip and not from the base, newest first; owned */
};
struct range_request {
	const char *named; /* "a..b", "a...b", "a..", "..b", or one revision: what came with it; NULL */
	const char *base;  /* from where HEAD and this parted; NULL */
	const struct ci_environment *environment;
};
/*
 * The one named, else from base on, else what the CI system's environment tells, else what the upstream lacks, else the last
 * change of HEAD. ERR_NOTFOUND names the revision that is not here; ERR_DISHONEST: the system tells of commits that are not here.
 * Released by range_release, also after an error.
 */
int range_choose(struct range *out, struct repository *repository, const struct range_request *request) MUST_CHECK;
/*
 * Goes on from where an earlier range ended, if the tip reaches that; where it is the tip itself, the earlier range is meant again,
 * which began at base (NULL: with the history). Else nothing changes.
 */
int range_go_on(struct range *range, struct repository *repository, const struct oid *last,
                const struct oid *base) MUST_CHECK;
/* Sets leaves_gap: whether the base lies beyond where an earlier range ended. */
int range_find_gap(struct range *range, struct repository *repository, const struct oid *last) MUST_CHECK;
void range_release(struct range *range);

#endif
