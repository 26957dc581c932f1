/* Looking many people up: everything known is folded once. people_find is a finder used once. */
#ifndef LEAD_PEOPLE_FIND_H
#define LEAD_PEOPLE_FIND_H

#include "lead/alloc.h"
#include "lead/people.h"
#include "lead/vec.h"

struct known_identity {
	int64_t person;
	struct text email, name; /* folded */
};
struct finder {
	struct arena arena;
	VEC(struct known_identity) known;
	VEC(struct mailmap *) mailmaps;
};
/* Released by finder_release, also after a failure. */
int finder_load(struct finder *finder, struct store *store) MUST_CHECK;
void finder_release(struct finder *finder);
/* As people_find. */
int finder_find(int64_t *person, const struct finder *finder, struct store *store, struct text who) MUST_CHECK;

#endif
