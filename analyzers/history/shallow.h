/* The border of a shallow clone. */
#ifndef HISTORY_SHALLOW_H
#define HISTORY_SHALLOW_H

#include "oid_set.h"
#include "lead/error.h"

/* Adds the commits listed in <common_dir>/shallow; no such file is no error, a malformed one is ERR_INVALID. */
int shallow_read(struct oid_set *out, const char *common_dir) MUST_CHECK;

#endif
