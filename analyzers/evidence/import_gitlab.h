/*
 * What the readers of GitLab's answers share: which merge request an object is about, and who a user is. One struct
 * lives for the length of one item.
 */
#ifndef LEAD_EVIDENCE_IMPORT_GITLAB_H
#define LEAD_EVIDENCE_IMPORT_GITLAB_H

#include "import_reader.h"
#include "lead/alloc.h"

struct gitlab_item {
	struct import_out *out;
	struct arena arena; /* texts made for the item */
	struct text change; /* "mr:12" */
};

/*
 * Finds the number of the merge request: the object's own iid or noteable_iid, then the envelope's, then the address.
 * False, with a complaint that names what, if none tells. Whatever it answers, gitlab_item_release must follow.
 */
bool gitlab_item_init(struct gitlab_item *item, const json_t *object, const struct import_context *context,
                      struct import_out *out, const char *what);
void gitlab_item_release(struct gitlab_item *item);
/* One form of a name, whoever wrote it: tokens of projects and groups get "[bot]"; a deleted user gives the empty text. */
struct text gitlab_login(struct gitlab_item *item, struct text username);
/* The login of a user object, empty for null and deleted users; tells the sink of the name behind it. */
struct text gitlab_user(struct gitlab_item *item, const json_t *user);
/* Hands an act over, or counts a deleted user if nobody did it. Fills in the change. */
void gitlab_act(struct gitlab_item *item, struct request_act_fact act, struct text login);
/* Whose review was asked for; seconds UTC, 0: not told when. */
void gitlab_asked(struct gitlab_item *item, struct text login, int64_t time);
/* "opened", "merged", …; unknown where it is none of them. */
enum request_state gitlab_state(struct text name);

/* A note, whatever tells it: what people write, and what GitLab writes in their name. */
struct gitlab_note {
	struct text body;
	bool is_system, is_diff;
	int64_t time;
	struct text head;   /* the commit looked at, where it is one in the diff */
	const json_t *user; /* who wrote it; NULL: login tells, empty for a deleted user */
	struct text login;
};
void gitlab_read_note(struct gitlab_item *item, const struct gitlab_note *note);

#endif
