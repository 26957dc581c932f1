/*
 * What the readers of Gerrit's, Bitbucket's, Gitea's and Azure DevOps' exports share: which request an item is about, and
 * handing over its facts. One struct lives for the length of one item. Private to this room.
 */
#ifndef LEAD_EVIDENCE_IMPORT_FORGE_H
#define LEAD_EVIDENCE_IMPORT_FORGE_H

#include "import_reader.h"
#include "lead/alloc.h"
#include "lead/vec.h"

struct forge_item {
	struct import_out *out;
	const char *forge;  /* "gerrit", … */
	struct arena arena; /* texts made for the item */
	struct text change; /* "pr:12" */
	VEC(struct request_pointer) pointers;
};

/*
 * prefix: "pr", "gerrit". With a number of 0 or less nothing of the item can be used: false, with a complaint that names what.
 * Whatever it answers, forge_item_end must follow.
 */
bool forge_item_begin(struct forge_item *item, struct import_out *out, const char *forge, const char *prefix,
                      int64_t number, const char *what);
/* The same of items that the name of their file may number: the complaint names such a file. */
bool forge_item_begin_named(struct forge_item *item, struct import_out *out, const char *forge, const char *prefix,
                            int64_t number, const char *what, const char *file);
void forge_item_end(struct forge_item *item);
/* Both behind one another, in the item's memory. */
struct text forge_item_join(struct forge_item *item, struct text text, struct text suffix);
/* The name with "[bot]" behind it, unless it has that. */
struct text forge_item_bot(struct forge_item *item, struct text name);
/* Passed over unless hex is a whole id. push_time: 0 = not told. */
void forge_item_point(struct forge_item *item, enum pointer_kind kind, struct text hex, int64_t push_time);
/* Completes the fact with change, forge and pointers, and hands it over. */
void forge_item_request(struct forge_item *item, struct request_fact request);
/* Fills in the change; a head that is no id is left out. Who is nobody is counted as deleted, or where asked passed over. */
void forge_item_act(struct forge_item *item, struct request_act_fact act);
/* Nothing without a login, or where the login is all there is. */
void forge_item_account(struct forge_item *item, struct text login, struct identity_fact who);

/* The first of the keys that holds something but blanks, trimmed. NULL ends the keys. */
struct text forge_first_text(const json_t *object, const char *const *keys);
/* The number behind the word in an address: "/pulls/" of ".../pulls/12/files#x" gives 12; 0 if there is none. Case is ignored. */
int64_t forge_url_number_behind(struct text url, const char *word);
/* The integer as text in the item's memory; empty if it is none. What tells acts of one moment apart. */
struct text forge_item_id(struct forge_item *item, const json_t *object, const char *key);

/* One row of a table of states. */
struct forge_state {
	const char *name; /* NULL at the end */
	int state;
};
/* Case is ignored. fallback if no row has the name. */
int forge_state_of(const struct forge_state *states, struct text name, int fallback);

#endif
