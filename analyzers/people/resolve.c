/*
 * The rules by which recorded identities are one person, in order: what the mailmap says, equal address, equal full name,
 * the address that a forge gives; then (ties.c) squashes and logins. A rule that could join two people joins nobody: to
 * keep one person apart is repaired by a line in the mailmap, to join two is found by nobody.
 */
#include "roster.h"

#include "name_key.h"

/* Full names that have no token in common, under one address: from these numbers on it is not one person's. */
#define SHARED_BY_NAMES 3
#define ROLE_SHARED_BY_NAMES 2
#define SHARED_NAMES_READ 16

/* "12 text": what is equal only within a repository. */
static void add_local_key(struct buf *buf, uint32_t repository, struct text text)
{
	buf_add_fmt(buf, "%u ", repository);
	buf_add_text(buf, text);
}

static void unite_buckets(struct roster *roster, const struct buckets *buckets, enum union_rule rule)
{
	struct node_list nodes = { 0 };

	for (size_t i = 0; i < buckets_count(buckets); i++) {
		buckets_get(&nodes, buckets, i);
		if (nodes.count > 1)
			(void)roster_unite_all(roster, nodes.at, nodes.count, rule);
	}
	VEC_RELEASE(&nodes);
}

/* ---- the same bytes ---- */

/*
 * The same proper name and address are one person: in one repository always, over repositories only if there is an
 * address that means something there, or if nothing but the mailmap is to be followed.
 */
static void unite_same(struct roster *roster, bool mailmap_only)
{
	struct buckets buckets;
	struct buf key = { 0 };

	buckets_init(&buckets);
	for (size_t i = 0; i < roster->nodes.count; i++) {
		const struct roster_node *node = &roster->nodes.at[i];
		bool is_global = mailmap_only || node->use == ADDRESS_PERSONAL;

		buf_clear(&key);
		add_local_key(&key, is_global ? UINT32_MAX : node->repository, node->proper.name);
		buf_add_char(&key, '\0');
		buf_add_text(&key, node->proper.email);
		buckets_add(&buckets, buf_text(&key), (uint32_t)i);
	}
	unite_buckets(roster, &buckets, UNION_SELF);
	buckets_release(&buckets);
	buf_release(&key);
}

/* ---- equal address ---- */

/* Whether so many names without a common token use the address that it cannot be one person's. */
static bool is_shared(const struct roster *roster, const struct node_list *nodes)
{
	struct text names[SHARED_NAMES_READ];
	size_t count = 0;
	size_t limit = roster->nodes.at[nodes->at[0]].use == ADDRESS_ROLE ? ROLE_SHARED_BY_NAMES : SHARED_BY_NAMES;

	for (size_t i = 0; i < nodes->count && count < SHARED_NAMES_READ; i++) {
		const struct roster_node *node = &roster->nodes.at[nodes->at[i]];
		bool is_akin = node->kind != PERSON_HUMAN || !node->has_full_name;

		for (size_t k = 0; k < count && !is_akin; k++)
			is_akin = names_share_token(names[k], node->name);
		if (!is_akin)
			names[count++] = node->name;
	}
	return count >= limit;
}

/* "root <ada@example.org>" is Ada if Ada uses the address under her name. */
static void lift_placeholders(struct roster *roster, const struct node_list *nodes)
{
	bool has_human = false;

	for (size_t i = 0; i < nodes->count; i++)
		has_human = has_human || (roster->nodes.at[nodes->at[i]].kind == PERSON_HUMAN &&
		                          roster->nodes.at[nodes->at[i]].has_full_name);
	for (size_t i = 0; has_human && i < nodes->count; i++) {
		struct roster_node *node = &roster->nodes.at[nodes->at[i]];

		if (node->kind == PERSON_PLACEHOLDER && node->use == ADDRESS_PERSONAL)
			node->kind = PERSON_HUMAN;
	}
}

static void unite_emails(struct roster *roster)
{
	struct buckets buckets;
	struct node_list nodes = { 0 };
	struct buf key = { 0 };

	buckets_init(&buckets);
	for (size_t i = 0; i < roster->nodes.count; i++) {
		const struct roster_node *node = &roster->nodes.at[i];

		if (node->use == ADDRESS_NOBODY)
			continue;
		buf_clear(&key);
		add_local_key(&key, node->use == ADDRESS_LOCAL ? node->repository : UINT32_MAX, node->email);
		buckets_add(&buckets, buf_text(&key), (uint32_t)i);
	}
	for (size_t i = 0; i < buckets_count(&buckets); i++) {
		buckets_get(&nodes, &buckets, i);
		if (nodes.count < 2 || is_shared(roster, &nodes))
			continue;
		lift_placeholders(roster, &nodes);
		(void)roster_unite_all(roster, nodes.at, nodes.count, UNION_EMAIL);
	}
	buckets_release(&buckets);
	VEC_RELEASE(&nodes);
	buf_release(&key);
}

/* Whether a recorded address leads to two proper ones within one repository: then it is nobody's alone. */
static bool is_split(const struct roster *roster, const struct node_list *nodes)
{
	for (size_t i = 1; i < nodes->count; i++) {
		const struct roster_node *before = &roster->nodes.at[nodes->at[i - 1]];
		const struct roster_node *node = &roster->nodes.at[nodes->at[i]];

		if (before->repository == node->repository && !text_equal(before->email, node->email))
			return true;
	}
	return false;
}

/* An address that one repository's mailmap replaces and another's does not know is still the same address. */
static void unite_recorded_emails(struct roster *roster)
{
	struct buckets buckets;
	struct node_list nodes = { 0 };

	if (roster->repositories.count < 2)
		return;
	buckets_init(&buckets);
	for (size_t i = 0; i < roster->nodes.count; i++)
		if (address_use_of(roster->nodes.at[i].raw_email) == ADDRESS_PERSONAL)
			buckets_add(&buckets, roster->nodes.at[i].raw_email, (uint32_t)i);
	for (size_t i = 0; i < buckets_count(&buckets); i++) {
		buckets_get(&nodes, &buckets, i);
		if (nodes.count > 1 && !is_split(roster, &nodes) && !is_shared(roster, &nodes))
			(void)roster_unite_all(roster, nodes.at, nodes.count, UNION_EMAIL);
	}
	buckets_release(&buckets);
	VEC_RELEASE(&nodes);
}

/* ---- equal full name ---- */

static void unite_names(struct roster *roster)
{
	struct buckets buckets;
	struct buf key = { 0 };

	buckets_init(&buckets);
	for (size_t i = 0; i < roster->nodes.count; i++) {
		const struct roster_node *node = &roster->nodes.at[i];

		if (node->kind != PERSON_HUMAN || !node->has_full_name || node->email.size == 0)
			continue;
		buf_clear(&key);
		add_local_key(&key, node->repository, node->name);
		buckets_add(&buckets, buf_text(&key), (uint32_t)i);
	}
	unite_buckets(roster, &buckets, UNION_NAME);
	buckets_release(&buckets);
	buf_release(&key);
}

/* A full name without an address is the one person of that name, if there is one. */
static void unite_bare_names(struct roster *roster)
{
	struct buckets proper, recorded, bare;
	struct buf key = { 0 };

	buckets_init(&proper);
	buckets_init(&recorded);
	buckets_init(&bare);
	for (size_t i = 0; i < roster->nodes.count; i++) {
		const struct roster_node *node = &roster->nodes.at[i];

		if (node->kind != PERSON_HUMAN || node->email.size == 0)
			continue;
		buf_clear(&key);
		add_local_key(&key, node->repository, node->name);
		buckets_add(&proper, buf_text(&key), (uint32_t)i);
		buf_clear(&key);
		add_local_key(&key, node->repository, node->raw_name);
		buckets_add(&recorded, buf_text(&key), (uint32_t)i);
	}
	for (size_t i = 0; i < roster->nodes.count; i++) {
		struct roster_node *node = &roster->nodes.at[i];
		bool is_ambiguous;
		uint32_t found;

		if (node->kind != PERSON_HUMAN || !node->has_full_name || node->email.size > 0)
			continue;
		buf_clear(&key);
		add_local_key(&key, node->repository, node->name);
		found = buckets_find_class(&proper, roster, buf_text(&key), &is_ambiguous);
		if (found == ROSTER_NONE && !is_ambiguous)
			found = buckets_find_class(&recorded, roster, buf_text(&key), &is_ambiguous);
		node->is_ambiguous = node->is_ambiguous || is_ambiguous;
		if (found != ROSTER_NONE)
			(void)roster_unite(roster, found, (uint32_t)i, UNION_NAME);
		else if (!is_ambiguous)
			buckets_add(&bare, buf_text(&key), (uint32_t)i);
	}
	unite_buckets(roster, &bare, UNION_NAME);
	buckets_release(&proper);
	buckets_release(&recorded);
	buckets_release(&bare);
	buf_release(&key);
}

/* ---- addresses that a forge gives ---- */

static void add_forge_key(struct buf *buf, struct text host, struct text word)
{
	buf_clear(buf);
	buf_add_text(buf, host);
	buf_add_char(buf, '\0');
	buf_add_text(buf, word);
}

/* The number survives a renamed login; a login without number is the number's that bears it, if only one does. */
static void unite_forge_logins(struct roster *roster)
{
	struct buckets ids, logins;
	struct buf key = { 0 };

	buckets_init(&ids);
	buckets_init(&logins);
	for (size_t i = 0; i < roster->nodes.count; i++) {
		const struct roster_node *node = &roster->nodes.at[i];

		if (node->forge.id.size == 0)
			continue;
		add_forge_key(&key, node->forge.host, node->forge.id);
		buckets_add(&ids, buf_text(&key), (uint32_t)i);
		add_forge_key(&key, node->forge.host, node->forge.login);
		buckets_add(&logins, buf_text(&key), (uint32_t)i);
	}
	unite_buckets(roster, &ids, UNION_NOREPLY);
	for (size_t i = 0; i < roster->nodes.count; i++) {
		struct roster_node *node = &roster->nodes.at[i];
		bool is_ambiguous;
		uint32_t found;

		if (node->forge.login.size == 0 || node->forge.id.size > 0)
			continue;
		add_forge_key(&key, node->forge.host, node->forge.login);
		found = buckets_find_class(&logins, roster, buf_text(&key), &is_ambiguous);
		node->is_ambiguous = node->is_ambiguous || is_ambiguous;
		if (found != ROSTER_NONE)
			(void)roster_unite(roster, found, (uint32_t)i, UNION_NOREPLY);
	}
	buckets_release(&ids);
	buckets_release(&logins);
	buf_release(&key);
}

int roster_resolve(struct roster *roster, struct store *store, bool mailmap_only)
{
	int ret;

	unite_same(roster, mailmap_only);
	if (mailmap_only)
		return 0;
	unite_emails(roster);
	unite_recorded_emails(roster);
	unite_names(roster);
	unite_forge_logins(roster);
	ret = roster_tie_heads(roster, store);
	if (ret)
		return ret;
	unite_bare_names(roster);
	return roster_tie_logins(roster, store);
}
