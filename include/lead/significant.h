/*
 * Architecture-significant changes, as far as paths and sizes show them (metrics 7, P09 c): a new module, several areas at
 * once, an interface that others build on. What a dependency is used for cannot be told from paths and is left out.
 */
#ifndef LEAD_SIGNIFICANT_H
#define LEAD_SIGNIFICANT_H

#include "lead/alloc.h"
#include "lead/metric.h"

#define SIGNIFICANT_FILES 3   /* code files added by one change that make a new directory a module */
#define SIGNIFICANT_AREAS 3   /* touched by one change, with */
#define SIGNIFICANT_LINES 300 /* changed lines */

struct significant_change {
	struct text key, oid; /* of the change: "pr:12"; 40 hex of its newest commit */
	struct text why;      /* "new module 'net'", "4 areas, 812 lines", "interface 'api/v1.proto'" */
};
struct significant_list {
	struct arena arena;
	struct significant_change *at;
	size_t count, capacity;
};
/* The team's changes of the scope's period, oldest first. Released by significant_release, also after an error. */
int significant_find(struct significant_list *out, struct store *store, const struct scope *scope) MUST_CHECK;
/* The same of these changes, by their keys in one repository, whoever made them and whether they count or not. */
int significant_find_among(struct significant_list *out, struct store *store, int64_t repository,
                           const char *const *keys, size_t key_count) MUST_CHECK;
void significant_release(struct significant_list *list);

/* Whether a path is an interface by its name: schemas and interface languages, headers below include/. */
bool significant_is_interface(struct text path);
/* The module a path lies in: its first directory, or the second below a directory of modules ("src"); empty: none. */
struct text significant_module_of(struct text path);

#endif
