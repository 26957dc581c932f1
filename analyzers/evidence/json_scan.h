/*
 * The inside of the cutter of json_items.h: json_items.c follows the bytes, json_frames.c knows the wrappers around lists.
 * An object outside of every wrapper is a candidate: it is kept like an item until a key shows that it is a wrapper.
 */
#ifndef LEAD_EVIDENCE_JSON_SCAN_H
#define LEAD_EVIDENCE_JSON_SCAN_H

#include "json_items.h"

#define JSON_TOKEN_MAX 255
#define JSON_KEY_MAX 64
/*
 * Values of an item. A parsed one takes up to 300 bytes however small it is written; the longest real requests have a few
 * ten thousand.
 */
#define JSON_SIGN_MAX 1000000
/* Levels inside an object whose kind of bracket is remembered; deeper ones are only counted. */
#define JSON_LEVEL_MAX 4096

enum json_value { VALUE_NONE, VALUE_CANDIDATE, VALUE_ITEM, VALUE_SKIPPED };
/* The last thing that was no white space; tells whether a value may stand here. */
enum json_last { LAST_OPEN, LAST_COLON, LAST_COMMA, LAST_VALUE };

/* The beginning of a key or scalar, as it stands in the input. */
struct json_token {
	char at[JSON_TOKEN_MAX];
	size_t size;
};

/* A list or wrapper around the place where the cutter is. */
struct json_frame {
	bool is_array;
	bool has_nodes;
	int has_next;
	int64_t total_count;
	uint64_t node_count;
	size_t outer_path_size;
};

struct json_items {
	struct json_items_sink sink;
	size_t item_max;

	const char *chunk;
	size_t chunk_size;
	uint64_t chunk_offset, line_start, newline_count;
	const char *prefix; /* a known prefix of documents that is being compared, or NULL */
	size_t prefix_size;
	bool is_stray, is_no_text;

	bool in_string, is_escaped, in_scalar, is_captured, is_key;
	enum json_last last;
	struct json_token token, key;

	/* The document: what stands outside of everything. */
	uint64_t document_newlines;
	bool is_document_at_line_start;
	struct json_frame frames[JSON_FRAME_MAX];
	size_t frame_count, wrapper_count; /* wrappers: frames that are objects */
	uint64_t extra_arrays;             /* open lists beyond JSON_FRAME_MAX */
	char path[JSON_FRAME_MAX * (JSON_KEY_MAX + 1)];
	size_t path_size;
	char project[JSON_TOKEN_MAX], request_iid[24];
	size_t project_size, request_iid_size;
	int page_next; /* whether a page says that another follows; -1: not told */
	int64_t page_size;
	bool has_page_length;
	uint64_t wrapper_offset;

	/* The object that is being gone through. */
	enum json_value value;
	bool is_too_large, is_value_at_line_start;
	uint64_t value_offset, value_newlines, depth, errors_from, errors_to;
	uint64_t sign_count; /* commas and opening brackets of the value: as many as it has values, or more */
	/* Where the value may have ended too early and another one begun; 0: nowhere. */
	uint64_t restart_offset;
	bool is_restart_of_document;
	size_t outer_path_size, open_objects;
	size_t value_from; /* where in the chunk the part not yet in kept begins */
	struct buf kept;
	uint64_t levels[JSON_LEVEL_MAX / 64]; /* a bit is set for a list */

	uint64_t reread_size; /* bytes that were gone through a second time */
	unsigned reread_depth;
};

/* Begins a value at chunk[at], which is c: an opening bracket. */
void json_value_begin(struct json_items *items, enum json_value kind, char c, size_t at);
/* Moves what the chunk holds of the value, up to a position, to where it outlives the chunk. */
void json_value_keep(struct json_items *items, size_t to);
void json_value_drop(struct json_items *items);

/* An opening bracket outside of values. */
void json_frame_open(struct json_items *items, char c, size_t at);
/* A closing bracket outside of values; false if it closes nothing. */
bool json_frame_close(struct json_items *items, char c);
void json_frame_close_all(struct json_items *items);
/* What stood beside the lists of the outermost wrapper belongs to it alone. */
void json_frame_forget_outermost(struct json_items *items);
/* Whether the bracket that comes behind items->key shows that the candidate is a wrapper. */
bool json_candidate_is_wrapper(const struct json_items *items, char c);
/* The candidate is one: it becomes a frame, and the bracket is what opens within. */
void json_candidate_turn(struct json_items *items, char c, size_t at);
/* A scalar under items->key, in items->token. */
void json_scalar_take(struct json_items *items, bool is_string);
/* An element of the list that the cutter is in. */
void json_frame_count_node(struct json_items *items);
const struct json_frame *json_frame_top(const struct json_items *items); /* NULL outside */

#endif
