/*
 * What people declared of themselves and of their team: absences, opt-outs, roles, policies, corrections. Fills the derived
 * table declared, which metrics, patterns and the report read; nobody's reason is kept.
 *
 *	[absence] person = <who> [from <date>] [until <date>]      git's configuration or --config alone
 *	[optout]  person = <who>                                   the same; holds for all time
 *	[policy]  <kind> = [<value>] [from <date>] [until <date>]  anywhere
 *
 * kind         value        of          silences or changes
 * absence      -            person      every note about the person; the period is excluded
 * optout       -            person      no page; the work stays in the team's totals
 * solo         who          person      P01: work agreed to be done alone
 * architect    who          person      P06
 * manager      who          person      P06
 * mentor       who          person      P07, of everybody else: another person has the task
 * custodian    who          person      P04: applies own work by custom
 * launch       -            team        P14
 * migration    -            team        P17
 * review       after-merge  team        P04: reviewed after it landed, or as the author decides
 * owneronly    area         team        P02: one reviewer is meant to look
 * timezones    spread       team        P08: two business days in place of one
 * docs         elsewhere    team        P09 a and b
 * decisions    elsewhere    team        P09 c
 * unrecorded   review       team        a correction: reviews of that time are not recorded, whatever a few say
 *
 * A kind may be given several times. Person kinds have the empty value and the person's id, team kinds the person 0. The part
 * of a period that they cover is people_declared_share.
 */
#ifndef PEOPLE_DECLARED_H
#define PEOPLE_DECLARED_H

#include "lead/config.h"
#include "lead/store.h"

/*
 * Rewrites declared. Persons who are not in the history are passed over; ERR_INVALID names a kind, word or date, and a name
 * that fits several persons.
 */
int declared_derive(struct store *store, const struct config *config) MUST_CHECK;

extern const char *const declared_statements[]; /* for the test that prepares them all; ends in NULL */

#endif
