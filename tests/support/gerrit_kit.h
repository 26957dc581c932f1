/* Changes of a Gerrit server, their owners and votes, planted for tests of whose its accounts are. */
#ifndef SUPPORT_GERRIT_KIT_H
#define SUPPORT_GERRIT_KIT_H

#include "people_kit.h"

#define DAY INT64_C(86400)
#define START_TIME (INT64_C(1600000000))
#define SERVER "@11111111-2222-3333-4444-555555555555"
#define OTHER_SERVER "@66666666-7777-8888-9999-aaaaaaaaaaaa"
#define ADA "Ada Example <ada@example.org>"
#define BO "Bo Sample <bo@example.org>"
#define CY "Cy Probe <cy@example.org>"

extern struct people_kit gerrit_kit;
void gerrit_kit_start(void);
void gerrit_kit_stop(void);

/* Each person with its identities: "key{identity rule, …}". */
#define CLASSES                                                                                          \
	"SELECT p.key || '{' || group_concat(i.name || ' <' || i.email || '> ' || ip.rule, ', ') || '}'" \
	" FROM (SELECT ip.* FROM identity_person ip JOIN identity i ON i.id = ip.identity_id"            \
	"       ORDER BY i.email, i.name, ip.repository_id) ip"                                          \
	" JOIN person p ON p.id = ip.person_id"                                                          \
	" JOIN identity i ON i.id = ip.identity_id"                                                      \
	" GROUP BY p.id ORDER BY p.key"
#define WHOSE                                                                                    \
	"SELECT i.email, p.key, ip.rule, ip.is_ambiguous, p.is_resolved FROM identity_person ip" \
	" JOIN person p ON p.id = ip.person_id JOIN identity i ON i.id = ip.identity_id"         \
	" WHERE i.email LIKE '%@%-%' ORDER BY i.email, i.name"

/* A vote for the change that was told in this way; state approved. */
void gerrit_plant_vote(int64_t repository, const char *change, const char *who);
void gerrit_plant_owner(const char *change, const char *owner);
/* A change of this number that the account owns; returns its commit. */
int64_t gerrit_plant_change(int number, const char *owner, const char *author);
/* So many acts of a kind, one for each of as many changes. */
void gerrit_plant_acts(const char *who, enum event_kind kind, int count, const char *raw);

#endif
