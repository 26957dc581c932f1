/*
 * As much of JSON Schema 2020-12 as our own schemas use: type, const, enum, required, properties,
 * additionalProperties, propertyNames.pattern, items, maxItems, minimum, $ref into $defs.
 */
#ifndef SUPPORT_JSON_SCHEMA_H
#define SUPPORT_JSON_SCHEMA_H

#include <jansson.h>
#include "lead/text.h"

/* Appends one line for each place where the value is not as the schema says; nothing if it is valid. */
void json_schema_check(struct buf *out, json_t *schema, json_t *value);

#endif
