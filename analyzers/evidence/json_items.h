/*
 * Cuts a stream of JSON, fed in pieces of any size, into the objects that are worth reading one by one. It is no parser:
 * it follows strings, escapes and brackets, so that one bad object never takes its neighbours with it. It knows the
 * wrappers that forges and their tools put around lists (GraphQL answers, archive.json, the answers that git-lead-glab
 * wraps); what it keeps in memory is one object of at most item_max bytes.
 */
#ifndef LEAD_EVIDENCE_JSON_ITEMS_H
#define LEAD_EVIDENCE_JSON_ITEMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lead/text.h"

/* Levels of wrapping whose keys are told apart; lists nested deeper are still flattened. */
#define JSON_FRAME_MAX 32

enum json_trouble {
	JSON_TOO_LARGE, /* an object of more than item_max bytes or a million values: passed over without being kept */
	JSON_NO_OBJECT, /* an element of a list that is neither object nor list */
	JSON_BROKEN_LINE, /* one object a line, and the line ends too early */
	JSON_CUT_ITEM,    /* the input ends inside an object */
	JSON_CUT_LIST,    /* the input, or the line, ends inside a list or wrapper, between objects */
	JSON_STRAY,       /* a run of bytes that belong to nothing */
	JSON_NO_TEXT,     /* UTF-16 or compressed by its first byte: nothing of it is looked at */
};

/* Texts are borrowed for the call. */
struct json_item {
	struct text bytes; /* from '{' to '}'; "errors" before the data of an answer come as one list */
	struct text path;  /* struct import_context tells what these three are */
	struct text project;
	struct text request_iid;
	uint64_t offset; /* of the first byte in the input */
};

/* A GraphQL connection that was gone through, an object with "nodes" or "edges"; or a page with "values" or "value". */
struct json_page {
	struct text path;    /* of the object */
	int64_t total_count; /* totalCount, issueCount of a search, size of Bitbucket Cloud; -1 = not told */
	int has_next;        /* 1, 0; -1 = not told */
	uint64_t node_count;
	uint64_t offset; /* of the object that the whole answer is */
};

struct json_items_sink {
	void *payload;
	void (*item)(void *payload, const struct json_item *item);
	void (*page)(void *payload, const struct json_page *page);
	void (*trouble)(void *payload, enum json_trouble trouble, uint64_t offset);
};

struct json_items; /* opaque */

/* sink is copied. */
struct json_items *json_items_new(const struct json_items_sink *sink, size_t item_max);
void json_items_feed(struct json_items *items, const char *bytes, size_t size);
/* No more bytes: tells of what is unfinished. */
void json_items_finish(struct json_items *items);
void json_items_free(struct json_items *items); /* accepts NULL */

#endif
