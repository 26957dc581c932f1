/*
 * Accounts of a review server that are machines by what they do: they run checks and tell how these went, hundreds of times, and
 * nothing else. A human tester looks at code, too, or owns a change; in doubt an account stays a human's.
 */
#include "machines.h"

#define CHECKS_MIN 100 /* votes */

/* Kinds that a machine's account has none of: whoever votes on a review label, submits, or comments on a line of code. */
const char *const machine_statements[] = {
	"SELECT q.repository_id, q.identity_id,"
	"       sum(CASE WHEN q.kind IN ('qa', 'info') AND q.mark IS NULL THEN 1 ELSE 0 END),"
	"       sum(CASE WHEN q.kind IN ('qa', 'info', 'req') THEN 0"
	"             WHEN q.kind = 'cmt' AND (q.head = '' OR instr(q.raw, ':') = 0) THEN 0 ELSE 1 END)"
	" FROM request_act q"
	" JOIN identity i ON i.id = q.identity_id"
	" WHERE i.email LIKE '%@%' AND i.email NOT LIKE '%@%.%'"
	" GROUP BY q.repository_id, q.identity_id"
	" ORDER BY q.repository_id, q.identity_id",
	NULL,
};

struct tally {
	int64_t check_count;
	bool is_somebody;
};

struct tallies {
	struct map *accounts; /* position by account_key */
	VEC(struct tally) at;
};

/* An id that an administrator chose for a server means nothing in another repository. */
static void account_key(struct buf *buf, const struct roster_node *node)
{
	struct server_account account;

	buf_clear(buf);
	buf_add_fmt(buf, "%u ", address_server_account(&account, node->raw_email) ? UINT32_MAX : node->repository);
	buf_add_text(buf, node->raw_email);
}

static struct tally *tally_of(struct tallies *tallies, const struct roster_node *node)
{
	struct buf key = { 0 };
	bool is_new = false;
	uint32_t position;

	account_key(&key, node);
	position = map_intern(tallies->accounts, buf_text(&key), (uint32_t)tallies->at.count, &is_new);
	if (is_new)
		*VEC_PUSH(&tallies->at) = (struct tally){ 0 };
	buf_release(&key);
	return &tallies->at.at[position];
}

static int count_acts(struct tallies *tallies, const struct roster *roster, struct store *store)
{
	struct statement *row;
	int ret = store_statement(&row, store, machine_statements[0]);

	while (!ret && !(ret = statement_step(row))) {
		uint32_t found = roster_find(roster, statement_int(row, 0), statement_int(row, 1));
		struct tally *tally;

		if (found == ROSTER_NONE || roster->nodes.at[found].account.server.size == 0)
			continue;
		tally = tally_of(tallies, &roster->nodes.at[found]);
		tally->check_count += statement_int(row, 2);
		tally->is_somebody = tally->is_somebody || statement_int(row, 3) > 0;
	}
	return ret < 0 ? ret : 0;
}

/* Full names of those who stand anywhere but in a server's accounts, or opened a request. */
static struct map *names_of(const struct roster *roster)
{
	struct map *names = map_new();

	for (size_t i = 0; i < roster->nodes.count; i++) {
		const struct roster_node *node = &roster->nodes.at[i];

		if ((node->account.server.size == 0 || node->is_owner) && node->has_full_name &&
		    node->kind == PERSON_HUMAN)
			map_put(names, node->name, 1);
	}
	return names;
}

/* Who wrote, or bears the name of somebody else, is no machine; nor of whom the project speaks. */
static void find_somebody(struct tallies *tallies, const struct roster *roster)
{
	struct map *names = names_of(roster);

	for (size_t i = 0; i < roster->nodes.count; i++) {
		const struct roster_node *node = &roster->nodes.at[i];

		if (node->account.server.size == 0)
			continue;
		if (node->is_commit || node->is_owner || node->is_declared || node->is_kind_told ||
		    (node->has_full_name && map_get(names, node->name) != UINT32_MAX))
			tally_of(tallies, node)->is_somebody = true;
	}
	map_free(names);
}

int roster_find_machines(struct roster *roster, struct store *store)
{
	struct tallies tallies = { .accounts = map_new() };
	int ret = count_acts(&tallies, roster, store);

	if (!ret && tallies.at.count > 0) {
		find_somebody(&tallies, roster);
		for (size_t i = 0; i < roster->nodes.count; i++) {
			struct roster_node *node = &roster->nodes.at[i];
			const struct tally *tally;

			if (node->account.server.size == 0 || node->use != ADDRESS_ACCOUNT ||
			    node->kind != PERSON_HUMAN)
				continue;
			tally = tally_of(&tallies, node);
			if (tally->is_somebody || tally->check_count < CHECKS_MIN)
				continue;
			node->kind = PERSON_BOT;
			node->is_weighed = true; /* until it commits */
		}
	}
	map_free(tallies.accounts);
	VEC_RELEASE(&tallies.at);
	return ret;
}
