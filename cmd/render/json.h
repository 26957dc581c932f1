/* What both JSON renderers share: texts cleaned for jansson, numbers that read the same everywhere. */
#ifndef RENDER_JSON_H
#define RENDER_JSON_H

#include <jansson.h>
#include "lead/text.h"

/* New reference: the text with malformed bytes replaced. */
json_t *json_clean(struct text text);
json_t *json_clean_str(const char *text); /* NULL gives JSON null */
/* New reference: whole numbers as integers, others rounded to six digits; NAN and infinities are null. */
json_t *json_number(double value);
/* Appends the document, indented, keys in the order they were set, and a line end; takes the reference. */
int json_add_take(struct buf *out, json_t *document) MUST_CHECK;

#endif
