/*
 * What the readers of Gerrit's answers share: a vote, a message, a comment and a person in one form, whether REST or ssh told
 * them. Private to this room.
 */
#ifndef LEAD_EVIDENCE_IMPORT_GERRIT_H
#define LEAD_EVIDENCE_IMPORT_GERRIT_H

#include "import_forge.h"

/*
 * Name and address; of an account that tells its number alone "Gerrit account 7"; empty for none. Tells of the account, whose
 * login is the number as well as the user name.
 */
struct identity_fact gerrit_who(struct forge_item *item, const json_t *account);
/* "<Change-Id>~<branch>", the branch without refs/heads/; empty unless both are told. */
struct text gerrit_alias(struct forge_item *item, struct text change_id, struct text branch);
enum request_state gerrit_state(struct text status);

/* A vote, 0 being none. What old servers kept as one of submitting is told as that. head: of the patch set, may be empty. */
void gerrit_vote(struct forge_item *item, struct identity_fact who, struct text label, int64_t value, int64_t time,
                 struct text head);
void gerrit_submit(struct forge_item *item, struct identity_fact who, int64_t time);
void gerrit_asked(struct forge_item *item, struct identity_fact who);

/* What is said of a change as a whole. */
struct gerrit_message {
	struct identity_fact who;
	struct text bytes, head;
	int64_t time;
	bool is_automatic; /* its tag says that no person wrote it */
};
/* The votes in its first line, and what follows as a comment, if a person wrote anything. */
void gerrit_message(struct forge_item *item, const struct gerrit_message *message);
/* Whether it tells that the change was submitted. */
bool gerrit_message_is_submit(struct text bytes);
/* The number of "Patch Set 3:"; 0 if it does not begin so. */
int64_t gerrit_message_patch_set(struct text bytes);

/* A comment on a file. line: 0 = on the file as a whole. id: may be empty. */
void gerrit_comment(struct forge_item *item, struct identity_fact who, struct text path, int64_t line, struct text id,
                    int64_t time, struct text bytes, struct text head);

#endif
