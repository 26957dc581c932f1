/* What speaks for whose a login is; shared by logins.c, which decides, and accounts.c, which reads what a forge says. */
#ifndef LEAD_PEOPLE_LOGINS_H
#define LEAD_PEOPLE_LOGINS_H

#include "roster.h"

/* Changes in favour of one class for one login. */
struct vote {
	uint32_t class, count;
};
struct ballot {
	VEC(struct vote) votes;
	uint32_t total;
};
struct ballots {
	struct map *keys;
	VEC(struct ballot) at;
};

/* What speaks for whom, by repository and login. */
struct login_evidence {
	struct buckets forge;    /* addresses that a forge gives */
	struct buckets accounts; /* addresses that a forge checked */
	struct ballots requests; /* authors of the requests that a forge says a login made */
	struct ballots mergers;  /* authors of the merges that a forge says a login made */
	struct ballots subjects; /* authors of what merge subjects say came from a login */
	struct buckets names;    /* full names that a forge shows */
	struct map *owners;      /* class: the login that history or addresses show it to have, or SEVERAL_LOGINS */
	struct buckets local;    /* local parts of addresses */
};

/* The key of a login in a repository: case does not matter. */
void login_key(struct buf *buf, uint32_t repository, struct text login);
void ballots_cast(struct ballots *ballots, struct text key, uint32_t class);
void ballots_release(struct ballots *ballots);
/* The class that the votes for a login name, or ROSTER_NONE; is_ambiguous: they are divided. */
uint32_t ballots_elect(const struct ballots *ballots, struct text key, bool *is_ambiguous);

/* accounts.c: fills accounts and names, and joins the addresses of one account. Needs requests. */
int accounts_collect(struct login_evidence *evidence, struct roster *roster, struct store *store) MUST_CHECK;

extern const char *const account_statements[]; /* for the test that prepares them all; ends in NULL */

#endif
