/*
 * What the readers of GitHub's exports share: telling the exports apart, and handing over one fact in one form whatever
 * the export, so that a repository gives the same facts from each. Private to this room.
 */
#ifndef LEAD_EVIDENCE_IMPORT_GITHUB_H
#define LEAD_EVIDENCE_IMPORT_GITHUB_H

#include "import_reader.h"
#include "lead/alloc.h"
#include "lead/vec.h"

/* ---- import_github_kind.c ---- */

enum github_kind {
	GITHUB_NONE,
	GITHUB_GH,
	GITHUB_GRAPHQL,
	GITHUB_ARCHIVE,
	GITHUB_REST_PULL, /* pulls, and issues where both are listed */
	GITHUB_REST_REVIEW,
	GITHUB_REST_COMMENT,
	GITHUB_REST_ISSUE_COMMENT,
};
/* One answer for each object, so that no two of GitHub's readers take the same. */
enum github_kind github_kind_of(const json_t *object, const struct import_context *context);
/* The object itself, or what an edge ({"cursor", "node"}) holds. */
const json_t *github_unwrap(const json_t *object);

/* ---- import_github.c ---- */

/* The item being read. */
struct github_item {
	struct import_out *out;
	enum github_kind kind;
	struct arena arena; /* texts made for the item */
	struct text change; /* "pr:12"; empty where the item names no request */
	/* Author and merger as told. gh names a bot as one there, but not where it reviews or comments. */
	struct text author, merger;
	VEC(struct request_pointer) pointers;
};
/* number: of the request, over 0; else nothing of the item can be used, which is complained of, and false returned. */
bool github_begin(struct github_item *item, struct import_out *out, enum github_kind kind, int64_t number);
void github_end(struct github_item *item);

/* Of a pull request, from its address where its own is none; 0 or less: neither has one. */
int64_t github_number(const json_t *pull);

/* Whether the address is of a request or of an issue: "pull" for ".../pull/12". */
bool github_url_is(struct text url, const char *word);

/* The login, empty for a deleted user; hands over an account where the object tells a name or an address too. */
struct text github_user(struct github_item *item, const json_t *user);

/* An author of a commit: name and address, and the login beside them or under "user". */
void github_commit_author(struct github_item *item, const json_t *author);

/* One act, as the export has it. A deleted user's is counted and not handed over. */
struct github_act {
	const char *source;
	enum event_kind kind;
	enum act_state state;
	const json_t *user;
	const json_t *written; /* holds "body"; NULL: nothing can be written with such an act */
	int64_t act_time;
	struct text head; /* passed over unless it is hex */
};
void github_act(struct github_item *item, const struct github_act *act);
/* A submitted review; false if the state is none of one: then nothing of it counts. */
bool github_review_state(struct text state, enum act_state *out);
/* A review asked of a person or of a team. */
void github_asked(struct github_item *item, const json_t *reviewer);
void github_point(struct github_item *item, enum pointer_kind kind, struct text hex);
/* Lines added and removed, or -1 where either is not told. */
int64_t github_line_count(const json_t *pull);
/* Completes the fact with change, forge, author and pointers, and hands it over. */
void github_request(struct github_item *item, struct request_fact *request);

/* ---- import_github_list.c: lists as arrays (gh, archive) and as connections (GraphQL) ---- */

struct github_list {
	const json_t *array; /* NULL: not told */
	bool is_edges;
};
/* Complains where the list says, or its length shows, that there is more than the export holds. */
struct github_list github_list(struct github_item *item, const json_t *holder, const char *key);
/* Whether the list is told, and to its end, with somebody behind each element that is not a pending review. Says nothing. */
bool github_list_is_whole(struct github_item *item, const json_t *holder, const char *key);
size_t github_list_size(const struct github_list *list);
const json_t *github_list_at(const struct github_list *list, size_t position); /* may be NULL or of any type */

/* ---- import_github_pull.c ---- */

/* A pull request with GraphQL's names of fields, which gh and the archive use as well. */
void github_read_pull(const json_t *pull, const struct import_context *context, struct import_out *out,
                      enum github_kind kind);

#endif
