/* Ownership files along the first-parent line: what owner_changes.c finds and owners.c reads. Private to this room. */
#ifndef LEAD_SCAN_OWNER_WALK_H
#define LEAD_SCAN_OWNER_WALK_H

#include "lead/map.h"
#include "lead/owners.h"
#include "lead/pathclass.h"
#include "scan_steps.h"
#include "timeline.h"

/* A commit of the first-parent line. */
struct stop {
	int64_t id; /* commits.id */
	struct oid oid;
	bool is_merge;
	int64_t time; /* from when on what it brought stood; never later than that of a commit after it */
};
struct change {
	uint32_t file; /* index into files */
	uint32_t stop; /* index into stops */
};
struct owner_walk {
	struct store *store;
	struct repository *repository;
	int64_t repository_id;
	struct path_classes *classes;
	struct arena arena;
	VEC(struct stop) stops; /* oldest first */
	VEC(uint32_t) by_id;    /* indices of stops, by commits.id */
	VEC(struct text) files;
	VEC(struct change) changes; /* by file, then stop, each once */
	struct map *file_index;     /* name to index in files; UINT32_MAX - 1: not one of ours */
	struct buf bytes;
	VEC(struct owner_fact) facts; /* of the version being read, texts in version */
	struct arena version;
};

/* Fills stops, files and changes. */
int owner_walk_find_changes(struct owner_walk *walk, const struct oid *tip) MUST_CHECK;

#endif
