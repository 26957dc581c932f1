/* What landing.c and pointers.c share: a commit graph being prepared for grouping. */
#ifndef LEAD_SCAN_LANDING_H
#define LEAD_SCAN_LANDING_H

#include "lead/alloc.h"
#include "lead/grouping.h"
#include "lead/map.h"
#include "lead/store_derive.h"
#include "lead/vec.h"

/* What exports and notes tell of a request, all origins together. */
struct landing_request {
	int64_t end_time; /* merged, else closed; 0 = not told */
	bool is_merged;
	bool has_landing; /* told which commit it landed as */
	bool is_line;     /* one such commit is in the history of the tip and no merge */
};

struct landing {
	struct store *store;
	int64_t repository_id;
	struct store_graph graph;
	struct grouping_commit *commits; /* parallel to graph.commits */
	uint32_t tip;
	struct arena arena; /* keys */
	struct grouping grouping;
	struct map *request_index; /* key to index into requests */
	VEC(struct landing_request) requests;
};

/* ---- pointers.c ---- */
int pointers_load(struct landing *landing) MUST_CHECK;
/*
 * Whether a commit of this time can be of the request that its own number names: forks count anew, and an export may be
 * of the fork. True where nothing is told of that request.
 */
bool pointers_allow(const struct landing *landing, struct text key, int64_t commit_time);
/* After the messages: gives commits the requests that point at them. */
int pointers_apply(struct landing *landing) MUST_CHECK;

#endif
