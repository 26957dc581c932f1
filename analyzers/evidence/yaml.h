/*
 * YAML as people write it into the head of a document: block maps and lists, scalars plain, quoted or folded, lists in
 * brackets. Lenient where YAML is strict (docs/adr/0010): "@login" and backquotes unquoted, tabs, repeated keys, placeholders in
 * braces; nothing is refused. Anchors, references and tags mean nothing. Private to this room.
 */
#ifndef LEAD_EVIDENCE_YAML_H
#define LEAD_EVIDENCE_YAML_H

#include "lead/alloc.h"
#include "lead/text.h"

struct yaml_scalar {
	struct text
		path; /* keys from the top with '.' between them, lists left out: "project.packages.adrFolder"; for the call */
	struct text
		value; /* without quotes, comment or outer blanks; a folded or literal block with its lines joined */
	size_t line;   /* 0-based, where the key or the list's dash stands */
	bool is_quoted;
	bool starts_item; /* the first of a list's item: where "- name: x" begins another person */
};

/*
 * Hands over every scalar in order; a key without a value is handed over with an empty one. Values live as long as the arena
 * and the bytes. Deeper than 32 levels, or past 1 MiB, nothing is read.
 */
void yaml_each(struct text bytes, struct arena *arena, void *payload,
               void (*each)(void *payload, const struct yaml_scalar *scalar));

/*
 * Cuts the head off: the lines between a first "---" and the next "---" or "...". False, with both untouched, if there is none.
 * A head that does not end is all there is.
 */
bool yaml_take_head(struct text *head, struct text *rest);

#endif
