/* Who was listed for a path at a time, from what the database holds of ownership files: aliases expanded, persons resolved. */
#ifndef LEAD_OWNED_H
#define LEAD_OWNED_H

#include "lead/owners.h"
#include "lead/period.h"
#include "lead/store.h"

/* Somebody who is listed, or a rule that names nobody. Texts live as long as the list they come from. */
struct owned_row {
	struct text repository; /* repository.key */
	struct text file, section, pattern;
	struct text alias;  /* through which the person is listed; may be empty */
	struct text person; /* person.key; empty for groups and rules */
	struct identity_fact who;
	enum owner_role role;
	bool is_group;
	int64_t since_time, until_time; /* INT64_MAX: still listed */
};

struct owned; /* opaque: entries that stood at any time in a period */

/*
 * Of one repository or, with 0, of all. The period's end is exclusive; one from INT64_MAX - 1 on is what stands at the tip.
 * After people_derive. Freed by owned_free.
 */
int owned_load(struct owned **out, struct store *store, int64_t repository_id, struct period period) MUST_CHECK;
void owned_free(struct owned *owned); /* accepts NULL */
/*
 * Who is listed for the path at any time in the period, in order of repository, file and place in the file. Array owned by
 * caller.
 */
struct owned_row *owned_of_path(size_t *count, struct owned *owned, struct text path);

#endif
