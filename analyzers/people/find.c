/*
 * Finds the person meant by what a user writes: "Name <mail>", an address, a full name or a login. Compares without regard to
 * case, through the mailmaps, and never takes the first of several.
 */
#include "find.h"

#include <stdlib.h>
#include "credit.h"
#include "name_key.h"

enum { SELECT_KNOWN, SELECT_MAILMAPS, SELECT_KEY, STATEMENT_COUNT };
const char *const find_statements[STATEMENT_COUNT + 1] = {
	/* Whom one project's file calls a bot is meant only where nobody else is. */
	[SELECT_KNOWN] = "WITH twin AS ("
			 "  SELECT b.id"
			 "  FROM person b"
			 "  JOIN person h ON h.name = b.name AND h.email = b.email AND h.kind = 'human'"
			 "  WHERE b.kind <> 'human')"
			 " SELECT ip.person_id, i.name, i.email"
			 " FROM identity_person ip"
			 " JOIN identity i ON i.id = ip.identity_id"
			 " WHERE ip.person_id NOT IN (SELECT id FROM twin)"
			 " UNION ALL"
			 " SELECT id, name, email"
			 " FROM person"
			 " WHERE id NOT IN (SELECT id FROM twin)",
	[SELECT_MAILMAPS] = "SELECT text"
			    " FROM repository_text"
			    " WHERE kind IN ('mailmap', 'mailmap-all')"
			    " ORDER BY repository_id",
	[SELECT_KEY] = "SELECT key"
		       " FROM person"
		       " WHERE id = :person",
};

/* What is looked for, and how sure a hit is: less is surer. */
enum find_level { FIND_WHOLE, FIND_EMAIL, FIND_NAME, FIND_LOGIN, FIND_LOCAL_PART, FIND_LEVEL_COUNT };
struct wanted {
	struct buf email; /* folded; empty if none was given */
	struct buf name;  /* name_key; empty if none was given */
	struct buf login; /* lower case, without '@'; empty if it cannot be one */
};
struct hits {
	VEC(int64_t) persons[FIND_LEVEL_COUNT];
};

static void add_hit(struct hits *hits, enum find_level level, int64_t person)
{
	for (size_t i = 0; i < hits->persons[level].count; i++)
		if (hits->persons[level].at[i] == person)
			return;
	*VEC_PUSH(&hits->persons[level]) = person;
}

/* ---- what was written ---- */

static bool is_login(struct text text)
{
	for (size_t i = 0; i < text.size; i++)
		if (!char_is_alnum(text.at[i]) && text.at[i] != '-' && text.at[i] != '_' && text.at[i] != '.')
			return false;
	return text.size > 0;
}

static void read_wanted(struct wanted *wanted, struct identity_fact who)
{
	struct text login =
		who.name.size > 0 && who.name.at[0] == '@' ? text_slice(who.name, 1, who.name.size) : who.name;

	buf_clear(&wanted->email);
	buf_clear(&wanted->name);
	buf_clear(&wanted->login);
	address_fold(&wanted->email, who.email);
	(void)name_key(&wanted->name, who.name);
	if (who.email.size == 0 && is_login(login))
		utf8_fold(&wanted->login, login);
}

static struct identity_fact split_who(struct text who)
{
	struct identity_fact fact = { .name = text_trim(who) };
	ptrdiff_t left = text_find_char(who, '<', 0);
	ptrdiff_t right = left < 0 ? -1 : text_find_char(who, '>', (size_t)left);

	if (right >= 0) {
		fact.name = text_trim(text_slice(who, 0, (size_t)left));
		fact.email = text_trim(text_slice(who, (size_t)left + 1, (size_t)right));
	} else if (text_find_char(fact.name, '@', 0) > 0) {
		fact.email = fact.name;
		fact.name = (struct text){ NULL, 0 };
	}
	return fact;
}

/* ---- what is known ---- */

static void compare_known(struct hits *hits, const struct wanted *wanted, const struct known_identity *known)
{
	bool same_email = wanted->email.size > 0 && text_equal(known->email, buf_text(&wanted->email));
	bool same_name = wanted->name.size > 0 && text_equal(known->name, buf_text(&wanted->name));
	struct forge_login forge;

	if (same_email && (same_name || wanted->name.size == 0))
		add_hit(hits, FIND_WHOLE, known->person);
	if (same_email)
		add_hit(hits, FIND_EMAIL, known->person);
	if (same_name && wanted->email.size == 0)
		add_hit(hits, FIND_NAME, known->person);
	if (wanted->login.size == 0)
		return;
	if (address_forge_login(&forge, known->email)) {
		if (text_equal(forge.login, buf_text(&wanted->login)))
			add_hit(hits, FIND_LOGIN, known->person);
	} else if (known->email.size > 0 && text_equal(address_local(known->email), buf_text(&wanted->login))) {
		add_hit(hits, FIND_LOCAL_PART, known->person);
	}
}

static void collect_hits(struct hits *hits, const struct finder *finder, const struct wanted *wanted)
{
	for (size_t i = 0; i < finder->known.count; i++)
		compare_known(hits, wanted, &finder->known.at[i]);
}

static bool has_hits(const struct hits *hits)
{
	for (int i = 0; i < FIND_LEVEL_COUNT; i++)
		if (hits->persons[i].count > 0)
			return true;
	return false;
}

/* An address that was never recorded may still be in a mailmap. */
static void collect_mapped(struct hits *hits, const struct finder *finder, struct wanted *wanted,
                           struct identity_fact who)
{
	for (size_t i = 0; i < finder->mailmaps.count; i++) {
		struct identity_fact mapped;

		if (!mailmap_resolve(&mapped, finder->mailmaps.at[i], who))
			continue;
		read_wanted(wanted, mapped);
		collect_hits(hits, finder, wanted);
	}
}

/* ---- loading ---- */

static struct text copy_text(struct finder *finder, const struct buf *buf)
{
	return (struct text){ arena_copy(&finder->arena, buf_str(buf), buf->size), buf->size };
}

int finder_load(struct finder *finder, struct store *store)
{
	struct statement *row;
	struct buf email = { 0 }, name = { 0 };
	int ret;

	*finder = (struct finder){ 0 };
	ret = store_statement(&row, store, find_statements[SELECT_KNOWN]);
	while (!ret && !(ret = statement_step(row))) {
		buf_clear(&email);
		buf_clear(&name);
		(void)name_key(&name, statement_text(row, 1));
		address_fold(&email, statement_text(row, 2));
		*VEC_PUSH(&finder->known) = (struct known_identity){ statement_int(row, 0), copy_text(finder, &email),
			                                             copy_text(finder, &name) };
	}
	buf_release(&email);
	buf_release(&name);
	if (ret < 0)
		return ret;
	ret = store_statement(&row, store, find_statements[SELECT_MAILMAPS]);
	while (!ret && !(ret = statement_step(row)))
		*VEC_PUSH(&finder->mailmaps) = mailmap_parse(statement_text(row, 0));
	return ret < 0 ? ret : 0;
}

void finder_release(struct finder *finder)
{
	for (size_t i = 0; i < finder->mailmaps.count; i++)
		mailmap_free(finder->mailmaps.at[i]);
	VEC_RELEASE(&finder->mailmaps);
	VEC_RELEASE(&finder->known);
	arena_release(&finder->arena);
}

/* ---- the answer ---- */

#define NAMED_IN_MESSAGE_MAX 5

static int fail_ambiguous(struct store *store, struct text who, const int64_t *persons, size_t count)
{
	struct statement *row;
	struct buf names = { 0 };
	int ret = store_statement(&row, store, find_statements[SELECT_KEY]);

	for (size_t i = 0; !ret && i < count && i < NAMED_IN_MESSAGE_MAX; i++) {
		statement_bind_int(row, ":person", persons[i]);
		ret = statement_step(row);
		if (ret == 0)
			buf_add_fmt(&names, "%s'" TEXT_FMT "'", i ? ", " : "", TEXT_ARG(statement_text(row, 0)));
		statement_reset(row);
		ret = ret < 0 ? ret : 0;
	}
	if (!ret)
		ret = error_set(ERR_INVALID, "'" TEXT_FMT "' fits several persons: %s%s", TEXT_ARG(who),
		                buf_str(&names), count > NAMED_IN_MESSAGE_MAX ? " and others" : "");
	buf_release(&names);
	return ret;
}

static int compare_persons(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static int decide(int64_t *person, struct store *store, const struct hits *hits, struct text who)
{
	for (int level = 0; level < FIND_LEVEL_COUNT; level++) {
		if (hits->persons[level].count == 0)
			continue;
		qsort(hits->persons[level].at, hits->persons[level].count, sizeof(int64_t), compare_persons);
		if (hits->persons[level].count > 1)
			return fail_ambiguous(store, who, hits->persons[level].at, hits->persons[level].count);
		*person = hits->persons[level].at[0];
		return 0;
	}
	return error_set(ERR_NOTFOUND, "no person '" TEXT_FMT "' is recorded", TEXT_ARG(who));
}

int finder_find(int64_t *person, const struct finder *finder, struct store *store, struct text who)
{
	struct identity_fact fact = split_who(who);
	struct wanted wanted = { 0 };
	struct hits hits = { 0 };
	int ret;

	read_wanted(&wanted, fact);
	collect_hits(&hits, finder, &wanted);
	if (fact.email.size > 0 && !has_hits(&hits))
		collect_mapped(&hits, finder, &wanted, fact);
	ret = decide(person, store, &hits, who);
	for (int i = 0; i < FIND_LEVEL_COUNT; i++)
		VEC_RELEASE(&hits.persons[i]);
	buf_release(&wanted.email);
	buf_release(&wanted.name);
	buf_release(&wanted.login);
	return ret;
}

int people_find_all(int64_t *persons, struct store *store, const char *const *whos, size_t count)
{
	struct finder finder;
	int ret = finder_load(&finder, store);

	for (size_t i = 0; !ret && i < count; i++)
		ret = finder_find(&persons[i], &finder, store, text_of(whos[i]));
	finder_release(&finder);
	return ret;
}

int people_find(int64_t *person, struct store *store, struct text who)
{
	struct finder finder;
	int ret = finder_load(&finder, store);

	if (!ret)
		ret = finder_find(person, &finder, store, who);
	finder_release(&finder);
	return ret;
}
