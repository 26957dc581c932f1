/*
 * Every identity recorded in every repository of the database, and the classes of them that are one person. roster.c loads,
 * unite.c joins, resolve.c and ties.c decide what to join, persons.c writes.
 */
#ifndef LEAD_PEOPLE_ROSTER_H
#define LEAD_PEOPLE_ROSTER_H

#include "lead/alloc.h"
#include "lead/map.h"
#include "lead/people.h"
#include "lead/vec.h"
#include "address.h"

#define ROSTER_NONE UINT32_MAX

/* Names are those of identity_person.rule. */
enum union_rule {
	UNION_SELF,
	UNION_MAILMAP,
	UNION_EMAIL,
	UNION_NAME,
	UNION_NOREPLY,
	UNION_LOGIN,
	UNION_HEAD,
	UNION_CONFIG,
	UNION_RULE_COUNT
};
extern const char *const union_rule_names[UNION_RULE_COUNT];

/* A proper identity that the mailmap or the configuration declares for a class, in one repository. */
struct declared {
	uint32_t repository, proper; /* proper: position in roster.propers */
};

/* One identity in one repository. */
struct roster_node {
	int64_t identity;    /* identity.id */
	uint32_t repository; /* index into repositories */
	struct identity_fact recorded;
	struct identity_fact proper;  /* after mailmap and configuration */
	struct text email, raw_email; /* proper and recorded address, folded */
	struct text name;             /* name_key of the proper name */
	struct text raw_name;         /* the same of the recorded one */
	struct forge_login forge;     /* of the proper address; login.size 0: none */
	struct server_account
		account;      /* Gerrit's, of the recorded address, or of a name that is no more; number.size 0: none */
	enum address_use use; /* of the proper address */
	enum person_kind kind;
	uint32_t authored_count; /* landed non-merge commits */
	bool has_full_name, has_full_raw_name;
	bool is_login;          /* one token and no address */
	bool is_account;        /* a forge names it: a login for certain */
	bool is_mapped_for_all; /* by the mailmap of all repositories: it means the same in each */
	bool is_declared;       /* a mailmap or configuration entry matched */
	bool is_configured;     /* by configuration: rule "config" */
	bool is_commit;         /* author or committer of some commit */
	bool is_owner;          /* opened some request */
	bool is_kind_told;      /* by configuration: [identity] bot, human, … */
	bool is_ambiguous;
	bool is_lifted;  /* a placeholder's or a server's name at a person's address: the name itself means nothing */
	bool is_weighed; /* how much it committed, or that it did not, was looked at to tell who is who */
	enum union_rule rule; /* filled by persons.c, as is: */
	int64_t person;       /* person.id */
	/* union-find: */
	uint32_t parent;
	VEC(struct declared) declared; /* of the class; kept at its root */
};

struct roster_repository {
	int64_t id;
	struct text key;
};

struct roster_edge {
	uint32_t a, b;
	enum union_rule rule;
};

/* A person and a full name that others bear too; see namesakes.h. */
struct namesake {
	int64_t person;
	uint32_t group; /* number of the name */
	bool is_declared;
};

struct roster {
	struct arena arena;
	VEC(struct roster_repository) repositories; /* by key */
	VEC(struct roster_node) nodes;              /* by repository, name, address: never by id */
	VEC(struct roster_edge) edges;              /* spanning forest of the classes */
	VEC(struct namesake) namesakes;             /* by person, then group */
	struct map *index;                          /* repository id and identity id: node */
	struct map *propers;                        /* declared identities: folded name, NUL, folded address */
	VEC(bool) is_moved; /* by proper: some line gives it in place of another address, not a spelling alone */
	uint32_t *repository_proper; /* scratch of unite_all: declared proper by repository */
};

/* mailmap_only: [identity] person of the configuration is left out. Released by roster_release, also after a failure. */
int roster_load(struct roster *roster, struct store *store, const struct people_settings *settings,
                bool mailmap_only) MUST_CHECK;
void roster_release(struct roster *roster);
/* Everything that name and address tell; proper, recorded and is_account are given. config: of [identity], or NULL. */
void roster_interpret(struct roster *roster, struct roster_node *node, const struct config *config);
/* Kept as long as the roster. */
struct text roster_copy(struct roster *roster, struct text text);
/* The node of an identity in a repository (database ids), or ROSTER_NONE. */
uint32_t roster_find(const struct roster *roster, int64_t repository, int64_t identity);

/* ---- mailmaps ---- */
struct mailmaps {
	struct mailmap **own;   /* by repository, in order of keys; ends with NULL */
	struct mailmap *of_all; /* --mailmap, lead.mailmap */
};
/* Released by mailmaps_release, also after a failure. */
int mailmaps_load(struct mailmaps *out, struct store *store) MUST_CHECK;
void mailmaps_release(struct mailmaps *mailmaps);
/*
 * What the mailmaps make of an identity: that of all repositories has the first word and the last, since it is the
 * organisation's and may speak of what a repository's own one names. True if a line matched; is_for_all: one that means the same
 * in each repository.
 */
bool mailmaps_resolve(struct identity_fact *out, bool *is_for_all, const struct mailmaps *mailmaps, uint32_t repository,
                      struct identity_fact recorded);

/* ---- unite.c ---- */
uint32_t roster_root(struct roster *roster, uint32_t node);
/*
 * Joins the classes of these nodes unless the mailmap declares two of them to be different persons; then joins none and
 * marks the undeclared among them ambiguous. Nodes of different kinds are never joined. True if joined (or one already).
 */
bool roster_unite_all(struct roster *roster, const uint32_t *nodes, size_t count, enum union_rule rule);
bool roster_unite(struct roster *roster, uint32_t a, uint32_t b, enum union_rule rule);

/* Nodes by key, in order of first appearance. */
struct buckets {
	struct map *keys;
	VEC(uint32_t) first, last; /* of each key: chain into links */
	VEC(struct bucket_link) links;
};
struct bucket_link {
	uint32_t node, next;
};
void buckets_init(struct buckets *buckets);
void buckets_release(struct buckets *buckets);
void buckets_add(struct buckets *buckets, struct text key, uint32_t node);
size_t buckets_count(const struct buckets *buckets);
struct node_list {
	uint32_t *at;
	size_t count, capacity;
};
/* Replaces the list by the nodes under the position. */
void buckets_get(struct node_list *out, const struct buckets *buckets, size_t position);
/* The one class of the nodes under a key, or ROSTER_NONE; *is_ambiguous if there are several. */
uint32_t buckets_find_class(const struct buckets *buckets, struct roster *roster, struct text key, bool *is_ambiguous);

/* ---- resolve.c, ties.c, logins.c ---- */
/* All rules in order, or with mailmap_only only what the mailmap says. */
int roster_resolve(struct roster *roster, struct store *store, bool mailmap_only) MUST_CHECK;
/* Squash commits of a forge and the commits they hide: rule "head". */
int roster_tie_heads(struct roster *roster, struct store *store) MUST_CHECK;
/* Single words that stand for a person: rule "login". */
int roster_tie_logins(struct roster *roster, struct store *store) MUST_CHECK;

/* Whether it is looked up as a login. */
bool roster_asks_login(const struct roster_node *node);
/* Appends the ids of sources that mostly write logins, a space before each. */
int logins_list_sources(struct buf *out, struct store *store) MUST_CHECK;

/* ---- persons.c ---- */
/*
 * Between the numbers of two persons, in order of their keys: room for who comes later, since whatever lists people in order of
 * numbers lists them in order of keys.
 */
#define PERSON_STRIDE 1024
/* Writes person and identity_person. */
int roster_write(struct roster *roster, struct store *store) MUST_CHECK;

extern const char *const roster_statements[]; /* for the test that prepares them all; end in NULL */
extern const char *const tie_statements[];
extern const char *const login_statements[];
extern const char *const gerrit_statements[];
extern const char *const person_statements[];

#endif
