/*
 * A tar archive, fed in pieces. Blocks that are no header are skipped up to the next that is one, so that one bad entry does
 * not take those behind it.
 */
#ifndef LEAD_EVIDENCE_TAR_H
#define LEAD_EVIDENCE_TAR_H

#include "lead/archive.h"

#define TAR_BLOCK_SIZE 512

struct tar; /* opaque */

/* Whether the block, of at least TAR_BLOCK_SIZE bytes, is a header: its sum is right and it names something. */
bool tar_matches(struct text block);
/* sink is copied. */
struct tar *tar_new(const struct archive_sink *sink);
/* False: the archive has ended, and what follows is not looked at. */
bool tar_feed(struct tar *tar, struct text bytes);
void tar_finish(struct tar *tar);
void tar_free(struct tar *tar); /* accepts NULL */

#endif
