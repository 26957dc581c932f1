/*
 * Persons who bear one full name in a repository and were kept apart because nothing tells whether they are one. None of them is
 * credited for what is another's.
 */
#ifndef LEAD_PEOPLE_NAMESAKES_H
#define LEAD_PEOPLE_NAMESAKES_H

#include "roster.h"

/* Behind roster_write: fills roster.namesakes. */
void roster_find_namesakes(struct roster *roster);

/* The rows of one person, none for most. Borrowed. */
struct namesake_span {
	const struct namesake *at;
	size_t count;
};
struct namesake_span namesakes_of(const struct roster *roster, int64_t person);
/* Whether the two may be one: of one name, and not both declared by a mailmap or the configuration. */
bool are_namesakes(const struct roster *roster, int64_t person, int64_t other);

#endif
