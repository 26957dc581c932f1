/*
 * Who is who, decided when a report is made and never when a commit is read; and which act counts (metrics 4.2-4.5).
 * Fills the derived tables person, identity_person, tenure, member, declared, act, change_credit from facts and configuration.
 */
#ifndef LEAD_PEOPLE_H
#define LEAD_PEOPLE_H

#include <stdbool.h>
#include "lead/alloc.h"
#include "lead/config.h"
#include "lead/period.h"
#include "lead/store.h"

/*
 * Brings the derived tables up to date if facts, mailmap, lists or the sections of configuration they depend on changed
 * since (stamps "people" and "teams"); else does nothing. One transaction.
 */
int people_derive(struct store *store, const struct config *config) MUST_CHECK;
/*
 * Who knew which file (code_life, code_knower, presence), brought up to date with the people that people_derive left; nothing
 * before the first one. Metrics that need it call it. One transaction.
 */
int people_derive_knowledge(struct store *store) MUST_CHECK;
/* Whether that would do something. */
int people_lacks_knowledge(bool *out, struct store *store) MUST_CHECK;
/* Whether people_derive would do something. */
int people_is_stale(bool *out, struct store *store, const struct config *config) MUST_CHECK;

/* ---- settings of one repository: [identity], [area], [adr], [docs] ---- */
struct people_settings; /* opaque: of every repository of the file */
/* config: what is trusted more and bears on all; its entries of origin CONFIG_PROJECT are left out. */
int people_settings_load(struct people_settings **out, struct store *store, const struct config *config) MUST_CHECK;
/* NULL for a repository that the file lacks. Borrowed. */
const struct config *people_settings_of(const struct people_settings *settings, int64_t repository);
void people_settings_free(struct people_settings *settings); /* accepts NULL */

/* ---- what was declared (analyzers/people/declared.h lists the kinds) ---- */
/* A declaration counts in a period of which it covers more than this. */
#define DECLARED_SHARE (1.0 / 3)
/* The part of the period, 0 to 1, that declarations of the kind cover; person 0: those of the team. */
int people_declared_share(double *out, struct store *store, const char *kind, int64_t person,
                          struct period period) MUST_CHECK;
/* ERR_INVALID if a committed .gitlead holds absences or opt-outs, which are personal. */
int people_refuse_personal(const struct config *config) MUST_CHECK;
/*
 * Hands over each absence and opt-out that nobody in the history answers to, and so is not honoured, and of an organisation's file
 * each such member and lead of a team. name: of the setting, "optout.person", "team.core.member".
 */
typedef void people_unknown_fn(void *payload, const char *name, struct text who);
int people_each_unknown(struct store *store, const struct config *config, people_unknown_fn *each,
                        void *payload) MUST_CHECK;

/* Hands over each repository that a team names and the file does not hold: nothing of it counts. section: the team. */
int people_each_unknown_repository(struct store *store, const struct config *config, people_unknown_fn *each,
                                   void *payload) MUST_CHECK;

/*
 * Finds the person meant by "Name <mail>", a mail, a full name or a login (case-insensitive, mailmapped).
 * ERR_NOTFOUND; ERR_INVALID if several persons fit (message names them).
 */
int people_find(int64_t *person, struct store *store, struct text who) MUST_CHECK;
/* The same of several, in their order, with one look at everybody; ends at the first that fails. */
int people_find_all(int64_t *persons, struct store *store, const char *const *whos, size_t count) MUST_CHECK;

enum person_kind { PERSON_HUMAN, PERSON_BOT, PERSON_MODEL, PERSON_PLACEHOLDER };
extern const char *const person_kind_names[4];

/* ---- what `git lead people` lists ---- everything in order of keys, never of numbers; texts live as long as the list */
struct people_person {
	int64_t id;
	struct text key, name, email;
	enum person_kind kind;
	bool is_resolved;       /* false: a name or login that neither a commit nor an address explains */
	int64_t identity_count; /* recorded names and addresses */
	int64_t authored_count; /* changes authored or co-authored */
	int64_t event_count;    /* acts of any kind, counted or not */
};
/* A recorded identity that is a person's by a rule: everything but the person's own key. */
struct people_union {
	struct text person, repository, name, email;
	struct text rule;  /* mailmap, email, name, noreply, login, head, config; self: the same bytes */
	bool is_ambiguous; /* kept apart because several persons fit */
};
/* Two persons that may be one, and the mailmap line that would say so. Nothing is joined on such grounds. */
struct people_suspect {
	struct text person, other; /* keys; person: the one the line would keep */
	struct text reason;        /* "the same name", "the same local part", … */
	struct text line;          /* empty if the names cannot stand in a mailmap */
};
struct people_list {
	struct arena arena;
	struct people_person *persons;
	struct people_union *unions;
	struct people_suspect *suspects;
	size_t person_count, union_count, suspect_count;
};
/* After people_derive. Released by people_list_release, also after a failure. */
int people_list_load(struct people_list *out, struct store *store) MUST_CHECK;
void people_list_release(struct people_list *list);

/* ---- mailmap, git's own matching ---- */
struct mailmap; /* opaque */
struct mailmap *mailmap_parse(struct text bytes);
void mailmap_free(struct mailmap *mailmap); /* accepts NULL */
/* The proper identity; texts borrowed from the mailmap or from the argument. True if an entry matched. */
bool mailmap_resolve(struct identity_fact *out, const struct mailmap *mailmap, struct identity_fact recorded);

/* ---- kinds ---- */
/* From name and address alone; never by substring of a name. config: [identity] bot, model, placeholder, human. */
enum person_kind person_kind_of(struct identity_fact identity, const struct config *config);
/* The forge itself is told by identity_is_forge of lead/facts.h. */

#endif
