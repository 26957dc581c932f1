/* Who is a machine by what was done, where neither name nor address tells it; kinds.h has those. */
#ifndef LEAD_PEOPLE_MACHINES_H
#define LEAD_PEOPLE_MACHINES_H

#include "roster.h"

/* Behind roster_load and before anybody is united with anybody: sets the kind of accounts of servers, and of no others. */
int roster_find_machines(struct roster *roster, struct store *store) MUST_CHECK;

extern const char *const machine_statements[]; /* for the test that prepares them all; ends in NULL */

#endif
