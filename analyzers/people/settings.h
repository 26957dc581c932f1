/* The settings of each repository, for this room; lead/people.h has what others ask of them. */
#ifndef LEAD_PEOPLE_SETTINGS_H
#define LEAD_PEOPLE_SETTINGS_H

#include "lead/people.h"

/* The sections that bear on one repository alone; ends with NULL. */
extern const char *const settings_sections[];
/* Over those sections of every repository, in order of keys. */
uint64_t settings_hash(const struct people_settings *settings, uint64_t hash);

extern const char *const settings_statements[]; /* for the test that prepares them all; end in NULL */

#endif
