/* What the forms of Gerrit's accounts say by themselves; gerrit_ties.c looks at what they did. */
#include "gerrit.h"

#define SERVERS_READ 8 /* in one repository */

void gerrit_interpret(struct roster *roster, struct roster_node *node)
{
	struct text number;
	bool is_nameless = name_is_account(&number, node->proper.name);

	if (!address_server_account(&node->account, node->raw_email) &&
	    !(node->is_account && address_named_account(&node->account, node->raw_email)))
		node->account = (struct server_account){ 0 };
	if (node->account.server.size > 0 && text_equal(node->email, node->raw_email))
		node->use = ADDRESS_ACCOUNT;
	else if (is_nameless && node->email.size == 0)
		node->account.number = number;
	if (!is_nameless)
		return;
	node->is_lifted = true;
	node->has_full_name = node->has_full_raw_name = false;
	if (node->account.number.size == 0 && node->email.size == 0 && node->kind == PERSON_HUMAN)
		node->kind = PERSON_PLACEHOLDER;
	if (node->account.number.size > 0 && !node->is_declared) {
		struct buf name = { 0 };

		buf_add_fmt(&name, "Gerrit account " TEXT_FMT, TEXT_ARG(node->account.number));
		node->proper.name = roster_copy(roster, buf_text(&name));
		buf_release(&name);
	}
}

/* "12 text": what is equal only within a repository. */
static void add_key(struct buf *buf, uint32_t repository, struct text text)
{
	buf_clear(buf);
	buf_add_fmt(buf, "%u ", repository);
	buf_add_text(buf, text);
}

void gerrit_unite_accounts(struct roster *roster)
{
	struct buckets accounts, numbers;
	struct buf key = { 0 };
	struct server_account account;
	struct node_list nodes = { 0 };

	buckets_init(&accounts);
	buckets_init(&numbers);
	for (size_t i = 0; i < roster->nodes.count; i++) {
		const struct roster_node *node = &roster->nodes.at[i];

		if (node->account.server.size == 0)
			continue;
		add_key(&key, address_server_account(&account, node->raw_email) ? UINT32_MAX : node->repository,
		        node->raw_email);
		buckets_add(&accounts, buf_text(&key), (uint32_t)i);
		add_key(&key, node->repository, node->account.number);
		buckets_add(&numbers, buf_text(&key), (uint32_t)i);
	}
	for (size_t i = 0; i < buckets_count(&accounts); i++) {
		buckets_get(&nodes, &accounts, i);
		if (nodes.count > 1)
			(void)roster_unite_all(roster, nodes.at, nodes.count, UNION_NOREPLY);
	}
	VEC_RELEASE(&nodes);
	/* A number without its server is that of the one server that has it here; where none does, one number is one account. */
	for (size_t i = 0; i < roster->nodes.count; i++) {
		struct roster_node *node = &roster->nodes.at[i];
		uint32_t found;

		if (node->account.number.size == 0 || node->account.server.size > 0)
			continue;
		add_key(&key, node->repository, node->account.number);
		found = buckets_find_class(&numbers, roster, buf_text(&key), &node->is_ambiguous);
		if (found != ROSTER_NONE)
			(void)roster_unite(roster, found, (uint32_t)i, UNION_NOREPLY);
		else if (!node->is_ambiguous)
			buckets_add(&numbers, buf_text(&key), (uint32_t)i);
	}
	buckets_release(&accounts);
	buckets_release(&numbers);
	buf_release(&key);
}

void gerrit_leave_out_namesakes(struct roster *roster, struct node_list *nodes)
{
	struct server_account first[SERVERS_READ];
	size_t server_count = 0, kept = 0;
	bool are_namesakes = false;

	for (size_t i = 0; i < nodes->count; i++) {
		struct server_account account = roster->nodes.at[nodes->at[i]].account;
		size_t at = 0;

		if (account.server.size == 0)
			continue;
		while (at < server_count && !text_equal(first[at].server, account.server))
			at++;
		if (at == server_count && server_count < SERVERS_READ)
			first[server_count++] = account;
		are_namesakes |= at == SERVERS_READ || !text_equal(first[at].number, account.number);
	}
	for (size_t i = 0; are_namesakes && i < nodes->count; i++) {
		if (roster->nodes.at[nodes->at[i]].account.server.size > 0)
			roster->nodes.at[nodes->at[i]].is_ambiguous = true;
		else
			nodes->at[kept++] = nodes->at[i];
	}
	if (are_namesakes)
		nodes->count = kept;
}
