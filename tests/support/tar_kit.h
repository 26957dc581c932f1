/* Makes tar archives in memory, good and bad ones, and packs them. */
#ifndef LEAD_TESTS_TAR_KIT_H
#define LEAD_TESTS_TAR_KIT_H

#include <stddef.h>
#include "lead/text.h"

/* A header as ustar has it; size: as told, whatever follows. */
void tar_kit_header(struct buf *out, const char *name, char type, unsigned long long size);
/* A file with its padding. */
void tar_kit_file(struct buf *out, const char *name, struct text bytes);
/* An entry of another type that has bytes: 'x' with records, 'L' with a name. */
void tar_kit_extra(struct buf *out, char type, struct text bytes);
void tar_kit_end(struct buf *out);
/* Appends in gzip's form. */
void tar_kit_gzip(struct buf *out, struct text bytes);

#endif
