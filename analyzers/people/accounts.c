/*
 * What a forge says of its accounts: addresses that it checked, and the full names that people give themselves.
 */
#include "logins.h"

#include "name_key.h"

#define SEVERAL_LOGINS (UINT32_MAX - 1)

const char *const account_statements[] = {
	"SELECT DISTINCT a.repository_id, a.login, i.name, i.email"
	" FROM account a"
	" JOIN identity i ON i.id = a.identity_id"
	" ORDER BY a.repository_id, a.login, i.name, i.email",
	NULL,
};

/* Who wrote commits, by what a forge may know of them too. */
struct writers {
	struct buckets emails, names;
};

static void mark_key(struct buf *buf, uint32_t repository, struct text mark)
{
	buf_clear(buf);
	buf_add_fmt(buf, "%u ", repository);
	buf_add_text(buf, mark);
}

static void collect_writers(struct writers *writers, const struct roster *roster)
{
	struct buf key = { 0 };

	for (size_t i = 0; i < roster->nodes.count; i++) {
		const struct roster_node *node = &roster->nodes.at[i];

		if (!node->is_commit || node->kind != PERSON_HUMAN)
			continue;
		mark_key(&key, node->repository, node->email);
		buckets_add(&writers->emails, buf_text(&key), (uint32_t)i);
		mark_key(&key, node->repository, node->raw_email);
		buckets_add(&writers->emails, buf_text(&key), (uint32_t)i);
		mark_key(&key, node->repository, node->name);
		if (node->has_full_name && !node->is_lifted)
			buckets_add(&writers->names, buf_text(&key), (uint32_t)i);
	}
	buf_release(&key);
}

static uint32_t repository_index(const struct roster *roster, int64_t id)
{
	for (uint32_t i = 0; i < roster->repositories.count; i++)
		if (roster->repositories.at[i].id == id)
			return i;
	return ROSTER_NONE;
}

/* A row of what a forge says of an account, looked up among those who wrote commits. */
struct account_mark {
	uint32_t login;   /* number of the login's key */
	uint32_t address; /* number of the address; ROSTER_NONE: a full name */
	uint32_t class;
};
struct account_marks {
	struct map *logins, *addresses;
	VEC(uint32_t) address_login; /* by address: the login that claims it, or SEVERAL_LOGINS */
	VEC(struct account_mark) at;
};

static void add_address_mark(struct account_marks *marks, uint32_t login, struct text address, uint32_t class)
{
	bool is_new = false;
	uint32_t number = map_intern(marks->addresses, address, (uint32_t)marks->address_login.count, &is_new);

	if (is_new)
		*VEC_PUSH(&marks->address_login) = login;
	else if (marks->address_login.at[number] != login)
		marks->address_login.at[number] = SEVERAL_LOGINS;
	*VEC_PUSH(&marks->at) = (struct account_mark){ login, number, class };
}

static void add_mark(struct account_marks *marks, struct roster *roster, const struct writers *writers,
                     uint32_t repository, const struct statement *row)
{
	struct buf mark = { 0 }, key = { 0 };
	uint32_t login, found;
	bool is_ambiguous;

	login_key(&key, repository, statement_text(row, 1));
	login = map_intern(marks->logins, buf_text(&key), map_count(marks->logins), &is_ambiguous);
	address_fold(&mark, statement_text(row, 3));
	if (address_use_of(buf_text(&mark)) <= ADDRESS_ROLE) {
		mark_key(&key, repository, buf_text(&mark));
		found = buckets_find_class(&writers->emails, roster, buf_text(&key), &is_ambiguous);
		if (found != ROSTER_NONE)
			add_address_mark(marks, login, buf_text(&key), found);
	}
	buf_clear(&mark);
	if (name_key(&mark, statement_text(row, 2))) {
		mark_key(&key, repository, buf_text(&mark));
		found = buckets_find_class(&writers->names, roster, buf_text(&key), &is_ambiguous);
		if (found != ROSTER_NONE)
			*VEC_PUSH(&marks->at) = (struct account_mark){ login, ROSTER_NONE, found };
	}
	buf_release(&mark);
	buf_release(&key);
}

static int load_marks(struct account_marks *marks, struct roster *roster, struct store *store)
{
	struct writers writers;
	struct statement *statement;
	int ret = store_statement(&statement, store, account_statements[0]);

	buckets_init(&writers.emails);
	buckets_init(&writers.names);
	collect_writers(&writers, roster);
	while (!ret && !(ret = statement_step(statement))) {
		uint32_t repository = repository_index(roster, statement_int(statement, 0));

		if (repository != ROSTER_NONE)
			add_mark(marks, roster, &writers, repository, statement);
	}
	buckets_release(&writers.emails);
	buckets_release(&writers.names);
	return ret < 0 ? ret : 0;
}

/* ---- which classes have a login already ---- */

static void own_class(struct login_evidence *evidence, struct roster *roster, uint32_t class, uint32_t login)
{
	uint32_t root = roster_root(roster, class);
	struct text key = { (const char *)&root, sizeof(root) };
	uint32_t before = map_get(evidence->owners, key);

	map_put(evidence->owners, key, before == UINT32_MAX || before == login ? login : SEVERAL_LOGINS);
}

static bool is_free_for(const struct login_evidence *evidence, struct roster *roster, uint32_t class, uint32_t login)
{
	uint32_t root = roster_root(roster, class);
	uint32_t owner = map_get(evidence->owners, (struct text){ (const char *)&root, sizeof(root) });

	return owner == UINT32_MAX || owner == login;
}

/* By addresses that a forge gives, and by the requests that a login made. */
static void find_owners(struct login_evidence *evidence, struct roster *roster, struct map *logins)
{
	struct buf key = { 0 };
	bool is_new, is_ambiguous;

	for (size_t i = 0; i < roster->nodes.count; i++) {
		const struct roster_node *node = &roster->nodes.at[i];

		if (node->kind != PERSON_HUMAN || node->forge.login.size == 0)
			continue;
		login_key(&key, node->repository, node->forge.login);
		own_class(evidence, roster, (uint32_t)i,
		          map_intern(logins, buf_text(&key), map_count(logins), &is_new));
	}
	for (uint32_t i = 0; i < map_count(evidence->requests.keys); i++) {
		struct text login = map_key(evidence->requests.keys, i);
		uint32_t class = ballots_elect(&evidence->requests, login, &is_ambiguous);

		if (class != ROSTER_NONE)
			own_class(evidence, roster, class, map_intern(logins, login, map_count(logins), &is_new));
	}
	buf_release(&key);
}

/*
 * Addresses that only one login claims tell whose it is; all of one login are one person's, for the forge checked them,
 * unless one of them is known to be another login's. A name is free text: it ties nobody who has another login.
 */
static void use_marks(struct login_evidence *evidence, struct roster *roster, const struct account_marks *marks)
{
	struct node_list nodes = { 0 };

	for (size_t i = 0; i < marks->at.count; i++) {
		const struct account_mark *mark = &marks->at.at[i];

		if (mark->address != ROSTER_NONE && marks->address_login.at[mark->address] == mark->login)
			buckets_add(&evidence->accounts, map_key(marks->logins, mark->login), mark->class);
	}
	for (size_t i = 0; i < buckets_count(&evidence->accounts); i++) {
		uint32_t login = map_get(marks->logins, map_key(evidence->accounts.keys, (uint32_t)i));
		bool is_free = true;

		buckets_get(&nodes, &evidence->accounts, i);
		for (size_t k = 0; k < nodes.count; k++)
			is_free = is_free && is_free_for(evidence, roster, nodes.at[k], login);
		if (is_free && roster_unite_all(roster, nodes.at, nodes.count, UNION_LOGIN))
			own_class(evidence, roster, nodes.at[0], login);
	}
	for (size_t i = 0; i < marks->at.count; i++) {
		const struct account_mark *mark = &marks->at.at[i];

		if (mark->address == ROSTER_NONE && is_free_for(evidence, roster, mark->class, mark->login))
			buckets_add(&evidence->names, map_key(marks->logins, mark->login), mark->class);
	}
	VEC_RELEASE(&nodes);
}

int accounts_collect(struct login_evidence *evidence, struct roster *roster, struct store *store)
{
	struct account_marks marks = { .logins = map_new(), .addresses = map_new() };
	int ret = load_marks(&marks, roster, store);

	if (!ret) {
		find_owners(evidence, roster, marks.logins);
		use_marks(evidence, roster, &marks);
	}
	map_free(marks.logins);
	map_free(marks.addresses);
	VEC_RELEASE(&marks.address_login);
	VEC_RELEASE(&marks.at);
	return ret;
}
