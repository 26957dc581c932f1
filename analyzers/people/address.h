/*
 * What an address says by itself: folded for comparison, the login that a forge hides in it, and whether it can stand for one
 * person at all. Pure functions; they know no mailmap and no database.
 */
#ifndef LEAD_PEOPLE_ADDRESS_H
#define LEAD_PEOPLE_ADDRESS_H

#include <stdbool.h>
#include "lead/text.h"

/* Appends the address in lower case; "bo at example.org" and the like become "bo@example.org". */
void address_fold(struct buf *buf, struct text email);
/* All before the last '@'; the whole text if there is none. */
struct text address_local(struct text email);
struct text address_domain(struct text email); /* empty if there is no '@' */

/* An address that a forge gives to hide the real one. Texts borrowed from the address. */
struct forge_login {
	struct text login;
	struct text id;   /* digits; empty in the forms without */
	struct text host; /* "github.com" */
};
/* True for GitHub's, GitLab's, Gitea's and Forgejo's forms. */
bool address_forge_login(struct forge_login *out, struct text email);

/*
 * Gerrit's name for an account, "<number>@<server id>": no mail goes there. Texts borrowed from what was asked. server is empty
 * where a name alone tells the number.
 */
struct server_account {
	struct text number, server;
};
/* server: a UUID, as a server makes its id. */
bool address_server_account(struct server_account *out, struct text email);
/* The same with an id that an administrator chose: true too for some machine's "1000@host". */
bool address_named_account(struct server_account *out, struct text email);
/*
 * What a server writes where it knows or tells no name: "Gerrit User 1000042", "Anonymous Coward (1000042)", "Name of user not set
 * #1000042", "Gerrit account 1000042". number: its digits, or empty.
 */
bool name_is_account(struct text *number, struct text name);

enum address_use {
	ADDRESS_PERSONAL, /* stands for one person, in every repository */
	ADDRESS_LOCAL,    /* made of a machine's name or a bare login: says nothing outside its repository */
	ADDRESS_ROLE, /* common, but mostly one's own (me@, mail@): stands for one person as long as one name uses it */
	ADDRESS_ACCOUNT, /* Gerrit's of an account: one person on that server, and no mail address */
	ADDRESS_GROUP,   /* of a role, a group or a list (info@, x-team@): joins nobody */
	ADDRESS_NOBODY,  /* empty, or a placeholder: never stands for anybody */
};
/* folded: an address that went through address_fold. */
enum address_use address_use_of(struct text folded);
/* Whether a local part is so common that it names nobody as a login: "info", "mail", "git". */
bool local_part_is_common(struct text local);

#endif
