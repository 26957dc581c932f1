/*
 * The id of a patch as `git patch-id --stable` has it: of what the diff says, whatever its line numbers and white space and the
 * order of its files. Lines of a diff go in one by one, from its first "diff " on.
 */
#ifndef LEAD_PATCH_ID_H
#define LEAD_PATCH_ID_H

#include <stdbool.h>
#include "lead/sha1.h"

struct patch_id {
	struct sha1 sha1;                  /* of the file being read */
	unsigned char sum[SHA1_SIZE];      /* of those before it */
	int64_t before_count, after_count; /* lines of the hunk that are still to come */
	int place;
	bool has_lines, is_binary;
};

void patch_id_init(struct patch_id *id);
/* The next line, with or without its line end. False: the diff ended before it, and nothing is taken any more. */
bool patch_id_add(struct patch_id *id, struct text line);
/* False if there was no diff, or one with parts that are not text: then out is as it was. */
bool patch_id_end(struct patch_id *id, unsigned char out[SHA1_SIZE]);

#endif
