/* Which documents speak of which areas (metrics M18): by [docs] map, else an area's own README and docs directory. */
#ifndef LEAD_PEOPLE_MAPPED_H
#define LEAD_PEOPLE_MAPPED_H

#include "lead/config.h"
#include "lead/vec.h"

/* A path is part of the document of that name, which speaks of the area. Texts borrowed from path and config. */
struct mapped_document {
	struct text area, document;
	bool is_configured;
};
struct mapped_list {
	VEC(struct mapped_document) rows;
};

/* Whether path lies where a setting says: a pattern of git's, or a directory. */
bool path_is_within(struct text pattern, struct text path);
/* The area of a path: the configured one, else the first two components of its directory, else ".". Borrowed. */
struct text path_area(const struct config *config, struct text path);
/* Adds to out what path is a document of; is_document: its class is documentation, as the README of an area must be. */
void mapped_add(struct mapped_list *out, const struct config *config, struct text path, bool is_document);

#endif
