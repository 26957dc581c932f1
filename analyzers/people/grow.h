/*
 * Deriving only what came since the last derivation. grow.c finds it and makes sure that nothing older is touched by it,
 * grow_persons.c that everybody stays who they were, grow_base.c keeps what the next derivation goes on from.
 */
#ifndef LEAD_PEOPLE_GROW_H
#define LEAD_PEOPLE_GROW_H

#include "lead/people.h"
#include "roster.h"

/* What the last derivation left, and from what: stamp "people base". */
struct grow_base {
	uint64_t digest; /* of everything that may change beside commits that land */
	uint64_t teams;  /* of the settings that teams and declarations rest on */
	int64_t landing; /* stamp "landing": how often history was written anew */
	struct oid tip;
	int64_t change;       /* the greatest change.id */
	int64_t last_time;    /* the latest time that something landed */
	struct buf weighed;   /* identities by whose number of commits people were told apart, a space before each */
	struct buf sources;   /* sources that mostly write logins, the same */
	struct buf logins;    /* logins that were looked up, in lower case, a space before and behind each */
	struct buf namesakes; /* persons of whom others bear the name, a space before and behind each */
	bool is_growable;     /* false: nothing can be added to it */
};
void grow_base_release(struct grow_base *base);
/* The stamp; not growable if there is none. */
int grow_base_load(struct grow_base *out, struct store *store) MUST_CHECK;
/* What is so now, but for the lists. own: hash of the settings of people and teams. */
int grow_base_read(struct grow_base *out, struct store *store, uint64_t people, uint64_t teams) MUST_CHECK;
/* The lists as they are after everybody was resolved. */
int grow_base_list(struct grow_base *base, struct store *store, const struct roster *roster) MUST_CHECK;
int grow_base_put(const struct grow_base *base, struct store *store) MUST_CHECK;
/* Whether a number or word is in one of the lists. */
bool grow_base_has(const struct buf *list, struct text word);

/*
 * Derives what came since base, up to what is so now, or finds that everything has to be derived: *is_done. Then what stands in
 * temporary tables means nothing. The lists stay as they are.
 */
int grow_people(bool *is_done, bool *has_new_persons, struct store *store, const struct people_settings *settings,
                const struct grow_base *base, const struct grow_base *now) MUST_CHECK;
/*
 * grow_strangers.c: whether some new identity may be somebody known; else each is a person of its own, written and marked in
 * derive_identity. count: of them.
 */
int grow_meet_strangers(bool *are_known, size_t *count, struct store *store, const struct people_settings *settings,
                        const struct grow_base *base) MUST_CHECK;
/* identity_key, of everybody. */
int grow_put_keys(struct store *store, const struct roster *roster) MUST_CHECK;
/* The latest time that something of it landed. */
int grow_last_time(int64_t *out, struct store *store) MUST_CHECK;
/* grow_persons.c: whether everybody stays who they were; asks derive_landed, derive_identity. */
int grow_keeps_persons(bool *out, struct store *store, const struct grow_base *base) MUST_CHECK;

extern const char *const grow_statements[]; /* for the test that prepares them all; end in NULL */
extern const char *const grow_persons_statements[];
extern const char *const grow_strangers_statements[];
extern const char *const grow_base_statements[];

#endif
