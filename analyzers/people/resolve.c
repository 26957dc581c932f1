/*
 * The rules by which recorded identities are one person, in order: what the mailmap says, equal address, equal full name,
 * the address that a forge gives; then (ties.c) squashes and logins. A rule that could join two people joins nobody: to
 * keep one person apart is repaired by a line in the mailmap, to join two is found by nobody.
 */
#include "roster.h"

#include "gerrit.h"
#include "name_key.h"

/* Full names that have no token in common, under one address: from these numbers on it is not one person's. */
#define SHARED_BY_NAMES 3
#define ROLE_SHARED_BY_NAMES 2
#define SHARED_NAMES_READ 16
#define DOMINANT_TIMES 10 /* commits of one name for each of another, from which an address is the first one's */

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
 * address that means something there, if the mailmap of all repositories says so, or if nothing but mailmaps is to be
 * followed.
 */
static void unite_same(struct roster *roster, bool mailmap_only)
{
	struct buckets buckets;
	struct buf key = { 0 };

	buckets_init(&buckets);
	for (size_t i = 0; i < roster->nodes.count; i++) {
		const struct roster_node *node = &roster->nodes.at[i];
		bool is_global = mailmap_only || node->use == ADDRESS_PERSONAL || node->use == ADDRESS_ACCOUNT ||
		                 node->is_mapped_for_all;

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

		if (node->kind != PERSON_PLACEHOLDER || node->use != ADDRESS_PERSONAL)
			continue;
		node->kind = PERSON_HUMAN;
		node->is_lifted = true;
		node->has_full_name = node->has_full_raw_name = false;
	}
}

/* Those who use one address under full names that have something in common. */
struct camp {
	struct text name;
	struct node_list nodes;
	uint64_t here_count, elsewhere_count; /* commits under this address, and under others by the same name */
	bool is_elsewhere;
};

/* Puts the full names of an address into camps. Returns how many there are; two at most are filled. */
static size_t find_camps(struct camp camps[2], const struct roster *roster, const struct node_list *nodes)
{
	size_t count = 0;

	for (size_t i = 0; i < nodes->count; i++) {
		const struct roster_node *node = &roster->nodes.at[nodes->at[i]];
		size_t at = 0;

		if (node->kind != PERSON_HUMAN || !node->has_full_name)
			continue;
		while (at < count && !names_are_akin(camps[at].name, node->name))
			at++;
		if (at == 2)
			return 3;
		if (at == count)
			camps[count++].name = node->name;
		*VEC_PUSH(&camps[at].nodes) = nodes->at[i];
		camps[at].here_count += node->authored_count;
	}
	return count;
}

/* What the names of a camp did under other addresses. */
static void look_elsewhere(struct camp *camp, struct roster *roster, const struct buckets *names, struct text address)
{
	struct buf key = { 0 };
	struct node_list same = { 0 };
	struct map *seen = map_new();

	for (size_t i = 0; i < camp->nodes.count; i++) {
		struct roster_node *node = &roster->nodes.at[camp->nodes.at[i]];
		uint32_t position;
		bool is_new = false;

		node->is_weighed = true;
		buf_clear(&key);
		add_local_key(&key, node->repository, node->name);
		position = map_get(names->keys, buf_text(&key));
		(void)map_intern(seen, buf_text(&key), 0, &is_new);
		if (position == UINT32_MAX || !is_new)
			continue;
		buckets_get(&same, names, position);
		for (size_t k = 0; k < same.count; k++) {
			struct roster_node *other = &roster->nodes.at[same.at[k]];

			other->is_weighed = true;
			if (text_equal(other->email, address) || text_equal(other->raw_email, address))
				continue;
			camp->is_elsewhere = true;
			camp->elsewhere_count += other->authored_count;
		}
	}
	map_free(seen);
	VEC_RELEASE(&same);
	buf_release(&key);
}

static bool is_dominant(const struct camp *camp, const struct camp *other)
{
	return camp->here_count > 0 && camp->here_count >= DOMINANT_TIMES * other->here_count;
}

/* Whether it looks like a commit under somebody else's address rather than like one who changed name. */
static bool is_mistaken(const struct camp *few, const struct camp *many)
{
	return few->is_elsewhere && few->elsewhere_count > few->here_count && is_dominant(many, few);
}

/* Two persons under one address: each camp by itself, and what has no full name goes with the one that dominates. */
static void unite_camps(struct roster *roster, const struct node_list *nodes, const struct camp camps[2])
{
	struct node_list rest = { 0 };
	int owner = is_dominant(&camps[0], &camps[1]) ? 0 : is_dominant(&camps[1], &camps[0]) ? 1 : -1;

	for (size_t i = 0; i < nodes->count; i++) {
		struct roster_node *node = &roster->nodes.at[nodes->at[i]];
		bool is_named = node->kind == PERSON_HUMAN && node->has_full_name;

		if (owner >= 0 && (!is_named || names_are_akin(camps[owner].name, node->name)))
			*VEC_PUSH(&rest) = nodes->at[i];
		else
			node->is_ambiguous = true;
	}
	if (owner >= 0) {
		lift_placeholders(roster, &rest);
		(void)roster_unite_all(roster, rest.at, rest.count, UNION_EMAIL);
	}
	for (int i = 0; i < 2; i++)
		if (i != owner)
			(void)roster_unite_all(roster, camps[i].nodes.at, camps[i].nodes.count, UNION_EMAIL);
	VEC_RELEASE(&rest);
}

static void unite_address(struct roster *roster, const struct node_list *nodes, const struct buckets *names,
                          struct text address)
{
	struct camp camps[2] = { 0 };

	if (find_camps(camps, roster, nodes) == 2)
		for (int i = 0; i < 2; i++)
			look_elsewhere(&camps[i], roster, names, address);
	if ((camps[0].is_elsewhere && camps[1].is_elsewhere) || is_mistaken(&camps[0], &camps[1]) ||
	    is_mistaken(&camps[1], &camps[0])) {
		unite_camps(roster, nodes, camps);
	} else {
		lift_placeholders(roster, nodes);
		(void)roster_unite_all(roster, nodes->at, nodes->count, UNION_EMAIL);
	}
	VEC_RELEASE(&camps[0].nodes);
	VEC_RELEASE(&camps[1].nodes);
}

/* Who bears a full name in a repository, under whatever address. */
static void collect_names(struct buckets *names, const struct roster *roster)
{
	struct buf key = { 0 };

	for (size_t i = 0; i < roster->nodes.count; i++) {
		const struct roster_node *node = &roster->nodes.at[i];

		if (node->kind != PERSON_HUMAN || !node->has_full_name || node->use != ADDRESS_PERSONAL)
			continue;
		buf_clear(&key);
		add_local_key(&key, node->repository, node->name);
		buckets_add(names, buf_text(&key), (uint32_t)i);
	}
	buf_release(&key);
}

static void unite_emails(struct roster *roster, const struct buckets *names)
{
	struct buckets buckets;
	struct node_list nodes = { 0 };
	struct buf key = { 0 };

	buckets_init(&buckets);
	for (size_t i = 0; i < roster->nodes.count; i++) {
		const struct roster_node *node = &roster->nodes.at[i];

		if (node->use == ADDRESS_NOBODY || node->use == ADDRESS_GROUP || node->use == ADDRESS_ACCOUNT)
			continue;
		buf_clear(&key);
		add_local_key(&key, node->use == ADDRESS_LOCAL ? node->repository : UINT32_MAX, node->email);
		buckets_add(&buckets, buf_text(&key), (uint32_t)i);
	}
	for (size_t i = 0; i < buckets_count(&buckets); i++) {
		buckets_get(&nodes, &buckets, i);
		if (nodes.count > 1 && !is_shared(roster, &nodes))
			unite_address(roster, &nodes, names, roster->nodes.at[nodes.at[0]].email);
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
static void unite_recorded_emails(struct roster *roster, const struct buckets *names)
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
			unite_address(roster, &nodes, names, roster->nodes.at[nodes.at[0]].raw_email);
	}
	buckets_release(&buckets);
	VEC_RELEASE(&nodes);
}

/* ---- equal full name ---- */

static void unite_names(struct roster *roster)
{
	struct buckets buckets;
	struct node_list nodes = { 0 };
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
	for (size_t i = 0; i < buckets_count(&buckets); i++) {
		buckets_get(&nodes, &buckets, i);
		gerrit_leave_out_namesakes(roster, &nodes);
		if (nodes.count > 1)
			(void)roster_unite_all(roster, nodes.at, nodes.count, UNION_NAME);
	}
	VEC_RELEASE(&nodes);
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

		if (node->kind != PERSON_HUMAN || node->is_lifted || node->email.size == 0)
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
	struct buckets names;
	int ret;

	unite_same(roster, mailmap_only);
	if (mailmap_only)
		return 0;
	gerrit_unite_accounts(roster);
	buckets_init(&names);
	collect_names(&names, roster);
	unite_emails(roster, &names);
	unite_recorded_emails(roster, &names);
	buckets_release(&names);
	unite_names(roster);
	unite_forge_logins(roster);
	ret = roster_tie_heads(roster, store);
	if (ret)
		return ret;
	unite_bare_names(roster);
	ret = roster_tie_logins(roster, store);
	return ret ? ret : gerrit_tie_accounts(roster, store);
}
