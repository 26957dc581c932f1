/* What the files of the step that reads decision records share. */
#ifndef LEAD_SCAN_DECISIONS_H
#define LEAD_SCAN_DECISIONS_H

#include "lead/alloc.h"
#include "lead/evidence.h"
#include "lead/history.h"
#include "lead/map.h"
#include "lead/store_derive.h"
#include "lead/vec.h"

#define DECISION_MAX_SIZE ((size_t)1024 * 1024) /* bytes; a larger file is no decision record that somebody reads */

struct decision_record {
	const char *path; /* NUL-terminated */
	enum decision_folder folder;
	bool is_read; /* a file that is here and that somebody wrote; else it is passed over */
	struct oid blob;
	struct decision_fact fact;
	VEC(struct decision_status_row) history;
};

struct decision_list {
	struct arena arena;
	VEC(struct decision_record) records;
	struct map *paths; /* path: index in records */
};

/* ---- decisions.c ---- */
/* Pictures and data beside the records are no records. */
bool decision_is_prose(struct text path);
/* The directory of a path, without its slash; empty at the top. */
struct text decision_folder_of(struct text path);

/* ---- decision_history.c ---- */
/*
 * Fills each record's history from the commits that landed. Reads one blob for each version of a record that has more than one
 * on the main line.
 */
int decision_read_histories(struct decision_list *list, struct store *store, int64_t repository_id,
                            struct repository *repository) MUST_CHECK;

/* ---- decision_links.c ---- */
/* Targets that are records of the list become their paths. */
void decision_resolve_links(struct decision_list *list);

#endif
