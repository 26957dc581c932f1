/*
 * Archives of files, fed in pieces of any size: tar (ustar, with names as pax and GNU write them), plain or compressed by gzip. A
 * pure function of its input; memory is bounded whatever the archive holds, nothing is written to disk.
 */
#ifndef LEAD_ARCHIVE_H
#define LEAD_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include "lead/text.h"

/* Where what is in an archive goes. Texts are borrowed for the call. */
struct archive_sink {
	void *payload;
	/* A plain file; path with slashes, neither absolute nor upward. Whether its bytes are wanted. */
	bool (*file)(void *payload, struct text path);
	/* The next bytes of the file that was wanted. */
	void (*bytes)(void *payload, struct text bytes);
	/* What could not be read, in plain words; path is empty where no file is meant. */
	void (*trouble)(void *payload, struct text path, struct text words);
};

struct archive; /* opaque */

/* Whether input that begins so, with 512 bytes or all there are, is an archive: gzip, or a block that tar wrote. */
bool archive_matches(struct text head);
/* sink is copied. */
struct archive *archive_new(const struct archive_sink *sink);
void archive_feed(struct archive *archive, struct text bytes);
/* No more bytes: tells of what is unfinished. Then only archive_free. */
void archive_finish(struct archive *archive);
void archive_free(struct archive *archive); /* accepts NULL */

#endif
