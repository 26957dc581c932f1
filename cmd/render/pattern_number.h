/* How the numbers of a finding or strength read. */
#ifndef RENDER_PATTERN_NUMBER_H
#define RENDER_PATTERN_NUMBER_H

#include "lead/pattern.h"
#include "lead/text.h"

/* "44 (32-59)", "21 % (13-33)", "-9 points (-15 to -3)"; "-" where there is none. */
void pattern_number_add(struct buf *out, const struct pattern_number *number);
/* What the number is called where people read it: "code_2" is "own code, 1 quarter earlier". */
void pattern_number_add_name(struct buf *out, const char *name);

#endif
