/* `git lead people --format=json`. */
#ifndef RENDER_JSON_PEOPLE_H
#define RENDER_JSON_PEOPLE_H

#include "lead/people.h"

/* Appends one JSON object: persons, the identities of each with the rule, and suspected duplicates. */
int json_people(struct buf *out, const struct people_list *list) MUST_CHECK;

#endif
