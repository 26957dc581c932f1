/* A person in a line of Markdown or plain text: name, login and address, whatever of them is there. Private to this room. */
#ifndef LEAD_EVIDENCE_OWNER_MENTION_H
#define LEAD_EVIDENCE_OWNER_MENTION_H

#include "lead/facts.h"

struct mention {
	struct text name, login, email; /* borrowed from what was read; login without '@' */
};

/* Cuts the next of several people off *rest: at commas outside brackets and at line breaks of HTML. */
bool mention_next_part(struct text *rest, struct text *part);
/* False if there is neither a login nor an address, or more words in front than a name has. */
bool mention_read(struct mention *mention, struct text part);
/* A cell that holds nothing but a login, or nothing but an address. */
void mention_add_login(struct mention *mention, struct text cell);
void mention_add_email(struct mention *mention, struct text cell);
/* Whether a line is "Name <address>" or "Name (@login)" and nothing else. */
bool mention_fills(struct text line);
/* An address with the name; else a full name; else the login. */
struct identity_fact mention_identity(const struct mention *mention);
/* The text without marks of emphasis, code and links around it. */
struct text mention_plain(struct text text);

#endif
