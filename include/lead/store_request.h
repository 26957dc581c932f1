/*
 * Requests, acts on them, accounts: what exports and notes tell. origin says which: "export", or the full name of a
 * notes ref. The same row may stand under several origins; acts of them are one act for whoever counts (metrics 4.3).
 */
#ifndef LEAD_STORE_REQUEST_H
#define LEAD_STORE_REQUEST_H

#include "lead/store.h"

#define ORIGIN_EXPORT "export"

/*
 * Merged into what is there: of two tellings the one with the greater seen_time stands, and what it does not tell stays.
 * Pointers are added, never taken away. is_changed (may be NULL): whether anything was written.
 */
int store_put_request(bool *is_changed, struct store *store, int64_t repository, struct text origin,
                      const struct request_fact *request) MUST_CHECK;
/* By natural key; the greater word count stays, a dismissal stays, what was not told before is filled in. */
int store_put_request_act(bool *is_changed, struct store *store, int64_t repository, struct text origin,
                          const struct request_act_fact *act) MUST_CHECK;
int store_put_account(bool *is_changed, struct store *store, int64_t repository, struct text origin,
                      const struct account_fact *account) MUST_CHECK;
/* name: the request. What was told of the same before is replaced; a count of 0 tells nothing. */
int store_put_trouble(struct store *store, int64_t repository, struct text origin, struct text name, enum trouble what,
                      uint64_t count) MUST_CHECK;
/* Forgets everything of one origin, before its notes are read again. */
int store_clear_origin(struct store *store, int64_t repository, struct text origin) MUST_CHECK;
/*
 * Forgets events and references of a source that is no message ("note:<ref>"), likewise: those on commits of the repository,
 * be they of others too, and on commits of none.
 */
int store_clear_source(struct store *store, int64_t repository, struct text source) MUST_CHECK;

#endif
