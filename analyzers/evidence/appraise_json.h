/* One line of git-appraise's notes taken apart, as its own decoder would: keys in either case, the last of a kind stands. */
#ifndef LEAD_EVIDENCE_APPRAISE_JSON_H
#define LEAD_EVIDENCE_APPRAISE_JSON_H

#include <jansson.h>
#include "lead/appraise.h"
#include "lead/sha1.h"

/* The object of a line of version 0, or NULL. To be given to json_decref. */
json_t *appraise_line(struct text line);

enum appraise_resolved { RESOLVED_UNTOLD, RESOLVED_NO, RESOLVED_YES };

/* Texts are borrowed from the object. */
struct appraise_comment_line {
	struct text timestamp, author, original, parent, description, signature;
	bool has_location, has_range;
	struct text commit, path;
	uint32_t start_line, start_column, end_line, end_column;
	enum appraise_resolved resolved;
};
/* False: a field is of another type, and git-appraise itself would not read the line. */
bool appraise_comment_decode(struct appraise_comment_line *out, json_t *object);
/* Appends the line as git-appraise writes the comment: what it names it by is the SHA-1 of that, or of the line as it was. */
void appraise_comment_write(struct buf *out, const struct appraise_comment_line *comment);

struct appraise_request_line {
	struct text timestamp, review_ref, target_ref, requester, alias;
	const json_t *reviewers; /* an array, or NULL */
};
bool appraise_request_decode(struct appraise_request_line *out, json_t *object);

/* Seconds UTC; 0 where it is no time of the years 1970 to 9999. */
int64_t appraise_time(struct text timestamp);

#endif
