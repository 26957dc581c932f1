/* Accounts of Gerrit: who they are, of whom a server's records tell no more than a number, or a name beside it. */
#ifndef LEAD_PEOPLE_GERRIT_H
#define LEAD_PEOPLE_GERRIT_H

#include "roster.h"

/*
 * Part of roster_interpret. What a server writes in place of a name unites nobody; who bears it goes by the number alone, however
 * that server writes it.
 */
void gerrit_interpret(struct roster *roster, struct roster_node *node);
/* One account is one person however often its name changed. An id that somebody chose for a server means nothing elsewhere. */
void gerrit_unite_accounts(struct roster *roster);
/* Two accounts of one server under one name are two persons, as far as the name tells: then it tells of neither. */
void gerrit_leave_out_namesakes(struct roster *roster, struct node_list *nodes);
/*
 * What is an account and nothing else yet: by what a server says of it, by the authors of the changes it owns, by the
 * reviewers whom the commits name that it voted for. Rule "login".
 */
int gerrit_tie_accounts(struct roster *roster, struct store *store) MUST_CHECK;

#endif
