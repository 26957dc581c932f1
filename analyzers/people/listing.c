/*
 * What `git lead people` lists: persons, the unions with their rules, and pairs that may be one person. Suspicion joins nobody;
 * it is put as a line that the project can add to its mailmap. Who opted out is on no list: lists have numbers of acts.
 */
#include <stdlib.h>
#include <string.h>
#include "credit.h"
#include "name_key.h"

enum { SELECT_PERSONS, SELECT_UNIONS, STATEMENT_COUNT };
const char *const listing_statements[STATEMENT_COUNT + 1] = {
	[SELECT_PERSONS] =
		"WITH known AS ("
		"  SELECT person_id, count(DISTINCT identity_id) AS n"
		"  FROM identity_person"
		"  GROUP BY person_id),"
		" authored AS ("
		"  SELECT person_id, sum(change_count) AS n"
		"  FROM tenure"
		"  GROUP BY person_id),"
		" acted AS ("
		"  SELECT person_id, count(*) AS n"
		"  FROM act"
		"  GROUP BY person_id)"
		" SELECT p.id, p.key, p.name, p.email, p.kind, p.is_resolved, coalesce(k.n, 0), coalesce(a.n, 0),"
		"        coalesce(c.n, 0)"
		" FROM person p"
		" LEFT JOIN known k ON k.person_id = p.id"
		" LEFT JOIN authored a ON a.person_id = p.id"
		" LEFT JOIN acted c ON c.person_id = p.id"
		" WHERE NOT EXISTS (SELECT 1 FROM declared d WHERE d.kind = 'optout' AND d.person_id = p.id)"
		" ORDER BY p.key",
	[SELECT_UNIONS] = "SELECT p.id, p.key, r.key, i.name, i.email, ip.rule, ip.is_ambiguous"
			  " FROM identity_person ip"
			  " JOIN person p ON p.id = ip.person_id"
			  " JOIN identity i ON i.id = ip.identity_id"
			  " JOIN repository r ON r.id = ip.repository_id"
			  " WHERE (i.name <> p.name OR i.email <> p.email OR ip.is_ambiguous = 1)"
			  "   AND NOT EXISTS (SELECT 1 FROM declared d"
			  "     WHERE d.kind = 'optout' AND d.person_id = p.id)"
			  " ORDER BY p.key, i.name, i.email, r.key",
};

#define LOCAL_PART_MIN_SIZE 5 /* a shorter one is too often another's too */
#define SUSPECTS_PER_KEY 6    /* what more persons have in common says nothing */

static struct text copy_text(struct people_list *list, struct text text)
{
	return (struct text){ arena_copy(&list->arena, text.at, text.size), text.size };
}

/* ---- rows ---- */

static enum person_kind kind_of(struct text name)
{
	for (int kind = 0; kind < 4; kind++)
		if (text_equal(name, text_of(person_kind_names[kind])))
			return (enum person_kind)kind;
	return PERSON_HUMAN;
}

static int load_persons(struct people_list *list, struct store *store)
{
	VEC(struct people_person) persons = { 0 };
	struct statement *row;
	int ret = store_statement(&row, store, listing_statements[SELECT_PERSONS]);

	while (!ret && !(ret = statement_step(row)))
		*VEC_PUSH(&persons) = (struct people_person){
			.id = statement_int(row, 0),
			.key = copy_text(list, statement_text(row, 1)),
			.name = copy_text(list, statement_text(row, 2)),
			.email = copy_text(list, statement_text(row, 3)),
			.kind = kind_of(statement_text(row, 4)),
			.is_resolved = statement_int(row, 5) != 0,
			.identity_count = statement_int(row, 6),
			.authored_count = statement_int(row, 7),
			.event_count = statement_int(row, 8),
		};
	list->persons = persons.at;
	list->person_count = persons.count;
	return ret < 0 ? ret : 0;
}

static int load_unions(struct people_list *list, struct store *store)
{
	VEC(struct people_union) unions = { 0 };
	struct statement *row;
	int ret = store_statement(&row, store, listing_statements[SELECT_UNIONS]);

	while (!ret && !(ret = statement_step(row)))
		*VEC_PUSH(&unions) = (struct people_union){
			.person = copy_text(list, statement_text(row, 1)),
			.repository = copy_text(list, statement_text(row, 2)),
			.name = copy_text(list, statement_text(row, 3)),
			.email = copy_text(list, statement_text(row, 4)),
			.rule = copy_text(list, statement_text(row, 5)),
			.is_ambiguous = statement_int(row, 6) != 0,
		};
	list->unions = unions.at;
	list->union_count = unions.count;
	return ret < 0 ? ret : 0;
}

/* ---- suspicion ---- */

struct suspicion {
	struct people_list *list;
	VEC(struct people_suspect) suspects;
	struct map *pairs; /* two positions of persons: told once, for the first reason */
};

/* What cannot stand in a mailmap without changing its meaning. */
static bool can_stand(struct text text)
{
	for (size_t i = 0; i < text.size; i++)
		if (text.at[i] == '<' || text.at[i] == '>' || text.at[i] == '\n' || text.at[i] == '\r' ||
		    text.at[i] == '\0')
			return false;
	return true;
}

/* "Proper <proper@mail> <other@mail>"; without an address the name is needed. Empty where it cannot be written. */
static struct text mailmap_line(struct people_list *list, const struct people_person *person, struct text name,
                                struct text email)
{
	struct buf line = { 0 };
	struct text copy = { NULL, 0 };

	if (can_stand(person->name) && can_stand(person->email) && can_stand(name) && can_stand(email) &&
	    person->email.size > 0 && (person->name.size == 0 || person->name.at[0] != '#')) {
		buf_add_text(&line, person->name);
		buf_add_str(&line, person->name.size > 0 ? " <" : "<");
		buf_add_text(&line, person->email);
		buf_add_str(&line, "> ");
		if (email.size == 0 ||
		    (address_use_of(email) != ADDRESS_PERSONAL && address_use_of(email) != ADDRESS_ACCOUNT)) {
			buf_add_text(&line, name);
			buf_add_str(&line, name.size > 0 ? " " : "");
		}
		buf_add_char(&line, '<');
		buf_add_text(&line, email);
		buf_add_char(&line, '>');
		copy = copy_text(list, buf_text(&line));
	}
	buf_release(&line);
	return copy;
}

/* The one to keep: with an address, then with more changes, then the lesser key. */
static bool is_kept(const struct people_person *a, const struct people_person *b)
{
	if ((a->email.size > 0) != (b->email.size > 0))
		return a->email.size > 0;
	if (a->authored_count != b->authored_count)
		return a->authored_count > b->authored_count;
	return text_compare(a->key, b->key) < 0;
}

/* Unions stand in order of the persons' keys. */
static size_t first_union(const struct people_list *list, struct text person)
{
	size_t low = 0;
	size_t high = list->union_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (text_compare(list->unions[middle].person, person) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void suspect(struct suspicion *suspicion, uint32_t a, uint32_t b, const char *reason)
{
	struct people_list *list = suspicion->list;
	const struct people_person *keep = &list->persons[a];
	const struct people_person *drop = &list->persons[b];
	uint32_t pair[2] = { a < b ? a : b, a < b ? b : a };
	bool is_new = false;
	size_t told = suspicion->suspects.count;

	(void)map_intern(suspicion->pairs, (struct text){ (const char *)pair, sizeof(pair) }, 0, &is_new);
	if (!is_new || a == b)
		return;
	if (!is_kept(keep, drop)) {
		keep = &list->persons[b];
		drop = &list->persons[a];
	}
	*VEC_PUSH(&suspicion->suspects) = (struct people_suspect){ keep->key, drop->key, text_of(reason),
		                                                   mailmap_line(list, keep, drop->name, drop->email) };
	/* Recorded identities of the other one need a line each. */
	for (size_t i = first_union(list, drop->key);
	     i < list->union_count && text_equal(list->unions[i].person, drop->key); i++) {
		const struct people_union *known = &list->unions[i];
		bool is_told = text_equal(known->email, drop->email);

		for (size_t k = told; !is_told && k < suspicion->suspects.count; k++)
			is_told = text_equal(suspicion->suspects.at[k].line,
			                     mailmap_line(list, keep, known->name, known->email));
		if (!is_told)
			*VEC_PUSH(&suspicion->suspects) =
				(struct people_suspect){ keep->key, drop->key, text_of(reason),
				                         mailmap_line(list, keep, known->name, known->email) };
	}
}

/* ---- grounds ---- */

/* One word: a login or a first name. */
static bool is_single_word(struct text name)
{
	return name.size > 0 && text_find_char(text_trim(name), ' ', 0) < 0;
}

/*
 * Two persons with one local part or login: suspicious if their names have more in common than that word ("chris@" is
 * many people's), or if one goes by that word alone and it is no part of the other's name.
 */
static bool is_login_of_both(struct text login, const struct people_person *a, const struct people_person *b)
{
	struct buf left = { 0 }, right = { 0 };
	bool is_suspicious;

	(void)name_key(&left, a->name);
	(void)name_key(&right, b->name);
	is_suspicious = names_share_token_but(buf_text(&left), buf_text(&right), login);
	if (is_single_word(a->name) && text_equal(buf_text(&left), login))
		is_suspicious = !name_has_token(buf_text(&right), login) || is_single_word(b->name);
	else if (is_single_word(b->name) && text_equal(buf_text(&right), login))
		is_suspicious = !name_has_token(buf_text(&left), login);
	buf_release(&left);
	buf_release(&right);
	return is_suspicious;
}

/* are_logins: the keys are words that may be two persons' by chance. */
static void suspect_buckets(struct suspicion *suspicion, const struct buckets *buckets, const char *reason,
                            bool are_logins)
{
	struct node_list nodes = { 0 };

	for (size_t i = 0; i < buckets_count(buckets); i++) {
		buckets_get(&nodes, buckets, i);
		if (nodes.count < 2 || nodes.count > SUSPECTS_PER_KEY)
			continue;
		for (size_t a = 0; a < nodes.count; a++) {
			for (size_t b = a + 1; b < nodes.count; b++) {
				const struct people_person *left = &suspicion->list->persons[nodes.at[a]];
				const struct people_person *right = &suspicion->list->persons[nodes.at[b]];

				if (!are_logins || is_login_of_both(map_key(buckets->keys, (uint32_t)i), left, right))
					suspect(suspicion, nodes.at[a], nodes.at[b], reason);
			}
		}
	}
	VEC_RELEASE(&nodes);
}

/* The name's plain letters without spaces, in the order written: what a login may be made of. */
static void add_joined(struct buf *buf, struct text name)
{
	struct buf key = { 0 };

	(void)name_key(&key, name);
	for (size_t i = 0; i < key.size; i++)
		if (char_is_alnum(key.at[i]) || ((unsigned char)key.at[i] & 0x80))
			buf_add_char(buf, key.at[i]);
	buf_release(&key);
}

/* Every name a person was recorded under is a ground, not only the one in the key. */
static void collect_names(struct buckets *names, const struct people_list *list)
{
	struct buf key = { 0 }, pair = { 0 };
	struct map *seen = map_new();
	size_t position = 0;

	for (size_t i = 0; i < list->person_count + list->union_count; i++) {
		bool is_person = i < list->person_count;
		const struct people_union *known = is_person ? NULL : &list->unions[i - list->person_count];
		bool is_new = false;

		if (i == list->person_count)
			position = 0;
		while (!is_person && text_compare(list->persons[position].key, known->person) < 0)
			position++;
		if (is_person)
			position = i;
		if (list->persons[position].kind != PERSON_HUMAN)
			continue;
		buf_clear(&key);
		name_loose(&key, is_person ? list->persons[i].name : known->name);
		buf_clear(&pair);
		buf_add_fmt(&pair, "%zu ", position);
		buf_add_text(&pair, buf_text(&key));
		(void)map_intern(seen, buf_text(&pair), 0, &is_new);
		if (is_new && text_find_char(buf_text(&key), ' ', 0) > 0)
			buckets_add(names, buf_text(&key), (uint32_t)position);
	}
	map_free(seen);
	buf_release(&key);
	buf_release(&pair);
}

static void collect_grounds(struct buckets *locals, struct buckets *joined, const struct people_list *list)
{
	struct buf key = { 0 };

	for (size_t i = 0; i < list->person_count; i++) {
		const struct people_person *person = &list->persons[i];
		struct forge_login forge;
		struct text local;

		if (person->kind != PERSON_HUMAN)
			continue;
		buf_clear(&key);
		add_joined(&key, person->name);
		if (key.size >= LOCAL_PART_MIN_SIZE)
			buckets_add(joined, buf_text(&key), (uint32_t)i);
		buf_clear(&key);
		address_fold(&key, person->email);
		local = address_forge_login(&forge, buf_text(&key)) ? forge.login : address_local(buf_text(&key));
		if (person->email.size == 0 && is_single_word(person->name)) {
			address_fold(&key, person->name);
			local = buf_text(&key);
		}
		if (local.size >= LOCAL_PART_MIN_SIZE && !local_part_is_common(local) &&
		    address_use_of(buf_text(&key)) != ADDRESS_ACCOUNT)
			buckets_add(locals, local, (uint32_t)i);
	}
	buf_release(&key);
}

static int compare_suspects(const void *a, const void *b)
{
	const struct people_suspect *left = a;
	const struct people_suspect *right = b;
	int order = text_compare(left->person, right->person);

	if (!order)
		order = text_compare(left->other, right->other);
	return order ? order : text_compare(left->line, right->line);
}

static void find_suspects(struct people_list *list)
{
	struct suspicion suspicion = { .list = list, .pairs = map_new() };
	struct buckets names, locals, joined;

	buckets_init(&names);
	buckets_init(&locals);
	buckets_init(&joined);
	collect_names(&names, list);
	collect_grounds(&locals, &joined, list);
	suspect_buckets(&suspicion, &names, "the same name", false);
	suspect_buckets(&suspicion, &locals, "the same local part or login", true);
	suspect_buckets(&suspicion, &joined, "the same name written together", false);
	if (suspicion.suspects.count > 0)
		qsort(suspicion.suspects.at, suspicion.suspects.count, sizeof(suspicion.suspects.at[0]),
		      compare_suspects);
	list->suspects = suspicion.suspects.at;
	list->suspect_count = suspicion.suspects.count;
	map_free(suspicion.pairs);
	buckets_release(&names);
	buckets_release(&locals);
	buckets_release(&joined);
}

int people_list_load(struct people_list *out, struct store *store)
{
	int ret;

	*out = (struct people_list){ 0 };
	ret = load_persons(out, store);
	if (!ret)
		ret = load_unions(out, store);
	if (!ret)
		find_suspects(out);
	return ret;
}

void people_list_release(struct people_list *list)
{
	free(list->persons);
	free(list->unions);
	free(list->suspects);
	arena_release(&list->arena);
}
